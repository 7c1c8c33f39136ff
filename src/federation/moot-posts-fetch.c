/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Statuses of other servers that nobody sent us, each from where it lives.
 * Spec: ActivityPub section 5.1 and 7.
 * Thread: any; calls block. */
#include "moot-posts.h"

#include "moot-activity-reader.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-people.h"
#include "moot-sql.h"

#include <string.h>

#define REQUESTS_FOR_ACTOR 3 /* the actor, and who vouches for the name */

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

static gboolean
enter (MootFetchBudget  *budget,
       const char       *uri,
       guint             n_requests,
       GError          **error)
{
  if (moot_fetch_budget_enter (budget, uri, n_requests))
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_LIMITED, "'%.200s' is too much for now", uri);
  return FALSE;
}

static MootFetched *
load (const MootAsker  *asker,
      const char       *uri,
      GError          **error)
{
  MootFederation *federation = asker->federation;
  MootFetched *fetched;
  GError *local = NULL;

  if (!enter (asker->budget, uri, 1, error))
    return NULL;
  fetched = moot_fetcher_load_document (federation->fetcher, uri, asker->sign, asker->data,
                                        federation->cancellable, &local);
  moot_fetch_budget_leave (asker->budget, uri, local);
  if (local != NULL)
    g_propagate_error (error, local);
  return fetched;
}

static MootRemoteObject *
fetch_once (const MootAsker  *asker,
            const char       *uri,
            char            **out_inner,
            GError          **error)
{
  MootFederation *federation = asker->federation;
  g_autoptr (MootFetched) fetched = NULL;

  if (moot_uri_same_origin (uri, federation->site->base_url) ||
      moot_federation_is_blocked (federation, uri))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "'%.200s' is not asked for", uri);
      return NULL;
    }
  fetched = load (asker, uri, error);
  return fetched != NULL ? read_object (federation, fetched, out_inner, error) : NULL;
}

/**
 * moot_posts_fetch_object_as:
 * @asker: who asks
 * @uri: an object, or the activity that created it
 * @error: return location
 *
 * Errors: as moot_fetcher_load_document(); %MOOT_ERROR_INVALID when it is not what it says,
 * %MOOT_ERROR_LIMITED when nothing more may be asked for.
 *
 * Returns: (transfer full): the object, accepted
 */
MootRemoteObject *
moot_posts_fetch_object_as (const MootAsker  *asker,
                            const char       *uri,
                            GError          **error)
{
  g_autofree char *inner = NULL;
  g_autofree char *deeper = NULL;
  MootRemoteObject *object = fetch_once (asker, uri, &inner, error);

  if (object == NULL && inner != NULL)
    object = fetch_once (asker, inner, &deeper, error);
  if (object == NULL && deeper != NULL)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' leads on and on", uri);
  return object;
}

/** moot_posts_fetch_object: moot_posts_fetch_object_as() for the node itself, without a limit */
MootRemoteObject *
moot_posts_fetch_object (MootFederation  *federation,
                         const char      *uri,
                         GError         **error)
{
  MootAsker asker = moot_asker_of_node (federation, NULL);

  return moot_posts_fetch_object_as (&asker, uri, error);
}

/** moot_posts_find: the id here of the status @uri in @out_id, 0 when it is not known */
gboolean
moot_posts_find (MootFederation  *federation,
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
is_known_author (MootFederation *federation,
                 const char     *uri)
{
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, NULL);
  gint64 id = 0;

  if (reader != NULL && !moot_account_find_id_by_uri (reader, uri, &id, NULL))
    id = 0;
  moot_db_pool_return_reader (federation->pool, reader);
  return id != 0;
}

