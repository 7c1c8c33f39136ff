/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What another server delivers, over HTTP to a real node: what becomes of it for the members.  The
 * paths carry the numbers of the statements that each test proves. */
#include "inbox-peer.h"
#include "moot-outbox-queue.h"

#include <string.h>

#define FOLLOW \
  "{@AS@,'id':'@ME@#follows/1','type':'Follow','actor':'@ME@','object':'@N@/users/rosa'}"
#define NOTE_TO_ROSA                                                                               \
  "{@AS@,'id':'@ME@/notes/1/activity','type':'Create','actor':'@ME@',"                             \
  "'to':['@PUBLIC@'],'cc':['@ME@/followers','@N@/users/rosa'],"                                    \
  "'object':{'id':'@ME@/notes/1','type':'Note','attributedTo':'@ME@',"                             \
  "'to':['@PUBLIC@'],'cc':['@ME@/followers','@N@/users/rosa'],"                                    \
  "'content':'<p>Hello <a href=\\\"@N@/@rosa\\\">@rosa</a><script>bad()</script></p>',"            \
  "'published':'2026-08-01T12:00:00Z',"                                                            \
  "'attachment':[{'type':'Document','mediaType':'image/png','url':'@P@/cat.png','name':'A cat'}]," \
  "'tag':[{'type':'Mention','href':'@N@/users/rosa','name':'@rosa'},"                              \
  "{'type':'Hashtag','href':'@P@/tags/cats','name':'#Cats'}]}}"

typedef struct
{
  MootTestNode *node;
  InboxPeer *peer;
  gint64 rosa;
  char *token;
} Stage;

static Stage *
stage_new (void)
{
  Stage *self = g_new0 (Stage, 1);

  self->node = moot_test_node_new ();
  self->peer = inbox_peer_new ();
  self->rosa = moot_test_node_add_user (self->node, "rosa");
  self->token = moot_test_node_add_token (self->node, self->rosa, "read write follow");
  return self;
}

static void
stage_free (Stage *self)
{
  moot_test_node_free (self->node);
  inbox_peer_free (self->peer);
  g_free (self->token);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

/* Delivers and waits until it is done. */
static void
deliver (Stage      *self,
         const char *json)
{
  g_assert_cmpuint (inbox_peer_post (self->peer, self->node, json), ==, 202);
  inbox_settle (self->node);
}

static void
test_follow (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *accept = NULL;
  g_autofree char *path = g_strdup_printf ("/api/v1/accounts/%" G_GINT64_FORMAT "/followers",
                                           stage->rosa);
  g_autofree char *acct = g_strdup_printf ("mira@%s", stage->peer->base_url + strlen ("http://"));
  g_autoptr (MootTestReply) followers = NULL;
  g_autoptr (MootTestReply) notices = NULL;
  JsonObject *follower;

  deliver (stage, FOLLOW);
  followers = moot_test_get (stage->node, path, stage->token);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (followers)), ==, 1);
  follower = json_array_get_object_element (moot_test_reply_array (followers), 0);
  g_assert_cmpstr (json_object_get_string_member (follower, "acct"), ==, acct);
  g_assert_cmpstr (json_object_get_string_member (follower, "note"), ==, "<p>Baker</p>");
  notices = moot_test_get (stage->node, "/api/v1/notifications", stage->token);
  g_assert_nonnull (strstr (notices->text, "\"type\":\"follow\""));
  accept = inbox_peer_wait_for (stage->peer, "'type':'Accept'");
  g_assert_true (g_str_has_prefix (accept, "POST /users/mira/inbox "));
  g_assert_nonnull (strstr (accept, "/users/mira#follows/1"));
  g_assert_nonnull (strstr (accept, "\"type\":\"Follow\"")); /* as a whole */
}

