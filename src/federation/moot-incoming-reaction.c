/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What somebody on another server thinks of something: Like and EmojiReact that came in; Add and
 * Remove of what they pin; and Undo of everything that can be undone.
 * Spec: ActivityPub section 7.10 and 7.12; FEP-c0e0; Mastodon, "featured".
 * Thread: the inbox's; @apply runs in the writer's transaction. */
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-group-relay.h"
#include "moot-html.h"
#include "moot-incoming.h"
#include "moot-interaction-store.h"
#include "moot-policy-store.h"
#include "moot-posts.h"
#include "moot-relationship-store.h"
#include "moot-sql.h"
#include "moot-status-store.h"
#include "moot-tag-store.h"
#include "moot-wild-json.h"

#include <string.h>

#define MAX_REACTIONS 10 /* of one account to one status; what is more is a favourite only */

/* The status, if it is known and no boost; its id is 0 otherwise. */
static gboolean
find_status (MootDb           *db,
             const char       *uri,
             MootStatusByUri  *out_status,
             GError          **error)
{
  g_autoptr (GError) local = NULL;

  *out_status = (MootStatusByUri){ 0 };
  if (uri == NULL || moot_status_find_by_uri (db, uri, out_status, &local) || local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Like and EmojiReact ------------------------------------------------------------------------ */

/* The picture of `:name:`, from the tags beside it. */
static char *
dup_picture (const MootActivity *activity)
{
  g_autoptr (GPtrArray) tags = moot_remote_tags_read (activity->json);
  const char *name = activity->reaction;

  for (guint i = 0; i < tags->len; i++)
    {
      const MootRemoteTag *tag = g_ptr_array_index (tags, i);
      gsize length = tag->name != NULL ? strlen (tag->name) : 0;

      if (tag->kind == MOOT_REMOTE_TAG_EMOJI && tag->uri != NULL && length > 0 &&
          name[0] == ':' && strncmp (name + 1, tag->name, length) == 0 && name[length + 1] == ':')
        return g_strdup (tag->uri);
    }
  return NULL;
}

static gboolean
set_favourite (MootDb        *db,
               MootIncoming  *incoming,
               gint64         status_id,
               gboolean       wanted,
               GError       **error)
{
  return moot_interaction_set (db, MOOT_INTERACTION_FAVOURITE, incoming->actor.id, status_id,
                               wanted, moot_clock_now (), error);
}

/* Clients know favourites only, so a reaction is one too. */
static gboolean
apply_like (MootDb        *db,
            MootIncoming  *incoming,
            GError       **error)
{
  const MootActivity *activity = incoming->activity;
  g_auto (MootStatusByUri) status = { 0 };
  g_autofree char *picture = NULL;
  gint64 n_reactions = 0;
  gboolean allowed;
  gboolean gone;

  if (!find_status (db, activity->object_id, &status, error) ||
      !moot_incoming_is_gone (db, incoming, activity->id, &gone, error))
    return FALSE;
  if (status.id == 0 || status.reblog_of_id != 0 || gone)
    return moot_incoming_ignore (incoming, "what it is about is not here");
  if (status.visibility > MOOT_VISIBILITY_UNLISTED && !status.local)
    return moot_incoming_ignore (incoming, "it is about something private of others");
  if (!moot_incoming_is_allowed (db, incoming, status.id, MOOT_POLICY_LIKE, activity->id,
                                 activity->json, &allowed, error))
    return FALSE;
  if (!allowed)
    return moot_incoming_ignore (incoming, "its author does not want it");
  if (activity->reaction != NULL &&
      !moot_db_get_int (db, &moot_sql_emoji_reaction_count_of,
                        MOOT_BINDS (MOOT_INT ("account", incoming->actor.id),
                                    MOOT_INT ("status", status.id)),
                        &n_reactions, error))
    return FALSE;
  if (activity->reaction != NULL && n_reactions < MAX_REACTIONS)
    {
      picture = dup_picture (activity);
      if (!moot_db_run (db, &moot_sql_emoji_reaction_put,
                        MOOT_BINDS (MOOT_INT ("status", status.id),
                                    MOOT_INT ("account", incoming->actor.id),
                                    MOOT_TEXT ("name", activity->reaction),
                                    MOOT_TEXT ("url", picture), MOOT_TEXT ("uri", activity->id),
                                    MOOT_INT ("now", incoming->received_at)),
                        error))
        return FALSE;
    }
  return set_favourite (db, incoming, status.id, TRUE, error) &&
         moot_db_run (db, &moot_sql_favourite_set_uri,
                      MOOT_BINDS (MOOT_INT ("account", incoming->actor.id),
                                  MOOT_INT ("status", status.id),
                                  MOOT_TEXT ("uri", activity->id)),
                      error) &&
         moot_group_relay_incoming (db, incoming, status.id, error);
}

const MootIncomingHandler moot_incoming_like = { NULL, apply_like };

/* Add and Remove ----------------------------------------------------------------------------- */

static gboolean
prepare_pin (MootIncoming  *incoming,
             GError       **error)
{
  if (incoming->actor.id == 0 || !incoming->actor.followed)
    return moot_incoming_ignore (incoming, "nobody here has to do with it");
  if (moot_activity_is_about_tag (incoming->activity))
    return TRUE;
  if (moot_incoming_is_append (&incoming->actor, incoming->activity))
    return moot_incoming_prepare_append (incoming, error);
  return moot_posts_ensure (incoming->federation, incoming->activity->object_id,
                            &incoming->object_id, error);
}

static gboolean
set_pin (MootDb         *db,
         MootIncoming   *incoming,
         const MootSql  *sql,
         GError        **error)
{
  g_auto (MootStatusByUri) status = { 0 };

  if (!find_status (db, incoming->activity->object_id, &status, error))
    return FALSE;
  if (status.id == 0 || status.account_id != incoming->actor.id)
    return moot_incoming_ignore (incoming, "it is not the actor's");
  incoming->object_id = status.id;
  if (sql == &moot_sql_pin_drop)
    return moot_db_run (
      db, sql,
      MOOT_BINDS (MOOT_INT ("account", incoming->actor.id), MOOT_INT ("status", status.id)), error);
  return moot_db_run (db, sql,
                      MOOT_BINDS (MOOT_INT ("account", incoming->actor.id),
                                  MOOT_INT ("status", status.id),
                                  MOOT_INT ("now", incoming->received_at)),
                      error);
}

/* What stands on the profile, as far as the name is one here. */
static gboolean
set_tag (MootDb        *db,
         MootIncoming  *incoming,
         gboolean       wanted,
         GError       **error)
{
  const char *text = moot_wild_get_text (incoming->activity->object, "name");
  g_autofree char *name = text != NULL ? moot_tag_dup_name (text) : NULL;
  gboolean changed;

  if (name == NULL || incoming->actor.id == 0)
    return moot_incoming_ignore (incoming, "it is no tag, or of nobody");
  return moot_tag_feature (db, incoming->actor.id, name, wanted, incoming->received_at, &changed,
                           error);
}

static gboolean
apply_add (MootDb        *db,
           MootIncoming  *incoming,
           GError       **error)
{
  if (moot_activity_is_about_tag (incoming->activity))
    return set_tag (db, incoming, TRUE, error);
  if (moot_incoming_is_append (&incoming->actor, incoming->activity))
    return moot_incoming_append (db, incoming, TRUE, error);
  return set_pin (db, incoming, &moot_sql_pin_put, error);
}

static gboolean
apply_remove (MootDb        *db,
              MootIncoming  *incoming,
              GError       **error)
{
  if (moot_activity_is_about_tag (incoming->activity))
    return set_tag (db, incoming, FALSE, error);
  if (moot_incoming_is_append (&incoming->actor, incoming->activity))
    return moot_incoming_append (db, incoming, FALSE, error);
  return set_pin (db, incoming, &moot_sql_pin_drop, error);
}

const MootIncomingHandler moot_incoming_add = { prepare_pin, apply_add };
const MootIncomingHandler moot_incoming_remove = { NULL, apply_remove };

/* Undo --------------------------------------------------------------------------------------- */

static gboolean
unfollow (MootDb        *db,
          MootIncoming  *incoming,
          const char    *target,
          gboolean      *out_done,
          GError       **error)
{
  gint64 id;

  if (!moot_incoming_find_own (db, incoming, target, &id, error))
    return FALSE;
  *out_done = id != 0;
  return id == 0 || moot_follow_remove (db, incoming->actor.id, id, error);
}

static gboolean
unblock (MootDb        *db,
         MootIncoming  *incoming,
         const char    *target,
         gboolean      *out_done,
         GError       **error)
{
  gint64 id;

  if (!moot_incoming_find_own (db, incoming, target, &id, error))
    return FALSE;
  *out_done = id != 0;
  return id == 0 || moot_block_remove (db, incoming->actor.id, id, error);
}

/* A favourite that a reaction brought goes with the last reaction. */
static gboolean
unlike (MootDb        *db,
        MootIncoming  *incoming,
        gint64         status_id,
        const char    *reaction,
        GError       **error)
{
  gint64 left = 0;

  if (!moot_db_run (db, &moot_sql_emoji_reaction_remove,
                    MOOT_BINDS (MOOT_INT ("account", incoming->actor.id),
                                MOOT_INT ("status", status_id), MOOT_TEXT ("name", reaction)),
                    error) ||
      !moot_db_get_int (db, &moot_sql_emoji_reaction_count_of,
                        MOOT_BINDS (MOOT_INT ("account", incoming->actor.id),
                                    MOOT_INT ("status", status_id)),
                        &left, error))
    return FALSE;
  return left > 0 || set_favourite (db, incoming, status_id, FALSE, error);
}

/* Whoever takes an Accept back is followed no more. */
static gboolean
unaccept (MootDb              *db,
          MootIncoming        *incoming,
          const MootActivity  *accept,
          gboolean            *out_done,
          GError             **error)
{
  gboolean accepted = FALSE;
  gint64 account_id;

  if (!moot_incoming_find_request (db, incoming, accept, &account_id, &accepted, error))
    return FALSE;
  *out_done = account_id != 0;
  return account_id == 0 || moot_follow_remove (db, account_id, incoming->actor.id, error);
}

static gboolean
undo_inner (MootDb              *db,
            MootIncoming        *incoming,
            const MootActivity  *inner,
            gboolean            *out_done,
            GError             **error)
{
  g_auto (MootStatusByUri) status = { 0 };

  *out_done = FALSE;
  if (inner->type == MOOT_ACTIVITY_FOLLOW || inner->type == MOOT_ACTIVITY_JOIN)
    return unfollow (db, incoming, inner->object_id, out_done, error);
  if (inner->type == MOOT_ACTIVITY_BLOCK)
    return unblock (db, incoming, inner->object_id, out_done, error);
  if (inner->type == MOOT_ACTIVITY_ACCEPT)
    return unaccept (db, incoming, inner, out_done, error);
  if (inner->type != MOOT_ACTIVITY_LIKE && inner->type != MOOT_ACTIVITY_EMOJI_REACT &&
      inner->type != MOOT_ACTIVITY_ANNOUNCE && inner->type != MOOT_ACTIVITY_DISLIKE)
    return TRUE;
  if (!find_status (db, inner->object_id, &status, error))
    return FALSE;
  *out_done = status.id != 0;
  if (status.id == 0)
    return TRUE;
  if (!moot_group_relay_incoming (db, incoming, status.id, error))
    return FALSE;
  if (inner->type == MOOT_ACTIVITY_DISLIKE)
    return moot_incoming_set_tally (db, status.id, inner->actor, incoming->actor.id, 0, error);
  return inner->type == MOOT_ACTIVITY_ANNOUNCE
           ? moot_status_unboost (db, incoming->actor.id, status.id, error)
           : unlike (db, incoming, status.id, inner->reaction, error);
}

/* What @sql finds of the actor's under an id: an account or a status. */
static gboolean
find_by_id (MootDb         *db,
            MootIncoming   *incoming,
            const MootSql  *sql,
            gint64         *out_id,
            GError        **error)
{
  *out_id = 0;
  return moot_db_get_int (db, sql,
                          MOOT_BINDS (MOOT_TEXT ("uri", incoming->activity->object_id),
                                      MOOT_INT ("account", incoming->actor.id)),
                          out_id, error);
}

/* Only an id is there: whatever of the actor's has it, or the follow of whom it names. */
static gboolean
undo_by_id (MootDb        *db,
            MootIncoming  *incoming,
            gboolean      *out_done,
            GError       **error)
{
  gint64 followed;
  gint64 blocked;
  gint64 liked;
  gint64 boosted;
  gint64 follower;

  if (!find_by_id (db, incoming, &moot_sql_follow_target_by_uri, &followed, error) ||
      !find_by_id (db, incoming, &moot_sql_block_target_by_uri, &blocked, error) ||
      !find_by_id (db, incoming, &moot_sql_favourite_by_uri, &liked, error) ||
      !find_by_id (db, incoming, &moot_sql_boost_by_uri, &boosted, error) ||
      !find_by_id (db, incoming, &moot_sql_follow_of_accept, &follower, error))
    return FALSE;
  *out_done = TRUE;
  if (followed != 0)
    return moot_follow_remove (db, incoming->actor.id, followed, error);
  if (blocked != 0)
    return moot_block_remove (db, incoming->actor.id, blocked, error);
  if (liked != 0)
    return unlike (db, incoming, liked, NULL, error);
  if (boosted != 0)
    return moot_status_delete (db, boosted, error);
  if (follower != 0)
    return moot_follow_remove (db, follower, incoming->actor.id, error);
  return unfollow (db, incoming, incoming->activity->object_id, out_done, error);
}

static gboolean
apply_undo (MootDb        *db,
            MootIncoming  *incoming,
            GError       **error)
{
  const MootActivity *activity = incoming->activity;
  g_autoptr (MootActivity) inner = moot_activity_read_inner (activity, NULL);
  const char *id = activity->object_id;
  gboolean done = FALSE;

  if (!moot_incoming_forget_wish (db, incoming, id, error) ||
      (inner != NULL && !undo_inner (db, incoming, inner, &done, error)))
    return FALSE;
  if (inner == NULL && !undo_by_id (db, incoming, &done, error))
    return FALSE;
  if (done || id == NULL || !moot_uri_same_origin (id, activity->actor))
    return TRUE; /* otherwise it may come before what it undoes */
  return moot_incoming_set_gone (db, incoming, id, MOOT_GONE_UNKNOWN_MS, error);
}

const MootIncomingHandler moot_incoming_undo = { NULL, apply_undo };
