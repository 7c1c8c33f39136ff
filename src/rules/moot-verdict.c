/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* From votes to a decision, with every step on the record.  The node closes a vote with this and
 * each member's app recounts with the same function, so both say the same words.
 *
 * Y, N, A, K are agree, disagree, abstain, block; V = Y+N+K the votes for or against, B = V+A the
 * ballots, E the roll.  A rule never adopts with nobody entitled to vote, and a rule with a share
 * never without a vote for or against.
 * Thread: any. */
#include "moot-verdict.h"

#include <string.h>

#include "moot-error.h"

static const char *const result_names[] = {
  "adopted",
  "rejected",
  "tied",
  "blocked",
  "not_quorate",
  "counted",
};

typedef MootVerdictResult (*Judge) (MootVerdict             *self,
                                    const MootDecisionClass *decision,
                                    const MootVoteTotals    *totals);

static MootCheck *
add_check (MootVerdict  *self,
           gboolean      ok,
           MootSentence  sentence)
{
  MootCheck *check = &self->checks[self->n_checks++];

  g_assert (self->n_checks <= MOOT_VERDICT_CHECKS_MAX);
  check->id = moot_sentence_get_check_id (sentence);
  check->ok = ok;
  check->sentence = sentence;
  return check;
}

static void
set_numbers (MootCheck    *check,
             const gint64 *numbers,
             guint         n_numbers)
{
  g_assert (n_numbers == moot_sentence_get_n_numbers (check->sentence));
  memcpy (check->numbers, numbers, n_numbers * sizeof *numbers);
}

#define SET_NUMBERS(check, ...)                          \
  set_numbers ((check), (const gint64[]){ __VA_ARGS__ }, \
               sizeof ((const gint64[]){ __VA_ARGS__ }) / sizeof (gint64))

static gboolean
check_votes (MootVerdict          *self,
             const MootVoteTotals *totals)
{
  if (moot_vote_totals_get_votes (totals) > 0)
    return TRUE;

  add_check (self, FALSE, MOOT_SENTENCE_NO_VOTES);
  return FALSE;
}

static MootVerdictResult
judge_majority_simple (MootVerdict             *self,
                       const MootDecisionClass *decision,
                       const MootVoteTotals    *totals)
{
  gint64 against = totals->disagree + totals->block;
  gboolean more = totals->agree > against;
  gboolean tie = totals->agree == against;

  if (!check_votes (self, totals))
    return MOOT_VERDICT_REJECTED;

  SET_NUMBERS (add_check (self, more,
                          more  ? MOOT_SENTENCE_MORE_AGREE
                          : tie ? MOOT_SENTENCE_TIE
                                : MOOT_SENTENCE_FEWER_AGREE),
               totals->agree, against);

  return more ? MOOT_VERDICT_ADOPTED : tie ? MOOT_VERDICT_TIED
                                           : MOOT_VERDICT_REJECTED;
}

static MootVerdictResult
judge_majority_cast (MootVerdict             *self,
                     const MootDecisionClass *decision,
                     const MootVoteTotals    *totals)
{
  gint64 cast = moot_vote_totals_get_cast (totals);
  gboolean more = 2 * totals->agree > cast;

  SET_NUMBERS (add_check (self, more,
                          more ? MOOT_SENTENCE_HALF_OF_CAST : MOOT_SENTENCE_NOT_HALF_OF_CAST),
               totals->agree, cast);

  return more ? MOOT_VERDICT_ADOPTED : MOOT_VERDICT_REJECTED;
}

static MootVerdictResult
judge_majority_absolute (MootVerdict             *self,
                         const MootDecisionClass *decision,
                         const MootVoteTotals    *totals)
{
  gboolean more = 2 * totals->agree > totals->eligible;

  SET_NUMBERS (add_check (self, more,
                          more ? MOOT_SENTENCE_HALF_OF_ALL : MOOT_SENTENCE_NOT_HALF_OF_ALL),
               totals->agree, totals->eligible);

  return more ? MOOT_VERDICT_ADOPTED : MOOT_VERDICT_REJECTED;
}

