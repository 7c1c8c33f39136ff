/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Media: uploaded first, attached to one status later, forgotten when nobody wanted them.  Files
 * are removed by the caller after the commit; functions that delete rows name them.
 * Spec: Mastodon client API, MediaAttachment.
 * Thread: the connection's. */
#include "moot-attachment-store.h"

#include "moot-error.h"
#include "moot-id.h"
#include "moot-media-address.h"
#include "moot-sql.h"
#include "moot-talk-store.h"

#define SWEEP_AT_ONCE 500 /* rows of one transaction */

/* Where the file of another server is found here.  What is neither seen nor heard is a link. */
static void
complete_remote (const MootSite *site,
                 MootRows       *rows,
                 MootAttachment *attachment)
{
  static const char *const films[] = { "video", "gifv", "audio", NULL };
  const char *domain = moot_rows_get_text (rows, "_domain");
  const char *preview = moot_rows_get_text (rows, "_preview");
  const char *type = attachment->type != NULL ? attachment->type : "";
  gboolean is_image = g_str_equal (type, "image");

  if (is_image)
    preview = attachment->remote_url;
  attachment->preview_url =
    moot_media_address_write (site, MOOT_MEDIA_PICTURE, TRUE, domain, preview);
  if (is_image)
    attachment->url = moot_media_address_write (site, MOOT_MEDIA_PICTURE, FALSE, domain,
                                                attachment->remote_url);
  else if (g_strv_contains (films, type))
    attachment->url = moot_media_address_write (site, MOOT_MEDIA_FILM, FALSE, domain,
                                                attachment->remote_url);
  else
    attachment->url = g_strdup (attachment->remote_url);
}

/* File names of the row become addresses; those of other servers become ours, which fetch them. */
static MootAttachment *
read_attachment (MootRows       *rows,
                 const MootSite *site)
{
  MootAttachment *attachment = moot_rows_read_entity (rows, MOOT_TYPE_ATTACHMENT);
  g_autofree char *file = g_steal_pointer (&attachment->url);
  g_autofree char *preview = g_steal_pointer (&attachment->preview_url);

  if (file != NULL)
    {
      attachment->url = moot_site_media_url (site, file);
      attachment->preview_url = moot_site_media_url (site, preview != NULL ? preview : file);
    }
  else
    {
      complete_remote (site, rows, attachment);
    }
  return attachment;
}

