/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is done with somebody's status needs their consent: quotes with stamps, and replies and
 * likes that a policy lets in or keeps out.  The paths carry the numbers of the statements. */
#include "inbox-case.h"

#include <string.h>

#define QUOTING NOTE ("5", ",'quote':" STATUS)
#define REQUEST                                                                 \
  "{@AS@,'id':'@ME@/q/1','type':'QuoteRequest','actor':'@ME@','object':" STATUS \
  ",'instrument':" QUOTING "}"
#define REQUEST_AGAIN                                                           \
  "{@AS@,'id':'@ME@/q/2','type':'QuoteRequest','actor':'@ME@','object':" STATUS \
  ",'instrument':" QUOTING "}"
#define ASKED                                                                            \
  "{'type':'QuoteRequest','id':'@N@/users/rosa/statuses/77/quote-request','actor':" ROSA \
  ",'object':'@ME@/notes/3'}"
#define ANSWER(type, more) \
  "{@AS@,'id':'@ME@#a/9','type':'" type "','actor':'@ME@','object':" ASKED more "}"

/* mira wants to be asked, rosa asks, and mira answers. */
#define ROSA_QUOTED(state)                                                                         \
  ROSA_WROTE "; INSERT INTO quote (status_id, quoted_uri, quoted_id, state, request_uri,"          \
             " authorization_uri, created_at) SELECT 77, s.uri, s.id, '" state "',"                \
             " (SELECT uri || '/statuses/77/quote-request' FROM account WHERE username = 'rosa')," \
             " a.uri || '/stamps/1', 1 FROM status s JOIN account a ON a.id = s.account_id"        \
             " WHERE s.uri LIKE '%/notes/3'"

#define FOLLOWS_MIRA                                                                   \
  "; INSERT INTO follow (account_id, target_id, uri, accepted, created_at)"            \
  " SELECT r.id, m.id, 'f', 1, 1 FROM account r JOIN account m ON m.username = 'mira'" \
  " WHERE r.username = 'rosa'"

#define QUOTE_STAMP(target)                                                       \
  "</users/mira/stamps/2 {@AS@,'id':'@ME@/stamps/2','type':'QuoteAuthorization'," \
  "'attributedTo':'@ME@','interactingObject':" STATUS ",'interactionTarget':'" target "'}"

/* tom wrote what mira quotes. */
#define TOMS_NOTE                                                                        \
  {                                                                                      \
    "/notes/9", "{@AS@,'id':'@P@/notes/9','type':'Note','attributedTo':'@P@/users/tom'," \
                "'to':['@PUBLIC@'],'content':'quoted'}"                                  \
  }
#define STAMP(author, quoting, quoted)                                                           \
  {                                                                                              \
    "/stamps/1", "{@AS@,'id':'@P@/stamps/1','type':'QuoteAuthorization','attributedTo':'" author \
                 "','interactingObject':'" quoting "','interactionTarget':'" quoted "'}"         \
  }
#define QUOTE(stamp) CREATE ("5", ",'quote':'@P@/notes/9','quoteAuthorization':" stamp)
#define QUOTED "quote WHERE state = 'accepted'"

