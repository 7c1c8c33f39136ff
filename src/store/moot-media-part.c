/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A file below the media folder that is too large to be held in memory: it is written piece by
 * piece under a name that nobody serves, and gets its own when it is whole and on the disk.  What
 * is never finished goes away; what a killed node leaves, the upkeep finds. Thread: one at a time.
 */
#include "moot-media-part.h"

#include "moot-crypto.h"
#include "moot-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _MootMediaPart
{
  const MootSite *site;
  char *name; /* below the media folder, without an extension */
  char *path; /* of what is unfinished */
  int fd;
};

static gboolean
fail (GError     **error,
      const char  *what)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s: %s", what,
               g_strerror (code));
  return FALSE;
}

/**
 * moot_media_part_new:
 * @site: the node; must outlive the part
 * @folder: as moot_media_file_save()
 * @error: return location
 *
 * Errors: #GFileError; %G_FILE_ERROR_NOSPC when the disk is full.
 *
 * Returns: (transfer full): an empty file
 */
MootMediaPart *
moot_media_part_new (const MootSite  *site,
                     const char      *folder,
                     GError         **error)
{
  g_autoptr (MootMediaPart) self = g_new0 (MootMediaPart, 1);
  g_autofree char *token = moot_random_token ();
  g_autofree char *parent = g_build_filename (site->media_folder, folder, NULL);

  self->site = site;
  self->name = g_strdup_printf ("%s/%s", folder, token);
  self->path = g_strdup_printf ("%s/%s.part", site->media_folder, self->name);
  self->fd = -1;
  if (g_mkdir_with_parents (parent, 0700) == 0)
    self->fd = g_open (self->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (self->fd >= 0)
    return g_steal_pointer (&self);
  fail (error, self->path);
  return NULL;
}

/**
 * moot_media_part_write:
 * @self: a part
 * @bytes: what comes next
 * @length: how much it is
 * @error: return location
 *
 * Errors: #GFileError; %G_FILE_ERROR_NOSPC when the disk is full.
 *
 * Returns: whether it was written
 */
gboolean
moot_media_part_write (MootMediaPart  *self,
                       const guint8   *bytes,
                       gsize           length,
                       GError        **error)
{
  while (length > 0)
    {
      gssize n = write (self->fd, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (error, self->path);
      bytes += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/**
 * moot_media_part_open:
 * @self: a part
 * @error: return location
 *
 * Returns: its file for reading, which stays the same when it is finished or removed; -1 on failure
 */
int
moot_media_part_open (MootMediaPart  *self,
                      GError        **error)
{
  int fd = g_open (self->path, O_RDONLY | O_CLOEXEC, 0);

  if (fd < 0)
    fail (error, self->path);
  return fd;
}

/** moot_media_part_dup_name: (transfer full): the name it will have with @extension */
char *
moot_media_part_dup_name (const MootMediaPart *self,
                          const char          *extension)
{
  return g_strdup_printf ("%s.%s", self->name, extension);
}

/**
 * moot_media_part_finish:
 * @self: a part that is whole
 * @extension: what it turned out to be, without a dot
 * @error: return location
 *
 * Returns: (transfer full): its name below the media folder, as of moot_media_file_save()
 */
char *
moot_media_part_finish (MootMediaPart  *self,
                        const char     *extension,
                        GError        **error)
{
  g_autofree char *file = moot_media_part_dup_name (self, extension);
  g_autofree char *path = g_build_filename (self->site->media_folder, file, NULL);

  if (fsync (self->fd) != 0 || g_rename (self->path, path) != 0)
    {
      fail (error, self->path);
      return NULL;
    }
  g_clear_pointer (&self->path, g_free);
  return g_steal_pointer (&file);
}

/** moot_media_part_free: frees @self, which may be %NULL; what is not finished is removed */
void
moot_media_part_free (MootMediaPart *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    close (self->fd);
  if (self->fd >= 0 && self->path != NULL)
    g_unlink (self->path);
  g_free (self->name);
  g_free (self->path);
  g_free (self);
}
