/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Every statement of the catalogue fits the schema, and none walks a whole table that a stranger
 * can make grow. */
#include "moot-db-pool.h"
#include "moot-site.h"
#include "moot-sql.h"

#include <glib/gstdio.h>
#include <string.h>

/* Small by nature, or asked by a scheduled job or an officer, not by a request of a stranger. */
static const char *const may_scan[] = {
  "prune_",
  "check_",
  "instance_",
  "directory_page",
  "account_search",
  "tag_search",
};

static MootDb *
open_schema (void)
{
  g_autoptr (GError) error = NULL;
  MootDb *db = moot_db_open (":memory:", FALSE, &error);

  g_assert_no_error (error);
  moot_store_ensure_resources ();
  g_assert_true (moot_db_migrate (db, MOOT_NODE_SCHEMA_FOLDER, &error));
  g_assert_no_error (error);
  return db;
}

static void
test_all_prepare (void)
{
  g_autoptr (MootDb) db = open_schema ();

  g_assert_cmpuint (moot_sql_n_all, >, 30);
  for (guint i = 0; i < moot_sql_n_all; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MootRows) rows = moot_db_query (db, moot_sql_all[i], NULL, &error);

      g_test_message ("%s", moot_sql_all[i]->name);
      g_assert_no_error (error);
      g_assert_nonnull (rows);
    }
}

static void
test_migrating_twice_changes_nothing (void)
{
  g_autoptr (MootDb) db = open_schema ();
  g_autoptr (GError) error = NULL;

  g_assert_true (moot_db_migrate (db, MOOT_NODE_SCHEMA_FOLDER, &error));
  g_assert_no_error (error);
}

static void
test_newer_file_is_refused (void)
{
  g_autoptr (MootDb) db = open_schema ();
  g_autoptr (GError) error = NULL;

  g_assert_true (moot_db_execute (db, "PRAGMA user_version = 9999", NULL));
  g_assert_false (moot_db_migrate (db, MOOT_NODE_SCHEMA_FOLDER, &error));
  g_assert_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_TOO_NEW);
}

static const MootSql synchronous = { "synchronous", "PRAGMA synchronous" };

static gint64
read_synchronous (MootDb *db)
{
  gint64 level = -1;
  g_autoptr (GError) error = NULL;

  g_assert_true (moot_db_get_int (db, &synchronous, NULL, &level, &error));
  g_assert_no_error (error);
  return level;
}

static gboolean
note_synchronous (MootDb    *db,
                  gpointer   data,
                  GError   **error)
{
  *(gint64 *) data = read_synchronous (db);
  return TRUE;
}

/* A connection of its own waits for the disk inside of each commit; the writer of a pool leaves
 * that to the sync that comes after it. */
static void
test_waiting_for_the_disk (void)
{
  g_autofree char *folder = g_dir_make_tmp ("moot-sql-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "node.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootDbPool) pool = moot_db_pool_open (path, MOOT_NODE_SCHEMA_FOLDER, &error);
  g_autoptr (MootDb) other = moot_db_open (path, FALSE, &error);
  gint64 level = -1;

  g_assert_no_error (error);
  g_assert_cmpint (read_synchronous (other), ==, 2); /* FULL */
  g_assert_true (moot_db_pool_write (pool, note_synchronous, &level, &error));
  g_assert_cmpint (level, ==, 1); /* NORMAL */
  g_clear_pointer (&other, moot_db_free);
  g_clear_pointer (&pool, moot_db_pool_free);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static gboolean
is_excused (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (may_scan); i++)
    if (g_str_has_prefix (name, may_scan[i]))
      return TRUE;
  return FALSE;
}

/* The big tables: a walk over one of these in a request is a mistake of the statement. */
static gboolean
is_big (const char *detail)
{
  static const char *const big[] = { "SCAN status", "SCAN home_entry", "SCAN account",
                                     "SCAN follow", "SCAN favourite", "SCAN notification",
                                     "SCAN attachment", "SCAN s ", "SCAN a " };

  for (guint i = 0; i < G_N_ELEMENTS (big); i++)
    if (g_str_has_prefix (detail, big[i]) && strstr (detail, "USING") == NULL)
      return TRUE;
  return g_str_equal (detail, "SCAN s") || g_str_equal (detail, "SCAN a");
}

static void
test_no_walks (void)
{
  g_autofree MootSql *explain =
    g_new (MootSql, moot_sql_n_all); /* a statement is known by its address */
  g_autoptr (MootDb) db = open_schema ();

  for (guint i = 0; i < moot_sql_n_all; i++)
    {
      g_autofree char *text = g_strconcat ("EXPLAIN QUERY PLAN ", moot_sql_all[i]->text, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (MootRows) rows = NULL;

      explain[i] = (MootSql){ moot_sql_all[i]->name, text };
      rows = moot_db_query (db, &explain[i], NULL, &error);

      g_assert_no_error (error);
      while (moot_rows_next (rows, &error))
        {
          const char *detail = moot_rows_get_text (rows, "detail");

          if (is_big (detail) && !is_excused (moot_sql_all[i]->name))
            g_error ("statement '%s': %s", moot_sql_all[i]->name, detail);
        }
      g_assert_no_error (error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/sql/all-prepare", test_all_prepare);
  g_test_add_func ("/store/sql/migrating-twice-changes-nothing",
                   test_migrating_twice_changes_nothing);
  g_test_add_func ("/store/sql/newer-file-is-refused", test_newer_file_is_refused);
  g_test_add_func ("/store/sql/waiting-for-the-disk", test_waiting_for_the_disk);
  g_test_add_func ("/store/sql/no-walks", test_no_walks);
  return g_test_run ();
}
