/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a node does after a sleep to have what others gave up telling it: outboxes of the three
 * kinds that there are, pins, polls and threads; and how much it asks at most. */
#include "delivery-stage.h"

#include "moot-clock.h"

#include <string.h>

#define ASLEEP_MS (8 * MOOT_HOUR)
#define N_PAGES 5
#define PAGE_SIZE 4

/* A node whose rosa follows mira of the peer, who has an outbox and pins. */
static DeliveryStage *
stage_new (void)
{
  DeliveryStage *stage = delivery_stage_new ();
  g_autofree char *follow = NULL;
  g_autofree char *path = NULL;
  g_autoptr (MootTestReply) found =
    moot_test_get (stage->node, "/api/v1/accounts/search?q=mira", stage->token);
  JsonObject *mira = json_array_get_object_element (moot_test_reply_array (found), 0);

  path = g_strdup_printf ("/api/v1/accounts/%s/follow", json_object_get_string_member (mira, "id"));
  delivery_stage_act (stage, "POST", path, "");
  follow = inbox_peer_wait_for (stage->peer, "#follows/");
  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node,
                                     "{@AS@,'id':'@ME@#accepts/1','type':'Accept','actor':'@ME@',"
                                     "'object':{'type':'Follow','actor':'@N@/users/rosa',"
                                     "'object':'@ME@'}}"),
                    ==, 202);
  inbox_wait_for_count (stage->node, "follow WHERE accepted = 1", 2);
  delivery_stage_wait_until_empty (stage);
  return stage;
}

static void
serve (DeliveryStage *stage,
       const char    *path,
       const char    *json)
{
  g_autofree char *filled = inbox_peer_fill (stage->peer, stage->node, json);

  inbox_peer_serve (stage->peer, path, 200, "application/activity+json", filled);
}

/* A note of mira's that she wrote @n hours ago. */
static char *
make_note (guint       n,
           const char *more)
{
  g_autofree char *written = moot_time_format_iso (moot_clock_now () - n * MOOT_HOUR);

  return g_strdup_printf ("{'id':'@P@/notes/%u','type':'Note','attributedTo':'@ME@',"
                          "'to':['@PUBLIC@'],'content':'note %u','published':'%s'%s}",
                          n, n, written, more);
}

static char *
make_create (guint       n,
             const char *object)
{
  g_autofree char *written = moot_time_format_iso (moot_clock_now () - n * MOOT_HOUR);

  return g_strdup_printf ("{'id':'@P@/notes/%u/activity','type':'Create','actor':'@ME@',"
                          "'published':'%s','to':['@PUBLIC@'],'object':%s}",
                          n, written, object);
}

static char *
make_whole (guint n)
{
  g_autofree char *note = make_note (n, "");

  return make_create (n, note);
}

static char *
make_bare (guint n)
{
  g_autofree char *id = g_strdup_printf ("'@P@/notes/%u'", n);

  return make_create (n, id);
}

static void
serve_note (DeliveryStage *stage,
            guint          n,
            const char    *more)
{
  g_autofree char *note = make_note (n, more);
  g_autofree char *document = g_strdup_printf ("{@AS@,%s", note + 1);
  g_autofree char *path = g_strdup_printf ("/notes/%u", n);

  serve (stage, path, document);
}

static char *
list (guint first,
      guint last,
      char *(*make) (guint n))
{
  GString *items = g_string_new (NULL);

  for (guint n = first; n <= last; n++)
    {
      g_autofree char *item = make (n);

      g_string_append_printf (items, "%s%s", n > first ? "," : "", item);
    }
  return g_string_free (items, FALSE);
}

