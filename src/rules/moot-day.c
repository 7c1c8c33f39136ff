/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The civil calendar by whole days: dates in and out, and months that end where they end.
 * Thread: any.
 * Spec: proleptic Gregorian calendar, years 1 to 9999; ISO 8601 dates. */
#include "moot-day.h"

#include <string.h>

#define MS_PER_DAY ((gint64) 24 * 60 * 60 * 1000)

static gboolean
is_leap_year (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
count_days (int year,
            int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return month == 2 && is_leap_year (year) ? 29 : days[month - 1];
}

/* Days before the first of March of a year, with February last, so that leap days come last too;
 * after Howard Hinnant's published algorithm. */
static MootDay
make_day (int year,
          int month,
          int day)
{
  int shifted_year = month <= 2 ? year - 1 : year;
  int shifted_month = month > 2 ? month - 3 : month + 9;
  int day_of_year = (153 * shifted_month + 2) / 5 + day - 1;

  return shifted_year * 365 + shifted_year / 4 - shifted_year / 100 + shifted_year / 400 +
         day_of_year - 719468;
}

/**
 * moot_day_is_valid:
 * @day: a day, or %MOOT_DAY_NONE
 *
 * Tells a day from none.
 *
 * Returns: whether @day is between 0001-01-01 and 9999-12-31
 */
gboolean
moot_day_is_valid (MootDay day)
{
  return day >= MOOT_DAY_MIN && day <= MOOT_DAY_MAX;
}

/**
 * moot_day_from_civil:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: 1 to the length of the month
 * @out_day: (out): the day, untouched when there is no such date
 *
 * Finds the day of a date.
 *
 * Returns: whether the date exists
 */
gboolean
moot_day_from_civil (int      year,
                     int      month,
                     int      day,
                     MootDay *out_day)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
      day > count_days (year, month))
    return FALSE;

  *out_day = make_day (year, month, day);
  return TRUE;
}

/**
 * moot_day_to_civil:
 * @day: a valid day
 * @out_year: (out): 1 to 9999
 * @out_month: (out): 1 to 12
 * @out_day: (out): 1 to 31
 *
 * Says which date a day is.
 */
void
moot_day_to_civil (MootDay  day,
                   int     *out_year,
                   int     *out_month,
                   int     *out_day)
{
  int shifted = day + 719468;
  int era = shifted / 146097;
  int of_era = shifted - era * 146097;
  int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted_month = (5 * of_year + 2) / 153;

  g_return_if_fail (moot_day_is_valid (day));

  *out_day = of_year - (153 * shifted_month + 2) / 5 + 1;
  *out_month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  *out_year = year_of_era + era * 400 + (*out_month <= 2 ? 1 : 0);
}

static gboolean
read_digits (const char *text,
             int         n_digits,
             int        *out_number)
{
  int number = 0;

  for (int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      number = number * 10 + (text[i] - '0');
    }

  *out_number = number;
  return TRUE;
}

/**
 * moot_day_parse:
 * @text: (nullable): `2026-01-31`
 * @out_day: (out): the day, untouched on failure
 *
 * Reads a date written in exactly ten characters.
 *
 * Returns: whether @text is a date that exists
 */
gboolean
moot_day_parse (const char *text,
                MootDay    *out_day)
{
  int year;
  int month;
  int day;

  return text != NULL && strlen (text) == 10 && text[4] == '-' && text[7] == '-' &&
         read_digits (text, 4, &year) && read_digits (text + 5, 2, &month) &&
         read_digits (text + 8, 2, &day) && moot_day_from_civil (year, month, day, out_day);
}

/**
 * moot_day_format:
 * @day: a day, or %MOOT_DAY_NONE
 *
 * Writes a date.
 *
 * Returns: (transfer full) (nullable): `2026-01-31`, or %NULL for no day
 */
char *
moot_day_format (MootDay day)
{
  int year;
  int month;
  int of_month;

  if (!moot_day_is_valid (day))
    return NULL;

  moot_day_to_civil (day, &year, &month, &of_month);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, of_month);
}

/**
 * moot_day_from_time:
 * @time_ms: UTC milliseconds
 * @zone: (nullable): where the co-op keeps its calendar, or %NULL for UTC
 *
 * Which day it is there at that moment.
 *
 * Returns: the day, or %MOOT_DAY_NONE beyond the year 9999
 */
MootDay
moot_day_from_time (gint64     time_ms,
                    GTimeZone *zone)
{
  gint64 days;

  if (zone != NULL)
    {
      gint64 seconds = time_ms >= 0 ? time_ms / 1000 : -((-time_ms + 999) / 1000);
      int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

      time_ms += (gint64) g_time_zone_get_offset (zone, interval) * 1000;
    }

  days = time_ms >= 0 ? time_ms / MS_PER_DAY : -((-time_ms + MS_PER_DAY - 1) / MS_PER_DAY);
  return days >= MOOT_DAY_MIN && days <= MOOT_DAY_MAX ? (MootDay) days : MOOT_DAY_NONE;
}

/**
 * moot_day_add_days:
 * @day: a day, or %MOOT_DAY_NONE
 * @n_days: how many, or minus that
 *
 * Counts on.
 *
 * Returns: the day, or %MOOT_DAY_NONE outside the calendar
 */
MootDay
moot_day_add_days (MootDay day,
                   int     n_days)
{
  gint64 sum = (gint64) day + n_days;

  return moot_day_is_valid (day) && sum >= MOOT_DAY_MIN && sum <= MOOT_DAY_MAX ? (MootDay) sum
                                                                               : MOOT_DAY_NONE;
}

/**
 * moot_day_add_months:
 * @day: a day, or %MOOT_DAY_NONE
 * @n_months: how many, or minus that
 *
 * The same day some months on, or the last one of a month too short for it.  Always add to the
 * first date of a series, never to the one before: 31 January plus two months is 31 March.
 *
 * Returns: the day, or %MOOT_DAY_NONE outside the calendar
 */
MootDay
moot_day_add_months (MootDay day,
                     int     n_months)
{
  int year;
  int month;
  int of_month;
  gint64 months;

  if (!moot_day_is_valid (day))
    return MOOT_DAY_NONE;

  moot_day_to_civil (day, &year, &month, &of_month);
  months = (gint64) year * 12 + (month - 1) + n_months;
  if (months < 12 || months >= 10000 * 12)
    return MOOT_DAY_NONE;

  year = (int) (months / 12);
  month = (int) (months % 12) + 1;
  return make_day (year, month, MIN (of_month, count_days (year, month)));
}

/**
 * moot_day_get_month_start:
 * @day: a valid day
 *
 * The first day of its month.
 *
 * Returns: the day
 */
MootDay
moot_day_get_month_start (MootDay day)
{
  int year;
  int month;
  int of_month;

  g_return_val_if_fail (moot_day_is_valid (day), MOOT_DAY_NONE);

  moot_day_to_civil (day, &year, &month, &of_month);
  return day - (of_month - 1);
}
