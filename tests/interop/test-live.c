/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A session on a real node with its stream open: what somebody posts, boosts and deletes reaches
 * the timeline by itself, on top, once. */
#include "moot-draft-keeper.h"
#include "moot-session.h"
#include "moot-stream-hub.h"
#include "moot-test-node.h"
#include "moot-timeline-item.h"

#include <string.h>

#define PATIENCE_MS 60000

typedef struct
{
  MootTestNode *node;
  char *folder;
  MootCache *cache;
  MootSession *session;
  gint64 ada;
  gint64 bo;
  char *ada_token;
  char *bo_token;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (MootSavedAccount) account = g_object_new (MOOT_TYPE_SAVED_ACCOUNT, NULL);
  g_autofree char *path = NULL;
  g_autofree char *follow = NULL;
  g_autoptr (MootTestReply) followed = NULL;
  g_autoptr (GError) error = NULL;

  fixture->node = moot_test_node_new ();
  fixture->ada = moot_test_node_add_user (fixture->node, "ada");
  fixture->bo = moot_test_node_add_user (fixture->node, "bo");
  fixture->ada_token = moot_test_node_add_token (fixture->node, fixture->ada, "read write");
  fixture->bo_token = moot_test_node_add_token (fixture->node, fixture->bo, "read write");
  follow = g_strdup_printf ("/api/v1/accounts/%" G_GINT64_FORMAT "/follow", fixture->bo);
  followed = moot_test_post (fixture->node, follow, fixture->ada_token, NULL);
  moot_test_assert_status (followed, 200);
  fixture->folder = g_dir_make_tmp ("moot-live-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "cache.sqlite3", NULL);
  fixture->cache = moot_cache_open (path, &error);
  g_assert_no_error (error);
  account->key = g_strdup ("ada@test");
  account->server = g_strdup (fixture->node->base_url);
  account->acct = g_strdup ("ada");
  fixture->session = moot_session_new (account, NULL, fixture->ada_token, fixture->cache);
}

static void
wait_ms (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", fixture->folder);

  moot_session_stop (fixture->session);
  while (moot_stream_hub_is_watched (moot_node_get_services (fixture->node->node)->hub))
    wait_ms (10);
  wait_ms (200);
  g_clear_object (&fixture->session);
  wait_ms (100);
  moot_cache_unref (fixture->cache);
  moot_test_node_free (fixture->node);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (fixture->folder);
  g_free (fixture->ada_token);
  g_free (fixture->bo_token);
}

/* Where the status is in the timeline, or -1; and how often. */
static int
find (Fixture    *fixture,
      const char *text,
      guint      *out_n)
{
  MootTimelineModel *home = moot_session_get_home (fixture->session);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (home));
  int position = -1;

  *out_n = 0;
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (MootTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (home), i);
      MootStatus *status = moot_timeline_item_get_kind (item) == MOOT_TIMELINE_STATUS
                             ? moot_timeline_model_load_status (home, item)
                             : NULL;

      if (status == NULL || strstr (status->content, text) == NULL)
        continue;
      (*out_n)++;
      if (position < 0)
        position = (int) i;
    }
  return position;
}

static int
wait_for (Fixture    *fixture,
          const char *text,
          gboolean    there)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_MS * 1000;
  guint n;
  int position;

  do
    {
      wait_ms (20);
      position = find (fixture, text, &n);
      if ((position >= 0) == there)
        {
          g_assert_cmpuint (n, <=, 1);
          return position;
        }
    }
  while (g_get_monotonic_time () < deadline);
  g_error ("'%s' is%s in the timeline after %d ms", text, there ? " not" : " still", PATIENCE_MS);
}

static char *
post (Fixture    *fixture,
      const char *token,
      const char *text)
{
  g_autofree char *form = g_strconcat ("status=", text, NULL);
  g_autoptr (MootTestReply) reply =
    moot_test_post (fixture->node, "/api/v1/statuses", token, form);

  moot_test_assert_status (reply, 200);
  return g_strdup (moot_test_reply_string (reply, "id"));
}

/* The stream is open when a status posted after the first page was read arrives without a refresh.
 */
