/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The lot of an election, which no one person chooses, and what time reminds of. */
#include "election-stage.h"

#include "moot-clock.h"
#include "moot-election-lot.h"
#include "moot-ranked-count.h"

#define ENTRIES(type) "SELECT COUNT(*) FROM audit_entry WHERE type = '" type "'"
#define NEWS(type) "SELECT COUNT(*) FROM coop_notification WHERE type = '" type "'"
#define TASKS "SELECT COUNT(*) FROM task"

/* Two members watch over the votes of two others. */
typedef struct
{
  ElectionStage stage; /* the begin: its steps are used here too */
  gint64 scrutineers[2];
  char *lot_commit;
  char *lot_nonce;
} Watch;

static void
watch_clear (Watch *self)
{
  election_stage_clear (&self->stage);
  g_free (self->lot_commit);
  g_free (self->lot_nonce);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watch, watch_clear)

#define STEP(name)                                                              \
  static gboolean name (const MootCoopContext *context, const MootActor *actor, \
                        gpointer data, GError **error)

STEP (scrutinise)
{
  const Watch *watch = data;

  return moot_elections_scrutinise (context, actor, watch->stage.election, watch->lot_commit,
                                    error);
}

STEP (reveal)
{
  const Watch *watch = data;

  return moot_election_lot_reveal (context, actor, watch->stage.election, watch->lot_nonce,
                                   error);
}

STEP (cast_own)
{
  ElectionStage *stage = data;
  const guint mine = actor->id == 1 ? 0 : 1;
  const MootProposalOption *option = g_ptr_array_index (stage->votes.life.shown->options, mine);

  stage->votes.life.ballot = (MootBallotDraft){
    .proposal_version = 1,
    .choices = { { g_ascii_strtoll (option->id, NULL, 10), 1 } },
    .n_choices = 1,
  };
  return proposal_cast (context, actor, &stage->votes.life, error);
}

/* What a scrutineer's device would draw, told apart by @number. */
static void
draw (Watch *watch,
      guint  number)
{
  MootDigest nonce;
  MootDigest commit;

  memset (nonce.bytes, (int) number, sizeof nonce.bytes);
  moot_lot_hash_nonce (&nonce, &commit);
  g_free (watch->lot_commit);
  g_free (watch->lot_nonce);
  watch->lot_commit = moot_digest_to_hex (&commit);
  watch->lot_nonce = moot_digest_to_hex (&nonce);
}

static void
appoint (CoopFixture *fixture,
         Watch       *watch)
{
  for (guint i = 0; i < G_N_ELEMENTS (watch->scrutineers); i++)
    watch->scrutineers[i] = fixture->members[2 + i];
  watch->stage.call.scrutineers = watch->scrutineers;
  watch->stage.call.n_scrutineers = G_N_ELEMENTS (watch->scrutineers);
}

static void
commit (CoopFixture *fixture,
        Watch       *watch,
        guint        member)
{
  draw (watch, member);
  coop_fixture_do (fixture, member, scrutinise, watch);
}

/* One vote for each of two: nobody but the lot can tell who is elected. */
static void
vote_for_both (CoopFixture *fixture,
               Watch       *watch)
{
  election_stand (fixture, &watch->stage, 0);
  election_stand (fixture, &watch->stage, 1);
  election_go_to (fixture, &watch->stage, watch->stage.shown->nominations_close_at, "review");
  election_go_to (fixture, &watch->stage, watch->stage.shown->roll_at, "review");
}

static void
open_and_cast (CoopFixture *fixture,
               Watch       *watch)
{
  ElectionStage *stage = &watch->stage;

  election_go_to (fixture, stage, stage->shown->opens_at, "voting");
  coop_fixture_do (fixture, 0, proposal_look, &stage->votes.life);
  coop_fixture_do (fixture, 0, cast_own, stage);
  coop_fixture_do (fixture, 1, cast_own, stage);
  coop_fixture_refuse (fixture, 2, reveal, watch, MOOT_COOP_ERROR_INVALID);
  draw (watch, 2);
  coop_fixture_refuse (fixture, 2, reveal, watch, MOOT_COOP_ERROR_STATE);
}

