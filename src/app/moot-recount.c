/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Counts the ballots again, on the member's own computer, with the rules the node counts with, and
 * compares.  Nothing of the server's tally goes into our numbers.
 * Thread: any. */
#include "moot-recount.h"

#include <string.h>

#include "moot-bylaws-json.h"
#include "moot-decision-text.h"
#include "moot-json.h"
#include "moot-option-count.h"
#include "moot-proposal-limits.h"
#include "moot-ranked-count.h"

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
  if (class != NULL &&
      (class->rule == decision->rule || g_strcmp0 (proposal->kind, "proposal") != 0))
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

/* Several options ---------------------------------------------------------------------------- */

static GArray *
read_option_votes (MootProposal *proposal,
                   GPtrArray    *ballots)
{
  g_autoptr (GArray) votes = g_array_new (FALSE, FALSE, sizeof (MootOptionVote));
  g_autoptr (GHashTable) voters = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ballots->len; i++)
    {
      MootBallot *ballot = g_ptr_array_index (ballots, i);

      /* one ballot each; a server that shows two of somebody cannot be counted after */
      if (ballot->member_id == NULL || !g_hash_table_add (voters, ballot->member_id))
        return NULL;
      for (guint j = 0; j < ballot->choices->len; j++)
        {
          const MootBallotChoice *choice = g_ptr_array_index (ballot->choices, j);
          const MootOptionVote vote = { i + 1,
                                        moot_proposal_limits_find (proposal, choice->option_id),
                                        choice->value };

          g_array_append_val (votes, vote);
        }
    }
  return g_steal_pointer (&votes);
}

static gboolean
same_lines (MootProposal          *proposal,
            MootTally             *tally,
            const MootOptionCount *count,
            const MootKindLimits  *limits)
{
  if (tally->options->len != count->n_options || tally->cast != count->cast)
    return FALSE;
  for (guint i = 0; i < tally->options->len; i++)
    {
      const MootTallyOption *line = g_ptr_array_index (tally->options, i);
      const int option = moot_proposal_limits_find (proposal, line->option_id);

      if (option < 0 || line->votes != count->lines[option].votes ||
          line->refusals != count->lines[option].refusals ||
          line->score != moot_option_count_get_score (count, limits->kind, (guint) option) ||
          count->order[i] != (guint) option)
        return FALSE;
    }
  return TRUE;
}

/* The same stages from the same lot, which must be that of this vote. */
static gboolean
same_stages (const MootRankedCount *ranked,
             const char *const     *ids,
             MootTally             *tally)
{
  g_autofree char *ours = moot_ranked_count_write (ranked, ids);
  g_autoptr (JsonNode) left = ours != NULL ? moot_json_parse (ours, -1, NULL) : NULL;
  g_autoptr (JsonNode) right = tally->stv != NULL ? moot_json_parse (tally->stv, -1, NULL) : NULL;

  return left == NULL || right == NULL ? left == right : json_node_equal (left, right);
}

static GStrv
dup_ids (MootProposal *proposal)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < proposal->options->len; i++)
    g_strv_builder_add (ids, MOOT_PROPOSAL_OPTION (g_ptr_array_index (proposal->options, i))->id);
  return g_strv_builder_end (ids);
}

/* Stages and who has won, for kinds that have them. */
static gboolean
recount_stages (MootProposal         *proposal,
                MootTally            *tally,
                const MootKindLimits *limits,
                MootDecisionRule      rule,
                GArray               *votes,
                MootOptionCount      *count,
                gboolean             *out_same)
{
  g_auto (GStrv) ids = dup_ids (proposal);
  g_autoptr (MootRankedCount) ranked = NULL;
  MootLot lot = { 0 };

  *out_same = TRUE;
  if (!moot_decision_kind_has_stages (limits->kind))
    return TRUE;
  if (!moot_ranked_count_read_lot (tally->stv, proposal->uri, &lot) && votes->len > 0)
    return FALSE;
  ranked = moot_ranked_count_run (limits, rule, (const MootOptionVote *) (gpointer) votes->data,
                                  votes->len, (const char *const *) ids, &lot, count, NULL);
  *out_same = ranked != NULL && same_stages (ranked, (const char *const *) ids, tally);
  return ranked != NULL;
}

/* Who is equal for the last seat, once the lot has told them apart. */
static gboolean
recount_lot (MootProposal         *proposal,
             MootTally            *tally,
             const MootKindLimits *limits,
             MootOptionCount      *count)
{
  const gboolean is_election = g_strcmp0 (proposal->class, "election") == 0;
  g_autoptr (JsonNode) node =
    tally->lot != NULL ? moot_json_parse (tally->lot, -1, NULL) : NULL;
  g_auto (GStrv) ids = dup_ids (proposal);
  guint order[MOOT_OPTIONS_MAX];
  MootLot lot;

  if (!tally->final || !moot_option_count_asks_lot (count, limits->kind, is_election))
    return tally->lot == NULL;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) ||
      !moot_lot_read (json_node_get_object (node), proposal->uri, &lot))
    return FALSE;
  moot_lot_draw (&lot.seed, (const char *const *) ids, count->n_options, order);
  moot_option_count_draw (count, limits, order);
  return TRUE;
}

static void
recount_options (MootRecount  *self,
                 MootProposal *proposal,
                 MootCoop     *coop,
                 MootTally    *tally,
                 GPtrArray    *ballots)
{
  g_autoptr (GArray) votes = read_option_votes (proposal, ballots);
  MootDecisionClass decision;
  MootKindLimits limits;
  MootOptionCount count;
  const char *verdict;
  gboolean same = FALSE;

  if (votes == NULL || !moot_proposal_limits_read (proposal, &limits) ||
      !moot_decision_text_read_class (proposal, &decision) ||
      !moot_option_count_run (&limits, (const MootOptionVote *) (gpointer) votes->data, votes->len,
                              ballots->len, tally->eligible, &count, NULL))
    return;
  add_extensions (&decision, proposal, coop);
  moot_decision_class_adapt (&decision, limits.kind);
  if (!recount_stages (proposal, tally, &limits, decision.rule, votes, &count, &same))
    return;
  same &= recount_lot (proposal, tally, &limits, &count);
  self->verdict =
    moot_option_count_judge (&count, &limits, &decision, (int) proposal->extensions, NULL);
  if (self->verdict == NULL)
    return;
  verdict = self->verdict->result != MOOT_VERDICT_COUNTED
              ? moot_verdict_result_to_text (self->verdict->result)
              : NULL;
  self->result = same && same_lines (proposal, tally, &count, &limits) &&
                     g_strcmp0 (verdict, tally->verdict) == 0
                   ? MOOT_RECOUNT_AGREES
                   : MOOT_RECOUNT_DIFFERS;
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
  g_autoptr (GArray) votes = NULL;
  MootVerdictResult theirs;

  self->result = MOOT_RECOUNT_IMPOSSIBLE;
  self->n_ballots = ballots->len;
  if (g_strcmp0 (proposal->kind, "proposal") != 0)
    {
      recount_options (self, proposal, coop, tally, ballots);
      return g_steal_pointer (&self);
    }
  votes = read_votes (proposal, ballots);
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
