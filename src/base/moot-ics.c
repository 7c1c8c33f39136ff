/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Lines of an iCalendar file.
 * Spec: RFC 5545 sections 3.1 (lines and their folding), 3.3.5 (moments), 3.3.11 (text).
 * Thread: any. */
#include "moot-ics.h"

#include <string.h>

#define LINE_MAX_OCTETS 75 /* without the line break */

/* No octet of a character is torn from the others. */
static void
append_folded (GString    *calendar,
               const char *line)
{
  gsize used = 0;

  while (*line != '\0')
    {
      const gsize size = (gsize) (g_utf8_next_char (line) - line);

      if (used + size > LINE_MAX_OCTETS)
        {
          g_string_append (calendar, "\r\n ");
          used = 1;
        }
      g_string_append_len (calendar, line, (gssize) size);
      used += size;
      line += size;
    }
  g_string_append (calendar, "\r\n");
}

/** moot_ics_begin: the first lines of a file */
void
moot_ics_begin (GString *calendar)
{
  moot_ics_put_raw (calendar, "BEGIN", "VCALENDAR");
  moot_ics_put_raw (calendar, "VERSION", "2.0");
  moot_ics_put_raw (calendar, "PRODID", "-//Folkmoot//Folkmoot//EN");
  moot_ics_put_raw (calendar, "CALSCALE", "GREGORIAN");
}

/** moot_ics_end: the last line of a file */
void
moot_ics_end (GString *calendar)
{
  moot_ics_put_raw (calendar, "END", "VCALENDAR");
}

/** moot_ics_put_raw: a property whose value is no text: nothing in it is escaped */
void
moot_ics_put_raw (GString    *calendar,
                  const char *name,
                  const char *value)
{
  g_autofree char *line = g_strdup_printf ("%s:%s", name, value);

  append_folded (calendar, line);
}

/**
 * moot_ics_put_text:
 * @calendar: gets the line
 * @name: of the property, perhaps with parameters
 * @text: a text as somebody wrote it
 *
 * Writes a property whose value is a text.
 */
void
moot_ics_put_text (GString    *calendar,
                   const char *name,
                   const char *text)
{
  g_autoptr (GString) line = g_string_new (name);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (line, ':');
  for (const char *c = valid; *c != '\0'; c++)
    {
      if (*c == '\n')
        g_string_append (line, "\\n");
      else if (strchr ("\\;,", *c) != NULL)
        g_string_append_printf (line, "\\%c", *c);
      else if ((guchar) *c >= 0x20 && *c != 0x7f)
        g_string_append_c (line, *c);
    }
  append_folded (calendar, line->str);
}

/** moot_ics_put_time: a property whose value is a moment, UTC milliseconds */
void
moot_ics_put_time (GString    *calendar,
                   const char *name,
                   gint64      time_ms)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (time_ms / 1000);
  g_autofree char *text = g_date_time_format (moment, "%Y%m%dT%H%M%SZ");

  moot_ics_put_raw (calendar, name, text);
}
