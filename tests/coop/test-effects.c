/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Decisions have effects: each kind does what it says, once, also when the node is killed; what
 * cannot be done is shown and becomes a task. */
#include "proposal-steps.h"

#include "moot-closing.h"
#include "moot-effects.h"

#include <signal.h>

#define FOLDER "MOOT_TEST_FOLDER"

/* The kinds ----------------------------------------------------------------------------------- */

#define DONE(what) "SELECT COUNT(*) FROM effect WHERE state = 'done' AND type = '" what "'"

/* In this order in one co-op: member 2 is the second to join, and so on. */
static const struct
{
  const char *class;
  const char *effect;
  guint subject;
  const char *sql;
  gint64 expected;
} rows[] = {
  { "large",
    "{\"type\":\"domain_block\",\"params\":{\"domain\":\"Threads.Example\",\"expires_on\":\"2026-09-01\"}}",
    0,
    "SELECT COUNT(*) FROM domain_block WHERE domain = 'threads.example' AND severity = 'silence'",
    1 },
  { "large", "{\"type\":\"domain_block\",\"domain\":\"bad.example\",\"severity\":\"suspend\"}", 0,
    "SELECT (review_on - decided_on) / 86400000 FROM outcome ORDER BY id DESC LIMIT 1", 180 },
  { "large", "{\"type\":\"domain_unblock\",\"params\":{\"domain\":\"bad.example\"}}", 0,
    "SELECT COUNT(*) FROM domain_block WHERE domain = 'bad.example'", 0 },
  { "large", "{\"type\":\"domain_unblock\",\"params\":{\"domain\":\"never.example\"}}", 0,
    DONE ("domain_unblock"), 2 },
  { "large",
    "{\"type\":\"account_action\",\"params\":{\"account_id\":\"103\",\"measure\":\"silence\"}}", 0,
    "SELECT silenced FROM account WHERE id = 103", 1 },
  { "large",
    "{\"type\":\"account_action\",\"params\":{\"account_id\":\"103\",\"measure\":\"silence\",\"on\":false}}",
    0, "SELECT silenced FROM account WHERE id = 103", 0 },
  { "large", "{\"type\":\"role_grant\",\"params\":{\"member_id\":\"2\",\"role\":\"moderator\"}}", 0,
    "SELECT COUNT(*) FROM member_role WHERE member_id = 2 AND role = 'moderator'"
    " AND to_on BETWEEN from_on + 364 * 86400000 AND from_on + 366 * 86400000 AND proposal_id > 0",
    1 },
  { "large",
    "{\"type\":\"role_grant\",\"params\":{\"member_id\":\"3\",\"role\":\"scribe\",\"months\":1}}",
    0, "SELECT COUNT(*) FROM member_role WHERE role = 'scribe' AND to_on > from_on", 1 },
  { "recall", "{\"type\":\"role_end\",\"params\":{\"member_id\":\"3\",\"role\":\"scribe\"}}", 2,
    "SELECT COUNT(*) FROM member_role WHERE role = 'scribe' AND to_on < from_on", 0 },
  { "large",
    "{\"type\":\"circle\",\"params\":{\"name\":\"Kitchen\",\"slug\":\"kitchen\",\"member_ids\":[\"1\",\"2\"]}}",
    0,
    "SELECT COUNT(*) FROM circle_member m JOIN circle c ON c.id = m.circle_id WHERE c.slug = 'kitchen'",
    2 },
  { "bylaw",
    "{\"type\":\"bylaws\",\"params\":{\"patch\":{\"classes\":[{\"id\":\"large\",\"min_voting_days\":8}]}}}",
    0,
    "SELECT COUNT(*) FROM bylaws WHERE version = 2 AND proposal_id > 0 AND rules LIKE '%\"min_voting_days\":8%'",
    1 },
  { "large", "{\"type\":\"rule\",\"params\":{\"text\":\"Dogs stay outside.\",\"topic\":\"dogs\"}}",
    0,
    "SELECT COUNT(*) FROM outcome WHERE rule_text = 'Dogs stay outside.' AND topic = 'dogs' AND in_force = 1",
    1 },
  { "large", "{\"type\":\"invitation_policy\",\"params\":{\"mode\":\"members\",\"max_uses\":3}}", 0,
    "SELECT COUNT(*) FROM setting WHERE name = 'invitation_policy'", 1 },
  { "large", "{\"type\":\"dues_plan\",\"params\":{\"terms\":{\"grace_days\":20}}}", 0,
    "SELECT COUNT(*) FROM dues_plan WHERE id = 2 AND proposal_id > 0 AND terms LIKE '%\"grace_days\":20%'",
    1 },
  { "large",
    "{\"type\":\"budget_line\",\"params\":{\"year\":2026,\"account\":\"Expenses:Hosting\",\"amount_minor\":50000}}",
    0, "SELECT planned_minor FROM budget_plan WHERE year = 2026 AND account = 'Expenses:Hosting'",
    50000 },
  { "spending",
    "{\"type\":\"payment_order\",\"params\":{\"amount_minor\":1250,\"payee\":\"Host\",\"purpose\":\"March\"}}",
    0,
    "SELECT COUNT(*) FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id WHERE e.state = 'pending'"
    " AND e.source_kind = 'decision' AND p.amount_minor = -1250 AND p.account = 'Liabilities:Payable'",
    1 },
  { "large", "{\"type\":\"announcement\",\"params\":{\"text\":\"We **moved**.\"}}", 0,
    "SELECT COUNT(*) FROM outcome o JOIN status s ON s.id = o.status_id JOIN coop c ON c.account_id = s.account_id"
    " WHERE s.visibility = 0",
    1 },
  { "large",
    "{\"type\":\"task\",\"title\":\"Call the landlord\",\"owner_id\":\"3\",\"due_on\":\"2027-01-01\"}",
    0,
    "SELECT COUNT(*) FROM task WHERE title = 'Call the landlord' AND owner_id = 3 AND due_on = 1798761600000",
    1 },
  { "large", "{\"type\":\"paint\",\"params\":{\"title\":\"Paint the house\"}}", 0,
    "SELECT COUNT(*) FROM task t JOIN effect e ON e.task_id = t.id WHERE t.title = 'Paint the house' AND t.due_on > 0"
    " AND t.owner_id = 2",
    1 },
  { "large", "[{\"type\":\"task\",\"title\":\"One\"},{\"type\":\"task\",\"title\":\"Two\"}]", 0,
    "SELECT COUNT(*) FROM task WHERE title IN ('One', 'Two')", 2 },
  { "large",
    "{\"type\":\"task\",\"params\":{\"title\":\"Later\"},\"at\":\"2030-01-01T00:00:00.000Z\"}", 0,
    "SELECT COUNT(*) FROM effect WHERE state = 'waiting' AND params LIKE '%Later%'", 1 },
  { "expulsion",
    "{\"type\":\"membership\",\"params\":{\"member_id\":\"4\",\"state\":\"expelled\"}}", 3,
    "SELECT COUNT(*) FROM member WHERE id = 4 AND state = 'expelled'", 1 },
};

