/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Blocking servers over real HTTP: who may, what it does to what members see, and that it is in the
 * log. */
#include "coop-node.h"
#include "inbox-peer.h"
#include "moot-domain-policy.h"

#include <string.h>

typedef struct
{
  CoopNode *coop;
  char *admin;  /* ada, who holds the office */
  char *member; /* bo, with the same scopes */
} Fixture;

static gboolean
add_remote (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  return moot_db_execute (
    db,
    "INSERT INTO account (id, username, domain, uri, url, created_at) VALUES"
    " (7001, 'mel', 'evil.example', 'https://evil.example/u/mel', 'https://evil.example/@mel', 1),"
    " (7002, 'kim', 'nice.example', 'https://nice.example/u/kim', 'https://nice.example/@kim', 1);"
    "INSERT INTO status (id, account_id, uri, created_at, thread_id, visibility, local, listed,"
    " content) VALUES"
    " (8001, 7001, 'https://evil.example/s/1', 1, 8001, 0, 0, 1, '<p>evil</p>'),"
    " (8002, 7002, 'https://nice.example/s/1', 1, 8002, 0, 0, 1, '<p>nice</p>')",
    error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->coop = coop_node_new ("tiny");
  fixture->admin =
    moot_test_node_add_token (fixture->coop->node, fixture->coop->accounts[0],
                              "read write admin:read admin:write");
  fixture->member =
    moot_test_node_add_token (fixture->coop->node, fixture->coop->accounts[1],
                              "read write admin:read admin:write");
  moot_test_node_write (fixture->coop->node, add_remote, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  coop_node_free (fixture->coop);
  g_free (fixture->admin);
  g_free (fixture->member);
}

static MootTestReply *
get (Fixture    *fixture,
     const char *token,
     const char *path)
{
  return moot_test_get (fixture->coop->node, path, token);
}

static MootTestReply *
send (Fixture    *fixture,
      const char *token,
      const char *method,
      const char *path,
      const char *form)
{
  return moot_test_request (fixture->coop->node, method, path, token,
                            form != NULL ? "application/x-www-form-urlencoded" : NULL, form);
}

/* How many statuses a member finds in what the node knows of others. */
static guint
count_public (Fixture    *fixture,
              const char *token)
{
  g_autoptr (MootTestReply) reply = get (fixture, token, "/api/v1/timelines/public?remote=true");

  moot_test_assert_status (reply, 200);
  return json_array_get_length (moot_test_reply_array (reply));
}

static void
expect_status (Fixture    *fixture,
               const char *path,
               guint       status)
{
  g_autoptr (MootTestReply) reply = get (fixture, fixture->member, path);

  moot_test_assert_status (reply, status);
}

static void
test_life (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (MootTestReply) added =
    send (fixture, fixture->admin, "POST", "/api/v1/admin/domain_blocks",
          "domain=EVIL.example&severity=silence&public_comment=loud&obfuscate=true");
  g_autofree char *path = NULL;

  moot_test_assert_status (added, 200);
  g_assert_cmpstr (moot_test_reply_string (added, "domain"), ==, "evil.example");
  g_assert_cmpstr (moot_test_reply_string (added, "severity"), ==, "silence");
  g_assert_cmpuint (strlen (moot_test_reply_string (added, "digest")), ==, 64);
  path = g_strdup_printf ("/api/v1/admin/domain_blocks/%s", moot_test_reply_string (added, "id"));
  g_assert_cmpuint (count_public (fixture, fixture->member), ==, 1);
  expect_status (fixture, "/api/v1/statuses/8001", 200);

  {
    g_autoptr (MootTestReply) changed =
      send (fixture, fixture->admin, "PUT", path, "severity=suspend");
    g_autoptr (MootTestReply) shown = get (fixture, fixture->admin, path);
    g_autoptr (MootTestReply) listed = get (fixture, fixture->admin, "/api/v1/admin/domain_blocks");
    g_autoptr (MootTestReply) open = get (fixture, NULL, "/api/v1/instance/domain_blocks");

    moot_test_assert_status (changed, 200);
    g_assert_cmpstr (moot_test_reply_string (shown, "severity"), ==, "suspend");
    g_assert_cmpstr (moot_test_reply_string (shown, "public_comment"), ==, "loud");
    g_assert_cmpuint (json_array_get_length (moot_test_reply_array (listed)), ==, 1);
    g_assert_cmpstr (
      json_object_get_string_member (
        json_array_get_object_element (moot_test_reply_array (open), 0), "domain"),
      ==, "evi*.****ple");
  }
  expect_status (fixture, "/api/v1/statuses/8001", 404);
  g_assert_cmpuint (count_public (fixture, fixture->member), ==, 1);

  {
    g_autoptr (MootTestReply) removed = send (fixture, fixture->admin, "DELETE", path, NULL);
    g_autoptr (MootTestReply) missing = get (fixture, fixture->admin, path);

    moot_test_assert_status (removed, 200);
    moot_test_assert_status (missing, 404);
  }
  expect_status (fixture, "/api/v1/statuses/8001", 200);
  g_assert_cmpuint (count_public (fixture, fixture->member), ==, 2);
}

static const struct
{
  const char *method;
  const char *path;
  const char *form;
  guint status;
  const char *words;
} refusals[] = {
  { "POST", "/api/v1/admin/domain_blocks", "severity=suspend", 422, "can't be blank" },
  { "POST", "/api/v1/admin/domain_blocks", "domain=a%20b", 422, "not a valid domain" },
  { "POST", "/api/v1/admin/domain_blocks", "domain=127.0.0.1", 422, "own" },
  { "POST", "/api/v1/admin/domain_blocks", "domain=x.example&severity=deadly", 422, "Severity" },
  { "POST", "/api/v1/admin/domain_blocks", "domain=evil.example", 422, "stricter limits" },
  { "POST", "/api/v1/admin/domain_blocks", "domain=sub.evil.example&severity=silence", 422,
    "existing_domain_block" },
  { "GET", "/api/v1/admin/domain_blocks/99", NULL, 404, "" },
  { "DELETE", "/api/v1/admin/domain_allows/99", NULL, 404, "" },
  { "POST", "/api/v1/admin/domain_allows", "domain=%2f", 422, "not a valid domain" },
  { "POST", "/api/v1/domain_blocks", "", 422, "can't be blank" },
  { "DELETE", "/api/v1/domain_blocks?domain=x%2fy", NULL, 422, "not a valid domain" },
};

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (MootTestReply) added =
    send (fixture, fixture->admin, "POST", "/api/v1/admin/domain_blocks",
          "domain=evil.example&severity=suspend");

  moot_test_assert_status (added, 200);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (MootTestReply) reply = send (fixture, fixture->admin, refusals[i].method,
                                              refusals[i].path, refusals[i].form);

      g_test_message ("%s %s %s", refusals[i].method, refusals[i].path, refusals[i].form);
      moot_test_assert_status (reply, refusals[i].status);
      g_assert_nonnull (strstr (reply->text, refusals[i].words));
    }
}

