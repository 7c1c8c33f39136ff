/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The books: entries that balance get in, others do not, and the sums always come to zero. */
#include <string.h>

#include "moot-budget-sums.h"
#include "moot-error.h"

#define BANK "Assets:Bank:Current"
#define OWED "Assets:Receivable:Dues"
#define DUES "Income:Dues"

static const struct
{
  const char *name;
  MootLedgerMove moves[4];
  gsize n_moves;
  const char *message; /* part of it, or NULL when the entry is fine */
} entries[] = {
  { "charge", { { OWED, "GBP", 500 }, { DUES, "GBP", -500 } }, 2, NULL },
  { "three",
    { { BANK, "GBP", 490 }, { "Expenses:Fees:Payment", "GBP", 10 }, { OWED, "GBP", -500 } },
    3,
    NULL },
  { "two-currencies",
    { { BANK, "GBP", 1 }, { BANK, "EUR", 2 }, { OWED, "GBP", -1 }, { OWED, "EUR", -2 } },
    4,
    NULL },
  { "largest", { { BANK, "GBP", MOOT_MONEY_MAX }, { DUES, "GBP", -MOOT_MONEY_MAX } }, 2, NULL },
  { "empty", { { NULL } }, 0, "two postings" },
  { "one", { { BANK, "GBP", 1 } }, 1, "two postings" },
  { "off-by-one", { { BANK, "GBP", 500 }, { DUES, "GBP", -499 } }, 2, "sum to 0.01 GBP" },
  { "wrong-sign", { { BANK, "GBP", 500 }, { DUES, "GBP", 500 } }, 2, "sum to 10.00 GBP" },
  { "across-currencies", { { BANK, "GBP", 5 }, { DUES, "EUR", -5 } }, 2, "instead of zero" },
  { "second-currency",
    { { BANK, "GBP", 1 }, { DUES, "GBP", -1 }, { BANK, "EUR", 2 }, { DUES, "EUR", -1 } },
    4,
    "0.01 EUR" },
  { "nothing", { { BANK, "GBP", 0 }, { DUES, "GBP", 0 } }, 2, "a posting of nothing" },
  { "too-large",
    { { BANK, "GBP", MOOT_MONEY_MAX + 1 }, { DUES, "GBP", -MOOT_MONEY_MAX - 1 } },
    2,
    "too large" },
  { "least", { { BANK, "GBP", G_MININT64 }, { DUES, "GBP", G_MININT64 } }, 2, "too large" },
  { "account", { { "Wallet", "GBP", 1 }, { DUES, "GBP", -1 } }, 2, "'Wallet' is no account" },
  { "no-account", { { NULL, "GBP", 1 }, { DUES, "GBP", -1 } }, 2, "is no account" },
  { "currency", { { BANK, "gbp", 1 }, { DUES, "gbp", -1 } }, 2, "'gbp' is no currency" },
  { "no-currency", { { BANK, NULL, 1 }, { DUES, NULL, -1 } }, 2, "is no currency" },
};

static void
test_entry (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootLedgerSums) sums = moot_ledger_sums_new ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  gboolean added = moot_ledger_sums_add_entry (sums, entries[i].moves, entries[i].n_moves, &error);

  g_assert_cmpint (added, ==, entries[i].message == NULL);
  g_assert_true (moot_ledger_sums_is_balanced (sums));
  list = moot_ledger_sums_list (sums);
  if (added)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (list->len, ==, entries[i].n_moves);
      return;
    }

  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, entries[i].message));
  g_assert_cmpuint (list->len, ==, 0);
}

static const struct
{
  const char *account;
  int kind; /* -1: no account */
} accounts[] = {
  { "Assets", MOOT_LEDGER_ASSETS },
  { "Assets:Bank:Current", MOOT_LEDGER_ASSETS },
  { "Assets:Receivable:Dues:0042", MOOT_LEDGER_ASSETS },
  { "Liabilities:MemberShares", MOOT_LEDGER_LIABILITIES },
  { "Equity:Opening", MOOT_LEDGER_EQUITY },
  { "Income:Dues", MOOT_LEDGER_INCOME },
  { "Expenses:Fees:FiscalHost", MOOT_LEDGER_EXPENSES },
  { "Expenses:Domain-names_2026", MOOT_LEDGER_EXPENSES },
  { "", -1 },
  { "assets:Bank", -1 },
  { "AssetsBank", -1 },
  { "Assets:", -1 },
  { "Assets::Bank", -1 },
  { ":Assets", -1 },
  { "Assets:bank", -1 },
  { "Assets:Bank Current", -1 },
  { "Assets:Bank\n2026-01-01", -1 },
  { "Assets:B\303\244nk", -1 },
  { "Assets:-", -1 },
};

