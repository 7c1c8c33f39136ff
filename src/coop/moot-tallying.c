/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Counting.  The node only carries ballots to the rules and words back; every member's app can
 * fetch the same ballots and count them with the same rules.
 * Spec: co-op API, Tally.
 * Thread: the connection's. */
#include "moot-tallying.h"

#include "config.h"

#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-elections.h"
#include "moot-json.h"
#include "moot-option-count.h"
#include "moot-papers.h"
#include "moot-proposal-kinds.h"
#include "moot-proposal-store.h"
#include "moot-proposals.h"
#include "moot-ranked-tally.h"
#include "moot-vote-count.h"
#include "moot-voting.h"

/* Ids as texts, in the order of ballots: [["ballot","member",[["option",value]]],…]. */
static char *
hash_ballots (GPtrArray *choices)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  for (guint i = 0; i < choices->len; i++)
    {
      const MootChoiceRecord *choice = g_ptr_array_index (choices, i);
      const MootChoiceRecord *next =
        i + 1 < choices->len ? g_ptr_array_index (choices, i + 1) : NULL;
      const MootChoiceRecord *last = i > 0 ? g_ptr_array_index (choices, i - 1) : NULL;

      if (last == NULL || last->ballot_id != choice->ballot_id)
        {
          g_autofree char *ballot = g_strdup_printf ("%" G_GINT64_FORMAT, choice->ballot_id);
          g_autofree char *member = g_strdup_printf ("%" G_GINT64_FORMAT, choice->member_id);

          moot_json_begin_array (&json);
          moot_json_add_string (&json, ballot);
          moot_json_add_string (&json, member);
          moot_json_begin_array (&json);
        }
      g_string_append_printf (json.text, "%s[\"%" G_GINT64_FORMAT "\",%" G_GINT64_FORMAT "]",
                              json.separate ? "," : "", choice->option_id, choice->value);
      json.separate = TRUE;
      if (next == NULL || next->ballot_id != choice->ballot_id)
        {
          moot_json_end_array (&json);
          moot_json_end_array (&json);
        }
    }
  moot_json_end_array (&json);
  return moot_sha256_hex (json.text->str, json.text->len);
}

static gboolean
count_votes (GPtrArray      *choices,
             gint64          eligible,
             MootVoteCount  *out_count,
             GError        **error)
{
  g_autoptr (GArray) votes = g_array_sized_new (FALSE, FALSE, sizeof (MootVote), choices->len);

  for (guint i = 0; i < choices->len; i++)
    {
      const MootChoiceRecord *choice = g_ptr_array_index (choices, i);
      MootVote vote = { .member_id = choice->member_id, .ballot_id = choice->ballot_id };

      if (!moot_vote_choice_from_text (choice->key, &vote.choice))
        return moot_coop_refuse (error, MOOT_COOP_ERROR_KIND, NULL, "'%s' cannot be counted here",
                                 choice->key);
      g_array_append_val (votes, vote);
    }
  return moot_vote_count_run ((const MootVote *) (gconstpointer) votes->data, votes->len, eligible,
                              out_count, error);
}

static void
fill_vote (GPtrArray           *options,
           const MootVoteCount *count,
           MootTally           *tally)
{
  for (guint i = 0; i < options->len; i++)
    {
      const MootOptionRecord *option = g_ptr_array_index (options, i);
      MootTallyOption *line;
      MootVoteChoice choice;

      if (!moot_vote_choice_from_text (option->key, &choice) || choice == MOOT_VOTE_ABSTAIN)
        continue;
      line = g_object_new (MOOT_TYPE_TALLY_OPTION, NULL);
      line->option_id = g_strdup_printf ("%" G_GINT64_FORMAT, option->id);
      line->votes = count->choices[choice];
      line->percent_votes = moot_vote_count_dup_percent_votes (count, choice);
      line->percent_cast = moot_vote_count_dup_percent_cast (count, choice);
      g_ptr_array_add (tally->options, line);
    }
}

