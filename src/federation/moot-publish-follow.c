/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tells other servers who of ours follows whom there, and who of theirs may follow ours.
 *
 * The id of a Follow is kept as long as it holds: GoToSocial knows it by nothing else.
 * Spec: ActivityPub section 6.5; conformance 36, 37. Thread: the writer's, in a transaction. */
#include "moot-publish-private.h"

#include "moot-actor-uri.h"
#include "moot-clock.h"
#include "moot-id.h"
#include "moot-sql.h"

#define REQUESTS_AT_ONCE 100

typedef struct
{
  gint64 id;
  char *uri;
  char *follower;
  char *target;
  char *inbox;
  gboolean accepted;
} Follow;

static void
follow_clear (Follow *self)
{
  g_free (self->uri);
  g_free (self->follower);
  g_free (self->target);
  g_free (self->inbox);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Follow, follow_clear)

/* The inbox of somebody elsewhere; NULL for one of ours. */
static char *
dup_inbox (MootDb  *db,
           gint64   account_id,
           GError **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_inbox_of_account,
                                             MOOT_BINDS (MOOT_INT ("id", account_id)), error);

  if (rows == NULL || !moot_rows_next (rows, error) || *moot_rows_get_text (rows, "domain") == '\0')
    return NULL;
  return g_strdup (moot_rows_get_text (rows, "inbox"));
}

/* The follow, and the inbox of @other_id; FALSE without @error when nobody elsewhere is
 * concerned. */
