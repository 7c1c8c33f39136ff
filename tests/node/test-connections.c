/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Connections that do nothing, or next to nothing: each stage has its limit, and those who wait in
 * vain keep nobody out.  Limits are short here; whoever is to be cut off is waited for, however
 * long that takes. */
#include "moot-test-node.h"

#include <string.h>
#include <sys/socket.h>

#define LONG_MS (60 * 1000)
#define SHORT_MS 300
#define HEAD "POST /api/v1/apps HTTP/1.1\r\nHost: x\r\n"
#define HEALTH "GET /api/v1/streaming/health HTTP/1.1\r\nHost: x\r\n\r\n"

static const MootPatience short_wait = { 100, SHORT_MS, LONG_MS, LONG_MS };
static const MootPatience short_body = { 100, LONG_MS, SHORT_MS, LONG_MS };
static const MootPatience short_answer = { 100, LONG_MS, LONG_MS, SHORT_MS };
static const MootPatience few_places = { 8, LONG_MS, LONG_MS, LONG_MS };

static GSocketConnection *
open_connection (MootTestNode *node)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection =
    g_socket_client_connect_to_uri (client, node->base_url, 80, NULL, &error);

  g_assert_no_error (error);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), LONG_MS / 1000);
  return connection;
}

/* FALSE when the other end has closed. */
static gboolean
say (GSocketConnection *connection,
     const char        *text)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                                    strlen (text), NULL, NULL, NULL);
}

/* Reads until @until has come, or the end; returns what came. */
static char *
hear (GSocketConnection *connection,
      const char        *until)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  char buffer[4096];
  gssize n = 1;

  while (n > 0 && (until == NULL || strstr (heard->str, until) == NULL))
    {
      n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                               sizeof buffer, NULL, &error);
      if (n > 0)
        g_string_append_len (heard, buffer, n);
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&heard), FALSE);
}

static void
assert_closed (GSocketConnection *connection)
{
  g_autofree char *rest = hear (connection, NULL);

  g_assert_cmpstr (rest, ==, "");
}

static void
assert_serves (MootTestNode *node)
{
  g_autoptr (MootTestReply) reply = moot_test_get (node, "/api/v1/streaming/health", NULL);

  moot_test_assert_status (reply, 200);
}

static const struct
{
  const char *name;
  const MootPatience *patience;
  const char *text;
} silences[] = {
  { "nothing", &short_wait, "" },
  { "half-a-head", &short_wait, HEAD "Content-Le" },
  { "half-a-body", &short_body, HEAD "Content-Length: 100\r\n\r\nclient_name=x" },
  { "no-chunk", &short_body, HEAD "Transfer-Encoding: chunked\r\n\r\n" },
};

static void
test_silence (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootTestNode) node = moot_test_node_new_patient (silences[i].patience);
  g_autoptr (GSocketConnection) connection = open_connection (node);

  g_assert_true (say (connection, silences[i].text));
  assert_closed (connection);
  assert_serves (node);
}

/* A byte now and then is no progress. */
static void
test_dripping (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new_patient (&short_wait);
  g_autoptr (GSocketConnection) connection = open_connection (node);
  guint n_drops = 0;

  g_assert_true (say (connection, HEAD "X-Long: "));
  while (say (connection, "x"))
    {
      g_assert_cmpuint (n_drops++, <, LONG_MS / 20);
      g_usleep (20 * 1000);
    }
  assert_serves (node);
}

/* Between two requests the clock begins anew. */
static void
test_keep_alive_is_waited_for (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new_patient (&short_wait);
  g_autoptr (GSocketConnection) connection = open_connection (node);
  g_autofree char *first = NULL;

  g_assert_true (say (connection, HEALTH));
  first = hear (connection, "\r\n\r\nOK");
  g_assert_true (g_str_has_prefix (first, "HTTP/1.1 200"));
  assert_closed (connection);
}

/* What would mean two things if it stood there twice is refused before anything is read of it. */
static const struct
{
  const char *name;
  const char *headers;
} doubles[] = {
  { "s20-signature", "Signature: a=\"b\"\r\nSignature: a=\"b\"\r\n" },
  { "s20-date", "Date: Sat, 01 Aug 2026 12:00:00 GMT\r\nDate: Sat, 01 Aug 2026 13:00:00 GMT\r\n" },
  { "s20-digest", "Digest: SHA-256=a\r\nDigest: SHA-256=b\r\n" },
  { "s20-host", "Host: y\r\n" },
  { "s20-length", "Content-Length: 3\r\nContent-Length: 2\r\n" },
};

