/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Ballots about several options.  A ballot is written as one text: a value for each option, `-` for
 * none.  The examples with a source are those of the governance rules. */
#include "moot-option-count.h"

#include "moot-error.h"
#include "moot-ranked-count.h"

#include <string.h>

typedef struct
{
  const char *name;
  MootDecisionKind kind;
  gint64 n_options;
  gint64 seats;
  const char *ballots; /* parted by blanks */
  const char *totals;
  const char *order;
  MootVerdictResult result;
  const char *sentence; /* of the last check */
} Case;

/* clang-format off */
static const Case cases[] = {
  /* rules, worked examples */
  { "approval", MOOT_ASK_APPROVAL, 3, 2, "11- -1- -11 1--", "231", "102", MOOT_VERDICT_ADOPTED,
    "2 for what was chosen, 1 for the next one (2 > 1)" },
  { "score", MOOT_ASK_SCORE, 2, 1, "50 24 -5", "79", "10", MOOT_VERDICT_ADOPTED,
    "9 for what was chosen, 7 for the next one (9 > 7)" },
  { "dots", MOOT_ASK_DOT, 2, 1, "8- 35 -2", "B7", "01", MOOT_VERDICT_ADOPTED,
    "11 for what was chosen, 7 for the next one (11 > 7)" },
  { "borda-tie", MOOT_ASK_RANK, 3, 1, "123 21- --1", "554", "012", MOOT_VERDICT_TIED,
    "5 and 5: a tie does not decide" },
  { "time", MOOT_ASK_TIME, 2, 1, "21 20 12", "53", "01", MOOT_VERDICT_ADOPTED,
    "2 can come, 0 cannot: no time is better" },
  { "count", MOOT_ASK_COUNT, 2, 1, "1- 1- 1- -1", "31", "01", MOOT_VERDICT_COUNTED,
    "3 take part; 5 are wanted (3 < 5)" },
  /* ours */
  { "count-reached", MOOT_ASK_COUNT, 2, 1, "1- 1- 1- 1- 1-", "50", "01", MOOT_VERDICT_COUNTED,
    "5 take part; 5 are wanted (5 ≥ 5)" },
  { "choose", MOOT_ASK_CHOOSE, 3, 1, "--1 --1 1--", "102", "201", MOOT_VERDICT_ADOPTED,
    "2 for what was chosen, 1 for the next one (2 > 1)" },
  { "choose-tie", MOOT_ASK_CHOOSE, 2, 1, "1- -1", "11", "01", MOOT_VERDICT_TIED,
    "1 and 1: a tie does not decide" },
  { "tie-behind-the-winner", MOOT_ASK_CHOOSE, 3, 1, "1-- 1-- -1- --1", "211", "012",
    MOOT_VERDICT_ADOPTED, "2 for what was chosen, 1 for the next one (2 > 1)" },
  { "tie-for-the-last-seat", MOOT_ASK_APPROVAL, 3, 2, "111 1--", "211", "012",
    MOOT_VERDICT_TIED, "1 and 1: a tie does not decide" },
  { "tie-inside-the-seats", MOOT_ASK_APPROVAL, 3, 2, "11- 11-", "220", "012",
    MOOT_VERDICT_ADOPTED, "2 for what was chosen, 0 for the next one (2 > 0)" },
  { "nobody-ranks", MOOT_ASK_STV, 3, 2, "", "000", "012", MOOT_VERDICT_REJECTED,
    "nobody chose anything" },
  { "nobody", MOOT_ASK_CHOOSE, 2, 1, "", "00", "01", MOOT_VERDICT_REJECTED,
    "nobody chose anything" },
  { "only-zeros", MOOT_ASK_SCORE, 2, 1, "00 00", "00", "01", MOOT_VERDICT_REJECTED,
    "nobody chose anything" },
  { "check", MOOT_ASK_CHECK, 3, 1, "1-- --1", "101", "021", MOOT_VERDICT_COUNTED,
    "2 of 10 answered" },
  { "time-earlier-of-equals", MOOT_ASK_TIME, 3, 1, "022 022", "044", "120",
    MOOT_VERDICT_ADOPTED, "2 can come, 0 cannot: no time is better" },
};
/* clang-format on */

