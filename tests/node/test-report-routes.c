/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Telling the moderators, over real HTTP: who sees it, who is told elsewhere and in whose name, and
 * what is done about it. */
#include "coop-node.h"

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
    "INSERT INTO account (id, username, domain, uri, url, inbox_uri, created_at) VALUES"
    " (7001, 'mel', 'evil.example', 'https://evil.example/u/mel', 'https://evil.example/@mel',"
    "  'https://evil.example/u/mel/inbox', 1),"
    " (7002, 'kim', 'nice.example', 'https://nice.example/u/kim', 'https://nice.example/@kim',"
    "  'https://nice.example/u/kim/inbox', 1);"
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
  fixture->admin = moot_test_node_add_token (fixture->coop->node, fixture->coop->accounts[0],
                                             "read write admin:read admin:write");
  fixture->member = moot_test_node_add_token (fixture->coop->node, fixture->coop->accounts[1],
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
post (Fixture    *fixture,
      const char *token,
      const char *path,
      const char *form)
{
  return moot_test_request (fixture->coop->node, "POST", path, token,
                            form != NULL ? "application/x-www-form-urlencoded" : NULL, form);
}

static guint
count (Fixture    *fixture,
       const char *token,
       const char *path)
{
  g_autoptr (MootTestReply) reply = get (fixture, token, path);

  moot_test_assert_status (reply, 200);
  return json_array_get_length (moot_test_reply_array (reply));
}

static void
expect (Fixture    *fixture,
        const char *path,
        guint       status)
{
  g_autoptr (MootTestReply) reply = get (fixture, fixture->member, path);

  moot_test_assert_status (reply, status);
}

/* bo reports mel; returns the path of the report for moderators. */
static char *
add_report (Fixture    *fixture,
            const char *form)
{
  g_autoptr (MootTestReply) reply = post (fixture, fixture->member, "/api/v1/reports", form);

  moot_test_assert_status (reply, 200);
  return g_strdup_printf ("/api/v1/admin/reports/%s", moot_test_reply_string (reply, "id"));
}

/* s45: what leaves is signed by the node itself and names nobody of ours. */
static gboolean
check_flag (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  static const MootSql flags = {
    "test_flags", "SELECT o.account_id, o.actor, o.body, d.inbox FROM outgoing o"
                  " JOIN delivery d ON d.outgoing_id = o.id WHERE o.type = 'Flag'"
  };
  g_autoptr (MootRows) rows = moot_db_query (db, &flags, NULL, error);
  const char *body;

  g_assert_nonnull (rows);
  g_assert_true (moot_rows_next (rows, error));
  body = moot_rows_get_text (rows, "body");
  g_assert_cmpint (moot_rows_get_int (rows, "account_id"), ==, 0);
  g_assert_true (g_str_has_suffix (moot_rows_get_text (rows, "actor"), "/actor"));
  g_assert_cmpstr (moot_rows_get_text (rows, "inbox"), ==, "https://evil.example/u/mel/inbox");
  g_assert_nonnull (strstr (body, "https://evil.example/s/1"));
  g_assert_nonnull (strstr (body, "https://evil.example/u/mel"));
  g_assert_nonnull (strstr (body, "rude to newcomers"));
  g_assert_null (strstr (body, "/bo"));
  g_assert_false (moot_rows_next (rows, error));
  return TRUE;
}

static void
test_report (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path =
    add_report (fixture, "account_id=7001&status_ids[]=8001&comment=rude+to+newcomers"
                         "&category=violation&rule_ids[]=3&forward=true");
  g_autoptr (MootTestReply) shown = get (fixture, fixture->admin, path);
  g_autoptr (MootTestReply) told =
    get (fixture, fixture->admin, "/api/v1/notifications?types[]=admin.report");
  JsonObject *object = moot_test_reply_object (shown);
  JsonObject *notice;

  moot_test_assert_status (shown, 200);
  g_assert_cmpstr (json_object_get_string_member (object, "category"), ==, "violation");
  g_assert_cmpstr (json_object_get_string_member (object, "comment"), ==, "rude to newcomers");
  g_assert_true (json_object_get_boolean_member (object, "forwarded"));
  g_assert_false (json_object_get_boolean_member (object, "action_taken"));
  g_assert_cmpstr (
    json_object_get_string_member (json_object_get_object_member (object, "target_account"),
                                   "domain"),
    ==, "evil.example");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "statuses")), ==,
                    1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "rules")), ==, 1);

  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (told)), ==, 1);
  notice = json_array_get_object_element (moot_test_reply_array (told), 0);
  g_assert_cmpstr (
    json_object_get_string_member (json_object_get_object_member (notice, "report"), "category"),
    ==, "violation");
  g_assert_cmpuint (
    count (fixture, fixture->member, "/api/v1/notifications?types[]=admin.report"), ==, 0);
  moot_test_node_write (fixture->coop->node, check_flag, NULL);
}

