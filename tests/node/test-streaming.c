/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Streams over a real socket: who may open one, what arrives, in band subscriptions, hidden
 * authors, a revoked token, and a client that leaves. */
#include "moot-relationship-store.h"
#include "moot-stream-hub.h"
#include "moot-test-node.h"

#include <string.h>

#define PATIENCE_MS 5000

typedef struct
{
  MootTestNode *node;
  gint64 ada;
  char *token;
  SoupSession *session;
  GMainLoop *loop;
  SoupWebsocketConnection *socket;
  GQueue frames; /* of char * */
  guint status;
  gboolean closed;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->node = moot_test_node_new ();
  fixture->ada = moot_test_node_add_user (fixture->node, "ada");
  fixture->token = moot_test_node_add_token (fixture->node, fixture->ada, "read");
  fixture->session = soup_session_new ();
  fixture->loop = g_main_loop_new (NULL, FALSE);
  g_queue_init (&fixture->frames);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->socket != NULL)
    {
      g_signal_handlers_disconnect_by_data (fixture->socket, fixture);
      if (soup_websocket_connection_get_state (fixture->socket) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close (fixture->socket, 1000, NULL);
    }
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&fixture->socket);
  soup_session_abort (fixture->session);
  g_clear_object (&fixture->session);
  moot_test_node_free (fixture->node);
  g_main_loop_unref (fixture->loop);
  g_queue_clear_full (&fixture->frames, g_free);
  g_free (fixture->token);
}

static gboolean
give_up (gpointer data)
{
  g_error ("nothing came within %d ms", PATIENCE_MS);
  return G_SOURCE_REMOVE;
}

static void
wait_loop (Fixture *fixture)
{
  guint id = g_timeout_add (PATIENCE_MS, give_up, NULL);

  g_main_loop_run (fixture->loop);
  g_source_remove (id);
}

static void
frame_cb (SoupWebsocketConnection *socket,
          int                      type,
          GBytes                  *bytes,
          gpointer                 user_data)
{
  Fixture *fixture = user_data;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  g_queue_push_tail (&fixture->frames, g_strndup (text, size));
  g_main_loop_quit (fixture->loop);
}

static void
closed_cb (SoupWebsocketConnection *socket,
           gpointer                 user_data)
{
  Fixture *fixture = user_data;

  fixture->closed = TRUE;
  g_main_loop_quit (fixture->loop);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  fixture->socket = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  if (fixture->socket != NULL)
    {
      g_signal_connect (fixture->socket, "message", G_CALLBACK (frame_cb), fixture);
      g_signal_connect (fixture->socket, "closed", G_CALLBACK (closed_cb), fixture);
    }
  g_main_loop_quit (fixture->loop);
}

