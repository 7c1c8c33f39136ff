/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Measures what it takes to show a proposal on which five thousand have voted and two thousand have
 * spoken, against one pass over the same rows in the same database.  Usage: bench-proposal; prints
 * rows. */
#include "bench-table.h"
#include "proposal-steps.h"

#include "moot-discussions.h"
#include "moot-tallying.h"

#include <locale.h>

#define N_VOTERS 5000
#define N_COMMENTS 2000
#define N_TURNS 15
#define PAGE 80

#define STEP(name)                                                              \
  static gboolean name (const MootCoopContext *context, const MootActor *actor, \
                        gpointer data, GError **error)

STEP (vote)
{
  ProposalLife *life = data;

  for (guint i = 0; i < N_VOTERS; i++)
    {
      g_autoptr (MootActor) voter = moot_actor_load (context, PROPOSAL_CROWD + i, error);

      life->ballot = (MootBallotDraft){
        .proposal_version = 1,
        .choices = { { proposal_find_option (life, i % 3 != 0 ? "agree" : "disagree"), 1 } },
        .n_choices = 1,
        .reason = "It is *cold* in here, and it has been for years.",
      };
      if (voter == NULL || !proposal_cast (context, voter, life, error))
        return FALSE;
    }
  return TRUE;
}

STEP (speak)
{
  const ProposalLife *life = data;
  gint64 parent = 0;

  for (guint i = 0; i < N_COMMENTS; i++)
    {
      parent = moot_comments_create (context, actor, life->discussion, i % 5 != 0 ? parent : 0,
                                     "What does it *cost*, and who looks after it?", NULL, error);
      if (parent == 0)
        return FALSE;
    }
  return TRUE;
}

static gint64
get_ballot_id (gconstpointer ballot)
{
  return g_ascii_strtoll (((const MootBallot *) ballot)->id, NULL, 10);
}

static gint64
get_comment_id (gconstpointer comment)
{
  return g_ascii_strtoll (((const MootComment *) comment)->id, NULL, 10);
}

typedef gint64 (*GetId) (gconstpointer entity);
typedef GPtrArray *(*ListPage) (const MootCoopContext  *context,
                                const MootActor        *viewer,
                                gint64                  id,
                                const MootRange        *range,
                                GError                **error);

/* Pages of @list, @n_max of them at most. */
static gboolean
turn_pages (const MootCoopContext  *context,
            const MootActor        *actor,
            ListPage                list,
            GetId                   get_id,
            gint64                  id,
            guint                   n_max,
            GError                **error)
{
  MootRange range = { .below = G_MAXINT64, .limit = PAGE };
  guint n_shown = PAGE;

  for (guint i = 0; i < n_max && n_shown == PAGE; i++)
    {
      g_autoptr (GPtrArray) page = list (context, actor, id, &range, error);

      if (page == NULL)
        return FALSE;
      n_shown = page->len;
      if (n_shown > 0)
        range.below = get_id (g_ptr_array_index (page, n_shown - 1));
    }
  return TRUE;
}

static gboolean
show (const MootCoopContext  *context,
      const MootActor        *actor,
      const ProposalLife     *life,
      guint                   n_pages,
      GError                **error)
{
  g_autoptr (MootProposal) proposal = moot_proposals_load (context, actor, life->proposal, error);
  g_autoptr (MootDiscussion) discussion =
    moot_discussions_load (context, actor, life->discussion, error);
  g_autoptr (MootTally) tally = moot_tallying_load (context, actor, life->proposal, error);

  return proposal != NULL && discussion != NULL && tally != NULL &&
         turn_pages (context, actor, moot_voting_list, get_ballot_id, life->proposal, n_pages,
                     error) &&
         turn_pages (context, actor, moot_comments_list, get_comment_id, life->discussion, n_pages,
                     error);
}

STEP (show_first)
{
  return show (context, actor, data, 1, error);
}

STEP (show_all)
{
  return show (context, actor, data, G_MAXUINT, error);
}

static const MootSql passes[] = {
  { "bench-ballots", "SELECT b.*, c.* FROM ballot b JOIN ballot_choice c ON c.ballot_id = b.id "
                     "WHERE b.proposal_id = 1 AND b.latest = 1 ORDER BY b.id" },
  { "bench-comments", "SELECT * FROM comment WHERE discussion_id = 1 ORDER BY id" },
};

STEP (pass)
{
  for (guint i = 0; i < G_N_ELEMENTS (passes); i++)
    {
      g_autoptr (MootRows) rows = moot_db_query (context->db, &passes[i], NULL, error);

      if (rows == NULL)
        return FALSE;
      while (moot_rows_next (rows, error))
        continue;
    }
  return TRUE;
}

static double
measure (CoopFixture  *fixture,
         CoopStep      step,
         ProposalLife *life)
{
  const gint64 start = g_get_monotonic_time ();

  coop_fixture_do (fixture, 0, step, life);
  return (double) (g_get_monotonic_time () - start) / 1e3;
}

static void
compare (CoopFixture  *fixture,
         ProposalLife *life,
         const char   *what,
         CoopStep      step)
{
  BenchTurns turns = { 0 };

  for (guint i = 0; i < N_TURNS; i++)
    bench_turns_add (&turns, measure (fixture, step, life), measure (fixture, pass, life));
  bench_put_turns (what, &turns, "ms", NO_AIM);
}

int
main (void)
{
  g_autoptr (CoopFixture) fixture = NULL;
  g_auto (ProposalLife) life = { .draft = { .class = "ordinary" } };

  setlocale (LC_ALL, "C");
  fixture = coop_fixture_new ("social-coop", 1);
  proposal_enrol (fixture, N_VOTERS);
  coop_fixture_do (fixture, 0, proposal_discuss, &life);
  coop_fixture_do (fixture, 0, proposal_propose, &life);
  coop_fixture_do (fixture, 0, speak, &life);
  coop_fixture_pass_days (fixture, 4);
  coop_fixture_do (fixture, 0, proposal_open, &life);
  coop_fixture_do (fixture, 0, proposal_look, &life);
  coop_fixture_do (fixture, 0, vote, &life);
  proposal_close (fixture, &life);

  bench_put_head ("proposal of 5000 ballots and 2000 comments");
  compare (fixture, &life, "proposal page, as it opens / one pass", show_first);
  compare (fixture, &life, "all of its ballots and comments / one pass", show_all);
  return 0;
}
