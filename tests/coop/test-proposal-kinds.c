/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Every kind of question from the draft to the count: what is shown, what is refused, what is
 * chosen.  A ballot is written as a value for each option, `-` for none. */
#include "proposal-steps.h"

#define THREE "[\"Red\",{\"title\":\"Green\",\"meaning\":\"Like grass\"},\"Blue\"]"
#define TIMES                                           \
  "[\"2026-12-02T18:00:00Z\",\"2026-12-01T18:00:00Z\"," \
  "\"2026-12-03T18:00:00Z\"]"

typedef struct
{
  const char *kind;
  const char *options;
  const char *ballots[4]; /* of members 0 to 3; NULL for one who does not vote */
  const char *bad_ballot;
  MootCoopError bad;
  const char *state;
  const char *verdict;   /* NULL where nothing is decided */
  const char *statement; /* of the outcome, NULL for none */
  gint64 first_score;    /* of the option that comes first */
} Case;

/* clang-format off */
static const Case cases[] = {
  { "choose",   THREE, { "--1", "--1", "1--", NULL }, "11-", MOOT_COOP_ERROR_TOO_MANY,
    "decided", "adopted", "Chosen: Blue. 3 of 4 voted.", 2 },
  { "approval", THREE, { "11-", "-1-", "-11", "1--" }, "2--", MOOT_COOP_ERROR_INVALID,
    "decided", "adopted", "Chosen: Green. 4 of 4 voted.", 3 },
  { "score",    THREE, { "500", "240", "-50", NULL }, "6--", MOOT_COOP_ERROR_INVALID,
    "decided", "adopted", "Chosen: Green. 3 of 4 voted.", 9 },
  { "dot",      THREE, { "8--", "35-", "-2-", NULL }, "54-", MOOT_COOP_ERROR_TOO_MANY,
    "decided", "adopted", "Chosen: Red. 3 of 4 voted.", 11 },
  { "rank",     THREE, { "123", "213", NULL, NULL }, "11-", MOOT_COOP_ERROR_INVALID,
    "decided", "tied", "Not decided: a tie. 2 of 4 voted.", 5 },
  { "irv",      THREE, { "123", "132", "21-", NULL }, "11-", MOOT_COOP_ERROR_INVALID,
    "decided", "adopted", "Chosen: Red. 3 of 4 voted.", 2 },
  { "stv",      THREE, { "1--", NULL, NULL, NULL }, "---", MOOT_COOP_ERROR_BLANK,
    "decided", "adopted", "Chosen: Red. 1 of 4 voted.", 1 },
  { "schulze",  THREE, { "123", "231", "213", NULL }, "124", MOOT_COOP_ERROR_INVALID,
    "decided", "adopted", "Chosen: Red. 3 of 4 voted.", 1 },
  { "irv",      THREE, { NULL, NULL, NULL, NULL }, "2--", MOOT_COOP_ERROR_INVALID,
    "decided", "rejected", "Not decided: nobody chose anything. 0 of 4 voted.", 0 },
  { "time",     TIMES, { "122", "022", "212", NULL }, "12-", MOOT_COOP_ERROR_BLANK,
    "decided", "adopted", "Chosen: 2026-12-03T18:00:00Z. 3 of 4 voted.", 3 },
  { "check",    NULL,  { "1--", "--1", "1--", NULL }, "1-1", MOOT_COOP_ERROR_TOO_MANY,
    "closed", NULL, NULL, 2 },
  { "count",    NULL,  { "1-", "-1", "1-", NULL }, "--", MOOT_COOP_ERROR_BLANK,
    "closed", NULL, NULL, 2 },
  { "choose",   THREE, { NULL, NULL, NULL, NULL }, "---", MOOT_COOP_ERROR_BLANK,
    "decided", "rejected", "Not decided: nobody chose anything. 0 of 4 voted.", 0 },
};
/* clang-format on */

