/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is done with somebody's status needs their consent: quotes with stamps, and replies and
 * likes that a policy lets in or keeps out.  The paths carry the numbers of the statements. */
#include "inbox-peer.h"

#include <string.h>

#define ROSA "'@N@/users/rosa'"
#define STATUS "'@N@/users/rosa/statuses/77'"
#define TO_ROSA "'to':['@PUBLIC@'],'cc':['@ME@/followers'," ROSA "]"
#define MENTION "'tag':{'type':'Mention','href':" ROSA ",'name':'@rosa'}"
#define NOTE(id, more)                                                                     \
  "{'id':'@ME@/notes/" id "','type':'Note','attributedTo':'@ME@'," TO_ROSA "," MENTION "," \
  "'content':'x'" more "}"
#define CREATE(id, more)                                                            \
  "{@AS@,'id':'@ME@/notes/" id "/activity','type':'Create','actor':'@ME@'," TO_ROSA \
  ",'object':" NOTE (id, more) "}"
#define DO(n, type, object) \
  "{@AS@,'id':'@ME@#a/" n "','type':'" type "','actor':'@ME@','object':" object "}"
#define FOLLOW DO ("1", "Follow", ROSA)
#define QUOTING NOTE ("5", ",'quote':" STATUS)
#define REQUEST                                                                 \
  "{@AS@,'id':'@ME@/q/1','type':'QuoteRequest','actor':'@ME@','object':" STATUS \
  ",'instrument':" QUOTING "}"
#define ASKED                                                                            \
  "{'type':'QuoteRequest','id':'@N@/users/rosa/statuses/77/quote-request','actor':" ROSA \
  ",'object':'@ME@/notes/3'}"
#define ANSWER(type, more) \
  "{@AS@,'id':'@ME@#a/9','type':'" type "','actor':'@ME@','object':" ASKED more "}"

#define ROSA_WROTE                                                                        \
  "INSERT INTO status (id, account_id, thread_id, visibility, created_at, uri, content) " \
  "SELECT 77, id, 77, 0, 1, uri || '/statuses/77', 'x' FROM account WHERE username = 'rosa'"
#define ONLY_ROSA(what)                                                             \
  ROSA_WROTE "; INSERT INTO interaction_policy (status_id, interaction, automatic)" \
             " VALUES (77, '" what "', 'author')"
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

typedef struct
{
  const char *path;
  const char *json;
} Document;

