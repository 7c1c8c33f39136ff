/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The stream on servers that have none, have only lines of text, lose it again and again or do not
 * know the token; and what a session learns from a server that only knows the first version of the
 * instance. */
#include "moot-client-stream.h"
#include "moot-server-facts.h"
#include "moot-session.h"
#include "plain-server.h"

#include <glib/gstdio.h>
#include <string.h>

#define PATIENCE_S 60
#define SOCKET "GET /api/v1/streaming?stream=user"
#define LINES "GET /api/v1/streaming/user"
#define SSE_HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"

typedef struct
{
  PlainServer *server;
  MootConnection *connection;
  MootClientStream *stream;
  int lines_left; /* atomic: connections that are given lines before the server has none */
  guint n_updates;
  guint n_catch_ups;
  guint n_connected;
  guint n_lost;
  char *gone;
} Fixture;

static void
update_cb (Fixture    *self,
           MootStatus *status)
{
  g_assert_cmpstr (status->id, ==, "7");
  self->n_updates++;
}

static void
gone_cb (Fixture    *self,
         const char *id)
{
  g_free (self->gone);
  self->gone = g_strdup (id);
}

static void
catch_up_cb (Fixture *self)
{
  self->n_catch_ups++;
}

static void
connected_cb (Fixture *self)
{
  if (moot_client_stream_get_connected (self->stream))
    self->n_connected++;
  else
    self->n_lost++;
}

static void
start (Fixture      *self,
       PlainHandler  handler)
{
  self->server = plain_server_new (handler, self);
  self->connection =
    moot_connection_new (plain_server_get_address (self->server), NULL, "a token");
  self->stream = moot_client_stream_new (self->connection);
  g_signal_connect_swapped (self->stream, "update", G_CALLBACK (update_cb), self);
  g_signal_connect_swapped (self->stream, "gone", G_CALLBACK (gone_cb), self);
  g_signal_connect_swapped (self->stream, "catch-up", G_CALLBACK (catch_up_cb), self);
  g_signal_connect_swapped (self->stream, "notify::connected", G_CALLBACK (connected_cb), self);
  moot_client_stream_start (self->stream);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  moot_client_stream_stop (self->stream);
  plain_server_free (self->server);
  g_assert_finalize_object (self->stream);
  moot_connection_unref (self->connection);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_free (self->gone);
}

static gboolean
late_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Wakes up often, since what the server counts is counted in other threads. */
#define WAIT_FOR(condition)                                             \
  G_STMT_START                                                          \
  {                                                                     \
    gboolean late = FALSE;                                              \
    guint late_id = g_timeout_add_seconds (PATIENCE_S, late_cb, &late); \
    guint tick_id = g_timeout_add (10, tick_cb, NULL);                  \
                                                                        \
    while (!(condition) && !late)                                       \
      g_main_context_iteration (NULL, TRUE);                            \
    g_source_remove (late_id);                                          \
    g_source_remove (tick_id);                                          \
    g_assert_true (condition);                                          \
  }                                                                     \
  G_STMT_END

static void
have_no_stream (PlainRequest *request,
                gpointer      data)
{
  plain_answer (request, "404 Not Found", "application/json", "{\"error\":\"Not found\"}");
}

/* No stream at all: the server is asked now and then. */
static void
test_polling (Fixture       *self,
              gconstpointer  data)
{
  start (self, have_no_stream);
  WAIT_FOR (self->n_catch_ups >= 1);
  g_assert_cmpuint (plain_server_count (self->server, SOCKET), ==, 1);
  g_assert_cmpuint (plain_server_count (self->server, LINES), ==, 1);
  g_assert_cmpuint (self->n_connected, ==, 0);
  moot_client_stream_retry_now (self->stream);
  WAIT_FOR (self->n_catch_ups >= 2);
}

static void
deny (PlainRequest *request,
      gpointer      data)
{
  plain_answer (request, "401 Unauthorized", "application/json", "{\"error\":\"invalid\"}");
}

