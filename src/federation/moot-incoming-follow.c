/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who follows whom across servers: Follow, its answers, Block and Move that came in.
 * Spec: ActivityPub section 7.5 to 7.9; Mastodon, "Move"; FEP-7628.
 * Thread: the inbox's; @apply runs in the writer's transaction. */
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-follow-answer.h"
#include "moot-group-relay.h"
#include "moot-incoming.h"
#include "moot-migration.h"
#include "moot-notification-store.h"
#include "moot-people.h"
#include "moot-publish.h"
#include "moot-relationship-store.h"
#include "moot-sql.h"

#include <string.h>

/* Follow ------------------------------------------------------------------------------------- */

static gboolean
is_open (MootDb        *db,
         MootIncoming  *incoming,
         gint64         target_id,
         gboolean      *out_open,
         GError       **error)
{
  gint64 blocked = 0;

  *out_open = FALSE;
  if (!moot_db_get_int (db, &moot_sql_follow_is_refused,
                        MOOT_BINDS (MOOT_INT ("actor", incoming->actor.id),
                                    MOOT_INT ("target", target_id)),
                        &blocked, error))
    return FALSE;
  *out_open = blocked == 0;
  return TRUE;
}

static gboolean
put_follow (MootDb        *db,
            MootIncoming  *incoming,
            gint64         target_id,
            GError       **error)
{
  gboolean is_new;
  gboolean accepted;

  if (!moot_follow_put (db, incoming->actor.id, target_id, TRUE, FALSE, &is_new, &accepted,
                        error) ||
      !moot_db_run (db, &moot_sql_follow_set_uri,
                    MOOT_BINDS (MOOT_INT ("account", incoming->actor.id),
                                MOOT_INT ("target", target_id),
                                MOOT_TEXT ("uri", incoming->activity->id)),
                    error) ||
      !moot_group_note_reader (db, incoming, error))
    return FALSE;
  if (is_new && !moot_notification_raise (db, target_id, accepted ? "follow" : "follow_request",
                                          incoming->actor.id, 0, error))
    return FALSE;
  return !accepted ||
         moot_follow_answer_put_as (db, incoming->federation->site, incoming->actor.id, target_id,
                                    incoming->activity->type, incoming->activity->id, TRUE, error);
}

static gboolean
apply_follow (MootDb        *db,
              MootIncoming  *incoming,
              GError       **error)
{
  gboolean gone;
  gboolean open;
  gint64 target_id;

  if (!moot_incoming_find_own (db, incoming, incoming->activity->object_id, &target_id, error) ||
      !moot_incoming_is_gone (db, incoming, incoming->activity->id, &gone, error))
    return FALSE;
  if (target_id == 0)
    return moot_incoming_ignore (incoming, "it follows nobody here");
  if (gone)
    return moot_incoming_ignore (incoming, "it was undone before it came");
  if (!is_open (db, incoming, target_id, &open, error))
    return FALSE;
  if (open)
    return put_follow (db, incoming, target_id, error);
  return moot_follow_answer_put_as (db, incoming->federation->site, incoming->actor.id, target_id,
                                    incoming->activity->type, incoming->activity->id, FALSE, error);
}

const MootIncomingHandler moot_incoming_follow = { moot_group_ask_follower, apply_follow };

/* Accept and Reject -------------------------------------------------------------------------- */

/**
 * moot_incoming_find_request:
 * @db: the writer
 * @incoming: what came
 * @answer: an Accept or Reject of its actor: what came itself, or what is inside
 * @out_account: (out): who of ours asked, 0 for nobody
 * @out_accepted: (out): whether they follow
 * @error: return location
 *
 * By the id of the Follow, or by who asked whom.
 *
 * Returns: whether the database answered
 */
gboolean
moot_incoming_find_request (MootDb              *db,
                            const MootIncoming  *incoming,
                            const MootActivity  *answer,
                            gint64              *out_account,
                            gboolean            *out_accepted,
                            GError             **error)
{
  g_autoptr (MootActivity) inner = moot_activity_read_inner (answer, NULL);
  /* whoever is asked for something else may be followed as well */
  gboolean is_follow = inner != NULL && inner->type == MOOT_ACTIVITY_FOLLOW;
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_follow_request_to,
    MOOT_BINDS (MOOT_INT ("target", incoming->actor.id),
                MOOT_TEXT ("uri", answer->object_id),
                MOOT_TEXT ("account", is_follow ? inner->actor : NULL)),
    error);

  *out_account = 0;
  if (rows == NULL || !moot_rows_next (rows, error))
    return rows != NULL && (error == NULL || *error == NULL);
  *out_account = moot_rows_get_int (rows, "account_id");
  *out_accepted = moot_rows_get_int (rows, "accepted") != 0;
  return TRUE;
}

static gboolean
apply_accept (MootDb        *db,
              MootIncoming  *incoming,
              GError       **error)
{
  gboolean accepted = FALSE;
  gint64 account_id;

  if (!moot_incoming_find_request (db, incoming, incoming->activity, &account_id, &accepted, error))
    return FALSE;
  if (account_id == 0)
    return moot_incoming_answer_deed (db, incoming, TRUE, error);
  return (accepted || moot_follow_answer (db, account_id, incoming->actor.id, TRUE, error)) &&
         moot_db_run (db, &moot_sql_follow_set_accept_uri,
                      MOOT_BINDS (MOOT_INT ("account", account_id),
                                  MOOT_INT ("target", incoming->actor.id),
                                  MOOT_TEXT ("uri", incoming->activity->id)),
                      error);
}