static gint64
read_digit (char digit)
{
  return digit == '-' ? MOOT_OPTION_BLANK : g_ascii_xdigit_value (digit);
}

static GArray *
read_ballots (const char *text,
              gint64     *out_n)
{
  GArray *votes = g_array_new (FALSE, FALSE, sizeof (MootOptionVote));
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  *out_n = 0;
  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++, ++*out_n)
    for (guint j = 0; words[i][j] != '\0'; j++)
      {
        MootOptionVote vote = { 100 - i, j, read_digit (words[i][j]) };

        if (vote.value != MOOT_OPTION_BLANK)
          g_array_append_val (votes, vote);
      }
  return votes;
}

static void
test_count (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootVerdict) verdict = NULL;
  g_autofree char *text = NULL;
  gint64 n_cast = 0;
  g_autoptr (GArray) votes = read_ballots (c->ballots, &n_cast);
  MootDecisionClass decision;
  MootKindLimits limits;
  MootOptionCount count;

  moot_kind_limits_init (&limits, c->kind, c->n_options);
  limits.seats = c->seats;
  if (c->kind == MOOT_ASK_RANK)
    limits.min_choices = 1; /* the example has a ballot with one rank */
  g_assert_true (moot_option_count_run (&limits, (gpointer) votes->data, votes->len, n_cast, 10,
                                        &count, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < c->n_options; i++)
    {
      g_assert_cmpint (count.lines[i].total, ==, read_digit (c->totals[i]));
      g_assert_cmpuint (count.order[i], ==, read_digit (c->order[i]));
    }
  g_assert_cmpuint (count.n_winners, ==,
                    c->result == MOOT_VERDICT_ADOPTED   ? c->seats
                    : c->result == MOOT_VERDICT_COUNTED ? count.n_winners
                                                        : 0);
  moot_decision_class_init (&decision, "ordinary");
  moot_decision_class_adapt (&decision, c->kind);
  verdict = moot_option_count_judge (&count, &limits, &decision, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (verdict->result, ==, c->result);
  text = moot_check_dup_text (&verdict->checks[verdict->n_checks - 1], NULL);
  g_assert_cmpstr (text, ==, c->sentence);
}

/* Equals for the last seat, told apart by a lot; who is ahead or behind keeps the place. */
static const struct
{
  const char *name;
  MootDecisionKind kind;
  gboolean is_election;
  gint64 seats;
  const char *ballots;
  const char *lot; /* NULL: none is asked for */
  const char *order;
  const char *sentence;
} draws[] = {
  { "approval", MOOT_ASK_APPROVAL, FALSE, 2, "1111 1---", "3210", "0321",
    "1 and 1: a tie, and the lot decided" },
  { "approval-all", MOOT_ASK_APPROVAL, TRUE, 1, "11-- --11", "2031", "2031",
    "1 and 1: a tie, and the lot decided" },
  { "score-of-people", MOOT_ASK_SCORE, TRUE, 2, "5330", "2130", "0213",
    "3 and 3: a tie, and the lot decided" },
  { "score", MOOT_ASK_SCORE, FALSE, 2, "5330", NULL, "0123", "3 and 3: a tie does not decide" },
  { "no-tie", MOOT_ASK_APPROVAL, TRUE, 2, "11-- 1---", NULL, "0123",
    "1 for what was chosen, 0 for the next one (1 > 0)" },
};

static void
test_draw (gconstpointer data)
{
  const guint row = GPOINTER_TO_UINT (data);
  gint64 n_cast = 0;
  g_autoptr (GArray) votes = read_ballots (draws[row].ballots, &n_cast);
  g_autoptr (MootVerdict) verdict = NULL;
  g_autofree char *text = NULL;
  MootDecisionClass decision;
  MootKindLimits limits;
  MootOptionCount count;
  guint order[4];

  moot_kind_limits_init (&limits, draws[row].kind, 4);
  limits.seats = draws[row].seats;
  g_assert_true (moot_option_count_run (&limits, (gpointer) votes->data, votes->len, n_cast, 10,
                                        &count, NULL));
  g_assert_cmpint (
    moot_option_count_asks_lot (&count, draws[row].kind, draws[row].is_election), ==,
    draws[row].lot != NULL);
  for (guint i = 0; draws[row].lot != NULL && i < 4; i++)
    order[i] = (guint) read_digit (draws[row].lot[i]);
  if (draws[row].lot != NULL)
    moot_option_count_draw (&count, &limits, order);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (count.order[i], ==, read_digit (draws[row].order[i]));
  moot_decision_class_init (&decision, "ordinary");
  moot_decision_class_adapt (&decision, draws[row].kind);
  verdict = moot_option_count_judge (&count, &limits, &decision, 0, NULL);
  text = moot_check_dup_text (&verdict->checks[verdict->n_checks - 1], NULL);
  g_assert_cmpstr (text, ==, draws[row].sentence);
}

/* The quorum of the class holds for every kind that decides, and for no other. */
static void
test_quorum (void)
{
  static const MootDecisionKind kinds[] = { MOOT_ASK_CHOOSE, MOOT_ASK_CHECK };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (gint64 n_cast = 2; n_cast <= 3; n_cast++)
      {
        g_autoptr (GArray) votes = g_array_new (FALSE, FALSE, sizeof (MootOptionVote));
        g_autoptr (MootVerdict) verdict = NULL;
        const gboolean enough = n_cast == 3 || kinds[i] == MOOT_ASK_CHECK;
        MootDecisionClass decision;
        MootKindLimits limits;
        MootOptionCount count;

        for (gint64 n = 0; n < n_cast; n++)
          {
            MootOptionVote vote = { .ballot_id = n + 1, .option = 1, .value = 1 };

            g_array_append_val (votes, vote);
          }
        moot_decision_class_init (&decision, "ordinary");
        decision.quorum = (MootQuorum){ .kind = MOOT_QUORUM_CAST, .percent = 21 };
        decision.min_discussion_days = 4;
        moot_decision_class_adapt (&decision, kinds[i]);
        g_assert_cmpint (decision.min_discussion_days, ==, i == 0 ? 4 : 0);
        moot_kind_limits_init (&limits, kinds[i], 3);
        g_assert_true (moot_option_count_run (&limits, (gpointer) votes->data, votes->len, n_cast,
                                              10, &count, NULL));
        verdict = moot_option_count_judge (&count, &limits, &decision, 0, NULL);
        g_assert_cmpint (verdict->result == MOOT_VERDICT_NOT_QUORATE, ==, !enough);
      }
}

/* clang-format off */
static const struct
{
  const char *name;
  MootDecisionKind kind;
  gint64 n_options;
  const char *ballot;
  MootBallotProblem problem;
} ballots[] = {
  { "one",            MOOT_ASK_CHOOSE,   3, "-1-",  MOOT_BALLOT_FITS },
  { "none",           MOOT_ASK_CHOOSE,   3, "---",  MOOT_BALLOT_TOO_FEW },
  { "two",            MOOT_ASK_CHOOSE,   3, "11-",  MOOT_BALLOT_TOO_MANY },
  { "choice-of-two",  MOOT_ASK_CHOOSE,   3, "2--",  MOOT_BALLOT_OUT_OF_RANGE },
  { "approve-all",    MOOT_ASK_APPROVAL, 3, "111",  MOOT_BALLOT_FITS },
  { "score-highest",  MOOT_ASK_SCORE,    2, "50",   MOOT_BALLOT_FITS },
  { "score-higher",   MOOT_ASK_SCORE,    2, "60",   MOOT_BALLOT_OUT_OF_RANGE },
  { "all-dots",       MOOT_ASK_DOT,      2, "35",   MOOT_BALLOT_FITS },
  { "dots-left",      MOOT_ASK_DOT,      2, "-2",   MOOT_BALLOT_FITS },
  { "nine-dots",      MOOT_ASK_DOT,      2, "9-",   MOOT_BALLOT_TOO_MANY_DOTS },
  { "nine-together",  MOOT_ASK_DOT,      2, "54",   MOOT_BALLOT_TOO_MANY_DOTS },
  { "ranks",          MOOT_ASK_RANK,     3, "312",  MOOT_BALLOT_FITS },
  { "some-ranks",     MOOT_ASK_RANK,     3, "2-1",  MOOT_BALLOT_FITS },
  { "stv-one-rank",   MOOT_ASK_STV,      3, "1--",  MOOT_BALLOT_FITS },
  { "irv-rank-twice", MOOT_ASK_IRV,      3, "11-",  MOOT_BALLOT_RANKS_UNCLEAR },
  { "stv-empty",      MOOT_ASK_STV,      3, "---",  MOOT_BALLOT_TOO_FEW },
  { "one-rank",       MOOT_ASK_RANK,     3, "1--",  MOOT_BALLOT_TOO_FEW },
  { "rank-twice",     MOOT_ASK_RANK,     3, "11-",  MOOT_BALLOT_RANKS_UNCLEAR },
  { "rank-gap",       MOOT_ASK_RANK,     3, "1-3",  MOOT_BALLOT_RANKS_UNCLEAR },
  { "times",          MOOT_ASK_TIME,     3, "012",  MOOT_BALLOT_FITS },
  { "time-forgotten", MOOT_ASK_TIME,     3, "01-",  MOOT_BALLOT_TOO_FEW },
  { "answer",         MOOT_ASK_QUESTION, 0, "",     MOOT_BALLOT_FITS },
};
/* clang-format on */

static void
test_ballots (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ballots); i++)
    {
      gint64 values[MOOT_OPTIONS_MAX];
      MootKindLimits limits;

      for (guint j = 0; ballots[i].ballot[j] != '\0'; j++)
        values[j] = read_digit (ballots[i].ballot[j]);
      moot_kind_limits_init (&limits, ballots[i].kind, ballots[i].n_options);
      g_test_message ("%s", ballots[i].name);
      g_assert_true (moot_kind_limits_validate (&limits, NULL));
      g_assert_cmpint (moot_kind_limits_check_ballot (&limits, values), ==, ballots[i].problem);
    }
}

