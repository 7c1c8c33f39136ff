/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A proposal from the first word to the outcome: adopted, blocked, blocked and overridden, tied,
 * short of voters and extended, and everything that is refused on the way. */
#include "proposal-steps.h"

#include "moot-clock.h"
#include "moot-closing.h"

static gboolean
retract (const MootCoopContext  *context,
         const MootActor        *actor,
         gpointer                data,
         GError                **error)
{
  return moot_voting_retract (context, actor, ((ProposalLife *) data)->proposal, error);
}

static gboolean
close_voting (const MootCoopContext  *context,
              const MootActor        *actor,
              gpointer                data,
              GError                **error)
{
  return moot_closing_close (context, actor, ((ProposalLife *) data)->proposal, error);
}

static gboolean
withdraw (const MootCoopContext  *context,
          const MootActor        *actor,
          gpointer                data,
          GError                **error)
{
  return moot_proposals_withdraw (context, actor, ((ProposalLife *) data)->proposal, error);
}

static gboolean
amend (const MootCoopContext  *context,
       const MootActor        *actor,
       gpointer                data,
       GError                **error)
{
  const MootProposalDraft draft = { .body = "For *three* months." };

  return moot_proposals_amend (context, actor, ((ProposalLife *) data)->proposal, &draft, error);
}

static void
prepare_ballot (ProposalLife *life,
                const char   *key)
{
  life->ballot = (MootBallotDraft){ .choices = { { proposal_find_option (life, key), 1 } },
                                    .n_choices = 1,
                                    .reason = "Because.",
                                    .proposal_version = life->shown->version };
}

static void
vote (CoopFixture  *fixture,
      ProposalLife *life,
      guint         member,
      const char   *key)
{
  prepare_ballot (life, key);
  coop_fixture_do (fixture, member, proposal_cast, life);
}

/* Discussed for @n_days and open. */
static void
begin (CoopFixture  *fixture,
       ProposalLife *life,
       const char   *class,
       int           n_days)
{
  life->draft.class = class;
  coop_fixture_do (fixture, 1, proposal_discuss, life);
  coop_fixture_do (fixture, 1, proposal_propose, life);
  coop_fixture_pass_days (fixture, n_days);
  coop_fixture_do (fixture, 1, proposal_open, life);
  coop_fixture_do (fixture, 1, proposal_look, life);
}

static const MootTallyCheck *
find_check (const MootTally *tally,
            const char      *id)
{
  for (guint i = 0; i < tally->checks->len; i++)
    if (g_str_equal (((const MootTallyCheck *) g_ptr_array_index (tally->checks, i))->id, id))
      return g_ptr_array_index (tally->checks, i);
  return NULL;
}

