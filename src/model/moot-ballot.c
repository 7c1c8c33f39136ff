/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One member's ballot.
 * Spec: co-op API, Ballot. */
#include "moot-ballot.h"

/* clang-format off */
static const MootField ballot_choice_fields[] = {
  MOOT_STRING (MootBallotChoice, option_id, MOOT_FIELD_REQUIRED),
  MOOT_NUMBER (MootBallotChoice, value, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootBallotChoice, moot_ballot_choice, ballot_choice_fields)

/* clang-format off */
static const MootField ballot_fields[] = {
  MOOT_STRING (MootBallot, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootBallot, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBallot, member_id, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootBallot, choices, MOOT_FIELD_PLAIN, moot_ballot_choice_get_type),
  MOOT_STRING (MootBallot, reason, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBallot, reason_source, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootBallot, cast_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBallot, revised_from, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootBallot, latest, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBallot, via, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBallot, weight, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootBallot, signature, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBallot, log_seq, MOOT_FIELD_ZERO_IS_NULL),
  MOOT_NUMBER (MootBallot, proposal_version, MOOT_FIELD_OPTIONAL),
  MOOT_STRING (MootBallot, salt, MOOT_FIELD_OPTIONAL),
  MOOT_JSON (MootBallot, receipt, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootBallot, moot_ballot, ballot_fields)
