/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What comes in: a request is bounded while libsoup reads it, and becomes an exchange that handlers
 * work with.
 * Spec: RFC 9110, sections 15.5.14 and 15.5.15.
 * Thread: the node's main thread. */
#include "moot-inbound.h"

#include "moot-answer.h"
#include "moot-auth.h"
#include "moot-body.h"
#include "moot-connections.h"
#include "moot-peer-request.h"
#include "moot-remote-media-routes.h"
#include "moot-stream-hub.h"

#include <string.h>

#define MAX_BODY_BYTES (1024 * 1024)        /* JSON and forms; the largest activity peers accept */
#define MAX_UPLOAD_BYTES (17 * 1024 * 1024) /* a multipart form: one 16 MiB image and its texts */
#define MAX_URI_BYTES 8192

typedef struct
{
  gsize size;
  gsize limit;
} Inbound;

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           user_data)
{
  Inbound *inbound = user_data;

  inbound->size += g_bytes_get_size (chunk);
  if (inbound->size <= inbound->limit || soup_server_message_get_status (message) != 0)
    return;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_message_body_truncate (soup_server_message_get_request_body (message));
  moot_answer_refuse (message, 413, "{\"error\":\"The request is too large\"}");
}

static void
inbound_free (gpointer  data,
              GClosure *closure)
{
  g_free (data);
}

/**
 * moot_inbound_begin:
 * @server: a server
 * @message: a request whose head has been read
 * @path: its path
 * @query: (nullable): its parameters
 * @user_data: nothing
 *
 * An early handler of libsoup: what is too large is refused unread.
 */
void
moot_inbound_begin (SoupServer        *server,
                    SoupServerMessage *message,
                    const char        *path,
                    GHashTable        *query,
                    gpointer           user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *type = soup_message_headers_get_one (headers, "Content-Type");
  Inbound *inbound = g_new0 (Inbound, 1);
  g_autofree char *uri = g_uri_to_string (soup_server_message_get_uri (message));

  moot_connection_enter (message, MOOT_CONNECTION_SENDING);
  inbound->limit =
    moot_body_is_type (type, "multipart/form-data") ? MAX_UPLOAD_BYTES : MAX_BODY_BYTES;
  g_signal_connect_data (message, "got-chunk", G_CALLBACK (got_chunk_cb), inbound, inbound_free,
                         G_CONNECT_DEFAULT);
  if (strlen (uri) > MAX_URI_BYTES)
    moot_answer_refuse (message, 414, "{\"error\":\"The address is too long\"}");
  else if (moot_peer_request_is_ambiguous (message))
    moot_answer_refuse (message, 400,
                        "{\"error\":\"A header that must be there once is there twice\"}");
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
           soup_message_headers_get_content_length (headers) > (goffset) inbound->limit)
    moot_answer_refuse (message, 413, "{\"error\":\"The request is too large\"}");
}

static void
copy_header (const char *name,
             const char *value,
             gpointer    user_data)
{
  MootExchange *exchange = user_data;
  char *lower = g_ascii_strdown (name, -1);
  const char *before = g_hash_table_lookup (exchange->headers, lower);

  g_hash_table_replace (exchange->headers, lower,
                        before != NULL ? g_strconcat (before, ", ", value, NULL)
                                       : g_strdup (value));
}

/**
 * moot_inbound_dup_address:
 * @services: what the handlers work with
 * @message: a request
 *
 * The proxy in front appends the address it saw: only the last entry can be believed.
 *
 * Returns: (transfer full): where it comes from
 */
char *
moot_inbound_dup_address (const MootServices *services,
                          SoupServerMessage  *message)
{
  const char *forwarded = soup_message_headers_get_list (
    soup_server_message_get_request_headers (message), "X-Forwarded-For");
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  if (services->trust_proxy && forwarded != NULL)
    {
      const char *last = strrchr (forwarded, ',');

      return g_strstrip (g_strdup (last != NULL ? last + 1 : forwarded));
    }
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup ("local"); /* a Unix socket: somebody on this computer */
  return g_inet_address_to_string (
    g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/**
 * moot_inbound_read:
 * @services: what the handlers work with
 * @message: a request that is whole
 *
 * Returns: (transfer full): the exchange; its parameters are read by whoever works on it
 */
MootExchange *
moot_inbound_read (const MootServices *services,
                   SoupServerMessage  *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  MootExchange *exchange = moot_exchange_new (
    services, soup_server_message_get_method (message), g_uri_get_path (uri));
  const char *token;

  soup_message_headers_foreach (soup_server_message_get_request_headers (message), copy_header,
                                exchange);
  if (services->hub != NULL)
    exchange->moment = moot_stream_hub_get_moment (services->hub);
  exchange->remote_address = moot_inbound_dup_address (services, message);
  exchange->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  /* browsers can only put the token of a socket into its protocol */
  token = moot_exchange_get_header (exchange, "sec-websocket-protocol");
  if (token != NULL && moot_auth_is_stream (exchange->path) &&
      moot_exchange_get_header (exchange, "authorization") == NULL)
    g_hash_table_replace (exchange->headers, g_strdup ("authorization"),
                          g_strconcat ("Bearer ", token, NULL));
  return exchange;
}

/* Looking somebody up elsewhere takes as long as that server takes. */
static gboolean
asks_others (GUri *uri)
{
  const char *query = g_uri_get_query (uri);

  return g_str_has_suffix (g_uri_get_path (uri), "/search") && query != NULL &&
         strstr (query, "resolve=") != NULL;
}

/**
 * moot_inbound_get_pool:
 * @message: a request
 *
 * What may have to wait for another server is worked on apart, so that nobody else waits for it.
 *
 * Returns: by whom it is worked on
 */
MootInboundPool
moot_inbound_get_pool (SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);

  if (g_str_has_prefix (g_uri_get_path (uri), MOOT_REMOTE_MEDIA_PATH))
    return MOOT_INBOUND_OF_PICTURES;
  return moot_peer_request_is (message) || asks_others (uri) ? MOOT_INBOUND_OF_PEERS
                                                             : MOOT_INBOUND_OF_MEMBERS;
}
