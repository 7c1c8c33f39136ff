/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Signed ballots: what is signed is one text, and everything that is not it is told apart. */
#include <string.h>

#include "moot-ballot-signature.h"
#include "moot-clock.h"

/* RFC 8032 section 7.1, test 1 */
#define SEED "\x9d\x61\xb1\x9d\xef\xfd\x5a\x60\xba\x84\x4a\xf4\x92\xec\x2c\xc4" \
             "\x44\x49\xc5\x69\x7b\x32\x69\x19\x70\x3b\xac\x03\x1c\xae\x7f\x60"
#define POINT "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define OTHER_POINT "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"

static MootBallotStatement
make_statement (void)
{
  MootBallotStatement statement = { .proposal_id = 512,
                                    .version = 3,
                                    .choices = { { 12, 1 }, { 3, 2 } },
                                    .n_choices = 2,
                                    .number = 2 };

  g_assert_true (moot_time_parse_iso ("2026-10-29T07:11:00.000Z", &statement.at));
  return statement;
}

static MootPrivateKey *
load_key (void)
{
  g_autoptr (GError) error = NULL;
  MootPrivateKey *key = moot_private_key_new_ed25519 ((const guint8 *) SEED, &error);

  g_assert_no_error (error);
  return key;
}

static const char *
find_key (const char *key_id,
          gpointer    data)
{
  return g_str_equal (key_id, "1") ? data : NULL;
}

static void
test_payload (void)
{
  MootBallotStatement statement = make_statement ();
  g_autofree char *plain = moot_ballot_statement_dup_payload (&statement, NULL);
  g_autofree char *reasoned = NULL;

  g_assert_cmpstr (plain, ==,
                   "{\"at\":\"2026-10-29T07:11:00.000Z\",\"c\":[[\"3\",2],[\"12\",1]],\"n\":2,"
                   "\"p\":\"512\",\"v\":3}");
  statement.reason = "abc";
  reasoned = moot_ballot_statement_dup_payload (&statement, NULL);
  g_assert_nonnull (strstr (
    reasoned, "\"r\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\""));
}

typedef struct
{
  const char *name;
  MootBallotSignature result;
  const char *point;     /* (nullable): the key that is found */
  const char *signature; /* (nullable): instead of the right one; "" for none */
  const char *from;      /* (nullable): a piece of the signature … */
  const char *to;        /* … and what stands there instead */
  gint64 proposal_id;    /* 0: as signed */
  gint64 version;
  gint64 number;
  gint64 value;
  guint n_choices;
  const char *reason;
} Case;

/* clang-format off */
#define HOLDS MOOT_BALLOT_SIGNATURE_HOLDS
#define MALFORMED MOOT_BALLOT_SIGNATURE_MALFORMED
#define OTHER MOOT_BALLOT_SIGNATURE_OTHER
#define FALSE_ONE MOOT_BALLOT_SIGNATURE_FALSE
static const Case cases[] = {
  { .name = "right",            .result = HOLDS,     .point = POINT },
  { .name = "none",             .result = MOOT_BALLOT_SIGNATURE_MISSING, .point = POINT, .signature = "" },
  { .name = "null",             .result = MOOT_BALLOT_SIGNATURE_MISSING, .point = POINT, .signature = "null" },
  { .name = "no-json",          .result = MALFORMED, .point = POINT, .signature = "{" },
  { .name = "no-object",        .result = MALFORMED, .point = POINT, .signature = "[]" },
  { .name = "no-payload",       .result = MALFORMED, .point = POINT, .from = "payload", .to = "pay" },
  { .name = "no-key",           .result = MALFORMED, .point = POINT, .from = "key_id", .to = "key" },
  { .name = "two-spellings",    .result = MALFORMED, .point = POINT, .from = "\\\"n\\\":2", .to = "\\\"n\\\": 2" },
  { .name = "number-zero",      .result = MALFORMED, .point = POINT, .from = "\\\"n\\\":2", .to = "\\\"n\\\":0" },
  { .name = "no-time",          .result = MALFORMED, .point = POINT, .from = "2026-10-29T", .to = "yesterday" },
  { .name = "unknown-key",      .result = MOOT_BALLOT_SIGNATURE_KEY_UNKNOWN, .point = NULL },
  { .name = "key-of-another",   .result = FALSE_ONE, .point = OTHER_POINT },
  { .name = "payload-changed",  .result = FALSE_ONE, .point = POINT, .from = "[\\\"3\\\",2]", .to = "[\\\"3\\\",9]" },
  { .name = "cut-short",        .result = FALSE_ONE, .point = POINT, .from = "ed25519\":\"", .to = "ed25519\":\"AA" },
  { .name = "other-proposal",   .result = OTHER,     .point = POINT, .proposal_id = 513 },
  { .name = "other-version",    .result = OTHER,     .point = POINT, .version = 4 },
  { .name = "earlier-ballot",   .result = OTHER,     .point = POINT, .number = 3 },
  { .name = "other-value",      .result = OTHER,     .point = POINT, .value = 7 },
  { .name = "choice-dropped",   .result = OTHER,     .point = POINT, .n_choices = 1 },
  { .name = "reason-put-in",    .result = OTHER,     .point = POINT, .reason = "I was paid." },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  MootBallotStatement statement = make_statement ();
  g_autoptr (MootPrivateKey) key = load_key ();
  g_autofree char *signature = moot_ballot_statement_sign (&statement, key, "1", NULL);
  g_autoptr (GString) text = g_string_new (signature);
  const char *shown = row->signature != NULL ? row->signature : text->str;

  if (row->from != NULL)
    g_assert_cmpuint (g_string_replace (text, row->from, row->to, 1), ==, 1);
  if (row->proposal_id != 0)
    statement.proposal_id = row->proposal_id;
  if (row->version != 0)
    statement.version = row->version;
  if (row->number != 0)
    statement.number = row->number;
  if (row->value != 0)
    statement.choices[0].value = row->value;
  if (row->n_choices != 0)
    statement.n_choices = row->n_choices;
  statement.reason = row->reason;
  shown = row->from != NULL ? text->str : shown;
  g_assert_cmpint (moot_ballot_statement_check (&statement, *shown != '\0' ? shown : NULL, find_key,
                                                (gpointer) row->point),
                   ==, row->result);
}