static void
test_mention (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autoptr (MootTestReply) notices = NULL;
  g_autoptr (MootTestReply) tagged = NULL;
  g_autoptr (MootTestReply) remote = NULL;
  g_autoptr (MootTestReply) local = NULL;
  JsonObject *status;

  deliver (stage, NOTE_TO_ROSA);
  notices = moot_test_get (stage->node, "/api/v1/notifications", stage->token);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (notices)), ==, 1);
  status = json_object_get_object_member (
    json_array_get_object_element (moot_test_reply_array (notices), 0), "status");
  g_assert_null (strstr (json_object_get_string_member (status, "content"), "script"));
  g_assert_nonnull (strstr (json_object_get_string_member (status, "content"), "Hello"));
  g_assert_cmpuint (
    json_array_get_length (json_object_get_array_member (status, "media_attachments")), ==, 1);
  tagged = moot_test_get (stage->node, "/api/v1/timelines/tag/cats", stage->token);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (tagged)), ==, 1);
  remote = moot_test_get (stage->node, "/api/v1/timelines/public?remote=true", stage->token);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (remote)), ==, 1);
  local = moot_test_get (stage->node, "/api/v1/timelines/public?local=true", stage->token);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (local)), ==, 0);
}

static void
test_same_twice (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  deliver (stage, NOTE_TO_ROSA);
  deliver (stage, NOTE_TO_ROSA);
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "notification"), ==, 1);
  deliver (stage, FOLLOW);
  first = inbox_peer_wait_for (stage->peer, "@ME@#follows/1");
  deliver (stage, "{@AS@,'id':'@ME@#follows/2','type':'Follow','actor':'@ME@',"
                  "'object':'@N@/users/rosa'}");
  second = inbox_peer_wait_for (stage->peer, "@ME@#follows/2");
  g_assert_cmpint (inbox_count (stage->node, "follow"), ==, 1);
}

static void
test_locked (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autoptr (MootTestReply) locked = NULL;
  g_autoptr (MootTestReply) requests = NULL;
  g_autoptr (MootTestReply) blocked = NULL;
  g_autofree char *path = NULL;
  g_autofree char *reject = NULL;
  const char *id;

  locked = moot_test_send_json (stage->node, "PATCH", "/api/v1/accounts/update_credentials",
                                stage->token, "{\"locked\":true}");
  moot_test_assert_status (locked, 200);
  deliver (stage, FOLLOW);
  requests = moot_test_get (stage->node, "/api/v1/follow_requests", stage->token);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (requests)), ==, 1);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "'type':'Accept'"), ==, 0);
  g_assert_cmpint (inbox_count (stage->node, "outgoing"), ==, 0);

  id = json_object_get_string_member (
    json_array_get_object_element (moot_test_reply_array (requests), 0), "id");
  path = g_strdup_printf ("/api/v1/accounts/%s/block", id);
  blocked = moot_test_post (stage->node, path, stage->token, NULL);
  moot_test_assert_status (blocked, 200);
  deliver (stage, "{@AS@,'id':'@ME@#follows/2','type':'Follow','actor':'@ME@',"
                  "'object':'@N@/users/rosa'}");
  reject = inbox_peer_wait_for (stage->peer, "@ME@#follows/2");
  g_assert_nonnull (strstr (reject, "\"type\":\"Reject\""));
  g_assert_cmpint (inbox_count (stage->node, "follow"), ==, 0);
}

/* The door ------------------------------------------------------------------------------------- */

static guint
post_plain (Stage      *stage,
            const char *type,
            const char *body)
{
  g_autoptr (MootTestReply) reply =
    moot_test_request (stage->node, "POST", "/inbox", NULL, type, body);

  return reply->status;
}

static void
test_door (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *large = g_strnfill (1024 * 1024 + 1, ' ');
  g_autofree char *follow = inbox_peer_fill (stage->peer, stage->node, FOLLOW);

  g_assert_cmpuint (post_plain (stage, "text/plain", follow), ==, 415);
  g_assert_cmpuint (post_plain (stage, "application/activity+json", deep), ==, 400);
  g_assert_cmpuint (post_plain (stage, "application/activity+json", "{'a':1}"), ==, 400);
  g_assert_cmpuint (post_plain (stage, "application/activity+json", large), ==, 413);
  g_assert_cmpuint (post_plain (stage, "application/activity+json", follow), ==, 401);
  g_assert_cmpuint (inbox_peer_post_as (stage->peer, stage->node, "@ME@#main-key",
                                        "/users/nobody/inbox", FOLLOW),
                    ==, 404);
  g_assert_cmpuint (inbox_peer_post_as (stage->peer, stage->node, "@ME@#main-key",
                                        "/users/rosa/inbox", FOLLOW),
                    ==, 202);
  g_assert_cmpuint (
    inbox_peer_post_as (stage->peer, stage->node, "@ME@#main-key", "/actor/inbox", FOLLOW), ==,
    202);
}

