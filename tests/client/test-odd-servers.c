/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Ordinary calls to servers that answer as no reference says, and each way they must end. */
#include "moot-client-error.h"
#include "moot-connection.h"
#include "moot-status.h"
#include "plain-server.h"

#include <string.h>

#define OK_HEAD "HTTP/1.1 200 OK\r\nConnection: close\r\n"
#define ONE_STATUS "[{\"id\":\"7\",\"content\":\"<p>Hello</p>\"}]"
#define NO_ERROR -1
#define ENDLESS "endless"
#define SLOW "slow"

/* clang-format off */
static const struct
{
  const char *name;
  const char *answer;
  int code;
  const char *next; /* cursor of the next page, where there is an answer */
} answers[] = {
  { "as-it-should-be", OK_HEAD "Content-Type: application/json\r\nContent-Length: 37\r\n"
    "Link: <https://x/y?max_id=7>; rel=\"next\"\r\n\r\n" ONE_STATUS, NO_ERROR, "7" },
  { "no-link", OK_HEAD "Content-Type: application/json\r\nContent-Length: 37\r\n\r\n" ONE_STATUS, NO_ERROR, NULL },
  { "called-text", OK_HEAD "Content-Type: text/plain\r\nContent-Length: 37\r\n\r\n" ONE_STATUS, NO_ERROR, NULL },
  { "called-html", OK_HEAD "Content-Type: text/html\r\nContent-Length: 37\r\n\r\n" ONE_STATUS, NO_ERROR, NULL },
  { "not-called", OK_HEAD "Content-Length: 37\r\n\r\n" ONE_STATUS, NO_ERROR, NULL },
  { "no-length", OK_HEAD "\r\n" ONE_STATUS, NO_ERROR, NULL },
  { "slow", SLOW, NO_ERROR, NULL },
  { "empty-list", OK_HEAD "Content-Length: 2\r\n\r\n[]", NO_ERROR, NULL },
  { "html", OK_HEAD "Content-Type: text/html\r\n\r\n<!doctype html><p>Please enable scripts", MOOT_CLIENT_ERROR_UNREADABLE, NULL },
  { "empty", OK_HEAD "Content-Length: 0\r\n\r\n", MOOT_CLIENT_ERROR_UNREADABLE, NULL },
  { "object-for-a-list", OK_HEAD "\r\n{\"id\":\"7\"}", MOOT_CLIENT_ERROR_UNREADABLE, NULL },
  { "cut-json", OK_HEAD "\r\n[{\"id\":\"7\"", MOOT_CLIENT_ERROR_UNREADABLE, NULL },
  { "no-utf-8", OK_HEAD "\r\n[\"\xff\xfe\"]", MOOT_CLIENT_ERROR_UNREADABLE, NULL },
  { "redirect", "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", MOOT_CLIENT_ERROR_UNREADABLE, NULL },
  { "server-fault", "HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops", MOOT_CLIENT_ERROR_SERVER, NULL },
  { "proxy-fault", "HTTP/1.1 502 Bad\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n<p>", MOOT_CLIENT_ERROR_OFFLINE, NULL },
  { "pause", "HTTP/1.1 429 Slow\r\nContent-Length: 2\r\n\r\n{}", MOOT_CLIENT_ERROR_LIMITED, NULL },
  { "token-ended", "HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\n{}", MOOT_CLIENT_ERROR_UNAUTHORIZED, NULL },
  { "endless", ENDLESS, MOOT_CLIENT_ERROR_TOO_LARGE, NULL },
  { "cut-off", OK_HEAD "Content-Length: 999\r\n\r\n[{", MOOT_CLIENT_ERROR_OFFLINE, NULL },
  { "hangs-up", "", MOOT_CLIENT_ERROR_OFFLINE, NULL },
  { "no-http", "SSH-2.0-OpenSSH_9.2\r\n", MOOT_CLIENT_ERROR_OFFLINE, NULL },
};
/* clang-format on */

/* A body that never ends, as far as anybody listens. */
static void
write_without_end (PlainRequest *request)
{
  g_autofree char *part = g_strnfill (1024 * 1024, ' ');
  guint n_parts = MOOT_CONNECTION_JSON_MAX / (1024 * 1024) + 8;

  plain_write (request, OK_HEAD "Content-Type: application/json\r\n\r\n[");
  for (guint i = 0; i < n_parts; i++)
    plain_write (request, part);
}

