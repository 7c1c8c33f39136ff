/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* `folkmoot-node statement`: prints what a file of a bank says, without any node.
 * Thread: main. */
#include "moot-command.h"
#include "moot-error.h"
#include "moot-json.h"
#include "moot-statement.h"

#include <stdio.h>

static void
print_json (const MootStatement *statement)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *text = NULL;

  moot_json_begin_array (&json);
  for (guint i = 0; i < statement->lines->len; i++)
    {
      const MootStatementLine *line = g_ptr_array_index (statement->lines, i);
      g_autofree char *day = moot_day_format (line->date);

      moot_json_begin_object (&json);
      moot_json_put_string (&json, "date", day);
      moot_json_put_int (&json, "amount_minor", line->amount_minor);
      moot_json_put_string (&json, "currency", *line->currency != '\0' ? line->currency : NULL);
      moot_json_put_string (&json, "payer", line->payer);
      moot_json_put_string (&json, "reference", line->reference);
      moot_json_put_string (&json, "bank_ref", line->bank_ref);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  text = moot_json_writer_steal (&json);
  puts (text);
}

/* Words in a column: letters are counted, not bytes. */
static void
print_padded (const char *text,
              glong       width)
{
  glong length = g_utf8_strlen (text, -1);

  fputs (text, stdout);
  for (glong i = length; i < width; i++)
    putchar (' ');
}

static const char *
get_text (const char *text)
{
  return text != NULL ? text : "";
}

static glong
find_payer_width (const MootStatement *statement)
{
  glong width = 5;

  for (guint i = 0; i < statement->lines->len; i++)
    {
      const MootStatementLine *line = g_ptr_array_index (statement->lines, i);

      width = MAX (width, g_utf8_strlen (get_text (line->payer), -1));
    }
  return MIN (width, 40);
}

static void
print_table (const MootStatement *statement)
{
  glong width = find_payer_width (statement);

  printf ("%-10s  %14s  %-3s  ", "Date", "Amount", "");
  print_padded ("Payer", width);
  puts ("  Reference");
  for (guint i = 0; i < statement->lines->len; i++)
    {
      const MootStatementLine *line = g_ptr_array_index (statement->lines, i);
      const char *code = *line->currency != '\0' ? line->currency : "GBP";
      g_autofree char *day = moot_day_format (line->date);
      g_autofree char *amount = moot_money_format (line->amount_minor, code);

      printf ("%s  %14s  %-3s  ", day, amount, line->currency);
      print_padded (get_text (line->payer), width);
      printf ("  %s\n", get_text (line->reference));
    }
}

/* What was read, and is not quite sure. */
static void
print_doubts (const MootStatement *statement)
{
  guint n_without = 0;

  for (guint i = 0; i < statement->lines->len; i++)
    {
      const MootStatementLine *line = g_ptr_array_index (statement->lines, i);

      n_without += *line->currency == '\0' ? 1 : 0;
    }
  if (statement->n_unbalanced > 0)
    fputs ("folkmoot-node: what is booked does not add up to the closing balance\n", stderr);
  if (statement->guessed_order)
    fputs ("folkmoot-node: days and months may be the other way round; --dates says which\n",
           stderr);
  if (n_without > 0)
    fputs ("folkmoot-node: nothing says the currency; --currency does\n", stderr);
}

static int
print_file (const char                 *path,
            const MootStatementMapping *mapping,
            gboolean                    as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &error);
  g_autoptr (MootStatement) statement = NULL;

  if (file == NULL)
    return moot_command_failed (error);
  statement = moot_statement_read (g_mapped_file_get_contents (file),
                                   g_mapped_file_get_length (file), mapping, &error);
  if (statement == NULL)
    {
      g_prefix_error (&error, "%s: ", path);
      return moot_command_failed (error);
    }
  (as_json ? print_json : print_table) (statement);
  print_doubts (statement);
  return MOOT_EXIT_DONE;
}

/** moot_command_statement: prints what a file of a bank says; returns how to end */
int
moot_command_statement (int    argc,
                        char **argv)
{
  g_autofree char *currency = NULL;
  g_autofree char *dates = NULL;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "currency", 0, 0, G_OPTION_ARG_STRING, &currency, "Of amounts that say nothing else",
      "CODE" },
    { "dates", 0, 0, G_OPTION_ARG_STRING, &dates,
      "How a table writes days, if it can be read twice", "dmy|mdy|ymd" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    G_OPTION_ENTRY_NULL
  };
  MootStatementMapping mapping = { 0 };
  int status;

  if (!moot_command_parse (entries, &argc, &argv, &status))
    return status;
  if (argc != 2)
    return moot_command_misused ("statement needs one file");
  if (dates != NULL && !moot_date_order_from_text (dates, &mapping.order))
    return moot_command_misused ("--dates is dmy, mdy or ymd");
  if (currency != NULL && !moot_currency_is_valid (currency))
    return moot_command_misused ("'%s' is no currency", currency);
  if (currency != NULL)
    g_strlcpy (mapping.currency, currency, sizeof mapping.currency);
  return print_file (argv[1], &mapping, as_json);
}
