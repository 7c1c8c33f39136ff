/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a real node delivers to another server, over HTTP.  The paths carry the numbers of the
 * statements that each test proves. */
#include "delivery-stage.h"

#include "moot-clock-watch.h"
#include "moot-clock.h"
#include "moot-json.h"

#include <string.h>

#define N_HOSTS 20

/* 19: what leaves is signed by the author's key, over the bytes that leave. */

static MootPublicKey *
load_key (DeliveryStage *self)
{
  g_autoptr (MootTestReply) reply = moot_test_get_document (self->node, "/users/rosa");
  JsonObject *actor = moot_test_reply_object (reply);
  JsonObject *key = json_object_get_object_member (actor, "publicKey");
  g_autoptr (GError) error = NULL;
  MootPublicKey *public_key =
    moot_public_key_new_from_pem (json_object_get_string_member (key, "publicKeyPem"), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (key, "owner"), ==,
                   json_object_get_string_member (actor, "id"));
  return public_key;
}

static const MootPublicKey *
find_key (const char  *key_id,
          gpointer     data,
          GError     **error)
{
  g_assert_true (g_str_has_suffix (key_id, "/users/rosa#main-key"));
  return data;
}

static void
check_signature (DeliveryStage *self,
                 const char    *request)
{
  g_auto (GStrv) lines = g_strsplit (request, "\r\n", -1);
  g_auto (GStrv) words = g_strsplit (lines[0], " ", 3);
  g_autoptr (MootHttpMessage) message =
    moot_http_message_new (words[0], self->peer->base_url, words[1]);
  g_autoptr (GBytes) body =
    g_bytes_new (request_get_body (request), strlen (request_get_body (request)));
  g_autoptr (MootPublicKey) key = load_key (self);
  g_autofree char *key_id = NULL;
  g_autoptr (GError) error = NULL;
  const MootSignatureTerms terms = { .now = moot_clock_now () };

  moot_http_message_set_body (message, body);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *colon = strchr (lines[i], ':');

      *colon = '\0';
      moot_http_message_add_header (message, lines[i], colon + 1);
    }
  key_id = moot_http_message_authenticate (message, &terms, find_key, key, &error);
  g_assert_no_error (error);
  g_assert_nonnull (key_id);
}

static void
check_signature_of (DeliveryStage *self,
                    const char    *what)
{
  g_autofree char *request = inbox_peer_wait_for (self->peer, what);

  check_signature (self, request);
}

static void
test_signed (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *id = delivery_stage_post (stage, "status=Bread+is+ready");
  g_autofree char *request = inbox_peer_wait_for (stage->peer, CREATE);
  g_autofree char *signature = request_dup_header (request, "Signature");
  g_autofree char *agent = request_dup_header (request, "User-Agent");

  check_signature (stage, request);
  g_assert_null (strstr (signature, ", "));
  g_assert_nonnull (strstr (signature, "algorithm=\"rsa-sha256\""));
  g_assert_true (g_str_has_prefix (agent, "Folkmoot/"));
  g_assert_nonnull (strstr (request_get_body (request), id));
  delivery_stage_wait_until_empty (stage);
}

/* 52: addressing */

/* clang-format off */
static const struct
{
  const char *name;
  const char *form;
  const char *to; /* what stands in the activity and its object; NULL: it does not leave */
} audiences[] = {
  { "public",   "status=a&visibility=public",
    "\"to\":[\"https://www.w3.org/ns/activitystreams#Public\"],\"cc\":[\"@N@/users/rosa/followers\"]" },
  { "unlisted", "status=a&visibility=unlisted",
    "\"to\":[\"@N@/users/rosa/followers\"],\"cc\":[\"https://www.w3.org/ns/activitystreams#Public\"]" },
  { "private",  "status=a&visibility=private",
    "\"to\":[\"@N@/users/rosa/followers\"],\"content\"" },
  { "direct",   "status=a&visibility=direct", NULL },
};
/* clang-format on */

static void
test_audience (gconstpointer data)
{
  const char *form = audiences[GPOINTER_TO_UINT (data)].form;
  const char *to = audiences[GPOINTER_TO_UINT (data)].to;
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *request = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *synchronisation = NULL;
  const char *first;

  g_free (delivery_stage_post (stage, form));
  if (to == NULL)
    {
      delivery_stage_wait_until_empty (stage);
      g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 0);
      return;
    }
  request = inbox_peer_wait_for (stage->peer, CREATE);
  wanted = inbox_peer_fill (stage->peer, stage->node, to);
  if (strstr (wanted, ",\"content\"") != NULL)
    *strstr (wanted, ",\"content\"") = '\0';
  first = strstr (request, wanted);
  g_assert_nonnull (first);
  g_assert_nonnull (strstr (first + 1, wanted));
  g_assert_null (strstr (request, "\"bto\""));
  g_assert_null (strstr (request, "\"bcc\""));
  synchronisation = request_dup_header (request, "Collection-Synchronization");
  g_assert_true ((synchronisation != NULL) ==
                 g_str_equal (audiences[GPOINTER_TO_UINT (data)].name, "private"));
  check_signature (stage, request);
}