static void
fill_checks (const MootVerdict *verdict,
             MootTally         *tally)
{
  for (guint i = 0; i < verdict->n_checks; i++)
    {
      const MootCheck *from = &verdict->checks[i];
      MootTallyCheck *check = g_object_new (MOOT_TYPE_TALLY_CHECK, NULL);
      g_auto (MootJsonWriter) numbers = MOOT_JSON_WRITER_INIT;

      check->id = g_strdup (from->id);
      check->ok = from->ok;
      check->text = moot_check_dup_text (from, NULL);
      check->key = g_strdup (moot_sentence_get_key (from->sentence));
      moot_json_begin_array (&numbers);
      for (guint n = 0; n < moot_sentence_get_n_numbers (from->sentence); n++)
        moot_json_add_int (&numbers, from->numbers[n]);
      moot_json_end_array (&numbers);
      check->numbers = moot_json_writer_steal (&numbers);
      g_ptr_array_add (tally->checks, check);
    }
}

/* Kind `proposal`. */
static MootVerdict *
count_proposal (const MootCoopContext     *context,
                const MootProposalRecord  *proposal,
                const MootDecisionClass   *decision,
                GPtrArray                 *options,
                GPtrArray                 *choices,
                MootTally                 *tally,
                GError                   **error)
{
  MootVoteTotals totals;
  MootVoteCount count = { 0 };

  if (!count_votes (choices, proposal->eligible_count, &count, error))
    return NULL;
  fill_vote (options, &count, tally);
  tally->cast = count.cast;
  tally->abstain = count.choices[MOOT_VOTE_ABSTAIN];
  moot_vote_count_get_totals (&count, &totals);
  totals.extensions = (int) proposal->extensions;
  return moot_verdict_new (decision, &totals, error);
}

/* Several options --------------------------------------------------------------------------------
 */

/** moot_tallying_read_votes: (transfer full) (element-type MootOptionVote): what ballots say */
GArray *
moot_tallying_read_votes (GPtrArray *options,
                          GPtrArray *choices)
{
  GArray *votes = g_array_sized_new (FALSE, FALSE, sizeof (MootOptionVote), choices->len);

  for (guint i = 0; i < choices->len; i++)
    {
      const MootChoiceRecord *choice = g_ptr_array_index (choices, i);
      MootOptionVote vote = { choice->ballot_id, -1, choice->value };

      for (guint j = 0; j < options->len; j++)
        if (((const MootOptionRecord *) g_ptr_array_index (options, j))->id == choice->option_id)
          vote.option = j;
      g_array_append_val (votes, vote);
    }
  return votes;
}

static void
fill_lines (GPtrArray             *options,
            const MootOptionCount *count,
            const MootKindLimits  *limits,
            MootTally             *tally)
{
  for (guint place = 0; place < count->n_options; place++)
    {
      const guint i = count->order[place];
      const MootOptionRecord *option = g_ptr_array_index (options, i);
      MootTallyOption *line = g_object_new (MOOT_TYPE_TALLY_OPTION, NULL);

      line->option_id = g_strdup_printf ("%" G_GINT64_FORMAT, option->id);
      line->votes = count->lines[i].votes;
      line->percent_cast = moot_percent_format (count->lines[i].votes, count->cast);
      line->score = moot_option_count_get_score (count, limits->kind, i);
      line->refusals = count->lines[i].refusals;
      if (limits->kind == MOOT_ASK_SCORE)
        line->mean = moot_option_count_dup_mean (count, i);
      line->rank = place + 1;
      line->chosen = place < count->n_winners && moot_decision_kind_decides (limits->kind);
      g_ptr_array_add (tally->options, line);
    }
}

static MootVerdict *
count_options (const MootCoopContext     *context,
               const MootProposalRecord  *proposal,
               const MootDecisionClass   *decision,
               GPtrArray                 *options,
               GPtrArray                 *choices,
               MootTally                 *tally,
               GError                   **error)
{
  const gboolean is_election = g_strcmp0 (proposal->class, MOOT_ELECTION_CLASS) == 0;
  g_autoptr (GArray) votes = moot_tallying_read_votes (options, choices);
  MootKindLimits limits;
  MootOptionCount count;

  if (!moot_proposal_kinds_load_limits (proposal, options->len, &limits, error) ||
      !moot_option_count_run (&limits, (const MootOptionVote *) (gconstpointer) votes->data,
                              votes->len, proposal->cast_count, proposal->eligible_count, &count,
                              error) ||
      (moot_decision_kind_has_stages (limits.kind) &&
       !moot_ranked_tally_count (context, proposal->id, &limits, decision->rule, options, votes,
                                 &count, tally, error)))
    return NULL;
  if (tally->final && moot_option_count_asks_lot (&count, limits.kind, is_election) &&
      !moot_ranked_tally_draw (context, proposal->id, &limits, options, &count, tally, error))
    return NULL;
  fill_lines (options, &count, &limits, tally);
  tally->cast = count.cast;
  return moot_option_count_judge (&count, &limits, decision, (int) proposal->extensions, error);
}

