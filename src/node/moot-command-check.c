/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* `folkmoot-node check`: reads everything, changes nothing.
 * Thread: main. */
#include "moot-command.h"
#include "moot-inspection.h"

#include <stdio.h>

static int
check (const char *data_folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) leftovers = NULL;
  g_autoptr (GPtrArray) findings = moot_inspection_run (data_folder, &leftovers, &error);

  if (findings == NULL)
    return moot_command_failed (error);
  for (guint i = 0; i < findings->len; i++)
    puts (g_ptr_array_index (findings, i));
  for (guint i = 0; leftovers != NULL && i < leftovers->len; i++)
    printf ("leftover: nothing refers to the file '%s'; if that stays so, the node removes it\n",
            (const char *) g_ptr_array_index (leftovers, i));
  if (findings->len > 0)
    {
      printf ("%u found\n", findings->len);
      return MOOT_EXIT_FAILED;
    }
  puts ("All is well.");
  return MOOT_EXIT_DONE;
}

/** moot_command_check: examines database, media and log; returns how to end */
int
moot_command_check (int    argc,
                    char **argv)
{
  g_autofree char *data_folder = NULL;
  const GOptionEntry entries[] = { MOOT_DATA_OPTION (&data_folder), G_OPTION_ENTRY_NULL };
  int status;

  if (!moot_command_parse (entries, &argc, &argv, &status))
    return status;
  if (argc > 1)
    return moot_command_misused ("'%s' means nothing here", argv[1]);
  if (data_folder == NULL)
    return moot_command_misused ("check needs --data");
  return check (data_folder);
}
