/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The door over real HTTP: limits, broken bodies, CORS, unknown paths, and two nodes on one folder.
 */
#include "moot-error.h"
#include "moot-test-node.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

static void
test_health (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  g_autoptr (MootTestReply) reply = moot_test_get (node, "/api/v1/streaming/health", NULL);

  moot_test_assert_status (reply, 200);
  g_assert_cmpstr (reply->text, ==, "OK");
  g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "X-Content-Type-Options"), ==,
                   "nosniff");
}

/* A second request on the same connection is answered as well. */
static void
test_keep_alive (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_to_uri (client, node->base_url, 80, NULL, &error);
  static const char request[] = "GET /api/v1/streaming/health HTTP/1.1\r\nHost: x\r\n\r\n";

  g_assert_no_error (error);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), 5);
  for (guint i = 0; i < 3; i++)
    {
      char answer[2048] = "";
      gsize length = 0;

      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                                 strlen (request), NULL, NULL, &error);
      g_assert_no_error (error);
      while (!g_str_has_suffix (answer, "\r\n\r\nOK"))
        {
          gssize n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                          answer + length, sizeof answer - 1 - length, NULL,
                                          &error);

          g_assert_no_error (error);
          g_assert_cmpint (n, >, 0);
          length += (gsize) n;
        }
    }
}

static const struct
{
  const char *method;
  const char *path;
  const char *token;
  const char *type;
  const char *body;
  guint status;
  const char *error;
} cases[] = {
  { "GET", "/nowhere", NULL, NULL, NULL, 404, "Record not found" },
  { "GET", "/a/b/c/d", NULL, NULL, NULL, 404, "Record not found" },
  { "DELETE", "/api/v1/streaming/health", NULL, NULL, NULL, 405, "Method not allowed" },
  { "GET", "/api/v1/streaming/user", NULL, NULL, NULL, 401, "Missing access token" },
  { "GET", "/api/v1/streaming/user", "wrong", NULL, NULL, 401, "Invalid access token" },
  { "GET", "/api/v1/streaming/nothing", NULL, NULL, NULL, 400, "Unknown channel requested" },
  { "GET", "/api/v1/streaming/health?a=%ff", NULL, NULL, NULL, 400, NULL },
  { "POST", "/api/v1/streaming/health", NULL, "application/json", "{", 400, NULL },
  { "POST", "/api/v1/streaming/health", NULL, "application/json", "[]", 400,
    "the body must be a JSON object" },
  { "POST", "/api/v1/streaming/health", NULL, "application/json", "{\"a\":1,\"a\":2}", 400,
    "JSON has two members of one name" },
  { "POST", "/api/v1/streaming/health", NULL, "application/json", "{\"a\":\"b\\u0000c\"}", 400,
    NULL },
  { "POST", "/api/v1/streaming/health", NULL, "application/json", "{\"a\":\"\\ud800\"}", 400,
    NULL },
  { "POST", "/api/v1/streaming/health", NULL, "multipart/form-data", "x", 400, NULL },
};

static void
test_refusals (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MootTestReply) reply = moot_test_request (
        node, cases[i].method, cases[i].path, cases[i].token, cases[i].type, cases[i].body);

      g_test_message ("%s %s", cases[i].method, cases[i].path);
      moot_test_assert_status (reply, cases[i].status);
      g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "Access-Control-Allow-Origin"),
                       ==, "*");
      g_assert_nonnull (moot_test_reply_string (reply, "error"));
      if (cases[i].error != NULL)
        g_assert_cmpstr (moot_test_reply_string (reply, "error"), ==, cases[i].error);
    }
}

static void
test_too_large (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  g_autofree char *body = g_strnfill (1024 * 1024 + 1, 'x');
  g_autoptr (MootTestReply) reply =
    moot_test_request (node, "POST", "/api/v1/streaming/health", NULL, "application/json", body);
  g_autoptr (MootTestReply) after = NULL;

  moot_test_assert_status (reply, 413);
  after = moot_test_get (node, "/api/v1/streaming/health", NULL);
  moot_test_assert_status (after, 200);
}

