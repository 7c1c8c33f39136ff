/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Between members over real HTTP: follow, ask, block, mute; what each is told; and finding them. */
#include "moot-test-node.h"

#include <string.h>

typedef struct
{
  MootTestNode *node;
  gint64 ada;
  gint64 bo;
  char *ada_token;
  char *bo_token;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->node = moot_test_node_new ();
  fixture->ada = moot_test_node_add_user (fixture->node, "ada");
  fixture->bo = moot_test_node_add_user (fixture->node, "bo");
  fixture->ada_token = moot_test_node_add_token (fixture->node, fixture->ada, "read write follow");
  fixture->bo_token = moot_test_node_add_token (fixture->node, fixture->bo, "read write follow");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  moot_test_node_free (fixture->node);
  g_free (fixture->ada_token);
  g_free (fixture->bo_token);
}

static MootTestReply *
act (Fixture    *fixture,
     const char *token,
     gint64      target,
     const char *verb,
     const char *form)
{
  g_autofree char *path =
    g_strdup_printf ("/api/v1/accounts/%" G_GINT64_FORMAT "/%s", target, verb);

  return moot_test_post (fixture->node, path, token, form);
}

static gboolean
is_set (MootTestReply *reply,
        const char    *name)
{
  moot_test_assert_status (reply, 200);
  return moot_json_get_boolean (moot_test_reply_object (reply), name);
}

static JsonObject *
only_notification (MootTestReply *reply)
{
  moot_test_assert_status (reply, 200);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (reply)), ==, 1);
  return json_array_get_object_element (moot_test_reply_array (reply), 0);
}

static void
test_follow_is_told (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (MootTestReply) followed =
    act (fixture, fixture->ada_token, fixture->bo, "follow", "reblogs=false");
  g_autoptr (MootTestReply) again = act (fixture, fixture->ada_token, fixture->bo, "follow", NULL);
  g_autoptr (MootTestReply) told =
    moot_test_get (fixture->node, "/api/v1/notifications", fixture->bo_token);
  g_autoptr (MootTestReply) not_told =
    moot_test_get (fixture->node, "/api/v1/notifications", fixture->ada_token);
  g_autoptr (MootTestReply) filtered = moot_test_get (
    fixture->node, "/api/v1/notifications?exclude_types[]=follow", fixture->bo_token);
  g_autoptr (MootTestReply) count =
    moot_test_get (fixture->node, "/api/v1/notifications/unread_count", fixture->bo_token);
  g_autoptr (MootTestReply) undone =
    act (fixture, fixture->ada_token, fixture->bo, "unfollow", NULL);
  JsonObject *notification = only_notification (told);

  g_assert_true (is_set (followed, "following"));
  g_assert_false (is_set (followed, "showing_reblogs"));
  g_assert_true (is_set (again, "showing_reblogs"));
  g_assert_cmpstr (moot_json_get_string (notification, "type"), ==, "follow");
  g_assert_cmpstr (moot_json_get_string (moot_json_get_object (notification, "account"), "acct"),
                   ==, "ada");
  g_assert_cmpstr (not_told->text, ==, "[]");
  g_assert_cmpstr (filtered->text, ==, "[]");
  g_assert_cmpstr (count->text, ==, "{\"count\":1}");
  g_assert_false (is_set (undone, "following"));
}

static void
test_dismiss_and_clear (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (MootTestReply) followed =
    act (fixture, fixture->ada_token, fixture->bo, "follow", NULL);
  g_autoptr (MootTestReply) told =
    moot_test_get (fixture->node, "/api/v1/notifications", fixture->bo_token);
  g_autofree char *path = g_strdup_printf ("/api/v1/notifications/%s",
                                           moot_json_get_string (only_notification (told), "id"));
  g_autofree char *dismiss_path = g_strconcat (path, "/dismiss", NULL);
  g_autoptr (MootTestReply) shown = moot_test_get (fixture->node, path, fixture->bo_token);
  g_autoptr (MootTestReply) stranger = moot_test_get (fixture->node, path, fixture->ada_token);
  g_autoptr (MootTestReply) not_mine =
    moot_test_post (fixture->node, dismiss_path, fixture->ada_token, NULL);
  g_autoptr (MootTestReply) dismissed =
    moot_test_post (fixture->node, dismiss_path, fixture->bo_token, NULL);
  g_autoptr (MootTestReply) gone = moot_test_get (fixture->node, path, fixture->bo_token);
  g_autoptr (MootTestReply) cleared =
    moot_test_post (fixture->node, "/api/v1/notifications/clear", fixture->bo_token, NULL);

  moot_test_assert_status (followed, 200);
  moot_test_assert_status (shown, 200);
  moot_test_assert_status (stranger, 404);
  moot_test_assert_status (not_mine, 404);
  moot_test_assert_status (dismissed, 200);
  moot_test_assert_status (gone, 404);
  moot_test_assert_status (cleared, 200);
}