static void
test_adopted (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 10);
  g_auto (ProposalLife) life = { 0 };
  guint n_events;

  coop_fixture_do (fixture, 1, proposal_discuss, &life);
  coop_fixture_do (fixture, 1, proposal_propose, &life);
  coop_fixture_refuse (fixture, 1, proposal_open, &life, MOOT_COOP_ERROR_TOO_EARLY);
  coop_fixture_do (fixture, 1, amend, &life);
  coop_fixture_refuse (fixture, 2, amend, &life, MOOT_COOP_ERROR_FORBIDDEN);
  coop_fixture_pass_days (fixture, 4);
  coop_fixture_refuse (fixture, 2, proposal_open, &life, MOOT_COOP_ERROR_FORBIDDEN);
  life.closes_at = fixture->now + 6 * MOOT_DAY;
  coop_fixture_refuse (fixture, 1, proposal_open, &life, MOOT_COOP_ERROR_INVALID);
  life.closes_at = 0;
  coop_fixture_do (fixture, 1, proposal_open, &life);
  coop_fixture_do (fixture, 1, proposal_look, &life);
  g_assert_cmpstr (life.shown->state, ==, "open");
  g_assert_cmpint (life.shown->version, ==, 2);
  g_assert_cmpint (life.shown->eligible_count, ==, 10);
  g_assert_cmpint (life.shown->closes_at, ==, fixture->now + 7 * MOOT_DAY);
  g_assert_nonnull (strstr (life.shown->body, "<em>three</em>"));
  coop_fixture_refuse (fixture, 1, amend, &life, MOOT_COOP_ERROR_STATE);
  coop_fixture_refuse (fixture, 1, proposal_open, &life, MOOT_COOP_ERROR_STATE);

  for (guint i = 0; i < 6; i++)
    vote (fixture, &life, i, "agree");
  vote (fixture, &life, 6, "disagree");
  coop_fixture_refuse (fixture, 8, proposal_count, &life, MOOT_COOP_ERROR_HIDDEN);
  coop_fixture_do (fixture, 6, proposal_count, &life);
  g_assert_cmpint (life.tally->cast, ==, 7);
  g_assert_false (life.tally->final);
  coop_fixture_refuse (fixture, 1, close_voting, &life, MOOT_COOP_ERROR_TOO_EARLY);

  fixture->now = life.shown->closes_at - 1;
  coop_fixture_run_jobs (fixture);
  vote (fixture, &life, 7, "abstain"); /* the last millisecond is in time */
  fixture->now++;
  prepare_ballot (&life, "agree");
  coop_fixture_refuse (fixture, 8, proposal_cast, &life, MOOT_COOP_ERROR_CLOSED);
  coop_fixture_refuse (fixture, 1, withdraw, &life, MOOT_COOP_ERROR_CLOSED);
  coop_fixture_pass_days (fixture,
                          2); /* the laptop sleeps; what counts is what was there in time */
  n_events = fixture->events->len;
  coop_fixture_run_jobs (fixture);
  g_assert_cmpstr (g_ptr_array_index (fixture->events, n_events), ==, "coop.proposal 1");
  g_assert_cmpstr (g_ptr_array_index (fixture->events, n_events + 1), ==, "coop.outcome 1");

  coop_fixture_do (fixture, 9, proposal_count, &life);
  g_assert_true (life.tally->final);
  g_assert_cmpstr (life.tally->verdict, ==, "adopted");
  g_assert_cmpint (life.tally->cast, ==, 8);
  g_assert_cmpint (life.tally->abstain, ==, 1);
  g_assert_cmpint (life.tally->as_of, ==, life.shown->closes_at);
  g_assert_cmpstr (
    ((const MootTallyOption *) g_ptr_array_index (life.tally->options, 0))->percent_votes, ==,
    "85.71");
  coop_fixture_do (fixture, 1, proposal_look, &life);
  g_assert_cmpstr (life.shown->state, ==, "decided");
  coop_fixture_do (fixture, 9, proposal_read_outcome, &life);
  g_assert_true (life.outcome->in_force);
  g_assert_cmpstr (life.outcome->id, ==, life.shown->outcome_id);
  coop_fixture_run_jobs (fixture); /* nothing happens twice */
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM outcome"), ==, 1);
  coop_fixture_check (fixture);
}

static void
test_change_of_mind (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 3);
  g_auto (ProposalLife) life = { 0 };

  begin (fixture, &life, "ordinary", 4);
  vote (fixture, &life, 0, "agree");
  vote (fixture, &life, 1, "agree");
  vote (fixture, &life, 1, "disagree");
  vote (fixture, &life, 2, "agree");
  coop_fixture_do (fixture, 2, retract, &life);
  coop_fixture_refuse (fixture, 2, retract, &life, MOOT_COOP_ERROR_NOT_FOUND);
  coop_fixture_do (fixture, 0, proposal_count, &life);
  g_assert_cmpint (life.tally->cast, ==, 2);
  g_assert_cmpint (((const MootTallyOption *) g_ptr_array_index (life.tally->options, 0))->votes,
                   ==, 1);
  g_assert_cmpint (((const MootTallyOption *) g_ptr_array_index (life.tally->options, 1))->votes,
                   ==, 1);
  /* everything anybody ever cast is kept */
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM ballot"), ==, 4);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT revised_from FROM ballot WHERE id = 3"),
                   ==, 2);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT cast_count FROM proposal"), ==, 2);
  coop_fixture_check (fixture);
}

