/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Addresses and hosts: one spelling each, and no way in to what is ours alone. */
#include "moot-uri.h"

#include <string.h>

static const struct
{
  const char *uri;
  const char *normal;
} normals[] = {
  { "https://a.example", "https://a.example/" },
  { "HTTPS://A.Example/X", "https://a.example/X" },
  { "https://a.example:443/", "https://a.example/" },
  { "http://a.example:80/", "http://a.example/" },
  { "https://a.example:80/", "https://a.example:80/" },
  { "https://a.example./x", "https://a.example/x" },
  { "https://a.example/x#y", "https://a.example/x" },
  { "https://a.example/?q=1#y", "https://a.example/?q=1" },
  { "https://a.example?q=1", "https://a.example/?q=1" },
  { "https://a.example/a/./b/../c", "https://a.example/a/c" },
  { "https://a.example/../../x", "https://a.example/x" },
  { "https://a.example/a/..", "https://a.example/" },
  { "https://a.example/a/b/..", "https://a.example/a/" },
  { "https://a.example/a/.", "https://a.example/a/" },
  { "https://a.example/a/%2e%2e/b", "https://a.example/b" },
  { "https://a.example/a//b", "https://a.example/a//b" },
  { "https://a.example/...", "https://a.example/..." },
  { "https://a.example/%7euser%2f%c3%b6", "https://a.example/~user%2F%C3%B6" },
  { "https://a.example/ö?ä=1", "https://a.example/%C3%B6?%C3%A4=1" },
  { "https://a.example/100%", NULL },
  { "https://a.example/%zz", NULL },
  { "https://müller.example/", "https://xn--mller-kva.example/" },
  { "https://MÜLLER.example/", "https://xn--mller-kva.example/" },
  { "https://social。example/", "https://social.example/" },
  { "https://ｓｏｃｉａｌ.example/", "https://social.example/" },
  { "http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x" },
  { "http://[::1]:80/", "http://[::1]/" },
  { "https://[2001:DB8:0:0::1]/", "https://[2001:db8::1]/" },
  { "https://[::ffff:1.2.3.4]/", "https://[::ffff:1.2.3.4]/" },
  { "https://a_b.example/", "https://a_b.example/" },

  { "", NULL },
  { "a.example", NULL },
  { "//a.example/", NULL },
  { "/x", NULL },
  { "https:", NULL },
  { "https://", NULL },
  { "https:///x", NULL },
  { "https:/a.example", NULL },
  { "ftp://a.example/", NULL },
  { "javascript:alert(1)", NULL },
  { "file:///etc/passwd", NULL },
  { "https://u@a.example/", NULL },
  { "https://u:p@a.example/", NULL },
  { "https://@a.example/", NULL },
  { "https://good.example\\@evil.example/", NULL },
  { "https://good.example\\.evil.example/", NULL },
  { " https://a.example/", NULL },
  { "https://a.example/ ", NULL },
  { "https://a.example/a b", NULL },
  { "https://a.example/\n", NULL },
  { "https://a.example/\x7f", NULL },
  { "https://a.example/\xff", NULL },
  { "https://a.example:0/", NULL },
  { "https://a.example:65536/", NULL },
  { "https://a.example:x/", NULL },
  { "https://a.example:-1/", NULL },
  { "https://a..example/", NULL },
  { "https://.example/", NULL },
  { "https://-a.example/", NULL },
  { "https://a.example-/", NULL },
  { "https://a%2eexample/", NULL },
  { "https://a%00.example/", NULL },
  { "https://[::1/", NULL },
  { "https://[::1%25eth0]/", NULL },
  { "https://[127.0.0.1]/", NULL },
  { "https://127.1/", NULL },
  { "https://2130706433/", NULL },
  { "https://0x7f000001/", NULL },
  { "https://0177.0.0.1/", NULL },
  { "https://127.0.0.1.5/", NULL },
  { "https://a.example,b.example/", NULL },
  { "https://a.example;x/", NULL },
  { "https://a\u200b.example\u202e/", NULL },
};

