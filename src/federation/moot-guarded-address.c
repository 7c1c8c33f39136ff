/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A host to connect to, of which only public addresses of others are ever used.
 *
 * The name is resolved here, each address is checked, and exactly those are handed to the socket:
 * there is no second look-up in which a name could point somewhere else, and no short cut for
 * numbers and `localhost`.  It is still a #GNetworkAddress, so TLS checks the certificate against
 * the name.  Proxies are not used. Thread: any; the look-up blocks. */
#include "moot-guarded-address.h"

#include "moot-error.h"

#define MAX_TRIED 4 /* addresses of one host; a stranger's DNS may give hundreds */

struct _MootGuardedAddress
{
  GNetworkAddress parent_instance;

  MootUriPolicy policy;
  MootOwnAddresses *own;
};

#define MOOT_TYPE_GUARDED_ENUMERATOR (moot_guarded_enumerator_get_type ())

G_DECLARE_FINAL_TYPE (MootGuardedEnumerator,
                      moot_guarded_enumerator,
                      MOOT,
                      GUARDED_ENUMERATOR,
                      GSocketAddressEnumerator)

struct _MootGuardedEnumerator
{
  GSocketAddressEnumerator parent_instance;

  MootGuardedAddress *address;
  GList *found; /* of GInetAddress; NULL until it was looked up */
  GList *next;
  guint n_tried;
  gboolean looked_up;
};

G_DEFINE_FINAL_TYPE (MootGuardedEnumerator,
                     moot_guarded_enumerator,
                     G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static gboolean
is_allowed (const MootGuardedAddress *self,
            GInetAddress             *address,
            GCancellable             *cancellable)
{
  return self->policy == MOOT_URI_PRIVATE ||
         (moot_address_is_public (address) &&
          !moot_own_addresses_has (self->own, address, cancellable));
}

static gboolean
look_up (MootGuardedEnumerator  *self,
         GCancellable           *cancellable,
         GError                **error)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  const char *host = g_network_address_get_hostname (G_NETWORK_ADDRESS (self->address));
  g_autolist (GInetAddress) all = g_resolver_lookup_by_name (resolver, host, cancellable, error);

  if (all == NULL)
    return FALSE;
  for (GList *l = all; l != NULL; l = l->next)
    if (is_allowed (self->address, l->data, cancellable))
      self->found = g_list_append (self->found, g_object_ref (l->data));
  if (self->found == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN,
                   "host '%s' has no public address that is not ours", host);
      return FALSE;
    }
  self->next = self->found;
  return TRUE;
}

static GSocketAddress *
moot_guarded_enumerator_next (GSocketAddressEnumerator  *enumerator,
                              GCancellable              *cancellable,
                              GError                   **error)
{
  MootGuardedEnumerator *self = MOOT_GUARDED_ENUMERATOR (enumerator);
  GInetAddress *address;

  if (!self->looked_up)
    {
      self->looked_up = TRUE;
      if (!look_up (self, cancellable, error))
        return NULL;
    }
  if (self->next == NULL || self->n_tried >= MAX_TRIED)
    return NULL;
  address = self->next->data;
  self->next = self->next->next;
  self->n_tried++;
  return g_inet_socket_address_new (address,
                                    g_network_address_get_port (G_NETWORK_ADDRESS (self->address)));
}

static void
moot_guarded_enumerator_finalize (GObject *object)
{
  MootGuardedEnumerator *self = MOOT_GUARDED_ENUMERATOR (object);

  g_list_free_full (self->found, g_object_unref);
  g_clear_object (&self->address);
  G_OBJECT_CLASS (moot_guarded_enumerator_parent_class)->finalize (object);
}

static void
moot_guarded_enumerator_class_init (MootGuardedEnumeratorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = moot_guarded_enumerator_finalize;
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass)->next = moot_guarded_enumerator_next;
}

static void
moot_guarded_enumerator_init (MootGuardedEnumerator *self)
{
}

static GSocketAddressEnumerator *
enumerate (GSocketConnectable *connectable)
{
  MootGuardedEnumerator *enumerator = g_object_new (MOOT_TYPE_GUARDED_ENUMERATOR, NULL);

  enumerator->address = g_object_ref (MOOT_GUARDED_ADDRESS (connectable));
  return G_SOCKET_ADDRESS_ENUMERATOR (enumerator);
}

static void
connectable_init (GSocketConnectableIface *iface)
{
  iface->enumerate = enumerate;
  iface->proxy_enumerate = enumerate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MootGuardedAddress, moot_guarded_address, G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE, connectable_init))

static void
moot_guarded_address_class_init (MootGuardedAddressClass *klass)
{
}

static void
moot_guarded_address_init (MootGuardedAddress *self)
{
}

/**
 * moot_guarded_address_new:
 * @uri: an address a stranger gave us
 * @policy: how far we go
 * @own: (nullable): what is ours and nobody else's; must outlive the address
 * @error: return location
 *
 * Errors: %MOOT_ERROR_FORBIDDEN when it is nowhere we go, before anybody is asked for anything.
 *
 * Returns: (transfer full): where to connect to
 */
MootGuardedAddress *
moot_guarded_address_new (const char        *uri,
                          MootUriPolicy      policy,
                          MootOwnAddresses  *own,
                          GError           **error)
{
  g_autoptr (GUri) parsed = NULL;
  g_autofree char *host = moot_uri_dup_host (uri);
  MootGuardedAddress *self;
  gboolean tls;
  int port;

  if (!moot_uri_is_fetchable (uri, policy))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "'%.200s' is nowhere we go", uri);
      return NULL;
    }
  parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, error);
  if (parsed == NULL)
    return NULL;
  tls = g_ascii_strcasecmp (g_uri_get_scheme (parsed), "https") == 0;
  port = g_uri_get_port (parsed) > 0 ? g_uri_get_port (parsed) : tls ? 443
                                                                     : 80;
  self = g_object_new (MOOT_TYPE_GUARDED_ADDRESS, "hostname", host, "port", (guint) port, "scheme",
                       tls ? "https" : "http", NULL);
  self->policy = policy;
  self->own = own;
  return self;
}
