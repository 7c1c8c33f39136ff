/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A picture as the server has it becomes a file of this computer.
 * Thread: main; fetching and writing run on a worker. */
#include "moot-media-save.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-error-text.h"

#define MAX_BYTES ((gsize) 128 * 1024 * 1024) /* of one file */

typedef struct
{
  char *url;
  GFile *file;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->url);
  g_object_unref (job->file);
  g_free (job);
}

static gpointer
save (MootConnection  *connection,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  Job *job = data;
  g_autoptr (GBytes) bytes =
    moot_connection_fetch (connection, job->url, MAX_BYTES, NULL, cancellable, error);
  gsize length = 0;
  const char *contents = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (bytes == NULL || !g_file_replace_contents (job->file, contents != NULL ? contents : "",
                                                 length, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                                 cancellable, error))
    return NULL;
  return g_object_ref (job->file);
}

/**
 * moot_media_save_async:
 * @client: the account's server
 * @url: of a picture
 * @file: where it is to be
 * @cancellable: (nullable): stops it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
moot_media_save_async (MootClient          *client,
                       const char          *url,
                       GFile               *file,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->url = g_strdup (url);
  job->file = g_object_ref (file);
  moot_client_run_async (client, save, job, job_free, g_object_unref, cancellable, callback,
                         user_data);
}

/** moot_media_save_finish: whether it is written, whole; else the file is as it was */
gboolean
moot_media_save_finish (MootClient    *client,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_autoptr (GFile) file = moot_client_run_finish (client, result, error);

  return file != NULL;
}

typedef struct
{
  GtkWidget *parent;
  MootClient *client;
  char *url;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->parent);
  g_object_unref (wish->client);
  g_free (wish->url);
  g_free (wish);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (moot_media_save_finish (MOOT_CLIENT (source), result, &error))
    sentence = g_strdup (_("The picture is saved."));
  else
    sentence = moot_error_text_dup_sentence (error);
  gtk_widget_activate_action (parent, "win.toast", "s", sentence);
}

static void
chosen_cb (GFile    *file,
           gpointer  data)
{
  Wish *wish = data;

  if (file != NULL)
    moot_media_save_async (wish->client, wish->url, file, NULL, saved_cb,
                           g_object_ref (wish->parent));
}

/**
 * moot_media_save_ask:
 * @parent: a widget of the window
 * @client: the account's server
 * @url: of a picture
 *
 * Asks where it is to be, saves it, and says so.
 */
void
moot_media_save_ask (GtkWidget  *parent,
                     MootClient *client,
                     const char *url)
{
  Wish *wish = g_new0 (Wish, 1);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *name = g_path_get_basename (uri != NULL ? g_uri_get_path (uri) : url);

  wish->parent = g_object_ref (parent);
  wish->client = g_object_ref (client);
  wish->url = g_strdup (url);
  moot_pick_file (parent, _("Save the Picture"), name, chosen_cb, wish, wish_free);
}
