/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Fetching from servers that behave, and from many that do not. */
#include "federation-fixture.h"
#include "moot-error.h"
#include "moot-fetcher.h"
#include "test-server.h"

#include <string.h>

#define JSON "application/activity+json"
#define LD "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\""
#define HEAD(status, type) "HTTP/1.1 " status "\r\nContent-Type: " type "\r\nConnection: close\r\n"
#define LENGTH(n) "Content-Length: " n "\r\n\r\n"

static MootFetcher *
make_fetcher (void)
{
  return moot_fetcher_new (&(MootFetcherOptions){ .policy = MOOT_URI_PRIVATE,
                                                  .user_agent = "Folkmoot/0.1 (+https://coop.example)",
                                                  .total_ms = 20 * MOOT_SECOND,
                                                  .io_seconds = 10 });
}

static void
reply_fixed (GOutputStream *out,
             const char    *request,
             guint          n,
             gpointer       data,
             GCancellable  *cancellable)
{
  test_reply_text (out, data, cancellable);
}

static const struct
{
  const char *name;
  const char *answer;
  MootFetchKind kind;
  int wanted; /* -1: fetched */
} cases[] = {
  { "plain", HEAD ("200 OK", JSON) LENGTH ("2") "{}", MOOT_FETCH_DOCUMENT, -1 },
  { "charset", HEAD ("200 OK", JSON "; charset=utf-8") LENGTH ("2") "{}", MOOT_FETCH_DOCUMENT, -1 },
  { "capitals", HEAD ("200 OK", "Application/Activity+JSON; Charset=UTF-8") LENGTH ("2") "{}",
    MOOT_FETCH_DOCUMENT, -1 },
  { "ld", HEAD ("200 OK", LD) LENGTH ("2") "{}", MOOT_FETCH_DOCUMENT, -1 },
  { "ld-charset", HEAD ("200 OK", LD "; charset=utf-8") LENGTH ("2") "{}", MOOT_FETCH_DOCUMENT,
    -1 },
  { "until-close", HEAD ("200 OK", JSON) "\r\n{}", MOOT_FETCH_DOCUMENT, -1 },
  { "chunked",
    HEAD ("200 OK", JSON) "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
    MOOT_FETCH_DOCUMENT, -1 },
  { "webfinger", HEAD ("200 OK", "application/jrd+json; charset=utf-8") LENGTH ("2") "{}",
    MOOT_FETCH_WEBFINGER, -1 },
  { "webfinger-json", HEAD ("200 OK", "application/json") LENGTH ("2") "{}", MOOT_FETCH_WEBFINGER,
    -1 },
  { "host-meta", HEAD ("200 OK", "application/xrd+xml") LENGTH ("2") "<>", MOOT_FETCH_HOST_META,
    -1 },
  { "image", HEAD ("200 OK", "image/webp") LENGTH ("2") "{}", MOOT_FETCH_IMAGE, -1 },
  { "68-text", HEAD ("200 OK", "text/plain") LENGTH ("2") "{}", MOOT_FETCH_DOCUMENT,
    MOOT_ERROR_INVALID },
  { "68-json", HEAD ("200 OK", "application/json") LENGTH ("2") "{}", MOOT_FETCH_DOCUMENT,
    MOOT_ERROR_INVALID },
  { "68-html", HEAD ("200 OK", "text/html") LENGTH ("2") "{}", MOOT_FETCH_DOCUMENT,
    MOOT_ERROR_INVALID },
  { "68-image", HEAD ("200 OK", "image/png") LENGTH ("2") "{}", MOOT_FETCH_DOCUMENT,
    MOOT_ERROR_INVALID },
  { "68-bytes", HEAD ("200 OK", "application/octet-stream") LENGTH ("2") "{}", MOOT_FETCH_DOCUMENT,
    MOOT_ERROR_INVALID },
  { "68-nothing", "HTTP/1.1 200 OK\r\nConnection: close\r\n" LENGTH ("2") "{}", MOOT_FETCH_DOCUMENT,
    MOOT_ERROR_INVALID },
  { "ld-without-profile", HEAD ("200 OK", "application/ld+json") LENGTH ("2") "{}",
    MOOT_FETCH_DOCUMENT, MOOT_ERROR_INVALID },
  { "ld-other-profile",
    HEAD ("200 OK", "application/ld+json; profile=\"https://x.example/\"") LENGTH ("2") "{}",
    MOOT_FETCH_DOCUMENT, MOOT_ERROR_INVALID },
  { "other-charset", HEAD ("200 OK", JSON "; charset=iso-8859-1") LENGTH ("2") "{}",
    MOOT_FETCH_DOCUMENT, MOOT_ERROR_INVALID },
  { "look-alike", HEAD ("200 OK", JSON "+x") LENGTH ("2") "{}", MOOT_FETCH_DOCUMENT,
    MOOT_ERROR_INVALID },
  { "image-svg-as-document", HEAD ("200 OK", "image/svg+xml") LENGTH ("2") "{}",
    MOOT_FETCH_WEBFINGER, MOOT_ERROR_INVALID },
  { "401", HEAD ("401 Unauthorized", JSON) LENGTH ("0"), MOOT_FETCH_DOCUMENT,
    MOOT_ERROR_FORBIDDEN },
  { "403", HEAD ("403 Forbidden", JSON) LENGTH ("0"), MOOT_FETCH_DOCUMENT, MOOT_ERROR_FORBIDDEN },
  { "404", HEAD ("404 Not Found", JSON) LENGTH ("0"), MOOT_FETCH_DOCUMENT, MOOT_ERROR_NOT_FOUND },
  { "410", HEAD ("410 Gone", JSON) LENGTH ("2") "{}", MOOT_FETCH_DOCUMENT, MOOT_ERROR_GONE },
  { "418", HEAD ("418 Teapot", JSON) LENGTH ("0"), MOOT_FETCH_DOCUMENT, MOOT_ERROR_FAILED },
  { "429", HEAD ("429 Too Many Requests", JSON) LENGTH ("0"), MOOT_FETCH_DOCUMENT,
    MOOT_ERROR_LIMITED },
  { "500", HEAD ("500 Oh", JSON) LENGTH ("0"), MOOT_FETCH_DOCUMENT, MOOT_ERROR_UNAVAILABLE },
  { "503", HEAD ("503 Asleep", JSON) "Retry-After: 600\r\n" LENGTH ("0"), MOOT_FETCH_DOCUMENT,
    MOOT_ERROR_UNAVAILABLE },
  { "204", HEAD ("204 No Content", JSON) "\r\n", MOOT_FETCH_DOCUMENT, MOOT_ERROR_FAILED },
  { "large-told", HEAD ("200 OK", JSON) LENGTH ("2000000") "{}", MOOT_FETCH_DOCUMENT,
    MOOT_ERROR_TOO_LARGE },
  { "large-webfinger", HEAD ("200 OK", "application/jrd+json") LENGTH ("70000") "{}",
    MOOT_FETCH_WEBFINGER, MOOT_ERROR_TOO_LARGE },
  { "cut", HEAD ("200 OK", JSON) LENGTH ("20") "{}", MOOT_FETCH_DOCUMENT, MOOT_ERROR_UNAVAILABLE },
  { "no-http", "hello\r\n\r\n", MOOT_FETCH_DOCUMENT, MOOT_ERROR_UNAVAILABLE },
  { "silence", "", MOOT_FETCH_DOCUMENT, MOOT_ERROR_UNAVAILABLE },
  { "nowhere", HEAD ("302 Found", JSON) LENGTH ("0"), MOOT_FETCH_DOCUMENT, MOOT_ERROR_INVALID },
  { "to-file", HEAD ("302 Found", JSON) "Location: file:///etc/passwd\r\n" LENGTH ("0"),
    MOOT_FETCH_DOCUMENT, MOOT_ERROR_INVALID },
  { "to-data",
    HEAD ("302 Found", JSON) "Location: data:application/activity+json,{}\r\n" LENGTH ("0"),
    MOOT_FETCH_DOCUMENT, MOOT_ERROR_INVALID },
  { "to-user", HEAD ("302 Found", JSON) "Location: http://a:b@127.0.0.1/\r\n" LENGTH ("0"),
    MOOT_FETCH_DOCUMENT, MOOT_ERROR_INVALID },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (TestServer) server = test_server_new (reply_fixed, (gpointer) cases[i].answer, NULL);
  g_autoptr (MootFetcher) fetcher = make_fetcher ();
  g_autofree char *uri = test_server_dup_uri (server, "/x#fragment");
  g_autoptr (GError) error = NULL;
  g_autoptr (MootFetched) fetched =
    moot_fetcher_get (fetcher, uri, cases[i].kind, NULL, NULL, NULL, &error);

  if (cases[i].wanted >= 0)
    {
      g_assert_error (error, MOOT_ERROR, cases[i].wanted);
      g_assert_null (fetched);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (fetched->body), ==, 2);
  g_assert_true (g_str_has_suffix (fetched->uri, "/x"));
}