/* Signed by somebody who is not who did it. */
static void
test_signer (void)
{
  static const char *const keys[] = { "@P@/users/eve#main-key", "@P@/users/joe#main-key" };
  g_autoptr (Stage) stage = stage_new ();

  inbox_peer_add_actor (stage->peer, "eve", stage->peer->public_pem);
  inbox_peer_add_actor (stage->peer, "joe", stage->peer->other_pem);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint d = 0; d < 2; d++)
      g_assert_cmpuint (inbox_peer_post_as (stage->peer, stage->node, keys[i], "/inbox",
                                            d == 0 ? NOTE_TO_ROSA : FOLLOW),
                        ==, 401);
  g_assert_cmpint (inbox_count (stage->node, "inbox_entry"), ==, 0);
}

/* Keys that are not whose they say: nothing is kept of them. */
static void
test_foreign_key (void)
{
  static const struct
  {
    const char *path;
    const char *json;
    const char *key_id;
  } rows[] = {
    { "/key", "{@AS@,'id':'@P@/key','type':'Key','owner':'@ME@','publicKeyPem':'%s'}", "@P@/key" },
    { "/users/eve",
      "{@AS@,'id':'@P@/users/eve','type':'Person','inbox':'@P@/i','publicKey':"
      "{'id':'@P@/users/eve#main-key','owner':'@ME@','publicKeyPem':'%s'}}",
      "@P@/users/eve#main-key" },
    { "/users/ann", "{@AS@,'id':'@P@/users/anna','type':'Person','inbox':'@P@/i'}",
      "@P@/users/ann#main-key" },
  };
  g_autoptr (Stage) stage = stage_new ();
  g_auto (GStrv) lines = g_strsplit (stage->peer->public_pem, "\n", -1);
  g_autofree char *pem = g_strjoinv ("\\n", lines);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GString *json = g_string_new (rows[i].json);

      g_string_replace (json, "%s", pem, 0);
      inbox_peer_serve_json (stage->peer, rows[i].path, json->str);
      g_string_free (json, TRUE);
      g_assert_cmpuint (
        inbox_peer_post_as (stage->peer, stage->node, rows[i].key_id, "/inbox", FOLLOW), ==, 401);
    }
  g_assert_cmpint (inbox_count (stage->node, "remote_key WHERE id LIKE '%eve%' OR id LIKE '%/key'"),
                   ==, 0);
  g_assert_cmpint (inbox_count (stage->node, "inbox_entry"), ==, 0);
}

static void
test_rotation (void)
{
  g_autoptr (Stage) stage = stage_new ();
  MootPrivateKey *old;
  guint n_before;

  deliver (stage, FOLLOW);
  inbox_peer_add_actor (stage->peer, "mira", stage->peer->other_pem);
  n_before = inbox_peer_count (stage->peer, "GET /users/mira HTTP");
  /* the key behind the same id is another one now: it is asked for once, and holds */
  old = stage->peer->key;
  stage->peer->key = stage->peer->other_key;
  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, NOTE_TO_ROSA), ==, 202);
  stage->peer->key = old;
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /users/mira HTTP"), ==, n_before + 1);
}

static void
test_refresh_once (void)
{
  g_autoptr (Stage) stage = stage_new ();
  guint n_before;

  deliver (stage, FOLLOW);
  n_before = inbox_peer_count (stage->peer, "GET /users/mira HTTP");
  for (guint i = 0; i < 5; i++)
    {
      MootPrivateKey *kept = stage->peer->key;

      stage->peer->key = stage->peer->other_key;
      g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, NOTE_TO_ROSA), ==, 401);
      stage->peer->key = kept;
    }
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /users/mira HTTP"), ==, n_before + 1);
}

