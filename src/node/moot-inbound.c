/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The bounds of what comes in: address, headers and body of a request.
 * Spec: RFC 9110, sections 15.5.14 and 15.5.15.
 * Thread: the node's main thread. */
#include "moot-inbound.h"

#include "moot-answer.h"
#include "moot-body.h"
#include "moot-connections.h"
#include "moot-peer-request.h"

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
