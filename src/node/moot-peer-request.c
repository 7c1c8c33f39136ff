/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Requests that other servers send: those that are signed, and those to an inbox.  They are worked
 * on apart from the members', with every header as it came.
 * Spec: RFC 9110 section 5.3 and 8.6; HTTP signatures.
 * Thread: the node's main thread. */
#include "moot-peer-request.h"

#include <string.h>

/* What would mean two things if it stood there twice. */
static const char *const single[] = { "Signature", "Signature-Input", "Date", "Host",
                                      "Content-Length", "Digest", NULL };

typedef struct
{
  guint n[G_N_ELEMENTS (single)];
} Counts;

static void
count_header (const char *name,
              const char *value,
              gpointer    data)
{
  Counts *counts = data;

  for (guint i = 0; single[i] != NULL; i++)
    if (g_ascii_strcasecmp (name, single[i]) == 0)
      counts->n[i]++;
}

/** moot_peer_request_is_ambiguous: whether a header that must be there once is there twice */
gboolean
moot_peer_request_is_ambiguous (SoupServerMessage *message)
{
  Counts counts = { { 0 } };

  soup_message_headers_foreach (soup_server_message_get_request_headers (message), count_header,
                                &counts);
  for (guint i = 0; single[i] != NULL; i++)
    if (counts.n[i] > 1)
      return TRUE;
  return FALSE;
}

/** moot_peer_request_is: whether another server sent @message, or somebody who says so */
gboolean
moot_peer_request_is (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  return soup_message_headers_get_one (headers, "Signature") != NULL ||
         (g_str_equal (soup_server_message_get_method (message), "POST") &&
          g_str_has_suffix (path, "/inbox"));
}

typedef struct
{
  MootHttpMessage *message;
  gboolean fits;
} Copy;

static void
copy_header (const char *name,
             const char *value,
             gpointer    data)
{
  Copy *copy = data;

  copy->fits = copy->fits && moot_http_message_add_header (copy->message, name, value);
}

/**
 * moot_peer_request_read:
 * @message: a request whose body is there
 * @base_url: how others know this node
 *
 * Returns: (transfer full): the request as a signature sees it; without any header when there are
 *   more than a signature can cover, so that none holds
 */
MootHttpMessage *
moot_peer_request_read (SoupServerMessage *message,
                        const char        *base_url)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  g_autofree char *target =
    g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : NULL, query, NULL);
  const char *method = soup_server_message_get_method (message);
  g_autoptr (GBytes) body =
    soup_message_body_flatten (soup_server_message_get_request_body (message));
  Copy copy = { moot_http_message_new (method, base_url, target), TRUE };

  soup_message_headers_foreach (soup_server_message_get_request_headers (message), copy_header,
                                &copy);
  if (!copy.fits)
    {
      moot_http_message_free (copy.message);
      copy.message = moot_http_message_new (method, base_url, target);
    }
  moot_http_message_set_body (copy.message, body);
  return copy.message;
}
