/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What another server delivers, over HTTP to a real node: what becomes of it for the members.  The
 * paths carry the numbers of the statements that each test proves. */
#include "inbox-peer.h"

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
  return g_test_run ();
}
