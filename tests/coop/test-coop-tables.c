/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The tables the co-op lives by, walked whole: states and events, rights, error words, read ranges;
 * and a host who edits the log or the books by hand is found out. */
#include "coop-fixture.h"

#include "moot-audit.h"
#include "moot-books.h"
#include "moot-proposal-flow.h"
#include "moot-read-ranges.h"

/* One letter an event, in the order of MootProposalEvent; a dot where it cannot happen. */
static const char *const flow[MOOT_N_PROPOSAL_STATES] = {
  [MOOT_PROPOSAL_DRAFT] = "pa..b....w",
  [MOOT_PROPOSAL_DISCUSSION] = ".as.b....w",
  [MOOT_PROPOSAL_SCHEDULED] = "...ub....w",
  [MOOT_PROPOSAL_OPEN] = ".....edfnw",
  [MOOT_PROPOSAL_CLOSED] = "..........",
  [MOOT_PROPOSAL_DECIDED] = "..........",
  [MOOT_PROPOSAL_WITHDRAWN] = "..........",
  [MOOT_PROPOSAL_NOT_QUORATE] = "..........",
};

static void
test_flow (void)
{
  for (guint state = 0; state < MOOT_N_PROPOSAL_STATES; state++)
    for (guint event = 0; event < MOOT_N_PROPOSAL_EVENTS; event++)
      {
        MootProposalState next = (MootProposalState) state;
        gboolean possible =
          moot_proposal_flow_find ((MootProposalState) state, (MootProposalEvent) event, &next);

        g_test_message ("%s %u", moot_proposal_state_to_text ((MootProposalState) state), event);
        g_assert_cmpint (possible, ==, flow[state][event] != '.');
      }
}

static void
test_state_words (void)
{
  for (guint i = 0; i < MOOT_N_PROPOSAL_STATES; i++)
    {
      MootProposalState state = MOOT_PROPOSAL_DRAFT;
      const char *text = moot_proposal_state_to_text ((MootProposalState) i);

      g_assert_true (moot_proposal_state_from_text (text, &state));
      g_assert_cmpuint (state, ==, i);
    }
}

/* Each word stands for one status, and each row is where its code says. */
static void
test_errors (void)
{
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < MOOT_COOP_N_ERRORS; i++)
    {
      const MootCoopErrorRow *row = moot_coop_error_get_row ((MootCoopError) i);

      g_assert_cmpuint (row->code, ==, i);
      g_assert_cmpuint (row->status, >=, 403);
      g_assert_cmpuint (row->status, <=, 422);
      g_assert_true (g_str_has_prefix (row->word, "ERR_"));
      g_assert_true (g_hash_table_add (words, (gpointer) row->word));
    }
}

static const struct
{
  const char *state;
  gboolean reads;
  gboolean comments;
  gboolean votes;
  gboolean stands;
} rights[] = {
  { "invited", FALSE, FALSE, FALSE, FALSE },
  { "applied", FALSE, FALSE, FALSE, FALSE },
  { "approved", TRUE, TRUE, FALSE, FALSE },
  { "active", TRUE, TRUE, TRUE, TRUE },
  { "lapsed", TRUE, FALSE, FALSE, FALSE },
  { "suspended", TRUE, FALSE, TRUE, FALSE },
  { "left", FALSE, FALSE, FALSE, FALSE },
  { "expelled", FALSE, FALSE, FALSE, FALSE },
  { "rejected", FALSE, FALSE, FALSE, FALSE },
  { "withdrawn", FALSE, FALSE, FALSE, FALSE },
  { "expired", FALSE, FALSE, FALSE, FALSE },
  { "deceased", FALSE, FALSE, FALSE, FALSE },
  { "nonsense", FALSE, FALSE, FALSE, FALSE },
};

static void
test_rights (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    {
      MootRights found = moot_member_state_get_rights (rights[i].state);

      g_test_message ("%s", rights[i].state);
      g_assert_cmpint ((found & MOOT_RIGHT_READ) != 0, ==, rights[i].reads);
      g_assert_cmpint ((found & MOOT_RIGHT_COMMENT) != 0, ==, rights[i].comments);
      g_assert_cmpint ((found & MOOT_RIGHT_VOTE) != 0, ==, rights[i].votes);
      g_assert_cmpint ((found & MOOT_RIGHT_STAND) != 0, ==, rights[i].stands);
    }
}

