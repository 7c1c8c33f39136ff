/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tables of a bank.  Each bank has its own, so the headings, the marks between cells and in amounts
 * and the order of days are found out from the whole file, or said by a mapping that a treasurer
 * made once; what does not fit is told with its line and never guessed cell by cell. Thread: any.
 * Spec: RFC 4180; governance rules, bank statement import. */
#include "moot-statement-private.h"

#include <string.h>

#include "moot-csv.h"

#define COLUMNS_MAX 64
#define PREAMBLE_MAX 60 /* rows before the headings */

typedef struct
{
  GPtrArray *cells;
  guint line;
} Row;

typedef struct
{
  MootStatement *statement;
  const MootStatementMapping *mapping;
  MootColumns columns;
  GPtrArray *rows; /* of Row */
  char decimal;
  MootDateOrder order;
} Reader;

static void
free_row (gpointer data)
{
  Row *row = data;

  g_ptr_array_unref (row->cells);
  g_free (row);
}

static const char *
get_cell (const Reader *self,
          const Row    *row,
          MootColumn    column)
{
  int at = self->columns.at[column];

  return at >= 0 && (guint) at < row->cells->len ? g_ptr_array_index (row->cells, (guint) at) : "";
}

static gboolean
has_column (const Reader *self,
            MootColumn    column)
{
  return self->columns.at[column] >= 0;
}

static guint
count_lines (const char *from,
             const char *to)
{
  guint n = 0;

  for (; from < to; from++)
    n += *from == '\n' ? 1 : 0;
  return n;
}

static Row *
read_row (const char **inout_at,
          char         delimiter,
          guint       *inout_line,
          GError     **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  const char *next = moot_csv_read_row_by (*inout_at, delimiter, COLUMNS_MAX, cells);
  Row *row;

  if (next == NULL)
    {
      moot_statement_complain (error, *inout_line, "%s",
                               cells->len >= COLUMNS_MAX ? "there are too many columns"
                                                         : "a quote does not close");
      return NULL;
    }
  for (guint i = 0; i < cells->len; i++)
    {
      if (strlen (g_ptr_array_index (cells, i)) > MOOT_STATEMENT_FIELD_MAX)
        {
          moot_statement_complain (error, *inout_line, "a cell is too long");
          return NULL;
        }
      g_strstrip (g_ptr_array_index (cells, i));
    }
  row = g_new0 (Row, 1);
  row->cells = g_steal_pointer (&cells);
  row->line = *inout_line;
  *inout_line += count_lines (*inout_at, next);
  *inout_at = next;
  return row;
}

/* Where the rows behind the headings begin; NULL when no row is headings with this delimiter. */
static const char *
find_headings (Reader     *self,
               const char *text,
               char        delimiter,
               guint      *out_line)
{
  const char *at = text;
  guint line = 1;

  for (guint i = 0; i < PREAMBLE_MAX && *at != '\0'; i++)
    {
      Row *row = read_row (&at, delimiter, &line, NULL);
      gboolean found;

      if (row == NULL)
        return NULL;
      found = moot_columns_find (&self->columns, row->cells, self->mapping);
      free_row (row);
      if (found)
        {
          *out_line = line;
          return at;
        }
    }
  return NULL;
}

static const char *
find_table (Reader     *self,
            const char *text,
            char       *out_delimiter,
            guint      *out_line)
{
  const char *delimiters = ";,\t|";

  if (self->mapping->delimiter != '\0')
    {
      *out_delimiter = self->mapping->delimiter;
      return find_headings (self, text, *out_delimiter, out_line);
    }
  for (; *delimiters != '\0'; delimiters++)
    {
      const char *at = find_headings (self, text, *delimiters, out_line);

      *out_delimiter = *delimiters;
      if (at != NULL)
        return at;
    }
  return NULL;
}

