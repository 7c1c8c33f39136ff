/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Pages are read in the order of an index, however much there is. */
#include "moot-sql.h"
#include "store-fixture.h"

#include <string.h>

static MootRows *
explain (StoreFixture  *fixture,
         const MootSql *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strconcat ("EXPLAIN QUERY PLAN ", sql->text, NULL);
  MootRows *rows = moot_db_query (fixture->db, store_fixture_statement (text), NULL, &error);

  g_test_message ("%s", sql->name);
  g_assert_no_error (error);
  return rows;
}

static const char *const ordered[] = {
  "home_older",
  "home_newer",
  "public_older",
  "public_newer",
  "public_of_place_older",
  "public_of_place_newer",
  "tag_older",
  "tag_newer",
  "account_older",
  "account_newer",
  "favourites_older",
  "favourites_newer",
  "bookmarks_older",
  "bookmarks_newer",
};

static gboolean
is_ordered (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (ordered); i++)
    if (g_str_equal (name, ordered[i]))
      return TRUE;
  return FALSE;
}

/* A page is read by walking an index in its order: sorting would take longer the more there is. */
static void
test_order (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  guint n_seen = 0;

  for (guint i = 0; i < moot_sql_n_all; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MootRows) rows = NULL;

      if (!is_ordered (moot_sql_all[i]->name))
        continue;
      rows = explain (fixture, moot_sql_all[i]);
      while (moot_rows_next (rows, &error))
        {
          const char *detail = moot_rows_get_text (rows, "detail");

          g_test_message ("%s", detail);
          g_assert_null (strstr (detail, "FOR ORDER BY"));
        }
      n_seen++;
    }
  g_assert_cmpuint (n_seen, ==, G_N_ELEMENTS (ordered));
}

/* Asked for each file of the media folder: no row is read for nothing. */
static void
test_media_names (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (MootRows) rows = explain (fixture, &moot_sql_media_is_known);
  g_autoptr (GError) error = NULL;
  guint n_searches = 0;

  while (moot_rows_next (rows, &error))
    {
      const char *detail = moot_rows_get_text (rows, "detail");

      g_test_message ("%s", detail);
      g_assert_true (!g_str_has_prefix (detail, "SCAN ") ||
                     g_str_equal (detail, "SCAN CONSTANT ROW"));
      if (g_str_has_prefix (detail, "SEARCH ") && strstr (detail, " INDEX ") != NULL)
        n_searches++;
    }
  g_assert_cmpuint (n_searches, ==, 6);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/statements/order", test_order);
  g_test_add_func ("/store/statements/media-names", test_media_names);
  return g_test_run ();
}
