/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-db-pool.h"
#include "moot-emergency.h"
#include "moot-membership.h"

G_BEGIN_DECLS

#define MOOT_CHALLENGES_MAX 100       /* shown of one proposal; each member has one */
#define MOOT_CHALLENGE_ANSWER_DAYS 14 /* then silence lets the decision stand */

gboolean moot_challenges_raise   (const MootCoopContext  *context,
                                  const MootActor        *actor,
                                  gint64                  proposal_id,
                                  const char             *reason,
                                  GError                **error);
gboolean moot_challenges_answer  (const MootCoopContext  *context,
                                  const MootActor        *actor,
                                  gint64                  proposal_id,
                                  gboolean                upheld,
                                  const char             *answer,
                                  GError                **error);
gboolean moot_challenges_run_due (MootDbPool             *pool,
                                  const MootSite         *site,
                                  gint64                  now,
                                  MootCoopListener        listener,
                                  gpointer                listener_data,
                                  GError                **error);

GPtrArray *moot_challenges_list (const MootCoopContext  *context,
                                 const MootActor        *viewer,
                                 gint64                  proposal_id,
                                 GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