static void
start (Fixture *fixture)
{
  g_free (post (fixture, fixture->bo_token, "before"));
  moot_session_start (fixture->session);
  wait_for (fixture, "before", TRUE);
  while (!moot_stream_hub_is_watched (moot_node_get_services (fixture->node->node)->hub))
    wait_ms (10);
  wait_ms (300);
}

static void
test_posts_arrive (Fixture       *fixture,
                   gconstpointer  data)
{
  start (fixture);
  g_free (post (fixture, fixture->bo_token, "live-one"));
  g_assert_cmpint (wait_for (fixture, "live-one", TRUE), ==, 0);
  g_free (post (fixture, fixture->bo_token, "live-two"));
  g_assert_cmpint (wait_for (fixture, "live-two", TRUE), ==, 0);
  g_free (post (fixture, fixture->ada_token, "live-own"));
  g_assert_cmpint (wait_for (fixture, "live-own", TRUE), ==, 0);
  moot_timeline_model_refresh (moot_session_get_home (fixture->session));
  wait_ms (500);
  g_assert_cmpint (wait_for (fixture, "live-one", TRUE), ==, 2);
}

static void
test_deleted_posts_go (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (MootTestReply) deleted = NULL;

  start (fixture);
  id = post (fixture, fixture->bo_token, "soon-gone");
  wait_for (fixture, "soon-gone", TRUE);
  path = g_strconcat ("/api/v1/statuses/", id, NULL);
  deleted = moot_test_request (fixture->node, "DELETE", path, fixture->bo_token, NULL, NULL);
  moot_test_assert_status (deleted, 200);
  wait_for (fixture, "soon-gone", FALSE);
}

/* The app puts in its own post itself; the stream brings the same one: it is there once. */
static void
test_the_same_twice_is_once (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (MootStatus) status = NULL;
  g_autoptr (MootTestReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  start (fixture);
  reply = moot_test_post (fixture->node, "/api/v1/statuses", fixture->ada_token, "status=twice");
  status = moot_entity_from_text (MOOT_TYPE_STATUS, reply->text, &error);
  g_assert_no_error (error);
  moot_timeline_model_add_live (moot_session_get_home (fixture->session), status);
  moot_timeline_model_add_live (moot_session_get_home (fixture->session), status);
  g_assert_cmpint (wait_for (fixture, "twice", TRUE), ==, 0);
  wait_ms (800);
  g_assert_cmpint (wait_for (fixture, "twice", TRUE), ==, 0);
}

/* The server goes away: the client knows, and keeping a draft does not make it believe otherwise.
 */
static void
test_a_draft_says_nothing_of_the_server (Fixture       *fixture,
                                         gconstpointer  data)
{
  MootClient *client = moot_session_get_client (fixture->session);
  g_autoptr (MootSavedAccount) account = g_object_new (MOOT_TYPE_SAVED_ACCOUNT, NULL);
  g_autoptr (MootSession) lost = NULL;
  g_autoptr (MootDraft) draft = moot_draft_new ();

  start (fixture);
  g_assert_true (moot_client_get_online (client));

  account->key = g_strdup ("ada@nowhere");
  account->server = g_strdup ("http://127.0.0.1:9"); /* discard: nobody listens */
  account->acct = g_strdup ("ada");
  lost = moot_session_new (account, NULL, "token", fixture->cache);
  client = moot_session_get_client (lost);
  moot_timeline_model_refresh (moot_session_get_home (lost));
  for (int i = 0; i < 200 && moot_client_get_online (client); i++)
    wait_ms (20);
  g_assert_false (moot_client_get_online (client));
  g_free (draft->text);
  draft->text = g_strdup ("kept while the server is away");
  moot_draft_keep (lost, "new", draft);
  wait_ms (300);
  g_assert_false (moot_client_get_online (client));
  moot_session_stop (lost);
}

#define ADD(name, test) g_test_add ("/live/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("posts-arrive", test_posts_arrive);
  ADD ("deleted-posts-go", test_deleted_posts_go);
  ADD ("the-same-twice-is-once", test_the_same_twice_is_once);
  ADD ("a-draft-says-nothing-of-the-server", test_a_draft_says_nothing_of_the_server);
  return g_test_run ();
}
