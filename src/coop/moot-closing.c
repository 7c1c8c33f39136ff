/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The end of a vote.  The last moment is set beforehand: a ballot after it is refused even while
 * nobody has closed the vote yet, so a laptop that slept counts what was there in time and nothing
 * else.  Count, verdict, outcome and log are one transaction.
 * Spec: co-op API, Tally and Outcome; governance rules, quorum and extension.
 * Thread: the connection's; the job runs on the scheduler's. */
#include "moot-closing.h"

#include <string.h>

#include "moot-audit.h"
#include "moot-coop-error.h"
#include "moot-coop-news.h"
#include "moot-crypto.h"
#include "moot-discussion-store.h"
#include "moot-election-lot.h"
#include "moot-outcomes.h"
#include "moot-paper-store.h"
#include "moot-papers.h"
#include "moot-proposal-flow.h"
#include "moot-proposal-kinds.h"
#include "moot-proposal-store.h"
#include "moot-proposals.h"
#include "moot-public-record.h"
#include "moot-talk-store.h"
#include "moot-tallying.h"

static gboolean
finish (const MootCoopContext  *context,
        const MootActor        *actor,
        MootProposalRecord     *proposal,
        const MootTally        *tally,
        const MootVerdict      *verdict,
        GError                **error)
{
  g_autofree char *digest = NULL;
  g_autofree char *voters = NULL;

  if (moot_papers_are_used (proposal))
    {
      voters = moot_papers_dup_voters_digest (context->db, proposal->id, error);
      if (voters == NULL || !moot_paper_store_publish (context->db, proposal->id, error))
        return FALSE;
    }
  g_free (proposal->tally);
  g_free (proposal->verdict);
  proposal->tally = moot_entity_to_text ((gpointer) tally);
  proposal->verdict = g_strdup (tally->verdict);
  proposal->closed_at = tally->as_of;
  digest = moot_sha256_hex (proposal->tally, strlen (proposal->tally));
  if (!moot_audit_append (
        context,
        &(MootAuditEvent){ .type = "proposal.closed",
                           .actor_id = actor != NULL ? actor->id : 0,
                           .subject_type = "proposal",
                           .subject_id = proposal->id,
                           .facts = { { "ballots_sha256", tally->ballots_sha256, 0 },
                                      { "cast", NULL, tally->cast },
                                      { "tally_sha256", digest, 0 },
                                      { "verdict",
                                        moot_verdict_result_to_text (verdict->result), 0 },
                                      { voters != NULL ? "voters_sha256" : NULL, voters, 0 } } },
        &proposal->log_seq, error) ||
      !moot_proposal_store_save (context->db, proposal, error) ||
      !moot_discussion_store_touch (context->db, proposal->discussion_id, context->now, error))
    return FALSE;
  /* what only asks has no outcome: its numbers are the answer */
  if (verdict->result == MOOT_VERDICT_COUNTED &&
      !moot_public_record_close (context, proposal, tally, NULL, error))
    return FALSE;
  if (verdict->result != MOOT_VERDICT_COUNTED &&
      (!moot_outcomes_record_verdict (context, proposal, tally, verdict->result, error) ||
       !moot_coop_news_proposal (context, proposal, 0, "outcome", error)))
    return FALSE;
  moot_coop_tell (context, "coop.proposal", proposal->id);
  if (verdict->result != MOOT_VERDICT_COUNTED)
    moot_coop_tell (context, "coop.outcome", proposal->id);
  return TRUE;
}

/**
 * moot_closing_close:
 * @context: a context inside a transaction
 * @actor: (nullable): its author or a facilitator; %NULL for the scheduler
 * @proposal_id: an open proposal whose time is over or on which everybody has voted
 * @error: return location
 *
 * Counts and decides; or, when too few voted and the bylaws allow it, gives the vote more time; or
 * waits for the lot of an election.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _FORBIDDEN, _STATE, _TOO_EARLY.
 *
 * Returns: whether it was written
 */
