/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Sums that are kept are those that would be made anew, and the statements that need them look at
 * no more rows than they must, however many there are. */
#include "moot-clock.h"
#include "moot-ledger-store.h"
#include "moot-sql.h"
#include "store-fixture.h"

#include <string.h>

#define N_ENTRIES 1500
#define JANUARY_2020 G_GINT64_CONSTANT (1577836800000)

static const char *const kinds[] = { "charge", "payment", "manual", "reversal" };
static const char *const accounts[] = { "Assets:Receivable:Dues", "Income:Dues",
                                        "Expenses:Hosting" };

/* Entries over six years, each of two postings, from a fixed sequence. */
static void
fill_books (StoreFixture *fixture,
            guint         n_entries)
{
  guint seed = 1;

  store_fixture_execute (fixture, "PRAGMA foreign_keys = OFF");
  store_fixture_execute (fixture, "BEGIN");
  for (guint i = 0; i < n_entries; i++)
    {
      guint kind;
      gint64 date;
      gint64 amount;

      seed = seed * 1103515245 + 12345;
      kind = (seed >> 16) % G_N_ELEMENTS (kinds);
      date = JANUARY_2020 + (gint64) ((seed >> 4) % 2190) * MOOT_DAY;
      amount = (gint64) (seed % 5000) - 1000;
      store_fixture_execute (
        fixture,
        "INSERT INTO ledger_entry (id, date, state, description, visibility, source_kind, sha256, "
        "salt, log_seq, created_at) VALUES (%u, %" G_GINT64_FORMAT
        ", 'cleared', '', 'members', '%s', '', '', 1, 0)",
        i + 1, date, kinds[kind]);
      for (guint k = 0; k < 2; k++)
        store_fixture_execute (fixture,
                               "INSERT INTO ledger_posting (entry_id, position, account, "
                               "amount_minor, currency, member_id) VALUES (%u, %u, '%s', "
                               "%" G_GINT64_FORMAT ", '%s', %u)",
                               i + 1, k, accounts[(seed >> 8) % 3], k == 0 ? amount : -amount / 2,
                               seed % 7 == 0 ? "EUR" : "GBP", seed % 23);
    }
  store_fixture_execute (fixture, "COMMIT");
}

static gboolean
add_up (const MootEntryRecord    *entry,
        const MootPostingRecord  *posting,
        gpointer                  data,
        GError                  **error)
{
  gint64 *sum = data;

  if (g_str_equal (entry->source_kind, "charge") ||
      !g_str_equal (posting->account, "Income:Dues") || !g_str_equal (posting->currency, "GBP"))
    return TRUE;
  *sum += posting->amount_minor;
  return TRUE;
}

static void
test_ledger (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (GError) error = NULL;
  gint64 months = 0;
  gint64 days = 0;
  gint64 payers = 0;
  gint64 before = JANUARY_2020 + 731 * MOOT_DAY; /* January 2022: 2020 had 366 days */
  gint64 year = JANUARY_2020 + 366 * MOOT_DAY;

  fill_books (fixture, N_ENTRIES);
  g_assert_true (moot_ledger_store_visit_sums (fixture->db, before, add_up, &months, &error));
  g_assert_true (moot_ledger_store_visit (fixture->db, 0, before - 1, add_up, &days, &error));
  g_assert_cmpint (months, !=, 0);
  g_assert_cmpint (months, ==, days);
  g_assert_cmpint (
    store_fixture_get_int (
      fixture, "SELECT COUNT(*) FROM (SELECT account, currency, SUM(amount_minor) FROM ledger_sum "
               "GROUP BY 1, 2 EXCEPT SELECT account, currency, SUM(amount_minor) FROM "
               "ledger_posting GROUP BY 1, 2)"),
    ==, 0);
  g_assert_cmpint (store_fixture_get_int (fixture, "SELECT COUNT(*) FROM ledger_sum"), <,
                   6 * 12 * 3 * 3 * 2 + 1);

  g_assert_true (moot_ledger_store_count_payers (fixture->db, year, before - 1, "GBP", &payers,
                                                 &error));
  g_assert_cmpint (payers, >, 3);
  g_assert_cmpint (
    payers, ==,
    store_fixture_get_int (
      fixture,
      "SELECT COUNT(DISTINCT p.member_id) FROM ledger_posting p JOIN ledger_entry e "
      "ON e.id = p.entry_id WHERE e.source_kind = 'payment' AND p.currency = 'GBP' "
      "AND p.account = 'Assets:Receivable:Dues' AND e.date >= %" G_GINT64_FORMAT
      " AND e.date < %" G_GINT64_FORMAT,
      year, before));
  g_assert_true (moot_ledger_store_count_payers (fixture->db, year, year - 1, "GBP", &payers,
                                                 &error));
  g_assert_cmpint (payers, ==, 0);
}

