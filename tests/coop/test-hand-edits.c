/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whoever edits the database by hand is found out, and told apart by what they edited. */
#include "proposal-steps.h"

#include "moot-audit.h"
#include "moot-closing.h"

static gint64
find_option (const ProposalLife *life,
             const char         *key)
{
  for (guint i = 0; i < life->shown->options->len; i++)
    {
      const MootProposalOption *option = g_ptr_array_index (life->shown->options, i);

      if (g_str_equal (option->key, key))
        return g_ascii_strtoll (option->id, NULL, 10);
    }
  g_assert_not_reached ();
}

static gboolean
retract (const MootCoopContext  *context,
         const MootActor        *actor,
         gpointer                data,
         GError                **error)
{
  return moot_voting_retract (context, actor, ((ProposalLife *) data)->proposal, error);
}

/* Four vote, one of them twice and one takes it back; it is adopted. */
static void
live (CoopFixture  *fixture,
      ProposalLife *life)
{
  static const guint voters[] = { 0, 0, 1, 2, 3 };

  life->draft.class = "large";
  coop_fixture_do (fixture, 0, proposal_discuss, life);
  coop_fixture_do (fixture, 0, proposal_propose, life);
  coop_fixture_pass_days (fixture, 10);
  coop_fixture_do (fixture, 0, proposal_open, life);
  coop_fixture_do (fixture, 0, proposal_look, life);
  for (guint i = 0; i < G_N_ELEMENTS (voters); i++)
    {
      life->ballot = (MootBallotDraft){ .choices = { { find_option (life, "agree"), 1 } },
                                        .n_choices = 1,
                                        .reason = "Because.",
                                        .proposal_version = life->shown->version };
      coop_fixture_do (fixture, voters[i], proposal_cast, life);
    }
  coop_fixture_do (fixture, 4, proposal_cast, life);
  coop_fixture_do (fixture, 4, retract, life);
  for (guint i = 0; i < 3; i++) /* too few for the first time */
    {
      coop_fixture_pass_days (fixture, 30);
      coop_fixture_run_jobs (fixture);
    }
}

typedef struct
{
  const char *name;
  const char *sql;
  const char *found; /* part of a sentence */
} Edit;

/* clang-format off */
#define FREE_LOG "DROP TRIGGER audit_entry_is_final; DROP TRIGGER audit_entry_stays; "
static const Edit edits[] = {
  { "choice",          "UPDATE ballot_choice SET value = 2 WHERE ballot_id = 3",         "ballot 3 of proposal 1 is not what" },
  { "choice-added",    "INSERT INTO ballot_choice VALUES (3, 2, 1)",                     "ballot 3 of proposal 1 is not what" },
  { "reason",          "UPDATE ballot SET reason_source = 'Paid.' WHERE id = 3",         "ballot 3 of proposal 1 is not what" },
  { "voter",           "UPDATE ballot SET member_id = 6 WHERE id = 3",                   "ballot 3 of proposal 1 is not what" },
  { "time",            "UPDATE ballot SET cast_at = cast_at - 1 WHERE id = 3",           "ballot 3 of proposal 1 is not what" },
  { "salt",            "UPDATE ballot SET salt = 'x' WHERE id = 3",                      "ballot 3 of proposal 1 is not what" },
  { "ballot-deleted",  "DELETE FROM ballot_choice WHERE ballot_id = 3; DELETE FROM ballot WHERE id = 3",
                       "is a ballot of proposal 1 that is no longer there" },
  { "ballot-retired",  "UPDATE ballot SET latest = 0 WHERE id = 3",                      "ballot 3 of proposal 1 counts no more" },
  { "roll-removed",    "DELETE FROM proposal_roll WHERE proposal_id = 1 AND member_id = 2", "the roll of proposal 1" },
  { "outcome",         "UPDATE outcome SET statement = 'Not adopted.'",                  "the outcome of proposal 1" },
  { "verdict",         "UPDATE outcome SET verdict = 'blocked'",                         "the verdict of proposal 1" },
  { "count",           "UPDATE proposal SET tally = replace (tally, 'adopted', 'blocked')", "the count of proposal 1" },
  { "bylaws",          "UPDATE bylaws SET rules = replace (rules, '\"percent\":', '\"percent\":1')", "version 1 of the bylaws" },
  { "office",          "UPDATE member_role SET member_id = 2 WHERE role = 'treasurer'",  "the office 'treasurer' of member 2" },
  { "office-made-up",  "INSERT INTO member_role (member_id, role, from_on, log_seq) VALUES (2, 'admin', 0, 1)", "the office 'admin' of member 2" },
  { "device-made-up",  "INSERT INTO device_key (member_id, ed25519, added_at, log_seq) VALUES (2, "
                       "'00000000000000000000000000000000000000000000000000000000000000aa', 0, 1)", "device 1 of member 2" },
  { "log-entry",       FREE_LOG "UPDATE audit_entry SET jcs = replace (jcs, 'vote.open', 'vote.opens') WHERE seq = "
                       "(SELECT log_seq FROM ballot WHERE id = 3)",                      " was changed" },
  { "log-body",        FREE_LOG "UPDATE audit_entry SET body = '{}' WHERE seq = 3",      "entry 3 was changed" },
  { "log-entry-deleted", FREE_LOG "DELETE FROM audit_entry WHERE type = 'vote.retracted'", "is missing" },
  { "tree",            "UPDATE audit_node SET digest = replace (digest, 'a', 'b') WHERE level = 2", "its root is not that" },
};
/* clang-format on */

typedef struct
{
  const Edit *edit;
  GPtrArray *problems;
} Work;

/* Edits, looks, and undoes it. */
static gboolean
edit_and_check (MootDb    *db,
                gpointer   data,
                GError   **error)
{
  Work *work = data;

  if (moot_db_execute (db, work->edit->sql, error) &&
      moot_audit_check (db, work->problems, error) &&
      moot_audit_check_records (db, work->problems, error))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "undone");
  return FALSE;
}

static void
test_edits (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", 6);
  g_auto (ProposalLife) life = { 0 };

  live (fixture, &life);
  coop_fixture_check (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GString) found = g_string_new (NULL);
      Work work = { &edits[i], problems };

      g_assert_false (moot_db_pool_write (fixture->pool, edit_and_check, &work, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      for (guint n = 0; n < problems->len; n++)
        g_string_append_printf (found, "%s\n", (const char *) g_ptr_array_index (problems, n));
      g_test_message ("%s: %s", edits[i].name, found->str);
      g_assert_nonnull (strstr (found->str, edits[i].found));
    }
  coop_fixture_check (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hand-edits", test_edits);
  return g_test_run ();
}
