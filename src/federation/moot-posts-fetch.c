/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Statuses of other servers that nobody sent us: what is boosted, what a reply answers, what was
 * answered in a thread that somebody opened.  Every one comes from where it lives.
 * Spec: ActivityPub section 5.1 and 7; FEP-7888; Mastodon, replies.
 * Thread: any; calls block. */
#include "moot-posts.h"

#include "moot-activity-reader.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-people.h"
#include "moot-sql.h"

#include <string.h>

#define MAX_PAGES 10                         /* of a collection of replies */
#define REPLIES_PERIOD_MS (15 * MOOT_MINUTE) /* between two looks at the replies of a status */

static MootRemoteObject *
read_object (MootFederation     *federation,
             const MootFetched  *fetched,
             char              **out_inner,
             GError            **error)
{
  const MootAcceptanceTerms terms =
    moot_federation_get_terms (federation, MOOT_EVIDENCE_FETCHED, fetched->uri);
  g_autoptr (JsonObject) root = moot_activity_reader_open (fetched->body, error);
  g_autoptr (MootRemoteObject) object = NULL;
  g_autoptr (MootActivity) activity = NULL;
  const char *why = NULL;

  if (root == NULL)
    return NULL;
  activity = moot_activity_read (root, NULL);
  if (activity != NULL && activity->type == MOOT_ACTIVITY_CREATE &&
      moot_uri_same_origin (activity->object_id, activity->actor))
    {
      *out_inner = g_strdup (activity->object_id);
      return NULL;
    }
  object = moot_remote_object_read (root, error);
  if (object == NULL)
    return NULL;
  if (moot_acceptance_of_object (object, &terms, &why) == MOOT_ACCEPT)
    return g_steal_pointer (&object);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s': %s", object->id, why);
  return NULL;
}

static MootRemoteObject *
fetch_once (MootFederation  *federation,
            const char      *uri,
            char           **out_inner,
            GError         **error)
{
  g_autoptr (MootFetched) fetched = NULL;

  if (moot_uri_same_origin (uri, federation->site->base_url) ||
      moot_federation_is_blocked (federation, uri))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "'%.200s' is not asked for", uri);
      return NULL;
    }
  fetched = moot_fetcher_load_document (federation->fetcher, uri, moot_federation_sign, federation,
                                        federation->cancellable, error);
  return fetched != NULL ? read_object (federation, fetched, out_inner, error) : NULL;
}

/**
 * moot_posts_fetch_object:
 * @federation: federation
 * @uri: an object, or the activity that created it
 * @error: return location
 *
 * Errors: as moot_fetcher_load_document(); %MOOT_ERROR_INVALID when it is not what it says.
 *
 * Returns: (transfer full): the object, accepted
 */
MootRemoteObject *
moot_posts_fetch_object (MootFederation  *federation,
                         const char      *uri,
                         GError         **error)
{
  g_autofree char *inner = NULL;
  g_autofree char *deeper = NULL;
  MootRemoteObject *object = fetch_once (federation, uri, &inner, error);

  if (object == NULL && inner != NULL)
    object = fetch_once (federation, inner, &deeper, error);
  if (object == NULL && deeper != NULL)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' leads on and on", uri);
  return object;
}

static gboolean
find_id (MootFederation  *federation,
         const char      *uri,
         gint64          *out_id,
         GError         **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, error);
  gboolean done = reader != NULL && moot_db_get_int (reader, &moot_sql_status_id_by_uri,
                                                     MOOT_BINDS (MOOT_TEXT ("uri", uri)), out_id,
                                                     error);

  moot_db_pool_return_reader (federation->pool, reader);
  return done;
}

typedef struct
{
  MootFederation *federation;
  MootPost post;
  gint64 id;
} Addition;

static gboolean
add (MootDb    *db,
     gpointer   data,
     GError   **error)
{
  Addition *addition = data;

  return moot_posts_add (db, addition->federation, &addition->post, &addition->id, error);
}

static gboolean
keep (MootFederation          *federation,
      const MootRemoteObject  *object,
      gint64                  *out_id,
      GError                 **error)
{
  g_auto (MootRemoteAccount) author = { 0 };
  Addition addition = { .federation = federation };

  if (!moot_posts_is_status (object))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "'%.200s' is no status", object->id);
      return FALSE;
    }
  if (!moot_people_ensure (federation, object->attributed_to, G_MAXINT64, &author, error))
    return FALSE;
  if (author.suspended)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "its author is suspended");
      return FALSE;
    }
  addition.post = (MootPost){ .object = object,
                              .author_id = author.id,
                              .followers_uri = author.followers_uri,
                              .received_at = moot_clock_now () };
  if (!moot_db_pool_write (federation->pool, add, &addition, error))
    return FALSE;
  *out_id = addition.id;
  return TRUE;
}

/**
 * moot_posts_ensure:
 * @federation: federation
 * @uri: a status, of ours or of others
 * @out_id: (out): its id here; 0 when it was deleted
 * @error: return location
 *
 * Finds a status; one that is not known is fetched.
 *
 * Errors: as moot_posts_fetch_object().
 *
 * Returns: whether it is known now
 */
