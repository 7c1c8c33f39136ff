/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_ATTACHMENT (moot_attachment_get_type ())

G_DECLARE_FINAL_TYPE (MootAttachment, moot_attachment, MOOT, ATTACHMENT, GObject)

/**
 * MootAttachment:
 *
 * Media with its description; `meta` holds sizes and focus as JSON. `url` is %NULL while it is
 * processed.
 */
struct _MootAttachment
{
  GObject parent_instance;

  char *id;
  char *type;
  char *url;
  char *preview_url;
  char *remote_url;
  char *meta;
  char *description;
  char *blurhash;
};

G_END_DECLS