static GPtrArray *
read_all (MootRows        *rows,
          const MootSite  *site,
          GError         **error)
{
  g_autoptr (MootRows) owned = rows;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;

  if (owned == NULL)
    return NULL;
  while (moot_rows_next (owned, &local))
    g_ptr_array_add (list, read_attachment (owned, site));
  if (local == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_attachments_of_status:
 * @db: a connection
 * @site: the node
 * @status_id: a status
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootAttachment): its media in their order
 */
GPtrArray *
moot_attachments_of_status (MootDb          *db,
                            const MootSite  *site,
                            gint64           status_id,
                            GError         **error)
{
  return read_all (moot_db_query (db, &moot_sql_attachments_of_status,
                                  MOOT_BINDS (MOOT_INT ("status", status_id)), error),
                   site, error);
}

/** moot_attachments_of_scheduled: the same of a post that waits */
GPtrArray *
moot_attachments_of_scheduled (MootDb          *db,
                               const MootSite  *site,
                               gint64           scheduled_id,
                               GError         **error)
{
  return read_all (moot_db_query (db, &moot_sql_scheduled_attachments,
                                  MOOT_BINDS (MOOT_INT ("scheduled", scheduled_id)), error),
                   site, error);
}

/** moot_talk_store_list_attachments: the same of what a member said */
GPtrArray *
moot_talk_store_list_attachments (MootDb          *db,
                                  const MootSite  *site,
                                  gint64           discussion_id,
                                  gint64           comment_id,
                                  GError         **error)
{
  return read_all (moot_db_query (db, &moot_sql_attachments_of_talk,
                                  MOOT_BINDS (MOOT_INT ("discussion_id", discussion_id),
                                              MOOT_INT ("comment_id", comment_id)),
                                  error),
                   site, error);
}

/**
 * moot_attachment_find:
 * @db: a connection
 * @site: the node
 * @id: an attachment
 * @account_id: who uploaded it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the attachment; %NULL without @error when that account has
 *   none of that id
 */
MootAttachment *
moot_attachment_find (MootDb          *db,
                      const MootSite  *site,
                      gint64           id,
                      gint64           account_id,
                      GError         **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_attachment_of_account,
                   MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("account", account_id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  return read_attachment (rows, site);
}

/**
 * moot_attachment_add:
 * @db: the writer
 * @draft: the media
 * @now: UTC milliseconds
 * @out_id: (out): its id
 * @error: return location
 *
 * Returns: whether it was stored
 */
gboolean
moot_attachment_add (MootDb                     *db,
                     const MootAttachmentDraft  *draft,
                     gint64                      now,
                     gint64                     *out_id,
                     GError                    **error)
{
  *out_id = draft->id != 0 ? draft->id : moot_id_next ();
  return moot_db_run (db, &moot_sql_attachment_add,
                      MOOT_BINDS (MOOT_INT ("id", *out_id),
                                  MOOT_INT ("account", draft->account_id),
                                  MOOT_TEXT ("type", draft->type),
                                  MOOT_TEXT ("mime", draft->mime),
                                  MOOT_TEXT ("file", draft->file),
                                  MOOT_TEXT ("preview_file", draft->preview_file),
                                  MOOT_TEXT ("remote_url", draft->remote_url),
                                  MOOT_TEXT ("remote_preview_url", draft->remote_preview_url),
                                  MOOT_INT ("bytes", draft->bytes),
                                  MOOT_TEXT ("meta", draft->meta != NULL ? draft->meta : "{}"),
                                  MOOT_TEXT ("description", draft->description),
                                  MOOT_TEXT ("blurhash", draft->blurhash),
                                  MOOT_INT ("now", now)),
                      error);
}

/* `meta` with another focus: -1 to 1 from the centre, y upwards. */
static char *
set_focus (const char *meta,
           const char *focus)
{
  g_autoptr (JsonNode) node = moot_json_parse (meta, -1, NULL);
  g_auto (GStrv) parts = g_strsplit (focus, ",", 2);
  JsonObject *point;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || g_strv_length (parts) != 2)
    return g_strdup (meta);
  point = json_object_new ();
  json_object_set_double_member (point, "x", CLAMP (g_ascii_strtod (parts[0], NULL), -1, 1));
  json_object_set_double_member (point, "y", CLAMP (g_ascii_strtod (parts[1], NULL), -1, 1));
  json_object_set_object_member (json_node_get_object (node), "focus", point);
  return moot_json_node_to_text (node);
}

/**
 * moot_attachment_note:
 * @db: the writer
 * @id: an attachment
 * @account_id: who uploaded it
 * @description: (nullable): what is to be seen on it; empty for nothing, %NULL to keep it
 * @focus: (nullable): `x,y` of what must stay visible when it is cropped; %NULL to keep it
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND when that account has no such attachment.
 *
 * Returns: whether it was stored
 */
gboolean
moot_attachment_note (MootDb      *db,
                      gint64       id,
                      gint64       account_id,
                      const char  *description,
                      const char  *focus,
                      GError     **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_attachment_notes,
                   MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("account", account_id)), error);
  g_autoptr (GError) local = NULL;
  g_autofree char *words = NULL;
  g_autofree char *meta = NULL;

  if (rows == NULL)
    return FALSE;
  if (!moot_rows_next (rows, &local))
    {
      if (local == NULL)
        g_set_error (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND,
                     "no attachment %" G_GINT64_FORMAT, id);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  words = g_strdup (description != NULL ? description : moot_rows_get_text (rows, "description"));
  if (words != NULL && *words == '\0')
    g_clear_pointer (&words, g_free);
  meta = focus != NULL ? set_focus (moot_rows_get_text (rows, "meta"), focus)
                       : g_strdup (moot_rows_get_text (rows, "meta"));
  g_clear_pointer (&rows, moot_rows_free);
  return moot_db_run (db, &moot_sql_attachment_describe,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("account", account_id),
                                  MOOT_TEXT ("description", words), MOOT_TEXT ("meta", meta)),
                      error);
}

/** moot_attachment_is_used: whether a status has it, in @out_used */
gboolean
moot_attachment_is_used (MootDb    *db,
                         gint64     id,
                         gboolean  *out_used,
                         GError   **error)
{
  gint64 used = 0;

  if (!moot_db_get_int (db, &moot_sql_attachment_is_used, MOOT_BINDS (MOOT_INT ("id", id)), &used,
                        error))
    return FALSE;
  *out_used = used != 0;
  return TRUE;
}

/**
 * moot_attachments_attach:
 * @db: the writer
 * @status_id: a status
 * @account_id: its author
 * @ids: (array length=n_ids): media of the author, in the order in which they are shown
 * @n_ids: how many
 * @error: return location
 *
 * Makes @ids the media of a status, and nothing else.
 *
 * Errors: %MOOT_ERROR_INVALID when one is not the author's or belongs to another status.
 *
 * Returns: whether they hang there
 */
