/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whose payment a line of the bank is: what is surest wins, and what fits two is nobody's. */
#include "moot-payer-match.h"

#include <string.h>

/* Member 1 pays 500, member 2 pays 300, 3 and 4 have one name. */
static const struct
{
  const char *name;
  const char *payer;
  const char *reference;
  const char *text;
  gint64 amount_minor;
  gint64 known_payer;
  MootMatch match;
} cases[] = {
  { "reference", "Someone", "RF49FM0042", NULL, 1, 0, { 1, "reference", 100 } },
  { "reference-in-text", NULL, "X1", "dues rf49 fm00 42 thanks", 1, 0, { 1, "reference", 100 } },
  { "reference-before-account", NULL, "RF49FM0042", NULL, 1, 2, { 1, "reference", 100 } },
  { "reference-of-nobody", NULL, "RF33FM00421A", NULL, 500, 0, { 0, NULL, 0 } },
  { "wrong-check-digits", NULL, "RF48FM0042", "RF48FM0042", 500, 0, { 1, "number", 80 } },
  { "account", "Someone", NULL, NULL, 1, 2, { 2, "account", 90 } },
  { "account-of-nobody", NULL, NULL, NULL, 1, 9, { 0, NULL, 0 } },
  { "account-before-number", NULL, NULL, "FM0042", 500, 2, { 2, "account", 90 } },
  { "number", NULL, NULL, "fm 0042 dues", 1000, 0, { 1, "number", 80 } },
  { "number-of-another-amount", NULL, NULL, "FM0042", 501, 0, { 0, NULL, 0 } },
  { "number-of-nobody", NULL, NULL, "FM0099 FM12", 500, 0, { 0, NULL, 0 } },
  { "number-after-another", NULL, NULL, "FM0099 FM0042", 500, 0, { 1, "number", 80 } },
  { "name", "OKAFOR, ADA", NULL, "dues", 500, 0, { 1, "name", 60 } },
  { "name-with-accents", "Zoe Muller", NULL, NULL, 300, 0, { 2, "name", 60 } },
  { "name-with-another-amount", "Ada Okafor", NULL, NULL, 501, 0, { 0, NULL, 0 } },
  { "name-of-two", "Kim Lee", NULL, NULL, 300, 0, { 0, NULL, 0 } },
  { "one-word", "Ben", NULL, NULL, 300, 0, { 0, NULL, 0 } },
  { "outgoing", "Ada Okafor", "RF49FM0042", NULL, -500, 1, { 0, NULL, 0 } },
  { "nothing", NULL, NULL, NULL, 500, 0, { 0, NULL, 0 } },
};

static void
test_match (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootPayerMatch) match = moot_payer_match_new ();
  MootStatementLine line = { .amount_minor = cases[i].amount_minor,
                             .payer = (char *) cases[i].payer,
                             .reference = (char *) cases[i].reference,
                             .text = (char *) cases[i].text };
  MootMatch found;

  moot_payer_match_add (match, 1, "RF49FM0042", "Ada Okafor", 500);
  moot_payer_match_add (match, 2, "RF79FM000042", "Zoë Müller", 300);
  moot_payer_match_add (match, 3, NULL, "Kim Lee", 300);
  moot_payer_match_add (match, 4, NULL, "Lee Kim", 300);
  moot_payer_match_add (match, 5, NULL, "Ben", 300);
  found = moot_payer_match_find (match, &line, cases[i].known_payer);
  g_assert_cmpint (found.member_id, ==, cases[i].match.member_id);
  g_assert_cmpstr (found.method, ==, cases[i].match.method);
  g_assert_cmpint (found.score, ==, cases[i].match.score);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/payer-match/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_match);
    }

  return g_test_run ();
}
