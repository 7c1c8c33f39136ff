/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One member wants nothing more of a whole server: those there whom they follow, and who follow
 * them, are told that it is over, and nobody of the reason.
 * Spec: Mastodon client API, domain_blocks.
 * Thread: the writer's, in a transaction. */
#include "moot-member-domain.h"

#include "moot-domain-store.h"
#include "moot-follow-answer.h"
#include "moot-publish.h"
#include "moot-relationship-store.h"
#include "moot-severance-store.h"

static gboolean
end_follow (MootDb                *db,
            const MootSite        *site,
            const MootFollowPair  *pair,
            gint64                 now,
            GError               **error)
{
  return moot_publish_unfollow (db, site, pair->account_id, pair->target_id, now, error) &&
         moot_follow_answer_put (db, site, pair->account_id, pair->target_id, NULL, FALSE, error) &&
         moot_follow_remove (db, pair->account_id, pair->target_id, error);
}

/**
 * moot_member_domain_block:
 * @db: the writer
 * @site: the node
 * @account_id: who blocks
 * @domain: as it stands in handles, in lower case
 * @now: UTC milliseconds
 * @error: return location
 *
 * Hides a server from one member and ends follows both ways; the other side gets an Undo or a
 * Reject, the member a list of what it was.
 *
 * Returns: whether it was written
 */
gboolean
moot_member_domain_block (MootDb          *db,
                          const MootSite  *site,
                          gint64           account_id,
                          const char      *domain,
                          gint64           now,
                          GError         **error)
{
  g_autoptr (GArray) pairs = moot_domain_store_list_follows (db, account_id, domain, error);
  g_autoptr (MootSevering) severing = moot_severing_new ("user_domain_block");

  if (pairs == NULL)
    return FALSE;
  for (guint i = 0; i < pairs->len; i++)
    {
      const MootFollowPair *pair = &g_array_index (pairs, MootFollowPair, i);

      if (!moot_severing_note (severing, db, domain, pair, 0, error) ||
          !end_follow (db, site, pair, now, error))
        return FALSE;
    }
  return moot_member_domain_block_put (db, account_id, domain, error) &&
         moot_severing_finish (severing, db, error);
}