static void
test_double (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  g_autoptr (GSocketConnection) connection = open_connection (node);
  g_autofree char *text =
    g_strconcat (HEAD, doubles[i].headers,
                 strstr (doubles[i].headers, "Length") == NULL ? "Content-Length: 2\r\n" : "",
                 "\r\n{}", NULL);
  g_autofree char *answer = NULL;

  g_assert_true (say (connection, text));
  answer = hear (connection, "\r\n");
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 400"));
  assert_serves (node);
}

static const struct
{
  const char *name;
  const char *path;
  const char *headers;
  const char *begin; /* what is heard when it is open */
} streams[] = {
  { "events", "/user", "", ":)\n" },
  { "socket", "?stream=user",
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
    "\r\n\r\n" },
};

/* A stream is quiet for long, and stays. */
static void
test_stream_stays (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootTestNode) node = moot_test_node_new_patient (&short_wait);
  gint64 ada = moot_test_node_add_user (node, "ada");
  g_autofree char *token = moot_test_node_add_token (node, ada, "read write");
  g_autoptr (GSocketConnection) stream = open_connection (node);
  g_autofree char *request = g_strdup_printf (
    "GET /api/v1/streaming%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s\r\n",
    streams[i].path, token, streams[i].headers);
  g_autofree char *begin = NULL;
  g_autofree char *event = NULL;
  g_autoptr (MootTestReply) posted = NULL;

  g_assert_true (say (stream, request));
  begin = hear (stream, streams[i].begin);
  g_test_message ("%s", begin);
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (GSocketConnection) idle = open_connection (node);

      assert_closed (idle); /* more time than a request has is over now */
    }
  posted = moot_test_post (node, "/api/v1/statuses", token, "status=still+here");
  moot_test_assert_status (posted, 200);
  event = hear (stream, "still here");
  g_assert_nonnull (strstr (event, "update"));
}

/* Whoever asks for much and reads nothing is cut off; a page of this size fits no socket buffer. */
static void
test_answer_unread (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new_patient (&short_answer);
  g_autoptr (GSocketConnection) connection = open_connection (node);
  g_autoptr (GString) requests = g_string_new (NULL);
  GSocket *socket = g_socket_connection_get_socket (connection);
  guint n_rounds = 0;

  g_socket_set_option (socket, SOL_SOCKET, SO_RCVBUF, 4096, NULL);
  for (guint i = 0; i < 200; i++)
    g_string_append (requests, "GET /static/thumbnail.png HTTP/1.1\r\nHost: x\r\n\r\n");
  g_socket_set_blocking (socket, FALSE);
  /* never reads; goes on asking until the node has had enough */
  while ((g_socket_condition_check (socket, G_IO_HUP | G_IO_ERR) & (G_IO_HUP | G_IO_ERR)) == 0)
    {
      g_socket_send (socket, requests->str, requests->len, NULL, NULL);
      g_assert_cmpuint (n_rounds++, <, LONG_MS / 20);
      g_usleep (20 * 1000);
    }
  assert_serves (node);
}

/* All places are taken by people who say nothing: the next one is served all the same. */
static void
test_full_house (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new_patient (&few_places);
  g_autoptr (GPtrArray) idle = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 3 * few_places.max_connections; i++)
    g_ptr_array_add (idle, open_connection (node));
  assert_serves (node);
  assert_closed (g_ptr_array_index (idle, 0)); /* the one who waited longest */
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (silences); i++)
    {
      g_autofree char *name = g_strdup_printf ("/node/connections/silence/%s", silences[i].name);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_silence);
    }
  for (guint i = 0; i < G_N_ELEMENTS (doubles); i++)
    {
      g_autofree char *name = g_strdup_printf ("/node/connections/double/%s", doubles[i].name);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_double);
    }
  g_test_add_func ("/node/connections/dripping", test_dripping);
  g_test_add_func ("/node/connections/keep-alive-is-waited-for", test_keep_alive_is_waited_for);
  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_autofree char *name = g_strdup_printf ("/node/connections/stays/%s", streams[i].name);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_stream_stays);
    }
  g_test_add_func ("/node/connections/answer-unread", test_answer_unread);
  g_test_add_func ("/node/connections/full-house", test_full_house);
  return g_test_run ();
}
