/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The books as other programs read them.  Payees and descriptions were written by people, so
 * whatever could end a line, a text or a cell is made harmless: nobody can write an entry of their
 * own. Thread: any. Spec: governance rules, ledger export; the manuals of hledger, ledger and
 * beancount. */
#include "moot-journal.h"

#include <string.h>

#include "moot-csv.h"

static const char *const format_names[] = { "hledger", "beancount", "csv" };

MOOT_DEFINE_WORDS (moot_journal_format, MootJournalFormat, format_names)

/* One row of plain words: whatever breaks or turns a line becomes a blank, @marked become others.
 */
static char *
dup_words (const char *text,
           const char *marked,
           const char *others)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *words = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      GUnicodeType type = g_unichar_type (c);
      const char *mark = c < 0x80 ? strchr (marked, (int) c) : NULL;

      if (mark != NULL)
        c = (guchar) others[mark - marked];
      if (g_unichar_isspace (c) || type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
          type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        c = ' ';
      g_string_append_unichar (words, c);
    }
  return g_strstrip (g_string_free (words, FALSE));
}

/* In a journal `;` begins a comment, `|` ends the payee, and marks in front are a state or a code.
 */
static char *
dup_journal_words (const char *text)
{
  char *words = dup_words (text, ";|", ",/");

  if (*words == '(')
    *words = '[';
  else if (strchr ("*!=@~%;#", *words) != NULL && *words != '\0')
    *words = '-';
  return words;
}

static void
append_journal (GString                *text,
                const MootJournalEntry *entry)
{
  g_autofree char *day = moot_day_format (entry->date);
  g_autofree char *code = dup_words (entry->code, ";|()", ",/[]");
  g_autofree char *payee = dup_journal_words (entry->payee);
  g_autofree char *description = dup_journal_words (entry->description);

  g_string_append_printf (text, "%s %c ", day, entry->is_pending ? '!' : '*');
  if (*code != '\0')
    g_string_append_printf (text, "(%s) ", code);
  if (*payee != '\0')
    g_string_append_printf (text, "%s | ", payee);
  g_string_append_printf (text, "%s\n", *description != '\0' ? description : "Entry");
  if (entry->id != 0)
    g_string_append_printf (text, "    ; entry:%" G_GINT64_FORMAT ", source:%s\n", entry->id,
                            entry->source);
  for (gsize i = 0; i < entry->n_postings; i++)
    {
      const MootJournalPosting *posting = &entry->postings[i];
      g_autofree char *amount = moot_money_format (posting->amount_minor, posting->currency);

      g_string_append_printf (text, "    %-34s  %12s %s", posting->account, amount,
                              posting->currency);
      if (posting->member_no != 0)
        g_string_append_printf (text, "  ; member:%04" G_GINT64_FORMAT, posting->member_no);
      g_string_append_c (text, '\n');
    }
  g_string_append_c (text, '\n');
}

/* Between double quotes. */
static char *
dup_quoted (const char *text)
{
  g_autofree char *words = dup_words (text, "\"\\", "'/");

  return g_strdup_printf ("\"%s\"", words);
}

static void
append_beancount (GString                *text,
                  const MootJournalEntry *entry)
{
  g_autofree char *day = moot_day_format (entry->date);
  g_autofree char *code = dup_quoted (entry->code);
  g_autofree char *payee = dup_quoted (entry->payee);
  g_autofree char *description = dup_quoted (entry->description);

  g_string_append_printf (text, "%s %c %s %s\n", day, entry->is_pending ? '!' : '*', payee,
                          description);
  if (entry->id != 0)
    g_string_append_printf (text, "  entry: \"%" G_GINT64_FORMAT "\"\n  source: \"%s\"\n",
                            entry->id, entry->source);
  if (entry->code != NULL)
    g_string_append_printf (text, "  code: %s\n", code);
  for (gsize i = 0; i < entry->n_postings; i++)
    {
      const MootJournalPosting *posting = &entry->postings[i];
      g_autofree char *amount = moot_money_format (posting->amount_minor, posting->currency);

      g_string_append_printf (text, "  %-34s  %12s %s\n", posting->account, amount,
                              posting->currency);
      if (posting->member_no != 0)
        g_string_append_printf (text, "    member: \"%04" G_GINT64_FORMAT "\"\n",
                                posting->member_no);
    }
  g_string_append_c (text, '\n');
}

