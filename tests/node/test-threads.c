/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Conversations of which a part is missing here: what a reply answers, and what a member sees who
 * opens a thread. */
#include "delivery-stage.h"

#include "moot-clock.h"
#include "moot-thread-fetch.h"

#include <string.h>

static void
serve_note (DeliveryStage *stage,
            const char    *path,
            const char    *more)
{
  g_autofree char *json =
    g_strdup_printf ("{@AS@,'id':'@P@%s','type':'Note','attributedTo':'@ME@','to':['@PUBLIC@'],"
                     "'content':'%s'%s}",
                     path, path, more);

  inbox_peer_serve_json (stage->peer, path, json);
}

/* mira answers something to rosa. */
static void
send_reply (DeliveryStage *stage,
            const char    *answered,
            const char    *more)
{
  g_autofree char *json = g_strdup_printf (
    "{@AS@,'id':'@P@/top/activity','type':'Create','actor':'@ME@','object':{'id':'@P@/top',"
    "'type':'Note','attributedTo':'@ME@','to':['@PUBLIC@'],'cc':['@N@/users/rosa'],"
    "'content':'top','inReplyTo':%s,'tag':[{'type':'Mention','href':'@N@/users/rosa'}]%s}}",
    answered, more);

  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, json), ==, 202);
  inbox_settle (stage->node);
}

/* 58: up */

#define N_CHAIN 60

static void
test_long_chain (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  for (guint i = 1; i <= N_CHAIN; i++)
    {
      g_autofree char *path = g_strdup_printf ("/chain/%u", i);
      g_autofree char *more = g_strdup_printf (",'inReplyTo':'@P@/chain/%u'", i + 1);

      serve_note (stage, path, more);
    }
  send_reply (stage, "'@P@/chain/1'", "");
  inbox_wait_for_count (stage->node, "status", MOOT_THREAD_MAX_ANCESTORS + 1);
  /* what one host sends is done one after the other: with this the walk is over */
  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node,
                                     "{@AS@,'id':'@ME@#t/1','type':'Travel','actor':'@ME@',"
                                     "'object':'@N@/users/rosa'}"),
                    ==, 202);
  inbox_settle (stage->node);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /chain/"), ==, MOOT_THREAD_MAX_ANCESTORS);
  g_assert_cmpint (inbox_count (stage->node, "status WHERE in_reply_to_id IS NULL"), ==, 1);
}

/* The walk ends where nothing is to be had; the reply stays. */
static const guint ends[] = { 401, 403, 404, 410, 500 };

static void
test_end (gconstpointer data)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  serve_note (stage, "/chain/1", ",'inReplyTo':'@P@/chain/2'");
  inbox_peer_serve (stage->peer, "/chain/2", GPOINTER_TO_UINT (data), "text/plain", "");
  serve_note (stage, "/chain/3", "");
  send_reply (stage, "'@P@/chain/1'", "");
  inbox_wait_for_count (stage->node, "status", 2);
  g_free (inbox_peer_wait_for (stage->peer, "GET /chain/2"));
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /chain/3"), ==, 0);
  g_assert_cmpint (inbox_count (stage->node, "status WHERE content = 'top'"), ==, 1);
}

/* 58: down */

static void
serve_replies (DeliveryStage *stage,
               const char    *path,
               const char    *next,
               guint          first,
               guint          n)
{
  g_autoptr (GString) items = g_string_new (NULL);
  g_autofree char *json = NULL;

  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *note = g_strdup_printf ("/replies/%u", i);

      serve_note (stage, note, ",'inReplyTo':'@P@/top'");
      g_string_append_printf (items, "%s'@P@%s'", i > first ? "," : "", note);
    }
  json = g_strdup_printf ("{@AS@,'id':'@P@%s','type':'CollectionPage','next':'%s','items':[%s]}",
                          path, next, items->str);
  inbox_peer_serve_json (stage->peer, path, json);
}

static void
open_thread (DeliveryStage *stage)
{
  g_autoptr (MootTestReply) home =
    moot_test_get (stage->node, "/api/v1/notifications?types[]=mention", stage->token);
  JsonObject *told = json_array_get_object_element (moot_test_reply_array (home), 0);
  g_autofree char *path = g_strdup_printf (
    "/api/v1/statuses/%s/context",
    json_object_get_string_member (json_object_get_object_member (told, "status"), "id"));
  g_autoptr (MootTestReply) context = moot_test_get (stage->node, path, stage->token);

  moot_test_assert_status (context, 200);
}

#define REPLIES ",'replies':{'id':'@P@/top/replies','type':'Collection','first':'@P@/page/1'}"
#define SERVE_ROOT(stage)                             \
  inbox_peer_serve_json (stage->peer, "/top/replies", \
                         "{@AS@,'id':'@P@/top/replies','type':'Collection','first':'@P@/page/1'}")

