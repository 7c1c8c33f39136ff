/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The co-op's own actor passes on what members address to it: a boost that its followers get,
 * wherever they are.
 *
 * A status is passed on when it comes, once, and only if everybody may see it and its author is a
 * member; what is itself a boost never is, so two groups cannot feed each other.  With the status
 * goes the boost, and the followers hear of that.
 * Spec: ActivityPub section 4.7 and 8.6; FEP-1b12; conformance 56.
 * Thread: the writer's, inside a transaction. */
#include "moot-group.h"

#include "moot-group-relay.h"
#include "moot-own-status.h"
#include "moot-policy-store.h"
#include "moot-publish.h"
#include "moot-records.h"
#include "moot-sql.h"
#include "moot-status-store.h"

/* The same as a whole, for those who want it so. */
static gboolean
relay_create (MootDb          *db,
              const MootSite  *site,
              gint64           status_id,
              const char      *activity,
              gint64           now,
              GError         **error)
{
  g_autoptr (MootOwnStatus) status = NULL;
  g_autofree char *own = NULL;

  if (activity == NULL)
    {
      status = moot_own_status_load (db, site, status_id, now, error);
      if (status == NULL)
        return error == NULL || *error == NULL;
      own = moot_own_status_dup_activity (status);
    }
  return moot_group_relay (db, site, status_id, 0, own != NULL ? own : activity, now, error);
}

/**
 * moot_group_share:
 * @db: the writer, inside the transaction that made the status
 * @site: the node
 * @status_id: what was written just now, here or elsewhere
 * @activity: (nullable): how its author told us, as JSON; not needed for one of ours
 * @now: UTC milliseconds
 * @error: return location
 *
 * Passes a status on if it is for the co-op to pass on.
 *
 * Limits: %MOOT_GROUP_SHARES_PER_HOUR.
 *
 * Returns: whether it was written, or nothing was to be done
 */
gboolean
moot_group_share (MootDb          *db,
                  const MootSite  *site,
                  gint64           status_id,
                  const char      *activity,
                  gint64           now,
                  GError         **error)
{
  MootPermission permission = MOOT_MAY_NOT;
  gint64 group_id = 0;
  gint64 boost_id;

  if (!moot_db_get_int (db, &moot_sql_group_to_share,
                        MOOT_BINDS (MOOT_INT ("status", status_id), MOOT_INT ("now", now),
                                    MOOT_INT ("limit", MOOT_GROUP_SHARES_PER_HOUR)),
                        &group_id, error))
    return FALSE;
  if (group_id == 0)
    return TRUE;
  if (!moot_policy_judge (db, status_id, MOOT_POLICY_ANNOUNCE, group_id, &permission, error))
    return FALSE;
  if (permission != MOOT_MAY)
    return TRUE;
  return moot_status_boost (db, site, group_id, status_id, MOOT_VISIBILITY_PUBLIC, now, &boost_id,
                            error) &&
         moot_publish_status (db, site, boost_id, now, error) &&
         relay_create (db, site, status_id, activity, now, error);
}

/** moot_group_withdraw: tells the followers that a status which will be deleted is passed on no
 * more */
gboolean
moot_group_withdraw (MootDb          *db,
                     const MootSite  *site,
                     gint64           status_id,
                     gint64           now,
                     GError         **error)
{
  gint64 boost_id = 0;

  return moot_db_get_int (db, &moot_sql_group_share_of,
                          MOOT_BINDS (MOOT_INT ("status", status_id)), &boost_id, error) &&
         (boost_id == 0 || moot_publish_going (db, site, boost_id, now, error));
}

/** moot_group_withdraw_author: the same for everything of somebody who will be deleted */
gboolean
moot_group_withdraw_author (MootDb          *db,
                            const MootSite  *site,
                            gint64           account_id,
                            gint64           now,
                            GError         **error)
{
  g_autoptr (GArray) boosts =
    moot_records_list_ids (db, &moot_sql_group_shares_of_author,
                           MOOT_BINDS (MOOT_INT ("account", account_id)), error);

  if (boosts == NULL)
    return FALSE;
  for (guint i = 0; i < boosts->len; i++)
    if (!moot_publish_going (db, site, g_array_index (boosts, gint64, i), now, error))
      return FALSE;
  return TRUE;
}
