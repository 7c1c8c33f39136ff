/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The rest of a conversation, from the servers it is spread over: what a status answers, and what
 * answers it, and what answers that.  Every status comes from where it lives; what a collection
 * shows of it is only taken as its id.
 * Spec: ActivityPub section 5; FEP-7888; conformance 58.
 * Thread: any; calls block. */
#include "moot-thread-fetch.h"

#include "moot-posts.h"
#include "moot-sql.h"
#include "moot-uri.h"

#define MAX_GAPS 8       /* places of a thread where something is missing, for one look */
#define MAX_REQUESTS 300 /* pages and actors included */

/**
 * moot_thread_load_ancestors:
 * @asker: who asks
 * @uri: what a status answers, and we do not have
 * @max_fetches: how many statuses may be asked for
 *
 * Walks up a thread until something is known, gone, forbidden or met before.  What is missing stays
 * missing: the reply is shown without it.
 */
void
moot_thread_load_ancestors (const MootAsker *asker,
                            const char      *uri,
                            guint            max_fetches)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *next = g_strdup (uri);

  for (guint i = 0; i < max_fetches && next != NULL; i++)
    {
      g_autoptr (MootRemoteObject) object = NULL;
      gint64 id = 0;

      if (!g_hash_table_add (seen, g_strdup (next)) ||
          !moot_posts_find (asker->federation, next, &id, NULL) || id != 0)
        return;
      object = moot_posts_fetch_object_as (asker, next, NULL);
      if (object == NULL || !moot_posts_keep (asker, object, &id, NULL))
        return;
      g_free (next);
      next = g_strdup (object->in_reply_to);
    }
}

/* Replies ------------------------------------------------------------------------------------ */

/**
 * Fill:
 * @left: how many statuses may still be asked for
 * @queue: (element-type gint64): whose replies are to be looked at
 *
 * One look at a thread.
 */
typedef struct
{
  MootAsker asker;
  guint left;
  GArray *queue;
} Fill;

typedef struct
{
  gint64 id;
  char *replies;
  char *context;
} Look;

static gboolean
begin_look (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  Look *look = data;
  gint64 now = moot_clock_now ();
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_remote_status_look,
                   MOOT_BINDS (MOOT_INT ("id", look->id),
                               MOOT_INT ("before", now - MOOT_THREAD_PERIOD_MS)),
                   error);
  const char *context;

  if (rows == NULL || !moot_rows_next (rows, error))
    return rows != NULL && (error == NULL || *error == NULL);
  look->replies = g_strdup (moot_rows_get_text (rows, "replies_uri"));
  context = moot_rows_get_text (rows, "context_uri");
  if (context != NULL && moot_uri_same_origin (context, moot_rows_get_text (rows, "uri")))
    look->context = g_strdup (context);
  g_clear_pointer (&rows, moot_rows_free);
  return moot_db_run (db, &moot_sql_remote_status_looked,
                      MOOT_BINDS (MOOT_INT ("id", look->id), MOOT_INT ("now", now)), error);
}

static void
take_items (Fill                       *self,
            const MootRemoteCollection *page)
{
  MootFederation *federation = self->asker.federation;

  for (guint i = 0; i < page->items->len && self->left > 0; i++)
    {
      const MootRemoteItem *item = g_ptr_array_index (page->items, i);
      gint64 id = 0;

      if (item->id == NULL || moot_uri_same_origin (item->id, federation->site->base_url) ||
          !moot_posts_find (federation, item->id, &id, NULL) || id != 0)
        continue;
      self->left--;
      if (moot_posts_ensure_as (&self->asker, item->id, &id, NULL) && id != 0)
        g_array_append_val (self->queue, id);
    }
}

static void
walk (Fill       *self,
      const char *uri)
{
  g_autoptr (MootCollectionWalk) pages = NULL;

  if (uri == NULL || moot_uri_same_origin (uri, self->asker.federation->site->base_url))
    return;
  pages = moot_collection_walk_new (&self->asker, uri, MOOT_THREAD_MAX_PAGES);
  while (self->left > 0)
    {
      g_autoptr (MootRemoteCollection) page = moot_collection_walk_next (pages);

      if (page == NULL)
        return;
      take_items (self, page);
    }
}

