/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

/* How `folkmoot-node` ends. */
#define MOOT_EXIT_DONE 0
#define MOOT_EXIT_FAILED 1
#define MOOT_EXIT_USAGE 2

#define MOOT_DATA_OPTION(variable)                                                            \
  {                                                                                           \
    "data", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, variable, "The folder of the moot", \
      "DIR"                                                                                   \
  }

/**
 * MootCommand:
 * @name: one or two words
 * @arguments: what stands behind the name, for the help
 * @summary: one line
 * @run: does it; its arguments begin with the last word of the name
 *
 * A command of `folkmoot-node`.
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  int (*run) (int argc,
              char **argv);
} MootCommand;

int moot_command_init           (int    argc,
                                 char **argv);
int moot_command_serve          (int    argc,
                                 char **argv);
int moot_command_member_add     (int    argc,
                                 char **argv);
int moot_command_member_export  (int    argc,
                                 char **argv);
int moot_command_member_list    (int    argc,
                                 char **argv);
int moot_command_member_move    (int    argc,
                                 char **argv);
int moot_command_member_promote (int    argc,
                                 char **argv);
int moot_command_member_remove  (int    argc,
                                 char **argv);
int moot_command_member_rotate  (int    argc,
                                 char **argv);
int moot_command_token          (int    argc,
                                 char **argv);
int moot_command_check          (int    argc,
                                 char **argv);
int moot_command_count          (int    argc,
                                 char **argv);
int moot_command_statement      (int    argc,
                                 char **argv);
int moot_command_ledger_export  (int    argc,
                                 char **argv);
int moot_command_verify         (int    argc,
                                 char **argv);
int moot_command_import_loomio  (int    argc,
                                 char **argv);
int moot_command_block_add      (int    argc,
                                 char **argv);
int moot_command_block_remove   (int    argc,
                                 char **argv);
int moot_command_block_import   (int    argc,
                                 char **argv);
int moot_command_block_export   (int    argc,
                                 char **argv);
int moot_command_allow_add      (int    argc,
                                 char **argv);
int moot_command_allow_remove   (int    argc,
                                 char **argv);
int moot_command_allow_export   (int    argc,
                                 char **argv);
int moot_command_allow_only     (int    argc,
                                 char **argv);

int moot_command_run (const MootCommand  *command,
                      int                 argc,
                      char              **argv);

const MootCommand *moot_command_get_all (guint *out_n_commands);

gboolean moot_command_parse (const GOptionEntry   *entries,
                             int                  *argc,
                             char               ***argv,
                             int                  *out_status);
int moot_command_misused (const char *format,
                          ...) G_GNUC_PRINTF (1, 2);
int     moot_command_failed        (const GError  *error);
MootDb *moot_command_open          (const char    *data_folder,
                                    MootSite     **out_site,
                                    GError       **error) G_GNUC_WARN_UNUSED_RESULT;
char   *moot_command_read_password (const char    *path,
                                    GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
