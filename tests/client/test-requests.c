/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How questions are written and answers read, without a server. */
#include "moot-client-error.h"
#include "moot-reply.h"
#include "moot-request.h"
#include "moot-server-name.h"
#include "moot-status.h"
#include "moot-stream-event.h"

#include <string.h>

static void
test_table (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < MOOT_N_CALLS; i++)
    {
      const MootCallInfo *info = moot_call_describe ((MootCall) i);

      g_assert_cmpint (info->call, ==, i);
      g_assert_true (info->path[0] == '/');
      g_assert_true (g_strv_contains (
        (const char *const[]){ "GET", "POST", "PUT", "PATCH", "DELETE", NULL }, info->method));
      g_assert_cmpint (info->type != NULL, ==,
                       info->answer == MOOT_ANSWER_ENTITY || info->answer == MOOT_ANSWER_LIST ||
                         info->answer == MOOT_ANSWER_NAMES);
      g_assert_true (g_hash_table_add (seen, g_strconcat (info->method, " ", info->path, NULL)));
    }
}

static void
test_target (void)
{
  g_autoptr (MootRequest) request = moot_request_new_for (MOOT_CALL_FAVOURITE, "1/../2?x");
  g_autoptr (MootRequest) home = moot_request_new (MOOT_CALL_HOME);
  g_autofree char *target = moot_request_dup_target (request);
  g_autofree char *page = NULL;

  g_assert_cmpstr (target, ==, "/api/v1/statuses/1%2F..%2F2%3Fx/favourite");
  moot_request_add_int (home, "limit", 40);
  moot_request_add (home, "max_id", NULL);
  moot_request_add (home, "min_id", "a b&c");
  moot_request_add_boolean (home, "local", TRUE);
  page = moot_request_dup_target (home);
  g_assert_cmpstr (page, ==, "/api/v1/timelines/home?limit=40&min_id=a%20b%26c&local=true");
}

static const struct
{
  const char *name;
  const char *link;
  const char *next;
  const char *prev;
} links[] = {
  { "both", "<https://x/y?max_id=1&limit=2>; rel=\"next\", <https://x/y?min_id=9>; rel=\"prev\"", "1", "9" },
  { "reversed", "<https://x/y?min_id=9>; rel=\"prev\", <https://x/y?limit=2&max_id=01AB>; rel=\"next\"", "01AB", "9" },
  { "unquoted", "<https://x/y?max_id=1>; rel=next", "1", NULL },
  { "only-prev", "<https://x/y?min_id=9>; rel=\"prev\"", NULL, "9" },
  { "no-query", "<https://x/y>; rel=\"next\"", NULL, NULL },
  { "escaped", "<https://x/y?max_id=a%2Fb>; rel=\"next\"", "a/b", NULL },
  { "cut", "<https://x/y?max_id=1; rel=\"next\"", NULL, NULL },
  { "none", NULL, NULL, NULL },
};

static void
test_link (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *next = moot_link_dup_parameter (links[i].link, "next", "max_id");
  g_autofree char *prev = moot_link_dup_parameter (links[i].link, "prev", "min_id");

  g_assert_cmpstr (next, ==, links[i].next);
  g_assert_cmpstr (prev, ==, links[i].prev);
}

static const struct
{
  const char *name;
  const char *text;
  const char *server;
  int code;
} servers[] = {
  { "domain", "coop.example", "https://coop.example", -1 },
  { "space", "  coop.example ", "https://coop.example", -1 },
  { "upper", "Coop.EXAMPLE", "https://coop.example", -1 },
  { "handle", "@ada@coop.example", "https://coop.example", -1 },
  { "address", "ada@coop.example", "https://coop.example", -1 },
  { "link", "https://coop.example/@ada/113?x#y", "https://coop.example", -1 },
  { "port", "coop.example:8443", "https://coop.example:8443", -1 },
  { "idn", "b\303\274cher.example", "https://xn--bcher-kva.example", -1 },
  { "loopback", "http://127.0.0.1:8080", "http://127.0.0.1:8080", -1 },
  { "loopback-bare", "127.0.0.1:8080", "http://127.0.0.1:8080", -1 },
  { "localhost", "localhost:3000", "http://localhost:3000", -1 },
  { "loopback-6", "http://[::1]:8080", "http://[::1]:8080", -1 },
  { "plain", "http://coop.example", NULL, MOOT_CLIENT_ERROR_INSECURE },
  { "plain-lan", "http://192.168.1.2:8080", NULL, MOOT_CLIENT_ERROR_INSECURE },
  { "word", "coop", NULL, MOOT_CLIENT_ERROR_BAD_ADDRESS },
  { "empty", "", NULL, MOOT_CLIENT_ERROR_BAD_ADDRESS },
  { "words", "my server", NULL, MOOT_CLIENT_ERROR_BAD_ADDRESS },
  { "at", "@", NULL, MOOT_CLIENT_ERROR_BAD_ADDRESS },
  { "bad-port", "coop.example:99999", NULL, MOOT_CLIENT_ERROR_BAD_ADDRESS },
};

static void
test_server (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *server = moot_server_from_text (servers[i].text, &error);

  g_assert_cmpstr (server, ==, servers[i].server);
  if (servers[i].server == NULL)
    g_assert_error (error, MOOT_CLIENT_ERROR, servers[i].code);
}

