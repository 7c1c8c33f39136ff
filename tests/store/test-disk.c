/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a pool wrote is on the disk when it says so, one sync serves many, and a sync that fails is
 * told.  The disk is SQLite's own, with the syncs of the write-ahead log counted. */
#include "moot-db-pool.h"
#include "moot-site.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#define N_WRITERS 8
#define N_EACH 20
#define SLOW_US 2000 /* of a sync, so that others gather behind it */

static sqlite3_vfs shim;
static sqlite3_io_methods log_methods;
static const sqlite3_io_methods *real_methods;
static int n_syncs; /* atomic */
static int broken;  /* atomic */

static int
sync_log (sqlite3_file *file,
          int           flags)
{
  g_atomic_int_inc (&n_syncs);
  g_usleep (SLOW_US);
  return g_atomic_int_get (&broken) ? SQLITE_IOERR_FSYNC : real_methods->xSync (file, flags);
}

static int
open_file (sqlite3_vfs  *vfs,
           const char   *name,
           sqlite3_file *file,
           int           flags,
           int          *out_flags)
{
  sqlite3_vfs *real = vfs->pAppData;
  int code = real->xOpen (real, name, file, flags, out_flags);

  if (code == SQLITE_OK && (flags & SQLITE_OPEN_WAL) != 0)
    {
      real_methods = file->pMethods;
      log_methods = *file->pMethods;
      log_methods.xSync = sync_log;
      file->pMethods = &log_methods;
    }
  return code;
}

static void
count_syncs (void)
{
  sqlite3_vfs *real = sqlite3_vfs_find (NULL);

  shim = *real;
  shim.zName = "counting";
  shim.pAppData = real;
  shim.xOpen = open_file;
  g_assert_cmpint (sqlite3_vfs_register (&shim, TRUE), ==, SQLITE_OK);
}

typedef struct
{
  char *folder;
  char *path;
  MootDbPool *pool;
  int n_told; /* atomic */
} Fixture;

static const MootSql insert = {
  "insert", "INSERT INTO setting (name, value) VALUES (hex (randomblob (8)), 'note')"
};
static const MootSql count = { "count", "SELECT count(*) FROM setting WHERE value = 'note'" };

static void
told (gpointer data)
{
  g_atomic_int_inc ((int *) data);
}

static gboolean
note (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  Fixture *self = data;

  moot_db_after_commit (db, told, &self->n_told, NULL);
  return moot_db_run (db, &insert, NULL, error);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("moot-disk-XXXXXX", &error);
  self->path = g_build_filename (self->folder, "node.sqlite3", NULL);
  self->pool = moot_db_pool_open (self->path, MOOT_NODE_SCHEMA_FOLDER, &error);
  g_assert_no_error (error);
  g_assert_true (moot_db_pool_write (self->pool, note, self, &error)); /* the log has a head now */
  self->n_told = 0;
  g_atomic_int_set (&n_syncs, 0);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_pointer (&self->pool, moot_db_pool_free);
  g_assert_cmpint (g_remove (self->path), ==, 0);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static void
test_each (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (moot_db_pool_write (self->pool, note, self, &error));
  g_assert_cmpint (g_atomic_int_get (&n_syncs), ==, 1);
  g_assert_true (moot_db_pool_write_repeatable (self->pool, note, self, &error));
  g_assert_cmpint (g_atomic_int_get (&n_syncs), ==, 1);
  g_assert_cmpint (self->n_told, ==, 2);
}

static gpointer
write_some (gpointer data)
{
  Fixture *self = data;

  for (guint i = 0; i < N_EACH; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (moot_db_pool_write (self->pool, note, self, &error));
    }
  return NULL;
}

static void
test_together (Fixture       *self,
               gconstpointer  data)
{
  GThread *threads[N_WRITERS];

  for (guint i = 0; i < N_WRITERS; i++)
    threads[i] = g_thread_new ("writer", write_some, self);
  for (guint i = 0; i < N_WRITERS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (g_atomic_int_get (&self->n_told), ==, N_WRITERS * N_EACH);
  g_test_message ("%d syncs", g_atomic_int_get (&n_syncs));
  g_assert_cmpint (g_atomic_int_get (&n_syncs), >=, N_EACH);
  g_assert_cmpint (g_atomic_int_get (&n_syncs), <, N_WRITERS * N_EACH);
}

static gboolean
fail (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  if (!note (db, data, error))
    return FALSE;
  g_set_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_CONSTRAINT, "it is not to be");
  return FALSE;
}

/* Every other time with something that fails. */
static gpointer
write_with_others (gpointer data)
{
  Fixture *self = data;

  for (guint i = 0; i < N_EACH; i++)
    {
      gboolean fails = i % 2 == 1;
      g_autoptr (GError) error = NULL;

      g_assert_true (moot_db_pool_write_together (self->pool, fails ? fail : note, self, &error) !=
                     fails);
      if (fails)
        g_assert_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_CONSTRAINT);
    }
  return NULL;
}

/* One transaction for many: each is there once and told once, and who fails fails alone. */
static void
test_shared (Fixture       *self,
             gconstpointer  data)
{
  GThread *threads[N_WRITERS];
  g_autoptr (GError) error = NULL;
  MootDb *reader;
  gint64 n = 0;

  for (guint i = 0; i < N_WRITERS; i++)
    threads[i] = g_thread_new ("writer", write_with_others, self);
  for (guint i = 0; i < N_WRITERS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (g_atomic_int_get (&self->n_told), ==, N_WRITERS * N_EACH / 2);
  g_assert_cmpint (g_atomic_int_get (&n_syncs), <, N_WRITERS * N_EACH / 2);
  reader = moot_db_pool_borrow_reader (self->pool, &error);
  g_assert_true (moot_db_get_int (reader, &count, NULL, &n, &error));
  moot_db_pool_return_reader (self->pool, reader);
  g_assert_cmpint (n, ==, 1 + N_WRITERS * N_EACH / 2);

  g_atomic_int_set (&broken, TRUE);
  g_assert_false (moot_db_pool_write_together (self->pool, note, self, &error));
  g_assert_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_FULL);
  g_atomic_int_set (&broken, FALSE);
  g_assert_cmpint (g_atomic_int_get (&self->n_told), ==, N_WRITERS * N_EACH / 2);
}

static void
test_broken (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  MootDb *reader;
  gint64 n = 0;

  g_atomic_int_set (&broken, TRUE);
  g_assert_false (moot_db_pool_write (self->pool, note, self, &error));
  g_assert_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_FULL);
  g_assert_cmpint (self->n_told, ==, 0);
  g_clear_error (&error);
  g_atomic_int_set (&broken, FALSE);
  g_assert_true (moot_db_pool_write (self->pool, note, self, &error));
  g_assert_cmpint (self->n_told, ==, 1);

  reader = moot_db_pool_borrow_reader (self->pool, &error);
  g_assert_true (moot_db_get_int (reader, &count, NULL, &n, &error));
  moot_db_pool_return_reader (self->pool, reader);
  g_assert_cmpint (n, ==, 3); /* what nobody was told of is there all the same */
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  count_syncs ();
  g_test_add ("/disk/each", Fixture, NULL, set_up, test_each, tear_down);
  g_test_add ("/disk/together", Fixture, NULL, set_up, test_together, tear_down);
  g_test_add ("/disk/shared", Fixture, NULL, set_up, test_shared, tear_down);
  g_test_add ("/disk/broken", Fixture, NULL, set_up, test_broken, tear_down);
  return g_test_run ();
}
