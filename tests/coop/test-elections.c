/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Elections from the call to the end of the term, moved by time alone. */
#include "election-stage.h"

#include "moot-clock.h"

#define STEP(name)                                                              \
  static gboolean name (const MootCoopContext *context, const MootActor *actor, \
                        gpointer data, GError **error)

STEP (challenge)
{
  const ElectionStage *stage = data;

  return moot_elections_challenge (context, actor, stage->election, stage->words, error);
}

STEP (decide)
{
  const ElectionStage *stage = data;

  return moot_elections_decide (context, actor, stage->election, stage->upheld, stage->words,
                                error);
}

STEP (resign)
{
  return moot_offices_resign (context, actor, ((ElectionStage *) data)->office, error);
}

STEP (countback)
{
  return moot_offices_countback (context, actor, ((ElectionStage *) data)->office, error) != 0;
}

STEP (recall)
{
  const ElectionStage *stage = data;

  return moot_recalls_petition (context, actor, stage->office, stage->words,
                                stage->with_election, error);
}

STEP (withdraw_vote)
{
  return moot_proposals_withdraw (context, actor, ((ElectionStage *) data)->votes.life.proposal,
                                  error);
}

/* Cases ---------------------------------------------------------------------------------------- */

static void
nominate_four (CoopFixture   *fixture,
               ElectionStage *stage)
{
  const gint64 second = fixture->members[1];

  election_stand (fixture, stage, 0);
  /* somebody else is asked, and only they can say yes */
  stage->candidate = (MootCandidacyDraft){ .member_id = second };
  coop_fixture_do (fixture, 0, election_nominate, stage);
  stage->candidate = (MootCandidacyDraft){ .state = "accepted" };
  coop_fixture_refuse (fixture, 2, election_answer, stage, MOOT_COOP_ERROR_FORBIDDEN);
  coop_fixture_do (fixture, 1, election_answer, stage);
  stage->candidate = (MootCandidacyDraft){ .statement = "Since you ask." };
  coop_fixture_do (fixture, 1, election_answer, stage);
  election_stand (fixture, stage, 2);
  election_stand (fixture, stage, 3);
  coop_fixture_do (fixture, 2, election_look, stage);
  g_assert_cmpuint (stage->shown->candidacies->len, ==, 4);
  g_assert_cmpstr (election_get_candidacy (stage, 1)->state, ==, "accepted");
  g_assert_cmpint (election_get_candidacy (stage, 1)->version, ==, 2);
  g_assert_nonnull (election_get_candidacy (stage, 1)->comment_id);
}

static void
check_vacancy (CoopFixture   *fixture,
               ElectionStage *stage)
{
  stage->office = 0;
  for (guint i = 0; i < stage->offices->len; i++)
    if (g_strcmp0 (election_get_office (stage, i)->member_id,
                   election_get_candidacy (stage, 0)->member_id) == 0 &&
        election_get_office (stage, i)->election_id != NULL)
      stage->office = g_ascii_strtoll (election_get_office (stage, i)->id, NULL, 10);
  coop_fixture_refuse (fixture, 0, countback, stage, MOOT_COOP_ERROR_STATE);
  coop_fixture_refuse (fixture, 1, resign, stage, MOOT_COOP_ERROR_FORBIDDEN);
  coop_fixture_do (fixture, 0, resign, stage);
  coop_fixture_refuse (fixture, 3, countback, stage, MOOT_COOP_ERROR_FORBIDDEN);
  g_assert_false (election_has_power (fixture, stage, 3));
  coop_fixture_do (fixture, 0, countback, stage);
  /* without Macdonald: Mclean, Macrae and Wilson; the two who sit stay */
  g_assert_true (election_has_power (fixture, stage, 3));
  g_assert_cmpstr (election_get_office (stage, 0)->member_id, ==,
                   election_get_candidacy (stage, 3)->member_id);
  coop_fixture_refuse (fixture, 0, countback, stage, MOOT_COOP_ERROR_STATE);
}