gboolean
moot_closing_close (const MootCoopContext  *context,
                    const MootActor        *actor,
                    gint64                  proposal_id,
                    GError                **error)
{
  g_autoptr (MootProposalRecord) proposal =
    moot_proposals_find (context, actor, proposal_id, error);
  g_autoptr (MootTally) tally = NULL;
  g_autoptr (MootVerdict) verdict = NULL;
  MootDecisionClass decision;
  MootProposalEvent event;
  gboolean waits = FALSE;

  if (proposal == NULL ||
      !moot_proposal_kinds_load_class (context->db, proposal, &decision, error))
    return FALSE;
  tally = moot_tallying_count (context, proposal, MIN (context->now, proposal->closes_at), TRUE,
                               &verdict, error);
  if (tally == NULL)
    return FALSE;
  event = verdict->result == MOOT_VERDICT_NOT_QUORATE ? MOOT_PROPOSAL_FAIL
          : verdict->result == MOOT_VERDICT_COUNTED   ? MOOT_PROPOSAL_FINISH
                                                      : MOOT_PROPOSAL_DECIDE;
  if (!moot_proposal_flow_step (context, proposal, &decision, actor, event, error))
    return FALSE;
  if (verdict->may_extend && context->now >= proposal->closes_at)
    return moot_proposals_extend (context, NULL, proposal_id, error);
  if (!moot_election_lot_hold_vote (context, proposal_id, &waits, error))
    return FALSE;
  return waits || finish (context, actor, proposal, tally, verdict, error);
}

typedef gboolean (*Step) (const MootCoopContext  *context,
                          gint64                  proposal_id,
                          GError                **error);

typedef struct
{
  const MootSite *site;
  gint64 now;
  MootCoopListener listener;
  gpointer listener_data;
  gint64 proposal_id;
  Step step;
} Job;

static gboolean
open_one (const MootCoopContext  *context,
          gint64                  proposal_id,
          GError                **error)
{
  return moot_proposals_open (context, NULL, proposal_id, 0, 0, error);
}

static gboolean
unschedule_one (const MootCoopContext  *context,
                gint64                  proposal_id,
                GError                **error)
{
  return moot_proposals_unschedule (context, NULL, proposal_id, error);
}

static gboolean
close_one (const MootCoopContext  *context,
           gint64                  proposal_id,
           GError                **error)
{
  return moot_closing_close (context, NULL, proposal_id, error);
}

static gboolean
run_step (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  const Job *job = data;
  MootCoopContext context;

  if (!moot_coop_context_init (&context, db, job->site, job->now, error))
    return FALSE;
  context.listener = job->listener;
  context.listener_data = job->listener_data;
  return job->step (&context, job->proposal_id, error) && moot_talk_store_index (db, error);
}

static gboolean
find_due (MootDbPool  *pool,
          gint64       now,
          gint64      *out_to_open,
          gint64      *out_to_close,
          GError     **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (pool, error);
  gboolean found;

  *out_to_open = *out_to_close = 0;
  if (reader == NULL)
    return FALSE;
  found = moot_proposal_store_find_to_open (reader, now, out_to_open, error) &&
          moot_proposal_store_find_to_close (reader, now, out_to_close, error);
  moot_db_pool_return_reader (pool, reader);
  return found;
}

static gboolean
open_due (MootDbPool  *pool,
          Job         *job,
          GError     **error)
{
  g_autoptr (GError) local = NULL;

  job->step = open_one;
  if (moot_db_pool_write (pool, run_step, job, &local))
    return TRUE;
  if (local->domain == MOOT_COOP_ERROR)
    {
      /* the bylaws changed meanwhile, or nobody may vote: it must not stand in the way of others */
      job->step = unschedule_one;
      return moot_db_pool_write (pool, run_step, job, error);
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_closing_run_due:
 * @pool: the node's database
 * @site: its public name
 * @now: UTC milliseconds
 * @listener: (nullable): who hears of changes
 * @listener_data: for @listener
 * @error: return location
 *
 * Opens the votes whose day has come and closes those whose time is over, one transaction each.
 *
 * Returns: whether all that was due was done
 */
gboolean
moot_closing_run_due (MootDbPool        *pool,
                      const MootSite    *site,
                      gint64             now,
                      MootCoopListener   listener,
                      gpointer           listener_data,
                      GError           **error)
{
  Job job = { .site = site, .now = now, .listener = listener, .listener_data = listener_data };
  gboolean closed = FALSE;
  gint64 to_open;
  gint64 to_close;

  for (;;)
    {
      if (!find_due (pool, now, &to_open, &to_close, error))
        return FALSE;
      if (to_open == 0 && to_close == 0)
        break;
      job.proposal_id = to_open;
      if (to_open != 0 && !open_due (pool, &job, error))
        return FALSE;
      job.proposal_id = to_close;
      job.step = close_one;
      if (to_close != 0 && !moot_db_pool_write (pool, run_step, &job, error))
        return FALSE;
      closed |= to_close != 0;
    }
  /* the write-ahead log still has, side by side, who voted and what came into the box */
  if (closed && !moot_db_pool_checkpoint (pool, NULL))
    g_debug ("the write-ahead log is emptied later");
  return TRUE;
}
