/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Times and ids: what goes out comes back, and odd input is refused. */
#include "moot-clock.h"
#include "moot-id.h"

static const struct
{
  const char *name;
  const char *text;
  gboolean valid;
  gint64 time_ms;
} parse_cases[] = {
  { "utc", "2026-01-02T03:04:05.678Z", TRUE, 1767323045678 },
  { "no-fraction", "2026-01-02T03:04:05Z", TRUE, 1767323045000 },
  { "nanoseconds", "2026-01-02T03:04:05.678901234Z", TRUE, 1767323045678 },
  { "offset", "2026-01-02T04:04:05.678+01:00", TRUE, 1767323045678 },
  { "no-zone", "2026-01-02T03:04:05", TRUE, 1767323045000 },
  { "date", "2026-01-02", TRUE, 1767312000000 },
  { "empty", "", FALSE, 0 },
  { "word", "yesterday", FALSE, 0 },
  { "last-year", "9999-12-31T23:59:59.999Z", TRUE, 253402300799999 },
  { "after-the-last-year", "9999-12-31T23:59:59-14:00", FALSE, 0 },
  { "before-the-first-year", "0001-01-01T00:00:00+14:00", FALSE, 0 },
  { "month-13", "2026-13-02", FALSE, 0 },
};

static void
test_parse (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  gint64 time_ms = 0;

  g_assert_cmpint (moot_time_parse_iso (parse_cases[i].text, &time_ms), ==, parse_cases[i].valid);
  g_assert_cmpint (time_ms, ==, parse_cases[i].time_ms);
}

static const struct
{
  gint64 time_ms;
  const char *iso;
} format_cases[] = {
  { 0, "1970-01-01T00:00:00.000Z" },
  { -1, "1969-12-31T23:59:59.999Z" },
  { 1767323045678, "2026-01-02T03:04:05.678Z" },
  { 1709251199999, "2024-02-29T23:59:59.999Z" },
  { 951782400000, "2000-02-29T00:00:00.000Z" },
};

static void
test_format (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (format_cases); i++)
    {
      g_autofree char *iso = moot_time_format_iso (format_cases[i].time_ms);

      g_assert_cmpstr (iso, ==, format_cases[i].iso);
    }
}

static void
test_http_date (void)
{
  g_autofree char *date = moot_time_format_http (1767323045678);

  g_assert_cmpstr (date, ==, "Fri, 02 Jan 2026 03:04:05 GMT");
}

static const struct
{
  const char *text;
  gboolean valid;
  gint64 id;
} id_cases[] = {
  { "1", TRUE, 1 },
  { "115823283121553409", TRUE, 115823283121553409 },
  { "9223372036854775807", TRUE, G_MAXINT64 },
  { "9223372036854775808", FALSE, 0 },
  { "0", FALSE, 0 },
  { "-1", FALSE, 0 },
  { "+1", FALSE, 0 },
  { " 1", FALSE, 0 },
  { "1 ", FALSE, 0 },
  { "1e3", FALSE, 0 },
  { "", FALSE, 0 },
};

static void
test_id_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (id_cases); i++)
    {
      gint64 id = 0;

      g_assert_cmpint (moot_id_parse (id_cases[i].text, &id), ==, id_cases[i].valid);
      g_assert_cmpint (id, ==, id_cases[i].id);
    }
}

static void
test_ids_rise_when_the_clock_steps_back (void)
{
  gint64 first;
  gint64 second;

  moot_clock_set_fake (4102444800000);
  first = moot_id_next ();
  moot_clock_set_fake (4102444700000);
  second = moot_id_next ();
  moot_clock_set_fake (0);

  g_assert_cmpint (second, >, first);
  g_assert_cmpint (moot_id_get_time (first), ==, 4102444800000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/clock/parse/%s", parse_cases[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_parse);
    }
  g_test_add_func ("/base/clock/format", test_format);
  g_test_add_func ("/base/clock/http-date", test_http_date);
  g_test_add_func ("/base/id/parse", test_id_parse);
  g_test_add_func ("/base/id/rises-when-the-clock-steps-back",
                   test_ids_rise_when_the_clock_steps_back);
  return g_test_run ();
}
