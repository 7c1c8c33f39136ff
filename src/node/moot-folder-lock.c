/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Two nodes on one folder would answer for the same members: one of them holds a lock, which the
 * kernel frees even when the process is killed.
 * Thread: any. */
#include "moot-folder-lock.h"

#include "moot-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whoever made a node in vain removes the file; a lock on a removed file protects nothing. */
static gboolean
is_still_there (int         fd,
                const char *path)
{
  struct stat held;
  struct stat named;

  return fstat (fd, &held) == 0 && stat (path, &named) == 0 && held.st_dev == named.st_dev &&
         held.st_ino == named.st_ino;
}

/**
 * moot_folder_lock:
 * @folder: the data folder of a node
 * @error: return location
 *
 * Takes the folder for this process.
 *
 * Errors: %MOOT_ERROR_CONFLICT when another process has it.
 *
 * Returns: a file descriptor to close() when done, or -1
 */
int
moot_folder_lock (const char  *folder,
                  GError     **error)
{
  g_autofree char *path = g_build_filename (folder, MOOT_FOLDER_LOCK_FILE, NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FAILED, "the folder '%s' cannot be used: %s",
                   folder, g_strerror (errno));
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) == 0 && is_still_there (fd, path))
    return fd;

  close (fd);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_CONFLICT, "another node is using '%s'", folder);
  return -1;
}