static gboolean
load_follow (MootDb  *db,
             gint64   account_id,
             gint64   target_id,
             gint64   other_id,
             Follow  *out_follow,
             GError **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_follow_of,
    MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_INT ("target_id", target_id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  out_follow->id = moot_rows_get_int (rows, "id");
  out_follow->accepted = moot_rows_get_int (rows, "accepted") != 0;
  out_follow->uri = g_strdup (moot_rows_get_text (rows, "uri"));
  out_follow->follower = g_strdup (moot_rows_get_text (rows, "follower"));
  out_follow->target = g_strdup (moot_rows_get_text (rows, "target"));
  out_follow->inbox = dup_inbox (db, other_id, error);
  return out_follow->inbox != NULL;
}

static gboolean
put (MootDb              *db,
     const MootSite      *site,
     gint64               account_id,
     const MootOutgoing  *activity,
     const char          *about,
     const char          *inbox,
     gint64               now,
     GError             **error)
{
  g_autofree char *json = moot_activity_write (activity);
  const char *const inboxes[] = { inbox, NULL };
  const MootPosting posting = { .account_id = account_id,
                                .actor = activity->actor,
                                .type = activity->type,
                                .id = activity->id,
                                .about = about,
                                .json = json,
                                .rank = MOOT_RANK_WAITING };

  return moot_outbox_put (db, site, &posting, inboxes, now, error);
}

/* A Follow of ours has our id from the start. */
static gboolean
ensure_uri (MootDb  *db,
            Follow  *follow,
            GError **error)
{
  if (follow->uri != NULL)
    return TRUE;
  follow->uri = moot_actor_uri_part (follow->follower, MOOT_PART_FOLLOW, follow->id);
  return moot_db_run (db, &moot_sql_own_follow_set_uri,
                      MOOT_BINDS (MOOT_INT ("id", follow->id), MOOT_TEXT ("uri", follow->uri)),
                      error);
}

static MootOutgoing
follow_activity (const Follow *follow)
{
  return (MootOutgoing){ .type = MOOT_ACTIVITY_FOLLOW,
                         .id = follow->uri,
                         .actor = follow->follower,
                         .object = follow->target };
}

/**
 * moot_publish_follow:
 * @db: the writer, inside the transaction that made the follow
 * @site: the node
 * @account_id: one of ours
 * @target_id: who is followed
 * @now: UTC milliseconds
 * @error: return location
 *
 * Asks for it if @target_id is elsewhere; the same again when it was asked for already.
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_follow (MootDb          *db,
                     const MootSite  *site,
                     gint64           account_id,
                     gint64           target_id,
                     gint64           now,
                     GError         **error)
{
  g_auto (Follow) follow = { 0 };
  MootOutgoing activity;

  if (!load_follow (db, account_id, target_id, target_id, &follow, error))
    return moot_publish_was_fine (error);
  if (!ensure_uri (db, &follow, error))
    return FALSE;
  activity = follow_activity (&follow);
  return put (db, site, account_id, &activity, NULL, follow.inbox, now, error);
}

typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 target_id;
} Request;

static GArray *
load_requests (MootDb  *db,
               gint64   now,
               GError **error)
{
  g_autoptr (GArray) requests = g_array_new (FALSE, FALSE, sizeof (Request));
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_follows_to_ask_again,
                   MOOT_BINDS (MOOT_INT ("now", now), MOOT_INT ("period", MOOT_REQUEST_PERIOD_MS),
                               MOOT_INT ("limit", MOOT_REQUEST_REPEATS),
                               MOOT_INT ("page", REQUESTS_AT_ONCE)),
                   &local);

  while (rows != NULL && moot_rows_next (rows, &local))
    {
      const Request request = { moot_rows_get_int (rows, "id"),
                                moot_rows_get_int (rows, "account_id"),
                                moot_rows_get_int (rows, "target_id") };

      g_array_append_val (requests, request);
    }
  if (local == NULL)
    return g_steal_pointer (&requests);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_publish_requests:
 * @db: the writer, inside a transaction
 * @site: the node
 * @now: UTC milliseconds
 * @error: return location
 *
 * Asks again, under the same id, for what ours asked and nobody answered: a week later, then two,
 * then four.  Whoever answered while we slept, or forgot, is asked once more; whoever does not want
 * to is left alone.
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_requests (MootDb          *db,
                       const MootSite  *site,
                       gint64           now,
                       GError         **error)
{
  g_autoptr (GArray) requests = load_requests (db, now, error);

  if (requests == NULL)
    return FALSE;
  for (guint i = 0; i < requests->len; i++)
    {
      const Request *request = &g_array_index (requests, Request, i);

      if (!moot_publish_follow (db, site, request->account_id, request->target_id, now, error) ||
          !moot_db_run (db, &moot_sql_follow_asked_again,
                        MOOT_BINDS (MOOT_INT ("id", request->id), MOOT_INT ("now", now)), error))
        return FALSE;
    }
  return TRUE;
}

/**
 * moot_publish_unfollow:
 * @db: the writer, inside the transaction that will remove the follow
 * @site: the node
 * @account_id: one of ours
 * @target_id: who was followed
 * @now: UTC milliseconds
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_unfollow (MootDb          *db,
                       const MootSite  *site,
                       gint64           account_id,
                       gint64           target_id,
                       gint64           now,
                       GError         **error)
{
  g_auto (Follow) follow = { 0 };
  g_autofree char *id = NULL;
  MootOutgoing inner;

  if (!load_follow (db, account_id, target_id, target_id, &follow, error))
    return moot_publish_was_fine (error);
  if (!ensure_uri (db, &follow, error))
    return FALSE;
  inner = follow_activity (&follow);
  id = moot_actor_uri_part (follow.follower, MOOT_PART_FOLLOW_UNDO, follow.id);
  return put (db, site, account_id,
              &(MootOutgoing){ .type = MOOT_ACTIVITY_UNDO,
                               .id = id,
                               .actor = follow.follower,
                               .inner = &inner },
              follow.uri, follow.inbox, now, error);
}

/**
 * moot_publish_report:
 * @db: the writer, inside the transaction that keeps the report
 * @site: the node
 * @target_id: who is reported, elsewhere
 * @comment: why
 * @status_uris: (array zero-terminated=1): what
 * @now: UTC milliseconds
 * @error: return location
 *
 * The node itself reports: nobody there learns who it was.  Conformance 45.
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_report (MootDb             *db,
                     const MootSite     *site,
                     gint64              target_id,
                     const char         *comment,
                     const char *const  *status_uris,
                     gint64              now,
                     GError            **error)
{
  g_autofree char *actor = moot_actor_uri_build (site->base_url, MOOT_ROOT_NODE, NULL);
  g_autofree char *id = moot_actor_uri_part (actor, MOOT_PART_FLAG, moot_id_next ());
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_inbox_of_account,
                                             MOOT_BINDS (MOOT_INT ("id", target_id)), error);
  g_autofree char *inbox = NULL;
  g_autofree char *target = NULL;
  g_auto (GStrv) objects = NULL;
  char *nobody[] = { NULL };
  char *to[] = { NULL, NULL };
  MootAudience audience = { .to = to, .cc = nobody };

  if (rows == NULL || !moot_rows_next (rows, error) || *moot_rows_get_text (rows, "domain") == '\0')
    return moot_publish_was_fine (error);
  inbox = g_strdup (moot_rows_get_text (rows, "inbox"));
  target = g_strdup (moot_rows_get_text (rows, "uri"));
  g_clear_pointer (&rows, moot_rows_free);
  to[0] = target;
  g_strv_builder_add (builder, target);
  for (guint i = 0; status_uris[i] != NULL; i++)
    g_strv_builder_add (builder, status_uris[i]);
  objects = g_strv_builder_end (builder);
  return put (db, site, 0,
              &(MootOutgoing){ .type = MOOT_ACTIVITY_FLAG,
                               .id = id,
                               .actor = actor,
                               .audience = &audience,
                               .objects = (const char *const *) objects,
                               .content = comment },
              NULL, inbox, now, error);
}