/* A scope is not an office. */
static void
test_office (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *form;
  } rows[] = {
    { "GET", "/api/v1/admin/domain_blocks", NULL },
    { "POST", "/api/v1/admin/domain_blocks", "domain=nice.example&severity=suspend" },
    { "GET", "/api/v1/admin/domain_allows", NULL },
    { "POST", "/api/v1/admin/domain_allows", "domain=nice.example" },
    { "DELETE", "/api/v1/admin/domain_blocks/1", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MootTestReply) reply =
        send (fixture, fixture->member, rows[i].method, rows[i].path, rows[i].form);

      moot_test_assert_status (reply, 403);
    }
  g_assert_cmpuint (count_public (fixture, fixture->member), ==, 2);
}

static void
test_log (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (MootTestReply) added =
    send (fixture, fixture->admin, "POST", "/api/v1/admin/domain_blocks",
          "domain=evil.example&severity=suspend");
  g_autoptr (MootTestReply) log =
    coop_node_get (fixture->coop, fixture->coop->tokens[1], "/log/entries?type=domain.blocked");

  moot_test_assert_status (added, 200);
  moot_test_assert_status (log, 200);
  g_assert_nonnull (strstr (log->text, "evil.example"));
  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (added), "log_seq"), >, 0);
}

static void
test_own (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (MootTestReply) added =
    send (fixture, fixture->member, "POST", "/api/v1/domain_blocks?domain=Evil.example", NULL);
  g_autoptr (MootTestReply) listed = get (fixture, fixture->member, "/api/v1/domain_blocks");
  g_autoptr (MootTestReply) relationship =
    get (fixture, fixture->member, "/api/v1/accounts/relationships?id[]=7001");

  moot_test_assert_status (added, 200);
  g_assert_cmpstr (listed->text, ==, "[\"evil.example\"]");
  g_assert_nonnull (strstr (relationship->text, "\"domain_blocking\":true"));
  g_assert_cmpuint (count_public (fixture, fixture->member), ==, 1);
  g_assert_cmpuint (count_public (fixture, fixture->admin), ==, 2);
  {
    g_autoptr (MootTestReply) removed =
      send (fixture, fixture->member, "DELETE", "/api/v1/domain_blocks?domain=evil.example", NULL);

    moot_test_assert_status (removed, 200);
  }
  g_assert_cmpuint (count_public (fixture, fixture->member), ==, 2);
}

