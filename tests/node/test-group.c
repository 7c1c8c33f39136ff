/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The co-op's own actor: how it is found and followed, what it passes on and what it does not.  The
 * paths carry the number of the statement that each test proves. */
#include "coop-node.h"
#include "inbox-peer.h"

#include "moot-error.h"
#include "moot-user-store.h"

#include <string.h>

#define GROUP "@N@/groups/test_moot"
#define FOLLOW \
  "{@AS@,'id':'@ME@#f/1','type':'Follow','actor':'@ME@','object':'" GROUP "'}"
#define ANNOUNCE "\"type\":\"Announce\""
#define UNDO "\"type\":\"Undo\""
#define CREATE(id, to)                                                                          \
  "{@AS@,'id':'@ME@/notes/" id "/activity','type':'Create','actor':'@ME@','to':[" to            \
  "],'cc':['" GROUP "'],'object':{'id':'@ME@/notes/" id                                         \
  "','type':'Note','attributedTo':'@ME@','to':[" to "],'cc':['" GROUP "'],'content':'x','tag':" \
  "{'type':'Mention','href':'" GROUP "','name':'@test_moot'}}}"
#define DELETE(id) \
  "{@AS@,'id':'@ME@/notes/" id "#d','type':'Delete','actor':'@ME@','object':'@ME@/notes/" id "'}"
#define ALL_DELIVERED "(SELECT COUNT(*) AS n FROM delivery) WHERE n = 0"
#define SHARES \
  "status b JOIN coop c ON c.account_id = b.account_id WHERE b.reblog_of_id IS NOT NULL"

/* A co-op of four, and a server on which mira follows its group. */
typedef struct
{
  CoopNode *coop;
  MootTestNode *node;
  InboxPeer *peer;
} Stage;

static Stage *
stage_new (void)
{
  Stage *self = g_new0 (Stage, 1);

  self->coop = coop_node_new ("social-coop");
  self->node = self->coop->node;
  self->peer = inbox_peer_new ();
  return self;
}

