/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Every statement of the catalogue fits the schema, and none walks through a whole table that
 * grows with what people post. */
#include "moot-sql.h"
#include "store-fixture.h"

#include <string.h>

/* Tables that one row of every status, account or deed lands in. */
static const char *const growing[] = {
  "s",
  "r",
  "b",
  "h",
  "f",
  "g",
  "m",
  "k",
  "st",
  "x",
  "d",
  "n",
  "status",
  "account",
  "favourite",
  "bookmark",
  "home_entry",
  "mention",
  "status_tag",
  "attachment",
  "notification",
  "poll_vote",
};

/* Statements that are meant to read everything, run seldom enough, or walk what they have just
 * collected themselves (any_tag_). */
static const char *const excused[] = {
  "instance_",
  "check_",
  "upkeep_",
  "prune_",
  "member_",
  "coop_",
  "user_",
  "hidden_accounts",
  "any_tag_",
};

static gboolean
is_excused (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (excused); i++)
    if (g_str_has_prefix (name, excused[i]))
      return TRUE;
  return FALSE;
}

static gboolean
walks_through (const char *detail)
{
  const char *table = g_str_has_prefix (detail, "SCAN ") ? detail + strlen ("SCAN ") : NULL;

  if (table == NULL || strstr (detail, "USING ") != NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (growing); i++)
    if (g_str_equal (table, growing[i]))
      return TRUE;
  return FALSE;
}

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

static void
test_plans (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  guint n_seen = 0;

  for (guint i = 0; i < moot_sql_n_all; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MootRows) rows = explain (fixture, moot_sql_all[i]);

      while (moot_rows_next (rows, &error))
        {
          const char *detail = moot_rows_get_text (rows, "detail");

          if (is_excused (moot_sql_all[i]->name) || !walks_through (detail))
            continue;
          g_test_message ("%s", detail);
          g_test_fail ();
        }
      g_assert_no_error (error);
      n_seen++;
    }
  g_assert_cmpuint (n_seen, >, 50);
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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/statements/plans", test_plans);
  g_test_add_func ("/store/statements/order", test_order);
  return g_test_run ();
}