/* What a dishonest server might show: it is not counted but refused. */
static void
test_refused (void)
{
  static const struct
  {
    MootOptionVote votes[2];
    gsize n_votes;
    gint64 n_cast;
  } refused[] = {
    { { { 1, 3, 1 } }, 1, 1 },
    { { { 1, -1, 1 } }, 1, 1 },
    { { { 1, 0, 1 }, { 1, 0, 1 } }, 2, 1 },
    { { { 1, 0, -1 } }, 1, 1 },
    { { { 1, 0, 2 } }, 1, 1 },
    { { { 1, 0, 1 }, { 2, 0, 1 } }, 2, 1 },
    { { { 1, 0, 1 } }, 1, 6 },
  };
  MootKindLimits limits;
  MootOptionCount count;

  moot_kind_limits_init (&limits, MOOT_ASK_CHOOSE, 3);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (moot_option_count_run (&limits, refused[i].votes, refused[i].n_votes,
                                             refused[i].n_cast, 5, &count, &error));
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
    }
}

static void
test_limits (void)
{
  MootKindLimits limits;

  moot_kind_limits_init (&limits, MOOT_ASK_APPROVAL, 1);
  g_assert_false (moot_kind_limits_validate (&limits, NULL));
  moot_kind_limits_init (&limits, MOOT_ASK_APPROVAL, MOOT_OPTIONS_MAX + 1);
  g_assert_false (moot_kind_limits_validate (&limits, NULL));
  moot_kind_limits_init (&limits, MOOT_ASK_APPROVAL, 3);
  limits.seats = 3;
  g_assert_false (moot_kind_limits_validate (&limits, NULL));
  limits.seats = 2;
  g_assert_true (moot_kind_limits_validate (&limits, NULL));
  moot_kind_limits_init (&limits, MOOT_ASK_DOT, 3);
  limits.dots = 0;
  g_assert_false (moot_kind_limits_validate (&limits, NULL));
}

