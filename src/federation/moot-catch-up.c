/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* After a long sleep: asks those whom ours follow what they wrote meanwhile, because their servers
 * may have given up telling us; then the polls and threads that ours have to do with.
 *
 * A few hosts at once, one request at a time to each, with pauses.  Who answers "too many" is left
 * alone until the next time.
 * Spec: federation reference 5.4; conformance 64.
 * Thread: one of its own, and a few workers while it is busy. */
#include "moot-catch-up.h"

#include "moot-clock.h"
#include "moot-outbox-pull.h"
#include "moot-people.h"
#include "moot-polls.h"
#include "moot-signers.h"
#include "moot-sql.h"
#include "moot-thread-fetch.h"
#include "moot-uri.h"

struct _MootCatchUp
{
  MootFederation *federation;
  MootCatchUpOptions options;
  GThread *thread;
  GMutex lock; /* for all below */
  GCond changed;
  gint64 since; /* what to go back to, 0 for nothing to do */
  gboolean busy;
  gboolean stopping;
};

/**
 * Round:
 *
 * One time that we woke.
 */
typedef struct
{
  MootFederation *federation;
  MootFetchBudget *budget;
  gint64 since;
} Round;

/* Whom --------------------------------------------------------------------------------------- */

static void
add_followed (GHashTable *hosts,
              MootRows   *rows)
{
  MootFollowed *one = g_new0 (MootFollowed, 1);
  g_autofree char *host = NULL;
  GPtrArray *list;

  one->id = moot_rows_get_int (rows, "id");
  one->follower_id = moot_rows_get_int (rows, "follower_id");
  one->uri = g_strdup (moot_rows_get_text (rows, "uri"));
  one->outbox = g_strdup (moot_rows_get_text (rows, "outbox_uri"));
  one->featured = g_strdup (moot_rows_get_text (rows, "featured_uri"));
  one->featured_tags = g_strdup (moot_rows_get_text (rows, "featured_tags_uri"));
  host = moot_uri_dup_authority (one->outbox);
  if (host == NULL)
    {
      moot_followed_free (one);
      return;
    }
  list = g_hash_table_lookup (hosts, host);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_followed_free);
      g_hash_table_insert (hosts, g_steal_pointer (&host), list);
    }
  g_ptr_array_add (list, one);
}

/* Host -> those of it whom ours follow. */
static GHashTable *
list_followed (MootFederation *federation)
{
  GHashTable *hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_ptr_array_unref);
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, NULL);
  g_autoptr (MootRows) rows =
    reader != NULL
      ? moot_db_query (reader, &moot_sql_catch_up_followed,
                       MOOT_BINDS (MOOT_INT ("limit", MOOT_CATCH_UP_MAX_FOLLOWED)), NULL)
      : NULL;

  while (rows != NULL && moot_rows_next (rows, NULL))
    add_followed (hosts, rows);
  g_clear_pointer (&rows, moot_rows_free);
  moot_db_pool_return_reader (federation->pool, reader);
  return hosts;
}

/* What they wrote ---------------------------------------------------------------------------- */

static gboolean
is_over (const Round *round)
{
  return g_cancellable_is_cancelled (round->federation->cancellable);
}

static void
refresh_actor (const Round        *round,
               const MootFollowed *whom)
{
  g_auto (MootRemoteAccount) account = { 0 };
  g_autoptr (GError) error = NULL;

  if (!moot_fetch_budget_enter (round->budget, whom->uri, 1))
    return;
  if (!moot_people_ensure (round->federation, whom->uri, MOOT_PEOPLE_STALE_MS, &account, &error))
    g_debug ("'%s' is not to be found: %s", whom->uri, error->message);
  moot_fetch_budget_leave (round->budget, whom->uri, error);
}

static void
pull (const Round        *round,
      const MootFollowed *whom)
{
  MootAsker asker = moot_asker_of_node (round->federation, round->budget);
  g_autoptr (MootSigner) signer =
    moot_signers_get (round->federation->signers, whom->follower_id, NULL);

  if (signer != NULL)
    {
      asker.sign = moot_signer_sign;
      asker.data = signer;
    }
  moot_outbox_pull (&asker, whom, round->since);
}

/* Everything that somebody wrote goes before what they look like. */
static void
visit_host (gpointer data,
            gpointer user_data)
{
  g_autoptr (GPtrArray) list = data;
  const Round *round = user_data;

  for (guint i = 0; i < list->len && !is_over (round); i++)
    pull (round, g_ptr_array_index (list, i));
  for (guint i = 0; i < list->len && !is_over (round); i++)
    {
      const MootFollowed *whom = g_ptr_array_index (list, i);
      MootAsker asker = moot_asker_of_node (round->federation, round->budget);

      refresh_actor (round, whom);
      moot_pins_pull (&asker, whom);
      moot_tags_pull (&asker, whom);
    }
}