static void
test_life (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct
  {
    const char *step;
    gboolean assigned;
    gboolean resolved;
  } steps[] = {
    { "assign_to_self", TRUE, FALSE },
    { "unassign", FALSE, FALSE },
    { "resolve", FALSE, TRUE },
    { "reopen", FALSE, FALSE },
  };
  g_autofree char *path = add_report (fixture, "account_id=7001");

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *step = g_strdup_printf ("%s/%s", path, steps[i].step);
      g_autoptr (MootTestReply) refused = post (fixture, fixture->member, step, NULL);
      g_autoptr (MootTestReply) reply = post (fixture, fixture->admin, step, NULL);
      JsonObject *object = moot_test_reply_object (reply);

      moot_test_assert_status (refused, 403);
      moot_test_assert_status (reply, 200);
      g_assert_cmpint (json_object_get_null_member (object, "assigned_account"), ==,
                       !steps[i].assigned);
      g_assert_cmpint (json_object_get_null_member (object, "action_taken_by_account"), ==,
                       !steps[i].resolved);
      g_assert_cmpint (json_object_get_boolean_member (object, "action_taken"), ==,
                       steps[i].resolved);
      g_assert_cmpuint (count (fixture, fixture->admin, "/api/v1/admin/reports"), ==,
                        steps[i].resolved ? 0 : 1);
      g_assert_cmpuint (count (fixture, fixture->admin, "/api/v1/admin/reports?resolved=true"), ==,
                        steps[i].resolved ? 1 : 0);
    }
  {
    g_autoptr (MootTestReply) moved =
      moot_test_request (fixture->coop->node, "PUT", path, fixture->admin,
                         "application/x-www-form-urlencoded", "category=spam");

    moot_test_assert_status (moved, 200);
    g_assert_cmpstr (moot_test_reply_string (moved, "category"), ==, "spam");
  }
}

static void
act (Fixture    *fixture,
     const char *account,
     const char *deed,
     const char *form)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/admin/accounts/%s/%s", account, deed);
  g_autoptr (MootTestReply) refused = post (fixture, fixture->member, path, form);
  g_autoptr (MootTestReply) reply = post (fixture, fixture->admin, path, form);

  moot_test_assert_status (refused, 403);
  moot_test_assert_status (reply, 200);
}

static void
test_measures (Fixture       *fixture,
               gconstpointer  data)
{
  const char *public = "/api/v1/timelines/public?remote=true";
  g_autofree char *bo =
    g_strdup_printf ("%" G_GINT64_FORMAT, fixture->coop->accounts[1]);

  g_free (add_report (fixture, "account_id=7001"));
  g_assert_cmpuint (count (fixture, fixture->member, public), ==, 2);
  act (fixture, "7001", "action", "type=silence");
  g_assert_cmpuint (count (fixture, fixture->member, public), ==, 1);
  expect (fixture, "/api/v1/statuses/8001", 200);
  g_assert_cmpuint (count (fixture, fixture->admin, "/api/v1/admin/reports"), ==, 0);
  g_assert_cmpuint (count (fixture, fixture->admin, "/api/v1/admin/accounts?silenced=true"), ==, 1);
  act (fixture, "7001", "unsilence", NULL);
  g_assert_cmpuint (count (fixture, fixture->member, public), ==, 2);

  act (fixture, "7001", "action", "type=suspend");
  expect (fixture, "/api/v1/statuses/8001", 404);
  act (fixture, "7001", "unsuspend", NULL);
  expect (fixture, "/api/v1/statuses/8001", 200);

  act (fixture, "7001", "action", "type=sensitive");
  {
    g_autoptr (MootTestReply) reply = get (fixture, fixture->member, "/api/v1/statuses/8001");

    g_assert_true (json_object_get_boolean_member (moot_test_reply_object (reply), "sensitive"));
  }
  act (fixture, "7001", "unsensitive", NULL);
  {
    g_autoptr (MootTestReply) reply = get (fixture, fixture->member, "/api/v1/statuses/8001");

    g_assert_false (json_object_get_boolean_member (moot_test_reply_object (reply), "sensitive"));
  }
  act (fixture, bo, "action", "type=disable");
  expect (fixture, "/api/v1/timelines/home", 403);
}

