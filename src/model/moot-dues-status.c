/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where one member stands with the dues.
 * Spec: co-op API, DuesStatus. */
#include "moot-dues-status.h"

/* clang-format off */
static const MootField waiver_fields[] = {
  MOOT_STRING (MootWaiver, id, MOOT_FIELD_REQUIRED),
  MOOT_DATE (MootWaiver, from, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootWaiver, to, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootWaiver, granted_by, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootWaiver, created_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootWaiver, moot_waiver, waiver_fields)

/* clang-format off */
static const MootField dues_period_fields[] = {
  MOOT_DATE (MootDuesPeriod, due_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesPeriod, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesPeriod, paid_minor, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootDuesPeriod, moot_dues_period, dues_period_fields)

/* clang-format off */
static const MootField dues_status_fields[] = {
  MOOT_STRING (MootDuesStatus, member_id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootDuesStatus, plan_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDuesStatus, status, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootDuesStatus, as_of, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesStatus, amount_minor, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDuesStatus, currency, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDuesStatus, interval, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesStatus, balance_due_minor, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesStatus, credit_minor, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootDuesStatus, oldest_unpaid_on, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootDuesStatus, paid_through, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootDuesStatus, next_due_on, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootDuesStatus, grace_until, MOOT_FIELD_PLAIN),
  MOOT_ENTITY (MootDuesStatus, waiver, MootWaiver, MOOT_FIELD_PLAIN, moot_waiver_get_type),
  MOOT_STRING (MootDuesStatus, reference, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDuesStatus, epc_payload, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootDuesStatus, history, MOOT_FIELD_PLAIN, moot_dues_period_get_type),
  MOOT_BOOLEAN (MootDuesStatus, votes_frozen, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootDuesStatus, moot_dues_status, dues_status_fields)
