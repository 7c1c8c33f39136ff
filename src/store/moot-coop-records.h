/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_COOP_RECORD (moot_coop_record_get_type ())

G_DECLARE_FINAL_TYPE (MootCoopRecord, moot_coop_record, MOOT, COOP_RECORD, GObject)

/**
 * MootCoopRecord:
 *
 * The co-operative itself.
 */
struct _MootCoopRecord
{
  GObject parent_instance;

  char *name;
  gint64 account_id;
  char *currency;
  char *time_zone;
  char *locale;
  char *contact;
  char *log_id;
  gint64 created_at;
  gint64 bylaws_version;
  gint64 dues_plan_id;
  gint64 members_count;
  gint64 members_active_count;
};

#define MOOT_TYPE_BYLAWS_RECORD (moot_bylaws_record_get_type ())

G_DECLARE_FINAL_TYPE (MootBylawsRecord, moot_bylaws_record, MOOT, BYLAWS_RECORD, GObject)

/**
 * MootBylawsRecord:
 *
 * One version of the bylaws.
 */
struct _MootBylawsRecord
{
  GObject parent_instance;

  gint64 version;
  char *preset;
  char *rules;
  char *sha256;
  gint64 in_force_from;
  gint64 in_force_until;
  gint64 proposal_id;
  gint64 log_seq;
};

#define MOOT_TYPE_MEMBER_RECORD (moot_member_record_get_type ())

G_DECLARE_FINAL_TYPE (MootMemberRecord, moot_member_record, MOOT, MEMBER_RECORD, GObject)

/**
 * MootMemberRecord:
 *
 * A member with the name of the account.
 */
struct _MootMemberRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 account_id;
  gint64 member_no;
  char *name;
  char *username;
  char *state;
  gint64 state_since;
  gint64 joined_on;
  gint64 left_on;
  char *application;
  char *payment_reference;
  char *salt;
  gint64 log_seq;
  gint64 escalated_at;    /* an application; 0 before all members knew that nobody answered */
  gint64 suspended_until; /* 0 unless suspended */
  gint64 appealed_at;     /* against having been expelled; 0 for no */
};

#define MOOT_TYPE_ROLE_RECORD (moot_role_record_get_type ())

G_DECLARE_FINAL_TYPE (MootRoleRecord, moot_role_record, MOOT, ROLE_RECORD, GObject)

/**
 * MootRoleRecord:
 *
 * An office and its term.
 */
struct _MootRoleRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 member_id;
  char *role;
  gint64 from_on;
  gint64 to_on;
  gint64 election_id;
  gint64 proposal_id;
  gint64 log_seq;
};

#define MOOT_TYPE_DEVICE_KEY_RECORD (moot_device_key_record_get_type ())

G_DECLARE_FINAL_TYPE (
  MootDeviceKeyRecord, moot_device_key_record, MOOT, DEVICE_KEY_RECORD, GObject)

/**
 * MootDeviceKeyRecord:
 *
 * What a member's device signs with; `revoked_at` is 0 as long as it does.
 */
struct _MootDeviceKeyRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 member_id;
  char *ed25519;
  char *name;
  gint64 added_at;
  gint64 revoked_at;
  gint64 log_seq;
};

#define MOOT_TYPE_DISCUSSION_RECORD (moot_discussion_record_get_type ())

G_DECLARE_FINAL_TYPE (
  MootDiscussionRecord, moot_discussion_record, MOOT, DISCUSSION_RECORD, GObject)

/**
 * MootDiscussionRecord:
 *
 * A discussion with the current version of its opening text.
 */
struct _MootDiscussionRecord
{
  GObject parent_instance;

  gint64 id;
  char *title;
  char *state;
  gint64 author_id;
  gint64 circle_id;
  char *tags;
  gint64 context_version;
  char *visibility;
  gboolean pinned;
  gint64 created_at;
  gint64 last_activity_at;
  gint64 last_position;
  gint64 comments_count;
  gint64 participants_count;
  gint64 deleted_at;
  char *source;
  char *html;
};

#define MOOT_TYPE_COMMENT_RECORD (moot_comment_record_get_type ())

G_DECLARE_FINAL_TYPE (MootCommentRecord, moot_comment_record, MOOT, COMMENT_RECORD, GObject)

/**
 * MootCommentRecord:
 *
 * What somebody said.
 */
struct _MootCommentRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 discussion_id;
  gint64 parent_id;
  gint64 author_id;
  gint64 position;
  gint64 version;
  char *source;
  char *html;
  gint64 created_at;
  gint64 edited_at;
  gint64 deleted_at;
};

#define MOOT_TYPE_READ_RECORD (moot_read_record_get_type ())

G_DECLARE_FINAL_TYPE (MootReadRecord, moot_read_record, MOOT, READ_RECORD, GObject)