static void
test_kinds (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 4);
  g_auto (ProposalLife) life = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].effect);
      /* nobody pays their dues here */
      coop_fixture_do (coop, 0, proposal_run_sql,
                       "UPDATE member SET state = 'active' WHERE state = 'lapsed'");
      proposal_decide (coop, &life, rows[i].class, rows[i].effect, rows[i].subject);
      g_assert_cmpint (coop_fixture_get_int (coop, rows[i].sql), ==, rows[i].expected);
    }
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM effect WHERE state = 'failed'"), ==, 0);
  /* each has its entry of the log, and only one */
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM audit_entry WHERE type = 'effect.executed'"),
    ==, coop_fixture_get_int (coop, "SELECT COUNT(*) FROM effect WHERE state = 'done'"));
  coop_fixture_check (coop);

  /* a block ends on its day, and then the decision holds no more */
  coop_fixture_set_date (coop, "2026-09-02T12:00:00.000Z");
  coop_fixture_run_jobs (coop);
  g_assert_cmpint (coop_fixture_get_int (
                     coop, "SELECT COUNT(*) FROM domain_block WHERE domain = 'threads.example'"),
                   ==, 0);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT in_force FROM outcome WHERE id = 1"), ==, 0);
  coop_fixture_check (coop);
}

/* Each kind says in words what it does, whatever it is given. */
static void
describe_kind (const MootEffectKind *kind,
               gpointer              data)
{
  g_autofree char *words = moot_effect_describe (kind->type, "{}");
  g_autofree char *odd = moot_effect_describe (kind->type, "[7]");

  g_test_message ("%s: %s", kind->type, words);
  g_assert_cmpuint (strlen (words), >, 3);
  g_assert_nonnull (odd);
  (*(guint *) data)++;
}

