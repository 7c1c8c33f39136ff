/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* `folkmoot-node member remove`, `member promote`, `member rotate-keys` and `member move`.  They
 * work beside `serve`, which delivers what they queue. Thread: main. */
#include "moot-account-life.h"
#include "moot-clock.h"
#include "moot-command.h"
#include "moot-error.h"
#include "moot-export.h"
#include "moot-membership.h"
#include "moot-migration.h"
#include "moot-signers.h"
#include "moot-user-store.h"

#include <stdio.h>

typedef struct
{
  char *data_folder;
  char *to;
  gboolean private_addresses;
  const char *name;
  MootDb *db;
  MootSite *site;
  gint64 account_id;
  gint64 target_id;
} Work;

static void
work_clear (Work *self)
{
  g_clear_pointer (&self->db, moot_db_free);
  g_clear_pointer (&self->site, moot_site_free);
  g_free (self->data_folder);
  g_free (self->to);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* Reads the command line and finds the member; returns whether to go on. */
static gboolean
begin (Work                *self,
       const GOptionEntry  *entries,
       int                  argc,
       char               **argv,
       int                 *out_status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootUser) user = NULL;

  if (!moot_command_parse (entries, &argc, &argv, out_status))
    return FALSE;
  if (argc != 2 || self->data_folder == NULL)
    {
      *out_status = moot_command_misused ("this needs one name and --data");
      return FALSE;
    }
  self->name = argv[1];
  self->db = moot_command_open (self->data_folder, &self->site, &error);
  if (self->db != NULL)
    user = moot_user_store_find_by_name (self->db, self->name, &error);
  if (user != NULL)
    {
      self->account_id = user->account_id;
      return TRUE;
    }
  if (error == NULL)
    g_set_error (&error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "nobody here is called '%s'",
                 self->name);
  *out_status = moot_command_failed (error);
  return FALSE;
}

static gboolean
end_account (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  const Work *self = data;

  return moot_account_life_end (db, self->site, self->account_id, error);
}

static gboolean
promote (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  const Work *self = data;

  return moot_account_life_promote (db, self->site, self->account_id, error);
}

/* Does @work to the member that is named, in one transaction; @done says what came of it. */
static int
run_on_member (int          argc,
               char       **argv,
               MootDbWork   work,
               const char  *done)
{
  g_auto (Work) self = { 0 };
  const GOptionEntry entries[] = { MOOT_DATA_OPTION (&self.data_folder), G_OPTION_ENTRY_NULL };
  g_autoptr (GError) error = NULL;
  int status;

  if (!begin (&self, entries, argc, argv, &status))
    return status;
  if (!moot_db_transact (self.db, work, &self, &error))
    return moot_command_failed (error);
  printf ("@%s@%s is %s\n", self.name, self.site->domain, done);
  return MOOT_EXIT_DONE;
}

/** moot_command_member_remove: deletes an account for good; returns how to end */
int
moot_command_member_remove (int    argc,
                            char **argv)
{
  return run_on_member (argc, argv, end_account, "no more");
}

/** moot_command_member_promote: lets a member keep house; returns how to end */
int
moot_command_member_promote (int    argc,
                             char **argv)
{
  return run_on_member (argc, argv, promote, "an admin");
}

static gboolean
write_archive (const Work     *self,
               GOutputStream  *stream,
               GError        **error)
{
  g_autoptr (MootArchive) archive = moot_archive_new (stream);
  g_autoptr (MootActor) member = NULL;
  MootCoopContext context;

  if (!moot_coop_context_init (&context, self->db, self->site, moot_clock_now (), error))
    return FALSE;
  member = moot_actor_load (&context, self->account_id, error);
  return member != NULL && moot_export_write (&context, member->record, archive, error);
}

/** moot_command_member_export: writes all that is kept of a member into one file; returns how to
 * end
 */