/* Whoever reads does not know the number, nor in which order the choices were handed in. */
static void
test_reader (void)
{
  MootBallotStatement statement = make_statement ();
  g_autoptr (MootPrivateKey) key = load_key ();
  g_autofree char *signature = moot_ballot_statement_sign (&statement, key, "1", NULL);
  MootBallotStatement read = statement;

  read.number = 0;
  read.at = 0;
  read.choices[0] = statement.choices[1];
  read.choices[1] = statement.choices[0];
  g_assert_cmpint (moot_ballot_statement_check (&read, signature, find_key, (gpointer) POINT), ==,
                   MOOT_BALLOT_SIGNATURE_HOLDS);
}

/* Each part of a ballot changes what the log commits to; the spelling of its signature does not. */
static void
test_committed (void)
{
  MootBallotStatement statement = make_statement ();
  g_autofree char *base = moot_ballot_statement_dup_committed (&statement, 42, NULL, NULL);
  g_autofree char *with = moot_ballot_statement_dup_committed (&statement, 42, "{\"a\":1}", NULL);
  g_autofree char *same = moot_ballot_statement_dup_committed (&statement, 42, "{ \"a\": 1}", NULL);
  g_autofree char *digest = moot_salted_commitment ("salt", base);
  g_autofree char *resalted = moot_salted_commitment ("pepper", base);

  g_assert_cmpstr (base, ==,
                   "{\"at\":\"2026-10-29T07:11:00.000Z\",\"choices\":[[\"3\",2],[\"12\",1]],"
                   "\"member\":\"42\",\"proposal\":\"512\",\"version\":3}");
  g_assert_cmpstr (with, !=, base);
  g_assert_cmpstr (with, ==, same);
  g_assert_cmpstr (digest, !=, resalted);
}

/* clang-format off */
static const struct { const char *hex; gboolean good; } keys[] = {
  { POINT, TRUE },
  { "D75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", FALSE },
  { "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751", FALSE },
  { "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a00", FALSE },
  { "", FALSE },
};
/* clang-format on */

static void
test_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MootPublicKey) key = moot_device_key_from_hex (keys[i].hex, &error);

      g_assert_true ((key != NULL) == keys[i].good);
      g_assert_true ((error == NULL) == keys[i].good);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ballot-signature/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/ballot-signature/payload", test_payload);
  g_test_add_func ("/ballot-signature/reader", test_reader);
  g_test_add_func ("/ballot-signature/committed", test_committed);
  g_test_add_func ("/ballot-signature/keys", test_keys);
  return g_test_run ();
}
