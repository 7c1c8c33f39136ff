/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Named ballots: who is on the roll casts one, may change it until the end, and every ballot is in
 * the log as a commitment.
 * Spec: co-op API, Ballot.
 * Thread: the connection's. */
#include "moot-voting-private.h"

#include <string.h>

#include "moot-audit.h"
#include "moot-ballot-store.h"
#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-devices.h"
#include "moot-papers.h"
#include "moot-proposal-kinds.h"
#include "moot-proposal-store.h"
#include "moot-proposals.h"
#include "moot-texts.h"

#define SIGNATURE_MAX 4096 /* bytes of a signature with its payload */
#define VIA_MAX 40

static gboolean
check_open (const MootCoopContext     *context,
            const MootProposalRecord  *proposal,
            GError                   **error)
{
  if (g_str_equal (proposal->state, "open") && context->now < proposal->closes_at)
    return TRUE;
  if (g_str_equal (proposal->state, "open") || proposal->closed_at != 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_CLOSED, NULL, "the voting has ended");
  return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "the voting has not begun");
}

static gboolean
check_eligible (const MootCoopContext     *context,
                const MootActor           *actor,
                const MootProposalRecord  *proposal,
                GError                   **error)
{
  gboolean on_roll = FALSE;

  if (!moot_proposal_store_is_on_roll (context->db, proposal->id, actor->id, &on_roll, error))
    return FALSE;
  if (!on_roll)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_ELIGIBLE, NULL,
                             "you are not on the roll of this vote");
  /* who lapsed since then keeps the right; who left or was expelled does not */
  if (!(actor->rights & MOOT_RIGHT_READ))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_ELIGIBLE, NULL,
                             "your membership has ended");
  return TRUE;
}

static const MootOptionRecord *
find_option (GPtrArray *options,
             gint64     id)
{
  for (guint i = 0; i < options->len; i++)
    if (((const MootOptionRecord *) g_ptr_array_index (options, i))->id == id)
      return g_ptr_array_index (options, i);
  return NULL;
}

/* Some options ask why; a question is answered by nothing else. */
static gboolean
check_reason (const MootProposalRecord  *proposal,
              GPtrArray                 *options,
              GPtrArray                 *choices,
              const char                *reason,
              GError                   **error)
{
  if (reason != NULL && *reason != '\0')
    return TRUE;
  if (g_str_equal (proposal->kind, "question"))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_REASON_REQUIRED, "reason",
                             "a question needs an answer");
  for (guint i = 0; i < choices->len; i++)
    {
      const MootOptionRecord *option = find_option (
        options, ((const MootChoiceRecord *) g_ptr_array_index (choices, i))->option_id);

      if (g_str_equal (option->reason, "required"))
        return moot_coop_refuse (error, MOOT_COOP_ERROR_REASON_REQUIRED, "reason",
                                 "'%s' needs a reason", option->title);
    }
  return TRUE;
}

static GPtrArray *
read_choices (const MootProposalRecord  *proposal,
              GPtrArray                 *options,
              const MootBallotDraft     *draft,
              GError                   **error)
{
  g_autoptr (GPtrArray) choices = moot_proposal_kinds_read_ballot (
    proposal, options, draft->choices, draft->n_choices, error);

  return choices != NULL && check_reason (proposal, options, choices, draft->reason, error)
           ? g_steal_pointer (&choices)
           : NULL;
}

/** moot_voting_state_choices: @statement gets @choices, of MootChoiceRecord */
void
moot_voting_state_choices (GPtrArray           *choices,
                           MootBallotStatement *statement)
{
  for (guint i = 0; i < choices->len && i < G_N_ELEMENTS (statement->choices); i++)
    {
      const MootChoiceRecord *choice = g_ptr_array_index (choices, i);

      statement->choices[statement->n_choices++] =
        (MootStatedChoice){ choice->option_id, choice->value };
    }
}

static void
state_ballot (const MootBallotRecord *ballot,
              GPtrArray              *choices,
              MootBallotStatement    *out_statement)
{
  *out_statement = (MootBallotStatement){ .proposal_id = ballot->proposal_id,
                                          .version = ballot->proposal_version,
                                          .reason = ballot->reason_source,
                                          .at = ballot->cast_at };
  moot_voting_state_choices (choices, out_statement);
}

