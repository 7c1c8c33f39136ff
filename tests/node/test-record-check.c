/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the co-op of another server proposes and decides, as members here get to know it: read,
 * checked beside everything else, and never believed before.  The paths carry the numbers of the
 * statements. */
#include "coop-node.h"
#include "inbox-case.h"

#include <string.h>

#define PATIENCE_US (60 * G_TIME_SPAN_SECOND)
#define STEP_US 20000
#define BALLOT "{\"choices\":[{\"option_id\":\"%u\",\"value\":1}],\"proposal_version\":1}"

/* Two nodes ----------------------------------------------------------------------------------- */

/* The post at home that says @value of @name beside it. */
static JsonObject *
wait_for (MootTestNode   *reader,
          const char     *token,
          const char     *type,
          const char     *name,
          const char     *value,
          MootTestReply **out_reply)
{
  const gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  while (g_get_monotonic_time () < deadline)
    {
      g_autoptr (MootTestReply) reply = moot_test_get (reader, "/api/v1/timelines/home", token);
      JsonArray *statuses = moot_test_reply_array (reply);

      for (guint i = 0; i < json_array_get_length (statuses); i++)
        {
          JsonObject *status = json_array_get_object_element (statuses, i);
          JsonObject *coop = json_object_has_member (status, "coop")
                               ? json_object_get_object_member (status, "coop")
                               : NULL;

          if (coop == NULL || strcmp (json_object_get_string_member (coop, "type"), type) != 0 ||
              g_strcmp0 (json_object_get_string_member (coop, name), value) != 0)
            continue;
          *out_reply = g_steal_pointer (&reply);
          return coop;
        }
      g_usleep (STEP_US);
    }
  g_error ("nobody said that the %s of a %s is %s", name, type, value);
}

static char *
follow_group (MootTestNode *reader,
              CoopNode     *coop)
{
  gint64 rosa = moot_test_node_add_user (reader, "rosa");
  char *token = moot_test_node_add_token (reader, rosa, "read write follow");
  g_autofree char *path =
    g_strdup_printf ("/api/v2/search?resolve=true&type=accounts&q=%s/groups/test_moot",
                     coop->node->base_url);
  g_autoptr (MootTestReply) found = moot_test_get (reader, path, token);
  JsonArray *accounts =
    json_object_get_array_member (moot_test_reply_object (found), "accounts");
  g_autofree char *follow = NULL;
  g_autoptr (MootTestReply) followed = NULL;

  g_assert_cmpuint (json_array_get_length (accounts), ==, 1);
  follow = g_strdup_printf (
    "/api/v1/accounts/%s/follow",
    json_object_get_string_member (json_array_get_object_element (accounts, 0), "id"));
  followed = moot_test_post (reader, follow, token, "");
  moot_test_assert_status (followed, 200);
  inbox_wait_for_count (reader, "follow WHERE accepted = 1", 1);
  return token;
}

