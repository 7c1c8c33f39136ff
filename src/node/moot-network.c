/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where somebody asks from, as far as it tells one from another.
 * Thread: any. */
#include "moot-network.h"

#include <gio/gio.h>

/**
 * moot_network_dup:
 * @address: a numeric address
 *
 * Whoever has one address of IPv6 has 2^64 of them.
 *
 * Returns: (transfer full): what stands for whoever it is
 */
char *
moot_network_dup (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  const guint8 *bytes;

  if (inet == NULL || g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (address);
  bytes = g_inet_address_to_bytes (inet);
  return g_strdup_printf ("%02x%02x:%02x%02x:%02x%02x:%02x%02x::/64", bytes[0], bytes[1], bytes[2],
                          bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
}

/** moot_network_is_here: whether it is this computer; what is no address is a Unix socket of it */
gboolean
moot_network_is_here (const char *address)
{
  g_autoptr (GInetAddress) inet =
    address != NULL ? g_inet_address_new_from_string (address) : NULL;

  return inet != NULL ? g_inet_address_get_is_loopback (inet)
                      : g_strcmp0 (address, "local") == 0 || address == NULL;
}
