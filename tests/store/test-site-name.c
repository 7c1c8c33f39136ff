/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which public names a node may get, and how they are written. */
#include "moot-error.h"
#include "moot-site-name.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *host; /* or */
  const char *url;
  const char *base_url; /* NULL: refused */
  const char *domain;
} cases[] = {
  { "host", "moot.example", NULL, "https://moot.example", "moot.example" },
  { "host-upper-case", "Moot.Example", NULL, "https://moot.example", "moot.example" },
  { "host-port", "moot.example:8443", NULL, "https://moot.example:8443", "moot.example:8443" },
  { "host-usual-port", "moot.example:443", NULL, "https://moot.example", "moot.example" },
  { "host-idn", "müll.example", NULL, "https://xn--mll-hoa.example", "xn--mll-hoa.example" },
  { "host-sub", "a.b-c.d1.example", NULL, "https://a.b-c.d1.example", "a.b-c.d1.example" },
  { "host-empty", "", NULL, NULL, NULL },
  { "host-with-scheme", "https://moot.example", NULL, NULL, NULL },
  { "host-with-path", "moot.example/a", NULL, NULL, NULL },
  { "host-with-user", "a@moot.example", NULL, NULL, NULL },
  { "host-one-label", "laptop", NULL, NULL, NULL },
  { "host-localhost", "localhost", NULL, NULL, NULL },
  { "host-ip", "192.0.2.1", NULL, NULL, NULL },
  { "host-ipv6", "[2001:db8::1]", NULL, NULL, NULL },
  { "host-underscore", "my_moot.example", NULL, NULL, NULL },
  { "host-dash-first", "-a.example", NULL, NULL, NULL },
  { "host-dash-last", "a-.example", NULL, NULL, NULL },
  { "host-two-dots", "a..example", NULL, NULL, NULL },
  { "host-dot-last", "moot.example.", NULL, NULL, NULL },
  { "host-bad-port", "moot.example:99999", NULL, NULL, NULL },
  { "host-port-zero", "moot.example:0", NULL, NULL, NULL },
  { "host-newline", "moot.example\n", NULL, NULL, NULL },
  { "url", NULL, "http://127.0.0.1:4480", "http://127.0.0.1:4480", "127.0.0.1:4480" },
  { "url-slash", NULL, "http://127.0.0.1:4480/", "http://127.0.0.1:4480", "127.0.0.1:4480" },
  { "url-localhost", NULL, "http://localhost:80", "http://localhost", "localhost" },
  { "url-ipv6", NULL, "http://[::1]:4480", "http://[::1]:4480", "[::1]:4480" },
  { "url-other-loopback", NULL, "http://127.1.2.3:1", "http://127.1.2.3:1", "127.1.2.3:1" },
  { "url-https", NULL, "https://moot.example/", "https://moot.example", "moot.example" },
  { "url-http-elsewhere", NULL, "http://moot.example", NULL, NULL },
  { "url-http-private", NULL, "http://192.168.1.2:80", NULL, NULL },
  { "url-https-ip", NULL, "https://127.0.0.1", NULL, NULL },
  { "url-path", NULL, "http://127.0.0.1:4480/moot", NULL, NULL },
  { "url-query", NULL, "http://127.0.0.1:4480/?a", NULL, NULL },
  { "url-fragment", NULL, "http://127.0.0.1:4480/#a", NULL, NULL },
  { "url-user", NULL, "http://a@127.0.0.1:4480", NULL, NULL },
  { "url-other-scheme", NULL, "ftp://127.0.0.1", NULL, NULL },
  { "url-no-scheme", NULL, "127.0.0.1:4480", NULL, NULL },
  { "url-empty", NULL, "", NULL, NULL },
};

static void
test_name (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSiteName) name = cases[row].host != NULL
                                    ? moot_site_name_new_for_host (cases[row].host, &error)
                                    : moot_site_name_new_for_url (cases[row].url, &error);

  if (cases[row].base_url == NULL)
    {
      g_assert_null (name);
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (name->base_url, ==, cases[row].base_url);
  g_assert_cmpstr (name->domain, ==, cases[row].domain);
}

/* What handles may say instead of the host. */
static const struct
{
  const char *name;
  const char *url;
  const char *domain;
  const char *wanted; /* NULL: refused */
} domains[] = {
  { "parent", "https://moot.example.org", "example.org", "example.org" },
  { "upper-case", "https://moot.example.org", "Example.ORG", "example.org" },
  { "idn", "https://moot.example.org", "m\303\274ll.example", "xn--mll-hoa.example" },
  { "same", "https://moot.example.org", "moot.example.org", "moot.example.org" },
  { "empty", "https://moot.example.org", "", NULL },
  { "scheme", "https://moot.example.org", "https://example.org", NULL },
  { "path", "https://moot.example.org", "example.org/moot", NULL },
  { "one-label", "https://moot.example.org", "example", NULL },
  { "number", "https://moot.example.org", "192.0.2.1", NULL },
  { "trial", "http://127.0.0.1:4480", "127.0.0.1:4481", "127.0.0.1:4481" },
  { "trial-elsewhere", "http://127.0.0.1:4480", "example.org", NULL },
};

static void
test_domain (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSiteName) name = moot_site_name_new_for_url (domains[row].url, &error);
  gboolean done;

  g_assert_no_error (error);
  done = moot_site_name_set_domain (name, domains[row].domain, &error);
  g_assert_cmpint (done, ==, domains[row].wanted != NULL);
  g_assert_cmpstr (name->base_url, ==, domains[row].url);
  if (done)
    g_assert_cmpstr (name->domain, ==, domains[row].wanted);
  else
    g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/site-name/%s", cases[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_name);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autofree char *path = g_strdup_printf ("/site-name/domain/%s", domains[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_domain);
    }
  return g_test_run ();
}
