/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The public budget out of the books: income and expenses of a year by month, what there is, and
 * how long it lasts.  It is fed with postings, or with sums of them per account and month.
 * Thread: any; one owner at a time.
 * Spec: governance rules, public budget. */
#include "moot-budget-sums.h"

#include <string.h>

#include "moot-error.h"

#define RUNWAY_MONTHS 3

struct _MootBudgetSums
{
  char currency[MOOT_CURRENCY_SIZE];
  MootDay year_start;
  MootDay year_end;
  MootDay today;
  MootDay this_month;
  MootDay first_month; /* of the books, or none */

  GHashTable *accounts; /* account of MootBudgetAccount */
  gint64 income_minor;
  gint64 expenses_minor;
  gint64 balance_minor;
  gint64 running_minor[RUNWAY_MONTHS]; /* by full months back from this one */
};

/* Owed to the co-op is not there to spend. */
static const char *const not_there[] = { "Assets:Receivable" };

/* Given up, but never paid to anybody. */
static const char *const not_running[] = { "Expenses:Solidarity", "Expenses:WriteOff" };

static gboolean
is_among (const char        *account,
          const char *const *parents,
          guint              n_parents)
{
  for (guint i = 0; i < n_parents; i++)
    if (moot_ledger_account_is_below (account, parents[i]))
      return TRUE;

  return FALSE;
}

static void
free_account (gpointer data)
{
  MootBudgetAccount *account = data;

  g_free (account->account);
  g_free (account);
}

/* Months from one day's month to another's. */
static int
count_months (MootDay from,
              MootDay to)
{
  int from_year;
  int from_month;
  int to_year;
  int to_month;
  int unused;

  moot_day_to_civil (from, &from_year, &from_month, &unused);
  moot_day_to_civil (to, &to_year, &to_month, &unused);
  return (to_year - from_year) * 12 + to_month - from_month;
}

/**
 * moot_budget_sums_new:
 * @currency: a valid code; other currencies are left out
 * @year_start: the first day of the year to show, the first of some month
 * @today: the last day to count
 *
 * A budget without a posting.
 *
 * Returns: (transfer full): empty sums
 */
MootBudgetSums *
moot_budget_sums_new (const char *currency,
                      MootDay     year_start,
                      MootDay     today)
{
  MootBudgetSums *self;

  g_return_val_if_fail (moot_currency_is_valid (currency), NULL);
  g_return_val_if_fail (moot_day_is_valid (year_start) && moot_day_is_valid (today), NULL);

  self = g_new0 (MootBudgetSums, 1);
  g_strlcpy (self->currency, currency, sizeof self->currency);
  self->year_start = moot_day_get_month_start (year_start);
  self->year_end = moot_day_add_months (self->year_start, MOOT_BUDGET_MONTHS);
  self->today = today;
  self->this_month = moot_day_get_month_start (today);
  self->first_month = MOOT_DAY_NONE;
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_account);
  return self;
}

/**
 * moot_budget_sums_free:
 * @self: (nullable): sums
 *
 * Frees sums.
 */
void
moot_budget_sums_free (MootBudgetSums *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->accounts, g_hash_table_unref);
  g_free (self);
}

static MootBudgetAccount *
ensure_account (MootBudgetSums *self,
                const char     *name,
                MootLedgerKind  kind)
{
  MootBudgetAccount *account = g_hash_table_lookup (self->accounts, name);

  if (account != NULL)
    return account;

  account = g_new0 (MootBudgetAccount, 1);
  account->account = g_strdup (name);
  account->kind = kind;
  g_hash_table_insert (self->accounts, account->account, account);
  return account;
}

static gboolean
in_year (const MootBudgetSums *self,
         MootDay               day)
{
  return day >= self->year_start && (self->year_end == MOOT_DAY_NONE || day < self->year_end);
}

static void
count_in_year (MootBudgetSums *self,
               MootDay         day,
               const char     *name,
               MootLedgerKind  kind,
               gint64          amount_minor)
{
  MootBudgetAccount *account;

  if (!in_year (self, day))
    return;

  account = ensure_account (self, name, kind);
  account->total_minor += amount_minor;
  account->months[count_months (self->year_start, day)] += amount_minor;
  if (kind == MOOT_LEDGER_INCOME)
    self->income_minor += amount_minor;
  else
    self->expenses_minor += amount_minor;
}

static void
count_running (MootBudgetSums *self,
               MootDay         day,
               const char     *account,
               gint64          amount_minor)
{
  int n_back = count_months (day, self->this_month);

  if (n_back >= 1 && n_back <= RUNWAY_MONTHS &&
      !is_among (account, not_running, G_N_ELEMENTS (not_running)))
    self->running_minor[n_back - 1] += amount_minor;
}

/* Every sum stays so far below 63 bits that adding one more amount is safe. */
static gboolean
has_room (const MootBudgetSums *self)
{
  const gint64 sums[] = { self->income_minor, self->expenses_minor, self->balance_minor,
                          self->running_minor[0], self->running_minor[1], self->running_minor[2] };

  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    if (sums[i] > MOOT_MONEY_MAX || sums[i] < -MOOT_MONEY_MAX)
      return FALSE;

  return TRUE;
}