/* Empty rows, and a lone note that some banks put below the table. */
static gboolean
is_note (const Row *row)
{
  guint n = 0;

  for (guint i = 0; i < row->cells->len; i++)
    n += *(const char *) g_ptr_array_index (row->cells, i) != '\0' ? 1 : 0;
  return n == 0 || (n == 1 && *(const char *) g_ptr_array_index (row->cells, 0) != '\0' &&
                    !g_ascii_isdigit (*(const char *) g_ptr_array_index (row->cells, 0)));
}

/* What is on its way, or came back, is not booked. */
static gboolean
is_pending (const Reader *self,
            const Row    *row)
{
  static const char *const words[] = { "pending", "reverted", "declined", "failed", "vorgemerkt",
                                       "cancelled" };
  g_autofree char *state = g_ascii_strdown (get_cell (self, row, MOOT_COLUMN_STATE), -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (state, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
read_rows (Reader      *self,
           const char  *at,
           char         delimiter,
           guint        line,
           GError     **error)
{
  while (*at != '\0')
    {
      Row *row = read_row (&at, delimiter, &line, error);

      if (row == NULL)
        return FALSE;
      if (is_note (row) || is_pending (self, row))
        free_row (row);
      else
        g_ptr_array_add (self->rows, row);
      if (self->rows->len > MOOT_STATEMENT_LINES_MAX)
        return moot_statement_complain (error, line, "more than %d are booked here",
                                        MOOT_STATEMENT_LINES_MAX);
    }
  return TRUE;
}

static const char *
get_currency (const Reader *self,
              const Row    *row)
{
  const char *cell = get_cell (self, row, MOOT_COLUMN_CURRENCY);

  if (moot_cell_is_currency (cell))
    return cell;
  return *self->columns.currency != '\0' ? self->columns.currency : self->mapping->currency;
}

/* What the sign of a currency says, where nothing else does. */
static const char *
find_symbol (const char *cell)
{
  return strstr (cell, "£") != NULL ? "GBP" : strstr (cell, "€") != NULL ? "EUR"
                                                                         : "";
}

static gboolean
find_order (Reader               *self,
            const MootCellSigns  *signs,
            GError              **error)
{
  self->order = self->mapping->order;
  if (self->order != MOOT_DATE_ORDER_FOUND)
    return TRUE;
  if (signs->day_first && signs->month_first)
    return moot_statement_complain (error, 1,
                                    "some dates begin with the day and some with the month");
  self->statement->guessed_order = signs->ambiguous && !signs->day_first && !signs->month_first;
  self->order = signs->month_first || (self->statement->guessed_order && signs->dollars)
                  ? MOOT_DATE_ORDER_MDY
                  : MOOT_DATE_ORDER_DMY;
  return TRUE;
}

static gboolean
find_ways (Reader  *self,
           GError **error)
{
  static const MootColumn amounts[] = { MOOT_COLUMN_AMOUNT, MOOT_COLUMN_CREDIT, MOOT_COLUMN_DEBIT };
  MootCellSigns signs = { 0 };

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);

      signs.dollars |= g_str_equal (get_currency (self, row), "USD");
      moot_cell_signs_see_date (&signs, get_cell (self, row, MOOT_COLUMN_DATE));
      for (guint j = 0; j < G_N_ELEMENTS (amounts); j++)
        moot_cell_signs_see_amount (&signs, get_cell (self, row, amounts[j]));
    }
  if (self->mapping->decimal == '\0' && signs.decimal_dot && signs.decimal_comma)
    return moot_statement_complain (error, 1, "some amounts have a comma for decimals, some a dot");
  self->decimal = self->mapping->decimal != '\0' ? self->mapping->decimal
                  : signs.decimal_comma          ? ','
                                                 : '.';
  return find_order (self, &signs, error);
}

/* Which way money went, in words; 0 when nothing says it. */
static int
get_sign (const Reader *self,
          const Row    *row)
{
  static const char *const out[] = { "af", "d", "dr", "debit", "dbit", "s", "soll", "out" };
  g_autofree char *word = g_ascii_strdown (get_cell (self, row, MOOT_COLUMN_SIGN), -1);

  if (*word == '\0')
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (out); i++)
    if (g_str_equal (word, out[i]))
      return -1;
  return 1;
}

