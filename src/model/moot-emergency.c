/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What was done before it was decided, and what is said against a decision.
 * Spec: governance rules, emergency powers; co-op API. */
#include "moot-emergency.h"

/* clang-format off */
static const MootField emergency_fields[] = {
  MOOT_STRING (MootEmergency, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootEmergency, type, MOOT_FIELD_NOT_NULL),
  MOOT_JSON (MootEmergency, params, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEmergency, description, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEmergency, reason_code, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEmergency, reason, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEmergency, member_id, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootEmergency, taken_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootEmergency, lapses_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEmergency, state, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEmergency, discussion_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEmergency, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEmergency, log_seq, MOOT_FIELD_ZERO_IS_NULL),
};

static const MootField challenge_fields[] = {
  MOOT_STRING (MootChallenge, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootChallenge, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootChallenge, member_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootChallenge, reason, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootChallenge, created_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootChallenge, state, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootChallenge, decided_by, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootChallenge, decided_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootChallenge, answer, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootEmergency, moot_emergency, emergency_fields)
MOOT_DEFINE_ENTITY (MootChallenge, moot_challenge, challenge_fields)
