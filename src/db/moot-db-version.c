/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whether anybody, in this process or another, has committed anything since: without a statement,
 * a lock or a system call.
 *
 * SQLite keeps the state of the write-ahead log in memory that all processes share.  Its first 48
 * bytes, of which a second copy follows, are what makes a commit visible: they hold a counter of
 * transactions, the length and the checksum of the log, and change with each commit.  They are only
 * compared here, never read for their meaning; copies that differ are a commit on its way.
 *
 * Spec: SQLite "WAL-mode File Format", section 2.1; sqlite3_io_methods, xShmMap.
 * Thread: mapping belongs to the connection's, reading to any. */
#include "moot-db-private.h"

#include <string.h>

#define REGION_BYTES 32768 /* the pieces in which SQLite maps the index of its log */
#define IS_INIT_AT 12      /* not 0 once the index was set up */

static int
note_mode (void  *data,
           int    n_columns,
           char **values,
           char **names)
{
  gboolean *is_wal = data;

  *is_wal = n_columns == 1 && g_strcmp0 (values[0], "wal") == 0;
  return 0;
}

/** moot_db_map_version: finds the shared memory; %NULL when this database has none */
const volatile guint32 *
moot_db_map_version (MootDb *self)
{
  gboolean is_wal = FALSE;
  sqlite3_file *file = NULL;
  void volatile *region = NULL;

  g_assert (self->owner == g_thread_self ());

  if (sqlite3_exec (self->handle, "PRAGMA main.journal_mode", note_mode, &is_wal, NULL) !=
        SQLITE_OK ||
      !is_wal ||
      sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
      file == NULL || file->pMethods == NULL || file->pMethods->iVersion < 2 ||
      file->pMethods->xShmMap == NULL ||
      file->pMethods->xShmMap (file, 0, REGION_BYTES, FALSE, &region) != SQLITE_OK)
    return NULL;
  return region;
}

/** moot_db_read_version: %FALSE while a commit is on its way */
gboolean
moot_db_read_version (const volatile guint32 *map,
                      MootDbVersion          *out_version)
{
  MootDbVersion first;
  MootDbVersion second;

  if (map == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (first.words); i++)
    first.words[i] = map[i];
  __atomic_thread_fence (__ATOMIC_SEQ_CST);
  for (guint i = 0; i < G_N_ELEMENTS (second.words); i++)
    second.words[i] = map[G_N_ELEMENTS (first.words) + i];
  __atomic_thread_fence (__ATOMIC_SEQ_CST);
  if (first.words[IS_INIT_AT / sizeof (guint32)] == 0 || !moot_db_version_equal (&first, &second))
    return FALSE;
  *out_version = first;
  return TRUE;
}

/** moot_db_version_equal: whether nothing was committed between the two */
gboolean
moot_db_version_equal (const MootDbVersion *a,
                       const MootDbVersion *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}