/* Na Hearadh agus Ceann a Deas nan Loch 2012, as an election of facilitators. */
static void
test_stv (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", PAPER_VOTES_FIRST);
  g_auto (ElectionStage) stage = { 0 };
  gint64 term_from;

  paper_votes_read (&stage.votes, "na-hearadh-2012.blt");
  fixture->edits_records = TRUE;
  coop_fixture_do (fixture, 0, election_ask_for_stv, &stage);
  coop_fixture_do (fixture, 0, paper_votes_enrol, &stage);
  election_begin (fixture, &stage, 3);
  nominate_four (fixture, &stage);
  election_go_to (fixture, &stage, stage.shown->nominations_close_at, "review");
  coop_fixture_refuse (fixture, 2, election_nominate, &stage, MOOT_COOP_ERROR_STATE);
  election_go_to (fixture, &stage, stage.shown->roll_at, "review");
  g_assert_cmpint (stage.shown->eligible_count, ==, 802);
  g_assert_null (stage.shown->proposal_id);
  election_go_to (fixture, &stage, stage.shown->opens_at, "voting");
  g_assert_false (stage.shown->confidence);
  coop_fixture_refuse (fixture, 0, withdraw_vote, &stage, MOOT_COOP_ERROR_STATE);
  coop_fixture_do (fixture, 0, proposal_look, &stage.votes.life);
  g_assert_cmpstr (stage.votes.life.shown->kind, ==, "stv");
  coop_fixture_do (fixture, 0, paper_votes_cast, &stage);

  election_go_to (fixture, &stage, stage.shown->closes_at, "declared");
  g_assert_cmpstr (stage.shown->outcome, ==, "elected");
  g_assert_cmpint (election_get_candidacy (&stage, 0)->elected_stage, ==, 1);
  g_assert_cmpint (election_get_candidacy (&stage, 1)->elected_stage, ==, 4);
  g_assert_cmpint (election_get_candidacy (&stage, 2)->elected_stage, ==, 1);
  g_assert_cmpstr (election_get_candidacy (&stage, 3)->elected, ==, "false");
  g_assert_false (election_has_power (fixture, &stage, 1));
  stage.words = "I was not counted.";
  coop_fixture_do (fixture, 3, challenge, &stage);
  stage.words = "The log says you were.";
  coop_fixture_refuse (fixture, 1, decide, &stage, MOOT_COOP_ERROR_FORBIDDEN);
  election_go_to (fixture, &stage, stage.shown->challenge_until, "contested");

  term_from = fixture->now + 2 * MOOT_DAY;
  election_go_to (fixture, &stage, term_from, "contested");
  g_assert_true (election_has_power (fixture, &stage, 1));
  check_vacancy (fixture, &stage);
  election_go_to (fixture, &stage, term_from + 370 * MOOT_DAY, "contested");
  g_assert_false (election_has_power (fixture, &stage, 1));
  coop_fixture_check (fixture);
}

STEP (cast_first)
{
  ElectionStage *stage = data;
  const MootProposalOption *option = g_ptr_array_index (stage->votes.life.shown->options, 0);

  stage->votes.life.ballot = (MootBallotDraft){
    .proposal_version = 1,
    .choices = { { g_ascii_strtoll (option->id, NULL, 10), 1 } },
    .n_choices = 1,
  };
  return proposal_cast (context, actor, &stage->votes.life, error);
}

static const struct
{
  const char *name;
  guint n_votes; /* for the only candidate, of four members */
  const char *outcome;
  guint n_offices;
} confidences[] = {
  { "two-of-two", 2, "elected", 1 },
  { "nobody", 0, "nobody", 0 },
};

/* Nobody is elected only because nobody else stands.  A computer that slept through all of it takes
 * the steps when it wakes, and the vote is as long as it should be. */
