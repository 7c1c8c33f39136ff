/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A working group with its members and its mandate.
 * Spec: co-op API, Coop.circles. */
#include "moot-circle.h"

/* clang-format off */
static const MootField circle_member_fields[] = {
  MOOT_STRING (MootCircleMember, member_id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootCircleMember, role, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootCircleMember, since, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootCircleMember, moot_circle_member, circle_member_fields)

/* clang-format off */
static const MootField circle_fields[] = {
  MOOT_STRING (MootCircle, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootCircle, slug, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCircle, name, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootCircle, mandate, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootCircle, mandate_source, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootCircle, open, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCircle, members_count, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootCircle, members, MOOT_FIELD_PLAIN, moot_circle_member_get_type),
  MOOT_STRING (MootCircle, my_role, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootCircle, created_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootCircle, closed_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootCircle, moot_circle, circle_fields)
