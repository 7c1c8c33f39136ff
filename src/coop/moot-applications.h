/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-coop-due.h"
#include "moot-membership.h"

G_BEGIN_DECLS

#define MOOT_APPLICATIONS_OPEN_MAX 200 /* at once; more than members could read */
#define MOOT_KNOWN_BY_MAX 10           /* members somebody says they know */
#define MOOT_QUESTIONS_MAX 20          /* asked of one who applies */

#define MOOT_APPROVED_DAYS 30 /* to pay for the first time */
#define MOOT_LAPSED_MONTHS 12 /* until who lapsed has left */

/**
 * MootApplicationDraft:
 * @reason: why they want to join
 * @known_by: (nullable) (array zero-terminated=1): ids of members who know them
 * @inviter_id: the member whose invitation they come with; 0 for none
 * @invite_id: (nullable): that invitation
 *
 * What somebody says who applies.
 */
typedef struct
{
  const char *reason;
  const char *const *known_by;
  gint64 inviter_id;
  const char *invite_id;
} MootApplicationDraft;

/**
 * MootApplicationAnswer:
 * @template: (nullable): one of the ready reasons
 * @reason: (nullable): in words
 *
 * Why an application was decided as it was; whoever applied reads it.
 */
typedef struct
{
  const char *template;
  const char *reason;
} MootApplicationAnswer;

gint64   moot_applications_add        (const MootCoopContext        *context,
                                       gint64                        account_id,
                                       const MootApplicationDraft   *draft,
                                       GError                      **error);
gboolean moot_applications_may_decide (const MootCoopContext        *context,
                                       const MootActor              *actor,
                                       gboolean                     *out_may,
                                       GError                      **error);
gboolean moot_applications_vouch      (const MootCoopContext        *context,
                                       const MootActor              *actor,
                                       gint64                        id,
                                       GError                      **error);
gboolean moot_applications_decide     (const MootCoopContext        *context,
                                       const MootActor              *actor,
                                       gint64                        id,
                                       gboolean                      admit,
                                       const MootApplicationAnswer  *answer,
                                       GError                      **error);
gboolean moot_applications_ask        (const MootCoopContext        *context,
                                       const MootActor              *actor,
                                       gint64                        id,
                                       const char                   *question,
                                       GError                      **error);
gboolean moot_applications_answer     (const MootCoopContext        *context,
                                       const MootActor              *actor,
                                       const char                   *answer,
                                       GError                      **error);
gboolean moot_applications_withdraw   (const MootCoopContext        *context,
                                       const MootActor              *actor,
                                       GError                      **error);
gboolean moot_applications_run_due    (MootDbPool                   *pool,
                                       const MootSite               *site,
                                       gint64                        now,
                                       MootCoopListener              listener,
                                       gpointer                      listener_data,
                                       GError                      **error);

G_END_DECLS