static const InboxCase cases[] = {
  { "s50-request",
    ROSA_WROTE,
    { { NULL, NULL } },
    { REQUEST },
    .sent = { "/quote_authorizations/" },
    .checks = { { "quote_authorization WHERE revoked_at = 0", 1 },
                { QUOTED, 1 },
                { "notification WHERE type = 'quote'", 1 },
                { "status WHERE id = 77 AND quotes_count = 1", 1 } } },
  { "s50-request-denied",
    ONLY_ROSA ("quote"),
    { { NULL, NULL } },
    { REQUEST },
    .sent = { "\"Reject\"" },
    .checks = { { "quote_authorization", 0 }, { "quote", 0 } } },
  { "s50-claim-without-request",
    ROSA_WROTE,
    { { NULL, NULL } },
    { CREATE ("5", ",'quote':" STATUS ",'quoteAuthorization':'@ME@/stamps/1'") },
    .checks = { { "quote WHERE state = 'pending'", 1 },
                { "notification WHERE type = 'quote'", 0 } } },
  { "s50-stamp",
    NULL,
    { TOMS_NOTE, STAMP ("@P@/users/tom", "@ME@/notes/5", "@P@/notes/9") },
    { QUOTE ("'@P@/stamps/1'") },
    .checks = { { QUOTED, 1 } } },
  { "s50-stamp-of-another-author",
    NULL,
    { TOMS_NOTE, STAMP ("@ME@", "@ME@/notes/5", "@P@/notes/9") },
    { QUOTE ("'@P@/stamps/1'") },
    .sent = { "/stamps/1" },
    .checks = { { QUOTED, 0 }, { "quote WHERE state = 'pending'", 1 } } },
  { "s50-stamp-for-another-quote",
    NULL,
    { TOMS_NOTE, STAMP ("@P@/users/tom", "@ME@/notes/6", "@P@/notes/9") },
    { QUOTE ("'@P@/stamps/1'") },
    .sent = { "/stamps/1" },
    .checks = { { QUOTED, 0 }, { "quote WHERE state = 'pending'", 1 } } },
  { "s50-stamp-on-another-target",
    NULL,
    { TOMS_NOTE, STAMP ("@P@/users/tom", "@ME@/notes/5", "@P@/notes/8") },
    { QUOTE ("'@P@/stamps/1'") },
    .sent = { "/stamps/1" },
    .checks = { { QUOTED, 0 }, { "quote WHERE state = 'pending'", 1 } } },
  { "s50-stamp-on-another-host",
    NULL,
    { TOMS_NOTE,
      { "/stamps/1", "{@AS@,'id':'@L@/stamps/1','type':'QuoteAuthorization',"
                     "'attributedTo':'@P@/users/tom','interactingObject':'@ME@/notes/5',"
                     "'interactionTarget':'@P@/notes/9'}" } },
    { QUOTE ("'@L@/stamps/1'") },
    .sent = { "/notes/9" },
    .checks = { { QUOTED, 0 }, { "quote WHERE state = 'pending'", 1 } } },
  { "s50-stamp-embedded-only",
    NULL,
    { TOMS_NOTE, { NULL, NULL } },
    { QUOTE ("{'id':'@P@/stamps/1','type':'QuoteAuthorization','attributedTo':'@P@/users/tom',"
             "'interactingObject':'@ME@/notes/5','interactionTarget':'@P@/notes/9'}") },
    .sent = { "/stamps/1" },
    .checks = { { QUOTED, 0 }, { "quote WHERE state = 'pending'", 1 } } },
  { "s50-delete-of-the-stamp",
    ">" ROSA_QUOTED ("accepted"),
    { { NULL, NULL } },
    { CREATE ("3", ""), DO ("9", "Delete", "'@ME@/stamps/1'") },
    .checks = { { "quote WHERE state = 'revoked'", 1 } } },
  { "s50-accept",
    ">" ROSA_QUOTED ("pending"),
    { { NULL, NULL } },
    { CREATE ("3", ""), QUOTE_STAMP ("@ME@/notes/3"),
      ANSWER ("Accept", ",'result':'@ME@/stamps/2'") },
    .sent = { "\"quoteAuthorization\":" },
    .checks = { { "quote WHERE state = 'accepted' AND authorization_uri LIKE '%/stamps/2'", 1 } } },
  { "s50-accept-with-a-stamp-for-something-else",
    ">" ROSA_QUOTED ("pending"),
    { { NULL, NULL } },
    { CREATE ("3", ""), QUOTE_STAMP ("@ME@/notes/4"),
      ANSWER ("Accept", ",'result':'@ME@/stamps/2'") },
    .sent = { "GET /users/mira/stamps/2" },
    .checks = { { "quote WHERE state = 'pending'", 1 },
                { "inbox_entry WHERE state = 'dropped'", 1 } } },
  { "s50-accept-with-a-stamp-that-is-not-there",
    ">" ROSA_QUOTED ("pending"),
    { { NULL, NULL } },
    { CREATE ("3", ""), ANSWER ("Accept", ",'result':'@ME@/stamps/2'") },
    .sent = { "GET /users/mira/stamps/2" },
    .checks = { { "quote WHERE state = 'pending'", 1 } } },
  { "s50-accept-without-stamp",
    ">" ROSA_QUOTED ("pending"),
    { { NULL, NULL } },
    { CREATE ("3", ""), ANSWER ("Accept", "") },
    .checks = { { "quote WHERE state = 'pending'", 1 } } },
  { "s50-accept-with-stamp-of-another-host",
    ">" ROSA_QUOTED ("pending"),
    { { NULL, NULL } },
    { CREATE ("3", ""), ANSWER ("Accept", ",'result':'https://other.example/stamps/2'") },
    .checks = { { "quote WHERE state = 'pending'", 1 } } },
  { "s50-reject",
    ">" ROSA_QUOTED ("pending"),
    { { NULL, NULL } },
    { CREATE ("3", ""), ANSWER ("Reject", "") },
    .checks = { { "quote WHERE state = 'rejected'", 1 } } },
  { "s50-accept-by-somebody-followed",
    ">" ROSA_QUOTED ("pending") FOLLOWS_MIRA,
    { { NULL, NULL } },
    { CREATE ("3", ""), QUOTE_STAMP ("@ME@/notes/3"),
      ANSWER ("Accept", ",'result':'@ME@/stamps/2'") },
    .sent = { "\"quoteAuthorization\":" },
    .checks = { { "quote WHERE state = 'accepted'", 1 },
                { "follow WHERE accepted = 1 AND uri = 'f'", 1 } } },
  { "s50-reject-by-somebody-followed",
    ">" ROSA_QUOTED ("pending") FOLLOWS_MIRA,
    { { NULL, NULL } },
    { CREATE ("3", ""), ANSWER ("Reject", "") },
    .checks = { { "quote WHERE state = 'rejected'", 1 },
                { "follow WHERE accepted = 1 AND uri = 'f'", 1 } } },
  { "s50-own-quote-needs-nobody",
    NULL,
    { { NULL, NULL } },
    { CREATE ("3", ""), CREATE ("5", ",'_misskey_quote':'@ME@/notes/3'") },
    .checks = { { QUOTED, 1 } } },
  { "s50-request-waits-and-is-granted",
    ASKING_ROSA ("quote"),
    { { NULL, NULL } },
    { REQUEST, YES },
    .sent = { "/quote_authorizations/" },
    .checks = { { QUOTED, 1 },
                { "consent WHERE state = 'accepted' AND interaction = 'quote'", 1 },
                { "notification WHERE type = 'quote'", 1 },
                { "notification WHERE type = 'pending.quote'", 0 } } },
  { "s50-request-waits-and-is-refused",
    ASKING_ROSA ("quote"),
    { { NULL, NULL } },
    { REQUEST, NO, REQUEST_AGAIN },
    .sent = { "\"Reject\"", "@ME@/q/2" },
    .checks = { { "quote_authorization", 0 }, { "consent WHERE state = 'rejected'", 1 } } },
  { "s50-request-for-what-was-taken-back",
    ROSA_WROTE "; INSERT INTO quote_authorization (id, account_id, quoted_id, quoting_uri,"
               " created_at, revoked_at) SELECT 1, account_id, 77, 'x', 1, 2 FROM status",
    { { NULL, NULL } },
    { FOLLOW,
      "=UPDATE quote_authorization SET quoting_uri = (SELECT uri || '/notes/5' FROM account"
      " WHERE username = 'mira')",
      REQUEST },
    .sent = { "\"Reject\"" },
    .checks = { { "quote_authorization WHERE revoked_at > 0", 1 }, { "quote", 0 } } },
};

