/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where the browser comes back to after the consent page: a port of this computer that exists only
 * while somebody signs in.  Anything may knock there; only the answer that carries our state
 * counts. Spec: RFC 8252 section 7.3. Thread: a worker. */
#include "moot-loopback.h"

#include "moot-client-error.h"
#include "moot-crypto.h"

#include <string.h>

#define MAX_HEAD 8192   /* bytes of a request: the line with the code is the longest */
#define KNOCK_TIMEOUT 5 /* seconds for one visitor: the next may be the real one */
#define CALLBACK "/callback"

struct _MootLoopback
{
  GSocketListener *listener;
  char *uri;
};

/**
 * moot_loopback_new:
 * @error: return location
 *
 * Opens a free port on 127.0.0.1.
 *
 * Returns: (transfer full): the listener
 */
MootLoopback *
moot_loopback_new (GError **error)
{
  g_autoptr (MootLoopback) self = g_new0 (MootLoopback, 1);
  g_autoptr (GInetAddress) host = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (host, 0);
  g_autoptr (GSocketAddress) effective = NULL;

  self->listener = g_socket_listener_new ();
  if (!g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, error))
    return NULL;
  self->uri = g_strdup_printf ("http://127.0.0.1:%u" CALLBACK,
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective)));
  return g_steal_pointer (&self);
}

/**
 * moot_loopback_free:
 * @self: (nullable): a listener
 */
void
moot_loopback_free (MootLoopback *self)
{
  if (self == NULL)
    return;

  if (self->listener != NULL)
    g_socket_listener_close (self->listener);
  g_clear_object (&self->listener);
  g_free (self->uri);
  g_free (self);
}

/**
 * moot_loopback_get_uri:
 * @self: a listener
 *
 * Returns: (transfer none): the redirect URI to register
 */
const char *
moot_loopback_get_uri (const MootLoopback *self)
{
  return self->uri;
}

/* The head of the request, as far as it comes in one timeout. */
static char *
read_head (GSocketConnection *visitor,
           GCancellable      *cancellable)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (visitor));
  g_autoptr (GString) head = g_string_new (NULL);
  char part[1024];

  while (head->len < MAX_HEAD && strstr (head->str, "\r\n\r\n") == NULL)
    {
      gssize size = g_input_stream_read (stream, part, sizeof part, cancellable, NULL);

      if (size <= 0)
        break;
      g_string_append_len (head, part, size);
    }
  return g_string_free (g_steal_pointer (&head), FALSE);
}

/* `GET /callback?code=…&state=… HTTP/1.1` */
static GHashTable *
read_parameters (const char *head)
{
  const char *query = strchr (head, '?');
  const char *end = query != NULL ? strchr (query, ' ') : NULL;

  if (!g_str_has_prefix (head, "GET " CALLBACK "?") || end == NULL)
    return NULL;
  return g_uri_parse_params (query + 1, end - query - 1, "&", G_URI_PARAMS_WWW_FORM, NULL);
}

static void
answer (GSocketConnection *visitor,
        const char        *status,
        const char        *page,
        GCancellable      *cancellable)
{
  g_autofree char *text = g_strdup_printf (
    "HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\n"
    "Content-Length: %" G_GSIZE_FORMAT "\r\nCache-Control: no-store\r\n"
    "Referrer-Policy: no-referrer\r\nConnection: close\r\n\r\n%s",
    status, strlen (page), page);

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (visitor)), text,
                             strlen (text), NULL, cancellable, NULL);
  g_io_stream_close (G_IO_STREAM (visitor), cancellable, NULL);
}

/**
 * moot_loopback_wait:
 * @self: a listener
 * @state: what was sent along and must come back
 * @page: HTML for the person: the window may be closed
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * Waits until the browser brings the code.
 *
 * Errors: %MOOT_CLIENT_ERROR_DENIED, %MOOT_CLIENT_ERROR_REFUSED, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the authorization code
 */
char *
moot_loopback_wait (MootLoopback  *self,
                    const char    *state,
                    const char    *page,
                    GCancellable  *cancellable,
                    GError       **error)
{
  for (;;)
    {
      g_autoptr (GSocketConnection) visitor = g_socket_listener_accept (self->listener, NULL,
                                                                        cancellable, error);
      g_autofree char *head = NULL;
      g_autoptr (GHashTable) parameters = NULL;
      const char *given;
      const char *code;
      const char *refusal;

      if (visitor == NULL)
        return NULL;
      g_socket_set_timeout (g_socket_connection_get_socket (visitor), KNOCK_TIMEOUT);
      head = read_head (visitor, cancellable);
      parameters = read_parameters (head);
      given = parameters != NULL ? g_hash_table_lookup (parameters, "state") : NULL;
      if (given == NULL || !moot_secret_equal (given, state))
        {
          answer (visitor, "404 Not Found", "", cancellable);
          continue;
        }
      answer (visitor, "200 OK", page, cancellable);

      code = g_hash_table_lookup (parameters, "code");
      refusal = g_hash_table_lookup (parameters, "error");
      if (code != NULL)
        return g_strdup (code);
      if (g_strcmp0 (refusal, "access_denied") == 0)
        g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_DENIED, "access was denied");
      else
        g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_REFUSED, "%.200s",
                     refusal != NULL ? refusal : "no code came back");
      return NULL;
    }
}