static void
test_normalise (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (normals); i++)
    {
      g_autofree char *normal = moot_uri_normalise (normals[i].uri);
      g_autofree char *again = normal != NULL ? moot_uri_normalise (normal) : NULL;

      if (g_strcmp0 (normal, normals[i].normal) != 0)
        g_test_message ("uri: %s", normals[i].uri);
      g_assert_cmpstr (normal, ==, normals[i].normal);
      g_assert_cmpstr (again, ==, normal);
      g_assert_cmpint (moot_uri_is_http (normals[i].uri), ==, normals[i].normal != NULL);
    }
}

static void
test_too_long (void)
{
  g_autoptr (GString) uri = g_string_new ("https://a.example/");
  g_autofree char *label = g_strnfill (64, 'a');
  g_autofree char *long_label = g_strdup_printf ("https://%s.example/", label);
  g_autoptr (GString) long_host = g_string_new ("https://");

  while (uri->len < MOOT_URI_MAX_BYTES)
    g_string_append_c (uri, 'x');
  g_assert_true (moot_uri_is_http (uri->str));
  g_string_append_c (uri, 'x');
  g_assert_false (moot_uri_is_http (uri->str));

  g_assert_false (moot_uri_is_http (long_label));
  while (long_host->len < 300)
    g_string_append (long_host, "abcdefg.");
  g_string_append (long_host, "example/");
  g_assert_false (moot_uri_is_http (long_host->str));
}

static const struct
{
  const char *uri;
  const char *host;
  const char *authority;
  const char *origin;
} parts[] = {
  { "https://A.example:443/x", "a.example", "a.example", "https://a.example" },
  { "http://127.0.0.1:8080/x", "127.0.0.1", "127.0.0.1:8080", "http://127.0.0.1:8080" },
  { "http://[::1]:8080/", "::1", "[::1]:8080", "http://[::1]:8080" },
  { "http://[::1]/", "::1", "[::1]", "http://[::1]" },
  { "gemini://a.example/", NULL, NULL, NULL },
};

static void
test_parts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *host = moot_uri_dup_host (parts[i].uri);
      g_autofree char *authority = moot_uri_dup_authority (parts[i].uri);
      g_autofree char *origin = moot_uri_dup_origin (parts[i].uri);

      g_assert_cmpstr (host, ==, parts[i].host);
      g_assert_cmpstr (authority, ==, parts[i].authority);
      g_assert_cmpstr (origin, ==, parts[i].origin);
    }
  g_assert_null (moot_uri_dup_host (NULL));
}

static const struct
{
  const char *a;
  const char *b;
  gboolean same;
} origins[] = {
  { "https://a.example/x", "https://A.EXAMPLE:443/y?z", TRUE },
  { "https://a.example./x", "https://a.example/", TRUE },
  { "https://müller.example/", "https://xn--mller-kva.example/", TRUE },
  { "https://a.example/", "http://a.example/", FALSE },
  { "https://a.example/", "https://a.example:8443/", FALSE },
  { "https://a.example/", "https://b.a.example/", FALSE },
  { "https://a.example/", "https://a.example.evil.example/", FALSE },
  { "https://a.example/", "https://a.example@evil.example/", FALSE },
  { "nonsense", "nonsense", FALSE },
  { NULL, NULL, FALSE },
};

static void
test_same_origin (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      g_assert_cmpint (moot_uri_same_origin (origins[i].a, origins[i].b), ==, origins[i].same);
      g_assert_cmpint (moot_uri_same_origin (origins[i].b, origins[i].a), ==, origins[i].same);
    }
}

