/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What every client asks first: instance, preferences, markers, discovery. */
#include "moot-test-node.h"

#include <string.h>

static void
test_instance (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  g_autoptr (MootTestReply) v2 = NULL;
  g_autoptr (MootTestReply) v1 = NULL;
  JsonObject *configuration;

  moot_test_node_add_user (node, "ada");
  v2 = moot_test_get (node, "/api/v2/instance", NULL);
  v1 = moot_test_get (node, "/api/v1/instance", NULL);
  moot_test_assert_status (v2, 200);
  moot_test_assert_status (v1, 200);
  g_assert_cmpstr (moot_test_reply_string (v2, "title"), ==, "Test moot");
  configuration = moot_json_get_object (moot_test_reply_object (v2), "configuration");
  g_assert_cmpint (
    moot_json_get_int (moot_json_get_object (configuration, "statuses"), "max_characters"), ==,
    5000);
  g_assert_true (g_str_has_prefix (moot_json_get_string (moot_json_get_object (configuration, "urls"), "streaming"), "ws://127.0.0.1:"));
  g_assert_true (moot_json_get_boolean (moot_json_get_object (configuration, "coop"), "enabled"));
  g_assert_cmpint (
    moot_json_get_int (moot_json_get_object (moot_test_reply_object (v1), "stats"), "user_count"),
    ==, 1);
  g_assert_nonnull (moot_json_get_object (
    moot_json_get_object (moot_test_reply_object (v1), "configuration"), "polls"));
}

/* Each of these is asked by some client at the start; a 404 or a wrong shape stops it. */
static const struct
{
  const char *path;
  const char *scopes;
  guint status;
  const char *text;
} cases[] = {
  { "/api/v1/custom_emojis", NULL, 200, "[]" },
  { "/api/v1/announcements", "read", 200, "[]" },
  { "/api/v1/announcements", NULL, 401, NULL },
  { "/api/v1/lists", "read", 200, "[]" },
  { "/api/v1/lists", "write", 403, NULL },
  { "/api/v2/filters", "read:filters", 200, "[]" },
  { "/api/v1/trends/tags", NULL, 200, "[]" },
  { "/api/v1/push/subscription", "push", 404, NULL },
  { "/api/v1/preferences", "read", 200, NULL },
  { "/api/v1/markers?timeline[]=home", "read", 200, "{}" },
  { "/.well-known/host-meta", NULL, 200, NULL },
  { "/nodeinfo/2.0", NULL, 200, NULL },
  { "/nodeinfo/2.1", NULL, 200, NULL },
};

static void
test_first_questions (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  gint64 ada = moot_test_node_add_user (node, "ada");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *token =
        cases[i].scopes != NULL ? moot_test_node_add_token (node, ada, cases[i].scopes) : NULL;
      g_autoptr (MootTestReply) reply = moot_test_get (node, cases[i].path, token);

      g_test_message ("%s", cases[i].path);
      moot_test_assert_status (reply, cases[i].status);
      if (cases[i].text != NULL)
        g_assert_cmpstr (reply->text, ==, cases[i].text);
    }
}

static void
test_markers (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  g_autofree char *token =
    moot_test_node_add_token (node, moot_test_node_add_user (node, "ada"), "read write");
  g_autoptr (MootTestReply) first = moot_test_post (
    node, "/api/v1/markers", token, "home[last_read_id]=12&notifications[last_read_id]=3");
  g_autoptr (MootTestReply) second = moot_test_send_json (node, "POST", "/api/v1/markers", token,
                                                          "{\"home\":{\"last_read_id\":\"15\"}}");
  g_autoptr (MootTestReply) bad = moot_test_post (
    node, "/api/v1/markers", token, "home[last_read_id]=99&notifications[last_read_id]=x");
  g_autoptr (MootTestReply) both =
    moot_test_get (node, "/api/v1/markers?timeline[]=home&timeline[]=notifications", token);
  JsonObject *home = moot_json_get_object (moot_test_reply_object (second), "home");

  moot_test_assert_status (first, 200);
  g_assert_cmpstr (moot_json_get_string (home, "last_read_id"), ==, "15");
  g_assert_cmpint (moot_json_get_int (home, "version"), ==, 2);
  g_assert_null (moot_json_get_object (moot_test_reply_object (second), "notifications"));
  moot_test_assert_status (bad, 422);
  /* nothing of the bad request was kept */
  g_assert_cmpstr (moot_json_get_string (
                     moot_json_get_object (moot_test_reply_object (both), "home"), "last_read_id"),
                   ==, "15");
  g_assert_cmpstr (
    moot_json_get_string (moot_json_get_object (moot_test_reply_object (both), "notifications"),
                          "last_read_id"),
    ==, "3");
}

