/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Hosts that do not answer: when one is given up but for a try a day, and what brings it back.  And
 * what has to last until they do: keys, requests to follow, what was decided about them. */
#include "delivery-stage.h"

#include "moot-clock.h"
#include "moot-delivery-plan.h"
#include "moot-domain-policy.h"
#include "moot-domain-store.h"
#include "moot-outbox-queue.h"
#include "moot-publish.h"

#include <string.h>

/* The arithmetic: what came back on which day, and what the host is then. */
/* clang-format off */
static const struct
{
  const char *name;
  struct
  {
    gint64 day;
    guint status;
  } answers[10];
  guint failing_days;
  gboolean paused;
} healths[] = {
  { "six-days",      { { 1, 0 }, { 2, 0 }, { 3, 503 }, { 4, 0 }, { 5, 500 }, { 6, 0 } }, 6, FALSE },
  { "seven-days",    { { 1, 0 }, { 2, 0 }, { 3, 503 }, { 4, 0 }, { 5, 500 }, { 6, 0 }, { 9, 0 } },
    7, TRUE },
  { "one-day",
    { { 1, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 } },
    1, FALSE },
  { "answers-again",
    { { 1, 0 }, { 2, 0 }, { 3, 0 }, { 4, 0 }, { 5, 0 }, { 6, 0 }, { 7, 0 }, { 8, 202 } },
    0, FALSE },
  { "refuses",
    { { 1, 403 }, { 2, 403 }, { 3, 403 }, { 4, 403 }, { 5, 403 }, { 6, 403 }, { 7, 403 } },
    0, FALSE },
  { "too-many",
    { { 1, 429 }, { 2, 429 }, { 3, 429 }, { 4, 429 }, { 5, 429 }, { 6, 429 }, { 7, 429 } },
    0, FALSE },
};
/* clang-format on */

static void
test_health (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  MootHostHealth health = { 0 };
  gint64 now = 0;

  for (guint i = 0; i < G_N_ELEMENTS (healths[row].answers); i++)
    {
      const MootDeliveryAnswer answer = { healths[row].answers[i].status, 0 };

      if (healths[row].answers[i].day == 0)
        break;
      now = healths[row].answers[i].day * MOOT_DAY + MOOT_HOUR;
      moot_host_health_note (&health, &answer, now, 1000, 0.5);
    }
  g_assert_cmpuint (health.failing_days, ==, healths[row].failing_days);
  g_assert_cmpint (health.paused, ==, healths[row].paused);
  if (healths[row].paused)
    g_assert_cmpint (health.held_until, ==, now + MOOT_DAY);
}

/* A tenth of a day more or less, so that not everybody is asked at the same time. */
static void
test_jitter (void)
{
  const MootDeliveryAnswer silence = { 0, 0 };

  for (guint i = 0; i <= 10; i++)
    {
      MootHostHealth health = { .failing_days = 7, .paused = TRUE };

      moot_host_health_note (&health, &silence, 100 * MOOT_DAY, 1000, i / 10.0);
      g_assert_cmpint (health.held_until, >=, 100 * MOOT_DAY + MOOT_DAY * 9 / 10);
      g_assert_cmpint (health.held_until, <=, 100 * MOOT_DAY + MOOT_DAY * 11 / 10);
    }
}

/* A node and a host -------------------------------------------------------------------------- */

static gboolean
execute (MootDb    *db,
         gpointer   sql,
         GError   **error)
{
  return moot_db_execute (db, sql, error);
}

/* How the peer was doing until now. */
static void
set_health (DeliveryStage *stage,
            guint          failing_days,
            gboolean       paused,
            gint64         held_until)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT OR REPLACE INTO delivery_host (host, failures, failing_days, last_failing_day, paused, "
    "held_until) VALUES ('%s', 9, %u, %" G_GINT64_FORMAT ", %d, %" G_GINT64_FORMAT ")",
    stage->peer->base_url + strlen ("http://"), failing_days, moot_clock_now () / MOOT_DAY - 1,
    paused, held_until);

  delivery_stage_wait_until_empty (stage);
  g_assert_true (moot_test_node_write (stage->node, execute, sql));
}

