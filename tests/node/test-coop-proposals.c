/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Discussing, proposing, voting and deciding over real HTTP, the vote closed by the node itself. */
#include "coop-node.h"

#include "moot-clock.h"

#define AGREE "{\"choices\":[{\"option_id\":\"1\",\"value\":1}],\"proposal_version\":1}"
#define BLOCK \
  "{\"choices\":[{\"option_id\":\"4\",\"value\":1}],\"proposal_version\":1,\"reason\":\"No.\"}"

static JsonObject *
get_object (MootTestReply *reply,
            const char    *name)
{
  return json_object_get_object_member (moot_test_reply_object (reply), name);
}

static void
wait_until_closed (CoopNode *coop)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (MootTestReply) reply = coop_node_get (coop, coop->tokens[0], "/proposals/1");

      if (g_strcmp0 (moot_test_reply_string (reply, "state"), "open") != 0)
        return;
      g_usleep (100 * 1000);
    }
  g_assert_not_reached ();
}

static void
test_life (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (MootTestReply) ballot = NULL;
  g_autoptr (MootTestReply) tally = NULL;
  g_autoptr (MootTestReply) proposal = NULL;
  g_autoptr (MootTestReply) outcome = NULL;
  g_autoptr (MootTestReply) ballots = NULL;
  g_autoptr (MootTestReply) unvoted = NULL;

  coop_node_prepare_proposal (coop, "large");
  unvoted = coop_node_get (coop, coop->tokens[2], "/proposals?state=open,closed&mine=unvoted");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (unvoted)), ==, 1);
  ballot = coop_node_send (coop, coop->tokens[0], "PUT", "/proposals/1/ballot", AGREE);
  moot_test_assert_status (ballot, 200);
  g_assert_cmpint (json_object_get_int_member (get_object (ballot, "receipt"), "tree_size"), ==,
                   json_object_get_int_member (moot_test_reply_object (ballot), "log_seq") + 1);
  coop_node_expect (coop, coop->tokens[0], "PUT", "/proposals/1/ballot", BLOCK, 200, NULL);
  coop_node_expect (coop, coop->tokens[0], "PUT", "/proposals/1/ballot", AGREE, 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "PUT", "/proposals/1/ballot", AGREE, 200, NULL);
  coop_node_expect (coop, coop->tokens[2], "GET", "/proposals/1/tally", NULL, 403, "ERR_HIDDEN");
  coop_node_expect (coop, coop->tokens[2], "GET", "/proposals/1/ballots", NULL, 403, "ERR_HIDDEN");
  coop_node_expect (coop, coop->tokens[2], "PUT", "/proposals/1/ballot", AGREE, 200, NULL);
  coop_node_expect (coop, coop->tokens[3], "PUT", "/proposals/1/ballot", AGREE, 200, NULL);

  /* a week later the schedule closes it without anybody asking */
  moot_clock_set_fake (g_get_real_time () / 1000 + 8 * MOOT_DAY);
  wait_until_closed (coop);
  coop_node_expect (coop, coop->tokens[3], "PUT", "/proposals/1/ballot", AGREE, 410, "ERR_CLOSED");
  tally = coop_node_get (coop, coop->tokens[2], "/proposals/1/tally");
  g_assert_cmpstr (moot_test_reply_string (tally, "verdict"), ==, "adopted");
  g_assert_true (json_object_get_boolean_member (moot_test_reply_object (tally), "final"));
  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (tally), "cast"), ==, 4);
  proposal = coop_node_get (coop, coop->tokens[2], "/proposals/1");
  g_assert_cmpstr (moot_test_reply_string (proposal, "state"), ==, "decided");
  outcome = coop_node_get (coop, coop->tokens[2], "/outcomes?in_force=true");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (outcome)), ==, 1);
  ballots = coop_node_get (coop, coop->tokens[2], "/proposals/1/ballots");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (ballots)), ==, 4);
  coop_node_expect (coop, coop->tokens[1], "POST", "/proposals/1/outcome",
                    "{\"statement\":\"We buy it in May.\",\"review_on\":\"2027-01-31\"}", 200,
                    NULL);
  coop_node_expect (coop, coop->tokens[2], "POST", "/proposals/1/outcome",
                    "{\"statement\":\"No.\"}", 403, "ERR_FORBIDDEN");
}