static void
test_confidence (gconstpointer data)
{
  const guint row = GPOINTER_TO_UINT (data);
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", PAPER_VOTES_FIRST);
  g_auto (ElectionStage) stage = { 0 };
  guint n_before;

  election_begin (fixture, &stage, 1);
  n_before = stage.offices->len;
  election_stand (fixture, &stage, 1);
  election_go_to (fixture, &stage, stage.shown->closes_at + MOOT_DAY, "voting");
  g_assert_true (stage.shown->confidence);
  g_assert_cmpint (stage.shown->closes_at, >=, fixture->now + 7 * MOOT_DAY);
  coop_fixture_do (fixture, 0, proposal_look, &stage.votes.life);
  g_assert_cmpuint (stage.votes.life.shown->options->len, ==, 2);
  for (guint i = 0; i < confidences[row].n_votes; i++)
    coop_fixture_do (fixture, i, cast_first, &stage);
  election_go_to (fixture, &stage, stage.shown->closes_at, "declared");
  g_assert_cmpstr (stage.shown->outcome, ==, confidences[row].outcome);
  g_assert_cmpuint (stage.offices->len, ==, n_before + confidences[row].n_offices);
  election_go_to (fixture, &stage, stage.shown->challenge_until, "closed");
  coop_fixture_check (fixture);
}

/* An upheld challenge takes the office away before it began. */
static void
test_annulled (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", PAPER_VOTES_FIRST);
  g_auto (ElectionStage) stage = { 0 };

  election_begin (fixture, &stage, 1);
  election_stand (fixture, &stage, 1);
  election_go_to (fixture, &stage, stage.shown->opens_at, "voting");
  coop_fixture_do (fixture, 0, proposal_look, &stage.votes.life);
  coop_fixture_do (fixture, 2, cast_first, &stage);
  election_go_to (fixture, &stage, stage.shown->closes_at, "declared");
  g_assert_cmpstr (stage.shown->outcome, ==, "elected");
  stage.words = "The roll was wrong.";
  stage.upheld = TRUE;
  coop_fixture_refuse (fixture, 0, decide, &stage, MOOT_COOP_ERROR_STATE);
  coop_fixture_do (fixture, 2, challenge, &stage);
  coop_fixture_do (fixture, 0, decide, &stage);
  election_go_to (fixture, &stage, stage.shown->challenge_until + 5 * MOOT_DAY, "closed");
  g_assert_cmpstr (stage.shown->outcome, ==, "annulled");
  g_assert_false (election_has_power (fixture, &stage, 1));
  coop_fixture_check (fixture);
}

/* Drawn, not voted on; who serves already is spared. */
static void
test_sortition (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", PAPER_VOTES_FIRST);
  g_auto (ElectionStage) stage = { 0 };
  guint n_elected = 0;

  stage.call.rule = MOOT_RULE_SORTITION;
  election_begin (fixture, &stage, 2);
  for (guint i = 0; i < PAPER_VOTES_FIRST; i++)
    election_stand (fixture, &stage, i);
  election_go_to (fixture, &stage, stage.shown->opens_at, "declared");
  g_assert_nonnull (strstr (stage.shown->lot, "\"order\":["));
  for (guint i = 0; i < PAPER_VOTES_FIRST; i++)
    n_elected += g_strcmp0 (election_get_candidacy (&stage, i)->elected, "true") == 0;
  g_assert_cmpuint (n_elected, ==, 2);
  /* the founder is a facilitator now */
  g_assert_null (election_get_candidacy (&stage, 0)->elected);
  coop_fixture_check (fixture);
}

/* Two of four ask for a recall: then it is voted on. */
static void
test_recall (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", PAPER_VOTES_FIRST);
  g_auto (ElectionStage) stage = { .words = "Never there." };

  election_begin (fixture, &stage, 1);
  stage.office = g_ascii_strtoll (election_get_office (&stage, 0)->id, NULL, 10);
  coop_fixture_do (fixture, 1, recall, &stage);
  coop_fixture_do (fixture, 1, recall, &stage);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT count(*) FROM proposal"), ==, 0);
  coop_fixture_do (fixture, 2, recall, &stage);
  g_assert_cmpint (
    coop_fixture_get_int (fixture, "SELECT count(*) FROM proposal WHERE class = 'recall' AND "
                                   "effect LIKE '%role_end%' AND subject_id = 1"),
    ==, 1);
  coop_fixture_check (fixture);
}

