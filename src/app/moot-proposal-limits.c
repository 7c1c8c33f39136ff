/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the ballots of a proposal may say, as the server describes it.
 * Thread: any. */
#include "moot-proposal-limits.h"

/**
 * moot_proposal_limits_read:
 * @proposal: a proposal
 * @out_limits: (out): untouched on failure
 *
 * Returns: whether this version knows such ballots
 */
gboolean
moot_proposal_limits_read (MootProposal   *proposal,
                           MootKindLimits *out_limits)
{
  MootKindLimits limits;
  MootDecisionKind kind;

  g_return_val_if_fail (MOOT_IS_PROPOSAL (proposal) && out_limits != NULL, FALSE);

  if (!moot_decision_kind_from_text (proposal->kind, &kind) ||
      proposal->options->len > MOOT_OPTIONS_MAX)
    return FALSE;
  moot_kind_limits_init (&limits, kind, proposal->options->len);
  if (kind != MOOT_ASK_PROPOSAL)
    {
      limits.min_choices = proposal->min_choices;
      limits.max_choices = proposal->max_choices;
      limits.min_score = proposal->min_score;
      limits.max_score = proposal->max_score;
      limits.dots = proposal->dots;
      limits.seats = proposal->seats;
      limits.target = proposal->target;
    }
  if (!moot_kind_limits_validate (&limits, NULL))
    return FALSE;
  *out_limits = limits;
  return TRUE;
}

/**
 * moot_proposal_limits_find:
 * @proposal: a proposal
 * @option_id: (nullable): of one of its options
 *
 * Returns: which one, counted from 0; -1 for none
 */
int
moot_proposal_limits_find (MootProposal *proposal,
                           const char   *option_id)
{
  g_return_val_if_fail (MOOT_IS_PROPOSAL (proposal), -1);

  for (guint i = 0; option_id != NULL && i < proposal->options->len; i++)
    if (g_strcmp0 (MOOT_PROPOSAL_OPTION (g_ptr_array_index (proposal->options, i))->id,
                   option_id) == 0)
      return (int) i;
  return -1;
}