/* clang-format off */
static const struct
{
  guint member;
  const char *method;
  const char *path;
  const char *json;
  guint status;
  const char *word;
} refusals[] = {
  { 0, "GET",    "/proposals/99",            NULL,                                              404, "ERR_NOT_FOUND" },
  { 0, "GET",    "/proposals/x",             NULL,                                              404, "ERR_NOT_FOUND" },
  { 0, "GET",    "/discussions/99",          NULL,                                              404, "ERR_NOT_FOUND" },
  { 0, "GET",    "/discussions/99/comments", NULL,                                              404, "ERR_NOT_FOUND" },
  { 0, "GET",    "/comments/99",             NULL,                                              404, "ERR_NOT_FOUND" },
  { 0, "GET",    "/outcomes/99",             NULL,                                              404, "ERR_NOT_FOUND" },
  { 0, "GET",    "/bylaws/99",               NULL,                                              404, "ERR_NOT_FOUND" },
  { 0, "GET",    "/memberships/99",          NULL,                                              404, "ERR_NOT_FOUND" },
  { 0, "GET",    "/proposals/1/ballot",      NULL,                                              404, "ERR_NOT_FOUND" },
  { 0, "GET",    "/proposals/1/outcome",     NULL,                                              404, "ERR_NOT_FOUND" },
  { 0, "GET",    "/elections/99",            NULL,                                              404, "ERR_NOT_FOUND" },
  { 0, "GET",    "/candidacies/99",          NULL,                                              404, "ERR_NOT_FOUND" },
  { 0, "PATCH",  "/candidacies/99",          "{}",                                              404, "ERR_NOT_FOUND" },
  { 0, "POST",   "/elections/99/candidacies", "{}",                                             404, "ERR_NOT_FOUND" },
  { 0, "POST",   "/offices/99/resign",       "{}",                                              404, "ERR_NOT_FOUND" },
  { 2, "POST",   "/elections",               "{\"title\":\"a\",\"role\":\"steering\"}",         403, "ERR_FORBIDDEN" },
  { 0, "POST",   "/elections",               "{\"title\":\"a\"}",                               422, "ERR_BLANK" },
  { 0, "POST",   "/elections",               "{\"title\":\"a\",\"role\":\"steering\",\"opens_at\":\"soon\"}", 422, "ERR_INVALID" },
  { 0, "GET",    "/nothing",                 NULL,                                              404, NULL },
  { 0, "PUT",    "/proposals",               "{}",                                              405, NULL },
  { 0, "POST",   "/discussions",             "{\"title\":\"a\"}",                               422, "ERR_BLANK" },
  { 0, "POST",   "/discussions",             "{\"title\":\"a\",\"context\":\"b\",\"visibility\":\"secret\"}", 422, "ERR_INVALID" },
  { 0, "POST",   "/discussions",             "{\"title\":\"a\",\"context\":\"b\",\"tags\":[\"a b!\"]}", 422, "ERR_INVALID" },
  { 0, "POST",   "/discussions",             "{broken",                                         400, NULL },
  { 0, "POST",   "/discussions/1/comments",  "{}",                                              422, "ERR_BLANK" },
  { 0, "POST",   "/discussions/1/comments",  "{\"body\":\"a\",\"parent_id\":\"9\"}",            404, "ERR_NOT_FOUND" },
  { 0, "POST",   "/discussions/1/read",      "{\"ranges\":[[5,1]]}",                            422, "ERR_INVALID" },
  { 0, "POST",   "/discussions/1/read",      "{\"ranges\":\"all\"}",                            422, "ERR_INVALID" },
  { 2, "PATCH",  "/discussions/1",           "{\"title\":\"mine now\"}",                        403, "ERR_FORBIDDEN" },
  { 2, "DELETE", "/discussions/1",           NULL,                                              403, "ERR_FORBIDDEN" },
  { 1, "DELETE", "/discussions/1",           NULL,                                              409, "ERR_STATE" },
  { 1, "PATCH",  "/discussions/1",           "{\"pinned\":true}",                               403, "ERR_FORBIDDEN" },
  { 1, "PATCH",  "/proposals/1",             "{\"body\":\"changed\"}",                          409, "ERR_STATE" },
  { 1, "POST",   "/proposals/1/open",        "{}",                                              409, "ERR_STATE" },
  { 2, "POST",   "/proposals/1/withdraw",    "{}",                                              403, "ERR_FORBIDDEN" },
  { 1, "POST",   "/proposals/1/close",       "{}",                                              409, "ERR_TOO_EARLY" },
  { 1, "POST",   "/proposals",               "{\"discussion_id\":\"1\",\"title\":\"a\",\"class\":\"whim\"}",  422, "ERR_CLASS" },
  { 1, "POST",   "/proposals",               "{\"discussion_id\":\"1\",\"title\":\"a\",\"kind\":\"stv\"}",    422, "ERR_BLANK" },
  { 1, "POST",   "/proposals",               "{\"discussion_id\":\"1\",\"title\":\"a\",\"kind\":\"whim\"}",   422, "ERR_KIND" },
  { 1, "POST",   "/proposals",               "{\"discussion_id\":\"1\",\"title\":\"a\",\"kind\":\"irv\","
                                             "\"options\":[\"a\",\"b\",\"c\"],\"seats\":2}", 422, "ERR_INVALID" },
  { 0, "GET",    "/proposals/1/blt",         NULL,                                              403, "ERR_HIDDEN" },
  { 1, "POST",   "/proposals",               "{\"discussion_id\":\"1\",\"title\":\"a\",\"kind\":\"score\"}",  422, "ERR_BLANK" },
  { 1, "POST",   "/proposals",               "{\"discussion_id\":\"1\",\"title\":\"a\",\"kind\":\"score\","
                                             "\"options\":[\"a\",\"b\"],\"max_score\":5000}",     422, "ERR_INVALID" },
  { 1, "POST",   "/proposals",               "{\"discussion_id\":\"1\",\"title\":\"a\",\"kind\":\"dot\","
                                             "\"options\":[\"a\",\"a\"]}",                      409, "ERR_EXISTS" },
  { 1, "POST",   "/proposals",               "{\"discussion_id\":\"1\",\"title\":\"a\",\"kind\":\"time\","
                                             "\"options\":[\"soon\",\"late\"]}",                422, "ERR_INVALID" },
  { 1, "POST",   "/proposals",               "{\"discussion_id\":\"1\",\"title\":\"a\",\"kind\":\"choose\",\"options\":[[],{}]}", 422, "ERR_BLANK" },
  { 1, "POST",   "/proposals",               "{\"discussion_id\":\"1\",\"title\":\"\"}",        422, "ERR_BLANK" },
  { 1, "POST",   "/proposals",               "{\"title\":\"a\"}",                               404, "ERR_NOT_FOUND" },
  { 1, "POST",   "/proposals",               "{\"discussion_id\":\"1\",\"title\":\"a\",\"effect\":\"boom\"}", 422, "ERR_INVALID" },
  { 0, "PUT",    "/proposals/1/ballot",      "{\"choices\":[],\"proposal_version\":1}",         422, "ERR_BLANK" },
  { 0, "PUT",    "/proposals/1/ballot",      "{\"choices\":[{\"option_id\":\"1\"},{\"option_id\":\"2\"}],"
                                             "\"proposal_version\":1}",                           422, "ERR_TOO_MANY" },
  { 0, "PUT",    "/proposals/1/ballot",      "{\"choices\":[{\"option_id\":\"9\"}],\"proposal_version\":1}", 422, "ERR_INVALID" },
  { 0, "PUT",    "/proposals/1/ballot",      "{\"choices\":[{\"option_id\":\"4\"}],\"proposal_version\":1}", 422, "ERR_REASON_REQUIRED" },
  { 0, "PUT",    "/proposals/1/ballot",      "{\"choices\":[{\"option_id\":\"1\"}],\"proposal_version\":2}", 409, "ERR_VERSION" },
  { 0, "PUT",    "/proposals/1/ballot",      "{\"choices\":[{\"option_id\":\"1\"}]}",           422, "ERR_BLANK" },
  { 0, "PUT",    "/proposals/1/ballot",      "{\"choices\":[{\"option_id\":\"1\"}],\"proposal_version\":\"new\"}", 422, "ERR_INVALID" },
  { 0, "DELETE", "/proposals/1/ballot",      NULL,                                              404, "ERR_NOT_FOUND" },
};
/* clang-format on */

