/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Over HTTP: emergencies, challenges, templates, versions, tasks, effects that are tried again, the
 * calendar and its token, and who has seen the log. */
#include "coop-node.h"

#include "moot-ballot-signature.h"
#include "moot-crypto.h"
#include "moot-keys.h"
#include "moot-signing-key.h"

#include <string.h>

#define BALLOT "{\"choices\":[{\"option_id\":\"1\",\"value\":1}],\"proposal_version\":1}"
#define ACT                                                                                      \
  "{\"type\":\"domain_block\",\"params\":{\"domain\":\"bad.example\",\"severity\":\"silence\"}," \
  "\"reason_code\":\"abuse\",\"reason\":\"Floods us.\"}"

static gboolean
run_sql (MootDb    *db,
         gpointer   sql,
         GError   **error)
{
  return moot_db_execute (db, sql, error);
}

static void
test_emergency (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (MootTestReply) reply = NULL;
  g_autoptr (MootTestReply) list = NULL;
  JsonObject *emergency;

  coop_node_expect (coop, coop->stranger, "POST", "/emergencies", ACT, 403, "ERR_NOT_MEMBER");
  coop_node_expect (coop, coop->tokens[2], "POST", "/emergencies", ACT, 403, "ERR_FORBIDDEN");
  coop_node_expect (coop, coop->tokens[0], "POST", "/emergencies", "{}", 422, NULL);
  reply = coop_node_send (coop, coop->tokens[0], "POST", "/emergencies", ACT);
  moot_test_assert_status (reply, 200);
  emergency = moot_test_reply_object (reply);
  g_assert_cmpstr (json_object_get_string_member (emergency, "state"), ==, "active");
  g_assert_cmpstr (json_object_get_string_member (emergency, "description"), ==,
                   "Limit bad.example");
  g_assert_cmpstr (json_object_get_string_member (
                     json_object_get_object_member (emergency, "params"), "domain"),
                   ==, "bad.example");
  coop_node_expect (coop, coop->tokens[0], "POST", "/emergencies", ACT, 409, "ERR_EXISTS");
  coop_node_expect (coop, coop->tokens[1], "GET", "/discussions/1", NULL, 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "GET", "/emergencies/1", NULL, 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "GET", "/emergencies/2", NULL, 404, "ERR_NOT_FOUND");
  list = coop_node_get (coop, coop->tokens[1], "/emergencies?state=active");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list->json)), ==, 1);
}

static void
test_decided (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (MootTestReply) templates = NULL;
  g_autoptr (MootTestReply) bylaws = NULL;
  g_autoptr (MootTestReply) versions = NULL;
  g_autoptr (MootTestReply) challenges = NULL;
  g_autoptr (MootTestReply) tasks = NULL;

  templates = coop_node_get (coop, coop->tokens[1], "/templates");
  moot_test_assert_status (templates, 200);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (templates->json)), ==, 5);
  bylaws = coop_node_get (coop, coop->tokens[1], "/bylaws/versions");
  moot_test_assert_status (bylaws, 200);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (bylaws->json)), ==, 1);
  coop_node_expect (coop, coop->stranger, "GET", "/bylaws/versions", NULL, 403, "ERR_NOT_MEMBER");
  coop_node_expect (coop, coop->stranger, "GET", "/templates", NULL, 403, "ERR_NOT_MEMBER");

  coop_node_prepare_proposal (coop, "ordinary");
  versions = coop_node_get (coop, coop->tokens[2], "/proposals/1/versions");
  moot_test_assert_status (versions, 200);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (versions->json)), ==, 1);
  coop_node_expect (coop, coop->tokens[2], "GET", "/proposals/9/versions", NULL, 404,
                    "ERR_NOT_FOUND");
  coop_node_expect (coop, coop->tokens[2], "POST", "/proposals/1/challenges",
                    "{\"reason\":\"No.\"}", 409, "ERR_STATE");
  for (guint i = 0; i < COOP_NODE_MEMBERS; i++)
    coop_node_expect (coop, coop->tokens[i], "PUT", "/proposals/1/ballot", BALLOT, 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/proposals/1/close", "{}", 200, NULL);
  /* the bylaws of tiny give no days for it */
  coop_node_expect (coop, coop->tokens[2], "POST", "/proposals/1/challenges",
                    "{\"reason\":\"No.\"}", 410, "ERR_CLOSED");
  challenges = coop_node_get (coop, coop->tokens[2], "/proposals/1/challenges");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (challenges->json)), ==, 0);

  /* an effect that failed became a task; it is tried again */
  moot_test_node_write (
    coop->node, run_sql,
    "INSERT INTO task (id, title, owner_id, created_at) VALUES (1, 'By hand', 2, 1);"
    "INSERT INTO effect (id, outcome_id, proposal_id, position, type, params, state, due_at, next_at,"
    " task_id) VALUES (1, 1, 1, 0, 'task', '{\"title\":\"Paint\"}', 'failed', 1, 1, 1)");
  coop_node_expect (coop, coop->tokens[2], "POST", "/effects/1/retry", "{}", 403, "ERR_FORBIDDEN");
  coop_node_expect (coop, coop->tokens[1], "POST", "/effects/9/retry", "{}", 404, "ERR_NOT_FOUND");
  coop_node_expect (coop, coop->tokens[1], "POST", "/effects/1/retry", "{}", 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/effects/1/retry", "{}", 409, "ERR_STATE");

  coop_node_expect (coop, coop->tokens[2], "POST", "/tasks/1/done", "{}", 403, "ERR_FORBIDDEN");
  coop_node_expect (coop, coop->tokens[1], "POST", "/tasks/1/done", "{}", 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/tasks/1/undone", "{}", 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "PATCH", "/tasks/1", "{\"due_on\":\"2030-01-02\"}", 200,
                    NULL);
  coop_node_expect (coop, coop->tokens[1], "GET", "/tasks/1", NULL, 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "GET", "/tasks/7", NULL, 404, "ERR_NOT_FOUND");
  tasks = coop_node_get (coop, coop->tokens[1], "/tasks?mine=true&state=open");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (tasks->json)), >=, 1);
}

