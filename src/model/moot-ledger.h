/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_POSTING (moot_posting_get_type ())

G_DECLARE_FINAL_TYPE (MootPosting, moot_posting, MOOT, POSTING, GObject)

/**
 * MootPosting:
 *
 * One line of an entry; the lines of an entry sum to zero in each currency.
 */
struct _MootPosting
{
  GObject parent_instance;

  char *account;
  gint64 amount_minor;
  char *currency;
  char *member_id;
};

#define MOOT_TYPE_LEDGER_ENTRY (moot_ledger_entry_get_type ())

G_DECLARE_FINAL_TYPE (MootLedgerEntry, moot_ledger_entry, MOOT, LEDGER_ENTRY, GObject)

/**
 * MootLedgerEntry:
 *
 * Never changed once written: a mistake is reversed by another entry.  `source` is JSON.
 */
struct _MootLedgerEntry
{
  GObject parent_instance;

  char *id;
  gint64 date;
  char *state;
  char *description;
  char *payee;
  char *code;
  char *visibility;
  GPtrArray *postings; /* of MootPosting */
  char *source;
  char *created_by;
  char *approved_by;
  char *reverses;
  gboolean period_locked;
  gint64 log_batch_seq;
};

#define MOOT_TYPE_LEDGER_LINE (moot_ledger_line_get_type ())

G_DECLARE_FINAL_TYPE (MootLedgerLine, moot_ledger_line, MOOT, LEDGER_LINE, GObject)

/**
 * MootLedgerLine:
 *
 * What everybody sees of the ledger: sums of a month (`date` is `2026-11`), and none that would
 * tell who paid what.
 */
struct _MootLedgerLine
{
  GObject parent_instance;

  char *date;
  char *description;
  gint64 count;
  gint64 amount_minor;
  char *currency;
};

#define MOOT_TYPE_BUDGET_LINE (moot_budget_line_get_type ())

G_DECLARE_FINAL_TYPE (MootBudgetLine, moot_budget_line, MOOT, BUDGET_LINE, GObject)

/**
 * MootBudgetLine:
 *
 * One account of the budget over a year; `months` is a JSON array of twelve amounts.
 */
struct _MootBudgetLine
{
  GObject parent_instance;

  char *account;
  char *kind;
  gint64 planned_minor;
  gint64 actual_minor;
  char *months;
};

#define MOOT_TYPE_BUDGET_DUES (moot_budget_dues_get_type ())

G_DECLARE_FINAL_TYPE (MootBudgetDues, moot_budget_dues, MOOT, BUDGET_DUES, GObject)

/**
 * MootBudgetDues:
 *
 * The dues as one sum; `amount_minor` and `payers` are 0 while too few paid to hide who it was.
 */
struct _MootBudgetDues
{
  GObject parent_instance;

  gint64 payers;
  gint64 amount_minor;
  gint64 waivers;
  gboolean suppressed;
};

#define MOOT_TYPE_BUDGET (moot_budget_get_type ())

G_DECLARE_FINAL_TYPE (MootBudget, moot_budget, MOOT, BUDGET, GObject)

/**
 * MootBudget:
 *
 * Income, costs and what is left in a calendar year.  `runway_months` is text with one decimal,
 * %NULL while nothing is spent.
 */
struct _MootBudget
{
  GObject parent_instance;

  gint64 year;
  char *currency;
  gint64 minor_digits;
  gint64 as_of;
  gint64 income_minor;
  gint64 expenses_minor;
  gint64 balance_minor;
  gboolean balance_partial;
  gint64 average_monthly_expenses_minor;
  char *runway_months;
  MootBudgetDues *dues;
  GPtrArray *lines; /* of MootBudgetLine */
};

G_END_DECLS
