/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_MEMBER_ROLE (moot_member_role_get_type ())

G_DECLARE_FINAL_TYPE (MootMemberRole, moot_member_role, MOOT, MEMBER_ROLE, GObject)

/**
 * MootMemberRole:
 *
 * An office somebody holds; `to` is 0 for one without an end.
 */
struct _MootMemberRole
{
  GObject parent_instance;

  char *role;
  gint64 from;
  gint64 to;
  char *election_id;
};

#define MOOT_TYPE_MEMBER_RIGHTS (moot_member_rights_get_type ())

G_DECLARE_FINAL_TYPE (MootMemberRights, moot_member_rights, MOOT, MEMBER_RIGHTS, GObject)

/**
 * MootMemberRights:
 *
 * What a member may do now; worked out by the node from state, dues and bylaws.
 */
struct _MootMemberRights
{
  GObject parent_instance;

  gboolean vote;
  gboolean propose;
  gboolean stand;
  gboolean comment;
};

#define MOOT_TYPE_MEMBER (moot_member_get_type ())

G_DECLARE_FINAL_TYPE (MootMember, moot_member, MOOT, MEMBER, GObject)

/**
 * MootMember:
 *
 * `application`, `payment_reference`, `sub_state` and `private` are %NULL unless the viewer is the
 * member or may know; `account_id` leads to the account with avatar and handle.
 */
struct _MootMember
{
  GObject parent_instance;

  char *id;
  char *account_id;
  char *state;
  char *sub_state;
  char *member_no;
  char *name;
  char *username;   /* (nullable): by which one is mentioned */
  GPtrArray *roles; /* of MootMemberRole */
  gint64 joined_on;
  gint64 state_since;
  char *application;
  MootMemberRights *can;
  char *device_keys;
  char *payment_reference;
  char *private;
  gint64 left_on;
  gint64 log_seq;
};

G_END_DECLS
