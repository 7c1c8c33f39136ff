/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Transactions, constraints, hooks, the statement cache and readers beside a writer. */
#include "moot-db-pool.h"

#include <glib/gstdio.h>

static const MootSql create = {
  "create", "CREATE TABLE ballot (voter TEXT PRIMARY KEY, choice INTEGER NOT NULL) STRICT"
};
static const MootSql insert = { "insert",
                                "INSERT INTO ballot (voter, choice) VALUES (:voter, :choice)" };
static const MootSql count = { "count", "SELECT count(*) AS n FROM ballot" };

static gboolean
cast (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  return moot_db_run (db, &insert, MOOT_BINDS (MOOT_TEXT ("voter", data), MOOT_INT ("choice", 2)),
                      error);
}

static void
count_hook (gpointer data)
{
  (*(int *) data)++;
}

static gboolean
cast_with_hook (MootDb    *db,
                gpointer   data,
                GError   **error)
{
  moot_db_after_commit (db, count_hook, data, NULL);
  return cast (db, (gpointer) "alice", error);
}

static MootDb *
open_memory (void)
{
  g_autoptr (GError) error = NULL;
  MootDb *db = moot_db_open (":memory:", FALSE, &error);

  g_assert_no_error (error);
  g_assert_true (moot_db_run (db, &create, NULL, &error));
  return db;
}

static void
test_second_ballot_is_a_constraint_error (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootDb) db = open_memory ();

  g_assert_true (moot_db_transact (db, cast, (gpointer) "alice", &error));
  g_assert_false (moot_db_transact (db, cast, (gpointer) "alice", &error));
  g_assert_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_true (moot_db_transact (db, cast, (gpointer) "bob", &error));
}

static void
test_hooks_run_only_after_a_commit (void)
{
  g_autoptr (MootDb) db = open_memory ();
  int n_calls = 0;

  g_assert_true (moot_db_transact (db, cast_with_hook, &n_calls, NULL));
  g_assert_cmpint (n_calls, ==, 1);
  g_assert_false (moot_db_transact (db, cast_with_hook, &n_calls, NULL));
  g_assert_cmpint (n_calls, ==, 1);
}

static void
test_unknown_parameter (void)
{
  g_autoptr (MootDb) db = open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_false (moot_db_run (db, &insert, MOOT_BINDS (MOOT_TEXT ("votr", "x")), &error));
  g_assert_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_FAILED);
}

static void
test_reader_sees_commits (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("moot-db-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "x.sqlite3", NULL);
  g_autoptr (MootDb) writer = moot_db_open (path, FALSE, &error);
  g_autoptr (MootDb) reader = NULL;
  gint64 n = -1;

  g_assert_no_error (error);
  g_assert_true (moot_db_run (writer, &create, NULL, &error));
  reader = moot_db_open (path, TRUE, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *voter = g_strdup_printf ("voter %d", i);

      g_assert_true (moot_db_transact (writer, cast, voter, &error));
      g_assert_true (moot_db_get_int (reader, &count, NULL, &n, &error));
      g_assert_cmpint (n, ==, i + 1);
    }
  g_assert_false (moot_db_run (
    reader, &insert, MOOT_BINDS (MOOT_TEXT ("voter", "x"), MOOT_INT ("choice", 1)), &error));
  g_assert_nonnull (error);
  g_clear_pointer (&reader, moot_db_free);
  g_clear_pointer (&writer, moot_db_free);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_damaged_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("moot-db-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "x.sqlite3", NULL);
  g_autoptr (MootDb) db = NULL;

  g_assert_true (g_file_set_contents (
    path,
    "this is no database, but long enough to look like one at first "
    "sight........................................",
    -1, NULL));
  db = moot_db_open (path, FALSE, &error);
  g_assert_null (db);
  g_assert_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_CORRUPT);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db/second-ballot-is-a-constraint-error",
                   test_second_ballot_is_a_constraint_error);
  g_test_add_func ("/db/hooks-run-only-after-a-commit", test_hooks_run_only_after_a_commit);
  g_test_add_func ("/db/unknown-parameter", test_unknown_parameter);
  g_test_add_func ("/db/reader-sees-commits", test_reader_sees_commits);
  g_test_add_func ("/db/damaged-file", test_damaged_file);
  return g_test_run ();
}
