/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Times and counts as people read them.
 * Thread: any. */
#include "moot-time-text.h"

#include <glib/gi18n.h>

#include "moot-clock.h"

#define WEEK (7 * MOOT_DAY)

static char *
format_local (gint64      time_ms,
              const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_ms / MOOT_SECOND);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, format) : g_strdup ("");
}

static gboolean
is_same_year (gint64 time_ms,
              gint64 now_ms)
{
  g_autofree char *year = format_local (time_ms, "%Y");
  g_autofree char *this_year = format_local (now_ms, "%Y");

  return g_str_equal (year, this_year);
}

/**
 * moot_time_text_relative:
 * @time_ms: when it was
 * @now_ms: the time
 *
 * The shortest words for the age of a post.
 *
 * Returns: (transfer full): like "5 min"
 */
char *
moot_time_text_relative (gint64 time_ms,
                         gint64 now_ms)
{
  gint64 age = MAX (now_ms - time_ms, 0);

  if (age < MOOT_MINUTE)
    return g_strdup (_("now"));
  if (age < MOOT_HOUR)
    /* Translators: minutes ago, as short as possible */
    return g_strdup_printf (_("%d min"), (int) (age / MOOT_MINUTE));
  if (age < MOOT_DAY)
    /* Translators: hours ago, as short as possible */
    return g_strdup_printf (_("%d h"), (int) (age / MOOT_HOUR));
  if (age < WEEK)
    /* Translators: days ago, as short as possible */
    return g_strdup_printf (_("%d d"), (int) (age / MOOT_DAY));
  /* Translators: a day of this year, and of another one; see g_date_time_format() */
  return format_local (time_ms, is_same_year (time_ms, now_ms) ? _("%-d %b") : _("%-d %b %Y"));
}

/**
 * moot_time_text_spoken:
 * @time_ms: when it was
 * @now_ms: the time
 *
 * The age of a post as one would say it.
 *
 * Returns: (transfer full): like "5 minutes ago"
 */
char *
moot_time_text_spoken (gint64 time_ms,
                       gint64 now_ms)
{
  gint64 age = MAX (now_ms - time_ms, 0);
  int n;

  if (age < MOOT_MINUTE)
    return g_strdup (_("just now"));
  if (age < MOOT_HOUR)
    {
      n = (int) (age / MOOT_MINUTE);
      return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) n), n);
    }
  if (age < MOOT_DAY)
    {
      n = (int) (age / MOOT_HOUR);
      return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", (gulong) n), n);
    }
  if (age < WEEK)
    {
      n = (int) (age / MOOT_DAY);
      return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) n), n);
    }
  return format_local (time_ms, _("%-d %B %Y"));
}

/**
 * moot_time_text_absolute:
 * @time_ms: when it was
 *
 * Returns: (transfer full): day and time of day where the reader is
 */
char *
moot_time_text_absolute (gint64 time_ms)
{
  /* Translators: day and time of day; see g_date_time_format() */
  return format_local (time_ms, _("%A, %-d %B %Y, %H:%M"));
}

/**
 * moot_time_text_left:
 * @left_ms: how long something lasts yet
 *
 * Returns: (transfer full): like "2 days"; more than half a unit counts as one more
 */
char *
moot_time_text_left (gint64 left_ms)
{
  int n;

  if (left_ms < MOOT_HOUR)
    {
      n = (int) MAX ((left_ms + MOOT_MINUTE / 2) / MOOT_MINUTE, 1);
      return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) n), n);
    }
  if (left_ms < 2 * MOOT_DAY)
    {
      n = (int) ((left_ms + MOOT_HOUR / 2) / MOOT_HOUR);
      return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) n), n);
    }
  n = (int) ((left_ms + MOOT_DAY / 2) / MOOT_DAY);
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) n), n);
}

/**
 * moot_count_text:
 * @count: how many
 *
 * Writes a number in the room of four letters.
 *
 * Returns: (transfer full): like "950" or "1.2K"; empty for none
 */
char *
moot_count_text (gint64 count)
{
  if (count <= 0)
    return g_strdup ("");
  if (count < 1000)
    return g_strdup_printf ("%d", (int) count);
  if (count < 9950)
    /* Translators: thousands, short */
    return g_strdup_printf (_("%.1fK"), (double) count / 1000);
  if (count < 999500)
    /* Translators: thousands, short */
    return g_strdup_printf (_("%dK"), (int) ((count + 500) / 1000));
  /* Translators: millions, short */
  return g_strdup_printf (_("%.1fM"), (double) count / 1000000);
}