static gboolean
apply_reject (MootDb        *db,
              MootIncoming  *incoming,
              GError       **error)
{
  gboolean accepted = FALSE;
  gint64 account_id;

  if (!moot_incoming_find_request (db, incoming, incoming->activity, &account_id, &accepted, error))
    return FALSE;
  if (account_id == 0)
    return moot_incoming_answer_deed (db, incoming, FALSE, error);
  return moot_follow_remove (db, account_id, incoming->actor.id, error);
}

const MootIncomingHandler moot_incoming_accept = { moot_incoming_check_grant, apply_accept };
const MootIncomingHandler moot_incoming_reject = { NULL, apply_reject };

/* Somebody saw the request and thinks about it: it goes on waiting, and is not made again. */
static gboolean
apply_tentative (MootDb        *db,
                 MootIncoming  *incoming,
                 GError       **error)
{
  gboolean accepted = FALSE;
  gint64 account_id;

  if (!moot_incoming_find_request (db, incoming, incoming->activity, &account_id, &accepted, error))
    return FALSE;
  if (account_id == 0 || accepted)
    return moot_incoming_ignore (incoming, "no request waits for it");
  return moot_db_run (db, &moot_sql_follow_is_thought_about,
                      MOOT_BINDS (MOOT_INT ("account", account_id),
                                  MOOT_INT ("target", incoming->actor.id),
                                  MOOT_INT ("asks", MOOT_REQUEST_REPEATS + 1)),
                      error);
}

const MootIncomingHandler moot_incoming_tentative = { NULL, apply_tentative };

/* Block -------------------------------------------------------------------------------------- */

static gboolean
apply_block (MootDb        *db,
             MootIncoming  *incoming,
             GError       **error)
{
  gboolean gone;
  gint64 target_id;

  if (!moot_incoming_find_own (db, incoming, incoming->activity->object_id, &target_id, error) ||
      !moot_incoming_is_gone (db, incoming, incoming->activity->id, &gone, error))
    return FALSE;
  if (target_id == 0 || gone)
    return moot_incoming_ignore (incoming, "it blocks nobody here");
  return moot_block_put (db, incoming->actor.id, target_id, error) &&
         moot_db_run (db, &moot_sql_block_set_uri,
                      MOOT_BINDS (MOOT_INT ("account", incoming->actor.id),
                                  MOOT_INT ("target", target_id),
                                  MOOT_TEXT ("uri", incoming->activity->id)),
                      error);
}

const MootIncomingHandler moot_incoming_block = { NULL, apply_block };

/* Move --------------------------------------------------------------------------------------- */

/* The new home, if it is one of ours. */
static gboolean
find_own_home (MootIncoming  *incoming,
               GError       **error)
{
  const MootActivity *activity = incoming->activity;
  MootFederation *federation = incoming->federation;
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, error);
  g_auto (MootMigration) home = { 0 };
  gint64 id = 0;
  gboolean done = reader != NULL &&
                  moot_incoming_find_own (reader, incoming, activity->target, &id, error) &&
                  (id == 0 || moot_migration_load (reader, id, &home, error));

  moot_db_pool_return_reader (federation->pool, reader);
  if (!done)
    return FALSE;
  if (id == 0 || home.moved_to_id != 0 ||
      !g_strv_contains ((const char *const *) home.aliases, activity->actor))
    return moot_incoming_ignore (incoming, "the new home does not know of it");
  incoming->target_id = id;
  return TRUE;
}

static gboolean
find_remote_home (MootIncoming  *incoming,
                  GError       **error)
{
  const MootActivity *activity = incoming->activity;
  g_autoptr (MootRemoteActor) target =
    moot_people_fetch (incoming->federation, activity->target, error);
  g_auto (MootRemoteAccount) account = { 0 };

  if (target == NULL)
    return FALSE;
  if (strcmp (target->id, activity->target) != 0 || target->also_known_as == NULL ||
      !g_strv_contains ((const char *const *) target->also_known_as, activity->actor))
    return moot_incoming_ignore (incoming, "the new home does not know of it");
  if (!moot_people_ensure (incoming->federation, target->id, 0, &account, error))
    return FALSE;
  incoming->target_id = account.id;
  return TRUE;
}

static gboolean
prepare_move (MootIncoming  *incoming,
              GError       **error)
{
  gint64 moved_at = incoming->actor.moved_at;

  if (moved_at != 0 && moot_clock_now () - moved_at < MOOT_MIGRATION_PERIOD_MS)
    return moot_incoming_ignore (incoming, "it moved a few days ago");
  return moot_uri_same_origin (incoming->activity->target, incoming->federation->site->base_url)
           ? find_own_home (incoming, error)
           : find_remote_home (incoming, error);
}

static gboolean
apply_move (MootDb        *db,
            MootIncoming  *incoming,
            GError       **error)
{
  gint64 now = moot_clock_now ();

  return moot_db_run (db, &moot_sql_remote_account_set_moved,
                      MOOT_BINDS (MOOT_INT ("id", incoming->actor.id),
                                  MOOT_INT ("target", incoming->target_id)),
                      error) &&
         moot_db_run (
           db, &moot_sql_remote_account_moved_at,
           MOOT_BINDS (MOOT_INT ("id", incoming->actor.id), MOOT_INT ("now", now)), error) &&
         moot_migration_carry (db, incoming->federation->site, incoming->actor.id,
                               incoming->target_id, now, error);
}

const MootIncomingHandler moot_incoming_move = { prepare_move, apply_move };
