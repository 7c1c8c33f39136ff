/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tells other servers what ours do: each function writes the activity and its deliveries into the
 * transaction of the deed, or nothing when nobody elsewhere is concerned.
 * Spec: ActivityPub section 6; conformance 45, 49, 52. Thread: the writer's, in a transaction. */
#include "moot-publish.h"

#include "moot-activity-writer.h"
#include "moot-actor-uri.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-own-actor.h"
#include "moot-own-status.h"
#include "moot-sql.h"

static gboolean
was_fine (GError **error)
{
  return error == NULL || *error == NULL;
}

/** moot_publish_read_inboxes: the column `inbox` of all rows; used up by it */
GStrv
moot_publish_read_inboxes (MootRows  *rows,
                           GError   **error)
{
  g_autoptr (MootRows) owned = rows;
  g_autoptr (GStrvBuilder) inboxes = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  GStrv all;

  if (owned == NULL)
    return NULL;
  while (moot_rows_next (owned, &local))
    g_strv_builder_add (inboxes, moot_rows_get_text (owned, "inbox"));
  all = g_strv_builder_end (inboxes);
  if (local == NULL)
    return all;
  g_strfreev (all);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static GStrv
load_inboxes (MootDb         *db,
              const MootSql  *sql,
              gint64          id,
              GError        **error)
{
  MootRows *rows = moot_db_query (db, sql, MOOT_BINDS (MOOT_INT ("id", id)), error);

  return moot_publish_read_inboxes (rows, error);
}

/* @wide: also those who did something with it. */
static GStrv
load_inboxes_of_status (MootDb    *db,
                        gint64     id,
                        gboolean   wide,
                        GError   **error)
{
  return moot_publish_read_inboxes (
    moot_db_query (db, &moot_sql_inboxes_of_status,
                   MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("wide", wide)), error),
    error);
}

static gboolean
put (MootDb              *db,
     const MootSite      *site,
     const MootPosting   *wanted,
     const MootOutgoing  *activity,
     GStrv                inboxes,
     gint64               now,
     GError             **error)
{
  g_autofree char *json = moot_activity_write (activity);
  MootPosting posting = *wanted;

  posting.actor = activity->actor;
  posting.type = activity->type;
  posting.id = activity->id;
  posting.json = json;
  return moot_outbox_put (db, site, &posting, (const char *const *) inboxes, now, error);
}

/* Statuses ------------------------------------------------------------------------------------ */

static MootDeliveryRank
rank_of (const MootOwnStatus *status)
{
  if (status->boosted != NULL)
    return MOOT_RANK_QUIET;
  return status->visibility == MOOT_VISIBILITY_DIRECT || status->object->in_reply_to != NULL
           ? MOOT_RANK_WAITING
           : MOOT_RANK_PUBLIC;
}

