/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a group passes on, and what only counts as a number.
 *
 * Lemmy's groups announce whole activities of others.  Nobody speaks for somebody else: a Create,
 * Update or Delete inside counts as passed on, so that its object is asked for where it lives;
 * votes cannot be asked for, so they are numbers without names, and only for what the group shared.
 * Spec: FEP-1b12; conformance 43, 57; FEP-fe34.
 * Thread: the inbox's; @apply runs in the writer's transaction. */
#include "moot-clock.h"
#include "moot-group-relay.h"
#include "moot-incoming.h"
#include "moot-people.h"
#include "moot-posts.h"
#include "moot-sql.h"
#include "moot-wild-json.h"

#include <string.h>

#define MAX_TALLY 1000 /* votes of one status that are told apart */

/* Votes --------------------------------------------------------------------------------------- */

static int
value_of (MootActivityType type)
{
  return type == MOOT_ACTIVITY_DISLIKE ? -1 : 1;
}

static gboolean
is_vote_type (MootActivityType type)
{
  return type == MOOT_ACTIVITY_LIKE || type == MOOT_ACTIVITY_DISLIKE ||
         type == MOOT_ACTIVITY_EMOJI_REACT;
}

/** moot_incoming_is_vote: whether @activity is a vote, or takes one back */
gboolean
moot_incoming_is_vote (const MootActivity *activity)
{
  g_autoptr (MootActivity) inner = NULL;

  if (activity->type != MOOT_ACTIVITY_UNDO)
    return is_vote_type (activity->type);
  inner = moot_activity_read_inner (activity, NULL);
  return inner != NULL && is_vote_type (inner->type) &&
         g_str_equal (inner->actor, activity->actor);
}

/**
 * moot_incoming_set_tally:
 * @db: the writer
 * @status_id: a status
 * @voter: who is said to have voted
 * @teller_id: who says so
 * @value: 1 or -1; 0 for no more
 * @error: return location
 *
 * A like counts as one more favourite, whoever it is by; a dislike is kept and not shown.
 *
 * Returns: whether it was written
 */
gboolean
moot_incoming_set_tally (MootDb      *db,
                         gint64       status_id,
                         const char  *voter,
                         gint64       teller_id,
                         int          value,
                         GError     **error)
{
  const MootBind *which = MOOT_BINDS (MOOT_INT ("status", status_id), MOOT_TEXT ("voter", voter));
  gint64 before = 0;
  gint64 n_changed = 0;
  gint64 by;

  if (!moot_db_get_int (db, &moot_sql_tally_value, which, &before, error))
    return FALSE;
  if (!(value == 0 ? moot_db_run_counted (db, &moot_sql_tally_drop, which, &n_changed, error)
                   : moot_db_run_counted (
                       db, &moot_sql_tally_put,
                       MOOT_BINDS (MOOT_INT ("status", status_id), MOOT_TEXT ("voter", voter),
                                   MOOT_INT ("teller", teller_id), MOOT_INT ("value", value),
                                   MOOT_INT ("limit", MAX_TALLY)),
                       &n_changed, error)))
    return FALSE;
  by = n_changed > 0 ? (value > 0) - (before > 0) : 0;
  return by == 0 ||
         moot_db_run (db, &moot_sql_status_count_favourites,
                      MOOT_BINDS (MOOT_INT ("id", status_id), MOOT_INT ("by", by)), error);
}

static gboolean
apply_tally (MootDb        *db,
             MootIncoming  *incoming,
             GError       **error)
{
  const MootActivity *activity = incoming->activity;
  g_autoptr (MootActivity) undone =
    activity->type == MOOT_ACTIVITY_UNDO ? moot_activity_read_inner (activity, NULL) : NULL;
  const MootActivity *vote = undone != NULL ? undone : activity;
  gint64 status_id = 0;
  gint64 shared = 0;

  if (vote->object_id == NULL ||
      moot_uri_same_origin (vote->actor, incoming->federation->site->base_url))
    return moot_incoming_ignore (incoming, "a vote about nothing, or of one of ours");
  if (!moot_db_get_int (db, &moot_sql_status_id_by_uri,
                        MOOT_BINDS (MOOT_TEXT ("uri", vote->object_id)), &status_id, error) ||
      !moot_db_get_int (db, &moot_sql_tally_is_of_group,
                        MOOT_BINDS (MOOT_INT ("status", status_id),
                                    MOOT_INT ("group", incoming->group.id)),
                        &shared, error))
    return FALSE;
  if (shared == 0)
    return moot_incoming_ignore (incoming, "the group never shared what it is about");
  return moot_incoming_set_tally (db, status_id, vote->actor, incoming->group.id,
                                  undone != NULL ? 0 : value_of (vote->type), error);
}