static void
test_accounts (void)
{
  g_autofree char *filling = g_strnfill (MOOT_LEDGER_ACCOUNT_MAX - 7, 'A');
  g_autofree char *longest = g_strconcat ("Assets:", filling, NULL);
  g_autofree char *longer = g_strconcat (longest, "A", NULL);
  MootLedgerKind kind;

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      gboolean valid = moot_ledger_account_get_kind (accounts[i].account, &kind);

      g_assert_cmpint (valid, ==, accounts[i].kind >= 0);
      if (valid)
        g_assert_cmpint (kind, ==, accounts[i].kind);
    }
  g_assert_false (moot_ledger_account_get_kind (NULL, &kind));
  g_assert_true (moot_ledger_account_get_kind (longest, &kind));
  g_assert_false (moot_ledger_account_get_kind (longer, &kind));

  g_assert_true (moot_ledger_account_is_below ("Assets:Bank:Current", "Assets:Bank"));
  g_assert_true (moot_ledger_account_is_below ("Assets:Bank", "Assets:Bank"));
  g_assert_false (moot_ledger_account_is_below ("Assets:Bank", "Assets:Ban"));
  g_assert_false (moot_ledger_account_is_below ("Assets", "Assets:Bank"));
}

static void
test_sums (void)
{
  static const MootLedgerMove first[] = { { BANK, "GBP", 500 }, { DUES, "GBP", -500 } };
  static const MootLedgerMove second[] = { { "Assets:Bank:Savings", "GBP", 200 },
                                           { BANK, "GBP", -200 } };
  static const MootLedgerMove third[] = { { BANK, "EUR", 7 }, { "Equity:Opening", "EUR", -7 } };
  static const MootLedgerMove half = { BANK, "GBP", 1 };
  g_autoptr (MootLedgerSums) sums = moot_ledger_sums_new ();
  g_autoptr (GPtrArray) list = NULL;

  g_assert_true (moot_ledger_sums_add_entry (sums, first, 2, NULL));
  g_assert_true (moot_ledger_sums_add_entry (sums, second, 2, NULL));
  g_assert_true (moot_ledger_sums_add_entry (sums, third, 2, NULL));
  g_assert_cmpint (moot_ledger_sums_get (sums, BANK, "GBP"), ==, 300);
  g_assert_cmpint (moot_ledger_sums_get (sums, "Assets:Bank", "GBP"), ==, 500);
  g_assert_cmpint (moot_ledger_sums_get (sums, "Assets", "EUR"), ==, 7);
  g_assert_cmpint (moot_ledger_sums_get (sums, DUES, "GBP"), ==, -500);
  g_assert_cmpint (moot_ledger_sums_get (sums, "Expenses", "GBP"), ==, 0);
  g_assert_true (moot_ledger_sums_is_balanced (sums));

  list = moot_ledger_sums_list (sums);
  g_assert_cmpuint (list->len, ==, 5);
  g_assert_cmpstr (((MootLedgerSum *) list->pdata[0])->account, ==, BANK);
  g_assert_cmpstr (((MootLedgerSum *) list->pdata[0])->currency, ==, "EUR");
  g_assert_cmpstr (((MootLedgerSum *) list->pdata[4])->account, ==, DUES);

  g_assert_true (moot_ledger_sums_add (sums, &half, NULL));
  g_assert_false (moot_ledger_sums_is_balanced (sums));
}

