/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Takes what is due from the outbox to other servers, for as long as the node runs.
 *
 * One thread decides and writes, some others travel.  Hosts take turns, so that one with a
 * thousand deliveries or a slow answer holds up nobody else.  Nothing is kept in memory but what is
 * under way: the queue is the database, and what was not settled before a crash is due after it.
 * After a sleep, which shows as a gap between two looks at the clock, what waited goes out slowly.
 * Spec: conformance 59 to 62. */
#include "moot-delivery-loop-private.h"

#include "moot-clock-watch.h"
#include "moot-clock.h"
#include "moot-delivery-visit.h"
#include "moot-knock.h"

#define LOOK_MS (5 * MOOT_SECOND)  /* between two looks at the clock */
#define REST_LOOK_MS 250           /* the same while the machine waits for us to sleep */
#define SETTLE_MS 100              /* what came back meanwhile is kept in one write */
#define MAX_UNSETTLED 64           /* visits, whichever comes first */
#define ALIVE_MS (5 * MOOT_MINUTE) /* between two marks that this node is alive */
#define DRAIN_MS MOOT_SECOND       /* for what is under way when the node stops */
#define PROBE_SIZE 1               /* deliveries that find out whether a host is back */

/* Half of them wait for somebody to go. */
#define MAX_STARTED (2 * MOOT_DELIVERY_MAX_VISITS)

/* Travelling ---------------------------------------------------------------------------------- */

static void
travel (gpointer data,
        gpointer user_data)
{
  MootDeliveryLoop *self = user_data;
  MootHostVisit *visit = data;
  g_autoptr (GCancellable) cancellable = NULL;
  gboolean resting;

  g_mutex_lock (&self->lock);
  cancellable = g_object_ref (self->cancellable);
  resting = self->resting;
  g_mutex_unlock (&self->lock);
  if (!resting) /* else nothing of it was tried, and is due as before */
    moot_host_visit_run (visit, self->federation, cancellable);
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->finished, visit);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static guint
count_visits (MootDeliveryLoop *self,
              const char       *host)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->busy, host));
}

static void
mark (MootDeliveryLoop    *self,
      const MootHostVisit *visit,
      gboolean             under_way)
{
  guint n = count_visits (self, visit->host) + (under_way ? 1 : -1);

  if (n == 0)
    g_hash_table_remove (self->busy, visit->host);
  else
    g_hash_table_insert (self->busy, g_strdup (visit->host), GUINT_TO_POINTER (n));
  for (guint i = 0; i < visit->deliveries->len; i++)
    {
      const MootDelivery *delivery = g_ptr_array_index (visit->deliveries, i);

      if (under_way)
        g_hash_table_add (self->in_flight, g_memdup2 (&delivery->id, sizeof delivery->id));
      else
        g_hash_table_remove (self->in_flight, &delivery->id);
    }
}

/* Settling ------------------------------------------------------------------------------------ */

typedef struct
{
  MootDeliveryLoop *loop;
  GQueue *finished;
  gint64 slept_ms;
  gboolean offline;
} Settling;

static gboolean
settle (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  const Settling *work = data;
  gint64 now = moot_clock_now ();
  const MootSettleTerms terms = { .now = now,
                                  .first_ms = work->loop->options.first_retry_ms,
                                  .give_up_ms = work->loop->options.give_up_ms,
                                  .offline = work->offline };

  for (GList *l = work->finished->head; l != NULL; l = l->next)
    if (!moot_outbox_settle (db, l->data, &terms, error))
      return FALSE;
  if (work->slept_ms >= MOOT_KNOCK_AFTER_MS &&
      !moot_knock (db, work->loop->federation->site, work->loop->options.release_ms, now, error))
    return FALSE;
  return work->slept_ms == 0 || moot_outbox_prolong (db, work->slept_ms, now, error);
}

