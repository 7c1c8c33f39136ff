/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-coop-records.h"
#include "moot-db-pool.h"
#include "moot-dues-plan.h"
#include "moot-dues-records.h"
#include "moot-dues-standing.h"
#include "moot-dues-status.h"
#include "moot-membership.h"
#include "moot-payment.h"

G_BEGIN_DECLS

/**
 * MootPlanInForce:
 *
 * The plan of dues, read for use.
 */
typedef struct
{
  gint64 id;
  MootDay from;
  MootDuesTerms terms;
} MootPlanInForce;

gboolean moot_dues_add_first_plan (const MootCoopContext  *context,
                                   const char             *preset,
                                   const char             *currency,
                                   GError                **error);

gboolean moot_dues_load_terms (const MootCoopContext  *context,
                               MootPlanInForce        *out_plan,
                               GError                **error);

MootDuesPlan *moot_dues_load_plan (const MootCoopContext  *context,
                                   GError                **error) G_GNUC_WARN_UNUSED_RESULT;

MootDuesStanding *moot_dues_load_standing (const MootCoopContext *context,
                                           const MootPlanInForce *plan,
                                           const MootMemberRecord *member,
                                           GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

MootDuesStatus *moot_dues_load_status (const MootCoopContext   *context,
                                       const MootPlanInForce   *plan,
                                       const MootMemberRecord  *member,
                                       GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_dues_list_statuses (const MootCoopContext  *context,
                                    const MootActor        *actor,
                                    const MootRange        *range,
                                    GError                **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_dues_list_charges (const MootCoopContext   *context,
                                   const MootMemberRecord  *member,
                                   GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_dues_allocate (const MootCoopContext   *context,
                               const MootMemberRecord  *member,
                               const gint64            *amounts,
                               gsize                    n_amounts,
                               GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_dues_choose (const MootCoopContext  *context,
                           const MootActor        *actor,
                           gint64                  amount_minor,
                           const char             *interval,
                           GError                **error);
gboolean moot_dues_waive  (const MootCoopContext  *context,
                           const MootActor        *actor,
                           int                     n_months,
                           GError                **error);

gboolean moot_dues_raise_charges (const MootCoopContext   *context,
                                  const MootPlanInForce   *plan,
                                  const MootMemberRecord  *member,
                                  GError                 **error);
gboolean moot_dues_settle_state  (const MootCoopContext   *context,
                                  const MootPlanInForce   *plan,
                                  MootMemberRecord        *member,
                                  GError                 **error);
gboolean moot_dues_run_due       (MootDbPool              *pool,
                                  const MootSite          *site,
                                  gint64                   now,
                                  MootCoopListener         listener,
                                  gpointer                 listener_data,
                                  GError                 **error);

MootPlanRecord *moot_dues_load_plan_record (const MootCoopContext  *context,
                                            GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