/* The entry that would overflow one account leaves no trace in the others. */
static void
test_all_or_nothing (void)
{
  static const MootLedgerMove large[] = { { BANK, "GBP", MOOT_MONEY_MAX },
                                          { DUES, "GBP", -MOOT_MONEY_MAX } };
  static const MootLedgerMove more[] = { { OWED, "GBP", -1 },
                                         { "Income:Grants", "GBP", -1 },
                                         { BANK, "GBP", 2 } };
  g_autoptr (MootLedgerSums) sums = moot_ledger_sums_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (moot_ledger_sums_add_entry (sums, large, 2, NULL));
  g_assert_false (moot_ledger_sums_add_entry (sums, more, 3, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE);
  g_assert_cmpint (moot_ledger_sums_get (sums, OWED, "GBP"), ==, 0);
  g_assert_cmpint (moot_ledger_sums_get (sums, "Income:Grants", "GBP"), ==, 0);
  g_assert_cmpint (moot_ledger_sums_get (sums, BANK, "GBP"), ==, MOOT_MONEY_MAX);
  g_assert_true (moot_ledger_sums_is_balanced (sums));
}

static void
test_many_moves (void)
{
  g_autofree MootLedgerMove *moves = g_new0 (MootLedgerMove, MOOT_LEDGER_MOVES_MAX + 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= MOOT_LEDGER_MOVES_MAX; i++)
    moves[i] = (MootLedgerMove){ BANK, i % 4 < 2 ? "GBP" : "EUR", i % 2 == 0 ? 5 : -5 };

  g_assert_true (moot_ledger_check_entry (moves, MOOT_LEDGER_MOVES_MAX, &error));
  g_assert_no_error (error);
  g_assert_false (moot_ledger_check_entry (moves, MOOT_LEDGER_MOVES_MAX + 1, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE);
}

static MootDay
day (const char *text)
{
  MootDay result = MOOT_DAY_NONE;

  g_assert_true (moot_day_parse (text, &result));
  return result;
}

static void
add (MootBudgetSums *sums,
     const char     *date,
     const char     *account,
     gint64          amount_minor)
{
  MootLedgerMove move = { account, "GBP", amount_minor };

  g_assert_true (moot_budget_sums_add (sums, day (date), &move, NULL));
}

static void
test_budget (void)
{
  g_autoptr (MootBudgetSums) sums = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *runway = NULL;
  MootLedgerMove euro = { BANK, "EUR", 999 };
  MootBudgetTotals totals;
  const MootBudgetAccount *account;

  sums = moot_budget_sums_new ("GBP", day ("2026-01-01"), day ("2026-11-20"));
  add (sums, "2025-06-01", BANK, 100000);
  add (sums, "2025-06-01", "Equity:Opening", -100000);
  add (sums, "2025-12-31", "Expenses:Hosting", 7000); /* last year */
  add (sums, "2025-12-31", BANK, -7000);
  add (sums, "2026-01-01", OWED, 500);
  add (sums, "2026-01-01", DUES, -500);
  add (sums, "2026-01-05", BANK, 500);
  add (sums, "2026-01-05", OWED, -500);
  add (sums, "2026-07-31", "Expenses:Hosting", 4000); /* four months back */
  add (sums, "2026-08-01", "Expenses:Hosting", 3000);
  add (sums, "2026-09-15", "Expenses:Domain", 2000);
  add (sums, "2026-10-31", "Expenses:Hosting", 3001);
  add (sums, "2026-10-31", "Expenses:Solidarity", 5000); /* given up, not spent */
  add (sums, "2026-11-01", "Expenses:Hosting", 9000);    /* this month is not over */
  add (sums, "2026-11-01", BANK, -21001);
  add (sums, "2026-11-02", OWED, 700);   /* owed, not there */
  add (sums, "2026-11-21", BANK, 12345); /* after today */
  g_assert_true (moot_budget_sums_add (sums, day ("2026-11-01"), &euro, NULL));

  moot_budget_sums_get_totals (sums, &totals);
  g_assert_cmpint (totals.income_minor, ==, 500);
  g_assert_cmpint (totals.expenses_minor, ==, 26001);
  g_assert_cmpint (totals.balance_minor, ==, 72499);
  g_assert_cmpint (totals.n_months, ==, 3);
  g_assert_cmpint (totals.monthly_minor, ==, 2667);
  g_assert_cmpint (totals.runway_tenths, ==, 271); /* 72499 * 30 / 8001 = 271.8 */
  runway = moot_budget_format_runway (totals.runway_tenths);
  g_assert_cmpstr (runway, ==, "27.1");

  list = moot_budget_sums_list (sums);
  g_assert_cmpuint (list->len, ==, 4);
  account = list->pdata[0];
  g_assert_cmpstr (account->account, ==, DUES);
  g_assert_cmpint (account->months[0], ==, 500);
  account = list->pdata[2];
  g_assert_cmpstr (account->account, ==, "Expenses:Hosting");
  g_assert_cmpint (account->total_minor, ==, 19001);
  g_assert_cmpint (account->months[7], ==, 3000);
  g_assert_cmpint (account->months[10], ==, 9000);
}

static const struct
{
  const char *name;
  const char *first; /* day of the first posting, NULL for empty books */
  gint64 monthly;    /* spent on the 5th of August, September and October */
  gint64 balance;
  int n_months;
  gint64 runway_tenths;
} runways[] = {
  { "empty", NULL, 0, 0, 0, -1 },
  { "this-month-only", "2026-11-01", 0, 100, 0, -1 },
  { "one-month", "2026-10-05", 100, 1000, 1, 100 },
  { "two-months", "2026-09-05", 100, 1000, 2, 100 },
  { "three-months", "2026-08-05", 100, 1000, 3, 100 },
  { "older", "2025-01-05", 100, 1000, 3, 100 },
  { "no-costs", "2025-01-05", 0, 1000, 3, -1 },
  { "nothing-left", "2025-01-05", 100, 0, 3, 0 },
  { "in-debt", "2025-01-05", 100, -50, 3, 0 },
  { "just-under", "2025-01-05", 100, 999, 3, 99 },
  { "largest", "2025-01-05", 1, MOOT_MONEY_MAX, 3, MOOT_MONEY_MAX * 10 },
};

static void
test_runway (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  static const char *const months[] = { "2026-10-05", "2026-09-05", "2026-08-05" };
  g_autoptr (MootBudgetSums) sums = NULL;
  MootBudgetTotals totals;

  sums = moot_budget_sums_new ("GBP", day ("2026-01-01"), day ("2026-11-30"));
  if (runways[i].first != NULL)
    add (sums, runways[i].first, BANK, runways[i].balance);
  for (guint n = 0; n < G_N_ELEMENTS (months); n++)
    if (runways[i].first != NULL && day (months[n]) >= day (runways[i].first))
      add (sums, months[n], "Expenses:Hosting", runways[i].monthly);

  moot_budget_sums_get_totals (sums, &totals);
  g_assert_cmpint (totals.n_months, ==, runways[i].n_months);
  g_assert_cmpint (totals.runway_tenths, ==, runways[i].runway_tenths);
}

static void
test_budget_refused (void)
{
  static const MootLedgerMove wallet = { "Wallet", "GBP", 1 };
  static const MootLedgerMove huge = { BANK, "GBP", G_MAXINT64 };
  static const MootLedgerMove large = { BANK, "GBP", MOOT_MONEY_MAX };
  g_autoptr (MootBudgetSums) sums = NULL;
  g_autoptr (GError) error = NULL;

  sums = moot_budget_sums_new ("GBP", day ("2026-01-01"), day ("2026-11-30"));
  g_assert_false (moot_budget_sums_add (sums, day ("2026-01-01"), &wallet, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (moot_budget_sums_add (sums, day ("2026-01-01"), &huge, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_true (moot_budget_sums_add (sums, day ("2026-01-01"), &large, &error));
  g_assert_true (moot_budget_sums_add (sums, day ("2026-01-01"), &large, &error));
  g_assert_false (moot_budget_sums_add (sums, day ("2026-01-01"), &large, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/ledger/entry/%s", entries[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_entry);
    }
  g_test_add_func ("/rules/ledger/accounts", test_accounts);
  g_test_add_func ("/rules/ledger/sums", test_sums);
  g_test_add_func ("/rules/ledger/all-or-nothing", test_all_or_nothing);
  g_test_add_func ("/rules/ledger/many-moves", test_many_moves);
  g_test_add_func ("/rules/budget/totals", test_budget);
  for (guint i = 0; i < G_N_ELEMENTS (runways); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/budget/runway/%s", runways[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_runway);
    }
  g_test_add_func ("/rules/budget/refused", test_budget_refused);
  return g_test_run ();
}
