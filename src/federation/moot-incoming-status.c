/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Statuses that came in: Create, Update, Delete and Announce.
 *
 * What nobody here has anything to do with is not kept.  What was passed on by somebody else is
 * asked for where it lives; what was passed on as deleted is deleted if it is gone there.
 * Spec: ActivityPub section 7.2 to 7.4 and 7.11.
 * Thread: the inbox's; @apply runs in the writer's transaction. */
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-group-relay.h"
#include "moot-group.h"
#include "moot-html.h"
#include "moot-incoming.h"
#include "moot-keyring.h"
#include "moot-people.h"
#include "moot-policy-store.h"
#include "moot-posts.h"
#include "moot-remote-actor-store.h"
#include "moot-sql.h"

#include <string.h>

#define MAX_ACTOR_INSIDE (64 * 1024) /* bytes of an Update; who says more is asked */

/* Whether anybody here has to do with it ------------------------------------------------------ */

/** moot_incoming_names_us: whether @object is for somebody here, or mentions them */
gboolean
moot_incoming_names_us (const MootIncoming     *incoming,
                        const MootRemoteObject *object)
{
  const char *base_url = incoming->federation->site->base_url;
  char **lists[] = { object->audience.to, object->audience.cc };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; lists[l] != NULL && lists[l][i] != NULL; i++)
      if (moot_uri_same_origin (lists[l][i], base_url))
        return TRUE;
  for (guint i = 0; i < object->tags->len; i++)
    {
      const MootRemoteTag *tag = g_ptr_array_index (object->tags, i);

      if (tag->kind == MOOT_REMOTE_TAG_MENTION && moot_uri_same_origin (tag->href, base_url))
        return TRUE;
    }
  return FALSE;
}

/* A reply is of interest where the thread is one of ours, or holds something of ours. */
static gboolean
is_in_our_thread (MootDb                  *db,
                  const MootRemoteObject  *object,
                  gboolean                *out_ours,
                  GError                 **error)
{
  gint64 ours = 0;

  *out_ours = FALSE;
  if (object->in_reply_to == NULL)
    return TRUE;
  if (!moot_db_get_int (db, &moot_sql_status_thread_is_ours,
                        MOOT_BINDS (MOOT_TEXT ("uri", object->in_reply_to)), &ours, error))
    return FALSE;
  *out_ours = ours != 0;
  return TRUE;
}

static gboolean
is_relevant (MootDb                  *db,
             const MootIncoming      *incoming,
             const MootRemoteObject  *object,
             gboolean                *out_relevant,
             GError                 **error)
{
  gint64 followed = 0;

  *out_relevant = incoming->group.id != 0 || incoming->actor.followed ||
                  moot_incoming_names_us (incoming, object) ||
                  (incoming->recipient_id != 0 && incoming->decision == MOOT_ACCEPT);
  if (*out_relevant)
    return TRUE;
  if (!is_in_our_thread (db, object, out_relevant, error) ||
      !moot_db_get_int (db, &moot_sql_account_is_followed_here,
                        MOOT_BINDS (MOOT_TEXT ("uri", object->attributed_to)), &followed, error))
    return FALSE;
  *out_relevant |= followed != 0;
  return TRUE;
}

/* Create ------------------------------------------------------------------------------------- */

/* Passed on, or only the id: what counts is what its own server says. */
static gboolean
fetch_object (MootIncoming  *incoming,
              GError       **error)
{
  incoming->object =
    moot_posts_fetch_object (incoming->federation, incoming->activity->object_id, error);
  return incoming->object != NULL;
}

static gboolean
hold_with_reader (MootIncoming  *incoming,
                  GError       **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (incoming->federation->pool, error);
  gboolean done = reader != NULL && moot_incoming_hold_strangers (reader, incoming, error);

  moot_db_pool_return_reader (incoming->federation->pool, reader);
  return done;
}