static void
open_socket (Fixture    *fixture,
             const char *query,
             const char *protocol)
{
  g_autofree char *uri = g_strconcat (fixture->node->base_url, "/api/v1/streaming", query, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  const char *protocols[] = { protocol, NULL };

  soup_session_websocket_connect_async (fixture->session, message, NULL,
                                        protocol != NULL ? (char **) protocols : NULL,
                                        G_PRIORITY_DEFAULT, NULL, connected_cb, fixture);
  wait_loop (fixture);
  fixture->status = soup_message_get_status (message);
}

static MootStreamHub *
hub (Fixture *fixture)
{
  return moot_node_get_services (fixture->node->node)->hub;
}

static char *
next_frame (Fixture *fixture)
{
  while (g_queue_is_empty (&fixture->frames))
    wait_loop (fixture);
  return g_queue_pop_head (&fixture->frames);
}

/* The server counts a client a moment after the handshake: a question in band is answered in order.
 */
static void
settle (Fixture *fixture)
{
  g_autofree char *answer = NULL;

  soup_websocket_connection_send_text (fixture->socket,
                                       "{\"type\":\"subscribe\",\"stream\":\"nonsense\"}");
  answer = next_frame (fixture);
  g_assert_cmpstr (answer, ==, "{\"error\":\"Unknown stream type\",\"status\":400}");
}

static void
test_events_arrive (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *query = g_strconcat ("?stream=user&access_token=", fixture->token, NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  open_socket (fixture, query, NULL);
  g_assert_nonnull (fixture->socket);
  settle (fixture);
  moot_stream_hub_publish (hub (fixture), "user", NULL, fixture->ada + 1, 0, "update",
                           "{\"id\":\"not for ada\"}");
  moot_stream_hub_publish (hub (fixture), "public", NULL, 0, 0, "update",
                           "{\"id\":\"not subscribed\"}");
  moot_stream_hub_publish (hub (fixture), "user", NULL, fixture->ada, 0, "update",
                           "{\"id\":\"1\"}");
  moot_stream_hub_publish (hub (fixture), "user", NULL, fixture->ada, 0, "delete", "1");
  first = next_frame (fixture);
  second = next_frame (fixture);
  g_assert_cmpstr (
    first, ==,
    "{\"stream\":[\"user\"],\"event\":\"update\",\"payload\":\"{\\\"id\\\":\\\"1\\\"}\"}");
  g_assert_cmpstr (second, ==, "{\"stream\":[\"user\"],\"event\":\"delete\",\"payload\":\"1\"}");
}

static void
test_in_band (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *tag = NULL;
  g_autofree char *after = NULL;

  open_socket (fixture, "", fixture->token);
  g_assert_nonnull (fixture->socket);
  g_assert_cmpstr (soup_websocket_connection_get_protocol (fixture->socket), ==, fixture->token);
  soup_websocket_connection_send_text (fixture->socket, "this is no JSON");
  soup_websocket_connection_send_text (
    fixture->socket, "{\"type\":\"subscribe\",\"stream\":\"hashtag\",\"tag\":\"COOP\"}");
  soup_websocket_connection_send_text (fixture->socket,
                                       "{\"type\":\"subscribe\",\"stream\":[\"public:local\"]}");
  settle (fixture);
  moot_stream_hub_publish (hub (fixture), "hashtag", "coop", 0, 0, "update", "{}");
  tag = next_frame (fixture);
  g_assert_cmpstr (tag, ==,
                   "{\"stream\":[\"hashtag\",\"coop\"],\"event\":\"update\",\"payload\":\"{}\"}");
  soup_websocket_connection_send_text (
    fixture->socket, "{\"type\":\"unsubscribe\",\"stream\":\"hashtag\",\"tag\":\"coop\"}");
  settle (fixture);
  moot_stream_hub_publish (hub (fixture), "hashtag", "coop", 0, 0, "update", "{}");
  moot_stream_hub_publish (hub (fixture), "public:local", NULL, 0, 0, "delete", "7");
  after = next_frame (fixture);
  g_assert_cmpstr (after, ==,
                   "{\"stream\":[\"public:local\"],\"event\":\"delete\",\"payload\":\"7\"}");
}

static void
test_hidden_author (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *query = g_strconcat ("?stream=public&access_token=", fixture->token, NULL);
  g_autofree char *frame = NULL;

  open_socket (fixture, query, NULL);
  settle (fixture);
  moot_stream_hub_hide (hub (fixture), fixture->ada, 77, TRUE);
  moot_stream_hub_publish (hub (fixture), "public", NULL, 0, 77, "update", "hidden");
  moot_stream_hub_publish (hub (fixture), "public", NULL, 0, 78, "update", "shown");
  frame = next_frame (fixture);
  g_assert_nonnull (strstr (frame, "shown"));
}

/* What makes somebody hidden, whoever does it, reaches streams that are open. */
static const struct
{
  const char *name;
  const char *path;   /* what ada posts */
  const char *undone; /* what shows them again */
  const char *method;
} hidings[] = {
  { "block", "/api/v1/accounts/77/block", "/api/v1/accounts/77/unblock", "POST" },
  { "mute", "/api/v1/accounts/77/mute", "/api/v1/accounts/77/unmute", "POST" },
  { "domain", "/api/v1/domain_blocks?domain=evil.example",
    "/api/v1/domain_blocks?domain=evil.example", "DELETE" },
  { "blocked-by", NULL, NULL, NULL },
};

static gboolean
add_strangers (MootDb    *db,
               gpointer   data,
               GError   **error)
{
  return moot_db_execute (
    db,
    "INSERT INTO account (id, username, domain, uri, url, created_at) VALUES"
    " (77, 'mel', 'evil.example', 'https://evil.example/u/mel', 'https://evil.example/@mel', 1)",
    error);
}

static gboolean
block_ada (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const Fixture *fixture = data;

  return moot_block_put (db, 77, fixture->ada, error);
}

static gboolean
unblock_ada (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  const Fixture *fixture = data;

  return moot_block_remove (db, 77, fixture->ada, error);
}

static void
decide (Fixture    *fixture,
        const char *method,
        const char *path,
        MootDbWork  otherwise)
{
  g_autofree char *token =
    moot_test_node_add_token (fixture->node, fixture->ada, "read write follow");
  g_autoptr (MootTestReply) reply =
    path != NULL ? moot_test_request (fixture->node, method, path, token, NULL, NULL) : NULL;

  if (reply != NULL)
    moot_test_assert_status (reply, 200);
  else
    moot_test_node_write (fixture->node, otherwise, fixture);
}

static void
test_hiding (Fixture       *fixture,
             gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *query = g_strconcat ("?stream=public&access_token=", fixture->token, NULL);
  g_autofree char *while_hidden = NULL;
  g_autofree char *afterwards = NULL;

  moot_test_node_write (fixture->node, add_strangers, NULL);
  open_socket (fixture, query, NULL);
  settle (fixture);
  decide (fixture, "POST", hidings[i].path, block_ada);
  moot_stream_hub_publish (hub (fixture), "public", NULL, 0, 77, "update", "hidden");
  moot_stream_hub_publish (hub (fixture), "public", NULL, 0, 78, "update", "shown");
  while_hidden = next_frame (fixture);
  g_assert_nonnull (strstr (while_hidden, "shown"));
  decide (fixture, hidings[i].method, hidings[i].undone, unblock_ada);
  moot_stream_hub_publish (hub (fixture), "public", NULL, 0, 77, "update", "again");
  afterwards = next_frame (fixture);
  g_assert_nonnull (strstr (afterwards, "again"));
}

static void
test_revoked_token_closes (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autofree char *query = g_strconcat ("?stream=user&access_token=", fixture->token, NULL);

  open_socket (fixture, query, NULL);
  settle (fixture);
  moot_stream_hub_close_token (hub (fixture), 1);
  while (!fixture->closed)
    wait_loop (fixture);
}

static const struct
{
  const char *name;
  const char *query;
  guint status;
} refusals[] = {
  { "no-token", "?stream=user", 401 },
  { "wrong-token", "?stream=user&access_token=x", 401 },
  { "unknown-stream", "?stream=nonsense&access_token=TOKEN", 400 },
  { "tag-missing", "?stream=hashtag&access_token=TOKEN", 400 },
  { "coop-needs-its-scope", "?stream=coop&access_token=TOKEN", 401 },
};

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_auto (GStrv) parts = g_strsplit (refusals[i].query, "TOKEN", 2);
      g_autofree char *query = g_strjoinv (fixture->token, parts);

      g_test_message ("%s", refusals[i].name);
      open_socket (fixture, query, NULL);
      g_assert_null (fixture->socket);
      g_assert_cmpuint (fixture->status, ==, refusals[i].status);
    }
}

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  char *line =
    g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  g_assert_no_error (error);
  g_queue_push_tail (&fixture->frames, line != NULL ? line : g_strdup ("(end)"));
  g_main_loop_quit (fixture->loop);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GInputStream **stream = user_data;
  g_autoptr (GError) error = NULL;

  *stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static char *