/* What clients see ---------------------------------------------------------------------------- */

typedef struct
{
  MootTestNode *node;
  char *rosa;
  char *bo;
} Members;

static JsonObject *
get_object (MootTestReply *reply,
            const char    *name)
{
  return json_object_get_object_member (moot_test_reply_object (reply), name);
}

static MootTestReply *
post_status (Members    *members,
             const char *token,
             const char *form)
{
  return moot_test_request (members->node, "POST", "/api/v1/statuses", token,
                            "application/x-www-form-urlencoded", form);
}

/* bo quotes what rosa wrote: shown, listed, stamped, until rosa takes it back. */
static void
check_quote (Members    *members,
             const char *id)
{
  g_autofree char *form = g_strdup_printf ("status=look&quoted_status_id=%s", id);
  g_autofree char *list = g_strdup_printf ("/api/v1/statuses/%s/quotes", id);
  g_autoptr (MootTestReply) quoting = post_status (members, members->bo, form);
  g_autoptr (MootTestReply) listed = moot_test_get (members->node, list, members->rosa);
  g_autofree char *revoke = NULL;
  JsonObject *quote;

  moot_test_assert_status (quoting, 200);
  quote = get_object (quoting, "quote");
  g_assert_cmpstr (json_object_get_string_member (quote, "state"), ==, "accepted");
  g_assert_cmpstr (json_object_get_string_member (
                     json_object_get_object_member (quote, "quoted_status"), "id"),
                   ==, id);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (listed)), ==, 1);
  g_assert_cmpint (inbox_count (members->node, "quote_authorization WHERE revoked_at = 0"), ==, 1);
  g_assert_cmpint (inbox_count (members->node, "notification WHERE type = 'quote'"), ==, 1);

  revoke = g_strdup_printf ("%s/%s/revoke", list, moot_test_reply_string (quoting, "id"));
  {
    g_autoptr (MootTestReply) refused =
      moot_test_request (members->node, "POST", revoke, members->bo, NULL, NULL);
    g_autoptr (MootTestReply) revoked =
      moot_test_request (members->node, "POST", revoke, members->rosa, NULL, NULL);

    moot_test_assert_status (refused, 404);
    moot_test_assert_status (revoked, 200);
    quote = get_object (revoked, "quote");
    g_assert_cmpstr (json_object_get_string_member (quote, "state"), ==, "revoked");
    g_assert_true (json_object_get_null_member (quote, "quoted_status"));
  }
  g_assert_cmpint (inbox_count (members->node, "quote_authorization WHERE revoked_at = 0"), ==, 0);
}

