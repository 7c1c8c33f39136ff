/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where time comes from.  Inside, a time is UTC milliseconds since the epoch; outside it is
 * ISO 8601 with three decimals.  Tests hand in a fake clock.
 * Thread: any. */
#include "moot-clock.h"

#include <string.h>
#include <time.h>

/* Years 1 to 9999: what ISO 8601 can write with four digits. */
#define FIRST_TIME_MS (-G_GINT64_CONSTANT (62135596800000))
#define LAST_TIME_MS G_GINT64_CONSTANT (253402300799999)

static GMutex lock; /* for both below */
static gint64 fake_now;
static gint64 others; /* ahead of the steady clock, 0 while nobody else is known */

/**
 * moot_clock_now:
 *
 * The time as everybody in this process sees it.
 *
 * Thread: any.
 *
 * Returns: UTC milliseconds since the epoch
 */
gint64
moot_clock_now (void)
{
  gint64 fake;

  g_mutex_lock (&lock);
  fake = fake_now;
  g_mutex_unlock (&lock);

  return fake != 0 ? fake : g_get_real_time () / 1000;
}

/**
 * moot_clock_set_fake:
 * @now_ms: the time to report from now on, or 0 for the real clock
 *
 * Stops the clock at a chosen time; only tests call this.
 */
void
moot_clock_set_fake (gint64 now_ms)
{
  g_mutex_lock (&lock);
  fake_now = now_ms;
  g_mutex_unlock (&lock);
}

/** moot_clock_steady: milliseconds of a clock that runs on while the machine is suspended, and that
 * nobody sets */
gint64
moot_clock_steady (void)
{
  struct timespec now;

#ifdef CLOCK_BOOTTIME
  if (clock_gettime (CLOCK_BOOTTIME, &now) == 0)
    return (gint64) now.tv_sec * MOOT_SECOND + now.tv_nsec / 1000000;
#endif
  return g_get_monotonic_time () / 1000;
}

/**
 * moot_clock_set_others:
 * @ahead_of_steady_ms: how far the time of others is ahead of moot_clock_steady(), 0 to forget it
 *
 * Says what others hold to be the time.  It stays true when somebody sets the clock.
 *
 * Thread: any.
 */
void
moot_clock_set_others (gint64 ahead_of_steady_ms)
{
  g_mutex_lock (&lock);
  others = ahead_of_steady_ms;
  g_mutex_unlock (&lock);
}

/**
 * moot_clock_get_error_ms:
 *
 * Returns: how far the clock of this computer is behind that of the others, negative when it is
 *   ahead; 0 when they agree within %MOOT_CLOCK_TOLERANCE_MS, or nobody else is known
 */
gint64
moot_clock_get_error_ms (void)
{
  gint64 error;

  g_mutex_lock (&lock);
  error = others;
  g_mutex_unlock (&lock);
  if (error == 0)
    return 0;
  error += moot_clock_steady () - moot_clock_now ();
  return ABS (error) > MOOT_CLOCK_TOLERANCE_MS ? error : 0;
}

/** moot_clock_others_now: the time by which others judge what we sign; UTC milliseconds */
gint64
moot_clock_others_now (void)
{
  return moot_clock_now () + moot_clock_get_error_ms ();
}

static char *
format (gint64      time_ms,
        const char *pattern)
{
  gint64 seconds = time_ms >= 0 ? time_ms / 1000 : -((-time_ms + 999) / 1000);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  g_return_val_if_fail (time != NULL, NULL);

  return g_date_time_format (time, pattern);
}

/**
 * moot_time_format_iso:
 * @time_ms: UTC milliseconds
 *
 * Writes `2026-01-02T03:04:05.678Z`: always UTC, always three decimals.
 *
 * Spec: Mastodon client API, date-time format.
 *
 * Returns: (transfer full): the text
 */
char *
moot_time_format_iso (gint64 time_ms)
{
  gint64 days = time_ms >= 0 ? time_ms / MOOT_DAY : -((-time_ms + MOOT_DAY - 1) / MOOT_DAY);
  gint64 rest = time_ms - days * MOOT_DAY;
  /* Days to civil date, after Howard Hinnant's published algorithm: no allocation, no time zone. */
  gint64 z = days + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  gint64 day_of_era = z - era * 146097;
  gint64 leap_days = day_of_era / 1460 - day_of_era / 36524 + day_of_era / 146096;
  gint64 year_of_era = (day_of_era - leap_days) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 shifted_month = (5 * day_of_year + 2) / 153;
  int day = (int) (day_of_year - (153 * shifted_month + 2) / 5 + 1);
  int month = (int) (shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  gint64 year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);

  return g_strdup_printf ("%04" G_GINT64_FORMAT "-%02d-%02dT%02d:%02d:%02d.%03dZ",
                          year, month, day,
                          (int) (rest / MOOT_HOUR), (int) (rest / MOOT_MINUTE % 60),
                          (int) (rest / MOOT_SECOND % 60), (int) (rest % 1000));
}

/**
 * moot_time_format_date:
 * @time_ms: UTC milliseconds
 *
 * Writes the UTC day, `2026-01-02`.
 *
 * Returns: (transfer full): the text
 */
char *
moot_time_format_date (gint64 time_ms)
{
  return format (time_ms, "%Y-%m-%d");
}

/**
 * moot_time_format_http:
 * @time_ms: UTC milliseconds
 *
 * Writes an HTTP date, `Sun, 22 Nov 2026 20:59:13 GMT`, independent of the locale.
 *
 * Spec: RFC 9110 section 5.6.7.
 *
 * Returns: (transfer full): the text
 */
char *
moot_time_format_http (gint64 time_ms)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_ms / 1000);

  return g_strdup_printf ("%s, %02d %s %04d %02d:%02d:%02d GMT",
                          days[g_date_time_get_day_of_week (time) - 1],
                          g_date_time_get_day_of_month (time),
                          months[g_date_time_get_month (time) - 1],
                          g_date_time_get_year (time), g_date_time_get_hour (time),
                          g_date_time_get_minute (time), g_date_time_get_second (time));
}

/**
 * moot_time_parse_iso:
 * @text: (nullable): an ISO 8601 date or date-time; without a zone it is UTC
 * @out_time_ms: (out): UTC milliseconds, untouched on failure
 *
 * Reads what servers send: any offset, none to nine decimals, or a bare date.
 *
 * Returns: whether @text was a time
 */
gboolean
moot_time_parse_iso (const char *text,
                     gint64     *out_time_ms)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *full = NULL;
  gint64 time_ms;

  if (text == NULL || *text == '\0')
    return FALSE;

  if (strlen (text) == 10)
    full = g_strconcat (text, "T00:00:00Z", NULL);

  time = g_date_time_new_from_iso8601 (full != NULL ? full : text, utc);
  if (time == NULL)
    return FALSE;

  time_ms = g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;
  if (time_ms < FIRST_TIME_MS || time_ms > LAST_TIME_MS)
    return FALSE;

  *out_time_ms = time_ms;
  return TRUE;
}