int
moot_command_member_export (int    argc,
                            char **argv)
{
  g_auto (Work) self = { 0 };
  const GOptionEntry entries[] = {
    MOOT_DATA_OPTION (&self.data_folder),
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &self.to, "The file to write, which must not exist",
      "FILE" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileOutputStream) stream = NULL;
  int status;

  if (!begin (&self, entries, argc, argv, &status))
    return status;
  if (self.to == NULL)
    return moot_command_misused ("member export needs --to");
  file = g_file_new_for_path (self.to);
  stream = g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, &error);
  if (stream == NULL || !write_archive (&self, G_OUTPUT_STREAM (stream), &error) ||
      !g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error))
    {
      if (stream != NULL)
        g_file_delete (file, NULL, NULL);
      return moot_command_failed (error);
    }
  printf ("@%s@%s is in %s\n", self.name, self.site->domain, self.to);
  return MOOT_EXIT_DONE;
}

/* What fetches and signs, beside the node that serves. */
static MootFederation *
new_federation (const Work  *self,
                MootDbPool **out_pool,
                GError     **error)
{
  g_autofree char *path = moot_site_database_path (self->data_folder);
  MootFederationOptions options = { .site = self->site,
                                    .private_addresses = self->private_addresses };

  *out_pool = moot_db_pool_open (path, MOOT_NODE_SCHEMA_FOLDER, error);
  options.pool = *out_pool;
  return *out_pool != NULL ? moot_federation_new (&options) : NULL;
}

static gboolean
go (MootDb    *db,
    gpointer   data,
    GError   **error)
{
  const Work *self = data;

  return moot_migration_go (db, self->site, self->account_id, self->target_id, moot_clock_now (),
                            error);
}

static gboolean
rotate (Work            *self,
        MootFederation  *federation,
        GError         **error)
{
  return moot_signers_rotate (federation->signers, self->site, self->account_id, error);
}

static gboolean
move (Work            *self,
      MootFederation  *federation,
      GError         **error)
{
  return moot_migration_find (federation, self->to, &self->target_id, error) &&
         moot_db_transact (self->db, go, self, error);
}

static int
run (Work *self,
     gboolean (*work) (Work *self, MootFederation *federation, GError **error))
{
  g_autoptr (GError) error = NULL;
  MootDbPool *pool = NULL;
  MootFederation *federation = new_federation (self, &pool, &error);
  gboolean done = federation != NULL && work (self, federation, &error);

  g_clear_pointer (&federation, moot_federation_free);
  g_clear_pointer (&pool, moot_db_pool_free);
  return done ? MOOT_EXIT_DONE : moot_command_failed (error);
}

/** moot_command_member_rotate: gives an account new keys; returns how to end */
int
moot_command_member_rotate (int    argc,
                            char **argv)
{
  g_auto (Work) self = { 0 };
  const GOptionEntry entries[] = { MOOT_DATA_OPTION (&self.data_folder), G_OPTION_ENTRY_NULL };
  int status;

  if (!begin (&self, entries, argc, argv, &status))
    return status;
  status = run (&self, rotate);
  if (status == MOOT_EXIT_DONE)
    printf ("@%s@%s has new keys\n", self.name, self.site->domain);
  return status;
}

/** moot_command_member_move: moves an account to another server; returns how to end */
int
moot_command_member_move (int    argc,
                          char **argv)
{
  g_auto (Work) self = { 0 };
  const GOptionEntry entries[] = {
    MOOT_DATA_OPTION (&self.data_folder),
    { "to", 0, 0, G_OPTION_ARG_STRING, &self.to, "The handle or id of the new account", "WHO" },
    { "allow-private-addresses", 0, 0, G_OPTION_ARG_NONE, &self.private_addresses,
      "Ask servers on private networks too, for laboratories", NULL },
    G_OPTION_ENTRY_NULL
  };
  int status;

  if (!begin (&self, entries, argc, argv, &status))
    return status;
  if (self.to == NULL)
    return moot_command_misused ("member move needs --to");
  status = run (&self, move);
  if (status == MOOT_EXIT_DONE)
    printf ("@%s@%s has moved to %s\n", self.name, self.site->domain, self.to);
  return status;
}