static void
stage_free (Stage *self)
{
  coop_node_free (self->coop);
  inbox_peer_free (self->peer);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

static void
deliver (Stage      *self,
         const char *json)
{
  g_assert_cmpuint (inbox_peer_post (self->peer, self->node, json), ==, 202);
  inbox_settle (self->node);
}

static char *
post (Stage      *self,
      const char *token,
      const char *form)
{
  g_autoptr (MootTestReply) reply =
    moot_test_post (self->node, "/api/v1/statuses", token, form);

  moot_test_assert_status (reply, 200);
  return g_strdup (moot_test_reply_string (reply, "id"));
}

static gboolean
run_sql (MootDb    *db,
         gpointer   sql,
         GError   **error)
{
  return moot_db_execute (db, sql, error);
}

/* Being found --------------------------------------------------------------------------------- */

static void
test_document (gconstpointer data)
{
  Stage *stage = (Stage *) data;
  g_autoptr (MootTestReply) reply = moot_test_get_document (stage->node, "/groups/test_moot");
  g_autoptr (MootTestReply) page = moot_test_get_document (stage->node, "/@test_moot");
  g_autoptr (MootTestReply) person = moot_test_get_document (stage->node, "/users/test_moot");
  g_autoptr (MootTestReply) member = moot_test_get_document (stage->node, "/groups/ada");
  g_autoptr (MootTestReply) members =
    moot_test_get_document (stage->node, "/groups/test_moot/members");
  g_autoptr (MootTestReply) moderators =
    moot_test_get_document (stage->node, "/groups/test_moot/moderators");
  g_autoptr (MootTestReply) coop = coop_node_get (stage->coop, stage->coop->stranger, "");
  g_autofree char *id = g_strconcat (stage->node->base_url, "/groups/test_moot", NULL);
  g_autofree char *inside = g_strconcat (id, "/", NULL);
  static const char *const parts[] = { "inbox", "outbox", "followers",
                                       "following", "featured", "attributedTo" };
  JsonObject *actor = moot_test_reply_object (reply);

  moot_test_assert_status (reply, 200);
  g_assert_cmpstr (moot_test_reply_string (reply, "id"), ==, id);
  g_assert_cmpstr (moot_test_reply_string (reply, "type"), ==, "Group");
  g_assert_cmpstr (moot_test_reply_string (reply, "preferredUsername"), ==, "test_moot");
  g_assert_cmpstr (moot_test_reply_string (reply, "name"), ==, "Test moot");
  g_assert_false (json_object_get_boolean_member (actor, "manuallyApprovesFollowers"));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_true (g_str_has_prefix (moot_test_reply_string (reply, parts[i]), inside));
  g_assert_true (json_object_has_member (actor, "publicKey"));
  g_assert_cmpuint (
    json_array_get_length (json_object_get_array_member (actor, "assertionMethod")), ==, 1);
  g_assert_cmpstr (moot_test_reply_string (page, "id"), ==, id);
  moot_test_assert_status (person, 404);
  moot_test_assert_status (member, 404);
  moot_test_assert_status (members, 404);
  g_assert_nonnull (strstr (moderators->text, "/users/ada\""));
  g_assert_null (strstr (moderators->text, "/users/bo\""));
  g_assert_cmpstr (moot_test_reply_string (coop, "actor_uri"), ==, id);
  g_assert_true (g_str_has_prefix (moot_test_reply_string (coop, "handle"), "test_moot@"));
}

/* The handle leads to the actor, and the actor gives itself that handle. */
static void
test_webfinger (gconstpointer data)
{
  Stage *stage = (Stage *) data;
  const char *host = stage->node->base_url + strlen ("http://");
  g_autofree char *handle = g_strconcat ("test_moot@", host, NULL);
  g_autofree char *id = g_strconcat (stage->node->base_url, "/groups/test_moot", NULL);
  g_autofree char *subject = g_strconcat ("acct:", handle, NULL);
  const char *const resources[] = { subject, id };
  g_autoptr (MootTestReply) actor = moot_test_get_document (stage->node, "/groups/test_moot");

  g_assert_cmpstr (moot_test_reply_string (actor, "webfinger"), ==, handle);
  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      g_autofree char *escaped = g_uri_escape_string (resources[i], NULL, FALSE);
      g_autofree char *path = g_strconcat ("/.well-known/webfinger?resource=", escaped, NULL);
      g_autoptr (MootTestReply) reply = moot_test_get_document (stage->node, path);
      g_autofree char *self = g_strconcat ("\"href\":\"", id, "\"", NULL);

      moot_test_assert_status (reply, 200);
      g_assert_cmpstr (moot_test_reply_string (reply, "subject"), ==, subject);
      g_assert_nonnull (strstr (reply->text, self));
    }
}

/* What members see of it in their clients. */
static void
test_client (gconstpointer data)
{
  Stage *stage = (Stage *) data;
  const char *ada = stage->coop->tokens[0];
  g_autoptr (MootTestReply) found =
    moot_test_get (stage->node, "/api/v1/accounts/lookup?acct=test_moot", ada);
  g_autofree char *search = g_strconcat ("/api/v2/search?type=accounts&q=", stage->node->base_url,
                                         "/groups/test_moot", NULL);
  g_autoptr (MootTestReply) searched = moot_test_get (stage->node, search, ada);
  g_autofree char *path =
    g_strconcat ("/api/v1/accounts/", moot_test_reply_string (found, "id"), NULL);
  g_autofree char *follow = g_strconcat (path, "/follow", NULL);
  g_autoptr (MootTestReply) followed = moot_test_post (stage->node, follow, ada, "");
  g_autoptr (MootTestReply) account = moot_test_get (stage->node, path, ada);
  g_autofree char *id = post (stage, stage->coop->tokens[1], "status=@test_moot+bread");
  g_autoptr (MootTestReply) home = moot_test_get (stage->node, "/api/v1/timelines/home", ada);

  g_assert_true (json_object_get_boolean_member (moot_test_reply_object (found), "group"));
  g_assert_nonnull (strstr (searched->text, "\"acct\":\"test_moot\""));
  g_assert_true (json_object_get_boolean_member (moot_test_reply_object (followed), "following"));
  g_assert_cmpint (
    json_object_get_int_member (moot_test_reply_object (account), "followers_count"), ==, 1);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (home)), ==, 1);
  g_assert_nonnull (strstr (home->text, id));
  g_assert_cmpint (inbox_count (stage->node, "notification WHERE type = 'follow'"), ==, 0);
}