/* What becomes of a recall whose successor is elected beside it. */
static const struct
{
  const char *name;
  guint n_yes;      /* of the three others, for the recall */
  gboolean resigns; /* before the vote, and the recall is withdrawn */
  gboolean withdrawn;
  const char *state;
  const char *outcome;
} successors[] = {
  { "adopted", 3, FALSE, FALSE, "declared", "elected" },
  { "rejected", 1, FALSE, FALSE, "closed", "not_recalled" },
  { "withdrawn", 0, FALSE, TRUE, "closed", "not_recalled" },
  { "resigned", 0, TRUE, TRUE, "declared", "elected" },
};

/* Two sign, one of them wants an election: the recall opens and closes with it. */
static void
petition (CoopFixture   *fixture,
          ElectionStage *stage)
{
  stage->office = g_ascii_strtoll (election_get_office (stage, 0)->id, NULL, 10);
  stage->with_election = TRUE;
  coop_fixture_do (fixture, 1, recall, stage);
  stage->with_election = FALSE;
  coop_fixture_do (fixture, 2, recall, stage);
  stage->election = coop_fixture_get_int (fixture, "SELECT max(id) FROM election");
  coop_fixture_do (fixture, 0, election_look, stage);
  g_assert_cmpstr (stage->shown->state, ==, "nominations");
  g_assert_cmpstr (stage->shown->recall_id, ==, "1");
  stage->votes.life.proposal = 1;
  coop_fixture_do (fixture, 2, proposal_look, &stage->votes.life);
  g_assert_cmpstr (stage->votes.life.shown->class, ==, "recall");
  g_assert_cmpint (stage->votes.life.shown->opens_at, ==, stage->shown->opens_at);
  g_assert_cmpint (stage->votes.life.shown->closes_at, ==, stage->shown->closes_at);
  stage->candidate = (MootCandidacyDraft){ .statement = "I stay." };
  coop_fixture_refuse (fixture, 0, election_nominate, stage, MOOT_COOP_ERROR_NOT_ELIGIBLE);
  election_stand (fixture, stage, 1);
  election_stand (fixture, stage, 3);
}

static void
vote_on_both (CoopFixture   *fixture,
              ElectionStage *stage,
              guint          row)
{
  const gint64 election_vote = stage->votes.life.proposal;

  for (guint i = 0; i < 4; i++)
    {
      stage->votes.life.proposal = election_vote;
      coop_fixture_do (fixture, i, proposal_look, &stage->votes.life);
      coop_fixture_do (fixture, i, cast_first, stage);
      if (successors[row].withdrawn || i == 0)
        continue;
      stage->votes.life.proposal = 1;
      coop_fixture_do (fixture, i, proposal_look, &stage->votes.life);
      stage->votes.life.ballot = (MootBallotDraft){
        .proposal_version = 1,
        .choices = { { proposal_find_option (&stage->votes.life,
                                             i <= successors[row].n_yes ? "agree" : "disagree"),
                       1 } },
        .n_choices = 1,
        .reason = "Ask her.",
      };
      coop_fixture_do (fixture, i, proposal_cast, &stage->votes.life);
    }
}

