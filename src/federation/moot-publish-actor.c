/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tells other servers what becomes of actors of ours: pins, profiles, moves.
 * Spec: ActivityPub section 6.3, 6.6; FEP-7628. Thread: the writer's, in a transaction. */
#include "moot-publish-private.h"

#include "moot-actor-uri.h"
#include "moot-id.h"
#include "moot-object-writer.h"
#include "moot-own-actor.h"
#include "moot-own-status.h"
#include "moot-remote-account-store.h"
#include "moot-sql.h"

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
  MootActivityType type = pinned ? MOOT_ACTIVITY_ADD : MOOT_ACTIVITY_REMOVE;
  MootPosting posting = { .rank = MOOT_RANK_QUIET };

  if (status == NULL || status->visibility > MOOT_VISIBILITY_UNLISTED)
    return moot_publish_was_fine (error);
  inboxes =
    moot_publish_load_inboxes (db, &moot_sql_inboxes_of_followers, status->account_id, error);
  if (inboxes == NULL)
    return FALSE;
  featured = moot_actor_uri_part (status->actor, MOOT_PART_FEATURED, 0);
  id = moot_actor_uri_part (status->actor, pinned ? MOOT_PART_ADD : MOOT_PART_REMOVE, now);
  posting.account_id = status->account_id;
  posting.about = status->uri;
  return moot_publish_put (db, site, &posting,
                           &(MootOutgoing){ .type = type,
                                            .id = id,
                                            .actor = status->actor,
                                            .audience = status->audience,
                                            .object = status->uri,
                                            .target = featured },
                           inboxes, now, error);
}

/**
 * moot_publish_featured_tag:
 * @db: the writer, inside the transaction of the change
 * @site: the node
 * @account_id: one of ours
 * @name: a tag in its normal form
 * @featured: whether it stands on their profile now
 * @now: UTC milliseconds
 * @error: return location
 *
 * The target is the collection of what is pinned, where Mastodon looks for tags as well.
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_featured_tag (MootDb          *db,
                           const MootSite  *site,
                           gint64           account_id,
                           const char      *name,
                           gboolean         featured,
                           gint64           now,
                           GError         **error)
{
  g_auto (MootJsonWriter) hashtag = MOOT_JSON_WRITER_INIT;
  g_autofree char *actor = moot_account_dup_uri (db, account_id, error);
  g_auto (GStrv) inboxes =
    actor != NULL
      ? moot_publish_load_inboxes (db, &moot_sql_inboxes_of_followers, account_id, error)
      : NULL;
  g_autofree char *target = NULL;
  g_autofree char *followers = NULL;
  g_autofree char *id = NULL;
  g_autofree char *about = NULL;

  if (inboxes == NULL || inboxes[0] == NULL)
    return inboxes != NULL;
  target = moot_actor_uri_part (actor, MOOT_PART_FEATURED, 0);
  followers = moot_actor_uri_part (actor, MOOT_PART_FOLLOWERS, 0);
  id = moot_actor_uri_part (actor, featured ? MOOT_PART_ADD : MOOT_PART_REMOVE, moot_id_next ());
  about = g_strconcat (target, "#", name, NULL);
  moot_hashtag_write (site, name, &hashtag);
  {
    char *to[] = { (char *) MOOT_PUBLIC_COLLECTION, NULL };
    char *cc[] = { followers, NULL };
    const MootAudience audience = { .to = to, .cc = cc };

    return moot_publish_put (
      db, site,
      &(MootPosting){ .account_id = account_id, .about = about, .rank = MOOT_RANK_QUIET },
      &(MootOutgoing){ .type = featured ? MOOT_ACTIVITY_ADD : MOOT_ACTIVITY_REMOVE,
                       .id = id,
                       .actor = actor,
                       .audience = &audience,
                       .raw = hashtag.text->str,
                       .target = target },
      inboxes, now, error);
  }
}

/* Sends the actor as it is now. */
static gboolean
publish_update (MootDb             *db,
                const MootSite     *site,
                gint64              account_id,
                const MootSql      *whom,
                const MootPosting  *wanted,
                gint64              now,
                GError            **error)
{
  g_auto (GStrv) inboxes = moot_publish_load_inboxes (db, whom, account_id, error);
  g_autoptr (MootOwnActor) actor = NULL;
  g_autofree char *id = NULL;
  char *everybody[] = { (char *) MOOT_PUBLIC_COLLECTION, NULL };
  char *nobody[] = { NULL };
  MootAudience audience = { .to = everybody, .cc = nobody };
  MootPosting posting = *wanted;

  if (inboxes == NULL || inboxes[0] == NULL)
    return inboxes != NULL;
  actor = moot_own_actor_load (db, site, account_id, error);
  if (actor == NULL)
    return moot_publish_was_fine (error);
  id = moot_actor_uri_part (actor->document->id, MOOT_PART_UPDATE, now);
  posting.account_id = account_id;
  posting.about = actor->document->id;
  return moot_publish_put (db, site, &posting,
                           &(MootOutgoing){ .type = MOOT_ACTIVITY_UPDATE,
                                            .id = id,
                                            .actor = actor->document->id,
                                            .audience = &audience,
                                            .person = actor->document },
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
  return publish_update (db, site, account_id, &moot_sql_inboxes_of_followers,
                         &(MootPosting){ .rank = MOOT_RANK_QUIET }, now, error);
}

/**
 * moot_publish_keys:
 * @db: the writer, inside the transaction that changed the keys
 * @site: the node
 * @account_id: one of ours
 * @number: of the key that others know
 * @now: UTC milliseconds
 * @error: return location
 *
 * To followers and those it follows, before anything that the new key signs.
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_keys (MootDb          *db,
                   const MootSite  *site,
                   gint64           account_id,
                   gint64           number,
                   gint64           now,
                   GError         **error)
{
  return publish_update (
    db, site, account_id, &moot_sql_inboxes_of_partners,
    &(MootPosting){ .rank = MOOT_RANK_WAITING, .key_number = number }, now, error);
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
    moot_publish_load_inboxes (db, &moot_sql_inboxes_of_followers, account_id, error);
  g_autoptr (MootOwnActor) actor =
    inboxes != NULL ? moot_own_actor_load (db, site, account_id, error) : NULL;
  g_autofree char *id = NULL;
  char *followers[] = { NULL, NULL };
  char *nobody[] = { NULL };
  MootAudience audience = { .to = followers, .cc = nobody };
  const MootPosting posting = { .account_id = account_id, .rank = MOOT_RANK_WAITING };

  if (actor == NULL)
    return moot_publish_was_fine (error);
  followers[0] = actor->document->followers;
  id = moot_actor_uri_part (actor->document->id, MOOT_PART_MOVE, now);
  return moot_publish_put (db, site, &posting,
                           &(MootOutgoing){ .type = MOOT_ACTIVITY_MOVE,
                                            .id = id,
                                            .actor = actor->document->id,
                                            .audience = &audience,
                                            .object = actor->document->id,
                                            .target = target },
                           inboxes, now, error);
}