typedef struct
{
  const MootSite *site;
  const MootUserDraft *draft;
  GError *error;
} Addition;

static gboolean
add_user (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  Addition *addition = data;

  return moot_user_store_add (db, addition->site, addition->draft, NULL, &addition->error) || TRUE;
}

/* Nobody else gets the name, and a folder without a group gets one when it is served. */
static void
test_name (gconstpointer data)
{
  Stage *stage = (Stage *) data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootUserDraft) draft =
    moot_user_draft_new ("test_moot", "a password of theirs", FALSE, &error);
  Addition addition = { moot_node_get_services (stage->node->node)->site, draft, NULL };

  g_assert_no_error (error);
  moot_test_node_write (stage->node, add_user, &addition);
  g_assert_error (addition.error, MOOT_ERROR, MOOT_ERROR_CONFLICT);
  g_clear_error (&addition.error);
  moot_test_node_write (stage->node, run_sql,
                        "UPDATE coop SET account_id = NULL;"
                        "UPDATE account SET kind = 'person' WHERE username = 'test_moot'");
  moot_test_node_restart (stage->node);
  g_assert_cmpint (inbox_count (stage->node, "account a JOIN coop c ON c.account_id = a.id"
                                             " WHERE a.username = 'test_moot_2'"
                                             " AND a.uri LIKE '%/groups/test_moot_2'"),
                   ==, 1);
}

/* An admin says what it looks like; those who follow it hear of that. */
static void
test_profile (gconstpointer data)
{
  Stage *stage = (Stage *) data;
  const char *path = "/api/folkmoot/v1/group";
  const char *form = "application/x-www-form-urlencoded";
  const char *ada = stage->coop->tokens[0];
  g_autoptr (MootTestReply) member =
    moot_test_request (stage->node, "PATCH", path, stage->coop->tokens[1], form, "note=x");
  g_autoptr (MootTestReply) closed =
    moot_test_request (stage->node, "PATCH", path, ada, form, "locked=true");
  g_autoptr (MootTestReply) edited = NULL;
  g_autoptr (MootTestReply) shown = NULL;
  g_autoptr (MootTestReply) actor = NULL;
  g_autofree char *update = NULL;

  deliver (stage, FOLLOW);
  edited = moot_test_request (stage->node, "PATCH", path, ada, form,
                              "display_name=The+Moot&note=We+bake&discoverable=true");
  shown = moot_test_get (stage->node, path, NULL);
  actor = moot_test_get_document (stage->node, "/groups/test_moot");
  moot_test_assert_status (member, 403);
  moot_test_assert_status (closed, 422);
  moot_test_assert_status (edited, 200);
  g_assert_cmpstr (moot_test_reply_string (shown, "display_name"), ==, "The Moot");
  g_assert_cmpstr (moot_test_reply_string (shown, "note"), ==, "<p>We bake</p>");
  g_assert_cmpstr (moot_test_reply_string (actor, "summary"), ==, "<p>We bake</p>");
  g_assert_cmpstr (moot_test_reply_string (actor, "type"), ==, "Group");
  update = inbox_peer_wait_for (stage->peer, "\"type\":\"Update\"");
  g_assert_nonnull (strstr (update, "\"type\":\"Group\""));
  g_assert_nonnull (strstr (update, "We bake"));
  g_assert_nonnull (strstr (update, "/groups/test_moot#main-key\""));
}

/* Passing on ---------------------------------------------------------------------------------- */

