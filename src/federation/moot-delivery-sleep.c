/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A node that sleeps: noticing it, resting before it, and going slowly after it.
 *
 * A gap between two looks at the clock is a sleep, whatever was the cause: a suspended machine, a
 * stopped process, a node that was not running.  Whoever knows before can let the loop rest: what
 * is on its way is finished or put back.
 * Spec: conformance 62; federation reference 5.4.
 * Thread: that of the loop, unless a function says otherwise. */
#include "moot-delivery-loop-private.h"

#include "moot-clock.h"
#include "moot-sql.h"

#define REST_MS (3 * MOOT_SECOND) /* for what is on its way; machines wait some five seconds */
#define ALIVE_SETTING "delivery_alive_at"

static guint
count_due (MootDeliveryLoop *self)
{
  MootDb *db = moot_db_pool_borrow_reader (self->federation->pool, NULL);
  gint64 n = 0;

  if (db != NULL && !moot_db_get_int (db, &moot_sql_outbox_count_due,
                                      MOOT_BINDS (MOOT_INT ("now", moot_clock_now ())), &n, NULL))
    n = 0;
  moot_db_pool_return_reader (self->federation->pool, db);
  return (guint) n;
}

/** moot_delivery_begin_release: what waited goes out slowly: peers and the way out of a house are
 * small */
void
moot_delivery_begin_release (MootDeliveryLoop *self)
{
  guint n_due = MAX (count_due (self), 1);

  self->gap_ms = CLAMP (self->options.release_ms / n_due,
                        MIN (MOOT_RELEASE_MIN_GAP_MS, self->options.release_ms),
                        self->options.release_ms / MOOT_RELEASE_MIN_STEPS);
  self->last_sent_at = 0;
  self->paced_until = moot_clock_steady () + self->gap_ms * n_due;
}

/** moot_delivery_notice_sleep: how long nobody looked at the clock, if that was a sleep; 0 if not
 */
gint64
moot_delivery_notice_sleep (MootDeliveryLoop *self)
{
  gint64 now = moot_clock_steady ();
  gint64 gap = now - self->looked_at;

  self->looked_at = now;
  if (gap < self->options.sleep_ms)
    return 0;
  g_mutex_lock (&self->lock);
  if (self->resting)
    gap = now - self->rest_since;
  self->resting = FALSE; /* whoever let it rest need not be there any more */
  g_mutex_unlock (&self->lock);
  return gap;
}

static gboolean
read_alive (MootDb *db,
            gint64 *out_at)
{
  g_autofree char *text = moot_setting_dup (db, ALIVE_SETTING, NULL);

  *out_at = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  return *out_at > 0;
}

static gboolean
keep_alive_mark (MootDb    *db,
                 gpointer   data,
                 GError   **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, moot_clock_now ());

  return moot_setting_put (db, ALIVE_SETTING, text, error) &&
         moot_db_run (db, &moot_sql_outbox_expire,
                      MOOT_BINDS (MOOT_INT ("now", moot_clock_now ())), error);
}

/** moot_delivery_slept_before: a node that was not running slept as well */
gint64
moot_delivery_slept_before (MootDeliveryLoop *self)
{
  MootDb *db = moot_db_pool_borrow_reader (self->federation->pool, NULL);
  gint64 alive_at = 0;
  gint64 gap = 0;

  if (db != NULL && read_alive (db, &alive_at))
    gap = moot_clock_now () - alive_at;
  moot_db_pool_return_reader (self->federation->pool, db);
  return gap >= self->options.sleep_ms ? gap : 0;
}

/** moot_delivery_mark_alive: keeps that this node is running, and lets go of what was tried too
 * long */
void
moot_delivery_mark_alive (MootDeliveryLoop *self)
{
  g_autoptr (GError) error = NULL;

  self->marked_at = moot_clock_steady ();
  if (!moot_db_pool_write (self->federation->pool, keep_alive_mark, NULL, &error))
    g_warning ("it cannot be kept that this node is alive: %s", error->message);
}

/* Resting ------------------------------------------------------------------------------------ */

/**
 * moot_delivery_rest:
 * @self: a loop
 *
 * Waits for what is on its way, for a while; what is not back then is called back, and due as
 * before.
 *
 * Returns: whether the loop rests, so that nothing may begin
 */
gboolean
moot_delivery_rest (MootDeliveryLoop *self)
{
  MootRestedFunc rested = NULL;
  gpointer data = NULL;
  gboolean resting;

  g_mutex_lock (&self->lock);
  resting = self->resting;
  if (resting && self->n_visits > 0 && moot_clock_steady () - self->rest_since >= REST_MS)
    g_cancellable_cancel (self->cancellable);
  if (resting && self->n_visits == 0)
    {
      rested = g_steal_pointer (&self->rested);
      data = self->rested_data;
    }
  if (!resting && g_cancellable_is_cancelled (self->cancellable) && !self->stopping)
    {
      g_object_unref (self->cancellable);
      self->cancellable = g_cancellable_new ();
    }
  /* a sleep that is not dealt with yet: first the time is asked for, and then it goes slowly */
  self->is_resting = resting || self->slept_ms > 0;
  g_mutex_unlock (&self->lock);
  if (rested != NULL)
    rested (data);
  self->waits_for_rest = resting && self->n_visits > 0;
  return self->is_resting;
}

/**
 * moot_delivery_loop_rest:
 * @self: a loop
 * @rested: called by the loop's thread when nothing is on its way any more
 * @data: of @rested
 *
 * The machine is about to sleep: nothing new is begun until moot_delivery_loop_resume(), or until
 * it slept.  Thread: any.
 */
void
moot_delivery_loop_rest (MootDeliveryLoop *self,
                         MootRestedFunc    rested,
                         gpointer          data)
{
  g_mutex_lock (&self->lock);
  if (!self->resting)
    self->rest_since = moot_clock_steady ();
  self->resting = TRUE;
  self->rested = rested;
  self->rested_data = data;
  self->woken = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * moot_delivery_loop_resume:
 * @self: a loop
 *
 * The machine is awake, or did not sleep after all.  What @rested was has been or never will be
 * called.  Thread: any.
 */
void
moot_delivery_loop_resume (MootDeliveryLoop *self)
{
  g_mutex_lock (&self->lock);
  if (self->resting)
    {
      gint64 gap = moot_clock_steady () - self->rest_since;

      self->slept_ms = MAX (self->slept_ms, gap >= self->options.sleep_ms ? gap : 0);
      self->looked_at = moot_clock_steady ();
    }
  self->resting = FALSE;
  self->rested = NULL;
  self->woken = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * moot_delivery_loop_slept:
 * @self: a loop
 * @asleep_ms: how long the machine was asleep or without a network
 *
 * Somebody else noticed.  Thread: any.
 */
void
moot_delivery_loop_slept (MootDeliveryLoop *self,
                          gint64            asleep_ms)
{
  g_mutex_lock (&self->lock);
  self->slept_ms = MAX (self->slept_ms, asleep_ms);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * moot_delivery_loop_set_online:
 * @self: a loop
 * @online: whether there is a network at all
 *
 * Without one, silence says nothing of those who do not answer.  Thread: any.
 */
void
moot_delivery_loop_set_online (MootDeliveryLoop *self,
                               gboolean          online)
{
  g_mutex_lock (&self->lock);
  self->offline = !online;
  g_mutex_unlock (&self->lock);
}
