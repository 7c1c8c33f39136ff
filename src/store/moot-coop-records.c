/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Rows of the co-op's tables as the use cases read them.  Unlike the entities of the API they keep
 * ids as numbers and are never sent anywhere.
 * Thread: the reader's. */
#include "moot-coop-records.h"

/* clang-format off */
static const MootField coop_record_fields[] = {
  MOOT_STRING (MootCoopRecord, name, MOOT_FIELD_NOT_NULL),
  MOOT_NUMBER (MootCoopRecord, account_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoopRecord, currency, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoopRecord, time_zone, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoopRecord, locale, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootCoopRecord, contact, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoopRecord, log_id, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootCoopRecord, created_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCoopRecord, bylaws_version, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCoopRecord, dues_plan_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCoopRecord, members_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCoopRecord, members_active_count, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootCoopRecord, moot_coop_record, coop_record_fields)

/* clang-format off */
static const MootField bylaws_record_fields[] = {
  MOOT_NUMBER (MootBylawsRecord, version, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBylawsRecord, preset, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootBylawsRecord, rules, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBylawsRecord, sha256, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBylawsRecord, in_force_from, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBylawsRecord, in_force_until, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBylawsRecord, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBylawsRecord, log_seq, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootBylawsRecord, moot_bylaws_record, bylaws_record_fields)

/* clang-format off */
static const MootField member_record_fields[] = {
  MOOT_NUMBER (MootMemberRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootMemberRecord, account_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootMemberRecord, member_no, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootMemberRecord, name, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootMemberRecord, username, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootMemberRecord, state, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootMemberRecord, state_since, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootMemberRecord, joined_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootMemberRecord, left_on, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootMemberRecord, application, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootMemberRecord, payment_reference, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootMemberRecord, salt, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootMemberRecord, log_seq, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootMemberRecord, escalated_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootMemberRecord, suspended_until, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootMemberRecord, appealed_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootMemberRecord, moot_member_record, member_record_fields)

/* clang-format off */
static const MootField role_record_fields[] = {
  MOOT_NUMBER (MootRoleRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootRoleRecord, member_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootRoleRecord, role, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootRoleRecord, from_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootRoleRecord, to_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootRoleRecord, election_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootRoleRecord, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootRoleRecord, log_seq, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootRoleRecord, moot_role_record, role_record_fields)

/* clang-format off */
static const MootField device_key_record_fields[] = {
  MOOT_NUMBER (MootDeviceKeyRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDeviceKeyRecord, member_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDeviceKeyRecord, ed25519, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDeviceKeyRecord, name, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDeviceKeyRecord, added_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDeviceKeyRecord, revoked_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDeviceKeyRecord, log_seq, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootDeviceKeyRecord, moot_device_key_record, device_key_record_fields)

/* clang-format off */
static const MootField discussion_record_fields[] = {
  MOOT_NUMBER (MootDiscussionRecord, id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDiscussionRecord, title, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDiscussionRecord, state, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDiscussionRecord, author_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDiscussionRecord, circle_id, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootDiscussionRecord, tags, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDiscussionRecord, context_version, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDiscussionRecord, visibility, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootDiscussionRecord, pinned, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDiscussionRecord, created_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDiscussionRecord, last_activity_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDiscussionRecord, last_position, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDiscussionRecord, comments_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDiscussionRecord, participants_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDiscussionRecord, deleted_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDiscussionRecord, source, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDiscussionRecord, html, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootDiscussionRecord, moot_discussion_record, discussion_record_fields)

/* clang-format off */
static const MootField comment_record_fields[] = {
  MOOT_NUMBER (MootCommentRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCommentRecord, discussion_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCommentRecord, parent_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCommentRecord, author_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCommentRecord, position, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCommentRecord, version, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCommentRecord, source, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCommentRecord, html, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCommentRecord, created_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCommentRecord, edited_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCommentRecord, deleted_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootCommentRecord, moot_comment_record, comment_record_fields)

/* clang-format off */
static const MootField read_record_fields[] = {
  MOOT_JSON (MootReadRecord, ranges, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootReadRecord, notify, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootReadRecord, moot_read_record, read_record_fields)

/* clang-format off */
static const MootField proposal_record_fields[] = {
  MOOT_NUMBER (MootProposalRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, discussion_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalRecord, class, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalRecord, kind, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalRecord, state, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, version, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalRecord, title, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalRecord, source, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalRecord, html, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalRecord, summary, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, author_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, subject_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalRecord, results_visible, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalRecord, ballot_level, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, bylaws_version, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootProposalRecord, settings, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootProposalRecord, reminders, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootProposalRecord, effect, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, effect_executed_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, created_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, discussed_from, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, opens_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, closes_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, closed_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, extensions, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, eligible_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, cast_count, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalRecord, roll_sha256, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootProposalRecord, tally, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootProposalRecord, verdict, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, log_seq, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootProposalRecord, outcome_id, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootProposalRecord, moot_proposal_record, proposal_record_fields)

/* clang-format off */
static const MootField option_record_fields[] = {
  MOOT_NUMBER (MootOptionRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootOptionRecord, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOptionRecord, key, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOptionRecord, title, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOptionRecord, meaning, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootOptionRecord, position, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOptionRecord, reason, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootOptionRecord, moot_option_record, option_record_fields)

/* clang-format off */
static const MootField ballot_record_fields[] = {
  MOOT_NUMBER (MootBallotRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBallotRecord, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBallotRecord, member_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBallotRecord, proposal_version, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBallotRecord, reason_source, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBallotRecord, reason, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBallotRecord, cast_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBallotRecord, revised_from, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootBallotRecord, latest, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBallotRecord, via, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBallotRecord, weight, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootBallotRecord, signature, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBallotRecord, salt, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBallotRecord, log_seq, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootBallotRecord, moot_ballot_record, ballot_record_fields)

/* clang-format off */
static const MootField paper_record_fields[] = {
  MOOT_NUMBER (MootPaperRecord, position, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaperRecord, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaperRecord, number, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaperRecord, choices, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaperRecord, reason_source, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaperRecord, proposal_version, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootPaperRecord, moot_paper_record, paper_record_fields)

/* clang-format off */
static const MootField choice_record_fields[] = {
  MOOT_NUMBER (MootChoiceRecord, ballot_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChoiceRecord, member_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChoiceRecord, option_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootChoiceRecord, key, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChoiceRecord, value, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootChoiceRecord, moot_choice_record, choice_record_fields)

/* clang-format off */
static const MootField outcome_record_fields[] = {
  MOOT_NUMBER (MootOutcomeRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootOutcomeRecord, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOutcomeRecord, statement, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOutcomeRecord, verdict, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootOutcomeRecord, decided_on, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootOutcomeRecord, in_force, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootOutcomeRecord, effective_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootOutcomeRecord, review_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootOutcomeRecord, expires_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootOutcomeRecord, superseded_by, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOutcomeRecord, rule_text, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootOutcomeRecord, topic, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootOutcomeRecord, effects, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootOutcomeRecord, author_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootOutcomeRecord, status_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootOutcomeRecord, log_seq, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootOutcomeRecord, moot_outcome_record, outcome_record_fields)

/* clang-format off */
static const MootField audit_record_fields[] = {
  MOOT_NUMBER (MootAuditRecord, seq, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAuditRecord, type, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootAuditRecord, at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootAuditRecord, actor_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAuditRecord, subject_type, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootAuditRecord, subject_id, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootAuditRecord, body, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAuditRecord, jcs, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAuditRecord, leaf, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootAuditRecord, undo_of, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootAuditRecord, moot_audit_record, audit_record_fields)
