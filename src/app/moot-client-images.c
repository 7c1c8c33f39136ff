/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Pictures by way of an account's connection, so that those of a node on this computer come through
 * its socket too.
 * Thread: main; fetching runs on workers. */
#include "moot-client-images.h"

#define MAX_BYTES \
  ((gsize) 16 * 1024 * 1024) /* of one file; what is larger is no picture of a post */

static gpointer
fetch (MootConnection  *connection,
       gpointer         data,
       GCancellable    *cancellable,
       GError         **error)
{
  return moot_connection_fetch (connection, data, MAX_BYTES, NULL, cancellable, error);
}

static void
fetch_async (gpointer             source,
             const char          *uri,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  moot_client_run_async (source, fetch, g_strdup (uri), g_free, (GDestroyNotify) g_bytes_unref,
                         cancellable, callback, user_data);
}

/* Pictures of other servers fail for reasons of theirs: that says nothing about our own. */
static GBytes *
fetch_finish (gpointer       source,
              GAsyncResult  *result,
              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const MootImageSource source = { fetch_async, fetch_finish };

/**
 * moot_client_images_new:
 * @client: an account's server
 *
 * Returns: (transfer full): a loader that fetches through it
 */
MootImageLoader *
moot_client_images_new (MootClient *client)
{
  return moot_image_loader_new (&source, g_object_ref (client), g_object_unref);
}
