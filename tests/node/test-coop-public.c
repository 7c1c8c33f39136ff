/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the co-op decides in public, as somebody on another server sees it: a poll that can be read
 * and answered, and the decision below it.  What they answer is shown apart and decides nothing.
 * The paths carry the number of the statement that each test proves. */
#include "coop-node.h"
#include "inbox-peer.h"

#include <string.h>

#define GROUP "@N@/groups/test_moot"
#define FOLLOW "{@AS@,'id':'@ME@#f/1','type':'Follow','actor':'@ME@','object':'" GROUP "'}"
#define AGREE                                                                         \
  "{@AS@,'id':'@ME@#v/%u/activity','type':'Create','actor':'@ME@','to':['" GROUP      \
  "'],'object':{'id':'@ME@#v/%u','type':'Note','name':'Agree','attributedTo':'@ME@'," \
  "'inReplyTo':'%s','to':['" GROUP "']}}"
#define BALLOT "{\"choices\":[{\"option_id\":\"1\",\"value\":1}],\"proposal_version\":1}"

static void
deliver (InboxPeer    *peer,
         MootTestNode *node,
         const char   *json)
{
  g_assert_cmpuint (inbox_peer_post (peer, node, json), ==, 202);
  inbox_settle (node);
}

/* The vote of somebody who is no member, in the @n th letter they send. */
static void
agree_from_outside (InboxPeer    *peer,
                    MootTestNode *node,
                    guint         n,
                    const char   *question)
{
  g_autofree char *json = g_strdup_printf (AGREE, n, n, question);

  deliver (peer, node, json);
}

/* The object of an activity that was delivered. */
static JsonObject *
object_of (const char  *activity,
           JsonNode   **out_node)
{
  *out_node = json_from_string (strstr (activity, "\r\n\r\n"), NULL);
  g_assert_nonnull (*out_node);
  return json_object_get_object_member (json_node_get_object (*out_node), "object");
}

static void
expect_votes (CoopNode *coop,
              gint64    outside,
              gint64    cast)
{
  g_autoptr (MootTestReply) reply = coop_node_get (coop, coop->tokens[0], "/proposals/1");
  JsonObject *proposal = moot_test_reply_object (reply);
  JsonObject *votes = json_object_get_object_member (proposal, "outside_votes");
  JsonObject *option =
    json_array_get_object_element (json_object_get_array_member (votes, "options"), 0);

  g_assert_true (json_object_get_boolean_member (votes, "advisory"));
  g_assert_cmpint (json_object_get_int_member (votes, "voters"), ==, outside);
  g_assert_cmpint (json_object_get_int_member (option, "votes"), ==, outside);
  g_assert_cmpint (json_object_get_int_member (proposal, "cast_count"), ==, cast);
}

/* How often a member sees a post of that sort at home. */
static guint
count_at_home (CoopNode   *coop,
               const char *type)
{
  g_autoptr (MootTestReply) reply =
    moot_test_get (coop->node, "/api/v1/timelines/home", coop->tokens[2]);
  JsonArray *statuses = json_node_get_array (reply->json);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (statuses); i++)
    {
      JsonObject *status = json_array_get_object_element (statuses, i);

      if (json_object_has_member (status, "coop") &&
          g_str_equal (json_object_get_string_member (
                         json_object_get_object_member (status, "coop"), "type"),
                       type))
        n++;
    }
  return n;
}

