/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Forgets what has outlived its use: answers kept for repeated requests, codes, sessions; and the
 * files that a killed node wrote but did not come to name.
 * Thread: the scheduler's. */
#include "moot-upkeep.h"

#include "moot-clock.h"
#include "moot-consent-store.h"
#include "moot-host-memory.h"
#include "moot-media-files.h"
#include "moot-media-leftovers.h"
#include "moot-pending-hosts.h"
#include "moot-severance-store.h"
#include "moot-sql.h"

#define APPLICATION_LIFETIME_MS (30 * MOOT_DAY) /* of one that nobody ever signed in with */
#define SEVERANCE_NAMES_MS (365 * MOOT_DAY)     /* who one followed before a server was blocked */
#define LEFTOVER_AGE_MS MOOT_HOUR               /* no request is under way for that long */
#define LEFTOVERS_AT_ONCE 1000
#define LEFTOVER_ROUNDS 100

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
         moot_consents_prune (db, now, error) &&
         moot_severance_prune (db, now - SEVERANCE_NAMES_MS, error) &&
         moot_pending_hosts_prune (db, now, error) && moot_host_memory_prune (db, now, error) &&
         moot_db_run (db, &moot_sql_prune_sessions, MOOT_BINDS (MOOT_INT ("now", now)), error) &&
         moot_db_run (db, &moot_sql_prune_applications,
                      MOOT_BINDS (MOOT_INT ("before", now - APPLICATION_LIFETIME_MS)), error);
}

/* Some may refuse to go, and are found again: not without end. */
static gboolean
remove_leftovers (const MootServices  *services,
                  gint64               now,
                  GError             **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (services->pool, error);
  gboolean done = reader != NULL;
  guint n_found = LEFTOVERS_AT_ONCE;

  for (guint round = 0; done && n_found == LEFTOVERS_AT_ONCE && round < LEFTOVER_ROUNDS; round++)
    {
      g_autoptr (GPtrArray) files = moot_media_leftovers_find (
        reader, services->site, now - LEFTOVER_AGE_MS, LEFTOVERS_AT_ONCE, error);

      done = files != NULL;
      n_found = done ? files->len : 0;
      for (guint i = 0; i < n_found; i++)
        moot_media_file_remove (services->site, g_ptr_array_index (files, i));
    }
  if (reader != NULL)
    moot_db_pool_return_reader (services->pool, reader);
  return done;
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
  return moot_db_pool_write (services->pool, prune, &now, error) &&
         remove_leftovers (services, now, error);
}