/* What others hear of, in the order it is done. */
static void
test_deeds (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *id = delivery_stage_post (stage, "status=One");
  g_autofree char *path = g_strconcat ("/api/v1/statuses/", id, NULL);
  g_autofree char *pin = g_strconcat (path, "/pin", NULL);
  g_autofree char *reblog = g_strconcat (path, "/reblog", NULL);
  g_autofree char *unreblog = g_strconcat (path, "/unreblog", NULL);
  static const char *const types[] = { "Create", "Update", "Add", "Announce", "Undo", "Delete" };

  delivery_stage_wait_until_empty (stage);
  delivery_stage_act (stage, "PUT", path, "status=Two");
  delivery_stage_act (stage, "POST", pin, "");
  delivery_stage_act (stage, "POST", reblog, "");
  delivery_stage_act (stage, "POST", unreblog, "");
  delivery_stage_wait_until_empty (stage);
  delivery_stage_act (stage, "DELETE", path, "");
  delivery_stage_act (stage, "PATCH", "/api/v1/accounts/update_credentials", "display_name=Rosa+L");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *what =
        g_strdup_printf ("\"type\":\"%s\",\"actor\":\"%s/users/rosa\"", types[i],
                         stage->node->base_url);
      g_autofree char *request = inbox_peer_wait_for (stage->peer, what);

      check_signature (stage, request);
    }
  g_free (inbox_peer_wait_for (stage->peer, "Rosa L"));
}

static void
test_follow_and_undo (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *mira = NULL;
  g_autofree char *follow = NULL;
  g_autofree char *unfollow = NULL;
  g_autofree char *ours = NULL;
  g_autofree char *request = NULL;
  g_autofree char *undo = NULL;
  gint64 id = inbox_count (stage->node, "(SELECT id FROM account WHERE domain <> '' AND id > 0)");

  g_assert_cmpint (id, ==, 1);
  {
    g_autoptr (MootTestReply) reply = moot_test_get (
      stage->node, "/api/v1/accounts/search?q=mira", stage->token);
    JsonArray *found = moot_test_reply_array (reply);

    g_assert_cmpuint (json_array_get_length (found), ==, 1);
    mira = g_strdup (
      json_object_get_string_member (json_array_get_object_element (found, 0), "id"));
  }
  follow = g_strdup_printf ("/api/v1/accounts/%s/follow", mira);
  unfollow = g_strdup_printf ("/api/v1/accounts/%s/unfollow", mira);
  delivery_stage_act (stage, "POST", follow, "");
  ours = g_strdup_printf ("\"type\":\"Follow\",\"actor\":\"%s/users/rosa\"", stage->node->base_url);
  request = inbox_peer_wait_for (stage->peer, ours);
  g_assert_nonnull (strstr (request, "/users/rosa#follows/"));
  delivery_stage_act (stage, "POST", unfollow, "");
  undo = inbox_peer_wait_for (stage->peer, "\"type\":\"Undo\"");
  g_assert_nonnull (strstr (undo, "\"object\":{\"id\":\""));
  g_assert_nonnull (strstr (undo, "\"type\":\"Follow\""));
}

/* 27: the other signature is tried once, and remembered. */
static void
test_double_knock (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *first_id = NULL;
  g_autofree char *second_id = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *taken = NULL;
  g_autofree char *next = NULL;
  g_autofree char *input = NULL;
  g_autofree char *again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *third_id = NULL;
  g_autofree char *after = NULL;

  inbox_peer_answer (stage->peer, 401, "");
  first_id = delivery_stage_post (stage, "status=One");
  refused = delivery_stage_wait_for_nth (stage, CREATE, 0);
  taken = delivery_stage_wait_for_nth (stage, CREATE, 1);
  delivery_stage_wait_until_empty (stage);
  before = request_dup_header (refused, "Signature-Input");
  input = request_dup_header (taken, "Signature-Input");
  g_assert_null (before);
  g_assert_nonnull (input);
  g_assert_cmpstr (request_get_body (refused), ==, request_get_body (taken));
  check_signature (stage, taken);
  second_id = delivery_stage_post (stage, "status=Two");
  next = delivery_stage_wait_for_nth (stage, CREATE, 2);
  again = request_dup_header (next, "Signature-Input");
  g_assert_nonnull (again);
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpint (inbox_count (stage->node, "host_memory WHERE scheme = 1"), ==, 1);
  g_clear_pointer (&again, g_free);
  moot_test_node_restart (stage->node);
  third_id = delivery_stage_post (stage, "status=Three");
  after = delivery_stage_wait_for_nth (stage, CREATE, 3);
  again = request_dup_header (after, "Signature-Input");
  g_assert_nonnull (again);
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 4);
}