/* A list comes in as other servers publish it, and goes out the same way. */
static void
test_lists (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const path = "/api/folkmoot/v1/domain_blocks";
  static const char *const csv =
    "csv=%23domain,%23severity%0Aevil.example,suspend%0Aspam.example,silence%0A";
  static const gint64 n_new[] = { 2, 0 };
  static const char *const bad[] = { NULL, "csv=", "data=x" };
  g_autoptr (MootTestReply) exported = NULL;
  g_autoptr (MootTestReply) refused = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (n_new); i++)
    {
      g_autoptr (MootTestReply) reply = send (fixture, fixture->admin, "POST", path, csv);
      JsonObject *object = moot_test_reply_object (reply);

      moot_test_assert_status (reply, 200);
      g_assert_cmpint (json_object_get_int_member (object, "read"), ==, 2);
      g_assert_cmpint (json_object_get_int_member (object, "new"), ==, n_new[i]);
    }
  exported = get (fixture, fixture->admin, path);
  moot_test_assert_status (exported, 200);
  g_assert_nonnull (strstr (moot_test_reply_string (exported, "csv"), "evil.example,suspend"));
  g_assert_nonnull (strstr (moot_test_reply_string (exported, "csv"), "spam.example,silence"));
  refused = send (fixture, fixture->member, "POST", path, csv);
  moot_test_assert_status (refused, 403);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (MootTestReply) reply = send (fixture, fixture->admin, "POST", path, bad[i]);

      moot_test_assert_status (reply, 422);
    }
}

static const char *const severed_world[] = {
  "INSERT INTO follow (account_id, target_id, accepted, created_at) VALUES"
  " (@BO@, 7001, 1, 1), (7001, @BO@, 1, 1), (@ADA@, 7001, 0, 1), (@BO@, 7002, 1, 1),"
  " (7002, @ADA@, 1, 1)",
};

static gboolean
execute (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  return moot_db_execute (db, data, error);
}

/* Of whom follows ended by a decision is told, @notices times, with what is in @words. */
static void
expect_severed (Fixture    *fixture,
                const char *token,
                guint       n_notices,
                const char *words)
{
  g_autoptr (MootTestReply) notices =
    get (fixture, token, "/api/v1/notifications?types[]=severed_relationships");

  moot_test_assert_status (notices, 200);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (notices)), ==, n_notices);
  if (words != NULL && strstr (notices->text, words) == NULL)
    g_error ("'%s' is not in '%s'", words, notices->text);
}

