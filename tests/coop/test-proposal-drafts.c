/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a proposal must bring along: every draft that is refused leaves nothing behind. */
#include "proposal-steps.h"

static const struct
{
  const char *name;
  MootProposalDraft draft;
  MootCoopError code;
} bad_drafts[] = {
  { "blank", { .title = " " }, MOOT_COOP_ERROR_BLANK },
  { "kind", { .title = "a", .kind = "whim" }, MOOT_COOP_ERROR_KIND },
  { "class", { .title = "a", .class = "nonsense" }, MOOT_COOP_ERROR_CLASS },
  { "election", { .title = "a", .class = "election" }, MOOT_COOP_ERROR_CLASS },
  { "visible", { .title = "a", .results_visible = "never" }, MOOT_COOP_ERROR_INVALID },
  { "effect", { .title = "a", .effect = "[1]" }, MOOT_COOP_ERROR_INVALID },
  { "subject", { .title = "a", .subject_id = 77 }, MOOT_COOP_ERROR_INVALID },
  { "discussion", { .title = "a", .discussion_id = 77 }, MOOT_COOP_ERROR_NOT_FOUND },
};

static void
test_bad_drafts (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 2);
  g_auto (ProposalLife) life = { 0 };

  coop_fixture_do (fixture, 1, proposal_discuss, &life);
  for (guint i = 0; i < G_N_ELEMENTS (bad_drafts); i++)
    {
      g_test_message ("%s", bad_drafts[i].name);
      life.draft = bad_drafts[i].draft;
      coop_fixture_refuse (fixture, 1, proposal_propose, &life, bad_drafts[i].code);
    }
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM proposal"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/proposal-drafts/refused", test_bad_drafts);

  return g_test_run ();
}
