/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Rows of dues, payments and the books as the use cases read them.
 * Thread: the reader's. */
#include "moot-dues-records.h"

/* clang-format off */
static const MootField plan_record_fields[] = {
  MOOT_NUMBER (MootPlanRecord, id, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootPlanRecord, terms, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootPlanRecord, rails, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPlanRecord, in_force_from, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPlanRecord, in_force_until, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPlanRecord, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPlanRecord, log_seq, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootPlanRecord, moot_plan_record, plan_record_fields)

/* clang-format off */
static const MootField dues_choice_record_fields[] = {
  MOOT_NUMBER (MootDuesChoiceRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesChoiceRecord, member_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesChoiceRecord, plan_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesChoiceRecord, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesChoiceRecord, applies_from, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesChoiceRecord, created_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootDuesChoiceRecord, moot_dues_choice_record, dues_choice_record_fields)

/* clang-format off */
static const MootField waiver_record_fields[] = {
  MOOT_NUMBER (MootWaiverRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootWaiverRecord, member_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootWaiverRecord, from_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootWaiverRecord, to_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootWaiverRecord, granted_by, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootWaiverRecord, created_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootWaiverRecord, log_seq, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootWaiverRecord, moot_waiver_record, waiver_record_fields)

/* clang-format off */
static const MootField charge_record_fields[] = {
  MOOT_NUMBER (MootChargeRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChargeRecord, member_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChargeRecord, plan_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChargeRecord, due_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChargeRecord, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootChargeRecord, currency, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChargeRecord, waiver_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChargeRecord, ledger_entry_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChargeRecord, created_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootChargeRecord, moot_charge_record, charge_record_fields)

/* clang-format off */
static const MootField payment_record_fields[] = {
  MOOT_NUMBER (MootPaymentRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaymentRecord, member_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaymentRecord, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaymentRecord, currency, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaymentRecord, received_on, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaymentRecord, method, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaymentRecord, state, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaymentRecord, source_kind, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaymentRecord, import_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaymentRecord, line_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaymentRecord, bank_ref, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaymentRecord, payer_name, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaymentRecord, reference, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaymentRecord, match_method, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaymentRecord, match_score, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaymentRecord, match_by, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaymentRecord, ledger_entry_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaymentRecord, reversed_by, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaymentRecord, recorded_by, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaymentRecord, created_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootPaymentRecord, moot_payment_record, payment_record_fields)

/* clang-format off */
static const MootField entry_record_fields[] = {
  MOOT_NUMBER (MootEntryRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEntryRecord, date, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEntryRecord, state, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEntryRecord, description, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEntryRecord, payee, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEntryRecord, code, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEntryRecord, visibility, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEntryRecord, source_kind, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEntryRecord, source_ref, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEntryRecord, created_by, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEntryRecord, approved_by, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEntryRecord, reverses, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEntryRecord, sha256, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEntryRecord, salt, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEntryRecord, log_seq, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEntryRecord, created_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootEntryRecord, moot_entry_record, entry_record_fields)

/* clang-format off */
static const MootField posting_record_fields[] = {
  MOOT_NUMBER (MootPostingRecord, entry_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPostingRecord, position, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPostingRecord, account, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPostingRecord, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPostingRecord, currency, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPostingRecord, member_id, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootPostingRecord, moot_posting_record, posting_record_fields)

/* clang-format off */
static const MootField account_sum_record_fields[] = {
  MOOT_STRING (MootAccountSumRecord, account, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAccountSumRecord, kind, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootAccountSumRecord, month, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootAccountSumRecord, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootAccountSumRecord, payers, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootAccountSumRecord, moot_account_sum_record, account_sum_record_fields)