static void
test_means (void)
{
  g_autoptr (GArray) votes = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gint64 n_cast = 0;
  MootKindLimits limits;
  MootOptionCount count;

  votes = read_ballots ("50 24 -5", &n_cast);
  moot_kind_limits_init (&limits, MOOT_ASK_SCORE, 2);
  g_assert_true (moot_option_count_run (&limits, (gpointer) votes->data, votes->len, n_cast, 3,
                                        &count, NULL));
  first = moot_option_count_dup_mean (&count, 0);
  second = moot_option_count_dup_mean (&count, 1);
  g_assert_cmpstr (first, ==, "3.50");
  g_assert_cmpstr (second, ==, "3.00");
}

static void
test_words (void)
{
  for (guint i = 0; i < MOOT_N_KINDS; i++)
    {
      MootDecisionKind kind = MOOT_N_KINDS;

      g_assert_true (moot_decision_kind_from_text (moot_decision_kind_to_text (i), &kind));
      g_assert_cmpuint (kind, ==, i);
    }
  g_assert_false (moot_decision_kind_from_text ("whim", &(MootDecisionKind){ 0 }));
}

/* The vector of the governance rules, and a lot that hangs on its vote. */
static void
test_lot (void)
{
  static const char *const ids[] = { "c3", "c1", "c2" };
  MootDigest nonces[3];
  MootDigest eid;
  MootDigest seed;
  MootLot first;
  MootLot second;
  guint order[G_N_ELEMENTS (ids)];
  g_autofree char *hex = NULL;

  g_assert_true (moot_digest_from_hex (
    "59d3173adadc512f0876e9aa212c40da9893b8753080d1e5e5bfd58ef22356a0", &eid));
  for (guint i = 0; i < G_N_ELEMENTS (nonces); i++)
    memset (nonces[i].bytes, (int) i + 1, sizeof nonces[i].bytes);
  moot_lot_make_seed (&eid, nonces, G_N_ELEMENTS (nonces), &seed);
  hex = moot_digest_to_hex (&seed);
  g_assert_cmpstr (hex, ==, "1b0ab58588e15f39ef5de6b359b50ff8a86ae928697f903c8cc2e777d66c57c4");
  moot_lot_draw (&seed, ids, G_N_ELEMENTS (ids), order);
  g_assert_cmpuint (order[0], ==, 1);
  g_assert_cmpuint (order[1], ==, 2);
  g_assert_cmpuint (order[2], ==, 0);

  moot_lot_init (&first, "https://moot.example/coop/p/1", 8, &nonces[0]);
  moot_lot_init (&second, "https://moot.example/coop/p/2", 8, &nonces[0]);
  g_assert_cmpint (memcmp (&first.seed, &second.seed, sizeof first.seed), !=, 0);
}

