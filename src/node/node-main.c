/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The program `folkmoot-node`: finds the command and runs it.  The command line is stable; it is
 * described in the manual page folkmoot-node(1). */
#include "config.h"

#include "moot-command.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void
print_help (FILE *to)
{
  guint n_commands;
  const MootCommand *commands = moot_command_get_all (&n_commands);

  fputs (
    "Usage: folkmoot-node COMMAND ...\n\nThe server of a member-owned social space.\n\nCommands:\n",
    to);
  for (guint i = 0; i < n_commands; i++)
    fprintf (to, "  %s %s\n      %s\n", commands[i].name, commands[i].arguments,
             commands[i].summary);
  fputs ("\n'folkmoot-node COMMAND --help' shows the options of a command.\n"
         "'folkmoot-node --version' shows the version.\n",
         to);
}

/* The number of arguments the name of @command takes, 0 when it is another one. */
static int
match (const MootCommand  *command,
       int                 argc,
       char              **argv)
{
  g_auto (GStrv) words = g_strsplit (command->name, " ", -1);
  int n_words = (int) g_strv_length (words);

  if (argc - 1 < n_words)
    return 0;
  for (int i = 0; i < n_words; i++)
    if (!g_str_equal (words[i], argv[1 + i]))
      return 0;
  return n_words;
}

int
main (int    argc,
      char **argv)
{
  guint n_commands;
  const MootCommand *commands = moot_command_get_all (&n_commands);

  setlocale (LC_ALL, "");
  g_set_prgname ("folkmoot-node");
  umask (0077); /* the database holds keys and what people told each other */

  if (argc < 2)
    {
      print_help (stderr);
      return MOOT_EXIT_USAGE;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") ||
      g_str_equal (argv[1], "help"))
    {
      print_help (stdout);
      return MOOT_EXIT_DONE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      puts ("folkmoot-node " MOOT_VERSION);
      return MOOT_EXIT_DONE;
    }
  for (guint i = 0; i < n_commands; i++)
    {
      int n_words = match (&commands[i], argc, argv);

      if (n_words > 0)
        return moot_command_run (&commands[i], argc - n_words, argv + n_words);
    }
  return moot_command_misused ("there is no command '%s'", argv[1]);
}