static void
test_webfinger (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  const char *domain = node->base_url + strlen ("http://");
  const struct
  {
    char *resource;
    guint status;
  } resources[] = {
    { g_strdup_printf ("acct:ada@%s", domain), 200 },
    { g_strdup_printf ("acct:ADA@%s", domain), 200 },
    { g_strdup_printf ("ada@%s", domain), 200 },
    { g_strdup_printf ("%s/@ada", node->base_url), 200 },
    { g_strdup_printf ("%s/users/ada", node->base_url), 200 },
    { g_strdup_printf ("acct:bo@%s", domain), 404 },
    { g_strdup ("acct:ada@elsewhere.example"), 404 },
    { g_strdup ("acct:ada"), 404 },
    { g_strdup (""), 400 },
  };

  moot_test_node_add_user (node, "ada");
  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      g_autofree char *escaped = g_uri_escape_string (resources[i].resource, NULL, FALSE);
      g_autofree char *path = g_strconcat ("/.well-known/webfinger?resource=", escaped, NULL);
      g_autoptr (MootTestReply) reply = moot_test_get (node, path, NULL);

      g_test_message ("%s", resources[i].resource);
      moot_test_assert_status (reply, resources[i].status);
      if (resources[i].status == 200)
        {
          g_assert_cmpstr (reply->content_type, ==, "application/jrd+json");
          g_assert_nonnull (strstr (reply->text, "\"subject\":\"acct:ada@127.0.0.1:"));
        }
      g_free (resources[i].resource);
    }
}

/* Handles say coop.example, everything is at the host: both are answered for, the first is what
 * people are called. */
static void
test_split (void)
{
  static const struct
  {
    const char *query;
    const char *subject; /* NULL: nobody */
  } rows[] = {
    { "acct:rosa@coop.example", "acct:rosa@coop.example" },
    { "acct:Rosa@COOP.example", "acct:rosa@coop.example" },
    { "acct:rosa@@H@", "acct:rosa@coop.example" },
    { "@N@/users/rosa", "acct:rosa@coop.example" },
    { "acct:coop.example@coop.example", "acct:coop.example@coop.example" },
    { "acct:coop.example@@H@", "acct:coop.example@coop.example" },
    { "acct:rosa@other.example", NULL },
    { "acct:coop.example@other.example", NULL },
  };
  g_autoptr (MootTestNode) node = moot_test_node_new_split ("coop.example");
  gint64 rosa = moot_test_node_add_user (node, "rosa");
  g_autofree char *token = moot_test_node_add_token (node, rosa, "read");
  g_autoptr (MootTestReply) actor = moot_test_get_document (node, "/users/rosa");
  g_autofree char *id = g_strconcat (node->base_url, "/users/rosa", NULL);

  g_assert_cmpstr (moot_test_reply_string (actor, "id"), ==, id);
  g_assert_cmpstr (moot_test_reply_string (actor, "webfinger"), ==, "rosa@coop.example");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GString *resource = g_string_new (rows[i].query);
      g_autofree char *escaped = NULL;
      g_autofree char *path = NULL;
      g_autoptr (MootTestReply) reply = NULL;

      g_string_replace (resource, "@H@", node->base_url + strlen ("http://"), 0);
      g_string_replace (resource, "@N@", node->base_url, 0);
      escaped = g_uri_escape_string (resource->str, NULL, FALSE);
      g_string_free (resource, TRUE);
      path = g_strconcat ("/.well-known/webfinger?resource=", escaped, NULL);
      reply = moot_test_get_document (node, path);
      g_test_message ("%s", rows[i].query);
      moot_test_assert_status (reply, rows[i].subject != NULL ? 200 : 404);
      if (rows[i].subject != NULL)
        g_assert_cmpstr (moot_test_reply_string (reply, "subject"), ==, rows[i].subject);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path =
        g_strconcat ("/api/v1/accounts/lookup?acct=rosa@",
                     i == 0 ? "coop.example" : node->base_url + strlen ("http://"), NULL);
      g_autoptr (MootTestReply) found = moot_test_get (node, path, token);

      moot_test_assert_status (found, 200);
      g_assert_cmpstr (moot_test_reply_string (found, "acct"), ==, "rosa");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/node/instance", test_instance);
  g_test_add_func ("/node/first-questions", test_first_questions);
  g_test_add_func ("/node/markers", test_markers);
  g_test_add_func ("/node/webfinger", test_webfinger);
  g_test_add_func ("/federation/s2-split", test_split);
  return g_test_run ();
}
