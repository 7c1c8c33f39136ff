/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Rules end, give way to newer ones, are looked at again, and are found by their words. */
#include "proposal-steps.h"

#include "moot-rulebook.h"

typedef struct
{
  MootRulebookQuery query;
  guint n_found;
  char *last_state;
} Search;

static gboolean
look_up (const MootCoopContext  *context,
         const MootActor        *actor,
         gpointer                data,
         GError                **error)
{
  Search *search = data;
  const MootRange range = { .above = 0, .below = G_MAXINT64, .limit = 20 };
  g_autoptr (GPtrArray) found =
    moot_outcomes_list (context, actor, &search->query, &range, error);

  if (found == NULL)
    return FALSE;
  search->n_found = found->len;
  g_clear_pointer (&search->last_state, g_free);
  if (found->len > 0)
    search->last_state = g_strdup (((const MootOutcome *) g_ptr_array_index (found, 0))->state);
  return TRUE;
}

static const struct
{
  int in_force;
  const char *state;
  const char *topic;
  const char *words;
  guint n_found;
} searches[] = {
  { -1, "", "", "", 4 },
  { 1, "", "", "", 3 },
  { 0, "", "", "", 1 },
  { -1, "in_force", "", "", 2 },
  { -1, "expiring", "", "", 1 },
  { -1, "superseded", "", "", 1 },
  { -1, "expired", "", "", 0 },
  { -1, "", "dogs", "", 2 },
  { 1, "", "dogs", "", 1 },
  { -1, "", "", "dog", 2 },
  { -1, "", "", "DÓGS outside", 1 },
  { -1, "", "", "cats", 0 },
  { -1, "", "", "dogs OR kitchen", 0 },
  { -1, "", "", "\"(*:^", 4 },
  { -1, "", "", "what we", 4 },
};

static void
test_rulebook (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 2);
  g_auto (ProposalLife) life = { 0 };
  Search search = { 0 };

  proposal_decide (coop, &life, "large",
                   "{\"type\":\"rule\",\"text\":\"Dogs stay outside.\",\"topic\":\"dogs\"}", 0);
  proposal_decide (coop, &life, "large",
                   "{\"type\":\"rule\",\"text\":\"Dogs are welcome.\",\"topic\":\"dogs\","
                   "\"supersedes\":[\"1\"]}",
                   0);
  proposal_decide (coop, &life, "large",
                   "{\"type\":\"rule\",\"text\":\"The kitchen is closed at night.\","
                   "\"review_on\":\"2026-02-20\",\"expires_on\":\"2026-03-10\"}",
                   0);
  proposal_decide (coop, &life, "large", NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      search.query = (MootRulebookQuery){ .in_force = searches[i].in_force,
                                          .state = searches[i].state,
                                          .topic = searches[i].topic,
                                          .words = searches[i].words };
      coop_fixture_do (coop, 1, look_up, &search);
      g_test_message ("%d '%s' '%s' '%s'", searches[i].in_force, searches[i].state,
                      searches[i].topic, searches[i].words);
      g_assert_cmpuint (search.n_found, ==, searches[i].n_found);
    }
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT superseded_by FROM outcome WHERE id = 1"),
                   ==, 2);

  /* a review is asked for once; then it ends */
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM task"), ==, 0);
  coop_fixture_set_date (coop, "2026-02-21T12:00:00.000Z");
  coop_fixture_run_jobs (coop);
  coop_fixture_run_jobs (coop);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM task"), ==, 1);
  coop_fixture_set_date (coop, "2026-03-11T12:00:00.000Z");
  coop_fixture_run_jobs (coop);
  search.query = (MootRulebookQuery){ .in_force = -1, .state = "", .topic = "", .words = "night" };
  coop_fixture_do (coop, 1, look_up, &search);
  g_assert_cmpstr (search.last_state, ==, "expired");
  g_free (search.last_state);
  coop_fixture_check (coop);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rulebook/searches", test_rulebook);

  return g_test_run ();
}