static gboolean
prepare_create (MootIncoming  *incoming,
                GError       **error)
{
  g_auto (MootRemoteAccount) author = { 0 };

  if (incoming->decision != MOOT_ACCEPT_REFETCH)
    return incoming->activity->type != MOOT_ACTIVITY_CREATE ||
           hold_with_reader (incoming, error);
  if (!fetch_object (incoming, error))
    return FALSE;
  if (!moot_posts_is_status (incoming->object))
    return moot_incoming_ignore (incoming, "what was passed on is no status");
  if (!moot_people_ensure (incoming->federation, incoming->object->attributed_to, G_MAXINT64,
                           &author, error))
    return FALSE;
  if (author.suspended)
    return moot_incoming_ignore (incoming, "its author is suspended");
  moot_remote_account_clear (&incoming->actor);
  incoming->actor = author;
  author = (MootRemoteAccount){ 0 };
  return TRUE;
}

/* A vote is a note that only looks like one: it is counted or dropped, never shown. */
static gboolean
take_vote (MootDb                  *db,
           MootIncoming            *incoming,
           const MootRemoteObject  *object,
           gboolean                *out_was_vote,
           GError                 **error)
{
  g_auto (MootStatusByUri) parent = { 0 };
  g_autoptr (GError) local = NULL;
  gboolean counted;
  gint64 poll_id = 0;

  *out_was_vote = FALSE;
  if (!moot_remote_object_may_be_vote (object))
    return TRUE;
  if (!moot_status_find_by_uri (db, object->in_reply_to, &parent, &local))
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!parent.local || !moot_poll_find_id (db, parent.id, &poll_id, error))
    return parent.local == FALSE;
  if (poll_id == 0)
    return TRUE;
  *out_was_vote = TRUE;
  if (!moot_poll_vote_by_title (db, parent.id, incoming->actor.id, object->name, object->id,
                                incoming->received_at, &counted, error))
    return FALSE;
  if (counted)
    {
      moot_db_announce (db, MOOT_NEWS_STATUS_EDIT, parent.id, 0);
      return moot_db_run (db, &moot_sql_status_touch, MOOT_BINDS (MOOT_INT ("id", parent.id)),
                          error);
    }
  return TRUE;
}

/* A reply that the author of ours did not allow is not kept, or waits for them; where a group
 * elsewhere closed the discussion, only what the group itself brings is. */
static gboolean
is_wanted (MootDb                  *db,
           MootIncoming            *incoming,
           const MootRemoteObject  *object,
           gboolean                *out_wanted,
           GError                 **error)
{
  g_auto (MootStatusByUri) parent = { 0 };
  g_autoptr (GError) local = NULL;
  gint64 closed_by = 0;

  *out_wanted = TRUE;
  if (object->in_reply_to == NULL)
    return TRUE;
  if (!moot_status_find_by_uri (db, object->in_reply_to, &parent, &local))
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!moot_db_get_int (db, &moot_sql_thread_locked_by,
                        MOOT_BINDS (MOOT_INT ("status", parent.id)), &closed_by, error))
    return FALSE;
  *out_wanted = closed_by == 0 || closed_by == incoming->group.id;
  return !*out_wanted ||
         moot_incoming_is_allowed (db, incoming, parent.id, MOOT_POLICY_REPLY, object->id,
                                   object->json, out_wanted, error);
}

/* Only what its author brought can be passed on as it is. */
static gboolean
share (MootDb        *db,
       MootIncoming  *incoming,
       gint64         id,
       GError       **error)
{
  g_autofree char *activity = moot_group_dup_activity (incoming);

  return moot_group_note_reader (db, incoming, error) &&
         moot_group_share (db, incoming->federation->site, id, activity, incoming->received_at,
                           error) &&
         moot_group_answer_author (db, incoming, id, error);
}