/* Its author, who has to be asked for if nobody here met them. */
static gboolean
ensure_author (const MootAsker    *asker,
               const char         *uri,
               MootRemoteAccount  *out_author,
               GError            **error)
{
  MootFetchBudget *budget = is_known_author (asker->federation, uri) ? NULL : asker->budget;
  gboolean done;
  GError *local = NULL;

  if (!enter (budget, uri, REQUESTS_FOR_ACTOR, error))
    return FALSE;
  done = moot_people_ensure (asker->federation, uri, G_MAXINT64, out_author, &local);
  moot_fetch_budget_leave (budget, uri, local);
  if (local != NULL)
    g_propagate_error (error, local);
  return done;
}

/**
 * moot_posts_keep:
 * @asker: who asks for its author, if need be
 * @object: from elsewhere, accepted
 * @out_id: (out): its id here; 0 when it was deleted
 * @error: return location
 *
 * Makes a status of an object that nobody sent us; one that is there already stays as it is.
 *
 * Returns: whether it is known now
 */
gboolean
moot_posts_keep (const MootAsker         *asker,
                 const MootRemoteObject  *object,
                 gint64                  *out_id,
                 GError                 **error)
{
  MootFederation *federation = asker->federation;
  g_auto (MootRemoteAccount) author = { 0 };
  Addition addition = { .federation = federation };

  if (!moot_posts_is_status (object))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "'%.200s' is no status", object->id);
      return FALSE;
    }
  if (!ensure_author (asker, object->attributed_to, &author, error))
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
 * moot_posts_ensure_as:
 * @asker: who asks
 * @uri: a status, of ours or of others
 * @out_id: (out): its id here; 0 when it was deleted
 * @error: return location
 *
 * Finds a status; one that is not known is fetched.
 *
 * Errors: as moot_posts_fetch_object_as().
 *
 * Returns: whether it is known now
 */
gboolean
moot_posts_ensure_as (const MootAsker  *asker,
                      const char       *uri,
                      gint64           *out_id,
                      GError          **error)
{
  g_autoptr (MootRemoteObject) object = NULL;

  *out_id = 0;
  if (!moot_posts_find (asker->federation, uri, out_id, error))
    return FALSE;
  if (*out_id != 0)
    return TRUE;
  object = moot_posts_fetch_object_as (asker, uri, error);
  return object != NULL && moot_posts_keep (asker, object, out_id, error);
}

/** moot_posts_ensure: moot_posts_ensure_as() for the node itself, without a limit */
gboolean
moot_posts_ensure (MootFederation  *federation,
                   const char      *uri,
                   gint64          *out_id,
                   GError         **error)
{
  MootAsker asker = moot_asker_of_node (federation, NULL);

  return moot_posts_ensure_as (&asker, uri, out_id, error);
}

typedef struct
{
  MootFederation *federation;
  MootPost post;
  const MootStatusByUri *known;
} Refresh;

static gboolean
refresh (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  Refresh *self = data;

  return moot_posts_update (db, self->federation, &self->post, self->known, error);
}

/**
 * moot_posts_refresh:
 * @asker: who asked for it
 * @object: as it is now, accepted
 * @known: the status we have of it
 * @error: return location
 *
 * What has changed since: counts, votes, or the words.
 *
 * Returns: whether it was written
 */
gboolean
moot_posts_refresh (const MootAsker         *asker,
                    const MootRemoteObject  *object,
                    const MootStatusByUri   *known,
                    GError                 **error)
{
  g_auto (MootRemoteAccount) author = { 0 };
  Refresh self = { .federation = asker->federation, .known = known };

  if (known->local || g_strcmp0 (known->author_uri, object->attributed_to) != 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "'%.200s' is by somebody else",
                   object->id);
      return FALSE;
    }
  if (!moot_people_ensure (asker->federation, object->attributed_to, G_MAXINT64, &author, error))
    return FALSE;
  self.post = (MootPost){ .object = object,
                          .author_id = known->account_id,
                          .followers_uri = author.followers_uri,
                          .received_at = moot_clock_now () };
  return moot_db_pool_write (asker->federation->pool, refresh, &self, error);
}
