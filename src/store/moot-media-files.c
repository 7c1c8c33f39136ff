/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The files below the media folder.  A name is unguessable and never used twice, so a file can be
 * cached for ever; it is written whole or not at all.
 * Thread: any. */
#include "moot-media-files.h"

#include "moot-crypto.h"
#include "moot-error.h"

#include <glib/gstdio.h>
#include <string.h>

static const struct
{
  const char *extension;
  const char *mime;
} types[] = {
  { ".png", "image/png" },
  { ".jpg", "image/jpeg" },
  { ".jpeg", "image/jpeg" },
  { ".gif", "image/gif" },
  { ".webp", "image/webp" },
  { ".mp4", "video/mp4" },
  { ".mov", "video/quicktime" },
  { ".webm", "video/webm" },
  { ".ogg", "application/ogg" },
  { ".m4a", "audio/mp4" },
  { ".mp3", "audio/mpeg" },
  { ".aac", "audio/aac" },
  { ".flac", "audio/flac" },
  { ".wav", "audio/wav" },
};

/**
 * moot_media_file_is_safe:
 * @file: a name as it comes from an address
 *
 * Returns: whether it is one we could have made: one folder, one file, no dots that climb
 */
gboolean
moot_media_file_is_safe (const char *file)
{
  int n_slashes = 0;

  for (const char *at = file; *at != '\0'; at++)
    {
      if (*at == '/')
        n_slashes++;
      else if (!g_ascii_isalnum (*at) && strchr ("-_.", *at) == NULL)
        return FALSE;
    }
  return n_slashes == 1 && *file != '/' && *file != '.' && strstr (file, "..") == NULL &&
         strstr (file, "/.") == NULL;
}

static char *
get_path (const MootSite *site,
          const char     *file)
{
  return g_build_filename (site->media_folder, file, NULL);
}

/**
 * moot_media_file_save:
 * @site: the node
 * @folder: `avatars`, `headers`, `attachments`, …
 * @extension: without a dot
 * @bytes: the file
 * @error: return location
 *
 * Returns: (transfer full): its name below the media folder
 */
char *
moot_media_file_save (const MootSite  *site,
                      const char      *folder,
                      const char      *extension,
                      GBytes          *bytes,
                      GError         **error)
{
  g_autofree char *token = moot_random_token ();
  g_autofree char *file = g_strdup_printf ("%s/%s.%s", folder, token, extension);
  g_autofree char *path = get_path (site, file);
  g_autofree char *parent = g_path_get_dirname (path);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (g_mkdir_with_parents (parent, 0700) != 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FAILED, "the folder '%s' cannot be made", parent);
      return NULL;
    }
  if (!g_file_set_contents_full (path, data, (gssize) size,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 error))
    return NULL;
  return g_steal_pointer (&file);
}

/** moot_media_file_remove: removes a file; one that is gone, or an address elsewhere, is no error
 */
void
moot_media_file_remove (const MootSite *site,
                        const char     *file)
{
  if (file != NULL && moot_media_file_is_safe (file))
    {
      g_autofree char *path = get_path (site, file);

      g_unlink (path);
    }
}

/**
 * moot_media_file_load:
 * @site: the node
 * @file: a name from an address
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full): the file
 */
GBytes *
moot_media_file_load (const MootSite  *site,
                      const char      *file,
                      GError         **error)
{
  g_autofree char *path = moot_media_file_is_safe (file) ? get_path (site, file) : NULL;
  char *data;
  gsize size;

  if (path == NULL || !g_file_get_contents (path, &data, &size, NULL))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no file '%s'", file);
      return NULL;
    }
  return g_bytes_new_take (data, size);
}

/**
 * moot_media_file_map:
 * @site: the node
 * @file: a name below the media folder
 *
 * For what is too large to be read: it is in memory only as far as somebody looks at it, and stays
 * readable when it is removed meanwhile.
 *
 * Returns: (transfer full) (nullable): the file; %NULL when it is not there
 */
GBytes *
moot_media_file_map (const MootSite *site,
                     const char     *file)
{
  g_autofree char *path = moot_media_file_is_safe (file) ? get_path (site, file) : NULL;
  g_autoptr (GMappedFile) mapped = path != NULL ? g_mapped_file_new (path, FALSE, NULL) : NULL;

  return mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
}

/**
 * moot_media_file_get_type:
 * @file: a name below the media folder
 *
 * Returns: (nullable): its media type, a static string; %NULL when it is nothing that is served
 */
const char *
moot_media_file_get_type (const char *file)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (file, types[i].extension))
      return types[i].mime;
  return NULL;
}