static void
test_locked_account (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (MootTestReply) locked =
    moot_test_request (fixture->node, "PATCH", "/api/v1/accounts/update_credentials",
                       fixture->bo_token, "application/x-www-form-urlencoded", "locked=true");
  g_autoptr (MootTestReply) asked = act (fixture, fixture->ada_token, fixture->bo, "follow", NULL);
  g_autoptr (MootTestReply) requests =
    moot_test_get (fixture->node, "/api/v1/follow_requests", fixture->bo_token);
  g_autofree char *path =
    g_strdup_printf ("/api/v1/follow_requests/%" G_GINT64_FORMAT "/authorize", fixture->ada);
  g_autoptr (MootTestReply) accepted =
    moot_test_post (fixture->node, path, fixture->bo_token, NULL);
  g_autoptr (MootTestReply) twice = moot_test_post (fixture->node, path, fixture->bo_token, NULL);

  moot_test_assert_status (locked, 200);
  g_assert_true (is_set (asked, "requested"));
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (requests)), ==, 1);
  g_assert_true (is_set (accepted, "followed_by"));
  moot_test_assert_status (twice, 404);
}

static void
test_block_and_mute (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (MootTestReply) followed =
    act (fixture, fixture->bo_token, fixture->ada, "follow", NULL);
  g_autoptr (MootTestReply) blocked = act (fixture, fixture->ada_token, fixture->bo, "block", NULL);
  g_autoptr (MootTestReply) refused =
    act (fixture, fixture->bo_token, fixture->ada, "follow", NULL);
  g_autoptr (MootTestReply) list =
    moot_test_get (fixture->node, "/api/v1/blocks", fixture->ada_token);
  g_autoptr (MootTestReply) unblocked =
    act (fixture, fixture->ada_token, fixture->bo, "unblock", NULL);
  g_autoptr (MootTestReply) muted =
    act (fixture, fixture->ada_token, fixture->bo, "mute", "duration=3600&notifications=false");
  g_autoptr (MootTestReply) oneself = act (fixture, fixture->ada_token, fixture->ada, "mute", NULL);
  g_autoptr (MootTestReply) noted =
    act (fixture, fixture->ada_token, fixture->bo, "note", "comment=met+at+the+fair");
  g_autoptr (MootTestReply) nobody = act (fixture, fixture->ada_token, 12345, "follow", NULL);

  moot_test_assert_status (followed, 200);
  g_assert_true (is_set (blocked, "blocking"));
  g_assert_false (is_set (blocked, "followed_by"));
  moot_test_assert_status (refused, 403);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (list)), ==, 1);
  g_assert_false (is_set (unblocked, "blocking"));
  g_assert_true (is_set (muted, "muting"));
  g_assert_false (is_set (muted, "muting_notifications"));
  moot_test_assert_status (oneself, 422);
  g_assert_cmpstr (moot_test_reply_string (noted, "note"), ==, "met at the fair");
  moot_test_assert_status (nobody, 404);
}

static void
test_relationships (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = g_strdup_printf (
    "/api/v1/accounts/relationships?id[]=999&id[]=%" G_GINT64_FORMAT "&id[]=x", fixture->bo);
  g_autoptr (MootTestReply) reply = moot_test_get (fixture->node, path, fixture->ada_token);
  g_autoptr (MootTestReply) none =
    moot_test_get (fixture->node, "/api/v1/accounts/relationships", fixture->ada_token);

  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (reply)), ==, 1);
  g_assert_cmpstr (none->text, ==, "[]");
}