/* Who loses follows by a decision is told which, and nobody else is. */
static void
test_severed (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const path = "/api/folkmoot/v1/severed_relationships/1";
  g_autoptr (GString) sql = g_string_new (severed_world[0]);
  g_autofree char *bo = g_strdup_printf ("%" G_GINT64_FORMAT, fixture->coop->accounts[1]);
  g_autofree char *ada = g_strdup_printf ("%" G_GINT64_FORMAT, fixture->coop->accounts[0]);
  g_autoptr (MootTestReply) suspended = NULL;
  g_autoptr (MootTestReply) shown = NULL;
  g_autoptr (MootTestReply) foreign = NULL;
  g_autoptr (MootTestReply) own = NULL;
  g_autoptr (MootTestReply) act = NULL;

  g_string_replace (sql, "@BO@", bo, 0);
  g_string_replace (sql, "@ADA@", ada, 0);
  moot_test_node_write (fixture->coop->node, execute, sql->str);
  suspended = send (fixture, fixture->admin, "POST", "/api/v1/admin/domain_blocks",
                    "domain=evil.example&severity=suspend");
  moot_test_assert_status (suspended, 200);
  expect_severed (fixture, fixture->member, 1,
                  "\"event\":{\"id\":\"1\",\"type\":\"domain_block\",\"purged\":false,"
                  "\"target_name\":\"evil.example\",\"followers_count\":1,"
                  "\"following_count\":1,\"created_at\":");
  expect_severed (fixture, fixture->admin, 0, NULL);
  shown = get (fixture, fixture->member, path);
  moot_test_assert_status (shown, 200);
  g_assert_nonnull (strstr (shown->text, "\"following\":[\"mel@evil.example\"],"
                                         "\"followers\":[\"mel@evil.example\"]"));
  foreign = get (fixture, fixture->admin, path);
  moot_test_assert_status (foreign, 404);

  own = send (fixture, fixture->member, "POST", "/api/v1/domain_blocks?domain=nice.example", NULL);
  moot_test_assert_status (own, 200);
  expect_severed (fixture, fixture->member, 2, "\"type\":\"user_domain_block\"");
  act = send (fixture, fixture->admin, "POST", "/api/v1/admin/accounts/7002/action",
              "type=suspend");
  moot_test_assert_status (act, 200);
  expect_severed (fixture, fixture->admin, 1, "\"target_name\":\"kim@nice.example\"");
}

static gboolean
close_doors (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  return moot_domain_policy_set_allowlist (db, TRUE, error);
}

/* Where only allowed servers are spoken to, whoever knocks is refused unasked, and on a list. */
static void
test_pending (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const path = "/api/folkmoot/v1/pending_hosts";
  g_autoptr (InboxPeer) peer = inbox_peer_new ();
  g_autoptr (MootTestReply) listed = NULL;
  g_autoptr (MootTestReply) refused = NULL;
  g_autoptr (MootTestReply) allowed = NULL;
  g_autoptr (MootTestReply) settled = NULL;
  JsonObject *first;

  moot_test_node_write (fixture->coop->node, close_doors, NULL);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (
      inbox_peer_post_as (peer, fixture->coop->node, "https://New.example/u/x#main-key", "/inbox",
                          "{@AS@,'id':'https://new.example/1','type':'Like',"
                          "'actor':'https://new.example/u/x','object':'@N@/users/ada'}"),
      ==, 403);
  listed = get (fixture, fixture->admin, path);
  moot_test_assert_status (listed, 200);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (listed)), ==, 1);
  first = json_array_get_object_element (moot_test_reply_array (listed), 0);
  g_assert_cmpstr (json_object_get_string_member (first, "domain"), ==, "new.example");
  g_assert_cmpint (json_object_get_int_member (first, "times"), ==, 1);
  g_assert_nonnull (json_object_get_string_member (first, "last_seen_at"));
  refused = get (fixture, fixture->member, path);
  moot_test_assert_status (refused, 403);
  allowed = send (fixture, fixture->admin, "POST", "/api/v1/admin/domain_allows",
                  "domain=new.example");
  moot_test_assert_status (allowed, 200);
  settled = get (fixture, fixture->admin, path);
  g_assert_cmpstr (settled->text, ==, "[]");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/federation/s72-block-from-silence-to-nothing-and-back", test_life);
  ADD ("/domain-routes/refusals", test_refusals);
  ADD ("/domain-routes/a-scope-is-no-office", test_office);
  ADD ("/domain-routes/decisions-are-in-the-log", test_log);
  ADD ("/federation/s72-member-blocks-a-domain-over-http", test_own);

  ADD ("/domain-routes/lists", test_lists);
  ADD ("/federation/s72-pending-hosts", test_pending);
  ADD ("/federation/s72-severed-follows-are-told", test_severed);
  return g_test_run ();
}
