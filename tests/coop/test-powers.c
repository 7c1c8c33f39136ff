/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is done before it is decided lapses unless members keep it, whatever the clock and the power
 * supply do; what was decided is challenged, answered, or stands after a while; offices end one
 * way. */
#include "proposal-steps.h"

#include "moot-challenges.h"
#include "moot-closing.h"
#include "moot-effects.h"
#include "moot-elections.h"
#include "moot-emergencies.h"
#include "moot-offices.h"
#include "moot-proposals.h"
#include "moot-templates.h"

#include <signal.h>

#define FOLDER "MOOT_TEST_FOLDER"
#define STATE(state) "SELECT COUNT(*) FROM emergency WHERE state = '" state "'"
#define ENTRIES(type) "SELECT COUNT(*) FROM audit_entry WHERE type = '" type "'"
#define BLOCKED "SELECT COUNT(*) FROM domain_block WHERE domain = 'bad.example'"
#define MODERATOR                                               \
  "INSERT INTO member_role (member_id, role, from_on, log_seq)" \
  " SELECT 2, 'moderator', 0, MAX(seq) FROM audit_entry"

static const MootEmergencyDraft block = {
  .type = "domain_block",
  .params = "{\"domain\":\"Bad.Example\",\"severity\":\"suspend\"}",
  .reason_code = "abuse",
  .reason = "Harasses our members.",
};

static gboolean
act (const MootCoopContext  *context,
     const MootActor        *actor,
     gpointer                data,
     GError                **error)
{
  return moot_emergencies_act (context, actor, data, error) != 0;
}

static CoopFixture *
make_coop (void)
{
  CoopFixture *coop = coop_fixture_new ("social-coop", 5);

  coop->edits_records = TRUE; /* the office is not granted but written */
  coop_fixture_do (coop, 0, proposal_run_sql, MODERATOR);
  return coop;
}

/* The ballots of all members about the proposal that an emergency opened. */
static void
vote_all (CoopFixture *coop,
          const char  *key,
          guint        n)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT o.id FROM proposal_option o JOIN emergency e ON e.proposal_id = o.proposal_id"
    " WHERE o.key = '%s' ORDER BY o.id DESC LIMIT 1",
    key);
  ProposalLife life = { .proposal =
                          coop_fixture_get_int (coop, "SELECT MAX(proposal_id) FROM emergency") };

  life.ballot = (MootBallotDraft){ .proposal_version = 1,
                                   .choices = { { coop_fixture_get_int (coop, sql), 1 } },
                                   .n_choices = 1,
                                   .reason = "Because." };
  for (guint i = 0; i < n; i++)
    coop_fixture_do (coop, i, proposal_cast, &life);
}

/* Emergencies --------------------------------------------------------------------------------- */

static void
test_lapse (void)
{
  g_autoptr (CoopFixture) coop = make_coop ();

  coop_fixture_refuse (coop, 2, act, (gpointer) &block, MOOT_COOP_ERROR_FORBIDDEN);
  coop_fixture_do (coop, 1, act, (gpointer) &block);
  g_assert_cmpint (coop_fixture_get_int (coop, BLOCKED), ==, 1);
  g_assert_cmpint (coop_fixture_get_int (coop, STATE ("active")), ==, 1);
  /* the thread is there, and the vote */
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM discussion d JOIN emergency e"
                                " ON e.discussion_id = d.id WHERE d.title LIKE 'Emergency:%'"),
    ==, 1);
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM proposal WHERE state = 'open'"), ==, 1);
  coop_fixture_refuse (coop, 1, act, (gpointer) &block, MOOT_COOP_ERROR_EXISTS);

  /* not yet, and then it is: whether or not the node ran in between */
  coop_fixture_pass_days (coop, 6);
  coop_fixture_run_jobs (coop);
  g_assert_cmpint (coop_fixture_get_int (coop, BLOCKED), ==, 1);
  coop_fixture_pass_days (coop, 30);
  coop_fixture_run_jobs (coop);
  coop_fixture_run_jobs (coop);
  g_assert_cmpint (coop_fixture_get_int (coop, BLOCKED), ==, 0);
  g_assert_cmpint (coop_fixture_get_int (coop, STATE ("lapsed")), ==, 1);
  g_assert_cmpint (coop_fixture_get_int (coop, ENTRIES ("emergency.taken")), ==, 1);
  g_assert_cmpint (coop_fixture_get_int (coop, ENTRIES ("emergency.lapsed")), ==, 1);
  g_assert_cmpint (coop_fixture_get_int (coop, ENTRIES ("emergency.ratified")), ==, 0);

  /* what lapsed is not done again without a decision; nor does a clock that goes back revive it */
  coop_fixture_do (coop, 0, proposal_run_sql,
                   "UPDATE member SET state = 'active' WHERE state = 'lapsed'");
  coop_fixture_refuse (coop, 1, act, (gpointer) &block, MOOT_COOP_ERROR_STATE);
  coop_fixture_pass_days (coop, -20);
  coop_fixture_run_jobs (coop);
  g_assert_cmpint (coop_fixture_get_int (coop, BLOCKED), ==, 0);
  coop_fixture_check (coop);
}

