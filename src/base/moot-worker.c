/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Runs a blocking function on a pool thread and brings the whole job home: the task, its data and
 * its source object are released on the thread that asked, never on the worker.
 * Decision: src/decisions/0003-one-async-shape.md. */
#include "moot-worker.h"

struct _MootWorker
{
  GThreadPool *pool;
};

typedef struct
{
  GTask *task;
  MootWorkerFunc func;
  GDestroyNotify free_result;
  gpointer result;
  GError *error;
} Job;

/* Back on the thread that asked: the task, its source object and its data all die here. */
static gboolean
bring_home (gpointer data)
{
  Job *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, job->result, job->free_result);

  g_object_unref (job->task);
  g_free (job);
  return G_SOURCE_REMOVE;
}

static void
run_job (gpointer data,
         gpointer user_data)
{
  Job *job = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &job->error))
    job->result = job->func (g_task_get_task_data (job->task),
                             g_task_get_cancellable (job->task),
                             &job->error);

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, bring_home, job, NULL);
  g_source_attach (source, g_task_get_context (job->task));
}

/**
 * moot_worker_new:
 * @name: what the pool is for, shown in a debugger
 * @n_threads: how many jobs may run at once
 *
 * Returns: (transfer full): a pool with threads of its own
 */
MootWorker *
moot_worker_new (const char *name,
                 guint       n_threads)
{
  MootWorker *self = g_new0 (MootWorker, 1);

  self->pool = g_thread_pool_new (run_job, NULL, (int) n_threads, TRUE, NULL);
  return self;
}

/**
 * moot_worker_free:
 * @self: (nullable): a worker
 *
 * Lets the jobs that are queued finish, then ends the threads.
 */
void
moot_worker_free (MootWorker *self)
{
  if (self == NULL)
    return;

  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_free (self);
}

/**
 * moot_worker_run:
 * @self: a worker
 * @task: (transfer none): a task whose data is all that @func needs
 * @func: the blocking work
 * @free_result: (nullable): releases a result nobody fetched
 *
 * Runs @func on the pool and returns @task on the context it was made in.
 *
 * Thread: any that owns a main context.
 */
void
moot_worker_run (MootWorker     *self,
                 GTask          *task,
                 MootWorkerFunc  func,
                 GDestroyNotify  free_result)
{
  Job *job = g_new0 (Job, 1);

  job->task = g_object_ref (task);
  job->func = func;
  job->free_result = free_result;
  g_thread_pool_push (self->pool, job, NULL);
} /* cppcheck-suppress memleak ; the pool owns the job now */