static const struct
{
  const char *before;
  const char *now;
  const char *joined;
} ranges[] = {
  { "[]", "[]", "[]" },
  { "[]", "[[3,5]]", "[[3,5]]" },
  { "[[1,2]]", "[[3,5]]", "[[1,5]]" },
  { "[[1,2]]", "[[4,5]]", "[[1,2],[4,5]]" },
  { "[[1,9]]", "[[2,3],[5,5]]", "[[1,9]]" },
  { "[[4,5],[1,1]]", "[[2,3]]", "[[1,5]]" },
  { "[]", "[[8,99]]", "[[8,10]]" },
  { "[]", "[[11,99]]", "[]" },
};

static void
test_ranges (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autoptr (GArray) before = moot_read_ranges_parse (ranges[i].before, NULL);
      g_autoptr (GArray) now = moot_read_ranges_parse (ranges[i].now, NULL);
      g_autoptr (GArray) joined = moot_read_ranges_join (before, now, 10);
      g_autofree char *text = moot_read_ranges_write (joined);

      g_assert_cmpstr (text, ==, ranges[i].joined);
      for (guint r = 0; r < joined->len; r++)
        {
          const MootReadRange *range = &g_array_index (joined, MootReadRange, r);

          g_assert_true (moot_read_ranges_contain (joined, range->first));
          g_assert_true (moot_read_ranges_contain (joined, range->last));
          g_assert_false (moot_read_ranges_contain (joined, range->last + 1));
        }
    }
}

static const char *const bad_ranges[] = {
  "",
  "{}",
  "[1,2]",
  "[[1]]",
  "[[2,1]]",
  "[[0,1]]",
  "[[\"1\",\"2\"]]",
  "[[1,2.5]]",
  "[[1,2,3]]",
};

static void
test_bad_ranges (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_ranges); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) found = moot_read_ranges_parse (bad_ranges[i], &error);

      g_assert_null (found);
      g_assert_error (error, MOOT_COOP_ERROR, MOOT_COOP_ERROR_INVALID);
    }
}

static const struct
{
  const char *name;
  const char *sql;
} forgeries[] = {
  { "text", "UPDATE audit_entry SET jcs = replace (jcs, 'GBP', 'EUR') WHERE seq = 0" },
  { "body", "UPDATE audit_entry SET body = '{}' WHERE seq = 0" },
  { "removed", "DELETE FROM audit_entry WHERE seq = (SELECT MAX (seq) - 1 FROM audit_entry)" },
  { "node",
    "UPDATE audit_node SET digest = replace (digest, substr (digest, 1, 8), '00000000') "
    "WHERE level = 2" },
  { "books", "UPDATE ledger_posting SET amount_minor = amount_minor + 1 WHERE position = 0" },
};

static gboolean
forge (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  return moot_db_execute (db, data, error);
}

static guint
count_problems (CoopFixture *fixture)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  MootDb *reader = moot_db_pool_borrow_reader (fixture->pool, &error);

  moot_audit_check (reader, problems, &error);
  g_assert_no_error (error);
  moot_books_check (reader, problems, &error);
  g_assert_no_error (error);
  moot_db_pool_return_reader (fixture->pool, reader);
  return problems->len;
}

/* Who owns the machine can write into the file; the members can find out. */
static void
test_forgeries (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (forgeries); i++)
    {
      g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", 3);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", forgeries[i].name);
      coop_fixture_run_jobs (fixture);
      g_assert_cmpuint (count_problems (fixture), ==, 0);
      if (g_str_has_prefix (forgeries[i].sql, "UPDATE audit_entry") ||
          g_str_has_prefix (forgeries[i].sql, "DELETE"))
        {
          /* the node itself refuses; a forger would first take that away */
          g_assert_false (
            moot_db_pool_write (fixture->pool, forge, (gpointer) forgeries[i].sql, NULL));
          moot_db_pool_write (
            fixture->pool, forge,
            (gpointer) "DROP TRIGGER audit_entry_is_final; DROP TRIGGER audit_entry_stays;"
                       "PRAGMA defer_foreign_keys = ON;"
                       "UPDATE ledger_entry SET log_seq = 0",
            &error);
          g_assert_no_error (error);
        }
      moot_db_pool_write (fixture->pool, forge, (gpointer) forgeries[i].sql, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count_problems (fixture), >, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/coop-tables/flow", test_flow);
  g_test_add_func ("/coop-tables/state-words", test_state_words);
  g_test_add_func ("/coop-tables/errors", test_errors);
  g_test_add_func ("/coop-tables/rights", test_rights);
  g_test_add_func ("/coop-tables/ranges", test_ranges);
  g_test_add_func ("/coop-tables/bad-ranges", test_bad_ranges);
  g_test_add_func ("/coop-tables/forgeries", test_forgeries);

  return g_test_run ();
}
