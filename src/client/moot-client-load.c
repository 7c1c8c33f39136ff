/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Cache first, then the server: one document of the API for a page that shows it.
 * Thread: main; both readings run on workers. */
#include "moot-client-load.h"

#include <string.h>

typedef struct
{
  gatomicrefcount references;
  MootCache *cache;
  char *account;
  char *name;
  MootRequest *request;

  /* of the main thread */
  MootClientShow show;
  gpointer data;
  GDestroyNotify free_data;
  gboolean fresh;
} Load;

typedef struct
{
  MootReply *reply;
  gint64 fetched_at;
} Copy;

static void
load_unref (gpointer data)
{
  Load *load = data;

  if (!g_atomic_ref_count_dec (&load->references))
    return;

  if (load->free_data != NULL)
    load->free_data (load->data);
  moot_cache_unref (load->cache);
  moot_request_free (load->request);
  g_free (load->account);
  g_free (load->name);
  g_free (load);
}

static Load *
load_ref (Load *load)
{
  g_atomic_ref_count_inc (&load->references);
  return load;
}

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  moot_reply_free (copy->reply);
  g_free (copy);
}

static char *
write_reply (MootReply *reply)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  if (reply->json != NULL)
    return moot_json_node_to_text (reply->json);
  if (reply->entity != NULL)
    return moot_entity_to_text (reply->entity);

  moot_json_begin_array (&writer);
  for (guint i = 0; reply->items != NULL && i < reply->items->len; i++)
    moot_entity_to_json (g_ptr_array_index (reply->items, i), &writer);
  moot_json_end_array (&writer);
  return moot_json_writer_steal (&writer);
}

static gpointer
read_copy (MootConnection  *connection,
           gpointer         data,
           GCancellable    *cancellable,
           GError         **error)
{
  Load *load = data;
  g_autofree char *json = NULL;
  g_autoptr (GBytes) bytes = NULL;
  MootReply *reply;
  Copy *copy;
  gint64 fetched_at = 0;

  json = moot_cache_dup_document (load->cache, load->account, load->name, &fetched_at, NULL);
  if (json == NULL)
    return NULL;
  bytes = g_bytes_new (json, strlen (json));
  reply = moot_reply_new (moot_request_get_info (load->request), 200, bytes, NULL, NULL);
  if (reply == NULL)
    return NULL;

  copy = g_new0 (Copy, 1);
  copy->reply = reply;
  copy->fetched_at = fetched_at;
  return copy;
}

static void
copy_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Load *load = user_data;
  g_autoptr (GError) error = NULL;
  Copy *copy = moot_client_run_finish (MOOT_CLIENT (source), result, &error);

  if (copy != NULL && !load->fresh)
    load->show (copy->reply, copy->fetched_at, NULL, load->data);
  g_clear_pointer (&copy, copy_free);
  load_unref (load);
}

static gpointer
ask_server (MootConnection  *connection,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  Load *load = data;
  MootReply *reply = moot_connection_call (connection, load->request, cancellable, error);
  g_autofree char *json = reply != NULL ? write_reply (reply) : NULL;

  if (json != NULL && load->cache != NULL)
    moot_cache_put_document (load->cache, load->account, load->name, json, NULL);
  return reply;
}

static void
server_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  Load *load = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_run_finish (MOOT_CLIENT (source), result, &error);

  load->fresh = reply != NULL;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    load->show (reply, 0, error, load->data);
  load_unref (load);
}

/**
 * moot_client_load:
 * @self: a client
 * @name: of the copy that is kept
 * @request: (transfer full): how the server is asked
 * @cancellable: (nullable): stops it
 * @show: called once or twice
 * @data: for @show
 * @free_data: (nullable): releases @data
 */
void
moot_client_load (MootClient     *self,
                  const char     *name,
                  MootRequest    *request,
                  GCancellable   *cancellable,
                  MootClientShow  show,
                  gpointer        data,
                  GDestroyNotify  free_data)
{
  const char *account;
  MootCache *cache = moot_client_get_keep (self, &account);
  Load *load = g_new0 (Load, 1);

  g_atomic_ref_count_init (&load->references);
  load->cache = cache != NULL ? moot_cache_ref (cache) : NULL;
  load->account = g_strdup (account);
  load->name = g_strdup (name);
  load->request = request;
  load->show = show;
  load->data = data;
  load->free_data = free_data;
  if (cache != NULL)
    moot_client_run_async (self, read_copy, load_ref (load), load_unref, copy_free, cancellable,
                           copy_read_cb, load_ref (load));
  moot_client_run_async (self, ask_server, load_ref (load), load_unref,
                         (GDestroyNotify) moot_reply_free, cancellable, server_answered_cb,
                         load_ref (load));
  load_unref (load);
}
