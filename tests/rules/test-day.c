/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The calendar: every day of four centuries there and back, and months that end where they end. */
#include "moot-day.h"

static const struct
{
  const char *name;
  const char *text;
  gboolean valid;
  MootDay day;
} parse_cases[] = {
  { "epoch", "1970-01-01", TRUE, 0 },
  { "before", "1969-12-31", TRUE, -1 },
  { "first", "0001-01-01", TRUE, MOOT_DAY_MIN },
  { "last", "9999-12-31", TRUE, MOOT_DAY_MAX },
  { "leap-day", "2024-02-29", TRUE, 19782 },
  { "leap-century", "2000-02-29", TRUE, 11016 },
  { "no-leap-day", "2023-02-29", FALSE, 0 },
  { "no-leap-century", "1900-02-29", FALSE, 0 },
  { "year-0", "0000-01-01", FALSE, 0 },
  { "month-0", "2026-00-01", FALSE, 0 },
  { "month-13", "2026-13-01", FALSE, 0 },
  { "day-0", "2026-01-00", FALSE, 0 },
  { "april-31", "2026-04-31", FALSE, 0 },
  { "short", "2026-1-01", FALSE, 0 },
  { "time", "2026-01-01T00:00:00Z", FALSE, 0 },
  { "slashes", "2026/01/01", FALSE, 0 },
  { "sign", "+026-01-01", FALSE, 0 },
  { "blank", "2026- 1-01", FALSE, 0 },
  { "empty", "", FALSE, 0 },
  { "none", NULL, FALSE, 0 },
};

static void
test_parse (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  MootDay day = 0;

  g_assert_cmpint (moot_day_parse (parse_cases[i].text, &day), ==, parse_cases[i].valid);
  g_assert_cmpint (day, ==, parse_cases[i].day);
  if (parse_cases[i].valid)
    {
      g_autofree char *text = moot_day_format (day);

      g_assert_cmpstr (text, ==, parse_cases[i].text);
    }
}

/* Against GLib's own calendar, which knows nothing of ours. */
static void
test_every_day (void)
{
  MootDay day;
  GDate date;

  g_assert_true (moot_day_parse ("1800-01-01", &day));
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1800);
  for (guint i = 0; i < 146097; i++, day++, g_date_add_days (&date, 1))
    {
      int year;
      int month;
      int of_month;
      MootDay again = MOOT_DAY_NONE;

      moot_day_to_civil (day, &year, &month, &of_month);
      g_assert_cmpint (year, ==, g_date_get_year (&date));
      g_assert_cmpint (month, ==, g_date_get_month (&date));
      g_assert_cmpint (of_month, ==, g_date_get_day (&date));
      g_assert_true (moot_day_from_civil (year, month, of_month, &again));
      g_assert_cmpint (again, ==, day);
    }
}

static const struct
{
  const char *from;
  int months;
  const char *to; /* NULL: outside the calendar */
} month_cases[] = {
  { "2026-01-31", 1, "2026-02-28" },
  { "2026-01-31", 2, "2026-03-31" },
  { "2026-01-31", 3, "2026-04-30" },
  { "2026-01-31", 4, "2026-05-31" },
  { "2026-01-31", 25, "2028-02-29" },
  { "2024-02-29", 12, "2025-02-28" },
  { "2024-02-29", 48, "2028-02-29" },
  { "2026-10-31", 3, "2027-01-31" },
  { "2026-12-15", 1, "2027-01-15" },
  { "2026-01-15", -1, "2025-12-15" },
  { "2026-03-31", -1, "2026-02-28" },
  { "2026-03-31", -13, "2025-02-28" },
  { "2026-03-31", 0, "2026-03-31" },
  { "9999-12-01", 1, NULL },
  { "0001-01-31", -1, NULL },
  { "2026-01-01", G_MAXINT, NULL },
  { "2026-01-01", G_MININT, NULL },
};

static void
test_months (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (month_cases); i++)
    {
      g_autofree char *text = NULL;
      MootDay day;

      g_assert_true (moot_day_parse (month_cases[i].from, &day));
      text = moot_day_format (moot_day_add_months (day, month_cases[i].months));
      g_assert_cmpstr (text, ==, month_cases[i].to);
    }
  g_assert_cmpint (moot_day_add_months (MOOT_DAY_NONE, 1), ==, MOOT_DAY_NONE);
}

static void
test_days (void)
{
  MootDay day;

  g_assert_true (moot_day_parse ("2026-02-28", &day));
  g_assert_cmpint (moot_day_add_days (day, 1), ==, day + 1);
  g_assert_cmpint (moot_day_get_month_start (day), ==, day - 27);
  g_assert_cmpint (moot_day_add_days (MOOT_DAY_NONE, 1), ==, MOOT_DAY_NONE);
  g_assert_cmpint (moot_day_add_days (MOOT_DAY_MAX, 1), ==, MOOT_DAY_NONE);
  g_assert_cmpint (moot_day_add_days (MOOT_DAY_MIN, -1), ==, MOOT_DAY_NONE);
  g_assert_cmpint (moot_day_add_days (MOOT_DAY_MAX, G_MAXINT), ==, MOOT_DAY_NONE);
}

static void
test_time (void)
{
  g_autoptr (GTimeZone) east = g_time_zone_new_offset (3600);
  g_autoptr (GTimeZone) west = g_time_zone_new_offset (-3600);

  g_assert_cmpint (moot_day_from_time (0, NULL), ==, 0);
  g_assert_cmpint (moot_day_from_time (-1, NULL), ==, -1);
  g_assert_cmpint (moot_day_from_time (86399999, NULL), ==, 0);
  g_assert_cmpint (moot_day_from_time (86400000, NULL), ==, 1);
  g_assert_cmpint (moot_day_from_time (82800000, east), ==, 1);
  g_assert_cmpint (moot_day_from_time (82799999, east), ==, 0);
  g_assert_cmpint (moot_day_from_time (3599999, west), ==, -1);
  g_assert_cmpint (moot_day_from_time (G_MAXINT64 / 2, NULL), ==, MOOT_DAY_NONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/day/parse/%s", parse_cases[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_parse);
    }
  g_test_add_func ("/rules/day/every-day", test_every_day);
  g_test_add_func ("/rules/day/months", test_months);
  g_test_add_func ("/rules/day/days", test_days);
  g_test_add_func ("/rules/day/time", test_time);
  return g_test_run ();
}
