/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What lies between the viewer and another account.
 * Spec: Mastodon client API, Relationship. */
#include "moot-relationship.h"

/* clang-format off */
static const MootField relationship_fields[] = {
  MOOT_STRING (MootRelationship, id, MOOT_FIELD_REQUIRED),
  MOOT_BOOLEAN (MootRelationship, following, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootRelationship, showing_reblogs, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootRelationship, notifying, MOOT_FIELD_PLAIN),
  MOOT_STRINGS (MootRelationship, languages, MOOT_FIELD_OPTIONAL),
  MOOT_BOOLEAN (MootRelationship, followed_by, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootRelationship, blocking, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootRelationship, blocked_by, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootRelationship, muting, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootRelationship, muting_notifications, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootRelationship, muting_expires_at, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootRelationship, requested, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootRelationship, requested_by, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootRelationship, domain_blocking, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootRelationship, endorsed, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootRelationship, note, MOOT_FIELD_NOT_NULL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootRelationship, moot_relationship, relationship_fields)