/* Unless somebody looked at this one a moment ago. */
static void
look_at (Fill   *self,
         gint64  status_id)
{
  Look look = { .id = status_id };

  if (moot_db_pool_write (self->asker.federation->pool, begin_look, &look, NULL))
    {
      walk (self, look.context);
      walk (self, look.replies);
    }
  g_free (look.replies);
  g_free (look.context);
}

/**
 * moot_thread_load_replies:
 * @asker: who asks
 * @status_ids: (array length=n_statuses): statuses of other servers
 * @n_statuses: how many
 * @max_fetches: how many statuses may be asked for
 *
 * Asks where a status lives for what answers it, and for what answers that; the same status not
 * more often than every %MOOT_THREAD_PERIOD_MS.
 */
void
moot_thread_load_replies (const MootAsker *asker,
                          const gint64    *status_ids,
                          guint            n_statuses,
                          guint            max_fetches)
{
  Fill self = { .asker = *asker,
                .left = max_fetches,
                .queue = g_array_new (FALSE, FALSE, sizeof (gint64)) };

  g_array_append_vals (self.queue, status_ids, n_statuses);
  for (guint i = 0; i < self.queue->len && self.left > 0; i++)
    look_at (&self, g_array_index (self.queue, gint64, i));
  g_array_unref (self.queue);
}

/* A thread that somebody looks at ---------------------------------------------------------------
 */

/* Addresses that are answered in the thread of a status, and that nobody here has. */
static GPtrArray *
list_missing (MootFederation *federation,
              gint64          status_id)
{
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, NULL);
  g_autoptr (MootRows) rows = NULL;
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);

  if (reader != NULL)
    rows = moot_db_query (
      reader, &moot_sql_thread_missing_parents,
      MOOT_BINDS (MOOT_INT ("id", status_id), MOOT_INT ("limit", MAX_GAPS)), NULL);
  while (rows != NULL && moot_rows_next (rows, NULL))
    g_ptr_array_add (missing, g_strdup (moot_rows_get_text (rows, "in_reply_to_uri")));
  g_clear_pointer (&rows, moot_rows_free);
  moot_db_pool_return_reader (federation->pool, reader);
  return missing;
}

/* The first of the thread, as far as it is known; that is where most replies are listed. */
static gint64
find_top (MootFederation *federation,
          gint64          status_id)
{
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, NULL);
  gint64 id = 0;

  if (reader != NULL && !moot_db_get_int (reader, &moot_sql_thread_top,
                                          MOOT_BINDS (MOOT_INT ("id", status_id)), &id, NULL))
    id = 0;
  moot_db_pool_return_reader (federation->pool, reader);
  return id;
}

/**
 * moot_thread_fill:
 * @federation: federation
 * @status_id: what somebody looks at
 *
 * Gets what is missing of a thread.
 *
 * Limits: %MOOT_THREAD_MAX_ANCESTORS, %MOOT_THREAD_MAX_POSTS, %MOOT_THREAD_MAX_HOSTS,
 * %MOOT_THREAD_TOTAL_MS.
 */
void
moot_thread_fill (MootFederation *federation,
                  gint64          status_id)
{
  const MootFetchLimits limits = { .max_hosts = MOOT_THREAD_MAX_HOSTS,
                                   .max_requests = MAX_REQUESTS,
                                   .total_ms = MOOT_THREAD_TOTAL_MS };
  g_autoptr (MootFetchBudget) budget =
    moot_fetch_budget_new (&limits, federation->cancellable);
  MootAsker asker = moot_asker_of_node (federation, budget);
  g_autoptr (GPtrArray) missing = list_missing (federation, status_id);
  gint64 ends[2] = { status_id, 0 };

  for (guint i = 0; i < missing->len; i++)
    moot_thread_load_ancestors (&asker, g_ptr_array_index (missing, i), MOOT_THREAD_MAX_ANCESTORS);
  ends[1] = find_top (federation, status_id);
  moot_thread_load_replies (&asker, ends, ends[1] != status_id ? 2 : 1, MOOT_THREAD_MAX_POSTS);
}