/**
 * MootReadRecord:
 *
 * How far a member has read.
 */
struct _MootReadRecord
{
  GObject parent_instance;

  char *ranges;
  char *notify;
};

#define MOOT_TYPE_PROPOSAL_RECORD (moot_proposal_record_get_type ())

G_DECLARE_FINAL_TYPE (MootProposalRecord, moot_proposal_record, MOOT, PROPOSAL_RECORD, GObject)

/**
 * MootProposalRecord:
 *
 * A proposal; `class` of `bylaws_version` says how it is decided.
 */
struct _MootProposalRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 discussion_id;
  char *class;
  char *kind;
  char *state;
  gint64 version;
  char *title;
  char *source;
  char *html;
  char *summary;
  gint64 author_id;
  gint64 subject_id;
  char *results_visible;
  char *ballot_level;
  gint64 bylaws_version;
  char *settings;
  char *reminders;
  char *effect;
  gint64 effect_executed_at;
  gint64 created_at;
  gint64 discussed_from;
  gint64 opens_at;
  gint64 closes_at;
  gint64 closed_at;
  gint64 extensions;
  gint64 eligible_count;
  gint64 cast_count;
  char *roll_sha256;
  char *tally;
  char *verdict;
  gint64 log_seq;
  gint64 outcome_id;
};

#define MOOT_TYPE_OPTION_RECORD (moot_option_record_get_type ())

G_DECLARE_FINAL_TYPE (MootOptionRecord, moot_option_record, MOOT, OPTION_RECORD, GObject)

/**
 * MootOptionRecord:
 *
 * What can be chosen on a ballot.
 */
struct _MootOptionRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 proposal_id;
  char *key;
  char *title;
  char *meaning;
  gint64 position;
  char *reason;
};

#define MOOT_TYPE_BALLOT_RECORD (moot_ballot_record_get_type ())

G_DECLARE_FINAL_TYPE (MootBallotRecord, moot_ballot_record, MOOT, BALLOT_RECORD, GObject)

/**
 * MootBallotRecord:
 *
 * A ballot; `option_id` and `value` are its choice when it has only one.
 */
struct _MootBallotRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 proposal_id;
  gint64 member_id;
  gint64 proposal_version;
  char *reason_source;
  char *reason;
  gint64 cast_at;
  gint64 revised_from;
  gboolean latest;
  char *via;
  gint64 weight;
  char *signature;
  char *salt;
  gint64 log_seq;
};

#define MOOT_TYPE_PAPER_RECORD (moot_paper_record_get_type ())

G_DECLARE_FINAL_TYPE (MootPaperRecord, moot_paper_record, MOOT, PAPER_RECORD, GObject)

/**
 * MootPaperRecord:
 *
 * An anonymous ballot; `position` is 0 while the vote is open.
 */
struct _MootPaperRecord
{
  GObject parent_instance;

  gint64 position;
  gint64 proposal_id;
  char *number;
  char *choices;
  char *reason_source;
  gint64 proposal_version;
};

#define MOOT_TYPE_CHOICE_RECORD (moot_choice_record_get_type ())

G_DECLARE_FINAL_TYPE (MootChoiceRecord, moot_choice_record, MOOT, CHOICE_RECORD, GObject)

/**
 * MootChoiceRecord:
 *
 * One option of one ballot.
 */
struct _MootChoiceRecord
{
  GObject parent_instance;

  gint64 ballot_id;
  gint64 member_id;
  gint64 option_id;
  char *key;
  gint64 value;
};

#define MOOT_TYPE_OUTCOME_RECORD (moot_outcome_record_get_type ())

G_DECLARE_FINAL_TYPE (MootOutcomeRecord, moot_outcome_record, MOOT, OUTCOME_RECORD, GObject)

/**
 * MootOutcomeRecord:
 *
 * What was decided.
 */
struct _MootOutcomeRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 proposal_id;
  char *statement;
  char *verdict;
  gint64 decided_on;
  gboolean in_force;
  gint64 effective_on;
  gint64 review_on;
  gint64 expires_on;
  gint64 superseded_by;
  char *rule_text;
  char *topic;
  char *effects;
  gint64 author_id;
  gint64 status_id;
  gint64 log_seq;
};

#define MOOT_TYPE_AUDIT_RECORD (moot_audit_record_get_type ())

G_DECLARE_FINAL_TYPE (MootAuditRecord, moot_audit_record, MOOT, AUDIT_RECORD, GObject)

/**
 * MootAuditRecord:
 *
 * An entry of the log; `jcs` is what was hashed.
 */
struct _MootAuditRecord
{
  GObject parent_instance;

  gint64 seq;
  char *type;
  gint64 at;
  gint64 actor_id;
  char *subject_type;
  gint64 subject_id;
  char *body;
  char *jcs;
  char *leaf;
  gint64 undo_of;
};

G_END_DECLS
