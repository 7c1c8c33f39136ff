/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Ballots become totals: the last ballot of each member, nobody twice, nobody extra. */
#include "moot-error.h"
#include "moot-vote-count.h"

#define AGREE MOOT_VOTE_AGREE
#define ABSTAIN MOOT_VOTE_ABSTAIN
#define DISAGREE MOOT_VOTE_DISAGREE
#define BLOCK MOOT_VOTE_BLOCK

static const struct
{
  const char *name;
  MootVote ballots[8];
  gsize n_ballots;
  gint64 eligible;
  gint64 choices[MOOT_N_VOTE_CHOICES]; /* agree, abstain, disagree, block */
} cases[] = {
  { "none", { { 0 } }, 0, 5, { 0, 0, 0, 0 } },
  { "nobody-and-none", { { 0 } }, 0, 0, { 0, 0, 0, 0 } },
  { "each",
    { { 1, 1, AGREE }, { 2, 2, ABSTAIN }, { 3, 3, DISAGREE }, { 4, 4, BLOCK } },
    4,
    4,
    { 1, 1, 1, 1 } },
  { "changed-mind", { { 1, 1, AGREE }, { 1, 2, BLOCK } }, 2, 5, { 0, 0, 0, 1 } },
  { "changed-back", { { 1, 1, AGREE }, { 1, 2, BLOCK }, { 1, 3, AGREE } }, 3, 5, { 1, 0, 0, 0 } },
  { "any-order",
    { { 2, 9, AGREE }, { 1, 8, DISAGREE }, { 2, 4, BLOCK }, { 1, 7, AGREE } },
    4,
    2,
    { 1, 0, 1, 0 } },
  { "large-ids",
    { { 115823283121553409, 115823283121553411, AGREE },
      { 115823283121553409, 115823283121553412, ABSTAIN } },
    2,
    1,
    { 0, 1, 0, 0 } },
};

static void
test_count (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  MootVoteCount count;
  MootVoteTotals totals;
  gint64 cast = 0;

  g_assert_true (moot_vote_count_run (cases[i].ballots, cases[i].n_ballots, cases[i].eligible,
                                      &count, &error));
  g_assert_no_error (error);
  for (guint n = 0; n < MOOT_N_VOTE_CHOICES; n++)
    {
      g_assert_cmpint (count.choices[n], ==, cases[i].choices[n]);
      cast += cases[i].choices[n];
    }
  g_assert_cmpint (count.cast, ==, cast);
  g_assert_cmpint (count.votes, ==, cast - cases[i].choices[ABSTAIN]);

  moot_vote_count_get_totals (&count, &totals);
  g_assert_cmpint (totals.eligible, ==, cases[i].eligible);
  g_assert_cmpint (totals.agree, ==, cases[i].choices[AGREE]);
  g_assert_cmpint (totals.abstain, ==, cases[i].choices[ABSTAIN]);
  g_assert_cmpint (totals.disagree, ==, cases[i].choices[DISAGREE]);
  g_assert_cmpint (totals.block, ==, cases[i].choices[BLOCK]);
  g_assert_cmpint (moot_vote_totals_get_cast (&totals), ==, count.cast);
}

static void
test_refused (void)
{
  static const MootVote ballots[] = { { 1, 1, AGREE }, { 2, 2, AGREE } };
  g_autoptr (GError) error = NULL;
  MootVoteCount count = { .eligible = 77 };

  g_assert_false (moot_vote_count_run (ballots, 2, 1, &count, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (moot_vote_count_run (ballots, 2, -1, &count, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE);
  g_assert_cmpint (count.eligible, ==, 77);
}

static void
test_percents (void)
{
  MootVoteCount count = { .eligible = 42, .cast = 33, .votes = 31, .choices = { 24, 2, 6, 1 } };
  static const char *const of_votes[] = { "77.42", NULL, "19.35", "3.23" };
  static const char *const of_cast[] = { "72.73", "6.06", "18.18", "3.03" };

  for (guint i = 0; i < MOOT_N_VOTE_CHOICES; i++)
    {
      g_autofree char *votes = moot_vote_count_dup_percent_votes (&count, i);
      g_autofree char *cast = moot_vote_count_dup_percent_cast (&count, i);

      g_assert_cmpstr (votes, ==, of_votes[i]);
      g_assert_cmpstr (cast, ==, of_cast[i]);
    }
}

static void
test_words (void)
{
  for (guint i = 0; i < MOOT_N_VOTE_CHOICES; i++)
    {
      MootVoteChoice choice = MOOT_N_VOTE_CHOICES;

      g_assert_true (moot_vote_choice_from_text (moot_vote_choice_to_text (i), &choice));
      g_assert_cmpuint (choice, ==, i);
    }
  g_assert_false (moot_vote_choice_from_text ("Agree", &(MootVoteChoice){ 0 }));
  g_assert_false (moot_vote_choice_from_text (NULL, &(MootVoteChoice){ 0 }));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/vote-count/%s", cases[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_count);
    }
  g_test_add_func ("/rules/vote-count/refused", test_refused);
  g_test_add_func ("/rules/vote-count/percents", test_percents);
  g_test_add_func ("/rules/vote-count/words", test_words);
  return g_test_run ();
}