static void
test_accept (gconstpointer data)
{
  Stage *stage = (Stage *) data;
  g_autofree char *accept = NULL;

  deliver (stage, FOLLOW);
  accept = inbox_peer_wait_for (stage->peer, "\"type\":\"Accept\"");
  g_assert_nonnull (strstr (accept, "/groups/test_moot#main-key\""));
  g_assert_nonnull (strstr (accept, "/users/mira#f/1\""));
  g_assert_cmpint (inbox_count (stage->node, "follow WHERE accepted = 1 AND uri LIKE '%#f/1'"), ==,
                   1);
  g_assert_cmpuint (inbox_peer_post_as (stage->peer, stage->node, "@ME@#main-key",
                                        "/users/test_moot/inbox", FOLLOW),
                    ==, 404);
  g_assert_cmpuint (inbox_peer_post_as (stage->peer, stage->node, "@ME@#main-key",
                                        "/groups/test_moot/inbox", FOLLOW),
                    ==, 202);
  inbox_settle (stage->node);
}

static void
boost (Stage      *self,
       const char *token,
       const char *id)
{
  g_autofree char *path = g_strconcat ("/api/v1/statuses/", id, "/reblog", NULL);
  g_autoptr (MootTestReply) reply = moot_test_post (self->node, path, token, "");

  moot_test_assert_status (reply, 200);
}

/* What comes from members in public is passed on, each thing once; nothing else is. */
static void
test_once (void)
{
  g_autoptr (Stage) stage = stage_new ();
  char *const *tokens = stage->coop->tokens;
  g_autofree char *first = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *last = NULL;
  g_autofree char *form = NULL;
  g_autofree char *request = NULL;
  g_autofree char *end = NULL;

  deliver (stage, FOLLOW);
  first = post (stage, tokens[0], "status=@test_moot+bread");
  form = g_strdup_printf ("status=@test_moot+rye&in_reply_to_id=%s", first);
  answer = post (stage, tokens[1], form);
  request = inbox_peer_wait_for (stage->peer, ANNOUNCE);
  g_assert_nonnull (strstr (request, "/groups/test_moot#main-key\""));
  g_assert_nonnull (strstr (request, "/groups/test_moot/followers\""));
  /* loops: a boost of what was passed on, and one from elsewhere */
  boost (stage, tokens[2], first);
  deliver (stage, "{@AS@,'id':'@ME@#b/1','type':'Announce','actor':'@ME@','to':['@PUBLIC@','" GROUP
                  "'],'object':'" GROUP "'}");
  /* not for everybody, not addressed to it, not by a member */
  g_free (post (stage, tokens[0], "status=@test_moot+quiet&visibility=unlisted"));
  g_free (post (stage, tokens[0], "status=@test_moot+ours&visibility=private"));
  g_free (post (stage, tokens[0], "status=@test_moot+yours&visibility=direct"));
  g_free (post (stage, tokens[0], "status=just+bread"));
  g_free (post (stage, stage->coop->stranger, "status=@test_moot+let+me+in"));
  deliver (stage, CREATE ("1", "'@PUBLIC@'"));
  deliver (stage, CREATE ("1", "'@PUBLIC@'"));
  g_assert_cmpint (inbox_count (stage->node, "status WHERE uri LIKE '%/notes/1'"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, SHARES), ==, 2);
  moot_test_node_write (stage->node, run_sql,
                        "UPDATE member SET state = 'suspended' WHERE account_id ="
                        " (SELECT id FROM account WHERE username = 'dee')");
  g_free (post (stage, tokens[3], "status=@test_moot+but+I"));
  last = post (stage, tokens[2], "status=@test_moot+wheat");
  g_assert_cmpint (inbox_count (stage->node, SHARES), ==, 3);
  end = g_strconcat ("/users/cy/statuses/", last, "\"", NULL);
  g_free (inbox_peer_wait_for (stage->peer, end));
  g_assert_cmpuint (inbox_peer_count (stage->peer, ANNOUNCE), ==, 3);
  /* and not all of somebody who does not stop */
  for (guint i = 0; i < 22; i++)
    g_free (post (stage, tokens[0], "status=@test_moot+bread"));
  g_assert_cmpint (inbox_count (stage->node, SHARES), ==, 22);
}

