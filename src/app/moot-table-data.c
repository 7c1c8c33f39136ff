/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What stands in a table: sorted as people of the reader's country sort, found by its words, and
 * written for programs.
 * Thread: main. */
#include "moot-table-data.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-clock.h"
#include "moot-csv.h"
#include "moot-moment-text.h"
#include "moot-money-text.h"
#include "moot-money.h"

/**
 * moot_table_row_new:
 * @id: of what it is about
 * @item: (nullable): that itself
 *
 * Returns: (transfer full): a row without cells
 */
MootTableRow *
moot_table_row_new (const char *id,
                    gpointer    item)
{
  MootTableRow *self = g_new0 (MootTableRow, 1);

  self->id = g_strdup (id);
  self->item = item != NULL ? g_object_ref (item) : NULL;
  return self;
}

/** moot_table_row_free: releases @self */
void
moot_table_row_free (MootTableRow *self)
{
  for (guint i = 0; i < self->n_cells; i++)
    {
      g_free (self->cells[i].text);
      g_free (self->cells[i].raw);
      g_free (self->cells[i].key);
    }
  g_clear_object (&self->item);
  g_free (self->id);
  g_free (self);
}

static MootTableCell *
add_cell (MootTableRow *self,
          char         *text)
{
  MootTableCell *cell = &self->cells[self->n_cells];

  g_assert (self->n_cells < MOOT_TABLE_COLUMNS_MAX);
  self->n_cells++;
  cell->text = text;
  return cell;
}

/** moot_table_row_put_text: the next cell are words; @text may be %NULL */
void
moot_table_row_put_text (MootTableRow *self,
                         const char   *text)
{
  MootTableCell *cell = add_cell (self, g_strdup (text != NULL ? text : ""));

  cell->key = g_utf8_collate_key (cell->text, -1);
}

/** moot_table_row_put_number: the next cell is a number, which is read as @text */
void
moot_table_row_put_number (MootTableRow *self,
                           gint64        number,
                           const char   *text)
{
  MootTableCell *cell = add_cell (self, g_strdup (text != NULL ? text : ""));

  cell->number = number;
  cell->raw = g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/** moot_table_row_put_rank: the next cell are words that have an order of their own */
void
moot_table_row_put_rank (MootTableRow *self,
                         gint64        rank,
                         const char   *text)
{
  add_cell (self, g_strdup (text))->number = rank;
}

/** moot_table_row_put_money: the next cell is an amount */
void
moot_table_row_put_money (MootTableRow *self,
                          gint64        minor,
                          const char   *currency)
{
  MootTableCell *cell = add_cell (self, moot_money_text_dup (minor, currency));

  cell->number = minor;
  cell->raw = moot_money_format (minor, currency != NULL && moot_currency_is_valid (currency)
                                          ? currency
                                          : "EUR");
}

/** moot_table_row_put_day: the next cell is a day; 0 for none */
void
moot_table_row_put_day (MootTableRow *self,
                        gint64        day_ms)
{
  MootTableCell *cell =
    add_cell (self, day_ms != 0 ? moot_moment_text_dup_day (day_ms) : g_strdup (""));

  cell->number = day_ms;
  cell->raw = day_ms != 0 ? moot_time_format_date (day_ms) : g_strdup ("");
}

/* Finding -------------------------------------------------------------------------------------- */

static gboolean
has_word (const MootTableRow *row,
          const char         *word)
{
  for (guint i = 0; i < row->n_cells; i++)
    {
      g_autofree char *folded = g_utf8_casefold (row->cells[i].text, -1);

      if (strstr (folded, word) != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * moot_table_find:
 * @rows: (element-type MootTableRow): a table
 * @words: what is looked for
 *
 * Returns: (transfer container) (element-type MootTableRow): the rows that have every word, as they
 *   stood
 */
GPtrArray *
moot_table_find (GPtrArray  *rows,
                 const char *words)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *folded = g_utf8_casefold (words, -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n", -1);

  for (guint i = 0; i < rows->len; i++)
    {
      gboolean all = TRUE;

      for (guint k = 0; all && parts[k] != NULL; k++)
        all = *parts[k] == '\0' || has_word (g_ptr_array_index (rows, i), parts[k]);
      if (all)
        g_ptr_array_add (found, g_ptr_array_index (rows, i));
    }
  return found;
}

/* Sorting -------------------------------------------------------------------------------------- */

typedef struct
{
  guint column;
  gboolean descending;
} Order;

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      data)
{
  const Order *order = data;
  const MootTableCell *one = &(*(MootTableRow *const *) a)->cells[order->column];
  const MootTableCell *other = &(*(MootTableRow *const *) b)->cells[order->column];
  const int way = one->key != NULL && other->key != NULL ? strcmp (one->key, other->key)
                                                         : (one->number > other->number) -
                                                             (one->number < other->number);

  return order->descending ? -way : way;
}

/**
 * moot_table_sort:
 * @rows: (element-type MootTableRow): a table
 * @column: by which
 * @descending: the largest first
 *
 * Rows that are alike stay as they stood.
 */
void
moot_table_sort (GPtrArray *rows,
                 guint      column,
                 gboolean   descending)
{
  Order order = { column, descending };

  g_ptr_array_sort_with_data (rows, compare, &order);
}

/* Writing -------------------------------------------------------------------------------------- */

/* Words of strangers are never a formula of the program that opens the file. */
static void
append_words (GString    *csv,
              const char *text)
{
  g_autofree char *safe = NULL;

  if (*text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    safe = g_strconcat ("'", text, NULL);
  moot_csv_append_cell (csv, safe != NULL ? safe : text);
}

/**
 * moot_table_dup_csv:
 * @shape: of the table
 * @rows: (element-type MootTableRow): its rows
 *
 * Returns: (transfer full): them with their headings; amounts with a dot, days as 2026-11-30
 */
char *
moot_table_dup_csv (const MootTableShape *shape,
                    GPtrArray            *rows)
{
  GString *csv = g_string_new (NULL);

  for (guint i = 0; i < shape->n_columns; i++)
    {
      moot_csv_append_cell (csv, _ (shape->columns[i].title));
      g_string_append (csv, i + 1 < shape->n_columns ? "," : "\r\n");
    }
  for (guint k = 0; k < rows->len; k++)
    {
      const MootTableRow *row = g_ptr_array_index (rows, k);

      for (guint i = 0; i < row->n_cells; i++)
        {
          if (row->cells[i].raw != NULL)
            moot_csv_append_cell (csv, row->cells[i].raw);
          else
            append_words (csv, row->cells[i].text);
          g_string_append (csv, i + 1 < row->n_cells ? "," : "\r\n");
        }
    }
  return g_string_free (csv, FALSE);
}
