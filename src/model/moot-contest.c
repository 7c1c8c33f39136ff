/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Elections, candidacies and terms of office.
 * Spec: co-op API, Election and Candidacy. */
#include "moot-contest.h"

/* clang-format off */
static const MootField candidacy_fields[] = {
  MOOT_STRING (MootCandidacy, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootCandidacy, election_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCandidacy, member_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCandidacy, name, MOOT_FIELD_NOT_NULL),
  MOOT_STRINGS (MootCandidacy, nominated_by, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCandidacy, state, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCandidacy, version, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCandidacy, statement, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCandidacy, statement_source, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCandidacy, interests, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootCandidacy, media, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCandidacy, comment_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCandidacy, position, MOOT_FIELD_ZERO_IS_NULL),
  MOOT_TIME (MootCandidacy, accepted_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootCandidacy, withdrawn_at, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootCandidacy, elected, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCandidacy, elected_stage, MOOT_FIELD_ZERO_IS_NULL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootCandidacy, moot_candidacy, candidacy_fields)

/* clang-format off */
static const MootField contest_fields[] = {
  MOOT_STRING (MootContest, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootContest, uri, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootContest, title, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootContest, body, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootContest, body_source, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootContest, role, MOOT_FIELD_NOT_NULL),
  MOOT_NUMBER (MootContest, seats, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootContest, rule, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootContest, state, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootContest, outcome, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootContest, author_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootContest, discussion_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootContest, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootContest, recall_id, MOOT_FIELD_OPTIONAL),
  MOOT_NUMBER (MootContest, nominators, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootContest, reopens, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootContest, confidence, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootContest, nominations_open_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootContest, nominations_close_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootContest, statements_close_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootContest, roll_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootContest, opens_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootContest, closes_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootContest, challenge_until, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootContest, term, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootContest, scrutineers, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootContest, open_threshold, MOOT_FIELD_ZERO_IS_NULL),
  MOOT_STRING (MootContest, ballot_level, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootContest, eid, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootContest, eligible_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootContest, tokens_issued_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootContest, ballots_count, MOOT_FIELD_ZERO_IS_NULL),
  MOOT_STRINGS (MootContest, candidacy_ids, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootContest, candidacies, MOOT_FIELD_PLAIN, moot_candidacy_get_type),
  MOOT_JSON (MootContest, challenges, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootContest, lot, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootContest, lot_due_at, MOOT_FIELD_OPTIONAL),
  MOOT_JSON (MootContest, tally, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootContest, created_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootContest, log_seq, MOOT_FIELD_ZERO_IS_NULL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootContest, moot_contest, contest_fields)

/* clang-format off */
static const MootField office_fields[] = {
  MOOT_STRING (MootOffice, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootOffice, role, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootOffice, member_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOffice, name, MOOT_FIELD_NOT_NULL),
  MOOT_DATE (MootOffice, from, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootOffice, to, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootOffice, current, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOffice, election_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOffice, proposal_id, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootOffice, moot_office, office_fields)