/* Pages of PAGE_SIZE notes, the newest of which is an hour old. */
static void
serve_pages (DeliveryStage *stage,
             guint n_pages,
             char *(*make) (guint n))
{
  serve (stage, "/users/mira/outbox",
         "{@AS@,'id':'@ME@/outbox','type':'OrderedCollection','totalItems':100,"
         "'first':'@ME@/outbox?page=1'}");
  for (guint page = 1; page <= n_pages; page++)
    {
      g_autofree char *items = list ((page - 1) * PAGE_SIZE + 1, page * PAGE_SIZE, make);
      g_autofree char *path = g_strdup_printf ("/users/mira/outbox?page=%u", page);
      g_autofree char *json =
        g_strdup_printf ("{@AS@,'id':'@P@%s','type':'OrderedCollectionPage',"
                         "'partOf':'@ME@/outbox','next':'@ME@/outbox?page=%u','orderedItems':[%s]}",
                         path, page + 1, items);

      serve (stage, path, json);
    }
}

static void
catch_up (DeliveryStage *stage)
{
  const MootServices *services = moot_node_get_services (stage->node->node);
  guint n_asked = inbox_peer_count (stage->peer, "GET /users/mira/outbox HTTP");
  gint64 deadline = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;

  moot_delivery_loop_slept (services->delivery, ASLEEP_MS);
  while (inbox_peer_count (stage->peer, "GET /users/mira/outbox HTTP") == n_asked)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (DELIVERY_STAGE_STEP_US);
    }
  moot_catch_up_wait (services->catch_up);
}

/* 64: the three kinds of outboxes */

static void
set_up_pages (DeliveryStage *stage)
{
  serve_pages (stage, N_PAGES, make_whole);
}

static void
set_up_ids (DeliveryStage *stage)
{
  serve_pages (stage, N_PAGES, make_bare);
  for (guint n = 1; n <= N_PAGES * PAGE_SIZE; n++)
    serve_note (stage, n, "");
}

static void
set_up_inline (DeliveryStage *stage)
{
  g_autofree char *items = list (1, 6, make_whole);
  g_autofree char *json = g_strdup_printf (
    "{@AS@,'id':'@ME@/outbox','type':'OrderedCollection','totalItems':6,'orderedItems':[%s]}",
    items);

  serve (stage, "/users/mira/outbox", json);
}

/* @n_statuses: eight hours and the overlap of one are gone back, as far as the page goes in which
 * that is; what is older is not asked for.
 * @n_posts: statuses that are asked for one by one. */
/* clang-format off */
static const struct
{
  const char *name;
  void (*set_up) (DeliveryStage *stage);
  guint n_statuses;
  guint n_posts;
  guint n_pages;
} outboxes[] = {
  { "mastodon", set_up_pages,  12,  0, 3 },
  { "gts",      set_up_ids,    12, 12, 3 },
  { "snac",     set_up_inline,  6,  0, 0 },
};
/* clang-format on */

static void
check_times (DeliveryStage *stage)
{
  for (guint n = 1; n <= 6; n++)
    {
      g_autofree char *what = g_strdup_printf (
        "status WHERE content = 'note %u' AND created_at / 60000 BETWEEN %" G_GINT64_FORMAT
        " AND %" G_GINT64_FORMAT,
        n, (moot_clock_now () - n * MOOT_HOUR) / MOOT_MINUTE - 5,
        (moot_clock_now () - n * MOOT_HOUR) / MOOT_MINUTE);

      g_assert_cmpint (inbox_count (stage->node, what), ==, 1);
    }
}

static void
test_outbox (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (DeliveryStage) stage = stage_new ();
  g_autofree char *request = NULL;
  guint n_posts;

  outboxes[row].set_up (stage);
  catch_up (stage);
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, outboxes[row].n_statuses);
  g_assert_cmpint (inbox_count (stage->node, "home_entry"), ==, outboxes[row].n_statuses);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /notes/"), ==, outboxes[row].n_posts);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /users/mira/outbox?page="), ==,
                    outboxes[row].n_pages);
  check_times (stage);
  /* oldest first: ids rise as the notes do */
  g_assert_cmpint (
    inbox_count (stage->node,
                 "status a JOIN status b ON a.id < b.id AND a.created_at > b.created_at"),
    ==, 0);
  /* as one of her followers */
  request = inbox_peer_wait_for (stage->peer, "GET /users/mira/outbox HTTP");
  g_assert_nonnull (strstr (request, "/users/rosa#main-key"));
  /* and nothing twice */
  n_posts = inbox_peer_count (stage->peer, "GET /notes/");
  catch_up (stage);
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, outboxes[row].n_statuses);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /notes/"), ==, n_posts);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /users/mira/outbox?page="), <=,
                    outboxes[row].n_pages + 1);
}