/**
 * moot_voting_dup_commitment:
 * @ballot: a ballot
 * @choices: (element-type MootChoiceRecord): what it says
 * @error: return location
 *
 * Returns: (transfer full): what the log has of it
 */
char *
moot_voting_dup_commitment (const MootBallotRecord  *ballot,
                            GPtrArray               *choices,
                            GError                 **error)
{
  g_autofree char *committed = NULL;
  MootBallotStatement statement;

  state_ballot (ballot, choices, &statement);
  committed = moot_ballot_statement_dup_committed (&statement, ballot->member_id,
                                                   ballot->signature, error);
  return committed != NULL ? moot_salted_commitment (ballot->salt, committed) : NULL;
}

/* Signed or not, as the bylaws of the proposal want it. */
static gboolean
check_signature (const MootCoopContext     *context,
                 const MootActor           *actor,
                 const MootProposalRecord  *proposal,
                 const MootBallotRecord    *ballot,
                 GPtrArray                 *choices,
                 GError                   **error)
{
  MootBallotStatement statement;
  MootDecisionClass decision;

  state_ballot (ballot, choices, &statement);
  if (!moot_ballot_store_count_of_member (context->db, proposal->id, actor->id, &statement.number,
                                          error) ||
      !moot_proposal_kinds_load_class (context->db, proposal, &decision, error))
    return FALSE;
  statement.number++;
  return moot_devices_check_ballot (context, actor, &statement, ballot->signature,
                                    decision.signed_ballots, error);
}

static MootBallotRecord *
make_ballot (const MootCoopContext    *context,
             const MootActor          *actor,
             const MootProposalRecord *proposal,
             const MootBallotDraft    *draft)
{
  MootBallotRecord *ballot = g_object_new (MOOT_TYPE_BALLOT_RECORD, NULL);

  ballot->proposal_id = proposal->id;
  ballot->member_id = actor->id;
  ballot->proposal_version = proposal->version;
  if (draft->reason != NULL && *draft->reason != '\0')
    {
      ballot->reason_source = moot_text_dup_trimmed (draft->reason);
      ballot->reason = moot_text_render (context->site, ballot->reason_source);
    }
  ballot->cast_at = context->now;
  ballot->via = g_strdup (draft->via != NULL ? draft->via : "api");
  ballot->signature = g_strdup (draft->signature);
  ballot->salt = moot_random_token ();
  return ballot;
}

static gboolean
write_ballot (const MootCoopContext  *context,
              MootBallotRecord       *ballot,
              GPtrArray              *choices,
              GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootBallotRecord) earlier =
    moot_ballot_store_find_latest (context->db, ballot->proposal_id, ballot->member_id, &local);
  g_autofree char *commitment = moot_voting_dup_commitment (ballot, choices, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  ballot->revised_from = earlier != NULL ? earlier->id : 0;
  return moot_ballot_store_retire (context->db, ballot->proposal_id, ballot->member_id, error) &&
         moot_audit_append (context,
                            &(MootAuditEvent){ .type = "vote.open",
                                               .subject_type = "proposal",
                                               .subject_id = ballot->proposal_id,
                                               .facts = { { "ballot_sha256", commitment, 0 } } },
                            &ballot->log_seq, error) &&
         moot_ballot_store_add (context->db, ballot, choices, error) &&
         moot_proposal_store_change_cast (context->db, ballot->proposal_id, earlier == NULL, error);
}

static gboolean
check_draft (const MootProposalRecord  *proposal,
             const MootBallotDraft     *draft,
             GError                   **error)
{
  if (draft->proposal_version == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_BLANK, "proposal_version",
                             "say which version you have read");
  if (draft->proposal_version != proposal->version)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_VERSION, "proposal_version",
                             "the text has changed: version %" G_GINT64_FORMAT " is voted on",
                             proposal->version);
  if (draft->signature != NULL && strlen (draft->signature) > SIGNATURE_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_LONG, "signature",
                             "a signature has %d bytes at most", SIGNATURE_MAX);
  return moot_text_check ("reason", draft->reason, MOOT_REASON_MAX, FALSE, error) &&
         moot_text_check ("via", draft->via, VIA_MAX, FALSE, error);
}

