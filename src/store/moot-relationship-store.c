/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Follows, blocks, mutes and private notes, with what follows from them: counts, the home timeline,
 * requests to locked accounts.
 * Thread: the connection's. */
#include "moot-relationship-store.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-sql.h"
#include "moot-timeline-store.h"

/**
 * moot_relationship_load:
 * @db: a connection
 * @viewer: who asks
 * @target: about whom
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the relationship; %NULL without @error when there is no such
 *   account
 */
MootRelationship *
moot_relationship_load (MootDb  *db,
                        gint64   viewer,
                        gint64   target,
                        GError **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_relationship_get,
                   MOOT_BINDS (MOOT_INT ("viewer", viewer), MOOT_INT ("target", target),
                               MOOT_INT ("now", moot_clock_now ())),
                   error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  return moot_rows_read_entity (rows, MOOT_TYPE_RELATIONSHIP);
}

#define PAIR(account_id, target_id) \
  MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_INT ("target_id", target_id))

static gboolean
recount (MootDb  *db,
         gint64   a,
         gint64   b,
         GError **error)
{
  return moot_db_run (db, &moot_sql_follow_recount,
                      MOOT_BINDS (MOOT_INT ("a", a), MOOT_INT ("b", b)), error);
}

/* A block either way, or an account that is not there, is "not found": nobody learns of a block. */
static gboolean
check_target (MootDb    *db,
              gint64     account_id,
              gint64     target_id,
              gboolean  *out_locked,
              GError   **error)
{
  gint64 locked = -1;
  gint64 blocked = 0;

  if (!moot_db_get_int (db, &moot_sql_account_is_locked, MOOT_BINDS (MOOT_INT ("id", target_id)),
                        &locked, error) ||
      !moot_db_get_int (db, &moot_sql_block_between,
                        MOOT_BINDS (MOOT_INT ("a", account_id), MOOT_INT ("b", target_id)),
                        &blocked, error))
    return FALSE;
  if (locked < 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no account %" G_GINT64_FORMAT,
                   target_id);
      return FALSE;
    }
  if (blocked != 0 || account_id == target_id)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "this account cannot be followed");
      return FALSE;
    }
  *out_locked = locked != 0;
  return TRUE;
}

/**
 * moot_follow_put:
 * @db: the writer
 * @account_id: who follows
 * @target_id: whom
 * @show_reblogs: whether boosts of @target_id are wanted
 * @notify: whether each of its statuses is worth a notification
 * @out_new: (out): whether there was no follow or request before
 * @out_accepted: (out): whether it follows now; %FALSE: a locked account was asked
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND, %MOOT_ERROR_FORBIDDEN (oneself, or blocked either way).
 *
 * Returns: whether it was written
 */
gboolean
moot_follow_put (MootDb    *db,
                 gint64     account_id,
                 gint64     target_id,
                 gboolean   show_reblogs,
                 gboolean   notify,
                 gboolean  *out_new,
                 gboolean  *out_accepted,
                 GError   **error)
{
  g_autoptr (MootRelationship) before = moot_relationship_load (db, account_id, target_id, error);
  gboolean locked;

  if ((before == NULL && *error != NULL) ||
      !check_target (db, account_id, target_id, &locked, error))
    return FALSE;
  *out_new = !before->following && !before->requested;
  *out_accepted = before->following || (*out_new && !locked);
  if (!moot_db_run (db, &moot_sql_follow_put,
                    MOOT_BINDS (MOOT_INT ("account_id", account_id),
                                MOOT_INT ("target_id", target_id), MOOT_INT ("accepted", !locked),
                                MOOT_INT ("show_reblogs", show_reblogs),
                                MOOT_INT ("notify", notify), MOOT_INT ("now", moot_clock_now ())),
                    error))
    return FALSE;
  if (!*out_new || !*out_accepted)
    return TRUE;
  return moot_home_fill (db, account_id, target_id, error) &&
         recount (db, account_id, target_id, error);
}

/**
 * moot_follow_remove:
 * @db: the writer
 * @account_id: who follows or asked to
 * @target_id: whom
 * @error: return location
 *
 * Ends a follow or takes a request back; what the follow brought leaves the home timeline.
 *
 * Returns: whether it was written; no follow is no error
 */
gboolean
moot_follow_remove (MootDb  *db,
                    gint64   account_id,
                    gint64   target_id,
                    GError **error)
{
  return moot_db_run (db, &moot_sql_follow_delete, PAIR (account_id, target_id), error) &&
         moot_home_purge (db, account_id, target_id, error) &&
         recount (db, account_id, target_id, error);
}

/**
 * moot_follow_answer:
 * @db: the writer
 * @account_id: who asked to follow
 * @target_id: who was asked, and answers
 * @accept: the answer
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND when there is no such request.
 *
 * Returns: whether it was written
 */
