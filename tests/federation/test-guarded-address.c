/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Conformance 67: every way to be led to a machine of ours, and none works. */
#include "moot-error.h"
#include "moot-guarded-address.h"
#include "test-server.h"

#define HOST "node.social.coop"
#define URI "https://" HOST "/users/x"

/* The addresses that would be connected to, with blanks between; NULL with an error. */
static char *
enumerate_for (MootOwnAddresses  *own,
               const char        *uri,
               MootUriPolicy      policy,
               gboolean           proxy,
               GError           **error)
{
  g_autoptr (MootGuardedAddress) address = moot_guarded_address_new (uri, policy, own, error);
  GSocketConnectable *connectable = G_SOCKET_CONNECTABLE (address);
  g_autoptr (GSocketAddressEnumerator) enumerator = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (address == NULL)
    return NULL;
  enumerator = proxy ? g_socket_connectable_proxy_enumerate (connectable)
                     : g_socket_connectable_enumerate (connectable);
  for (;;)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (GSocketAddress) next =
        g_socket_address_enumerator_next (enumerator, NULL, &local);
      g_autofree char *one = NULL;

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (next == NULL)
        return g_string_free (g_steal_pointer (&text), FALSE);
      one = g_inet_address_to_string (
        g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (next)));
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", one);
    }
}

/* As of somebody who does not know which addresses are theirs. */
static char *
enumerate (const char     *uri,
           MootUriPolicy   policy,
           gboolean        proxy,
           GError        **error)
{
  return enumerate_for (NULL, uri, policy, proxy, error);
}

static const char *const forbidden[] = {
  "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
  "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1",
  "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.1.1", "192.175.48.1", "198.18.0.1",
  "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
  "255.255.255.255", "::", "::1", "::127.0.0.1", "::10.0.0.1", "::ffff:127.0.0.1",
  "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
  "100::1", "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1",
  "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1",
  "fec0::1", "ff02::1"
};

static void
test_forbidden (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    for (int proxy = 0; proxy < 2; proxy++)
      {
        g_autoptr (GError) error = NULL;

        g_test_message ("%s", forbidden[i]);
        test_resolver_set (HOST, forbidden[i]);
        g_assert_null (enumerate (URI, MOOT_URI_PUBLIC, proxy != 0, &error));
        g_assert_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN);
        g_assert_cmpuint (test_resolver_get_n_lookups (), ==, 1);
      }
}

/* Of a mixture only the public ones are used, and not any number of them. */
static void
test_mixed (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mixed = NULL;
  g_autofree char *many = NULL;

  test_resolver_set (HOST, "127.0.0.1 1.1.1.1 ::1 2606:4700::1111 10.0.0.1");
  mixed = enumerate (URI, MOOT_URI_PUBLIC, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mixed, ==, "1.1.1.1 2606:4700::1111");
  test_resolver_set (HOST, "1.1.1.1 1.1.1.2 1.1.1.3 1.1.1.4 1.1.1.5 1.1.1.6");
  many = enumerate (URI, MOOT_URI_PUBLIC, FALSE, &error);
  g_assert_cmpstr (many, ==, "1.1.1.1 1.1.1.2 1.1.1.3 1.1.1.4");
}

/* A name that is public when it is checked and private when it is used: here both are one look-up.
 */
static void
test_rebinding (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;

  test_resolver_set (HOST, "1.1.1.1|127.0.0.1");
  first = enumerate (URI, MOOT_URI_PUBLIC, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, "1.1.1.1");
  g_assert_cmpuint (test_resolver_get_n_lookups (), ==, 1);
  g_assert_null (enumerate (URI, MOOT_URI_PUBLIC, FALSE, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN);
}

/* Names and spellings that are refused before anybody is asked. */
static void
test_never_asked (void)
{
  static const char *const uris[] = {
    "http://" HOST "/", "https://" HOST ":8443/", "https://" HOST ":22/", "https://localhost/",
    "https://LOCALHOST./", "https://127.0.0.1/", "https://2130706433/", "https://0x7f000001/",
    "https://127.1/", "https://0177.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
    "https://[::127.0.0.1]/", "https://intranet/", "https://printer.local/", "https://x.internal/",
    "https://router.home.arpa/", "https://x.onion/", "https://x.test/", "https://x.invalid/",
    "https://user@" HOST "/", "https://user:pw@" HOST "/", "ftp://" HOST "/", "file:///etc/passwd",
    "gopher://" HOST "/", "https:///x", "https://" HOST "\\@evil.example/", "https://1.1.1.1/",
    "https://%6cocalhost/", "https://127.0.0.1.:443/",
    "https://\357\274\221\357\274\222\357\274\227.0.0.1/", ""
  };

  test_resolver_set ("localhost", "127.0.0.1");
  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", uris[i]);
      g_assert_null (enumerate (uris[i], MOOT_URI_PUBLIC, FALSE, &error));
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN);
    }
  g_assert_cmpuint (test_resolver_get_n_lookups (), ==, 0);
}