static void
test_refusals (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");

  coop_node_prepare_proposal (coop, "large");
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    coop_node_expect (coop, coop->tokens[refusals[i].member], refusals[i].method, refusals[i].path,
                      refusals[i].json, refusals[i].status, refusals[i].word);
}

/* A refusal says which field it is about. */
static void
test_details (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (MootTestReply) reply = coop_node_send (coop, coop->tokens[0], "POST", "/discussions",
                                                    "{\"title\":\" \",\"context\":\"b\"}");
  JsonArray *details;

  moot_test_assert_status (reply, 422);
  details = json_object_get_array_member (get_object (reply, "details"), "title");
  g_assert_cmpstr (
    json_object_get_string_member (json_array_get_object_element (details, 0), "error"), ==,
    "ERR_BLANK");
  g_assert_nonnull (moot_test_reply_string (reply, "error_description"));
}

static void
test_comments (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (MootTestReply) discussion = NULL;
  g_autoptr (MootTestReply) page = NULL;
  g_autoptr (MootTestReply) reacted = NULL;
  const char *link;

  coop_node_prepare_proposal (coop, "large");
  for (guint i = 0; i < 5; i++)
    coop_node_expect (coop, coop->tokens[i % 2], "POST", "/discussions/1/comments",
                      "{\"body\":\"*hm*\"}", 200, NULL);
  coop_node_expect (coop, coop->tokens[2], "POST", "/discussions/1/read",
                    "{\"ranges\":[[1,2],[4,4],[9,99]]}", 200, NULL);
  discussion = coop_node_get (coop, coop->tokens[2], "/discussions/1");
  g_assert_cmpint (json_object_get_int_member (get_object (discussion, "read"), "unread_count"), ==,
                   2);
  g_assert_cmpstr (
    json_object_get_string_member (get_object (discussion, "read"), "first_unread_id"), ==, "3");
  page = coop_node_get (coop, coop->tokens[2], "/discussions/1/comments?limit=2");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (page)), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (
                     json_array_get_object_element (moot_test_reply_array (page), 0), "id"),
                   ==, "5");
  link = soup_message_headers_get_one (page->headers, "Link");
  g_assert_nonnull (
    strstr (link, "/api/coop/v1/discussions/1/comments?limit=2&max_id=4>; rel=\"next\""));
  g_assert_nonnull (strstr (link, "min_id=5>; rel=\"prev\""));

  reacted = coop_node_send (coop, coop->tokens[2], "POST", "/comments/1/react", "{\"name\":\"👍\"}");
  g_assert_nonnull (strstr (reacted->text, "\"reactions\":[{\"name\":\"👍\",\"count\":1,\"me\":true,"
                                           "\"member_ids\":[\"3\"]}]"));
  coop_node_expect (coop, coop->tokens[1], "PATCH", "/comments/1", "{\"body\":\"no\"}", 403,
                    "ERR_FORBIDDEN");
  coop_node_expect (coop, coop->tokens[0], "PATCH", "/comments/1", "{\"body\":\"*yes*\"}", 200,
                    NULL);
  coop_node_expect (coop, coop->tokens[0], "DELETE", "/comments/1", NULL, 200, NULL);
  coop_node_expect (coop, coop->tokens[0], "PATCH", "/comments/1", "{\"body\":\"no\"}", 409,
                    "ERR_STATE");
  coop_node_expect (coop, coop->tokens[0], "PATCH", "/discussions/1", "{\"state\":\"locked\"}", 200,
                    NULL);
  coop_node_expect (coop, coop->tokens[2], "POST", "/discussions/1/comments", "{\"body\":\"but\"}",
                    409, "ERR_STATE");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/coop-proposals/life", test_life);
  g_test_add_func ("/coop-proposals/refusals", test_refusals);
  g_test_add_func ("/coop-proposals/details", test_details);
  g_test_add_func ("/coop-proposals/comments", test_comments);

  return g_test_run ();
}
