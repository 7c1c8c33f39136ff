/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Counts of ranked papers, against elections with published results and against what must hold for
 * any. */
#include "moot-blt.h"
#include "moot-count.h"
#include "moot-error.h"

#include <string.h>

#define TENNESSEE                                                                        \
  "4 1 42 1 2 3 4 0 26 2 3 4 1 0 15 3 4 2 1 0 17 4 3 2 1 0 0 \"Memphis\" \"Nashville\" " \
  "\"Chattanooga\" \"Knoxville\" \"Tennessee\""
#define SCHULZE                                                                              \
  "5 5 5 1 3 2 5 4 0 5 1 4 5 3 2 0 8 2 5 4 1 3 0 3 3 1 2 5 4 0 7 3 1 5 2 4 0 2 3 2 1 4 5 0 " \
  "7 4 3 5 2 1 0 8 5 2 1 4 3 0 0 \"A\" \"B\" \"C\" \"D\" \"E\" \"45 papers\""
#define FOOD                                                                                   \
  "7 3 3 1 2 0 8 2 3 4 0 1 3 1 2 0 3 4 5 0 1 5 4 6 0 4 6 7 0 3 7 5 6 0 0 \"Orange\" \"Pear\" " \
  "\"Strawberry\" \"Cake\" \"Chocolate\" \"Hamburger\" \"Chicken\" \"Food\""
#define VOTING_MATTERS_12                                                                    \
  "5 3 333 1 3 0 333 1 4 0 333 1 5 0 333 2 3 0 333 2 4 0 333 2 5 0 667 3 0 667 4 0 667 5 0 " \
  "1 1 2 3 0 1 1 2 4 0 2 2 1 3 0 0 \"A\" \"B\" \"X\" \"Y\" \"Z\" \"Voting matters 12\""
#define WEAK_SURPLUS(ties) \
  "6 4 " ties              \
  " 10 1 3 0 8 2 0 6 3 0 5 4 0 3 5 4 0 3 6 4 0 0 \"A\" \"B\" \"C\" \"D\" \"E\" \"F\" \"weak\""