static void
test_ratified (void)
{
  g_autoptr (CoopFixture) coop = make_coop ();

  coop_fixture_do (coop, 1, act, (gpointer) &block);
  vote_all (coop, "agree", 5);
  coop_fixture_pass_days (coop, 8);
  coop_fixture_run_jobs (coop);
  coop_fixture_pass_days (coop, 30);
  coop_fixture_run_jobs (coop);
  g_assert_cmpint (coop_fixture_get_int (coop, STATE ("ratified")), ==, 1);
  g_assert_cmpint (coop_fixture_get_int (coop, BLOCKED), ==, 1);
  g_assert_cmpint (coop_fixture_get_int (coop, ENTRIES ("emergency.ratified")), ==, 1);
  coop_fixture_check (coop);
}

static void
test_refused (void)
{
  static const MootEmergencyDraft drafts[] = {
    { "account_action", "{\"account_id\":\"103\",\"measure\":\"suspend\"}", "spam", "Spam." },
    { "discussion_lock", "{\"discussion_id\":\"1\"}", "abuse", "A fight." },
  };
  g_autoptr (CoopFixture) coop = make_coop ();
  g_auto (ProposalLife) life = { 0 };

  coop_fixture_do (coop, 2, proposal_discuss, &life);
  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      coop_fixture_do (coop, 1, act, (gpointer) &drafts[i]);
      g_assert_cmpint (coop_fixture_get_int (
                         coop, i == 0 ? "SELECT suspended <> 0 FROM account WHERE id = 103"
                                      : "SELECT state = 'locked' FROM discussion WHERE id = 1"),
                       ==, 1);
      coop_fixture_do (coop, 0, proposal_run_sql,
                       "UPDATE member SET state = 'active' WHERE state = 'lapsed'");
      vote_all (coop, "disagree", 3);
      coop_fixture_pass_days (coop, 8);
      coop_fixture_run_jobs (coop);
      g_assert_cmpint (coop_fixture_get_int (
                         coop, i == 0 ? "SELECT suspended <> 0 FROM account WHERE id = 103"
                                      : "SELECT state = 'locked' FROM discussion WHERE id = 1"),
                       ==, 0);
    }
  g_assert_cmpint (coop_fixture_get_int (coop, STATE ("lapsed")), ==, 2);
  coop_fixture_check (coop);
}

static const struct
{
  MootEmergencyDraft draft;
  MootCoopError code;
} refusals[] = {
  { { "expel", "{}", "abuse", "No." }, MOOT_COOP_ERROR_INVALID },
  { { "domain_block", "7", "abuse", "No." }, MOOT_COOP_ERROR_INVALID },
  { { "domain_block", NULL, "abuse", "No." }, MOOT_COOP_ERROR_INVALID },
  { { "domain_block", "{\"domain\":\"a b\"}", "abuse", "No." }, MOOT_COOP_ERROR_INVALID },
  { { "domain_block", "{\"domain\":\"a.example\"}", "mood", "No." }, MOOT_COOP_ERROR_INVALID },
  { { "domain_block", "{\"domain\":\"a.example\"}", "abuse", " " }, MOOT_COOP_ERROR_BLANK },
  { { "discussion_lock", "{\"discussion_id\":\"9\"}", "abuse", "No." }, MOOT_COOP_ERROR_INVALID },
  { { "account_action", "{\"account_id\":\"999\",\"measure\":\"suspend\"}", "abuse", "No." },
    MOOT_COOP_ERROR_INVALID },
};

static void
test_refusals (void)
{
  g_autoptr (CoopFixture) coop = make_coop ();

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    coop_fixture_refuse (coop, 1, act, (gpointer) &refusals[i].draft, refusals[i].code);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM emergency"), ==, 0);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM discussion"), ==, 0);
}

/* Killed -------------------------------------------------------------------------------------- */

static void
die (gpointer data)
{
  raise (SIGKILL);
}

/* What a process of its own does until the power fails: before the change is on disk, or right
 * after. */
