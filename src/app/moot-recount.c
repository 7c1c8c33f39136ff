/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Counts the ballots again, on the member's own computer, with the rules the node counts with, and
 * compares.  Nothing of the server's tally goes into our numbers.
 * Thread: any. */
#include "moot-recount.h"

#include <string.h>

#include "moot-bylaws-json.h"
#include "moot-decision-text.h"

static const MootProposalOption *
find_option (MootProposal *proposal,
             const char   *option_id)
{
  for (guint i = 0; i < proposal->options->len; i++)
    {
      const MootProposalOption *option = g_ptr_array_index (proposal->options, i);

      if (g_strcmp0 (option->id, option_id) == 0)
        return option;
    }
  return NULL;
}

static gboolean
read_vote (MootProposal *proposal,
           MootBallot   *ballot,
           MootVote     *out_vote)
{
  const MootProposalOption *option;
  const MootBallotChoice *choice;

  if (ballot->choices->len != 1 || ballot->member_id == NULL)
    return FALSE;

  choice = g_ptr_array_index (ballot->choices, 0);
  option = find_option (proposal, choice->option_id);
  out_vote->member_id = g_ascii_strtoll (ballot->member_id, NULL, 10);
  out_vote->ballot_id = g_ascii_strtoll (ballot->id, NULL, 10);
  return option != NULL && choice->value == 1 &&
         moot_vote_choice_from_text (option->key, &out_vote->choice);
}

static GArray *
read_votes (MootProposal *proposal,
            GPtrArray    *ballots)
{
  g_autoptr (GArray) votes = g_array_new (FALSE, FALSE, sizeof (MootVote));

  for (guint i = 0; i < ballots->len; i++)
    {
      MootVote vote;

      if (!read_vote (proposal, g_ptr_array_index (ballots, i), &vote))
        return NULL;
      g_array_append_val (votes, vote);
    }
  return g_steal_pointer (&votes);
}

/* What happens after an extension stands in the bylaws only; the rule itself must be the same. */
static void
add_extensions (MootDecisionClass *decision,
                MootProposal      *proposal,
                MootCoop          *coop)
{
  g_autoptr (MootBylaws) bylaws = NULL;
  const MootDecisionClass *class;

  if (coop == NULL || coop->rules == NULL || proposal->class == NULL)
    return;

  bylaws = moot_bylaws_from_text (coop->rules, NULL);
  class = bylaws != NULL ? moot_bylaws_find_class (bylaws, proposal->class) : NULL;
  if (class != NULL && class->rule == decision->rule)
    {
      decision->extension_days = class->extension_days;
      decision->max_extensions = class->max_extensions;
      decision->decides_after_extension = class->decides_after_extension;
    }
}

static MootVerdict *
judge (const MootVoteCount *count,
       MootProposal        *proposal,
       MootCoop            *coop)
{
  MootDecisionClass decision;
  MootVoteTotals totals;

  if (!moot_decision_text_read_class (proposal, &decision))
    return NULL;

  add_extensions (&decision, proposal, coop);
  moot_vote_count_get_totals (count, &totals);
  totals.extensions = (int) proposal->extensions;
  return moot_verdict_new (&decision, &totals, NULL);
}

/* The server may leave out options nobody chose. */
static gboolean
same_votes (MootProposal        *proposal,
            MootTally           *tally,
            const MootVoteCount *count)
{
  gint64 theirs[MOOT_N_VOTE_CHOICES] = { 0 };

  theirs[MOOT_VOTE_ABSTAIN] = tally->abstain;
  for (guint i = 0; i < tally->options->len; i++)
    {
      const MootTallyOption *line = g_ptr_array_index (tally->options, i);
      const MootProposalOption *option = find_option (proposal, line->option_id);
      MootVoteChoice choice;

      if (option == NULL || !moot_vote_choice_from_text (option->key, &choice))
        return FALSE;
      theirs[choice] = line->votes;
    }
  return memcmp (theirs, count->choices, sizeof theirs) == 0 && tally->cast == count->cast;
}

/**
 * moot_recount_new:
 * @proposal: what was voted on
 * @coop: (nullable): whose bylaws say what happens after an extension
 * @tally: what the server counted
 * @ballots: (element-type MootBallot): the ballots it shows
 *
 * Counts @ballots and compares with @tally.
 *
 * Returns: (transfer full): the count
 */
MootRecount *
moot_recount_new (MootProposal *proposal,
                  MootCoop     *coop,
                  MootTally    *tally,
                  GPtrArray    *ballots)
{
  g_autoptr (MootRecount) self = g_new0 (MootRecount, 1);
  g_autoptr (GArray) votes = read_votes (proposal, ballots);
  MootVerdictResult theirs;

  self->result = MOOT_RECOUNT_IMPOSSIBLE;
  self->n_ballots = ballots->len;
  if (votes == NULL || !moot_vote_count_run ((const MootVote *) (gpointer) votes->data, votes->len,
                                             tally->eligible, &self->count, NULL))
    return g_steal_pointer (&self);

  self->verdict = judge (&self->count, proposal, coop);
  if (self->verdict == NULL || !moot_verdict_result_from_text (tally->verdict, &theirs))
    return g_steal_pointer (&self);

  self->result = same_votes (proposal, tally, &self->count) && theirs == self->verdict->result
                   ? MOOT_RECOUNT_AGREES
                   : MOOT_RECOUNT_DIFFERS;
  return g_steal_pointer (&self);
}

/**
 * moot_recount_free:
 * @self: (nullable): a count
 */
void
moot_recount_free (MootRecount *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->verdict, moot_verdict_free);
  g_free (self);
}
