/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-db-pool.h"
#include "moot-emergency.h"
#include "moot-membership.h"
#include "moot-records.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MOOT_EMERGENCIES_ACTIVE_MAX 20 /* at once: more is no emergency but a policy */

/**
 * MootEmergencyDraft:
 * @type: what is done
 * @params: JSON: to whom
 * @reason_code: `abuse`, `illegal`, `safety`, `security`, `spam` or `other`
 * @reason: in words
 *
 * What an officer wants done at once.
 */
typedef struct
{
  const char *type;
  const char *params;
  const char *reason_code;
  const char *reason;
} MootEmergencyDraft;

gint64   moot_emergencies_act          (const MootCoopContext     *context,
                                        const MootActor           *actor,
                                        const MootEmergencyDraft  *draft,
                                        GError                   **error);
gboolean moot_emergencies_settle       (const MootCoopContext     *context,
                                        gint64                     proposal_id,
                                        gboolean                   adopted,
                                        GError                   **error);
gboolean moot_emergencies_vote_at_once (const MootCoopContext     *context,
                                        gint64                     proposal_id,
                                        gboolean                  *out_at_once,
                                        GError                   **error);
gboolean moot_emergencies_run_due      (MootDbPool                *pool,
                                        const MootSite            *site,
                                        gint64                     now,
                                        MootCoopListener           listener,
                                        gpointer                   listener_data,
                                        GError                   **error);

MootEmergency *moot_emergencies_load (const MootCoopContext  *context,
                                      const MootActor        *viewer,
                                      gint64                  id,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray     *moot_emergencies_list (const MootCoopContext  *context,
                                      const MootActor        *viewer,
                                      const char             *state,
                                      const MootRange        *range,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* what can be done, see moot-emergency-deeds */
char     *moot_emergency_deed_check    (const MootCoopContext  *context,
                                        const char             *type,
                                        JsonObject             *params,
                                        GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_emergency_deed_do       (const MootCoopContext  *context,
                                        const MootActor        *actor,
                                        const char             *type,
                                        JsonObject             *params,
                                        GError                **error);
gboolean  moot_emergency_deed_undo     (const MootCoopContext  *context,
                                        const MootEmergency    *emergency,
                                        GError                **error);
char     *moot_emergency_deed_describe (const char             *type,
                                        const char             *params) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