/* A megabyte and more, whether it is sent or unpacked. */
static void
reply_large (GOutputStream *out,
             const char    *request,
             guint          n,
             gpointer       data,
             GCancellable  *cancellable)
{
  gboolean packed = GPOINTER_TO_INT (data) != 0;
  g_autoptr (GConverter) gzip =
    G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) packer = g_converter_output_stream_new (out, gzip);
  GOutputStream *to = packed ? packer : out;
  g_autofree char *block = g_strnfill (64 * 1024, 'a');

  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (packer), FALSE);
  test_reply_text (out, HEAD ("200 OK", JSON), cancellable);
  test_reply_text (out, packed ? "Content-Encoding: gzip\r\n\r\n" : "\r\n", cancellable);
  for (int i = 0; i < 64; i++)
    if (!g_output_stream_write_all (to, block, 64 * 1024, NULL, cancellable, NULL))
      return;
  g_output_stream_close (packer, NULL, NULL);
}

static void
test_large (void)
{
  for (int packed = 0; packed < 2; packed++)
    {
      g_autoptr (TestServer) server = test_server_new (reply_large, GINT_TO_POINTER (packed), NULL);
      g_autoptr (MootFetcher) fetcher = make_fetcher ();
      g_autofree char *uri = test_server_dup_uri (server, "/x");
      g_autoptr (GError) error = NULL;

      g_assert_null (
        moot_fetcher_get (fetcher, uri, MOOT_FETCH_DOCUMENT, NULL, NULL, NULL, &error));
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE);
    }
}