static void
settle_finished (MootDeliveryLoop *self,
                 GQueue           *finished,
                 gint64            slept_ms)
{
  Settling work = { .loop = self, .finished = finished, .slept_ms = slept_ms };
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&self->lock);
  work.offline = self->offline;
  g_mutex_unlock (&self->lock);
  if ((finished->length > 0 || slept_ms > 0) &&
      !moot_db_pool_write (self->federation->pool, settle, &work, &error))
    g_warning ("what was delivered cannot be kept, and will be delivered again: %s",
               error->message);
  while (finished->length > 0)
    {
      MootHostVisit *visit = g_queue_pop_head (finished);

      mark (self, visit, FALSE);
      moot_host_visit_free (visit);
    }
}

/* Choosing ------------------------------------------------------------------------------------ */

static void
refill (MootDeliveryLoop *self,
        MootDb           *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hosts =
    moot_outbox_list_due (db, moot_clock_now (), &self->next_at, &error);

  if (hosts == NULL)
    {
      g_warning ("the outbox cannot be read: %s", error->message);
      return;
    }
  g_ptr_array_set_free_func (hosts, NULL);
  for (guint i = 0; i < hosts->len; i++)
    g_queue_push_tail (&self->ready, g_ptr_array_index (hosts, i));
}

/* How much may be sent at once now: after a sleep, one thing at a time. */
static guint
allowance (MootDeliveryLoop    *self,
           const MootHostVisit *visit)
{
  gint64 now = moot_clock_steady ();

  if (visit->health.failures > 0)
    return PROBE_SIZE;
  if (now >= self->paced_until)
    return MOOT_DELIVERY_VISIT_SIZE;
  return now - self->last_sent_at >= self->gap_ms ? 1 : 0;
}

/* Sends one host on its way; FALSE when nothing more can start now. */
static gboolean
start_visit (MootDeliveryLoop *self,
             MootDb           *db)
{
  MootHostVisit *visit = g_queue_peek_head (&self->ready);
  const MootDelivery *first;
  guint n_allowed = allowance (self, visit);
  guint n_there = count_visits (self, visit->host);
  g_autoptr (GError) error = NULL;

  if (n_allowed == 0)
    return FALSE;
  g_queue_pop_head (&self->ready);
  if (n_there >= MOOT_DELIVERY_MAX_VISITS_PER_HOST || (n_there > 0 && visit->health.failures > 0) ||
      !moot_outbox_fill_visit (db, visit, moot_clock_now (), n_allowed, self->in_flight, &error) ||
      visit->deliveries->len == 0)
    {
      if (error != NULL)
        g_warning ("the outbox cannot be read: %s", error->message);
      moot_host_visit_free (visit);
      return TRUE;
    }
  /* asked here, where a connection to the database is at hand; those who travel are many */
  first = g_ptr_array_index (visit->deliveries, 0);
  visit->blocked = moot_federation_is_blocked (self->federation, first->inbox);
  self->last_sent_at = moot_clock_steady ();
  mark (self, visit, TRUE);
  self->n_visits++;
  g_thread_pool_push (self->travellers, visit, NULL);
  return TRUE;
}

/* Starts what can start. */
static void
start_visits (MootDeliveryLoop *self)
{
  g_autoptr (GError) error = NULL;
  MootDb *db;

  if (self->n_visits >= MAX_STARTED)
    return;
  db = moot_db_pool_borrow_reader (self->federation->pool, &error);
  if (db == NULL)
    {
      g_warning ("the outbox cannot be read: %s", error->message);
      return;
    }
  if (g_queue_is_empty (&self->ready))
    refill (self, db);
  while (self->n_visits < MAX_STARTED && !g_queue_is_empty (&self->ready) &&
         start_visit (self, db))
    ;
  moot_db_pool_return_reader (self->federation->pool, db);
}