/* A cell, which a spreadsheet must not take for something to work out. */
static void
append_cell (GString    *text,
             const char *cell)
{
  g_autofree char *words = dup_words (cell, "", "");
  g_autofree char *safe = g_strconcat (strchr ("=+-@", *words) != NULL && *words != '\0' ? "'" : "",
                                       words, NULL);

  moot_csv_append_cell (text, safe);
  g_string_append_c (text, ',');
}

static void
append_id (GString *text,
           gint64   id)
{
  if (id != 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, id);
  g_string_append_c (text, ',');
}

static void
append_rows (GString                *text,
             const MootJournalEntry *entry)
{
  g_autofree char *day = moot_day_format (entry->date);

  for (gsize i = 0; i < entry->n_postings; i++)
    {
      const MootJournalPosting *posting = &entry->postings[i];
      g_autofree char *amount = moot_money_format (posting->amount_minor, posting->currency);

      append_id (text, entry->id);
      g_string_append_printf (text, "%s,%s,", day, entry->is_pending ? "pending" : "cleared");
      append_cell (text, entry->code);
      append_cell (text, entry->payee);
      append_cell (text, entry->description);
      g_string_append_printf (text, "%s,%s,%s,", posting->account, amount, posting->currency);
      if (posting->member_no != 0)
        g_string_append_printf (text, "%04" G_GINT64_FORMAT, posting->member_no);
      g_string_append_c (text, ',');
      append_id (text, entry->payment_id);
      g_string_append_printf (text, "%s\r\n", entry->source);
    }
}

/**
 * moot_journal_append_head:
 * @text: gets what comes before the entries
 * @format: of the journal
 * @accounts: (array zero-terminated=1): the chart of accounts
 * @currencies: (array zero-terminated=1): what amounts are in
 */
void
moot_journal_append_head (GString           *text,
                          MootJournalFormat  format,
                          const char *const *accounts,
                          const char *const *currencies)
{
  if (format == MOOT_JOURNAL_CSV)
    g_string_append (text, "entry_id,date,status,code,payee,description,account,amount,currency,"
                           "member_ref,payment_id,source\r\n");
  for (guint i = 0; format == MOOT_JOURNAL_HLEDGER && currencies[i] != NULL; i++)
    g_string_append_printf (text, "commodity %s\n", currencies[i]);
  for (guint i = 0; format == MOOT_JOURNAL_HLEDGER && accounts[i] != NULL; i++)
    g_string_append_printf (text, "account %s\n", accounts[i]);
  for (guint i = 0; format == MOOT_JOURNAL_BEANCOUNT && accounts[i] != NULL; i++)
    g_string_append_printf (text, "1970-01-01 open %s\n", accounts[i]);
  if (format != MOOT_JOURNAL_CSV)
    g_string_append_c (text, '\n');
}

/**
 * moot_journal_append_entry:
 * @text: gets the entry
 * @format: of the journal
 * @entry: an entry that sums to zero
 *
 * Spec: governance rules, ledger export.
 */
void
moot_journal_append_entry (GString                *text,
                           MootJournalFormat       format,
                           const MootJournalEntry *entry)
{
  switch (format)
    {
    case MOOT_JOURNAL_HLEDGER:
      append_journal (text, entry);
      break;
    case MOOT_JOURNAL_BEANCOUNT:
      append_beancount (text, entry);
      break;
    case MOOT_JOURNAL_CSV:
      append_rows (text, entry);
      break;
    }
}

/** moot_journal_append_comment: a line for people, where the format has such lines */
void
moot_journal_append_comment (GString           *text,
                             MootJournalFormat  format,
                             const char        *comment)
{
  if (format != MOOT_JOURNAL_CSV)
    g_string_append_printf (text, "; %s\n", comment);
}