static gboolean
act_and_die (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  CoopFixture *coop = data;
  g_auto (GStrv) parts = g_strsplit (g_getenv (FOLDER), "|", 4);
  g_autoptr (MootActor) actor = NULL;
  MootCoopContext context;

  g_assert_true (moot_coop_context_init (&context, db, coop->site, coop->now, error));
  actor = moot_actor_load (&context, 101, error);
  g_assert_no_error (*error);
  if (g_str_equal (parts[2], "take"))
    g_assert_cmpint (moot_emergencies_act (&context, actor, &block, error), !=, 0);
  else
    g_assert_true (moot_emergencies_settle (&context, 1, FALSE, error));
  if (g_str_equal (parts[3], "before"))
    raise (SIGKILL);
  moot_db_after_commit (db, die, NULL, NULL);
  return TRUE;
}

static void
be_killed (void)
{
  g_auto (GStrv) parts = g_strsplit (g_getenv (FOLDER), "|", 4);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = moot_site_database_path (parts[0]);
  CoopFixture coop = { 0 };
  MootDb *reader;

  moot_store_ensure_resources ();
  coop.now = g_ascii_strtoll (parts[1], NULL, 10);
  coop.pool = moot_db_pool_open (path, MOOT_NODE_SCHEMA_FOLDER, &error);
  g_assert_no_error (error);
  reader = moot_db_pool_borrow_reader (coop.pool, &error);
  coop.site = moot_site_load (reader, parts[0], &error);
  g_assert_no_error (error);
  moot_db_pool_return_reader (coop.pool, reader);
  moot_db_pool_write (coop.pool, act_and_die, &coop, &error);
  g_assert_no_error (error);
}

static void
kill_at (CoopFixture *coop,
         const char  *what,
         const char  *when)
{
  g_autofree char *where = g_strdup_printf ("%s|%" G_GINT64_FORMAT "|%s|%s", coop->folder,
                                            coop->now, what, when);

  g_setenv (FOLDER, where, TRUE);
  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, 0);
  g_test_trap_assert_failed ();
  g_unsetenv (FOLDER);
}

/* All of it or nothing: never a block without its thread, nor one that nobody undoes. */
static void
test_killed (void)
{
  g_autoptr (CoopFixture) coop = NULL;

  if (g_test_subprocess ())
    {
      be_killed ();
      return;
    }
  coop = make_coop ();
  kill_at (coop, "take", "before");
  g_assert_cmpint (coop_fixture_get_int (coop, BLOCKED), ==, 0);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM discussion"), ==, 0);
  kill_at (coop, "take", "after");
  g_assert_cmpint (coop_fixture_get_int (coop, BLOCKED), ==, 1);
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM proposal WHERE state = 'open'"), ==, 1);
  kill_at (coop, "lapse", "before");
  g_assert_cmpint (coop_fixture_get_int (coop, BLOCKED), ==, 1);
  g_assert_cmpint (coop_fixture_get_int (coop, STATE ("active")), ==, 1);
  coop_fixture_pass_days (coop, 30);
  coop_fixture_run_jobs (coop);
  g_assert_cmpint (coop_fixture_get_int (coop, BLOCKED), ==, 0);
  g_assert_cmpint (coop_fixture_get_int (coop, ENTRIES ("emergency.lapsed")), ==, 1);
  coop_fixture_check (coop);
}

/* Challenges ---------------------------------------------------------------------------------- */

static gboolean
raise_one (const MootCoopContext  *context,
           const MootActor        *actor,
           gpointer                data,
           GError                **error)
{
  return moot_challenges_raise (context, actor, *(gint64 *) data, "The roll was wrong.", error);
}

static gboolean
uphold (const MootCoopContext  *context,
        const MootActor        *actor,
        gpointer                data,
        GError                **error)
{
  return moot_challenges_answer (context, actor, *(gint64 *) data, TRUE, "It was.", error);
}

static gboolean
dismiss (const MootCoopContext  *context,
         const MootActor        *actor,
         gpointer                data,
         GError                **error)
{
  return moot_challenges_answer (context, actor, *(gint64 *) data, FALSE, "It was not.", error);
}

/* Adopted with a task as its effect, which waits for the days of challenge to pass. */
static void
adopt (CoopFixture  *coop,
       ProposalLife *life)
{
  proposal_vote_for (coop, life, "large", "{\"type\":\"task\",\"title\":\"Go\"}", 0);
  coop_fixture_pass_days (coop, 8);
  coop_fixture_run_jobs (coop);
}

