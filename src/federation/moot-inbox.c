/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Does what was delivered, in the order it came from each host, a few hosts at once.  The queue is
 * the log in the database: what was taken is done even if the node dies before.
 * Spec: ActivityPub section 7.
 * Thread: its own workers; anybody may wake them. */
#include "moot-inbox-private.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-followers-sync.h"
#include "moot-held-posts.h"
#include "moot-incoming.h"
#include "moot-remote-actor-store.h"
#include "moot-sql.h"

#include <string.h>

#define IDLE_MS (30 * MOOT_SECOND)        /* how long a worker sleeps when nobody wakes it */
#define FIRST_RETRY_MS (30 * MOOT_SECOND) /* doubled four times with each attempt */
#define GIVE_UP_MS (7 * MOOT_DAY)
#define AHEAD_BYTES (256 * 1024)    /* read at once for one worker, and one more */
#define STRANGER_MS (30 * MOOT_DAY) /* how long keys are kept of whom nobody knows */

struct _MootInbox
{
  MootFederation *federation;
  int n_waiting; /* atomic: entries in the log, as they were counted last */

  GMutex lock;
  GCond news;
  guint n_woken; /* rises when something may be waiting */
  gboolean stopping;
  char *busy[MOOT_INBOX_WORKERS]; /* the host each worker is at, or NULL */
  GThread *threads[MOOT_INBOX_WORKERS];
};

/* An entry of the log. */
typedef struct
{
  gint64 id;
  char *signer;
  char *host;
  char *synchronization;
  gint64 recipient_id;
  gint64 received_at;
  gint64 attempts;
  gboolean let_in; /* by a moderator */
  GBytes *body;
  const char *failure; /* NULL: it was done, or dropped for a reason */
  const char *why;
} Entry;

static void
entry_clear (Entry *self)
{
  g_clear_pointer (&self->signer, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->synchronization, g_free);
  g_clear_pointer (&self->body, g_bytes_unref);
}

static void
entry_free (gpointer data)
{
  entry_clear (data);
  g_free (data);
}

typedef struct
{
  MootInbox *inbox;
  guint index;
  GQueue ahead; /* of Entry: what was read with the one before, all of the same host */
} Worker;

/** moot_inbox_new: (transfer full): an inbox that takes but does nothing yet */
MootInbox *
moot_inbox_new (MootFederation *federation)
{
  MootInbox *self = g_new0 (MootInbox, 1);

  self->federation = federation;
  g_mutex_init (&self->lock);
  g_cond_init (&self->news);
  return self;
}

/** moot_inbox_free: frees @self, which may be %NULL and must be stopped */
void
moot_inbox_free (MootInbox *self)
{
  if (self == NULL)
    return;

  g_mutex_clear (&self->lock);
  g_cond_clear (&self->news);
  g_free (self);
}

/** moot_inbox_get_federation: what it works with */
MootFederation *
moot_inbox_get_federation (MootInbox *self)
{
  return self->federation;
}

/** moot_inbox_set_load: so many entries wait */
void
moot_inbox_set_load (MootInbox *self,
                     guint      n_waiting)
{
  g_atomic_int_set (&self->n_waiting, (int) n_waiting);
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
    moot_inbox_set_load (self, (guint) n_waiting);
  *out_n_waiting = (guint) n_waiting;
  return done;
}

/* Whether a worker is at @host. */
static gboolean
is_busy (const MootInbox *self,
         const char      *host)
{
  for (guint i = 0; i < MOOT_INBOX_WORKERS; i++)
    if (g_strcmp0 (self->busy[i], host) == 0)
      return TRUE;
  return FALSE;
}

/** moot_inbox_wake: something of @host is in the log now; whoever is at it already will see it */
void
moot_inbox_wake (MootInbox  *self,
                 const char *host)
{
  g_mutex_lock (&self->lock);
  if (!is_busy (self, host))
    {
      self->n_woken++;
      g_cond_signal (&self->news);
    }
  g_mutex_unlock (&self->lock);
}

/* Taking an entry ---------------------------------------------------------------------------- */

static const char *
busy_host (const MootInbox *self,
           guint            index)
{
  return self->busy[index] != NULL ? self->busy[index] : "";
}

static Entry *
read_entry (MootRows *rows)
{
  Entry *entry = g_new0 (Entry, 1);

  *entry = (Entry){
    .id = moot_rows_get_int (rows, "id"),
    .signer = g_strdup (moot_rows_get_text (rows, "signer_uri")),
    .host = g_strdup (moot_rows_get_text (rows, "host")),
    .synchronization = g_strdup (moot_rows_get_text (rows, "synchronization")),
    .recipient_id = moot_rows_get_int (rows, "recipient_id"),
    .received_at = moot_rows_get_int (rows, "received_at"),
    .attempts = moot_rows_get_int (rows, "attempts"),
    .let_in = g_strcmp0 (moot_rows_get_text (rows, "why"), MOOT_HELD_LET_IN) == 0,
    .body = moot_rows_dup_blob (rows, "body"),
  };
  return entry;
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
      Entry *entry = read_entry (rows);

      n_bytes += entry->body != NULL ? g_bytes_get_size (entry->body) : 0;
      g_queue_push_tail (queue, entry);
    }
  g_clear_pointer (&rows, moot_rows_free);
  moot_db_pool_return_reader (self->federation->pool, reader);
  return !g_queue_is_empty (queue);
}

/* The oldest entry of a host that nobody is at. */
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

