/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Taking everything along, and being forgotten, over real HTTP: the archive is one that others
 * open, and afterwards no table has a word of whoever left while books and log are whole. */
#include "coop-node.h"

#include "moot-audit.h"
#include "moot-books.h"

#include <glib/gstdio.h>
#include <string.h>

static gboolean
run_sql (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  return moot_db_execute (db, data, error);
}

#define WORDS                                                                                 \
  "UPDATE member SET application = '{\"reason\":\"Zanzibar wish\"}' WHERE id = 2; "           \
  "UPDATE payment SET payer_name = 'Zanzibar Payer', reference = 'Zanzibar ref'; "            \
  "INSERT INTO bank_import (file_sha256, format, known_count, unbalanced, dates_guessed, "    \
  "imported_by, created_at, log_seq) VALUES ('x', 'csv', 0, 0, 0, 1, 1, 1); "                 \
  "INSERT INTO bank_line (import_id, date, amount_minor, currency, payer, reference, text, "  \
  "bank_ref, state, member_id, payment_id) VALUES (1, 0, 300, 'GBP', 'Zanzibar Payer', 'r', " \
  "'Zanzibar text', 'b', 'confirmed', 2, 1)"

static CoopNode *
new_case (void)
{
  CoopNode *coop = coop_node_new ("tiny");

  coop_node_prepare_proposal (coop, "large");
  coop_node_expect (coop, coop->tokens[1], "POST", "/discussions/1/comments",
                    "{\"body\":\"Zanzibar comment\"}", 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "PUT", "/proposals/1/ballot",
                    "{\"choices\":[{\"option_id\":\"1\",\"value\":1}],\"proposal_version\":1}", 200,
                    NULL);
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments",
                    "{\"member_id\":\"2\",\"amount_minor\":300}", 200, NULL);
  moot_test_node_write (coop->node, run_sql, (gpointer) WORDS);
  return coop;
}

static void
assert_opens (const char *text,
              gsize       size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("folkmoot-XXXXXX.zip", &path, &error);
  const char *argv[] = { "python3", "-m", "zipfile", "-t", path, NULL };
  int status = -1;

  g_assert_no_error (error);
  g_assert_true (g_close (file, NULL));
  g_assert_true (g_file_set_contents (path, text, (gssize) size, NULL));
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_remove (path);
}

static gboolean
contains (const char *text,
          gsize       size,
          const char *part)
{
  return memmem (text, size, part, strlen (part)) != NULL;
}

static void
test_export (void)
{
  static const char *const parts[] = { "README.txt",
                                       "account/statuses.json",
                                       "account/following_accounts.csv",
                                       "governance/votes.json",
                                       "\"choices\":\"agree=1\"",
                                       "Zanzibar comment",
                                       "Zanzibar wish",
                                       "Zanzibar Payer",
                                       "\"amount_minor\":300",
                                       "vote.open" };
  g_autoptr (CoopNode) coop = new_case ();
  g_autofree char *uri =
    g_strconcat (coop->node->base_url, "/api/coop/v1/memberships/me/export", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", coop->tokens[1], NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize size;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                bearer);
  bytes = soup_session_send_and_read (coop->node->session, message, NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  text = g_bytes_get_data (bytes, &size);
  assert_opens (text, size);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_test_message ("%s", parts[i]);
      g_assert_true (contains (text, size, parts[i]));
    }
  coop_node_expect (coop, coop->stranger, "POST", "/memberships/me/export", "{}", 403,
                    "ERR_NOT_MEMBER");
}

/* How often a word stands where members' words are kept. */
static guint
count_in_tables (MootDb     *db,
                 const char *word)
{
  static const MootSql columns[] = {
    { "member_application", "SELECT application FROM member" },
    { "payment_payer_name", "SELECT payer_name FROM payment" },
    { "payment_reference", "SELECT reference FROM payment" },
    { "bank_line_payer", "SELECT payer FROM bank_line" },
    { "bank_line_text", "SELECT text FROM bank_line" },
    { "comment_source", "SELECT source FROM comment" },
    { "comment_html", "SELECT html FROM comment" },
    { "comment_version_source", "SELECT source FROM comment_version" },
    { "ledger_entry_payee", "SELECT payee FROM ledger_entry" },
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MootRows) rows = moot_db_query (db, &columns[i], NULL, &error);

      g_assert_no_error (error);
      while (moot_rows_next (rows, &error))
        n += moot_rows_text_at (rows, 0) != NULL &&
             strstr (moot_rows_text_at (rows, 0), word) != NULL;
      g_assert_no_error (error);
    }
  return n;
}

static gboolean
check_whole (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  g_assert_cmpuint (count_in_tables (db, "Zanzibar"), ==, GPOINTER_TO_UINT (data));
  g_assert_true (moot_books_check (db, problems, error));
  g_assert_true (moot_audit_check (db, problems, error));
  g_assert_true (moot_audit_check_records (db, problems, error));
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
  return TRUE;
}

static void
test_erasure (void)
{
  g_autoptr (CoopNode) coop = new_case ();
  g_autoptr (MootTestReply) comments = NULL;
  g_autoptr (MootTestReply) ballots = NULL;
  g_autoptr (MootTestReply) members = NULL;
  g_autoptr (MootTestReply) books = NULL;

  moot_test_node_write (coop->node, check_whole, GUINT_TO_POINTER (7));
  coop_node_expect (coop, coop->tokens[1], "POST", "/memberships/me/erase",
                    "{\"password\":\"wrong\"}", 403, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/memberships/me/erase",
                    "{\"password\":\"password of bo\"}", 200, NULL);
  moot_test_node_write (coop->node, check_whole, GUINT_TO_POINTER (0));
  members = coop_node_get (coop, coop->tokens[0], "/memberships?state=left");
  moot_test_assert_status (members, 200);
  g_assert_nonnull (strstr (members->text, "\"name\":\"former member "));
  g_assert_null (strstr (members->text, "Zanzibar"));
  books = coop_node_get (coop, coop->tokens[0], "/ledger/export?format=hledger");
  g_assert_nonnull (strstr (books->text, "former member "));
  g_assert_null (strstr (books->text, "member 0002"));
  comments = coop_node_get (coop, coop->tokens[0], "/discussions/1/comments");
  moot_test_assert_status (comments, 200);
  g_assert_null (strstr (comments->text, "Zanzibar"));
  ballots = coop_node_get (coop, coop->tokens[0], "/proposals/1");
  g_assert_nonnull (strstr (ballots->text, "\"cast_count\":1"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/coop-leaving/export", test_export);
  g_test_add_func ("/coop-leaving/erasure", test_erasure);

  return g_test_run ();
}