static void
test_seventh_day (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *held =
    g_strdup_printf ("delivery_host WHERE paused = 1 AND held_until > %" G_GINT64_FORMAT,
                     moot_clock_now () + MOOT_DAY * 8 / 10);

  set_health (stage, 6, FALSE, 0);
  inbox_peer_answer (stage->peer, 503, "");
  g_free (delivery_stage_post (stage, "status=One"));
  inbox_wait_for_count (stage->node, held, 1);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "delivery WHERE attempts = 1"), ==, 1);
}

/* Whatever its server signs brings it back at once, and everything goes out. */
static void
test_heard_from (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  set_health (stage, 7, TRUE, moot_clock_now () + MOOT_DAY);
  g_free (delivery_stage_post (stage, "status=One"));
  g_free (delivery_stage_post (stage, "status=Two"));
  g_usleep (20 * DELIVERY_STAGE_STEP_US);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 0);
  g_assert_cmpint (inbox_count (stage->node, "delivery"), ==, 2);
  /* what nobody signed changes nothing */
  g_assert_cmpuint (inbox_peer_post_as (stage->peer, stage->node, "@ME@#key-2", "/inbox",
                                        "{@AS@,'id':'@ME@/x','type':'Like','actor':'@ME@',"
                                        "'object':'@N@/users/rosa'}"),
                    ==, 401);
  g_assert_cmpint (inbox_count (stage->node, "delivery_host WHERE paused = 1"), ==, 1);
  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node,
                                     "{@AS@,'id':'@ME@/y','type':'Like','actor':'@ME@',"
                                     "'object':'@N@/users/rosa'}"),
                    ==, 202);
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 2);
  g_assert_cmpint (inbox_count (stage->node, "delivery_host WHERE paused = 1 OR failing_days > 0"),
                   ==, 0);
}

/* Once a day one delivery finds out for all. */
static void
test_probe (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *held =
    g_strdup_printf ("delivery_host WHERE paused = 1 AND held_until > %" G_GINT64_FORMAT,
                     moot_clock_now () + MOOT_DAY * 8 / 10);

  set_health (stage, 7, TRUE, moot_clock_now () + MOOT_DAY);
  for (guint i = 0; i < 3; i++)
    g_free (delivery_stage_post (stage, "status=Hello"));
  inbox_peer_answer (stage->peer, 502, "");
  g_assert_true (moot_test_node_write (stage->node, execute,
                                       "UPDATE delivery_host SET held_until = 1"));
  moot_delivery_loop_wake (moot_node_get_services (stage->node->node)->delivery);
  inbox_wait_for_count (stage->node, held, 1);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "delivery"), ==, 3);
  g_assert_true (moot_test_node_write (stage->node, execute,
                                       "UPDATE delivery_host SET held_until = 1"));
  moot_delivery_loop_wake (moot_node_get_services (stage->node->node)->delivery);
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 4);
  g_assert_cmpint (inbox_count (stage->node, "delivery_host WHERE paused = 1"), ==, 0);
}

