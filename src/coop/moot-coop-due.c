/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What time makes due, one thing after the other, each in a transaction of its own: what fails
 * undoes nothing that was done before it, and a request waits for one thing at most. Thread: the
 * scheduler's. */
#include "moot-coop-due.h"

typedef struct
{
  const MootSite *site;
  gint64 now;
  MootCoopListener listener;
  gpointer listener_data;
  MootDueStep step;
  gint64 id;
} Job;

static gboolean
run_next (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  Job *job = data;
  MootCoopContext context;

  job->id = 0;
  if (!moot_coop_context_init (&context, db, job->site, job->now, error))
    return FALSE;
  context.listener = job->listener;
  context.listener_data = job->listener_data;
  return job->step (&context, &job->id, error);
}

/**
 * moot_coop_run_due:
 * @pool: the node's database
 * @site: its public name
 * @now: UTC milliseconds
 * @listener: (nullable): who hears of changes
 * @listener_data: for @listener
 * @step: does what is due next
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND without a co-operative, and those of @step.
 *
 * Returns: whether all that was due was done
 */
gboolean
moot_coop_run_due (MootDbPool        *pool,
                   const MootSite    *site,
                   gint64             now,
                   MootCoopListener   listener,
                   gpointer           listener_data,
                   MootDueStep        step,
                   GError           **error)
{
  Job job = { site, now, listener, listener_data, step, 0 };

  do
    if (!moot_db_pool_write (pool, run_next, &job, error))
      return FALSE;
  while (job.id != 0);
  return TRUE;
}
