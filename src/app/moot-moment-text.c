/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Moments and days in words: local time for eyes, UTC beside it for those who live elsewhere.  Each
 * text is a whole sentence, so that a translator may turn it as the language needs.
 * Thread: any. */
#include "moot-moment-text.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"

static char *
format (gint64      time_ms,
        gboolean    utc,
        const char *pattern)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_ms / MOOT_SECOND);
  g_autoptr (GDateTime) there = NULL;

  if (time == NULL)
    return g_strdup ("");
  there = utc ? g_date_time_ref (time) : g_date_time_to_local (time);
  return g_date_time_format (there, pattern);
}

static int
get_year (gint64 time_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_ms / MOOT_SECOND);

  return time != NULL ? g_date_time_get_year (time) : 0;
}

/**
 * moot_moment_text_dup_moment:
 * @time_ms: UTC milliseconds
 *
 * Returns: (transfer full): day and time of day here
 */
char *
moot_moment_text_dup_moment (gint64 time_ms)
{
  if (get_year (time_ms) == get_year (moot_clock_now ()))
    /* Translators: a moment of this year, as in “Fri 4 Nov, 18:00”; see g_date_time_format(). */
    return format (time_ms, FALSE, _("%a %-e %b, %H:%M"));

  /* Translators: a moment of another year, as in “Fri 4 Nov 2022, 18:00”. */
  return format (time_ms, FALSE, _("%a %-e %b %Y, %H:%M"));
}

/**
 * moot_moment_text_dup_zones:
 * @time_ms: UTC milliseconds
 *
 * Returns: (transfer full): two lines for a tooltip: the moment here with its zone, and in UTC
 */
char *
moot_moment_text_dup_zones (gint64 time_ms)
{
  /* Translators: a moment with its zone, as in “Friday 4 November 2022, 18:00 CET”. */
  g_autofree char *here = format (time_ms, FALSE, _("%A %-e %B %Y, %H:%M %Z"));
  /* Translators: the same moment in universal time, as in “2022-11-04 17:00 UTC”. */
  g_autofree char *utc = format (time_ms, TRUE, _("%Y-%m-%d %H:%M UTC"));

  return g_strconcat (here, "\n", utc, NULL);
}

/**
 * moot_moment_text_dup_day:
 * @day_ms: UTC midnight of a day of the calendar
 *
 * Returns: (transfer full): the day, the same in every zone
 */
char *
moot_moment_text_dup_day (gint64 day_ms)
{
  /* Translators: a day, as in “4 November 2022”; see g_date_time_format(). */
  return format (day_ms, TRUE, _("%-e %B %Y"));
}

static char *
format_closed (const char *moment)
{
  /* Translators: %s is a moment, as in “Fri 4 Nov, 18:00”. */
  return g_strdup_printf (_("Voting closed on %s"), moment);
}

static char *
dup_closes (gint64      left,
            guint       n,
            const char *moment)
{
  if (left <= 0)
    return format_closed (moment);
  if (left < MOOT_MINUTE)
    return g_strdup (_("Voting closes in less than a minute"));
  if (left < MOOT_HOUR)
    /* Translators: %1$u counts minutes, %2$s is a moment, as in “Fri 4 Nov, 18:00”. */
    return g_strdup_printf (ngettext ("Voting closes in %1$u minute, on %2$s",
                                      "Voting closes in %1$u minutes, on %2$s", n),
                            n, moment);
  if (left < 2 * MOOT_DAY)
    /* Translators: %1$u counts hours, %2$s is a moment, as in “Fri 4 Nov, 18:00”. */
    return g_strdup_printf (ngettext ("Voting closes in %1$u hour, on %2$s",
                                      "Voting closes in %1$u hours, on %2$s", n),
                            n, moment);
  /* Translators: %1$u counts days, %2$s is a moment, as in “Fri 4 Nov, 18:00”. */
  return g_strdup_printf (ngettext ("Voting closes in %1$u day, on %2$s",
                                    "Voting closes in %1$u days, on %2$s", n),
                          n, moment);
}