static void
test_refused_ballots (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 3);
  g_auto (ProposalLife) life = { 0 };

  life.draft.class = "ordinary";
  coop_fixture_do (fixture, 1, proposal_discuss, &life);
  coop_fixture_do (fixture, 1, proposal_propose, &life);
  coop_fixture_do (fixture, 1, proposal_look, &life);
  prepare_ballot (&life, "agree");
  coop_fixture_refuse (fixture, 0, proposal_cast, &life, MOOT_COOP_ERROR_STATE);
  coop_fixture_pass_days (fixture, 4);
  coop_fixture_do (fixture, 1, proposal_open, &life);

  prepare_ballot (&life, "block");
  life.ballot.reason = "";
  coop_fixture_refuse (fixture, 0, proposal_cast, &life, MOOT_COOP_ERROR_REASON_REQUIRED);
  prepare_ballot (&life, "agree");
  life.ballot.n_choices = 2;
  coop_fixture_refuse (fixture, 0, proposal_cast, &life, MOOT_COOP_ERROR_TOO_MANY);
  life.ballot.n_choices = 0;
  coop_fixture_refuse (fixture, 0, proposal_cast, &life, MOOT_COOP_ERROR_BLANK);
  prepare_ballot (&life, "agree");
  life.ballot.choices[0].value = 2;
  coop_fixture_refuse (fixture, 0, proposal_cast, &life, MOOT_COOP_ERROR_INVALID);
  prepare_ballot (&life, "agree");
  life.ballot.choices[0].option_id = 99;
  coop_fixture_refuse (fixture, 0, proposal_cast, &life, MOOT_COOP_ERROR_INVALID);
  prepare_ballot (&life, "agree");
  life.ballot.proposal_version = 7;
  coop_fixture_refuse (fixture, 0, proposal_cast, &life, MOOT_COOP_ERROR_VERSION);
  life.ballot.proposal_version = 0;
  coop_fixture_refuse (fixture, 0, proposal_cast, &life, MOOT_COOP_ERROR_BLANK);
  coop_fixture_do (fixture, 1, withdraw, &life);
  prepare_ballot (&life, "agree");
  coop_fixture_refuse (fixture, 0, proposal_cast, &life, MOOT_COOP_ERROR_CLOSED);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM ballot"), ==, 0);
}

static const struct
{
  const char *name;
  guint agree;
  guint disagree;
  guint block;
  const char *verdict;
  const char *check;
  gboolean ok;
} verdicts[] = {
  { "enough", 3, 1, 0, "adopted", "threshold", TRUE },
  { "too-few", 2, 1, 0, "rejected", "threshold", FALSE },
  { "one-block", 18, 0, 1, "blocked", "no_block", FALSE },
  { "overridden", 19, 0, 1, "adopted", "no_block", TRUE },
};

static void
test_verdict (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 20);
  g_auto (ProposalLife) life = { 0 };
  guint member = 0;

  begin (fixture, &life, "ordinary", 4);
  for (guint n = 0; n < verdicts[i].agree; n++)
    vote (fixture, &life, member++, "agree");
  for (guint n = 0; n < verdicts[i].disagree; n++)
    vote (fixture, &life, member++, "disagree");
  for (guint n = 0; n < verdicts[i].block; n++)
    vote (fixture, &life, member++, "block");
  coop_fixture_pass_days (fixture, 7);
  coop_fixture_run_jobs (fixture);
  coop_fixture_do (fixture, 0, proposal_count, &life);
  g_assert_cmpstr (life.tally->verdict, ==, verdicts[i].verdict);
  g_assert_nonnull (find_check (life.tally, verdicts[i].check));
  g_assert_cmpint (find_check (life.tally, verdicts[i].check)->ok, ==, verdicts[i].ok);
}

/* Two of twenty are enough for a tenth; with one the vote goes on for a week, once. */
static void
test_not_quorate (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 20);
  g_auto (ProposalLife) life = { 0 };
  gint64 closes_at;

  begin (fixture, &life, "ordinary", 4);
  vote (fixture, &life, 0, "agree");
  coop_fixture_pass_days (fixture, 8); /* a day late: the extension begins when it is given */
  coop_fixture_run_jobs (fixture);
  coop_fixture_do (fixture, 0, proposal_look, &life);
  g_assert_cmpstr (life.shown->state, ==, "open");
  g_assert_cmpint (life.shown->extensions, ==, 1);
  closes_at = fixture->now + 7 * MOOT_DAY;
  g_assert_cmpint (life.shown->closes_at, ==, closes_at);
  fixture->now = closes_at;
  coop_fixture_run_jobs (fixture);
  coop_fixture_do (fixture, 0, proposal_look, &life);
  g_assert_cmpstr (life.shown->state, ==, "not_quorate");
  coop_fixture_do (fixture, 0, proposal_read_outcome, &life);
  g_assert_cmpstr (life.outcome->verdict, ==, "not_quorate");
  g_assert_false (life.outcome->in_force);
  coop_fixture_check (fixture);
}

static gboolean
leave (const MootCoopContext  *context,
       const MootActor        *actor,
       gpointer                data,
       GError                **error)
{
  return moot_membership_leave (context, actor, error);
}

