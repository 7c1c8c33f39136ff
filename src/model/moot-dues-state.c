/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where one member stands with the dues.
 * Spec: co-op API, DuesStatus. */
#include "moot-dues-state.h"

/* clang-format off */
static const MootField dues_waiver_fields[] = {
  MOOT_STRING (MootDuesWaiver, id, MOOT_FIELD_REQUIRED),
  MOOT_DATE (MootDuesWaiver, from, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootDuesWaiver, to, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDuesWaiver, granted_by, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootDuesWaiver, created_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootDuesWaiver, moot_dues_waiver, dues_waiver_fields)

/* clang-format off */
static const MootField dues_period_fields[] = {
  MOOT_DATE (MootDuesPeriod, due_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesPeriod, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesPeriod, paid_minor, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootDuesPeriod, moot_dues_period, dues_period_fields)

/* clang-format off */
static const MootField dues_state_fields[] = {
  MOOT_STRING (MootDuesState, member_id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootDuesState, plan_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDuesState, status, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootDuesState, as_of, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesState, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDuesState, currency, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDuesState, interval, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesState, balance_due_minor, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesState, credit_minor, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootDuesState, oldest_unpaid_on, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootDuesState, paid_through, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootDuesState, next_due_on, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootDuesState, grace_until, MOOT_FIELD_PLAIN),
  MOOT_ENTITY (MootDuesState, waiver, MootDuesWaiver, MOOT_FIELD_PLAIN, moot_dues_waiver_get_type),
  MOOT_STRING (MootDuesState, reference, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDuesState, epc_payload, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootDuesState, history, MOOT_FIELD_PLAIN, moot_dues_period_get_type),
  MOOT_BOOLEAN (MootDuesState, votes_frozen, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootDuesState, moot_dues_state, dues_state_fields)
