/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is for followers or for one person is nowhere for anybody else: every place where a status
 * may stand is looked at by nobody, by a member who does not follow, and as another server would.
 * Statement 55. */
#include "inbox-peer.h"

#include <string.h>

#define SECRET "xyzzysecret"
#define WELCOME "plughpublic"
#define ROSA "'@N@/users/rosa'"

/* The ids of what rosa wrote. */
typedef enum
{
  OPEN,
  FOLLOWERS,
  DIRECT,
  REPLY,
  N_POSTS
} Post;

typedef struct
{
  MootTestNode *node;
  InboxPeer *peer;
  char *rosa;
  char *tom;
  char *ids[N_POSTS];
  gint64 account;
} Stage;

static char *
post (Stage      *self,
      const char *json)
{
  g_autoptr (MootTestReply) reply =
    moot_test_send_json (self->node, "POST", "/api/v1/statuses", self->rosa, json);

  moot_test_assert_status (reply, 200);
  return g_strdup (moot_test_reply_string (reply, "id"));
}

static Stage *
stage_new (void)
{
  Stage *self = g_new0 (Stage, 1);
  g_autofree char *reply = NULL;

  self->node = moot_test_node_new ();
  self->peer = inbox_peer_new ();
  self->account = moot_test_node_add_user (self->node, "rosa");
  self->rosa = moot_test_node_add_token (self->node, self->account, "read write follow");
  self->tom = moot_test_node_add_token (self->node, moot_test_node_add_user (self->node, "tom"),
                                        "read write follow");
  self->ids[OPEN] =
    post (self, "{\"status\":\"" WELCOME " #bread\",\"visibility\":\"public\"}");
  self->ids[FOLLOWERS] =
    post (self, "{\"status\":\"" SECRET " #bread\",\"visibility\":\"private\"}");
  self->ids[DIRECT] = post (self, "{\"status\":\"" SECRET " #bread\",\"visibility\":\"direct\"}");
  reply = g_strdup_printf (
    "{\"status\":\"" SECRET "\",\"visibility\":\"private\",\"in_reply_to_id\":\"%s\"}",
    self->ids[OPEN]);
  self->ids[REPLY] = post (self, reply);
  return self;
}

static void
stage_free (Stage *self)
{
  moot_test_node_free (self->node);
  inbox_peer_free (self->peer);
  for (guint i = 0; i < N_POSTS; i++)
    g_free (self->ids[i]);
  g_free (self->rosa);
  g_free (self->tom);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

/* A place, with %s for the id of a post, if it has one; @shows: whether the public one is there. */
static const struct
{
  const char *path;
  gboolean shows;
} lists[] = {
  { "/users/rosa/outbox?page=true", TRUE },
  { "/users/rosa/outbox", FALSE },
  { "/users/rosa/featured", FALSE },
  { "/users/rosa", FALSE },
  { "/@rosa", TRUE },
  { "/api/v1/timelines/public", TRUE },
  { "/api/v1/timelines/public?local=true", TRUE },
  { "/api/v1/timelines/tag/bread", TRUE },
  { "/api/v1/accounts/ROSA/statuses", TRUE },
  { "/api/v1/accounts/ROSA/statuses?only_media=true", FALSE },
  { "/api/v1/accounts/ROSA/statuses?pinned=true", FALSE },
  { "/api/v2/search?q=" SECRET, FALSE },
  { "/api/v2/search?q=%23bread&type=statuses", FALSE },
  { "/api/v1/timelines/home", FALSE },
  { "/api/v1/notifications", FALSE },
  { "/api/v1/trends/statuses", FALSE },
};

static const char *const of_posts[] = {
  "/users/rosa/statuses/%s",
  "/users/rosa/statuses/%s/activity",
  "/users/rosa/statuses/%s/replies",
  "/users/rosa/statuses/%s/likes",
  "/users/rosa/statuses/%s/shares",
  "/contexts/%s",
  "/@rosa/%s",
  "/api/v1/statuses/%s",
  "/api/v1/statuses/%s/context",
  "/api/v1/statuses/%s/history",
  "/api/v1/statuses/%s/source",
  "/api/v1/statuses/%s/favourited_by",
  "/api/v1/statuses/%s/reblogged_by",
};

static MootTestReply *
look (const Stage *self,
      const char  *path,
      const char  *token,
      const char  *accept)
{
  SoupMessageHeaders *headers;
  g_autofree char *uri = g_strconcat (self->node->base_url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autofree char *bearer = token != NULL ? g_strconcat ("Bearer ", token, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;
  MootTestReply *reply = g_new0 (MootTestReply, 1);
  gsize size;
  const char *data;

  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept", accept);
  if (bearer != NULL)
    soup_message_headers_replace (headers, "Authorization", bearer);
  answer = soup_session_send_and_read (self->node->session, message, NULL, &error);
  g_assert_no_error (error);
  data = g_bytes_get_data (answer, &size);
  reply->status = soup_message_get_status (message);
  reply->text = g_strndup (data != NULL ? data : "", size);
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  return reply;
}

/* By nobody for people, by nobody as a server, by a member who does not follow. */
static const struct
{
  const char *accept;
  gboolean member;
} eyes[] = {
  { "text/html", FALSE },
  { "application/activity+json", FALSE },
  { "application/json", TRUE },
};

static char *
dup_path (const Stage *self,
          const char  *path)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, self->account);
  GString *text = g_string_new (path);

  g_string_replace (text, "ROSA", id, 0);
  return g_string_free (text, FALSE);
}

static void
test_lists (void)
{
  g_autoptr (Stage) stage = stage_new ();
  gboolean shown[G_N_ELEMENTS (lists)] = { FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint e = 0; e < G_N_ELEMENTS (eyes); e++)
      {
        g_autofree char *path = dup_path (stage, lists[i].path);
        g_autoptr (MootTestReply) reply =
          look (stage, path, eyes[e].member ? stage->tom : NULL, eyes[e].accept);

        g_test_message ("%s for %s: %u", path, eyes[e].accept, reply->status);
        g_assert_true (strstr (path, SECRET) != NULL || strstr (reply->text, SECRET) == NULL);
        g_assert_null (strstr (reply->text, stage->ids[FOLLOWERS]));
        g_assert_null (strstr (reply->text, stage->ids[DIRECT]));
        g_assert_null (strstr (reply->text, stage->ids[REPLY]));
        shown[i] |= strstr (reply->text, WELCOME) != NULL;
      }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_test_message ("%s", lists[i].path);
      g_assert_true (!lists[i].shows || shown[i]);
    }
}