/* What was taken back before it went out is not sent any more; that it was is. */
static void
test_taken_back (void)
{
  static const char *const deeds[][2] = {
    { "/api/v1/statuses/%s/favourite", "/api/v1/statuses/%s/unfavourite" },
    { "/api/v1/statuses/%s/reblog", "/api/v1/statuses/%s/unreblog" },
  };
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *gone = NULL;
  g_autofree char *path = NULL;
  g_autofree char *theirs = NULL;

  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node,
                                     "{@AS@,'id':'@ME@/c/1','type':'Create','actor':'@ME@',"
                                     "'object':{'id':'@ME@/n/1','type':'Note',"
                                     "'attributedTo':'@ME@','to':['@PUBLIC@'],"
                                     "'cc':['@N@/users/rosa'],'content':'x'}}"),
                    ==, 202);
  inbox_wait_for_count (stage->node, "status WHERE local = 0", 1);
  theirs = g_strdup_printf ("%" G_GINT64_FORMAT,
                            inbox_number (stage->node, "(SELECT id FROM status WHERE local = 0)"));
  set_health (stage, 7, TRUE, moot_clock_now () + MOOT_DAY);
  gone = delivery_stage_post (stage, "status=One");
  g_free (delivery_stage_post (stage, "status=Two"));
  path = g_strconcat ("/api/v1/statuses/", gone, NULL);
  delivery_stage_act (stage, "DELETE", path, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    for (guint n = 0; n < 2; n++)
      {
        g_auto (GStrv) parts = g_strsplit (deeds[i][n], "%s", -1);
        g_autofree char *deed = g_strjoinv (theirs, parts);

        delivery_stage_act (stage, "POST", deed, "");
      }
  g_assert_cmpint (inbox_count (stage->node, "outgoing WHERE type = 'Create'"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "outgoing WHERE type = 'Delete'"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "outgoing WHERE type = 'Undo'"), ==, 2);
  g_assert_cmpint (inbox_count (stage->node, "outgoing WHERE type IN ('Like', 'Announce')"), ==, 0);
}

/* Whoever comes from a server that was silenced before anybody knew them is silenced. */
static void
test_newcomer (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  InboxPeer *peer = stage->peer;

  g_free (peer->base_url);
  peer->base_url = g_strdup_printf ("http://localhost:%u", test_server_get_port (peer->server));
  inbox_peer_add_actor (peer, "zoe", peer->public_pem);
  g_assert_true (moot_test_node_write (
    stage->node, execute,
    "INSERT INTO domain_block (domain, digest, severity, created_at)"
    " VALUES ('localhost', '', 'silence', 1)"));
  g_assert_cmpuint (
    inbox_peer_post_as (peer, stage->node, "@P@/users/zoe#main-key", "/inbox",
                        "{@AS@,'id':'@P@/users/zoe#f/1','type':'Follow','actor':'@P@/users/zoe',"
                        "'object':'@N@/users/rosa'}"),
    ==, 202);
  inbox_wait_for_count (stage->node,
                        "account WHERE username = 'zoe' AND silenced = 2 AND suspended = 0", 1);
  g_assert_cmpint (inbox_count (stage->node, "account WHERE username = 'mira' AND silenced = 0"),
                   ==, 1);
}

/* As another server than this one, which is never blocked. */
static void
move_to_localhost (DeliveryStage *stage)
{
  InboxPeer *peer = stage->peer;

  g_free (peer->base_url);
  peer->base_url = g_strdup_printf ("http://localhost:%u", test_server_get_port (peer->server));
  inbox_peer_add_actor (peer, "mira", peer->public_pem);
}

static gboolean
decide (MootDb    *db,
        gpointer   severity,
        GError   **error)
{
  g_autoptr (MootDomainBlock) block = g_object_new (MOOT_TYPE_DOMAIN_BLOCK, NULL);

  block->domain = g_strdup ("localhost");
  block->digest = g_strdup ("");
  block->severity = g_strdup (severity);
  return moot_domain_block_store_put (db, block, error) && moot_domain_policy_enforce (db, error);
}

/* Which hosts would be visited in two hours, in that order. */
static gboolean
list_hosts (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  GString *hosts = data;
  gint64 next_at;
  g_autoptr (GPtrArray) visits =
    moot_outbox_list_due (db, moot_clock_now () + 2 * MOOT_HOUR, &next_at, error);

  for (guint i = 0; visits != NULL && i < visits->len; i++)
    {
      const MootHostVisit *visit = g_ptr_array_index (visits, i);

      g_string_append_printf (hosts, "%s ", visit->host);
    }
  return visits != NULL;
}