gboolean
moot_follow_answer (MootDb    *db,
                    gint64     account_id,
                    gint64     target_id,
                    gboolean   accept,
                    GError   **error)
{
  const MootSql *sql = accept ? &moot_sql_follow_accept : &moot_sql_follow_delete_request;
  gint64 n_changed;

  if (!moot_db_run_counted (db, sql, PAIR (account_id, target_id), &n_changed, error))
    return FALSE;
  if (n_changed == 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no such request");
      return FALSE;
    }
  return !accept || (moot_home_fill (db, account_id, target_id, error) &&
                     recount (db, account_id, target_id, error));
}

/* Open streams follow at once: what is hidden now, whatever the reason. */
static void
announce_hidden (MootDb *db,
                 gint64  account_id,
                 gint64  target_id)
{
  moot_db_announce (db, MOOT_NEWS_HIDDEN, target_id, account_id);
}

/**
 * moot_block_put:
 * @db: the writer
 * @account_id: who blocks
 * @target_id: whom
 * @error: return location
 *
 * Ends follows both ways, and takes each out of the other's home and notifications.
 *
 * Errors: %MOOT_ERROR_NOT_FOUND, %MOOT_ERROR_INVALID for oneself.
 *
 * Returns: whether it was written
 */
gboolean
moot_block_put (MootDb  *db,
                gint64   account_id,
                gint64   target_id,
                GError **error)
{
  gint64 locked = -1;

  if (account_id == target_id)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: You cannot block yourself");
      return FALSE;
    }
  if (!moot_db_get_int (db, &moot_sql_account_is_locked, MOOT_BINDS (MOOT_INT ("id", target_id)),
                        &locked, error))
    return FALSE;
  if (locked < 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no account %" G_GINT64_FORMAT,
                   target_id);
      return FALSE;
    }
  announce_hidden (db, account_id, target_id);
  announce_hidden (db, target_id, account_id);
  return moot_db_run (db, &moot_sql_block_put,
                      MOOT_BINDS (MOOT_INT ("account_id", account_id),
                                  MOOT_INT ("target_id", target_id),
                                  MOOT_INT ("now", moot_clock_now ())),
                      error) &&
         moot_follow_remove (db, account_id, target_id, error) &&
         moot_follow_remove (db, target_id, account_id, error) &&
         moot_db_run (db, &moot_sql_notification_drop_from, PAIR (account_id, target_id), error);
}

/** moot_block_remove: ends a block; none is no error */
gboolean
moot_block_remove (MootDb  *db,
                   gint64   account_id,
                   gint64   target_id,
                   GError **error)
{
  announce_hidden (db, account_id, target_id);
  announce_hidden (db, target_id, account_id);
  return moot_db_run (db, &moot_sql_block_delete, PAIR (account_id, target_id), error);
}

/**
 * moot_mute_put:
 * @db: the writer
 * @account_id: who mutes
 * @target_id: whom
 * @hide_notifications: whether theirs are hidden as well
 * @expires_at: UTC milliseconds, 0 for no end
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for oneself, a constraint error for an account that is not there.
 *
 * Returns: whether it was written
 */
gboolean
moot_mute_put (MootDb    *db,
               gint64     account_id,
               gint64     target_id,
               gboolean   hide_notifications,
               gint64     expires_at,
               GError   **error)
{
  if (account_id == target_id)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: You cannot mute yourself");
      return FALSE;
    }
  announce_hidden (db, account_id, target_id);
  return moot_db_run (
    db, &moot_sql_mute_put,
    MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_INT ("target_id", target_id),
                MOOT_INT ("hide_notifications", hide_notifications),
                MOOT_INT ("expires_at", expires_at), MOOT_INT ("now", moot_clock_now ())),
    error);
}

/** moot_mute_remove: ends a mute; none is no error */
gboolean
moot_mute_remove (MootDb  *db,
                  gint64   account_id,
                  gint64   target_id,
                  GError **error)
{
  announce_hidden (db, account_id, target_id);
  return moot_db_run (db, &moot_sql_mute_delete, PAIR (account_id, target_id), error);
}

/**
 * moot_mute_next_end:
 * @db: a connection
 * @account_id: who mutes
 * @now: UTC milliseconds
 * @out_end: (inout): lowered to the moment when the next mute ends by itself
 * @error: return location
 *
 * Returns: whether the database answered
 */
gboolean
moot_mute_next_end (MootDb  *db,
                    gint64   account_id,
                    gint64   now,
                    gint64  *out_end,
                    GError **error)
{
  gint64 end = G_MAXINT64;

  if (!moot_db_get_int (db, &moot_sql_mute_next_end,
                        MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_INT ("now", now)),
                        &end, error))
    return FALSE;
  *out_end = MIN (*out_end, end);
  return TRUE;
}

/** moot_account_note_put: keeps a private @comment on an account; an empty one removes it */
gboolean
moot_account_note_put (MootDb      *db,
                       gint64       account_id,
                       gint64       target_id,
                       const char  *comment,
                       GError     **error)
{
  if (*comment == '\0')
    return moot_db_run (db, &moot_sql_account_note_delete, PAIR (account_id, target_id), error);
  return moot_db_run (db, &moot_sql_account_note_put,
                      MOOT_BINDS (MOOT_INT ("account_id", account_id),
                                  MOOT_INT ("target_id", target_id),
                                  MOOT_TEXT ("comment", comment)),
                      error);
}
