/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What was decided, in words, and what follows from it.
 * Spec: co-op API, Outcome. */
#include "moot-outcome.h"

/* clang-format off */
static const MootField outcome_fields[] = {
  MOOT_STRING (MootOutcome, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootOutcome, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOutcome, discussion_id, MOOT_FIELD_OPTIONAL),
  MOOT_STRING (MootOutcome, title, MOOT_FIELD_OPTIONAL),
  MOOT_STRING (MootOutcome, class, MOOT_FIELD_OPTIONAL),
  MOOT_STRING (MootOutcome, state, MOOT_FIELD_OPTIONAL),
  MOOT_STRING (MootOutcome, statement, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootOutcome, verdict, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootOutcome, decided_on, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootOutcome, in_force, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootOutcome, effective_on, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootOutcome, review_on, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootOutcome, expires_on, MOOT_FIELD_PLAIN),
  MOOT_STRINGS (MootOutcome, supersedes, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOutcome, superseded_by, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOutcome, rule_text, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOutcome, topic, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootOutcome, effects, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOutcome, author_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootOutcome, log_seq, MOOT_FIELD_ZERO_IS_NULL),
  MOOT_STRING (MootOutcome, status_id, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootOutcome, moot_outcome, outcome_fields)
