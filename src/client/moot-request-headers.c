/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the head of a message says of a request: that it may be a repetition, and which version of a
 * thing it was written for.
 * Thread: workers. */
#include "moot-request-headers.h"

/** moot_request_put_headers: into the head of the message that carries @request */
void
moot_request_put_headers (const MootRequest  *request,
                          SoupMessageHeaders *headers)
{
  const char *key = moot_request_get_idempotency_key (request);
  const gint64 version = moot_request_get_version (request);
  g_autofree char *match = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", version);

  if (key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", key);
  if (version != 0)
    soup_message_headers_replace (headers, "If-Match", match);
}
