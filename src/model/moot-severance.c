/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What became of follows when a server or an account was blocked.
 * Spec: Mastodon API, RelationshipSeveranceEvent. */
#include "moot-severance.h"

/* clang-format off */
static const MootField severance_fields[] = {
  MOOT_STRING (MootSeverance, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootSeverance, type, MOOT_FIELD_REQUIRED),
  MOOT_BOOLEAN (MootSeverance, purged, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootSeverance, target_name, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootSeverance, followers_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootSeverance, following_count, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootSeverance, created_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootSeverance, moot_severance, severance_fields)