/* The account elsewhere that a member names as theirs speaks for the member. */
static void
test_elsewhere (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *sql =
    inbox_peer_fill (stage->peer, stage->node,
                     "UPDATE account SET also_known_as = json_array (\"@ME@\")"
                     " WHERE username = \"bo\"");
  g_autofree char *announce = NULL;
  g_autofree char *undo = NULL;

  g_strdelimit (sql, "\"", '\'');
  deliver (stage, FOLLOW);
  moot_test_node_write (stage->node, run_sql, sql);
  deliver (stage, CREATE ("1", "'@PUBLIC@'"));
  deliver (stage, CREATE ("1", "'@PUBLIC@'"));
  deliver (stage, CREATE ("2", "'@ME@/followers'"));
  announce = inbox_peer_wait_for (stage->peer, ANNOUNCE);
  g_assert_nonnull (strstr (announce, "/users/mira/notes/1\""));
  g_assert_cmpint (inbox_count (stage->node, SHARES), ==, 1);
  deliver (stage, DELETE ("1"));
  undo = inbox_peer_wait_for (stage->peer, UNDO);
  g_assert_nonnull (strstr (undo, "/users/mira/notes/1\""));
  g_assert_cmpint (inbox_count (stage->node, SHARES), ==, 0);
  g_assert_cmpuint (inbox_peer_count (stage->peer, ANNOUNCE), ==, 2); /* one inside the Undo */
}

/* With the post goes what was made of it, and edits reach whom it reached. */
static void
test_gone (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *activity = NULL;
  g_autofree char *boost_id = NULL;
  g_autoptr (MootTestReply) edited = NULL;
  g_autoptr (MootTestReply) deleted = NULL;
  g_autoptr (MootTestReply) shown = NULL;
  g_autofree char *undo = NULL;

  deliver (stage, FOLLOW);
  id = post (stage, stage->coop->tokens[0], "status=@test_moot+bread");
  path = g_strconcat ("/api/v1/statuses/", id, NULL);
  boost_id = inbox_peer_wait_for (stage->peer, ANNOUNCE);
  activity = g_strdup (strstr (boost_id, "/groups/test_moot/statuses/"));
  *strchr (activity, '"') = '\0';
  shown = moot_test_get_document (stage->node, activity);
  moot_test_assert_status (shown, 200);
  g_assert_cmpstr (moot_test_reply_string (shown, "type"), ==, "Announce");
  edited = moot_test_request (stage->node, "PUT", path, stage->coop->tokens[0],
                              "application/x-www-form-urlencoded", "status=@test_moot+rye");
  moot_test_assert_status (edited, 200);
  g_free (inbox_peer_wait_for (stage->peer, "\"type\":\"Update\""));
  deleted =
    moot_test_request (stage->node, "DELETE", path, stage->coop->tokens[0], NULL, NULL);
  moot_test_assert_status (deleted, 200);
  undo = inbox_peer_wait_for (stage->peer, UNDO);
  g_assert_nonnull (strstr (undo, "/groups/test_moot#main-key\""));
  g_free (inbox_peer_wait_for (stage->peer, "\"type\":\"Delete\""));
  g_assert_cmpint (inbox_count (stage->node, SHARES), ==, 0);
}

/* What Lemmy's members write: nobody is mentioned, the group is the audience. */
#define PAGE(id, more)                                                                          \
  "{@AS@,'id':'@ME@/pages/" id "/activity','type':'Create','actor':'@ME@','to':['@PUBLIC@'],"   \
  "'cc':['" GROUP "'],'audience':'" GROUP "','object':{'id':'@ME@/pages/" id "','type':'Page'," \
  "'attributedTo':'@ME@','to':['" GROUP "','@PUBLIC@'],'audience':'" GROUP "','name':'Flour',"  \
  "'content':'x'" more "}}"
#define LIKE(n, type, what) \
  "{@AS@,'id':'@ME@#l/" n "','type':'" type "','actor':'@ME@','object':" what "}"

#define LIKE_INSIDE(n, type, what) \
  "{'id':'@ME@#l/" n "','type':'" type "','actor':'@ME@','object':'" what "'}"
#define FOLLOWERS "follow f JOIN coop c ON c.account_id = f.target_id"