static const struct
{
  const char *query;
  guint n_accounts;
} searches[] = {
  { "q=ada", 1 },
  { "q=%40BO", 1 },
  { "q=nobody", 0 },
  { "q=", 0 },
  { "q=%23ada", 0 },
  { "q=ada&type=hashtags", 0 },
  { "q=ada&type=accounts", 1 },
  { "q=ada&offset=5", 0 },
};

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *address =
    g_strdup_printf ("/api/v2/search?resolve=true&q=%s/@ada", fixture->node->base_url);
  g_autoptr (MootTestReply) by_address = moot_test_get (fixture->node, address, fixture->ada_token);

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *path = g_strconcat ("/api/v2/search?", searches[i].query, NULL);
      g_autoptr (MootTestReply) reply = moot_test_get (fixture->node, path, fixture->ada_token);
      JsonObject *found = NULL;

      g_test_message ("%s", searches[i].query);
      moot_test_assert_status (reply, 200);
      found = moot_test_reply_object (reply);
      g_assert_cmpuint (json_array_get_length (moot_json_get_array (found, "accounts")), ==,
                        searches[i].n_accounts);
      g_assert_nonnull (moot_json_get_array (found, "statuses"));
      g_assert_nonnull (moot_json_get_array (found, "hashtags"));
    }
  g_assert_cmpuint (
    json_array_get_length (moot_json_get_array (moot_test_reply_object (by_address), "accounts")),
    ==, 1);
}

/* Lists --------------------------------------------------------------------------------------- */

static guint
count_home (Fixture    *fixture,
            const char *path)
{
  g_autoptr (MootTestReply) reply = moot_test_get (fixture->node, path, fixture->ada_token);

  moot_test_assert_status (reply, 200);
  return json_array_get_length (moot_test_reply_array (reply));
}

static MootTestReply *
send (Fixture    *fixture,
      const char *method,
      const char *path,
      const char *json)
{
  return moot_test_send_json (fixture->node, method, path, fixture->ada_token, json);
}

static void
expect (Fixture    *fixture,
        const char *method,
        const char *path,
        const char *json,
        guint       status)
{
  g_autoptr (MootTestReply) reply = send (fixture, method, path, json);

  g_test_message ("%s %s %s", method, path, json);
  moot_test_assert_status (reply, status);
}

/* bo is on a list of ada's: what he wrote is on it, and at home unless the list keeps it. */
static void
test_lists (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *on_it = g_strdup_printf ("{\"account_ids\":[\"%" G_GINT64_FORMAT "\"]}",
                                            fixture->bo);
  g_autoptr (MootTestReply) list =
    send (fixture, "POST", "/api/v1/lists", "{\"title\":\" Board \"}");
  const char *id = moot_test_reply_string (list, "id");
  g_autofree char *path = g_strconcat ("/api/v1/lists/", id, NULL);
  g_autofree char *accounts = g_strconcat (path, "/accounts", NULL);
  g_autofree char *timeline = g_strconcat ("/api/v1/timelines/list/", id, NULL);
  g_autofree char *of_bo =
    g_strdup_printf ("/api/v1/accounts/%" G_GINT64_FORMAT "/lists", fixture->bo);

  moot_test_assert_status (list, 200);
  g_assert_cmpstr (moot_test_reply_string (list, "title"), ==, "Board");
  g_assert_cmpstr (moot_test_reply_string (list, "replies_policy"), ==, "list");
  expect (fixture, "POST", "/api/v1/lists", "{\"title\":\"  \"}", 422);
  expect (fixture, "POST", "/api/v1/lists", "{\"title\":\"x\",\"replies_policy\":\"all\"}", 422);
  expect (fixture, "POST", accounts, on_it, 404); /* ada does not follow bo */
  moot_test_reply_free (act (fixture, fixture->ada_token, fixture->bo, "follow", NULL));
  expect (fixture, "POST", accounts, on_it, 200);
  expect (fixture, "POST", accounts, on_it, 200);
  g_assert_cmpuint (count_home (fixture, accounts), ==, 1);
  g_assert_cmpuint (count_home (fixture, of_bo), ==, 1);
  moot_test_reply_free (
    moot_test_post (fixture->node, "/api/v1/statuses", fixture->bo_token, "status=from+bo"));
  moot_test_reply_free (
    moot_test_post (fixture->node, "/api/v1/statuses", fixture->ada_token, "status=from+ada"));
  g_assert_cmpuint (count_home (fixture, timeline), ==, 1);
  g_assert_cmpuint (count_home (fixture, "/api/v1/timelines/home"), ==, 2);
  expect (fixture, "PUT", path, "{\"exclusive\":true}", 200);
  g_assert_cmpuint (count_home (fixture, "/api/v1/timelines/home"), ==, 1);
  g_assert_cmpuint (count_home (fixture, timeline), ==, 1);
  {
    g_autoptr (MootTestReply) others =
      moot_test_get (fixture->node, path, fixture->bo_token);
    g_autoptr (MootTestReply) peeking =
      moot_test_get (fixture->node, timeline, fixture->bo_token);

    moot_test_assert_status (others, 404);
    moot_test_assert_status (peeking, 404);
  }
  expect (fixture, "DELETE", accounts, on_it, 200);
  g_assert_cmpuint (count_home (fixture, timeline), ==, 0);
  expect (fixture, "DELETE", path, NULL, 200);
  expect (fixture, "GET", path, NULL, 404);
}