/* Whether a member has an address is shown to them, the address is not. */
static void
expect_token (CoopNode   *coop,
              guint       member,
              const char *begin)
{
  g_autoptr (MootTestReply) reply =
    coop_node_get (coop, coop->tokens[member], "/calendar/token");

  moot_test_assert_status (reply, 200);
  g_assert_true (g_str_has_prefix (reply->text, begin));
}

static void
test_calendar (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (MootTestReply) made = NULL;
  g_autoptr (MootTestReply) own = NULL;
  g_autoptr (MootTestReply) shown = NULL;
  g_autoptr (MootTestReply) again = NULL;
  g_autoptr (MootTestReply) after = NULL;
  const char *url;
  const char *path;

  coop_node_prepare_proposal (coop, "ordinary");
  moot_test_node_write (
    coop->node, run_sql,
    "INSERT INTO election (title, role, seats, rule, state, author_id, discussion_id, ballot_level,"
    " nominations_open_at, nominations_close_at, statements_close_at, roll_at, opens_at, closes_at,"
    " challenge_until, term_from, term_months, due_at, created_at, log_seq)"
    " SELECT 'Steering', 'steering', 1, 'irv', 'nominations', 1, 1, 'L0', 1, 4102444800000,"
    " 4102444800000, 4102444800000, 4102531200000, 4102617600000, 4102617600000, 4102617600000, 12,"
    " 4102444800000, 1,"
    " MAX(seq) FROM audit_entry");
  coop_node_expect (coop, NULL, "GET", "/calendar.ics", NULL, 401, NULL);
  coop_node_expect (coop, NULL, "GET", "/calendar.ics?token=wrong", NULL, 401, NULL);
  own = coop_node_get (coop, coop->tokens[1], "/calendar.ics");
  moot_test_assert_status (own, 200);
  g_assert_nonnull (strstr (own->text, "Vote ends: Boiler"));
  g_assert_nonnull (strstr (own->text, "Nominations end: Steering"));
  g_assert_nonnull (strstr (own->text, "Election ends: Steering"));

  coop_node_expect (coop, NULL, "GET", "/calendar/token", NULL, 401, NULL);
  coop_node_expect (coop, coop->stranger, "GET", "/calendar/token", NULL, 403, "ERR_NOT_MEMBER");
  expect_token (coop, 1, "{\"made_at\":null}");
  made = coop_node_send (coop, coop->tokens[1], "POST", "/calendar/token", "{}");
  moot_test_assert_status (made, 200);
  url = moot_test_reply_string (made, "url");
  path = strstr (url, "/calendar.ics");
  shown = coop_node_get (coop, NULL, path);
  moot_test_assert_status (shown, 200);
  g_assert_cmpstr (shown->text, !=, "");
  g_assert_nonnull (strstr (shown->text, "Vote ends: Boiler"));
  /* it opens nothing else */
  again = coop_node_get (coop, NULL, "/proposals/1");
  moot_test_assert_status (again, 401);
  expect_token (coop, 1, "{\"made_at\":\"20");
  expect_token (coop, 2, "{\"made_at\":null}");
  coop_node_expect (coop, coop->tokens[1], "DELETE", "/calendar/token", NULL, 200, NULL);
  after = coop_node_get (coop, NULL, path);
  moot_test_assert_status (after, 401);
}

