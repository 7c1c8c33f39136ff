/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-coop-records.h"
#include "moot-member.h"
#include "moot-records.h"

G_BEGIN_DECLS

#define MOOT_ROLE_ADMIN "admin"
#define MOOT_ROLE_TREASURER "treasurer"
#define MOOT_ROLE_FACILITATOR "facilitator"
#define MOOT_ROLE_MODERATOR "moderator" /* looks after reports; so does the admin */

#define MOOT_SUSPENSION_DAYS 30 /* nobody is kept out longer without a decision */

/**
 * MootRights:
 * @MOOT_RIGHT_NONE: a former member, or not one yet
 * @MOOT_RIGHT_READ: read what is for members
 * @MOOT_RIGHT_COMMENT: speak in discussions
 * @MOOT_RIGHT_PROPOSE: propose
 * @MOOT_RIGHT_VOTE: vote, if on the roll
 * @MOOT_RIGHT_STAND: stand for an office
 * @MOOT_RIGHT_SERVE: exercise an office; who lapsed keeps it, or an only treasurer could never
 *   record the payment that takes them back in
 *
 * What a member may do, by state alone.
 */
typedef enum
{
  MOOT_RIGHT_NONE = 0,
  MOOT_RIGHT_READ = 1 << 0,
  MOOT_RIGHT_COMMENT = 1 << 1,
  MOOT_RIGHT_PROPOSE = 1 << 2,
  MOOT_RIGHT_VOTE = 1 << 3,
  MOOT_RIGHT_STAND = 1 << 4,
  MOOT_RIGHT_SERVE = 1 << 5,
} MootRights;

/**
 * MootSight:
 * @MOOT_SIGHT_PLAIN: what every member sees of another
 * @MOOT_SIGHT_DUES: the reference and how they stand with their dues
 * @MOOT_SIGHT_APPLICATION: what they said when they applied, and why it was decided so
 *
 * What of a member somebody may see; one sees all of oneself.
 */
typedef enum
{
  MOOT_SIGHT_PLAIN = 0,
  MOOT_SIGHT_DUES = 1 << 0,
  MOOT_SIGHT_APPLICATION = 1 << 1,
  MOOT_SIGHT_ALL = MOOT_SIGHT_DUES | MOOT_SIGHT_APPLICATION,
} MootSight;

/**
 * MootActor:
 *
 * The member who does something, with the offices held today.
 */
typedef struct
{
  gint64 id;
  gint64 account_id;
  MootRights rights;
  gboolean is_admin;
  gboolean is_treasurer;
  gboolean is_facilitator;
  gboolean is_moderator;
  MootMemberRecord *record;
} MootActor;

MootActor *moot_actor_load    (const MootCoopContext  *context,
                               gint64                  account_id,
                               GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void       moot_actor_free    (MootActor              *self);
gboolean   moot_actor_require (const MootActor        *self,
                               MootRights              right,
                               GError                **error);

MootRights  moot_member_state_get_rights (const char *state);
const char *moot_member_states_present   (void);

gint64   moot_membership_add          (const MootCoopContext  *context,
                                       gint64                  account_id,
                                       gint64                  actor_id,
                                       const char *const      *roles,
                                       GError                **error);
gint64   moot_membership_apply        (const MootCoopContext  *context,
                                       gint64                  account_id,
                                       const char             *application,
                                       GError                **error);
gboolean moot_membership_note         (const MootCoopContext  *context,
                                       MootMemberRecord       *member,
                                       const char             *type,
                                       gint64                  actor_id,
                                       GError                **error);
gboolean moot_membership_change_state (const MootCoopContext  *context,
                                       MootMemberRecord       *member,
                                       const char             *state,
                                       gint64                  actor_id,
                                       GError                **error);
gboolean moot_membership_make_admin   (const MootCoopContext  *context,
                                       gint64                  account_id,
                                       GError                **error);
gboolean moot_membership_leave        (const MootCoopContext  *context,
                                       const MootActor        *actor,
                                       GError                **error);

MootMember *moot_membership_load (const MootCoopContext  *context,
                                  const MootActor        *viewer,
                                  gint64                  id,
                                  MootSight               sight,
                                  GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *moot_membership_list (const MootCoopContext  *context,
                                  const MootActor        *viewer,
                                  const char             *states,
                                  MootSight               sight,
                                  const MootRange        *range,
                                  GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootActor, moot_actor_free)

G_END_DECLS
