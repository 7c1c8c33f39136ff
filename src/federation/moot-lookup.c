/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What members look for and this node does not have yet: somebody by handle, anything by address,
 * the latest of a profile.
 * Spec: RFC 7033; ActivityPub section 5.1; Mastodon, search with `resolve`.
 * Thread: any; calls block. */
#include "moot-lookup.h"

#include "moot-activity-reader.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-outbox-pull.h"
#include "moot-people.h"
#include "moot-posts.h"
#include "moot-remote-actor.h"
#include "moot-sql.h"

#include <string.h>

#define POSTS_PERIOD_MS MOOT_HOUR /* between two looks at what somebody wrote */

/**
 * moot_lookup_handle:
 * @federation: federation
 * @handle: `name@host`, with or without an @ before it
 * @out_account_id: (out): who that is, 0 for nobody of another server
 * @error: return location
 *
 * Errors: as moot_people_resolve().
 *
 * Returns: whether it could be found out
 */
gboolean
moot_lookup_handle (MootFederation  *federation,
                    const char      *handle,
                    gint64          *out_account_id,
                    GError         **error)
{
  g_autoptr (MootHandle) parsed = moot_handle_parse (handle);

  *out_account_id = 0;
  if (parsed == NULL || moot_site_is_called (federation->site, parsed->domain))
    return TRUE;
  return moot_people_resolve (federation, parsed, out_account_id, error);
}

static gboolean
find_known (MootFederation  *federation,
            const char      *uri,
            gint64          *out_account_id,
            gint64          *out_status_id,
            GError         **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, error);
  gboolean done =
    reader != NULL &&
    moot_db_get_int (reader, &moot_sql_account_id_by_address,
                     MOOT_BINDS (MOOT_TEXT ("address", uri)), out_account_id, error) &&
    moot_db_get_int (reader, &moot_sql_status_id_by_address,
                     MOOT_BINDS (MOOT_TEXT ("address", uri)), out_status_id, error);

  moot_db_pool_return_reader (federation->pool, reader);
  return done;
}

/* What is there says itself whether it is somebody or something. */
static gboolean
fetch (MootFederation  *federation,
       const char      *uri,
       gint64          *out_account_id,
       gint64          *out_status_id,
       GError         **error)
{
  g_autoptr (MootFetched) fetched =
    moot_fetcher_load_document (federation->quick_fetcher, uri, moot_federation_sign, federation,
                                federation->cancellable, error);
  g_autoptr (JsonObject) root =
    fetched != NULL ? moot_activity_reader_open (fetched->body, error) : NULL;
  g_auto (MootRemoteAccount) account = { 0 };

  if (root == NULL)
    return FALSE;
  if (!moot_object_is_actor (root))
    return moot_posts_ensure (federation, fetched->uri, out_status_id, error);
  if (!moot_people_ensure (federation, fetched->uri, 0, &account, error))
    return FALSE;
  *out_account_id = account.id;
  return TRUE;
}

/**
 * moot_lookup_uri:
 * @federation: federation
 * @uri: the id or the page of somebody or of a status on another server
 * @out_account_id: (out): who it is, or 0
 * @out_status_id: (out): which status it is, or 0
 * @error: return location
 *
 * Errors: as moot_fetcher_load_document().
 *
 * Returns: whether it could be found out
 */
gboolean
moot_lookup_uri (MootFederation  *federation,
                 const char      *uri,
                 gint64          *out_account_id,
                 gint64          *out_status_id,
                 GError         **error)
{
  *out_account_id = 0;
  *out_status_id = 0;
  if (moot_uri_same_origin (uri, federation->site->base_url))
    return TRUE;
  if (moot_federation_is_blocked (federation, uri))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "'%.200s' is blocked", uri);
      return FALSE;
    }
  if (!find_known (federation, uri, out_account_id, out_status_id, error))
    return FALSE;
  return *out_account_id != 0 || *out_status_id != 0 ||
         fetch (federation, uri, out_account_id, out_status_id, error);
}

/* The latest of somebody ---------------------------------------------------------------------- */

static gboolean
begin_posts (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  MootFollowed *whom = data;
  gint64 now = moot_clock_now ();
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_remote_account_outbox,
                   MOOT_BINDS (MOOT_INT ("id", whom->id),
                               MOOT_INT ("before", now - POSTS_PERIOD_MS)),
                   error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return rows != NULL && (error == NULL || *error == NULL);
  whom->uri = g_strdup (moot_rows_get_text (rows, "uri"));
  whom->outbox = g_strdup (moot_rows_get_text (rows, "outbox_uri"));
  whom->featured = g_strdup (moot_rows_get_text (rows, "featured_uri"));
  whom->featured_tags = g_strdup (moot_rows_get_text (rows, "featured_tags_uri"));
  g_clear_pointer (&rows, moot_rows_free);
  return moot_db_run (db, &moot_sql_remote_account_looked,
                      MOOT_BINDS (MOOT_INT ("id", whom->id), MOOT_INT ("now", now)),
                      error);
}

/* The id of what an activity of an outbox created; boosts are of others and left out. */
static char *
dup_created (const MootRemoteItem *item)
{
  g_autoptr (MootActivity) activity =
    item->json != NULL ? moot_activity_read (item->json, NULL) : NULL;

  if (activity != NULL && activity->type == MOOT_ACTIVITY_CREATE)
    return g_strdup (activity->object_id);
  return activity == NULL || activity->type == MOOT_ACTIVITY_OTHER ? g_strdup (item->id) : NULL;
}

/* Oldest first, because ids here rise in the order in which statuses come. */
static void
ensure_posts (MootFederation             *federation,
              const MootRemoteCollection *page)
{
  guint n = MIN (page->items->len, MOOT_LOOKUP_MAX_POSTS);

  for (guint i = n; i > 0; i--)
    {
      g_autofree char *id = dup_created (g_ptr_array_index (page->items, i - 1));
      gint64 status_id;

      if (id != NULL && !g_cancellable_is_cancelled (federation->cancellable))
        moot_posts_ensure (federation, id, &status_id, NULL);
    }
}

/**
 * moot_lookup_posts:
 * @federation: federation
 * @account_id: somebody whose profile is looked at
 *
 * Gets the latest of somebody on another server, what they pinned and which tags they show, not
 * more often than once an hour.
 */
void
moot_lookup_posts (MootFederation *federation,
                   gint64          account_id)
{
  MootAsker asker = moot_asker_of_node (federation, NULL);
  g_autoptr (MootFollowed) whom = g_new0 (MootFollowed, 1);
  g_autoptr (MootCollectionWalk) walk = NULL;
  g_autoptr (MootRemoteCollection) page = NULL;

  whom->id = account_id;
  if (!moot_db_pool_write (federation->pool, begin_posts, whom, NULL) || whom->outbox == NULL)
    return;
  walk = moot_collection_walk_new (&asker, whom->outbox, 1);
  page = moot_collection_walk_next (walk);
  if (page != NULL)
    ensure_posts (federation, page);
  moot_pins_pull (&asker, whom);
  moot_tags_pull (&asker, whom);
}
