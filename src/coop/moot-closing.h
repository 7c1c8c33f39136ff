/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-db-pool.h"
#include "moot-membership.h"

G_BEGIN_DECLS

gboolean moot_closing_close   (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gint64                  proposal_id,
                               GError                **error);
gboolean moot_closing_run_due (MootDbPool             *pool,
                               const MootSite         *site,
                               gint64                  now,
                               MootCoopListener        listener,
                               gpointer                listener_data,
                               GError                **error);

G_END_DECLS
