/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Takes what is due from the outbox to other servers, for as long as the node runs.
 *
 * One thread decides and writes, some others travel.  Hosts take turns, so that one with a
 * thousand deliveries or a slow answer holds up nobody else.  Nothing is kept in memory but what is
 * under way: the queue is the database, and what was not settled before a crash is due after it.
 * After a sleep, which shows as a gap between two looks at the clock, what waited goes out slowly.
 * Spec: conformance 59 to 62. */
#include "moot-delivery-loop.h"

#include "moot-clock.h"
#include "moot-delivery-visit.h"
#include "moot-knock.h"
#include "moot-sql.h"

#include <time.h>

#define LOOK_MS (5 * MOOT_SECOND)  /* between two looks at the clock */
#define ALIVE_MS (5 * MOOT_MINUTE) /* between two marks that this node is alive */
#define DRAIN_MS MOOT_SECOND       /* for what is under way when the node stops */
#define PROBE_SIZE 1               /* deliveries that find out whether a host is back */
#define ALIVE_SETTING "delivery_alive_at"

struct _MootDeliveryLoop
{
  MootFederation *federation;
  MootDeliveryOptions options;
  GCancellable *cancellable;
  GThread *thread;
  GThreadPool *travellers;

  GMutex lock; /* for what stands up to the next blank line */
  GCond changed;
  GQueue finished; /* of MootHostVisit */
  gboolean woken;
  gboolean stopping;
  gboolean drained;
  gint64 slept_ms;
  MootWokenFunc tell_woken;
  gpointer woken_data;

  /* the loop's own */
  GQueue ready;          /* of MootHostVisit without deliveries */
  GHashTable *busy;      /* host -> number of visits */
  GHashTable *in_flight; /* of gint64: ids of deliveries */
  guint n_visits;
  gint64 next_at;     /* when something is due again, 0 for never */
  gint64 marked_at;   /* when it was last kept that this node is alive */
  gint64 looked_at;   /* at the clock that runs through a sleep */
  gint64 paced_until; /* after a sleep */
  gint64 gap_ms;      /* between two deliveries until then */
  gint64 last_sent_at;
};

/* Runs on while the machine is suspended, and is not set by anybody. */
static gint64
steady_now (void)
{
  struct timespec now;

#ifdef CLOCK_BOOTTIME
  if (clock_gettime (CLOCK_BOOTTIME, &now) == 0)
    return (gint64) now.tv_sec * 1000 + now.tv_nsec / 1000000;
#endif
  return g_get_monotonic_time () / 1000;
}

/* Travelling ---------------------------------------------------------------------------------- */

static void
travel (gpointer data,
        gpointer user_data)
{
  MootDeliveryLoop *self = user_data;
  MootHostVisit *visit = data;

  moot_host_visit_run (visit, self->federation, self->cancellable);
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

  self->n_visits += under_way ? 1 : -1;
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
} Settling;

static gboolean
settle (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  const Settling *work = data;
  gint64 now = moot_clock_now ();

  for (GList *l = work->finished->head; l != NULL; l = l->next)
    if (!moot_outbox_settle (db, l->data, now, work->loop->options.first_retry_ms, error))
      return FALSE;
  if (work->slept_ms >= MOOT_KNOCK_AFTER_MS &&
      !moot_knock (db, work->loop->federation->site, now, error))
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
  gint64 now = steady_now ();

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
  self->last_sent_at = steady_now ();
  mark (self, visit, TRUE);
  g_thread_pool_push (self->travellers, visit, NULL);
  return TRUE;
}

/* Starts what can start. */
static void
start_visits (MootDeliveryLoop *self)
{
  g_autoptr (GError) error = NULL;
  MootDb *db;

  if (self->n_visits >= MOOT_DELIVERY_MAX_VISITS)
    return;
  db = moot_db_pool_borrow_reader (self->federation->pool, &error);
  if (db == NULL)
    {
      g_warning ("the outbox cannot be read: %s", error->message);
      return;
    }
  if (g_queue_is_empty (&self->ready))
    refill (self, db);
  while (self->n_visits < MOOT_DELIVERY_MAX_VISITS && !g_queue_is_empty (&self->ready) &&
         start_visit (self, db))
    ;
  moot_db_pool_return_reader (self->federation->pool, db);
}

/* Sleeping and waking ------------------------------------------------------------------------- */

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

/* What waited goes out slowly: peers and the way out of a house are small. */
static void
begin_release (MootDeliveryLoop *self)
{
  guint n_due = MAX (count_due (self), 1);

  self->gap_ms = CLAMP (self->options.release_ms / n_due,
                        MIN (MOOT_RELEASE_MIN_GAP_MS, self->options.release_ms),
                        self->options.release_ms / MOOT_RELEASE_MIN_STEPS);
  self->last_sent_at = 0;
  self->paced_until = steady_now () + self->gap_ms * n_due;
}

