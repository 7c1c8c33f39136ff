/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The kinds of questions a moot asks, and what a ballot may say to each.  The node refuses with
 * this what does not fit, and the app says so before it sends anything.
 * Thread: any.
 * Spec: governance rules, poll types and multi-option rules. */
#include "moot-decision-kind.h"

#include "moot-error.h"

/* clang-format off */
static const struct
{
  const char *text;
  gboolean decides;
  gboolean takes_options; /* the author writes them */
  MootDecisionRule rule;
} kinds[MOOT_N_KINDS] = {
  [MOOT_ASK_PROPOSAL] = { "proposal", TRUE,  FALSE, MOOT_DECISION_RULE_CONSENT  },
  [MOOT_ASK_CHECK]    = { "check",    FALSE, FALSE, MOOT_DECISION_RULE_APPROVAL },
  [MOOT_ASK_COUNT]    = { "count",    FALSE, FALSE, MOOT_DECISION_RULE_APPROVAL },
  [MOOT_ASK_QUESTION] = { "question", FALSE, FALSE, MOOT_DECISION_RULE_APPROVAL },
  [MOOT_ASK_CHOOSE]   = { "choose",   TRUE,  TRUE,  MOOT_DECISION_RULE_APPROVAL },
  [MOOT_ASK_APPROVAL] = { "approval", TRUE,  TRUE,  MOOT_DECISION_RULE_APPROVAL },
  [MOOT_ASK_SCORE]    = { "score",    TRUE,  TRUE,  MOOT_DECISION_RULE_SCORE    },
  [MOOT_ASK_DOT]      = { "dot",      TRUE,  TRUE,  MOOT_DECISION_RULE_DOT      },
  [MOOT_ASK_RANK]     = { "rank",     TRUE,  TRUE,  MOOT_DECISION_RULE_BORDA    },
  [MOOT_ASK_IRV]      = { "irv",      TRUE,  TRUE,  MOOT_DECISION_RULE_IRV      },
  [MOOT_ASK_STV]      = { "stv",      TRUE,  TRUE,  MOOT_DECISION_RULE_STV_SCOTTISH },
  [MOOT_ASK_SCHULZE]  = { "schulze",  TRUE,  TRUE,  MOOT_DECISION_RULE_SCHULZE  },
  [MOOT_ASK_TIME]     = { "time",     TRUE,  TRUE,  MOOT_DECISION_RULE_SCORE    },
};
/* clang-format on */

#define DEFAULT_SCORE 5
#define DEFAULT_DOTS 8
#define DEFAULT_TARGET 5
#define TIME_YES 2

/**
 * moot_decision_kind_to_text:
 * @kind: a kind
 *
 * Returns: (transfer none): what the API calls it
 */
const char *
moot_decision_kind_to_text (MootDecisionKind kind)
{
  g_return_val_if_fail ((guint) kind < MOOT_N_KINDS, NULL);

  return kinds[kind].text;
}

/**
 * moot_decision_kind_from_text:
 * @text: (nullable): what the API calls it
 * @out_kind: (out): the kind, untouched on failure
 *
 * Returns: whether there is such a kind
 */
