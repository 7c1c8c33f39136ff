/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Names and numbers of hosts: one form to compare them in, and which of them are
 * out there for everybody.
 * Thread: any. */
#include "moot-uri.h"

#include <string.h>

/* IPv4 networks that are nobody's server; Mastodon's and GoToSocial's lists merged. */
static const struct
{
  guint8 network[4];
  guint bits;
} special_v4[] = {
  { { 0, 0, 0, 0 }, 8 },
  { { 10, 0, 0, 0 }, 8 },
  { { 100, 64, 0, 0 }, 10 },
  { { 127, 0, 0, 0 }, 8 },
  { { 169, 254, 0, 0 }, 16 },
  { { 172, 16, 0, 0 }, 12 },
  { { 192, 0, 0, 0 }, 24 },
  { { 192, 0, 2, 0 }, 24 },
  { { 192, 31, 196, 0 }, 24 },
  { { 192, 52, 193, 0 }, 24 },
  { { 192, 88, 99, 0 }, 24 },
  { { 192, 168, 0, 0 }, 16 },
  { { 192, 175, 48, 0 }, 24 },
  { { 198, 18, 0, 0 }, 15 },
  { { 198, 51, 100, 0 }, 24 },
  { { 203, 0, 113, 0 }, 24 },
  { { 224, 0, 0, 0 }, 4 },
  { { 240, 0, 0, 0 }, 4 },
};

/* Exceptions inside 2000::/3, the only part of IPv6 that is public at all; mapped,
 * translated and local addresses lie outside of it. */
static const struct
{
  guint8 network[6];
  guint bits;
} special_v6[] = {
  { { 0x20, 0x01, 0x00, 0x00 }, 23 },             /* protocol assignments, Teredo, ORCHID */
  { { 0x20, 0x01, 0x0d, 0xb8 }, 32 },             /* documentation */
  { { 0x20, 0x02 }, 16 },                         /* 6to4 */
  { { 0x26, 0x20, 0x00, 0x4f, 0x80, 0x00 }, 48 }, /* AS112 */
  { { 0x3f, 0xff, 0x00 }, 20 },                   /* documentation */
};

/* Ends of names that the public DNS does not know. */
static const char *const private_suffixes[] = {
  "localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "arpa",
  "onion", "i2p", "test", "invalid", "example", "alt"
};

static gboolean
has_prefix (const guint8 *bytes,
            const guint8 *network,
            guint         bits)
{
  guint8 mask = (guint8) (0xff00 >> (bits % 8));

  if (memcmp (bytes, network, bits / 8) != 0)
    return FALSE;
  return bits % 8 == 0 || ((bytes[bits / 8] ^ network[bits / 8]) & mask) == 0;
}

/**
 * moot_address_is_public:
 * @address: an address about to be connected to
 *
 * Whether @address may be somebody else's server.  Everything local, private,
 * reserved, for documentation or wrapped around such an address is not; to be asked
 * of the address that is connected to, not of the name.
 *
 * Spec: IANA special-purpose registries.
 * Thread: any.
 *
 * Returns: whether the network at large may answer there
 */
gboolean
moot_address_is_public (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    {
      for (guint i = 0; i < G_N_ELEMENTS (special_v4); i++)
        if (has_prefix (bytes, special_v4[i].network, special_v4[i].bits))
          return FALSE;
      return TRUE;
    }

  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6 || (bytes[0] & 0xe0) != 0x20)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (special_v6); i++)
    if (has_prefix (bytes, special_v6[i].network, special_v6[i].bits))
      return FALSE;
  return TRUE;
}

static gboolean
is_label (const char *label,
          gsize       length)
{
  return length >= 1 && length <= 63 && label[0] != '-' && label[length - 1] != '-' &&
         strspn (label, "abcdefghijklmnopqrstuvwxyz0123456789-_") >= length;
}

/* "127.1", "0x7f000001" and their like mean addresses to some resolvers and names to others. */
static gboolean
looks_like_number (const char *label)
{
  return label[strspn (label, "0123456789")] == '\0' ||
         (g_str_has_prefix (label, "0x") &&
          label[2 + strspn (label + 2, G_CSET_DIGITS "abcdef")] == '\0');
}