/* What scrutineers show must be what they committed to; who shows nothing is left out; and the text
 * that is published tells everybody enough to draw it again, and not more than that is believed. */
static void
test_shares (void)
{
  static const char *const ids[] = { "c1", "c2", "c3" };
  static const guint order[] = { 0, 1, 2 };
  g_auto (GStrv) commits = g_new0 (char *, 4);
  g_auto (GStrv) nonces = g_new0 (char *, 4);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (JsonNode) node = NULL;
  MootDigest digest[3];
  MootDigest seed;
  MootDigest root;
  MootLot lot;
  MootLot again;

  memset (root.bytes, 9, sizeof root.bytes);
  for (guint i = 0; i < 3; i++)
    {
      MootDigest commit;

      memset (digest[i].bytes, (int) i + 1, sizeof digest[i].bytes);
      moot_lot_hash_nonce (&digest[i], &commit);
      commits[i] = moot_digest_to_hex (&commit);
      nonces[i] = moot_digest_to_hex (&digest[i]);
    }
  g_assert_cmpstr (commits[0], ==,
                   "b03c90b6b1ba6983656531968a4ab56fff318427f90a3ae3cf830958984fb8e6");

  moot_lot_init (&lot, "vote", 8, &root);
  seed = lot.seed;
  g_assert_true (moot_lot_add_share (&lot, 3, commits[0], NULL));
  g_assert_cmpmem (&seed, sizeof seed, &lot.seed, sizeof lot.seed);
  g_assert_false (moot_lot_add_share (&lot, 3, commits[1], nonces[1])); /* twice */
  g_assert_false (moot_lot_add_share (&lot, 4, commits[1], nonces[2])); /* another number */
  g_assert_false (moot_lot_add_share (&lot, 4, "nothing", nonces[1]));
  g_assert_cmpuint (lot.n_shares, ==, 1);
  g_assert_true (moot_lot_add_share (&lot, 4, commits[1], nonces[1]));
  g_assert_true (moot_lot_add_share (&lot, 5, commits[2], nonces[2]));
  moot_lot_make_seed (&lot.eid, digest + 1, 2, &seed);
  g_assert_cmpmem (&seed, sizeof seed, &lot.seed, sizeof lot.seed);

  moot_lot_write (&lot, ids, order, G_N_ELEMENTS (ids), &json);
  node = moot_json_parse (json.text->str, -1, NULL);
  g_assert_true (moot_lot_read (json_node_get_object (node), "vote", &again));
  g_assert_cmpmem (&again, sizeof again, &lot, sizeof lot);
  json_object_set_string_member (json_node_get_object (node), "seed", nonces[0]);
  g_assert_true (moot_lot_read (json_node_get_object (node), "vote", &again));
  g_assert_cmpmem (&again.seed, sizeof again.seed, &lot.seed, sizeof lot.seed);
  json_object_set_string_member (
    json_array_get_object_element (
      moot_json_get_array (json_node_get_object (node), "scrutineers"), 1),
    "nonce", nonces[0]);
  g_assert_false (moot_lot_read (json_node_get_object (node), "vote", &again));
}