static void
test_words (void)
{
  guint n_kinds = 0;

  moot_effect_kinds_foreach (describe_kind, &n_kinds);
  g_assert_cmpuint (n_kinds, >=, 15);
}

static const struct
{
  const char *class;
  const char *kind;
  const char *effect;
  MootCoopError code;
} refusals[] = {
  { "large", NULL, "7", MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{}", MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "[{},{},{},{},{},{},{},{},{}]", MOOT_COOP_ERROR_TOO_MANY },
  { "large", "check", "{\"type\":\"task\",\"title\":\"a\"}", MOOT_COOP_ERROR_KIND },
  { "large", NULL, "{\"type\":\"task\"}", MOOT_COOP_ERROR_BLANK },
  { "large", NULL, "{\"type\":\"task\",\"title\":7}", MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"task\",\"title\":\"a\",\"owner_id\":\"99\"}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"task\",\"title\":\"a\",\"at\":\"soon\"}", MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"domain_block\",\"domain\":\"not a domain\"}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"domain_block\",\"domain\":\"moot.example\"}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"domain_block\",\"domain\":\"a.example\",\"severity\":\"hard\"}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL,
    "{\"type\":\"domain_block\",\"domain\":\"a.example\",\"expires_on\":\"2025-01-01\"}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"bylaws\",\"params\":{\"patch\":{\"default\":\"consent\"}}}",
    MOOT_COOP_ERROR_CLASS },
  { "bylaw", NULL, "{\"type\":\"bylaws\",\"params\":{}}", MOOT_COOP_ERROR_INVALID },
  { "bylaw", NULL, "{\"type\":\"bylaws\",\"params\":{\"patch\":{}}}", MOOT_COOP_ERROR_INVALID },
  { "bylaw", NULL, "{\"type\":\"bylaws\",\"params\":{\"rules\":{\"classes\":[]}}}",
    MOOT_COOP_ERROR_INVALID },
  { "bylaw", NULL,
    "{\"type\":\"bylaws\",\"params\":{\"base_version\":\"9\",\"patch\":{\"default\":\"consent\"}}}",
    MOOT_COOP_ERROR_STATE },
  { "large", NULL,
    "{\"type\":\"membership\",\"params\":{\"member_id\":\"2\",\"state\":\"expelled\"}}",
    MOOT_COOP_ERROR_CLASS },
  { "large", NULL, "{\"type\":\"role_end\",\"params\":{\"member_id\":\"1\",\"role\":\"admin\"}}",
    MOOT_COOP_ERROR_CLASS },
  { "large", NULL, "{\"type\":\"role_grant\",\"params\":{\"member_id\":\"9\",\"role\":\"admin\"}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"role_grant\",\"params\":{\"role\":\"admin\"}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL,
    "{\"type\":\"role_grant\",\"params\":{\"member_id\":\"1\",\"role\":\"x\",\"to\":\"2020-01-01\"}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL,
    "{\"type\":\"account_action\",\"params\":{\"account_id\":\"7\",\"measure\":\"silence\"}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL,
    "{\"type\":\"account_action\",\"params\":{\"account_id\":\"101\",\"measure\":\"none\"}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"circle\",\"params\":{\"name\":\"A\",\"slug\":\"A B\"}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL,
    "{\"type\":\"circle\",\"params\":{\"name\":\"A\",\"slug\":\"a\",\"member_ids\":[7]}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"rule\",\"params\":{\"text\":\"\"}}", MOOT_COOP_ERROR_BLANK },
  { "large", NULL, "{\"type\":\"rule\",\"params\":{\"text\":\"a\",\"supersedes\":[\"9\"]}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"dues_plan\",\"params\":{\"terms\":{\"min_minor\":-1}}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"dues_plan\",\"params\":{\"terms\":{\"currency\":\"EUR\"}}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL,
    "{\"type\":\"budget_line\",\"params\":{\"year\":2026,\"account\":\"Fun\",\"amount_minor\":1}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"payment_order\",\"params\":{\"amount_minor\":0,\"payee\":\"a\"}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL,
    "{\"type\":\"payment_order\",\"params\":{\"amount_minor\":1,\"payee\":\"a\",\"currency\":\"EUR\"}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"invitation_policy\",\"params\":{\"mode\":\"all\"}}",
    MOOT_COOP_ERROR_INVALID },
  { "large", NULL, "{\"type\":\"announcement\",\"params\":{}}", MOOT_COOP_ERROR_BLANK },
};

static void
test_refusals (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 2);
  g_auto (ProposalLife) life = { 0 };

  coop_fixture_do (coop, 1, proposal_discuss, &life);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_test_message ("%s", refusals[i].effect);
      life.draft = (MootProposalDraft){ .class = refusals[i].class,
                                        .kind = refusals[i].kind,
                                        .effect = refusals[i].effect,
                                        .title = "No" };
      memset (&life.draft.settings, 0xff, sizeof life.draft.settings); /* -1: what is usual */
      coop_fixture_refuse (coop, 1, proposal_propose, &life, refusals[i].code);
    }
}