/* A stage is written as its votes, what is not transferable, who is excluded and who elected. */
static const struct
{
  const char *name;
  const char *text; /* or a file of the fixtures */
  MootCountRule rule;
  guint n_seats;
  const char *elected;
  guint stage; /* the one that is looked at, counted from 1 */
  const char *votes;
} cases[] = {
  { "tennessee", TENNESSEE, MOOT_COUNT_IRV, 0, "Knoxville", 2, "42 26 0 32 | 0 -Chattanooga" },
  { "tennessee-end", TENNESSEE, MOOT_COUNT_IRV, 0, "Knoxville", 3,
    "42 0 0 58 | 0 -Nashville +Knoxville" },
  { "tennessee", TENNESSEE, MOOT_COUNT_BORDA, 0, "Nashville", 1, "226 294 273 207 | 0 +Nashville" },
  { "tennessee-two", TENNESSEE, MOOT_COUNT_BORDA, 2, "Nashville Chattanooga", 1,
    "226 294 273 207 | 0 +Nashville +Chattanooga" },
  { "tennessee", TENNESSEE, MOOT_COUNT_SCHULZE, 0, "Nashville", 1, "0 3 2 1 | 0 +Nashville" },
  { "schulze", SCHULZE, MOOT_COUNT_SCHULZE, 0, "E A C B D", 1, "3 1 2 0 4 | 0 +E +A +C +B +D" },
  { "equal-ranks", "3 1 3 1=2 3 0 2 2 3 1 0 0 \"A\" \"B\" \"C\" \"T\"", MOOT_COUNT_SCHULZE, 0, "B",
    1, "1 2 0 | 0 +B" },
  { "equal-ranks", "3 1 3 1=2 3 0 2 2 3 1 0 0 \"A\" \"B\" \"C\" \"T\"", MOOT_COUNT_BORDA, 0, "B", 1,
    "9.50000 13.50000 7 | 0 +B" },
  { "equal-ranks-end-a-paper", "3 1 3 1=2 3 0 2 3 1=2 0 0 \"A\" \"B\" \"C\" \"T\"", MOOT_COUNT_IRV,
    0, "C", 1, "0 0 2 | 3 +C" },
  { "approval", "3 2 1 1 2 0 1 2 0 1 2 3 0 1 1 0 0 \"a\" \"b\" \"c\" \"T\"", MOOT_COUNT_APPROVAL, 0,
    "b a", 1, "2 3 1 | 0 +b +a" },
  { "withdrawn", "3 1 -2 3 2 1 0 2 3 0 1 2 0 0 \"A\" \"B\" \"C\" \"T\"", MOOT_COUNT_SCOTTISH, 0,
    "A", 1, "3 0 2 | 0 +A" },
  { "food-look-back", FOOD, MOOT_COUNT_SCOTTISH, 0, "Pear Cake Hamburger", 4,
    "4 6 0 6 0 4 3 | 0 -Strawberry +Cake" },
  { "food", FOOD, MOOT_COUNT_MEEK, 0, "Pear Hamburger Strawberry", 1, "3 8 1 3 1 4 3 | 0 +Pear" },
  { "weak-defeat", "5 2 1 1 2 0 2 2 0 3 3 0 4 4 0 5 5 0 0 \"A\" \"B\" \"C\" \"D\" \"E\" \"T\"",
    MOOT_COUNT_SCOTTISH, 0, "E D", 3, "0 0 3 4 5 | 3 -B" },
  { "weak-surplus", WEAK_SURPLUS (""), MOOT_COUNT_SCOTTISH, 0, "A B C D", 3,
    "8 8 8 8 3 0 | 0 -F +D" },
  { "castor", "3 2 4 1 2 0 2 3 0 0 \"Castor\" \"Pollux\" \"Helen\" \"T\"", MOOT_COUNT_SCOTTISH, 0,
    "Castor Helen", 3, "3 0 2 | 1 -Pollux +Helen" },
  { "castor", "3 2 4 1 2 0 2 3 0 0 \"Castor\" \"Pollux\" \"Helen\" \"T\"", MOOT_COUNT_MEEK, 0,
    "Castor Helen", 2, "2.000000004 1.999999996 2 | 0" },
  { "castor-513", "3 2 5 1 2 0 1 2 0 3 3 0 0 \"Castor\" \"Pollux\" \"Helen\" \"T\"",
    MOOT_COUNT_SCOTTISH, 0, "Castor Helen", 3, "4 0 3 | 2 -Pollux +Helen" },
  { "surplus-ties", VOTING_MATTERS_12, MOOT_COUNT_MEEK, 0, "A B Y", 2,
    "1000.750000126 1000.750000126 667.166666686 667.166666562 667.166666500 | 0" },
  { "na-hearadh", "na-hearadh-2012.blt", MOOT_COUNT_SCOTTISH, 0,
    "Catherine Macdonald, Philip Robert Mclean, D J Macrae", 4,
    "201 193.52180 201 0 | 206.47820 -David Cameron Wilson +D J Macrae" },
  { "na-hearadh-surplus", "na-hearadh-2012.blt", MOOT_COUNT_SCOTTISH, 0,
    "Catherine Macdonald, Philip Robert Mclean, D J Macrae", 2,
    "201 163.82442 202 105.16198 | 130.01360" },
  { "ers97-first", "ers97.blt", MOOT_COUNT_SCOTTISH, 0, "Smith Duke Carpenter Vicar Prince Freeman",
    1, "134 81 27 24 105 91 64 59 55 23 90 | 0 +Smith" },
  { "ers97-last", "ers97.blt", MOOT_COUNT_SCOTTISH, 0, "Smith Duke Carpenter Vicar Prince Freeman",
    10, "108 108 0 0 108 104.13422 0 0 108 0 96.83459 | 120.03119 -Baron +Prince +Freeman" },
  { "castor-alone", "3 2 4 1 2 0 2 3 0 0 \"Castor\" \"Pollux\" \"Helen\" \"T\"",
    MOOT_COUNT_SCOTTISH, 1, "Castor", 1, "4 0 2 | 0 +Castor" },
};

static MootElection *
read_election (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  MootElection *election;

  if (g_str_has_suffix (text, ".blt"))
    {
      g_autofree char *path =
        g_test_build_filename (G_TEST_DIST, "fixtures", "elections", text, NULL);

      g_file_get_contents (path, &content, NULL, &error);
      g_assert_no_error (error);
    }
  else
    content = g_strdup (text);
  election = moot_blt_read (content, strlen (content), &error);
  g_assert_no_error (error);
  return election;
}

