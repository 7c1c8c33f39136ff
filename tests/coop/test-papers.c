/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Anonymous votes: who has voted and what was voted never meet, nobody votes twice, nobody looks
 * early, and what was published is what the log has. */
#include "proposal-steps.h"

#include "moot-audit.h"
#include "moot-clock.h"
#include "moot-paper.h"

#define VOTERS 7
#define OFFENDER 6 /* leaves during the vote */

/* Data of steps that look. */
typedef struct
{
  ProposalLife life; /* the begin: its steps are used here too */
  GPtrArray *papers;
  MootVoters *voters;
  GPtrArray *problems;
  MootRange range;
} Box;

static void
box_clear (Box *self)
{
  proposal_life_clear (&self->life);
  g_clear_pointer (&self->papers, g_ptr_array_unref);
  g_clear_object (&self->voters);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Box, box_clear)

#define STEP(name)                                                              \
  static gboolean name (const MootCoopContext *context, const MootActor *actor, \
                        gpointer data, GError **error)

STEP (list_papers)
{
  Box *box = data;

  g_clear_pointer (&box->papers, g_ptr_array_unref);
  box->papers = moot_papers_list (context, actor, box->life.proposal, &box->range, error);
  return box->papers != NULL;
}

STEP (load_voters)
{
  Box *box = data;

  g_clear_object (&box->voters);
  box->voters = moot_papers_load_voters (context, actor, box->life.proposal, error);
  return box->voters != NULL;
}

STEP (look_for_problems)
{
  Box *box = data;

  g_clear_pointer (&box->problems, g_ptr_array_unref);
  box->problems = g_ptr_array_new_with_free_func (g_free);
  return moot_audit_check (context->db, box->problems, error) &&
         moot_audit_check_records (context->db, box->problems, error);
}

STEP (retract)
{
  return moot_voting_retract (context, actor, ((Box *) data)->life.proposal, error);
}

STEP (withdraw)
{
  return moot_proposals_withdraw (context, actor, ((Box *) data)->life.proposal, error);
}

static void
choose (Box        *box,
        const char *key)
{
  ProposalLife *life = &box->life;

  for (guint i = 0; i < life->shown->options->len; i++)
    {
      const MootProposalOption *option = g_ptr_array_index (life->shown->options, i);

      if (g_str_equal (option->key, key))
        life->ballot = (MootBallotDraft){
          .choices = { { g_ascii_strtoll (option->id, NULL, 10), 1 } },
          .n_choices = 1,
          .reason = "Because.",
          .proposal_version = life->shown->version,
        };
    }
}

/* A vote on a recall, which the bylaws want to be secret. */
static void
open_vote (CoopFixture *fixture,
           Box         *box)
{
  box->range = (MootRange){ .below = G_MAXINT64, .limit = 80 };
  box->life.draft = (MootProposalDraft){ .class = "recall" };
  coop_fixture_do (fixture, 1, proposal_discuss, box);
  coop_fixture_do (fixture, 1, proposal_propose, box);
  coop_fixture_pass_days (fixture, 14);
}

static void
begin (CoopFixture *fixture,
       Box         *box)
{
  open_vote (fixture, box);
  coop_fixture_do (fixture, 1, proposal_open, box);
  coop_fixture_do (fixture, 1, proposal_look, box);
}

static void
cast (CoopFixture *fixture,
      Box         *box,
      guint        member,
      const char  *key)
{
  choose (box, key);
  proposal_draw_stamp (&box->life, member + 1);
  coop_fixture_do (fixture, member, proposal_cast_paper, box);
}

static void
close_vote (CoopFixture *fixture,
            Box         *box)
{
  fixture->now = box->life.shown->closes_at;
  moot_clock_set_fake (fixture->now);
  coop_fixture_run_jobs (fixture);
  coop_fixture_do (fixture, 0, proposal_look, box);
}

/* While it is open -------------------------------------------------------------------------------
 */

static void
check_hidden (CoopFixture *fixture,
              Box         *box)
{
  g_assert_true (box->life.shown->anonymous);
  g_assert_cmpstr (box->life.shown->ballot_level, ==, "L1");
  g_assert_cmpstr (box->life.shown->results_visible, ==, "after_close");
  coop_fixture_refuse (fixture, 0, proposal_count, box, MOOT_COOP_ERROR_HIDDEN);
  coop_fixture_refuse (fixture, 0, list_papers, box, MOOT_COOP_ERROR_HIDDEN);
  coop_fixture_refuse (fixture, 0, load_voters, box, MOOT_COOP_ERROR_HIDDEN);
  coop_fixture_refuse (fixture, 0, proposal_cast, box, MOOT_COOP_ERROR_BALLOT_LEVEL);
  coop_fixture_refuse (fixture, 0, retract, box, MOOT_COOP_ERROR_BALLOT_LEVEL);
}

