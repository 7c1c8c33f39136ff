/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-dues-standing.h"

G_BEGIN_DECLS

#define MOOT_STAND_AFTER_DAYS 90 /* of membership, before somebody may stand for an office */

/**
 * MootMemberState:
 *
 * Where somebody is on the way in and out of the co-op.
 */
typedef enum
{
  MOOT_MEMBER_INVITED,
  MOOT_MEMBER_APPLIED,
  MOOT_MEMBER_APPROVED,
  MOOT_MEMBER_ACTIVE,
  MOOT_MEMBER_LAPSED,
  MOOT_MEMBER_SUSPENDED,
  MOOT_MEMBER_LEFT,
  MOOT_MEMBER_EXPELLED,
  MOOT_MEMBER_WITHDRAWN,
  MOOT_MEMBER_REJECTED,
  MOOT_MEMBER_EXPIRED,
  MOOT_MEMBER_DECEASED,
} MootMemberState;

#define MOOT_N_MEMBER_STATES (MOOT_MEMBER_DECEASED + 1)

/**
 * MootRightsQuery:
 * @state: where they are
 * @dues: how they stand with their dues
 * @votes_frozen: whether that freezes their vote
 * @in_circle: whether they belong to the circle in question
 * @n_days: since they became a member
 */
typedef struct
{
  MootMemberState state;
  MootDuesStatusKind dues;
  gboolean votes_frozen;
  gboolean in_circle;
  int n_days;
} MootRightsQuery;

typedef struct
{
  gboolean read;
  gboolean comment;
  gboolean propose;
  gboolean vote;
  gboolean stand;
} MootRights;

void     moot_rights_find         (const MootRightsQuery *query,
                                   MootElectorate         electorate,
                                   MootRights            *out_rights);
gboolean moot_electorate_includes (MootElectorate         electorate,
                                   const MootRightsQuery *query);

const char *moot_member_state_to_text   (MootMemberState  state);
gboolean    moot_member_state_from_text (const char      *text,
                                         MootMemberState *out_state);
gboolean    moot_member_state_owes_dues (MootMemberState  state);

G_END_DECLS