static void
test_host_equal (void)
{
  g_assert_true (moot_host_equal ("Social.Example.", "social.example"));
  g_assert_true (moot_host_equal ("[::1]", "0:0::1"));
  g_assert_false (moot_host_equal ("social.example", "social.example.com"));
  g_assert_false (moot_host_equal ("", ""));
  g_assert_false (moot_host_equal ("[", "["));
  g_assert_false (moot_host_equal ("[]", "[]"));
  g_assert_false (moot_host_equal ("[:", "[:"));
  g_assert_false (moot_host_equal (NULL, NULL));
  g_assert_false (moot_host_equal ("a b", "a b"));
}

static const struct
{
  const char *uri;
  gboolean loopback;
} loopbacks[] = {
  { "http://127.0.0.1:8080/", TRUE },
  { "http://127.255.0.9/", TRUE },
  { "http://[::1]/", TRUE },
  { "http://localhost:3000/x", TRUE },
  { "http://LOCALHOST./", TRUE },
  { "http://127.0.0.1.example/", FALSE },
  { "http://localhost.example/", FALSE },
  { "http://128.0.0.1/", FALSE },
  { "http://0.0.0.0/", FALSE },
  { "http://[::2]/", FALSE },
  { "http://127.1/", FALSE },
  { "app://127.0.0.1/", FALSE },
  { "http://a@127.0.0.1/", FALSE },
};

static void
test_loopback (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (loopbacks); i++)
    g_assert_cmpint (moot_uri_is_loopback (loopbacks[i].uri), ==, loopbacks[i].loopback);
}

static const struct
{
  const char *uri;
  gboolean public;
  gboolean private;
} fetchables[] = {
  { "https://social.coop/users/a", TRUE, TRUE },
  { "https://social.coop:443/users/a", TRUE, TRUE },
  { "https://münchen.social/", TRUE, TRUE },
  { "http://social.coop/", FALSE, TRUE },
  { "https://social.coop:8443/", FALSE, TRUE },
  { "https://93.184.216.34/", FALSE, TRUE },
  { "https://[2606:4700::1111]/", FALSE, TRUE },
  { "https://localhost/", FALSE, TRUE },
  { "https://node/", FALSE, TRUE },
  { "https://printer.local/", FALSE, TRUE },
  { "https://a.internal/", FALSE, TRUE },
  { "https://a.localhost/", FALSE, TRUE },
  { "https://router.home.arpa/", FALSE, TRUE },
  { "https://a.onion/", FALSE, TRUE },
  { "https://a.test/", FALSE, TRUE },
  { "https://a.invalid./", FALSE, TRUE },
  { "https://u@social.coop/", FALSE, FALSE },
  { "ftp://social.coop/", FALSE, FALSE },
  { "https://127.1/", FALSE, FALSE },
  { "", FALSE, FALSE },
};

static void
test_fetchable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fetchables); i++)
    {
      const char *uri = fetchables[i].uri;

      g_assert_cmpint (moot_uri_is_fetchable (uri, MOOT_URI_PUBLIC), ==, fetchables[i].public);
      g_assert_cmpint (moot_uri_is_fetchable (uri, MOOT_URI_PRIVATE), ==, fetchables[i].private);
    }
}