static void
test_successor (gconstpointer data)
{
  const guint row = GPOINTER_TO_UINT (data);
  const gboolean elected = g_str_equal (successors[row].outcome, "elected");
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", PAPER_VOTES_FIRST);
  g_auto (ElectionStage) stage = { .words = "Never there." };
  gint64 to;

  election_begin (fixture, &stage, 1);
  to = election_get_office (&stage, 0)->to;
  petition (fixture, &stage);
  if (successors[row].resigns)
    coop_fixture_do (fixture, 0, resign, &stage);
  stage.votes.life.proposal = 1;
  if (successors[row].withdrawn)
    coop_fixture_do (fixture, 2, withdraw_vote, &stage);
  election_go_to (fixture, &stage, stage.shown->nominations_close_at, "review");
  if (successors[row].withdrawn && !successors[row].resigns)
    {
      election_go_to (fixture, &stage, stage.shown->roll_at, "closed");
      g_assert_cmpstr (stage.shown->outcome, ==, successors[row].outcome);
      return;
    }
  election_go_to (fixture, &stage, stage.shown->opens_at, "voting");
  vote_on_both (fixture, &stage, row);
  g_assert_cmpint (election_has_power (fixture, &stage, 0), ==, !successors[row].resigns);
  election_run_to (fixture, &stage, stage.shown->closes_at);
  election_go_to (fixture, &stage, fixture->now, successors[row].state);
  g_assert_cmpstr (stage.shown->outcome, ==, successors[row].outcome);
  g_assert_cmpint (election_has_power (fixture, &stage, 0), ==, !elected);
  g_assert_cmpint (election_has_power (fixture, &stage, 1), ==, elected);
  g_assert_false (election_has_power (fixture, &stage, 3));
  if (elected && to != 0)
    g_assert_cmpint (election_get_office (&stage, 0)->to, ==, to);
  coop_fixture_check (fixture);
}

/* With the bylaws every co-op starts with: from the call to the day the power ends. */
static const struct
{
  const char *bylaws;
  const char *level;
  const char *kind;
} presets[] = {
  { "social-coop", "L1", "stv" },
  { "association", "L1", "stv" },
  { "sociocratic", "L1", "stv" },
  { "tiny", "L0", "approval" },
};

static void
vote_in_preset (CoopFixture   *fixture,
                ElectionStage *stage,
                const char    *level)
{
  ProposalLife *life = &stage->votes.life;

  coop_fixture_do (fixture, 0, proposal_look, life);
  g_assert_cmpstr (life->shown->ballot_level, ==, level);
  g_assert_cmpint (life->shown->anonymous, ==, g_str_equal (level, "L1"));
  for (guint i = 0; i < fixture->n_members; i++)
    {
      const MootProposalOption *option = g_ptr_array_index (life->shown->options, i < 4 ? 0 : 1);

      life->ballot = (MootBallotDraft){
        .proposal_version = 1,
        .choices = { { g_ascii_strtoll (option->id, NULL, 10), 1 } },
        .n_choices = 1,
      };
      proposal_draw_stamp (life, i + 1);
      coop_fixture_do (fixture, i, life->shown->anonymous ? proposal_cast_paper : proposal_cast,
                       life);
    }
}

static void
test_preset (gconstpointer data)
{
  const guint row = GPOINTER_TO_UINT (data);
  g_autoptr (CoopFixture) fixture = coop_fixture_new (presets[row].bylaws, 6);
  g_auto (ElectionStage) stage = { 0 };
  gint64 term_from;

  election_begin (fixture, &stage, 1);
  g_assert_cmpstr (stage.shown->ballot_level, ==, presets[row].level);
  election_stand (fixture, &stage, 1);
  election_stand (fixture, &stage, 2);
  election_go_to (fixture, &stage, stage.shown->nominations_close_at, "review");
  election_go_to (fixture, &stage, stage.shown->roll_at, "review");
  g_assert_cmpint (stage.shown->eligible_count, ==, 6);
  election_go_to (fixture, &stage, stage.shown->opens_at, "voting");
  vote_in_preset (fixture, &stage, presets[row].level);
  g_assert_cmpstr (stage.votes.life.shown->kind, ==, presets[row].kind);
  election_go_to (fixture, &stage, stage.shown->closes_at, "declared");
  g_assert_cmpstr (stage.shown->outcome, ==, "elected");
  g_assert_cmpint (stage.shown->ballots_count, ==, 6);
  g_assert_cmpstr (election_get_candidacy (&stage, 0)->elected, ==, "true");
  g_assert_cmpstr (election_get_candidacy (&stage, 1)->elected, ==, "false");
  g_assert_false (election_has_power (fixture, &stage, 1));
  election_go_to (fixture, &stage, stage.shown->challenge_until, "closed");
  term_from = fixture->now + 2 * MOOT_DAY;
  election_go_to (fixture, &stage, term_from, "closed");
  g_assert_true (election_has_power (fixture, &stage, 1));
  g_assert_false (election_has_power (fixture, &stage, 2));
  election_go_to (fixture, &stage, term_from + 370 * MOOT_DAY, "closed");
  g_assert_false (election_has_power (fixture, &stage, 1));
  coop_fixture_check (fixture);
}