static gboolean
check_threshold (MootVerdict          *self,
                 MootRatio             threshold,
                 MootDecisionBase      base,
                 const MootVoteTotals *totals)
{
  static const MootSentence sentences[][2] = {
    [MOOT_DECISION_BASE_VOTES] = { MOOT_SENTENCE_NOT_SHARE_OF_VOTES, MOOT_SENTENCE_SHARE_OF_VOTES },
    [MOOT_DECISION_BASE_CAST] = { MOOT_SENTENCE_NOT_SHARE_OF_CAST, MOOT_SENTENCE_SHARE_OF_CAST },
    [MOOT_DECISION_BASE_ELIGIBLE] = { MOOT_SENTENCE_NOT_SHARE_OF_ALL, MOOT_SENTENCE_SHARE_OF_ALL },
  };
  gint64 n_base = base == MOOT_DECISION_BASE_VOTES  ? moot_vote_totals_get_votes (totals)
                  : base == MOOT_DECISION_BASE_CAST ? moot_vote_totals_get_cast (totals)
                                                    : totals->eligible;
  gboolean reached = moot_ratio_is_reached (threshold, totals->agree, n_base);

  SET_NUMBERS (add_check (self, reached, sentences[base][reached]),
               totals->agree, n_base, moot_ratio_get_needed (threshold, n_base),
               threshold.part, threshold.whole);

  return reached;
}

static MootVerdictResult
judge_supermajority (MootVerdict             *self,
                     const MootDecisionClass *decision,
                     const MootVoteTotals    *totals)
{
  if (!check_votes (self, totals))
    return MOOT_VERDICT_REJECTED;

  return check_threshold (self, decision->threshold, decision->base, totals)
           ? MOOT_VERDICT_ADOPTED
           : MOOT_VERDICT_REJECTED;
}

static gboolean
check_override (MootVerdict          *self,
                MootRatio             override,
                const MootVoteTotals *totals)
{
  gint64 votes = moot_vote_totals_get_votes (totals);
  gint64 needed = moot_ratio_get_needed (override, votes);
  gboolean reached = moot_ratio_is_reached (override, totals->agree, votes);

  if (totals->block == 1)
    SET_NUMBERS (add_check (self, reached,
                            reached ? MOOT_SENTENCE_BLOCK_OVERRIDDEN : MOOT_SENTENCE_BLOCK_STANDS),
                 totals->agree, votes, needed, override.part, override.whole);
  else
    SET_NUMBERS (add_check (self, reached,
                            reached ? MOOT_SENTENCE_BLOCKS_OVERRIDDEN : MOOT_SENTENCE_BLOCKS_STAND),
                 totals->block, totals->agree, votes, needed, override.part, override.whole);

  return reached;
}

static MootVerdictResult
judge_consensus_override (MootVerdict             *self,
                          const MootDecisionClass *decision,
                          const MootVoteTotals    *totals)
{
  gboolean enough;
  gboolean free;

  if (!check_votes (self, totals))
    return MOOT_VERDICT_REJECTED;

  enough = check_threshold (self, decision->threshold, MOOT_DECISION_BASE_VOTES, totals);
  if (totals->block == 0)
    {
      add_check (self, TRUE, MOOT_SENTENCE_NO_BLOCK);
      return enough ? MOOT_VERDICT_ADOPTED : MOOT_VERDICT_REJECTED;
    }

  /* The override is at least the threshold, so passing it means enough agree as well. */
  free = check_override (self, decision->override, totals);
  return free ? MOOT_VERDICT_ADOPTED : enough ? MOOT_VERDICT_BLOCKED
                                              : MOOT_VERDICT_REJECTED;
}

static MootVerdictResult
judge_objections (MootVerdict *self,
                  gint64       objections)
{
  if (objections == 0)
    add_check (self, TRUE, MOOT_SENTENCE_NO_OBJECTION);
  else if (objections == 1)
    add_check (self, FALSE, MOOT_SENTENCE_OBJECTION);
  else
    SET_NUMBERS (add_check (self, FALSE, MOOT_SENTENCE_OBJECTIONS), objections);

  return objections == 0 ? MOOT_VERDICT_ADOPTED : MOOT_VERDICT_BLOCKED;
}

