/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* An end for blocking work with a stranger: timeouts of single reads do not help against a server
 * that sends one byte now and then.
 *
 * A small thread waits beside the work and cancels it.  Owned by the function that does the work.
 * Thread: the worker's; its own thread touches nothing but the cancellable. */
#include "moot-deadline.h"

struct _MootDeadline
{
  GCancellable *inner;
  GCancellable *outer;
  gulong outer_id;
  GThread *thread;
  GMutex lock;
  GCond changed;
  gint64 ends_at; /* monotonic, microseconds */
  gboolean done;
  gboolean passed;
};

static gpointer
watch (gpointer data)
{
  MootDeadline *self = data;
  gboolean passed;

  g_mutex_lock (&self->lock);
  while (!self->done && g_cond_wait_until (&self->changed, &self->lock, self->ends_at))
    ;
  passed = self->passed = !self->done;
  g_mutex_unlock (&self->lock);

  if (passed)
    g_cancellable_cancel (self->inner);
  return NULL;
}

static void
outer_cancelled_cb (GCancellable *cancellable,
                    gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * moot_deadline_new:
 * @duration_ms: how long the work may take from now on
 * @cancellable: (nullable): cancels it earlier
 *
 * Returns: (transfer full): a deadline that runs
 */
MootDeadline *
moot_deadline_new (gint64        duration_ms,
                   GCancellable *cancellable)
{
  MootDeadline *self = g_new0 (MootDeadline, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->inner = g_cancellable_new ();
  self->ends_at = g_get_monotonic_time () + duration_ms * 1000;
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                              g_object_ref (self->inner), g_object_unref);
    }
  self->thread = g_thread_new ("deadline", watch, self);
  return self;
}

/**
 * moot_deadline_free:
 * @self: (nullable): a deadline
 */
void
moot_deadline_free (MootDeadline *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->done = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->outer_id);
  g_clear_object (&self->outer);
  g_clear_object (&self->inner);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/** moot_deadline_get_cancellable: (transfer none): what the work must watch */
GCancellable *
moot_deadline_get_cancellable (const MootDeadline *self)
{
  return self->inner;
}

/** moot_deadline_has_passed: whether it was time that ended the work, not somebody's wish */
gboolean
moot_deadline_has_passed (MootDeadline *self)
{
  gboolean passed;

  g_mutex_lock (&self->lock);
  passed = self->passed;
  g_mutex_unlock (&self->lock);
  return passed;
}