/* Clocks are wrong most of all after a long sleep, and what they sign is lost. */
static void
check_clock (MootDeliveryLoop *self,
             gint64            slept_ms)
{
  g_autoptr (GCancellable) cancellable = NULL;

  if (slept_ms < MOOT_KNOCK_AFTER_MS)
    return;
  g_mutex_lock (&self->lock);
  cancellable = g_object_ref (self->cancellable);
  g_mutex_unlock (&self->lock);
  moot_clock_watch_ask (self->federation, cancellable);
  self->looked_at = moot_clock_steady (); /* that was no sleep */
}

static void
wake_up (MootDeliveryLoop *self,
         gint64            slept_ms,
         GQueue           *finished)
{
  settle_finished (self, finished, slept_ms);
  if (slept_ms < self->options.sleep_ms)
    return; /* only without a network, for a moment */
  g_message ("was asleep for %" G_GINT64_FORMAT " s", slept_ms / 1000);
  check_clock (self, slept_ms);
  moot_delivery_begin_release (self);
  if (self->options.woken != NULL)
    self->options.woken (slept_ms, self->options.woken_data);
}

/* The loop ------------------------------------------------------------------------------------ */

/* When to look again, monotonic microseconds. */
static gint64
next_look (MootDeliveryLoop *self)
{
  gint64 now = moot_clock_now ();
  gint64 wait_ms = LOOK_MS;

  if (self->unsettled)
    wait_ms = SETTLE_MS;
  else if (self->waits_for_rest)
    wait_ms = REST_LOOK_MS;
  else if (self->n_visits >= MAX_STARTED)
    wait_ms = LOOK_MS; /* whoever comes back wakes us */
  else if (!g_queue_is_empty (&self->ready))
    wait_ms = CLAMP (self->last_sent_at + self->gap_ms - moot_clock_steady (), 1, LOOK_MS);
  else if (self->next_at != 0)
    wait_ms = CLAMP (self->next_at - now, 0, LOOK_MS);
  return g_get_monotonic_time () + wait_ms * 1000;
}

/* Waits for news; hands over what is finished and how long the machine slept. */
static gboolean
wait (MootDeliveryLoop *self,
      GQueue           *out_finished,
      gint64           *out_slept_ms)
{
  gint64 until = next_look (self);
  gboolean go_on;

  g_mutex_lock (&self->lock);
  while (!self->stopping && !self->woken && self->finished.length == 0 && self->slept_ms == 0 &&
         g_cond_wait_until (&self->changed, &self->lock, until))
    ;
  if (self->woken)
    self->next_at = 1; /* there is something new */
  self->woken = FALSE;
  *out_finished = self->finished;
  g_queue_init (&self->finished);
  *out_slept_ms = self->slept_ms;
  self->slept_ms = 0;
  go_on = !self->stopping;
  g_mutex_unlock (&self->lock);
  return go_on;
}

static void
take_back (MootDeliveryLoop *self,
           GQueue           *back,
           GQueue           *finished)
{
  self->n_visits -= back->length;
  while (back->length > 0)
    g_queue_push_tail (finished, g_queue_pop_head (back));
}

/* A write for each host that answered would hold up all the others. */
static gboolean
is_time_to_settle (MootDeliveryLoop *self,
                   const GQueue     *finished)
{
  gint64 now = moot_clock_steady ();

  if (finished->length < MAX_UNSETTLED && self->n_visits > 0 &&
      now - self->settled_at < SETTLE_MS)
    return FALSE;
  self->settled_at = now;
  return TRUE;
}