static void
append_votes (GString         *text,
              const MootCount *count,
              gint64           units)
{
  g_autofree char *votes = moot_count_format (count, units);
  char *point = strchr (votes, '.');

  if (strspn (point + 1, "0") == strlen (point + 1))
    *point = '\0';
  g_string_append (text, votes);
}

static void
append_names (GString            *text,
              char                sign,
              const MootElection *election,
              const GArray       *candidates)
{
  for (guint i = 0; i < candidates->len; i++)
    g_string_append_printf (text, " %c%s", sign,
                            election->names[g_array_index (candidates, guint, i)]);
}

static char *
dup_stage (const MootElection *election,
           const MootCount    *count,
           guint               number)
{
  const MootCountStage *stage = g_ptr_array_index (count->stages, number - 1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < count->n_candidates; i++)
    {
      append_votes (text, count, stage->votes[i]);
      g_string_append_c (text, ' ');
    }
  g_string_append (text, "| ");
  append_votes (text, count, stage->non_transferable);
  append_names (text, '-', election, stage->excluded);
  append_names (text, '+', election, stage->elected);
  return g_string_free (text, FALSE);
}

static void
assert_elected (const MootElection *election,
                const MootCount    *count,
                const char         *expected)
{
  const char *gap = strchr (expected, ',') != NULL ? ", " : " ";
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < count->elected->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? gap : "",
                            election->names[g_array_index (count->elected, guint, i)]);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootElection) election = read_election (cases[i].text);
  g_autoptr (MootCount) count =
    moot_count_new (election, cases[i].rule, cases[i].n_seats, NULL, &error);
  g_autofree char *stage = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (count->stages->len, >=, cases[i].stage);
  stage = dup_stage (election, count, cases[i].stage);
  g_assert_cmpstr (stage, ==, cases[i].votes);
  assert_elected (election, count, cases[i].elected);
}

/* All ten stages of a real count as the returning officer reported them. */
static void
test_official_stages (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "fixtures", "elections", "linn-2007-stages.tsv", NULL);
  g_autofree char *content = NULL;
  g_autoptr (MootElection) election = read_election ("linn-2007.blt");
  g_autoptr (MootCount) count =
    moot_count_new (election, MOOT_COUNT_SCOTTISH, 0, NULL, &error);
  g_auto (GStrv) lines = NULL;

  g_assert_no_error (error);
  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (g_strstrip (content), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, count->stages->len + 1);
  for (guint i = 0; i < count->stages->len; i++)
    {
      const MootCountStage *stage = g_ptr_array_index (count->stages, i);
      g_auto (GStrv) cells = g_strsplit (lines[i + 1], "\t", -1);
      g_autofree char *lost = moot_count_format (count, stage->non_transferable);

      g_assert_cmpstr (lost, ==, cells[1]);
      for (guint j = 0; j < count->n_candidates; j++)
        {
          g_autofree char *votes = moot_count_format (count, stage->votes[j]);

          g_assert_cmpstr (votes, ==, cells[2 + j]);
        }
    }
  assert_elected (election, count, "David Ritchie, Sadie Docherty, John McKenzie, Margot Clark");
}

/* The quotas that Hill, Wichmann and Woodall published, to two places. */
static void
test_meek_reference (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootElection) election = read_election ("ers97.blt");
  g_autoptr (MootCount) count = moot_count_new (election, MOOT_COUNT_MEEK, 0, NULL, &error);
  static const struct
  {
    guint stage;
    const char *votes;
  } rows[] = {
    { 2, "107.26 87.98 31.99 30.19 106.60 91.00 64.00 59.80 55.00 23.40 93.59" },
    { 4, "106.96 88.47 32.34 30.62 106.96 91.00 64.00 64.85 69.21 0.00 94.27" },
    { 5, "104.42 97.71 34.97 0.00 104.42 92.45 64.03 66.00 70.99 0.00 95.97" },
    { 7, "101.58 101.58 0.00 0.00 101.58 97.07 67.24 68.92 73.27 0.00 99.81" },
  };

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const MootCountStage *stage = g_ptr_array_index (count->stages, rows[i].stage - 1);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; j < count->n_candidates; j++)
        {
          gint64 cents = (stage->votes[j] + 5000000) / 10000000;

          g_string_append_printf (text, "%s%d.%02d", j > 0 ? " " : "", (int) (cents / 100),
                                  (int) (cents % 100));
        }
      g_assert_cmpstr (text->str, ==, rows[i].votes);
    }
  assert_elected (election, count, "Smith Duke Carpenter Freeman Prince Vicar");
}

