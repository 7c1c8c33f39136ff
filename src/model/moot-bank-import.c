/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Files from the bank, as treasurers see them.
 * Spec: co-op API, Import and StatementLine. */
#include "moot-bank-import.h"

/* clang-format off */
static const MootField bank_import_fields[] = {
  MOOT_STRING (MootBankImport, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootBankImport, format, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBankImport, account, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBankImport, lines_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBankImport, known_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBankImport, open_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBankImport, matched_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBankImport, outgoing_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBankImport, confirmed_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBankImport, ignored_count, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootBankImport, balanced, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootBankImport, dates_guessed, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBankImport, imported_by, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootBankImport, created_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootBankImport, moot_bank_import, bank_import_fields)

/* clang-format off */
static const MootField bank_line_fields[] = {
  MOOT_STRING (MootBankLine, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootBankLine, import_id, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootBankLine, date, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBankLine, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBankLine, currency, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBankLine, payer, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBankLine, reference, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBankLine, text, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBankLine, bank_ref, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBankLine, state, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBankLine, member_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBankLine, match_method, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBankLine, match_score, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBankLine, payment_id, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootBankLine, moot_bank_line, bank_line_fields)