/* Not even begun: every setting is the usual one. */
static void
draft (ProposalLife *life,
       const Case   *c)
{
  life->draft = (MootProposalDraft){ .title = "Its colour",
                                     .kind = c->kind,
                                     .options = c->options,
                                     .settings = { MOOT_SETTING_USUAL, MOOT_SETTING_USUAL,
                                                   MOOT_SETTING_USUAL, MOOT_SETTING_USUAL,
                                                   MOOT_SETTING_USUAL, MOOT_SETTING_USUAL,
                                                   MOOT_SETTING_USUAL, MOOT_SETTING_USUAL,
                                                   MOOT_SETTING_USUAL } };
}

static void
begin (CoopFixture  *fixture,
       ProposalLife *life,
       const Case   *c)
{
  draft (life, c);
  coop_fixture_do (fixture, 1, proposal_discuss, life);
  coop_fixture_do (fixture, 1, proposal_propose, life);
  coop_fixture_do (fixture, 1, proposal_open, life);
  coop_fixture_do (fixture, 1, proposal_look, life);
}

static void
prepare_ballot (ProposalLife *life,
                const char   *text)
{
  life->ballot = (MootBallotDraft){ .proposal_version = 1 };
  g_assert_cmpuint (strlen (text), ==, life->shown->options->len);
  for (guint i = 0; text[i] != '\0'; i++)
    if (text[i] != '-')
      {
        const MootProposalOption *option = g_ptr_array_index (life->shown->options, i);

        life->ballot.choices[life->ballot.n_choices++] =
          (MootVoteDraft){ g_ascii_strtoll (option->id, NULL, 10), g_ascii_digit_value (text[i]) };
      }
}

static void
test_life (gconstpointer data)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("association", 4);
  g_auto (ProposalLife) life = { 0 };
  const Case *c = data;
  const MootTallyOption *first;

  begin (fixture, &life, c);
  g_assert_cmpstr (life.shown->state, ==, "open");
  g_assert_cmpstr (life.shown->kind, ==, c->kind);
  prepare_ballot (&life, c->bad_ballot);
  coop_fixture_refuse (fixture, 0, proposal_cast, &life, c->bad);
  for (guint i = 0; i < G_N_ELEMENTS (c->ballots); i++)
    if (c->ballots[i] != NULL)
      {
        /* the second ballot of a member replaces the first */
        prepare_ballot (&life, c->ballots[0]);
        coop_fixture_do (fixture, i, proposal_cast, &life);
        prepare_ballot (&life, c->ballots[i]);
        coop_fixture_do (fixture, i, proposal_cast, &life);
      }
  coop_fixture_pass_days (fixture, 8);
  coop_fixture_run_jobs (fixture);

  coop_fixture_do (fixture, 1, proposal_look, &life);
  g_assert_cmpstr (life.shown->state, ==, c->state);
  coop_fixture_do (fixture, 1, proposal_count, &life);
  g_assert_cmpstr (life.tally->verdict, ==, c->verdict);
  g_assert_cmpuint (life.tally->options->len, ==, life.shown->options->len);
  first = g_ptr_array_index (life.tally->options, 0);
  g_assert_cmpint (first->score, ==, c->first_score);
  g_assert_cmpint (first->chosen, ==, g_strcmp0 (c->verdict, "adopted") == 0);
  if (c->statement == NULL)
    coop_fixture_refuse (fixture, 1, proposal_read_outcome, &life, MOOT_COOP_ERROR_NOT_FOUND);
  else
    {
      coop_fixture_do (fixture, 1, proposal_read_outcome, &life);
      g_assert_cmpstr (life.outcome->statement, ==, c->statement);
    }
  coop_fixture_check (fixture);
}