/* Those who answer quickly come first, of what is as urgent; whom nobody knows is in the middle. */
static void
test_quick_first (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autoptr (GString) hosts = g_string_new (NULL);

  delivery_stage_wait_until_empty (stage);
  g_assert_cmpint (inbox_count (stage->node, "host_memory WHERE haste > 0"), ==, 1);
  g_assert_true (moot_test_node_write (
    stage->node, execute,
    "INSERT INTO outgoing (id, account_id, actor, type, uri, about, body, created_at)"
    " VALUES (900, 0, 'x', 'Like', 'x', 'x', '{}', 1);"
    "WITH h (host, rank) AS (VALUES ('slow.example', 5), ('new.example', 5), ('quick.example', 5),"
    "  ('slow-but-urgent.example', 1))"
    " INSERT INTO delivery (outgoing_id, host, inbox, rank, next_at, expires_at)"
    " SELECT 900, host, 'https://' || host, rank, strftime ('%s') * 1000 + 3600000, 9000000000000"
    " FROM h;"
    "INSERT INTO host_memory (host, haste, used_at) VALUES ('slow.example', 13, 1),"
    " ('quick.example', 5, 1), ('slow-but-urgent.example', 14, 1)"));
  g_assert_true (moot_test_node_write (stage->node, list_hosts, hosts));
  g_assert_cmpstr (hosts->str, ==,
                   "slow-but-urgent.example quick.example new.example slow.example ");
}

/* A server that is suspended is refused at the door and shown nothing, until it is not suspended
 * any more. */
static void
test_suspended (void)
{
  static const struct
  {
    const char *severity;
    guint status;
    guint shown;
  } steps[] = {
    { NULL, 202, 200 }, { "silence", 202, 200 }, { "suspend", 403, 404 }, { "noop", 202, 200 }
  };
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  move_to_localhost (stage);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *like =
        g_strdup_printf ("{@AS@,'id':'@ME@/l/%u','type':'Like','actor':'@ME@',"
                         "'object':'@N@/users/rosa'}",
                         i);
      g_autoptr (MootTestReply) outbox = NULL;

      if (steps[i].severity != NULL)
        g_assert_true (
          moot_test_node_write (stage->node, decide, (gpointer) steps[i].severity));
      g_test_message ("%s", steps[i].severity);
      g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, like), ==, steps[i].status);
      outbox = inbox_peer_get (stage->peer, stage->node, "/users/rosa/outbox?page=true");
      moot_test_assert_status (outbox, steps[i].shown);
    }
}

/* Before anybody is asked who they are: not even the key of a stranger is. */
static void
test_suspended_unasked (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  guint n_requests;

  delivery_stage_wait_until_empty (stage);
  move_to_localhost (stage);
  inbox_peer_add_actor (stage->peer, "zoe", stage->peer->public_pem);
  n_requests = test_server_get_n_requests (stage->peer->server);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (moot_test_node_write (stage->node, decide, i == 0 ? "suspend" : "noop"));
      g_assert_cmpuint (inbox_peer_post_as (stage->peer, stage->node, "@P@/users/zoe#main-key",
                                            "/inbox",
                                            "{@AS@,'id':'@P@/l','type':'Like','actor':"
                                            "'@P@/users/zoe','object':'@N@/users/rosa'}"),
                        ==, i == 0 ? 403 : 202);
      g_assert_cmpint (test_server_get_n_requests (stage->peer->server) > n_requests, ==, i);
    }
}

