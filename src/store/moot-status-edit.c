/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Editing a status, its history, and the answers that are kept for repeated requests.
 * Spec: Mastodon client API, statuses: edit, history; Idempotency-Key.
 * Thread: the writer's for changes, any connection's for reading. */
#include "moot-attachment-store.h"
#include "moot-error.h"
#include "moot-notification-store.h"
#include "moot-poll-store.h"
#include "moot-records.h"
#include "moot-sql.h"
#include "moot-status-load.h"
#include "moot-status-private.h"

/* A version as it stands in the status row. */
typedef struct
{
  char *content;
  char *text;
  char *spoiler_text;
  char *language;
  gboolean sensitive;
  gint64 created_at;
  char *attachments; /* JSON */
  char *poll;        /* (nullable): JSON */
} Version;

static void
version_clear (Version *self)
{
  g_free (self->content);
  g_free (self->text);
  g_free (self->spoiler_text);
  g_free (self->language);
  g_free (self->attachments);
  g_free (self->poll);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Version, version_clear)

static char *
dup_attachments (MootDb          *db,
                 const MootSite  *site,
                 gint64           id,
                 GError         **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GPtrArray) list = moot_attachments_of_status (db, site, id, error);

  if (list == NULL)
    return NULL;
  moot_json_begin_array (&json);
  for (guint i = 0; i < list->len; i++)
    moot_entity_to_json (g_ptr_array_index (list, i), &json);
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

