/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whose word about the time counts: that of most, when they agree with each other. */
#include "moot-clock-watch.h"

#include "moot-clock.h"

#define M MOOT_MINUTE
#define END G_MININT64

/* What each server says, as a distance from our clock; what our clock is thought to be off by. */
static const struct
{
  const char *name;
  gint64 said[20];
  gint64 error;
} cases[] = {
  { "nobody", { END }, 0 },
  { "one-alone", { 90 * M, END }, 0 },
  { "two", { 90 * M, 91 * M, END }, 91 * M },
  { "ahead", { -90 * M, -91 * M, -90 * M, END }, -90 * M },
  { "within-tolerance", { 4 * M, 4 * M, 4 * M, END }, 0 },
  { "two-that-differ", { 90 * M, 30 * M, END }, 0 },
  { "one-wrong-of-three", { 90 * M, 0, 1000, END }, 0 },
  { "one-right-of-three", { 90 * M, 90 * M, 0, END }, 90 * M },
  { "half", { 0, 90 * M, 0, 90 * M, END }, 0 },
  { "all-differ", { 10 * M, 30 * M, 50 * M, 70 * M, END }, 0 },
  { "the-newest-count",
    { 0, 0, 0, 0, 60 * M, 60 * M, 60 * M, 60 * M, 60 * M, 60 * M, 60 * M, 60 * M, 60 * M, 60 * M,
      60 * M, 60 * M, 60 * M, 60 * M, 60 * M, END },
    60 * M },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootClockWatch) watch = moot_clock_watch_new ();
  gint64 now = moot_clock_now ();

  if (cases[i].error != 0)
    g_test_expect_message (NULL, G_LOG_LEVEL_WARNING,
                           cases[i].error > 0 ? "*minutes behind that*" : "*minutes ahead of*");
  for (guint n = 0; cases[i].said[n] != END; n++)
    {
      g_autofree char *host = g_strdup_printf ("host%u.example", n);

      moot_clock_watch_note (watch, host, now + cases[i].said[n]);
    }
  g_test_assert_expected_messages ();
  g_assert_cmpint (ABS (moot_clock_get_error_ms () - cases[i].error), <, 30 * MOOT_SECOND);
  moot_clock_set_others (0);
}

/* A server that speaks again replaces what it said, and one without a date says nothing. */
static void
test_again (void)
{
  g_autoptr (MootClockWatch) watch = moot_clock_watch_new ();
  gint64 now = moot_clock_now ();

  for (guint i = 0; i < 5; i++)
    moot_clock_watch_note (watch, "one.example", now + 90 * M);
  moot_clock_watch_note (watch, "two.example", 0);
  g_assert_cmpint (moot_clock_get_error_ms (), ==, 0);
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*90 minutes behind*");
  moot_clock_watch_note (watch, "two.example", now + 90 * M + 500);
  g_test_assert_expected_messages ();
  /* somebody sets our clock: it is right at once, whatever was heard before */
  moot_clock_set_fake (now + 90 * M);
  g_assert_cmpint (moot_clock_get_error_ms (), ==, 0);
  g_assert_cmpint (moot_clock_others_now (), ==, now + 90 * M);
  moot_clock_set_fake (0);
  moot_clock_set_others (0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/clock-watch/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/clock-watch/again", test_again);
  return g_test_run ();
}
