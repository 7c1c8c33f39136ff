/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whether the server is away is known before the reader asks for something: when the stream breaks
 * it is asked a small question.
 * Thread: main. */
#include "moot-server-watch.h"

typedef struct
{
  MootClient *client; /* borrowed: whoever watches owns both */
  GCancellable *cancellable;
} Watch;

static void
watch_free (gpointer  data,
            GClosure *closure)
{
  Watch *watch = data;

  g_object_unref (watch->cancellable);
  g_free (watch);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  moot_reply_free (moot_client_call_finish (MOOT_CLIENT (source), result, &error));
}

static void
connected_cb (MootClientStream *stream,
              GParamSpec       *pspec,
              Watch            *watch)
{
  if (!moot_client_stream_get_connected (stream) &&
      !g_cancellable_is_cancelled (watch->cancellable))
    moot_client_call_async (watch->client, moot_request_new (MOOT_CALL_INSTANCE),
                            watch->cancellable, asked_cb, NULL);
}

/**
 * moot_server_watch:
 * @client: learns whether the server is there; outlives @stream, or @cancellable is cancelled first
 * @stream: that may break
 * @cancellable: ends it
 */
void
moot_server_watch (MootClient       *client,
                   MootClientStream *stream,
                   GCancellable     *cancellable)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->client = client;
  watch->cancellable = g_object_ref (cancellable);
  g_signal_connect_data (stream, "notify::connected", G_CALLBACK (connected_cb), watch, watch_free,
                         G_CONNECT_DEFAULT);
} /* cppcheck-suppress memleak ; the handler owns the watch now */
