/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-ratio.h"
#include "moot-words.h"

G_BEGIN_DECLS

#define MOOT_DECISION_CLASSES_MAX 32 /* a text nobody can overlook is no bylaws */
#define MOOT_DECISION_ID_MAX 32      /* bytes with the closing zero */
#define MOOT_DECISION_DAYS_MAX 365   /* a decision that takes longer than a year is not one */
#define MOOT_DECISION_EXTENSIONS_MAX 5
#define MOOT_DECISION_REMINDERS_MAX 4        /* more would be nagging */
#define MOOT_DECISION_REMINDER_HOURS_MAX 720 /* a month before the end is no reminder */
#define MOOT_BYLAWS_ROLES_MAX 16
#define MOOT_ROLE_SEATS_MAX 100
#define MOOT_ROLE_MONTHS_MAX 120

/**
 * MootDecisionRule:
 *
 * How votes become a result.  Rules up to %MOOT_DECISION_RULE_LAZY decide about yes and no; the
 * others pick among options or candidates.
 */
typedef enum
{
  MOOT_DECISION_RULE_MAJORITY_SIMPLE,
  MOOT_DECISION_RULE_MAJORITY_CAST,
  MOOT_DECISION_RULE_MAJORITY_ABSOLUTE,
  MOOT_DECISION_RULE_SUPERMAJORITY,
  MOOT_DECISION_RULE_CONSENT,
  MOOT_DECISION_RULE_CONSENSUS_OVERRIDE,
  MOOT_DECISION_RULE_LAZY,
  MOOT_DECISION_RULE_APPROVAL,
  MOOT_DECISION_RULE_SCORE,
  MOOT_DECISION_RULE_DOT,
  MOOT_DECISION_RULE_BORDA,
  MOOT_DECISION_RULE_IRV,
  MOOT_DECISION_RULE_SCHULZE,
  MOOT_DECISION_RULE_STV_SCOTTISH,
  MOOT_DECISION_RULE_STV_MEEK,
} MootDecisionRule;

/**
 * MootDecisionBase:
 * @MOOT_DECISION_BASE_VOTES: agree, disagree and block
 * @MOOT_DECISION_BASE_CAST: those and abstentions
 * @MOOT_DECISION_BASE_ELIGIBLE: everybody on the roll
 */
typedef enum
{
  MOOT_DECISION_BASE_VOTES,
  MOOT_DECISION_BASE_CAST,
  MOOT_DECISION_BASE_ELIGIBLE,
} MootDecisionBase;

/**
 * MootQuorumKind:
 * @MOOT_QUORUM_NONE: no quorum
 * @MOOT_QUORUM_CAST: a percentage of the roll must have voted
 * @MOOT_QUORUM_YES: a percentage of the roll must agree
 * @MOOT_QUORUM_COUNT: a number of people must have voted
 * @MOOT_QUORUM_YES_COUNT: a number of people must agree
 */
typedef enum
{
  MOOT_QUORUM_NONE,
  MOOT_QUORUM_CAST,
  MOOT_QUORUM_YES,
  MOOT_QUORUM_COUNT,
  MOOT_QUORUM_YES_COUNT,
} MootQuorumKind;

/**
 * MootElectorate:
 * @MOOT_ELECTORATE_ACTIVE: active members
 * @MOOT_ELECTORATE_ACTIVE_DUE: active members whose dues do not freeze their vote
 * @MOOT_ELECTORATE_MEMBERS: all members, lapsed ones too
 * @MOOT_ELECTORATE_CIRCLE: active members of the circle in charge
 */
typedef enum
{
  MOOT_ELECTORATE_ACTIVE,
  MOOT_ELECTORATE_ACTIVE_DUE,
  MOOT_ELECTORATE_MEMBERS,
  MOOT_ELECTORATE_CIRCLE,
} MootElectorate;

/**
 * MootBallotLevel:
 * @MOOT_BALLOT_LEVEL_NAMED: L0, everybody sees who voted how
 * @MOOT_BALLOT_LEVEL_ANONYMOUS: L1, the host is trusted not to look
 * @MOOT_BALLOT_LEVEL_SEALED: L2, secret even from the host
 */
typedef enum
{
  MOOT_BALLOT_LEVEL_NAMED,
  MOOT_BALLOT_LEVEL_ANONYMOUS,
  MOOT_BALLOT_LEVEL_SEALED,
} MootBallotLevel;

typedef struct
{
  MootQuorumKind kind;
  int percent;  /* kinds cast and yes: 0 to 100 */
  gint64 count; /* kinds count and yes_count */
} MootQuorum;

/**
 * MootDecisionClass:
 *
 * Everything the bylaws say about one sort of decision.  Plain data: copy it by assignment.
 */
