/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which questions the main thread answers by itself. */
#include "moot-prompt.h"

#define HOME "/api/v1/timelines/home"

static void
test_keys (void)
{
  guint64 key = moot_prompt_make_key (HOME, "limit=40", "Bearer a");

  g_assert_cmpuint (key, !=, 0);
  g_assert_cmpuint (moot_prompt_make_key (HOME, NULL, "Bearer a"), ==, key);
  g_assert_cmpuint (moot_prompt_make_key (HOME, NULL, "Bearer b"), !=, key);
  g_assert_cmpuint (moot_prompt_make_key (HOME, NULL, NULL), !=, key);
  g_assert_cmpuint (moot_prompt_make_key ("/api/v1/favourites", NULL, "Bearer a"), !=, key);
  g_assert_cmpuint (moot_prompt_make_key ("ab", NULL, "c"), !=,
                    moot_prompt_make_key ("a", NULL, "bc"));
}

/* Somewhere in the past: nobody knows whether that is in memory. */
static void
test_old_pages (void)
{
  static const char *const queries[] = { "max_id=5", "limit=4&min_id=7", "since_id=1",
                                         "max%5Fid=5" };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    g_assert_cmpuint (moot_prompt_make_key (HOME, queries[i], "Bearer a"), ==, 0);
}

static void
test_warm (void)
{
  g_autoptr (MootPrompt) prompt = moot_prompt_new ();
  guint64 key = moot_prompt_make_key (HOME, NULL, "Bearer a");
  guint64 other = moot_prompt_make_key (HOME, NULL, "Bearer b");

  g_assert_false (moot_prompt_may_run (prompt, key, 1000, 1, 0));
  moot_prompt_ran (prompt, key, 1000, TRUE);
  g_assert_true (moot_prompt_may_run (prompt, key, 1000, 2, 0));
  g_assert_false (moot_prompt_may_run (prompt, other, 1000, 3, 0));
  g_assert_true (moot_prompt_may_run (prompt, key, 999 + MOOT_PROMPT_WARM_MS, 4, 0));
  g_assert_false (moot_prompt_may_run (prompt, key, 1000 + MOOT_PROMPT_WARM_MS, 5, 0));
  moot_prompt_ran (prompt, 0, 1000, TRUE);
  g_assert_false (moot_prompt_may_run (prompt, 0, 1000, 6, 0));
}

static void
test_rest (void)
{
  g_autoptr (MootPrompt) prompt = moot_prompt_new ();
  guint64 key = moot_prompt_make_key (HOME, NULL, "Bearer a");

  moot_prompt_ran (prompt, key, 1000, TRUE);
  moot_prompt_ran (prompt, key, 2000, FALSE);
  g_assert_false (moot_prompt_is_warm (prompt, key, 2000));
  moot_prompt_ran (prompt, key, 2100, TRUE); /* a worker; it rests nevertheless */
  g_assert_false (moot_prompt_is_warm (prompt, key, 1999 + MOOT_PROMPT_REST_MS));
  g_assert_true (moot_prompt_is_warm (prompt, key, 2000 + MOOT_PROMPT_REST_MS));
}

/* A crowd is left to the workers, who answer beside each other. */
static void
test_crowd (void)
{
  g_autoptr (MootPrompt) prompt = moot_prompt_new ();
  guint64 key = moot_prompt_make_key (HOME, NULL, "Bearer a");

  moot_prompt_ran (prompt, key, 1000, TRUE);
  g_assert_true (moot_prompt_may_run (prompt, key, 1000, 1, 0));
  g_assert_false (moot_prompt_may_run (prompt, key, 1000, 2, 1)); /* somebody else is waiting */
  g_assert_true (moot_prompt_may_run (prompt, key, 1000, 3, 0));
  g_assert_false (moot_prompt_may_run (prompt, 0, 1000, 4, 0));
  g_assert_false (moot_prompt_may_run (prompt, key, 1000, 4, 0)); /* the second in its turn */
  g_assert_false (moot_prompt_may_run (prompt, key, 1000, 5, 0)); /* there were two */
  g_assert_true (moot_prompt_may_run (prompt, key, 1000, 6, 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prompt/keys", test_keys);
  g_test_add_func ("/prompt/old-pages", test_old_pages);
  g_test_add_func ("/prompt/warm", test_warm);
  g_test_add_func ("/prompt/rest", test_rest);
  g_test_add_func ("/prompt/crowd", test_crowd);
  return g_test_run ();
}
