/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Limits: what is allowed when, to the millisecond, and that strangers cannot make the
 * table grow. */
#include "moot-pacing.h"

#define START 1767323045000

/* Three a minute: one comes back every 20 seconds. */
static const struct
{
  gint64 after_ms;
  gboolean allowed;
  guint remaining;
  gint64 wait_ms;
  gint64 full_ms;
} steps[] = {
  { 0, TRUE, 2, 0, 20000 },
  { 0, TRUE, 1, 0, 40000 },
  { 0, TRUE, 0, 20000, 60000 },
  { 0, FALSE, 0, 20000, 60000 },
  { 1, FALSE, 0, 19999, 59999 },
  { 19999, FALSE, 0, 1, 40001 },
  { 20000, TRUE, 0, 20000, 60000 },
  { 20001, FALSE, 0, 19999, 59999 },
  { 70000, TRUE, 1, 0, 30000 },
  { 60000, TRUE, 0, 10000, 50000 }, /* the clock steps back */
  { 60000, FALSE, 0, 10000, 50000 },
  { 70000, TRUE, 0, 20000, 60000 },
  { 1000000, TRUE, 2, 0, 20000 },
};

static void
test_steps (void)
{
  g_autoptr (MootPacing) pacing = moot_pacing_new (3, 60000, 10);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      MootPace pace = { 0 };
      MootPace seen = { 0 };
      gboolean would = moot_pacing_look (pacing, "a", START + steps[i].after_ms, &seen);

      g_assert_cmpint (would, ==, steps[i].allowed);
      g_assert_cmpuint (seen.remaining, ==, steps[i].remaining + (steps[i].allowed ? 1 : 0));
      g_assert_cmpint (moot_pacing_take (pacing, "a", START + steps[i].after_ms, &pace), ==,
                       steps[i].allowed);
      g_assert_cmpuint (pace.limit, ==, 3);
      g_assert_cmpuint (pace.remaining, ==, steps[i].remaining);
      g_assert_cmpint (pace.wait_ms, ==, steps[i].wait_ms);
      g_assert_cmpint (pace.full_ms, ==, steps[i].full_ms);
    }
}

static void
test_keys_are_apart (void)
{
  g_autoptr (MootPacing) pacing = moot_pacing_new (1, 1000, 10);

  g_assert_true (moot_pacing_take (pacing, "a", START, NULL));
  g_assert_false (moot_pacing_take (pacing, "a", START, NULL));
  g_assert_true (moot_pacing_take (pacing, "b", START, NULL));
  moot_pacing_forget (pacing, "a");
  moot_pacing_forget (pacing, "nobody");
  g_assert_true (moot_pacing_take (pacing, "a", START, NULL));
  g_assert_false (moot_pacing_take (pacing, "b", START, NULL));
}

/* An uneven rate: whatever the steps, no more than the limit per period, and no less. */
static void
test_rate (void)
{
  g_autoptr (MootPacing) pacing = moot_pacing_new (7, 1000, 10);
  guint n_allowed = 0;

  for (gint64 now_ms = 0; now_ms < 100000; now_ms++)
    n_allowed += moot_pacing_take (pacing, "a", now_ms, NULL);
  g_assert_cmpuint (n_allowed, ==, 7 + 7 * 100 - 1);
}

static void
test_bounded (void)
{
  g_autoptr (MootPacing) pacing = moot_pacing_new (1, 60000, 100);

  g_assert_true (moot_pacing_take (pacing, "faithful", START, NULL));
  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *key = g_strdup_printf ("stranger %u", i);

      g_assert_true (moot_pacing_take (pacing, key, START, NULL));
      g_assert_cmpuint (moot_pacing_get_n_keys (pacing), <=, 100);
      /* Who keeps asking is not dropped for those who come once. */
      g_assert_false (moot_pacing_take (pacing, "faithful", START, NULL));
    }
  g_assert_cmpuint (moot_pacing_get_n_keys (pacing), ==, 100);
  g_assert_true (moot_pacing_take (pacing, "stranger 0", START, NULL));

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *key = g_strdup_printf ("looker %u", i);

      g_assert_true (moot_pacing_look (pacing, key, START, NULL));
    }
  g_assert_false (moot_pacing_take (pacing, "faithful", START, NULL));
}

static gpointer
take_many (gpointer data)
{
  guint n_allowed = 0;

  for (guint i = 0; i < 2000; i++)
    n_allowed += moot_pacing_take (data, "a", START, NULL);
  return GUINT_TO_POINTER (n_allowed);
}

static void
test_threads (void)
{
  g_autoptr (MootPacing) pacing = moot_pacing_new (3000, 60000, 10);
  GThread *threads[4];
  guint n_allowed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("taker", take_many, pacing);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    n_allowed += GPOINTER_TO_UINT (g_thread_join (threads[i]));
  g_assert_cmpuint (n_allowed, ==, 3000);
}

static void
test_boxed (void)
{
  MootPacing *pacing = moot_pacing_new (1, 1000, 1);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, MOOT_TYPE_PACING);
  g_value_take_boxed (&value, moot_pacing_ref (pacing));
  g_assert_true (moot_pacing_take (pacing, "a", START, NULL));
  moot_pacing_unref (pacing);
  g_assert_false (moot_pacing_take (g_value_get_boxed (&value), "a", START, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/pacing/steps", test_steps);
  g_test_add_func ("/base/pacing/keys-are-apart", test_keys_are_apart);
  g_test_add_func ("/base/pacing/rate", test_rate);
  g_test_add_func ("/base/pacing/bounded", test_bounded);
  g_test_add_func ("/base/pacing/threads", test_threads);
  g_test_add_func ("/base/pacing/boxed", test_boxed);
  return g_test_run ();
}