/* The roll of the opening decides: who came later does not vote, who left does not either. */
static void
test_roll (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", 4);
  g_auto (ProposalLife) life = { 0 };

  coop_fixture_do (fixture, 3, leave, NULL);
  coop_fixture_refuse (fixture, 3, leave, NULL, MOOT_COOP_ERROR_STATE);
  begin (fixture, &life, "large", 0);
  g_assert_cmpint (life.shown->eligible_count, ==, 3);
  prepare_ballot (&life, "agree");
  coop_fixture_refuse (fixture, 3, proposal_cast, &life, MOOT_COOP_ERROR_NOT_ELIGIBLE);
  coop_fixture_do (fixture, 2, leave, NULL);
  coop_fixture_refuse (fixture, 2, proposal_cast, &life, MOOT_COOP_ERROR_NOT_ELIGIBLE);
  vote (fixture, &life, 0, "agree");
  vote (fixture, &life, 1, "agree");
  coop_fixture_refuse (fixture, 0, close_voting, &life, MOOT_COOP_ERROR_TOO_EARLY);
}

static gboolean
promote (const MootCoopContext  *context,
         const MootActor        *actor,
         gpointer                data,
         GError                **error)
{
  return moot_membership_make_admin (context, actor->record->account_id, error);
}

/* Whoever alone keeps house stays until somebody else does; then nobody stays for ever. */
static void
test_only_admin (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", 3);

  coop_fixture_refuse (fixture, 0, leave, NULL, MOOT_COOP_ERROR_STATE);
  coop_fixture_do (fixture, 1, promote, NULL);
  coop_fixture_do (fixture, 0, leave, NULL);
  coop_fixture_refuse (fixture, 1, leave, NULL, MOOT_COOP_ERROR_STATE);
  coop_fixture_do (fixture, 2, leave, NULL);
}

/* When everybody has voted there is nothing to wait for. */
static void
test_all_have_voted (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", 2);
  g_auto (ProposalLife) life = { 0 };

  begin (fixture, &life, "large", 0);
  vote (fixture, &life, 0, "agree");
  vote (fixture, &life, 1, "agree");
  coop_fixture_do (fixture, 1, close_voting, &life);
  coop_fixture_do (fixture, 0, proposal_read_outcome, &life);
  g_assert_cmpstr (life.outcome->verdict, ==, "adopted");
  coop_fixture_refuse (fixture, 1, close_voting, &life, MOOT_COOP_ERROR_STATE);
}

static void
test_scheduled (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 3);
  g_auto (ProposalLife) life = { 0 };

  coop_fixture_do (fixture, 1, proposal_discuss, &life);
  coop_fixture_do (fixture, 1, proposal_propose, &life);
  life.opens_at = fixture->now + 3 * MOOT_DAY;
  coop_fixture_refuse (fixture, 1, proposal_open, &life, MOOT_COOP_ERROR_TOO_EARLY);
  life.opens_at = fixture->now + 5 * MOOT_DAY;
  life.closes_at = life.opens_at + 10 * MOOT_DAY;
  coop_fixture_do (fixture, 1, proposal_open, &life);
  coop_fixture_run_jobs (fixture);
  coop_fixture_do (fixture, 1, proposal_look, &life);
  g_assert_cmpstr (life.shown->state, ==, "scheduled");
  coop_fixture_pass_days (fixture, 6);
  coop_fixture_run_jobs (fixture);
  coop_fixture_do (fixture, 1, proposal_look, &life);
  g_assert_cmpstr (life.shown->state, ==, "open");
  g_assert_cmpint (life.shown->opens_at, ==, fixture->now);
  g_assert_cmpint (life.shown->closes_at, ==, life.closes_at);
}

static gboolean
lapse (const MootCoopContext  *context,
       const MootActor        *actor,
       gpointer                data,
       GError                **error)
{
  return moot_membership_change_state (context, actor->record, "lapsed", 0, error);
}

