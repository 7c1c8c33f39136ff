/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* An end for blocking work with a stranger: timeouts of single reads do not help against a server
 * that sends one byte now and then.
 *
 * One small thread waits for all of them, and cancels what is over.  A deadline is owned by the
 * function that does the work.
 * Thread: the worker's; the small one touches nothing but the cancellables. */
#include "moot-deadline.h"

struct _MootDeadline
{
  GCancellable *inner;
  GCancellable *outer;
  gulong outer_id;
  gint64 ends_at; /* monotonic, microseconds */
  gboolean passed;
};

/* All that run; few enough to be looked through. */
static GMutex lock;
static GCond changed;
static GHashTable *running;
static gint64 looks_at; /* when the small thread wakes by itself */

/* With the lock: those that are over, and when the next one is. */
static GPtrArray *
collect_passed (gint64 now)
{
  GPtrArray *cancellables = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer key;

  looks_at = G_MAXINT64;
  g_hash_table_iter_init (&iter, running);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      MootDeadline *deadline = key;

      if (deadline->passed)
        continue;
      if (deadline->ends_at > now)
        {
          looks_at = MIN (looks_at, deadline->ends_at);
          continue;
        }
      deadline->passed = TRUE;
      g_ptr_array_add (cancellables, g_object_ref (deadline->inner));
    }
  return cancellables;
}

static gpointer
watch (gpointer data)
{
  g_mutex_lock (&lock);
  for (;;)
    {
      g_autoptr (GPtrArray) passed = collect_passed (g_get_monotonic_time ());

      if (passed->len > 0)
        {
          g_mutex_unlock (&lock);
          for (guint i = 0; i < passed->len; i++)
            g_cancellable_cancel (g_ptr_array_index (passed, i));
          g_mutex_lock (&lock);
        }
      else if (looks_at == G_MAXINT64)
        g_cond_wait (&changed, &lock);
      else
        g_cond_wait_until (&changed, &lock, looks_at);
    }
  return NULL;
}

/* The small thread lives as long as the process. */
static void
begin (MootDeadline *self)
{
  g_mutex_lock (&lock);
  if (running == NULL)
    {
      running = g_hash_table_new (NULL, NULL);
      looks_at = G_MAXINT64;
      g_thread_unref (g_thread_new ("deadline", watch, NULL));
    }
  g_hash_table_add (running, self);
  if (self->ends_at < looks_at)
    g_cond_signal (&changed);
  g_mutex_unlock (&lock);
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

  self->inner = g_cancellable_new ();
  self->ends_at = g_get_monotonic_time () + duration_ms * 1000;
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                              g_object_ref (self->inner), g_object_unref);
    }
  begin (self);
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

  g_mutex_lock (&lock);
  g_hash_table_remove (running, self);
  g_mutex_unlock (&lock);
  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->outer_id);
  g_clear_object (&self->outer);
  g_clear_object (&self->inner);
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

  g_mutex_lock (&lock);
  passed = self->passed;
  g_mutex_unlock (&lock);
  return passed;
}
