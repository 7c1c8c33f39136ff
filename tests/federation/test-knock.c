/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Signed GETs: what is sent is what was signed, and a second knock where it helps (conformance 27
 * and 28). */
#include "federation-fixture.h"
#include "moot-error.h"
#include "moot-fetcher.h"
#include "test-server.h"

#include <string.h>

#define JSON "application/activity+json"

static gboolean
sign (MootHttpMessage      *message,
      MootSignatureScheme   scheme,
      gpointer              data,
      GError              **error)
{
  return moot_http_message_sign (message, scheme, data, TEST_RSA_KEY_ID, TEST_NOW, error);
}

/* What the server was sent, as the verifier sees it; @target NULL for that of the request. */
static MootHttpMessage *
read_request (const char *request,
              const char *base_url)
{
  g_auto (GStrv) lines = g_strsplit (request, "\r\n", -1);
  g_auto (GStrv) first = g_strsplit (lines[0], " ", 3);
  MootHttpMessage *message = moot_http_message_new (first[0], base_url, first[1]);

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *colon = strchr (lines[i], ':');

      *colon = '\0';
      moot_http_message_add_header (message, lines[i], colon + 1);
    }
  return message;
}

static const MootPublicKey *
find_key (const char  *key_id,
          gpointer     data,
          GError     **error)
{
  g_assert_cmpstr (key_id, ==, TEST_RSA_KEY_ID);
  return data;
}

/* `-` for unsigned, `c` for draft-cavage, `r` for RFC 9421; a capital when the query is not signed.
 */
static char
describe (const char *request,
          const char *base_url)
{
  g_autoptr (MootHttpMessage) message = read_request (request, base_url);
  g_autoptr (MootPublicKey) key = fixture_rsa_public ();
  MootSignatureTerms terms = { TEST_NOW, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) claims = moot_http_signatures_parse (message, NULL);
  g_autofree char *key_id = NULL;
  gboolean rfc9421;

  if (claims == NULL)
    return '-';
  key_id = moot_http_message_authenticate (message, &terms, find_key, key, &error);
  g_assert_no_error (error);
  rfc9421 = moot_http_message_count_header (message, "signature-input") > 0;
  if (strchr (moot_http_message_get_target (message), '?') != NULL && !rfc9421)
    {
      /* A verifier that knows only whole targets: does it hold? */
      g_autofree char *target = g_strdup (moot_http_message_get_target (message));
      const MootHttpSignature *claim = g_ptr_array_index (claims, 0);
      g_autofree char *date = moot_http_message_dup_header (message, "date");
      g_autofree char *host = moot_http_message_dup_header (message, "host");
      g_autofree char *base =
        g_strdup_printf ("(request-target): get %s\nhost: %s\ndate: %s", target, host, date);

      return moot_public_key_verify (key, base, strlen (base),
                                     g_bytes_get_data (claim->signature, NULL),
                                     g_bytes_get_size (claim->signature))
               ? 'c'
               : 'C';
    }
  return rfc9421 ? 'r' : 'c';
}

/* Answers with the statuses of the test, one after the other. */
static void
reply_statuses (GOutputStream *out,
                const char    *request,
                guint          n,
                gpointer       data,
                GCancellable  *cancellable)
{
  g_auto (GStrv) statuses = g_strsplit (data, " ", -1);
  const char *status = statuses[MIN (n, g_strv_length (statuses) - 1)];
  g_autofree char *answer = g_strdup_printf ("HTTP/1.1 %s X\r\nContent-Type: " JSON
                                             "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
                                             status);

  test_reply_text (out, answer, cancellable);
}