/* The log ------------------------------------------------------------------------------------- */

static char *
sign_head (const MootPrivateKey *key,
           const char           *log_id,
           const char           *root,
           gint64                size)
{
  g_autofree char *payload = g_strdup_printf (
    "{\"log_id\":\"%s\",\"root\":\"%s\",\"tree_size\":%" G_GINT64_FORMAT "}", log_id, root, size);
  g_autoptr (GBytes) signature = moot_private_key_sign (key, payload, strlen (payload), NULL);

  return moot_base64url_encode (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
}

static void
test_witness (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (MootKeyPair) pair = moot_key_pair_new_ed25519 (NULL);
  g_autoptr (MootPrivateKey) key = moot_private_key_new_from_base64url (pair->private_key, NULL);
  g_autoptr (MootTestReply) head = coop_node_get (coop, NULL, "/log/sth");
  g_autoptr (MootTestReply) later = NULL;
  gsize n_bytes = 0;
  g_autofree guint8 *point = moot_base64url_decode (pair->public_key, &n_bytes);
  g_autofree char *sql = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *good = NULL;
  g_autofree char *forked = NULL;
  g_autofree char *other = NULL;
  GString *hex = g_string_new (NULL);
  const char *log_id = moot_test_reply_string (head, "log_id");
  const char *root = moot_test_reply_string (head, "root");
  gint64 size = json_object_get_int_member (moot_test_reply_object (head), "tree_size");

  g_assert_cmpuint (strlen (moot_test_reply_string (head, "sig")), ==, 86);
  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (hex, "%02x", point[i]);
  sql = g_strdup_printf ("INSERT INTO device_key (id, member_id, ed25519, added_at, log_seq)"
                         " VALUES (1, 2, '%s', 1, 0)",
                         hex->str);
  g_string_free (hex, TRUE);
  moot_test_node_write (coop->node, run_sql, sql);
  signature = sign_head (key, log_id, root, size);
  good = g_strdup_printf ("{\"tree_size\":%" G_GINT64_FORMAT
                          ",\"root\":\"%s\",\"key_id\":\"1\",\"ed25519\":\"%s\"}",
                          size, root, signature);
  forked = g_strdup_printf ("{\"tree_size\":%" G_GINT64_FORMAT
                            ",\"root\":\"%064d\",\"key_id\":\"1\",\"ed25519\":\"%s\"}",
                            size, 0, signature);
  other = g_strdup_printf ("{\"tree_size\":%" G_GINT64_FORMAT
                           ",\"root\":\"%s\",\"key_id\":\"1\",\"ed25519\":\"%s\"}",
                           size, root, "AAAA");
  coop_node_expect (coop, coop->tokens[1], "POST", "/log/cosign", "{}", 422, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/log/cosign", forked, 409, "ERR_STATE");
  coop_node_expect (coop, coop->tokens[1], "POST", "/log/cosign", other, 422, "ERR_SIGNATURE");
  /* of another's device */
  coop_node_expect (coop, coop->tokens[0], "POST", "/log/cosign", good, 422, "ERR_SIGNATURE");
  coop_node_expect (coop, coop->tokens[1], "POST", "/log/cosign", good, 200, NULL);
  later = coop_node_get (coop, NULL, "/log/sth");
  g_assert_cmpuint (
    json_array_get_length (json_object_get_array_member (moot_test_reply_object (later), "cosig")),
    ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_add_func ("/coop-powers/emergency", test_emergency);
  g_test_add_func ("/coop-powers/decided", test_decided);
  g_test_add_func ("/coop-powers/calendar", test_calendar);
  g_test_add_func ("/coop-powers/witness", test_witness);
  return g_test_run ();
}
