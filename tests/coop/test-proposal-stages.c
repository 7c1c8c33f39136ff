/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The stages of a proposal are as long as the bylaws say, and its text is frozen with the vote. */
#include "proposal-steps.h"

#include "moot-clock.h"

static const struct
{
  const char *bylaws;
  const char *class;
} stages[] = {
  { "social-coop", "ordinary" },
  { "social-coop", "large" },
  { "association", "ordinary" },
  { "association", "large" },
  { "tiny", "ordinary" },
  { "tiny", "large" },
};

/* What an author may not change once people vote on it, one thing at a time. */
static const MootProposalDraft frozen[] = {
  { .title = "Another" },
  { .body = "Another" },
  { .summary = "Another" },
  { .class = "large" },
  { .results_visible = "always" },
  { .options = "[{\"title\":\"Yes\"},{\"title\":\"No\"}]" },
  { .effect = "{\"type\":\"announcement\",\"params\":{\"text\":\"Hear\"}}" },
};

static gboolean
amend (const MootCoopContext  *context,
       const MootActor        *actor,
       gpointer                data,
       GError                **error)
{
  ProposalLife *life = data;

  return moot_proposals_amend (context, actor, life->proposal, &life->draft, error);
}

static gboolean
load_class (const MootCoopContext  *context,
            const MootActor        *actor,
            gpointer                data,
            GError                **error)
{
  MootDecisionClass *class = data;
  g_autofree char *id = g_strdup (class->id);

  return moot_bylaws_load_class (context->db, 0, id, class, error);
}

/* Time is what the bylaws say, to the millisecond. */
static void
open_in_time (CoopFixture             *fixture,
              ProposalLife            *life,
              const MootDecisionClass *class)
{
  const gint64 voting = MAX (class->min_voting_days, 1) * MOOT_DAY;

  fixture->now += class->min_discussion_days * MOOT_DAY;
  if (class->min_discussion_days > 0)
    {
      fixture->now--;
      coop_fixture_refuse (fixture, 1, proposal_open, life, MOOT_COOP_ERROR_TOO_EARLY);
      fixture->now++;
    }
  life->closes_at = fixture->now + voting - 1;
  coop_fixture_refuse (fixture, 1, proposal_open, life, MOOT_COOP_ERROR_INVALID);
  life->closes_at = fixture->now + voting;
  coop_fixture_do (fixture, 1, proposal_open, life);
  coop_fixture_do (fixture, 1, proposal_look, life);
  g_assert_cmpstr (life->shown->state, ==, "open");
  g_assert_cmpint (life->shown->opens_at, ==, fixture->now);
  g_assert_cmpint (life->shown->closes_at, ==, fixture->now + voting);
  g_assert_nonnull (strstr (life->shown->stage, "\"name\":\"voting\""));
  g_assert_nonnull (strstr (life->shown->stage, "\"name\":\"discussion\",\"from\":"));
}

static void
test_stages (gconstpointer data)
{
  const guint row = GPOINTER_TO_UINT (data);
  g_autoptr (CoopFixture) fixture = coop_fixture_new (stages[row].bylaws, 3);
  g_auto (ProposalLife) life = { .draft = { .class = stages[row].class } };
  MootDecisionClass class;

  moot_decision_class_init (&class, stages[row].class);
  coop_fixture_do (fixture, 0, load_class, &class);
  coop_fixture_do (fixture, 1, proposal_discuss, &life);
  coop_fixture_do (fixture, 1, proposal_propose, &life);
  life.draft = (MootProposalDraft){ .body = "For *three* months." };
  coop_fixture_do (fixture, 1, amend, &life);
  open_in_time (fixture, &life, &class);
  for (guint i = 0; i < G_N_ELEMENTS (frozen); i++)
    {
      life.draft = frozen[i];
      coop_fixture_refuse (fixture, 1, amend, &life, MOOT_COOP_ERROR_STATE);
    }
  coop_fixture_do (fixture, 1, proposal_look, &life);
  g_assert_cmpint (life.shown->version, ==, 2);
  g_assert_cmpstr (life.shown->title, ==, "Limit threads.example");
  g_assert_nonnull (strstr (life.shown->body, "<em>three</em>"));
  coop_fixture_check (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/proposal-stages/%s-%s", stages[i].bylaws,
                                               stages[i].class);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_stages);
    }
  return g_test_run ();
}
