/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Does what was delivered, in the order it came from each host, a few hosts at once.  The queue is
 * the log in the database: what was taken is done even if the node dies before.
 * Spec: ActivityPub section 7.
 * Thread: its own workers; anybody may wake them. */
#include "moot-inbox-private.h"

#include "moot-clock.h"
#include "moot-remote-actor-store.h"
#include "moot-sql.h"

#include <string.h>

#define IDLE_MS (30 * MOOT_SECOND) /* how long a worker sleeps when nobody wakes it */
#define GIVE_UP_MS (7 * MOOT_DAY)
#define AHEAD_BYTES (256 * 1024)    /* read at once for one worker, and one more */
#define STRANGER_MS (30 * MOOT_DAY) /* how long keys are kept of whom nobody knows */

struct _MootInbox
{
  MootFederation *federation;
  MootInboxShelf *shelf;
  int n_waiting;     /* atomic: entries in the log when they were counted last, and since then */
  gint64 counted;    /* the writer's: how many waited when the log was counted, */
  gint64 counted_id; /* and the last of them then */

  GMutex lock;
  GCond news;
  GCond end;
  guint n_woken; /* rises when something may be waiting */
  guint n_idle;  /* workers that wait for news */
  gboolean stopping;
  char *busy[MOOT_INBOX_WORKERS];  /* the host each worker is at, or NULL */
  guint n_new[MOOT_INBOX_WORKERS]; /* what of it was logged since the worker looked */
  GThread *threads[MOOT_INBOX_WORKERS];
};

typedef struct
{
  MootInbox *inbox;
  guint index;
  GQueue entries; /* of MootInboxEntry: what is next, all of the host that the worker is at */
} Worker;

/** moot_inbox_new: (transfer full): an inbox that takes but does nothing yet */
MootInbox *
moot_inbox_new (MootFederation *federation)
{
  MootInbox *self = g_new0 (MootInbox, 1);

  self->federation = federation;
  self->shelf = moot_inbox_shelf_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->news);
  g_cond_init (&self->end);
  return self;
}

/** moot_inbox_free: frees @self, which may be %NULL and must be stopped */
void
moot_inbox_free (MootInbox *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->shelf, moot_inbox_shelf_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->news);
  g_cond_clear (&self->end);
  g_free (self);
}

/** moot_inbox_get_federation: what it works with */
MootFederation *
moot_inbox_get_federation (MootInbox *self)
{
  return self->federation;
}

static void
set_load (MootInbox *self,
          guint      n_waiting)
{
  g_atomic_int_set (&self->n_waiting, (int) n_waiting);
}

/**
 * moot_inbox_count:
 * @self: the inbox
 * @db: the writer, which has just logged an entry
 * @id: of that entry
 * @out_n_waiting: (out): how many wait now, at most
 * @error: return location
 *
 * Counts only when there may be so many that it matters: numbers of entries rise by one, so that no
 * more can wait than did when they were counted last, and came since.  What moderators let in
 * meanwhile is not seen until then.
 *
 * Returns: whether the database answered
 */
gboolean
moot_inbox_count (MootInbox  *self,
                  MootDb     *db,
                  gint64      id,
                  guint      *out_n_waiting,
                  GError    **error)
{
  gint64 n_waiting = self->counted + id - self->counted_id;

  if (n_waiting >= MOOT_INBOX_SHED_STRANGERS)
    {
      if (!moot_db_get_int (db, &moot_sql_inbox_count_waiting,
                            MOOT_BINDS (MOOT_INT ("limit", MOOT_INBOX_MAX_WAITING + 1)), &n_waiting,
                            error))
        return FALSE;
      self->counted = n_waiting;
      self->counted_id = id;
    }
  set_load (self, (guint) n_waiting);
  *out_n_waiting = (guint) n_waiting;
  return TRUE;
}

/** moot_inbox_get_load: how many entries wait, in @out_n_waiting; counted anew only while there are
 * many, because then nothing else may be logged */
