/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_INVITE (moot_invite_get_type ())

G_DECLARE_FINAL_TYPE (MootInvite, moot_invite, MOOT, INVITE, GObject)

/**
 * MootInvite:
 *
 * A link with which somebody may apply; `member_id` answers for it.  The code is there once, in the
 * answer that makes it.
 */
struct _MootInvite
{
  GObject parent_instance;

  char *id;
  char *member_id;
  char *note;
  gint64 max_uses;
  gint64 uses;
  gint64 created_at;
  gint64 expires_at;
  gint64 revoked_at;
  char *code;
};

G_END_DECLS
