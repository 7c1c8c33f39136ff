/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What becomes of the entries of the log: several at once where they allow it, or one by one; each
 * is settled in one transaction with its effect, or tried again later.
 * Spec: ActivityPub section 7.
 * Decision: src/decisions/0018-deliveries-in-crowds.md.
 * Thread: a worker of the inbox. */
#include "moot-inbox-private.h"

#include "moot-activity-reader.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-followers-sync.h"
#include "moot-held-posts.h"
#include "moot-sql.h"

#define FIRST_RETRY_MS (30 * MOOT_SECOND) /* doubled four times with each attempt */

static gboolean finish (MootDb *db,
                        gpointer data,
                        GError **error);

/** moot_inbox_entry_new: (transfer full): the entry that @rows is at */
MootInboxEntry *
moot_inbox_entry_new (MootRows *rows)
{
  MootInboxEntry *entry = g_new0 (MootInboxEntry, 1);

  *entry = (MootInboxEntry){
    .id = moot_rows_get_int (rows, "id"),
    .signer = g_strdup (moot_rows_get_text (rows, "signer_uri")),
    .host = g_strdup (moot_rows_get_text (rows, "host")),
    .activity_id = g_strdup (moot_rows_get_text (rows, "activity_id")),
    .synchronization = g_strdup (moot_rows_get_text (rows, "synchronization")),
    .attempts = moot_rows_get_int (rows, "attempts"),
    .body = moot_rows_dup_blob (rows, "body"),
  };
  entry->delivered = (MootDelivered){
    .body = entry->body,
    .signer = entry->signer,
    .let_in = g_strcmp0 (moot_rows_get_text (rows, "why"), MOOT_HELD_LET_IN) == 0,
    .recipient_id = moot_rows_get_int (rows, "recipient_id"),
    .received_at = moot_rows_get_int (rows, "received_at"),
    .finish = finish,
    .data = entry,
  };
  return entry;
}

/** moot_inbox_entry_free: frees @entry, which may be %NULL */
void
moot_inbox_entry_free (gpointer entry)
{
  MootInboxEntry *self = entry;

  if (self == NULL)
    return;

  g_free (self->signer);
  g_free (self->host);
  g_free (self->activity_id);
  g_free (self->synchronization);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->activity, moot_activity_free);
  g_free (self);
}

static gboolean
finish (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  const MootInboxEntry *entry = data;
  const char *why = entry->failure != NULL ? entry->failure : entry->delivered.why;
  const char *state = why != NULL ? "dropped" : "done";

  if (entry->failure == NULL && why != NULL && g_str_has_prefix (why, MOOT_HELD_PREFIX))
    return moot_db_run (db, &moot_sql_inbox_hold,
                        MOOT_BINDS (MOOT_INT ("id", entry->id), MOOT_TEXT ("why", why)), error) &&
           moot_db_run (db, &moot_sql_inbox_hold_no_more,
                        MOOT_BINDS (MOOT_INT ("limit", MOOT_HELD_MAX)), error);
  return moot_db_run (db, &moot_sql_inbox_finish,
                      MOOT_BINDS (MOOT_INT ("id", entry->id),
                                  MOOT_TEXT ("state", entry->failure != NULL ? "failed" : state),
                                  MOOT_TEXT ("why", why)),
                      error);
}

static gboolean
retry_later (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  const MootInboxEntry *entry = data;
  gint64 wait = FIRST_RETRY_MS << (4 * MIN (entry->attempts, 3));

  return moot_db_run (db, &moot_sql_inbox_retry,
                      MOOT_BINDS (MOOT_INT ("id", entry->id),
                                  MOOT_INT ("next", moot_clock_now () + wait),
                                  MOOT_TEXT ("let_in", MOOT_HELD_LET_IN),
                                  MOOT_TEXT ("why", entry->failure)),
                      error);
}

static gboolean
is_temporary (const GError *error)
{
  return g_error_matches (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE) ||
         g_error_matches (error, MOOT_ERROR, MOOT_ERROR_LIMITED) ||
         g_error_matches (error, MOOT_DB_ERROR, MOOT_DB_ERROR_BUSY) ||
         g_error_matches (error, MOOT_DB_ERROR, MOOT_DB_ERROR_FULL) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What it says; the door has read it a moment ago, or somebody before the node was started. */
static gboolean
open_entry (MootInbox       *self,
            MootInboxEntry  *entry,
            GError         **error)
{
  if (entry->activity == NULL)
    entry->activity =
      moot_inbox_shelf_take (moot_inbox_get_shelf (self), entry->activity_id, entry->body);
  if (entry->activity == NULL)
    entry->activity = moot_activity_reader_read_activity (entry->body, error);
  entry->delivered.activity = entry->activity;
  return entry->activity != NULL;
}

static void
synchronize (MootInbox            *self,
             const MootInboxEntry *entry)
{
  g_autoptr (GError) error = NULL;

  if (entry->synchronization != NULL &&
      !moot_followers_sync (moot_inbox_get_federation (self), entry->signer,
                            entry->synchronization, &error))
    g_debug ("inbox: followers of '%s': %s", entry->signer, error->message);
}

static void
do_one (MootInbox      *self,
        MootInboxEntry *entry)
{
  MootFederation *federation = moot_inbox_get_federation (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) local = NULL;

  if (open_entry (self, entry, &error) &&
      moot_incoming_process (federation, &entry->delivered, &error))
    {
      synchronize (self, entry);
      return;
    }
  if (g_cancellable_is_cancelled (federation->cancellable))
    return; /* the node stops: it is still in the log */
  entry->failure = error->message;
  g_debug ("inbox: entry %" G_GINT64_FORMAT ": %s", entry->id, error->message);
  if (!moot_db_pool_write (federation->pool,
                           is_temporary (error) && entry->attempts + 1 < MOOT_INBOX_MAX_ATTEMPTS
                             ? retry_later
                             : finish,
                           entry, &local))
    g_message ("the inbox cannot be written: %s", local->message);
}

/**
 * moot_inbox_do:
 * @self: the inbox
 * @entries: (element-type MootInboxEntry): what a host delivered, in that order; not empty
 *
 * Does the first of them, and as many of the others as can be done along with it.
 *
 * Returns: how many are dealt with
 */
guint
moot_inbox_do (MootInbox    *self,
               const GQueue *entries)
{
  MootDelivered *delivered[MOOT_INCOMING_TOGETHER];
  guint n = 0;
  guint n_done = 0;

  for (const GList *l = entries->head; l != NULL && n < MOOT_INCOMING_TOGETHER; l = l->next)
    {
      MootInboxEntry *entry = l->data;

      if (!open_entry (self, entry, NULL))
        break;
      delivered[n++] = &entry->delivered;
    }
  if (n > 1)
    n_done = moot_incoming_process_together (moot_inbox_get_federation (self), delivered, n);
  if (n_done == 0)
    {
      do_one (self, entries->head->data);
      return 1;
    }
  n = 0;
  for (const GList *l = entries->head; n < n_done; l = l->next, n++)
    synchronize (self, l->data);
  return n_done;
}
