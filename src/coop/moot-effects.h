/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-coop-context.h"
#include "moot-coop-records.h"
#include "moot-db-pool.h"
#include "moot-effect-kinds.h"
#include "moot-membership.h"

G_BEGIN_DECLS

#define MOOT_EFFECTS_MAX 8         /* of one decision: more is more than one decision */
#define MOOT_EFFECT_TYPE_MAX 40    /* characters */
#define MOOT_EFFECT_ATTEMPTS_MAX 3 /* before it becomes a task */

const MootEffectKind *moot_effect_kind_find (const char *type);
void moot_effect_kinds_foreach (void (*visit) (const MootEffectKind *kind,
                                               gpointer data),
                                gpointer data);

char *moot_effect_describe  (const char *type,
                             const char *params) G_GNUC_WARN_UNUSED_RESULT;
char *moot_effects_describe (const char *json) G_GNUC_WARN_UNUSED_RESULT;

char *moot_effects_check (const MootCoopContext     *context,
                          const MootProposalRecord  *proposal,
                          const MootDecisionClass   *decision,
                          const char                *json,
                          GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean  moot_effects_plan    (const MootCoopContext     *context,
                                const MootProposalRecord  *proposal,
                                MootOutcomeRecord         *outcome,
                                GError                   **error);
char     *moot_effects_write   (MootDb                    *db,
                                gint64                     outcome_id,
                                GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_effects_execute (const MootCoopContext     *context,
                                gint64                     id,
                                GError                   **error);
gboolean  moot_effects_retry   (const MootCoopContext     *context,
                                const MootActor           *actor,
                                gint64                     id,
                                GError                   **error);
gboolean  moot_effects_run_due (MootDbPool                *pool,
                                const MootSite            *site,
                                gint64                     now,
                                MootCoopListener           listener,
                                gpointer                   listener_data,
                                GError                   **error);

G_END_DECLS
