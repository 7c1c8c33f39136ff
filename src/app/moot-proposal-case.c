/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Loads a proposal with all that belongs to it, and recounts the vote.  Only the proposal itself
 * and the names must be there; what is not to be seen, or not there yet, is left out. Thread: a
 * worker while it loads, then whoever holds it. */
#include "moot-proposal-case.h"

#include <string.h>

#include "moot-account.h"
#include "moot-kept-paper.h"
#include "moot-proposal-stage.h"
#include "moot-vote-text.h"

#define FORMER_MEMBERS_MAX 50 /* voters who left since: their keys are asked for one by one */

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

/* Who voted and left is no longer among the members, and still has signed. */
static GHashTable *
find_voters (MootProposalCase *self,
             MootPageSource   *source,
             GPtrArray        *ballots,
             GCancellable     *cancellable)
{
  GHashTable *voters = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  guint n_asked = 0;

  for (guint i = 0; i < ballots->len; i++)
    {
      MootBallot *ballot = g_ptr_array_index (ballots, i);
      MootMember *member =
        ballot->member_id != NULL ? g_hash_table_lookup (self->names, ballot->member_id) : NULL;

      if (member != NULL)
        g_object_ref (member);
      else if (ballot->signature != NULL && ballot->member_id != NULL &&
               n_asked++ < FORMER_MEMBERS_MAX)
        member = moot_page_source_ask_entity (source, "member", MOOT_CALL_MEMBERSHIP,
                                              ballot->member_id, cancellable, NULL);
      if (member != NULL)
        g_hash_table_replace (voters, ballot->member_id, member);
    }
  return voters;
}

static void
check_signatures (MootProposalCase *self,
                  MootPageSource   *source,
                  GPtrArray        *ballots,
                  GCancellable     *cancellable)
{
  g_autoptr (GHashTable) voters = find_voters (self, source, ballots, cancellable);

  self->signatures = moot_signature_check_new (ballots, voters);
}

/* Of an anonymous vote only this computer knows how I voted, if it was this one. */
static void
load_kept (MootProposalCase *self,
           MootPageSource   *source,
           GCancellable     *cancellable)
{
  g_autoptr (MootKeptPaper) kept = NULL;

  if (source->secrets != NULL && source->account != NULL)
    kept = moot_kept_paper_load (source->secrets, source->account, self->proposal->id, cancellable,
                                 NULL);
  self->signature = MOOT_BALLOT_SIGNATURE_MISSING;
  if (kept == NULL)
    return;

  self->ballot = moot_kept_paper_to_ballot (kept, self->proposal->id);
  self->receipt = moot_receipt_check (source, self->ballot, TRUE, cancellable);
}

static void
load_own (MootProposalCase *self,
          MootPageSource   *source,
          GCancellable     *cancellable)
{
  self->ballot = moot_page_source_ask_entity (source, "ballot", MOOT_CALL_MY_BALLOT,
                                              self->proposal->id, cancellable, NULL);
  if (self->ballot == NULL)
    return;

  self->signature = moot_signature_check_one (self->ballot, self->me);
  self->receipt =
    moot_receipt_check (source, self->ballot, FALSE, cancellable);
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
  if (self->tally == NULL)
    return;

  if (moot_vote_text_has_papers (self->proposal))
    {
      self->papers = moot_paper_check_new (source, self->proposal, self->ballot, cancellable);
      if (self->papers != NULL)
        self->recount =
          moot_recount_new (self->proposal, self->coop, self->tally, self->papers->ballots);
      return;
    }
  if (self->proposal->anonymous)
    return;

  ballots = ask_list (source, "ballots", MOOT_CALL_BALLOTS, id, cancellable);
  if (ballots == NULL)
    return;

  self->recount = moot_recount_new (self->proposal, self->coop, self->tally, ballots);
  check_signatures (self, source, ballots, cancellable);
}

/* Accounts stand in an effect by their ids; people know them by their names. */
static void
name_account (JsonNode       *node,
              MootPageSource *source,
              GCancellable   *cancellable)
{
  JsonObject *effect = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *params = effect != NULL ? moot_json_get_object (effect, "params") : NULL;
  const char *id = params != NULL ? moot_json_get_string (params, "account_id") : NULL;
  g_autoptr (MootAccount) account =
    id != NULL ? moot_page_source_ask_entity (source, "account", MOOT_CALL_ACCOUNT, id,
                                              cancellable, NULL)
               : NULL;

  if (account != NULL && account->acct != NULL)
    json_object_set_string_member (params, "account_id", account->acct);
}

static void
name_accounts (MootProposal   *proposal,
               MootPageSource *source,
               GCancellable   *cancellable)
{
  g_autoptr (JsonNode) node =
    proposal->effect != NULL ? moot_json_parse (proposal->effect, -1, NULL) : NULL;

  if (node == NULL || strstr (proposal->effect, "account_id") == NULL)
    return;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    name_account (node, source, cancellable);
  else
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      name_account (json_array_get_element (json_node_get_array (node), i), source, cancellable);
  g_free (proposal->effect);
  proposal->effect = moot_json_node_to_text (node);
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

  moot_talk_send_waiting (source, cancellable);
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
      if (self->discussion != NULL)
        self->talk = moot_talk_load (source, self->discussion, cancellable, NULL);
    }
  if (proposal->my != NULL && proposal->my->voted)
    (moot_vote_text_has_papers (proposal) ? load_kept : load_own) (self, source, cancellable);
  if (!moot_proposal_stage_is_talk (proposal))
    count (self, source, cancellable);
  if (proposal->outcome_id != NULL)
    self->outcome = moot_page_source_ask_entity (source, "outcome", MOOT_CALL_OUTCOME,
                                                 proposal->outcome_id, cancellable, NULL);
  self->bylaws_change = moot_bylaws_change_load (source, proposal, cancellable);
  name_accounts (proposal, source, cancellable);
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
  g_clear_pointer (&self->talk, moot_talk_free);
  g_clear_object (&self->ballot);
  g_clear_object (&self->tally);
  g_clear_pointer (&self->recount, moot_recount_free);
  g_clear_pointer (&self->signatures, moot_signature_check_free);
  g_clear_pointer (&self->papers, moot_paper_check_free);
  g_clear_object (&self->outcome);
  g_clear_pointer (&self->bylaws_change, moot_bylaws_change_free);
  g_free (self);
}