/* A scheduled vote that cannot open does not stand in the way of the others. */
static void
test_scheduled_in_vain (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 2);
  g_auto (ProposalLife) life = { 0 };
  g_auto (ProposalLife) other = { 0 };

  coop_fixture_do (fixture, 1, proposal_discuss, &life);
  coop_fixture_do (fixture, 1, proposal_propose, &life);
  coop_fixture_do (fixture, 1, proposal_discuss, &other);
  coop_fixture_do (fixture, 1, proposal_propose, &other);
  life.opens_at = fixture->now + 5 * MOOT_DAY;
  coop_fixture_do (fixture, 1, proposal_open, &life);
  other.opens_at = life.opens_at + 1;
  coop_fixture_do (fixture, 1, proposal_open, &other);
  coop_fixture_do (fixture, 0, lapse, NULL);
  coop_fixture_do (fixture, 1, leave, NULL);
  fixture->now = other.opens_at;
  coop_fixture_run_jobs (fixture);
  g_assert_cmpint (
    coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM proposal WHERE state = 'discussion'"), ==,
    2);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM proposal_roll"), ==, 0);
}

/* The clock of a laptop may be wrong and be put right, while a vote is open and after its end. */
static void
test_clock (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", 3);
  g_auto (ProposalLife) life = { 0 };
  gint64 closes_at;

  begin (fixture, &life, "ordinary", 0);
  closes_at = life.shown->closes_at;
  fixture->now = closes_at - 1;
  vote (fixture, &life, 0, "agree");
  fixture->now = closes_at;
  prepare_ballot (&life, "disagree");
  coop_fixture_refuse (fixture, 1, proposal_cast, &life, MOOT_COOP_ERROR_CLOSED);
  coop_fixture_refuse (fixture, 0, proposal_cast, &life, MOOT_COOP_ERROR_CLOSED);
  coop_fixture_refuse (fixture, 0, retract, &life, MOOT_COOP_ERROR_CLOSED);
  coop_fixture_run_jobs (fixture);
  coop_fixture_do (fixture, 0, proposal_look, &life);
  g_assert_cmpstr (life.shown->state, ==, "decided");
  g_assert_cmpint (life.shown->closed_at, ==, closes_at);

  /* back by a day: what is decided stays, nobody votes again, and nothing is done twice */
  fixture->now = closes_at - MOOT_DAY;
  coop_fixture_refuse (fixture, 1, proposal_cast, &life, MOOT_COOP_ERROR_CLOSED);
  coop_fixture_refuse (fixture, 0, retract, &life, MOOT_COOP_ERROR_CLOSED);
  coop_fixture_run_jobs (fixture);
  fixture->now = closes_at + MOOT_DAY;
  coop_fixture_run_jobs (fixture);
  coop_fixture_do (fixture, 0, proposal_count, &life);
  g_assert_cmpint (life.tally->cast, ==, 1);
  g_assert_cmpint (life.tally->as_of, ==, closes_at);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT count(*) FROM outcome"), ==, 1);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT count(*) FROM audit_entry "
                                                  "WHERE type = 'proposal.closed'"),
                   ==, 1);
  coop_fixture_check (fixture);
}

/* A draft is its author's alone. */
static void
test_draft (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", 3);
  g_auto (ProposalLife) life = { 0 };

  life.draft.is_draft = TRUE;
  coop_fixture_do (fixture, 1, proposal_discuss, &life);
  coop_fixture_do (fixture, 1, proposal_propose, &life);
  coop_fixture_refuse (fixture, 2, proposal_look, &life, MOOT_COOP_ERROR_NOT_FOUND);
  coop_fixture_do (fixture, 1, proposal_look, &life);
  coop_fixture_do (fixture, 1, amend, &life);
  coop_fixture_do (fixture, 1, proposal_open, &life);
  coop_fixture_do (fixture, 2, proposal_look, &life);
  g_assert_cmpstr (life.shown->state, ==, "open");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/proposal-life/adopted", test_adopted);
  g_test_add_func ("/proposal-life/change-of-mind", test_change_of_mind);
  g_test_add_func ("/proposal-life/refused-ballots", test_refused_ballots);
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autofree char *path = g_strconcat ("/proposal-life/verdict/", verdicts[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_verdict);
    }
  g_test_add_func ("/proposal-life/not-quorate", test_not_quorate);
  g_test_add_func ("/proposal-life/roll", test_roll);
  g_test_add_func ("/proposal-life/only-admin", test_only_admin);
  g_test_add_func ("/proposal-life/all-have-voted", test_all_have_voted);
  g_test_add_func ("/proposal-life/scheduled", test_scheduled);
  g_test_add_func ("/proposal-life/scheduled-in-vain", test_scheduled_in_vain);
  g_test_add_func ("/proposal-life/draft", test_draft);
  g_test_add_func ("/proposal-life/clock", test_clock);

  return g_test_run ();
}
