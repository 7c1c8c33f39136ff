/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How polls stand: what ours count is told while they run, not with every vote; what others count
 * is asked for when a member looks, and once it is over.
 * Spec: Mastodon, "Question"; conformance 49.
 * Thread: moot_poll_refresh() a worker of the errands, moot_polls_tell() the writer's. */
#include "moot-polls.h"

#include "moot-clock.h"
#include "moot-errands.h"
#include "moot-posts.h"
#include "moot-publish.h"
#include "moot-records.h"
#include "moot-sql.h"

/** moot_poll_refresh_as: asks for the poll @uri of another server, as @asker may */
void
moot_poll_refresh_as (const MootAsker *asker,
                      const char      *uri)
{
  MootDbPool *pool = asker->federation->pool;
  g_autoptr (MootRemoteObject) object = moot_posts_fetch_object_as (asker, uri, NULL);
  g_auto (MootStatusByUri) known = { 0 };
  MootDb *reader;
  gboolean is_known;

  if (object == NULL)
    return;
  reader = moot_db_pool_borrow_reader (pool, NULL);
  is_known = reader != NULL && moot_status_find_by_uri (reader, object->id, &known, NULL);
  moot_db_pool_return_reader (pool, reader);
  if (is_known)
    moot_posts_refresh (asker, object, &known, NULL);
}

/**
 * Claim:
 * @uri: (nullable): what to ask for; %NULL when it was done a moment ago
 */
typedef struct
{
  gint64 status_id;
  char *uri;
} Claim;

static gboolean
claim (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  Claim *self = data;
  gint64 now = moot_clock_now ();
  gint64 n_changed = 0;
  g_autoptr (MootRows) rows = NULL;

  if (!moot_db_run_counted (db, &moot_sql_poll_claim,
                            MOOT_BINDS (MOOT_INT ("status", self->status_id), MOOT_INT ("now", now),
                                        MOOT_INT ("before", now - MOOT_POLL_ASK_MS)),
                            &n_changed, error))
    return FALSE;
  if (n_changed == 0)
    return TRUE;
  rows = moot_db_query (db, &moot_sql_quoted_facts, MOOT_BINDS (MOOT_INT ("id", self->status_id)),
                        error);
  if (rows == NULL || !moot_rows_next (rows, error))
    return rows != NULL && (error == NULL || *error == NULL);
  self->uri = g_strdup (moot_rows_get_text (rows, "uri"));
  return TRUE;
}

/**
 * moot_poll_refresh:
 * @federation: federation
 * @status_id: a status of another server, with a poll
 *
 * Asks how it stands, unless somebody did in the last %MOOT_POLL_ASK_MS, or it has been over since.
 */
void
moot_poll_refresh (MootFederation *federation,
                   gint64          status_id)
{
  MootAsker asker = moot_asker_of_node (federation, NULL);
  Claim self = { .status_id = status_id };

  if (moot_db_pool_write (federation->pool, claim, &self, NULL) && self.uri != NULL)
    moot_poll_refresh_as (&asker, self.uri);
  g_free (self.uri);
}

/** moot_poll_look: a member looks at @status_id: asks how its poll stands, if it has one and that
 * is not known */
void
moot_poll_look (MootFederation *federation,
                MootDb         *db,
                gint64          status_id,
                gint64          now)
{
  gint64 stale = 0;

  if (moot_db_get_int (db, &moot_sql_poll_is_stale,
                       MOOT_BINDS (MOOT_INT ("status", status_id),
                                   MOOT_INT ("before", now - MOOT_POLL_ASK_MS)),
                       &stale, NULL) &&
      stale != 0)
    moot_errands_run (federation->errands, moot_poll_refresh, status_id);
}

/**
 * moot_polls_tell:
 * @db: the writer
 * @site: the node
 * @now: UTC milliseconds
 * @error: return location
 *
 * Tells others how polls of ours stand in which somebody voted, each not more often than every
 * %MOOT_POLL_TELL_MS.  Those whose totals are hidden say nothing until they are over.
 *
 * Returns: whether it was written
 */
gboolean
moot_polls_tell (MootDb          *db,
                 const MootSite  *site,
                 gint64           now,
                 GError         **error)
{
  g_autoptr (GArray) statuses = moot_records_list_ids (
    db, &moot_sql_polls_untold,
    MOOT_BINDS (MOOT_INT ("before", now - MOOT_POLL_TELL_MS), MOOT_INT ("now", now),
                MOOT_INT ("grace", MOOT_POLL_GRACE_MS), MOOT_INT ("limit", MOOT_POLLS_AT_ONCE)),
    error);

  if (statuses == NULL)
    return FALSE;
  for (guint i = 0; i < statuses->len; i++)
    {
      gint64 id = g_array_index (statuses, gint64, i);

      if (!moot_publish_edit (db, site, id, now, error) ||
          !moot_db_run (db, &moot_sql_poll_told,
                        MOOT_BINDS (MOOT_INT ("status", id), MOOT_INT ("now", now)), error))
        return FALSE;
    }
  return TRUE;
}
