/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Files of banks: what is read from each kind, what is found out about tables, what is refused and
 * with which words, and that the same line is the same line in another file. */
#include "moot-statement.h"

#include "moot-error.h"

#include <string.h>

#define CAMT(inside) "<Document><BkToCstmrStmt><Stmt>" inside "</Stmt></BkToCstmrStmt></Document>"
#define ENTRY(amount, rest)                                                                 \
  CAMT ("<Ntry><Amt Ccy=\"EUR\">" amount "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>" \
        "<BookgDt><Dt>2026-11-01</Dt></BookgDt>" rest "</Ntry>")
#define MT940(inside) ":20:A\n:25:B\n:60F:C261031EUR0,00\n" inside ":62F:C261101EUR5,00\n-\n"
#define OFX(inside) "OFXHEADER:100\n\n<OFX><CURDEF>GBP" inside "</OFX>"
#define TABLE(rows) "Date,Amount,Currency,Name,Reference,ID\n" rows

/* A line as `day amount currency payer|reference|bank reference`; made references are `made`. */
static const struct
{
  const char *name;
  const char *account;
  const char *lines;
} files[] = {
  { "camt-02.xml", "DE89370400440532013000",
    "2026-11-01 500 EUR Ada Okafor|RF49FM0042|2026110100001\n"
    "2026-11-02 -1200 EUR Server Host GmbH|Invoice 8812 hosting November|2026110200001\n"
    "2026-11-03 1000 EUR Bea & Cyd Müller|RF79FM000042|2026110300001/1\n"
    "2026-11-03 850 EUR Dot Haas|Spende|2026110300001/2\n" },
  { "camt-08.xml", "60161331926819",
    "2026-12-01 600 GBP Ada Okafor|RF49FM0042|T-1\n"
    "2026-12-01 -300 GBP |Returned direct debit|made\n" },
  { "german.sta", "DE89370400440532013000",
    "2026-11-01 500 EUR Ada Okafor|RF49FM0042|2026110100001\n"
    "2026-11-01 -1200 EUR Server Host GmbH|Invoice 8812 hosting November|2026110100002\n"
    "2027-01-02 -350 EUR Bea Müller-Lüdenscheidt mit sehr langem Namen|zurueck zum "
    "Absender|2027010200001\n" },
  { "dutch.sta", "517852257",
    "2026-11-02 700 EUR ADA OKAFOR|RF49FM0042|made\n"
    "2026-11-02 150 EUR B DE VRIES|contributie november|made\n"
    "2026-11-03 -25 EUR |BASIC PACKAGE COSTS NOVEMBER|made\n" },
  { "sgml.ofx", "31926819",
    "2026-11-01 500 GBP ADA OKAFOR|RF49FM0042|2026110100001\n"
    "2026-11-02 -1200 GBP Server & Host||2026110200001\n" },
  { "xml.ofx", "31926819",
    "2026-11-01 500 EUR Ada Okafor|RF49FM0042|A1\n"
    "2026-11-02 750 USD Zoë <z>|A < B|A2\n" },
  { "british.csv", NULL,
    "2026-11-01 500 GBP |RF49FM0042|made\n"
    "2026-11-02 -1200 GBP |SERVER HOST|made\n"
    "2026-11-13 125000 GBP |GRANT \"2026\"|made\n" },
  { "german.csv", NULL,
    "2026-11-01 500 EUR Jürgen Müller|RF49FM0042|made\n"
    "2026-11-02 -123456 EUR Stadtwerke Köln|Strom für November|made\n"
    "2026-11-02 1000 EUR Bea|Spende|made\n"
    "2026-11-02 1000 EUR Bea|Spende|made\n" },
  { "dutch.csv", NULL,
    "2026-11-01 500 EUR A OKAFOR|RF49FM0042|made\n"
    "2026-11-02 -1210 EUR HOSTING BV|factuur 8812|made\n" },
  { "american.csv", NULL,
    "2026-11-13 500 USD |RF49FM0042|made\n"
    "2026-11-02 -1200 USD |Server|made\n" },
};