/* With the stages of a ranked count, by itself for other ballots. */
static void
read_lot (MootTally  *tally,
          const char *uri,
          MootLot    *out_lot)
{
  g_autoptr (JsonNode) node = tally->lot != NULL ? moot_json_parse (tally->lot, -1, NULL) : NULL;

  if (node == NULL)
    g_assert_true (moot_ranked_count_read_lot (tally->stv, uri, out_lot));
  else
    g_assert_true (moot_lot_read (json_node_get_object (node), uri, out_lot));
}

/* The winner follows from both numbers, and from nothing else. */
static void
check_seed (Watch *watch,
            guint  n_shown)
{
  ElectionStage *stage = &watch->stage;
  g_autofree char *tally_text = g_strdup (stage->shown->tally);
  g_autoptr (MootTally) tally = moot_entity_from_text (MOOT_TYPE_TALLY, tally_text, NULL);
  const char *ids[2];
  guint order[2];
  MootDigest nonces[2];
  MootDigest seed;
  MootLot lot;

  read_lot (tally, stage->votes.life.shown->uri, &lot);
  g_assert_cmpuint (lot.n_shares, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      memset (nonces[i].bytes, (int) i + 2, sizeof nonces[i].bytes);
      ids[i] =
        ((MootProposalOption *) g_ptr_array_index (stage->votes.life.shown->options, i))->id;
    }
  moot_lot_make_seed (&lot.eid, nonces, n_shown, &seed);
  g_assert_cmpmem (&seed, sizeof seed, &lot.seed, sizeof lot.seed);
  moot_lot_draw (&seed, ids, 2, order);
  g_assert_cmpstr (election_get_candidacy (stage, order[0])->elected, ==, "true");
  g_assert_cmpstr (election_get_candidacy (stage, order[1])->elected, ==, "false");
}

/* @data: whether ballots are ranked; else each approves of one. */
static void
test_tie (gconstpointer data)
{
  const gboolean ranked = GPOINTER_TO_INT (data);
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", PAPER_VOTES_FIRST);
  g_auto (Watch) watch = { 0 };
  ElectionStage *stage = &watch.stage;

  fixture->edits_records = ranked;
  if (ranked)
    coop_fixture_do (fixture, 0, election_ask_for_stv, stage);
  appoint (fixture, &watch);
  election_begin (fixture, stage, 1);
  commit (fixture, &watch, 2);
  coop_fixture_refuse (fixture, 2, scrutinise, &watch, MOOT_COOP_ERROR_EXISTS);
  coop_fixture_refuse (fixture, 1, scrutinise, &watch, MOOT_COOP_ERROR_FORBIDDEN);
  commit (fixture, &watch, 3);
  vote_for_both (fixture, &watch);
  open_and_cast (fixture, &watch);

  /* it is over for voters, and not counted */
  election_go_to (fixture, stage, stage->shown->closes_at, "voting");
  coop_fixture_refuse (fixture, 0, cast_own, stage, MOOT_COOP_ERROR_CLOSED);
  g_assert_cmpint (stage->shown->lot_due_at, ==, fixture->now + MOOT_LOT_WAIT_DAYS * MOOT_DAY);
  coop_fixture_refuse (fixture, 3, reveal, &watch, MOOT_COOP_ERROR_INVALID);
  coop_fixture_refuse (fixture, 1, reveal, &watch, MOOT_COOP_ERROR_FORBIDDEN);
  coop_fixture_do (fixture, 2, reveal, &watch);
  coop_fixture_refuse (fixture, 2, reveal, &watch, MOOT_COOP_ERROR_EXISTS);
  election_go_to (fixture, stage, fixture->now + MOOT_HOUR, "voting");
  draw (&watch, 3);
  coop_fixture_do (fixture, 3, reveal, &watch);
  election_go_to (fixture, stage, fixture->now, "declared");
  check_seed (&watch, 2);
  g_assert_cmpstr (stage->shown->outcome, ==, "elected");
  g_assert_nonnull (strstr (stage->shown->scrutineers, watch.lot_nonce));
  g_assert_cmpint (coop_fixture_get_int (fixture, ENTRIES ("election.lot_committed")), ==, 2);
  g_assert_cmpint (coop_fixture_get_int (fixture, ENTRIES ("election.lot_shown")), ==, 2);
  coop_fixture_check (fixture);
}

