/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Uploading pictures, describing them, and serving the files of the media folder.  A picture is
 * decoded and encoded anew before anybody else sees it; what is served is only what we encoded.
 * Spec: Mastodon client API, media.
 * Thread: a request worker. */
#include "moot-media-routes.h"

#include "moot-attachment-store.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-image.h"
#include "moot-limits.h"
#include "moot-media-cache.h"
#include "moot-media-files.h"
#include "moot-range.h"

#include <string.h>

#define FOLDER "attachments"

static void
put_size (MootJsonWriter    *json,
          const char        *name,
          const MootPicture *picture)
{
  g_autofree char *size = g_strdup_printf ("%dx%d", picture->width, picture->height);

  moot_json_name (json, name);
  moot_json_begin_object (json);
  moot_json_put_int (json, "width", picture->width);
  moot_json_put_int (json, "height", picture->height);
  moot_json_put_string (json, "size", size);
  moot_json_name (json, "aspect");
  moot_json_add_double (json, (double) picture->width / MAX (picture->height, 1));
  moot_json_end_object (json);
}

static char *
make_meta (const MootImage *image)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  put_size (&json, "original", image->original);
  put_size (&json, "small", image->preview);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

typedef struct
{
  MootAttachmentDraft draft;
  const char *description;
  const char *focus;
  gint64 now;
  gint64 id;
} Upload;

static gboolean
add (MootDb    *db,
     gpointer   data,
     GError   **error)
{
  Upload *upload = data;

  if (!moot_attachment_add (db, &upload->draft, upload->now, &upload->id, error))
    return FALSE;
  return (upload->description == NULL && upload->focus == NULL) ||
         moot_attachment_note (db, upload->id, upload->draft.account_id, upload->description,
                               upload->focus, error);
}

/* Answers by itself when the request cannot be granted. */
static gboolean
check_description (MootExchange *exchange,
                   const char   *description)
{
  if (description == NULL || g_utf8_strlen (description, -1) <= MOOT_MAX_DESCRIPTION_CHARACTERS)
    return TRUE;
  moot_exchange_refuse (exchange, 422,
                        "Validation failed: Description is too long (maximum is %d characters)",
                        MOOT_MAX_DESCRIPTION_CHARACTERS);
  return FALSE;
}

static void
reply_attachment (MootExchange *exchange,
                  gint64        id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAttachment) attachment = moot_attachment_find (
    exchange->db, exchange->services->site, id, exchange->viewer_id, &error);

  if (attachment != NULL)
    moot_exchange_reply_entity (exchange, attachment);
  else if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
}

/* Files first, then the row: a row never names a file that is not there. */
static gboolean
store_image (MootExchange  *exchange,
             Upload        *upload,
             MootImage     *image,
             GError       **error)
{
  const MootSite *site = exchange->services->site;
  g_autofree char *meta = make_meta (image);
  g_autofree char *file =
    moot_media_file_save (site, FOLDER, image->original->extension, image->original->bytes, error);
  g_autofree char *preview = NULL;

  if (file == NULL)
    return FALSE;
  preview =
    moot_media_file_save (site, FOLDER, image->preview->extension, image->preview->bytes, error);
  upload->draft = (MootAttachmentDraft){
    .account_id = exchange->viewer_id,
    .type = "image",
    .mime = image->original->mime,
    .file = file,
    .preview_file = preview,
    .bytes = (gint64) (g_bytes_get_size (image->original->bytes) +
                       g_bytes_get_size (image->preview->bytes)),
    .meta = meta,
    .blurhash = image->blurhash,
  };
  if (preview != NULL && moot_exchange_write (exchange, add, upload, error))
    return TRUE;
  moot_media_file_remove (site, file);
  moot_media_file_remove (site, preview);
  return FALSE;
}

static void
fail_image (MootExchange *exchange,
            const GError *error)
{
  if (g_error_matches (error, MOOT_ERROR, MOOT_ERROR_INVALID))
    moot_exchange_refuse (exchange, 422,
                          "Validation failed: File content type is invalid, File is invalid");
  else if (g_error_matches (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE))
    moot_exchange_refuse (exchange, 422, "Validation failed: File is too large");
  else
    moot_exchange_fail (exchange, error);
}

static void
upload_media (MootExchange *exchange)
{
  const MootUpload *file = moot_params_get_upload (exchange->params, "file");
  Upload upload = { .description = moot_params_get (exchange->params, "description"),
                    .focus = moot_params_get (exchange->params, "focus"),
                    .now = moot_clock_now () };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootImage) image = NULL;

  if (!check_description (exchange, upload.description))
    return;
  if (file == NULL || g_bytes_get_size (file->bytes) == 0)
    {
      moot_exchange_refuse (exchange, 422, "Validation failed: File can't be blank");
      return;
    }
  image = moot_image_read (file->bytes, &error);
  if (image == NULL)
    fail_image (exchange, error);
  else if (store_image (exchange, &upload, image, &error))
    reply_attachment (exchange, upload.id);
  else
    moot_exchange_fail (exchange, error);
}