/* A server that says it is such a one as @name. */
static void
serve_software (Stage      *self,
                const char *name)
{
  g_autofree char *links = g_strdup_printf (
    "{\"links\":[{\"rel\":\"x\",\"href\":\"http://elsewhere.example/\"},{\"rel\":"
    "\"http://nodeinfo.diaspora.software/ns/schema/2.0\",\"href\":\"%s/nodeinfo/2.0\"}]}",
    self->peer->base_url);
  g_autofree char *document =
    g_strdup_printf ("{\"version\":\"2.0\",\"software\":{\"name\":\"%s\"}}", name);

  inbox_peer_serve (self->peer, "/.well-known/nodeinfo", 200, "application/json", links);
  inbox_peer_serve (self->peer, "/nodeinfo/2.0", 200, "application/json", document);
}

/* An Announce of the group with the whole of an activity inside, as its author sent it. */
static void
wait_for_whole (Stage      *self,
                const char *inner)
{
  g_autofree char *filled = inbox_peer_fill (self->peer, self->node, inner);
  g_autofree char *what = g_strconcat ("\"object\":", filled, NULL);
  g_autofree char *request = inbox_peer_wait_for (self->peer, what);

  g_assert_nonnull (strstr (request, "/groups/test_moot#announces/"));
  g_assert_nonnull (strstr (request, ANNOUNCE));
  g_assert_nonnull (strstr (request, "/groups/test_moot#main-key\""));
}

/* What a member thinks of it goes to them as well. */
static void
react (Stage      *self,
       const char *id,
       const char *deed,
       const char *what,
       const char *whose)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/statuses/%s/%s", id, deed);
  guint n = inbox_peer_count (self->peer, "#announces/");
  g_autoptr (MootTestReply) reply =
    moot_test_request (self->node, "POST", path, self->coop->tokens[1], NULL, NULL);
  g_autofree char *request = NULL;

  moot_test_assert_status (reply, 200);
  inbox_wait_for_count (self->node, ALL_DELIVERED, 1);
  request = inbox_peer_dup_nth (self->peer, "#announces/", n);
  g_assert_nonnull (strstr (request, what));
  g_assert_nonnull (strstr (request, whose));
}

/* Readers of whole activities get those of ours, and what becomes of them. */
static void
test_whole (void)
{
  g_autoptr (Stage) stage = stage_new ();
  const char *ada = stage->coop->tokens[0];
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *like = NULL;
  g_autofree char *unlike = NULL;
  g_autofree char *create = NULL;
  g_autofree char *update = NULL;
  g_autoptr (MootTestReply) edited = NULL;
  g_autoptr (MootTestReply) deleted = NULL;

  serve_software (stage, "Lemmy");
  deliver (stage, FOLLOW);
  id = post (stage, ada, "status=@test_moot+bread");
  path = g_strconcat ("/api/v1/statuses/", id, NULL);
  create = inbox_peer_wait_for (stage->peer, "#announces/");
  g_assert_nonnull (strstr (create, "\"type\":\"Create\",\"actor\":"));
  g_assert_nonnull (strstr (create, "\"audience\":"));
  like = g_strdup_printf (LIKE ("1", "Like", "'@N@/users/ada/statuses/%s'"), id);
  deliver (stage, like);
  wait_for_whole (stage, like);
  unlike = g_strdup_printf (
    LIKE ("2", "Undo", "{'id':'@ME@#l/1','type':'Like','actor':'@ME@','object':"
                       "'@N@/users/ada/statuses/%s'}"),
    id);
  deliver (stage, unlike);
  wait_for_whole (stage, unlike);
  react (stage, id, "favourite", "\"object\":{\"@context\"", "/users/bo#likes/");
  react (stage, id, "unfavourite", "\"type\":\"Undo\",\"actor\"", "/users/bo#likes/");
  edited = moot_test_request (stage->node, "PUT", path, ada, "application/x-www-form-urlencoded",
                              "status=@test_moot+rye");
  moot_test_assert_status (edited, 200);
  inbox_wait_for_count (stage->node, ALL_DELIVERED, 1);
  update = inbox_peer_dup_nth (stage->peer, "#announces/", 5);
  g_assert_nonnull (strstr (update, "\"type\":\"Update\""));
  deleted = moot_test_request (stage->node, "DELETE", path, ada, NULL, NULL);
  moot_test_assert_status (deleted, 200);
  g_free (inbox_peer_wait_for (stage->peer, "\"type\":\"Tombstone\""));
  inbox_wait_for_count (stage->node, ALL_DELIVERED, 1);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "#announces/"), ==, 7);
}

