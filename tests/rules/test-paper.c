/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Papers: from the secret to the number one way only, and texts that say nothing of the voter. */
#include "moot-paper.h"

#include <string.h>

#define SECRET "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
/* sha256sum over "folkmoot-stamp-v1\0" and the 32 bytes, then "folkmoot-paper-v1\0" and those */
#define STAMP "93e9e39b1303e5d22fe382dd1a54eb1e84d94d41406cdad422f692128390e559"
#define NUMBER "2b4671c714d03f0d7e200c3da9cc1bfa50c6eb0eb0bb4c6f0cf05bbcb37f42c6"

static const struct
{
  const char *text;
  gboolean is_hex;
} digits[] = {
  { SECRET, TRUE },
  { "", FALSE },
  { NULL, FALSE },
  { "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1", FALSE },
  { SECRET "0", FALSE },
  { "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", FALSE },
  { "g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", FALSE },
};

static void
test_digits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    {
      g_autofree char *stamp = moot_paper_dup_stamp (digits[i].text);
      g_autofree char *number = moot_paper_dup_number (digits[i].text);

      g_test_message ("%s", digits[i].text);
      g_assert_cmpint (moot_paper_is_hex (digits[i].text), ==, digits[i].is_hex);
      g_assert_cmpint (stamp != NULL, ==, digits[i].is_hex);
      g_assert_cmpint (number != NULL, ==, digits[i].is_hex);
    }
}

static void
test_chain (void)
{
  g_autofree char *stamp = moot_paper_dup_stamp (SECRET);
  g_autofree char *number = moot_paper_dup_number (stamp);

  g_assert_cmpstr (stamp, ==, STAMP);
  g_assert_cmpstr (number, ==, NUMBER);
}

static const MootBallotStatement first = { .proposal_id = 7,
                                           .version = 2,
                                           .choices = { { 13, 1 }, { 12, 2 } },
                                           .n_choices = 2,
                                           .number = 5,
                                           .at = 1234567 };

static void
test_text (void)
{
  MootBallotStatement again = { .proposal_id = 7, .version = 2, .reason = "Old & tried." };
  g_autofree char *choices = moot_paper_dup_choices (&first, NULL);
  g_autofree char *text = moot_paper_dup_text (&first, NUMBER, NULL);
  g_autofree char *commitment = moot_paper_dup_commitment (&first, STAMP, NULL);
  g_autofree char *expected = moot_salted_commitment (STAMP, text);
  g_autofree char *other = NULL;
  g_autofree char *reasoned = NULL;
  g_autofree char *none = moot_paper_dup_commitment (&first, "no stamp", NULL);

  g_assert_cmpstr (choices, ==, "[[\"12\",2],[\"13\",1]]");
  /* no time, no member, no number of the member's ballots */
  g_assert_cmpstr (text, ==,
                   "{\"choices\":[[\"12\",2],[\"13\",1]],\"number\":\"" NUMBER
                   "\",\"proposal\":\"7\",\"version\":2}");
  g_assert_cmpstr (commitment, ==, expected);
  g_assert_null (none);
  g_assert_true (moot_paper_read_choices (choices, &again));
  g_assert_cmpuint (again.n_choices, ==, 2);
  reasoned = moot_paper_dup_text (&again, NUMBER, NULL);
  g_assert_nonnull (strstr (reasoned, "\"reason\":\"Old & tried.\""));
  again.choices[0].value = 1;
  again.reason = NULL;
  other = moot_paper_dup_text (&again, NUMBER, NULL);
  g_assert_cmpstr (other, !=, text);
}

static const char *const bad_choices[] = {
  "",
  "{}",
  "[1]",
  "[[\"12\"]]",
  "[[\"x\",1]]",
  "[[\"12\",1,2]]",
  "nonsense",
};

static void
test_bad_choices (void)
{
  MootBallotStatement statement = { 0 };

  g_assert_false (moot_paper_read_choices (NULL, &statement));
  for (guint i = 0; i < G_N_ELEMENTS (bad_choices); i++)
    {
      g_test_message ("%s", bad_choices[i]);
      g_assert_false (moot_paper_read_choices (bad_choices[i], &statement));
      g_assert_cmpuint (statement.n_choices, ==, 0);
    }
}

static void
test_digests (void)
{
  static const char *const voters[] = { "1", "12", NULL };
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autofree char *empty = moot_papers_dup_digest (texts);
  g_autofree char *one = NULL;
  g_autofree char *names = moot_papers_digest_voters (voters);

  g_ptr_array_add (texts, (gpointer) "a");
  one = moot_papers_dup_digest (texts);
  g_assert_cmpstr (empty, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_cmpstr (one, ==, "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7");
  g_assert_cmpstr (names, ==, "2e00a9f697e60e6f933752cf4581222ebf9d5c19750ddb118ac611196c4ea607");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/digits", test_digits);
  g_test_add_func ("/paper/chain", test_chain);
  g_test_add_func ("/paper/text", test_text);
  g_test_add_func ("/paper/bad-choices", test_bad_choices);
  g_test_add_func ("/paper/digests", test_digests);
  return g_test_run ();
}