static void
propose (CoopNode *coop,
         guint     n)
{
  g_autofree char *json = g_strdup_printf (
    "{\"discussion_id\":\"1\",\"title\":\"Boiler %u\",\"body\":\"Buy it\",\"class\":\"ordinary\"}",
    n);
  g_autofree char *open = g_strdup_printf ("/proposals/%u/open", n);

  coop_node_expect (coop, coop->tokens[1], "POST", "/proposals", json, 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", open, "{}", 200, NULL);
}

static void
decide (CoopNode *coop,
        guint     n,
        guint     option)
{
  g_autofree char *ballot = g_strdup_printf (BALLOT, option);
  g_autofree char *path = g_strdup_printf ("/proposals/%u/ballot", n);
  g_autofree char *close = g_strdup_printf ("/proposals/%u/close", n);

  for (guint i = 0; i < COOP_NODE_MEMBERS; i++)
    coop_node_expect (coop, coop->tokens[i], "PUT", path, ballot, 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", close, "{}", 200, NULL);
}

static void
check_proposal (JsonObject *proposal)
{
  JsonObject *rule = json_object_get_object_member (proposal, "rule");
  JsonArray *options = json_object_get_array_member (proposal, "options");

  g_assert_true (json_object_get_boolean_member (proposal, "remote"));
  g_assert_true (json_object_get_boolean_member (proposal, "advisory"));
  g_assert_false (json_object_has_member (proposal, "id"));
  g_assert_cmpint (json_object_get_int_member (proposal, "number"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (proposal, "revision"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (proposal, "eligible_count"), ==, COOP_NODE_MEMBERS);
  g_assert_cmpstr (json_object_get_string_member (proposal, "class"), ==, "ordinary");
  g_assert_cmpstr (json_object_get_string_member (proposal, "kind"), ==, "proposal");
  g_assert_true (json_object_has_member (rule, "id"));
  g_assert_nonnull (json_object_get_object_member (proposal, "quorum"));
  g_assert_nonnull (json_object_get_string_member (proposal, "closes_at"));
  g_assert_cmpstr (json_array_get_string_element (options, 0), ==, "agree");
}

static void
check_decision (JsonObject *decision)
{
  JsonArray *tally = json_object_get_array_member (decision, "tally");
  JsonObject *agree = json_array_get_object_element (tally, 0);

  g_assert_cmpstr (json_object_get_string_member (decision, "signature"), ==, "holds");
  g_assert_cmpstr (json_object_get_string_member (decision, "text"), ==, "agrees");
  g_assert_cmpstr (json_object_get_string_member (decision, "verdict"), ==, "adopted");
  g_assert_cmpint (json_object_get_int_member (decision, "cast_count"), ==, COOP_NODE_MEMBERS);
  g_assert_true (json_object_get_boolean_member (decision, "quorum_met"));
  g_assert_cmpstr (json_object_get_string_member (agree, "option"), ==, "agree");
  g_assert_cmpint (json_object_get_int_member (agree, "votes"), ==, COOP_NODE_MEMBERS);
}

static void
test_two_nodes (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (MootTestNode) reader = moot_test_node_new ();
  g_autofree char *token = follow_group (reader, coop);
  g_autoptr (MootTestReply) proposed = NULL;
  g_autoptr (MootTestReply) decided = NULL;

  coop_node_expect (
    coop, coop->tokens[1], "POST", "/discussions",
    "{\"title\":\"Heat\",\"context\":\"It is **cold**.\",\"visibility\":\"public\"}", 200, NULL);
  propose (coop, 1);
  check_proposal (wait_for (reader, token, "proposal", "text", "agrees", &proposed));
  decide (coop, 1, 1);
  check_decision (wait_for (reader, token, "outcome", "signature", "holds", &decided));
  propose (coop, 2);
  decide (coop, 2, 5);
  inbox_wait_for_count (reader, "status WHERE json_extract(coop, '$.signature') = 'holds'", 2);
  inbox_wait_for_count (reader, "status WHERE json_extract(coop, '$.chain') = 'first'", 1);
  inbox_wait_for_count (reader, "status WHERE json_extract(coop, '$.chain') = 'follows'", 1);
  inbox_wait_for_count (reader, "status WHERE json_extract(coop, '$.closed') = 1", 2);
  /* what is known to agree is not asked for again with each count of the poll */
  inbox_wait_for_count (reader, "status WHERE json_extract(coop, '$.text') = 'agrees'", 4);
}

/* Another server ------------------------------------------------------------------------------ */

#define GROUP ">UPDATE account SET kind = 'group' WHERE username = 'mira'"
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"
#define ONES "1111111111111111111111111111111111111111111111111111111111111111"
#define POST(type, id, more)                                                              \
  "{@AS@,'id':'@ME@/notes/" id "/" type "','type':'" type "','actor':'@ME@'," TO_ROSA     \
  ",'object':{@AS@,'id':'@ME@/notes/" id "','type':'Note','attributedTo':'@ME@'," TO_ROSA \
  ",'content':'x'" more "}}"
#define TEXT(uri) "'text':" uri ",'textHash':'sha-256:" ZEROS "'"
#define PROPOSAL(more) ",'folkmoot:proposal':{'number':12,'revision':1" more "}"
#define DECISION(previous, votes) \
  ",'folkmoot:decision':{'outcome':'adopted','tally':{'agree':" votes "}" previous "}"
#define AFTER(id, hash) ",'previous':'@ME@/notes/" id "','previousHash':'sha-256:" hash "'"
#define SERVED(id, more)                                                                  \
  "</users/mira/notes/" id " {@AS@,'id':'@ME@/notes/" id "','type':'Note','attributedTo'" \
  ":'@ME@'," TO_ROSA ",'content':'x'" more "}"
#define ARTICLE                                                                            \
  "</users/mira/texts/9 {@AS@,'id':'@ME@/texts/9','type':'Article','attributedTo':'@ME@'," \
  "'to':['@PUBLIC@'],'content':'Not what was announced'}"
#define SAYS(path, value) "status WHERE json_extract(coop, '$." path "') = '" value "'"
#define LONG_WORD ZEROS ZEROS

static const InboxCase cases[] = {
  { "s76-person-is-no-coop",
    NULL,
    { { NULL, NULL } },
    { FOLLOW, POST ("Create", "1", PROPOSAL ("," TEXT ("'@ME@/texts/9'"))) },
    .checks = { { "status WHERE uri LIKE '%/notes/1'", 1 },
                { "status WHERE coop IS NOT NULL", 0 },
                { "remote_record", 0 } } },
  { "s76-another-text",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW, ARTICLE, POST ("Create", "1", PROPOSAL ("," TEXT ("'@ME@/texts/9'"))) },
    .checks = { { SAYS ("text", "differs"), 1 } } },
  { "s76-no-text-there",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW, POST ("Create", "1", PROPOSAL ("," TEXT ("'@ME@/texts/9'"))) },
    .checks = { { SAYS ("text", "unreachable"), 1 } } },
  { "s76-text-of-another-server",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW, POST ("Create", "1", PROPOSAL ("," TEXT ("'@L@/users/mira/texts/9'"))) },
    .checks = { { SAYS ("text", "none"), 1 },
                { "status WHERE json_extract(coop, '$.text_uri') IS NULL", 1 } } },
  { "s76-nonsense-is-left-out",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW,
      POST ("Create",
            "1",
            ",'folkmoot:proposal':{'number':'twelve','revision':-3,'class':{'a':[]},'rule':{'id':"
            "'" LONG_WORD "','threshold':[3,4],'base':'<b>','x':{'y':1},'n':1.5},'quorum':7,"
            "'options':['agree','two words',{'z':1},'" LONG_WORD "'],'roll':'all',"
            "'opens':'tomorrow','textHash':'sha-256:nonsense','text':'javascript:x'}") },
    .checks = { { "status WHERE json_extract(coop, '$.number') IS NULL"
                  " AND json_extract(coop, '$.revision') IS NULL"
                  " AND json_extract(coop, '$.class') IS NULL"
                  " AND json_extract(coop, '$.rule') = '{\"threshold\":[3,4],\"base\":\"<b>\"}'"
                  " AND json_extract(coop, '$.quorum') IS NULL"
                  " AND json_extract(coop, '$.options') = '[\"agree\",null,null,null]'"
                  " AND json_extract(coop, '$.text') = 'none'"
                  " AND json_extract(coop, '$.opens_at') IS NULL AND coop IS NOT NULL",
                  1 } } },
  { "s76-both-at-once-are-neither",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW, POST ("Create", "1", PROPOSAL ("") DECISION ("", "1")) },
    .checks = { { "status WHERE uri LIKE '%/notes/1'", 1 },
                { "status WHERE coop IS NOT NULL", 0 } } },
  { "s78-nobody-signed-it",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW, SERVED ("1", DECISION ("", "3")), POST ("Create", "1", DECISION ("", "3")) },
    .checks = { { SAYS ("signature", "none"), 1 }, { SAYS ("chain", "first"), 1 } } },
  { "s78-signature-of-nobody",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW,
      SERVED ("1",
              DECISION ("", "3") ",'proof':{'type':'DataIntegrityProof','cryptosuite':"
                                 "'eddsa-jcs-2022','proofPurpose':'assertionMethod',"
                                 "'verificationMethod':'@ME@#main-key','created':"
                                 "'2026-01-01T00:00:00Z','proofValue':'z1'}"),
      POST ("Create", "1", DECISION ("", "3")) },
    .checks = { { SAYS ("signature", "fails"), 1 } } },
  { "s78-not-there-stays-unchecked",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW, POST ("Create", "1", DECISION ("", "3")) },
    .checks = { { SAYS ("signature", "unchecked"), 1 } } },
  { "s78-asked-again-when-somebody-looks",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW, POST ("Create", "1", DECISION ("", "3")), SERVED ("1", DECISION ("", "3")),
      "=UPDATE remote_record SET asked_at = 1", "!GET /api/v1/statuses/@S@" },
    .checks = { { SAYS ("signature", "none"), 1 } } },
  { "s78-another-before-it",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW, SERVED ("1", DECISION ("", "3")), POST ("Create", "1", DECISION ("", "3")),
      POST ("Create", "2", DECISION (AFTER ("1", ONES), "3")) },
    .checks = { { SAYS ("chain", "first"), 1 }, { SAYS ("chain", "broken"), 1 } } },
  { "s78-two-after-the-same",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW, POST ("Create", "2", DECISION (AFTER ("1", ONES), "3")),
      POST ("Create", "3", DECISION (AFTER ("1", ONES), "4")) },
    .checks = { { SAYS ("chain", "forked"), 2 } } },
  { "s78-the-one-before-comes-late",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW, POST ("Create", "2", DECISION (AFTER ("1", ONES), "3")),
      SERVED ("1", DECISION ("", "3")), POST ("Create", "1", DECISION ("", "3")) },
    .checks = { { SAYS ("chain", "broken"), 1 }, { SAYS ("chain", "first"), 1 } } },
  { "s78-never-edited",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW, POST ("Create", "1", DECISION ("", "3")),
      POST ("Update", "1", ",'updated':'2036-01-01T00:00:00Z'" DECISION ("", "99")) },
    .checks = { { "status WHERE json_extract(coop, '$.tally[0].votes') = 3", 1 } } },
  { "s76-another-text-later-is-looked-at-again",
    GROUP,
    { { NULL, NULL } },
    { FOLLOW, POST ("Create", "1", PROPOSAL ("," TEXT ("'@ME@/texts/8'"))), ARTICLE,
      POST ("Update",
            "1",
            ",'updated':'2036-01-01T00:00:00Z'" PROPOSAL ("," TEXT ("'@ME@/texts/9'"))) },
    .checks = { { SAYS ("text", "differs"), 1 }, { SAYS ("text", "unreachable"), 0 } } },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_add_func ("/record-check/s76-s78-two-nodes", test_two_nodes);
  inbox_cases_add ("/record-check/", cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