static void
check_policies (Members    *members,
                const char *id)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/statuses/%s", id);
  g_autofree char *policy = g_strdup_printf ("%s/interaction_policy", path);
  g_autofree char *quote = g_strdup_printf ("status=look&quoted_status_id=%s", id);
  g_autofree char *own = g_strdup_printf ("status=mine&quote_id=%s", id);
  g_autoptr (MootTestReply) before = moot_test_get (members->node, path, members->bo);
  g_autoptr (MootTestReply) closed =
    moot_test_request (members->node, "PUT", policy, members->rosa,
                       "application/x-www-form-urlencoded", "quote_approval_policy=nobody");
  g_autoptr (MootTestReply) after = moot_test_get (members->node, path, members->bo);
  g_autoptr (MootTestReply) refused = post_status (members, members->bo, quote);
  g_autoptr (MootTestReply) allowed = post_status (members, members->rosa, own);
  g_autoptr (MootTestReply) closed_to_replies = post_status (
    members, members->rosa, "status=quiet&interaction_policy[can_reply][always][]=me");
  g_autofree char *reply = g_strdup_printf ("status=but&in_reply_to_id=%s",
                                            moot_test_reply_string (closed_to_replies, "id"));
  g_autoptr (MootTestReply) answered = post_status (members, members->bo, reply);

  g_assert_cmpstr (
    json_object_get_string_member (get_object (before, "quote_approval"), "current_user"), ==,
    "automatic");
  moot_test_assert_status (closed, 200);
  g_assert_cmpstr (
    json_object_get_string_member (get_object (after, "quote_approval"), "current_user"), ==,
    "denied");
  moot_test_assert_status (refused, 422);
  g_assert_nonnull (strstr (refused->text, "does not allow this post to be quoted"));
  moot_test_assert_status (allowed, 200);
  moot_test_assert_status (answered, 422);
  g_assert_nonnull (strstr (answered->text, "does not allow you to reply"));
}

/* bo answers rosa, who wants to be asked: only bo sees it until she says yes. */
static void
check_approval (Members *members)
{
  g_autoptr (MootTestReply) asking =
    post_status (members, members->rosa,
                 "status=ask&interaction_policy[can_reply][with_approval][]=public");
  g_autofree char *form =
    g_strdup_printf ("status=may+I&in_reply_to_id=%s", moot_test_reply_string (asking, "id"));
  g_autoptr (MootTestReply) reply = post_status (members, members->bo, form);
  g_autofree char *path =
    g_strconcat ("/api/v1/statuses/", moot_test_reply_string (reply, "id"), NULL);
  g_autoptr (MootTestReply) hidden = moot_test_get (members->node, path, members->rosa);
  g_autoptr (MootTestReply) own = moot_test_get (members->node, path, members->bo);
  g_autoptr (MootTestReply) list =
    moot_test_get (members->node, "/api/v1/interaction_requests", members->rosa);
  g_autoptr (MootTestReply) others =
    moot_test_get (members->node, "/api/v1/interaction_requests", members->bo);
  JsonObject *waiting;
  g_autofree char *yes = NULL;

  moot_test_assert_status (reply, 200);
  moot_test_assert_status (hidden, 404);
  moot_test_assert_status (own, 200);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (others)), ==, 0);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (list)), ==, 1);
  waiting = json_array_get_object_element (moot_test_reply_array (list), 0);
  g_assert_cmpstr (json_object_get_string_member (waiting, "type"), ==, "reply");
  g_assert_nonnull (strstr (json_object_get_string_member (
                              json_object_get_object_member (waiting, "reply"), "content"),
                            "may I"));
  yes = g_strdup_printf ("/api/v1/interaction_requests/%s/authorize",
                         json_object_get_string_member (waiting, "id"));
  {
    g_autoptr (MootTestReply) refused =
      moot_test_request (members->node, "POST", yes, members->bo, NULL, NULL);
    g_autoptr (MootTestReply) granted =
      moot_test_request (members->node, "POST", yes, members->rosa, NULL, NULL);
    g_autoptr (MootTestReply) again =
      moot_test_request (members->node, "POST", yes, members->rosa, NULL, NULL);
    g_autoptr (MootTestReply) shown = moot_test_get (members->node, path, members->rosa);

    moot_test_assert_status (refused, 404);
    moot_test_assert_status (granted, 200);
    g_assert_false (json_object_get_null_member (moot_test_reply_object (granted), "accepted_at"));
    moot_test_assert_status (again, 404);
    moot_test_assert_status (shown, 200);
    g_assert_cmpstr (moot_test_reply_string (shown, "visibility"), ==, "public");
  }
}

