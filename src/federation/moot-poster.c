/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One signed POST to an inbox.
 *
 * The signature is the one the host understood last time; after 401 or 400 the other one is tried,
 * once.  draft-cavage comes first: there are servers that answer 202 to what they cannot read.
 * No redirect is followed: whoever moved an inbox says so in the actor.
 * Spec: ActivityPub section 7; conformance 19, 27. Thread: that of the session; blocks. */
#include "moot-poster.h"

#include <string.h>

#define CONTENT_TYPE "application/activity+json"

static MootHttpMessage *
build (SoupMessage          *message,
       const MootPost       *post,
       MootSignatureScheme   scheme,
       GError              **error)
{
  GUri *uri = soup_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  g_autofree char *origin = moot_uri_dup_origin (post->inbox);
  g_autofree char *target =
    g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : "", query, NULL);
  g_autoptr (MootHttpMessage) signed_message = moot_http_message_new ("POST", origin, target);

  moot_http_message_set_body (signed_message, post->body);
  moot_http_message_add_header (signed_message, "Content-Type", CONTENT_TYPE);
  if (post->synchronisation != NULL)
    moot_http_message_add_header (signed_message, "Collection-Synchronization",
                                  post->synchronisation);
  if (!post->sign (signed_message, scheme, post->data, error))
    return NULL;
  return g_steal_pointer (&signed_message);
}

static SoupMessage *
make_message (const MootPost       *post,
              MootSignatureScheme   scheme,
              GError              **error)
{
  g_autoptr (SoupMessage) message = soup_message_new ("POST", post->inbox);
  g_autoptr (MootHttpMessage) signed_message = NULL;

  if (message == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "'%.200s' is no address",
                   post->inbox);
      return NULL;
    }
  signed_message = build (message, post, scheme, error);
  if (signed_message == NULL)
    return NULL;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_request_body_from_bytes (message, CONTENT_TYPE, post->body);
  for (guint i = 0; i < moot_http_message_get_n_headers (signed_message); i++)
    {
      const char *value;
      const char *name = moot_http_message_get_header (signed_message, i, &value);

      if (strcmp (name, "host") != 0) /* libsoup writes the same */
        soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
    }
  return g_steal_pointer (&message);
}

/* What is said besides the status is of no interest; a short answer is read, so that the connection
 * can be used again. */
static void
finish (GInputStream *stream,
        GCancellable *cancellable)
{
  char rest[4096];
  gsize n_read = 0;

  if (!g_input_stream_read_all (stream, rest, sizeof rest, &n_read, cancellable, NULL))
    g_debug ("the end of an answer did not come");
  g_input_stream_close (stream, NULL, NULL);
}

static MootDeliveryAnswer
send_with (SoupSession          *session,
           const MootPost       *post,
           MootSignatureScheme   scheme,
           GCancellable         *cancellable,
           GError              **error)
{
  g_autoptr (SoupMessage) message = make_message (post, scheme, error);
  g_autoptr (GInputStream) stream =
    message != NULL ? soup_session_send (session, message, cancellable, error) : NULL;
  SoupMessageHeaders *headers;
  MootDeliveryAnswer answer = { 0 };

  if (stream == NULL)
    return answer;
  headers = soup_message_get_response_headers (message);
  answer.status = soup_message_get_status (message);
  answer.date = moot_http_date_parse (soup_message_headers_get_one (headers, "Date"));
  answer.retry_after_ms = moot_retry_after_parse (
    soup_message_headers_get_one (headers, "Retry-After"), moot_clock_others_now ());
  finish (stream, cancellable);
  return answer;
}

/**
 * moot_poster_send:
 * @session: for the host of the inbox
 * @post: what to send
 * @schemes: which signature each host understands
 * @cancellable: (nullable): stops it
 * @error: return location, for when there was no answer
 *
 * Returns: what came back; its status is 0 when nothing did, and then @error is set
 */
MootDeliveryAnswer
moot_poster_send (SoupSession       *session,
                  const MootPost    *post,
                  MootSchemeMemory  *schemes,
                  GCancellable      *cancellable,
                  GError           **error)
{
  g_autofree char *host = moot_uri_dup_authority (post->inbox);
  MootSignatureScheme scheme = moot_scheme_memory_get (schemes, host, moot_clock_now ());
  MootDeliveryAnswer answer = send_with (session, post, scheme, cancellable, error);
  MootDeliveryAnswer second;

  if (answer.status != 400 && answer.status != 401)
    return answer;
  scheme = scheme == MOOT_SIGNATURE_CAVAGE ? MOOT_SIGNATURE_RFC9421 : MOOT_SIGNATURE_CAVAGE;
  second = send_with (session, post, scheme, cancellable, error);
  if (SOUP_STATUS_IS_SUCCESSFUL (second.status))
    moot_scheme_memory_put (schemes, host, scheme, moot_clock_now ());
  return second.status != 400 && second.status != 401 ? second : answer;
}