/* What came is a stop: nothing behind the page that has it is asked for. */
static void
test_stops_at_known (void)
{
  g_autoptr (DeliveryStage) stage = stage_new ();
  g_autofree char *json = NULL;
  g_autofree char *third = make_whole (3);

  json = g_strdup_printf ("{@AS@,%s", third + 1);
  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, json), ==, 202);
  inbox_settle (stage->node);
  set_up_pages (stage);
  catch_up (stage);
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, PAGE_SIZE);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /users/mira/outbox?page="), ==, 1);
}

/* A server that says that it is too much is left alone. */
static void
test_limited (void)
{
  g_autoptr (DeliveryStage) stage = stage_new ();

  set_up_ids (stage);
  inbox_peer_serve (stage->peer, "/notes/8", 429, "text/plain", "");
  catch_up (stage);
  /* from the oldest on: 12, 11, 10, 9, and then no more */
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, 4);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /notes/"), ==, 5);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /users/mira/featured"), ==, 0);
}

/* A hundred requests to a server, whatever it lists. */
static void
test_many (void)
{
  g_autoptr (DeliveryStage) stage = stage_new ();
  GString *items = g_string_new (NULL);
  g_autofree char *json = NULL;
  guint n_before = test_server_get_n_requests (stage->peer->server);

  for (guint n = 0; n < 200; n++)
    {
      g_autofree char *written = moot_time_format_iso (moot_clock_now () - n * MOOT_MINUTE);

      g_string_append_printf (items,
                              "%s{'id':'@P@/boosts/%u','type':'Announce','actor':'@ME@',"
                              "'published':'%s','to':['@PUBLIC@'],'object':'@P@/lost/%u'}",
                              n > 0 ? "," : "", n, written, n);
    }
  json = g_strdup_printf (
    "{@AS@,'id':'@ME@/outbox','type':'OrderedCollection','orderedItems':[%s]}", items->str);
  g_string_free (items, TRUE);
  serve (stage, "/users/mira/outbox", json);
  catch_up (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /lost/"), >, 10);
  g_assert_cmpuint (test_server_get_n_requests (stage->peer->server) - n_before, <=,
                    MOOT_CATCH_UP_MAX_PER_HOST + 1); /* and the knock */
}

/* What stands in her outbox and is not hers, or is no news, or of somebody else, is not taken. */
static void
test_strange_items (void)
{
  g_autoptr (DeliveryStage) stage = stage_new ();
  g_autofree char *good = make_whole (1);
  g_autofree char *json = g_strdup_printf (
    "{@AS@,'id':'@ME@/outbox','type':'OrderedCollection','orderedItems':[%s,"
    "{'id':'@P@/notes/50/activity','type':'Create','actor':'@P@/users/tom','object':"
    "{'id':'@P@/notes/50','type':'Note','attributedTo':'@P@/users/tom','to':['@PUBLIC@'],"
    "'content':'x'}},"
    "{'id':'@P@/notes/51/activity','type':'Create','actor':'@ME@','object':"
    "{'id':'https://elsewhere.example/notes/51','type':'Note','attributedTo':'@ME@',"
    "'to':['@PUBLIC@'],'content':'x'}},"
    "{'id':'@P@/notes/52/activity','type':'Create','actor':'@ME@','object':"
    "{'id':'@N@/users/rosa/statuses/1','type':'Note','attributedTo':'@ME@','to':['@PUBLIC@'],"
    "'content':'x'}},"
    "{'id':'@ME@#delete','type':'Delete','actor':'@ME@','object':'@P@/notes/1'},"
    "{'id':'@ME@#flag','type':'Flag','actor':'@ME@','object':'@N@/users/rosa'},"
    "{'id':'@ME@#follow','type':'Follow','actor':'@ME@','object':'@N@/users/rosa'},"
    "'@P@/notes/lost',null,7,[],{}]}",
    good);

  serve (stage, "/users/mira/outbox", json);
  catch_up (stage);
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "status WHERE content = 'note 1'"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "report"), ==, 0);
}

