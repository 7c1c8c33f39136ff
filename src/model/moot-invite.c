/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A link with which somebody may apply.
 * Spec: co-op API, Invite. */
#include "moot-invite.h"

/* clang-format off */
static const MootField invite_fields[] = {
  MOOT_STRING (MootInvite, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootInvite, member_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootInvite, note, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootInvite, max_uses, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootInvite, uses, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootInvite, created_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootInvite, expires_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootInvite, revoked_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootInvite, code, MOOT_FIELD_OPTIONAL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootInvite, moot_invite, invite_fields)