/* First and last of every special range, and the neighbours that are public. */
static const struct
{
  const char *address;
  gboolean public;
} addresses[] = {
  { "0.0.0.0", FALSE },
  { "0.255.255.255", FALSE },
  { "1.0.0.0", TRUE },
  { "9.255.255.255", TRUE },
  { "10.0.0.0", FALSE },
  { "10.255.255.255", FALSE },
  { "11.0.0.0", TRUE },
  { "100.63.255.255", TRUE },
  { "100.64.0.0", FALSE },
  { "100.127.255.255", FALSE },
  { "100.128.0.0", TRUE },
  { "127.0.0.1", FALSE },
  { "127.255.255.255", FALSE },
  { "128.0.0.0", TRUE },
  { "169.253.255.255", TRUE },
  { "169.254.169.254", FALSE },
  { "169.255.0.0", TRUE },
  { "172.15.255.255", TRUE },
  { "172.16.0.0", FALSE },
  { "172.31.255.255", FALSE },
  { "172.32.0.0", TRUE },
  { "191.255.255.255", TRUE },
  { "192.0.0.170", FALSE },
  { "192.0.1.0", TRUE },
  { "192.0.2.1", FALSE },
  { "192.0.3.0", TRUE },
  { "192.31.196.1", FALSE },
  { "192.52.193.1", FALSE },
  { "192.88.99.1", FALSE },
  { "192.88.100.0", TRUE },
  { "192.167.255.255", TRUE },
  { "192.168.0.0", FALSE },
  { "192.168.255.255", FALSE },
  { "192.169.0.0", TRUE },
  { "192.175.48.1", FALSE },
  { "198.17.255.255", TRUE },
  { "198.18.0.0", FALSE },
  { "198.19.255.255", FALSE },
  { "198.20.0.0", TRUE },
  { "198.51.100.7", FALSE },
  { "203.0.113.7", FALSE },
  { "203.0.114.0", TRUE },
  { "223.255.255.255", TRUE },
  { "224.0.0.1", FALSE },
  { "239.255.255.255", FALSE },
  { "240.0.0.0", FALSE },
  { "255.255.255.255", FALSE },
  { "8.8.8.8", TRUE },

  { "::", FALSE },
  { "::1", FALSE },
  { "::127.0.0.1", FALSE },
  { "::8.8.8.8", FALSE },
  { "::ffff:10.0.0.1", FALSE },
  { "::ffff:127.0.0.1", FALSE },
  { "::ffff:8.8.8.8", FALSE },
  { "64:ff9b::7f00:1", FALSE },
  { "64:ff9b::808:808", FALSE },
  { "64:ff9b:1::1", FALSE },
  { "100::1", FALSE },
  { "1fff:ffff::1", FALSE },
  { "2000::1", TRUE },
  { "2001::1", FALSE },
  { "2001:0:53aa:64c:0:fffe:fd00:1", FALSE },
  { "2001:2::1", FALSE },
  { "2001:10::1", FALSE },
  { "2001:20::1", FALSE },
  { "2001:1ff:ffff::1", FALSE },
  { "2001:200::1", TRUE },
  { "2001:db7:ffff::1", TRUE },
  { "2001:db8::1", FALSE },
  { "2001:db8:ffff::1", FALSE },
  { "2001:db9::1", TRUE },
  { "2002:7f00:1::", FALSE },
  { "2002:808:808::1", FALSE },
  { "2003::1", TRUE },
  { "2606:4700:4700::1111", TRUE },
  { "2620:4f:8000::1", FALSE },
  { "2620:4f:8001::1", TRUE },
  { "3ffe:ffff::1", TRUE },
  { "3fff::1", FALSE },
  { "3fff:fff:ffff::1", FALSE },
  { "3fff:1000::1", TRUE },
  { "4000::1", FALSE },
  { "5f00::1", FALSE },
  { "fc00::1", FALSE },
  { "fdff::1", FALSE },
  { "fe80::1", FALSE },
  { "fec0::1", FALSE },
  { "ff02::1", FALSE },
};

static void
test_public_address (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (addresses[i].address);

      g_assert_nonnull (address);
      if (moot_address_is_public (address) != addresses[i].public)
        g_test_message ("address: %s", addresses[i].address);
      g_assert_cmpint (moot_address_is_public (address), ==, addresses[i].public);
    }
}