/**
 * moot_budget_sums_add:
 * @self: sums
 * @day: when it was, or any day of the month it is the sum of
 * @move: a posting, or what the postings to one account in one month come to
 * @error: return location
 *
 * Counts a posting.  One of another currency or after today is passed over.
 *
 * Errors: %MOOT_ERROR_INVALID for an unknown account; %MOOT_ERROR_TOO_LARGE when a sum grows beyond
 * %MOOT_MONEY_MAX.
 *
 * Returns: whether it was counted or passed over
 */
gboolean
moot_budget_sums_add (MootBudgetSums        *self,
                      MootDay                day,
                      const MootLedgerMove  *move,
                      GError               **error)
{
  MootLedgerKind kind;
  MootDay month;

  g_return_val_if_fail (self != NULL && move != NULL && moot_day_is_valid (day), FALSE);

  if (!moot_ledger_account_get_kind (move->account, &kind))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.140s' is no account",
                   move->account != NULL ? move->account : "");
      return FALSE;
    }

  if (day > self->today || g_strcmp0 (move->currency, self->currency) != 0)
    return TRUE;

  if (!has_room (self) || move->amount_minor > MOOT_MONEY_MAX ||
      move->amount_minor < -MOOT_MONEY_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "the budget is too large to add up");
      return FALSE;
    }

  month = moot_day_get_month_start (day);
  if (self->first_month == MOOT_DAY_NONE || month < self->first_month)
    self->first_month = month;

  switch (kind)
    {
    case MOOT_LEDGER_ASSETS:
      if (!is_among (move->account, not_there, G_N_ELEMENTS (not_there)))
        self->balance_minor += move->amount_minor;
      break;
    case MOOT_LEDGER_INCOME: /* what is earned leaves the account of income */
      count_in_year (self, day, move->account, kind, -move->amount_minor);
      break;
    case MOOT_LEDGER_EXPENSES:
      count_in_year (self, day, move->account, kind, move->amount_minor);
      count_running (self, day, move->account, move->amount_minor);
      break;
    case MOOT_LEDGER_LIABILITIES:
    case MOOT_LEDGER_EQUITY:
      break;
    }

  return TRUE;
}

/**
 * moot_budget_sums_withhold:
 * @self: sums
 * @amount_minor: what is not to be told
 *
 * Takes an amount out of the balance, and so out of how long the money lasts.
 */
void
moot_budget_sums_withhold (MootBudgetSums *self,
                           gint64          amount_minor)
{
  g_return_if_fail (self != NULL);

  self->balance_minor -= CLAMP (amount_minor, -MOOT_MONEY_MAX, MOOT_MONEY_MAX);
}

/**
 * moot_budget_sums_get_totals:
 * @self: sums
 * @out_totals: (out caller-allocates): what they come to
 *
 * Works out the totals.  An average month is one of the last three full ones, or of as many as the
 * books have; with none, or none that cost anything, how long the money lasts is not known.
 */
void
moot_budget_sums_get_totals (const MootBudgetSums *self,
                             MootBudgetTotals     *out_totals)
{
  MootBudgetTotals totals = { .runway_tenths = -1 };
  gint64 running = 0;

  g_return_if_fail (self != NULL && out_totals != NULL);

  totals.income_minor = self->income_minor;
  totals.expenses_minor = self->expenses_minor;
  totals.balance_minor = self->balance_minor;
  if (self->first_month != MOOT_DAY_NONE)
    totals.n_months = MIN (count_months (self->first_month, self->this_month), RUNWAY_MONTHS);

  for (int i = 0; i < totals.n_months; i++)
    running += self->running_minor[i];

  if (running > 0)
    {
      totals.monthly_minor = (2 * running + totals.n_months) / (2 * totals.n_months);
      totals.runway_tenths = MAX (self->balance_minor, 0) * 10 * totals.n_months / running;
    }

  *out_totals = totals;
}

static int
compare_accounts (gconstpointer a,
                  gconstpointer b)
{
  const MootBudgetAccount *left = *(const MootBudgetAccount *const *) a;
  const MootBudgetAccount *right = *(const MootBudgetAccount *const *) b;

  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;

  return strcmp (left->account, right->account);
}

/**
 * moot_budget_sums_list:
 * @self: sums
 *
 * The accounts of the year: income first, then expenses, each in order of names.
 *
 * Returns: (transfer container) (element-type MootBudgetAccount): the accounts, owned by @self
 */
GPtrArray *
moot_budget_sums_list (const MootBudgetSums *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (self != NULL, list);

  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (list, value);

  g_ptr_array_sort (list, compare_accounts);
  return list;
}

/**
 * moot_budget_format_runway:
 * @runway_tenths: tenths of a month, or -1
 *
 * Writes how long the money lasts.
 *
 * Returns: (transfer full) (nullable): `14.2`, or %NULL when it is not known
 */
char *
moot_budget_format_runway (gint64 runway_tenths)
{
  if (runway_tenths < 0)
    return NULL;

  return g_strdup_printf ("%" G_GINT64_FORMAT ".%d", runway_tenths / 10,
                          (int) (runway_tenths % 10));
}
