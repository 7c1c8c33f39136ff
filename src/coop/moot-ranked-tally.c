/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Ranked ballots: their stages in the tally, and the papers themselves for other programs.  The
 * lot, which other ballots ask for too, comes from what scrutineers of an election have shown, else
 * from the log as it is before the vote is closed; everybody can look up both. Spec: co-op API,
 * Tally, STV form; governance rules, deterministic lot and BLT. Thread: the connection's. */
#include "moot-ranked-tally.h"

#include "moot-audit.h"
#include "moot-blt.h"
#include "moot-coop-error.h"
#include "moot-election-lot.h"
#include "moot-papers.h"
#include "moot-proposal-kinds.h"
#include "moot-proposal-store.h"
#include "moot-proposals.h"
#include "moot-ranked-count.h"
#include "moot-tallying.h"
#include "moot-voting.h"

static GStrv
dup_ids (GPtrArray *options)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < options->len; i++)
    {
      const MootOptionRecord *option = g_ptr_array_index (options, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, option->id);

      g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}

/* What ties of a vote are broken with, as far as it is known now. */
static gboolean
load_lot (const MootCoopContext  *context,
          gint64                  proposal_id,
          MootLot                *out_lot,
          GError                **error)
{
  g_autofree char *uri = moot_site_url (context->site, "/coop/p/%" G_GINT64_FORMAT, proposal_id);
  MootDigest root;
  gint64 size = 0;
  gint64 election = 0;

  if (!moot_audit_get_head (context->db, -1, &size, &root, error) ||
      !moot_election_store_find_by_proposal (context->db, proposal_id, &election, error))
    return FALSE;
  moot_lot_init (out_lot, uri, size, &root);
  return moot_election_lot_fill (context->db, election, out_lot, error);
}

/**
 * moot_ranked_tally_draw:
 * @context: a context
 * @proposal_id: what is counted
 * @limits: what its ballots may say
 * @options: (element-type MootOptionRecord): its options
 * @count: with a tie for the last seat, which the lot decides
 * @tally: gets the lot, so that everybody can draw it again
 * @error: return location
 *
 * Returns: whether it could be drawn
 */
gboolean
moot_ranked_tally_draw (const MootCoopContext  *context,
                        gint64                  proposal_id,
                        const MootKindLimits   *limits,
                        GPtrArray              *options,
                        MootOptionCount        *count,
                        MootTally              *tally,
                        GError                **error)
{
  g_auto (GStrv) ids = dup_ids (options);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  guint order[MOOT_OPTIONS_MAX];
  MootLot lot;

  if (!load_lot (context, proposal_id, &lot, error))
    return FALSE;
  moot_lot_draw (&lot.seed, (const char *const *) ids, options->len, order);
  moot_option_count_draw (count, limits, order);
  moot_lot_write (&lot, (const char *const *) ids, order, options->len, &json);
  tally->lot = moot_json_writer_steal (&json);
  return TRUE;
}

/**
 * moot_ranked_tally_count:
 * @context: a context
 * @proposal_id: what is counted
 * @limits: what its ballots may say
 * @rule: how they are counted
 * @options: (element-type MootOptionRecord): its options
 * @votes: (element-type MootOptionVote): what the ballots say
 * @count: from moot_option_count_run(); gets the order of options
 * @tally: gets the stages
 * @error: return location
 *
 * Returns: whether the ballots could be counted
 */
gboolean
moot_ranked_tally_count (const MootCoopContext  *context,
                         gint64                  proposal_id,
                         const MootKindLimits   *limits,
                         MootDecisionRule        rule,
                         GPtrArray              *options,
                         GArray                 *votes,
                         MootOptionCount        *count,
                         MootTally              *tally,
                         GError                **error)
{
  g_auto (GStrv) ids = dup_ids (options);
  g_autoptr (MootRankedCount) ranked = NULL;
  MootLot lot;

  if (!load_lot (context, proposal_id, &lot, error))
    return FALSE;
  ranked = moot_ranked_count_run (limits, rule,
                                  (const MootOptionVote *) (gconstpointer) votes->data, votes->len,
                                  (const char *const *) ids, &lot, count, error);
  if (ranked == NULL)
    return FALSE;
  tally->stv = moot_ranked_count_write (ranked, (const char *const *) ids);
  tally->blt_url = moot_site_url (context->site,
                                  "/api/coop/v1/proposals/%" G_GINT64_FORMAT "/blt", proposal_id);
  return TRUE;
}

static MootElection *
load_papers (const MootCoopContext     *context,
             const MootProposalRecord  *proposal,
             GPtrArray                 *options,
             GError                   **error)
{
  g_autoptr (GPtrArray) choices =
    options != NULL ? moot_papers_list_choices (context, proposal, options, error) : NULL;
  g_autoptr (GArray) votes = NULL;
  g_autoptr (MootElection) election = NULL;
  MootKindLimits limits;

  if (choices == NULL ||
      !moot_proposal_kinds_load_limits (proposal, options->len, &limits, error))
    return NULL;
  if (!moot_decision_kind_is_ranked (limits.kind))
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_KIND, "kind", "its ballots are not ranked");
      return NULL;
    }
  votes = moot_tallying_read_votes (options, choices);
  election = moot_ranked_count_new_election (
    &limits, (const MootOptionVote *) (gconstpointer) votes->data, votes->len, error);
  if (election == NULL)
    return NULL;
  for (guint i = 0; i < options->len; i++)
    moot_election_set_name (election, i,
                            ((const MootOptionRecord *) g_ptr_array_index (options, i))->title);
  election->title = g_strdup (proposal->title);
  return g_steal_pointer (&election);
}

