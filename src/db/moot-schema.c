/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Migrations: numbered .sql files of one folder of the resources, applied in order, each in its own
 * exclusive transaction together with `user_version`.  A file written by a newer Folkmoot is
 * refused untouched.
 * Thread: the connection's. */
#include "moot-db-private.h"

#include <stdlib.h>

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
get_version (MootDb  *self,
             int     *out_version,
             GError **error)
{
  static const MootSql user_version = { "user_version", "PRAGMA user_version" };
  gint64 version = 0;

  if (!moot_db_get_int (self, &user_version, NULL, &version, error))
    return FALSE;
  *out_version = (int) version;
  return TRUE;
}

static gboolean
apply (MootDb      *self,
       const char  *path,
       int          version,
       GError     **error)
{
  g_autoptr (GBytes) file = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *sql = NULL;

  if (file == NULL)
    return FALSE;
  sql = g_strdup_printf ("BEGIN EXCLUSIVE; %.*s; PRAGMA user_version = %d; COMMIT;",
                         (int) g_bytes_get_size (file),
                         (const char *) g_bytes_get_data (file, NULL), version);
  if (moot_db_execute (self, sql, error))
    return TRUE;
  g_prefix_error (error, "migration '%s': ", path);
  moot_db_execute (self, "ROLLBACK", NULL);
  return FALSE;
}

/**
 * moot_db_migrate:
 * @self: the writer
 * @resource_folder: a folder of the resources with files named `0001-what.sql`
 * @error: return location
 *
 * Brings the file up to date.
 *
 * Errors: %MOOT_DB_ERROR_TOO_NEW, and what SQLite says.
 *
 * Returns: whether the schema is the newest
 */
gboolean
moot_db_migrate (MootDb      *self,
                 const char  *resource_folder,
                 GError     **error)
{
  g_auto (GStrv) names =
    g_resources_enumerate_children (resource_folder, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  int version;
  guint n_names;

  if (names == NULL || !get_version (self, &version, error))
    return FALSE;
  n_names = g_strv_length (names);
  qsort (names, n_names, sizeof *names, compare_names);
  if (n_names > 0 && version > atoi (names[n_names - 1]))
    {
      g_set_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_TOO_NEW,
                   "the database has schema %d, this program knows %d", version,
                   atoi (names[n_names - 1]));
      return FALSE;
    }
  for (guint i = 0; i < n_names; i++)
    {
      g_autofree char *path = g_build_path ("/", resource_folder, names[i], NULL);

      if (atoi (names[i]) > version && !apply (self, path, atoi (names[i]), error))
        return FALSE;
    }
  return TRUE;
}