/* Who disagrees can live with it; who blocks cannot. */
static MootVerdictResult
judge_consent (MootVerdict             *self,
               const MootDecisionClass *decision,
               const MootVoteTotals    *totals)
{
  return judge_objections (self, totals->block + totals->objections);
}

/* Silence is assent here, so whoever speaks against it at all has objected. */
static MootVerdictResult
judge_lazy (MootVerdict             *self,
            const MootDecisionClass *decision,
            const MootVoteTotals    *totals)
{
  return judge_objections (self, totals->disagree + totals->block + totals->objections);
}

static const Judge judges[] = {
  [MOOT_DECISION_RULE_MAJORITY_SIMPLE] = judge_majority_simple,
  [MOOT_DECISION_RULE_MAJORITY_CAST] = judge_majority_cast,
  [MOOT_DECISION_RULE_MAJORITY_ABSOLUTE] = judge_majority_absolute,
  [MOOT_DECISION_RULE_SUPERMAJORITY] = judge_supermajority,
  [MOOT_DECISION_RULE_CONSENT] = judge_consent,
  [MOOT_DECISION_RULE_CONSENSUS_OVERRIDE] = judge_consensus_override,
  [MOOT_DECISION_RULE_LAZY] = judge_lazy,
};

static void
say_quorum (MootVerdict          *self,
            MootQuorumKind        kind,
            gboolean              ok,
            const MootVoteTotals *totals)
{
  gint64 cast = moot_vote_totals_get_cast (totals);

  switch (kind)
    {
    case MOOT_QUORUM_NONE:
      break;
    case MOOT_QUORUM_CAST:
      SET_NUMBERS (add_check (self, ok, MOOT_SENTENCE_QUORUM),
                   cast, totals->eligible, self->quorum_required);
      break;
    case MOOT_QUORUM_YES:
      SET_NUMBERS (add_check (self, ok, MOOT_SENTENCE_QUORUM_YES),
                   totals->agree, totals->eligible, self->quorum_required);
      break;
    case MOOT_QUORUM_COUNT:
      SET_NUMBERS (add_check (self, ok, MOOT_SENTENCE_QUORUM_COUNT),
                   cast, self->quorum_required);
      break;
    case MOOT_QUORUM_YES_COUNT:
      SET_NUMBERS (add_check (self, ok, MOOT_SENTENCE_QUORUM_YES_COUNT),
                   totals->agree, self->quorum_required);
      break;
    }
}

static void
judge_quorum (MootVerdict             *self,
              const MootDecisionClass *decision,
              const MootVoteTotals    *totals)
{
  MootQuorumKind kind = decision->quorum.kind;
  gboolean counts_yes = kind == MOOT_QUORUM_YES || kind == MOOT_QUORUM_YES_COUNT;
  gint64 n = counts_yes ? totals->agree : moot_vote_totals_get_cast (totals);
  gboolean reached;
  gboolean exhausted = totals->extensions >= decision->max_extensions;

  self->quorum_required = moot_quorum_get_required (&decision->quorum, totals->eligible);
  reached = n >= self->quorum_required;

  if (totals->eligible == 0)
    {
      self->quorum_reached = FALSE;
      add_check (self, FALSE, MOOT_SENTENCE_NOBODY_ELIGIBLE);
    }
  else if (!reached && decision->decides_after_extension && exhausted)
    {
      self->quorum_reached = TRUE;
      SET_NUMBERS (add_check (self, TRUE, MOOT_SENTENCE_QUORUM_WAIVED),
                   moot_vote_totals_get_cast (totals), totals->eligible, self->quorum_required);
    }
  else
    {
      self->quorum_reached = reached;
      self->may_extend = !reached && !exhausted;
      say_quorum (self, kind, reached, totals);
    }
}

