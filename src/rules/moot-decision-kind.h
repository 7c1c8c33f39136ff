/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"

G_BEGIN_DECLS

#define MOOT_OPTIONS_MAX 40 /* more than that nobody weighs against each other */
#define MOOT_SCORE_MAX 1000
#define MOOT_DOTS_MAX 1000
#define MOOT_OPTION_BLANK (-1) /* an option a ballot says nothing about */

/**
 * MootDecisionKind:
 * @MOOT_ASK_PROPOSAL: agree, abstain, disagree or block; see moot_verdict_new()
 * @MOOT_ASK_CHECK: how does it look; decides nothing
 * @MOOT_ASK_COUNT: who takes part, against a target; decides nothing
 * @MOOT_ASK_QUESTION: an answer in words; decides nothing
 * @MOOT_ASK_CHOOSE: one option each
 * @MOOT_ASK_APPROVAL: every option one can live with
 * @MOOT_ASK_SCORE: points for each option
 * @MOOT_ASK_DOT: a number of dots to share out
 * @MOOT_ASK_RANK: options in order, counted by points (Borda)
 * @MOOT_ASK_IRV: options in order, one wins by instant run-off
 * @MOOT_ASK_STV: options in order, several win in proportion
 * @MOOT_ASK_SCHULZE: options in order, any two compared
 * @MOOT_ASK_TIME: for each time 2 yes, 1 if need be, 0 no
 *
 * What is asked.  What a kind is called in the API is its text.
 */
typedef enum
{
  MOOT_ASK_PROPOSAL,
  MOOT_ASK_CHECK,
  MOOT_ASK_COUNT,
  MOOT_ASK_QUESTION,
  MOOT_ASK_CHOOSE,
  MOOT_ASK_APPROVAL,
  MOOT_ASK_SCORE,
  MOOT_ASK_DOT,
  MOOT_ASK_RANK,
  MOOT_ASK_IRV,
  MOOT_ASK_STV,
  MOOT_ASK_SCHULZE,
  MOOT_ASK_TIME,
} MootDecisionKind;

#define MOOT_N_KINDS (MOOT_ASK_TIME + 1)

/**
 * MootKindLimits:
 * @kind: what is asked
 * @n_options: there are
 * @min_choices: options a ballot must choose or rank
 * @max_choices: options it may
 * @min_score: lowest points of one option
 * @max_score: highest
 * @dots: to share out, kind dot
 * @seats: how many options win
 * @target: people wanted, kind count
 *
 * What a ballot may say.
 */
typedef struct
{
  MootDecisionKind kind;
  gint64 n_options;
  gint64 min_choices;
  gint64 max_choices;
  gint64 min_score;
  gint64 max_score;
  gint64 dots;
  gint64 seats;
  gint64 target;
} MootKindLimits;

/**
 * MootBallotProblem:
 *
 * Why a ballot does not fit.
 */
typedef enum
{
  MOOT_BALLOT_FITS,
  MOOT_BALLOT_TOO_FEW,
  MOOT_BALLOT_TOO_MANY,
  MOOT_BALLOT_OUT_OF_RANGE,
  MOOT_BALLOT_TOO_MANY_DOTS,
  MOOT_BALLOT_RANKS_UNCLEAR,
} MootBallotProblem;

const char *moot_decision_kind_to_text       (MootDecisionKind  kind);
gboolean    moot_decision_kind_from_text     (const char       *text,
                                              MootDecisionKind *out_kind);
gboolean    moot_decision_kind_decides       (MootDecisionKind  kind);
gboolean    moot_decision_kind_takes_options (MootDecisionKind  kind);
gboolean    moot_decision_kind_is_ranked     (MootDecisionKind  kind);
gboolean    moot_decision_kind_has_stages    (MootDecisionKind  kind);

MootDecisionRule moot_decision_kind_get_rule (MootDecisionKind kind);

void     moot_kind_limits_init     (MootKindLimits        *self,
                                    MootDecisionKind       kind,
                                    gint64                 n_options);
gboolean moot_kind_limits_validate (const MootKindLimits  *self,
                                    GError               **error);

MootBallotProblem moot_kind_limits_check_ballot (const MootKindLimits *self,
                                                 const gint64         *values);

void moot_decision_class_adapt (MootDecisionClass *self,
                                MootDecisionKind   kind);

G_END_DECLS