static const struct
{
  const char *uri;
  gboolean valid;
} redirects[] = {
  { "urn:ietf:wg:oauth:2.0:oob", TRUE },
  { "https://app.example/callback?x=1", TRUE },
  { "http://127.0.0.1:53682/callback", TRUE },
  { "http://localhost/callback", TRUE },
  { "tuba://auth_code", TRUE },
  { "oauth2redirect-coop.app:/done", TRUE },
  { "icecubesapp://", TRUE },
  { "https://app.example/#x", FALSE },
  { "javascript:alert(1)", FALSE },
  { "JavaScript:alert(1)", FALSE },
  { "data:text/html,x", FALSE },
  { "vbscript:x", FALSE },
  { "file:///x", FALSE },
  { "/callback", FALSE },
  { "callback", FALSE },
  { "app.example", FALSE },
  { "", FALSE },
  { "app:", FALSE },
  { "https://", FALSE },
  { "https://u@app.example/", FALSE },
  { "app://a b", FALSE },
  { "app://a\r\nSet-Cookie: x", FALSE },
  { "app://ä", FALSE },
};

static void
test_redirect_valid (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (redirects); i++)
    {
      if (moot_redirect_uri_is_valid (redirects[i].uri) != redirects[i].valid)
        g_test_message ("uri: %s", redirects[i].uri);
      g_assert_cmpint (moot_redirect_uri_is_valid (redirects[i].uri), ==, redirects[i].valid);
    }
}

static const struct
{
  const char *registered;
  const char *asked;
  gboolean matches;
} matches[] = {
  { "https://app.example/cb", "https://app.example/cb", TRUE },
  { "https://app.example/cb", "https://app.example/cb/", FALSE },
  { "https://app.example/cb", "https://app.example/CB", FALSE },
  { "https://app.example/cb", "https://app.example:444/cb", FALSE },
  { "https://app.example/cb", "https://app.example/cb?x", FALSE },
  { "urn:ietf:wg:oauth:2.0:oob", "urn:ietf:wg:oauth:2.0:oob", TRUE },
  { "http://127.0.0.1/cb", "http://127.0.0.1:53682/cb", TRUE },
  { "http://127.0.0.1:1/cb", "http://127.0.0.1:2/cb", TRUE },
  { "http://[::1]:1/cb", "http://[::1]:2/cb", TRUE },
  { "http://127.0.0.1:1/cb", "http://127.0.0.1:2/other", FALSE },
  { "http://127.0.0.1:1/cb", "http://127.0.0.1:2/cb?x=1", FALSE },
  { "http://127.0.0.1:1/cb", "http://127.0.0.2:2/cb", FALSE },
  { "http://127.0.0.1:1/cb", "https://127.0.0.1:2/cb", FALSE },
  { "http://127.0.0.1:1/cb", "http://127.0.0.1:2/cb#x", FALSE },
  { "http://localhost:1/cb", "http://localhost:2/cb", FALSE },
  { "http://localhost:1/cb", "http://127.0.0.1:1/cb", FALSE },
  { "http://192.168.0.1:1/cb", "http://192.168.0.1:2/cb", FALSE },
  { "http://127.0.0.1:1/cb", "http://u@127.0.0.1:2/cb", FALSE },
};

static void
test_redirect_matches (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      if (moot_redirect_uri_matches (matches[i].registered, matches[i].asked) != matches[i].matches)
        g_test_message ("asked: %s", matches[i].asked);
      g_assert_cmpint (moot_redirect_uri_matches (matches[i].registered, matches[i].asked), ==,
                       matches[i].matches);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/uri/normalise", test_normalise);
  g_test_add_func ("/base/uri/too-long", test_too_long);
  g_test_add_func ("/base/uri/parts", test_parts);
  g_test_add_func ("/base/uri/same-origin", test_same_origin);
  g_test_add_func ("/base/uri/host-equal", test_host_equal);
  g_test_add_func ("/base/uri/loopback", test_loopback);
  g_test_add_func ("/base/uri/fetchable", test_fetchable);
  g_test_add_func ("/base/uri/s67-public-address", test_public_address);
  g_test_add_func ("/base/uri/redirect-valid", test_redirect_valid);
  g_test_add_func ("/base/uri/redirect-matches", test_redirect_matches);
  return g_test_run ();
}