/**
 * moot_ranked_tally_dup_blt:
 * @context: a context
 * @viewer: a member
 * @proposal_id: a proposal whose ballots are ranked
 * @error: return location
 *
 * The ballots as other counting programs read them: no voter's name, and in an order that says
 * nothing about who voted when.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _HIDDEN while it is not to be seen, _KIND.
 *
 * Returns: (transfer full): a BLT file
 */
char *
moot_ranked_tally_dup_blt (const MootCoopContext  *context,
                           const MootActor        *viewer,
                           gint64                  proposal_id,
                           GError                **error)
{
  g_autoptr (MootProposalRecord) proposal = NULL;
  g_autoptr (GPtrArray) options = NULL;
  g_autoptr (MootElection) election = NULL;
  gboolean visible = FALSE;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  proposal = moot_proposals_find (context, viewer, proposal_id, error);
  if (proposal == NULL ||
      !moot_voting_may_see_results (context, proposal, viewer->id, &visible, error))
    return NULL;
  if (!visible)
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_HIDDEN, NULL, "the ballots are not visible yet");
      return NULL;
    }
  options = moot_proposal_store_list_options (context->db, proposal_id, error);
  election = load_papers (context, proposal, options, error);
  return election != NULL ? moot_blt_write (election) : NULL;
}

/* Notes in @election who is left out; returns how many are. */
static guint
withdraw (MootElection *election,
          GPtrArray    *options,
          const GArray *left_out)
{
  guint n = 0;

  for (guint i = 0; i < options->len; i++)
    for (guint j = 0; j < left_out->len; j++)
      if (((const MootOptionRecord *) g_ptr_array_index (options, i))->id ==
          g_array_index (left_out, gint64, j))
        {
          election->withdrawn[i] = TRUE;
          n++;
        }
  return n;
}

/* As the vote itself was counted, ties by the same lot. */
static MootCount *
count_again (const MootCoopContext     *context,
             const MootProposalRecord  *proposal,
             MootElection              *election,
             GPtrArray                 *options,
             GError                   **error)
{
  g_autofree char *uri = moot_site_url (context->site, "/coop/p/%" G_GINT64_FORMAT, proposal->id);
  g_autoptr (MootTally) tally = moot_entity_from_text (MOOT_TYPE_TALLY, proposal->tally, error);
  g_auto (GStrv) ids = dup_ids (options);
  guint order[MOOT_OPTIONS_MAX];
  MootDecisionClass decision;
  MootCountRule rule;
  MootLot lot;

  if (tally == NULL || !moot_proposal_kinds_load_class (context->db, proposal, &decision, error))
    return NULL;
  if (!moot_ranked_count_find_rule (decision.rule, &rule) ||
      !moot_ranked_count_read_lot (tally->stv, uri, &lot))
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_KIND, NULL,
                        "its ballots do not say who comes next: call an election");
      return NULL;
    }
  moot_lot_draw (&lot.seed, (const char *const *) ids, options->len, order);
  return moot_count_new (election, rule,
                         MIN (election->n_seats, moot_election_count_standing (election)), order,
                         error);
}

/**
 * moot_ranked_tally_count_without:
 * @context: a context
 * @proposal_id: a vote that is decided
 * @left_out: (element-type gint64): options that count as if they had not been there
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_KIND for ballots that are not ranked, _STATE when nobody is left.
 *
 * Returns: (transfer full) (element-type gint64): the options elected then, in this order
 */
GArray *
moot_ranked_tally_count_without (const MootCoopContext  *context,
                                 gint64                  proposal_id,
                                 const GArray           *left_out,
                                 GError                **error)
{
  g_autoptr (MootProposalRecord) proposal =
    moot_proposals_find (context, NULL, proposal_id, error);
  g_autoptr (GPtrArray) options =
    proposal != NULL ? moot_proposal_store_list_options (context->db, proposal_id, error) : NULL;
  g_autoptr (MootElection) election =
    options != NULL ? load_papers (context, proposal, options, error) : NULL;
  g_autoptr (MootCount) count = NULL;
  GArray *elected;

  if (election == NULL)
    return NULL;
  if (withdraw (election, options, left_out) >= options->len)
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "nobody is left");
      return NULL;
    }
  count = count_again (context, proposal, election, options, error);
  if (count == NULL)
    return NULL;
  elected = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < count->elected->len; i++)
    {
      const MootOptionRecord *option =
        g_ptr_array_index (options, g_array_index (count->elected, guint, i));

      g_array_append_val (elected, option->id);
    }
  return elected;
}