gboolean
moot_decision_kind_from_text (const char       *text,
                              MootDecisionKind *out_kind)
{
  for (guint i = 0; i < MOOT_N_KINDS; i++)
    if (g_strcmp0 (kinds[i].text, text) == 0)
      {
        *out_kind = (MootDecisionKind) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * moot_decision_kind_decides:
 * @kind: a kind
 *
 * Returns: whether something is decided by it; the others only ask
 */
gboolean
moot_decision_kind_decides (MootDecisionKind kind)
{
  g_return_val_if_fail ((guint) kind < MOOT_N_KINDS, FALSE);

  return kinds[kind].decides;
}

/**
 * moot_decision_kind_takes_options:
 * @kind: a kind
 *
 * Returns: whether its author says what can be chosen
 */
gboolean
moot_decision_kind_takes_options (MootDecisionKind kind)
{
  g_return_val_if_fail ((guint) kind < MOOT_N_KINDS, FALSE);

  return kinds[kind].takes_options;
}

/**
 * moot_decision_kind_is_ranked:
 * @kind: a kind
 *
 * Returns: whether a ballot puts options in order
 */
gboolean
moot_decision_kind_is_ranked (MootDecisionKind kind)
{
  return kind == MOOT_ASK_RANK || moot_decision_kind_has_stages (kind);
}

/**
 * moot_decision_kind_has_stages:
 * @kind: a kind
 *
 * Returns: whether its ballots are counted as papers of an election, see moot_ranked_count_run()
 */
gboolean
moot_decision_kind_has_stages (MootDecisionKind kind)
{
  return kind == MOOT_ASK_IRV || kind == MOOT_ASK_STV || kind == MOOT_ASK_SCHULZE;
}

/**
 * moot_decision_kind_get_rule:
 * @kind: any kind but %MOOT_ASK_PROPOSAL, whose rule stands in the bylaws
 *
 * Returns: by what its options are put in order
 */
MootDecisionRule
moot_decision_kind_get_rule (MootDecisionKind kind)
{
  g_return_val_if_fail ((guint) kind < MOOT_N_KINDS, MOOT_DECISION_RULE_APPROVAL);

  return kinds[kind].rule;
}

/**
 * moot_kind_limits_init:
 * @self: limits
 * @kind: what is asked
 * @n_options: how many options there are
 *
 * What is usual for a kind.
 */
void
moot_kind_limits_init (MootKindLimits   *self,
                       MootDecisionKind  kind,
                       gint64            n_options)
{
  g_return_if_fail (self != NULL && (guint) kind < MOOT_N_KINDS);

  *self = (MootKindLimits){ .kind = kind, .n_options = n_options };
  self->min_choices = self->max_choices = 1;
  self->min_score = self->max_score = 1;
  self->seats = 1;
  if (kind == MOOT_ASK_QUESTION)
    self->min_choices = self->max_choices = 0;
  if (kind == MOOT_ASK_APPROVAL || kind == MOOT_ASK_SCORE || kind == MOOT_ASK_DOT ||
      moot_decision_kind_is_ranked (kind))
    self->max_choices = n_options;
  if (kind == MOOT_ASK_SCORE)
    {
      self->min_score = 0;
      self->max_score = DEFAULT_SCORE;
    }
  if (kind == MOOT_ASK_DOT)
    {
      self->min_score = 0;
      self->max_score = self->dots = DEFAULT_DOTS;
    }
  if (moot_decision_kind_is_ranked (kind))
    self->max_score = n_options;
  if (kind == MOOT_ASK_RANK)
    self->min_choices = MIN (2, n_options);
  if (kind == MOOT_ASK_TIME)
    {
      self->min_choices = self->max_choices = n_options;
      self->min_score = 0;
      self->max_score = TIME_YES;
    }
  if (kind == MOOT_ASK_COUNT)
    self->target = DEFAULT_TARGET;
}

/**
 * moot_kind_limits_validate:
 * @self: limits
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID, saying what is wrong.
 *
 * Returns: whether ballots within them can be counted
 */
gboolean
moot_kind_limits_validate (const MootKindLimits  *self,
                           GError               **error)
{
  const gboolean writes = moot_decision_kind_takes_options (self->kind);
  const gboolean several = writes && self->kind != MOOT_ASK_IRV;
  const struct
  {
    const char *name;
    gint64 value;
    gint64 low;
    gint64 high;
  } ranges[] = {
    { "options", self->n_options, writes ? 2 : 0, MOOT_OPTIONS_MAX },
    { "min_choices", self->min_choices, 0, self->n_options },
    { "max_choices", self->max_choices, self->min_choices, self->n_options },
    { "min_score", self->min_score, 0, self->max_score },
    { "max_score", self->max_score, 1, MOOT_SCORE_MAX },
    { "dots", self->dots, self->kind == MOOT_ASK_DOT ? 1 : 0, MOOT_DOTS_MAX },
    { "seats", self->seats, 1, MAX (1, several ? self->n_options - 1 : 1) },
    { "target", self->target, self->kind == MOOT_ASK_COUNT ? 1 : 0, G_MAXINT32 },
  };

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (ranges[i].value < ranges[i].low || ranges[i].value > ranges[i].high)
      {
        g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                     "'%s' must be between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT,
                     ranges[i].name, ranges[i].low, ranges[i].high);
        return FALSE;
      }
  return TRUE;
}

/* Ranks are 1, 2, 3, … without a gap, each given once. */
static gboolean
ranks_are_clear (const MootKindLimits *self,
                 const gint64         *values,
                 gint64                n_chosen)
{
  for (gint64 rank = 1; rank <= n_chosen; rank++)
    {
      guint n = 0;

      for (gint64 i = 0; i < self->n_options; i++)
        n += values[i] == rank;
      if (n != 1)
        return FALSE;
    }
  return TRUE;
}

/**
 * moot_kind_limits_check_ballot:
 * @self: valid limits
 * @values: (array): for each option its value, or %MOOT_OPTION_BLANK
 *
 * Returns: what is wrong with a ballot
 */
MootBallotProblem
moot_kind_limits_check_ballot (const MootKindLimits *self,
                               const gint64         *values)
{
  gint64 n_chosen = 0;
  gint64 sum = 0;

  g_return_val_if_fail (self != NULL && (values != NULL || self->n_options == 0),
                        MOOT_BALLOT_OUT_OF_RANGE);

  for (gint64 i = 0; i < self->n_options; i++)
    {
      if (values[i] == MOOT_OPTION_BLANK)
        continue;
      if (values[i] < self->min_score || values[i] > self->max_score)
        return self->kind == MOOT_ASK_DOT && values[i] > self->dots ? MOOT_BALLOT_TOO_MANY_DOTS
                                                                    : MOOT_BALLOT_OUT_OF_RANGE;
      n_chosen++;
      sum += values[i];
    }
  if (n_chosen < self->min_choices)
    return MOOT_BALLOT_TOO_FEW;
  if (n_chosen > self->max_choices)
    return MOOT_BALLOT_TOO_MANY;
  if (self->kind == MOOT_ASK_DOT && sum > self->dots)
    return MOOT_BALLOT_TOO_MANY_DOTS;
  if (moot_decision_kind_is_ranked (self->kind) && !ranks_are_clear (self, values, n_chosen))
    return MOOT_BALLOT_RANKS_UNCLEAR;
  return MOOT_BALLOT_FITS;
}

/**
 * moot_decision_class_adapt:
 * @self: a class of the bylaws
 * @kind: what is asked
 *
 * What a class means for another kind than a proposal: its options are put in order by the rule of
 * the kind, STV by Meek's method where the class says so, and what decides nothing needs neither a
 * quorum nor a discussion beforehand.
 */
void
moot_decision_class_adapt (MootDecisionClass *self,
                           MootDecisionKind   kind)
{
  g_return_if_fail (self != NULL);

  if (kind == MOOT_ASK_PROPOSAL)
    return;
  if (kind != MOOT_ASK_STV || self->rule != MOOT_DECISION_RULE_STV_MEEK)
    self->rule = moot_decision_kind_get_rule (kind);
  self->threshold = (MootRatio){ 0 };
  self->override = (MootRatio){ 0 };
  self->base = MOOT_DECISION_BASE_VOTES;
  if (moot_decision_kind_decides (kind))
    return;
  self->quorum = (MootQuorum){ .kind = MOOT_QUORUM_NONE };
  self->min_discussion_days = 0;
}
