/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Telling members that something happened; what is told of whom is decided in one statement.
 * Thread: the writer's. */
#include "moot-notification-store.h"

#include "moot-clock.h"
#include "moot-sql.h"

/** moot_notification_raise: moot_notification_raise_at() for what happens now */
gboolean
moot_notification_raise (MootDb      *db,
                         gint64       account_id,
                         const char  *type,
                         gint64       from_account_id,
                         gint64       status_id,
                         GError     **error)
{
  return moot_notification_raise_at (db, account_id, type, from_account_id, status_id,
                                     moot_clock_now (), error);
}

/**
 * moot_notification_raise_at:
 * @db: the writer, inside the transaction of what happened
 * @account_id: who should know
 * @type: `mention`, `reblog`, `favourite`, `follow`, `follow_request`, `status`, `poll`, `update`
 * @from_account_id: whose doing it is
 * @status_id: the status it is about, 0 for none
 * @happened_at: UTC milliseconds; what was late by %MOOT_NOTIFICATION_QUIET_MS waits unread in the
 *   list and is not announced
 * @error: return location
 *
 * Writes a notification unless there are reasons against it: it is one's own doing, one of both
 * blocked or muted the other, the thread was muted, it is known already, the account lives
 * elsewhere, or people of other servers whom it does not follow told it enough in the last hour.
 * None of these is an error.
 *
 * Returns: whether the database answered
 */
gboolean
moot_notification_raise_at (MootDb      *db,
                            gint64       account_id,
                            const char  *type,
                            gint64       from_account_id,
                            gint64       status_id,
                            gint64       happened_at,
                            GError     **error)
{
  const MootBind *who = MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_TEXT ("type", type),
                                    MOOT_INT ("sender", from_account_id));
  gint64 now = moot_clock_now ();
  gint64 known = 0;
  gint64 n_changed = 0;

  if (status_id == 0 &&
      !moot_db_get_int (db, &moot_sql_notification_follow_exists, who, &known, error))
    return FALSE;
  if (known != 0)
    return TRUE;
  if (!moot_db_run_counted (db, &moot_sql_notification_raise,
                            MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_TEXT ("type", type),
                                        MOOT_INT ("sender", from_account_id),
                                        MOOT_ID ("status", status_id),
                                        MOOT_INT ("now", now),
                                        MOOT_INT ("since", now - MOOT_HOUR),
                                        MOOT_INT ("stranger", MOOT_NOTIFICATION_STRANGER),
                                        MOOT_INT ("strangers", MOOT_NOTIFICATION_STRANGERS)),
                            &n_changed, error))
    return FALSE;
  if (n_changed > 0 && now - happened_at < MOOT_NOTIFICATION_QUIET_MS)
    moot_db_announce (db, MOOT_NEWS_NOTIFICATION, moot_db_get_last_id (db), account_id);
  return TRUE;
}

/**
 * moot_notification_withdraw:
 * @db: the writer
 * @type: see moot_notification_raise()
 * @from_account_id: whose doing it was
 * @status_id: the status it was about
 * @error: return location
 *
 * Takes back what was told, because it is no longer so.
 *
 * Returns: whether the database answered
 */
gboolean
moot_notification_withdraw (MootDb      *db,
                            const char  *type,
                            gint64       from_account_id,
                            gint64       status_id,
                            GError     **error)
{
  return moot_db_run (db, &moot_sql_notification_withdraw,
                      MOOT_BINDS (MOOT_TEXT ("type", type), MOOT_INT ("sender", from_account_id),
                                  MOOT_INT ("status", status_id)),
                      error);
}