/* --allow-private-addresses opens it, for laboratories. */
static void
test_private (void)
{
  static const struct
  {
    const char *uri;
    const char *wanted;
  } rows[] = {
    { "http://127.0.0.1:8080/", "127.0.0.1" },
    { "http://[::1]:8080/", "::1" },
    { "https://node.lab.test:8443/", "10.0.0.7" },
  };

  test_resolver_set ("node.lab.test", "10.0.0.7");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *found = enumerate (rows[i].uri, MOOT_URI_PRIVATE, FALSE, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (found, ==, rows[i].wanted);
    }
}

/* Our own public address, and that of our router: another name leads there, and is not followed. */
static void
test_own (void)
{
  static const struct
  {
    const char *name;
    const char *ours;
    const char *theirs;
    const char *wanted; /* NULL: nowhere */
  } rows[] = {
    { "the same", "9.9.9.9", "9.9.9.9", NULL },
    { "both kinds", "9.9.9.9 2606:4700::99", "2606:4700::99 9.9.9.9", NULL },
    { "one of them", "9.9.9.9", "9.9.9.9 1.1.1.1", "1.1.1.1" },
    { "another", "9.9.9.9", "9.9.9.8", "9.9.9.8" },
    { "a proxy that many share", "9.9.9.9 9.9.9.8", "9.9.9.9", "9.9.9.9" },
    { "no name yet", "", "9.9.9.9", "9.9.9.9" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MootOwnAddresses) own = moot_own_addresses_new ("https://our.social.coop");
      g_autoptr (GError) error = NULL;
      g_autofree char *found = NULL;

      g_test_message ("%s", rows[i].name);
      test_resolver_set ("our.social.coop", rows[i].ours);
      test_resolver_set (HOST, rows[i].theirs);
      found = enumerate_for (own, URI, MOOT_URI_PUBLIC, FALSE, &error);
      g_assert_cmpstr (found, ==, rows[i].wanted);
      if (rows[i].wanted == NULL)
        g_assert_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN);
      g_clear_pointer (&found, g_free);
      g_clear_error (&error);
      found = enumerate_for (own, URI, MOOT_URI_PRIVATE, FALSE, &error);
      g_assert_cmpstr (found, ==, rows[i].theirs);
    }
}

/* What is on an interface is ours, whatever kind of address it is. */
static void
test_interfaces (void)
{
  g_autoptr (MootOwnAddresses) own = moot_own_addresses_new ("https://203.0.113.7");
  static const struct
  {
    const char *address;
    gboolean ours;
  } rows[] = { { "127.0.0.1", TRUE }, { "127.0.0.2", FALSE }, { "9.9.9.9", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (rows[i].address);

      g_assert_cmpint (moot_own_addresses_has (own, address, NULL), ==, rows[i].ours);
      g_assert_false (moot_own_addresses_has (NULL, address, NULL));
    }
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (enumerate ("https://nobody.social.coop/", MOOT_URI_PUBLIC, FALSE, &error));
  g_assert_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_resolver_install ();

  g_test_add_func ("/guarded-address/s67-forbidden", test_forbidden);
  g_test_add_func ("/guarded-address/s67-mixed", test_mixed);
  g_test_add_func ("/guarded-address/s67-rebinding", test_rebinding);
  g_test_add_func ("/guarded-address/s67-never-asked", test_never_asked);
  g_test_add_func ("/guarded-address/s67-own", test_own);
  g_test_add_func ("/guarded-address/s67-interfaces", test_interfaces);
  g_test_add_func ("/guarded-address/private", test_private);
  g_test_add_func ("/guarded-address/unknown", test_unknown);

  return g_test_run ();
}
