/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* `folkmoot-node domain-block …` and `domain-allow …`.  They work beside `serve`, which asks the
 * database anew for every request.  What is done here is in the log, by nobody: whoever has the
 * node's files.
 * Thread: main. */
#include "moot-clock.h"
#include "moot-command.h"
#include "moot-domain-csv.h"
#include "moot-domain-decisions.h"
#include "moot-domain-policy.h"
#include "moot-domain-store.h"
#include "moot-error.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  const MootSite *site;
  const char *name;
  char *data_folder;
  char *severity;
  char *private_comment;
  char *public_comment;
  gboolean reject_media;
  gboolean reject_reports;
  gboolean obfuscate;
  GPtrArray *blocks; /* of an import */
  guint n_new;
  gboolean only;
} Work;

static void
work_clear (Work *self)
{
  g_free (self->data_folder);
  g_free (self->severity);
  g_free (self->private_comment);
  g_free (self->public_comment);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

#define NO_ENTRIES ((const GOptionEntry[]){ G_OPTION_ENTRY_NULL })

/* Reads the command line: @n_words words behind the command.  Returns whether to go on. */
static gboolean
read_arguments (Work                 *self,
                const GOptionEntry   *more,
                int                   n_words,
                int                   argc,
                char               ***argv,
                int                  *out_status)
{
  g_autoptr (GArray) entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));
  const GOptionEntry data = MOOT_DATA_OPTION (&self->data_folder);

  g_array_append_val (entries, data);
  for (; more->long_name != NULL; more++)
    g_array_append_val (entries, *more);
  if (!moot_command_parse ((const GOptionEntry *) entries->data, &argc, argv, out_status))
    return FALSE;
  if (argc != n_words + 1)
    *out_status = moot_command_misused ("%s", n_words == 0 ? "there is a word too many here"
                                                           : "one word is needed here");
  else if (self->data_folder == NULL)
    *out_status = moot_command_misused ("--data is needed");
  else
    {
      self->name = n_words > 0 ? (*argv)[1] : NULL;
      return TRUE;
    }
  return FALSE;
}

static int
run (Work       *self,
     MootDbWork  work)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSite) site = NULL;
  g_autoptr (MootDb) db = moot_command_open (self->data_folder, &site, &error);

  self->site = site;
  if (db == NULL || !moot_db_transact (db, work, self, &error))
    return moot_command_failed (error);
  return MOOT_EXIT_DONE;
}

/* A node for trials knows its neighbours by the names of a local network. */
static gboolean
is_trial (const Work *self)
{
  return g_str_has_prefix (self->site->base_url, "http:");
}

static char *
begin (Work             *self,
       MootDb           *db,
       MootCoopContext  *out_context,
       GError          **error)
{
  if (!moot_coop_context_init (out_context, db, self->site, moot_clock_now (), error))
    return NULL;
  return self->name != NULL
           ? moot_domains_check_name (out_context, self->name, is_trial (self), error)
           : g_strdup ("");
}

static gboolean
add_block (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  Work *self = data;
  g_autoptr (MootDomainBlock) block = g_object_new (MOOT_TYPE_DOMAIN_BLOCK, NULL);
  MootCoopContext context;

  block->domain = begin (self, db, &context, error);
  if (block->domain == NULL)
    return FALSE;
  block->severity = g_strdup (self->severity != NULL ? self->severity : "suspend");
  block->reject_media = self->reject_media;
  block->reject_reports = self->reject_reports;
  block->obfuscate = self->obfuscate;
  block->private_comment = g_strdup (self->private_comment);
  block->public_comment = g_strdup (self->public_comment);
  return moot_domains_block (&context, 0, block, error);
}