static char *
normalise_literal (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_to_string (address) : NULL;
}

static char *
normalise_bracketed (const char *host,
                     gsize       length)
{
  g_autofree char *inside = NULL;

  if (length < 4 || host[length - 1] != ']')
    return NULL;

  inside = g_strndup (host + 1, length - 2);
  return strchr (inside, ':') != NULL ? normalise_literal (inside) : NULL;
}

static gboolean
is_name (const char *host)
{
  const char *label = host;

  if (*host == '\0' || strlen (host) > MOOT_HOST_MAX_BYTES)
    return FALSE;

  for (;;)
    {
      gsize length = strcspn (label, ".");

      if (!is_label (label, length))
        return FALSE;
      if (label[length] == '\0')
        return !looks_like_number (label);
      label += length + 1;
    }
}

/**
 * moot_host_normalise:
 * @host: a host as written: a name in any script, or an address, in brackets or not
 *
 * The one form in which hosts are compared, stored and blocked: lower case, IDNA in
 * ASCII, no dot at the end; addresses in their shortest spelling, without brackets.
 *
 * Spec: RFC 3490, RFC 5952; numbers that only some resolvers take for addresses are
 * refused.
 * Thread: any.
 *
 * Returns: (transfer full) (nullable): the normal form, or %NULL when it is no host
 */
char *
moot_host_normalise (const char *host)
{
  gsize length = strlen (host);
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;
  char *literal;

  if (length == 0 || length > 4 * MOOT_HOST_MAX_BYTES || !g_utf8_validate (host, -1, NULL))
    return NULL;
  if (host[0] == '[')
    return normalise_bracketed (host, length);

  literal = normalise_literal (host);
  if (literal != NULL)
    return literal;

  ascii = g_hostname_to_ascii (host);
  if (ascii == NULL)
    return NULL;
  lower = g_ascii_strdown (ascii, -1);
  if (g_str_has_suffix (lower, "."))
    lower[strlen (lower) - 1] = '\0';

  literal = normalise_literal (lower); /* written in full-width digits */
  if (literal != NULL)
    return literal;
  return is_name (lower) ? g_steal_pointer (&lower) : NULL;
}

/**
 * moot_host_equal:
 * @a: (nullable): a host
 * @b: (nullable): another
 *
 * Returns: whether both are hosts, and the same one
 */
gboolean
moot_host_equal (const char *a,
                 const char *b)
{
  g_autofree char *normal_a = a != NULL ? moot_host_normalise (a) : NULL;
  g_autofree char *normal_b = b != NULL ? moot_host_normalise (b) : NULL;

  return normal_a != NULL && normal_b != NULL && strcmp (normal_a, normal_b) == 0;
}

/**
 * moot_host_is_loopback:
 * @host: a host
 *
 * Whether @host is this very computer, by number or as `localhost`.
 *
 * Returns: %FALSE for everything else, nonsense included
 */
gboolean
moot_host_is_loopback (const char *host)
{
  g_autofree char *normal = moot_host_normalise (host);
  g_autoptr (GInetAddress) address = NULL;

  if (normal == NULL)
    return FALSE;
  if (strcmp (normal, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (normal);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * moot_host_is_public_name:
 * @host: a host
 *
 * Whether @host can be a server of the fediverse: a name with a dot in the public
 * DNS, no address and no name reserved for homes, offices, tests and documentation.
 *
 * Spec: RFC 6761, RFC 6762, RFC 8375, RFC 9476.
 *
 * Returns: whether to ask a resolver at all
 */
gboolean
moot_host_is_public_name (const char *host)
{
  g_autofree char *normal = moot_host_normalise (host);
  const char *suffix;

  if (normal == NULL || g_hostname_is_ip_address (normal))
    return FALSE;

  suffix = strrchr (normal, '.');
  if (suffix == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (private_suffixes); i++)
    if (strcmp (suffix + 1, private_suffixes[i]) == 0)
      return FALSE;
  return TRUE;
}