/* Whoever does not show a number holds nothing up for long; a computer that slept takes none of
 * that time. */
static void
test_forfeited (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", PAPER_VOTES_FIRST);
  g_auto (Watch) watch = { 0 };
  ElectionStage *stage = &watch.stage;

  fixture->edits_records = TRUE;
  coop_fixture_do (fixture, 0, election_ask_for_stv, stage);
  appoint (fixture, &watch);
  election_begin (fixture, stage, 1);
  watch.lot_commit = g_strdup ("short");
  coop_fixture_refuse (fixture, 2, scrutinise, &watch, MOOT_COOP_ERROR_INVALID);
  commit (fixture, &watch, 2);
  commit (fixture, &watch, 3);
  vote_for_both (fixture, &watch);
  open_and_cast (fixture, &watch);
  election_go_to (fixture, stage, stage->shown->closes_at + 9 * MOOT_DAY, "voting");
  coop_fixture_do (fixture, 2, reveal, &watch);
  election_go_to (fixture, stage, fixture->now + MOOT_LOT_WAIT_DAYS * MOOT_DAY - 1, "voting");
  election_go_to (fixture, stage, fixture->now + 1, "declared");
  draw (&watch, 3);
  coop_fixture_refuse (fixture, 3, reveal, &watch, MOOT_COOP_ERROR_STATE);
  check_seed (&watch, 1);
  g_assert_cmpint (coop_fixture_get_int (fixture, ENTRIES ("election.lot_forfeited")), ==, 1);
  coop_fixture_check (fixture);
}

STEP (give_up)
{
  ElectionStage *stage = data;

  stage->candidate = (MootCandidacyDraft){ .state = "withdrawn" };
  return moot_candidacies_change (context, actor, 1, &stage->candidate, error);
}

/* The volunteers are known before anybody shows a number. */
static void
test_sortition (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 6);
  g_auto (Watch) watch = { 0 };
  ElectionStage *stage = &watch.stage;
  guint n_elected = 0;

  appoint (fixture, &watch);
  stage->call.rule = MOOT_RULE_SORTITION;
  election_begin (fixture, stage, 1);
  commit (fixture, &watch, 2);
  election_stand (fixture, stage, 1);
  election_stand (fixture, stage, 4);
  election_stand (fixture, stage, 5);
  election_go_to (fixture, stage, stage->shown->opens_at, "review");
  draw (&watch, 3);
  coop_fixture_refuse (fixture, 3, scrutinise, &watch, MOOT_COOP_ERROR_CLOSED);
  coop_fixture_refuse (fixture, 1, give_up, stage, MOOT_COOP_ERROR_STATE);
  draw (&watch, 2);
  coop_fixture_do (fixture, 2, reveal, &watch);
  election_go_to (fixture, stage, fixture->now, "declared");
  g_assert_nonnull (strstr (stage->shown->lot, watch.lot_nonce));
  for (guint i = 0; i < 3; i++)
    n_elected += g_strcmp0 (election_get_candidacy (stage, i)->elected, "true") == 0;
  g_assert_cmpuint (n_elected, ==, 1);
  coop_fixture_check (fixture);
}

/* Reminders ----------------------------------------------------------------------------------- */

static void
remind_at (CoopFixture *fixture,
           gint64       time,
           gint64       expected)
{
  fixture->now = time;
  moot_clock_set_fake (time);
  election_run_news (fixture);
  election_run_news (fixture);
  g_assert_cmpint (coop_fixture_get_int (fixture, NEWS ("closing")), ==, expected);
}

/* In the middle of the voting, a day and two hours before its end those hear of it who have not
 * voted; each moment once, whatever becomes of the news; and several that were slept over, once. */