static const struct
{
  const char *name;
  const char *server;
  const char *url;
  gboolean owns;
  gboolean may_fetch;
} urls[] = {
  { "own", "https://a.example", "https://a.example/x.png", TRUE, TRUE },
  { "longer-name", "https://a.example", "https://a.example.evil/x.png", FALSE, TRUE },
  { "user-part", "https://a.example", "https://a.example@evil.example/x", FALSE, TRUE },
  { "plain", "https://a.example", "http://b.example/x.png", FALSE, FALSE },
  { "inward", "https://a.example", "http://127.0.0.1:9/x.png", FALSE, FALSE },
  { "local", "http://127.0.0.1:1", "http://127.0.0.1:2/x.png", FALSE, TRUE },
  { "file", "https://a.example", "file:///etc/passwd", FALSE, FALSE },
};

static void
test_url (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  g_assert_cmpint (moot_server_owns (urls[i].server, urls[i].url), ==, urls[i].owns);
  g_assert_cmpint (moot_server_may_fetch (urls[i].server, urls[i].url), ==, urls[i].may_fetch);
}

static const struct
{
  guint status;
  const char *body;
  int code;
  const char *words;
} errors[] = {
  { 401, "{\"error\":\"The access token is invalid\"}", MOOT_CLIENT_ERROR_UNAUTHORIZED,
    "The access token is invalid" },
  { 422, "{\"error\":\"Validation failed: Text can't be blank\"}", MOOT_CLIENT_ERROR_REFUSED,
    "Validation failed: Text can't be blank" },
  { 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Gone stale.\"}",
    MOOT_CLIENT_ERROR_REFUSED, "Gone stale." },
  { 403, "{}", MOOT_CLIENT_ERROR_FORBIDDEN, "HTTP status 403" },
  { 404, "<html>", MOOT_CLIENT_ERROR_NOT_FOUND, "HTTP status 404" },
  { 410, "[]", MOOT_CLIENT_ERROR_GONE, "HTTP status 410" },
  { 409, "{\"error\":5}", MOOT_CLIENT_ERROR_CONFLICT, "HTTP status 409" },
  { 429, "", MOOT_CLIENT_ERROR_LIMITED, "HTTP status 429" },
  { 500, "oops", MOOT_CLIENT_ERROR_SERVER, "HTTP status 500" },
  { 502, "<html>bad gateway</html>", MOOT_CLIENT_ERROR_OFFLINE, "HTTP status 502" },
  { 302, "", MOOT_CLIENT_ERROR_UNREADABLE, "HTTP status 302" },
};

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) body = g_bytes_new_static (errors[i].body, strlen (errors[i].body));

      moot_client_error_from_status (errors[i].status, body, &error);
      g_assert_error (error, MOOT_CLIENT_ERROR, errors[i].code);
      g_assert_cmpstr (error->message, ==, errors[i].words);
    }
}

static const struct
{
  const char *frame;
  int kind; /* -1: nothing */
  const char *text;
} frames[] = {
  { "{\"stream\":[\"user\"],\"event\":\"update\",\"payload\":\"{\\\"id\\\":\\\"7\\\"}\"}",
    MOOT_STREAM_UPDATE, "7" },
  { "{\"event\":\"status.update\",\"payload\":\"{\\\"id\\\":8}\"}", MOOT_STREAM_CHANGED, "8" },
  { "{\"event\":\"delete\",\"payload\":\"99\"}", MOOT_STREAM_GONE, "99" },
  { "{\"event\":\"coop.proposal\",\"payload\":\"{}\"}", MOOT_STREAM_COOP, "coop.proposal" },
  { "{\"event\":\"filters_changed\"}", -1, NULL },
  { "{\"event\":\"update\",\"payload\":\"nonsense\"}", -1, NULL },
  { "{\"event\":\"update\"}", -1, NULL },
  { "{\"error\":\"Unknown stream type\",\"status\":400}", -1, NULL },
  { "not json", -1, NULL },
  { "", -1, NULL },
};

static void
test_frames (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (MootStreamEvent) event = moot_stream_event_read_frame (frames[i].frame,
                                                                        strlen (frames[i].frame));

      g_assert_cmpint (event != NULL ? (int) event->kind : -1, ==, frames[i].kind);
      if (event != NULL)
        g_assert_cmpstr (event->entity != NULL ? MOOT_STATUS (event->entity)->id : event->text, ==,
                         frames[i].text);
    }
}

#define ADD_ROWS(prefix, rows, func)                                    \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)                       \
    {                                                                   \
      g_autofree char *path = g_strconcat (prefix, rows[i].name, NULL); \
                                                                        \
      g_test_add_data_func (path, GUINT_TO_POINTER (i), func);          \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/calls/table", test_table);
  g_test_add_func ("/client/request/target", test_target);
  g_test_add_func ("/client/error/statuses", test_errors);
  g_test_add_func ("/client/stream/frames", test_frames);
  ADD_ROWS ("/client/link/", links, test_link)
  ADD_ROWS ("/client/server/", servers, test_server)
  ADD_ROWS ("/client/url/", urls, test_url)
  return g_test_run ();
}