/* What a short file says in its only line, or in its first. */
static const struct
{
  const char *name;
  const char *text;
  const char *line;
} good[] = {
  { "camt/entities", ENTRY ("5", "<AddtlNtryInf>a &lt;&#66;&gt; b</AddtlNtryInf>"),
    "2026-11-01 500 EUR |a <B> b|made" },
  { "camt/many-decimals", ENTRY ("5.0000", ""), "2026-11-01 500 EUR ||made" },
  { "camt/newlines", ENTRY ("5.00", "<AddtlNtryInf>a\n  b</AddtlNtryInf>"),
    "2026-11-01 500 EUR |a b|made" },
  { "camt/latin",
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" ENTRY ("5.00",
                                                             "<AddtlNtryInf>\xfc</AddtlNtryInf>"),
    "2026-11-01 500 EUR |ü|made" },
  { "camt/parts-that-do-not-fit",
    ENTRY ("5.00",
           "<AcctSvcrRef>R</AcctSvcrRef><NtryDtls><TxDtls><Amt Ccy=\"EUR\">1.00</Amt></TxDtls>"
           "<TxDtls><Amt Ccy=\"EUR\">1.00</Amt></TxDtls></NtryDtls>"),
    "2026-11-01 500 EUR ||R" },
  { "mt940/no-entry-day", MT940 (":61:261101C5,00NTRFNONREF//X\n"), "2026-11-01 500 EUR ||X" },
  { "mt940/reversal-of-a-debit", MT940 (":61:261101RD5,00NTRFABC//X\n"),
    "2026-11-01 500 EUR |ABC|X" },
  { "mt940/plain-words", MT940 (":61:261101C5,NTRFNONREF\n:86:Ada\nDues RF49 FM00\n42\n"),
    "2026-11-01 500 EUR |RF49FM0042|made" },
  { "mt940/another-mark", MT940 (":61:261101C5,NTRFNONREF\n:86:166<00X<20Why? 20?<32Ada\n"),
    "2026-11-01 500 EUR Ada|Why? 20?|made" },
  { "mt940/structured",
    MT940 (":61:261101C5,NTRFNONREF\n:86:/NAME/Ada/REMI/STRD/CUR/RF49FM0042/\n"),
    "2026-11-01 500 EUR Ada|RF49FM0042|made" },
  { "mt940/blocks",
    "{1:F01X}{2:O940}{4:\n:20:A\n:25:B\n:60F:D261031EUR1,00\n:61:261101C6,NTRFX//Y\n"
    ":62F:C261101EUR5,00\n-}\n",
    "2026-11-01 600 EUR |X|Y" },
  { "mt940/leap-day", MT940 (":61:2402290301C5,00NTRFNONREF//X\n"), "2024-03-01 500 EUR ||X" },
  { "ofx/empty-values", OFX ("<STMTTRN><NAME><MEMO><DTPOSTED>20261101<TRNAMT>5<FITID>1</STMTTRN>"),
    "2026-11-01 500 GBP ||1" },
  { "ofx/ampersand", OFX ("<STMTTRN><NAME>A & B<DTPOSTED>20261101<TRNAMT>5<FITID>1</STMTTRN>"),
    "2026-11-01 500 GBP A & B||1" },
  { "ofx/windows", OFX ("<STMTTRN><NAME>\x80\xe9<DTPOSTED>20261101<TRNAMT>5<FITID>1</STMTTRN>"),
    "2026-11-01 500 GBP €é||1" },
  { "ofx/lower-case",
    "<ofx><curdef>GBP<stmttrn><dtposted>20261101<trnamt>5<fitid>1</stmttrn></ofx>",
    "2026-11-01 500 GBP ||1" },
  { "csv/year-first", TABLE ("2026/11/01,5,GBP,Ada,Dues,1\n"), "2026-11-01 500 GBP Ada|Dues|1" },
  { "csv/month-in-words", TABLE ("1 Nov 2026,5,GBP,Ada,Dues,1\n"),
    "2026-11-01 500 GBP Ada|Dues|1" },
  { "csv/short-month", TABLE ("01-NOV-26,5,GBP,Ada,Dues,1\n"), "2026-11-01 500 GBP Ada|Dues|1" },
  { "csv/time-behind", TABLE ("2026-11-01 10:00:00,5,GBP,Ada,Dues,1\n"),
    "2026-11-01 500 GBP Ada|Dues|1" },
  { "csv/either-way-round", TABLE ("03/04/2026,5,GBP,Ada,Dues,1\n"),
    "2026-04-03 500 GBP Ada|Dues|1 guessed" },
  { "csv/either-way-round-in-dollars", TABLE ("03/04/2026,5,USD,Ada,Dues,1\n"),
    "2026-03-04 500 USD Ada|Dues|1 guessed" },
  { "csv/thousands", TABLE ("2026-11-01,\"1,000\",GBP,Ada,Dues,1\n"),
    "2026-11-01 100000 GBP Ada|Dues|1" },
  { "csv/swiss", TABLE ("2026-11-01,1'000.50,CHF,Ada,Dues,1\n"),
    "2026-11-01 100050 CHF Ada|Dues|1" },
  { "csv/minus-behind", TABLE ("2026-11-01,5.00-,GBP,Ada,Dues,1\n"),
    "2026-11-01 -500 GBP Ada|Dues|1" },
  { "csv/minus-sign", TABLE ("2026-11-01,−£5.00,GBP,Ada,Dues,1\n"),
    "2026-11-01 -500 GBP Ada|Dues|1" },
  { "csv/code-behind", TABLE ("2026-11-01,5.00 GBP,GBP,Ada,Dues,1\n"),
    "2026-11-01 500 GBP Ada|Dues|1" },
  { "csv/yen", TABLE ("2026-11-01,500.00,JPY,Ada,Dues,1\n"), "2026-11-01 500 JPY Ada|Dues|1" },
  { "csv/dinars", TABLE ("2026-11-01,5.125,KWD,Ada,Dues,1\n"), "2026-11-01 5125 KWD Ada|Dues|1" },
  { "csv/symbol", "Date,Amount\n2026-11-01,£5.00\n", "2026-11-01 500 GBP ||made" },
  { "csv/no-currency", "Date,Amount\n2026-11-01,5.00\n", "2026-11-01 500  ||made" },
  { "csv/bidi",
    TABLE ("2026-11-01,5,GBP,\xe2\x80\xae"
           "Ada\xe2\x80\xac,a\tb,1\n"),
    "2026-11-01 500 GBP Ada|a b|1" },
  { "csv/note-below", TABLE ("2026-11-01,5,GBP,Ada,Dues,1\n\nThis is no statement\n"),
    "2026-11-01 500 GBP Ada|Dues|1" },
};