gboolean
moot_posts_ensure (MootFederation  *federation,
                   const char      *uri,
                   gint64          *out_id,
                   GError         **error)
{
  g_autoptr (MootRemoteObject) object = NULL;

  *out_id = 0;
  if (!find_id (federation, uri, out_id, error))
    return FALSE;
  if (*out_id != 0)
    return TRUE;
  object = moot_posts_fetch_object (federation, uri, error);
  if (object == NULL)
    return FALSE;
  return keep (federation, object, out_id, error);
}

/**
 * moot_posts_load_ancestors:
 * @federation: federation
 * @uri: what a status answers, and we do not have
 * @max_fetches: how many statuses may be asked for
 *
 * Walks up a thread until something is known, gone, forbidden or met before.  What is missing stays
 * missing: the reply is shown without it.
 */
void
moot_posts_load_ancestors (MootFederation *federation,
                           const char     *uri,
                           guint           max_fetches)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *next = g_strdup (uri);

  for (guint i = 0; i < max_fetches && next != NULL; i++)
    {
      g_autoptr (MootRemoteObject) object = NULL;
      gint64 id = 0;

      if (!g_hash_table_add (seen, g_strdup (next)) || !find_id (federation, next, &id, NULL) ||
          id != 0)
        return;
      object = moot_posts_fetch_object (federation, next, NULL);
      if (object == NULL || !keep (federation, object, &id, NULL))
        return;
      g_free (next);
      next = g_strdup (object->in_reply_to);
    }
}

/* Replies ------------------------------------------------------------------------------------ */

static char *
dup_replies_uri (MootFederation *federation,
                 gint64          status_id)
{
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, NULL);
  g_autoptr (MootRows) rows = NULL;
  char *uri = NULL;

  if (reader != NULL)
    rows = moot_db_query (
      reader, &moot_sql_remote_status_replies,
      MOOT_BINDS (MOOT_INT ("id", status_id),
                  MOOT_INT ("before", moot_clock_now () - REPLIES_PERIOD_MS)),
      NULL);
  if (rows != NULL && moot_rows_next (rows, NULL))
    uri = g_strdup (moot_rows_get_text (rows, "replies_uri"));
  g_clear_pointer (&rows, moot_rows_free);
  moot_db_pool_return_reader (federation->pool, reader);
  return uri;
}

static gboolean
mark_looked (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  return moot_db_run (db, &moot_sql_remote_status_looked,
                      MOOT_BINDS (MOOT_INT ("id", *(const gint64 *) data),
                                  MOOT_INT ("now", moot_clock_now ())),
                      error);
}

static MootRemoteCollection *
load_page (MootFederation *federation,
           const char     *uri)
{
  g_autoptr (MootFetched) fetched =
    moot_fetcher_get (federation->fetcher, uri, MOOT_FETCH_DOCUMENT, moot_federation_sign,
                      federation, federation->cancellable, NULL);

  if (fetched == NULL || !moot_uri_same_origin (fetched->uri, uri))
    return NULL;
  return moot_activity_reader_read_collection (fetched->body, fetched->uri, NULL);
}

static void
ensure_items (MootFederation             *federation,
              const MootRemoteCollection *page,
              guint                      *inout_left)
{
  for (guint i = 0; i<page->items->len && * inout_left> 0; i++)
    {
      const MootRemoteItem *item = g_ptr_array_index (page->items, i);
      gint64 id = 0;

      if (item->id == NULL || moot_uri_same_origin (item->id, federation->site->base_url) ||
          !find_id (federation, item->id, &id, NULL) || id != 0)
        continue;
      (*inout_left)--;
      moot_posts_ensure (federation, item->id, &id, NULL);
    }
}

/**
 * moot_posts_load_replies:
 * @federation: federation
 * @status_id: a status of another server that somebody looks at
 * @max_fetches: how many statuses may be asked for
 *
 * Asks the server of a status for its replies, not more often than every quarter of an hour.
 */
void
moot_posts_load_replies (MootFederation *federation,
                         gint64          status_id,
                         guint           max_fetches)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *next = dup_replies_uri (federation, status_id);
  guint left = max_fetches;

  if (next == NULL || !moot_db_pool_write (federation->pool, mark_looked, &status_id, NULL))
    return;
  for (guint i = 0; i < MAX_PAGES && next != NULL && left > 0; i++)
    {
      g_autoptr (MootRemoteCollection) page = NULL;
      g_autoptr (MootRemoteCollection) inside = NULL;
      const MootRemoteCollection *last;

      if (!g_hash_table_add (seen, g_strdup (next)))
        return;
      page = load_page (federation, next);
      if (page == NULL)
        return;
      ensure_items (federation, page, &left);
      if (page->first_page != NULL)
        inside = moot_remote_collection_read (page->first_page, next, NULL);
      if (inside != NULL)
        ensure_items (federation, inside, &left);
      last = inside != NULL ? inside : page;
      g_free (next);
      next = g_strdup (last->next != NULL ? last->next : (inside == NULL ? page->first : NULL));
    }
}
