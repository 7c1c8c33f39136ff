/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Makes a node: its folder, its database, its first member, its co-operative.
 *
 * The database is built under another name and renamed when all of it is on disk, so a founding
 * that fails or is killed leaves no half node behind; whatever it made, it removes.
 * Thread: any. */
#include "moot-founding.h"

#include "moot-bylaws-presets.h"
#include "moot-clock.h"
#include "moot-coop-founding.h"
#include "moot-error.h"
#include "moot-folder-lock.h"
#include "moot-money.h"
#include "moot-site.h"
#include "moot-user-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define DRAFT_SUFFIX ".new"

/* What SQLite puts beside a database. */
static const char *const draft_files[] = { DRAFT_SUFFIX, DRAFT_SUFFIX "-wal", DRAFT_SUFFIX "-shm",
                                           DRAFT_SUFFIX "-journal" };

typedef struct
{
  const MootFounding *founding;
  const MootUserDraft *admin;
} Work;

static gboolean
invalid (GError **error,
         const char *format,
         ...) G_GNUC_PRINTF (2, 3);

static gboolean
invalid (GError **error,
         const char *format,
         ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
check_words (const MootFounding  *self,
             GError             **error)
{
  if (*self->title == '\0' || !g_utf8_validate (self->title, -1, NULL) ||
      g_utf8_strlen (self->title, -1) > MOOT_SITE_TITLE_MAX)
    return invalid (error, "the name must have 1 to %d characters", MOOT_SITE_TITLE_MAX);
  if (!moot_currency_is_valid (self->currency))
    return invalid (error, "'%s' is no currency: use a code of three letters, such as GBP",
                    self->currency);
  if (!g_strv_contains (moot_bylaws_get_presets (), self->bylaws))
    {
      g_autofree char *presets = g_strjoinv (", ", (char **) moot_bylaws_get_presets ());

      return invalid (error, "there are no bylaws '%s', only: %s", self->bylaws, presets);
    }
  return TRUE;
}

static gboolean
is_ours (const char *name)
{
  return g_str_equal (name, MOOT_FOLDER_LOCK_FILE) ||
         g_str_has_prefix (name, "node.sqlite3" DRAFT_SUFFIX);
}

static gboolean
check_folder (const char  *folder,
              GError     **error)
{
  g_autoptr (GDir) entries = NULL;
  g_autofree char *database = moot_site_database_path (folder);
  const char *name;

  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_file_test (database, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_CONFLICT, "there is a node in '%s' already",
                   folder);
      return FALSE;
    }
  entries = g_dir_open (folder, 0, error);
  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    if (!is_ours (name))
      {
        g_set_error (error, MOOT_ERROR, MOOT_ERROR_CONFLICT, "the folder '%s' is not empty",
                     folder);
        return FALSE;
      }
  return entries != NULL;
}

static void
remove_draft (const char *folder)
{
  g_autofree char *database = moot_site_database_path (folder);

  for (guint i = 0; i < G_N_ELEMENTS (draft_files); i++)
    {
      g_autofree char *path = g_strconcat (database, draft_files[i], NULL);

      g_unlink (path);
    }
}

static gboolean
fill (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  Work *work = data;
  const MootFounding *self = work->founding;
  g_autoptr (MootSite) site = NULL;
  MootCoopCharter charter = { .name = self->title,
                              .currency = self->currency,
                              .bylaws = self->bylaws,
                              .handle = self->handle };

  if (!moot_setting_put (db, "base_url", self->site_name->base_url, error) ||
      !moot_setting_put (db, "domain", self->site_name->domain, error) ||
      !moot_setting_put (db, "name", self->title, error))
    return FALSE;
  site = moot_site_load (db, self->data_folder, error);
  return site != NULL && moot_user_store_add (db, site, work->admin, &charter.founder_id, error) &&
         moot_coop_found (db, site, &charter, moot_clock_now (), error);
}

static gboolean
write_draft (const MootFounding   *self,
             const MootUserDraft  *admin,
             const char           *path,
             GError              **error)
{
  g_autoptr (MootDb) db = moot_db_open (path, FALSE, error);
  Work work = { self, admin };

  moot_store_ensure_resources ();
  return db != NULL && moot_db_migrate (db, MOOT_NODE_SCHEMA_FOLDER, error) &&
         moot_db_transact (db, fill, &work, error) &&
         moot_db_execute (db, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

static gboolean
failed (GError     **error,
        const char  *doing,
        const char  *path)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_FAILED, "cannot %s '%s': %s", doing, path,
               g_strerror (errno));
  return FALSE;
}

/* The name of a file is on disk only when its folder is. */
static gboolean
sync_folder (const char  *folder,
             GError     **error)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    failed (error, "write", folder);
  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
found (const MootFounding   *self,
       const MootUserDraft  *admin,
       GError              **error)
{
  g_autofree char *database = moot_site_database_path (self->data_folder);
  g_autofree char *draft = g_strconcat (database, DRAFT_SUFFIX, NULL);

  remove_draft (self->data_folder);
  if (!write_draft (self, admin, draft, error))
    {
      remove_draft (self->data_folder);
      return FALSE;
    }
  if (g_rename (draft, database) != 0)
    {
      failed (error, "make", database);
      remove_draft (self->data_folder);
      return FALSE;
    }
  return sync_folder (self->data_folder, error);
}

/**
 * moot_founding_run:
 * @self: what the new node is to be
 * @error: return location
 *
 * Makes a node, all of it or nothing.
 *
 * Errors: %MOOT_ERROR_CONFLICT when there is something in the folder already, %MOOT_ERROR_INVALID
 * for names and passwords that will not do.
 *
 * Returns: whether there is a node now
 */
gboolean
moot_founding_run (const MootFounding  *self,
                   GError             **error)
{
  g_autoptr (MootUserDraft) admin = NULL;
  g_autofree char *lock = g_build_filename (self->data_folder, MOOT_FOLDER_LOCK_FILE, NULL);
  gboolean is_new = !g_file_test (self->data_folder, G_FILE_TEST_EXISTS);
  gboolean founded;
  int lock_fd;

  if (!check_words (self, error) || !check_folder (self->data_folder, error))
    return FALSE;
  admin = moot_user_draft_new (self->admin, self->password, TRUE, error);
  if (admin == NULL)
    return FALSE;
  if (g_mkdir_with_parents (self->data_folder, 0700) != 0)
    return failed (error, "make", self->data_folder);

  lock_fd = moot_folder_lock (self->data_folder, error);
  /* looked at again under the lock: somebody may have been faster */
  founded = lock_fd >= 0 && check_folder (self->data_folder, error) && found (self, admin, error);
  if (lock_fd >= 0)
    {
      if (!founded)
        g_unlink (lock);
      close (lock_fd);
    }
  if (!founded && is_new)
    g_rmdir (self->data_folder);
  return founded;
}