static const struct
{
  const char *name;
  const char *target;
  const char *statuses; /* the last one for ever */
  const char *knocks;
  int wanted; /* -1: fetched */
  MootSignatureScheme remembered;
} cases[] = {
  { "first", "/x", "200", "c", -1, MOOT_SIGNATURE_CAVAGE },
  { "odd-target", "/~x/%7ey/%2f/a%20b?q=%c3%a9&r=~", "200", "c", -1, MOOT_SIGNATURE_CAVAGE },
  { "27-401", "/x", "401 200", "cr", -1, MOOT_SIGNATURE_RFC9421 },
  { "27-400", "/x", "400 200", "cr", -1, MOOT_SIGNATURE_RFC9421 },
  { "27-401-twice", "/x", "401", "cr", MOOT_ERROR_FORBIDDEN, MOOT_SIGNATURE_CAVAGE },
  { "27-403", "/x", "403", "c", MOOT_ERROR_FORBIDDEN, MOOT_SIGNATURE_CAVAGE },
  { "27-404", "/x", "404", "c", MOOT_ERROR_NOT_FOUND, MOOT_SIGNATURE_CAVAGE },
  { "27-410", "/x", "410", "c", MOOT_ERROR_GONE, MOOT_SIGNATURE_CAVAGE },
  { "27-429", "/x", "429", "c", MOOT_ERROR_LIMITED, MOOT_SIGNATURE_CAVAGE },
  { "27-503", "/x", "503", "c", MOOT_ERROR_UNAVAILABLE, MOOT_SIGNATURE_CAVAGE },
  { "28-500", "/x", "500 200", "c-", -1, MOOT_SIGNATURE_CAVAGE },
  { "28-500-twice", "/x", "500", "c-", MOOT_ERROR_UNAVAILABLE, MOOT_SIGNATURE_CAVAGE },
  { "query-403", "/x?page=true", "403 200", "cC", -1, MOOT_SIGNATURE_CAVAGE },
  { "query-401", "/x?page=true", "401 401 200", "crC", -1, MOOT_SIGNATURE_CAVAGE },
  { "query-403-twice", "/x?page=true", "403", "cC", MOOT_ERROR_FORBIDDEN, MOOT_SIGNATURE_CAVAGE },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (TestServer) server =
    test_server_new (reply_statuses, (gpointer) cases[i].statuses, NULL);
  g_autoptr (MootSchemeMemory) schemes = moot_scheme_memory_new ();
  g_autoptr (MootFetcher) fetcher = moot_fetcher_new (
    &(MootFetcherOptions){ .policy = MOOT_URI_PRIVATE, .user_agent = "x", .schemes = schemes });
  g_autoptr (MootPrivateKey) key = fixture_rsa_private ();
  g_autofree char *base_url = test_server_dup_uri (server, "");
  g_autofree char *uri = test_server_dup_uri (server, cases[i].target);
  g_autoptr (GString) knocks = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootFetched) fetched =
    moot_fetcher_get (fetcher, uri, MOOT_FETCH_DOCUMENT, sign, key, NULL, &error);

  g_assert_cmpint (fetched != NULL, ==, cases[i].wanted < 0);
  if (cases[i].wanted < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, MOOT_ERROR, cases[i].wanted);
  for (guint n = 0; n < test_server_get_n_requests (server); n++)
    {
      g_autofree char *request = test_server_dup_request (server, n);

      g_assert_nonnull (
        strstr (request, "\r\nAccept: application/activity+json, application/ld+json;"));
      g_assert_nonnull (strstr (request, "\r\nUser-Agent: x\r\n"));
      g_string_append_c (knocks, describe (request, base_url));
    }
  g_assert_cmpstr (knocks->str, ==, cases[i].knocks);
  g_assert_cmpint (
    moot_scheme_memory_get (schemes, base_url + strlen ("http://"), moot_clock_now ()), ==,
    cases[i].remembered);
  g_assert_cmpint (moot_scheme_memory_get (schemes, "127.0.0.1", moot_clock_now ()), ==,
                   MOOT_SIGNATURE_CAVAGE);
}

/* Unsigned, nothing is tried twice. */
static void
test_unsigned (void)
{
  static const char *const statuses[] = { "400", "401", "403", "500" };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (TestServer) server =
        test_server_new (reply_statuses, (gpointer) statuses[i], NULL);
      g_autoptr (MootFetcher) fetcher = moot_fetcher_new (
        &(MootFetcherOptions){ .policy = MOOT_URI_PRIVATE, .user_agent = "x" });
      g_autofree char *uri = test_server_dup_uri (server, "/x?y");
      g_autoptr (GError) error = NULL;

      g_assert_null (
        moot_fetcher_get (fetcher, uri, MOOT_FETCH_DOCUMENT, NULL, NULL, NULL, &error));
      g_assert_cmpuint (test_server_get_n_requests (server), ==, 1);
    }
}

static gboolean
cannot_sign (MootHttpMessage      *message,
             MootSignatureScheme   scheme,
             gpointer              data,
             GError              **error)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_FAILED, "no key");
  return FALSE;
}

static void
test_cannot_sign (void)
{
  g_autoptr (TestServer) server = test_server_new (reply_statuses, (gpointer) "200", NULL);
  g_autoptr (MootFetcher) fetcher =
    moot_fetcher_new (&(MootFetcherOptions){ .policy = MOOT_URI_PRIVATE, .user_agent = "x" });
  g_autofree char *uri = test_server_dup_uri (server, "/x");
  g_autoptr (GError) error = NULL;

  g_assert_null (
    moot_fetcher_get (fetcher, uri, MOOT_FETCH_DOCUMENT, cannot_sign, NULL, NULL, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_FAILED);
  g_assert_cmpuint (test_server_get_n_requests (server), ==, 0);
}

/* Case 25 of past vulnerabilities: any number of hosts, a fixed amount of memory. */
static void
test_memory (void)
{
  g_autoptr (MootSchemeMemory) schemes = moot_scheme_memory_new ();

  for (guint i = 0; i < 2 * MOOT_SCHEME_MEMORY_MAX; i++)
    {
      g_autofree char *host = g_strdup_printf ("h%u.example", i);

      moot_scheme_memory_put (schemes, host, MOOT_SIGNATURE_RFC9421, TEST_NOW);
      g_assert_cmpint (moot_scheme_memory_get (schemes, "h0.example", TEST_NOW), ==,
                       MOOT_SIGNATURE_RFC9421); /* used, so not forgotten */
    }
  g_assert_cmpuint (moot_scheme_memory_get_size (schemes), ==, MOOT_SCHEME_MEMORY_MAX);
  g_assert_cmpint (moot_scheme_memory_get (schemes, "h1.example", TEST_NOW), ==,
                   MOOT_SIGNATURE_CAVAGE);
  moot_scheme_memory_put (schemes, "h0.example", MOOT_SIGNATURE_RFC9421, TEST_NOW);
  g_assert_cmpint (moot_scheme_memory_get (schemes, "h0.example", TEST_NOW + 31 * MOOT_DAY), ==,
                   MOOT_SIGNATURE_CAVAGE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_resolver_install ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/knock/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/knock/unsigned", test_unsigned);
  g_test_add_func ("/knock/cannot-sign", test_cannot_sign);
  g_test_add_func ("/knock/s27-memory", test_memory);

  return g_test_run ();
}