static void
write_slowly (PlainRequest *request)
{
  static const char text[] = OK_HEAD "Content-Length: 37\r\n\r\n" ONE_STATUS;

  for (guint i = 0; i < sizeof text - 1; i++)
    {
      char byte[2] = { text[i], '\0' };

      plain_write (request, byte);
      g_usleep (1000);
    }
}

static void
answer (PlainRequest *request,
        gpointer      data)
{
  const char *text = data;

  if (g_str_equal (text, ENDLESS))
    write_without_end (request);
  else if (g_str_equal (text, SLOW))
    write_slowly (request);
  else
    plain_write (request, text);
}

static void
test_answer (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (PlainServer) server = plain_server_new (answer, (gpointer) answers[row].answer);
  MootConnection *connection = moot_connection_new (plain_server_get_address (server), NULL,
                                                    "a token");
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_HOME);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_connection_call (connection, request, NULL, &error);

  if (answers[row].code == NO_ERROR)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (reply->next_max_id, ==, answers[row].next);
      if (!g_str_equal (answers[row].name, "empty-list"))
        {
          g_assert_cmpuint (reply->items->len, ==, 1);
          g_assert_cmpstr (MOOT_STATUS (g_ptr_array_index (reply->items, 0))->id, ==, "7");
        }
    }
  else
    g_assert_error (error, MOOT_CLIENT_ERROR, answers[row].code);
  g_assert_cmpuint (plain_server_count (server, "GET /elsewhere"), ==, 0);
  moot_connection_unref (connection);
}

static void
hold (PlainRequest *request,
      gpointer      data)
{
  g_cancellable_cancel (data);
  plain_hold (request);
}

/* Whoever has waited enough is free at once: the page is left, the window is closed. */
static void
test_silence_can_be_left (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PlainServer) server = plain_server_new (hold, cancellable);
  MootConnection *connection = moot_connection_new (plain_server_get_address (server), NULL, NULL);
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_HOME);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_connection_call (connection, request, cancellable, &error);

  g_assert_null (reply);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (plain_server_count (server, "GET /api/v1/timelines/home"), ==, 1);
  moot_connection_unref (connection);
}

static void
test_nobody_is_there (void)
{
  MootConnection *connection = moot_connection_new ("http://127.0.0.1:9", NULL, NULL);
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_HOME);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_connection_call (connection, request, NULL, &error);

  g_assert_null (reply);
  g_assert_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_OFFLINE);
  g_assert_cmpuint (moot_connection_get_n_answers (connection), ==, 0);
  moot_connection_unref (connection);
}

static void
give_picture (PlainRequest *request,
              gpointer      data)
{
  gboolean tells = strstr (request->head, "Authorization") != NULL;

  plain_answer (request, "200 OK", "image/png", tells ? "told" : "pixels");
}

/* Files may lie anywhere: nobody but the server itself learns the token. */
static void
test_files_cost_no_token (void)
{
  g_autoptr (PlainServer) server = plain_server_new (give_picture, NULL);
  MootConnection *connection = moot_connection_new (plain_server_get_address (server), NULL,
                                                    "a token");
  g_autofree char *url = g_strconcat (plain_server_get_address (server), "/a.png", NULL);
  g_autofree char *type = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = moot_connection_fetch (connection, url, 100, &type, NULL, &error);
  g_autoptr (GBytes) small = NULL;

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "pixels", 6);
  g_assert_cmpstr (type, ==, "image/png");
  small = moot_connection_fetch (connection, url, 5, NULL, NULL, &error);
  g_assert_null (small);
  g_assert_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_TOO_LARGE);
  moot_connection_unref (connection);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strconcat ("/client/odd-servers/", answers[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_answer);
    }
  g_test_add_func ("/client/odd-servers/silence-can-be-left", test_silence_can_be_left);
  g_test_add_func ("/client/odd-servers/nobody-is-there", test_nobody_is_there);
  g_test_add_func ("/client/odd-servers/files-cost-no-token", test_files_cost_no_token);
  return g_test_run ();
}