/* The same for one person, whoever their server is; only that they are gone is heard from them. */
static void
test_suspended_actor (void)
{
  static const struct
  {
    const char *before; /* SQL */
    guint status;
    guint shown;
  } steps[] = {
    { "UPDATE account SET suspended = 1 WHERE username = 'mira'", 403, 404 },
    { "UPDATE account SET suspended = 0 WHERE username = 'mira'", 202, 200 },
    { "UPDATE account SET suspended = 2 WHERE username = 'mira'", 403, 404 },
  };
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *like = g_strdup_printf (
        "{@AS@,'id':'@ME@/l/%u','type':'Like','actor':'@ME@','object':'@N@/users/rosa'}", i);
      g_autoptr (MootTestReply) outbox = NULL;

      g_test_message ("%s", steps[i].before);
      g_assert_true (moot_test_node_write (stage->node, execute, (gpointer) steps[i].before));
      g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, like), ==, steps[i].status);
      outbox = inbox_peer_get (stage->peer, stage->node, "/users/rosa/outbox?page=true");
      moot_test_assert_status (outbox, steps[i].shown);
    }
  g_assert_cmpint (inbox_count (stage->node, "follow"), ==, 1);
  g_assert_cmpuint (inbox_peer_post (
                      stage->peer, stage->node,
                      "{@AS@,'id':'@ME@#d','type':'Delete','actor':'@ME@','object':'@ME@'}"),
                    ==, 202);
  inbox_settle (stage->node);
  g_assert_cmpint (inbox_count (stage->node, "follow"), ==, 0);
}

/* A body in pieces is the same body. */
static void
test_chunked (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  stage->peer->chunked = TRUE;
  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node,
                                     "{@AS@,'id':'@ME@/l','type':'Like','actor':'@ME@',"
                                     "'object':'@N@/users/rosa'}"),
                    ==, 202);
}

/* A host whose TLS fails is one that does not answer: it is tried again. */
static void
test_no_tls (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  delivery_stage_wait_until_empty (stage);
  g_assert_true (moot_test_node_write (
    stage->node, execute,
    "UPDATE account SET shared_inbox_uri = NULL, inbox_uri = 'https' || substr (inbox_uri, 5)"
    " WHERE domain <> ''"));
  g_free (delivery_stage_post (stage, "status=One"));
  inbox_wait_for_count (stage->node, "delivery WHERE attempts > 0 AND last_status = 0", 1);
  g_assert_cmpint (inbox_count (stage->node, "delivery_host WHERE failures > 0"), ==, 1);
}

static guint
rotate (DeliveryStage *stage)
{
  g_autoptr (MootTestReply) reply =
    moot_test_post (stage->node, "/api/folkmoot/v1/keys/rotate", stage->token,
                    "password=password+of+rosa");

  return reply->status;
}

/* What others were not told yet only the keys before can tell: there are no third ones meanwhile.
 */
static void
test_rotated_twice (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  delivery_stage_wait_until_empty (stage);
  inbox_peer_answer (stage->peer, 503, "Retry-After: 3600\r\n");
  g_assert_cmpuint (rotate (stage), ==, 200);
  inbox_wait_for_count (stage->node, "delivery WHERE attempts > 0", 1);
  g_assert_cmpuint (rotate (stage), ==, 422);
  g_assert_cmpint (inbox_count (stage->node, "own_account WHERE key_number = 2"), ==, 1);
  g_assert_true (moot_test_node_write (stage->node, execute, "DELETE FROM delivery"));
  g_assert_cmpuint (rotate (stage), ==, 200);
  g_assert_cmpint (inbox_count (stage->node, "own_account WHERE key_number = 3"), ==, 1);
}

static gboolean
ask_again (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  DeliveryStage *stage = data;

  return moot_publish_requests (db, moot_node_get_services (stage->node->node)->site,
                                moot_clock_now (), error);
}

