/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Statuses of other servers: written like ours, with files that lie elsewhere, counts that their
 * server tells, and parents that may come after their replies.
 * Thread: the writer's, inside a transaction, unless a function says otherwise. */
#include "moot-remote-status-store.h"

#include "moot-sql.h"

/** moot_status_by_uri_clear: frees what is in @self */
void
moot_status_by_uri_clear (MootStatusByUri *self)
{
  g_clear_pointer (&self->author_uri, g_free);
}

/**
 * moot_status_find_by_uri:
 * @db: a connection
 * @uri: a status or boost, of ours or of others
 * @out_status: (out): what is known of it
 * @error: return location
 *
 * Returns: whether it is known; %FALSE without @error otherwise
 */
gboolean
moot_status_find_by_uri (MootDb           *db,
                         const char       *uri,
                         MootStatusByUri  *out_status,
                         GError          **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_status_by_uri, MOOT_BINDS (MOOT_TEXT ("uri", uri)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  *out_status = (MootStatusByUri){
    .id = moot_rows_get_int (rows, "id"),
    .account_id = moot_rows_get_int (rows, "account_id"),
    .thread_id = moot_rows_get_int (rows, "thread_id"),
    .reblog_of_id = moot_rows_get_int (rows, "reblog_of_id"),
    .updated_at = moot_rows_get_int (rows, "updated_at"),
    .author_uri = g_strdup (moot_rows_get_text (rows, "author_uri")),
    .visibility = (MootVisibility) moot_rows_get_int (rows, "visibility"),
    .local = moot_rows_get_int (rows, "local") != 0,
  };
  return TRUE;
}

/* The rows of the files, those that are there already kept. */
static GArray *
ensure_attachments (MootDb                       *db,
                    const MootRemoteStatusDraft  *draft,
                    gint64                        now,
                    GError                      **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gsize i = 0; i < draft->n_attachments; i++)
    {
      const MootAttachmentDraft *one = &draft->attachments[i];
      gint64 id = 0;

      if (draft->status.id != 0 &&
          !moot_db_get_int (db, &moot_sql_attachments_by_remote_url,
                            MOOT_BINDS (MOOT_INT ("status", draft->status.id),
                                        MOOT_TEXT ("url", one->remote_url)),
                            &id, error))
        return NULL;
      if (id != 0)
        {
          if (!moot_attachment_note (db, id, one->account_id,
                                     one->description != NULL ? one->description : "", NULL, error))
            return NULL;
        }
      else if (!moot_attachment_add (db, one, now, &id, error))
        return NULL;
      g_array_append_val (ids, id);
    }
  return g_steal_pointer (&ids);
}