/* A small packed document, with the length it has packed. */
static void
reply_packed (GOutputStream *out,
              const char    *request,
              guint          n,
              gpointer       data,
              GCancellable  *cancellable)
{
  g_autoptr (GConverter) gzip =
    G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) packer = g_converter_output_stream_new (memory, gzip);
  g_autofree char *head = NULL;

  test_reply_text (packer, "{\"name\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}",
                   NULL);
  g_output_stream_close (packer, NULL, NULL);
  head = g_strdup_printf (
    HEAD ("200 OK", JSON) "Content-Encoding: gzip\r\nContent-Length: %u\r\n\r\n",
    (guint) g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
  test_reply_text (out, head, cancellable);
  g_output_stream_write_all (out, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                             g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)),
                             NULL, cancellable, NULL);
}

static void
test_packed (void)
{
  g_autoptr (TestServer) server = test_server_new (reply_packed, NULL, NULL);
  g_autoptr (MootFetcher) fetcher = make_fetcher ();
  g_autofree char *uri = test_server_dup_uri (server, "/x");
  g_autoptr (GError) error = NULL;
  g_autoptr (MootFetched) fetched =
    moot_fetcher_get (fetcher, uri, MOOT_FETCH_DOCUMENT, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (fetched->body), ==, 63);
}