static void
visit_hosts (Round *round)
{
  g_autoptr (GHashTable) hosts = list_followed (round->federation);
  GThreadPool *pool = g_thread_pool_new (visit_host, round, MOOT_CATCH_UP_HOSTS, FALSE, NULL);
  GHashTableIter iter;
  gpointer list;

  g_hash_table_iter_init (&iter, hosts);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    g_thread_pool_push (pool, g_ptr_array_ref (list), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
}

/* What ours have to do with ------------------------------------------------------------------ */

typedef struct
{
  gint64 id;
  char *uri;
} Concern;

static void
concern_clear (gpointer data)
{
  g_free (((Concern *) data)->uri);
}

static GArray *
list_concerns (const Round   *round,
               const MootSql *sql,
               guint          limit)
{
  GArray *concerns = g_array_new (FALSE, TRUE, sizeof (Concern));
  MootDb *reader = moot_db_pool_borrow_reader (round->federation->pool, NULL);
  g_autoptr (MootRows) rows =
    reader != NULL ? moot_db_query (reader, sql,
                                    MOOT_BINDS (MOOT_INT ("since", round->since),
                                                MOOT_INT ("now", moot_clock_now ()),
                                                MOOT_INT ("limit", limit)),
                                    NULL)
                   : NULL;

  g_array_set_clear_func (concerns, concern_clear);
  while (rows != NULL && moot_rows_next (rows, NULL))
    {
      Concern one = { moot_rows_get_int (rows, "id"),
                      g_strdup (moot_rows_get_text (rows, "uri")) };

      g_array_append_val (concerns, one);
    }
  g_clear_pointer (&rows, moot_rows_free);
  moot_db_pool_return_reader (round->federation->pool, reader);
  return concerns;
}

static void
refresh_concerns (const Round *round)
{
  MootAsker asker = moot_asker_of_node (round->federation, round->budget);
  g_autoptr (GArray) polls =
    list_concerns (round, &moot_sql_catch_up_polls, MOOT_CATCH_UP_MAX_POLLS);
  g_autoptr (GArray) threads =
    list_concerns (round, &moot_sql_catch_up_threads, MOOT_CATCH_UP_MAX_THREADS);

  for (guint i = 0; i < polls->len && !is_over (round); i++)
    moot_poll_refresh_as (&asker, g_array_index (polls, Concern, i).uri);
  for (guint i = 0; i < threads->len && !is_over (round); i++)
    moot_thread_load_replies (&asker, &g_array_index (threads, Concern, i).id, 1,
                              MOOT_THREAD_MAX_POSTS);
}

/* The thread --------------------------------------------------------------------------------- */

static void
go_round (MootCatchUp *self,
          gint64       since)
{
  const MootFetchLimits limits = { .max_per_host = MOOT_CATCH_UP_MAX_PER_HOST,
                                   .gap_ms = self->options.gap_ms };
  g_autoptr (MootFetchBudget) budget =
    moot_fetch_budget_new (&limits, self->federation->cancellable);
  Round round = { self->federation, budget, since };

  visit_hosts (&round);
  if (!is_over (&round))
    refresh_concerns (&round);
}

/* The network comes back a little later than we do; FALSE when there is nothing to wait for. */
static gboolean
settle (MootCatchUp *self)
{
  gint64 until = g_get_monotonic_time () + self->options.settle_ms * 1000;

  while (!self->stopping && g_cond_wait_until (&self->changed, &self->lock, until))
    ;
  return !self->stopping;
}

static gpointer
run (gpointer data)
{
  MootCatchUp *self = data;

  g_mutex_lock (&self->lock);
  for (;;)
    {
      gint64 since;

      while (!self->stopping && self->since == 0)
        g_cond_wait (&self->changed, &self->lock);
      if (self->stopping || !settle (self))
        break;
      since = self->since;
      self->since = 0;
      self->busy = TRUE;
      g_mutex_unlock (&self->lock);
      go_round (self, since);
      g_mutex_lock (&self->lock);
      self->busy = FALSE;
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

static gint64
or_default (gint64 value,
            gint64 fallback)
{
  return value != 0 ? value : fallback;
}

/**
 * moot_catch_up_new:
 * @federation: what it works with; must outlive it
 * @options: how patient it is
 *
 * Returns: (transfer full): it, with nothing to do yet
 */
MootCatchUp *
moot_catch_up_new (MootFederation           *federation,
                   const MootCatchUpOptions *options)
{
  MootCatchUp *self = g_new0 (MootCatchUp, 1);

  self->federation = federation;
  self->options.after_ms = or_default (options->after_ms, MOOT_CATCH_UP_AFTER_MS);
  self->options.settle_ms = or_default (options->settle_ms, MOOT_CATCH_UP_SETTLE_MS);
  self->options.gap_ms = or_default (options->gap_ms, MOOT_CATCH_UP_GAP_MS);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("catch-up", run, self);
  return self;
}

/** moot_catch_up_free: ends @self, which may be %NULL; its federation must be stopped before */
void
moot_catch_up_free (MootCatchUp *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * moot_catch_up_begin:
 * @self: the catch-up
 * @asleep_ms: how long nobody was here
 *
 * Begins soon, if it was long enough for others to give us up.  Thread: any; does not block.
 */
void
moot_catch_up_begin (MootCatchUp *self,
                     gint64       asleep_ms)
{
  gint64 since = moot_clock_now () - asleep_ms - MOOT_CATCH_UP_OVERLAP_MS;

  if (asleep_ms < self->options.after_ms)
    return;
  g_mutex_lock (&self->lock);
  self->since = self->since == 0 ? since : MIN (self->since, since);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/** moot_catch_up_wait: until there is nothing left to do; for tests */
void
moot_catch_up_wait (MootCatchUp *self)
{
  g_mutex_lock (&self->lock);
  while (self->busy || self->since != 0)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
}
