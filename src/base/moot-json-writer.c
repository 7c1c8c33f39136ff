/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The ordered JSON writer: members appear as they are put, text is escaped as RFC 8259 section 7
 * asks, and nothing is allocated but the result.
 * Thread: one at a time. */
#include "moot-json.h"

#include "moot-clock.h"

#include <math.h>

static void
separate (MootJsonWriter *self)
{
  if (self->separate)
    g_string_append_c (self->text, ',');
  self->separate = TRUE;
}

static void
append_quoted (GString    *text,
               const char *value)
{
  const char *from = value;
  const char *at = value;

  g_string_append_c (text, '"');
  for (; *at != '\0'; at++)
    {
      guchar c = (guchar) *at;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      g_string_append_len (text, from, at - from);
      from = at + 1;
      if (c == '\n')
        g_string_append (text, "\\n");
      else if (c == '"' || c == '\\')
        g_string_append_printf (text, "\\%c", c);
      else
        g_string_append_printf (text, "\\u%04x", c);
    }
  g_string_append_len (text, from, at - from);
  g_string_append_c (text, '"');
}

/**
 * moot_json_writer_clear:
 * @self: a writer
 *
 * Throws away what was not stolen.
 */
void
moot_json_writer_clear (MootJsonWriter *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  self->text = NULL;
}

/**
 * moot_json_writer_steal:
 * @self: a writer; it cannot be used afterwards
 *
 * Returns: (transfer full): the JSON
 */
char *
moot_json_writer_steal (MootJsonWriter *self)
{
  return g_string_free (g_steal_pointer (&self->text), FALSE);
}

/**
 * moot_json_writer_steal_bytes:
 * @self: a writer; it cannot be used afterwards
 *
 * Returns: (transfer full): the JSON, as a response body wants it
 */
GBytes *
moot_json_writer_steal_bytes (MootJsonWriter *self)
{
  return g_string_free_to_bytes (g_steal_pointer (&self->text));
}

/** moot_json_begin_object: starts `{` as the next value */
void
moot_json_begin_object (MootJsonWriter *self)
{
  separate (self);
  g_string_append_c (self->text, '{');
  self->separate = FALSE;
}

/** moot_json_end_object: ends the innermost object */
void
moot_json_end_object (MootJsonWriter *self)
{
  g_string_append_c (self->text, '}');
  self->separate = TRUE;
}

/** moot_json_begin_array: starts `[` as the next value */
void
moot_json_begin_array (MootJsonWriter *self)
{
  separate (self);
  g_string_append_c (self->text, '[');
  self->separate = FALSE;
}

/** moot_json_end_array: ends the innermost array */
void
moot_json_end_array (MootJsonWriter *self)
{
  g_string_append_c (self->text, ']');
  self->separate = TRUE;
}

/** moot_json_name: the name of the member whose value comes next */
void
moot_json_name (MootJsonWriter *self,
                const char     *name)
{
  separate (self);
  append_quoted (self->text, name);
  g_string_append_c (self->text, ':');
  self->separate = FALSE;
}

/** moot_json_add_string: @value, or `null` */
void
moot_json_add_string (MootJsonWriter *self,
                      const char     *value)
{
  separate (self);
  if (value != NULL)
    append_quoted (self->text, value);
  else
    g_string_append (self->text, "null");
}

/** moot_json_add_int: an integer as a number */
void
moot_json_add_int (MootJsonWriter *self,
                   gint64          value)
{
  separate (self);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

/** moot_json_add_double: a number independent of the locale; what JSON cannot say becomes 0 */
void
moot_json_add_double (MootJsonWriter *self,
                      double          value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  separate (self);
  g_string_append (self->text,
                   g_ascii_formatd (buffer, sizeof buffer, "%.10g", isfinite (value) ? value : 0));
}

/** moot_json_add_boolean: `true` or `false` */
void
moot_json_add_boolean (MootJsonWriter *self,
                       gboolean        value)
{
  separate (self);
  g_string_append (self->text, value ? "true" : "false");
}

/** moot_json_add_null: `null` */
void
moot_json_add_null (MootJsonWriter *self)
{
  separate (self);
  g_string_append (self->text, "null");
}

/** moot_json_add_raw: @json as it is, or `null` when there is none */
void
moot_json_add_raw (MootJsonWriter *self,
                   const char     *json)
{
  separate (self);
  g_string_append (self->text, json != NULL ? json : "null");
}

/** moot_json_add_time: ISO 8601, or `null` for 0 */
void
moot_json_add_time (MootJsonWriter *self,
                    gint64          time_ms)
{
  g_autofree char *iso = time_ms != 0 ? moot_time_format_iso (time_ms) : NULL;

  moot_json_add_string (self, iso);
}

/** moot_json_put_string: the member @name with a text or `null` */
void
moot_json_put_string (MootJsonWriter *self,
                      const char     *name,
                      const char     *value)
{
  moot_json_name (self, name);
  moot_json_add_string (self, value);
}

/** moot_json_put_id: the member @name with an id as a decimal string, or `null` for 0 */
void
moot_json_put_id (MootJsonWriter *self,
                  const char     *name,
                  gint64          id)
{
  moot_json_name (self, name);
  separate (self);
  if (id != 0)
    g_string_append_printf (self->text, "\"%" G_GINT64_FORMAT "\"", id);
  else
    g_string_append (self->text, "null");
}

/** moot_json_put_int: the member @name with a number */
void
moot_json_put_int (MootJsonWriter *self,
                   const char     *name,
                   gint64          value)
{
  moot_json_name (self, name);
  moot_json_add_int (self, value);
}

/** moot_json_put_boolean: the member @name with `true` or `false` */
void
moot_json_put_boolean (MootJsonWriter *self,
                       const char     *name,
                       gboolean        value)
{
  moot_json_name (self, name);
  moot_json_add_boolean (self, value);
}

/** moot_json_put_null: the member @name with `null` */
void
moot_json_put_null (MootJsonWriter *self,
                    const char     *name)
{
  moot_json_name (self, name);
  moot_json_add_null (self);
}

/** moot_json_put_raw: the member @name with JSON as it is */
void
moot_json_put_raw (MootJsonWriter *self,
                   const char     *name,
                   const char     *json)
{
  moot_json_name (self, name);
  moot_json_add_raw (self, json);
}

/** moot_json_put_time: the member @name with an ISO 8601 time, or `null` for 0 */
void
moot_json_put_time (MootJsonWriter *self,
                    const char     *name,
                    gint64          time_ms)
{
  moot_json_name (self, name);
  moot_json_add_time (self, time_ms);
}