/* One byte now and then: of the head, or of the body. */
static void
reply_slowly (GOutputStream *out,
              const char    *request,
              guint          n,
              gpointer       data,
              GCancellable  *cancellable)
{
  if (GPOINTER_TO_INT (data) != 0)
    test_reply_text (out, HEAD ("200 OK", JSON) "\r\n", cancellable);
  for (int i = 0; i < 600; i++)
    {
      if (!g_output_stream_write_all (out, "H", 1, NULL, cancellable, NULL))
        return;
      g_usleep (20 * 1000);
    }
}

static void
test_slow (void)
{
  for (int body = 0; body < 2; body++)
    {
      g_autoptr (TestServer) server = test_server_new (reply_slowly, GINT_TO_POINTER (body), NULL);
      g_autoptr (MootFetcher) fetcher = moot_fetcher_new (&(MootFetcherOptions){
        .policy = MOOT_URI_PRIVATE, .user_agent = "x", .total_ms = 400, .io_seconds = 10 });
      g_autofree char *uri = test_server_dup_uri (server, "/x");
      gint64 from = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;

      g_assert_null (
        moot_fetcher_get (fetcher, uri, MOOT_FETCH_DOCUMENT, NULL, NULL, NULL, &error));
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE);
      g_assert_cmpint (g_get_monotonic_time () - from, <, 8 * G_USEC_PER_SEC);
    }
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (200 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (TestServer) server = test_server_new (reply_slowly, NULL, NULL);
  g_autoptr (MootFetcher) fetcher = make_fetcher ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *uri = test_server_dup_uri (server, "/x");
  GThread *thread = g_thread_new ("canceller", cancel_soon, cancellable);
  g_autoptr (GError) error = NULL;

  g_assert_null (
    moot_fetcher_get (fetcher, uri, MOOT_FETCH_DOCUMENT, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* Redirects: as many as are in the target. */
static void
reply_redirect (GOutputStream *out,
                const char    *request,
                guint          n,
                gpointer       data,
                GCancellable  *cancellable)
{
  int left = request[strlen ("GET /")] - '0';
  g_autofree char *answer = g_strdup_printf (
    HEAD ("301 Moved", "text/html") "Location: /%d\r\n" LENGTH ("0"), left - 1);

  if (left > 0)
    test_reply_text (out, answer, cancellable);
  else
    test_reply_ok (out, JSON, "{}", cancellable);
}

static void
test_redirects (void)
{
  static const struct
  {
    const char *target;
    guint n_requests;
    gboolean good;
  } rows[] = {
    { "/0", 1, TRUE }, { "/1", 2, TRUE }, { "/2", 3, TRUE }, { "/3", 3, FALSE }, { "/9", 3, FALSE }
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestServer) server = test_server_new (reply_redirect, NULL, NULL);
      g_autoptr (MootFetcher) fetcher = make_fetcher ();
      g_autofree char *uri = test_server_dup_uri (server, rows[i].target);
      g_autoptr (GError) error = NULL;
      g_autoptr (MootFetched) fetched =
        moot_fetcher_get (fetcher, uri, MOOT_FETCH_DOCUMENT, NULL, NULL, NULL, &error);

      g_assert_true ((fetched != NULL) == rows[i].good);
      g_assert_cmpuint (test_server_get_n_requests (server), ==, rows[i].n_requests);
      g_assert_true (fetched == NULL || g_str_has_suffix (fetched->uri, "/0"));
    }
}

/* Nobody is asked twice for the same, whatever stands behind the address. */
static void
test_to_itself (void)
{
  static const char *const places[] = { "/x", "x", "/x#again", "?" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *answer = g_strdup_printf (
        HEAD ("307 Again", JSON) "Location: %s\r\n" LENGTH ("0"), places[i]);
      g_autoptr (TestServer) server = test_server_new (reply_fixed, answer, NULL);
      g_autoptr (MootFetcher) fetcher = make_fetcher ();
      g_autofree char *uri = test_server_dup_uri (server, i < 3 ? "/x#there" : "/x?");
      g_autoptr (GError) error = NULL;

      g_assert_null (
        moot_fetcher_get (fetcher, uri, MOOT_FETCH_DOCUMENT, NULL, NULL, NULL, &error));
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
      g_assert_cmpuint (test_server_get_n_requests (server), ==, 1);
    }
}

/* What is private is private, however the fetcher is led there. */
static void
test_public_only (void)
{
  g_autoptr (TestServer) server = test_server_new (reply_fixed, (gpointer) "", NULL);
  g_autoptr (MootFetcher) fetcher =
    moot_fetcher_new (&(MootFetcherOptions){ .policy = MOOT_URI_PUBLIC, .user_agent = "x" });
  g_autofree char *by_number = test_server_dup_uri (server, "/x");
  g_autofree char *by_name = g_strdup_printf ("https://localhost:%u/x", test_server_get_port (server));
  const char *const uris[] = { by_number, by_name, "https://inside.social.coop/x" };

  test_resolver_set ("inside.social.coop", "127.0.0.1 10.1.2.3 ::1");
  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
        moot_fetcher_get (fetcher, uris[i], MOOT_FETCH_DOCUMENT, NULL, NULL, NULL, &error));
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN);
    }
  g_assert_cmpuint (test_server_get_n_requests (server), ==, 0);
}

