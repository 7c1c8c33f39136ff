/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which public addresses are this node's own: those of the computer, read anew each time because a
 * laptop changes networks, and that of its name, which may be the router's.  A stranger's name that
 * leads to one of them is not followed: what answers there is ours, or our router.
 *
 * A name that stands for several addresses of a kind is that of a proxy or a tunnel, which many
 * servers share; those are not ours alone, and are let through.
 * Spec: the guide's rules for fetching (hairpins). Thread: any; may wait for the resolver. */
#include "moot-own-addresses.h"

#include "moot-uri.h"

#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/socket.h>

struct _MootOwnAddresses
{
  char *host; /* NULL when it is a number */

  GMutex lock;
  GList *named; /* of GInetAddress: what our name stood for last time */
  gint64 named_at;
  gboolean was_asked;
};

/**
 * moot_own_addresses_new:
 * @base_url: how others know this node
 *
 * Returns: (transfer full): what is known of our addresses; nobody is asked yet
 */
MootOwnAddresses *
moot_own_addresses_new (const char *base_url)
{
  MootOwnAddresses *self = g_new0 (MootOwnAddresses, 1);
  g_autofree char *host = moot_uri_dup_host (base_url);

  g_mutex_init (&self->lock);
  if (host != NULL && moot_host_is_public_name (host))
    self->host = g_steal_pointer (&host);
  return self;
}

static gpointer
copy_one (gconstpointer address,
          gpointer      data)
{
  return g_object_ref ((gpointer) address);
}

static void
free_list (GList *addresses)
{
  g_list_free_full (addresses, g_object_unref);
}

/** moot_own_addresses_free: frees @self, which may be %NULL and must be at rest */
void
moot_own_addresses_free (MootOwnAddresses *self)
{
  if (self == NULL)
    return;

  free_list (self->named);
  g_mutex_clear (&self->lock);
  g_free (self->host);
  g_free (self);
}

static GInetAddress *
read_address (const struct sockaddr *native)
{
  gsize length = native->sa_family == AF_INET6 ? sizeof (struct sockaddr_in6)
                                               : sizeof (struct sockaddr_in);
  g_autoptr (GSocketAddress) socket_address =
    native->sa_family == AF_INET || native->sa_family == AF_INET6
      ? g_socket_address_new_from_native ((gpointer) native, length)
      : NULL;

  if (socket_address == NULL)
    return NULL;
  return g_object_ref (
    g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (socket_address)));
}

/* Whether the computer itself answers there. */
static gboolean
is_of_this_computer (GInetAddress *address)
{
  struct ifaddrs *all = NULL;
  gboolean found = FALSE;

  if (getifaddrs (&all) != 0)
    return FALSE;
  for (const struct ifaddrs *one = all; one != NULL && !found; one = one->ifa_next)
    {
      g_autoptr (GInetAddress) own =
        one->ifa_addr != NULL ? read_address (one->ifa_addr) : NULL;

      found = own != NULL && g_inet_address_equal (own, address);
    }
  freeifaddrs (all);
  return found;
}

/* What our name stands for, asked again when that was too long ago. */
static GList *
look_up_name (MootOwnAddresses *self,
              GCancellable     *cancellable)
{
  gint64 now = g_get_monotonic_time () / 1000;
  g_autoptr (GResolver) resolver = NULL;
  GList *found;
  gboolean fresh;

  g_mutex_lock (&self->lock);
  fresh = self->was_asked && now - self->named_at < MOOT_OWN_ADDRESSES_MS;
  found = fresh ? g_list_copy_deep (self->named, copy_one, NULL) : NULL;
  g_mutex_unlock (&self->lock);
  if (fresh)
    return found;
  resolver = g_resolver_get_default ();
  found = g_resolver_lookup_by_name (resolver, self->host, cancellable, NULL);
  g_mutex_lock (&self->lock);
  free_list (self->named);
  self->named = g_list_copy_deep (found, copy_one, NULL);
  self->named_at = now;
  self->was_asked = TRUE;
  g_mutex_unlock (&self->lock);
  return found;
}

/* Whether our name stands for @address, and for no other of its kind. */
static gboolean
is_of_our_name (MootOwnAddresses *self,
                GInetAddress     *address,
                GCancellable     *cancellable)
{
  GSocketFamily family = g_inet_address_get_family (address);
  guint n_alike = 0;
  gboolean found = FALSE;
  GList *named = self->host != NULL ? look_up_name (self, cancellable) : NULL;

  for (GList *l = named; l != NULL; l = l->next)
    {
      n_alike += g_inet_address_get_family (l->data) == family ? 1 : 0;
      found = found || g_inet_address_equal (l->data, address);
    }
  free_list (named);
  return found && n_alike == 1;
}

/**
 * moot_own_addresses_has:
 * @self: (nullable): what is known; %NULL in laboratories, where everything may be ours
 * @address: an address about to be connected to
 * @cancellable: (nullable): stops the wait for the resolver
 *
 * Returns: whether we would only meet ourselves there
 */
gboolean
moot_own_addresses_has (MootOwnAddresses *self,
                        GInetAddress     *address,
                        GCancellable     *cancellable)
{
  return self != NULL &&
         (is_of_this_computer (address) || is_of_our_name (self, address, cancellable));
}