/* A boost of a note that was never heard of, and of a post for followers only. */
static void
test_kinds_of_posts (void)
{
  g_autoptr (DeliveryStage) stage = stage_new ();

  inbox_peer_add_actor (stage->peer, "tom", stage->peer->other_pem);
  serve (stage, "/notes/70",
         "{@AS@,'id':'@P@/notes/70','type':'Note','attributedTo':'@P@/users/tom',"
         "'to':['@PUBLIC@'],'content':'by tom','published':'2026-01-02T03:04:05Z'}");
  serve (stage, "/notes/71",
         "{@AS@,'id':'@P@/notes/71','type':'Note','attributedTo':'@P@/users/tom',"
         "'to':['@PUBLIC@'],'content':'asked by tom'}");
  serve (stage, "/users/mira/outbox",
         "{@AS@,'id':'@ME@/outbox','type':'OrderedCollection','orderedItems':["
         "{'id':'@P@/boosts/1','type':'Announce','actor':'@ME@','to':['@PUBLIC@'],"
         "'cc':['@ME@/followers'],'object':'@P@/notes/70'},"
         "{'id':'@P@/notes/2/activity','type':'Create','actor':'@ME@','to':['@ME@/followers'],"
         "'object':{'id':'@P@/notes/2','type':'Note','attributedTo':'@ME@','content':'among us',"
         "'inReplyTo':'@P@/notes/71'}}]}");
  catch_up (stage);
  g_assert_cmpint (inbox_count (stage->node, "status WHERE content = 'by tom'"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "status b JOIN status s ON s.id = b.reblog_of_id "
                                             "WHERE s.content = 'by tom'"),
                   ==, 1);
  g_assert_cmpint (
    inbox_count (stage->node, "status WHERE content = 'among us' AND visibility = 2 "
                              "AND in_reply_to_id = (SELECT id FROM status "
                              "WHERE content = 'asked by tom')"),
    ==, 1);
}