/* Filters ------------------------------------------------------------------------------------- */

typedef struct
{
  const char *text;
  const char *matches; /* (nullable): the keyword */
} FilterCase;

/* What ada sees of a post of bo's in @path: the first word that matched, "" for none. */
static char *
dup_match (Fixture    *fixture,
           const char *path)
{
  g_autoptr (MootTestReply) reply = moot_test_get (fixture->node, path, fixture->ada_token);
  JsonObject *status;
  JsonArray *filtered;
  JsonArray *words;

  moot_test_assert_status (reply, 200);
  status = JSON_NODE_HOLDS_ARRAY (reply->json)
             ? json_array_get_object_element (moot_test_reply_array (reply), 0)
             : moot_test_reply_object (reply);
  filtered = json_object_get_array_member (status, "filtered");
  if (json_array_get_length (filtered) == 0)
    return g_strdup ("");
  words = json_object_get_array_member (json_array_get_object_element (filtered, 0),
                                        "keyword_matches");
  return g_strdup (json_array_get_string_element (words, 0));
}

static void
test_filters (Fixture       *fixture,
              gconstpointer  data)
{
  static const FilterCase cases[] = {
    { "No BEES here", "bees" },
    { "beeswax", "" },
    { "bees!", "bees" },
    { "Das ist GROSSARTIG", "großartig" },
    { "a c++ compiler", "c++" },
    { "quiet", "" },
    { "ungroßartiges", "großartig" },
  };
  g_autoptr (MootTestReply) filter =
    send (fixture, "POST", "/api/v2/filters",
          "{\"title\":\"Insects\",\"context\":[\"home\",\"thread\"],\"filter_action\":\"hide\","
          "\"keywords_attributes\":[{\"keyword\":\"bees\",\"whole_word\":true},"
          "{\"keyword\":\"großartig\",\"whole_word\":false},"
          "{\"keyword\":\"c++\",\"whole_word\":true}]}");
  const char *id = moot_test_reply_string (filter, "id");
  g_autofree char *path = g_strconcat ("/api/v2/filters/", id, NULL);
  g_autofree char *last = NULL;

  moot_test_assert_status (filter, 200);
  g_assert_cmpuint (
    json_array_get_length (
      json_object_get_array_member (moot_test_reply_object (filter), "keywords")),
    ==, 3);
  moot_test_reply_free (act (fixture, fixture->ada_token, fixture->bo, "follow", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *escaped = g_uri_escape_string (cases[i].text, NULL, FALSE);
      g_autofree char *form = g_strconcat ("status=", escaped, NULL);
      g_autoptr (MootTestReply) post =
        moot_test_post (fixture->node, "/api/v1/statuses", fixture->bo_token, form);
      g_autofree char *match = NULL;

      moot_test_assert_status (post, 200);
      g_assert_false (json_object_has_member (moot_test_reply_object (post), "filtered"));
      match = dup_match (fixture, "/api/v1/timelines/home?limit=1");
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (match, ==, cases[i].matches);
      g_free (last);
      last = g_strdup (moot_test_reply_string (post, "id"));
    }
  {
    /* not in this place */
    g_autofree char *elsewhere = dup_match (fixture, "/api/v1/timelines/public?limit=1");

    g_assert_cmpstr (elsewhere, ==, "");
  }
  {
    g_autoptr (MootTestReply) others = moot_test_get (fixture->node, path, fixture->bo_token);

    moot_test_assert_status (others, 404);
  }
  expect (fixture, "PUT", path, "{\"expires_in\":-1,\"context\":[\"public\"]}", 200);
  {
    g_autofree char *moved = dup_match (fixture, "/api/v1/timelines/public?limit=1");

    g_assert_cmpstr (moved, ==, "großartig");
  }
  expect (fixture, "POST", "/api/v2/filters", "{\"title\":\"\",\"context\":[\"home\"]}", 422);
  expect (fixture, "POST", "/api/v2/filters", "{\"title\":\"x\",\"context\":[\"cellar\"]}", 422);
  expect (fixture, "POST", "/api/v2/filters", "{\"title\":\"x\"}", 422);
  expect (fixture, "DELETE", path, NULL, 200);
  expect (fixture, "GET", path, NULL, 404);
}

/* The parts of a filter one by one, and a single post. */
static void
test_filter_parts (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (MootTestReply) filter =
    send (fixture, "POST", "/api/v2/filters", "{\"title\":\"One\",\"context\":[\"home\"]}");
  g_autofree char *path =
    g_strconcat ("/api/v2/filters/", moot_test_reply_string (filter, "id"), NULL);
  g_autofree char *keywords = g_strconcat (path, "/keywords", NULL);
  g_autofree char *statuses = g_strconcat (path, "/statuses", NULL);
  g_autoptr (MootTestReply) post =
    moot_test_post (fixture->node, "/api/v1/statuses", fixture->bo_token, "status=calm");
  g_autofree char *one =
    g_strdup_printf ("{\"status_id\":\"%s\"}", moot_test_reply_string (post, "id"));
  g_autofree char *shown =
    g_strconcat ("/api/v1/statuses/", moot_test_reply_string (post, "id"), NULL);
  g_autoptr (MootTestReply) keyword = send (fixture, "POST", keywords, "{\"keyword\":\"storm\"}");
  g_autofree char *word =
    g_strconcat ("/api/v2/filters/keywords/", moot_test_reply_string (keyword, "id"), NULL);
  g_autofree char *old =
    g_strconcat ("/api/v1/filters/", moot_test_reply_string (keyword, "id"), NULL);
  g_autoptr (MootTestReply) status = send (fixture, "POST", statuses, one);
  g_autofree char *part =
    g_strconcat ("/api/v2/filters/statuses/", moot_test_reply_string (status, "id"), NULL);

  moot_test_assert_status (keyword, 200);
  moot_test_assert_status (status, 200);
  expect (fixture, "POST", keywords, "{\"keyword\":\" \"}", 422);
  expect (fixture, "PUT", word, "{\"keyword\":\"calm\",\"whole_word\":true}", 200);
  {
    g_autoptr (MootTestReply) reply = moot_test_get (fixture->node, shown, fixture->ada_token);
    JsonObject *result = json_array_get_object_element (
      json_object_get_array_member (moot_test_reply_object (reply), "filtered"), 0);

    g_assert_cmpstr (json_array_get_string_element (
                       json_object_get_array_member (result, "keyword_matches"), 0),
                     ==, "calm");
    g_assert_cmpstr (json_array_get_string_element (
                       json_object_get_array_member (result, "status_matches"), 0),
                     ==, moot_test_reply_string (post, "id"));
  }
  expect (fixture, "GET", old, NULL, 200);
  expect (fixture, "GET", part, NULL, 200);
  expect (fixture, "DELETE", part, NULL, 200);
  expect (fixture, "GET", part, NULL, 404);
  expect (fixture, "DELETE", word, NULL, 200);
  expect (fixture, "GET", word, NULL, 404);
  expect (fixture, "GET", path, NULL, 200);
  g_assert_cmpuint (count_home (fixture, keywords), ==, 0);
  g_assert_cmpuint (count_home (fixture, statuses), ==, 0);
}

#define ADD(name, test) \
  g_test_add ("/node/relationships/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("follow-is-told", test_follow_is_told);
  ADD ("dismiss-and-clear", test_dismiss_and_clear);
  ADD ("locked-account", test_locked_account);
  ADD ("block-and-mute", test_block_and_mute);
  ADD ("relationships", test_relationships);
  ADD ("search", test_search);
  ADD ("lists", test_lists);
  ADD ("filters", test_filters);
  ADD ("filter-parts", test_filter_parts);
  return g_test_run ();
}
