/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the commands of `folkmoot-node` share: options, complaints, passwords, the database.
 * Thread: main. */
#include "moot-command.h"

#include "moot-error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define PASSWORD_FILE_MAX 4096 /* bytes; the first line of it counts */

/* clang-format off */
static const MootCommand commands[] = {
  { "init",
    "--data DIR (--host HOST | --base-url URL) [--domain DOMAIN] --name TEXT [--currency GBP] [--bylaws PRESET] [--handle NAME] --admin NAME --password-file FILE|-",
    "Make a new moot; its public name stays for ever", moot_command_init },
  { "serve",
    "--data DIR [--listen ADDRESS:PORT]... [--listen unix:PATH] [--tls-authorities FILE] [--trust-proxy] [--allow-private-addresses]",
    "Serve the moot until SIGTERM", moot_command_serve },
  { "member add",
    "NAME --data DIR --password-file FILE|-",
    "Add somebody who can sign in", moot_command_member_add },
  { "member list",
    "--data DIR [--json]",
    "List those who can sign in", moot_command_member_list },
  { "member export",
    "NAME --data DIR --to FILE",
    "Write all that is kept of a member into one ZIP file", moot_command_member_export },
  { "member move",
    "NAME --data DIR --to WHO [--allow-private-addresses]",
    "Move an account to another server, where it names this one as an alias", moot_command_member_move },
  { "member promote",
    "NAME --data DIR",
    "Make a member an admin", moot_command_member_promote },
  { "member remove",
    "NAME --data DIR",
    "Delete an account for good and end the membership", moot_command_member_remove },
  { "member rotate-keys",
    "NAME --data DIR",
    "Give an account new keys to sign with", moot_command_member_rotate },
  { "token",
    "--data DIR --account NAME --scopes \"read write ...\"",
    "Print a bearer token for an account", moot_command_token },
  { "check",
    "--data DIR",
    "Examine database, media and log", moot_command_check },
  { "count",
    "FILE.blt --rule stv-scottish|meek|irv|schulze|borda|approval [--seats N] [--json]",
    "Count the papers of an election, stage by stage", moot_command_count },
  { "statement",
    "FILE [--currency CODE] [--dates dmy|mdy|ymd] [--json]",
    "Print what a bank's file says: CAMT, MT940, OFX or CSV", moot_command_statement },
  { "ledger export",
    "--data DIR --format hledger|beancount|csv [--public]",
    "Print the books for another program", moot_command_ledger_export },
  { "verify",
    "ARCHIVE [--json]",
    "Check the archive of a sealed election and count it again", moot_command_verify },
  { "import loomio",
    "FILE --data DIR --as NAME [--people FILE] | FILE --data DIR --suggest-people",
    "Bring the discussions and polls of a Loomio group in as a record", moot_command_import_loomio },
  { "domain-block add",
    "DOMAIN --data DIR [--severity noop|silence|suspend] [--reject-media] [--reject-reports] [--obfuscate] [--public-comment TEXT] [--private-comment TEXT]",
    "Have less or nothing to do with a server and its subdomains", moot_command_block_add },
  { "domain-block remove",
    "DOMAIN --data DIR",
    "End a block; what it hid is seen again", moot_command_block_remove },
  { "domain-block import",
    "FILE|- --data DIR",
    "Block what is new in a list, as Mastodon exports it", moot_command_block_import },
  { "domain-block export",
    "--data DIR",
    "Print the list of blocked servers as Mastodon imports it", moot_command_block_export },
  { "domain-allow add",
    "DOMAIN --data DIR",
    "Speak to a server where only allowed ones are spoken to", moot_command_allow_add },
  { "domain-allow remove",
    "DOMAIN --data DIR",
    "End an allowance", moot_command_allow_remove },
  { "domain-allow export",
    "--data DIR",
    "Print the list of allowed servers", moot_command_allow_export },
  { "domain-allow only",
    "on|off --data DIR",
    "Speak to allowed servers only, or to all but blocked ones", moot_command_allow_only },
};
/* clang-format on */

/**
 * moot_command_get_all:
 * @out_n_commands: (out): how many
 *
 * Returns: (transfer none): the table of commands
 */
const MootCommand *
moot_command_get_all (guint *out_n_commands)
{
  *out_n_commands = G_N_ELEMENTS (commands);
  return commands;
}

static const MootCommand *running;

/**
 * moot_command_run:
 * @command: a command of the table
 * @argc: number of arguments
 * @argv: arguments, the first is the last word of the command
 *
 * Returns: how to end
 */