/* A class with a limit leaves more money to another one. */
static void
test_limit (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("social-coop", 2);
  g_auto (ProposalLife) life = { 0 };

  coop_fixture_do (coop, 1, proposal_discuss, &life);
  life.draft = (MootProposalDraft){
    .class = "spending",
    .effect = "{\"type\":\"payment_order\",\"params\":{\"amount_minor\":25001,\"payee\":\"a\"}}",
    .title = "A lot",
  };
  coop_fixture_refuse (coop, 1, proposal_propose, &life, MOOT_COOP_ERROR_CLASS);
  life.draft.effect =
    "{\"type\":\"payment_order\",\"params\":{\"amount_minor\":25000,\"payee\":\"a\"}}";
  coop_fixture_do (coop, 1, proposal_propose, &life);
}

/* Failing ------------------------------------------------------------------------------------- */

static gboolean
retry (const MootCoopContext  *context,
       const MootActor        *actor,
       gpointer                data,
       GError                **error)
{
  return moot_effects_retry (context, actor, *(gint64 *) data, error);
}

/* The second of two that found the same circle: shown with its reason, and a task. */
static void
test_failure (void)
{
  static const char effect[] =
    "{\"type\":\"circle\",\"params\":{\"name\":\"Kitchen\",\"slug\":\"kitchen\"}}";
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 3);
  g_auto (ProposalLife) life = { 0 };
  gint64 id = 2;

  proposal_vote_for (coop, &life, "large", effect, 0);
  proposal_decide (coop, &life, "large", effect, 0);
  coop_fixture_do (coop, 2, proposal_read_outcome, &life);
  g_assert_nonnull (strstr (life.outcome->effects, "\"state\":\"failed\""));
  g_assert_nonnull (strstr (life.outcome->effects, "already"));
  g_assert_nonnull (strstr (life.outcome->effects, "By hand: New circle: Kitchen"));
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM circle"), ==, 1);
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM audit_entry WHERE type = 'effect.failed'"),
    ==, 1);

  coop_fixture_refuse (coop, 2, retry, &id, MOOT_COOP_ERROR_FORBIDDEN);
  coop_fixture_do (coop, 1, retry, &id);
  coop_fixture_refuse (coop, 1, retry, &id, MOOT_COOP_ERROR_STATE);
  coop_fixture_run_jobs (coop);
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM effect WHERE id = 2 AND state = 'failed'"),
    ==, 1);
  coop_fixture_check (coop);
}

/* What the database refuses now it may take later: tried again by itself. */
static void
test_trouble (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 2);
  g_auto (ProposalLife) life = { 0 };

  coop_fixture_do (coop, 0, proposal_run_sql,
                   "CREATE TRIGGER full BEFORE INSERT ON circle BEGIN"
                   " SELECT RAISE (ABORT, 'no room'); END");
  proposal_decide (coop, &life, "large",
                   "{\"type\":\"circle\",\"params\":"
                   "{\"name\":\"Kitchen\",\"slug\":\"kitchen\"}}",
                   0);
  g_assert_cmpint (coop_fixture_get_int (coop,
                                         "SELECT COUNT(*) FROM effect WHERE attempts = 1"
                                         " AND state = 'waiting' AND problem LIKE '%no room%'"),
                   ==, 1);
  coop_fixture_run_jobs (coop); /* too early */
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT attempts FROM effect"), ==, 1);
  coop_fixture_do (coop, 0, proposal_run_sql, "DROP TRIGGER full");
  coop_fixture_pass_days (coop, 1);
  coop_fixture_run_jobs (coop);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM effect WHERE attempts = 2"
                                               " AND state = 'done' AND problem IS NULL"),
                   ==, 1);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM circle"), ==, 1);
  coop_fixture_check (coop);
}