/**
 * moot_tallying_count:
 * @context: a context
 * @proposal: a proposal that is or was open
 * @as_of: the time the count is for
 * @final: whether no more votes can come
 * @out_verdict: (out) (transfer full): what the rules say
 * @error: return location
 *
 * Returns: (transfer full): the count
 */
MootTally *
moot_tallying_count (const MootCoopContext     *context,
                     const MootProposalRecord  *proposal,
                     gint64                     as_of,
                     gboolean                   final,
                     MootVerdict              **out_verdict,
                     GError                   **error)
{
  const gboolean yes_no = g_strcmp0 (proposal->kind, "proposal") == 0;
  g_autoptr (MootTally) tally = g_object_new (MOOT_TYPE_TALLY, NULL);
  g_autoptr (MootVerdict) verdict = NULL;
  g_autoptr (GPtrArray) options = NULL;
  g_autoptr (GPtrArray) choices = NULL;
  MootDecisionClass decision;

  if (!moot_proposal_kinds_load_class (context->db, proposal, &decision, error))
    return NULL;
  options = moot_proposal_store_list_options (context->db, proposal->id, error);
  choices = options != NULL
              ? moot_papers_list_choices (context, proposal, options, error)
              : NULL;
  if (choices == NULL)
    return NULL;
  tally->final = final;
  verdict = (yes_no ? count_proposal : count_options) (context, proposal, &decision, options,
                                                       choices, tally, error);
  if (verdict == NULL)
    return NULL;
  tally->proposal_id = g_strdup_printf ("%" G_GINT64_FORMAT, proposal->id);
  tally->as_of = as_of;
  tally->eligible = proposal->eligible_count;
  tally->quorum = g_object_new (MOOT_TYPE_TALLY_QUORUM, NULL);
  tally->quorum->required = verdict->quorum_required;
  tally->quorum->reached = verdict->quorum_reached;
  if (verdict->result != MOOT_VERDICT_COUNTED)
    tally->verdict = g_strdup (moot_verdict_result_to_text (verdict->result));
  fill_checks (verdict, tally);
  tally->ballots_sha256 = moot_papers_are_used (proposal)
                            ? moot_papers_dup_digest_of (context->db, proposal->id, error)
                            : hash_ballots (choices);
  if (tally->ballots_sha256 == NULL)
    return NULL;
  tally->computed_by = g_strdup ("folkmoot " MOOT_VERSION);
  *out_verdict = g_steal_pointer (&verdict);
  return g_steal_pointer (&tally);
}

/**
 * moot_tallying_load:
 * @context: a context
 * @viewer: a member
 * @proposal_id: a proposal
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _STATE before the vote, _HIDDEN while it is not to be seen.
 *
 * Returns: (transfer full): the final count as it was made, or how it stands now
 */
MootTally *
moot_tallying_load (const MootCoopContext  *context,
                    const MootActor        *viewer,
                    gint64                  proposal_id,
                    GError                **error)
{
  g_autoptr (MootProposalRecord) proposal = NULL;
  g_autoptr (MootVerdict) verdict = NULL;
  gboolean visible = FALSE;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  proposal = moot_proposals_find (context, viewer, proposal_id, error);
  if (proposal == NULL ||
      !moot_voting_may_see_results (context, proposal, viewer->id, &visible, error))
    return NULL;
  if (proposal->tally != NULL)
    return moot_entity_from_text (MOOT_TYPE_TALLY, proposal->tally, error);
  if (!g_str_equal (proposal->state, "open"))
    moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "there is nothing to count");
  else if (!visible)
    moot_coop_refuse (error, MOOT_COOP_ERROR_HIDDEN, NULL, "the count is not visible yet");
  else
    return moot_tallying_count (context, proposal, context->now, FALSE, &verdict, error);
  return NULL;
}
