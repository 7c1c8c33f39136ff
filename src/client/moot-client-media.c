/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Uploading a picture: sent with its description, then asked for until the server has processed it.
 * Spec: Mastodon client API, media.
 * Thread: workers. */
#include "moot-client-media.h"

#include "moot-client-error.h"

#define MAX_POLLS 60          /* a server that has not finished after two minutes will not */
#define POLL_PAUSE_US 1000000 /* first pause; the document says one second */

static gboolean
is_ready (MootReply *reply)
{
  MootAttachment *attachment = reply->entity;

  return reply->status == 200 && attachment->url != NULL;
}

/* 206 while it is processed, 422 when it failed. */
static MootAttachment *
wait_until_ready (MootConnection  *connection,
                  const char      *id,
                  GCancellable    *cancellable,
                  GError         **error)
{
  for (guint i = 0; i < MAX_POLLS; i++)
    {
      g_autoptr (MootRequest) request = moot_request_new_for (MOOT_CALL_MEDIA, id);
      g_autoptr (MootReply) reply = NULL;

      g_usleep (POLL_PAUSE_US);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      reply = moot_connection_call (connection, request, cancellable, error);
      if (reply == NULL)
        return NULL;
      if (is_ready (reply))
        return moot_reply_take_entity (reply);
    }
  g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_SERVER, "media '%s' is never ready", id);
  return NULL;
}

static MootReply *
send (MootConnection  *connection,
      MootCall         call,
      GBytes          *bytes,
      const char      *filename,
      const char      *content_type,
      const char      *description,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (MootRequest) request = moot_request_new (call);

  moot_request_add (request, "description", description);
  moot_request_add_file (request, "file", filename, content_type, bytes);
  return moot_connection_call (connection, request, cancellable, error);
}

/**
 * moot_client_upload_bytes:
 * @connection: where to
 * @bytes: the file
 * @filename: with the ending that belongs to its type
 * @content_type: media type
 * @description: (nullable): what can be seen, for those who cannot
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Errors: #MootClientError, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the attachment, ready to be posted
 */
MootAttachment *
moot_client_upload_bytes (MootConnection  *connection,
                          GBytes          *bytes,
                          const char      *filename,
                          const char      *content_type,
                          const char      *description,
                          GCancellable    *cancellable,
                          GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootReply) reply = NULL;

  if (g_bytes_get_size (bytes) > MOOT_REQUEST_UPLOAD_MAX)
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_TOO_LARGE,
                   "file of %" G_GSIZE_FORMAT " bytes", g_bytes_get_size (bytes));
      return NULL;
    }
  reply = send (connection, MOOT_CALL_UPLOAD, bytes, filename, content_type, description,
                cancellable, &local);
  if (g_error_matches (local, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_NOT_FOUND))
    {
      g_clear_error (&local);
      reply = send (connection, MOOT_CALL_UPLOAD_V1, bytes, filename, content_type, description,
                    cancellable, &local);
    }
  if (reply == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (is_ready (reply))
    return moot_reply_take_entity (reply);
  return wait_until_ready (connection, ((MootAttachment *) reply->entity)->id, cancellable, error);
}

/**
 * moot_client_upload:
 * @connection: where to
 * @path: a file of this computer
 * @description: (nullable): what can be seen, for those who cannot
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Errors: #MootClientError, #GIOErrorEnum.
 *
 * Returns: (transfer full): the attachment, ready to be posted
 */
MootAttachment *
moot_client_upload (MootConnection  *connection,
                    const char      *path,
                    const char      *description,
                    GCancellable    *cancellable,
                    GError         **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, cancellable, NULL, error);
  g_autofree char *type = NULL;
  g_autofree char *content_type = NULL;
  g_autofree char *name = g_path_get_basename (path);
  gsize size;
  const guchar *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  type = g_content_type_guess (name, data, MIN (size, 4096), NULL);
  content_type = g_content_type_get_mime_type (type);
  return moot_client_upload_bytes (connection, bytes, name,
                                   content_type != NULL ? content_type : "application/octet-stream",
                                   description, cancellable, error);
}
