/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A request as libsoup read it becomes an exchange that handlers work with.
 * Thread: the node's main thread. */
#include "moot-request.h"

#include "moot-auth.h"
#include "moot-stream-hub.h"

#include <string.h>

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
 * moot_request_dup_address:
 * @services: what the handlers work with
 * @message: a request
 *
 * The proxy in front appends the address it saw: only the last entry can be believed.
 *
 * Returns: (transfer full): where it comes from
 */
char *
moot_request_dup_address (const MootServices *services,
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
 * moot_request_read:
 * @services: what the handlers work with
 * @message: a request that is whole
 *
 * Returns: (transfer full): the exchange; its parameters are read by whoever works on it
 */
MootExchange *
moot_request_read (const MootServices *services,
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
  exchange->remote_address = moot_request_dup_address (services, message);
  exchange->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  /* browsers can only put the token of a socket into its protocol */
  token = moot_exchange_get_header (exchange, "sec-websocket-protocol");
  if (token != NULL && moot_auth_is_stream (exchange->path) &&
      moot_exchange_get_header (exchange, "authorization") == NULL)
    g_hash_table_replace (exchange->headers, g_strdup ("authorization"),
                          g_strconcat ("Bearer ", token, NULL));
  return exchange;
}

/**
 * moot_request_is_slow:
 * @message: a request
 *
 * Looking somebody up elsewhere takes as long as that server takes: no other request waits for it.
 *
 * Returns: whether this is such a request
 */
gboolean
moot_request_is_slow (SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);

  return g_str_has_suffix (g_uri_get_path (uri), "/search") && query != NULL &&
         strstr (query, "resolve=") != NULL;
}
