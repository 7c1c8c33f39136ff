/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-money.h"

G_BEGIN_DECLS

#define MOOT_LEDGER_MOVES_MAX 1000  /* one entry for every member's charge of a day */
#define MOOT_LEDGER_ACCOUNT_MAX 128 /* bytes of a name */

/**
 * MootLedgerKind:
 *
 * What the first part of an account's name says it is.
 */
typedef enum
{
  MOOT_LEDGER_ASSETS,
  MOOT_LEDGER_LIABILITIES,
  MOOT_LEDGER_EQUITY,
  MOOT_LEDGER_INCOME,
  MOOT_LEDGER_EXPENSES,
} MootLedgerKind;

/**
 * MootLedgerMove:
 * @account: `Assets:Bank:Current`
 * @currency: `GBP`
 * @amount_minor: what goes in; what goes out is negative
 *
 * One posting of an entry.
 */
typedef struct
{
  const char *account;
  const char *currency;
  gint64 amount_minor;
} MootLedgerMove;

/**
 * MootLedgerSum:
 *
 * What an account holds of a currency.
 */
typedef struct
{
  char *account;
  char currency[MOOT_CURRENCY_SIZE];
  gint64 amount_minor;
} MootLedgerSum;

typedef struct _MootLedgerSums MootLedgerSums;

gboolean moot_ledger_account_get_kind (const char            *account,
                                       MootLedgerKind        *out_kind);
gboolean moot_ledger_account_is_below (const char            *account,
                                       const char            *parent);
gboolean moot_ledger_check_entry      (const MootLedgerMove  *moves,
                                       gsize                  n_moves,
                                       GError               **error);

MootLedgerSums *moot_ledger_sums_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void            moot_ledger_sums_free (MootLedgerSums *self);

gint64     moot_ledger_sums_get  (const MootLedgerSums *self,
                                  const char           *account,
                                  const char           *currency);
GPtrArray *moot_ledger_sums_list (const MootLedgerSums *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_ledger_sums_add_entry   (MootLedgerSums        *self,
                                       const MootLedgerMove  *moves,
                                       gsize                  n_moves,
                                       GError               **error);
gboolean moot_ledger_sums_add         (MootLedgerSums        *self,
                                       const MootLedgerMove  *move,
                                       GError               **error);
gboolean moot_ledger_sums_is_balanced (const MootLedgerSums  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootLedgerSums, moot_ledger_sums_free)

G_END_DECLS
