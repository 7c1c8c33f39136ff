/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-day.h"
#include "moot-ledger-sums.h"

G_BEGIN_DECLS

#define MOOT_BUDGET_MONTHS 12
#define MOOT_BUDGET_PAYERS_MIN 3 /* below this a sum says who paid what */

/**
 * MootBudgetAccount:
 * @account: an account of income or expenses
 * @kind: which of the two
 * @total_minor: what came in, or what was spent, in the year so far; both positive
 * @months: the same by month of the year
 */
typedef struct
{
  char *account;
  MootLedgerKind kind;
  gint64 total_minor;
  gint64 months[MOOT_BUDGET_MONTHS];
} MootBudgetAccount;

/**
 * MootBudgetTotals:
 * @income_minor: all income of the year so far
 * @expenses_minor: all expenses of the year so far
 * @balance_minor: what is in the bank, in cash and the like today
 * @monthly_minor: what an average month of the last full three cost
 * @n_months: how many months that average is made of, 0 to 3
 * @runway_tenths: how long the balance lasts, in tenths of a month, rounded down; -1 for not known
 */
typedef struct
{
  gint64 income_minor;
  gint64 expenses_minor;
  gint64 balance_minor;
  gint64 monthly_minor;
  int n_months;
  gint64 runway_tenths;
} MootBudgetTotals;

typedef struct _MootBudgetSums MootBudgetSums;

MootBudgetSums *moot_budget_sums_new  (const char     *currency,
                                       MootDay         year_start,
                                       MootDay         today) G_GNUC_WARN_UNUSED_RESULT;
void            moot_budget_sums_free (MootBudgetSums *self);

void       moot_budget_sums_withhold   (MootBudgetSums       *self,
                                        gint64                amount_minor);
void       moot_budget_sums_get_totals (const MootBudgetSums *self,
                                        MootBudgetTotals     *out_totals);
GPtrArray *moot_budget_sums_list       (const MootBudgetSums *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_budget_sums_add (MootBudgetSums        *self,
                               MootDay                day,
                               const MootLedgerMove  *move,
                               GError               **error);

char *moot_budget_format_runway (gint64 runway_tenths) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootBudgetSums, moot_budget_sums_free)

G_END_DECLS