gboolean
moot_attachments_attach (MootDb        *db,
                         gint64         status_id,
                         gint64         account_id,
                         const gint64  *ids,
                         gsize          n_ids,
                         GError       **error)
{
  if (!moot_db_run (db, &moot_sql_attachment_detach_all,
                    MOOT_BINDS (MOOT_INT ("status", status_id)), error))
    return FALSE;
  for (gsize i = 0; i < n_ids; i++)
    {
      gint64 n_changed = 0;

      if (!moot_db_run_counted (db, &moot_sql_attachment_attach,
                                MOOT_BINDS (MOOT_INT ("id", ids[i]),
                                            MOOT_INT ("account", account_id),
                                            MOOT_INT ("status", status_id),
                                            MOOT_INT ("position", (gint64) i)),
                                &n_changed, error))
        return FALSE;
      if (n_changed == 0)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                       "Validation failed: Media attachments could not be found");
          return FALSE;
        }
    }
  return TRUE;
}

static void
name_files (MootRows  *rows,
            GPtrArray *files)
{
  static const char *const columns[] = { "file", "preview_file" };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const char *file = moot_rows_get_text (rows, columns[i]);

      if (file != NULL)
        g_ptr_array_add (files, g_strdup (file));
    }
}

/* Deletes the row and names its files if it hangs on nothing. */
static gboolean
delete_unused (MootDb     *db,
               gint64      id,
               gint64      account_id,
               GPtrArray  *out_files,
               gboolean   *out_deleted,
               GError    **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_attachment_files, MOOT_BINDS (MOOT_INT ("id", id)), error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  gint64 n_changed = 0;

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    name_files (rows, files);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!moot_db_run_counted (db, &moot_sql_attachment_delete_unused,
                            MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("account", account_id)),
                            &n_changed, error))
    return FALSE;
  *out_deleted = n_changed > 0;
  while (*out_deleted && files->len > 0)
    g_ptr_array_add (out_files, g_ptr_array_steal_index_fast (files, 0));
  return TRUE;
}

/**
 * moot_attachment_delete:
 * @db: the writer
 * @id: an attachment
 * @account_id: who uploaded it
 * @out_files: (element-type utf8): gets the names of files to remove after the commit
 * @error: return location
 *
 * Forgets media that no status has.
 *
 * Errors: %MOOT_ERROR_INVALID when a status has them.
 *
 * Returns: whether they are gone
 */
gboolean
moot_attachment_delete (MootDb     *db,
                        gint64      id,
                        gint64      account_id,
                        GPtrArray  *out_files,
                        GError    **error)
{
  gboolean deleted = FALSE;

  if (!delete_unused (db, id, account_id, out_files, &deleted, error))
    return FALSE;
  if (!deleted)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                 "Media attachment is currently used by a status");
  return deleted;
}

/**
 * moot_attachments_delete_of_status:
 * @db: the writer
 * @status_id: a status that is about to be deleted
 * @account_id: its author
 * @out_files: (element-type utf8): gets the names of files to remove after the commit
 * @error: return location
 *
 * Returns: whether its media are gone
 */
gboolean
moot_attachments_delete_of_status (MootDb     *db,
                                   gint64      status_id,
                                   gint64      account_id,
                                   GPtrArray  *out_files,
                                   GError    **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_attachment_files_of_status,
                                             MOOT_BINDS (MOOT_INT ("status", status_id)), error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  gboolean deleted;

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    {
      gint64 id = moot_rows_get_int (rows, "id");

      g_array_append_val (ids, id);
    }
  g_clear_pointer (&rows, moot_rows_free);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!moot_db_run (db, &moot_sql_attachment_detach_all,
                    MOOT_BINDS (MOOT_INT ("status", status_id)), error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!delete_unused (db, g_array_index (ids, gint64, i), account_id, out_files, &deleted, error))
      return FALSE;
  return TRUE;
}

typedef struct
{
  gint64 id;
  gint64 account_id;
} Unused;

/**
 * moot_attachments_sweep:
 * @db: the writer
 * @now: UTC milliseconds
 * @out_files: (element-type utf8): gets the names of files to remove after the commit
 * @error: return location
 *
 * Forgets media that no status took in %MOOT_ATTACHMENT_UNUSED_MS.
 *
 * Returns: whether it went well
 */
gboolean
moot_attachments_sweep (MootDb     *db,
                        gint64      now,
                        GPtrArray  *out_files,
                        GError    **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_attachment_unused,
                   MOOT_BINDS (MOOT_INT ("before", now - MOOT_ATTACHMENT_UNUSED_MS),
                               MOOT_INT ("limit", SWEEP_AT_ONCE)),
                   error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Unused));
  g_autoptr (GError) local = NULL;
  gboolean deleted;

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    {
      Unused unused = { moot_rows_get_int (rows, "id"), moot_rows_get_int (rows, "account_id") };

      g_array_append_val (found, unused);
    }
  g_clear_pointer (&rows, moot_rows_free);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < found->len; i++)
    {
      const Unused *unused = &g_array_index (found, Unused, i);

      if (!delete_unused (db, unused->id, unused->account_id, out_files, &deleted, error))
        return FALSE;
    }
  return TRUE;
}