static gboolean
take_object (MootDb                  *db,
             MootIncoming            *incoming,
             const MootRemoteObject  *object,
             GError                 **error)
{
  const MootPost post = { .object = object,
                          .author_id = incoming->actor.id,
                          .followers_uri = incoming->actor.followers_uri,
                          .recipient_id =
                            incoming->decision == MOOT_ACCEPT ? incoming->recipient_id : 0,
                          .received_at = incoming->received_at };
  gboolean was_vote;
  gboolean relevant;
  gboolean wanted;
  gint64 parent_id = 0;
  gint64 known = 0;
  gint64 id;

  incoming->object_id = 0;
  if (!take_vote (db, incoming, object, &was_vote, error))
    return FALSE;
  if (was_vote)
    return TRUE;
  if (!is_relevant (db, incoming, object, &relevant, error))
    return FALSE;
  if (!relevant || !moot_posts_is_status (object))
    return moot_incoming_ignore (incoming, "nobody here has to do with it");
  if (!is_wanted (db, incoming, object, &wanted, error))
    return FALSE;
  if (!wanted)
    return moot_incoming_ignore (incoming, "its replies are not wanted here");
  if (!moot_db_get_int (db, &moot_sql_status_id_by_uri, MOOT_BINDS (MOOT_TEXT ("uri", object->id)),
                        &known, error) ||
      !moot_posts_add (db, incoming->federation, &post, &id, error))
    return FALSE;
  incoming->object_id = known == 0 ? id : 0; /* what is seen for the first time */
  if (id != 0 && !share (db, incoming, id, error))
    return FALSE;
  if (id == 0 || object->in_reply_to == NULL)
    return TRUE;
  if (!moot_db_get_int (db, &moot_sql_status_id_by_uri,
                        MOOT_BINDS (MOOT_TEXT ("uri", object->in_reply_to)), &parent_id, error))
    return FALSE;
  if (parent_id == 0 && incoming->wanted == NULL)
    incoming->wanted = g_strdup (object->in_reply_to);
  return TRUE;
}

static gboolean
apply_create (MootDb        *db,
              MootIncoming  *incoming,
              GError       **error)
{
  const MootActivity *activity = incoming->activity;

  if (incoming->object != NULL)
    return take_object (db, incoming, incoming->object, error) &&
           (incoming->why != NULL ||
            moot_incoming_share (db, incoming, incoming->object, error));
  for (guint i = 0; i < activity->objects->len; i++)
    {
      g_autoptr (MootRemoteObject) object =
        moot_remote_object_read (g_ptr_array_index (activity->objects, i), error);

      if (object == NULL)
        return FALSE;
      if (object->audience.to[0] == NULL && object->audience.cc[0] == NULL)
        {
          moot_audience_clear (&object->audience);
          moot_audience_read (activity->json, &object->audience);
        }
      if (!take_object (db, incoming, object, error) ||
          (incoming->why == NULL && (!moot_incoming_share (db, incoming, object, error) ||
                                     (incoming->object_id != 0 &&
                                      !moot_incoming_forward (db, incoming, object, error)))))
        return FALSE;
    }
  return TRUE;
}

const MootIncomingHandler moot_incoming_create = { prepare_create, apply_create };

/* Update ------------------------------------------------------------------------------------- */

/* An actor that says itself what it is like now; otherwise its server is asked. */
static gboolean
update_actor (MootIncoming  *incoming,
              GError       **error)
{
  const MootActivity *activity = incoming->activity;
  MootFederation *federation = incoming->federation;
  g_auto (MootRemoteAccount) account = { 0 };
  g_autoptr (MootRemoteActor) actor = NULL;

  incoming->why = "its actor is up to date";
  if (incoming->decision == MOOT_ACCEPT && activity->object != NULL &&
      (incoming->body == NULL || g_bytes_get_size (incoming->body) <= MAX_ACTOR_INSIDE))
    actor = moot_remote_actor_read (activity->object, NULL);
  if (actor != NULL && strcmp (actor->id, activity->actor) == 0)
    return moot_keyring_keep (federation->keyring, actor, moot_clock_now (), error) &&
           moot_people_take (federation, actor, error);
  return moot_people_ensure (federation, activity->actor, -1, &account, error);
}

static gboolean
prepare_update (MootIncoming  *incoming,
                GError       **error)
{
  const MootActivity *activity = incoming->activity;

  if (strcmp (activity->object_id, activity->actor) == 0)
    return update_actor (incoming, error);
  return prepare_create (incoming, error);
}

