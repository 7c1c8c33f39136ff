/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Ballots as the API shows them, to whom results are visible.
 * Spec: co-op API, Ballot.
 * Thread: the connection's. */
#include "moot-voting.h"

#include "moot-audit.h"
#include "moot-ballot-store.h"
#include "moot-coop-error.h"
#include "moot-json.h"
#include "moot-papers.h"
#include "moot-proposals.h"

/**
 * moot_voting_may_see_results:
 * @context: a context
 * @proposal: a proposal
 * @viewer_id: a member
 * @out_may: (out): whether counts and ballots may be shown
 * @error: return location
 *
 * Returns: whether it could be found out
 */
gboolean
moot_voting_may_see_results (const MootCoopContext     *context,
                             const MootProposalRecord  *proposal,
                             gint64                     viewer_id,
                             gboolean                  *out_may,
                             GError                   **error)
{
  g_autoptr (MootBallotRecord) own = NULL;
  g_autoptr (GError) local = NULL;

  *out_may = proposal->closed_at != 0;
  /* a count that grows paper by paper would tell who put which one in */
  if (*out_may || moot_papers_are_used (proposal))
    return TRUE;
  *out_may = g_str_equal (proposal->results_visible, "always");
  if (*out_may || !g_str_equal (proposal->results_visible, "after_vote"))
    return TRUE;
  own = moot_ballot_store_find_latest (context->db, proposal->id, viewer_id, &local);
  *out_may = own != NULL;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static MootBallot *
make_ballot (const MootCoopContext   *context,
             const MootBallotRecord  *record,
             GError                 **error)
{
  g_autoptr (GPtrArray) choices = moot_ballot_store_list_choices (context->db, record->id, error);
  MootBallot *ballot;

  if (choices == NULL)
    return NULL;
  ballot = g_object_new (MOOT_TYPE_BALLOT, NULL);
  ballot->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  ballot->proposal_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->proposal_id);
  ballot->member_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->member_id);
  for (guint i = 0; i < choices->len; i++)
    {
      const MootChoiceRecord *from = g_ptr_array_index (choices, i);
      MootBallotChoice *choice = g_object_new (MOOT_TYPE_BALLOT_CHOICE, NULL);

      choice->option_id = g_strdup_printf ("%" G_GINT64_FORMAT, from->option_id);
      choice->value = from->value;
      g_ptr_array_add (ballot->choices, choice);
    }
  ballot->reason = g_strdup (record->reason);
  ballot->reason_source = g_strdup (record->reason_source);
  ballot->cast_at = record->cast_at;
  if (record->revised_from != 0)
    ballot->revised_from = g_strdup_printf ("%" G_GINT64_FORMAT, record->revised_from);
  ballot->latest = record->latest;
  ballot->via = g_strdup (record->via);
  ballot->weight = record->weight;
  ballot->signature = g_strdup (record->signature);
  ballot->log_seq = record->log_seq;
  ballot->proposal_version = record->proposal_version;
  ballot->salt = g_strdup (record->salt);
  return ballot;
}

/* The voter's proof: the log as it was when it first held the ballot. */
static gboolean
fill_receipt (const MootCoopContext  *context,
              MootBallot             *ballot,
              GError                **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *hex = NULL;
  MootDigest root;
  gint64 size = 0;

  if (!moot_audit_get_head (context->db, ballot->log_seq + 1, &size, &root, error))
    return FALSE;
  hex = moot_digest_to_hex (&root);
  moot_json_begin_object (&json);
  moot_json_put_int (&json, "tree_size", size);
  moot_json_put_string (&json, "root", hex);
  moot_json_put_time (&json, "include_by", ballot->cast_at);
  moot_json_put_null (&json, "sig");
  moot_json_end_object (&json);
  ballot->receipt = moot_json_writer_steal (&json);
  return TRUE;
}

/**
 * moot_voting_load_own:
 * @context: a context
 * @viewer: a member
 * @proposal_id: on what
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND when the viewer has not voted.
 *
 * Returns: (transfer full): the viewer's ballot that counts, with its receipt
 */
MootBallot *
moot_voting_load_own (const MootCoopContext  *context,
                      const MootActor        *viewer,
                      gint64                  proposal_id,
                      GError                **error)
{
  g_autoptr (MootProposalRecord) proposal =
    moot_proposals_find (context, viewer, proposal_id, error);
  g_autoptr (MootBallotRecord) record = NULL;
  g_autoptr (MootBallot) ballot = NULL;
  g_autoptr (GError) local = NULL;

  if (proposal == NULL)
    return NULL;
  record = moot_ballot_store_find_latest (context->db, proposal_id, viewer->id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL,
                      moot_papers_are_used (proposal)
                        ? "a paper without a name is found by its receipt only"
                        : "you have not voted");
  ballot = record != NULL ? make_ballot (context, record, error) : NULL;
  return ballot != NULL && fill_receipt (context, ballot, error) ? g_steal_pointer (&ballot) : NULL;
}

/**
 * moot_voting_list:
 * @context: a context
 * @viewer: a member
 * @proposal_id: on what
 * @range: the page
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_HIDDEN while results are not visible to the viewer.
 *
 * Returns: (transfer full) (element-type MootBallot): ballots that count
 */
GPtrArray *
moot_voting_list (const MootCoopContext  *context,
                  const MootActor        *viewer,
                  gint64                  proposal_id,
                  const MootRange        *range,
                  GError                **error)
{
  g_autoptr (MootProposalRecord) proposal = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) ballots = g_ptr_array_new_with_free_func (g_object_unref);
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
  records = moot_ballot_store_list (context->db, proposal_id, range, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      MootBallot *ballot = make_ballot (context, g_ptr_array_index (records, i), error);

      if (ballot == NULL)
        return NULL;
      g_ptr_array_add (ballots, ballot);
    }
  return records != NULL ? g_steal_pointer (&ballots) : NULL;
}