read_line (Fixture          *fixture,
           GDataInputStream *stream)
{
  g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, NULL, line_cb, fixture);
  return next_frame (fixture);
}

static void
test_server_sent_events (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *uri = g_strconcat (fixture->node->base_url,
                                      "/api/v1/streaming/user?access_token=", fixture->token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  GInputStream *stream = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  const char *const expected[] = { ":)", "event: update", "data: {\"id\":\"5\"}",
                                   "", "event: filters_changed", "data: {}",
                                   "" };

  soup_session_send_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, opened_cb, &stream);
  while (stream == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_assert_cmpstr (
    soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL), ==,
    "text/event-stream");
  lines = g_data_input_stream_new (stream);
  g_object_unref (stream);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *line = read_line (fixture, lines);

      g_assert_cmpstr (line, ==, expected[i]);
      if (i == 0)
        {
          moot_stream_hub_publish (hub (fixture), "user", NULL, fixture->ada, 0, "update",
                                   "{\"id\":\"5\"}");
          moot_stream_hub_publish (hub (fixture), "user", NULL, fixture->ada, 0, "filters_changed",
                                   NULL);
        }
    }
}

#define ADD(name, test) g_test_add ("/node/streaming/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("events-arrive", test_events_arrive);
  ADD ("in-band", test_in_band);
  ADD ("hidden-author", test_hidden_author);
  for (guint i = 0; i < G_N_ELEMENTS (hidings); i++)
    {
      g_autofree char *path = g_strconcat ("/streaming/hidden-by/", hidings[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_hiding, tear_down);
    }
  ADD ("revoked-token-closes", test_revoked_token_closes);
  ADD ("refusals", test_refusals);
  ADD ("server-sent-events", test_server_sent_events);
  return g_test_run ();
}