/* An edit that was missed, pins that nobody tells, an actor that changed, and a poll that ended. */
static void
test_refresh (void)
{
  g_autoptr (DeliveryStage) stage = stage_new ();
  g_autofree char *note = make_note (1, "");
  g_autofree char *json = make_create (1, note);
  g_autofree char *first = g_strdup_printf ("{@AS@,%s", json + 1);
  g_autofree char *newer = moot_time_format_iso (moot_clock_now () - MOOT_MINUTE);
  g_autofree char *edited = g_strdup_printf (",'updated':'%s','summary':'edited'", newer);
  g_autofree char *note_now = make_note (1, edited);
  g_autofree char *create_now = make_create (1, note_now);
  g_autofree char *outbox = g_strdup_printf (
    "{@AS@,'id':'@ME@/outbox','type':'OrderedCollection','orderedItems':[%s]}", create_now);
  g_autofree char *ends = moot_time_format_iso (moot_clock_now () + MOOT_HOUR);
  g_autofree char *poll = g_strdup_printf (
    "{@AS@,'id':'@ME@/q/1','type':'Create','actor':'@ME@','object':{'id':'@P@/notes/9',"
    "'type':'Question','attributedTo':'@ME@','to':['@PUBLIC@'],'content':'which','endTime':'%s',"
    "'oneOf':[{'type':'Note','name':'a','replies':{'totalItems':0}},"
    "{'type':'Note','name':'b','replies':{'totalItems':0}}]}}",
    ends);

  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, first), ==, 202);
  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, poll), ==, 202);
  inbox_settle (stage->node);
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, 2);
  serve (stage, "/users/mira/outbox", outbox);
  serve (stage, "/users/mira/featured",
         "{@AS@,'id':'@ME@/featured','type':'OrderedCollection','orderedItems':['@P@/notes/9',"
         "'@P@/notes/lost','@N@/users/rosa/statuses/1']}");
  serve (stage, "/notes/9",
         "{@AS@,'id':'@P@/notes/9','type':'Question','attributedTo':'@ME@','to':['@PUBLIC@'],"
         "'content':'which','closed':'2026-01-01T00:00:00Z','votersCount':5,"
         "'oneOf':[{'type':'Note','name':'a','replies':{'totalItems':3}},"
         "{'type':'Note','name':'b','replies':{'totalItems':2}}]}");
  catch_up (stage);
  g_assert_cmpint (inbox_count (stage->node, "status WHERE spoiler_text = 'edited'"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "pin"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "poll_option WHERE votes_count = 3"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "poll WHERE expires_at <= (SELECT max (created_at) "
                                             "FROM status) + 60000"),
                   ==, 1);
}

static gboolean
keep_all (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  return moot_db_execute (db,
                          "INSERT INTO bookmark (account_id, status_id, created_at)"
                          " SELECT u.account_id, s.id, 1 FROM user u, status s",
                          error);
}

/* Threads that ours keep are looked at again: what somebody answered meanwhile is there. */
static void
test_kept_thread (void)
{
  g_autoptr (DeliveryStage) stage = stage_new ();
  g_autofree char *note = make_note (
    5, ",'replies':{'id':'@P@/notes/5/replies','type':'Collection','first':'@P@/page'}");
  g_autofree char *create = make_create (5, note);
  g_autofree char *delivered = g_strdup_printf ("{@AS@,%s", create + 1);

  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, delivered), ==, 202);
  inbox_settle (stage->node);
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, 1);
  moot_test_node_write (stage->node, keep_all, NULL);
  serve (stage, "/users/mira/outbox",
         "{@AS@,'id':'@ME@/outbox','type':'OrderedCollection','orderedItems':[]}");
  serve (stage, "/notes/5/replies",
         "{@AS@,'id':'@P@/notes/5/replies','type':'Collection','first':'@P@/page'}");
  serve (stage, "/page",
         "{@AS@,'id':'@P@/page','type':'CollectionPage','partOf':'@P@/notes/5/replies',"
         "'items':['@P@/notes/2']}");
  serve_note (stage, 2, ",'inReplyTo':'@P@/notes/5'");
  catch_up (stage);
  g_assert_cmpint (inbox_count (stage->node, "status r JOIN status s ON s.id = r.in_reply_to_id "
                                             "WHERE r.content = 'note 2'"),
                   ==, 1);
}