static char *
dup_opens (gint64      left,
           guint       n,
           const char *moment)
{
  if (left <= 0)
    /* Translators: the moment has come, and the server has not opened the vote yet. */
    return g_strdup (_("Voting opens now"));
  if (left < MOOT_HOUR)
    /* Translators: %1$u counts minutes, %2$s is a moment, as in “Fri 4 Nov, 18:00”. */
    return g_strdup_printf (ngettext ("Voting opens in %1$u minute, on %2$s",
                                      "Voting opens in %1$u minutes, on %2$s", n),
                            n, moment);
  if (left < 2 * MOOT_DAY)
    /* Translators: %1$u counts hours, %2$s is a moment, as in “Fri 4 Nov, 18:00”. */
    return g_strdup_printf (ngettext ("Voting opens in %1$u hour, on %2$s",
                                      "Voting opens in %1$u hours, on %2$s", n),
                            n, moment);
  /* Translators: %1$u counts days, %2$s is a moment, as in “Fri 4 Nov, 18:00”. */
  return g_strdup_printf (ngettext ("Voting opens in %1$u day, on %2$s",
                                    "Voting opens in %1$u days, on %2$s", n),
                          n, moment);
}

static char *
dup_talks (gint64      left,
           guint       n,
           const char *moment)
{
  if (left <= 0)
    return g_strdup (_("Has been discussed; voting can open"));
  if (left < MOOT_HOUR)
    /* Translators: %1$u counts minutes, %2$s is a moment, as in “Fri 4 Nov, 18:00”. */
    return g_strdup_printf (ngettext ("To be discussed for %1$u minute, until %2$s",
                                      "To be discussed for %1$u minutes, until %2$s", n),
                            n, moment);
  if (left < 2 * MOOT_DAY)
    /* Translators: %1$u counts hours, %2$s is a moment, as in “Fri 4 Nov, 18:00”. */
    return g_strdup_printf (ngettext ("To be discussed for %1$u hour, until %2$s",
                                      "To be discussed for %1$u hours, until %2$s", n),
                            n, moment);
  /* Translators: %1$u counts days, %2$s is a moment, as in “Fri 4 Nov, 18:00”. */
  return g_strdup_printf (ngettext ("To be discussed for %1$u day, until %2$s",
                                    "To be discussed for %1$u days, until %2$s", n),
                          n, moment);
}

/**
 * moot_moment_text_dup_closed:
 * @time_ms: when the server closed a vote, UTC milliseconds; its clock may be ahead of ours
 *
 * Returns: (transfer full): a sentence with the moment here
 */
char *
moot_moment_text_dup_closed (gint64 time_ms)
{
  g_autofree char *moment = moot_moment_text_dup_moment (time_ms);

  return format_closed (moment);
}

/**
 * moot_moment_text_dup_deadline:
 * @deadline: what ends
 * @time_ms: when, UTC milliseconds
 *
 * Returns: (transfer full): a sentence with the time left and the moment here
 */
char *
moot_moment_text_dup_deadline (MootDeadline deadline,
                               gint64       time_ms)
{
  static char *(*const writers[MOOT_N_DEADLINES]) (gint64, guint, const char *) = {
    [MOOT_DEADLINE_CLOSES] = dup_closes,
    [MOOT_DEADLINE_OPENS] = dup_opens,
    [MOOT_DEADLINE_TALKS] = dup_talks,
  };
  const gint64 left = time_ms - moot_clock_now ();
  const gint64 unit = left < MOOT_HOUR ? MOOT_MINUTE : left < 2 * MOOT_DAY ? MOOT_HOUR
                                                                           : MOOT_DAY;
  g_autofree char *moment = moot_moment_text_dup_moment (time_ms);

  g_return_val_if_fail ((guint) deadline < MOOT_N_DEADLINES, NULL);

  return writers[deadline](left, (guint) MAX (left / unit, 1), moment);
}

/**
 * moot_moment_text_get_fresh_seconds:
 * @time_ms: UTC milliseconds, past or to come
 *
 * How long a text about the distance to @time_ms stays true, well enough.
 *
 * Returns: seconds, at least 1
 */
guint
moot_moment_text_get_fresh_seconds (gint64 time_ms)
{
  const gint64 distance = ABS (time_ms - moot_clock_now ());

  if (distance < 2 * MOOT_MINUTE)
    return 1;
  if (distance < 2 * MOOT_HOUR)
    return 20;
  return 300;
}
