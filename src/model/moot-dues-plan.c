/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What members pay, how often, and by which ways.
 * Spec: co-op API, DuesPlan. */
#include "moot-dues-plan.h"

/* clang-format off */
static const MootField dues_plan_fields[] = {
  MOOT_STRING (MootDuesPlan, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootDuesPlan, currency, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesPlan, minor_digits, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDuesPlan, interval, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesPlan, min_minor, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesPlan, suggested_minor, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesPlan, max_minor, MOOT_FIELD_ZERO_IS_NULL),
  MOOT_BOOLEAN (MootDuesPlan, free_choice, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootDuesPlan, tiers, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDuesPlan, anchor, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootDuesPlan, anchor_on, MOOT_FIELD_OPTIONAL),
  MOOT_BOOLEAN (MootDuesPlan, prorates_days, MOOT_FIELD_OPTIONAL),
  MOOT_NUMBER (MootDuesPlan, due_soon_days, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesPlan, grace_days, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDuesPlan, lapse_after_days, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootDuesPlan, solidarity, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDuesPlan, vote_freeze, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootDuesPlan, reminder_days, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootDuesPlan, rails, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootDuesPlan, in_force_from, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDuesPlan, proposal_id, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootDuesPlan, moot_dues_plan, dues_plan_fields)