/* What others bring that way: of a member it is passed on to the byte, of nobody it is refused; and
 * whoever writes so is known to read so. */
static void
test_audience (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *sql =
    inbox_peer_fill (stage->peer, stage->node,
                     "UPDATE account SET also_known_as = json_array (\"@ME@\")"
                     " WHERE username = \"bo\"");
  g_autofree char *reject = NULL;

  g_strdelimit (sql, "\"", '\'');
  deliver (stage, FOLLOW);
  deliver (stage, PAGE ("1", ""));
  reject = inbox_peer_wait_for (stage->peer, "\"type\":\"Reject\"");
  g_assert_nonnull (strstr (reject, "/pages/1/activity\""));
  g_assert_nonnull (strstr (reject, "/groups/test_moot#main-key\""));
  g_assert_cmpint (inbox_count (stage->node, SHARES), ==, 0);
  moot_test_node_write (stage->node, run_sql, sql);
  deliver (stage, PAGE ("2", ""));
  wait_for_whole (stage, PAGE ("2", ""));
  g_assert_cmpint (inbox_count (stage->node, SHARES), ==, 1);
  deliver (stage, LIKE ("1", "Dislike", "'@ME@/pages/2'"));
  wait_for_whole (stage, LIKE ("1", "Dislike", "'@ME@/pages/2'"));
  deliver (stage, PAGE ("3", ",'bcc':['@ME@']"));
  deliver (stage, LIKE ("2", "Delete", "'@ME@/pages/2'"));
  wait_for_whole (stage, LIKE ("2", "Delete", "'@ME@/pages/2'"));
  g_assert_cmpint (inbox_count (stage->node, SHARES), ==, 1);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "/pages/3/activity"), ==, 0);
}

/* A Join is a Follow with another name, and is answered by it. */
static void
test_join (void)
{
  static const char *const steps[] = { LIKE ("9", "Leave", "'" GROUP "'"),
                                       LIKE ("2", "Join", "'" GROUP "'"),
                                       LIKE ("3", "Undo", LIKE_INSIDE ("2", "Join", GROUP)) };
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *accept = NULL;

  deliver (stage, LIKE ("1", "Join", "'" GROUP "'"));
  accept = inbox_peer_wait_for (stage->peer, "\"type\":\"Accept\"");
  g_assert_nonnull (strstr (accept, "/users/mira#l/1\",\"type\":\"Join\""));
  g_assert_cmpint (inbox_count (stage->node, FOLLOWERS), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      deliver (stage, steps[i]);
      g_assert_cmpint (inbox_count (stage->node, FOLLOWERS), ==, i == 1 ? 1 : 0);
    }
}

int
main (int    argc,
      char **argv)
{
  Stage *stage;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  stage = stage_new ();
  g_test_add_data_func ("/group/document", stage, test_document);
  g_test_add_data_func ("/group/webfinger", stage, test_webfinger);
  g_test_add_data_func ("/group/client", stage, test_client);
  g_test_add_data_func ("/group/accept", stage, test_accept);
  g_test_add_data_func ("/group/profile", stage, test_profile);
  g_test_add_data_func ("/group/name", stage, test_name);
  g_test_add_func ("/federation/s36-join", test_join);
  g_test_add_func ("/federation/s56-once", test_once);
  g_test_add_func ("/federation/s56-elsewhere", test_elsewhere);
  g_test_add_func ("/federation/s56-gone", test_gone);
  g_test_add_func ("/federation/s56-whole-activities", test_whole);
  g_test_add_func ("/federation/s56-audience", test_audience);
  status = g_test_run ();
  stage_free (stage);
  return status;
}