/* What answered it before it came. */
static gboolean
adopt_children (MootDb                 *db,
                const MootStatusDraft  *status,
                gint64                  id,
                GError                **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_status_children_missing, MOOT_BINDS (MOOT_TEXT ("uri", status->uri)), error);
  g_autoptr (GArray) children = g_array_new (FALSE, FALSE, 2 * sizeof (gint64));
  g_autoptr (GError) local = NULL;
  MootStatusFacts facts;

  while (rows != NULL && moot_rows_next (rows, &local))
    {
      gint64 child[2] = { moot_rows_int_at (rows, 0), moot_rows_int_at (rows, 1) };

      g_array_append_vals (children, child, 1);
    }
  g_clear_pointer (&rows, moot_rows_free);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (children->len > 0 && !moot_status_get_facts (db, id, &facts, error))
    return FALSE;
  for (guint i = 0; i < children->len; i++)
    {
      const gint64 *child = (const gint64 *) (gpointer) children->data + 2 * i;

      if (!moot_db_run (db, &moot_sql_status_set_parent,
                        MOOT_BINDS (MOOT_INT ("id", child[0]), MOOT_INT ("parent", id),
                                    MOOT_INT ("author", status->account_id)),
                        error) ||
          !moot_db_run (db, &moot_sql_status_count_replies,
                        MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("by", 1)), error) ||
          (child[1] != facts.thread_id &&
           !moot_db_run (db, &moot_sql_status_move_thread,
                         MOOT_BINDS (MOOT_INT ("from", child[1]), MOOT_INT ("to", facts.thread_id)),
                         error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_more (MootDb                       *db,
          gint64                        id,
          const MootRemoteStatusDraft  *draft,
          gint64                        now,
          GError                      **error)
{
  return moot_db_run (db, &moot_sql_remote_status_put,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_TEXT ("type", draft->type),
                                  MOOT_INT ("updated", draft->updated_at),
                                  MOOT_TEXT ("replies", draft->replies_uri),
                                  MOOT_TEXT ("context", draft->context_uri),
                                  MOOT_INT ("now", now)),
                      error);
}

/* Most are told of before anybody could do anything with them. */
static gboolean
brings_counts (const MootRemoteStatusDraft *draft)
{
  return draft->n_favourites > 0 || draft->n_reblogs > 0 || draft->n_replies > 0 ||
         draft->votes != NULL;
}

/**
 * moot_remote_status_counts:
 * @db: the writer
 * @id: a status of another server
 * @draft: as its server tells it now
 * @error: return location
 *
 * Takes over the counts, which are never believed to have fallen below what we know ourselves, and
 * those of the poll; but no counts of other choices than ours saw.
 *
 * Returns: whether it was written
 */
gboolean
moot_remote_status_counts (MootDb                       *db,
                           gint64                        id,
                           const MootRemoteStatusDraft  *draft,
                           GError                      **error)
{
  gint64 poll_id = 0;
  gboolean same;

  if (!moot_db_run (db, &moot_sql_status_set_counts,
                    MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("favourites", draft->n_favourites),
                                MOOT_INT ("reblogs", draft->n_reblogs),
                                MOOT_INT ("replies", draft->n_replies)),
                    error) ||
      !moot_poll_find_id (db, id, &poll_id, error))
    return FALSE;
  if (poll_id == 0 || draft->votes == NULL || draft->status.poll == NULL)
    return TRUE;
  if (!moot_poll_is_same (db, poll_id, draft->status.poll, &same, error))
    return FALSE;
  if (!same)
    return TRUE;
  for (gsize i = 0; i < draft->n_votes; i++)
    if (!moot_db_run (db, &moot_sql_poll_set_option_count,
                      MOOT_BINDS (MOOT_INT ("id", poll_id), MOOT_INT ("position", (gint64) i),
                                  MOOT_INT ("votes", MAX (draft->votes[i], 0))),
                      error))
      return FALSE;
  return moot_db_run (db, &moot_sql_poll_set_counts,
                      MOOT_BINDS (MOOT_INT ("id", poll_id),
                                  MOOT_INT ("voters", MAX (draft->n_voters, 0)),
                                  MOOT_INT ("closed_at", draft->closed_at)),
                      error);
}

/**
 * moot_remote_status_add:
 * @db: the writer
 * @site: the node
 * @draft: what to add; it must not be there yet
 * @now: UTC milliseconds
 * @out_id: (out): its id here
 * @error: return location
 *
 * Returns: whether it is there
 */
gboolean
moot_remote_status_add (MootDb                       *db,
                        const MootSite               *site,
                        const MootRemoteStatusDraft  *draft,
                        gint64                        now,
                        gint64                       *out_id,
                        GError                      **error)
{
  g_autoptr (GArray) ids = ensure_attachments (db, draft, now, error);
  MootStatusDraft status = draft->status;

  if (ids == NULL)
    return FALSE;
  status.attachment_ids = (const gint64 *) (gpointer) ids->data;
  status.n_attachments = ids->len;
  return moot_status_create (db, site, &status, now, out_id, error) &&
         put_more (db, *out_id, draft, now, error) &&
         (!brings_counts (draft) || moot_remote_status_counts (db, *out_id, draft, error)) &&
         adopt_children (db, &status, *out_id, error);
}

/**
 * moot_remote_status_edit:
 * @db: the writer
 * @site: the node
 * @draft: the whole status as it is now; `status.id` says which
 * @now: when it was edited, UTC milliseconds
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_remote_status_edit (MootDb                       *db,
                         const MootSite               *site,
                         const MootRemoteStatusDraft  *draft,
                         gint64                        now,
                         GError                      **error)
{
  g_autoptr (GArray) ids = ensure_attachments (db, draft, now, error);
  MootStatusDraft status = draft->status;
  gboolean changed;

  if (ids == NULL)
    return FALSE;
  status.attachment_ids = (const gint64 *) (gpointer) ids->data;
  status.n_attachments = ids->len;
  return moot_status_edit (db, site, &status, now, &changed, error) &&
         put_more (db, status.id, draft, now, error) &&
         moot_remote_status_counts (db, status.id, draft, error);
}

/**
 * moot_poll_vote_by_title:
 * @db: the writer
 * @status_id: a status, perhaps with a poll
 * @account_id: who votes
 * @title: the choice, to the byte
 * @uri: (nullable): of the vote
 * @now: when it came, UTC milliseconds
 * @out_counted: (out): whether it counts
 * @error: return location
 *
 * Counts a vote from another server, which brings one choice at a time and cannot be told why one
 * does not count: not a choice, one's own poll, voted before, or over for longer than a vote may be
 * on its way.
 *
 * Returns: whether the database answered
 */
gboolean
moot_poll_vote_by_title (MootDb      *db,
                         gint64       status_id,
                         gint64       account_id,
                         const char  *title,
                         const char  *uri,
                         gint64       now,
                         gboolean    *out_counted,
                         GError     **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_poll_of_status,
                                             MOOT_BINDS (MOOT_INT ("status", status_id)), error);
  gint64 poll_id;
  gint64 expires_at;
  gint64 position = -1;
  gint64 voted = 0;
  gint64 same = 0;
  gboolean multiple;
  gboolean own;

  *out_counted = FALSE;
  if (rows == NULL || !moot_rows_next (rows, error))
    return rows != NULL && (error == NULL || *error == NULL);
  poll_id = moot_rows_get_int (rows, "id");
  multiple = moot_rows_get_int (rows, "multiple") != 0;
  expires_at = moot_rows_get_int (rows, "expires_at");
  own = moot_rows_get_int (rows, "account_id") == account_id;
  g_clear_pointer (&rows, moot_rows_free);
  if (!moot_db_get_int (db, &moot_sql_poll_option_position,
                        MOOT_BINDS (MOOT_INT ("poll", poll_id), MOOT_TEXT ("title", title)),
                        &position, error) ||
      !moot_db_get_int (db, &moot_sql_poll_vote_is_there,
                        MOOT_BINDS (MOOT_INT ("poll", poll_id), MOOT_INT ("account", account_id),
                                    MOOT_INT ("position", -1)),
                        &voted, error) ||
      !moot_db_get_int (db, &moot_sql_poll_vote_is_there,
                        MOOT_BINDS (MOOT_INT ("poll", poll_id), MOOT_INT ("account", account_id),
                                    MOOT_INT ("position", MAX (position, 0))),
                        &same, error))
    return FALSE;
  if (position < 0 || own || same != 0 || (voted != 0 && !multiple) ||
      (expires_at != 0 && expires_at + MOOT_POLL_GRACE_MS <= now))
    return TRUE;
  *out_counted = TRUE;
  return moot_db_run (db, &moot_sql_poll_vote_add,
                      MOOT_BINDS (MOOT_INT ("poll", poll_id), MOOT_INT ("account", account_id),
                                  MOOT_INT ("position", position), MOOT_TEXT ("uri", uri),
                                  MOOT_INT ("now", now)),
                      error) &&
         moot_db_run (db, &moot_sql_poll_option_count,
                      MOOT_BINDS (MOOT_INT ("poll", poll_id), MOOT_INT ("position", position)),
                      error) &&
         moot_db_run (db, &moot_sql_poll_voted,
                      MOOT_BINDS (MOOT_INT ("id", poll_id), MOOT_INT ("now", now)), error) &&
         (voted != 0 ||
          moot_db_run (db, &moot_sql_poll_voters_count, MOOT_BINDS (MOOT_INT ("poll", poll_id)),
                       error));
}
