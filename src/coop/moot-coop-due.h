/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-db-pool.h"

G_BEGIN_DECLS

/**
 * MootDueStep:
 * @context: inside a transaction of its own
 * @out_id: (out): what was done next; 0 when nothing is due
 * @error: return location
 *
 * Does the one thing that is due longest.
 *
 * Returns: whether it was written
 */
typedef gboolean (*MootDueStep) (const MootCoopContext  *context,
                                 gint64                 *out_id,
                                 GError                **error);

gboolean moot_coop_run_due (MootDbPool        *pool,
                            const MootSite    *site,
                            gint64             now,
                            MootCoopListener   listener,
                            gpointer           listener_data,
                            MootDueStep        step,
                            GError           **error);

G_END_DECLS