gboolean
moot_inbox_get_load (MootInbox  *self,
                     guint      *out_n_waiting,
                     GError    **error)
{
  MootDb *reader;
  gint64 n_waiting = g_atomic_int_get (&self->n_waiting);
  gboolean done = TRUE;

  if (n_waiting >= MOOT_INBOX_SHED_STRANGERS)
    {
      reader = moot_db_pool_borrow_reader (self->federation->pool, error);
      done = reader != NULL &&
             moot_db_get_int (reader, &moot_sql_inbox_count_waiting,
                              MOOT_BINDS (MOOT_INT ("limit", MOOT_INBOX_MAX_WAITING)), &n_waiting,
                              error);
      moot_db_pool_return_reader (self->federation->pool, reader);
    }
  if (done)
    set_load (self, (guint) n_waiting);
  *out_n_waiting = (guint) n_waiting;
  return done;
}

/** moot_inbox_get_shelf: what was read and not done yet */
MootInboxShelf *
moot_inbox_get_shelf (MootInbox *self)
{
  return self->shelf;
}

/* Which worker is at @host; MOOT_INBOX_WORKERS for nobody. */
static guint
find_worker (const MootInbox *self,
             const char      *host)
{
  guint i = 0;

  while (i < MOOT_INBOX_WORKERS && g_strcmp0 (self->busy[i], host) != 0)
    i++;
  return i;
}

/** moot_inbox_wake: something of @host is in the log now; whoever is at it already will see it */
void
moot_inbox_wake (MootInbox  *self,
                 const char *host)
{
  guint worker;

  g_mutex_lock (&self->lock);
  worker = find_worker (self, host);
  if (worker == MOOT_INBOX_WORKERS)
    {
      self->n_woken++;
      g_cond_signal (&self->news);
    }
  else if (++self->n_new[worker] == MOOT_INCOMING_TOGETHER)
    g_cond_broadcast (&self->end);
  g_mutex_unlock (&self->lock);
}

/* Taking an entry ---------------------------------------------------------------------------- */

static const char *
busy_host (const MootInbox *self,
           guint            index)
{
  return self->busy[index] != NULL ? self->busy[index] : "";
}

/* Puts the entries that @sql gives in @queue, as many as one may hold at once. */
static gboolean
find_entries (const MootInbox  *self,
              const MootSql    *sql,
              const MootBind   *binds,
              GQueue           *queue,
              GError          **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (self->federation->pool, error);
  g_autoptr (MootRows) rows = NULL;
  gsize n_bytes = 0;

  if (reader != NULL)
    rows = moot_db_query (reader, sql, binds, error);
  while (rows != NULL && n_bytes < AHEAD_BYTES && moot_rows_next (rows, error))
    {
      MootInboxEntry *entry = moot_inbox_entry_new (rows);

      n_bytes += entry->body != NULL ? g_bytes_get_size (entry->body) : 0;
      g_queue_push_tail (queue, entry);
    }
  g_clear_pointer (&rows, moot_rows_free);
  moot_db_pool_return_reader (self->federation->pool, reader);
  return !g_queue_is_empty (queue);
}

/* The oldest entries of a host that nobody is at. */
static gboolean
find_free (const MootInbox  *self,
           GQueue           *queue,
           GError          **error)
{
  return find_entries (self, &moot_sql_inbox_next,
                       MOOT_BINDS (MOOT_INT ("now", moot_clock_now ()),
                                   MOOT_TEXT ("busy1", busy_host (self, 0)),
                                   MOOT_TEXT ("busy2", busy_host (self, 1)),
                                   MOOT_TEXT ("busy3", busy_host (self, 2)),
                                   MOOT_TEXT ("busy4", busy_host (self, 3))),
                       queue, error);
}

/* Waits for entries of a host that nobody else is at; %FALSE when it is time to go. */
static gboolean
arrive (Worker *worker)
{
  MootInbox *self = worker->inbox;
  const MootInboxEntry *entry = NULL;

  g_mutex_lock (&self->lock);
  while (!self->stopping && entry == NULL)
    {
      guint seen = self->n_woken;
      gint64 until = g_get_monotonic_time () + IDLE_MS * 1000;
      g_autoptr (GError) error = NULL;

      find_free (self, &worker->entries, &error);
      if (error != NULL)
        g_message ("the inbox cannot be read: %s", error->message);
      entry = g_queue_peek_head (&worker->entries);
      if (entry != NULL)
        {
          self->busy[worker->index] = g_strdup (entry->host);
          self->n_new[worker->index] = 0;
        }
      self->n_idle++;
      while (entry == NULL && !self->stopping && self->n_woken == seen)
        if (!g_cond_wait_until (&self->news, &self->lock, until))
          break;
      self->n_idle--;
    }
  g_mutex_unlock (&self->lock);
  return entry != NULL;
}

