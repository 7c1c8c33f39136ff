/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Files below the media folder that no row refers to.  A file is written before the row that names
 * it, so a node that is killed between the two leaves one behind, or a part of one.
 * Thread: any. */
#include "moot-media-leftovers.h"

#include "moot-clock.h"
#include "moot-media-files.h"
#include "moot-sql.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

typedef struct
{
  MootDb *db;
  const MootSite *site;
  gint64 before;
  guint limit;
  GPtrArray *found;
} Search;

/* Nothing else in the folder is ours: what somebody put there by hand stays. */
static gboolean
is_old_file (const Search *self,
             const char   *file)
{
  g_autofree char *path = g_build_filename (self->site->media_folder, file, NULL);
  GStatBuf info;

  return moot_media_file_is_safe (file) && g_lstat (path, &info) == 0 && S_ISREG (info.st_mode) &&
         (gint64) info.st_mtime * MOOT_SECOND < self->before;
}

static gboolean
look_into (Search      *self,
           const char  *folder,
           GError     **error)
{
  g_autofree char *path = g_build_filename (self->site->media_folder, folder, NULL);
  g_autoptr (GDir) files = g_dir_open (path, 0, NULL);
  const char *name;

  while (files != NULL && self->found->len < self->limit &&
         (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      gint64 known = 0;

      if (!is_old_file (self, file))
        continue;
      if (!moot_db_get_int (self->db, &moot_sql_media_is_known,
                            MOOT_BINDS (MOOT_TEXT ("file", file)), &known, error))
        return FALSE;
      if (!known)
        g_ptr_array_add (self->found, g_steal_pointer (&file));
    }
  return TRUE;
}

/**
 * moot_media_leftovers_find:
 * @db: a connection
 * @site: the node
 * @before: UTC milliseconds; what was written later may get its row yet
 * @limit: how many to find at most
 * @error: return location
 *
 * A media folder that is not there, or cannot be read, has none.
 *
 * Returns: (transfer full) (element-type utf8): their names below the media folder
 */
GPtrArray *
moot_media_leftovers_find (MootDb          *db,
                           const MootSite  *site,
                           gint64           before,
                           guint            limit,
                           GError         **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folders = g_dir_open (site->media_folder, 0, NULL);
  Search self = { db, site, before, limit, found };
  const char *name;

  while (folders != NULL && found->len < limit && (name = g_dir_read_name (folders)) != NULL)
    if (!look_into (&self, name, error))
      return NULL;
  return g_steal_pointer (&found);
}