static void
propose (CoopNode *coop)
{
  coop_node_expect (
    coop, coop->tokens[1], "POST", "/discussions",
    "{\"title\":\"Heat\",\"context\":\"It is **cold**.\",\"visibility\":\"public\"}", 200, NULL);
  coop_node_expect (
    coop, coop->tokens[1], "POST", "/proposals",
    "{\"discussion_id\":\"1\",\"title\":\"Boiler\",\"body\":\"Buy it\",\"class\":\"ordinary\"}",
    200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/proposals/1/open", "{}", 200, NULL);
}

static void
check_documents (CoopNode   *coop,
                 const char *question,
                 const char *decision)
{
  g_autoptr (MootTestReply) text = moot_test_get_document (coop->node, "/coop/p/1/texts/1");
  g_autoptr (MootTestReply) none = moot_test_get_document (coop->node, "/coop/p/1/texts/2");
  g_autoptr (MootTestReply) alias = moot_test_get_document (coop->node, "/coop/p/1");
  g_autoptr (MootTestReply) all = moot_test_get_document (coop->node, "/coop/decisions");
  g_autoptr (MootTestReply) page =
    moot_test_get_document (coop->node, "/coop/decisions?page=true&min_id=0");
  g_autoptr (MootTestReply) stored =
    moot_test_get_document (coop->node, decision + strlen (coop->node->base_url));
  JsonArray *items =
    json_object_get_array_member (moot_test_reply_object (page), "orderedItems");

  g_assert_cmpstr (moot_test_reply_string (text, "type"), ==, "Article");
  moot_test_assert_status (none, 404);
  g_assert_cmpstr (moot_test_reply_string (alias, "id"), ==, question);
  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (all), "totalItems"), ==, 1);
  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (items, 0), ==, decision);
  g_assert_true (json_object_has_member (moot_test_reply_object (stored), "proof"));
}

static void
test_public (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (InboxPeer) peer = inbox_peer_new ();
  g_autofree char *question = NULL;
  g_autofree char *decided = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) question_node = NULL;
  g_autoptr (JsonNode) decision_node = NULL;
  g_autoptr (MootTestReply) refused = NULL;
  JsonObject *decision;

  deliver (peer, coop->node, FOLLOW);
  propose (coop);
  question = inbox_peer_wait_for (peer, "\"type\":\"Question\"");
  id = g_strdup (json_object_get_string_member (object_of (question, &question_node), "id"));
  g_assert_nonnull (strstr (question, "folkmoot:proposal"));
  g_assert_nonnull (strstr (question, "\"name\":\"Agree\""));
  g_assert_nonnull (strstr (question, "Boiler"));
  g_assert_cmpuint (count_at_home (coop, "proposal"), ==, 1);

  /* once, whatever is sent again */
  agree_from_outside (peer, coop->node, 1, id);
  expect_votes (coop, 1, 0);
  agree_from_outside (peer, coop->node, 1, id);
  agree_from_outside (peer, coop->node, 2, id);
  expect_votes (coop, 1, 0);

  /* members decide in the moot */
  path = g_strdup_printf ("/api/v1/polls/%" G_GINT64_FORMAT "/votes",
                          inbox_number (coop->node, "(SELECT MAX(id) FROM poll)"));
  refused = moot_test_post (coop->node, path, coop->tokens[2], "choices[]=0");
  moot_test_assert_status (refused, 422);
  for (guint i = 0; i < COOP_NODE_MEMBERS; i++)
    coop_node_expect (coop, coop->tokens[i], "PUT", "/proposals/1/ballot", BALLOT, 200, NULL);
  expect_votes (coop, 1, 4);
  g_assert_cmpuint (inbox_peer_count (peer, "\"type\":\"Question\""), >=, 1);

  coop_node_expect (coop, coop->tokens[1], "POST", "/proposals/1/close", "{}", 200, NULL);
  decided = inbox_peer_wait_for (peer, "folkmoot:decision");
  decision = object_of (decided, &decision_node);
  g_assert_cmpstr (json_object_get_string_member (decision, "inReplyTo"), ==, id);
  g_assert_true (json_object_has_member (decision, "proof"));
  g_assert_cmpint (
    json_object_get_int_member (
      json_object_get_object_member (json_object_get_object_member (decision, "folkmoot:decision"),
                                     "tally"),
      "agree"),
    ==, 4);
  expect_votes (coop, 1, 4);
  g_assert_cmpuint (count_at_home (coop, "proposal"), ==, 1);
  g_assert_cmpuint (count_at_home (coop, "outcome"), ==, 1);
  check_documents (coop, id, json_object_get_string_member (decision, "id"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_add_func ("/coop-public/s76-s77-s78-thread", test_public);
  return g_test_run ();
}