int
moot_command_run (const MootCommand  *command,
                  int                 argc,
                  char              **argv)
{
  running = command;
  return command->run (argc, argv);
}

/**
 * moot_command_parse:
 * @entries: its options
 * @argc: (inout): number of arguments
 * @argv: (inout): arguments, the first is the last word of the command
 * @out_status: (out): how to end when there is nothing to do
 *
 * Reads the options of a command; answers `--help` and complains itself.
 *
 * Returns: whether to go on
 */
gboolean
moot_command_parse (const GOptionEntry   *entries,
                    int                  *argc,
                    char               ***argv,
                    int                  *out_status)
{
  g_autofree char *usage = g_strdup_printf ("%s %s", running->name, running->arguments);
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;
  gboolean wants_help = FALSE;
  const GOptionEntry help[] = {
    { "help", 'h', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &wants_help, "Show this help", NULL },
    G_OPTION_ENTRY_NULL
  };

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, running->summary);
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, help, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      *out_status = moot_command_misused ("%s", error->message);
      return FALSE;
    }
  if (wants_help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      fputs (text, stdout);
      *out_status = MOOT_EXIT_DONE;
      return FALSE;
    }
  return TRUE;
}

/**
 * moot_command_misused:
 * @format: what is wrong with the command line
 * @...: arguments
 *
 * Returns: how to end
 */
int
moot_command_misused (const char *format,
                      ...)
{
  va_list arguments;

  fputs ("folkmoot-node: ", stderr);
  va_start (arguments, format);
  vfprintf (stderr, format, arguments);
  va_end (arguments);
  fputs ("\nTry 'folkmoot-node --help'.\n", stderr);
  return MOOT_EXIT_USAGE;
}

/**
 * moot_command_failed:
 * @error: why
 *
 * Returns: how to end
 */
int
moot_command_failed (const GError *error)
{
  fprintf (stderr, "folkmoot-node: %s\n", error->message);
  return MOOT_EXIT_FAILED;
}

/**
 * moot_command_open:
 * @data_folder: the folder of a node
 * @out_site: (out): its public name
 * @error: return location
 *
 * Opens the database of a node, which may be serving meanwhile.
 *
 * Errors: %MOOT_ERROR_NOT_FOUND when there is no node.
 *
 * Returns: (transfer full): a connection that may write
 */
MootDb *
moot_command_open (const char  *data_folder,
                   MootSite   **out_site,
                   GError     **error)
{
  g_autofree char *path = moot_site_database_path (data_folder);
  g_autoptr (MootDb) db = NULL;
  g_autoptr (MootSite) site = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND,
                   "there is no node in '%s': run 'folkmoot-node init' first", data_folder);
      return NULL;
    }
  moot_store_ensure_resources ();
  db = moot_db_open (path, FALSE, error);
  if (db != NULL && moot_db_migrate (db, MOOT_NODE_SCHEMA_FOLDER, error))
    site = moot_site_load (db, data_folder, error);
  if (site == NULL)
    return NULL;
  *out_site = g_steal_pointer (&site);
  return g_steal_pointer (&db);
}

static gboolean
set_echo (gboolean echo)
{
  struct termios settings;

  if (tcgetattr (STDIN_FILENO, &settings) != 0)
    return FALSE;
  if (echo)
    settings.c_lflag |= ECHO;
  else
    settings.c_lflag &= ~(tcflag_t) ECHO;
  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &settings) == 0;
}

/**
 * moot_command_read_password:
 * @path: a file, or `-` for standard input
 * @error: return location
 *
 * Reads the first line, which somebody may be typing.
 *
 * Returns: (transfer full): the password
 */
char *
moot_command_read_password (const char  *path,
                            GError     **error)
{
  g_autofree char *line = g_malloc0 (PASSWORD_FILE_MAX);
  gboolean is_stdin = g_str_equal (path, "-");
  gboolean is_typed = is_stdin && isatty (STDIN_FILENO);
  FILE *file = is_stdin ? stdin : fopen (path, "re");
  gboolean found;

  if (file == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND,
                   "cannot read the password file '%s': %s", path, g_strerror (errno));
      return NULL;
    }
  if (is_typed && set_echo (FALSE))
    fputs ("Password: ", stderr);
  found = fgets (line, PASSWORD_FILE_MAX, file) != NULL;
  if (is_typed && set_echo (TRUE))
    fputc ('\n', stderr);
  if (!is_stdin)
    fclose (file);
  line[strcspn (line, "\r\n")] = '\0';
  if (found && *line != '\0')
    return g_steal_pointer (&line);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "there is no password in '%s'",
               is_stdin ? "standard input" : path);
  return NULL;
}
