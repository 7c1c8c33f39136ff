/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Rules about other servers, between files of this computer and the server.
 * Spec: src/node/README.md, domain_blocks as a list.
 * Thread: main; a file that goes in is read on a worker. */
#include "moot-desk-transfer.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-error-text.h"
#include "moot-file-read.h"

typedef struct
{
  MootClient *client;
  GFile *file;
  GCancellable *cancellable;
  MootDeskDone done;
  gpointer data;
  GDestroyNotify free_data;
} Transfer;

static Transfer *
transfer_new (MootClient     *client,
              GFile          *file,
              GCancellable   *cancellable,
              MootDeskDone    done,
              gpointer        data,
              GDestroyNotify  free_data)
{
  Transfer *self = g_new0 (Transfer, 1);

  self->client = g_object_ref (client);
  self->file = g_object_ref (file);
  self->cancellable = g_object_ref (cancellable);
  self->done = done;
  self->data = data;
  self->free_data = free_data;
  return self;
}

static void
transfer_free (Transfer *self)
{
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_object_unref (self->client);
  g_object_unref (self->file);
  g_object_unref (self->cancellable);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Transfer, transfer_free)

/* Nobody wants to hear of what was called off. */
static void
fail (const Transfer *self,
      const GError   *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    sentence = g_strdup (_("That file is too large for a list of servers."));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    sentence = g_strdup (_("That file is no list of servers."));
  else
    sentence = moot_error_text_dup_sentence (error);
  self->done (sentence, FALSE, self->data);
}

/* In ------------------------------------------------------------------------------------------- */

static char *
read_list (GFile         *file,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GBytes) bytes = moot_file_read (file, MOOT_DESK_LIST_MAX, cancellable, error);
  gsize length;
  const char *text;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  if (length == 0 || g_utf8_validate_len (text, length, NULL))
    return g_strndup (text, length);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no text");
  return NULL;
}

static gpointer
send_list (MootConnection  *connection,
           gpointer         data,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autofree char *text = read_list (data, cancellable, error);
  g_autoptr (MootRequest) request = NULL;

  if (text == NULL)
    return NULL;
  request = moot_request_new (MOOT_CALL_IMPORT_RULES);
  moot_request_add (request, "csv", text);
  return moot_connection_call (connection, request, cancellable, error);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Transfer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_run_finish (MOOT_CLIENT (source), result, &error);
  JsonObject *object = reply != NULL ? moot_reply_get_object (reply) : NULL;
  g_autofree char *text = NULL;
  int n_read;
  int n_new;

  if (error != NULL)
    {
      fail (self, error);
      return;
    }
  n_read = (int) moot_json_get_int (object, "read");
  n_new = (int) moot_json_get_int (object, "new");
  /* Translators: %1$d is how many rules are new, %2$d how many the file has */
  text = g_strdup_printf (ngettext ("%1$d of %2$d rule of the file is new.",
                                    "%1$d of %2$d rules of the file are new.", (gulong) n_read),
                          n_new, n_read);
  self->done (text, TRUE, self->data);
}

/**
 * moot_desk_import:
 * @client: the server
 * @file: a list as Mastodon exports it
 * @cancellable: calls it off
 * @done: told how it went, unless it was called off
 * @data: for @done
 * @free_data: (nullable): releases @data
 *
 * Adds the rules of a file to those of the server.
 */
void
moot_desk_import (MootClient     *client,
                  GFile          *file,
                  GCancellable   *cancellable,
                  MootDeskDone    done,
                  gpointer        data,
                  GDestroyNotify  free_data)
{
  moot_client_run_async (client, send_list, g_object_ref (file), g_object_unref,
                         (GDestroyNotify) moot_reply_free, cancellable, imported_cb,
                         transfer_new (client, file, cancellable, done, data, free_data));
}

/* Out ------------------------------------------------------------------------------------------ */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Transfer) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    self->done (_("The list is saved."), TRUE, self->data);
  else
    fail (self, error);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Transfer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  const char *csv =
    reply != NULL ? moot_json_get_string (moot_reply_get_object (reply), "csv") : NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (error != NULL)
    {
      fail (self, error);
      return;
    }
  bytes = g_bytes_new (csv != NULL ? csv : "", csv != NULL ? strlen (csv) : 0);
  g_file_replace_contents_bytes_async (self->file, bytes, NULL, FALSE, G_FILE_CREATE_NONE,
                                       self->cancellable, written_cb, self);
  g_steal_pointer (&self);
}

/**
 * moot_desk_export:
 * @client: the server
 * @file: where to
 * @cancellable: calls it off
 * @done: told how it went, unless it was called off
 * @data: for @done
 * @free_data: (nullable): releases @data
 *
 * Saves the rules of the server as a file.
 */
void
moot_desk_export (MootClient     *client,
                  GFile          *file,
                  GCancellable   *cancellable,
                  MootDeskDone    done,
                  gpointer        data,
                  GDestroyNotify  free_data)
{
  moot_client_call_async (client, moot_request_new (MOOT_CALL_EXPORT_RULES), cancellable,
                          exported_cb,
                          transfer_new (client, file, cancellable, done, data, free_data));
}
