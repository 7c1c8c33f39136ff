/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Waits until what was committed is on the disk, for all who wait at the same time.
 *
 * SQLite would do it inside of each commit, while everybody else waits for the writer.  Here a
 * commit only writes the log; whoever needs it to outlive a power cut asks for a sync afterwards,
 * and one sync serves all who committed before it began.
 *
 * Spec: SQLite, "Write-Ahead Logging", section 3.2, and PRAGMA synchronous.
 * Thread: any; making one belongs to the connection's. */
#include "moot-db-disk.h"

#include "moot-db-private.h"

struct _MootDbDisk
{
  sqlite3_file *log; /* the writer's */

  GMutex lock;
  GCond news;
  gboolean syncing;
  guint64 n_asked; /* each who asks has a number */
  guint64 n_over;  /* the last number that a sync was for */
  guint64 n_lost;  /* the last number whose sync failed */
};

/**
 * moot_db_disk_new:
 * @writer: a connection that outlives the result; from now on its commits do not wait
 *
 * Returns: (transfer full) (nullable): %NULL where the database has no write-ahead log: there the
 *   commits go on waiting
 */
MootDbDisk *
moot_db_disk_new (MootDb *writer)
{
  sqlite3_file *log = NULL;
  MootDbDisk *self;

  if (moot_db_map_version (writer) == NULL ||
      sqlite3_file_control (writer->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) !=
        SQLITE_OK ||
      log == NULL || log->pMethods == NULL ||
      !moot_db_execute (writer, "PRAGMA synchronous = NORMAL", NULL))
    return NULL;
  self = g_new0 (MootDbDisk, 1);
  self->log = log;
  g_mutex_init (&self->lock);
  g_cond_init (&self->news);
  return self;
}

/** moot_db_disk_free: frees @self, which may be %NULL and which nobody waits for */
void
moot_db_disk_free (MootDbDisk *self)
{
  if (self == NULL)
    return;

  g_mutex_clear (&self->lock);
  g_cond_clear (&self->news);
  g_free (self);
}

/* For all who have asked up to now; with the lock held, which is let go of meanwhile. */
static void
sync_all (MootDbDisk *self)
{
  guint64 last = self->n_asked;
  gboolean done;

  self->syncing = TRUE;
  g_mutex_unlock (&self->lock);
  done = self->log->pMethods->xSync (self->log, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY) ==
         SQLITE_OK;
  g_mutex_lock (&self->lock);
  self->syncing = FALSE;
  self->n_over = last;
  if (!done)
    self->n_lost = last;
  g_cond_broadcast (&self->news);
}

/**
 * moot_db_disk_sync:
 * @self: (nullable): the disk; %NULL where commits wait by themselves
 * @error: return location
 *
 * Waits until everything that this thread has seen committed is on the disk.
 *
 * Errors: %MOOT_DB_ERROR_FULL: the disk does not keep it.  It is committed all the same, as long as
 * the machine runs.
 *
 * Returns: whether it is
 */
gboolean
moot_db_disk_sync (MootDbDisk  *self,
                   GError     **error)
{
  gboolean lost;
  guint64 number;

  if (self == NULL)
    return TRUE;

  g_mutex_lock (&self->lock);
  number = ++self->n_asked;
  while (self->n_over < number)
    if (self->syncing)
      g_cond_wait (&self->news, &self->lock);
    else
      sync_all (self);
  lost = self->n_lost >= number;
  g_mutex_unlock (&self->lock);

  if (lost)
    g_set_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_FULL,
                 "the disk does not keep what is written");
  return !lost;
}
