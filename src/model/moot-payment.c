/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Money that came in from a member.
 * Spec: co-op API, Payment. */
#include "moot-payment.h"

/* clang-format off */
static const MootField payment_allocation_fields[] = {
  MOOT_DATE (MootPaymentAllocation, charge_due_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaymentAllocation, amount_minor, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootPaymentAllocation, moot_payment_allocation, payment_allocation_fields)

/* clang-format off */
static const MootField payment_fields[] = {
  MOOT_STRING (MootPayment, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootPayment, member_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPayment, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPayment, currency, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootPayment, received_on, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPayment, method, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPayment, state, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootPayment, source, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPayment, payer_name, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPayment, reference, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootPayment, match, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootPayment, allocations, MOOT_FIELD_PLAIN, moot_payment_allocation_get_type),
  MOOT_STRING (MootPayment, ledger_entry_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPayment, reversed_by, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootPayment, created_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootPayment, moot_payment, payment_fields)