/**
 * moot_voting_accept:
 * @context: a context inside a transaction
 * @actor: who votes
 * @proposal: on what
 * @draft: the ballot
 * @error: return location
 *
 * Errors: those of moot_voting_cast() but signatures.
 *
 * Returns: (transfer full) (element-type MootChoiceRecord): what is chosen, when the vote is open,
 * the voter may vote, and the ballot is filled in as this vote wants it
 */
GPtrArray *
moot_voting_accept (const MootCoopContext     *context,
                    const MootActor           *actor,
                    const MootProposalRecord  *proposal,
                    const MootBallotDraft     *draft,
                    GError                   **error)
{
  g_autoptr (GPtrArray) options = NULL;

  if (!check_open (context, proposal, error) ||
      !check_eligible (context, actor, proposal, error) || !check_draft (proposal, draft, error))
    return NULL;
  options = moot_proposal_store_list_options (context->db, proposal->id, error);
  return options != NULL ? read_choices (proposal, options, draft, error) : NULL;
}

static gboolean
check_named (const MootProposalRecord  *proposal,
             GError                   **error)
{
  return !moot_papers_are_used (proposal) ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_BALLOT_LEVEL, NULL,
                           "this vote is anonymous: a ballot with a name is not taken");
}

/**
 * moot_voting_cast:
 * @context: a context inside a transaction
 * @actor: who votes
 * @proposal_id: on what
 * @draft: the ballot
 * @error: return location
 *
 * Casts a ballot, or replaces the one cast before.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _CLOSED, _STATE, _NOT_ELIGIBLE, _VERSION, _BLANK, _TOO_MANY,
 * _INVALID, _REASON_REQUIRED, _TOO_LONG, _SIGNATURE, _SIGNATURE_REQUIRED, _BALLOT_LEVEL for a vote
 * without names.
 *
 * Returns: the ballot's id, 0 on failure
 */
gint64
moot_voting_cast (const MootCoopContext  *context,
                  const MootActor        *actor,
                  gint64                  proposal_id,
                  const MootBallotDraft  *draft,
                  GError                **error)
{
  g_autoptr (MootProposalRecord) proposal =
    moot_proposals_find (context, actor, proposal_id, error);
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (MootBallotRecord) ballot = NULL;

  if (proposal == NULL || !check_named (proposal, error))
    return 0;
  choices = moot_voting_accept (context, actor, proposal, draft, error);
  if (choices == NULL)
    return 0;
  ballot = make_ballot (context, actor, proposal, draft);
  if (!check_signature (context, actor, proposal, ballot, choices, error) ||
      !write_ballot (context, ballot, choices, error))
    return 0;
  moot_coop_tell (context, "coop.ballot_count", proposal_id);
  return ballot->id;
}

/**
 * moot_voting_retract:
 * @context: a context inside a transaction
 * @actor: who voted
 * @proposal_id: on what
 * @error: return location
 *
 * Takes a ballot back.  It is kept and counts no more.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND when there is none, _CLOSED, _STATE, _NOT_ELIGIBLE,
 * _BALLOT_LEVEL for a vote without names.
 *
 * Returns: whether it was written
 */
gboolean
moot_voting_retract (const MootCoopContext  *context,
                     const MootActor        *actor,
                     gint64                  proposal_id,
                     GError                **error)
{
  g_autoptr (MootProposalRecord) proposal =
    moot_proposals_find (context, actor, proposal_id, error);
  g_autoptr (MootBallotRecord) ballot = NULL;
  g_autoptr (GError) local = NULL;

  if (proposal == NULL || !check_named (proposal, error) ||
      !check_open (context, proposal, error) ||
      !check_eligible (context, actor, proposal, error))
    return FALSE;
  ballot = moot_ballot_store_find_latest (context->db, proposal_id, actor->id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (ballot == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "you have not voted");
  moot_coop_tell (context, "coop.ballot_count", proposal_id);
  return moot_audit_append (
           context,
           &(MootAuditEvent){ .type = "vote.retracted",
                              .subject_type = "proposal",
                              .subject_id = proposal_id,
                              .facts = { { "ballot_log_seq", NULL, ballot->log_seq } } },
           NULL, error) &&
         moot_ballot_store_retire (context->db, proposal_id, actor->id, error) &&
         moot_proposal_store_change_cast (context->db, proposal_id, -1, error);
}