static void
check_stamps (CoopFixture *fixture,
              Box         *box)
{
  static const struct
  {
    const char *stamp;
    MootCoopError code;
  } stamps[] = {
    { NULL, MOOT_COOP_ERROR_BLANK },
    { "", MOOT_COOP_ERROR_BLANK },
    { "short", MOOT_COOP_ERROR_INVALID },
  };

  choose (box, "agree");
  for (guint i = 0; i < G_N_ELEMENTS (stamps); i++)
    {
      g_free (box->life.stamp);
      box->life.stamp = g_strdup (stamps[i].stamp);
      coop_fixture_refuse (fixture, 0, proposal_cast_paper, box, stamps[i].code);
    }
}

/* Once, from whichever device; a change needs the secret of the first paper. */
static void
check_twice (CoopFixture *fixture,
             Box         *box)
{
  gint64 first;

  cast (fixture, box, 0, "agree");
  first = box->life.log_seq;
  /* the answer got lost: the same once more */
  coop_fixture_do (fixture, 0, proposal_cast_paper, box);
  g_assert_cmpint (box->life.log_seq, ==, first);
  /* the same stamp on another paper would be two papers with one receipt */
  choose (box, "disagree");
  coop_fixture_refuse (fixture, 1, proposal_cast_paper, box, MOOT_COOP_ERROR_INVALID);
  /* another device of the same member */
  proposal_draw_stamp (&box->life, 50);
  coop_fixture_refuse (fixture, 0, proposal_cast_paper, box, MOOT_COOP_ERROR_VOTED);
  box->life.secret = proposal_dup_secret (77);
  coop_fixture_refuse (fixture, 0, proposal_cast_paper, box, MOOT_COOP_ERROR_VOTED);
  g_free (box->life.secret);
  box->life.secret = proposal_dup_secret (1);
  coop_fixture_do (fixture, 0, proposal_cast_paper, box);
  g_assert_cmpint (box->life.log_seq, >, first);
  /* the first receipt is worth nothing any more */
  proposal_draw_stamp (&box->life, 51);
  coop_fixture_refuse (fixture, 0, proposal_cast_paper, box, MOOT_COOP_ERROR_VOTED);
  g_clear_pointer (&box->life.secret, g_free);
  coop_fixture_do (fixture, 0, proposal_look, box);
  g_assert_true (box->life.shown->my->voted);
  g_assert_null (box->life.shown->my->ballot_id);
  g_assert_cmpint (box->life.shown->cast_count, ==, 1);
}

/* Arrival decides: a millisecond before the end is in time, the end itself is too late, and the
 * clock set back opens nothing again. */
static void
check_last_moment (CoopFixture *fixture,
                   Box         *box)
{
  const gint64 closes_at = box->life.shown->closes_at;

  fixture->now = closes_at - 1;
  moot_clock_set_fake (fixture->now);
  cast (fixture, box, 4, "disagree");
  fixture->now = closes_at;
  moot_clock_set_fake (fixture->now);
  choose (box, "agree");
  proposal_draw_stamp (&box->life, 6);
  coop_fixture_refuse (fixture, 5, proposal_cast_paper, box, MOOT_COOP_ERROR_CLOSED);
  close_vote (fixture, box);
  fixture->now = closes_at - MOOT_DAY;
  moot_clock_set_fake (fixture->now);
  coop_fixture_refuse (fixture, 5, proposal_cast_paper, box, MOOT_COOP_ERROR_CLOSED);
  fixture->now = closes_at;
}

static void
check_published (CoopFixture *fixture,
                 Box         *box)
{
  g_autofree char *secret = proposal_dup_secret (4);
  g_autofree char *stamp = moot_paper_dup_stamp (secret);
  g_autofree char *number = moot_paper_dup_number (stamp);
  const char *before = "g";
  guint n_mine = 0;

  coop_fixture_do (fixture, 0, list_papers, box);
  coop_fixture_do (fixture, 0, load_voters, box);
  coop_fixture_do (fixture, 0, proposal_count, box);
  g_assert_cmpuint (box->papers->len, ==, 6);
  g_assert_cmpint (box->voters->count, ==, 6);
  g_assert_cmpint (box->life.tally->cast, ==, 6);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM paper_box"), ==, 0);
  for (guint i = 0; i < box->papers->len; i++)
    {
      const MootPaperEntry *paper = g_ptr_array_index (box->papers, i);

      /* in the order of their numbers, last first */
      g_assert_cmpstr (paper->number, <, before);
      before = paper->number;
      n_mine += g_str_equal (paper->number, number);
    }
  g_assert_cmpuint (n_mine, ==, 1);
}