/* Waits for an entry of a host that nobody else is at; %NULL when it is time to go. */
static Entry *
take_entry (Worker *worker)
{
  MootInbox *self = worker->inbox;
  Entry *entry = NULL;

  g_mutex_lock (&self->lock);
  while (!self->stopping && entry == NULL)
    {
      guint seen = self->n_woken;
      gint64 until = g_get_monotonic_time () + IDLE_MS * 1000;
      g_autoptr (GError) error = NULL;

      find_free (self, &worker->ahead, &error);
      if (error != NULL)
        g_message ("the inbox cannot be read: %s", error->message);
      entry = g_queue_pop_head (&worker->ahead);
      if (entry != NULL)
        self->busy[worker->index] = g_strdup (entry->host);
      while (entry == NULL && !self->stopping && self->n_woken == seen)
        if (!g_cond_wait_until (&self->news, &self->lock, until))
          break;
    }
  g_mutex_unlock (&self->lock);
  return entry;
}

/* The next entry of the host that the worker is at; %NULL when there is none, or when it is
 * somebody else's turn.  It leaves the host in one step with that, so that whoever logs another
 * finds it free. */
static Entry *
stay_or_leave (Worker *worker,
               guint   n_done)
{
  MootInbox *self = worker->inbox;
  Entry *entry = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&self->lock);
  if (n_done < MOOT_INBOX_TURN && !self->stopping)
    {
      if (g_queue_is_empty (&worker->ahead))
        find_entries (self, &moot_sql_inbox_next_of_host,
                      MOOT_BINDS (MOOT_INT ("now", moot_clock_now ()),
                                  MOOT_TEXT ("host", self->busy[worker->index])),
                      &worker->ahead, &error);
      entry = g_queue_pop_head (&worker->ahead);
    }
  if (error != NULL)
    g_message ("the inbox cannot be read: %s", error->message);
  if (entry == NULL)
    {
      g_queue_clear_full (&worker->ahead, entry_free);
      g_clear_pointer (&self->busy[worker->index], g_free);
      self->n_woken++; /* somebody may go there now */
      g_cond_signal (&self->news);
    }
  g_mutex_unlock (&self->lock);
  return entry;
}

/* Doing it ----------------------------------------------------------------------------------- */

static gboolean
finish (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  const Entry *entry = data;
  const char *state = entry->why != NULL ? "dropped" : "done";

  if (entry->failure == NULL && entry->why != NULL &&
      g_str_has_prefix (entry->why, MOOT_HELD_PREFIX))
    return moot_db_run (
             db, &moot_sql_inbox_hold,
             MOOT_BINDS (MOOT_INT ("id", entry->id), MOOT_TEXT ("why", entry->why)), error) &&
           moot_db_run (db, &moot_sql_inbox_hold_no_more,
                        MOOT_BINDS (MOOT_INT ("limit", MOOT_HELD_MAX)), error);
  return moot_db_run (
    db, &moot_sql_inbox_finish,
    MOOT_BINDS (MOOT_INT ("id", entry->id),
                MOOT_TEXT ("state", entry->failure != NULL ? "failed" : state),
                MOOT_TEXT ("why", entry->failure != NULL ? entry->failure : entry->why)),
    error);
}

static gboolean
retry_later (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  const Entry *entry = data;
  gint64 wait = FIRST_RETRY_MS << (4 * MIN (entry->attempts, 3));

  return moot_db_run (db, &moot_sql_inbox_retry,
                      MOOT_BINDS (MOOT_INT ("id", entry->id),
                                  MOOT_INT ("next", moot_clock_now () + wait),
                                  MOOT_TEXT ("let_in", MOOT_HELD_LET_IN),
                                  MOOT_TEXT ("why", entry->failure)),
                      error);
}

static gboolean
is_temporary (const GError *error)
{
  return g_error_matches (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE) ||
         g_error_matches (error, MOOT_ERROR, MOOT_ERROR_LIMITED) ||
         g_error_matches (error, MOOT_DB_ERROR, MOOT_DB_ERROR_BUSY) ||
         g_error_matches (error, MOOT_DB_ERROR, MOOT_DB_ERROR_FULL) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
do_entry (MootInbox *self,
          Entry     *entry)
{
  MootFederation *federation = self->federation;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) local = NULL;

  if (moot_incoming_process (federation, entry->body, entry->signer, entry->let_in,
                             entry->recipient_id, entry->received_at, finish, entry, &entry->why,
                             &error))
    {
      if (entry->synchronization != NULL &&
          !moot_followers_sync (federation, entry->signer, entry->synchronization, &local))
        g_debug ("inbox: followers of '%s': %s", entry->signer, local->message);
      return;
    }
  if (g_cancellable_is_cancelled (federation->cancellable))
    return; /* the node stops: it is still in the log */
  entry->failure = error->message;
  g_debug ("inbox: entry %" G_GINT64_FORMAT ": %s", entry->id, error->message);
  if (!moot_db_pool_write (federation->pool,
                           is_temporary (error) && entry->attempts + 1 < MOOT_INBOX_MAX_ATTEMPTS
                             ? retry_later
                             : finish,
                           entry, &local))
    g_message ("the inbox cannot be written: %s", local->message);
}

static gpointer
work (gpointer data)
{
  g_autofree Worker *worker = data;
  Entry *entry;

  while ((entry = take_entry (worker)) != NULL)
    for (guint n_done = 1; entry != NULL; n_done++)
      {
        do_entry (worker->inbox, entry);
        entry_free (entry);
        entry = stay_or_leave (worker, n_done);
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
      g_queue_init (&worker->ahead);
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
