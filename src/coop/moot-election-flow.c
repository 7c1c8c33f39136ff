/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What time does to elections: each state has one step, taken when its moment has come.  A computer
 * that slept takes the steps one after the other when it wakes, and shortens neither the voting nor
 * the time for challenges.
 * Spec: governance rules, election states.
 * Thread: the scheduler's. */
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-election-lot.h"
#include "moot-member-store.h"
#include "moot-papers.h"
#include "moot-proposal-store.h"
#include "moot-recalls.h"

#define RETRY (60 * 60 * 1000) /* a step that the rules refuse is tried again */

/** moot_elections_list_candidates: (transfer full): who stands: accepted, proposed by enough, and
 * still a member who may serve */
GPtrArray *
moot_elections_list_candidates (const MootCoopContext  *context,
                                gint64                  id,
                                GError                **error)
{
  g_autoptr (MootElectionRecord) election = moot_elections_find (context, id, error);
  g_autoptr (GPtrArray) all =
    election != NULL ? moot_candidacy_store_list (context->db, id, error) : NULL;
  g_autoptr (GPtrArray) standing = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      MootCandidacyRecord *candidacy = g_ptr_array_index (all, i);
      g_autoptr (GArray) nominators =
        moot_candidacy_store_list_nominators (context->db, candidacy->id, error);
      g_autoptr (MootMemberRecord) member =
        nominators != NULL ? moot_member_store_find (context->db, candidacy->member_id, error)
                           : NULL;

      if (member == NULL)
        return NULL;
      if (g_str_equal (candidacy->state, "accepted") &&
          (gint64) nominators->len >= election->nominators &&
          moot_member_state_get_rights (member->state) & MOOT_RIGHT_STAND)
        g_ptr_array_add (standing, g_object_ref (candidacy));
    }
  return all != NULL ? g_steal_pointer (&standing) : NULL;
}

static gboolean
open_nominations (const MootCoopContext  *context,
                  MootElectionRecord     *election,
                  GError                **error)
{
  return moot_elections_move (context, election, 0, "nominations",
                              election->nominations_close_at, error);
}

static gboolean
begin_review (const MootCoopContext  *context,
              MootElectionRecord     *election,
              GError                **error)
{
  return moot_elections_move (context, election, 0, "review", election->roll_at, error);
}

static gboolean
finish (const MootCoopContext  *context,
        MootElectionRecord     *election,
        const char             *outcome,
        GError                **error)
{
  g_free (election->outcome);
  election->outcome = g_strdup (outcome);
  return moot_elections_move (context, election, 0, "closed", 0, error);
}

/* So few that they could not hide among each other: called anew, with other bylaws or more members.
 */
static gboolean
has_too_few (const MootCoopContext     *context,
             const MootElectionRecord  *election,
             gboolean                  *out_few,
             GError                   **error)
{
  g_autoptr (MootProposalRecord) vote =
    moot_proposal_store_find (context->db, election->proposal_id, error);

  if (vote == NULL)
    return FALSE;
  *out_few = !moot_papers_check_roll (vote, NULL);
  return TRUE;
}

/* First the roll, then the vote. */
static gboolean
begin_voting (const MootCoopContext  *context,
              MootElectionRecord     *election,
              GError                **error)
{
  const gboolean by_lot = g_str_equal (election->rule, MOOT_RULE_SORTITION);
  g_autoptr (GPtrArray) candidates = NULL;
  MootSeatState seat;
  gint64 look_at;
  gboolean few = FALSE;
  gboolean waits = FALSE;

  if (!moot_recalls_check_seat (context, election, &seat, &look_at, error))
    return FALSE;
  if (seat == MOOT_SEAT_TAKEN)
    return finish (context, election, "not_recalled", error);
  if (!by_lot && election->proposal_id == 0 &&
      !moot_election_vote_freeze_roll (context, election, error))
    return FALSE;
  if (!by_lot && !has_too_few (context, election, &few, error))
    return FALSE;
  if (few)
    return finish (context, election, "too_few_voters", error);
  if (context->now < election->opens_at)
    {
      election->due_at = election->opens_at;
      return moot_election_store_save (context->db, election, error);
    }
  if (by_lot && !moot_election_lot_hold (context, election, &waits, error))
    return FALSE;
  if (waits)
    return TRUE;
  candidates = moot_elections_list_candidates (context, election->id, error);
  if (candidates == NULL)
    return FALSE;
  if (candidates->len == 0)
    return finish (context, election, "no_candidates", error);
  return (by_lot ? moot_election_result_draw : moot_election_vote_begin) (context, election,
                                                                          candidates, error);
}