/* 59: what an answer means */

/* clang-format off */
static const struct
{
  const char *name;
  guint status;
  const char *headers;
  guint n_requests; /* until it is over */
} answers[] = {
  { "200",              200, "", 1 },
  { "400",              400, "", 2 }, /* both signatures, then never again */
  { "401",              401, "", 2 }, /* both signatures: the second is taken */
  { "403",              403, "", 1 },
  { "405",              405, "", 1 },
  { "408",              408, "", 2 },
  { "413",              413, "", 1 },
  { "415",              415, "", 1 },
  { "422",              422, "", 1 },
  { "429",              429, "", 2 },
  { "500",              500, "", 2 },
  { "501",              501, "", 1 },
  { "502",              502, "", 2 },
  { "503",              503, "", 2 },
};
/* clang-format on */

static void
test_answer (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *id = NULL;

  inbox_peer_answer (stage->peer, answers[row].status, answers[row].headers);
  if (answers[row].status == 400)
    inbox_peer_answer (stage->peer, 400, "");
  id = delivery_stage_post (stage, "status=Hello");
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, answers[row].n_requests);
}

static void
test_retry_after (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *id = NULL;
  g_autofree char *other = NULL;
  gint64 started = g_get_monotonic_time ();

  inbox_peer_answer (stage->peer, 503, "Retry-After: 2\r\n");
  id = delivery_stage_post (stage, "status=Hello");
  g_free (delivery_stage_wait_for_nth (stage, CREATE, 0));
  other = delivery_stage_post (stage, "status=Also"); /* the whole host is waited for */
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpint (g_get_monotonic_time () - started, >=, 2 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 3);
}

/* 59: an inbox that is gone, or says that it is elsewhere, is looked for once, in the actor. */
static void
test_moved_inbox (gconstpointer data)
{
  const guint status = GPOINTER_TO_UINT (data);
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *id = NULL;
  g_autofree char *document = NULL;
  g_autofree char *moved = NULL;
  g_auto (GStrv) parts = NULL;

  inbox_peer_add_actor (stage->peer, "mira", stage->peer->public_pem);
  document =
    g_strdup (request_get_body (g_hash_table_lookup (stage->peer->documents, "/users/mira")));
  parts = g_strsplit (document, "/inbox\"", -1);
  moved = g_strjoinv ("/elsewhere\"", parts);
  inbox_peer_serve (stage->peer, "/users/mira", 200, "application/activity+json", moved);
  inbox_peer_answer (stage->peer, status, "Location: /trap\r\n");
  id = delivery_stage_post (stage, "status=Hello");
  delivery_stage_wait_until_empty (stage);
  {
    g_autofree char *first = delivery_stage_wait_for_nth (stage, CREATE, 0);
    g_autofree char *second = delivery_stage_wait_for_nth (stage, CREATE, 1);

    g_assert_null (strstr (first, "/elsewhere HTTP"));
    g_assert_nonnull (strstr (second, "elsewhere HTTP/1.1"));
    g_assert_cmpstr (request_get_body (first), ==, request_get_body (second));
  }
  inbox_peer_answer (stage->peer, status, "Location: /trap\r\n");
  g_free (delivery_stage_post (stage, "status=Again"));
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 3);
}

/* 60: a delivery survives the node, with the same bytes and a new date. */
static void
test_restart (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *id = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *first_date = NULL;
  g_autofree char *second_date = NULL;

  inbox_peer_answer (stage->peer, 503, "Retry-After: 2\r\n");
  id = delivery_stage_post (stage, "status=Hello");
  first = delivery_stage_wait_for_nth (stage, CREATE, 0);
  while (inbox_count (stage->node, "delivery WHERE attempts = 1") == 0)
    g_usleep (DELIVERY_STAGE_STEP_US);
  moot_test_node_restart (stage->node);
  second = delivery_stage_wait_for_nth (stage, CREATE, 1);
  delivery_stage_wait_until_empty (stage);
  first_date = request_dup_header (first, "Date");
  second_date = request_dup_header (second, "Date");
  g_assert_cmpstr (request_get_body (first), ==, request_get_body (second));
  g_assert_cmpstr (first_date, !=, second_date);
  check_signature (stage, second);
}

