/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-check.h"
#include "moot-words.h"

G_BEGIN_DECLS

#define MOOT_VERDICT_CHECKS_MAX 4

/**
 * MootVoteTotals:
 * @eligible: people on the roll
 * @agree: ballots for
 * @abstain: ballots that count for the quorum only
 * @disagree: ballots against
 * @block: ballots that want to stop the proposal
 * @objections: open objections raised outside the ballots, for consent and lazy decisions
 * @extensions: how often the vote has been extended so far
 *
 * What a verdict is made from.
 */
typedef struct
{
  gint64 eligible;
  gint64 agree;
  gint64 abstain;
  gint64 disagree;
  gint64 block;
  gint64 objections;
  int extensions;
} MootVoteTotals;

/**
 * MootVerdictResult:
 * @MOOT_VERDICT_ADOPTED: it is decided
 * @MOOT_VERDICT_REJECTED: too few agree
 * @MOOT_VERDICT_TIED: as many for as against, which is not enough
 * @MOOT_VERDICT_BLOCKED: enough agree, and blocks or objections stand
 * @MOOT_VERDICT_NOT_QUORATE: too few voted to decide either way
 * @MOOT_VERDICT_COUNTED: it was asked, not decided
 */
typedef enum
{
  MOOT_VERDICT_ADOPTED,
  MOOT_VERDICT_REJECTED,
  MOOT_VERDICT_TIED,
  MOOT_VERDICT_BLOCKED,
  MOOT_VERDICT_NOT_QUORATE,
  MOOT_VERDICT_COUNTED,
} MootVerdictResult;

/**
 * MootVerdict:
 * @result: what was decided
 * @quorum_required: ballots the quorum asks for
 * @quorum_reached: whether they were there, or waived
 * @may_extend: not quorate, and the bylaws allow one more extension
 * @n_checks: how many of @checks are used
 * @checks: the steps, in the order they were taken
 */
typedef struct
{
  MootVerdictResult result;
  gint64 quorum_required;
  gboolean quorum_reached;
  gboolean may_extend;
  guint n_checks;
  MootCheck checks[MOOT_VERDICT_CHECKS_MAX];
} MootVerdict;

MootVerdict *moot_verdict_new            (const MootDecisionClass  *decision,
                                          const MootVoteTotals     *totals,
                                          GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
MootVerdict *moot_verdict_new_for_quorum (const MootDecisionClass  *decision,
                                          const MootVoteTotals     *totals,
                                          GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
void         moot_verdict_free           (MootVerdict              *self);

MOOT_DECLARE_WORDS (moot_verdict_result, MootVerdictResult);

gint64 moot_vote_totals_get_cast  (const MootVoteTotals *self);
gint64 moot_vote_totals_get_votes (const MootVoteTotals *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootVerdict, moot_verdict_free)

G_END_DECLS