/**
 * moot_publish_status:
 * @db: the writer, inside the transaction that made the status
 * @site: the node
 * @status_id: a status or boost of ours
 * @now: UTC milliseconds
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_status (MootDb          *db,
                     const MootSite  *site,
                     gint64           status_id,
                     gint64           now,
                     GError         **error)
{
  g_auto (GStrv) inboxes =
    load_inboxes_of_status (db, status_id, FALSE, error);
  g_autoptr (MootOwnStatus) status = NULL;
  g_autofree char *id = NULL;
  g_autofree char *json = NULL;
  MootPosting posting = { .type = MOOT_ACTIVITY_CREATE };

  if (inboxes == NULL || inboxes[0] == NULL)
    return inboxes != NULL;
  status = moot_own_status_load (db, site, status_id, now, error);
  if (status == NULL)
    return was_fine (error);
  id = moot_own_status_dup_activity_id (status);
  json = moot_own_status_dup_activity (status);
  posting.account_id = status->account_id;
  posting.actor = status->actor;
  if (status->boosted != NULL)
    posting.type = MOOT_ACTIVITY_ANNOUNCE;
  posting.id = id;
  posting.about = status->boosted != NULL ? NULL : status->uri;
  posting.json = json;
  posting.rank = rank_of (status);
  posting.synchronise = status->visibility == MOOT_VISIBILITY_PRIVATE;
  return moot_outbox_put (db, site, &posting, (const char *const *) inboxes, now, error);
}

/**
 * moot_publish_edit:
 * @db: the writer, inside the transaction that changed the status
 * @site: the node
 * @status_id: a status of ours
 * @now: UTC milliseconds
 * @error: return location
 *
 * Also for new counts of a poll: what was not edited keeps its `updated`.
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_edit (MootDb          *db,
                   const MootSite  *site,
                   gint64           status_id,
                   gint64           now,
                   GError         **error)
{
  g_auto (GStrv) inboxes = load_inboxes_of_status (db, status_id, TRUE, error);
  g_autoptr (MootOwnStatus) status = NULL;
  g_autofree char *id = NULL;
  MootPosting posting = { .rank = MOOT_RANK_QUIET };

  if (inboxes == NULL || inboxes[0] == NULL)
    return inboxes != NULL;
  status = moot_own_status_load (db, site, status_id, now, error);
  if (status == NULL || status->object == NULL)
    return was_fine (error);
  id = moot_actor_uri_update (status->actor, status_id, now);
  posting.account_id = status->account_id;
  posting.about = status->uri;
  posting.synchronise = status->visibility == MOOT_VISIBILITY_PRIVATE;
  return put (db, site, &posting,
              &(MootOutgoing){ .type = MOOT_ACTIVITY_UPDATE,
                               .id = id,
                               .actor = status->actor,
                               .published = now,
                               .audience = status->audience,
                               .note = status->object },
              inboxes, now, error);
}

static gboolean
publish_undo_boost (MootDb               *db,
                    const MootSite       *site,
                    const MootOwnStatus  *boost,
                    GStrv                 inboxes,
                    gint64                now,
                    GError              **error)
{
  g_autofree char *inner_id = moot_own_status_dup_activity_id (boost);
  g_autofree char *id = moot_actor_uri_part (boost->actor, MOOT_PART_BOOST_UNDO, boost->id);
  const MootOutgoing inner = { .type = MOOT_ACTIVITY_ANNOUNCE,
                               .id = inner_id,
                               .actor = boost->actor,
                               .audience = boost->audience,
                               .object = boost->boosted };
  const MootPosting posting = { .account_id = boost->account_id,
                                .about = inner_id,
                                .rank = MOOT_RANK_QUIET };

  return put (db, site, &posting,
              &(MootOutgoing){ .type = MOOT_ACTIVITY_UNDO,
                               .id = id,
                               .actor = boost->actor,
                               .audience = boost->audience,
                               .inner = &inner },
              inboxes, now, error);
}

static gboolean
publish_delete (MootDb               *db,
                const MootSite       *site,
                const MootOwnStatus  *status,
                GStrv                 inboxes,
                gint64                now,
                GError              **error)
{
  g_autofree char *id = moot_actor_uri_part (status->actor, MOOT_PART_STATUS_DELETE, status->id);
  const MootPosting posting = { .account_id = status->account_id,
                                .about = status->uri,
                                .rank = MOOT_RANK_PUBLIC };

  if (!moot_db_run (db, &moot_sql_own_tombstone_add,
                    MOOT_BINDS (MOOT_TEXT ("uri", status->uri),
                                MOOT_TEXT ("former_type", status->object->type_name),
                                MOOT_INT ("now", now)),
                    error))
    return FALSE;
  return put (db, site, &posting,
              &(MootOutgoing){ .type = MOOT_ACTIVITY_DELETE,
                               .id = id,
                               .actor = status->actor,
                               .audience = status->audience,
                               .object = status->uri },
              inboxes, now, error);
}

/**
 * moot_publish_going:
 * @db: the writer, inside the transaction that will delete the status
 * @site: the node
 * @status_id: a status or boost of ours
 * @now: UTC milliseconds
 * @error: return location
 *
 * Also buries its address, which answers 410 from now on.
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_going (MootDb          *db,
                    const MootSite  *site,
                    gint64           status_id,
                    gint64           now,
                    GError         **error)
{
  g_autoptr (MootOwnStatus) status = moot_own_status_load (db, site, status_id, now, error);
  g_auto (GStrv) inboxes = NULL;

  if (status == NULL)
    return was_fine (error);
  inboxes = load_inboxes_of_status (db, status_id, TRUE, error);
  if (inboxes == NULL)
    return FALSE;
  return status->boosted != NULL ? publish_undo_boost (db, site, status, inboxes, now, error)
                                 : publish_delete (db, site, status, inboxes, now, error);
}

/* Likes --------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 id;
  char *uri;
  char *actor;
  char *object;
  GStrv inboxes;
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

/* FALSE without @error when nobody elsewhere is concerned. */
static gboolean
load_like (MootDb  *db,
           gint64   account_id,
           gint64   status_id,
           Like    *out_like,
           GError **error)
{
  gint64 author_id;
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_favourite_of,
    MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_INT ("status_id", status_id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  author_id = moot_rows_get_int (rows, "author_id");
  out_like->id = moot_rows_get_int (rows, "id");
  out_like->actor = g_strdup (moot_rows_get_text (rows, "actor"));
  out_like->object = g_strdup (moot_rows_get_text (rows, "object"));
  out_like->uri = moot_actor_uri_part (out_like->actor, MOOT_PART_LIKE, out_like->id);
  out_like->inboxes = load_inboxes (db, &moot_sql_inbox_of_account, author_id, error);
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

/**
 * moot_publish_like:
 * @db: the writer, inside the transaction that made the favourite
 * @site: the node
 * @account_id: one of ours
 * @status_id: what
 * @now: UTC milliseconds
 * @error: return location
 *
 * Only the author is told.
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
    return was_fine (error);
  activity = like_activity (&like);
  return put (db, site, &posting, &activity, like.inboxes, now, error);
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
    return was_fine (error);
  inner = like_activity (&like);
  id = moot_actor_uri_part (like.actor, MOOT_PART_LIKE_UNDO, like.id);
  posting.about = like.uri;
  return put (db, site, &posting,
              &(MootOutgoing){ .type = MOOT_ACTIVITY_UNDO,
                               .id = id,
                               .actor = like.actor,
                               .inner = &inner },
              like.inboxes, now, error);
}

/* Actors -------------------------------------------------------------------------------------- */

/**
 * moot_publish_pin:
 * @db: the writer, inside the transaction of the change
 * @site: the node
 * @status_id: a status of ours
 * @pinned: whether it is featured now
 * @now: UTC milliseconds
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_pin (MootDb          *db,
                  const MootSite  *site,
                  gint64           status_id,
                  gboolean         pinned,
                  gint64           now,
                  GError         **error)
{
  g_autoptr (MootOwnStatus) status = moot_own_status_load (db, site, status_id, now, error);
  g_autofree char *featured = NULL;
  g_autofree char *id = NULL;
  g_auto (GStrv) inboxes = NULL;
  MootPosting posting = { .rank = MOOT_RANK_QUIET };

  if (status == NULL || status->visibility > MOOT_VISIBILITY_UNLISTED)
    return was_fine (error);
  inboxes =
    load_inboxes (db, &moot_sql_inboxes_of_followers, status->account_id, error);
  if (inboxes == NULL)
    return FALSE;
  featured = moot_actor_uri_part (status->actor, MOOT_PART_FEATURED, 0);
  id = moot_actor_uri_part (status->actor, pinned ? MOOT_PART_ADD : MOOT_PART_REMOVE, now);
  posting.account_id = status->account_id;
  posting.about = status->uri;
  return put (db, site, &posting,
              &(MootOutgoing){ .type = pinned ? MOOT_ACTIVITY_ADD : MOOT_ACTIVITY_REMOVE,
                               .id = id,
                               .actor = status->actor,
                               .audience = status->audience,
                               .object = status->uri,
                               .target = featured },
              inboxes, now, error);
}

/**
 * moot_publish_profile:
 * @db: the writer, inside the transaction that changed the account
 * @site: the node
 * @account_id: one of ours
 * @now: UTC milliseconds
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_profile (MootDb          *db,
                      const MootSite  *site,
                      gint64           account_id,
                      gint64           now,
                      GError         **error)
{
  g_auto (GStrv) inboxes =
    load_inboxes (db, &moot_sql_inboxes_of_followers, account_id, error);
  g_autoptr (MootOwnActor) actor = NULL;
  g_autofree char *id = NULL;
  char *everybody[] = { (char *) MOOT_PUBLIC_COLLECTION, NULL };
  char *nobody[] = { NULL };
  MootAudience audience = { .to = everybody, .cc = nobody };
  MootPosting posting = { .account_id = account_id, .rank = MOOT_RANK_QUIET };

  if (inboxes == NULL || inboxes[0] == NULL)
    return inboxes != NULL;
  actor = moot_own_actor_load (db, site, account_id, error);
  if (actor == NULL)
    return was_fine (error);
  id = moot_actor_uri_part (actor->document->id, MOOT_PART_UPDATE, now);
  posting.about = actor->document->id;
  return put (db, site, &posting,
              &(MootOutgoing){ .type = MOOT_ACTIVITY_UPDATE,
                               .id = id,
                               .actor = actor->document->id,
                               .audience = &audience,
                               .person = actor->document },
              inboxes, now, error);
}

/**
 * moot_publish_move:
 * @db: the writer, inside the transaction that marks the account as moved
 * @site: the node
 * @account_id: one of ours
 * @target: the id of its new actor, which names this one in `alsoKnownAs`
 * @now: UTC milliseconds
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_move (MootDb          *db,
                   const MootSite  *site,
                   gint64           account_id,
                   const char      *target,
                   gint64           now,
                   GError         **error)
{
  g_auto (GStrv) inboxes =
    load_inboxes (db, &moot_sql_inboxes_of_followers, account_id, error);
  g_autoptr (MootOwnActor) actor =
    inboxes != NULL ? moot_own_actor_load (db, site, account_id, error) : NULL;
  g_autofree char *id = NULL;
  char *followers[] = { NULL, NULL };
  char *nobody[] = { NULL };
  MootAudience audience = { .to = followers, .cc = nobody };
  const MootPosting posting = { .account_id = account_id, .rank = MOOT_RANK_WAITING };

  if (actor == NULL)
    return was_fine (error);
  followers[0] = actor->document->followers;
  id = moot_actor_uri_part (actor->document->id, MOOT_PART_MOVE, now);
  return put (db, site, &posting,
              &(MootOutgoing){ .type = MOOT_ACTIVITY_MOVE,
                               .id = id,
                               .actor = actor->document->id,
                               .audience = &audience,
                               .object = actor->document->id,
                               .target = target },
              inboxes, now, error);
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

  return put (db, site, &posting,
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
      inboxes = load_inboxes (db, &moot_sql_inbox_of_account,
                              moot_rows_get_int (rows, "author_id"), &local);
      if (inboxes != NULL)
        publish_vote (db, site, account_id, moot_id_next (), rows, inboxes, now, &local);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
