/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Yes or no to a Follow of another server, with the whole Follow inside: servers match it by its id
 * or by who asked whom.
 * Spec: ActivityPub section 7.5 to 7.7.
 * Thread: the writer's, inside a transaction. */
#include "moot-follow-answer.h"

#include "moot-activity-writer.h"
#include "moot-actor-uri.h"
#include "moot-clock.h"
#include "moot-id.h"
#include "moot-outbox.h"
#include "moot-sql.h"

/**
 * moot_follow_answer_put_as:
 * @db: the writer
 * @site: the node
 * @account_id: who asked, of another server
 * @target_id: who was asked, of ours
 * @asked: how: the type of what came
 * @follow_uri: (nullable): the id of the Follow, %NULL for the one that is stored
 * @accept: the answer
 * @error: return location
 *
 * Queues an Accept or Reject.  Somebody of ours is not told, nobody without an inbox, and nobody
 * who did not ask.
 *
 * Returns: whether it was written
 */
gboolean
moot_follow_answer_put_as (MootDb            *db,
                           const MootSite    *site,
                           gint64             account_id,
                           gint64             target_id,
                           MootActivityType   asked,
                           const char        *follow_uri,
                           gboolean           accept,
                           GError           **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_follow_answer_facts,
    MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_INT ("target", target_id)), error);
  g_autofree char *follower = NULL;
  g_autofree char *target = NULL;
  g_autofree char *inbox = NULL;
  g_autofree char *follow = NULL;
  g_autofree char *id = NULL;
  g_autofree char *json = NULL;
  const char *inboxes[] = { NULL, NULL };

  if (rows == NULL || !moot_rows_next (rows, error))
    return rows != NULL && (error == NULL || *error == NULL);
  follower = g_strdup (moot_rows_get_text (rows, "follower"));
  target = g_strdup (moot_rows_get_text (rows, "target"));
  inbox = g_strdup (moot_rows_get_text (rows, "inbox"));
  follow = g_strdup (follow_uri != NULL ? follow_uri : moot_rows_get_text (rows, "uri"));
  g_clear_pointer (&rows, moot_rows_free);
  if (follow == NULL)
    return TRUE;
  id = moot_actor_uri_part (target, accept ? MOOT_PART_FOLLOW_ACCEPT : MOOT_PART_FOLLOW_REJECT,
                            moot_id_next ());
  inboxes[0] = inbox;
  {
    const MootOutgoing inner = {
      .type = asked, .id = follow, .actor = follower, .object = target
    };
    const MootOutgoing answer = { .type = accept ? MOOT_ACTIVITY_ACCEPT : MOOT_ACTIVITY_REJECT,
                                  .id = id,
                                  .actor = target,
                                  .inner = &inner };
    MootPosting posting = { .account_id = target_id,
                            .actor = target,
                            .type = answer.type,
                            .id = id,
                            .rank = MOOT_RANK_WAITING };

    json = moot_activity_write (&answer);
    posting.json = json;
    return moot_outbox_put (db, site, &posting, inboxes, moot_clock_now (), error);
  }
}

/** moot_follow_answer_put: moot_follow_answer_put_as() of a Follow */
gboolean
moot_follow_answer_put (MootDb          *db,
                        const MootSite  *site,
                        gint64           account_id,
                        gint64           target_id,
                        const char      *follow_uri,
                        gboolean         accept,
                        GError         **error)
{
  return moot_follow_answer_put_as (db, site, account_id, target_id, MOOT_ACTIVITY_FOLLOW,
                                    follow_uri, accept, error);
}
