/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The address of the node that this computer hosts: a port of loopback, chosen once and for ever,
 * since posts and other servers name it.  The app remembers it beside the node's folder, not in it:
 * the folder is the node's.
 * Thread: any. */
#include "moot-node-address.h"

/* Below those that Linux gives to outgoing connections, which would take it now and then. */
#define FIRST_PORT 20000
#define LAST_PORT 29999
#define TRIES 64
#define SCHEME "http://"

/* A socket that is bound and does not listen keeps a port from everybody who wants any, while a
 * node that is told this very port can bind it too. */
static GSocket *
bind_port (guint16   port,
           GError  **error)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);

  if (socket == NULL || !g_socket_bind (socket, address, TRUE, error))
    return NULL;
  return g_steal_pointer (&socket);
}

/* Whether one could listen there too; a socket that was only bound does not tell. */
static gboolean
is_quiet (guint16 port)
{
  g_autoptr (GSocket) socket = bind_port (port, NULL);

  return socket != NULL && g_socket_listen (socket, NULL);
}

/**
 * moot_node_address_reserve:
 * @out_base_url: (out): the public name of a node that is about to be founded
 * @error: return location
 *
 * Returns: (transfer full): keeps the port until it is let go; the node may bind it meanwhile
 */
GSocket *
moot_node_address_reserve (char   **out_base_url,
                           GError **error)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketAddress) local = NULL;

  for (guint i = 0; i < TRIES && socket == NULL; i++)
    {
      guint16 port = (guint16) g_random_int_range (FIRST_PORT, LAST_PORT + 1);

      if (is_quiet (port))
        socket = bind_port (port, NULL);
    }
  if (socket == NULL)
    socket = bind_port (0, error); /* whatever the system has left */
  if (socket == NULL)
    return NULL;
  local = g_socket_get_local_address (socket, error);
  if (local == NULL)
    return NULL;
  *out_base_url = g_strdup_printf (SCHEME "127.0.0.1:%u",
                                   g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local)));
  return g_steal_pointer (&socket);
}

/**
 * moot_node_address_is_taken:
 * @base_url: of a node that does not run
 *
 * Returns: whether another program has its port
 */
gboolean
moot_node_address_is_taken (const char *base_url)
{
  g_autoptr (GUri) uri = g_uri_parse (base_url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_port (uri) > 0 && !is_quiet ((guint16) g_uri_get_port (uri));
}

/** moot_node_address_dup_note: (transfer full): the file that remembers the address */
char *
moot_node_address_dup_note (const char *data_folder)
{
  return g_strconcat (data_folder, ".address", NULL);
}

/** moot_node_address_save: remembers @base_url; returns whether that worked */
gboolean
moot_node_address_save (const char  *data_folder,
                        const char  *base_url,
                        GError     **error)
{
  g_autofree char *note = moot_node_address_dup_note (data_folder);

  return g_file_set_contents (note, base_url, -1, error);
}

/** moot_node_address_load: (transfer full) (nullable): the base URL that was saved */
char *
moot_node_address_load (const char  *data_folder,
                        GError     **error)
{
  g_autofree char *note = moot_node_address_dup_note (data_folder);
  char *text = NULL;

  return g_file_get_contents (note, &text, NULL, error) ? g_strstrip (text) : NULL;
}
