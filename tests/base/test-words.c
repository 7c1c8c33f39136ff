/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The words of an enum: each goes there and back, and nothing else is one. */
#include "moot-words.h"

typedef enum
{
  TEST_SEASON_SPRING,
  TEST_SEASON_AUTUMN,
} TestSeason;

MOOT_DECLARE_WORDS (test_season, TestSeason);

static const char *const season_words[] = { "spring", "autumn" };

MOOT_DEFINE_WORDS (test_season, TestSeason, season_words)

static void
test_there_and_back (void)
{
  TestSeason season = TEST_SEASON_SPRING;

  g_assert_cmpstr (test_season_to_text (TEST_SEASON_SPRING), ==, "spring");
  g_assert_true (test_season_from_text ("autumn", &season));
  g_assert_cmpint (season, ==, TEST_SEASON_AUTUMN);
}

static void
test_no_word (void)
{
  static const char *const others[] = { NULL, "", "Autumn", "autum", "autumn ", "winter" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      TestSeason season = TEST_SEASON_AUTUMN;

      g_assert_false (test_season_from_text (others[i], &season));
      g_assert_cmpint (season, ==, TEST_SEASON_AUTUMN);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/there-and-back", test_there_and_back);
  g_test_add_func ("/words/no-word", test_no_word);

  return g_test_run ();
}
