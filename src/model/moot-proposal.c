/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A proposal, its options and where the viewer stands.
 * Spec: co-op API, Proposal. */
#include "moot-proposal.h"

/* clang-format off */
static const MootField proposal_option_fields[] = {
  MOOT_STRING (MootProposalOption, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootProposalOption, key, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalOption, title, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootProposalOption, meaning, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalOption, position, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalOption, reason, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootProposalOption, moot_proposal_option, proposal_option_fields)

/* clang-format off */
static const MootField proposal_mine_fields[] = {
  MOOT_BOOLEAN (MootProposalMine, eligible, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootProposalMine, voted, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalMine, ballot_id, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootProposalMine, reason_required, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalMine, next_ballot, MOOT_FIELD_OPTIONAL),
  MOOT_STRINGS (MootProposalMine, option_order, MOOT_FIELD_OPTIONAL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootProposalMine, moot_proposal_mine, proposal_mine_fields)

/* clang-format off */
static const MootField proposal_fields[] = {
  MOOT_STRING (MootProposal, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootProposal, uri, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposal, discussion_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposal, circle_id, MOOT_FIELD_OPTIONAL),
  MOOT_STRING (MootProposal, class, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposal, kind, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposal, title, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootProposal, body, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootProposal, body_source, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposal, version, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposal, author_id, MOOT_FIELD_PLAIN),
  MOOT_STRINGS (MootProposal, proposers, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposal, state, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootProposal, stage, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootProposal, options, MOOT_FIELD_PLAIN, moot_proposal_option_get_type),
  MOOT_JSON (MootProposal, rule, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootProposal, quorum, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposal, ballot_level, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposal, results_visible, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootProposal, anonymous, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposal, eligible_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposal, cast_count, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootProposal, opens_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootProposal, closes_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootProposal, closed_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposal, extensions, MOOT_FIELD_PLAIN),
  MOOT_STRINGS (MootProposal, reminders, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootProposal, effect, MOOT_FIELD_PLAIN),
  MOOT_ENTITY (MootProposal, my, MootProposalMine, MOOT_FIELD_PLAIN, moot_proposal_mine_get_type),
  MOOT_NUMBER (MootProposal, min_choices, MOOT_FIELD_OPTIONAL),
  MOOT_NUMBER (MootProposal, max_choices, MOOT_FIELD_OPTIONAL),
  MOOT_NUMBER (MootProposal, min_score, MOOT_FIELD_OPTIONAL),
  MOOT_NUMBER (MootProposal, max_score, MOOT_FIELD_OPTIONAL),
  MOOT_NUMBER (MootProposal, dots, MOOT_FIELD_OPTIONAL),
  MOOT_NUMBER (MootProposal, seats, MOOT_FIELD_OPTIONAL),
  MOOT_NUMBER (MootProposal, target, MOOT_FIELD_OPTIONAL),
  MOOT_NUMBER (MootProposal, duration_minutes, MOOT_FIELD_OPTIONAL),
  MOOT_BOOLEAN (MootProposal, none_of_the_above, MOOT_FIELD_OPTIONAL),
  MOOT_BOOLEAN (MootProposal, shuffle, MOOT_FIELD_OPTIONAL),
  MOOT_STRING (MootProposal, summary_by_proposer, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposal, reading_minutes, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposal, outcome_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposal, status_id, MOOT_FIELD_OPTIONAL),
  MOOT_JSON (MootProposal, outside_votes, MOOT_FIELD_OPTIONAL),
  MOOT_NUMBER (MootProposal, log_seq, MOOT_FIELD_ZERO_IS_NULL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootProposal, moot_proposal, proposal_fields)