/** moot_command_block_add: blocks a server, or changes how; returns how to end */
int
moot_command_block_add (int    argc,
                        char **argv)
{
  g_auto (Work) self = { 0 };
  const GOptionEntry entries[] = {
    { "severity", 0, 0, G_OPTION_ARG_STRING, &self.severity,
      "noop, silence or suspend, which is meant without it", "WORD" },
    { "reject-media", 0, 0, G_OPTION_ARG_NONE, &self.reject_media, "Take no media from it", NULL },
    { "reject-reports", 0, 0, G_OPTION_ARG_NONE, &self.reject_reports, "Take no reports from it",
      NULL },
    { "obfuscate", 0, 0, G_OPTION_ARG_NONE, &self.obfuscate, "Show its name in part only", NULL },
    { "public-comment", 0, 0, G_OPTION_ARG_STRING, &self.public_comment, "Why, for all", "TEXT" },
    { "private-comment", 0, 0, G_OPTION_ARG_STRING, &self.private_comment, "Why, for us", "TEXT" },
    G_OPTION_ENTRY_NULL
  };
  int status;

  if (!read_arguments (&self, entries, 1, argc, &argv, &status))
    return status;
  if (self.severity != NULL && !moot_domain_severity_is_valid (self.severity))
    return moot_command_misused ("'%s' is no severity", self.severity);
  status = run (&self, add_block);
  if (status == MOOT_EXIT_DONE)
    printf ("%s is blocked\n", self.name);
  return status;
}

static gboolean
remove_block (MootDb    *db,
              gpointer   data,
              GError   **error)
{
  Work *self = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (MootDomainBlock) block = NULL;
  MootCoopContext context;
  g_autofree char *domain = begin (self, db, &context, error);

  if (domain == NULL)
    return FALSE;
  block = moot_domain_block_store_find (db, domain, &local);
  if (block != NULL)
    return moot_domains_unblock (&context, 0, block, error);
  if (local == NULL)
    g_set_error (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "'%s' is not blocked", domain);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/** moot_command_block_remove: ends a block; returns how to end */
int
moot_command_block_remove (int    argc,
                           char **argv)
{
  g_auto (Work) self = { 0 };
  int status;

  if (!read_arguments (&self, NO_ENTRIES, 1, argc, &argv, &status))
    return status;
  status = run (&self, remove_block);
  if (status == MOOT_EXIT_DONE)
    printf ("%s is not blocked any more\n", self.name);
  return status;
}

static gboolean
import_blocks (MootDb    *db,
               gpointer   data,
               GError   **error)
{
  Work *self = data;
  MootCoopContext context;

  return moot_coop_context_init (&context, db, self->site, moot_clock_now (), error) &&
         moot_domains_import (&context, 0, self->blocks, &self->n_new, error);
}

static char *
read_file (const char  *path,
           GError     **error)
{
  g_autofree char *text = g_malloc (MOOT_DOMAIN_CSV_MAX_BYTES + 2);
  FILE *file = g_str_equal (path, "-") ? stdin : fopen (path, "re");
  gsize length;

  if (file == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "cannot read '%s'", path);
      return NULL;
    }
  length = fread (text, 1, MOOT_DOMAIN_CSV_MAX_BYTES + 1, file);
  text[length] = '\0';
  if (file != stdin)
    fclose (file);
  if (strlen (text) == length)
    return g_steal_pointer (&text);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%s' is no text", path);
  return NULL;
}

/** moot_command_block_import: adds what is new in a list; returns how to end */
int
moot_command_block_import (int    argc,
                           char **argv)
{
  g_auto (Work) self = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *path;
  int status;

  if (!read_arguments (&self, NO_ENTRIES, 1, argc, &argv, &status))
    return status;
  path = g_steal_pointer (&self.name);
  text = read_file (path, &error);
  self.blocks = text != NULL ? moot_domain_csv_read (text, FALSE, &error) : NULL;
  if (self.blocks == NULL)
    return moot_command_failed (error);
  status = run (&self, import_blocks);
  if (status == MOOT_EXIT_DONE)
    printf ("%u of %u are new\n", self.n_new, self.blocks->len);
  return status;
}

