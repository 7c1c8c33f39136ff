/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Small things that are fetched beside whatever a member is doing.  None is kept when the node
 * stops: the next look asks again.
 * Thread: any hands them in; two workers do them. */
#include "moot-errands.h"

typedef struct
{
  MootErrand errand;
  gint64 id;
} Job;

struct _MootErrands
{
  MootFederation *federation;
  GThreadPool *pool;
  int n_under_way; /* atomic; waiting ones included */
};

static void
run (gpointer data,
     gpointer user_data)
{
  g_autofree Job *job = data;
  MootErrands *self = user_data;

  if (!g_cancellable_is_cancelled (self->federation->cancellable))
    job->errand (self->federation, job->id);
  g_atomic_int_add (&self->n_under_way, -1);
}

/** moot_errands_new: (transfer full): nothing to do yet */
MootErrands *
moot_errands_new (MootFederation *federation)
{
  MootErrands *self = g_new0 (MootErrands, 1);

  self->federation = federation;
  self->pool = g_thread_pool_new (run, self, MOOT_ERRANDS_WORKERS, FALSE, NULL);
  return self;
}

/** moot_errands_free: waits for what is being done, forgets the rest; @self may be %NULL */
void
moot_errands_free (MootErrands *self)
{
  if (self == NULL)
    return;

  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_free (self);
}

/** moot_errands_run: does @errand for @id soon, unless too much is waiting */
void
moot_errands_run (MootErrands *self,
                  MootErrand   errand,
                  gint64       id)
{
  Job *job;

  if (g_thread_pool_unprocessed (self->pool) >= MOOT_ERRANDS_MAX)
    return;
  job = g_new0 (Job, 1);
  job->errand = errand;
  job->id = id;
  g_atomic_int_inc (&self->n_under_way);
  g_thread_pool_push (self->pool, job, NULL);
} /* cppcheck-suppress memleak ; the pool owns the job now */

/** moot_errands_count: how much is being done or waits; 0 when all of it is done.  Thread: any. */
guint
moot_errands_count (MootErrands *self)
{
  return (guint) g_atomic_int_get (&self->n_under_way);
}
