/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Counts the ballots about a proposal: agree, abstain, disagree, block.  A member may change their
 * vote, so ballots are never overwritten and the last of each member counts.
 * Thread: any. */
#include "moot-vote-count.h"

#include "moot-error.h"

static const char *const choice_names[MOOT_N_VOTE_CHOICES] = {
  "agree",
  "abstain",
  "disagree",
  "block",
};

static int
compare_votes (gconstpointer a,
               gconstpointer b,
               gpointer      unused)
{
  const MootVote *left = a;
  const MootVote *right = b;

  if (left->member_id != right->member_id)
    return left->member_id < right->member_id ? -1 : 1;

  return left->ballot_id < right->ballot_id ? -1 : left->ballot_id > right->ballot_id;
}

/**
 * moot_vote_count_run:
 * @ballots: (array length=n_ballots) (nullable): every ballot cast, in any order
 * @n_ballots: how many
 * @n_eligible: people on the roll
 * @out_count: (out caller-allocates): the count, untouched on failure
 * @error: return location
 *
 * Counts people, not ballots: of one member's ballots only the one with the highest id counts.
 * Whether a member was entitled to vote is the roll's question and settled before.
 *
 * Errors: %MOOT_ERROR_INVALID when more people voted than were entitled to;
 * %MOOT_ERROR_TOO_LARGE for a roll out of range.
 *
 * Returns: whether the ballots could be counted
 */
gboolean
moot_vote_count_run (const MootVote  *ballots,
                     gsize            n_ballots,
                     gint64           n_eligible,
                     MootVoteCount   *out_count,
                     GError         **error)
{
  g_autofree MootVote *sorted = NULL;
  MootVoteCount count = { .eligible = n_eligible };

  g_return_val_if_fail (ballots != NULL || n_ballots == 0, FALSE);
  g_return_val_if_fail (out_count != NULL, FALSE);

  if (n_eligible < 0 || n_eligible > MOOT_VOTES_MAX || n_ballots > (gsize) MOOT_VOTES_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE,
                   "%" G_GSIZE_FORMAT " ballots from a roll of %" G_GINT64_FORMAT
                   " are out of range",
                   n_ballots, n_eligible);
      return FALSE;
    }

  sorted = g_memdup2 (ballots, n_ballots * sizeof *ballots);
  if (n_ballots > 0)
    g_qsort_with_data (sorted, (int) n_ballots, sizeof *sorted, compare_votes, NULL);

  for (gsize i = 0; i < n_ballots; i++)
    {
      if (i + 1 < n_ballots && sorted[i + 1].member_id == sorted[i].member_id)
        continue;

      g_return_val_if_fail ((guint) sorted[i].choice < MOOT_N_VOTE_CHOICES, FALSE);
      count.choices[sorted[i].choice]++;
      count.cast++;
    }

  if (count.cast > n_eligible)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "%" G_GINT64_FORMAT " people voted, %" G_GINT64_FORMAT " were entitled to",
                   count.cast, n_eligible);
      return FALSE;
    }

  count.votes = count.cast - count.choices[MOOT_VOTE_ABSTAIN];
  *out_count = count;
  return TRUE;
}

/**
 * moot_vote_count_get_totals:
 * @self: a count
 * @out_totals: (out caller-allocates): what moot_verdict_new() takes
 *
 * Hands the count on; open objections and extensions, which ballots do not know, are 0.
 */
void
moot_vote_count_get_totals (const MootVoteCount *self,
                            MootVoteTotals      *out_totals)
{
  g_return_if_fail (self != NULL && out_totals != NULL);

  memset (out_totals, 0, sizeof *out_totals);
  out_totals->eligible = self->eligible;
  out_totals->agree = self->choices[MOOT_VOTE_AGREE];
  out_totals->abstain = self->choices[MOOT_VOTE_ABSTAIN];
  out_totals->disagree = self->choices[MOOT_VOTE_DISAGREE];
  out_totals->block = self->choices[MOOT_VOTE_BLOCK];
}

/**
 * moot_vote_count_dup_percent_votes:
 * @self: a count
 * @choice: agree, disagree or block
 *
 * The share of a choice in the votes for or against, for reading.
 *
 * Returns: (transfer full) (nullable): `77.42`, or %NULL for abstentions, which are not among them
 */
char *
moot_vote_count_dup_percent_votes (const MootVoteCount *self,
                                   MootVoteChoice       choice)
{
  g_return_val_if_fail (self != NULL && (guint) choice < MOOT_N_VOTE_CHOICES, NULL);

  if (choice == MOOT_VOTE_ABSTAIN)
    return NULL;

  return moot_percent_format (self->choices[choice], self->votes);
}

/**
 * moot_vote_count_dup_percent_cast:
 * @self: a count
 * @choice: any choice
 *
 * The share of a choice in all ballots, for reading.
 *
 * Returns: (transfer full): `72.73`
 */
char *
moot_vote_count_dup_percent_cast (const MootVoteCount *self,
                                  MootVoteChoice       choice)
{
  g_return_val_if_fail (self != NULL && (guint) choice < MOOT_N_VOTE_CHOICES, NULL);

  return moot_percent_format (self->choices[choice], self->cast);
}

MOOT_DEFINE_WORDS (moot_vote_choice, MootVoteChoice, choice_names)