/* A token that is not good for streams: nobody knocks again and again, an ordinary call will tell.
 */
static void
test_denied (Fixture       *self,
             gconstpointer  data)
{
  start (self, deny);
  WAIT_FOR (self->n_catch_ups >= 1);
  g_assert_cmpuint (plain_server_count (self->server, SOCKET), ==, 1);
  g_assert_cmpuint (plain_server_count (self->server, LINES), ==, 0);
  g_assert_cmpuint (self->n_connected, ==, 0);
}

static void
give_lines (PlainRequest *request,
            gpointer      data)
{
  Fixture *self = data;

  if (!g_str_has_prefix (request->line, LINES))
    {
      have_no_stream (request, data);
      return;
    }
  g_assert_nonnull (strstr (request->head, "Bearer a token"));
  plain_write (request, SSE_HEAD ":)\n\n");
  plain_write (request, "event: update\ndata: {\"id\":\"7\",");
  plain_write (request, "\"content\":\"x\"}\n\n:thump\n\nevent: delete\ndata: 99\n\n");
  if (g_atomic_int_add (&self->lines_left, -1) <= 1)
    plain_hold (request);
}

/* Only lines of text: they are read, and when they end they are asked for again. */
static void
test_lines (Fixture       *self,
            gconstpointer  data)
{
  self->lines_left = 2;
  start (self, give_lines);
  WAIT_FOR (self->n_updates == 1 && self->gone != NULL);
  g_assert_cmpstr (self->gone, ==, "99");
  WAIT_FOR (self->n_connected == 2 && self->n_updates == 2);
  g_assert_cmpuint (self->n_lost, ==, 1);
  g_assert_cmpuint (self->n_catch_ups, >=, 2); /* what was said meanwhile was missed */
  g_assert_cmpuint (plain_server_count (self->server, SOCKET), ==, 1);
}

/* Lost again and again: each pause is longer than the one before was at least, and in the end the
 * server is asked in the old way, too. */
static void
test_pauses_grow (Fixture       *self,
                  gconstpointer  data)
{
  static const gint64 least_ms[] = { 500, 1000, 1500 };

  self->lines_left = G_MAXINT;
  start (self, give_lines);
  WAIT_FOR (plain_server_count (self->server, LINES) >= 4);
  for (guint i = 0; i < G_N_ELEMENTS (least_ms); i++)
    {
      gint64 pause = plain_server_get_time (self->server, LINES, i + 1) -
                     plain_server_get_time (self->server, LINES, i);

      g_test_message ("pause %u: %" G_GINT64_FORMAT " ms", i, pause / 1000);
      g_assert_cmpint (pause / 1000, >=, least_ms[i]);
    }
  WAIT_FOR (self->n_connected >= 4 && self->n_catch_ups > self->n_connected);
}

static void
fail (PlainRequest *request,
      gpointer      data)
{
  plain_answer (request, "503 Away", "text/html", "<p>Back soon");
}

/* The network is back, or somebody presses a key: nobody waits for the end of the pause. */
static void
test_hurry (Fixture       *self,
            gconstpointer  data)
{
  start (self, fail);
  for (guint i = 1; i < 6; i++)
    {
      WAIT_FOR (plain_server_count (self->server, SOCKET) >= i);
      moot_client_stream_retry_now (self->stream);
    }
  g_assert_cmpuint (plain_server_count (self->server, LINES), ==, 0);
  g_assert_cmpuint (self->n_connected, ==, 0);
}

/* Facts ------------------------------------------------------------------------------------ */