static const struct
{
  const char *name;
  const char *text;
  const char *message;
} bad[] = {
  { "empty", "", "line 1: the file is empty" },
  { "words", "hello", "line 1: no row says which column is the date and which the amount" },
  { "half-a-character",
    "\xff\xfe"
    "D\0a",
    "line 1: the file is UTF-16 with half a character at its end" },
  { "camt/cut-off", "<Document>\n<BkToCstmrStmt>\n<Stmt>\n", "line 4: " },
  { "camt/another", "<html></html>", "line 1: this is no bank statement" },
  { "camt/no-statement", "<Document><Other/></Document>", "line 1: this is no bank statement" },
  { "camt/document-type", "<!DOCTYPE Document [<!ENTITY a \"b\">]><Document/>",
    "line 1: a document type is not taken" },
  { "camt/outside-entity", "<!DOCTYPE Document SYSTEM \"file:///etc/passwd\">\n<Document/>",
    "line 1: a document type is not taken" },
  { "camt/unknown-entity", ENTRY ("5.00", "\n<AddtlNtryInf>&a;</AddtlNtryInf>"),
    "line 2: Entity 'a'" },
  { "camt/control-character", ENTRY ("5.00", "\n<AddtlNtryInf>\x1b</AddtlNtryInf>"), "line 2: " },
  { "camt/not-utf8", ENTRY ("5.00", "<AddtlNtryInf>\xfc</AddtlNtryInf>"),
    "line 1: the file is not in UTF-8, and says nothing else" },
  { "camt/no-day", CAMT ("\n<Ntry><Amt Ccy=\"EUR\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>"),
    "line 2: an entry has no day" },
  { "camt/no-currency", CAMT ("\n<Ntry><Amt>5</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>"),
    "line 2: an entry has no amount or no currency" },
  { "camt/no-direction", CAMT ("\n<Ntry><Amt Ccy=\"EUR\">5</Amt></Ntry>"),
    "line 2: an entry does not say whether money came or went" },
  { "camt/no-such-day",
    CAMT ("<Ntry><Amt Ccy=\"EUR\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
          "<BookgDt><Dt>2026-02-30</Dt></BookgDt></Ntry>"),
    "line 1: '2026-02-30' is no day" },
  { "camt/negative", ENTRY ("-5.00", ""), "line 1: '-5.00' is less than nothing" },
  { "camt/three-decimals", ENTRY ("5.001", ""), "line 1: amount '5.001' has more decimals" },
  { "camt/huge", ENTRY ("99999999999999999999.00", ""),
    "line 1: amount '99999999999999999999.00' is too large" },
  { "camt/long-amount", ENTRY ("1111111111111111111111111111111111111111111", ""),
    "line 1: '1111111111111111111111111111111111111111' is no amount" },
  { "camt/exponent", ENTRY ("5e3", ""), "line 1: '5e3' is no amount" },
  { "mt940/cut-off", ":20:A\n:25:B\n:60F:C261031EUR0,00\n:61:261101C5,00NTRFX//Y\n",
    "line 5: the file ends within a statement" },
  { "mt940/no-balance", ":20:A\n:25:B\n", "line 3: the file has no statement" },
  { "mt940/outside", ":20:A\n:61:261101C5,00NTRFX//Y\n", "line 2: something is booked outside" },
  { "mt940/no-day", MT940 (":61:261301C5,00NTRFX\n"), "line 4: '261301' is no day" },
  { "mt940/no-entry-day", MT940 (":61:2611011332C5,00NTRFX\n"), "line 4: '1332' is no day" },
  { "mt940/no-direction", MT940 (":61:261101X5,00NTRFX\n"), "line 4: an entry does not say" },
  { "mt940/no-comma", MT940 (":61:261101C500NTRFX\n"), "line 4: '500NTRFX' is no amount" },
  { "mt940/huge", MT940 (":61:261101C9999999999999999,00NTRFX\n"), "line 4: amount " },
  { "mt940/no-currency", ":20:A\n:60F:C261031eur0,00\n", "line 2: 'eur' is no currency" },
  { "mt940/half-a-balance", ":20:A\n:60F:C2610\n", "line 2: 'C2610' is no balance" },
  { "mt940/ends-twice", MT940 ("") ":62F:C261101EUR5,00\n",
    "line 6: a statement ends that did not begin" },
  { "ofx/cut-off", "OFXHEADER:100\n\n<OFX><CURDEF>GBP\n<STMTTRN>",
    "line 4: the file ends too early" },
  { "ofx/in-a-tag", "OFXHEADER:100\n\n<OFX><CURDEF>GBP\n<STMT",
    "line 4: the file ends within a tag" },
  { "ofx/document-type", "OFXHEADER:100\n<!DOCTYPE OFX>\n<OFX>",
    "line 2: a document type is not taken" },
  { "ofx/no-amount", OFX ("\n<STMTTRN><DTPOSTED>20261101</STMTTRN>"),
    "line 4: an entry has no amount" },
  { "ofx/no-day", OFX ("\n<STMTTRN><TRNAMT>5.00</STMTTRN>"), "line 4: an entry has no day" },
  { "ofx/no-currency", "<OFX><STMTTRN><DTPOSTED>20261101<TRNAMT>5</STMTTRN></OFX>",
    "line 1: '' is no currency" },
  { "ofx/nested", OFX ("<STMTTRN><STMTTRN>"), "line 3: an entry begins within another" },
  { "ofx/word", OFX ("<STMTTRN><DTPOSTED>20261101<TRNAMT>five</STMTTRN>"),
    "line 3: 'five' is no amount" },
  { "csv/open-quote", TABLE ("2026-11-01,5,GBP,\"Ada\n"), "line 2: a quote does not close" },
  { "csv/no-amount", TABLE ("2026-11-01,,GBP,Ada,,\n"), "line 2: there is no amount" },
  { "csv/cut-off", TABLE ("2026-11-01,5,GBP,Ada,Dues,1\n2026-1"), "line 3: the row is too short" },
  { "csv/no-day", TABLE ("2026-11-01,5,GBP,Ada,,\n2026-11-31,5,GBP,Ada,,\n"),
    "line 3: '2026-11-31' is no day" },
  { "csv/two-orders", TABLE ("13/11/2026,5,GBP,Ada,,\n11/13/2026,5,GBP,Ada,,\n"),
    "line 1: some dates begin with the day and some with the month" },
  { "csv/two-decimals", TABLE ("2026-11-01,5.00,GBP,Ada,,\n2026-11-01,\"5,00\",GBP,Ada,,\n"),
    "line 1: some amounts have a comma for decimals, some a dot" },
  { "csv/groups", TABLE ("2026-11-01,\"1,00,000.00\",GBP,Ada,,\n"),
    "line 2: '1,00,000.00' is no amount" },
  { "csv/formula", TABLE ("2026-11-01,=1+1,GBP,Ada,,\n"), "line 2: '=1+1' is no amount" },
  { "csv/word-behind", TABLE ("2026-11-01,5.00 DR,GBP,Ada,,\n"), "line 2: '5.00 DR' is no amount" },
  { "csv/in-and-out", "Date,Credit,Debit\n2026-11-01,5,6\n",
    "line 2: there is no amount, or there are two" },
  { "csv/huge", TABLE ("2026-11-01,9223372036854775808,GBP,Ada,,\n"), "line 2: amount " },
};