/* @before: SQL, after the first step if that begins with `>`; @sent: what the peer gets to hear */
static const struct
{
  const char *name;
  const char *before;
  Document served[2];
  const char *steps[3];
  const char *sent;
  struct
  {
    const char *what;
    gint64 n;
  } checks[4];
} cases[] = {
  { "s50-request",
    ROSA_WROTE,
    { { NULL, NULL } },
    { REQUEST },
    "/quote_authorizations/",
    { { "quote_authorization WHERE revoked_at = 0", 1 },
      { QUOTED, 1 },
      { "notification WHERE type = 'quote'", 1 },
      { "status WHERE id = 77 AND quotes_count = 1", 1 } } },
  { "s50-request-denied",
    ONLY_ROSA ("quote"),
    { { NULL, NULL } },
    { REQUEST },
    "\"Reject\"",
    { { "quote_authorization", 0 }, { "quote", 0 } } },
  { "s50-claim-without-request",
    ROSA_WROTE,
    { { NULL, NULL } },
    { CREATE ("5", ",'quote':" STATUS ",'quoteAuthorization':'@ME@/stamps/1'") },
    NULL,
    { { "quote WHERE state = 'pending'", 1 }, { "notification WHERE type = 'quote'", 0 } } },
  { "s50-stamp",
    NULL,
    { TOMS_NOTE, STAMP ("@P@/users/tom", "@ME@/notes/5", "@P@/notes/9") },
    { QUOTE ("'@P@/stamps/1'") },
    NULL,
    { { QUOTED, 1 } } },
  { "s50-stamp-of-another-author",
    NULL,
    { TOMS_NOTE, STAMP ("@ME@", "@ME@/notes/5", "@P@/notes/9") },
    { QUOTE ("'@P@/stamps/1'") },
    "/stamps/1",
    { { QUOTED, 0 }, { "quote WHERE state = 'pending'", 1 } } },
  { "s50-stamp-for-another-quote",
    NULL,
    { TOMS_NOTE, STAMP ("@P@/users/tom", "@ME@/notes/6", "@P@/notes/9") },
    { QUOTE ("'@P@/stamps/1'") },
    "/stamps/1",
    { { QUOTED, 0 }, { "quote WHERE state = 'pending'", 1 } } },
  { "s50-stamp-on-another-target",
    NULL,
    { TOMS_NOTE, STAMP ("@P@/users/tom", "@ME@/notes/5", "@P@/notes/8") },
    { QUOTE ("'@P@/stamps/1'") },
    "/stamps/1",
    { { QUOTED, 0 }, { "quote WHERE state = 'pending'", 1 } } },
  { "s50-stamp-on-another-host",
    NULL,
    { TOMS_NOTE, { NULL, NULL } },
    { QUOTE ("'http://localhost:1/stamps/1'") },
    "/notes/9",
    { { QUOTED, 0 }, { "quote WHERE state = 'pending'", 1 } } },
  { "s50-stamp-embedded-only",
    NULL,
    { TOMS_NOTE, { NULL, NULL } },
    { QUOTE ("{'id':'@P@/stamps/1','type':'QuoteAuthorization','attributedTo':'@P@/users/tom',"
             "'interactingObject':'@ME@/notes/5','interactionTarget':'@P@/notes/9'}") },
    "/stamps/1",
    { { QUOTED, 0 }, { "quote WHERE state = 'pending'", 1 } } },
  { "s50-delete-of-the-stamp",
    ">" ROSA_QUOTED ("accepted"),
    { { NULL, NULL } },
    { CREATE ("3", ""), DO ("9", "Delete", "'@ME@/stamps/1'") },
    NULL,
    { { "quote WHERE state = 'revoked'", 1 } } },
  { "s50-accept",
    ">" ROSA_QUOTED ("pending"),
    { { NULL, NULL } },
    { CREATE ("3", ""), ANSWER ("Accept", ",'result':'@ME@/stamps/2'") },
    "\"quoteAuthorization\":",
    { { "quote WHERE state = 'accepted' AND authorization_uri LIKE '%/stamps/2'", 1 } } },
  { "s50-accept-without-stamp",
    ">" ROSA_QUOTED ("pending"),
    { { NULL, NULL } },
    { CREATE ("3", ""), ANSWER ("Accept", "") },
    NULL,
    { { "quote WHERE state = 'pending'", 1 } } },
  { "s50-accept-with-stamp-of-another-host",
    ">" ROSA_QUOTED ("pending"),
    { { NULL, NULL } },
    { CREATE ("3", ""), ANSWER ("Accept", ",'result':'https://other.example/stamps/2'") },
    NULL,
    { { "quote WHERE state = 'pending'", 1 } } },
  { "s50-reject",
    ">" ROSA_QUOTED ("pending"),
    { { NULL, NULL } },
    { CREATE ("3", ""), ANSWER ("Reject", "") },
    NULL,
    { { "quote WHERE state = 'rejected'", 1 } } },
  { "s50-accept-by-somebody-followed",
    ">" ROSA_QUOTED ("pending") FOLLOWS_MIRA,
    { { NULL, NULL } },
    { CREATE ("3", ""), ANSWER ("Accept", ",'result':'@ME@/stamps/2'") },
    "\"quoteAuthorization\":",
    { { "quote WHERE state = 'accepted'", 1 }, { "follow WHERE accepted = 1 AND uri = 'f'", 1 } } },
  { "s50-reject-by-somebody-followed",
    ">" ROSA_QUOTED ("pending") FOLLOWS_MIRA,
    { { NULL, NULL } },
    { CREATE ("3", ""), ANSWER ("Reject", "") },
    NULL,
    { { "quote WHERE state = 'rejected'", 1 }, { "follow WHERE accepted = 1 AND uri = 'f'", 1 } } },
  { "s50-own-quote-needs-nobody",
    NULL,
    { { NULL, NULL } },
    { CREATE ("3", ""), CREATE ("5", ",'_misskey_quote':'@ME@/notes/3'") },
    NULL,
    { { QUOTED, 1 } } },
  { "s51-reply-refused",
    ONLY_ROSA ("reply"),
    { { NULL, NULL } },
    { CREATE ("5", ",'inReplyTo':" STATUS) },
    "\"Reject\"",
    { { "status", 1 }, { "notification", 0 } } },
  { "s51-mentioned-may-reply",
    ">" ONLY_ROSA ("reply") "; INSERT INTO mention (status_id, account_id)"
                            " SELECT 77, id FROM account WHERE username = 'mira'",
    { { NULL, NULL } },
    { FOLLOW, CREATE ("5", ",'inReplyTo':" STATUS) },
    NULL,
    { { "status WHERE in_reply_to_id = 77", 1 } } },
  { "s51-like-refused",
    ONLY_ROSA ("like"),
    { { NULL, NULL } },
    { DO ("1", "Like", STATUS) },
    "\"Reject\"",
    { { "favourite", 0 } } },
  { "s51-boost-refused",
    ONLY_ROSA ("announce"),
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@#b/1','type':'Announce','actor':'@ME@','object':" STATUS "," TO_ROSA "}" },
    "\"Reject\"",
    { { "status", 1 } } },
};

static gboolean
run_sql (MootDb    *db,
         gpointer   sql,
         GError   **error)
{
  return moot_db_execute (db, sql, error);
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  MootTestNode *node = moot_test_node_new ();
  InboxPeer *peer = inbox_peer_new ();
  const char *before = cases[i].before;

  moot_test_node_add_user (node, "rosa");
  inbox_peer_add_actor (peer, "tom", peer->other_pem);
  for (guint d = 0; d < G_N_ELEMENTS (cases[i].served) && cases[i].served[d].path != NULL; d++)
    inbox_peer_serve_json (peer, cases[i].served[d].path, cases[i].served[d].json);
  if (before != NULL && *before != '>')
    moot_test_node_write (node, run_sql, (gpointer) before);
  for (guint s = 0; s < G_N_ELEMENTS (cases[i].steps) && cases[i].steps[s] != NULL; s++)
    {
      g_assert_cmpuint (inbox_peer_post (peer, node, cases[i].steps[s]), ==, 202);
      inbox_settle (node);
      if (s == 0 && before != NULL && *before == '>')
        moot_test_node_write (node, run_sql, (gpointer) (before + 1));
    }
  if (cases[i].sent != NULL)
    {
      g_autofree char *heard = inbox_peer_wait_for (peer, cases[i].sent);

      g_assert_nonnull (heard);
    }
  for (guint c = 0; c < G_N_ELEMENTS (cases[i].checks) && cases[i].checks[c].what != NULL; c++)
    {
      g_test_message ("%s", cases[i].checks[c].what);
      inbox_wait_for_count (node, cases[i].checks[c].what, cases[i].checks[c].n);
    }
  moot_test_node_free (node);
  inbox_peer_free (peer);
}

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
  moot_test_node_free (node);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_add_func ("/consent/clients", test_clients);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/consent/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  return g_test_run ();
}