/* Who goes when all earlier stages are alike: as drawn, as the file says, else the last on the
 * paper. */
static void
test_lot (void)
{
  static const guint drawn[] = { 5, 4, 3, 2, 1, 0 };
  static const struct
  {
    const char *text;
    const guint *lot;
    guint picked;
  } rows[] = {
    { WEAK_SURPLUS (""), NULL, 5 },
    { WEAK_SURPLUS (""), drawn, 4 },
    { WEAK_SURPLUS ("[tie 5 6 1 2 3 4]"), NULL, 4 },
    { WEAK_SURPLUS ("[tie 6 5 1 2 3 4]"), NULL, 5 },
    { WEAK_SURPLUS ("[tie 6 5 1 2 3 4]"), drawn, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MootElection) election = read_election (rows[i].text);
      g_autoptr (MootCount) count =
        moot_count_new (election, MOOT_COUNT_SCOTTISH, 0, rows[i].lot, &error);
      const MootCountStage *stage;

      g_assert_no_error (error);
      stage = g_ptr_array_index (count->stages, 2);
      g_assert_cmpuint (stage->tie.candidates->len, ==, 2);
      g_assert_cmpuint (stage->tie.stage, ==, 0);
      g_assert_cmpuint (stage->tie.picked, ==, rows[i].picked);
    }
}

static void
test_look_back (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootElection) election = read_election (FOOD);
  g_autoptr (MootCount) count = moot_count_new (election, MOOT_COUNT_SCOTTISH, 0, NULL, &error);
  const MootCountStage *stage;

  g_assert_no_error (error);
  stage = g_ptr_array_index (count->stages, 3);
  g_assert_cmpuint (stage->tie.candidates->len, ==, 3);
  g_assert_cmpuint (stage->tie.stage, ==, 1);
  g_assert_cmpuint (stage->tie.picked, ==, 2);
}

static const struct
{
  const char *name;
  const char *text;
  MootCountRule rule;
  guint n_seats;
  const char *message;
} refusals[] = {
  { "seats", TENNESSEE, MOOT_COUNT_SCOTTISH, 5, "there are more seats (5) than candidates (4)" },
  { "withdrawn", "2 2 -1 1 2 0 0 \"A\" \"B\" \"T\"", MOOT_COUNT_MEEK, 0,
    "there are more seats (2) than candidates (1)" },
  { "run-off", TENNESSEE, MOOT_COUNT_IRV, 2,
    "an instant run-off elects one, not 2: STV is for more" },
  { "no-papers", "2 1 0 \"A\" \"B\" \"T\"", MOOT_COUNT_BORDA, 0, "there are no valid papers" },
  { "nobody-left", "2 1 -1 3 1 0 0 \"A\" \"B\" \"T\"", MOOT_COUNT_SCHULZE, 0,
    "there are no valid papers" },
};

static void
test_refusal (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootElection) election = read_election (refusals[i].text);

  g_assert_null (
    moot_count_new (election, refusals[i].rule, refusals[i].n_seats, NULL, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, refusals[i].message);
}

static guint
fill_in (MootPreference *preferences,
         guint           n_candidates)
{
  guint length = (guint) g_test_rand_int_range (1, (int) n_candidates + 1);

  for (guint i = 0; i < n_candidates; i++)
    preferences[i] = (MootPreference){ (guint16) i, 0 };
  for (guint i = 0; i < length; i++)
    {
      guint other = (guint) g_test_rand_int_range ((int) i, (int) n_candidates);
      guint16 candidate = preferences[i].candidate;

      preferences[i].candidate = preferences[other].candidate;
      preferences[other].candidate = candidate;
      preferences[i].equal = i > 0 && g_test_rand_int_range (0, 12) == 0;
    }
  return length;
}

/* The same voters twice: papers that are alike in one line, and every paper on its own, backwards.
 */