/* What a version shows of a poll; nothing of the votes. */
static gboolean
read_poll (MootDb  *db,
           gint64   id,
           char   **out_poll,
           GError **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (MootPoll) poll = NULL;
  gint64 poll_id = 0;

  *out_poll = NULL;
  if (!moot_poll_find_id (db, id, &poll_id, error))
    return FALSE;
  if (poll_id == 0)
    return TRUE;
  poll = moot_poll_find (db, poll_id, 0, 0, error);
  if (poll == NULL)
    return FALSE;
  moot_json_begin_object (&json);
  moot_json_name (&json, "options");
  moot_json_begin_array (&json);
  for (guint i = 0; i < poll->options->len; i++)
    {
      moot_json_begin_object (&json);
      moot_json_put_string (&json, "title",
                            ((const MootPollOption *) g_ptr_array_index (poll->options, i))->title);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  *out_poll = moot_json_writer_steal (&json);
  return TRUE;
}

static gboolean
load_version (MootDb          *db,
              const MootSite  *site,
              gint64           id,
              Version         *out_version,
              GError         **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_status_facts, MOOT_BINDS (MOOT_INT ("id", id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  out_version->content = g_strdup (moot_rows_get_text (rows, "content"));
  out_version->text = g_strdup (moot_rows_get_text (rows, "text"));
  out_version->spoiler_text = g_strdup (moot_rows_get_text (rows, "spoiler_text"));
  out_version->language = g_strdup (moot_rows_get_text (rows, "language"));
  out_version->sensitive = moot_rows_get_int (rows, "sensitive") != 0;
  out_version->created_at = moot_rows_get_int (rows, "created_at");
  out_version->attachments = dup_attachments (db, site, id, error);
  return out_version->attachments != NULL && read_poll (db, id, &out_version->poll, error);
}

static gboolean
add_version (MootDb         *db,
             gint64          id,
             const Version  *version,
             GError        **error)
{
  return moot_db_run (db, &moot_sql_status_edit_add,
                      MOOT_BINDS (MOOT_INT ("status", id), MOOT_TEXT ("content", version->content),
                                  MOOT_TEXT ("text", version->text),
                                  MOOT_TEXT ("spoiler_text", version->spoiler_text),
                                  MOOT_INT ("sensitive", version->sensitive),
                                  MOOT_TEXT ("attachments", version->attachments),
                                  MOOT_TEXT ("poll", version->poll),
                                  MOOT_INT ("at", version->created_at)),
                      error);
}

/* What the draft writes into the row; without a language it keeps the one it has. */
static void
take_draft (const MootStatusDraft *draft,
            const Version         *before,
            gint64                 now,
            Version               *out_version)
{
  out_version->content = g_strdup (draft->content);
  out_version->text = g_strdup (draft->text);
  out_version->spoiler_text = g_strdup (draft->spoiler_text != NULL ? draft->spoiler_text : "");
  out_version->language = g_strdup (draft->language != NULL ? draft->language : before->language);
  out_version->sensitive = draft->sensitive;
  out_version->created_at = now;
}

static gboolean
is_same (const Version *a,
         const Version *b)
{
  return g_strcmp0 (a->content, b->content) == 0 && g_strcmp0 (a->text, b->text) == 0 &&
         g_strcmp0 (a->spoiler_text, b->spoiler_text) == 0 &&
         g_strcmp0 (a->language, b->language) == 0 && a->sensitive == b->sensitive &&
         g_strcmp0 (a->attachments, b->attachments) == 0;
}

static gboolean
keep_history (MootDb         *db,
              gint64          id,
              const Version  *before,
              const Version  *after,
              GError        **error)
{
  gint64 edited = 0;

  return moot_db_get_int (db, &moot_sql_status_was_edited, MOOT_BINDS (MOOT_INT ("status", id)),
                          &edited, error) &&
         (edited != 0 || add_version (db, id, before, error)) && add_version (db, id, after, error);
}

static gboolean
tell_boosters (MootDb  *db,
               gint64   id,
               gint64   author_id,
               GError **error)
{
  g_autoptr (GArray) boosters =
    moot_records_list_ids (db, &moot_sql_status_local_boosters, MOOT_BINDS (MOOT_INT ("id", id)),
                           error);

  if (boosters == NULL)
    return FALSE;
  for (guint i = 0; i < boosters->len; i++)
    if (!moot_notification_raise (db, g_array_index (boosters, gint64, i), "update", author_id, id,
                                  error))
      return FALSE;
  return TRUE;
}

static gboolean
write_row (MootDb         *db,
           gint64          id,
           const Version  *version,
           GError        **error)
{
  return moot_db_run (db, &moot_sql_status_edit,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_TEXT ("content", version->content),
                                  MOOT_TEXT ("text", version->text),
                                  MOOT_TEXT ("spoiler_text", version->spoiler_text),
                                  MOOT_INT ("sensitive", version->sensitive),
                                  MOOT_TEXT ("language", version->language),
                                  MOOT_INT ("now", version->created_at)),
                      error);
}

/**
 * moot_status_edit:
 * @db: the writer
 * @site: the node
 * @draft: the whole status as it shall be; `id` and `account_id` say which
 * @now: UTC milliseconds
 * @out_changed: (out): whether anything is different now
 * @error: return location
 *
 * Replaces text, warning, language, media, poll, mentions and tags.  The first edit keeps the
 * original as well; if nothing changed, nothing is recorded.
 *
 * Errors: %MOOT_ERROR_INVALID for media that cannot be taken.
 *
 * Returns: whether it went well
 */
gboolean
moot_status_edit (MootDb                 *db,
                  const MootSite         *site,
                  const MootStatusDraft  *draft,
                  gint64                  now,
                  gboolean               *out_changed,
                  GError                **error)
{
  g_auto (Version) before = { 0 };
  g_auto (Version) after = { 0 };
  gboolean other_poll = FALSE;

  if (!load_version (db, site, draft->id, &before, error))
    return FALSE;
  take_draft (draft, &before, now, &after);
  for (gsize i = 0; i < draft->n_media_notes; i++)
    if (!moot_attachment_note (db, draft->media_notes[i].id, draft->account_id,
                               draft->media_notes[i].description, draft->media_notes[i].focus,
                               error))
      return FALSE;
  if (!moot_attachments_attach (db, draft->id, draft->account_id, draft->attachment_ids,
                                draft->n_attachments, error) ||
      !moot_poll_replace (db, draft->id, draft->poll, &other_poll, error))
    return FALSE;
  after.attachments = dup_attachments (db, site, draft->id, error);
  if (after.attachments == NULL || !read_poll (db, draft->id, &after.poll, error))
    return FALSE;
  *out_changed = other_poll || !is_same (&before, &after);
  if (!*out_changed)
    return TRUE;

  if (!write_row (db, draft->id, &after, error) ||
      !moot_db_run (db, &moot_sql_status_mentions_clear,
                    MOOT_BINDS (MOOT_INT ("status", draft->id)), error) ||
      !moot_db_run (db, &moot_sql_status_tags_clear,
                    MOOT_BINDS (MOOT_INT ("status", draft->id)), error) ||
      !moot_status_write_mentions (db, draft->id, draft, now, error) ||
      !moot_status_write_tags (db, draft->id, draft, error) ||
      !keep_history (db, draft->id, &before, &after, error) ||
      !tell_boosters (db, draft->id, draft->account_id, error))
    return FALSE;
  moot_db_announce (db, MOOT_NEWS_STATUS_EDIT, draft->id, 0);
  return TRUE;
}

/* A status that was never edited has a history of one. */
static MootStatusEdit *
make_only_version (MootDb          *db,
                   const MootSite  *site,
                   gint64           id,
                   GError         **error)
{
  g_autoptr (MootStatus) status = moot_status_load (db, site, id, error);
  MootStatusEdit *edit;

  if (status == NULL)
    return NULL;
  edit = g_object_new (MOOT_TYPE_STATUS_EDIT, NULL);
  edit->content = g_steal_pointer (&status->content);
  edit->spoiler_text = g_steal_pointer (&status->spoiler_text);
  edit->sensitive = status->sensitive;
  edit->created_at = status->created_at;
  g_ptr_array_unref (edit->media_attachments);
  edit->media_attachments = g_ptr_array_ref (status->media_attachments);
  if (read_poll (db, id, &edit->poll, error))
    return edit;
  g_object_unref (edit);
  return NULL;
}

/**
 * moot_status_load_history:
 * @db: any connection
 * @site: the node
 * @id: a status that exists
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootStatusEdit): its versions, oldest first, the last one
 *   as it is now; without their account
 */
GPtrArray *
moot_status_load_history (MootDb          *db,
                          const MootSite  *site,
                          gint64           id,
                          GError         **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_status_edits, MOOT_BINDS (MOOT_INT ("status", id)), error);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;
  MootStatusEdit *only;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    g_ptr_array_add (edits, moot_rows_read_entity (rows, MOOT_TYPE_STATUS_EDIT));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (edits->len > 0)
    return g_steal_pointer (&edits);
  only = make_only_version (db, site, id, error);
  if (only == NULL)
    return NULL;
  g_ptr_array_add (edits, only);
  return g_steal_pointer (&edits);
}

/**
 * moot_idempotency_find:
 * @db: any connection
 * @account_id: who asks
 * @key: the Idempotency-Key
 * @request_sha256: of what is asked
 * @now: UTC milliseconds
 * @out_made_id: (out): what the same request made before, 0 for nothing
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID when the key belongs to another request.
 *
 * Returns: whether the request may go on, or be answered with @out_made_id
 */
gboolean
moot_idempotency_find (MootDb      *db,
                       gint64       account_id,
                       const char  *key,
                       const char  *request_sha256,
                       gint64       now,
                       gint64      *out_made_id,
                       GError     **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_idempotency_find,
                   MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_TEXT ("key", key),
                               MOOT_INT ("since", now - MOOT_IDEMPOTENCY_MS)),
                   error);
  g_autoptr (GError) local = NULL;

  *out_made_id = 0;
  if (rows == NULL)
    return FALSE;
  if (!moot_rows_next (rows, &local))
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (g_strcmp0 (moot_rows_get_text (rows, "request_sha256"), request_sha256) != 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: Idempotency-Key was used for another request");
      return FALSE;
    }
  *out_made_id = moot_rows_get_int (rows, "made_id");
  return TRUE;
}

/** moot_idempotency_keep: remembers what a request made, in the transaction that made it */
gboolean
moot_idempotency_keep (MootDb      *db,
                       gint64       account_id,
                       const char  *key,
                       const char  *request_sha256,
                       gint64       made_id,
                       gint64       now,
                       GError     **error)
{
  return moot_db_run (db, &moot_sql_idempotency_keep,
                      MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_TEXT ("key", key),
                                  MOOT_TEXT ("sha256", request_sha256),
                                  MOOT_INT ("made", made_id), MOOT_INT ("now", now)),
                      error);
}
