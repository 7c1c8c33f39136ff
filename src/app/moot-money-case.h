/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-ledger.h"
#include "moot-outcome.h"
#include "moot-page-source.h"

G_BEGIN_DECLS

#define MOOT_MONEY_MONTHS 12

/**
 * MootMoneyCase:
 * @budget: of this year
 * @outcomes: (nullable) (element-type MootOutcome): what was decided
 * @income: of each month
 * @costs: of each month
 *
 * What the page of the co-op's money shows.
 */
typedef struct
{
  MootBudget *budget;
  GPtrArray *outcomes;
  gint64 income[MOOT_MONEY_MONTHS];
  gint64 costs[MOOT_MONEY_MONTHS];
} MootMoneyCase;

/**
 * MootMoneyDecided:
 * @outcome: what was decided
 * @account: of the books
 * @payee: (nullable): who is paid
 * @minor: the amount
 * @data: as given
 *
 * Told of each cost that was decided.
 */
typedef void (*MootMoneyDecided) (MootOutcome *outcome,
                                  const char  *account,
                                  const char  *payee,
                                  gint64       minor,
                                  gpointer     data);

gpointer moot_money_case_load            (MootPageSource       *source,
                                          const char           *id,
                                          GCancellable         *cancellable,
                                          GError              **error);
void     moot_money_case_free            (MootMoneyCase        *self);
void     moot_money_case_foreach_decided (const MootMoneyCase  *self,
                                          MootMoneyDecided      visit,
                                          gpointer              data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootMoneyCase, moot_money_case_free)

G_END_DECLS
