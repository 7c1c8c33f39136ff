/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tells other servers what ours think of what theirs wrote: likes and votes, to the author alone;
 * and, of what the co-op passed on, to those who read that as whole activities.
 * Spec: ActivityPub section 6.8; conformance 48. Thread: the writer's, in a transaction. */
#include "moot-publish-private.h"

#include "moot-actor-uri.h"
#include "moot-group-relay.h"
#include "moot-id.h"
#include "moot-sql.h"

/* Likes --------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 id;
  char *uri;
  char *actor;
  char *object;
  GStrv inboxes; /* of the author; empty when that is one of ours */
} Like;

static void
like_clear (Like *self)
{
  g_free (self->uri);
  g_free (self->actor);
  g_free (self->object);
  g_strfreev (self->inboxes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Like, like_clear)

/* FALSE without @error when there is none. */
static gboolean
load_like (MootDb  *db,
           gint64   account_id,
           gint64   status_id,
           Like    *out_like,
           GError **error)
{
  gint64 author_id;
  gboolean is_local;
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_favourite_of,
    MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_INT ("status_id", status_id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  author_id = moot_rows_get_int (rows, "author_id");
  is_local = moot_rows_get_int (rows, "local") != 0;
  out_like->id = moot_rows_get_int (rows, "id");
  out_like->actor = g_strdup (moot_rows_get_text (rows, "actor"));
  out_like->object = g_strdup (moot_rows_get_text (rows, "object"));
  out_like->uri = g_strdup (moot_rows_get_text (rows, "uri"));
  if (out_like->uri == NULL)
    out_like->uri = moot_actor_uri_part (out_like->actor, MOOT_PART_LIKE, out_like->id);
  out_like->inboxes =
    is_local ? g_new0 (char *, 1)
             : moot_publish_load_inboxes (db, &moot_sql_inbox_of_account, author_id, error);
  return out_like->inboxes != NULL;
}

static MootOutgoing
like_activity (const Like *like)
{
  return (MootOutgoing){ .type = MOOT_ACTIVITY_LIKE,
                         .id = like->uri,
                         .actor = like->actor,
                         .object = like->object };
}

/* To the author, and to those to whom the co-op passes on whole activities. */
static gboolean
put_and_relay (MootDb              *db,
               const MootSite      *site,
               const MootPosting   *posting,
               const MootOutgoing  *activity,
               gint64               status_id,
               GStrv                inboxes,
               gint64               now,
               GError             **error)
{
  g_autofree char *json = moot_activity_write (activity);

  return moot_publish_put (db, site, posting, activity, inboxes, now, error) &&
         moot_group_relay (db, site, status_id, posting->account_id, json, now, error);
}

/**
 * moot_publish_like:
 * @db: the writer, inside the transaction that made the favourite
 * @site: the node
 * @account_id: one of ours
 * @status_id: what
 * @now: UTC milliseconds
 * @error: return location
 *
 * The author is told, and who reads as a whole what the co-op passed on.
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_like (MootDb          *db,
                   const MootSite  *site,
                   gint64           account_id,
                   gint64           status_id,
                   gint64           now,
                   GError         **error)
{
  g_auto (Like) like = { 0 };
  const MootPosting posting = { .account_id = account_id, .rank = MOOT_RANK_QUIET };
  MootOutgoing activity;

  if (!load_like (db, account_id, status_id, &like, error))
    return moot_publish_was_fine (error);
  activity = like_activity (&like);
  return put_and_relay (db, site, &posting, &activity, status_id, like.inboxes, now, error);
}

/** moot_publish_unlike: the opposite, before the favourite is removed */
gboolean
moot_publish_unlike (MootDb          *db,
                     const MootSite  *site,
                     gint64           account_id,
                     gint64           status_id,
                     gint64           now,
                     GError         **error)
{
  g_auto (Like) like = { 0 };
  g_autofree char *id = NULL;
  MootPosting posting = { .account_id = account_id, .rank = MOOT_RANK_QUIET };
  MootOutgoing inner;

  if (!load_like (db, account_id, status_id, &like, error))
    return moot_publish_was_fine (error);
  inner = like_activity (&like);
  id = moot_actor_uri_part (like.actor, MOOT_PART_LIKE_UNDO, like.id);
  posting.about = like.uri;
  return put_and_relay (db, site, &posting,
                        &(MootOutgoing){ .type = MOOT_ACTIVITY_UNDO,
                                         .id = id,
                                         .actor = like.actor,
                                         .inner = &inner },
                        status_id, like.inboxes, now, error);
}

/* Votes --------------------------------------------------------------------------------------- */

static gboolean
publish_vote (MootDb          *db,
              const MootSite  *site,
              gint64           account_id,
              gint64           id,
              MootRows        *rows,
              GStrv            inboxes,
              gint64           now,
              GError         **error)
{
  const char *actor = moot_rows_get_text (rows, "actor");
  g_autofree char *note_id = moot_actor_uri_part (actor, MOOT_PART_POLL_VOTE, id);
  g_autofree char *activity_id = moot_actor_uri_part (actor, MOOT_PART_POLL_VOTE_ACTIVITY, id);
  char *author[] = { (char *) moot_rows_get_text (rows, "author"), NULL };
  char *nobody[] = { NULL };
  MootAudience audience = { .to = author, .cc = nobody };
  MootRemoteObject note = { .kind = MOOT_OBJECT_NOTE,
                            .type_name = (char *) "Note",
                            .id = note_id,
                            .attributed_to = (char *) actor,
                            .in_reply_to = (char *) moot_rows_get_text (rows, "poll"),
                            .name = (char *) moot_rows_get_text (rows, "title"),
                            .audience = audience,
                            .published = now };
  const MootPosting posting = { .account_id = account_id, .rank = MOOT_RANK_WAITING };

  return moot_publish_put (db, site, &posting,
                           &(MootOutgoing){ .type = MOOT_ACTIVITY_CREATE,
                                            .id = activity_id,
                                            .actor = actor,
                                            .audience = &audience,
                                            .note = &note },
                           inboxes, now, error);
}

/**
 * moot_publish_votes:
 * @db: the writer, inside the transaction that counted them
 * @site: the node
 * @poll_id: a poll
 * @account_id: one of ours, who voted just now
 * @now: UTC milliseconds
 * @error: return location
 *
 * To the author alone, one activity for each choice.
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_votes (MootDb          *db,
                    const MootSite  *site,
                    gint64           poll_id,
                    gint64           account_id,
                    gint64           now,
                    GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_vote_new_of,
    MOOT_BINDS (MOOT_INT ("poll", poll_id), MOOT_INT ("account", account_id)), error);

  if (rows == NULL)
    return FALSE;
  while (local == NULL && moot_rows_next (rows, &local))
    {
      g_auto (GStrv) inboxes = NULL;

      if (moot_rows_get_int (rows, "local") != 0)
        continue;
      inboxes = moot_publish_load_inboxes (db, &moot_sql_inbox_of_account,
                                           moot_rows_get_int (rows, "author_id"), &local);
      if (inboxes != NULL)
        publish_vote (db, site, account_id, moot_id_next (), rows, inboxes, now, &local);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