const MootIncomingHandler moot_incoming_tally = { NULL, apply_tally };

/* Dislike ------------------------------------------------------------------------------------- */

static gboolean
apply_dislike (MootDb        *db,
               MootIncoming  *incoming,
               GError       **error)
{
  const MootActivity *activity = incoming->activity;
  gint64 status_id = 0;
  gboolean gone;

  if (!moot_incoming_is_gone (db, incoming, activity->id, &gone, error) ||
      !moot_db_get_int (db, &moot_sql_status_id_by_uri,
                        MOOT_BINDS (MOOT_TEXT ("uri", activity->object_id)), &status_id, error))
    return FALSE;
  if (status_id == 0 || gone)
    return moot_incoming_ignore (incoming, "what it is about is not here");
  return moot_incoming_set_tally (db, status_id, activity->actor, incoming->actor.id, -1, error) &&
         moot_group_relay_incoming (db, incoming, status_id, error);
}

const MootIncomingHandler moot_incoming_dislike = { NULL, apply_dislike };

/* Unwrapping ---------------------------------------------------------------------------------- */

/**
 * moot_incoming_unwrap:
 * @incoming: an Announce that was accepted
 * @error: return location
 *
 * If there is a whole activity inside, that one is what came, and the group who passed it on.  Only
 * of groups that somebody here follows, or that name somebody here.
 *
 * Returns: whether it is known what came
 */
gboolean
moot_incoming_unwrap (MootIncoming  *incoming,
                      GError       **error)
{
  MootActivity *inner = moot_activity_read_inner (incoming->activity, NULL);

  if (inner == NULL)
    return TRUE;
  if (inner->type == MOOT_ACTIVITY_OTHER && moot_wild_get_id (inner->json, "attributedTo") != NULL)
    {
      moot_activity_free (inner); /* a status in which Pleroma names the actor, too */
      return TRUE;
    }
  if (inner->type == MOOT_ACTIVITY_OTHER || inner->type == MOOT_ACTIVITY_ANNOUNCE)
    {
      moot_activity_free (inner);
      return moot_incoming_ignore (incoming, "what was passed on means nothing here");
    }
  if (!moot_people_ensure (incoming->federation, incoming->activity->actor,
                           7 * MOOT_PEOPLE_STALE_MS, &incoming->group, error))
    {
      moot_activity_free (inner);
      return FALSE;
    }
  incoming->announce = incoming->activity;
  incoming->inner = inner;
  incoming->activity = inner;
  if (incoming->group.suspended || (!incoming->group.followed && incoming->recipient_id == 0))
    return moot_incoming_ignore (incoming, "nobody here has to do with it");
  return TRUE;
}

/**
 * moot_incoming_share:
 * @db: the writer
 * @incoming: what a group passed on
 * @object: the status in it
 * @error: return location
 *
 * What begins a thread is a boost of the group's, so that those who follow it see it.
 *
 * Returns: whether it was written
 */
gboolean
moot_incoming_share (MootDb                  *db,
                     MootIncoming            *incoming,
                     const MootRemoteObject  *object,
                     GError                 **error)
{
  const MootActivity *announce = incoming->announce;
  gint64 status_id = 0;
  gint64 allowed = 0;
  gint64 id;

  if (announce == NULL || object->in_reply_to != NULL || announce->id == NULL)
    return TRUE;
  if (!moot_db_get_int (db, &moot_sql_status_id_by_uri,
                        MOOT_BINDS (MOOT_TEXT ("uri", object->id)), &status_id, error) ||
      !moot_db_get_int (db, &moot_sql_status_may_be_boosted,
                        MOOT_BINDS (MOOT_INT ("status", status_id),
                                    MOOT_INT ("account", incoming->group.id)),
                        &allowed, error))
    return FALSE;
  return allowed == 0 ||
         moot_status_boost_from (
           db, incoming->federation->site,
           &(MootRemoteBoost){ .uri = announce->id,
                               .account_id = incoming->group.id,
                               .status_id = status_id,
                               .visibility = moot_audience_get_visibility (
                                 &announce->audience, incoming->group.followers_uri),
                               .created_at = announce->published },
           incoming->received_at, &id, error);
}