static gpointer
run (gpointer data)
{
  MootDeliveryLoop *self = data;
  GQueue finished = G_QUEUE_INIT; /* and not settled */
  GQueue back = G_QUEUE_INIT;
  gint64 slept_ms = moot_delivery_slept_before (self);

  moot_delivery_mark_alive (self);
  do
    {
      gint64 gap = moot_delivery_notice_sleep (self);

      slept_ms = MAX (slept_ms, gap);
      take_back (self, &back, &finished);
      if (finished.length > 0 && slept_ms == 0 && !self->is_resting)
        start_visits (self); /* nobody stands about while the disk is waited for */
      if (slept_ms > 0)
        wake_up (self, slept_ms, &finished);
      else if (is_time_to_settle (self, &finished))
        settle_finished (self, &finished, 0);
      self->unsettled = finished.length > 0;
      if (moot_clock_steady () - self->marked_at >= ALIVE_MS)
        moot_delivery_mark_alive (self);
      if (!moot_delivery_rest (self))
        start_visits (self);
    }
  while (wait (self, &back, &slept_ms));
  take_back (self, &back, &finished);
  g_thread_pool_free (self->travellers, FALSE, TRUE);
  self->travellers = NULL;
  settle_finished (self, &finished, 0);
  settle_finished (self, &self->finished, 0);
  moot_delivery_mark_alive (self);
  g_mutex_lock (&self->lock);
  self->drained = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  return NULL;
}

/**
 * moot_delivery_loop_new:
 * @federation: what it works with; must outlive it
 * @options: (nullable): how patient it is
 *
 * Returns: (transfer full): a loop that does not run yet
 */
MootDeliveryLoop *
moot_delivery_loop_new (MootFederation            *federation,
                        const MootDeliveryOptions *options)
{
  MootDeliveryLoop *self = g_new0 (MootDeliveryLoop, 1);

  self->federation = federation;
  if (options != NULL)
    self->options = *options;
  if (self->options.first_retry_ms == 0)
    self->options.first_retry_ms = MOOT_DELIVERY_FIRST_RETRY_MS;
  if (self->options.release_ms == 0)
    self->options.release_ms = MOOT_RELEASE_MS;
  if (self->options.sleep_ms == 0)
    self->options.sleep_ms = MOOT_SLEEP_NOTICED_MS;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->in_flight = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->looked_at = moot_clock_steady ();
  return self;
}

/**
 * moot_delivery_loop_start:
 * @self: a loop that was never started
 *
 * Begins.  Its thread writes, and what is written may come back as moot_delivery_loop_wake() at
 * once: whoever calls that has to know the loop by now.
 */
void
moot_delivery_loop_start (MootDeliveryLoop *self)
{
  self->travellers = g_thread_pool_new (travel, self, MOOT_DELIVERY_MAX_VISITS, FALSE, NULL);
  self->thread = g_thread_new ("delivery", run, self);
}

/**
 * moot_delivery_loop_stop:
 * @self: (nullable): a loop
 *
 * Ends what is under way, and settles it; what could not be finished is due at the next start.  The
 * loop may still be woken afterwards, to no effect, until it is freed.
 */
void
moot_delivery_loop_stop (MootDeliveryLoop *self)
{
  gint64 until = g_get_monotonic_time () + DRAIN_MS * 1000;

  if (self == NULL || self->thread == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_broadcast (&self->changed);
  while (!self->drained && g_cond_wait_until (&self->changed, &self->lock, until))
    ;
  g_mutex_unlock (&self->lock);
  g_mutex_lock (&self->lock);
  g_cancellable_cancel (self->cancellable);
  g_mutex_unlock (&self->lock);
  g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * moot_delivery_loop_free:
 * @self: (nullable): a loop that was never started, or is stopped
 */
void
moot_delivery_loop_free (MootDeliveryLoop *self)
{
  if (self == NULL)
    return;

  g_queue_clear_full (&self->ready, (GDestroyNotify) moot_host_visit_free);
  g_hash_table_unref (self->busy);
  g_hash_table_unref (self->in_flight);
  g_clear_object (&self->cancellable);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * moot_delivery_loop_wake:
 * @self: a loop
 *
 * There is something new in the outbox, or a host is back.  Thread: any.
 */
void
moot_delivery_loop_wake (MootDeliveryLoop *self)
{
  g_mutex_lock (&self->lock);
  self->woken = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}