#define FAREWELL "{@AS@,'id':'@ME@#delete','type':'Delete','actor':'@ME@','object':'@ME@'}"

static void
test_farewell (gconstpointer data)
{
  guint status = GPOINTER_TO_UINT (data);
  g_autoptr (Stage) stage = stage_new ();

  deliver (stage, FOLLOW);
  deliver (stage, NOTE_TO_ROSA);
  inbox_peer_serve (stage->peer, "/users/mira", status, "text/plain", "");
  g_assert_cmpuint (
    inbox_peer_post_as (stage->peer, stage->node, "@ME@#new-key", "/inbox", FAREWELL), ==, 202);
  inbox_settle (stage->node);
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, status == 410 ? 0 : 1);
  g_assert_cmpint (inbox_count (stage->node, "follow"), ==, status == 410 ? 0 : 1);
}

static void
test_farewell_of_a_stranger (void)
{
  g_autoptr (Stage) stage = stage_new ();
  guint n_before = test_server_get_n_requests (stage->peer->server);

  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, FAREWELL), ==, 202);
  g_assert_cmpuint (test_server_get_n_requests (stage->peer->server), ==, n_before);
  g_assert_cmpint (inbox_count (stage->node, "inbox_entry"), ==, 0);
}

/* Whoever cannot be asked is told to come back: 401 would make them give up. */
static void
test_key_timeout (void)
{
  g_autoptr (Stage) stage = stage_new ();

  inbox_peer_hang (stage->peer, "/users/mira");
  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, FOLLOW), ==, 503);
}

/* Passed on by another server without a proof: what counts is what its own server says. */
static void
test_forwarded (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autoptr (InboxPeer) origin = inbox_peer_new ();
  g_autofree char *create = inbox_peer_fill (origin, stage->node, NOTE_TO_ROSA);
  g_autofree char *followed = inbox_peer_fill (origin, stage->node, FOLLOW);

  inbox_peer_serve_json (origin, "/users/mira/notes/1",
                         "{@AS@,'id':'@ME@/notes/1','type':'Note','attributedTo':'@ME@',"
                         "'to':['@PUBLIC@'],'content':'the truth'}");
  deliver (stage, FOLLOW);
  g_assert_cmpuint (inbox_peer_post (origin, stage->node, FOLLOW), ==, 202);
  inbox_settle (stage->node);
  deliver (stage, create);
  g_assert_cmpint (inbox_count (stage->node, "status WHERE content LIKE '%Hello%'"), ==, 0);
  /* nobody here has to do with it: rosa was named only by who passed it on */
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, 0);
  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, followed), ==, 401);
}

/* What was taken is done, even if the node stops before. */
static void
test_restart (void)
{
  g_autoptr (Stage) stage = stage_new ();

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *like =
        g_strdup_printf ("{@AS@,'id':'@ME@#n/%u','type':'Create','actor':'@ME@','object':"
                         "{'id':'@ME@/notes/%u','type':'Note','attributedTo':'@ME@',"
                         "'to':['@N@/users/rosa'],'content':'x'}}",
                         i, i);

      g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, like), ==, 202);
    }
  moot_test_node_restart (stage->node);
  inbox_wait_for_count (stage->node, "status", 20);
}

/* What members look for ---------------------------------------------------------------------- */