/* 62: after a sleep what waited goes out one by one. */
static void
test_release (void)
{
  const MootDeliveryOptions slow = { .first_retry_ms = 30, .release_ms = 6000 };
  const MootDeliveryOptions quick = { .first_retry_ms = 30, .release_ms = 100 };
  g_autoptr (DeliveryStage) stage = NULL;
  gint64 started;

  moot_test_node_set_delivery (&slow);
  stage = delivery_stage_new ();
  moot_test_node_set_delivery (&quick);

  inbox_peer_answer (stage->peer, 503, "Retry-After: 2\r\n");
  for (guint i = 0; i < 10; i++)
    g_free (delivery_stage_post (stage, "status=Hello"));
  g_free (delivery_stage_wait_for_nth (stage, CREATE, 0));
  while (inbox_count (stage->node, "delivery_host WHERE held_until > 0") == 0)
    g_usleep (DELIVERY_STAGE_STEP_US);
  started = g_get_monotonic_time ();
  moot_delivery_loop_slept (moot_node_get_services (stage->node->node)->delivery, 3 * MOOT_HOUR);
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 11);
  /* twice as long as the host asked for: they were spread */
  g_assert_cmpint (g_get_monotonic_time () - started, >=, 4 * G_TIME_SPAN_SECOND);
}

/* 63: after a long sleep everybody is told once that we are back, and not again that day. */
static void
test_knock (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  MootDeliveryLoop *loop = moot_node_get_services (stage->node->node)->delivery;
  g_autofree char *update =
    g_strdup_printf ("\"type\":\"Update\",\"actor\":\"%s/users/rosa\"", stage->node->base_url);

  delivery_stage_wait_until_empty (stage);
  moot_delivery_loop_slept (loop, 8 * MOOT_HOUR);
  check_signature_of (stage, update);
  delivery_stage_wait_until_empty (stage);
  moot_delivery_loop_slept (loop, 8 * MOOT_HOUR);
  g_free (delivery_stage_post (stage, "status=Awake"));
  g_free (delivery_stage_wait_for_nth (stage, CREATE, 0));
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, update), ==, 1);
}

static gboolean
add_hosts (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint i = 0; i < N_HOSTS; i++)
    g_string_append_printf (
      sql,
      "INSERT INTO account (id, username, domain, uri, url, created_at, inbox_uri)"
      " VALUES (%u, 'far%u', '127.9.0.%u:9', 'http://127.9.0.%u:9/u', 'x', 1,"
      " 'http://127.9.0.%u:9/in');"
      "INSERT INTO follow (account_id, target_id, accepted, created_at)"
      " SELECT %u, account_id, 1, 1 FROM user LIMIT 1;",
      700 + i, i, i + 1, i + 1, i + 1, 700 + i);
  return moot_db_execute (db, sql->str, error);
}

/* 63: they are told one after the other, over two minutes and more, one word for each. */
static void
test_knock_over_minutes (void)
{
  const MootDeliveryOptions usual = { .release_ms = MOOT_RELEASE_MS };
  const MootDeliveryOptions quick = { .first_retry_ms = 30, .release_ms = 100 };
  g_autoptr (DeliveryStage) stage = NULL;
  gint64 started;

  moot_test_node_set_delivery (&usual);
  stage = delivery_stage_new ();
  moot_test_node_set_delivery (&quick);
  delivery_stage_wait_until_empty (stage);
  moot_test_node_write (stage->node, add_hosts, NULL);
  started = moot_clock_now ();
  moot_delivery_loop_slept (moot_node_get_services (stage->node->node)->delivery, 8 * MOOT_HOUR);
  inbox_wait_for_count (stage->node, "delivery_host WHERE knocked_at > 0", N_HOSTS + 1);
  g_assert_cmpint (inbox_count (stage->node, "delivery"), >=, N_HOSTS - 2);
  for (guint i = 1; i < 4; i++)
    {
      /* each half minute has its share */
      g_autofree char *share = g_strdup_printf (
        "delivery WHERE next_at BETWEEN %" G_GINT64_FORMAT " AND %" G_GINT64_FORMAT,
        started + i * 30 * MOOT_SECOND, started + (i + 1) * 30 * MOOT_SECOND);

      g_assert_cmpint (inbox_count (stage->node, share), >=, N_HOSTS / 4 - 2);
    }
}

