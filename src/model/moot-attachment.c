/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* An image, video or sound attached to a status.
 * Spec: Mastodon client API, MediaAttachment. */
#include "moot-attachment.h"

/* clang-format off */
static const MootField attachment_fields[] = {
  MOOT_STRING (MootAttachment, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootAttachment, type, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAttachment, url, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAttachment, preview_url, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAttachment, remote_url, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootAttachment, meta, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAttachment, description, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAttachment, blurhash, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootAttachment, moot_attachment, attachment_fields)