static void
test_search (void)
{
  g_autoptr (Stage) stage = stage_new ();
  const char *port = strrchr (stage->peer->base_url, ':') + 1;
  g_autofree char *handle =
    g_strdup_printf ("/api/v2/search?q=%%40mira%%40127.0.0.1%%3A%s&resolve=true", port);
  g_autofree char *note =
    g_strdup_printf ("/api/v2/search?q=%s/notes/1&resolve=true", stage->peer->base_url);
  g_autofree char *actor =
    g_strdup_printf ("/api/v2/search?q=%s/users/mira&resolve=true", stage->peer->base_url);
  g_autofree char *stranger =
    g_strdup_printf ("/api/v2/search?q=%s/notes/1", stage->peer->base_url);
  g_autoptr (MootTestReply) by_handle = NULL;
  g_autoptr (MootTestReply) by_actor = NULL;
  g_autoptr (MootTestReply) unresolved = NULL;
  g_autoptr (MootTestReply) by_note = NULL;

  inbox_peer_serve_json (stage->peer, "/notes/1",
                         "{@AS@,'id':'@P@/notes/1','type':'Note','attributedTo':'@ME@',"
                         "'to':['@PUBLIC@'],'content':'found'}");
  unresolved = moot_test_get (stage->node, stranger, stage->token);
  g_assert_null (strstr (unresolved->text, "found"));
  by_handle = moot_test_get (stage->node, handle, stage->token);
  g_assert_nonnull (strstr (by_handle->text, "\"display_name\":\"Name of mira\""));
  by_actor = moot_test_get (stage->node, actor, stage->token);
  g_assert_nonnull (strstr (by_actor->text, "\"display_name\":\"Name of mira\""));
  by_note = moot_test_get (stage->node, note, stage->token);
  g_assert_nonnull (strstr (by_note->text, "found"));
}

/* A thread is filled in beside the look at it, a profile shows what its server has. */
static void
test_looking (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *note =
    g_strdup_printf ("/api/v2/search?q=%s/notes/1&resolve=true", stage->peer->base_url);
  g_autofree char *context = NULL;
  g_autofree char *profile = NULL;
  g_autoptr (MootTestReply) found = NULL;
  g_autoptr (MootTestReply) thread = NULL;
  g_autoptr (MootTestReply) posts = NULL;
  JsonObject *status;

  inbox_peer_serve_json (stage->peer, "/notes/1",
                         "{@AS@,'id':'@P@/notes/1','type':'Note','attributedTo':'@ME@','replies':"
                         "'@P@/notes/1/replies','to':['@PUBLIC@'],'content':'found'}");
  inbox_peer_serve_json (stage->peer, "/notes/2",
                         "{@AS@,'id':'@P@/notes/2','type':'Note','attributedTo':'@ME@','inReplyTo':"
                         "'@P@/notes/1','to':['@PUBLIC@'],'content':'a reply'}");
  inbox_peer_serve_json (stage->peer, "/notes/3",
                         "{@AS@,'id':'@P@/notes/3','type':'Note','attributedTo':'@ME@',"
                         "'to':['@PUBLIC@'],'content':'another one'}");
  inbox_peer_serve_json (stage->peer, "/notes/1/replies",
                         "{@AS@,'id':'@P@/notes/1/replies','type':'Collection','first':"
                         "{'type':'CollectionPage','items':['@P@/notes/2'],"
                         "'next':'@P@/notes/1/replies'}}");
  inbox_peer_serve_json (stage->peer, "/users/mira/outbox",
                         "{@AS@,'id':'@ME@/outbox','type':'OrderedCollection','orderedItems':"
                         "[{'id':'@P@/notes/3/activity','type':'Create','actor':'@ME@','object':"
                         "'@P@/notes/3'}]}");
  found = moot_test_get (stage->node, note, stage->token);
  status = json_array_get_object_element (
    json_object_get_array_member (moot_test_reply_object (found), "statuses"), 0);
  context = g_strdup_printf ("/api/v1/statuses/%s/context",
                             json_object_get_string_member (status, "id"));
  profile = g_strdup_printf (
    "/api/v1/accounts/%s/statuses",
    json_object_get_string_member (json_object_get_object_member (status, "account"), "id"));
  thread = moot_test_get (stage->node, context, stage->token);
  moot_test_assert_status (thread, 200);
  inbox_wait_for_count (stage->node, "status WHERE in_reply_to_id IS NOT NULL", 1);
  posts = moot_test_get (stage->node, profile, stage->token);
  moot_test_assert_status (posts, 200);
  inbox_wait_for_count (stage->node, "status WHERE content = 'another one'", 1);
}