/* clang-format off */
static const struct
{
  const char *name;
  const char *json;
  gint64 characters;
  gint64 media;
  const char *streaming;
} facts[] = {
  { "mastodon-4", "{\"configuration\":{\"urls\":{\"streaming\":\"wss://s.example\"},\"statuses\":{\"max_characters\":500,\"max_media_attachments\":4}}}", 500, 4, "https://s.example" },
  { "mastodon-3", "{\"urls\":{\"streaming_api\":\"wss://s.example/\"},\"configuration\":{\"statuses\":{\"max_characters\":640,\"max_media_attachments\":4}}}", 640, 4, "https://s.example" },
  { "pleroma", "{\"max_toot_chars\":5000,\"urls\":{\"streaming_api\":\"wss://p.example\"}}", 5000, 0, "https://p.example" },
  { "strings", "{\"max_toot_chars\":\"65535\"}", 65535, 0, NULL },
  { "no-limit", "{\"configuration\":{\"statuses\":{\"max_characters\":9223372036854775807,\"max_media_attachments\":-1}}}", 1048576, 0, NULL },
  { "loopback", "{\"configuration\":{\"urls\":{\"streaming\":\"ws://127.0.0.1:1\"}}}", 0, 0, "http://127.0.0.1:1" },
  { "nonsense", "{\"configuration\":[],\"urls\":{\"streaming_api\":\"gopher://x\"}}", 0, 0, NULL },
  { "nothing", "{}", 0, 0, NULL },
};
/* clang-format on */

static void
test_facts (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (JsonNode) node = moot_json_parse (facts[row].json, -1, NULL);
  g_auto (MootServerFacts) read = { 0 };

  moot_server_facts_read (&read, json_node_get_object (node));
  g_assert_cmpint (read.max_characters, ==, facts[row].characters);
  g_assert_cmpint (read.max_media, ==, facts[row].media);
  g_assert_cmpstr (read.streaming, ==, facts[row].streaming);
}

static void
be_old (PlainRequest *request,
        gpointer      data)
{
  if (g_str_equal (request->path, "/api/v1/instance"))
    plain_answer (request, "200 OK", "application/json",
                  "{\"uri\":\"old.example\",\"version\":\"3.0.0\",\"max_toot_chars\":777}");
  else if (g_str_equal (request->path, "/api/v1/timelines/home"))
    plain_answer (request, "200 OK", "application/json", "[{\"id\":\"7\",\"content\":\"x\"}]");
  else
    have_no_stream (request, data);
}

/* A server of 2019: no second version of the instance, no stream, no co-op; it can be read. */
static void
test_old_server (void)
{
  g_autoptr (PlainServer) server = plain_server_new (be_old, NULL);
  g_autoptr (MootSavedAccount) account = g_object_new (MOOT_TYPE_SAVED_ACCOUNT, NULL);
  g_autofree char *folder = g_dir_make_tmp ("moot-old-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "saved.sqlite3", NULL);
  MootCache *cache = moot_cache_open (path, NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", folder);
  MootSession *session;

  account->key = g_strdup ("ada@old");
  account->server = g_strdup (plain_server_get_address (server));
  account->acct = g_strdup ("ada");
  session = moot_session_new (account, NULL, "a token", cache);
  moot_session_start (session);
  WAIT_FOR (moot_session_get_max_characters (session) == 777);
  WAIT_FOR (g_list_model_get_n_items (G_LIST_MODEL (moot_session_get_home (session))) > 0);
  WAIT_FOR (plain_server_count (server, LINES) == 1);
  g_assert_null (moot_session_get_coop (session));
  g_assert_cmpint (moot_session_get_max_media (session), ==, 4);
  g_assert_true (moot_client_get_online (moot_session_get_client (session)));
  g_assert_true (moot_client_get_signed_in (moot_session_get_client (session)));

  moot_session_stop (session);
  WAIT_FOR (G_OBJECT (session)->ref_count == 1 &&
            !moot_timeline_model_get_loading (moot_session_get_home (session)));
  g_object_unref (session);
  moot_cache_unref (cache);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

#define ADD(name, test) g_test_add ("/client/stream/" name, Fixture, NULL, NULL, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("polling", test_polling);
  ADD ("denied", test_denied);
  ADD ("lines", test_lines);
  ADD ("pauses-grow", test_pauses_grow);
  ADD ("hurry", test_hurry);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *path = g_strconcat ("/client/stream/facts/", facts[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_facts);
    }
  g_test_add_func ("/client/stream/old-server", test_old_server);
  return g_test_run ();
}
