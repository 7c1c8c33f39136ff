/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-account.h"

G_BEGIN_DECLS

#define MOOT_TYPE_ALIAS (moot_alias_get_type ())
#define MOOT_TYPE_RELOCATION (moot_relocation_get_type ())

G_DECLARE_FINAL_TYPE (MootAlias, moot_alias, MOOT, ALIAS, GObject)
G_DECLARE_FINAL_TYPE (MootRelocation, moot_relocation, MOOT, RELOCATION, GObject)

/**
 * MootAlias:
 *
 * Another account of the same person; `acct` is %NULL when the server has forgotten whose it is.
 */
struct _MootAlias
{
  GObject parent_instance;

  char *uri;
  char *acct;
};

/**
 * MootRelocation:
 *
 * Where an account comes from and where it went.  `may_move_at` is 0 when it may move now.
 */
struct _MootRelocation
{
  GObject parent_instance;

  GPtrArray *aliases; /* of MootAlias */
  MootAccount *moved_to;
  gint64 moved_at;
  gint64 may_move_at;
  gint64 followers_count;
};

G_END_DECLS
