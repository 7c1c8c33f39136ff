/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The two ways an event travels to a client: WebSocket and server-sent events.  Each connection has
 * a bounded queue; a client that does not read is let go and comes back for what it missed.
 *
 * Spec: RFC 6455; WHATWG HTML, server-sent events; Mastodon client API, streaming.
 * Thread: the node's main thread. */
#include "moot-streaming.h"

#include "moot-answer.h"
#include "moot-connections.h"
#include "moot-json.h"

#include <string.h>

#define HEARTBEAT_SECONDS 15
#define MAX_QUEUED_EVENTS 64           /* events a slow reader may be behind (server-sent events) */
#define MAX_UNANSWERED_BYTES (1 << 20) /* what a socket may owe us a pong for */
#define PING_SECONDS 30
#define MAX_INBOUND_BYTES 4096 /* a subscription is some hundred bytes */
#define CLOSE_TRY_AGAIN 1013

typedef struct
{
  MootStreamHub *hub;
  MootStreamClient *client;
  SoupWebsocketConnection *socket; /* one of these two */
  SoupServerMessage *message;
  guint n_queued;
  gsize unanswered_bytes;
  GSource *heartbeat;
} Stream;

static GSource *
start_timer (guint       seconds,
             GSourceFunc callback,
             gpointer    data)
{
  GSource *source = g_timeout_source_new_seconds (seconds);

  g_source_set_callback (source, callback, data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

static void
stream_free (Stream *stream)
{
  if (stream->client != NULL)
    moot_stream_hub_remove_client (stream->hub, stream->client);
  if (stream->heartbeat != NULL)
    {
      g_source_destroy (stream->heartbeat);
      g_source_unref (stream->heartbeat);
    }
  moot_stream_hub_unref (stream->hub);
  g_clear_object (&stream->socket);
  g_free (stream);
}

/* WebSocket -------------------------------------------------------------------------------- */

static void
socket_close (gpointer data)
{
  Stream *stream = data;

  if (soup_websocket_connection_get_state (stream->socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (stream->socket, CLOSE_TRY_AGAIN, NULL);
}

static void
socket_send_text (Stream     *stream,
                  const char *text)
{
  if (soup_websocket_connection_get_state (stream->socket) != SOUP_WEBSOCKET_STATE_OPEN)
    return;
  stream->unanswered_bytes += strlen (text);
  if (stream->unanswered_bytes > MAX_UNANSWERED_BYTES)
    socket_close (stream);
  else
    soup_websocket_connection_send_text (stream->socket, text);
}

static void
socket_send (const char *channel,
             const char *argument,
             const char *event,
             const char *payload,
             gpointer    data)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_name (&json, "stream");
  moot_json_begin_array (&json);
  moot_json_add_string (&json, channel);
  if (argument != NULL)
    moot_json_add_string (&json, argument);
  moot_json_end_array (&json);
  moot_json_put_string (&json, "event", event);
  if (payload != NULL)
    moot_json_put_string (&json, "payload", payload);
  moot_json_end_object (&json);
  socket_send_text (data, json.text->str);
}

static void
socket_complain (Stream     *stream,
                 const char *words,
                 guint       status)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "error", words);
  moot_json_put_int (&json, "status", status);
  moot_json_end_object (&json);
  socket_send_text (stream, json.text->str);
}

static const char *
first_string (JsonObject *object,
              const char *name)
{
  JsonArray *array = moot_json_get_array (object, name);

  if (array != NULL && json_array_get_length (array) > 0 &&
      JSON_NODE_HOLDS_VALUE (json_array_get_element (array, 0)))
    return json_array_get_string_element (array, 0);
  return moot_json_get_string (object, name);
}

static void
socket_message_cb (SoupWebsocketConnection *socket,
                   int                      type,
                   GBytes                  *bytes,
                   gpointer                 user_data)
{
  Stream *stream = user_data;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  const char *kind;
  const char *channel;
  const char *argument;
  const char *words = NULL;
  guint status;

  if (type != SOUP_WEBSOCKET_DATA_TEXT)
    {
      soup_websocket_connection_close (socket, SOUP_WEBSOCKET_CLOSE_UNSUPPORTED_DATA, NULL);
      return;
    }
  node = moot_json_parse (text, (gssize) size, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return; /* what cannot be read is ignored, as every server does */

  object = json_node_get_object (node);
  kind = moot_json_get_string (object, "type");
  channel = first_string (object, "stream");
  argument = moot_json_get_string (object, "tag");
  if (argument == NULL)
    argument = moot_json_get_string (object, "list");
  if (g_strcmp0 (kind, "unsubscribe") == 0)
    moot_stream_client_unsubscribe (stream->client, channel, argument);
  else if (g_strcmp0 (kind, "subscribe") == 0)
    {
      status = moot_stream_client_subscribe (stream->client, channel, argument, &words);
      if (status != 0)
        socket_complain (stream, words, status);
    }
}

static void
socket_pong_cb (SoupWebsocketConnection *socket,
                GBytes                  *bytes,
                gpointer                 user_data)
{
  Stream *stream = user_data;

  stream->unanswered_bytes = 0;
}

static void
socket_closed_cb (SoupWebsocketConnection *socket,
                  gpointer                 user_data)
{
  g_signal_handlers_disconnect_by_data (socket, user_data);
  stream_free (user_data);
}

typedef struct
{
  MootStreamHub *hub;
  gint64 account_id;
  gint64 token_id;
  char *scopes;
  char *channel;
  char *argument;
  char *protocol;
  GArray *hidden;
  guint64 moment;
} Upgrade;

static void
upgrade_free (gpointer  data,
              GClosure *closure)
{
  Upgrade *upgrade = data;

  moot_stream_hub_unref (upgrade->hub);
  g_free (upgrade->scopes);
  g_free (upgrade->channel);
  g_free (upgrade->argument);
  g_free (upgrade->protocol);
  g_array_unref (upgrade->hidden);
  g_free (upgrade);
}

/* The 101 has been written: from here on the connection is ours. */
static void
upgraded_cb (SoupServerMessage *message,
             gpointer           user_data)
{
  Upgrade *upgrade = user_data;
  g_autoptr (GIOStream) connection = soup_server_message_steal_connection (message);
  Stream *stream = g_new0 (Stream, 1);
  const char *words;

  stream->hub = moot_stream_hub_ref (upgrade->hub);
  stream->socket =
    soup_websocket_connection_new (connection, soup_server_message_get_uri (message),
                                   SOUP_WEBSOCKET_CONNECTION_SERVER, NULL, upgrade->protocol, NULL);
  soup_websocket_connection_set_max_incoming_payload_size (stream->socket, MAX_INBOUND_BYTES);
  soup_websocket_connection_set_keepalive_interval (stream->socket, PING_SECONDS);
  g_signal_connect (stream->socket, "message", G_CALLBACK (socket_message_cb), stream);
  g_signal_connect (stream->socket, "pong", G_CALLBACK (socket_pong_cb), stream);
  g_signal_connect (stream->socket, "closed", G_CALLBACK (socket_closed_cb), stream);
  stream->client = moot_stream_hub_add_client (stream->hub, upgrade->account_id, upgrade->token_id,
                                               upgrade->scopes, upgrade->hidden, socket_send,
                                               socket_close, stream);
  if (stream->client == NULL ||
      !moot_stream_hub_catch_up (stream->hub, stream->client, upgrade->moment))
    socket_close (stream);
  else if (upgrade->channel != NULL)
    moot_stream_client_subscribe (stream->client, upgrade->channel, upgrade->argument, &words);
}

static void
start_socket (MootStreamHub      *hub,
              SoupServerMessage  *message,
              const MootExchange *exchange)
{
  const char *asked = moot_exchange_get_header (exchange, "sec-websocket-protocol");
  g_auto (GStrv) protocols = asked != NULL ? g_strsplit (asked, ",", 2) : NULL;
  Upgrade *upgrade;

  if (protocols != NULL && protocols[0] != NULL)
    {
      g_strstrip (protocols[0]);
      g_clear_pointer (&protocols[1], g_free);
    }
  if (!soup_websocket_server_process_handshake (message, NULL, protocols, NULL, NULL))
    return; /* it has set the status that says why */

  upgrade = g_new0 (Upgrade, 1);
  upgrade->hub = moot_stream_hub_ref (hub);
  upgrade->account_id = exchange->viewer_id;
  upgrade->token_id = exchange->token_id;
  upgrade->scopes = g_strdup (exchange->scopes);
  upgrade->channel = g_strdup (exchange->stream->channel);
  upgrade->argument = g_strdup (exchange->stream->argument);
  upgrade->protocol = protocols != NULL ? g_strdup (protocols[0]) : NULL;
  upgrade->hidden = g_array_ref (exchange->stream->hidden);
  upgrade->moment = exchange->moment;
  g_signal_connect_data (message, "wrote-informational", G_CALLBACK (upgraded_cb), upgrade,
                         upgrade_free, G_CONNECT_DEFAULT);
}

/* Server-sent events ----------------------------------------------------------------------- */

static void
events_close (gpointer data)
{
  Stream *stream = data;

  soup_message_body_complete (soup_server_message_get_response_body (stream->message));
  soup_server_message_unpause (stream->message);
}

static void
events_write (Stream *stream,
              char   *text)
{
  if (++stream->n_queued > MAX_QUEUED_EVENTS)
    {
      g_free (text);
      moot_connection_drop (stream->message); /* a last word would wait in the queue as well */
      return;
    }
  soup_message_body_append_take (soup_server_message_get_response_body (stream->message),
                                 (guchar *) text, strlen (text));
  soup_server_message_unpause (stream->message);
}

static void
events_send (const char *channel,
             const char *argument,
             const char *event,
             const char *payload,
             gpointer    data)
{
  events_write (
    data, g_strdup_printf ("event: %s\ndata: %s\n\n", event, payload != NULL ? payload : "{}"));
}

static gboolean
heartbeat_cb (gpointer data)
{
  events_write (data, g_strdup (":thump\n"));
  return G_SOURCE_CONTINUE;
}

static void
wrote_chunk_cb (SoupServerMessage *message,
                gpointer           user_data)
{
  Stream *stream = user_data;

  if (stream->n_queued > 0)
    stream->n_queued--;
}

static void
finished_cb (SoupServerMessage *message,
             gpointer           user_data)
{
  g_signal_handlers_disconnect_by_data (message, user_data);
  stream_free (user_data);
}

static void
start_events (MootStreamHub      *hub,
              SoupServerMessage  *message,
              const MootExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  Stream *stream = g_new0 (Stream, 1);
  const char *words;

  stream->hub = moot_stream_hub_ref (hub);
  stream->message = message;
  stream->client =
    moot_stream_hub_add_client (hub, exchange->viewer_id, exchange->token_id, exchange->scopes,
                                exchange->stream->hidden, events_send, events_close, stream);
  if (stream->client == NULL)
    {
      stream_free (stream);
      soup_server_message_set_status (message, 429, NULL);
      return;
    }
  if (!moot_stream_hub_catch_up (hub, stream->client, exchange->moment))
    {
      stream_free (stream);
      moot_answer_refuse (message, 401, "{\"error\":\"Invalid access token\"}");
      return;
    }
  moot_stream_client_subscribe (stream->client, exchange->stream->channel,
                                exchange->stream->argument, &words);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (headers, "text/event-stream", NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Accel-Buffering", "no");
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), stream);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), stream);
  stream->heartbeat = start_timer (HEARTBEAT_SECONDS, heartbeat_cb, stream);
  events_write (stream, g_strdup (":)\n"));
}

/**
 * moot_streaming_start:
 * @hub: where events come from
 * @message: the paused request; the caller unpauses it
 * @exchange: what a streaming route agreed to
 *
 * Turns a request into an open stream.
 */
void
moot_streaming_start (MootStreamHub      *hub,
                      SoupServerMessage  *message,
                      const MootExchange *exchange)
{
  if (exchange->stream->socket)
    start_socket (hub, message, exchange);
  else
    start_events (hub, message, exchange);
}