static int
print (Work *self,
       GPtrArray *(*load) (MootDb *db, const MootRange *range, GError **error),
       char *(*write) (const GPtrArray *entries))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSite) site = NULL;
  g_autoptr (MootDb) db = moot_command_open (self->data_folder, &site, &error);
  g_autoptr (GPtrArray) entries = db != NULL ? load (db, NULL, &error) : NULL;
  g_autofree char *text = NULL;

  if (entries == NULL)
    return moot_command_failed (error);
  text = write (entries);
  fputs (text, stdout);
  return MOOT_EXIT_DONE;
}

/** moot_command_block_export: prints the list that others can import; returns how to end */
int
moot_command_block_export (int    argc,
                           char **argv)
{
  g_auto (Work) self = { 0 };
  int status;

  if (!read_arguments (&self, NO_ENTRIES, 0, argc, &argv, &status))
    return status;
  return print (&self, moot_domain_block_store_list, moot_domain_csv_write);
}

static gboolean
add_allow (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  Work *self = data;
  MootCoopContext context;
  g_autofree char *domain = begin (self, db, &context, error);

  return domain != NULL && moot_domains_allow (&context, 0, domain, error);
}

/** moot_command_allow_add: speaks to a server where others are not spoken to; returns how to end */
int
moot_command_allow_add (int    argc,
                        char **argv)
{
  g_auto (Work) self = { 0 };
  int status;

  if (!read_arguments (&self, NO_ENTRIES, 1, argc, &argv, &status))
    return status;
  status = run (&self, add_allow);
  if (status == MOOT_EXIT_DONE)
    printf ("%s is allowed\n", self.name);
  return status;
}

static gboolean
remove_allow (MootDb    *db,
              gpointer   data,
              GError   **error)
{
  Work *self = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (MootDomainAllow) allow = NULL;
  MootCoopContext context;
  g_autofree char *domain = begin (self, db, &context, error);

  if (domain == NULL)
    return FALSE;
  allow = moot_domain_allow_store_find (db, domain, &local);
  if (allow != NULL)
    return moot_domains_disallow (&context, 0, allow, error);
  if (local == NULL)
    g_set_error (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "'%s' is not allowed", domain);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/** moot_command_allow_remove: ends an allowance; returns how to end */
int
moot_command_allow_remove (int    argc,
                           char **argv)
{
  g_auto (Work) self = { 0 };
  int status;

  if (!read_arguments (&self, NO_ENTRIES, 1, argc, &argv, &status))
    return status;
  status = run (&self, remove_allow);
  if (status == MOOT_EXIT_DONE)
    printf ("%s is not allowed any more\n", self.name);
  return status;
}

static char *
write_allows (const GPtrArray *allows)
{
  GString *csv = g_string_new ("#domain\n");

  for (guint i = 0; i < allows->len; i++)
    g_string_append_printf (csv, "%s\n",
                            ((const MootDomainAllow *) g_ptr_array_index (allows, i))->domain);
  return g_string_free (csv, FALSE);
}

/** moot_command_allow_export: prints the allowed servers; returns how to end */
int
moot_command_allow_export (int    argc,
                           char **argv)
{
  g_auto (Work) self = { 0 };
  int status;

  if (!read_arguments (&self, NO_ENTRIES, 0, argc, &argv, &status))
    return status;
  return print (&self, moot_domain_allow_store_list, write_allows);
}

static gboolean
set_mode (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  Work *self = data;
  MootCoopContext context;

  return moot_coop_context_init (&context, db, self->site, moot_clock_now (), error) &&
         moot_domains_set_mode (&context, 0, self->only, error);
}

/** moot_command_allow_only: speaks to allowed servers only, or not any more; returns how to end */
int
moot_command_allow_only (int    argc,
                         char **argv)
{
  g_auto (Work) self = { 0 };
  int status;

  if (!read_arguments (&self, NO_ENTRIES, 1, argc, &argv, &status))
    return status;
  self.only = g_str_equal (self.name, "on");
  if (!self.only && !g_str_equal (self.name, "off"))
    return moot_command_misused ("domain-allow only needs 'on' or 'off'");
  status = run (&self, set_mode);
  if (status == MOOT_EXIT_DONE)
    puts (self.only ? "only allowed servers are spoken to"
                    : "all servers but blocked ones are spoken to");
  return status;
}