static gboolean
parse_cell (const Reader  *self,
            const Row     *row,
            MootColumn     column,
            gint64        *out_minor,
            GError       **error)
{
  const char *cell = get_cell (self, row, column);

  *out_minor = 0;
  return *cell == '\0' ||
         moot_statement_parse_amount (cell, self->decimal, get_currency (self, row), row->line,
                                      out_minor, error);
}

static gboolean
read_amount (const Reader  *self,
             const Row     *row,
             gint64        *out_minor,
             GError       **error)
{
  gint64 in;
  gint64 out;

  if (has_column (self, MOOT_COLUMN_AMOUNT))
    {
      if (*get_cell (self, row, MOOT_COLUMN_AMOUNT) == '\0')
        return moot_statement_complain (error, row->line, "there is no amount");
      if (!parse_cell (self, row, MOOT_COLUMN_AMOUNT, out_minor, error))
        return FALSE;
      if (get_sign (self, row) < 0)
        *out_minor = -ABS (*out_minor);
      return TRUE;
    }
  if (!parse_cell (self, row, MOOT_COLUMN_CREDIT, &in, error) ||
      !parse_cell (self, row, MOOT_COLUMN_DEBIT, &out, error))
    return FALSE;
  if ((in != 0) == (out != 0))
    return moot_statement_complain (error, row->line, "there is no amount, or there are two");
  *out_minor = in != 0 ? in : -ABS (out);
  return TRUE;
}

static gboolean
add_row (Reader     *self,
         const Row  *row,
         GError    **error)
{
  const char *day = get_cell (self, row, MOOT_COLUMN_DATE);
  MootStatementDraft draft = {
    .currency = get_currency (self, row),
    .payer = get_cell (self, row, MOOT_COLUMN_PAYER),
    .payer_account = get_cell (self, row, MOOT_COLUMN_PAYER_ACCOUNT),
    .text = get_cell (self, row, MOOT_COLUMN_REFERENCE),
    .bank_ref = get_cell (self, row, MOOT_COLUMN_BANK_REF),
    .line = row->line,
  };

  for (guint i = 0; i < MOOT_N_COLUMNS; i++)
    if (self->columns.at[i] >= (int) row->cells->len)
      return moot_statement_complain (error, row->line, "the row is too short");
  if (*draft.currency == '\0')
    draft.currency = find_symbol (get_cell (self, row,
                                            has_column (self, MOOT_COLUMN_AMOUNT)
                                              ? MOOT_COLUMN_AMOUNT
                                              : MOOT_COLUMN_CREDIT));
  if (!moot_cell_parse_date (day, self->order, &draft.date))
    return moot_statement_complain (error, row->line, "'%.40s' is no day", day);
  return read_amount (self, row, &draft.amount_minor, error) &&
         moot_statement_add (self->statement, &draft, error);
}

static gboolean
read_table (Reader      *self,
            const char  *text,
            GError     **error)
{
  char delimiter;
  guint line = 1;
  const char *at = find_table (self, text, &delimiter, &line);

  if (at == NULL)
    return moot_statement_complain (error, 1,
                                    "no row says which column is the date and which the amount");
  if (!read_rows (self, at, delimiter, line, error) || !find_ways (self, error))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    if (!add_row (self, g_ptr_array_index (self->rows, i), error))
      return FALSE;
  return TRUE;
}

/**
 * moot_statement_read_csv:
 * @self: gets the lines
 * @text: a table
 * @mapping: what is known of it
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with the line in front; %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: whether all of it was read
 */
gboolean
moot_statement_read_csv (MootStatement               *self,
                         const char                  *text,
                         const MootStatementMapping  *mapping,
                         GError                     **error)
{
  Reader reader = { .statement = self, .mapping = mapping };
  gboolean fine;

  reader.rows = g_ptr_array_new_with_free_func (free_row);
  fine = read_table (&reader, text, error);
  g_ptr_array_unref (reader.rows);
  return fine;
}