static GDataInputStream *
open_stream (DeliveryStage *stage)
{
  g_autofree char *uri = g_strconcat (
    stage->node->base_url, "/api/v1/streaming/user?access_token=", stage->token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
    soup_session_send (stage->node->session, message, NULL, &error);
  GDataInputStream *lines;

  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  lines = g_data_input_stream_new (stream);
  g_data_input_stream_set_newline_type (lines, G_DATA_STREAM_NEWLINE_TYPE_LF);
  return lines;
}

/* Everything a stream says until it says @last. */
static char *
dup_heard (GDataInputStream *lines,
           const char       *last)
{
  g_autoptr (GString) heard = g_string_new (NULL);

  while (strstr (heard->str, last) == NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
      g_string_append_printf (heard, "%s\n", line);
    }
  return g_strdup (heard->str);
}

static guint
count (const char *text,
       const char *part)
{
  g_auto (GStrv) pieces = g_strsplit (text, part, -1);

  return g_strv_length (pieces) - 1;
}

/* What was missed for hours waits in the lists; only what is new is announced, and streamed. */
static void
test_notifications (void)
{
  g_autoptr (DeliveryStage) stage = stage_new ();
  g_autoptr (GDataInputStream) stream = open_stream (stage);
  g_autofree char *fresh = make_whole (0);
  g_autofree char *delivered = g_strdup_printf ("{@AS@,%s", fresh + 1);
  g_autofree char *heard = NULL;
  GString *items = g_string_new (NULL);
  g_autofree char *json = NULL;

  for (guint n = 1; n <= 9; n++)
    {
      g_autofree char *note =
        make_note (n, ",'cc':['@N@/users/rosa'],'tag':[{'type':'Mention',"
                      "'href':'@N@/users/rosa'}]");
      g_autofree char *item = make_create (n, note);

      g_string_append_printf (items, "%s%s", n > 1 ? "," : "", item);
    }
  json = g_strdup_printf (
    "{@AS@,'id':'@ME@/outbox','type':'OrderedCollection','orderedItems':[%s]}", items->str);
  g_string_free (items, TRUE);
  serve (stage, "/users/mira/outbox", json);
  catch_up (stage);
  catch_up (stage);
  g_assert_cmpint (inbox_count (stage->node, "notification WHERE type = 'mention'"), ==, 9);
  g_assert_cmpint (inbox_count (stage->node, "home_entry"), ==, 9);
  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, delivered), ==, 202);
  heard = dup_heard (stream, "note 0");
  g_test_message ("%s", heard);
  for (guint n = 1; n <= 9; n++)
    {
      g_autofree char *words = g_strdup_printf ("note %u", n);

      /* as something new at home, and as a mention; nothing of what is older than six hours */
      g_assert_cmpuint (count (heard, words), ==, n < 6 ? 2 : 0);
    }
  g_assert_cmpuint (count (heard, "event: notification"), ==, 5);
}

/* Nobody is asked for a nap. */
static void
test_nap (void)
{
  g_autoptr (DeliveryStage) stage = stage_new ();
  const MootServices *services = moot_node_get_services (stage->node->node);

  set_up_pages (stage);
  moot_catch_up_begin (services->catch_up, MOOT_CATCH_UP_AFTER_MS - 1);
  moot_catch_up_wait (services->catch_up);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /users/mira/outbox"), ==, 0);
  moot_catch_up_begin (services->catch_up, MOOT_CATCH_UP_AFTER_MS);
  moot_catch_up_wait (services->catch_up);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /users/mira/outbox HTTP"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  const MootDeliveryOptions delivery = { .first_retry_ms = 30, .release_ms = 100 };
  const MootCatchUpOptions options = { .settle_ms = 1, .gap_ms = 1 };

  g_test_init (&argc, &argv, NULL);
  moot_test_node_set_delivery (&delivery);
  moot_test_node_set_catch_up (&options);
  for (guint i = 0; i < G_N_ELEMENTS (outboxes); i++)
    {
      g_autofree char *path = g_strconcat ("/federation/s64-outbox/", outboxes[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_outbox);
    }
  g_test_add_func ("/federation/s64-stops-at-known", test_stops_at_known);
  g_test_add_func ("/federation/s64-limited", test_limited);
  g_test_add_func ("/federation/s64-many", test_many);
  g_test_add_func ("/federation/s64-strange-items", test_strange_items);
  g_test_add_func ("/federation/s64-kinds-of-posts", test_kinds_of_posts);
  g_test_add_func ("/federation/s47-s64-refresh", test_refresh);
  g_test_add_func ("/federation/s64-kept-thread", test_kept_thread);
  g_test_add_func ("/federation/s64-notifications", test_notifications);
  g_test_add_func ("/federation/s64-nap", test_nap);
  return g_test_run ();
}