#define GIVE_DAYS                                                                                 \
  "UPDATE bylaws SET rules = json_set(rules, '$.classes[' || (SELECT k.key FROM json_each(rules," \
  " '$.classes') k WHERE json_extract(k.value, '$.id') = 'large') || '].challenge_days', 7)"
#define TASKS "SELECT COUNT(*) FROM task"

static void
test_challenge (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 4);
  g_auto (ProposalLife) life = { 0 };
  static const struct
  {
    CoopStep answer;
    gint64 n_tasks;
    const char *entry;
  } ways[] = {
    { dismiss, 1, ENTRIES ("challenge.dismissed") },
    { NULL, 2, ENTRIES ("challenge.lapsed") },
    { uphold, 2, ENTRIES ("challenge.upheld") },
  };

  coop->edits_records = TRUE;
  coop_fixture_do (coop, 0, proposal_run_sql, GIVE_DAYS);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      adopt (coop, &life);
      coop_fixture_do (coop, 0, proposal_run_sql,
                       "UPDATE member SET state = 'active' WHERE state = 'lapsed'");
      coop_fixture_do (coop, 2, raise_one, &life.proposal);
      coop_fixture_refuse (coop, 2, raise_one, &life.proposal, MOOT_COOP_ERROR_EXISTS);
      coop_fixture_refuse (coop, 3, dismiss, &life.proposal, MOOT_COOP_ERROR_FORBIDDEN);
      coop_fixture_pass_days (coop, 8);
      coop_fixture_run_jobs (coop);
      g_assert_cmpint (coop_fixture_get_int (coop, TASKS), ==, i == 0 ? 0 : ways[i - 1].n_tasks);
      coop_fixture_refuse (coop, 3, raise_one, &life.proposal, MOOT_COOP_ERROR_CLOSED);
      if (ways[i].answer != NULL)
        coop_fixture_do (coop, 0, ways[i].answer, &life.proposal);
      else
        coop_fixture_pass_days (coop, MOOT_CHALLENGE_ANSWER_DAYS);
      coop_fixture_run_jobs (coop);
      g_assert_cmpint (coop_fixture_get_int (coop, TASKS), ==, ways[i].n_tasks);
      g_assert_cmpint (coop_fixture_get_int (coop, ways[i].entry), ==, 1);
      coop_fixture_refuse (coop, 0, dismiss, &life.proposal, MOOT_COOP_ERROR_STATE);
      coop_fixture_do (coop, 0, proposal_run_sql,
                       "UPDATE member SET state = 'active' WHERE state = 'lapsed'");
    }
  coop_fixture_do (coop, 0, proposal_read_outcome, &life);
  g_assert_false (life.outcome->in_force);
  g_assert_nonnull (strstr (life.outcome->statement, "Set aside"));
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM effect WHERE state = 'dropped'"), ==, 1);
  g_assert_cmpint (coop_fixture_get_int (coop, ENTRIES ("challenge.raised")), ==, 3);
}

/* Templates ----------------------------------------------------------------------------------- */

static gboolean
read_templates (const MootCoopContext  *context,
                const MootActor        *actor,
                gpointer                data,
                GError                **error)
{
  *(char **) data = moot_templates_write (context, actor, error);
  return *(char **) data != NULL;
}

static void
test_templates (void)
{
  static const char *const presets[] = { "social-coop", "association", "sociocratic", "tiny" };
  static const char *const ids[] = { "domain_block", "role_grant", "budget_line", "bylaws",
                                     "admission" };

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      g_autoptr (CoopFixture) coop = coop_fixture_new (presets[i], 1);
      g_autofree char *json = NULL;

      coop_fixture_do (coop, 0, read_templates, &json);
      for (guint k = 0; k < G_N_ELEMENTS (ids); k++)
        {
          g_autofree char *word = g_strdup_printf ("\"id\":\"%s\"", ids[k]);

          g_assert_nonnull (strstr (json, word));
        }
      g_assert_nonnull (strstr (json, "\"class\":\"bylaw\""));
      g_assert_nonnull (strstr (json, "\"class\":\"spending\""));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/powers/emergency/lapse", test_lapse);
  g_test_add_func ("/powers/emergency/ratified", test_ratified);
  g_test_add_func ("/powers/emergency/refused", test_refused);
  g_test_add_func ("/powers/emergency/refusals", test_refusals);
  g_test_add_func ("/powers/emergency/killed", test_killed);
  g_test_add_func ("/powers/challenge", test_challenge);
  g_test_add_func ("/powers/templates", test_templates);
  return g_test_run ();
}