static void
add_comment (StoreFixture *fixture,
             guint         position)
{
  store_fixture_execute (fixture,
                         "INSERT INTO comment (id, discussion_id, author_id, position, source, "
                         "html, created_at) VALUES (%u, 1, %u, %u, '', '', 0)",
                         position, position % 5 + 1, position);
}

static gint64
count_participants (StoreFixture *fixture)
{
  return store_fixture_get_int (fixture,
                                "SELECT COUNT(*) FROM discussion_participant "
                                "WHERE discussion_id = 1");
}

static void
test_participants (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  store_fixture_execute (fixture, "PRAGMA foreign_keys = OFF");
  for (guint position = 1; position <= 3; position++)
    add_comment (fixture, position);
  add_comment (fixture, 8); /* by the author of the third */
  g_assert_cmpint (count_participants (fixture), ==, 3);
  store_fixture_execute (fixture, "UPDATE comment SET deleted_at = 5 WHERE id = 3");
  g_assert_cmpint (count_participants (fixture), ==, 3);
  store_fixture_execute (fixture, "UPDATE comment SET deleted_at = 6 WHERE id = 3");
  g_assert_cmpint (count_participants (fixture), ==, 3);
  store_fixture_execute (fixture, "UPDATE comment SET deleted_at = 5 WHERE id = 8");
  g_assert_cmpint (count_participants (fixture), ==, 2);
}

/* No table of what grows is walked through, and only these are looked at. */
static void
test_plans (void)
{
  static const struct
  {
    const MootSql *sql;
    const char *table; /* what is looked at by an index */
  } rows[] = {
    { &moot_sql_ledger_sum_list, "SEARCH ledger_sum USING PRIMARY KEY (month<?)" },
    { &moot_sql_ledger_payer_count,
      "SEARCH ledger_payer USING PRIMARY KEY (year=? AND currency=?)" },
    { &moot_sql_ledger_move_list, "SEARCH e USING INDEX ledger_entry_by_date (date>? AND date<?)" },
    { &moot_sql_comment_count_deleted, "INDEX comment_deleted" },
    { &moot_sql_comment_first_between, "(discussion_id=? AND position>? AND position<?)" },
    { &moot_sql_discussion_get, "SEARCH n USING PRIMARY KEY (discussion_id=?)" },
    { &moot_sql_scheduled_due, "scheduled_status_due (scheduled_at<?)" },
  };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strconcat ("EXPLAIN QUERY PLAN ", rows[i].sql->text, NULL);
      const MootSql *explain = store_fixture_statement (text);
      g_autoptr (MootRows) plan = moot_db_query (fixture->db, explain, NULL, &error);
      g_autoptr (GString) lines = g_string_new (NULL);

      g_assert_no_error (error);
      while (moot_rows_next (plan, &error))
        g_string_append_printf (lines, "%s\n", moot_rows_get_text (plan, "detail"));
      g_test_message ("%s:\n%s", rows[i].sql->name, lines->str);
      g_assert_nonnull (strstr (lines->str, rows[i].table));
      g_assert_null (strstr (lines->str, "SCAN"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sums/ledger", test_ledger);
  g_test_add_func ("/sums/participants", test_participants);
  g_test_add_func ("/sums/plans", test_plans);
  return g_test_run ();
}