/* bo quotes rosa, who wants to be asked, and likes it. */
static void
check_quote_approval (Members *members)
{
  g_autoptr (MootTestReply) asking =
    post_status (members, members->rosa,
                 "status=ask&interaction_policy[can_quote][with_approval][]=public"
                 "&interaction_policy[can_favourite][with_approval][]=public");
  const char *id = moot_test_reply_string (asking, "id");
  g_autofree char *form = g_strdup_printf ("status=look&quoted_status_id=%s", id);
  g_autofree char *like = g_strdup_printf ("/api/v1/statuses/%s/favourite", id);
  g_autoptr (MootTestReply) quoting = post_status (members, members->bo, form);
  g_autoptr (MootTestReply) liked =
    moot_test_request (members->node, "POST", like, members->bo, NULL, NULL);
  g_autoptr (MootTestReply) list =
    moot_test_get (members->node, "/api/v1/interaction_requests", members->rosa);
  JsonArray *waiting = moot_test_reply_array (list);

  moot_test_assert_status (quoting, 200);
  g_assert_cmpstr (json_object_get_string_member (get_object (quoting, "quote"), "state"), ==,
                   "pending");
  moot_test_assert_status (liked, 200);
  g_assert_false (json_object_get_boolean_member (moot_test_reply_object (liked), "favourited"));
  g_assert_cmpuint (json_array_get_length (waiting), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      JsonObject *one = json_array_get_object_element (waiting, i);
      const gboolean quotes = g_str_equal (json_object_get_string_member (one, "type"), "quote");
      g_autofree char *yes = g_strdup_printf ("/api/v1/interaction_requests/%s/authorize",
                                              json_object_get_string_member (one, "id"));
      g_autoptr (MootTestReply) granted =
        moot_test_request (members->node, "POST", yes, members->rosa, NULL, NULL);

      g_assert_cmpstr (json_object_get_string_member (
                         json_object_get_object_member (one, "account"), "username"),
                       ==, "bo");
      g_assert_cmpstr (
        json_object_get_string_member (json_object_get_object_member (one, "status"), "id"), ==,
        id);
      g_assert_true (json_object_get_null_member (one, "reply") == !quotes);
      moot_test_assert_status (granted, 200);
    }
  g_assert_cmpint (inbox_count (members->node, "favourite"), ==, 1);
  g_assert_cmpint (inbox_count (members->node, "quote WHERE state = 'accepted'"
                                               " AND authorization_uri IS NOT NULL"
                                               " AND status_id > 0"),
                   >=, 1);
}

static void
test_clients (void)
{
  MootTestNode *node = moot_test_node_new ();
  g_autofree char *rosa =
    moot_test_node_add_token (node, moot_test_node_add_user (node, "rosa"), "read write");
  g_autofree char *bo =
    moot_test_node_add_token (node, moot_test_node_add_user (node, "bo"), "read write");
  Members members = { node, rosa, bo };
  g_autoptr (MootTestReply) status = post_status (&members, rosa, "status=original");
  const char *id = moot_test_reply_string (status, "id");

  moot_test_assert_status (status, 200);
  check_quote (&members, id);
  check_policies (&members, id);
  check_approval (&members);
  check_quote_approval (&members);
  moot_test_node_free (node);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_add_func ("/consent/clients", test_clients);
  inbox_cases_add ("/consent/", cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