/* Followers ---------------------------------------------------------------------------------- */

static gboolean
rosa_follows (MootDb    *db,
              gpointer   data,
              GError   **error)
{
  return moot_db_execute (
    db,
    "INSERT INTO follow (account_id, target_id, uri, created_at) SELECT r.id, m.id, 'x', 1 "
    "FROM account r, account m WHERE r.username = 'rosa' AND m.username = 'mira'",
    error);
}

/* They know tom and not rosa: rosa follows no more, and tom takes it back. */
static void
test_followers (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *tom = g_strconcat (stage->node->base_url, "/users/tom", NULL);
  const char *theirs[] = { tom, NULL };
  g_autofree char *digest = moot_followers_digest (theirs);
  g_autofree char *header = g_strdup_printf (
    "collectionId='@ME@/followers', url='@ME@/sync', digest='%s'", digest);
  g_autofree char *lie =
    g_strdup_printf ("collectionId='@ME@/followers', url='@ME@/lie', digest='%s'", digest);
  g_autofree char *list = g_strdup_printf (
    "{@AS@,'id':'@ME@/sync','type':'OrderedCollection','orderedItems':['%s']}", tom);
  g_autofree char *undo = NULL;

  moot_test_node_add_user (stage->node, "tom");
  inbox_peer_serve_json (stage->peer, "/users/mira/sync", list);
  inbox_peer_serve_json (stage->peer, "/users/mira/lie",
                         "{@AS@,'id':'@ME@/lie','type':'OrderedCollection','orderedItems':[]}");
  deliver (stage, FOLLOW);
  moot_test_node_write (stage->node, rosa_follows, NULL);
  g_assert_cmpuint (inbox_peer_post_synchronised (stage->peer, stage->node, lie, NOTE_TO_ROSA), ==,
                    202);
  /* what a host sends is done one after the other, so the lie was looked at when this is done */
  deliver (stage, "{@AS@,'id':'@ME@#t/1','type':'Travel','actor':'@ME@','object':'@ME@'}");
  g_assert_cmpint (inbox_count (stage->node, "follow"), ==, 2);
  g_assert_cmpuint (
    inbox_peer_post_synchronised (
      stage->peer, stage->node, header,
      "{@AS@,'id':'@ME@#l/1','type':'Like','actor':'@ME@','object':'@N@/users/rosa/statuses/1'}"),
    ==, 202);
  inbox_wait_for_count (stage->node, "follow", 1);
  undo = inbox_peer_wait_for (stage->peer, "'type':'Undo'");
  g_assert_nonnull (strstr (undo, tom));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_add_func ("/federation/s36-follow-is-accepted", test_follow);
  g_test_add_func ("/federation/s36-locked-and-blocked", test_locked);
  g_test_add_func ("/federation/s33-mention-arrives", test_mention);
  g_test_add_func ("/federation/s35-same-activity-twice", test_same_twice);
  g_test_add_func ("/federation/s34-door", test_door);
  g_test_add_func ("/federation/s18-signed-by-somebody-else", test_signer);
  g_test_add_func ("/federation/s24-foreign-keys", test_foreign_key);
  g_test_add_func ("/federation/s25-rotated-key", test_rotation);
  g_test_add_func ("/federation/s25-one-refresh", test_refresh_once);
  g_test_add_func ("/federation/s26-key-times-out", test_key_timeout);
  g_test_add_data_func ("/federation/s26-farewell-410", GUINT_TO_POINTER (410), test_farewell);
  g_test_add_data_func ("/federation/s26-farewell-404", GUINT_TO_POINTER (404), test_farewell);
  g_test_add_func ("/federation/s26-farewell-of-a-stranger", test_farewell_of_a_stranger);
  g_test_add_func ("/federation/s57-forwarded", test_forwarded);
  g_test_add_func ("/federation/s33-restart", test_restart);
  g_test_add_func ("/federation/s6-search-resolves", test_search);
  g_test_add_func ("/federation/s58-looking-fetches", test_looking);
  g_test_add_func ("/federation/s16-followers-agree", test_followers);
  return g_test_run ();
}