/* Documents ---------------------------------------------------------------------------------- */

/* Serves documents that say where they are: `/a` says /a, `/b` says /a, `/c` says /b, `/d` leads to
 * /a, `/e` says /d. */
static void
reply_document (GOutputStream *out,
                const char    *request,
                guint          n,
                gpointer       data,
                GCancellable  *cancellable)
{
  guint16 port = (guint16) g_ascii_strtoull (strstr (request, "127.0.0.1:") + 10, NULL, 10);
  char name = request[strlen ("GET /")];
  char claimed = name == 'a' ? 'a' : name == 'e' ? 'd'
                                                 : (char) (name - 1);
  g_autofree char *body =
    g_strdup_printf ("{\"id\":\"http://127.0.0.1:%u/%c#x\",\"type\":\"Note\"}", port, claimed);

  if (name == 'd')
    test_reply_text (out, HEAD ("302 Found", "text/html") "Location: /a\r\n" LENGTH ("0"),
                     cancellable);
  else if (name == 'f')
    test_reply_ok (out, JSON, "{\"type\":\"Note\"}", cancellable);
  else
    test_reply_ok (out, JSON, body, cancellable);
}

static const struct
{
  const char *target;
  guint n_requests;
  int wanted; /* -1: fetched */
} documents[] = {
  { "/a", 1, -1 },
  { "/b", 2, -1 },
  { "/c", 2, MOOT_ERROR_INVALID }, /* /b says that it is /a */
  { "/d", 2, -1 },
  { "/e", 2, MOOT_ERROR_INVALID }, /* at its id it leads away */
  { "/f", 1, MOOT_ERROR_INVALID }, /* no id */
};

static void
test_documents (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (TestServer) server = test_server_new (reply_document, NULL, NULL);
      g_autoptr (MootFetcher) fetcher = make_fetcher ();
      g_autofree char *uri = test_server_dup_uri (server, documents[i].target);
      g_autoptr (GError) error = NULL;
      g_autoptr (MootFetched) fetched =
        moot_fetcher_load_document (fetcher, uri, NULL, NULL, NULL, &error);

      g_test_message ("%s", documents[i].target);
      if (documents[i].wanted < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, MOOT_ERROR, documents[i].wanted);
      g_assert_true ((fetched != NULL) == (documents[i].wanted < 0));
      g_assert_true (fetched == NULL || g_str_has_suffix (fetched->uri, "/a"));
      g_assert_cmpuint (test_server_get_n_requests (server), ==, documents[i].n_requests);
    }
}

/* TLS ---------------------------------------------------------------------------------------- */