static void
test_pages (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  for (guint i = 1; i <= MOOT_THREAD_MAX_PAGES + 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("/page/%u", i);
      g_autofree char *next = g_strdup_printf ("@P@/page/%u", i + 1);

      serve_replies (stage, path, next, i, 1);
    }
  SERVE_ROOT (stage);
  send_reply (stage, "null", REPLIES);
  open_thread (stage);
  inbox_wait_for_count (stage->node, "status", 1 + MOOT_THREAD_MAX_PAGES);
  inbox_settle_errands (stage->node);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /page/"), ==, MOOT_THREAD_MAX_PAGES);
  /* and not again a moment later */
  open_thread (stage);
  open_thread (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /top/replies"), ==, 1);
}

static void
test_posts (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  serve_replies (stage, "/page/1", "@P@/page/2", 1, 70);
  serve_replies (stage, "/page/2", "@P@/page/3", 71, 70);
  SERVE_ROOT (stage);
  send_reply (stage, "null", REPLIES);
  open_thread (stage);
  inbox_wait_for_count (stage->node, "status", 1 + MOOT_THREAD_MAX_POSTS);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /replies/"), ==, MOOT_THREAD_MAX_POSTS);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /page/3"), ==, 0);
}

/* A next page on another server, and one that comes again. */
static void
test_astray (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  serve_replies (stage, "/page/1", "@P@/page/2", 1, 1);
  serve_replies (stage, "/page/2", "@P@/page/1", 2, 1);
  SERVE_ROOT (stage);
  send_reply (stage, "null", REPLIES);
  open_thread (stage);
  inbox_wait_for_count (stage->node, "status", 3);
  inbox_settle_errands (stage->node);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /page/1"), ==, 1);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /page/2"), ==, 1);
}

/* What answers a reply is found as well, and what stands in a list is asked for where it lives. */
static void
test_deep (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  inbox_peer_serve_json (
    stage->peer, "/page/1",
    "{@AS@,'id':'@P@/page/1','type':'CollectionPage','next':'https://elsewhere.example/2',"
    "'items':[{'id':'@P@/replies/1','type':'Note','attributedTo':'@ME@','to':['@PUBLIC@'],"
    "'content':'forged'}]}");
  serve_note (stage, "/replies/1",
              ",'inReplyTo':'@P@/top','replies':{'id':'@P@/replies/1/replies',"
              "'type':'Collection'}");
  inbox_peer_serve_json (stage->peer, "/replies/1/replies",
                         "{@AS@,'id':'@P@/replies/1/replies','type':'Collection',"
                         "'items':['@P@/replies/2']}");
  serve_note (stage, "/replies/2", ",'inReplyTo':'@P@/replies/1'");
  SERVE_ROOT (stage);
  send_reply (stage, "null", REPLIES);
  open_thread (stage);
  inbox_wait_for_count (stage->node, "status", 3);
  g_assert_cmpint (inbox_count (stage->node, "status WHERE content = 'forged'"), ==, 0);
  g_assert_cmpint (inbox_count (stage->node, "status WHERE in_reply_to_id IS NOT NULL"), ==, 2);
}

/* A context lists the whole thread; what was missing above is asked for again. */
static void
test_context (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  send_reply (stage, "'@P@/above'", ",'context':'@P@/contexts/1'");
  g_free (inbox_peer_wait_for (stage->peer, "GET /above"));
  serve_note (stage, "/above", "");
  serve_note (stage, "/replies/1", ",'inReplyTo':'@P@/top'");
  inbox_peer_serve_json (stage->peer, "/contexts/1",
                         "{@AS@,'id':'@P@/contexts/1','type':'Collection','attributedTo':'@ME@',"
                         "'first':{'type':'CollectionPage','partOf':'@P@/contexts/1',"
                         "'items':['@P@/above','@P@/top','@P@/replies/1']}}");
  open_thread (stage);
  inbox_wait_for_count (stage->node, "status", 3);
  inbox_wait_for_count (stage->node, "status WHERE in_reply_to_id IS NOT NULL", 2);
}

int
main (int    argc,
      char **argv)
{
  const MootDeliveryOptions options = { .first_retry_ms = 30 };

  g_test_init (&argc, &argv, NULL);
  moot_test_node_set_delivery (&options);
  g_test_add_func ("/federation/s58-long-chain", test_long_chain);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strdup_printf ("/federation/s58-end/%u", ends[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (ends[i]), test_end);
    }
  g_test_add_func ("/federation/s58-pages", test_pages);
  g_test_add_func ("/federation/s58-posts", test_posts);
  g_test_add_func ("/federation/s58-astray", test_astray);
  g_test_add_func ("/federation/s58-deep", test_deep);
  g_test_add_func ("/federation/s58-context", test_context);
  return g_test_run ();
}
