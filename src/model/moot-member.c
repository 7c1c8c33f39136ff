/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A member of the co-op: state, roles and what they may do.
 * Spec: co-op API, Membership. */
#include "moot-member.h"

/* clang-format off */
static const MootField member_role_fields[] = {
  MOOT_STRING (MootMemberRole, role, MOOT_FIELD_REQUIRED),
  MOOT_DATE (MootMemberRole, from, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootMemberRole, to, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootMemberRole, election_id, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootMemberRole, moot_member_role, member_role_fields)

/* clang-format off */
static const MootField member_rights_fields[] = {
  MOOT_BOOLEAN (MootMemberRights, vote, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootMemberRights, propose, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootMemberRights, stand, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootMemberRights, comment, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootMemberRights, moot_member_rights, member_rights_fields)

/* clang-format off */
static const MootField member_fields[] = {
  MOOT_STRING (MootMember, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootMember, account_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootMember, state, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootMember, sub_state, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootMember, member_no, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootMember, name, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootMember, username, MOOT_FIELD_OPTIONAL),
  MOOT_LIST (MootMember, roles, MOOT_FIELD_PLAIN, moot_member_role_get_type),
  MOOT_DATE (MootMember, joined_on, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootMember, state_since, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootMember, application, MOOT_FIELD_OPTIONAL),
  MOOT_ENTITY (MootMember, can, MootMemberRights, MOOT_FIELD_PLAIN, moot_member_rights_get_type),
  MOOT_JSON (MootMember, device_keys, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootMember, payment_reference, MOOT_FIELD_OPTIONAL),
  MOOT_JSON (MootMember, private, MOOT_FIELD_OPTIONAL),
  MOOT_DATE (MootMember, left_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootMember, log_seq, MOOT_FIELD_ZERO_IS_NULL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootMember, moot_member, member_fields)
