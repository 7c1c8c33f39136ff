/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Hosts that do not answer: when one is given up but for a try a day, and what brings it back. */
#include "delivery-stage.h"

#include "moot-clock.h"
#include "moot-delivery-plan.h"

#include <string.h>

/* The arithmetic: what came back on which day, and what the host is then. */
/* clang-format off */
static const struct
{
  const char *name;
  struct
  {
    gint64 day;
    guint status;
  } answers[10];
  guint failing_days;
  gboolean paused;
} healths[] = {
  { "six-days",      { { 1, 0 }, { 2, 0 }, { 3, 503 }, { 4, 0 }, { 5, 500 }, { 6, 0 } }, 6, FALSE },
  { "seven-days",    { { 1, 0 }, { 2, 0 }, { 3, 503 }, { 4, 0 }, { 5, 500 }, { 6, 0 }, { 9, 0 } },
    7, TRUE },
  { "one-day",
    { { 1, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 } },
    1, FALSE },
  { "answers-again",
    { { 1, 0 }, { 2, 0 }, { 3, 0 }, { 4, 0 }, { 5, 0 }, { 6, 0 }, { 7, 0 }, { 8, 202 } },
    0, FALSE },
  { "refuses",
    { { 1, 403 }, { 2, 403 }, { 3, 403 }, { 4, 403 }, { 5, 403 }, { 6, 403 }, { 7, 403 } },
    0, FALSE },
  { "too-many",
    { { 1, 429 }, { 2, 429 }, { 3, 429 }, { 4, 429 }, { 5, 429 }, { 6, 429 }, { 7, 429 } },
    0, FALSE },
};
/* clang-format on */

static void
test_health (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  MootHostHealth health = { 0 };
  gint64 now = 0;

  for (guint i = 0; i < G_N_ELEMENTS (healths[row].answers); i++)
    {
      const MootDeliveryAnswer answer = { healths[row].answers[i].status, 0 };

      if (healths[row].answers[i].day == 0)
        break;
      now = healths[row].answers[i].day * MOOT_DAY + MOOT_HOUR;
      moot_host_health_note (&health, &answer, now, 1000, 0.5);
    }
  g_assert_cmpuint (health.failing_days, ==, healths[row].failing_days);
  g_assert_cmpint (health.paused, ==, healths[row].paused);
  if (healths[row].paused)
    g_assert_cmpint (health.held_until, ==, now + MOOT_DAY);
}

/* A tenth of a day more or less, so that not everybody is asked at the same time. */
static void
test_jitter (void)
{
  const MootDeliveryAnswer silence = { 0, 0 };

  for (guint i = 0; i <= 10; i++)
    {
      MootHostHealth health = { .failing_days = 7, .paused = TRUE };

      moot_host_health_note (&health, &silence, 100 * MOOT_DAY, 1000, i / 10.0);
      g_assert_cmpint (health.held_until, >=, 100 * MOOT_DAY + MOOT_DAY * 9 / 10);
      g_assert_cmpint (health.held_until, <=, 100 * MOOT_DAY + MOOT_DAY * 11 / 10);
    }
}

/* A node and a host -------------------------------------------------------------------------- */

static gboolean
execute (MootDb    *db,
         gpointer   sql,
         GError   **error)
{
  return moot_db_execute (db, sql, error);
}

/* How the peer was doing until now. */
static void
set_health (DeliveryStage *stage,
            guint          failing_days,
            gboolean       paused,
            gint64         held_until)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT OR REPLACE INTO delivery_host (host, failures, failing_days, last_failing_day, paused, "
    "held_until) VALUES ('%s', 9, %u, %" G_GINT64_FORMAT ", %d, %" G_GINT64_FORMAT ")",
    stage->peer->base_url + strlen ("http://"), failing_days, moot_clock_now () / MOOT_DAY - 1,
    paused, held_until);

  delivery_stage_wait_until_empty (stage);
  g_assert_true (moot_test_node_write (stage->node, execute, sql));
}

static void
test_seventh_day (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *held =
    g_strdup_printf ("delivery_host WHERE paused = 1 AND held_until > %" G_GINT64_FORMAT,
                     moot_clock_now () + MOOT_DAY * 8 / 10);

  set_health (stage, 6, FALSE, 0);
  inbox_peer_answer (stage->peer, 503, "");
  g_free (delivery_stage_post (stage, "status=One"));
  inbox_wait_for_count (stage->node, held, 1);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "delivery WHERE attempts = 1"), ==, 1);
}

/* Whatever its server signs brings it back at once, and everything goes out. */
static void
test_heard_from (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();

  set_health (stage, 7, TRUE, moot_clock_now () + MOOT_DAY);
  g_free (delivery_stage_post (stage, "status=One"));
  g_free (delivery_stage_post (stage, "status=Two"));
  g_usleep (20 * DELIVERY_STAGE_STEP_US);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 0);
  g_assert_cmpint (inbox_count (stage->node, "delivery"), ==, 2);
  /* what nobody signed changes nothing */
  g_assert_cmpuint (inbox_peer_post_as (stage->peer, stage->node, "@ME@#key-2", "/inbox",
                                        "{@AS@,'id':'@ME@/x','type':'Like','actor':'@ME@',"
                                        "'object':'@N@/users/rosa'}"),
                    ==, 401);
  g_assert_cmpint (inbox_count (stage->node, "delivery_host WHERE paused = 1"), ==, 1);
  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node,
                                     "{@AS@,'id':'@ME@/y','type':'Like','actor':'@ME@',"
                                     "'object':'@N@/users/rosa'}"),
                    ==, 202);
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 2);
  g_assert_cmpint (inbox_count (stage->node, "delivery_host WHERE paused = 1 OR failing_days > 0"),
                   ==, 0);
}

/* Once a day one delivery finds out for all. */
static void
test_probe (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  g_autofree char *held =
    g_strdup_printf ("delivery_host WHERE paused = 1 AND held_until > %" G_GINT64_FORMAT,
                     moot_clock_now () + MOOT_DAY * 8 / 10);

  set_health (stage, 7, TRUE, moot_clock_now () + MOOT_DAY);
  for (guint i = 0; i < 3; i++)
    g_free (delivery_stage_post (stage, "status=Hello"));
  inbox_peer_answer (stage->peer, 502, "");
  g_assert_true (moot_test_node_write (stage->node, execute,
                                       "UPDATE delivery_host SET held_until = 1"));
  moot_delivery_loop_wake (moot_node_get_services (stage->node->node)->delivery);
  inbox_wait_for_count (stage->node, held, 1);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "delivery"), ==, 3);
  g_assert_true (moot_test_node_write (stage->node, execute,
                                       "UPDATE delivery_host SET held_until = 1"));
  moot_delivery_loop_wake (moot_node_get_services (stage->node->node)->delivery);
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 4);
  g_assert_cmpint (inbox_count (stage->node, "delivery_host WHERE paused = 1"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  const MootDeliveryOptions options = { .first_retry_ms = 30 };

  g_test_init (&argc, &argv, NULL);
  moot_test_node_set_delivery (&options);
  for (guint i = 0; i < G_N_ELEMENTS (healths); i++)
    {
      g_autofree char *path = g_strconcat ("/federation/s61-health/", healths[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_health);
    }
  g_test_add_func ("/federation/s61-jitter", test_jitter);
  g_test_add_func ("/federation/s61-seventh-day", test_seventh_day);
  g_test_add_func ("/federation/s61-heard-from", test_heard_from);
  g_test_add_func ("/federation/s61-probe", test_probe);
  return g_test_run ();
}