/* A laptop with a wrong clock: two servers say so, and signatures go by theirs. */
static void
test_wrong_clock (void)
{
  const gint64 wrong = 2 * MOOT_HOUR;
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  const MootServices *services = moot_node_get_services (stage->node->node);
  MootClockWatch *watch = services->federation->clock_watch;
  gint64 true_now = moot_clock_now () + wrong;
  g_autofree char *request = NULL;
  g_autofree char *date = NULL;

  delivery_stage_wait_until_empty (stage);
  moot_clock_watch_note (watch, "one.example", true_now);
  g_assert_cmpint (moot_clock_get_error_ms (), ==, 0);
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*1?? minutes behind*");
  moot_clock_watch_note (watch, "two.example", true_now + MOOT_MINUTE);
  g_test_assert_expected_messages ();
  g_free (delivery_stage_post (stage, "status=What+time+is+it"));
  request = delivery_stage_wait_for_nth (stage, CREATE, 0);
  date = request_dup_header (request, "Date");
  g_assert_cmpint (ABS (moot_http_date_parse (date) - moot_clock_others_now ()), <, MOOT_MINUTE);
  delivery_stage_wait_until_empty (stage);
  moot_clock_watch_note (watch, "one.example", moot_clock_now ());
  moot_clock_watch_note (watch, "two.example", moot_clock_now ());
  g_assert_cmpint (moot_clock_get_error_ms (), ==, 0);
}

/* The peer by another name: a second server that mira's friend is on. */
static gboolean
add_second_name (MootDb    *db,
                 gpointer   data,
                 GError   **error)
{
  const char *base_url = data;
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO account (id, username, domain, uri, url, created_at, inbox_uri)"
    " VALUES (700, 'lea', 'localhost', 'http://localhost%s/u', 'x', 1, 'http://localhost%s/in');"
    "INSERT INTO follow (account_id, target_id, accepted, created_at)"
    " SELECT 700, account_id, 1, 1 FROM user LIMIT 1;",
    strrchr (base_url, ':'), strrchr (base_url, ':'));

  return moot_db_execute (db, sql, error);
}

/* Before anything is signed after a sleep, some servers are asked what time it is. */
static void
test_asked_for_the_time (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  const MootServices *services = moot_node_get_services (stage->node->node);
  g_autofree char *date = moot_time_format_http (moot_clock_now () - 3 * MOOT_HOUR);
  g_autofree char *type = g_strconcat ("application/json\r\nDate: ", date, NULL);

  inbox_peer_serve (stage->peer, "/.well-known/nodeinfo", 200, type, "{}");
  delivery_stage_wait_until_empty (stage);
  moot_test_node_write (stage->node, add_second_name, stage->peer->base_url);
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*1?? minutes ahead of*");
  moot_clock_watch_ask (services->federation, NULL);
  g_test_assert_expected_messages ();
  g_assert_cmpint (inbox_peer_count (stage->peer, "GET /.well-known/nodeinfo"), ==, 2);
  g_assert_cmpint (moot_clock_get_error_ms (), <, -2 * MOOT_HOUR);
  moot_clock_set_others (0);
}

int
main (int    argc,
      char **argv)
{
  static const guint moved[] = { 301, 308, 404, 410 };
  const MootDeliveryOptions options = { .first_retry_ms = 30, .release_ms = 100 };

  g_test_init (&argc, &argv, NULL);
  moot_test_node_set_delivery (&options);
  g_test_add_func ("/federation/s19-signed", test_signed);
  g_test_add_func ("/federation/s27-double-knock", test_double_knock);
  g_test_add_func ("/federation/s38-follow-and-undo", test_follow_and_undo);
  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    {
      g_autofree char *path = g_strconcat ("/federation/s52-audience/", audiences[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_audience);
    }
  g_test_add_func ("/federation/s52-deeds", test_deeds);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strconcat ("/federation/s59-answer/", answers[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_answer);
    }
  g_test_add_func ("/federation/s59-retry-after", test_retry_after);
  for (guint i = 0; i < G_N_ELEMENTS (moved); i++)
    {
      g_autofree char *path = g_strdup_printf ("/federation/s59-moved-inbox/%u", moved[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (moved[i]), test_moved_inbox);
    }
  g_test_add_func ("/federation/s60-restart", test_restart);
  g_test_add_func ("/federation/s62-release", test_release);
  g_test_add_func ("/federation/s63-knock", test_knock);
  g_test_add_func ("/federation/s63-knock-over-minutes", test_knock_over_minutes);
  g_test_add_func ("/federation/s19-wrong-clock", test_wrong_clock);
  g_test_add_func ("/federation/s19-asked-for-the-time", test_asked_for_the_time);
  return g_test_run ();
}