/* What a moderator deleted of another server is remembered, so that it is not taken in again. */
static gboolean
check_gone (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  static const MootSql query = { "test_gone", "SELECT uri, actor_uri, expires_at FROM gone" };
  g_autoptr (MootRows) rows = moot_db_query (db, &query, NULL, error);

  g_assert_nonnull (rows);
  g_assert_true (moot_rows_next (rows, error));
  g_assert_cmpstr (moot_rows_get_text (rows, "uri"), ==, "https://evil.example/s/1");
  g_assert_cmpstr (moot_rows_get_text (rows, "actor_uri"), ==, "https://evil.example/u/mel");
  g_assert_cmpint (moot_rows_get_int (rows, "expires_at"), ==, G_MAXINT64);
  g_assert_false (moot_rows_next (rows, error));
  return TRUE;
}

static void
delete_post (Fixture    *fixture,
             const char *id)
{
  g_autofree char *path = g_strdup_printf ("/api/folkmoot/v1/admin/statuses/%s", id);
  g_autofree char *shown = g_strdup_printf ("/api/v1/statuses/%s", id);
  g_autoptr (MootTestReply) refused =
    moot_test_request (fixture->coop->node, "DELETE", path, fixture->member, NULL, NULL);
  g_autoptr (MootTestReply) deleted = NULL;
  g_autoptr (MootTestReply) again = NULL;

  moot_test_assert_status (refused, 403);
  expect (fixture, shown, 200);
  deleted = moot_test_request (fixture->coop->node, "DELETE", path, fixture->admin, NULL, NULL);
  moot_test_assert_status (deleted, 200);
  expect (fixture, shown, 404);
  again = moot_test_request (fixture->coop->node, "DELETE", path, fixture->admin, NULL, NULL);
  moot_test_assert_status (again, 404);
}

static void
test_delete_posts (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *report = add_report (fixture, "account_id=7001&status_ids[]=8001");
  g_autoptr (MootTestReply) own = post (fixture, fixture->member, "/api/v1/statuses", "status=bad");
  g_autoptr (MootTestReply) left = NULL;
  g_autoptr (MootTestReply) log = NULL;

  moot_test_assert_status (own, 200);
  delete_post (fixture, moot_test_reply_string (own, "id"));
  delete_post (fixture, "8001");
  moot_test_node_write (fixture->coop->node, check_gone, NULL);
  left = get (fixture, fixture->admin, report);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                      moot_test_reply_object (left), "statuses")),
                    ==, 0);
  g_assert_false (
    json_object_get_boolean_member (moot_test_reply_object (left), "action_taken"));
  log =
    get (fixture, fixture->coop->tokens[0], "/api/coop/v1/audit?type=account.status_deleted");
  moot_test_assert_status (log, 200);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (log)), ==, 2);
}

static const struct
{
  const char *path;
  const char *form;
  guint status;
  const char *words;
} refusals[] = {
  { "/api/v1/reports", "account_id=99", 404, "" },
  { "/api/v1/reports", "", 404, "" },
  { "/api/v1/reports", "account_id=7001&status_ids[]=8002", 404, "" },
  { "/api/v1/reports", "account_id=7001&status_ids[]=x", 404, "" },
  { "/api/v1/reports", "account_id=7001&category=taste", 422, "Category" },
  { "/api/v1/admin/accounts/7001/action", "type=shoot", 422, "Type" },
  { "/api/v1/admin/accounts/7001/action", "type=disable", 422, "Only an account" },
  { "/api/v1/admin/accounts/99/action", "type=silence", 404, "" },
  { "/api/v1/admin/reports/99/resolve", NULL, 404, "" },
};

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *myself = g_strdup_printf ("/api/v1/admin/accounts/%" G_GINT64_FORMAT "/action",
                                             fixture->coop->accounts[0]);
  g_autoptr (MootTestReply) own = post (fixture, fixture->admin, myself, "type=suspend");

  moot_test_assert_status (own, 422);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (MootTestReply) reply =
        post (fixture, fixture->admin, refusals[i].path, refusals[i].form);

      g_test_message ("%s %s", refusals[i].path, refusals[i].form);
      moot_test_assert_status (reply, refusals[i].status);
      g_assert_nonnull (strstr (reply->text, refusals[i].words));
    }
  g_assert_cmpuint (count (fixture, fixture->admin, "/api/v1/admin/reports"), ==, 0);
}