/* The tie for the last place is the lot's, and whoever counts again sees the same. */
static void
test_stages (void)
{
  static const char *const ids[] = { "11", "12", "13" };
  gint64 n_cast = 0;
  g_autoptr (GArray) votes = read_ballots ("1-- -1-", &n_cast);
  MootDigest root;
  guint wins[G_N_ELEMENTS (ids)] = { 0 };

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MootRankedCount) ranked = NULL;
      g_autofree char *json = NULL;
      MootKindLimits limits;
      MootOptionCount count;
      MootLot lot;
      MootLot again;

      memset (root.bytes, (int) i, sizeof root.bytes);
      moot_lot_init (&lot, "vote", 8, &root);
      moot_kind_limits_init (&limits, MOOT_ASK_IRV, G_N_ELEMENTS (ids));
      g_assert_true (moot_option_count_run (&limits, (gpointer) votes->data, votes->len, n_cast, 3,
                                            &count, &error));
      ranked = moot_ranked_count_run (&limits, MOOT_DECISION_RULE_IRV, (gpointer) votes->data,
                                      votes->len, ids, &lot, &count, &error);
      g_assert_no_error (error);
      g_assert_true (count.by_lot);
      g_assert_cmpuint (count.n_winners, ==, 1);
      wins[count.order[0]]++;
      json = moot_ranked_count_write (ranked, ids);
      g_assert_true (moot_ranked_count_read_lot (json, "vote", &again));
      g_assert_cmpmem (&again, sizeof again, &lot, sizeof lot);
    }
  g_assert_cmpuint (wins[0], >, 0);
  g_assert_cmpuint (wins[1], >, 0);
  g_assert_cmpuint (wins[2], ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/option-count/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_count);
    }
  for (guint i = 0; i < G_N_ELEMENTS (draws); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/option-count/draw/%s", draws[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_draw);
    }
  g_test_add_func ("/rules/option-count/quorum", test_quorum);
  g_test_add_func ("/rules/option-count/ballots", test_ballots);
  g_test_add_func ("/rules/option-count/refused", test_refused);
  g_test_add_func ("/rules/option-count/limits", test_limits);
  g_test_add_func ("/rules/option-count/means", test_means);
  g_test_add_func ("/rules/option-count/words", test_words);
  g_test_add_func ("/rules/option-count/lot", test_lot);
  g_test_add_func ("/rules/option-count/lot-shares", test_shares);
  g_test_add_func ("/rules/option-count/stages", test_stages);
  return g_test_run ();
}