static void
test_reminders (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", PAPER_VOTES_FIRST);
  g_auto (ElectionStage) stage = { 0 };
  gint64 closes_at;
  gint64 half;

  election_begin (fixture, &stage, 1);
  election_stand (fixture, &stage, 0);
  election_stand (fixture, &stage, 1);
  election_go_to (fixture, &stage, stage.shown->opens_at, "voting");
  closes_at = stage.shown->closes_at;
  half = (closes_at - fixture->now) / 2;
  coop_fixture_do (fixture, 0, proposal_look, &stage.votes.life);
  g_assert_cmpuint (g_strv_length (stage.votes.life.shown->reminders), ==, 3);
  remind_at (fixture, fixture->now, 0);
  remind_at (fixture, closes_at - half - 1, 0);
  remind_at (fixture, closes_at - half, 4);
  coop_fixture_do (fixture, 0, proposal_run_sql, "DELETE FROM coop_notification");
  remind_at (fixture, closes_at - half + MOOT_HOUR, 0);
  coop_fixture_do (fixture, 0, cast_own, &stage);
  remind_at (fixture, closes_at - MOOT_HOUR, 3);
  remind_at (fixture, closes_at - MOOT_HOUR / 2, 3);
  remind_at (fixture, closes_at, 3);
  coop_fixture_check (fixture);
}

/* Sixty days before a term ends its holder and whoever calls elections hear of it, and what has to
 * be handed over is written down; once.  What ended while nobody looked is not told of. */
static void
test_terms (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", PAPER_VOTES_FIRST);
  g_auto (ElectionStage) stage = { 0 };
  gint64 to;

  election_begin (fixture, &stage, 1);
  election_stand (fixture, &stage, 1);
  election_stand (fixture, &stage, 2);
  election_go_to (fixture, &stage, stage.shown->opens_at, "voting");
  coop_fixture_do (fixture, 0, proposal_look, &stage.votes.life);
  coop_fixture_do (fixture, 1, cast_own, &stage);
  coop_fixture_do (fixture, 2, cast_own, &stage);
  election_go_to (fixture, &stage, stage.shown->closes_at, "declared");
  to = election_get_office (&stage, 0)->to;
  election_go_to (fixture, &stage, stage.shown->challenge_until, "closed");

  fixture->now = to - 61 * MOOT_DAY + 12 * MOOT_HOUR;
  moot_clock_set_fake (fixture->now);
  election_run_news (fixture);
  g_assert_cmpint (coop_fixture_get_int (fixture, NEWS ("term_mine")), ==, 0);
  coop_fixture_pass_days (fixture, 1);
  for (guint i = 0; i < 2; i++)
    {
      election_run_news (fixture);
      g_assert_cmpint (coop_fixture_get_int (fixture, NEWS ("term_mine") " AND member_id = 3"), ==,
                       1);
      g_assert_cmpint (coop_fixture_get_int (fixture, NEWS ("term") " AND actor_id = 3"), ==, 1);
      g_assert_cmpint (coop_fixture_get_int (fixture, NEWS ("term") " AND member_id = 1"), ==, 1);
      g_assert_cmpint (coop_fixture_get_int (fixture, TASKS " WHERE owner_id = 3"), ==, 1);
      coop_fixture_do (fixture, 0, proposal_run_sql,
                       "DELETE FROM coop_notification WHERE type = 'closing'");
    }
  coop_fixture_do (fixture, 0, proposal_run_sql, "UPDATE member_role SET warned_at = 0");
  fixture->now = to + MOOT_DAY + 12 * MOOT_HOUR;
  moot_clock_set_fake (fixture->now);
  election_run_news (fixture);
  g_assert_cmpint (coop_fixture_get_int (fixture, TASKS), ==, 1);
  coop_fixture_check (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/coop/election-lots/tie", GINT_TO_POINTER (TRUE), test_tie);
  g_test_add_data_func ("/coop/election-lots/tie-of-approvals", GINT_TO_POINTER (FALSE), test_tie);
  g_test_add_func ("/coop/election-lots/forfeited", test_forfeited);
  g_test_add_func ("/coop/election-lots/sortition", test_sortition);
  g_test_add_func ("/coop/election-lots/reminders", test_reminders);
  g_test_add_func ("/coop/election-lots/terms", test_terms);
  return g_test_run ();
}
