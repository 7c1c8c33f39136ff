/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Favourites, bookmarks, pins and muted threads.  Doing what is done already changes nothing.
 * Thread: the writer's, inside a transaction. */
#include "moot-interaction-store.h"

#include "moot-error.h"
#include "moot-limits.h"
#include "moot-notification-store.h"
#include "moot-sql.h"
#include "moot-status-private.h"

static gboolean
set_favourite (MootDb                 *db,
               const MootStatusFacts  *facts,
               gint64                  account_id,
               gboolean                wanted,
               gint64                  now,
               GError                **error)
{
  const MootBind *who =
    MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_INT ("status", facts->id));
  const MootBind *when = MOOT_BINDS (MOOT_INT ("account", account_id),
                                     MOOT_INT ("status", facts->id), MOOT_INT ("now", now));
  gint64 n_changed = 0;

  if (!moot_db_run_counted (db, wanted ? &moot_sql_favourite_add : &moot_sql_favourite_remove,
                            wanted ? when : who, &n_changed, error))
    return FALSE;
  if (n_changed == 0)
    return TRUE;
  if (!moot_db_run (db, &moot_sql_status_count_favourites,
                    MOOT_BINDS (MOOT_INT ("id", facts->id), MOOT_INT ("by", wanted ? 1 : -1)),
                    error))
    return FALSE;
  return wanted ? moot_notification_raise (db, facts->account_id, "favourite", account_id,
                                           facts->id, error)
                : moot_notification_withdraw (db, "favourite", account_id, facts->id, error);
}

static gboolean
set_bookmark (MootDb    *db,
              gint64     id,
              gint64     account_id,
              gboolean   wanted,
              gint64     now,
              GError   **error)
{
  if (!wanted)
    return moot_db_run (db, &moot_sql_bookmark_remove,
                        MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_INT ("status", id)),
                        error);
  return moot_db_run (db, &moot_sql_bookmark_add,
                      MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_INT ("status", id),
                                  MOOT_INT ("now", now)),
                      error);
}

static const char *
get_reason_against_pin (const MootStatusFacts *facts,
                        gint64                 account_id,
                        gint64                 n_pins)
{
  if (facts->account_id != account_id)
    return "Someone else's post cannot be pinned";
  if (facts->reblog_of_id != 0)
    return "A boost cannot be pinned";
  if (facts->visibility == MOOT_VISIBILITY_DIRECT)
    return "Posts that are only visible to mentioned users cannot be pinned";
  if (n_pins >= MOOT_MAX_PINNED_STATUSES)
    return "You have already pinned the maximum number of posts";
  return NULL;
}

static gboolean
set_pin (MootDb                 *db,
         const MootStatusFacts  *facts,
         gint64                  account_id,
         gboolean                wanted,
         gint64                  now,
         GError                **error)
{
  const MootBind *who =
    MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_INT ("status", facts->id));
  const char *reason;
  gint64 n_pins = 0;

  if (!wanted)
    return moot_db_run (db, &moot_sql_pin_remove, who, error);
  if (!moot_db_get_int (db, &moot_sql_pin_count, who, &n_pins, error))
    return FALSE;
  reason = get_reason_against_pin (facts, account_id, n_pins);
  if (reason != NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "Validation failed: %s", reason);
      return FALSE;
    }
  return moot_db_run (db, &moot_sql_pin_add,
                      MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_INT ("status", facts->id),
                                  MOOT_INT ("now", now)),
                      error);
}

/**
 * moot_interaction_set:
 * @db: the writer
 * @what: which deed
 * @account_id: whose
 * @status_id: a status the account may see, not a boost
 * @wanted: whether it shall be so
 * @now: UTC milliseconds
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with the words for the client when it cannot be pinned;
 * %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: whether it is so
 */
gboolean
moot_interaction_set (MootDb           *db,
                      MootInteraction   what,
                      gint64            account_id,
                      gint64            status_id,
                      gboolean          wanted,
                      gint64            now,
                      GError          **error)
{
  MootStatusFacts facts;

  if (!moot_status_require_facts (db, status_id, &facts, error))
    return FALSE;
  switch (what)
    {
    case MOOT_INTERACTION_FAVOURITE:
      return set_favourite (db, &facts, account_id, wanted, now, error);
    case MOOT_INTERACTION_BOOKMARK:
      return set_bookmark (db, status_id, account_id, wanted, now, error);
    case MOOT_INTERACTION_PIN:
      return set_pin (db, &facts, account_id, wanted, now, error);
    case MOOT_INTERACTION_MUTE_THREAD:
      return moot_db_run (db, wanted ? &moot_sql_thread_mute_add : &moot_sql_thread_mute_remove,
                          MOOT_BINDS (MOOT_INT ("account", account_id),
                                      MOOT_INT ("thread", facts.thread_id)),
                          error);
    }
  g_return_val_if_reached (FALSE);
}

/** moot_account_is_blocking: whether @account_id blocks @target_id, in @out_blocking */
gboolean
moot_account_is_blocking (MootDb    *db,
                          gint64     account_id,
                          gint64     target_id,
                          gboolean  *out_blocking,
                          GError   **error)
{
  gint64 found = 0;

  if (!moot_db_get_int (db, &moot_sql_is_blocking,
                        MOOT_BINDS (MOOT_INT ("account", account_id),
                                    MOOT_INT ("target", target_id)),
                        &found, error))
    return FALSE;
  *out_blocking = found != 0;
  return TRUE;
}