static gboolean
check_totals (const MootVoteTotals  *totals,
              GError               **error)
{
  const gint64 counts[] = { totals->eligible, totals->agree, totals->abstain,
                            totals->disagree, totals->block, totals->objections };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] < 0 || counts[i] > MOOT_VOTES_MAX)
      {
        g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE,
                     "a count of %" G_GINT64_FORMAT " people is out of range", counts[i]);
        return FALSE;
      }

  if (moot_vote_totals_get_cast (totals) > totals->eligible)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "%" G_GINT64_FORMAT " ballots from a roll of %" G_GINT64_FORMAT,
                   moot_vote_totals_get_cast (totals), totals->eligible);
      return FALSE;
    }

  return TRUE;
}

/**
 * moot_verdict_new:
 * @decision: what the bylaws say about this sort of decision
 * @totals: the votes
 * @error: return location
 *
 * Decides about one proposal and says why.
 *
 * The quorum comes first: without it the result is %MOOT_VERDICT_NOT_QUORATE whatever the votes
 * say, but their check is still made and shown.
 *
 * Spec: governance rules, decision rules for yes/no proposals.
 * Errors: %MOOT_ERROR_INVALID for a rule that picks among options, an invalid class, or more
 * ballots than people; %MOOT_ERROR_TOO_LARGE for a count beyond %MOOT_VOTES_MAX.
 *
 * Returns: (transfer full): the verdict
 */
MootVerdict *
moot_verdict_new (const MootDecisionClass  *decision,
                  const MootVoteTotals     *totals,
                  GError                  **error)
{
  g_autoptr (MootVerdict) self = NULL;
  MootVerdictResult result;

  g_return_val_if_fail (decision != NULL && totals != NULL, NULL);

  if (!moot_decision_class_validate (decision, error) || !check_totals (totals, error))
    return NULL;

  if (!moot_decision_rule_is_yes_no (decision->rule))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "rule '%s' does not decide about yes and no",
                   moot_decision_rule_to_text (decision->rule));
      return NULL;
    }

  self = g_new0 (MootVerdict, 1);
  judge_quorum (self, decision, totals);
  result = judges[decision->rule](self, decision, totals);
  self->result = self->quorum_reached ? result : MOOT_VERDICT_NOT_QUORATE;

  return g_steal_pointer (&self);
}

/**
 * moot_verdict_new_for_quorum:
 * @decision: what the bylaws say about this sort of decision
 * @totals: the votes; only how many there are matters
 * @error: return location
 *
 * The first half of a verdict, for what is decided among several options.
 *
 * Errors: as moot_verdict_new().
 *
 * Returns: (transfer full): a verdict that knows of the quorum only
 */
MootVerdict *
moot_verdict_new_for_quorum (const MootDecisionClass  *decision,
                             const MootVoteTotals     *totals,
                             GError                  **error)
{
  MootVerdict *self;

  g_return_val_if_fail (decision != NULL && totals != NULL, NULL);

  if (!moot_decision_class_validate (decision, error) || !check_totals (totals, error))
    return NULL;

  self = g_new0 (MootVerdict, 1);
  judge_quorum (self, decision, totals);
  return self;
}

/**
 * moot_verdict_free:
 * @self: (nullable): a verdict
 *
 * Frees a verdict.
 */
void
moot_verdict_free (MootVerdict *self)
{
  g_free (self);
}

MOOT_DEFINE_WORDS (moot_verdict_result, MootVerdictResult, result_names)

/**
 * moot_vote_totals_get_cast:
 * @self: the votes
 *
 * All ballots, abstentions too.
 *
 * Returns: a number of ballots
 */
gint64
moot_vote_totals_get_cast (const MootVoteTotals *self)
{
  return moot_vote_totals_get_votes (self) + self->abstain;
}

/**
 * moot_vote_totals_get_votes:
 * @self: the votes
 *
 * The ballots for or against.
 *
 * Returns: a number of ballots
 */
gint64
moot_vote_totals_get_votes (const MootVoteTotals *self)
{
  return self->agree + self->disagree + self->block;
}
