/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tables as other servers write and take them.
 * Spec: RFC 4180.
 * Thread: any. */
#include "moot-csv.h"

#include <string.h>

#define BYTE_ORDER_MARK "\357\273\277"

/** moot_csv_skip_mark: where the first row of @text begins: some programs put a mark before it */
const char *
moot_csv_skip_mark (const char *text)
{
  return g_str_has_prefix (text, BYTE_ORDER_MARK) ? text + strlen (BYTE_ORDER_MARK) : text;
}

/** moot_csv_read_row: moot_csv_read_row_by() with commas and at most %MOOT_CSV_MAX_COLUMNS */
const char *
moot_csv_read_row (const char *at,
                   GPtrArray  *cells)
{
  return moot_csv_read_row_by (at, ',', MOOT_CSV_MAX_COLUMNS, cells);
}

/**
 * moot_csv_read_row_by:
 * @at: where a row begins
 * @delimiter: what stands between cells
 * @max_columns: how many cells it may have
 * @cells: (element-type utf8): gets its cells
 *
 * Returns: (nullable): where the next row begins; %NULL at a quote that does not close, at
 * something behind a closing quote, and beyond @max_columns
 */
const char *
moot_csv_read_row_by (const char *at,
                      char        delimiter,
                      guint       max_columns,
                      GPtrArray  *cells)
{
  for (;;)
    {
      GString *cell = g_string_new (NULL);
      gboolean quoted = *at == '"';

      if (quoted)
        at++;
      while (*at != '\0' && (quoted || (*at != delimiter && *at != '\n' && *at != '\r')))
        {
          if (quoted && at[0] == '"' && at[1] == '"')
            at++;
          else if (quoted && *at == '"')
            break;
          g_string_append_c (cell, *at++);
        }
      g_ptr_array_add (cells, g_string_free (cell, FALSE));
      if (quoted && *at != '"')
        return NULL;
      if (quoted)
        at++;
      at += *at == '\r' ? 1 : 0;
      if (*at == delimiter && cells->len < max_columns)
        at++;
      else if (*at == '\n' || *at == '\0')
        return at + (*at == '\n' ? 1 : 0);
      else
        return NULL;
    }
}

/** moot_csv_append_cell: appends @text, in quotes where it needs them */
void
moot_csv_append_cell (GString    *csv,
                      const char *text)
{
  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (csv, text);
      return;
    }
  g_string_append_c (csv, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *text);
    }
  g_string_append_c (csv, '"');
}