static void
append_line (GString                 *text,
             const MootStatementLine *line)
{
  g_autofree char *day = moot_day_format (line->date);

  g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %s %s|%s|%s", day, line->amount_minor,
                          line->currency, line->payer != NULL ? line->payer : "",
                          line->reference != NULL ? line->reference : "",
                          line->is_made ? "made" : line->bank_ref);
}

static MootStatement *
read_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "statements", name, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  MootStatement *statement;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  statement = moot_statement_read (bytes, length, NULL, &error);
  g_assert_no_error (error);
  return statement;
}

static void
test_file (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootStatement) statement = read_file (files[i].name);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint j = 0; j < statement->lines->len; j++)
    {
      append_line (lines, g_ptr_array_index (statement->lines, j));
      g_string_append_c (lines, '\n');
    }
  g_assert_cmpstr (lines->str, ==, files[i].lines);
  g_assert_cmpstr (statement->account, ==, files[i].account);
  g_assert_cmpuint (statement->n_unbalanced, ==, 0);
  g_assert_false (statement->guessed_order);
}

static void
test_good (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (MootStatement) statement =
    moot_statement_read (good[i].text, strlen (good[i].text), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (statement->lines->len, >=, 1);
  append_line (text, g_ptr_array_index (statement->lines, 0));
  if (statement->guessed_order)
    g_string_append (text, " guessed");
  g_assert_cmpstr (text->str, ==, good[i].line);
}

static void
test_bad (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  gsize length = g_str_equal (bad[i].name, "half-a-character") ? 5 : strlen (bad[i].text);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootStatement) statement =
    moot_statement_read (bad[i].text, length, NULL, &error);

  g_assert_null (statement);
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  if (!g_str_has_prefix (error->message, bad[i].message))
    g_test_fail_printf ("'%s' does not begin with '%s'", error->message, bad[i].message);
}