static gboolean
count (const MootCoopContext  *context,
       MootElectionRecord     *election,
       GError                **error)
{
  g_autoptr (MootProposalRecord) proposal =
    moot_proposal_store_find (context->db, election->proposal_id, error);
  const gboolean is_open = proposal != NULL && g_str_equal (proposal->state, "open");
  MootSeatState seat;
  gint64 look_at;

  if (proposal == NULL ||
      !moot_recalls_check_seat (context, election, &seat, &look_at, error))
    return FALSE;
  if (is_open || seat == MOOT_SEAT_WAITS)
    {
      election->closes_at = proposal->closes_at;
      election->due_at = seat == MOOT_SEAT_WAITS
                           ? look_at
                           : MAX (MAX (proposal->closes_at, election->lot_due_at),
                                  context->now + 1000);
      return moot_election_store_save (context->db, election, error);
    }
  if (seat == MOOT_SEAT_TAKEN)
    return finish (context, election, "not_recalled", error);
  if (!g_str_equal (proposal->state, "decided"))
    return finish (context, election, "not_quorate", error);
  return moot_elections_move (context, election, 0, "counting", 0, error) &&
         moot_election_result_declare (context, election, error);
}

static gboolean
end_challenges (const MootCoopContext  *context,
                MootElectionRecord     *election,
                GError                **error)
{
  return moot_elections_move (context, election, 0, "closed", 0, error);
}

static const struct
{
  const char *state;
  gboolean (*run) (const MootCoopContext *context,
                   MootElectionRecord *election,
                   GError **error);
} steps[] = {
  { "draft", open_nominations },
  { "nominations", begin_review },
  { "review", begin_voting },
  { "voting", count },
  { "declared", end_challenges },
};

typedef struct
{
  const MootSite *site;
  gint64 now;
  MootCoopListener listener;
  gpointer listener_data;
  gint64 id;
  gboolean postpone;
} Job;

static gboolean
run_step (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  const Job *job = data;
  g_autoptr (MootElectionRecord) election = NULL;
  MootCoopContext context;

  if (!moot_coop_context_init (&context, db, job->site, job->now, error))
    return FALSE;
  context.listener = job->listener;
  context.listener_data = job->listener_data;
  election = moot_elections_find (&context, job->id, error);
  if (election == NULL)
    return FALSE;
  for (guint i = 0; !job->postpone && i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].state, election->state))
      return steps[i].run (&context, election, error);
  election->due_at = job->postpone ? job->now + RETRY : 0;
  return moot_election_store_save (db, election, error);
}

/**
 * moot_elections_run_due:
 * @pool: the node's database
 * @site: its public name
 * @now: UTC milliseconds
 * @listener: (nullable): who hears of changes
 * @listener_data: for @listener
 * @error: return location
 *
 * Takes every step whose moment has come, one transaction each; votes that are over must have been
 * closed before.
 *
 * Returns: whether all that was due was done
 */
gboolean
moot_elections_run_due (MootDbPool        *pool,
                        const MootSite    *site,
                        gint64             now,
                        MootCoopListener   listener,
                        gpointer           listener_data,
                        GError           **error)
{
  Job job = { .site = site, .now = now, .listener = listener, .listener_data = listener_data };

  for (;;)
    {
      g_autoptr (GError) local = NULL;
      MootDb *reader = moot_db_pool_borrow_reader (pool, error);
      gboolean found;

      if (reader == NULL)
        return FALSE;
      found = moot_election_store_find_due (reader, now, &job.id, error);
      moot_db_pool_return_reader (pool, reader);
      if (!found || job.id == 0)
        return found;
      job.postpone = FALSE;
      if (moot_db_pool_write (pool, run_step, &job, &local))
        continue;
      /* the bylaws changed meanwhile, or nobody may vote: it must not stand in the way of others */
      job.postpone = local->domain == MOOT_COOP_ERROR;
      if (!job.postpone)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!moot_db_pool_write (pool, run_step, &job, error))
        return FALSE;
    }
}