/* There is nothing there, and nothing of it below what is public. */
static void
test_posts (void)
{
  g_autoptr (Stage) stage = stage_new ();

  for (guint i = 0; i < G_N_ELEMENTS (of_posts); i++)
    for (guint p = 0; p < N_POSTS; p++)
      for (guint e = 0; e < G_N_ELEMENTS (eyes); e++)
        {
          GString *path = g_string_new (of_posts[i]);
          g_autoptr (MootTestReply) reply = NULL;

          g_string_replace (path, "%s", stage->ids[p], 0);
          reply = look (stage, path->str, eyes[e].member ? stage->tom : NULL, eyes[e].accept);
          g_test_message ("%s for %s: %u", path->str, eyes[e].accept, reply->status);
          g_assert_null (strstr (reply->text, SECRET));
          if (p == OPEN)
            g_assert_null (strstr (reply->text, stage->ids[REPLY]));
          else
            g_assert_cmpuint (reply->status, >=, 400);
          g_string_free (path, TRUE);
        }
}

static char *
dup_words (const Stage *self,
           const char  *json)
{
  GString *text = g_string_new (json);

  g_string_replace (text, "@ID@", self->ids[FOLLOWERS], 0);
  return g_string_free (text, FALSE);
}

/* A stranger cannot make it known by boosting, liking or answering it. */
static void
test_strangers (void)
{
  static const char *const deeds[] = {
    "{@AS@,'id':'@ME@#b/1','type':'Announce','actor':'@ME@','to':['@PUBLIC@'],"
    "'object':'@N@/users/rosa/statuses/@ID@'}",
    "{@AS@,'id':'@ME@#n/1/a','type':'Create','actor':'@ME@','object':{'id':'@ME@/n/1','type':'Note',"
    "'attributedTo':'@ME@','to':['@PUBLIC@'," ROSA "],'content':'ha',"
    "'inReplyTo':'@N@/users/rosa/statuses/@ID@'}}",
  };
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *boost = g_strdup_printf ("/api/v1/statuses/%s/reblog", stage->ids[FOLLOWERS]);
  g_autoptr (MootTestReply) refused = NULL;
  g_autoptr (MootTestReply) public = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_autofree char *json = dup_words (stage, deeds[i]);

      g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, json), ==, 202);
    }
  inbox_settle (stage->node);
  g_assert_cmpint (inbox_count (stage->node, "status WHERE reblog_of_id IS NOT NULL"), ==, 0);
  refused = moot_test_post (stage->node, boost, stage->tom, NULL);
  g_assert_cmpuint (refused->status, ==, 404);
  public = moot_test_get (stage->node, "/api/v1/timelines/public", stage->tom);
  g_assert_null (strstr (public->text, SECRET));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_add_func ("/leaks/s55-lists", test_lists);
  g_test_add_func ("/leaks/s55-posts", test_posts);
  g_test_add_func ("/leaks/s55-strangers", test_strangers);
  return g_test_run ();
}