/* Whatever of a file is missing at its end, it is refused or read, and never more than it was. */
static void
test_cut_off (gconstpointer data)
{
  const char *name = files[GPOINTER_TO_UINT (data)].name;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "statements", name, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (MootStatement) whole = read_file (name);
  gsize length;
  guint n_refused = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize n = 0; n < length; n += 7)
    {
      g_autofree char *part = g_memdup2 (bytes, n);
      g_autoptr (GError) error = NULL;
      g_autoptr (MootStatement) statement = moot_statement_read (part, n, NULL, &error);

      g_assert_true ((statement == NULL) == (error != NULL));
      if (statement != NULL)
        g_assert_cmpuint (statement->lines->len, <=, whole->lines->len);
      n_refused += statement == NULL ? 1 : 0;
    }
  g_assert_cmpuint (n_refused, >, 0);
}

/* Limits: each is one step beyond. */
static void
expect_refused (GString    *text,
                const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootStatement) statement = moot_statement_read (text->str, text->len, NULL, &error);

  g_assert_null (statement);
  g_assert_nonnull (error);
  if (strstr (error->message, part) == NULL)
    g_test_fail_printf ("'%s' is not in '%s'", part, error->message);
  g_string_truncate (text, 0);
}

static void
append_many (GString    *text,
             const char *part,
             guint       n)
{
  for (guint i = 0; i < n; i++)
    g_string_append (text, part);
}

static void
test_limits (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_many (text, "<Document>", 1000);
  expect_refused (text, "nested too deep");
  g_string_append (text, "<OFX>");
  append_many (text, "<A>", 1000);
  expect_refused (text, "nested too deep");
  g_string_append (text, "<Document><BkToCstmrStmt><Stmt><Ntry><AddtlNtryInf>");
  append_many (text, "0123456789", MOOT_STATEMENT_FIELD_MAX / 10 + 1);
  expect_refused (text, "a text is too long");
  g_string_append (text, "<OFX><MEMO>");
  append_many (text, "0123456789", MOOT_STATEMENT_FIELD_MAX / 10 + 1);
  expect_refused (text, "a text is too long");
  g_string_append (text, ":20:A\n:86:");
  append_many (text, "0123456789\n", MOOT_STATEMENT_FIELD_MAX / 10 + 1);
  expect_refused (text, "a field is too long");
  g_string_append (text, "Date,Amount\n\"");
  append_many (text, "0123456789\n", MOOT_STATEMENT_FIELD_MAX / 10 + 1);
  g_string_append (text, "\",1\n");
  expect_refused (text, "a cell is too long");
  g_string_append (text, "Date,Amount\n");
  append_many (text, ",", 1000);
  expect_refused (text, "too many columns");
  g_string_append (text, "Date,Amount\n");
  append_many (text, "2026-11-01,1\n", MOOT_STATEMENT_LINES_MAX + 1);
  expect_refused (text, "more than 200000 are booked");
  append_many (text, "0123456789abcdef", MOOT_STATEMENT_SIZE_MAX / 16 + 1);
  expect_refused (text, "larger than 64 MiB");
}