static void
reply_json (GOutputStream *out,
            const char    *request,
            guint          n,
            gpointer       data,
            GCancellable  *cancellable)
{
  test_reply_ok (out, JSON, "{}", cancellable);
}

/* The certificate is checked against the name, although the connection is made to a number. */
static void
test_tls (void)
{
  g_autofree char *file = fixture_path ("tls/server-with-key.pem");
  g_autofree char *authority = fixture_path ("tls/ca.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (file, &error);
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (authority, &error);
  g_autoptr (TestServer) server = test_server_new (reply_json, NULL, certificate);
  const struct
  {
    const char *host;
    GTlsDatabase *database;
    gboolean good;
  } rows[] = {
    { "node.lab.test", database, TRUE },
    { "other.lab.test", database, FALSE },
    { "127.0.0.1", database, FALSE },
    { "node.lab.test", NULL, FALSE },
  };

  g_assert_no_error (error);
  test_resolver_set ("node.lab.test", "127.0.0.1");
  test_resolver_set ("other.lab.test", "127.0.0.1");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MootFetcher) fetcher = moot_fetcher_new (&(MootFetcherOptions){
        .policy = MOOT_URI_PRIVATE, .user_agent = "x", .tls_database = rows[i].database });
      g_autofree char *uri =
        g_strdup_printf ("https://%s:%u/x", rows[i].host, test_server_get_port (server));
      g_autoptr (GError) local = NULL;
      g_autoptr (MootFetched) fetched =
        moot_fetcher_get (fetcher, uri, MOOT_FETCH_DOCUMENT, NULL, NULL, NULL, &local);

      if (rows[i].good)
        g_assert_no_error (local);
      else
        g_assert_error (local, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE);
      g_assert_true ((fetched != NULL) == rows[i].good);
    }
}

static gboolean
is_evil (const char *host,
         gpointer    data)
{
  (*(guint *) data)++;
  return g_str_equal (host, "evil.test");
}

static void
reply_evil (GOutputStream *out,
            const char    *request,
            guint          n,
            gpointer       data,
            GCancellable  *cancellable)
{
  test_reply_text (
    out, HEAD ("302 Found", JSON) "Location: http://evil.test:9/x\r\n" LENGTH ("0"), cancellable);
}

/* Who is blocked is not asked, and nobody else can send us there. */
static void
test_blocked (void)
{
  guint n_asked = 0;
  g_autoptr (TestServer) server = test_server_new (reply_evil, NULL, NULL);
  g_autoptr (MootFetcher) fetcher =
    moot_fetcher_new (&(MootFetcherOptions){ .policy = MOOT_URI_PRIVATE,
                                             .user_agent = "x",
                                             .is_blocked = is_evil,
                                             .blocked_data = &n_asked });
  g_autofree char *led = test_server_dup_uri (server, "/x");
  const char *const uris[] = { "http://evil.test/x", "http://EVIL.test:8080/x", led };

  test_resolver_set ("evil.test", "127.0.0.1");
  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MootFetched) fetched =
        moot_fetcher_get (fetcher, uris[i], MOOT_FETCH_DOCUMENT, NULL, NULL, NULL, &error);

      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN);
      g_assert_null (fetched);
    }
  g_assert_cmpuint (n_asked, ==, 4);
  g_assert_cmpuint (test_server_get_n_requests (server), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_resolver_install ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/fetcher/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/fetcher/packed", test_packed);
  g_test_add_func ("/fetcher/large", test_large);
  g_test_add_func ("/fetcher/s7-slow", test_slow);
  g_test_add_func ("/fetcher/cancel", test_cancel);
  g_test_add_func ("/fetcher/s7-s68-redirects", test_redirects);
  g_test_add_func ("/fetcher/to-itself", test_to_itself);
  g_test_add_func ("/fetcher/s67-public-only", test_public_only);
  g_test_add_func ("/fetcher/s68-documents", test_documents);
  g_test_add_func ("/fetcher/tls", test_tls);
  g_test_add_func ("/fetcher/s72-blocked-host-is-not-asked", test_blocked);

  return g_test_run ();
}