/* Four voters of an anonymous vote could not hide among each other: it ends, and says why. */
static void
test_too_few (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("association", 4);
  g_auto (ElectionStage) stage = { 0 };

  election_begin (fixture, &stage, 1);
  election_stand (fixture, &stage, 1);
  election_stand (fixture, &stage, 2);
  election_go_to (fixture, &stage, stage.shown->nominations_close_at, "review");
  election_go_to (fixture, &stage, stage.shown->roll_at, "closed");
  g_assert_cmpstr (stage.shown->outcome, ==, "too_few_voters");
  coop_fixture_check (fixture);
}

/* Bylaws that ask for sealed ballots, and for nothing else until then. */
static void
test_sealed (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("association", 6);
  g_autoptr (GError) error = NULL;
  g_auto (ElectionStage) stage = { .call = { .title = "T", .role = "steering" } };

  fixture->edits_records = TRUE;
  coop_fixture_do (fixture, 0, proposal_run_sql,
                   (gpointer) "UPDATE bylaws SET rules = "
                              "replace (rules, ',\"ballot_fallback\":\"L1\"', '')");
  g_assert_false (coop_fixture_try (fixture, 0, election_call, &stage, &error));
  g_assert_error (error, MOOT_COOP_ERROR, MOOT_COOP_ERROR_BALLOT_LEVEL);
  g_assert_nonnull (strstr (error->message, "what is missing is scrutineers"));
}

static const struct
{
  const char *bylaws;
  guint member;
  MootElectionDraft call;
  MootCoopError code;
} refusals[] = {
  { "tiny", 1, { .title = "T", .role = "steering" }, MOOT_COOP_ERROR_FORBIDDEN },
  { "tiny", 0, { .title = "", .role = "steering" }, MOOT_COOP_ERROR_BLANK },
  { "tiny", 0, { .title = "T" }, MOOT_COOP_ERROR_BLANK },
  { "tiny", 0, { .title = "T", .role = "The Chair" }, MOOT_COOP_ERROR_INVALID },
  { "tiny", 0, { .title = "T", .role = "steering", .seats = 100 }, MOOT_COOP_ERROR_INVALID },
  { "tiny", 0, { .title = "T", .role = "steering", .rule = "irv" }, MOOT_COOP_ERROR_INVALID },
  { "tiny", 0, { .title = "T", .role = "steering", .opens_at = 5 }, MOOT_COOP_ERROR_INVALID },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (CoopFixture) fixture = coop_fixture_new (refusals[i].bylaws, 2);
      g_auto (ElectionStage) stage = { .call = refusals[i].call };

      coop_fixture_refuse (fixture, refusals[i].member, election_call, &stage, refusals[i].code);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coop/elections/stv", test_stv);
  for (guint i = 0; i < G_N_ELEMENTS (confidences); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/coop/elections/confidence-%s", confidences[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_confidence);
    }
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/coop/elections/preset-%s", presets[i].bylaws);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_preset);
    }
  g_test_add_func ("/coop/elections/too-few", test_too_few);
  g_test_add_func ("/coop/elections/sealed", test_sealed);
  g_test_add_func ("/coop/elections/annulled", test_annulled);
  g_test_add_func ("/coop/elections/sortition", test_sortition);
  g_test_add_func ("/coop/elections/recall", test_recall);
  for (guint i = 0; i < G_N_ELEMENTS (successors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/coop/elections/successor-%s", successors[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_successor);
    }
  g_test_add_func ("/coop/elections/refused", test_refused);
  return g_test_run ();
}
