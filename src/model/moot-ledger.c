/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The co-op's books: entries for the treasurer, sums for everybody, the budget.
 * Spec: co-op API, LedgerEntry and budget. */
#include "moot-ledger.h"

/* clang-format off */
static const MootField posting_fields[] = {
  MOOT_STRING (MootPosting, account, MOOT_FIELD_REQUIRED),
  MOOT_NUMBER (MootPosting, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPosting, currency, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPosting, member_id, MOOT_FIELD_OPTIONAL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootPosting, moot_posting, posting_fields)

/* clang-format off */
static const MootField ledger_entry_fields[] = {
  MOOT_STRING (MootLedgerEntry, id, MOOT_FIELD_REQUIRED),
  MOOT_DATE (MootLedgerEntry, date, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootLedgerEntry, state, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootLedgerEntry, description, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootLedgerEntry, payee, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootLedgerEntry, code, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootLedgerEntry, visibility, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootLedgerEntry, postings, MOOT_FIELD_PLAIN, moot_posting_get_type),
  MOOT_JSON (MootLedgerEntry, source, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootLedgerEntry, created_by, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootLedgerEntry, approved_by, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootLedgerEntry, reverses, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootLedgerEntry, period_locked, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootLedgerEntry, log_batch_seq, MOOT_FIELD_ZERO_IS_NULL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootLedgerEntry, moot_ledger_entry, ledger_entry_fields)

/* clang-format off */
static const MootField ledger_line_fields[] = {
  MOOT_STRING (MootLedgerLine, date, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootLedgerLine, description, MOOT_FIELD_NOT_NULL),
  MOOT_NUMBER (MootLedgerLine, count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootLedgerLine, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootLedgerLine, currency, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootLedgerLine, moot_ledger_line, ledger_line_fields)

/* clang-format off */
static const MootField budget_line_fields[] = {
  MOOT_STRING (MootBudgetLine, account, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootBudgetLine, kind, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBudgetLine, planned_minor, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBudgetLine, actual_minor, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootBudgetLine, months, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootBudgetLine, moot_budget_line, budget_line_fields)

/* clang-format off */
static const MootField budget_dues_fields[] = {
  MOOT_NUMBER (MootBudgetDues, payers, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBudgetDues, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBudgetDues, waivers, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootBudgetDues, suppressed, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootBudgetDues, moot_budget_dues, budget_dues_fields)

/* clang-format off */
static const MootField budget_fields[] = {
  MOOT_NUMBER (MootBudget, year, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBudget, currency, MOOT_FIELD_REQUIRED),
  MOOT_NUMBER (MootBudget, minor_digits, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootBudget, as_of, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBudget, income_minor, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBudget, expenses_minor, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBudget, balance_minor, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootBudget, balance_partial, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBudget, average_monthly_expenses_minor, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBudget, runway_months, MOOT_FIELD_PLAIN),
  MOOT_ENTITY (MootBudget, dues, MootBudgetDues, MOOT_FIELD_PLAIN, moot_budget_dues_get_type),
  MOOT_LIST (MootBudget, lines, MOOT_FIELD_PLAIN, moot_budget_line_get_type),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootBudget, moot_budget, budget_fields)