/* An answer in words, and nothing else. */
static void
test_question (void)
{
  static const Case question = { "question", NULL, { NULL }, NULL, 0, "closed", NULL, NULL, 0 };
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("association", 4);
  g_auto (ProposalLife) life = { 0 };

  begin (fixture, &life, &question);
  g_assert_cmpuint (life.shown->options->len, ==, 0);
  life.ballot = (MootBallotDraft){ .proposal_version = 1 };
  coop_fixture_refuse (fixture, 0, proposal_cast, &life, MOOT_COOP_ERROR_REASON_REQUIRED);
  life.ballot.reason = "Blue, as it was.";
  coop_fixture_do (fixture, 0, proposal_cast, &life);
  coop_fixture_pass_days (fixture, 8);
  coop_fixture_run_jobs (fixture);
  coop_fixture_do (fixture, 1, proposal_count, &life);
  g_assert_null (life.tally->verdict);
  g_assert_cmpint (life.tally->cast, ==, 1);
  coop_fixture_check (fixture);
}

static void
read_order (CoopFixture   *fixture,
            ProposalLife  *life,
            guint          member,
            char         **out_order)
{
  coop_fixture_do (fixture, member, proposal_look, life);
  g_assert_nonnull (life->shown->my->option_order);
  g_free (*out_order);
  *out_order = g_strjoinv (",", life->shown->my->option_order);
}

/* Each member has an order of their own, which stays; nothing else of the proposal changes. */
static void
test_shuffled (void)
{
  static const Case plain = { .kind = "choose", .options = THREE };
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", 12);
  g_auto (ProposalLife) life = { 0 };
  g_autoptr (GHashTable) orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *again = NULL;

  draft (&life, &plain);
  life.draft.settings.shuffle = 1;
  coop_fixture_do (fixture, 1, proposal_discuss, &life);
  coop_fixture_do (fixture, 1, proposal_propose, &life);
  coop_fixture_do (fixture, 1, proposal_open, &life);
  for (guint i = 0; i < 12; i++)
    {
      char *order = NULL;

      read_order (fixture, &life, i, &order);
      g_assert_cmpuint (g_strv_length (life.shown->my->option_order), ==, 3);
      g_assert_true (life.shown->shuffle);
      for (guint k = 0; k < life.shown->options->len; k++)
        g_assert_true (g_strv_contains (
          (const char *const *) life.shown->my->option_order,
          ((MootProposalOption *) g_ptr_array_index (life.shown->options, k))->id));
      read_order (fixture, &life, i, &again);
      g_assert_cmpstr (order, ==, again);
      g_hash_table_add (orders, order);
    }
  g_assert_cmpuint (g_hash_table_size (orders), >, 3);
  begin (fixture, &life, &plain);
  g_assert_null (life.shown->my->option_order);
}

/* Asking needs no days of discussion and no quorum; deciding has both from the bylaws. */
static void
test_bylaws (void)
{
  static const Case check = { .kind = "check" };
  static const Case choice = { .kind = "choose", .options = THREE };
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 4);
  g_auto (ProposalLife) life = { 0 };

  draft (&life, &choice);
  coop_fixture_do (fixture, 1, proposal_discuss, &life);
  coop_fixture_do (fixture, 1, proposal_propose, &life);
  coop_fixture_refuse (fixture, 1, proposal_open, &life, MOOT_COOP_ERROR_TOO_EARLY);
  begin (fixture, &life, &check);
  g_assert_cmpstr (life.shown->state, ==, "open");
  g_assert_nonnull (strstr (life.shown->quorum, "\"none\""));
  g_assert_cmpint (life.shown->max_choices, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/coop/proposal-kinds/%u-%s", i, cases[i].kind);

      g_test_add_data_func (path, &cases[i], test_life);
    }
  g_test_add_func ("/coop/proposal-kinds/question", test_question);
  g_test_add_func ("/coop/proposal-kinds/bylaws", test_bylaws);
  g_test_add_func ("/coop/proposal-kinds/shuffled", test_shuffled);
  return g_test_run ();
}
