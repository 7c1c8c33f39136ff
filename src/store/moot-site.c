/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The public name of a node and the addresses made from it.  Read once at start, never changed.
 * Thread: any; frozen after loading. */
#include "moot-site.h"

#include "moot-error.h"
#include "moot-id.h"
#include "moot-node-schema.h"
#include "moot-sql.h"

#include <string.h>

/**
 * moot_store_ensure_resources:
 *
 * Makes the migrations findable; a static library's resources do not register themselves.
 */
void
moot_store_ensure_resources (void)
{
  g_resources_register (moot_node_schema_get_resource ());
}

/**
 * moot_site_database_path:
 * @data_folder: the node's folder
 *
 * Returns: (transfer full): the file of the database
 */
char *
moot_site_database_path (const char *data_folder)
{
  return g_build_filename (data_folder, "node.sqlite3", NULL);
}

/**
 * moot_setting_dup:
 * @db: a connection
 * @name: which setting
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its value; %NULL without @error when it was never set
 */
char *
moot_setting_dup (MootDb      *db,
                  const char  *name,
                  GError     **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_setting_get, MOOT_BINDS (MOOT_TEXT ("name", name)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  return g_strdup (moot_rows_text_at (rows, 0));
}

/**
 * moot_setting_put:
 * @db: the writer
 * @name: which setting
 * @value: its new value
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_setting_put (MootDb      *db,
                  const char  *name,
                  const char  *value,
                  GError     **error)
{
  return moot_db_run (db, &moot_sql_setting_put,
                      MOOT_BINDS (MOOT_TEXT ("name", name), MOOT_TEXT ("value", value)), error);
}

/**
 * moot_site_load:
 * @db: a connection
 * @data_folder: the node's folder
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND when the folder was never initialised.
 *
 * Returns: (transfer full): the site
 */
MootSite *
moot_site_load (MootDb      *db,
                const char  *data_folder,
                GError     **error)
{
  g_autoptr (MootSite) self = g_new0 (MootSite, 1);
  g_autoptr (GError) local = NULL;

  self->data_folder = g_strdup (data_folder);
  self->media_folder = g_build_filename (data_folder, "media", NULL);
  self->base_url = moot_setting_dup (db, "base_url", &local);
  if (local == NULL)
    self->domain = moot_setting_dup (db, "domain", &local);
  if (local == NULL)
    self->name = moot_setting_dup (db, "name", &local);
  if (local == NULL)
    self->media_key = moot_setting_dup (db, "media_key", &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (self->base_url == NULL || self->domain == NULL || self->name == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND,
                   "there is no node in '%s': run 'folkmoot-node init' first", data_folder);
      return NULL;
    }
  self->host = g_strdup (strstr (self->base_url, "://") + strlen ("://"));
  return g_steal_pointer (&self);
}

/**
 * moot_site_is_called:
 * @self: the site
 * @domain: what stands behind a name
 *
 * Returns: whether such a handle means somebody here: one with the domain of our handles, or with
 *   the host that they lead to
 */
gboolean
moot_site_is_called (const MootSite *self,
                     const char     *domain)
{
  return g_ascii_strcasecmp (domain, self->domain) == 0 ||
         g_ascii_strcasecmp (domain, self->host) == 0;
}

/**
 * moot_site_continue_ids:
 * @db: a connection
 * @error: return location
 *
 * Makes new ids larger than all that are there, also when the clock was set back since: pages of a
 * timeline are read by id, and nothing new may appear below what was read.
 *
 * Returns: whether SQLite had no complaint
 */
gboolean
moot_site_continue_ids (MootDb  *db,
                        GError **error)
{
  static const MootSql *const last[] = { &moot_sql_site_last_status, &moot_sql_site_last_attachment,
                                         &moot_sql_site_last_account };

  for (guint i = 0; i < G_N_ELEMENTS (last); i++)
    {
      g_autoptr (MootRows) rows = moot_db_query (db, last[i], NULL, error);
      g_autoptr (GError) local = NULL;

      if (rows == NULL)
        return FALSE;
      if (moot_rows_next (rows, &local))
        moot_id_raise (moot_rows_get_int (rows, "id"));
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * moot_site_free:
 * @self: (nullable): a site
 */
void
moot_site_free (MootSite *self)
{
  if (self == NULL)
    return;

  g_free (self->data_folder);
  g_free (self->media_folder);
  g_free (self->base_url);
  g_free (self->host);
  g_free (self->domain);
  g_free (self->name);
  g_free (self->media_key);
  g_free (self);
}

/**
 * moot_site_url:
 * @self: the site
 * @format: a path that begins with a slash, as for printf
 * @...: its arguments, already escaped
 *
 * Returns: (transfer full): an absolute address on this node
 */
char *
moot_site_url (const MootSite *self,
               const char *format,
               ...)
{
  g_autofree char *path = NULL;
  va_list arguments;

  va_start (arguments, format);
  path = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return g_strconcat (self->base_url, path, NULL);
}

/**
 * moot_site_media_url:
 * @self: the site
 * @file: (nullable): a file name below the media folder
 *
 * Returns: (transfer full) (nullable): where a client finds it
 */
char *
moot_site_media_url (const MootSite *self,
                     const char     *file)
{
  if (file == NULL)
    return NULL;
  return g_strconcat (self->base_url, "/media/", file, NULL);
}
