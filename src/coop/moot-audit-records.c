/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Holds what the tables say against what the log committed to when it was written: whoever edits
 * the database by hand is found out, and what they edited.
 * Thread: the connection's. */
#include "moot-audit.h"

#include <string.h>

#include "moot-audit-store.h"
#include "moot-ballot-store.h"
#include "moot-crypto.h"
#include "moot-json.h"
#include "moot-papers.h"
#include "moot-sql.h"
#include "moot-voting.h"

static char *
dup_fact (const char *body,
          const char *name)
{
  g_autoptr (JsonNode) node = body != NULL ? moot_json_parse (body, -1, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
           ? g_strdup (moot_json_get_string (json_node_get_object (node), name))
           : NULL;
}

/* Columns: what it is, the name of the fact, the value, the body of the entry. */
static void
check_row (MootRows  *rows,
           gboolean   hashed,
           GPtrArray *out_problems)
{
  const char *value = moot_rows_text_at (rows, 2);
  const char *body = moot_rows_text_at (rows, 3);
  g_autofree char *logged = dup_fact (body, moot_rows_text_at (rows, 1));
  g_autofree char *digest =
    hashed && value != NULL ? moot_sha256_hex (value, strlen (value)) : NULL;

  if (g_strcmp0 (hashed ? digest : value, logged) != 0)
    g_ptr_array_add (out_problems, g_strdup_printf (body != NULL
                                                      ? "log: %s is not what the log has"
                                                      : "log: %s is not in the log",
                                                    moot_rows_text_at (rows, 0)));
}

static void
check_hashed (MootRows  *rows,
              MootDb    *db,
              GPtrArray *out_problems)
{
  check_row (rows, TRUE, out_problems);
}

static void
check_same (MootRows  *rows,
            MootDb    *db,
            GPtrArray *out_problems)
{
  check_row (rows, FALSE, out_problems);
}

/* The statement found something: its first column says what. */
static void
check_found (MootRows  *rows,
             MootDb    *db,
             GPtrArray *out_problems)
{
  g_ptr_array_add (out_problems, g_strdup_printf ("log: %s", moot_rows_text_at (rows, 0)));
}

static void
check_ballot (MootRows  *rows,
              MootDb    *db,
              GPtrArray *out_problems)
{
  g_autoptr (MootBallotRecord) ballot = moot_rows_read_entity (rows, MOOT_TYPE_BALLOT_RECORD);
  g_autoptr (GPtrArray) choices = moot_ballot_store_list_choices (db, ballot->id, NULL);
  g_autofree char *commitment =
    choices != NULL ? moot_voting_dup_commitment (ballot, choices, NULL) : NULL;
  g_autoptr (GPtrArray) entries =
    moot_audit_store_list_range (db, ballot->log_seq, ballot->log_seq, NULL);
  const MootAuditRecord *entry =
    entries != NULL && entries->len == 1 ? g_ptr_array_index (entries, 0) : NULL;
  g_autofree char *logged = entry != NULL && entry->subject_id == ballot->proposal_id
                              ? dup_fact (entry->body, "ballot_sha256")
                              : NULL;

  if (g_strcmp0 (commitment, logged) != 0)
    g_ptr_array_add (out_problems,
                     g_strdup_printf ("log: ballot %" G_GINT64_FORMAT
                                      " of proposal %" G_GINT64_FORMAT
                                      " is not what the log has",
                                      ballot->id, ballot->proposal_id));
}

static void
check_digest (GPtrArray  *out_problems,
              gint64      proposal_id,
              const char *what,
              const char *digest,
              const char *logged)
{
  if (g_strcmp0 (digest, logged) != 0)
    g_ptr_array_add (out_problems,
                     g_strdup_printf ("log: the %s of proposal %" G_GINT64_FORMAT
                                      " are not what the log has",
                                      what, proposal_id));
}

/* Columns: the vote, when it was over, how many papers, voters and entries, the body of its last
 * entry.  While it is open only the numbers can be compared: what a paper says its voter knows. */
static void
check_papers (MootRows  *rows,
              MootDb    *db,
              GPtrArray *out_problems)
{
  const gint64 id = moot_rows_int_at (rows, 0);
  const gint64 n_papers = moot_rows_int_at (rows, 2);
  const gint64 n_voters = moot_rows_int_at (rows, 3);
  const gint64 n_logged = moot_rows_int_at (rows, 4);
  const char *body = moot_rows_text_at (rows, 5);
  g_autofree char *papers = NULL;
  g_autofree char *voters = NULL;
  g_autofree char *logged_papers = NULL;
  g_autofree char *logged_voters = NULL;

  if (n_papers != n_voters || n_papers != n_logged)
    g_ptr_array_add (out_problems,
                     g_strdup_printf ("log: proposal %" G_GINT64_FORMAT " has %" G_GINT64_FORMAT
                                      " papers of %" G_GINT64_FORMAT
                                      " voters, and %" G_GINT64_FORMAT " in the log",
                                      id, n_papers, n_voters, n_logged));
  if (moot_rows_int_at (rows, 1) == 0)
    return;
  papers = moot_papers_dup_digest_of (db, id, NULL);
  voters = moot_papers_dup_voters_digest (db, id, NULL);
  logged_papers = dup_fact (body, "ballots_sha256");
  logged_voters = dup_fact (body, "voters_sha256");
  check_digest (out_problems, id, "papers", papers, logged_papers);
  check_digest (out_problems, id, "voters", voters, logged_voters);
}

static const struct
{
  const MootSql *sql;
  void (*check) (MootRows *rows,
                 MootDb *db,
                 GPtrArray *out_problems);
} checks[] = {
  { &moot_sql_check_logged_digests, check_hashed },
  { &moot_sql_check_logged_words, check_same },
  { &moot_sql_check_logged_ballots, check_ballot },
  { &moot_sql_check_logged_papers, check_papers },
  { &moot_sql_check_erased_members, check_found },
  { &moot_sql_check_lost_ballots, check_found },
  { &moot_sql_check_retired_ballots, check_found },
};

/**
 * moot_audit_check_records:
 * @db: a connection
 * @out_problems: (element-type utf8): gets what is wrong, a sentence each
 * @error: return location
 *
 * Compares bylaws, rolls, ballots, counts, outcomes, offices and devices with the log.
 *
 * Returns: whether all of it could be read
 */
gboolean
moot_audit_check_records (MootDb     *db,
                          GPtrArray  *out_problems,
                          GError    **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (MootRows) rows = moot_db_query (db, checks[i].sql, NULL, &local);

      while (rows != NULL && moot_rows_next (rows, &local))
        checks[i].check (rows, db, out_problems);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}