/* How long nobody looked at the clock, if that was a sleep; 0 if not. */
static gint64
notice_sleep (MootDeliveryLoop *self)
{
  gint64 now = steady_now ();
  gint64 gap = now - self->looked_at;

  self->looked_at = now;
  return gap >= self->options.sleep_ms ? gap : 0;
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

/* A node that was not running slept as well. */
static gint64
slept_before_start (MootDeliveryLoop *self)
{
  MootDb *db = moot_db_pool_borrow_reader (self->federation->pool, NULL);
  gint64 alive_at = 0;
  gint64 gap = 0;

  if (db != NULL && read_alive (db, &alive_at))
    gap = moot_clock_now () - alive_at;
  moot_db_pool_return_reader (self->federation->pool, db);
  return gap >= self->options.sleep_ms ? gap : 0;
}

static void
mark_alive (MootDeliveryLoop *self)
{
  g_autoptr (GError) error = NULL;

  self->marked_at = steady_now ();
  if (!moot_db_pool_write (self->federation->pool, keep_alive_mark, NULL, &error))
    g_warning ("it cannot be kept that this node is alive: %s", error->message);
}

static void
wake_up (MootDeliveryLoop *self,
         gint64            slept_ms,
         GQueue           *finished)
{
  settle_finished (self, finished, slept_ms);
  g_message ("was asleep for %" G_GINT64_FORMAT " s", slept_ms / 1000);
  begin_release (self);
  if (self->tell_woken != NULL)
    self->tell_woken (slept_ms, self->woken_data);
}

/* The loop ------------------------------------------------------------------------------------ */

/* When to look again, monotonic microseconds. */
static gint64
next_look (MootDeliveryLoop *self)
{
  gint64 now = moot_clock_now ();
  gint64 wait_ms = LOOK_MS;

  if (self->n_visits >= MOOT_DELIVERY_MAX_VISITS)
    wait_ms = LOOK_MS; /* whoever comes back wakes us */
  else if (!g_queue_is_empty (&self->ready))
    wait_ms = CLAMP (self->last_sent_at + self->gap_ms - steady_now (), 1, LOOK_MS);
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

static gpointer
run (gpointer data)
{
  MootDeliveryLoop *self = data;
  GQueue finished = G_QUEUE_INIT;
  gint64 slept_ms = slept_before_start (self);

  mark_alive (self);
  do
    {
      gint64 gap = notice_sleep (self);

      slept_ms = MAX (slept_ms, gap);
      if (slept_ms > 0)
        wake_up (self, slept_ms, &finished);
      else
        settle_finished (self, &finished, 0);
      if (steady_now () - self->marked_at >= ALIVE_MS)
        mark_alive (self);
      start_visits (self);
    }
  while (wait (self, &finished, &slept_ms));
  g_thread_pool_free (self->travellers, FALSE, TRUE);
  self->travellers = NULL;
  settle_finished (self, &finished, 0);
  settle_finished (self, &self->finished, 0);
  mark_alive (self);
  g_mutex_lock (&self->lock);
  self->drained = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  return NULL;
}

/**
 * moot_delivery_loop_start:
 * @federation: what it works with; must outlive it
 * @options: (nullable): how patient it is
 *
 * Returns: (transfer full): a loop that runs
 */
MootDeliveryLoop *
moot_delivery_loop_start (MootFederation            *federation,
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
  self->looked_at = steady_now ();
  self->travellers = g_thread_pool_new (travel, self, MOOT_DELIVERY_MAX_VISITS, FALSE, NULL);
  self->thread = g_thread_new ("delivery", run, self);
  return self;
}

/**
 * moot_delivery_loop_stop:
 * @self: (nullable): a loop
 *
 * Ends what is under way, and settles it; what could not be finished is due at the next start.
 */
void
moot_delivery_loop_stop (MootDeliveryLoop *self)
{
  gint64 until = g_get_monotonic_time () + DRAIN_MS * 1000;

  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_broadcast (&self->changed);
  while (!self->drained && g_cond_wait_until (&self->changed, &self->lock, until))
    ;
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
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

/** moot_delivery_loop_set_woken: who is told of a sleep; to be called right after the start */
void
moot_delivery_loop_set_woken (MootDeliveryLoop *self,
                              MootWokenFunc     woken,
                              gpointer          data)
{
  g_mutex_lock (&self->lock);
  self->woken_data = data;
  self->tell_woken = woken;
  g_mutex_unlock (&self->lock);
}