static void
test_preflight (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  g_autoptr (MootTestReply) reply =
    moot_test_request (node, "OPTIONS", "/api/v1/statuses", NULL, NULL, NULL);

  moot_test_assert_status (reply, 204);
  g_assert_nonnull (strstr (
    soup_message_headers_get_one (reply->headers, "Access-Control-Allow-Methods"), "DELETE"));
}

static void
test_one_node_a_folder (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  const char *listen[] = { "127.0.0.1:0", NULL };
  MootNodeOptions options = { .data_folder = node->folder, .listen = listen };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootNode) second = moot_node_start (&options, &error);

  g_assert_null (second);
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_CONFLICT);
}

static void
test_restart (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  g_autoptr (MootTestReply) reply = NULL;

  moot_test_node_restart (node);
  reply = moot_test_get (node, "/api/v1/streaming/health", NULL);
  moot_test_assert_status (reply, 200);
}

/* A node of two addresses, and somebody who connects before it looks for the first time. */
static void
test_early_visitor (void)
{
  g_autoptr (MootTestNode) founded = moot_test_node_new ();
  g_autofree char *path = g_build_filename (founded->folder, "early.sock", NULL);
  g_autofree char *unix_address = g_strconcat ("unix:", path, NULL);
  const char *listen[] = { unix_address, "127.0.0.1:0", NULL };
  MootNodeOptions options = { .data_folder = founded->folder, .listen = listen };
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  static const char request[] = "GET /api/v1/streaming/health HTTP/1.1\r\nHost: x\r\n\r\n";
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  char answer[2048] = "";
  GSocket *socket;
  MootNode *node;

  moot_test_node_stop (founded);
  node = moot_node_start (&options, &error);
  g_assert_no_error (error);
  connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);
  g_assert_no_error (error);
  socket = g_socket_connection_get_socket (connection);
  g_assert_cmpint (g_socket_send (socket, request, strlen (request), NULL, &error), ==,
                   strlen (request));
  while (g_socket_condition_check (socket, G_IO_IN) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_socket_receive (socket, answer, sizeof answer - 1, NULL, &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200"));
  g_clear_object (&connection);
  moot_node_stop (node);
}

static void
test_pages (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  g_autoptr (MootTestReply) home = NULL;
  g_autoptr (MootTestReply) profile = NULL;
  g_autoptr (MootTestReply) nobody = NULL;
  g_autoptr (MootTestReply) picture = NULL;

  moot_test_node_add_user (node, "ada");
  home = moot_test_get (node, "/", NULL);
  moot_test_assert_status (home, 200);
  g_assert_cmpstr (home->content_type, ==, "text/html");
  g_assert_nonnull (strstr (home->text, "/@ada"));
  g_assert_nonnull (soup_message_headers_get_one (home->headers, "Content-Security-Policy"));
  profile = moot_test_get (node, "/@ada", NULL);
  moot_test_assert_status (profile, 200);
  nobody = moot_test_get (node, "/@nobody", NULL);
  moot_test_assert_status (nobody, 404);
  g_assert_cmpstr (nobody->content_type, ==, "text/html");
  picture = moot_test_get (node, "/avatars/original/missing.png", NULL);
  moot_test_assert_status (picture, 200);
  g_assert_cmpstr (picture->content_type, ==, "image/png");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/node/listener/health", test_health);
  g_test_add_func ("/node/listener/keep-alive", test_keep_alive);
  g_test_add_func ("/node/listener/refusals", test_refusals);
  g_test_add_func ("/node/listener/too-large", test_too_large);
  g_test_add_func ("/node/listener/preflight", test_preflight);
  g_test_add_func ("/node/listener/one-node-a-folder", test_one_node_a_folder);
  g_test_add_func ("/node/listener/restart", test_restart);
  g_test_add_func ("/node/listener/early-visitor", test_early_visitor);
  g_test_add_func ("/node/listener/pages", test_pages);
  return g_test_run ();
}
