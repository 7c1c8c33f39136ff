/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The steps of an election, from the call to the terms of office. */
#include "election-stage.h"

#include "moot-clock.h"
#include "moot-talk-views.h"

/** election_stage_clear: what the election holds */
void
election_stage_clear (ElectionStage *self)
{
  paper_votes_clear (&self->votes);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->offices, g_ptr_array_unref);
}

#define STEP(name)                                                       \
  gboolean name (const MootCoopContext *context, const MootActor *actor, \
                 gpointer data, GError **error)

STEP (election_call)
{
  ElectionStage *stage = data;

  stage->election = moot_elections_call (context, actor, &stage->call, error);
  return stage->election != 0;
}

STEP (election_nominate)
{
  ElectionStage *stage = data;

  stage->candidacy =
    moot_candidacies_nominate (context, actor, stage->election, &stage->candidate, error);
  return stage->candidacy != 0;
}

STEP (election_answer)
{
  ElectionStage *stage = data;

  return moot_candidacies_change (context, actor, stage->candidacy, &stage->candidate, error);
}

STEP (election_look)
{
  ElectionStage *stage = data;

  g_clear_object (&stage->shown);
  g_clear_pointer (&stage->offices, g_ptr_array_unref);
  stage->shown = moot_elections_load (context, actor, stage->election, error);
  stage->offices = moot_offices_list (
    context, actor, &(MootRange){ .below = G_MAXINT64, .limit = 80 }, error);
  stage->is_facilitator = actor->is_facilitator;
  if (stage->shown == NULL || stage->offices == NULL)
    return FALSE;
  stage->votes.life.proposal =
    stage->shown->proposal_id != NULL ? g_ascii_strtoll (stage->shown->proposal_id, NULL, 10) : 0;
  return TRUE;
}

static const MootSql set_rule = {
  "test-rule",
  "UPDATE bylaws SET rules = replace(rules, '\"id\":\"election\",\"rule\":\"approval\"', "
  "'\"id\":\"election\",\"rule\":\"stv-scottish\"')",
};

STEP (election_ask_for_stv)
{
  return moot_db_run (context->db, &set_rule, NULL, error);
}

/** election_run_to: time passes and the node does what is due */
void
election_run_to (CoopFixture   *fixture,
                 ElectionStage *stage,
                 gint64         time)
{
  fixture->now = time;
  moot_clock_set_fake (time);
  coop_fixture_run_jobs (fixture);
  coop_fixture_do (fixture, 0, election_look, stage);
}

/** election_go_to: the same, and the election is in this state then */
void
election_go_to (CoopFixture   *fixture,
                ElectionStage *stage,
                gint64         time,
                const char    *state)
{
  election_run_to (fixture, stage, time);
  g_assert_cmpstr (stage->shown->state, ==, state);
}

/** election_begin: the founder calls one */
void
election_begin (CoopFixture   *fixture,
                ElectionStage *stage,
                gint64         seats)
{
  stage->call.title = "The facilitators of 2026";
  stage->call.role = MOOT_ROLE_FACILITATOR;
  stage->call.seats = seats;
  coop_fixture_do (fixture, 0, election_call, stage);
  coop_fixture_do (fixture, 0, election_look, stage);
  g_assert_cmpstr (stage->shown->state, ==, "nominations");
}

/** election_stand: a member proposes themselves */
void
election_stand (CoopFixture   *fixture,
                ElectionStage *stage,
                guint          member)
{
  stage->candidate =
    (MootCandidacyDraft){ .statement = "I *keep* time.", .interests = "None." };
  coop_fixture_do (fixture, member, election_nominate, stage);
}

/** election_get_candidacy: the one at this place of the ballot */
const MootCandidacy *
election_get_candidacy (ElectionStage *stage,
                        guint          i)
{
  return g_ptr_array_index (stage->shown->candidacies, i);
}

/** election_get_office: the latest ones first */
const MootOffice *
election_get_office (ElectionStage *stage,
                     guint          i)
{
  return g_ptr_array_index (stage->offices, i);
}

/** election_has_power: whether a member is a facilitator now */
gboolean
election_has_power (CoopFixture   *fixture,
                    ElectionStage *stage,
                    guint          member)
{
  coop_fixture_do (fixture, member, election_look, stage);
  return stage->is_facilitator;
}

/** election_run_news: what the scheduler reminds of now */
void
election_run_news (CoopFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  moot_talk_run_due (fixture->pool, fixture->site, fixture->now, NULL, NULL, &error);
  g_assert_no_error (error);
}