/* Collections that others may add to ------------------------------------------------------------
 */

/** moot_incoming_is_append: whether @activity is about a collection on the server of @actor that
 * is none of those that every actor has */
gboolean
moot_incoming_is_append (const MootRemoteAccount *actor,
                         const MootActivity      *activity)
{
  return activity->target != NULL && activity->object_id != NULL &&
         !moot_activity_is_about_tag (activity) &&
         moot_uri_same_origin (activity->target, activity->actor) &&
         g_strcmp0 (activity->target, actor->featured_uri) != 0 &&
         g_strcmp0 (activity->target, actor->featured_tags_uri) != 0;
}

/* Whether its author wrote it for that collection. */
static gboolean
is_for (const MootRemoteObject *object,
        const MootActivity     *add)
{
  JsonObject *target = moot_wild_get_object (object->json, "target");

  return target != NULL && g_strcmp0 (moot_wild_get_own_id (target), add->target) == 0 &&
         g_strcmp0 (moot_wild_get_id (target, "attributedTo"), add->actor) == 0;
}

/**
 * moot_incoming_prepare_append:
 * @incoming: an Add to a collection that others may add to
 * @error: return location
 *
 * Two must agree: who wrote it says in `target` that it is for that collection, and whose
 * collection it is.  Spec: FEP-400e.
 *
 * Returns: whether it is known what was added
 */
gboolean
moot_incoming_prepare_append (MootIncoming  *incoming,
                              GError       **error)
{
  const MootActivity *add = incoming->activity;
  MootAsker asker = moot_asker_of_node (incoming->federation, NULL);

  if (add->id == NULL ||
      moot_uri_same_origin (add->object_id, incoming->federation->site->base_url))
    return moot_incoming_ignore (incoming, "it has no id, or is about something of ours");
  incoming->object = moot_posts_fetch_object (incoming->federation, add->object_id, error);
  if (incoming->object == NULL)
    return FALSE;
  if (!is_for (incoming->object, add))
    return moot_incoming_ignore (incoming, "its author did not write it for that");
  return moot_posts_keep (&asker, incoming->object, &incoming->object_id, error);
}

static gboolean
take_from_wall (MootDb        *db,
                MootIncoming  *incoming,
                gint64         status_id,
                GError       **error)
{
  gint64 boost_id = 0;

  if (!moot_db_get_int (
        db, &moot_sql_status_boost_of,
        MOOT_BINDS (MOOT_INT ("id", status_id), MOOT_INT ("account", incoming->actor.id)),
        &boost_id, error))
    return FALSE;
  if (boost_id == 0)
    return moot_incoming_ignore (incoming, "it was not in it");
  return moot_status_delete (db, boost_id, error);
}

/**
 * moot_incoming_append:
 * @db: the writer
 * @incoming: an Add or Remove of such a collection
 * @wanted: whether it was added
 * @error: return location
 *
 * What stands in it is seen by those who follow whose it is, like a boost of theirs.
 *
 * Returns: whether it was written
 */
gboolean
moot_incoming_append (MootDb        *db,
                      MootIncoming  *incoming,
                      gboolean       wanted,
                      GError       **error)
{
  const MootActivity *activity = incoming->activity;
  gint64 status_id = incoming->object_id;
  gint64 allowed = 0;
  gint64 id;

  if (!wanted && !moot_db_get_int (db, &moot_sql_status_id_by_uri,
                                   MOOT_BINDS (MOOT_TEXT ("uri", activity->object_id)),
                                   &status_id, error))
    return FALSE;
  if (!moot_db_get_int (
        db, &moot_sql_status_may_be_boosted,
        MOOT_BINDS (MOOT_INT ("status", status_id), MOOT_INT ("account", incoming->actor.id)),
        &allowed, error))
    return FALSE;
  if (allowed == 0)
    return moot_incoming_ignore (incoming, "it is not there, or not for everybody");
  if (!wanted)
    return take_from_wall (db, incoming, status_id, error);
  return moot_status_boost_from (db, incoming->federation->site,
                                 &(MootRemoteBoost){ .uri = activity->id,
                                                     .account_id = incoming->actor.id,
                                                     .status_id = status_id,
                                                     .visibility = MOOT_VISIBILITY_UNLISTED,
                                                     .created_at = activity->published },
                                 incoming->received_at, &id, error);
}
