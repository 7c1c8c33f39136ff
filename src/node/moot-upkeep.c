/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Forgets what has outlived its use: answers kept for repeated requests, codes, sessions.
 * Thread: the scheduler's. */
#include "moot-upkeep.h"

#include "moot-clock.h"
#include "moot-sql.h"

#define APPLICATION_LIFETIME_MS (30 * MOOT_DAY) /* of one that nobody ever signed in with */

static gboolean
prune (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  gint64 now = *(const gint64 *) data;

  return moot_db_run (db, &moot_sql_prune_idempotency,
                      MOOT_BINDS (MOOT_INT ("before", now - MOOT_DAY)), error) &&
         moot_db_run (db, &moot_sql_prune_codes, MOOT_BINDS (MOOT_INT ("before", now - MOOT_DAY)),
                      error) &&
         moot_db_run (db, &moot_sql_prune_sessions, MOOT_BINDS (MOOT_INT ("now", now)), error) &&
         moot_db_run (db, &moot_sql_prune_applications,
                      MOOT_BINDS (MOOT_INT ("before", now - APPLICATION_LIFETIME_MS)), error);
}

/**
 * moot_upkeep_run:
 * @services: the node's parts
 * @now: UTC milliseconds
 * @error: return location
 *
 * Returns: whether it was done
 */
gboolean
moot_upkeep_run (const MootServices  *services,
                 gint64               now,
                 GError             **error)
{
  return moot_db_pool_write (services->pool, prune, &now, error);
}