typedef struct
{
  char id[MOOT_DECISION_ID_MAX];

  MootDecisionRule rule;
  MootRatio threshold;
  MootRatio override;
  MootDecisionBase base;
  MootQuorum quorum;

  int min_discussion_days;
  int min_voting_days;
  int extension_days; /* added once when the quorum is missed */
  int max_extensions;
  gboolean decides_after_extension;                /* asked often enough: the quorum is waived */
  int challenge_days;                              /* before what was decided is carried out */
  int reminder_hours[MOOT_DECISION_REMINDERS_MAX]; /* before the voting ends, longest first */
  guint n_reminders;

  MootElectorate electorate;
  gboolean excludes_subject; /* the member it is about does not vote */
  MootBallotLevel ballot_level;
  gboolean falls_back;     /* L2 only: anonymous ones until sealed ones can be held */
  gboolean signed_ballots; /* named ballots without a device's signature are refused */

  gint64 limit_minor;               /* spending only: up to here; 0 for no limit */
  char above[MOOT_DECISION_ID_MAX]; /* the class that decides beyond the limit, or empty */
} MootDecisionClass;

/**
 * MootBylawRole:
 *
 * An office that the bylaws know: how many hold it, how long, and who decides that.
 */
typedef struct
{
  char id[MOOT_DECISION_ID_MAX];
  int seats;
  int term_months;                  /* 0 for no end */
  char class[MOOT_DECISION_ID_MAX]; /* of the decision that fills it */
} MootBylawRole;

/**
 * MootEmergencyPowers:
 *
 * What may be done before it is decided, by whom, and how soon it lapses again.
 */
typedef struct
{
  gboolean allowed;
  char role[MOOT_DECISION_ID_MAX];
  int thread_hours;                 /* within which it must be talked about */
  int lapse_days;                   /* unless a decision keeps it */
  char class[MOOT_DECISION_ID_MAX]; /* of that decision */
  gboolean votes_at_once;           /* that decision is not discussed before it is voted on */
} MootEmergencyPowers;

/**
 * MootAdmission:
 *
 * How somebody becomes a member: so many members vouch for them, or those who admit say yes.
 * Nobody is admitted because nobody answered: after @days all members hear of it.
 */
typedef struct
{
  int vouches;                       /* that admit; 0 when only those of @circle do */
  int days;                          /* within which somebody answers */
  char circle[MOOT_DECISION_ID_MAX]; /* whose members admit, beside the admins */
} MootAdmission;

#define MOOT_ADMISSION_VOUCHES_MAX 20
#define MOOT_ADMISSION_USUAL ((MootAdmission){ 1, 7, "membership" })

/**
 * MootBylaws:
 *
 * The bylaws as data: one class for each sort of decision, the offices, emergency powers, and how
 * members are admitted.
 */
typedef struct
{
  char preset[MOOT_DECISION_ID_MAX]; /* where the text began, or empty */
  MootDecisionRule default_rule;     /* for a class that names none */
  MootDecisionClass classes[MOOT_DECISION_CLASSES_MAX];
  guint n_classes;
  MootBylawRole roles[MOOT_BYLAWS_ROLES_MAX];
  guint n_roles;
  MootEmergencyPowers emergency;
  MootAdmission admission;
} MootBylaws;

MootBylaws *moot_bylaws_new  (void) G_GNUC_WARN_UNUSED_RESULT;
MootBylaws *moot_bylaws_copy (const MootBylaws *self) G_GNUC_WARN_UNUSED_RESULT;
void        moot_bylaws_free (MootBylaws       *self);

const MootDecisionClass *moot_bylaws_find_class (const MootBylaws *self,
                                                 const char       *id);

const MootBylawRole *moot_bylaws_find_role (const MootBylaws *self,
                                            const char       *id);

gboolean moot_bylaws_validate (const MootBylaws  *self,
                               GError           **error);

void     moot_decision_class_init     (MootDecisionClass        *self,
                                       const char               *id);
gboolean moot_decision_class_validate (const MootDecisionClass  *self,
                                       GError                  **error);
gint64   moot_quorum_get_required     (const MootQuorum         *self,
                                       gint64                    n_eligible);

MootBallotLevel moot_decision_class_get_held_level (const MootDecisionClass *self);

gboolean moot_decision_rule_is_yes_no     (MootDecisionRule rule);
gboolean moot_decision_rule_has_threshold (MootDecisionRule rule);

MOOT_DECLARE_WORDS (moot_decision_rule, MootDecisionRule);
MOOT_DECLARE_WORDS (moot_decision_base, MootDecisionBase);
MOOT_DECLARE_WORDS (moot_quorum_kind, MootQuorumKind);
MOOT_DECLARE_WORDS (moot_electorate, MootElectorate);
MOOT_DECLARE_WORDS (moot_ballot_level, MootBallotLevel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootBylaws, moot_bylaws_free)

G_END_DECLS
