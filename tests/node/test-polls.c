/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What other servers hear of a poll of ours, while it runs and when it is over. */
#include "delivery-stage.h"

#include "moot-clock.h"
#include "moot-poll-routes.h"

#include <string.h>

static gboolean
end_polls (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  return moot_db_execute (db, "UPDATE poll SET expires_at = 1000", error);
}

/* 49: the result of a poll, with the same options, once it is over. */
static void
test_poll (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *question = NULL;
  g_autofree char *closed = NULL;
  const char *options;

  g_free (delivery_stage_post (stage, "status=Which?&poll[options][]=Rye&poll[options][]=Wheat"
                                      "&poll[expires_in]=300"));
  question = inbox_peer_wait_for (stage->peer, CREATE);
  options = strstr (question, "\"oneOf\":");
  g_assert_nonnull (strstr (question, "\"type\":\"Question\""));
  g_assert_nonnull (options);
  g_assert_null (strstr (question, "\"closed\""));
  delivery_stage_wait_until_empty (stage);
  g_assert_true (moot_test_node_write (stage->node, end_polls, NULL));
  g_assert_true (
    moot_poll_job (moot_node_get_services (stage->node->node), moot_clock_now (), NULL));
  closed = inbox_peer_wait_for (stage->peer, "\"closed\":\"");
  g_assert_nonnull (strstr (closed, "\"type\":\"Update\""));
  g_assert_nonnull (strstr (closed, "\"name\":\"Rye\""));
  g_assert_nonnull (strstr (closed, "\"name\":\"Wheat\""));
  g_assert_null (strstr (closed, "\"updated\""));
}

static gboolean
run_sql (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  return moot_db_execute (db, data, error);
}

static void
vote (DeliveryStage *stage,
      const char    *id)
{
  g_autofree char *json = g_strdup_printf (
    "{@AS@,'id':'@ME@#v/1/activity','type':'Create','actor':'@ME@','to':['@N@/users/rosa'],"
    "'object':{'id':'@ME@#v/1','type':'Note','name':'Rye','attributedTo':'@ME@',"
    "'inReplyTo':'@N@/users/rosa/statuses/%s','to':['@N@/users/rosa']}}",
    id);

  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, json), ==, 202);
  inbox_settle (stage->node);
}

/* 49: running totals are told, but not with every vote. */
static void
test_poll_totals (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  const MootServices *services = moot_node_get_services (stage->node->node);
  g_autofree char *id = delivery_stage_post (
    stage, "status=Which?&poll[options][]=Rye&poll[options][]=Wheat&poll[expires_in]=3600");
  g_autofree char *path = g_strconcat ("/api/v1/statuses/", id, NULL);
  gint64 now = moot_clock_now ();

  {
    g_autoptr (MootTestReply) edited = moot_test_request (
      stage->node, "PUT", path, stage->token, "application/x-www-form-urlencoded",
      "status=Which?&poll[options][]=Rye&poll[options][]=Oat&poll[expires_in]=3600");

    moot_test_assert_status (edited, 422);
  }
  vote (stage, id);
  g_assert_true (moot_poll_job (services, now, NULL));
  g_free (inbox_peer_wait_for (stage->peer, "\"votersCount\":1"));
  g_assert_true (moot_test_node_write (
    stage->node, run_sql, "UPDATE poll SET voters_count = 2, voted_at = told_at + 1"));
  g_assert_true (moot_poll_job (services, now + MOOT_MINUTE, NULL));
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "\"type\":\"Update\""), ==, 1);
  g_assert_true (moot_test_node_write (
    stage->node, run_sql, "UPDATE poll SET voted_at = 2, told_at = 1"));
  g_assert_true (moot_poll_job (services, moot_clock_now (), NULL));
  g_free (inbox_peer_wait_for (stage->peer, "\"votersCount\":2"));
  g_assert_true (moot_poll_job (services, moot_clock_now (), NULL));
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "\"type\":\"Update\""), ==, 2);
}

/* 49: hidden totals stay hidden until it is over. */
static void
test_hidden_totals (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  const MootServices *services = moot_node_get_services (stage->node->node);
  g_autofree char *id = delivery_stage_post (
    stage, "status=Which?&poll[options][]=Rye&poll[options][]=Wheat&poll[expires_in]=3600"
           "&poll[hide_totals]=true");
  g_autofree char *question = inbox_peer_wait_for (stage->peer, CREATE);

  g_assert_null (strstr (question, "\"votersCount\":0"));
  vote (stage, id);
  g_assert_true (moot_poll_job (services, moot_clock_now (), NULL));
  g_assert_true (moot_test_node_write (stage->node, end_polls, NULL));
  g_assert_true (moot_poll_job (services, moot_clock_now (), NULL));
  g_free (inbox_peer_wait_for (stage->peer, "\"votersCount\":1"));
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "\"type\":\"Update\""), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  const MootDeliveryOptions options = { .first_retry_ms = 30 };

  g_test_init (&argc, &argv, NULL);
  moot_test_node_set_delivery (&options);
  g_test_add_func ("/federation/s49-poll", test_poll);
  g_test_add_func ("/federation/s49-totals", test_poll_totals);
  g_test_add_func ("/federation/s49-hidden-totals", test_hidden_totals);
  return g_test_run ();
}
