/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The count of a proposal and the verdict with its reasons.
 * Spec: co-op API, Tally. */
#include "moot-tally.h"

/* clang-format off */
static const MootField tally_option_fields[] = {
  MOOT_STRING (MootTallyOption, option_id, MOOT_FIELD_REQUIRED),
  MOOT_NUMBER (MootTallyOption, votes, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTallyOption, percent_votes, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTallyOption, percent_cast, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootTallyOption, score, MOOT_FIELD_OPTIONAL),
  MOOT_NUMBER (MootTallyOption, refusals, MOOT_FIELD_OPTIONAL),
  MOOT_STRING (MootTallyOption, mean, MOOT_FIELD_OPTIONAL),
  MOOT_NUMBER (MootTallyOption, rank, MOOT_FIELD_OPTIONAL),
  MOOT_BOOLEAN (MootTallyOption, chosen, MOOT_FIELD_OPTIONAL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootTallyOption, moot_tally_option, tally_option_fields)

/* clang-format off */
static const MootField tally_quorum_fields[] = {
  MOOT_NUMBER (MootTallyQuorum, required, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootTallyQuorum, reached, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootTallyQuorum, moot_tally_quorum, tally_quorum_fields)

/* clang-format off */
static const MootField tally_check_fields[] = {
  MOOT_STRING (MootTallyCheck, id, MOOT_FIELD_REQUIRED),
  MOOT_BOOLEAN (MootTallyCheck, ok, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTallyCheck, text, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTallyCheck, key, MOOT_FIELD_OPTIONAL),
  MOOT_JSON (MootTallyCheck, numbers, MOOT_FIELD_OPTIONAL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootTallyCheck, moot_tally_check, tally_check_fields)

/* clang-format off */
static const MootField tally_fields[] = {
  MOOT_STRING (MootTally, proposal_id, MOOT_FIELD_REQUIRED),
  MOOT_TIME (MootTally, as_of, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootTally, final, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootTally, eligible, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootTally, cast, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootTally, abstain, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootTally, options, MOOT_FIELD_PLAIN, moot_tally_option_get_type),
  MOOT_ENTITY (MootTally, quorum, MootTallyQuorum, MOOT_FIELD_PLAIN, moot_tally_quorum_get_type),
  MOOT_STRING (MootTally, verdict, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootTally, checks, MOOT_FIELD_PLAIN, moot_tally_check_get_type),
  MOOT_JSON (MootTally, stv, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootTally, lot, MOOT_FIELD_OPTIONAL),
  MOOT_STRING (MootTally, blt_url, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTally, ballots_sha256, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTally, computed_by, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootTally, recount, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootTally, moot_tally, tally_fields)
