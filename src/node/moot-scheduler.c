/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the node does by itself: a table of jobs, each run when it is due by the clock on the wall,
 * so that a laptop that slept does at once what it missed, once.
 * Thread: its own, one job after the other. */
#include "moot-scheduler.h"

#include "moot-clock.h"

#define TICK_MS 500 /* how late a job may start; also how fast a stop is heard */

struct _MootScheduler
{
  const MootServices *services;
  const MootScheduledJob *jobs;
  gsize n_jobs;
  GThread *thread;
  GMutex lock;
  GCond wake;
  gboolean stopping;
};

static void
run_due (MootScheduler *self,
         gint64        *due)
{
  for (gsize i = 0; i < self->n_jobs; i++)
    {
      gint64 now = moot_clock_now ();
      g_autoptr (GError) error = NULL;

      /* a clock that was set back must not stop a job for ever */
      if (now < due[i] && due[i] - now <= self->jobs[i].every_ms)
        continue;
      if (!self->jobs[i].run (self->services, now, &error))
        g_message ("job '%s': %s", self->jobs[i].name,
                   error != NULL ? error->message : "no reason given");
      due[i] = now + self->jobs[i].every_ms;
    }
}

static gpointer
work (gpointer data)
{
  MootScheduler *self = data;
  g_autofree gint64 *due = g_new0 (gint64, self->n_jobs);

  g_mutex_lock (&self->lock);
  while (!self->stopping)
    {
      g_mutex_unlock (&self->lock);
      run_due (self, due);
      g_mutex_lock (&self->lock);
      if (!self->stopping)
        g_cond_wait_until (&self->wake, &self->lock, g_get_monotonic_time () + TICK_MS * 1000);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

/**
 * moot_scheduler_start:
 * @services: what the jobs work with; must outlive the scheduler
 * @jobs: the table, in static storage
 * @n_jobs: its rows
 *
 * Runs every job once now and then when it is due.
 *
 * Returns: (transfer full): the scheduler
 */
MootScheduler *
moot_scheduler_start (const MootServices     *services,
                      const MootScheduledJob *jobs,
                      gsize                   n_jobs)
{
  MootScheduler *self = g_new0 (MootScheduler, 1);

  self->services = services;
  self->jobs = jobs;
  self->n_jobs = n_jobs;
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->thread = g_thread_new ("scheduler", work, self);
  return self;
}

/** moot_scheduler_stop: lets the job under way finish, then frees @self, which may be %NULL */
void
moot_scheduler_stop (MootScheduler *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self);
}