static void
draw_election (MootElection **out_packed,
               MootElection **out_single)
{
  guint n_candidates = (guint) g_test_rand_int_range (2, 10);
  guint n_seats = (guint) g_test_rand_int_range (1, (int) n_candidates);
  guint n_papers = (guint) g_test_rand_int_range (1, 60);
  MootPreference preferences[60][10];
  guint lengths[60];
  gint64 weights[60];

  *out_packed = moot_election_new (n_candidates, n_seats);
  *out_single = moot_election_new (n_candidates, n_seats);
  for (guint i = 0; i < n_papers; i++)
    {
      lengths[i] = fill_in (preferences[i], n_candidates);
      weights[i] = g_test_rand_int_range (1, 20);
      g_assert_true (moot_election_add_paper (*out_packed, weights[i], preferences[i], lengths[i],
                                              NULL));
    }
  for (guint i = n_papers; i-- > 0;)
    for (gint64 j = 0; j < weights[i]; j++)
      g_assert_true (
        moot_election_add_paper (*out_single, 1, preferences[i], lengths[i], NULL));
}

static void
assert_sound (const MootCount *count)
{
  gint64 unit = count->decimals == 5 ? 100000 : 1000000000;

  g_assert_cmpuint (count->elected->len, ==, count->n_seats);
  for (guint i = 0; i < count->stages->len; i++)
    {
      const MootCountStage *stage = g_ptr_array_index (count->stages, i);
      gint64 sum = stage->non_transferable;

      g_assert_cmpint (stage->non_transferable, >=, 0);
      for (guint j = 0; j < count->n_candidates; j++)
        {
          g_assert_cmpint (stage->votes[j], >=, 0);
          sum += stage->votes[j];
        }
      if (count->rule <= MOOT_COUNT_IRV)
        g_assert_cmpint (sum, ==, count->n_valid * unit);
    }
  for (guint i = 0; i < count->elected->len; i++)
    for (guint j = i + 1; j < count->elected->len; j++)
      g_assert_cmpuint (g_array_index (count->elected, guint, i), !=,
                        g_array_index (count->elected, guint, j));
}

/* No vote is lost or made at any stage, every seat is filled once, and how papers are packed and in
 * which order they lie changes nothing. */
static void
test_any_election (void)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (MootElection) packed = NULL;
      g_autoptr (MootElection) single = NULL;

      draw_election (&packed, &single);
      for (MootCountRule rule = MOOT_COUNT_SCOTTISH; rule <= MOOT_COUNT_APPROVAL; rule++)
        {
          guint n_seats = rule == MOOT_COUNT_IRV ? 1 : 0;
          g_autoptr (MootCount) first = moot_count_new (packed, rule, n_seats, NULL, NULL);
          g_autoptr (MootCount) second = moot_count_new (single, rule, n_seats, NULL, NULL);

          assert_sound (first);
          g_assert_cmpuint (first->stages->len, ==, second->stages->len);
          for (guint j = 0; j < first->stages->len; j++)
            {
              g_autofree char *left = dup_stage (packed, first, j + 1);
              g_autofree char *right = dup_stage (single, second, j + 1);

              g_assert_cmpstr (left, ==, right);
            }
        }
    }
}

/* The largest sums that are allowed do not overflow. */
static void
test_many_votes (void)
{
  g_autoptr (MootElection) election = moot_election_new (3, 2);
  static const MootPreference first[] = { { 0, 0 }, { 1, 0 } };
  static const MootPreference second[] = { { 2, 0 }, { 1, 0 } };

  g_assert_true (moot_election_add_paper (election, MOOT_ELECTION_VOTES_MAX - 7, first, 2, NULL));
  g_assert_true (moot_election_add_paper (election, 7, second, 2, NULL));
  for (MootCountRule rule = MOOT_COUNT_SCOTTISH; rule <= MOOT_COUNT_APPROVAL; rule++)
    {
      g_autoptr (MootCount) count =
        moot_count_new (election, rule, rule == MOOT_COUNT_IRV ? 1 : 0, NULL, NULL);

      assert_sound (count);
      g_assert_cmpuint (g_array_index (count->elected, guint, 0), ==,
                        rule == MOOT_COUNT_APPROVAL ? 1 : 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf (
        "/count/%s/%s", moot_count_rule_to_text (cases[i].rule), cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/count/refused/%s", refusals[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refusal);
    }
  g_test_add_func ("/count/official-stages", test_official_stages);
  g_test_add_func ("/count/meek-reference", test_meek_reference);
  g_test_add_func ("/count/lot", test_lot);
  g_test_add_func ("/count/look-back", test_look_back);
  g_test_add_func ("/count/any-election", test_any_election);
  g_test_add_func ("/count/many-votes", test_many_votes);

  return g_test_run ();
}
