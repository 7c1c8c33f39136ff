/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Journals for other programs: what they look like, and that words of strangers stay words. */
#include "moot-journal.h"

#include <string.h>

#define EVIL "x\n2026-01-01 * y\n    Assets:Cash  5 GBP\r\f\v\xe2\x80\xa8z"

static const MootJournalPosting postings[] = {
  { "Assets:Bank:Current", "GBP", 500, 0 },
  { "Assets:Receivable:Dues", "GBP", -500, 42 },
};

/* The first row of an entry, or its only line of the postings. */
static const struct
{
  const char *name;
  MootJournalFormat format;
  const char *code;
  const char *payee;
  const char *description;
  const char *row;
} rows[] = {
  { "plain", MOOT_JOURNAL_HLEDGER, "B1", "Ada", "Dues", "2026-11-01 * (B1) Ada | Dues" },
  { "bare", MOOT_JOURNAL_HLEDGER, NULL, NULL, "", "2026-11-01 * Entry" },
  { "comment", MOOT_JOURNAL_HLEDGER, NULL, NULL, "a ; tag: b", "2026-11-01 * a , tag: b" },
  { "state", MOOT_JOURNAL_HLEDGER, NULL, "! a", "* b", "2026-11-01 * - a | - b" },
  { "code", MOOT_JOURNAL_HLEDGER, "a) b", NULL, "(c) d", "2026-11-01 * (a] b) [c) d" },
  { "payee", MOOT_JOURNAL_HLEDGER, NULL, "a | b", "c|d", "2026-11-01 * a / b | c/d" },
  { "lines", MOOT_JOURNAL_HLEDGER, EVIL, NULL, EVIL,
    "2026-11-01 * (x 2026-01-01 * y     Assets:Cash  5 GBP    z) "
    "x 2026-01-01 * y     Assets:Cash  5 GBP    z" },
  { "bytes", MOOT_JOURNAL_HLEDGER, NULL, NULL, "a\xff"
                                               "b",
    "2026-11-01 * a\xef\xbf\xbd"
    "b" },
  { "plain", MOOT_JOURNAL_BEANCOUNT, NULL, "Ada", "Dues", "2026-11-01 * \"Ada\" \"Dues\"" },
  { "quotes", MOOT_JOURNAL_BEANCOUNT, NULL, "a\" \"b\\", "\"", "2026-11-01 * \"a' 'b/\" \"'\"" },
  { "lines", MOOT_JOURNAL_BEANCOUNT, NULL, NULL, EVIL,
    "2026-11-01 * \"\" \"x 2026-01-01 * y     Assets:Cash  5 GBP    z\"" },
  { "plain", MOOT_JOURNAL_CSV, "B1", "Ada", "Dues",
    "7,2026-11-01,cleared,B1,Ada,Dues,Assets:Bank:Current,5.00,GBP,,9,payment\r" },
  { "quotes", MOOT_JOURNAL_CSV, NULL, "a,\"b\"", "c",
    "7,2026-11-01,cleared,,\"a,\"\"b\"\"\",c,Assets:Bank:Current,5.00,GBP,,9,payment\r" },
  { "formulas", MOOT_JOURNAL_CSV, "=1", "@a", "-b",
    "7,2026-11-01,cleared,'=1,'@a,'-b,Assets:Bank:Current,5.00,GBP,,9,payment\r" },
  { "lines", MOOT_JOURNAL_CSV, NULL, NULL, "a\r\nb",
    "7,2026-11-01,cleared,,,a  b,Assets:Bank:Current,5.00,GBP,,9,payment\r" },
};

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GString) text = g_string_new (NULL);
  MootJournalEntry entry = { .id = 7,
                             .code = rows[i].code,
                             .payee = rows[i].payee,
                             .description = rows[i].description,
                             .source = "payment",
                             .payment_id = 9,
                             .postings = postings,
                             .n_postings = G_N_ELEMENTS (postings) };
  g_autofree char *first = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (moot_day_parse ("2026-11-01", &entry.date));
  moot_journal_append_entry (text, rows[i].format, &entry);
  first = g_strndup (text->str, strcspn (text->str, "\n"));
  g_assert_cmpstr (first, ==, rows[i].row);
  lines = g_strsplit (text->str, "\n2026", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1);
}

static void
test_postings (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  MootJournalEntry entry = { .is_pending = TRUE,
                             .description = "Sum",
                             .source = "sum",
                             .postings = postings,
                             .n_postings = G_N_ELEMENTS (postings) };

  moot_journal_append_entry (text, MOOT_JOURNAL_HLEDGER, &entry);
  moot_journal_append_comment (text, MOOT_JOURNAL_HLEDGER, "that is all");
  g_assert_cmpstr (text->str, ==,
                   "1970-01-01 ! Sum\n"
                   "    Assets:Bank:Current                         5.00 GBP\n"
                   "    Assets:Receivable:Dues                     -5.00 GBP  ; member:0042\n"
                   "\n; that is all\n");
}

static void
test_head (void)
{
  static const char *const accounts[] = { "Assets:Cash", "Income:Dues", NULL };
  static const char *const currencies[] = { "EUR", NULL };
  g_autoptr (GString) text = g_string_new (NULL);

  moot_journal_append_head (text, MOOT_JOURNAL_HLEDGER, accounts, currencies);
  g_assert_cmpstr (text->str, ==, "commodity EUR\naccount Assets:Cash\naccount Income:Dues\n\n");
  g_string_truncate (text, 0);
  moot_journal_append_head (text, MOOT_JOURNAL_BEANCOUNT, accounts, currencies);
  g_assert_cmpstr (text->str, ==,
                   "1970-01-01 open Assets:Cash\n1970-01-01 open Income:Dues\n\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf (
        "/journal/row/%s/%s", moot_journal_format_to_text (rows[i].format), rows[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/journal/postings", test_postings);
  g_test_add_func ("/journal/head", test_head);

  return g_test_run ();
}
