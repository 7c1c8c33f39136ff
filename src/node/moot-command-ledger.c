/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* `folkmoot-node ledger export`: the books for another program; changes nothing.
 * Thread: main. */
#include "moot-books-journal.h"
#include "moot-command.h"
#include "moot-coop-context.h"

#include <stdio.h>

static int
export_ledger (const char        *data_folder,
               MootJournalFormat  format,
               MootBooksAudience  audience)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSite) site = NULL;
  g_autoptr (MootDb) db = moot_command_open (data_folder, &site, &error);
  g_autofree char *journal = NULL;

  if (db != NULL)
    journal = moot_books_dup_journal (db, format, audience, moot_coop_day_to_time (MOOT_DAY_MIN),
                                      moot_coop_day_to_time (MOOT_DAY_MAX), &error);
  if (journal == NULL)
    return moot_command_failed (error);
  fputs (journal, stdout);
  return MOOT_EXIT_DONE;
}

/** moot_command_ledger_export: prints the books; returns how to end */
int
moot_command_ledger_export (int    argc,
                            char **argv)
{
  g_autofree char *data_folder = NULL;
  g_autofree char *format_name = NULL;
  gboolean is_public = FALSE;
  const GOptionEntry entries[] = {
    MOOT_DATA_OPTION (&data_folder),
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "What is to read it",
      "hledger|beancount|csv" },
    { "public", 0, 0, G_OPTION_ARG_NONE, &is_public, "Dues in sums, and only words that are public",
      NULL },
    G_OPTION_ENTRY_NULL
  };
  MootJournalFormat format;
  int status;

  if (!moot_command_parse (entries, &argc, &argv, &status))
    return status;
  if (argc > 1)
    return moot_command_misused ("'%s' means nothing here", argv[1]);
  if (data_folder == NULL || format_name == NULL)
    return moot_command_misused ("ledger export needs --data and --format");
  if (!moot_journal_format_from_text (format_name, &format))
    return moot_command_misused ("there is no format '%s'", format_name);
  return export_ledger (data_folder, format,
                        is_public ? MOOT_BOOKS_FOR_ALL : MOOT_BOOKS_FOR_TREASURER);
}
