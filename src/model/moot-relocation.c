/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How an account changes servers.
 * Spec: src/node/README.md, "Migration". */
#include "moot-relocation.h"

/* clang-format off */
static const MootField alias_fields[] = {
  MOOT_STRING (MootAlias, uri, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootAlias, acct, MOOT_FIELD_PLAIN),
};

static const MootField relocation_fields[] = {
  MOOT_LIST (MootRelocation, aliases, MOOT_FIELD_PLAIN, moot_alias_get_type),
  MOOT_ENTITY (MootRelocation, moved_to, MootAccount, MOOT_FIELD_PLAIN, moot_account_get_type),
  MOOT_TIME (MootRelocation, moved_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootRelocation, may_move_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootRelocation, followers_count, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootAlias, moot_alias, alias_fields)
MOOT_DEFINE_ENTITY (MootRelocation, moot_relocation, relocation_fields)
