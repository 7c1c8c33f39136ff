/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A member's account is deleted: everybody we know is told, whatever they wrote goes, its addresses
 * answer 410 for ever and its name is never given again.  What the co-op has to keep of a member
 * is not touched.
 * Spec: ActivityPub section 6.4; conformance 12. Thread: the writer's, in a transaction. */
#include "moot-departure.h"

#include "moot-actor-uri.h"
#include "moot-error.h"
#include "moot-group.h"
#include "moot-media-files.h"
#include "moot-publish-private.h"
#include "moot-remote-account-store.h"
#include "moot-sql.h"

static gboolean
tell_everybody (MootDb          *db,
                const MootSite  *site,
                gint64           account_id,
                const char      *uri,
                gint64           now,
                GError         **error)
{
  g_auto (GStrv) inboxes =
    moot_publish_read_inboxes (moot_db_query (db, &moot_sql_departure_inboxes, NULL, error), error);
  g_autofree char *id = moot_actor_uri_part (uri, MOOT_PART_DELETE, 0);
  char *everybody[] = { (char *) MOOT_PUBLIC_COLLECTION, NULL };
  char *nobody[] = { NULL };
  MootAudience audience = { .to = everybody, .cc = nobody };
  const MootPosting posting = { .account_id = account_id, .rank = MOOT_RANK_PUBLIC };

  return inboxes != NULL && moot_publish_put (db, site, &posting,
                                              &(MootOutgoing){ .type = MOOT_ACTIVITY_DELETE,
                                                               .id = id,
                                                               .actor = uri,
                                                               .audience = &audience,
                                                               .object = uri },
                                              inboxes, now, error);
}

static gboolean
erase (MootDb  *db,
       gint64   account_id,
       gint64   now,
       GError **error)
{
  const MootBind *who = MOOT_BINDS (MOOT_INT ("id", account_id));
  const MootBind *when = MOOT_BINDS (MOOT_INT ("id", account_id), MOOT_INT ("now", now));

  return moot_db_run (db, &moot_sql_departure_bury, when, error) &&
         moot_remote_account_purge (db, account_id, error) &&
         moot_db_run (db, &moot_sql_departure_mark, when, error) &&
         moot_db_run (db, &moot_sql_departure_user, who, error) &&
         moot_db_run (db, &moot_sql_departure_tokens, when, error) &&
         moot_db_run (db, &moot_sql_departure_sessions, who, error) &&
         moot_db_run (db, &moot_sql_departure_scheduled, who, error) &&
         moot_db_run (db, &moot_sql_departure_followed_tags, who, error) &&
         moot_db_run (db, &moot_sql_departure_featured_tags, who, error) &&
         moot_db_run (db, &moot_sql_severance_of_departed, who, error) &&
         moot_db_run (db, &moot_sql_departure_account, who, error);
}

/**
 * moot_departure_put:
 * @db: the writer
 * @site: the node
 * @account_id: one of ours
 * @now: UTC milliseconds
 * @error: return location
 *
 * Deletes an account for good.
 *
 * Errors: %MOOT_ERROR_NOT_FOUND when there is none, or none any more.
 *
 * Returns: whether it was written
 */
gboolean
moot_departure_put (MootDb          *db,
                    const MootSite  *site,
                    gint64           account_id,
                    gint64           now,
                    GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_departure_of,
                                             MOOT_BINDS (MOOT_INT ("id", account_id)), &local);
  g_autofree char *uri = NULL;
  g_autofree char *avatar = NULL;
  g_autofree char *header = NULL;

  if (rows != NULL && moot_rows_next (rows, &local) && moot_rows_get_int (rows, "deleted_at") == 0)
    {
      uri = g_strdup (moot_rows_get_text (rows, "uri"));
      avatar = g_strdup (moot_rows_get_text (rows, "avatar"));
      header = g_strdup (moot_rows_get_text (rows, "header"));
    }
  g_clear_pointer (&rows, moot_rows_free);
  if (uri == NULL && local == NULL)
    g_set_error (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no account %" G_GINT64_FORMAT,
                 account_id);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!tell_everybody (db, site, account_id, uri, now, error) ||
      !moot_group_withdraw_author (db, site, account_id, now, error) ||
      !erase (db, account_id, now, error) ||
      !moot_db_run (db, &moot_sql_own_tombstone_add,
                    MOOT_BINDS (MOOT_TEXT ("uri", uri), MOOT_TEXT ("former_type", "Person"),
                                MOOT_INT ("now", now)),
                    error))
    return FALSE;
  moot_media_file_remove (site, avatar);
  moot_media_file_remove (site, header);
  return TRUE;
}

/**
 * moot_departure_is_under_way:
 * @db: a connection
 * @account_id: one that was deleted
 * @out_under_way: (out): whether others still have to hear of it
 * @error: return location
 *
 * Until then its key is served: nobody believes a Delete that they cannot verify.
 *
 * Returns: whether it could be found out
 */
gboolean
moot_departure_is_under_way (MootDb    *db,
                             gint64     account_id,
                             gboolean  *out_under_way,
                             GError   **error)
{
  gint64 waiting = 0;

  if (!moot_db_get_int (db, &moot_sql_departure_is_under_way,
                        MOOT_BINDS (MOOT_INT ("id", account_id)), &waiting, error))
    return FALSE;
  *out_under_way = waiting != 0;
  return TRUE;
}