static void
show_media (MootExchange *exchange)
{
  reply_attachment (exchange, moot_exchange_get_id (exchange));
}

static gboolean
note (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  const Upload *upload = data;

  return moot_attachment_note (db, upload->id, upload->draft.account_id, upload->description,
                               upload->focus, error);
}

/* Once a status has it, it is changed with the status, so that the change is recorded. */
static void
describe_media (MootExchange *exchange)
{
  Upload upload = { .id = moot_exchange_get_id (exchange),
                    .draft = { .account_id = exchange->viewer_id },
                    .description = moot_params_get (exchange->params, "description"),
                    .focus = moot_params_get (exchange->params, "focus") };
  g_autoptr (GError) error = NULL;
  gboolean used = FALSE;

  if (!check_description (exchange, upload.description))
    return;
  if (!moot_attachment_is_used (exchange->db, upload.id, &used, &error))
    moot_exchange_fail (exchange, error);
  else if (used)
    moot_exchange_not_found (exchange);
  else if (moot_exchange_write (exchange, note, &upload, &error))
    reply_attachment (exchange, upload.id);
  else
    moot_exchange_fail (exchange, error);
}

typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 now;
  GPtrArray *files;
} Removal;

static gboolean
remove_one (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  const Removal *removal = data;

  return moot_attachment_delete (db, removal->id, removal->account_id, removal->files, error);
}

static void
remove_files (const MootSite *site,
              GPtrArray      *files)
{
  for (guint i = 0; i < files->len; i++)
    moot_media_file_remove (site, g_ptr_array_index (files, i));
}

static void
delete_media (MootExchange *exchange)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  Removal removal = { .id = moot_exchange_get_id (exchange),
                      .account_id = exchange->viewer_id,
                      .files = files };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAttachment) attachment = moot_attachment_find (
    exchange->db, exchange->services->site, removal.id, exchange->viewer_id, &error);

  if (attachment == NULL && error == NULL)
    moot_exchange_not_found (exchange);
  else if (attachment == NULL || !moot_exchange_write (exchange, remove_one, &removal, &error))
    moot_exchange_fail (exchange, error);
  else
    {
      remove_files (exchange->services->site, files);
      moot_exchange_reply_empty (exchange);
    }
}

static gboolean
sweep (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  const Removal *removal = data;

  return moot_attachments_sweep (db, removal->now, removal->files, error);
}

/**
 * moot_media_job:
 * @services: the node's parts
 * @now: UTC milliseconds
 * @error: return location
 *
 * Forgets uploads that no status took within a day.  Thread: the scheduler's.
 *
 * Returns: whether it went well
 */
gboolean
moot_media_job (const MootServices  *services,
                gint64               now,
                GError             **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  Removal removal = { .now = now, .files = files };

  if (!moot_db_pool_write (services->pool, sweep, &removal, error))
    return FALSE;
  remove_files (services->site, files);
  return TRUE;
}

/* Serving ------------------------------------------------------------------------------------- */

/* Names are never used twice, so what was fetched once may be kept for ever. */
static void
serve_file (MootExchange *exchange)
{
  g_autofree char *file = g_strconcat (moot_exchange_get_param (exchange, "folder"), "/",
                                       moot_exchange_get_param (exchange, "file"), NULL);
  /* what is kept of others is served under its signed address, if at all */
  gboolean ours = !g_str_has_prefix (file, MOOT_MEDIA_CACHE_FOLDER "/");
  const char *type = ours ? moot_media_file_get_type (file) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
    type != NULL ? moot_media_file_load (exchange->services->site, file, &error) : NULL;

  if (bytes == NULL)
    {
      moot_exchange_not_found (exchange);
      return;
    }
  moot_exchange_add_header (exchange, "Cache-Control", "public, max-age=31536000, immutable");
  moot_exchange_add_header (exchange, "Content-Security-Policy", "default-src 'none'; sandbox");
  moot_range_answer (exchange, type, bytes, moot_exchange_get_param (exchange, "file"));
}

/* clang-format off */
static const MootRoute routes[] = {
  { "POST",   "/api/v1/media",       "write:media",     upload_media },
  { "POST",   "/api/v2/media",       "write:media",     upload_media },
  { "GET",    "/api/v1/media/:id",   "write:media",     show_media },
  { "PUT",    "/api/v1/media/:id",   "write:media",     describe_media },
  { "DELETE", "/api/v1/media/:id",   "write:media",     delete_media },
  { "GET",    "/media/:folder/:file", MOOT_SCOPE_NOBODY, serve_file },
};
/* clang-format on */

const MootRouteTable moot_media_routes = { routes, G_N_ELEMENTS (routes) };
