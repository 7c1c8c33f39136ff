/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A connection in a hurry gives up, says so, and is as patient as before afterwards. */
#include "moot-db-pool.h"

#include <glib/gstdio.h>

#define LONG_US (600 * G_USEC_PER_SEC)

/* As many steps as it is told, and one row. */
static const MootSql count_up = { "count_up",
                                  "WITH RECURSIVE n (i) AS "
                                  "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :times) "
                                  "SELECT max(i) AS i FROM n" };

static MootDb *
open_memory (void)
{
  g_autoptr (GError) error = NULL;
  MootDb *db = moot_db_open (":memory:", FALSE, &error);

  g_assert_no_error (error);
  return db;
}

static gboolean
count (MootDb  *db,
       gint64   times,
       GError **error)
{
  gint64 reached = 0;

  return moot_db_get_int (db, &count_up, MOOT_BINDS (MOOT_INT ("times", times)), &reached, error) &&
         reached == times;
}

static void
test_in_time (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootDb) db = open_memory ();

  moot_db_hurry (db, LONG_US, LONG_US);
  g_assert_true (count (db, 100000, &error));
  g_assert_false (moot_db_gave_up (db));
  g_assert_true (moot_db_calm (db));
}

/* A thousand million steps take longer than what it is given: it stops on the way. */
static void
test_long_statement (void)
{
  static const struct
  {
    gint64 cpu_us;
    gint64 us;
  } rows[] = { { 5000, LONG_US }, { LONG_US, 5000 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MootDb) db = open_memory ();

      moot_db_hurry (db, rows[i].cpu_us, rows[i].us);
      g_assert_false (count (db, 1000 * 1000 * 1000, &error));
      g_assert_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_BUSY);
      g_assert_true (moot_db_gave_up (db));
      g_assert_false (moot_db_calm (db));
      g_clear_error (&error);
      g_assert_true (count (db, 100000, &error)); /* nobody looks at the clock any more */
      g_assert_no_error (error);
    }
}

/* Many short statements add up: the next one does not begin. */
static void
test_many_statements (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootDb) db = open_memory ();
  guint n = 0;

  moot_db_hurry (db, 2000, LONG_US);
  while (n < 10 * 1000 * 1000 && count (db, 3, &error))
    n++;
  g_assert_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_BUSY);
  g_assert_false (moot_db_calm (db));
}

/* What is locked is not waited for. */
static void
test_lock (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("moot-hurry-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.sqlite3", NULL);
  MootDb *other = moot_db_open (path, FALSE, &error);
  MootDb *db = moot_db_open (path, FALSE, &error);

  g_assert_no_error (error);
  g_assert_true (moot_db_execute (other, "CREATE TABLE t (i INTEGER)", &error));
  g_assert_true (moot_db_execute (other, "BEGIN IMMEDIATE", &error));
  moot_db_hurry (db, LONG_US, LONG_US);
  g_assert_false (moot_db_execute (db, "INSERT INTO t VALUES (1)", &error));
  g_assert_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_BUSY);
  g_assert_false (moot_db_calm (db));
  moot_db_free (db);
  moot_db_free (other);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hurry/in-time", test_in_time);
  g_test_add_func ("/hurry/long-statement", test_long_statement);
  g_test_add_func ("/hurry/many-statements", test_many_statements);
  g_test_add_func ("/hurry/lock", test_lock);
  return g_test_run ();
}