/* What is on the disk leads from no name to a paper: neither secrets nor stamps are there, and the
 * entries of the log name nobody. */
static void
check_disk (CoopFixture *fixture)
{
  g_autofree char *path = moot_site_database_path (fixture->folder);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  const char *const files[] = { path, log };

  g_assert_true (moot_db_pool_checkpoint (fixture->pool, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    for (guint voter = 1; voter <= VOTERS; voter++)
      {
        g_autofree char *secret = proposal_dup_secret (voter);
        g_autofree char *stamp = moot_paper_dup_stamp (secret);
        g_autofree char *content = NULL;
        gsize size = 0;

        if (!g_file_get_contents (files[i], &content, &size, NULL))
          continue;
        g_assert_null (g_strstr_len (content, (gssize) size, secret));
        g_assert_null (memmem (content, size, stamp, strlen (stamp)));
      }
  g_assert_cmpint (
    coop_fixture_get_int (fixture,
                          "SELECT COUNT(*) FROM audit_entry WHERE type LIKE 'vote.paper%' AND "
                          "(actor_id IS NOT NULL OR body NOT LIKE '{\"ballot_sha256\":\"%\"}' OR "
                          "length (body) <> 84)"),
    ==, 0);
  g_assert_cmpint (coop_fixture_get_int (
                     fixture, "SELECT COUNT(*) FROM paper p, audit_entry e "
                              "WHERE instr (e.jcs, p.number) OR instr (e.jcs, p.choices)"),
                   ==, 0);
}

static void
test_life (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("association", VOTERS);
  g_auto (Box) box = { 0 };

  begin (fixture, &box);
  check_hidden (fixture, &box);
  check_stamps (fixture, &box);
  check_twice (fixture, &box);
  for (guint i = 1; i < 4; i++)
    cast (fixture, &box, i, "agree");
  cast (fixture, &box, OFFENDER, "agree");
  /* who is expelled afterwards is no member, and the paper cannot be told from the others */
  fixture->edits_records = TRUE;
  coop_fixture_do (fixture, 0, proposal_run_sql,
                   (gpointer) "UPDATE member SET state = 'expelled' WHERE id = 7");
  box.life.secret = proposal_dup_secret (OFFENDER + 1);
  proposal_draw_stamp (&box.life, 60);
  choose (&box, "disagree");
  coop_fixture_refuse (fixture, OFFENDER, proposal_cast_paper, &box,
                       MOOT_COOP_ERROR_NOT_ELIGIBLE);
  g_clear_pointer (&box.life.secret, g_free);
  check_last_moment (fixture, &box);
  check_published (fixture, &box);
  check_disk (fixture);
  coop_fixture_do (fixture, 0, look_for_problems, &box);
  for (guint i = 0; i < box.problems->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (box.problems, i));
  g_assert_cmpuint (box.problems->len, ==, 0);
}

/* Refused ------------------------------------------------------------------------------------ */

#define NO_FALLBACK "UPDATE bylaws SET rules = replace (rules, ',\"ballot_fallback\":\"L1\"', '')"

static const struct
{
  const char *name;
  guint n_members;
  const char *sql;   /* (nullable): before */
  const char *words; /* of the refusal */
} refusals[] = {
  { "four-would-be-guessed", 4, NULL, "needs 5 voters" },
  { "sealed", 7, NO_FALLBACK, "scrutineers" },
};

static void
test_refused (gconstpointer data)
{
  const guint row = GPOINTER_TO_UINT (data);
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("association", refusals[row].n_members);
  g_autoptr (GError) error = NULL;
  g_auto (Box) box = { 0 };

  open_vote (fixture, &box);
  fixture->edits_records = TRUE;
  if (refusals[row].sql != NULL)
    coop_fixture_do (fixture, 0, proposal_run_sql, (gpointer) refusals[row].sql);
  g_assert_false (coop_fixture_try (fixture, 1, proposal_open, &box, &error));
  g_assert_error (error, MOOT_COOP_ERROR, MOOT_COOP_ERROR_BALLOT_LEVEL);
  g_assert_nonnull (strstr (error->message, refusals[row].words));
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM proposal_roll"), ==, 0);
}

/* Nobody ever reads papers of a vote that was taken back. */
static void
test_withdrawn (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("association", VOTERS);
  g_auto (Box) box = { 0 };

  begin (fixture, &box);
  cast (fixture, &box, 0, "agree");
  coop_fixture_do (fixture, 1, withdraw, &box);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM paper_box"), ==, 0);
  coop_fixture_do (fixture, 0, list_papers, &box);
  g_assert_cmpuint (box.papers->len, ==, 0);
  coop_fixture_check (fixture);
}

/* A computer that slept over the end counts what was there in time, and nothing that comes later.
 */
static void
test_slept (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("association", VOTERS);
  g_auto (Box) box = { 0 };

  begin (fixture, &box);
  for (guint i = 0; i < 5; i++)
    cast (fixture, &box, i, i < 4 ? "agree" : "disagree");
  fixture->now = box.life.shown->closes_at + 3 * MOOT_DAY;
  moot_clock_set_fake (fixture->now);
  proposal_draw_stamp (&box.life, 6);
  coop_fixture_refuse (fixture, 5, proposal_cast_paper, &box, MOOT_COOP_ERROR_CLOSED);
  coop_fixture_run_jobs (fixture);
  coop_fixture_do (fixture, 0, proposal_count, &box);
  g_assert_cmpint (box.life.tally->cast, ==, 5);
  g_assert_cmpstr (box.life.tally->verdict, ==, "adopted");
  coop_fixture_check (fixture);
}

/* Edited by hand --------------------------------------------------------------------------------
 */

static const struct
{
  const char *name;
  gboolean closed;
  const char *sql;
  const char *found;
} edits[] = {
  { "choice", TRUE, "UPDATE paper SET choices = replace (choices, ',1]', ',2]') WHERE position = 2",
    "the papers of proposal 1 are not what" },
  { "reason", TRUE, "UPDATE paper SET reason_source = 'Paid.' WHERE position = 2",
    "the papers of proposal 1 are not what" },
  { "removed", TRUE, "DELETE FROM paper WHERE position = 2", "has 4 papers of 5 voters" },
  { "added", TRUE,
    "INSERT INTO paper SELECT 1, 9, replace (number, 'a', 'b'), choices, NULL, 1 FROM paper WHERE "
    "position = 1",
    "has 6 papers of 5 voters" },
  { "voter", TRUE,
    "UPDATE proposal_roll SET voted = 1 - voted WHERE proposal_id = 1 AND member_id IN (1, 7)",
    "the voters of proposal 1 are not what" },
  { "stuffed", FALSE,
    "INSERT INTO paper_box SELECT 1, replace (number, 'a', 'b'), choices, NULL, 1 FROM paper_box "
    "LIMIT 1",
    "has 6 papers of 5 voters, and 5 in the log" },
  { "stuffed-and-marked", FALSE,
    "INSERT INTO paper_box SELECT 1, replace (number, 'a', 'b'), choices, NULL, 1 FROM paper_box "
    "LIMIT 1; UPDATE proposal_roll SET voted = 1 WHERE proposal_id = 1 AND member_id = 7",
    "has 6 papers of 6 voters, and 5 in the log" },
  { "dropped", FALSE, "DELETE FROM paper_box WHERE number = (SELECT MAX(number) FROM paper_box)",
    "has 4 papers of 5 voters" },
};

static void
test_edited (gconstpointer data)
{
  const guint row = GPOINTER_TO_UINT (data);
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("association", VOTERS);
  g_auto (Box) box = { 0 };
  guint n_found = 0;

  begin (fixture, &box);
  for (guint i = 0; i < 5; i++)
    cast (fixture, &box, i, "agree");
  if (edits[row].closed)
    close_vote (fixture, &box);
  coop_fixture_do (fixture, 0, look_for_problems, &box);
  g_assert_cmpuint (box.problems->len, ==, 0);
  fixture->edits_records = TRUE;
  coop_fixture_do (fixture, 0, proposal_run_sql, (gpointer) edits[row].sql);
  coop_fixture_do (fixture, 0, look_for_problems, &box);
  for (guint i = 0; i < box.problems->len; i++)
    {
      g_test_message ("%s", (const char *) g_ptr_array_index (box.problems, i));
      n_found += strstr (g_ptr_array_index (box.problems, i), edits[row].found) != NULL;
    }
  g_assert_cmpuint (n_found, ==, 1);
}

/* A backup from before a vote is put back: the member is not marked in it and could vote again, but
 * the log has no head any more that the member's app was shown. */
static void
test_backup (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("association", VOTERS);
  g_autofree char *path = g_build_filename (fixture->folder, "backup.db", NULL);
  g_autofree char *keep = g_strdup_printf ("VACUUM INTO '%s'", path);
  g_auto (Box) box = { 0 };
  MootDigest seen;
  MootDigest now;
  gint64 size = 0;
  gint64 size_now = 0;
  MootDb *reader;

  begin (fixture, &box);
  cast (fixture, &box, 0, "agree");
  reader = moot_db_pool_borrow_reader (fixture->pool, NULL);
  g_assert_true (moot_db_execute (reader, keep, NULL));
  moot_db_pool_return_reader (fixture->pool, reader);
  cast (fixture, &box, 1, "disagree");
  reader = moot_db_pool_borrow_reader (fixture->pool, NULL);
  g_assert_true (moot_audit_get_head (reader, box.life.log_seq + 1, &size, &seen, NULL));
  moot_db_pool_return_reader (fixture->pool, reader);

  moot_db_pool_free (fixture->pool);
  fixture->pool = moot_db_pool_open (path, MOOT_NODE_SCHEMA_FOLDER, NULL);
  coop_fixture_do (fixture, 1, proposal_look, &box);
  g_assert_false (box.life.shown->my->voted);
  cast (fixture, &box, 1, "agree");
  reader = moot_db_pool_borrow_reader (fixture->pool, NULL);
  g_assert_true (moot_audit_get_head (reader, size, &size_now, &now, NULL));
  g_assert_cmpint (size_now, ==, size);
  g_assert_cmpint (memcmp (&now, &seen, sizeof now), !=, 0);
  moot_db_pool_return_reader (fixture->pool, reader);
}

/* Many ------------------------------------------------------------------------------------------
 */

#define MANY 5000

STEP (cast_many)
{
  Box *box = data;

  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (MootActor) voter = moot_actor_load (context, PROPOSAL_CROWD + i, error);

      choose (box, i % 10 < 7 ? "agree" : "disagree");
      proposal_draw_stamp (&box->life, i + 1);
      if (voter == NULL || !proposal_cast_paper (context, voter, box, error))
        return FALSE;
    }
  return TRUE;
}

static void
test_many (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("association", 2);
  g_auto (Box) box = { 0 };
  guint n_papers = 0;
  guint n_pages = 0;

  proposal_enrol (fixture, MANY);
  begin (fixture, &box);
  g_assert_cmpint (box.life.shown->eligible_count, ==, MANY + 2);
  coop_fixture_do (fixture, 0, cast_many, &box);
  proposal_close (fixture, &box.life);
  coop_fixture_do (fixture, 0, proposal_count, &box);
  g_assert_cmpint (box.life.tally->cast, ==, MANY);
  g_assert_cmpint (MOOT_TALLY_OPTION (g_ptr_array_index (box.life.tally->options, 0))->votes, ==,
                   MANY / 10 * 7);
  g_assert_cmpstr (box.life.tally->verdict, ==, "adopted");
  do
    {
      coop_fixture_do (fixture, 0, list_papers, &box);
      n_papers += box.papers->len;
      n_pages++;
      if (box.papers->len > 0)
        box.range.below = g_ascii_strtoll (
          MOOT_PAPER_ENTRY (g_ptr_array_index (box.papers, box.papers->len - 1))->id, NULL, 10);
    }
  while (box.papers->len == (guint) box.range.limit);
  g_assert_cmpuint (n_papers, ==, MANY);
  g_assert_cmpuint (n_pages, ==, 63);
  coop_fixture_do (fixture, 0, load_voters, &box);
  g_assert_cmpint (box.voters->count, ==, MANY);
  coop_fixture_do (fixture, 0, look_for_problems, &box);
  g_assert_cmpuint (box.problems->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/coop/papers/life", test_life);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/coop/papers/refused-", refusals[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refused);
    }
  g_test_add_func ("/coop/papers/withdrawn", test_withdrawn);
  g_test_add_func ("/coop/papers/slept", test_slept);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *path = g_strconcat ("/coop/papers/edited-", edits[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_edited);
    }
  g_test_add_func ("/coop/papers/backup", test_backup);
  g_test_add_func ("/coop/papers/many", test_many);

  return g_test_run ();
}