/* What we never saw is taken like something new, if it is new. */
static gboolean
take_unknown (MootDb                  *db,
              MootIncoming            *incoming,
              const MootRemoteObject  *object,
              GError                 **error)
{
  if (object->published > 0 && incoming->received_at - object->published > MOOT_DAY)
    return moot_incoming_ignore (incoming, "it changes what we do not have");
  return take_object (db, incoming, object, error);
}

static gboolean
apply_update (MootDb        *db,
              MootIncoming  *incoming,
              GError       **error)
{
  g_autoptr (MootRemoteObject) inside = NULL;
  g_auto (MootStatusByUri) known = { 0 };
  g_autoptr (GError) local = NULL;
  const MootRemoteObject *object = incoming->object;
  MootPost post = { .author_id = incoming->actor.id,
                    .followers_uri = incoming->actor.followers_uri,
                    .received_at = incoming->received_at };

  if (object == NULL)
    {
      inside = moot_remote_object_read (incoming->activity->object, error);
      if (inside == NULL)
        return FALSE;
      object = inside;
    }
  post.object = object;
  if (!moot_status_find_by_uri (db, object->id, &known, &local))
    {
      if (local == NULL)
        return take_unknown (db, incoming, object, error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (known.local || known.account_id != incoming->actor.id)
    return moot_incoming_ignore (incoming, "somebody else wrote it");
  return moot_posts_update (db, incoming->federation, &post, &known, error) &&
         moot_group_relay_incoming (db, incoming, known.id, error) &&
         moot_incoming_forward (db, incoming, object, error);
}

const MootIncomingHandler moot_incoming_update = { prepare_update, apply_update };

/* Delete ------------------------------------------------------------------------------------- */

/* Passed on by somebody else: true if it is gone where it lived. */
static gboolean
prepare_delete (MootIncoming  *incoming,
                GError       **error)
{
  g_autoptr (MootRemoteObject) object = NULL;
  g_autoptr (GError) local = NULL;

  if (incoming->decision != MOOT_ACCEPT_REFETCH)
    return TRUE;
  object =
    moot_posts_fetch_object (incoming->federation, incoming->activity->object_id, &local);
  if (object != NULL && object->kind != MOOT_OBJECT_TOMBSTONE)
    return moot_incoming_ignore (incoming, "it is still there");
  if (object != NULL || g_error_matches (local, MOOT_ERROR, MOOT_ERROR_GONE) ||
      g_error_matches (local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
delete_status (MootDb        *db,
               MootIncoming  *incoming,
               GError       **error)
{
  const MootActivity *activity = incoming->activity;
  g_auto (MootStatusByUri) known = { 0 };
  g_autoptr (GError) local = NULL;

  if (!moot_status_find_by_uri (db, activity->object_id, &known, &local))
    {
      if (local == NULL)
        return moot_incoming_set_gone (db, incoming, activity->object_id, MOOT_GONE_UNKNOWN_MS,
                                       error) &&
               moot_incoming_forget_wish (db, incoming, activity->object_id, error) &&
               moot_incoming_withdraw_stamp (db, incoming, error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (strcmp (known.author_uri, activity->actor) != 0 && incoming->decision == MOOT_ACCEPT)
    return moot_incoming_take_out (db, incoming->actor.id, &known, error);
  if (known.local || strcmp (known.author_uri, activity->actor) != 0)
    return moot_incoming_ignore (incoming, "somebody else wrote it");
  return moot_incoming_forward_deletion (db, incoming, known.id, error) &&
         moot_group_relay_incoming (db, incoming, known.id, error) &&
         moot_group_withdraw (db, incoming->federation->site, known.id, incoming->received_at,
                              error) &&
         moot_status_delete (db, known.id, error) &&
         moot_incoming_set_gone (db, incoming, activity->object_id, MOOT_GONE_KNOWN_MS, error);
}

static gboolean
apply_delete (MootDb        *db,
              MootIncoming  *incoming,
              GError       **error)
{
  const MootActivity *activity = incoming->activity;

  if (strcmp (activity->object_id, activity->actor) == 0)
    return moot_account_purge (db, incoming->federation->site, activity->actor, error);
  return delete_status (db, incoming, error);
}

const MootIncomingHandler moot_incoming_delete = { prepare_delete, apply_delete };

/* Announce ----------------------------------------------------------------------------------- */

static gboolean
prepare_announce (MootIncoming  *incoming,
                  GError       **error)
{
  const char *base_url = incoming->federation->site->base_url;
  const char *uri = incoming->activity->object_id;

  if (incoming->decision == MOOT_ACCEPT_REFETCH)
    return moot_incoming_ignore (incoming, "a boost that somebody else passed on");
  if (!incoming->actor.followed && incoming->recipient_id == 0 &&
      !moot_uri_same_origin (uri, base_url))
    return moot_incoming_ignore (incoming, "nobody here has to do with it");
  if (moot_uri_same_origin (uri, base_url))
    return TRUE;
  if (moot_federation_is_blocked (incoming->federation, uri))
    return moot_incoming_ignore (incoming, "the server of what is boosted is blocked");
  return moot_posts_ensure (incoming->federation, uri, &incoming->object_id, error);
}

static gboolean
may_boost (MootDb        *db,
           MootIncoming  *incoming,
           gint64         status_id,
           gboolean      *out_may,
           GError       **error)
{
  gint64 allowed = 0;

  *out_may = FALSE;
  if (!moot_db_get_int (db, &moot_sql_status_may_be_boosted,
                        MOOT_BINDS (MOOT_INT ("status", status_id),
                                    MOOT_INT ("account", incoming->actor.id)),
                        &allowed, error))
    return FALSE;
  *out_may = allowed != 0;
  return !*out_may ||
         moot_incoming_is_allowed (db, incoming, status_id, MOOT_POLICY_ANNOUNCE,
                                   incoming->activity->id, incoming->activity->json, out_may,
                                   error);
}

static gboolean
apply_announce (MootDb        *db,
                MootIncoming  *incoming,
                GError       **error)
{
  const MootActivity *activity = incoming->activity;
  MootVisibility visibility =
    moot_audience_get_visibility (&activity->audience, incoming->actor.followers_uri);
  gint64 status_id = incoming->object_id;
  gboolean gone;
  gboolean may;
  gint64 id;

  if (!moot_incoming_is_gone (db, incoming, activity->id, &gone, error) ||
      (status_id == 0 &&
       !moot_db_get_int (db, &moot_sql_status_id_by_uri,
                         MOOT_BINDS (MOOT_TEXT ("uri", activity->object_id)), &status_id, error)))
    return FALSE;
  if (gone || status_id == 0)
    return moot_incoming_ignore (incoming, "what it boosts is not there");
  if (!may_boost (db, incoming, status_id, &may, error))
    return FALSE;
  if (!may || visibility == MOOT_VISIBILITY_DIRECT)
    return moot_incoming_ignore (incoming, "it cannot be boosted");
  return moot_status_boost_from (db, incoming->federation->site,
                                 &(MootRemoteBoost){ .uri = activity->id,
                                                     .account_id = incoming->actor.id,
                                                     .status_id = status_id,
                                                     .visibility = visibility,
                                                     .created_at = activity->published },
                                 incoming->received_at, &id, error);
}

const MootIncomingHandler moot_incoming_announce = { prepare_announce, apply_announce };

/* Gone for good ------------------------------------------------------------------------------ */

/**
 * moot_account_purge:
 * @db: the writer
 * @site: the node
 * @uri: an actor of another server that is no more
 * @error: return location
 *
 * Deletes what somebody wrote and whom they followed; the name stays, so that old threads can be
 * read.
 *
 * Returns: whether it was written
 */
gboolean
moot_account_purge (MootDb          *db,
                    const MootSite  *site,
                    const char      *uri,
                    GError         **error)
{
  g_auto (MootRemoteAccount) account = { 0 };
  g_autoptr (GError) local = NULL;

  if (!moot_remote_account_find (db, uri, &account, &local))
    {
      if (local == NULL)
        return moot_remote_actor_store_forget (db, uri, error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return moot_group_withdraw_author (db, site, account.id, moot_clock_now (), error) &&
         moot_remote_account_purge (db, account.id, error) &&
         moot_remote_actor_store_forget (db, uri, error);
}
