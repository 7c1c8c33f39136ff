/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Ages and counts in words, on both sides of every boundary; and what the log tells of. */
#include "moot-audit-entry.h"
#include "moot-clock.h"
#include "moot-log-text.h"
#include "moot-time-text.h"

#define NOW 1777723200000 /* 2026-05-02T12:00:00Z */

static const struct
{
  gint64 age_ms;
  const char *relative;
  const char *spoken;
} ages[] = {
  { -MOOT_HOUR, "now", "just now" },
  { 0, "now", "just now" },
  { MOOT_MINUTE - 1, "now", "just now" },
  { MOOT_MINUTE, "1 min", "1 minute ago" },
  { MOOT_HOUR - 1, "59 min", "59 minutes ago" },
  { MOOT_HOUR, "1 h", "1 hour ago" },
  { MOOT_DAY - 1, "23 h", "23 hours ago" },
  { MOOT_DAY, "1 d", "1 day ago" },
  { 7 * MOOT_DAY - 1, "6 d", "6 days ago" },
  { 7 * MOOT_DAY, "25 Apr", "25 April 2026" },
  { 200 * MOOT_DAY, "14 Oct 2025", "14 October 2025" },
};

static void
test_ages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      g_autofree char *relative = moot_time_text_relative (NOW - ages[i].age_ms, NOW);
      g_autofree char *spoken = moot_time_text_spoken (NOW - ages[i].age_ms, NOW);

      g_assert_cmpstr (relative, ==, ages[i].relative);
      g_assert_cmpstr (spoken, ==, ages[i].spoken);
    }
}

static const struct
{
  gint64 left_ms;
  const char *text;
} lefts[] = {
  { -1, "1 minute" },
  { MOOT_MINUTE, "1 minute" },
  { 90 * MOOT_SECOND, "2 minutes" },
  { MOOT_HOUR, "1 hour" },
  { 47 * MOOT_HOUR, "47 hours" },
  { 2 * MOOT_DAY, "2 days" },
  { 60 * MOOT_HOUR, "3 days" },
};

static void
test_left (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lefts); i++)
    {
      g_autofree char *text = moot_time_text_left (lefts[i].left_ms);

      g_assert_cmpstr (text, ==, lefts[i].text);
    }
}

static const struct
{
  gint64 count;
  const char *text;
} counts[] = {
  { -1, "" },
  { 0, "" },
  { 1, "1" },
  { 999, "999" },
  { 1000, "1.0K" },
  { 9949, "9.9K" },
  { 9950, "10K" },
  { 999499, "999K" },
  { 999500, "1.0M" },
  { 12345678, "12.3M" },
};

static void
test_counts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *text = moot_count_text (counts[i].count);

      g_assert_cmpstr (text, ==, counts[i].text);
    }
}

static void
test_absolute (void)
{
  g_autofree char *text = moot_time_text_absolute (NOW);

  g_assert_cmpstr (text, ==, "Saturday, 2 May 2026, 12:00");
}

/* What the node can write, the app has words for. */
static void
test_log (void)
{
  guint n = 0;

  for (; moot_audit_kinds[n] != NULL; n++)
    {
      g_test_message ("%s", moot_audit_kinds[n]);
      g_assert_cmpstr (moot_log_text_get_type (moot_audit_kinds[n]), !=, moot_audit_kinds[n]);
      if (n > 0)
        g_assert_cmpstr (moot_audit_kinds[n - 1], <, moot_audit_kinds[n]);
    }
  g_assert_cmpuint (n, >, 70);
  g_assert_false (moot_audit_kind_is_known ("role.unheard_of"));
  g_assert_cmpstr (moot_log_text_get_type ("role.unheard_of"), ==, "role.unheard_of");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("LC_ALL", "C", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/time-text/ages", test_ages);
  g_test_add_func ("/ui/time-text/left", test_left);
  g_test_add_func ("/ui/time-text/counts", test_counts);
  g_test_add_func ("/ui/time-text/absolute", test_absolute);
  g_test_add_func ("/ui/log-text/every-kind", test_log);
  return g_test_run ();
}
