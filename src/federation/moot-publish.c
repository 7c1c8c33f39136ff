/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tells other servers what ours do: each function writes the activity and its deliveries into the
 * transaction of the deed, or nothing when nobody elsewhere is concerned.
 * Spec: ActivityPub section 6; conformance 49, 52. Thread: the writer's, in a transaction. */
#include "moot-publish-private.h"

#include "moot-actor-uri.h"
#include "moot-error.h"
#include "moot-group-relay.h"
#include "moot-group.h"
#include "moot-own-status.h"
#include "moot-sql.h"

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

/** moot_publish_load_inboxes: what @sql finds for @id, each inbox once */
GStrv
moot_publish_load_inboxes (MootDb         *db,
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

/** moot_publish_put: queues @activity for @inboxes, as @wanted says */
gboolean
moot_publish_put (MootDb              *db,
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
    return moot_publish_was_fine (error);
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

/* What changes a status that the co-op passed on reaches those, too, who read it as a whole. */
static gboolean
put_and_relay (MootDb              *db,
               const MootSite      *site,
               const MootPosting   *wanted,
               const MootOutgoing  *activity,
               gint64               status_id,
               GStrv                inboxes,
               gint64               now,
               GError             **error)
{
  g_autofree char *json = moot_activity_write (activity);

  return moot_publish_put (db, site, wanted, activity, inboxes, now, error) &&
         moot_group_relay (db, site, status_id, 0, json, now, error);
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
    return moot_publish_was_fine (error);
  id = moot_actor_uri_update (status->actor, status_id, now);
  posting.account_id = status->account_id;
  posting.about = status->uri;
  posting.synchronise = status->visibility == MOOT_VISIBILITY_PRIVATE;
  return put_and_relay (db, site, &posting,
                        &(MootOutgoing){ .type = MOOT_ACTIVITY_UPDATE,
                                         .id = id,
                                         .actor = status->actor,
                                         .published = now,
                                         .audience = status->audience,
                                         .note = status->object },
                        status_id, inboxes, now, error);
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

  return moot_publish_put (db, site, &posting,
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
  return put_and_relay (db, site, &posting,
                        &(MootOutgoing){ .type = MOOT_ACTIVITY_DELETE,
                                         .id = id,
                                         .actor = status->actor,
                                         .audience = status->audience,
                                         .object = status->uri },
                        status->id, inboxes, now, error);
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
    return moot_publish_was_fine (error);
  inboxes = load_inboxes_of_status (db, status_id, TRUE, error);
  if (inboxes == NULL ||
      (status->boosted == NULL && !moot_group_withdraw (db, site, status_id, now, error)))
    return FALSE;
  return status->boosted != NULL ? publish_undo_boost (db, site, status, inboxes, now, error)
                                 : publish_delete (db, site, status, inboxes, now, error);
}