static MootStatement *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  MootStatement *statement = moot_statement_read (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return statement;
}

static const char *
get_ref (const MootStatement *statement,
         guint                i)
{
  return ((const MootStatementLine *) g_ptr_array_index (statement->lines, i))->bank_ref;
}

/* Lines without a reference of the bank are the same in another file, and twins stay two; parts of
 * a batch that share one are told apart, and the same line twice is one. */
static void
test_same_line (void)
{
  g_autoptr (MootStatement) first = read_text (
    TABLE ("2026-11-01,5,GBP,Ada,x,\n2026-11-01,5,GBP,Ada,x,\n2026-11-02,5,GBP,Ada,x,\n"));
  g_autoptr (MootStatement) later =
    read_text (TABLE ("2026-11-02,5,GBP,Ada,x,\n2026-11-03,5,GBP,Ada,x,\n"));
  g_autoptr (MootStatement) batch = read_text (
    TABLE ("2026-11-01,5,GBP,Ada,x,1\n2026-11-01,5,GBP,Bea,x,1\n2026-11-01,5,GBP,Ada,x,1\n"));

  g_assert_cmpstr (get_ref (first, 0), !=, get_ref (first, 1));
  g_assert_cmpstr (get_ref (first, 2), ==, get_ref (later, 0));
  g_assert_cmpstr (get_ref (first, 2), !=, get_ref (later, 1));
  g_assert_cmpstr (get_ref (batch, 0), ==, "1");
  g_assert_cmpstr (get_ref (batch, 1), !=, "1");
  g_assert_cmpstr (get_ref (batch, 2), ==, "1");
}

static void
test_balances (void)
{
  g_autoptr (MootStatement) mt940 = read_text (MT940 (":61:261101C4,00NTRFX//Y\n"));
  g_autoptr (MootStatement) camt = read_text (CAMT (
    "<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">1</Amt>"
    "<CdtDbtInd>CRDT</CdtDbtInd></Bal>"
    "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">2</Amt>"
    "<CdtDbtInd>CRDT</CdtDbtInd></Bal>"));

  g_assert_cmpuint (mt940->n_unbalanced, ==, 1);
  g_assert_cmpuint (camt->n_unbalanced, ==, 1);
}

/* What a table does not say, a mapping does. */
static void
test_mapping (void)
{
  static const char text[] = "When#Who#How much#Why\n03/04/2026#Ada#5,125#Dues\n";
  MootStatementMapping mapping = { .delimiter = '#',
                                   .decimal = ',',
                                   .order = MOOT_DATE_ORDER_MDY,
                                   .currency = "KWD",
                                   .columns = { [MOOT_COLUMN_DATE] = "When",
                                                [MOOT_COLUMN_AMOUNT] = "How much",
                                                [MOOT_COLUMN_PAYER] = "Who",
                                                [MOOT_COLUMN_REFERENCE] = "Why" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (MootStatement) statement =
    moot_statement_read (text, strlen (text), &mapping, &error);

  g_assert_no_error (error);
  append_line (line, g_ptr_array_index (statement->lines, 0));
  g_assert_cmpstr (line->str, ==, "2026-03-04 5125 KWD Ada|Dues|made");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/statement/file/", files[i].name, NULL);
      g_autofree char *cut = g_strconcat ("/statement/cut-off/", files[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_file);
      g_test_add_data_func (cut, GUINT_TO_POINTER (i), test_cut_off);
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *path = g_strconcat ("/statement/good/", good[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_good);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strconcat ("/statement/bad/", bad[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad);
    }
  g_test_add_func ("/statement/limits", test_limits);
  g_test_add_func ("/statement/same-line", test_same_line);
  g_test_add_func ("/statement/balances", test_balances);
  g_test_add_func ("/statement/mapping", test_mapping);

  return g_test_run ();
}
