/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How an answer goes onto the wire: the headers that all have, and what is said without a handler.
 * Spec: RFC 9110; CORS as the client API needs it.
 * Thread: the node's main thread. */
#include "moot-answer.h"

#include "moot-clock.h"

#include <string.h>

static gboolean
is_open_to_browsers (const char *path)
{
  return !g_str_has_prefix (path, "/oauth/authorize") && !g_str_has_prefix (path, "/auth");
}

static void
add_cors (SoupMessageHeaders *headers,
          const char         *path)
{
  if (!is_open_to_browsers (path))
    return;
  soup_message_headers_replace (headers, "Access-Control-Allow-Origin", "*");
  soup_message_headers_replace (
    headers, "Access-Control-Expose-Headers",
    "Link, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id");
}

/**
 * moot_answer_write_headers:
 * @message: a request
 * @own: (element-type utf8): name, value, name, value
 * @is_private: whether the answer is for one member only
 *
 * Writes what every answer has, and what this one has besides.
 */
void
moot_answer_write_headers (SoupServerMessage *message,
                           GPtrArray         *own,
                           gboolean           is_private)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  add_cors (headers, g_uri_get_path (soup_server_message_get_uri (message)));
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  for (guint i = 0; i + 1 < own->len; i += 2)
    soup_message_headers_append (headers, g_ptr_array_index (own, i),
                                 g_ptr_array_index (own, i + 1));
  if (is_private && soup_message_headers_get_one (headers, "Cache-Control") == NULL)
    soup_message_headers_replace (headers, "Cache-Control", "private, no-store");
  if (soup_message_headers_get_one (headers, "Vary") == NULL)
    soup_message_headers_replace (headers, "Vary", "Authorization, Origin");
}

/**
 * moot_answer_write_pace:
 * @message: a request
 * @pace: how the one who asks stands with the limits; nothing is written where none are
 * @now: UTC milliseconds
 */
void
moot_answer_write_pace (SoupServerMessage *message,
                        const MootPace    *pace,
                        gint64             now)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *limit = g_strdup_printf ("%u", pace->limit);
  g_autofree char *remaining = g_strdup_printf ("%u", pace->remaining);
  g_autofree char *reset = moot_time_format_iso (now + pace->full_ms);
  g_autofree char *wait =
    g_strdup_printf ("%" G_GINT64_FORMAT, (pace->wait_ms + MOOT_SECOND - 1) / MOOT_SECOND);

  if (pace->limit == 0)
    return;
  soup_message_headers_replace (headers, "X-RateLimit-Limit", limit);
  soup_message_headers_replace (headers, "X-RateLimit-Remaining", remaining);
  soup_message_headers_replace (headers, "X-RateLimit-Reset", reset);
  if (pace->wait_ms > 0)
    soup_message_headers_replace (headers, "Retry-After", wait);
}

/** moot_answer_write_body: @body is referenced, not copied; @content_type is static.  Parts of it
 * are the handler's to cut: libsoup would copy the whole. */
void
moot_answer_write_body (SoupServerMessage *message,
                        guint              status,
                        const char        *content_type,
                        GBytes            *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         content_type, NULL);
  if (g_bytes_get_size (body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

/** moot_answer_refuse: with @json in static storage, before any handler saw the request */
void
moot_answer_refuse (SoupServerMessage *message,
                    guint              status,
                    const char        *json)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  add_cors (headers, "/");
  if (status == 503 || status == 429)
    soup_message_headers_replace (headers, "Retry-After", "5");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json; charset=utf-8", SOUP_MEMORY_STATIC,
                                    json, strlen (json));
}

/** moot_answer_preflight: what a browser asks before it lets a page of somebody else ask */
void
moot_answer_preflight (SoupServerMessage *message)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *wanted = soup_message_headers_get_list (asked, "Access-Control-Request-Headers");

  add_cors (headers, g_uri_get_path (soup_server_message_get_uri (message)));
  soup_message_headers_replace (headers, "Access-Control-Allow-Methods",
                                "GET, POST, PUT, PATCH, DELETE, OPTIONS");
  soup_message_headers_replace (headers, "Access-Control-Allow-Headers",
                                wanted != NULL ? wanted
                                               : "Authorization, Content-Type, Idempotency-Key");
  soup_message_headers_replace (headers, "Access-Control-Max-Age", "7200");
  soup_server_message_set_status (message, 204, NULL);
}

/**
 * moot_answer_dup_key:
 * @message: a request
 *
 * Makes the whole question one text: what is asked, and who asks.  It is a digest, so that no token
 * stays in memory.
 *
 * Returns: (transfer full) (nullable): the key; %NULL unless it is a plain GET
 */
char *
moot_answer_dup_key (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GUri *uri = soup_server_message_get_uri (message);
  const char *who = soup_message_headers_get_list (headers, "Authorization");
  const char *query = g_uri_get_query (uri);
  g_autofree char *text = NULL;

  if (!g_str_equal (soup_server_message_get_method (message), "GET") ||
      soup_server_message_get_request_body (message)->length > 0 ||
      soup_message_headers_get_list (headers, "Sec-WebSocket-Protocol") != NULL)
    return NULL;
  text = g_strconcat (g_uri_get_path (uri), "?", query != NULL ? query : "", "\n", who, NULL);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}