static gboolean
add_held (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  return moot_db_execute (
    db,
    "INSERT INTO inbox_entry (id, signer_uri, host, activity_id, body, state, why, received_at) "
    "SELECT value, 'https://far.example/u/spam', 'far.example', value, "
    "CAST ('{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"https://far.example/a\","
    "\"type\":\"Create\",\"actor\":\"https://far.example/u/spam\",\"object\":{\"type\":\"Note\","
    "\"id\":\"https://far.example/n\",\"attributedTo\":\"https://far.example/u/spam\","
    "\"content\":\"<p>Cheap <b>watches</b></p>\"}}' AS BLOB), 'dropped', "
    "CASE value WHEN 3 THEN 'something else' ELSE 'held: wave' END, 1795000000000 "
    "FROM json_each ('[1, 2, 3]')",
    error);
}

/* What strangers wrote and nobody has seen: moderators let it in or do not, and the log says so,
 * with the server and the reason and none of the words. */
static void
test_held (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct
  {
    const char *method;
    const char *path;
    guint as_member;
    guint first;
    guint again;
    const char *log;
  } rows[] = {
    { "POST", "/api/folkmoot/v1/held_posts/1/let_in", 403, 200, 404, "post.let_in" },
    { "DELETE", "/api/folkmoot/v1/held_posts/2", 403, 200, 404, "post.dropped" },
  };
  g_autoptr (MootTestReply) list = NULL;
  g_autoptr (MootTestReply) hidden = get (fixture, fixture->member, "/api/folkmoot/v1/held_posts");
  JsonObject *held;

  moot_test_node_write (fixture->coop->node, add_held, NULL);
  moot_test_assert_status (hidden, 403);
  list = get (fixture, fixture->admin, "/api/folkmoot/v1/held_posts");
  moot_test_assert_status (list, 200);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (list)), ==, 2);
  held = json_array_get_object_element (moot_test_reply_array (list), 0);
  g_assert_cmpstr (json_object_get_string_member (held, "id"), ==, "2");
  g_assert_cmpstr (json_object_get_string_member (held, "reason"), ==, "wave");
  g_assert_cmpstr (json_object_get_string_member (held, "text"), ==, "Cheap watches");
  g_assert_cmpstr (json_object_get_string_member (held, "domain"), ==, "far.example");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *const tokens[] = { fixture->member, fixture->admin, fixture->admin };
      const guint wanted[] = { rows[i].as_member, rows[i].first, rows[i].again };

      for (guint n = 0; n < G_N_ELEMENTS (wanted); n++)
        {
          g_autoptr (MootTestReply) reply = moot_test_request (
            fixture->coop->node, rows[i].method, rows[i].path, tokens[n], NULL, NULL);

          moot_test_assert_status (reply, wanted[n]);
        }
      {
        g_autofree char *path = g_strconcat ("/log/entries?type=", rows[i].log, NULL);
        g_autoptr (MootTestReply) log =
          coop_node_get (fixture->coop, fixture->coop->tokens[1], path);

        moot_test_assert_status (log, 200);
        g_assert_nonnull (strstr (log->text, rows[i].log));
        g_assert_nonnull (strstr (log->text, "far.example"));
        g_assert_nonnull (strstr (log->text, "wave"));
        g_assert_null (strstr (log->text, "watches"));
      }
    }
  g_assert_cmpuint (count (fixture, fixture->admin, "/api/folkmoot/v1/held_posts"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add ("/reports/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("s45-forwarded", test_report);
  ADD ("life", test_life);
  ADD ("measures", test_measures);
  ADD ("delete-posts", test_delete_posts);
  ADD ("held", test_held);
  ADD ("refusals", test_refusals);
#undef ADD
  return g_test_run ();
}
