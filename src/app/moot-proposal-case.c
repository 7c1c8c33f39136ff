/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Loads a proposal with all that belongs to it, and recounts the vote.  Only the proposal itself
 * and the names must be there; what is not to be seen, or not there yet, is left out. Thread: a
 * worker while it loads, then whoever holds it. */
#include "moot-proposal-case.h"

#include "moot-proposal-stage.h"

static GPtrArray *
ask_list (MootPageSource *source,
          const char     *prefix,
          MootCall        call,
          const char     *id,
          GCancellable   *cancellable)
{
  g_autofree char *name = g_strconcat (prefix, "-", id, NULL);

  return moot_page_source_ask_all (source, name, call, id, cancellable, NULL);
}

static void
count (MootProposalCase *self,
       MootPageSource   *source,
       GCancellable     *cancellable)
{
  const char *id = self->proposal->id;
  g_autoptr (GPtrArray) ballots = NULL;

  self->tally =
    moot_page_source_ask_entity (source, "tally", MOOT_CALL_TALLY, id, cancellable, NULL);
  if (self->tally == NULL || self->proposal->anonymous)
    return;

  ballots = ask_list (source, "ballots", MOOT_CALL_BALLOTS, id, cancellable);
  if (ballots != NULL)
    self->recount = moot_recount_new (self->proposal, self->coop, self->tally, ballots);
}

/**
 * moot_proposal_case_load:
 * @source: where documents come from
 * @id: of the proposal
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Thread: a worker.
 *
 * Returns: (transfer full): a #MootProposalCase
 */
gpointer
moot_proposal_case_load (MootPageSource  *source,
                         const char      *id,
                         GCancellable    *cancellable,
                         GError         **error)
{
  g_autoptr (MootProposalCase) self = g_new0 (MootProposalCase, 1);
  MootProposal *proposal;

  proposal =
    moot_page_source_ask_entity (source, "proposal", MOOT_CALL_PROPOSAL, id, cancellable, error);
  self->proposal = proposal;
  if (proposal == NULL)
    return NULL;
  self->names = moot_page_source_ask_names (source, cancellable, error);
  if (self->names == NULL)
    return NULL;

  self->coop =
    moot_page_source_ask_entity (source, "coop", MOOT_CALL_COOP, NULL, cancellable, NULL);
  self->me = moot_page_source_ask_entity (source, "membership", MOOT_CALL_MY_MEMBERSHIP, NULL,
                                          cancellable, NULL);
  if (proposal->discussion_id != NULL)
    {
      self->discussion =
        moot_page_source_ask_entity (source, "discussion", MOOT_CALL_DISCUSSION,
                                     proposal->discussion_id, cancellable, NULL);
      self->comments =
        ask_list (source, "comments", MOOT_CALL_COMMENTS, proposal->discussion_id, cancellable);
    }
  if (proposal->my != NULL && proposal->my->voted)
    self->ballot =
      moot_page_source_ask_entity (source, "ballot", MOOT_CALL_MY_BALLOT, id, cancellable, NULL);
  if (!moot_proposal_stage_is_talk (proposal))
    count (self, source, cancellable);
  if (proposal->outcome_id != NULL)
    self->outcome = moot_page_source_ask_entity (source, "outcome", MOOT_CALL_OUTCOME,
                                                 proposal->outcome_id, cancellable, NULL);
  return g_steal_pointer (&self);
}

/**
 * moot_proposal_case_free:
 * @self: (nullable): a case
 */
void
moot_proposal_case_free (MootProposalCase *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->proposal);
  g_clear_object (&self->coop);
  g_clear_object (&self->me);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_object (&self->discussion);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  g_clear_object (&self->ballot);
  g_clear_object (&self->tally);
  g_clear_pointer (&self->recount, moot_recount_free);
  g_clear_object (&self->outcome);
  g_free (self);
}