/* Nobody answers: the request is made again a week later, two more, four more, and no more. */
static void
test_asked_again (void)
{
  static const struct
  {
    guint day;
    guint n; /* requests by then, the first one included */
  } days[] = {
    { 6, 1 }, { 8, 2 }, { 9, 2 }, { 21, 2 }, { 23, 3 }, { 50, 3 }, { 52, 4 }, { 500, 4 }
  };
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  guint n_before = 1;

  delivery_stage_wait_until_empty (stage);
  g_assert_true (moot_test_node_write (
    stage->node, execute,
    "INSERT INTO follow (account_id, target_id, accepted, uri, created_at)"
    " SELECT r.id, m.id, 0, r.uri || '#follows/99', 0 FROM account r, account m"
    " WHERE r.username = 'rosa' AND m.username = 'mira'"));
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *past = g_strdup_printf (
        "UPDATE follow SET created_at = %" G_GINT64_FORMAT ", asked_at = CASE asks"
        " WHEN 1 THEN 0 WHEN 2 THEN %" G_GINT64_FORMAT " WHEN 3 THEN %" G_GINT64_FORMAT
        " ELSE asked_at END WHERE accepted = 0",
        moot_clock_now () - days[i].day * MOOT_DAY,
        moot_clock_now () - (days[i].day - 8) * MOOT_DAY,
        moot_clock_now () - (days[i].day - 23) * MOOT_DAY);

      g_test_message ("day %u", days[i].day);
      g_assert_true (moot_test_node_write (stage->node, execute, past));
      g_assert_true (moot_test_node_write (stage->node, ask_again, stage));
      if (days[i].n > n_before)
        {
          g_autofree char *request = delivery_stage_wait_for_nth (
            stage, "/users/rosa#follows/99\",\"type\":\"Follow\"", days[i].n - 2);

          g_assert_nonnull (strstr (request, "/users/mira\""));
        }
      n_before = days[i].n;
      delivery_stage_wait_until_empty (stage);
      g_assert_cmpuint (inbox_peer_count (stage->peer, "#follows/99\",\"type\":\"Follow\""), ==,
                        days[i].n - 1);
    }
}

/* Who is removed from the followers gets what real servers send: a Reject of the Follow. */
static void
test_removed (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autoptr (MootTestReply) followers =
    moot_test_get (stage->node, "/api/v1/accounts/search?q=mira", stage->token);
  const char *id = json_object_get_string_member (
    json_array_get_object_element (moot_test_reply_array (followers), 0), "id");
  g_autofree char *path = g_strconcat ("/api/v1/accounts/", id, "/remove_from_followers", NULL);
  g_autofree char *request = NULL;

  delivery_stage_act (stage, "POST", path, "");
  request = inbox_peer_wait_for (stage->peer, "\"type\":\"Reject\"");
  g_assert_nonnull (strstr (request, "/users/mira#follows/1\""));
  g_assert_cmpint (inbox_count (stage->node, "follow"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  const MootDeliveryOptions options = { .first_retry_ms = 30 };

  g_test_init (&argc, &argv, NULL);
  moot_test_node_set_delivery (&options);
  for (guint i = 0; i < G_N_ELEMENTS (healths); i++)
    {
      g_autofree char *path = g_strconcat ("/federation/s61-health/", healths[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_health);
    }
  g_test_add_func ("/federation/s61-jitter", test_jitter);
  g_test_add_func ("/federation/s61-seventh-day", test_seventh_day);
  g_test_add_func ("/federation/s61-heard-from", test_heard_from);
  g_test_add_func ("/federation/s61-probe", test_probe);
  g_test_add_func ("/federation/s60-taken-back", test_taken_back);
  g_test_add_func ("/federation/s72-newcomer", test_newcomer);
  g_test_add_func ("/federation/s14-s72-suspended", test_suspended);
  g_test_add_func ("/delivery/quick-hosts-first", test_quick_first);
  g_test_add_func ("/federation/s72-suspended-unasked", test_suspended_unasked);
  g_test_add_func ("/federation/s14-suspended-actor", test_suspended_actor);
  g_test_add_func ("/federation/s21-chunked", test_chunked);
  g_test_add_func ("/federation/s59-no-tls", test_no_tls);
  g_test_add_func ("/federation/s25-rotated-twice", test_rotated_twice);
  g_test_add_func ("/follow/asked-again", test_asked_again);
  g_test_add_func ("/follow/removed", test_removed);
  return g_test_run ();
}