/* Who has sent something sends more: what comes a moment later is done along with the rest, as long
 * as somebody is free for the others.  With the lock held. */
static void
linger (const Worker *worker)
{
  MootInbox *self = worker->inbox;
  gint64 until = g_get_monotonic_time () + MOOT_INBOX_LINGER_MS * 1000;

  while (!self->stopping && self->n_idle > 0 &&
         self->n_new[worker->index] < MOOT_INCOMING_TOGETHER &&
         g_cond_wait_until (&self->end, &self->lock, until))
    continue;
}

static void
find_more (Worker  *worker,
           GError **error)
{
  MootInbox *self = worker->inbox;

  self->n_new[worker->index] = 0;
  find_entries (self, &moot_sql_inbox_next_of_host,
                MOOT_BINDS (MOOT_INT ("now", moot_clock_now ()),
                            MOOT_TEXT ("host", self->busy[worker->index])),
                &worker->entries, error);
}

/* Whether the host that the worker is at has more, and it is nobody else's turn.  Otherwise it
 * leaves the host in one step with that, so that whoever logs another finds it free. */
static gboolean
stay_or_leave (Worker *worker,
               guint   n_done,
               guint   n_last)
{
  MootInbox *self = worker->inbox;
  gboolean stays = FALSE;
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&self->lock);
  if (n_last > 0 && n_last < MOOT_INCOMING_TOGETHER && g_queue_is_empty (&worker->entries))
    linger (worker);
  if (n_done < MOOT_INBOX_TURN && !self->stopping)
    {
      if (g_queue_is_empty (&worker->entries))
        find_more (worker, &error);
      stays = !g_queue_is_empty (&worker->entries);
    }
  if (error != NULL)
    g_message ("the inbox cannot be read: %s", error->message);
  if (!stays)
    {
      g_queue_clear_full (&worker->entries, moot_inbox_entry_free);
      g_clear_pointer (&self->busy[worker->index], g_free);
      self->n_woken++; /* somebody may go there now */
      g_cond_signal (&self->news);
    }
  g_mutex_unlock (&self->lock);
  return stays;
}

static gpointer
work (gpointer data)
{
  g_autofree Worker *worker = data;

  while (arrive (worker))
    {
      guint n_last = 0;

      for (guint n_done = 0; stay_or_leave (worker, n_done, n_last); n_done += n_last)
        {
          n_last = moot_inbox_do (worker->inbox, &worker->entries);
          for (guint i = 0; i < n_last; i++)
            moot_inbox_entry_free (g_queue_pop_head (&worker->entries));
        }
    }
  return NULL;
}

/** moot_inbox_start: begins to do what was logged, also what was left from before */
void
moot_inbox_start (MootInbox *self)
{
  for (guint i = 0; i < MOOT_INBOX_WORKERS; i++)
    {
      Worker *worker = g_new0 (Worker, 1);

      worker->inbox = self;
      worker->index = i;
      g_queue_init (&worker->entries);
      self->threads[i] = g_thread_new ("inbox", work, worker);
    }
}

/** moot_inbox_stop: waits for what is being done; cancel the federation first */
void
moot_inbox_stop (MootInbox *self)
{
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_broadcast (&self->news);
  g_cond_broadcast (&self->end);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < MOOT_INBOX_WORKERS; i++)
    g_clear_pointer (&self->threads[i], g_thread_join);
}

/* Upkeep ------------------------------------------------------------------------------------- */

static gboolean
prune (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  gint64 now = *(const gint64 *) data;

  return moot_db_run (db, &moot_sql_inbox_fail_old,
                      MOOT_BINDS (MOOT_INT ("before", now - GIVE_UP_MS)), error) &&
         moot_db_run (db, &moot_sql_inbox_prune,
                      MOOT_BINDS (MOOT_INT ("before", now - MOOT_INBOX_KEEP_MS)), error) &&
         moot_db_run (db, &moot_sql_gone_prune, MOOT_BINDS (MOOT_INT ("now", now)), error) &&
         moot_remote_actor_store_prune (db, now - STRANGER_MS, error);
}

/** moot_inbox_upkeep: forgets what has outlived its use */
gboolean
moot_inbox_upkeep (MootFederation  *federation,
                   gint64           now,
                   GError         **error)
{
  return moot_db_pool_write (federation->pool, prune, &now, error);
}
