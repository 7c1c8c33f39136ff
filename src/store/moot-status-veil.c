/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Statuses that only their author sees: until somebody lets them answer, or because they did not.
 * Thread: the writer's, inside a transaction. */
#include "moot-sql.h"
#include "moot-status-private.h"
#include "moot-timeline-store.h"

/**
 * moot_status_unveil:
 * @db: the writer
 * @id: a status that was made for its author alone
 * @visibility: who may see it from now on
 * @mention_ids: (array length=n_mentions): whom it mentions
 * @n_mentions: how many
 * @error: return location
 *
 * Shows it to everybody it is for, as if it were written now.
 *
 * Returns: whether it was written
 */
gboolean
moot_status_unveil (MootDb          *db,
                    gint64           id,
                    MootVisibility   visibility,
                    const gint64    *mention_ids,
                    gsize            n_mentions,
                    GError         **error)
{
  const MootStatusDraft mentioned = { .mention_ids = mention_ids, .n_mentions = n_mentions };
  MootStatusDraft draft = mentioned;
  MootStatusFacts facts;
  MootStatusFacts parent = { 0 };

  if (!moot_status_require_facts (db, id, &facts, error) ||
      (facts.in_reply_to_id != 0 &&
       !moot_status_require_facts (db, facts.in_reply_to_id, &parent, error)))
    return FALSE;
  facts.visibility = visibility;
  draft.account_id = facts.account_id;
  if (!moot_db_run (db, &moot_sql_status_unveil,
                    MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("visibility", visibility)),
                    error) ||
      !moot_status_count (db, &facts, 1, facts.created_at, error) ||
      !moot_home_deliver (db, &facts, parent.account_id, error) ||
      !moot_status_write_mentions (db, id, &draft, facts.created_at, error))
    return FALSE;
  moot_db_announce (db, MOOT_NEWS_STATUS, id, 0);
  return TRUE;
}

/**
 * moot_status_veil:
 * @db: the writer
 * @id: a status
 * @error: return location
 *
 * Leaves it to its author alone; timelines, notifications and counts forget it.
 *
 * Returns: whether it was written
 */
gboolean
moot_status_veil (MootDb  *db,
                  gint64   id,
                  GError **error)
{
  const MootBind *which;
  MootStatusFacts facts;

  if (!moot_status_require_facts (db, id, &facts, error))
    return FALSE;
  which = MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("author", facts.account_id));
  return moot_status_announce_gone (db, &facts, error) &&
         moot_status_count (db, &facts, -1, 0, error) &&
         moot_db_run (db, &moot_sql_status_veil, MOOT_BINDS (MOOT_INT ("id", id)), error) &&
         moot_db_run (db, &moot_sql_status_mentions_clear, MOOT_BINDS (MOOT_INT ("status", id)),
                      error) &&
         moot_db_run (db, &moot_sql_home_forget_status, which, error) &&
         moot_db_run (db, &moot_sql_notifications_forget_status, which, error);
}