/* Two changes of the same version: the second is not carried out behind the members' backs. */
static void
test_stale_bylaws (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 2);
  g_auto (ProposalLife) life = { 0 };

  proposal_vote_for (coop, &life, "bylaw",
                     "{\"type\":\"bylaws\",\"params\":{\"patch\":{\"default\":\"consent\"}}}", 0);
  proposal_decide (coop, &life, "bylaw",
                   "{\"type\":\"bylaws\",\"params\":"
                   "{\"patch\":{\"default\":\"majority_simple\"}}}",
                   0);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT MAX(version) FROM bylaws"), ==, 2);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM effect WHERE state = 'failed'"
                                               " AND problem LIKE '%another decision%'"),
                   ==, 1);
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM bylaws WHERE in_force_until > 0"), ==, 1);
}

/* Killed -------------------------------------------------------------------------------------- */

typedef struct
{
  CoopFixture coop;
  gboolean before_commit;
} Victim;

static gboolean
execute_and_die (MootDb    *db,
                 gpointer   data,
                 GError   **error)
{
  const Victim *victim = data;
  MootCoopContext context;

  g_assert_true (
    moot_coop_context_init (&context, db, victim->coop.site, victim->coop.now, error));
  g_assert_true (moot_effects_execute (&context, 1, error));
  if (victim->before_commit)
    raise (SIGKILL);
  return TRUE;
}

/* In a process of its own: opens the same database, carries the effect out, and is killed. */
static void
be_killed (void)
{
  g_auto (GStrv) parts = g_strsplit (g_getenv (FOLDER), "|", 3);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = moot_site_database_path (parts[0]);
  Victim victim = { .before_commit = g_str_equal (parts[2], "before") };
  MootDb *reader;

  moot_store_ensure_resources ();
  victim.coop.now = g_ascii_strtoll (parts[1], NULL, 10);
  victim.coop.pool = moot_db_pool_open (path, MOOT_NODE_SCHEMA_FOLDER, &error);
  g_assert_no_error (error);
  reader = moot_db_pool_borrow_reader (victim.coop.pool, &error);
  victim.coop.site = moot_site_load (reader, parts[0], &error);
  g_assert_no_error (error);
  moot_db_pool_return_reader (victim.coop.pool, reader);
  moot_db_pool_write (victim.coop.pool, execute_and_die, &victim, &error);
  g_assert_no_error (error);
  raise (SIGKILL);
}

static void
test_killed (gconstpointer data)
{
  g_autoptr (CoopFixture) coop = NULL;
  g_auto (ProposalLife) life = { 0 };
  g_autofree char *where = NULL;
  g_autoptr (GError) error = NULL;

  if (g_test_subprocess ())
    {
      be_killed ();
      return;
    }
  coop = coop_fixture_new ("tiny", 2);
  proposal_vote_for (
    coop, &life, "large",
    "{\"type\":\"payment_order\",\"params\":{\"amount_minor\":1250,\"payee\":\"Host\"}}", 0);
  coop_fixture_pass_days (coop, 8);
  moot_closing_run_due (coop->pool, coop->site, coop->now, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM effect"), ==, 1);

  where = g_strdup_printf ("%s|%" G_GINT64_FORMAT "|%s", coop->folder, coop->now,
                           (const char *) data);
  g_setenv (FOLDER, where, TRUE);
  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, 0);
  g_test_trap_assert_failed ();
  g_unsetenv (FOLDER);
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM effect WHERE state = 'done'"), ==,
    g_str_equal (data, "after"));

  /* the node starts again, and once more */
  coop_fixture_run_jobs (coop);
  coop_fixture_run_jobs (coop);
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM ledger_entry WHERE source_kind = 'decision'"),
    ==, 1);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM task"), ==, 1);
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM audit_entry WHERE type = 'effect.executed'"),
    ==, 1);
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM proposal WHERE effect_executed_at > 0"), ==,
    1);
  coop_fixture_check (coop);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/effects/kinds", test_kinds);
  g_test_add_func ("/effects/words", test_words);
  g_test_add_func ("/effects/refusals", test_refusals);
  g_test_add_func ("/effects/limit", test_limit);
  g_test_add_func ("/effects/failure", test_failure);
  g_test_add_func ("/effects/trouble", test_trouble);
  g_test_add_func ("/effects/stale-bylaws", test_stale_bylaws);
  g_test_add_data_func ("/effects/killed/before", "before", test_killed);
  g_test_add_data_func ("/effects/killed/after", "after", test_killed);

  return g_test_run ();
}
