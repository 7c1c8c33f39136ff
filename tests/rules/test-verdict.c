/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Every rule at its boundary: one vote below, exactly at, one above; ties, silence and nobody. */
#include <string.h>

#include "moot-error.h"
#include "moot-verdict.h"

#define RULE(name) MOOT_DECISION_RULE_##name, { 0 }, { 0 }, 0
#define SIMPLE RULE (MAJORITY_SIMPLE)
#define OF_CAST RULE (MAJORITY_CAST)
#define ABSOLUTE RULE (MAJORITY_ABSOLUTE)
#define CONSENT RULE (CONSENT)
#define LAZY RULE (LAZY)
#define SUPER(part, whole, base) \
  MOOT_DECISION_RULE_SUPERMAJORITY, { part, whole }, { 0 }, MOOT_DECISION_BASE_##base
#define OVERRIDE(part, whole) \
  MOOT_DECISION_RULE_CONSENSUS_OVERRIDE, { 75, 100 }, { part, whole }, MOOT_DECISION_BASE_VOTES
#define ADOPTED MOOT_VERDICT_ADOPTED
#define REJECTED MOOT_VERDICT_REJECTED
#define TIED MOOT_VERDICT_TIED
#define BLOCKED MOOT_VERDICT_BLOCKED
#define NOT_QUORATE MOOT_VERDICT_NOT_QUORATE
#define NONE               \
  {                        \
    MOOT_QUORUM_NONE, 0, 0 \
  }
#define CAST(percent)            \
  {                              \
    MOOT_QUORUM_CAST, percent, 0 \
  }
#define YES(percent)            \
  {                             \
    MOOT_QUORUM_YES, percent, 0 \
  }
#define COUNT(n)            \
  {                         \
    MOOT_QUORUM_COUNT, 0, n \
  }
#define YES_COUNT(n)            \
  {                             \
    MOOT_QUORUM_YES_COUNT, 0, n \
  }

/* clang-format off */
static const struct
{
  const char *name;
  MootDecisionRule rule;
  MootRatio threshold;
  MootRatio override;
  MootDecisionBase base;
  MootQuorum quorum;
  MootVoteTotals totals; /* E, Y, A, N, K, objections, extensions */
  MootVerdictResult result;
} cases[] = {
  /* majority_simple: Y > N + K */
  { "simple-more", SIMPLE, NONE, { 9, 3, 1, 2, 0 }, ADOPTED },
  { "simple-tie", SIMPLE, NONE, { 9, 3, 1, 3, 0 }, TIED },
  { "simple-fewer", SIMPLE, NONE, { 9, 3, 0, 4, 0 }, REJECTED },
  { "simple-block-is-no", SIMPLE, NONE, { 9, 3, 0, 2, 1 }, TIED },
  { "simple-block-outvoted", SIMPLE, NONE, { 9, 4, 0, 2, 1 }, ADOPTED },
  { "simple-silence", SIMPLE, NONE, { 9 }, REJECTED },
  { "simple-abstentions", SIMPLE, NONE, { 9, 0, 5, 0, 0 }, REJECTED },
  { "simple-one-vote", SIMPLE, NONE, { 9, 1, 8, 0, 0 }, ADOPTED },
  { "simple-worked", SIMPLE, CAST (33), { 42, 9, 3, 4, 0 }, ADOPTED },

  /* majority_cast: 2Y > Y + N + A + K */
  { "cast-more", OF_CAST, NONE, { 42, 9, 3, 4, 0 }, ADOPTED },
  { "cast-half", OF_CAST, NONE, { 42, 8, 4, 4, 0 }, REJECTED },
  { "cast-block-counts", OF_CAST, NONE, { 42, 9, 3, 4, 2 }, REJECTED },
  { "cast-silence", OF_CAST, NONE, { 42 }, REJECTED },

  /* majority_absolute: 2Y > E */
  { "absolute-worked", ABSOLUTE, NONE, { 42, 9, 3, 4, 0 }, REJECTED },
  { "absolute-half", ABSOLUTE, NONE, { 42, 21, 0, 0, 0 }, REJECTED },
  { "absolute-more", ABSOLUTE, NONE, { 42, 22, 0, 20, 0 }, ADOPTED },
  { "absolute-odd", ABSOLUTE, NONE, { 41, 21, 0, 20, 0 }, ADOPTED },

  /* supermajority: at least, never rounded */
  { "two-thirds-2-1", SUPER (2, 3, VOTES), NONE, { 9, 2, 0, 1, 0 }, ADOPTED },
  { "two-thirds-worked", SUPER (2, 3, VOTES), NONE, { 42, 9, 3, 4, 0 }, ADOPTED },
  { "two-thirds-below", SUPER (2, 3, VOTES), NONE, { 9, 3, 0, 2, 0 }, REJECTED },
  { "two-thirds-block-is-no", SUPER (2, 3, VOTES), NONE, { 9, 2, 0, 1, 1 }, REJECTED },
  { "two-thirds-666667", SUPER (666667, 1000000, VOTES), NONE, { 9, 2, 0, 1, 0 }, REJECTED },
  { "two-thirds-silence", SUPER (2, 3, VOTES), NONE, { 9, 0, 4, 0, 0 }, REJECTED },
  { "base-votes", SUPER (2, 3, VOTES), NONE, { 9, 4, 1, 2, 0 }, ADOPTED },
  { "base-cast", SUPER (2, 3, CAST), NONE, { 9, 4, 1, 2, 0 }, REJECTED },
  { "base-cast-equal", SUPER (2, 3, CAST), NONE, { 9, 4, 1, 1, 0 }, ADOPTED },
  { "base-eligible-equal", SUPER (2, 3, ELIGIBLE), NONE, { 9, 6, 0, 0, 0 }, ADOPTED },
  { "base-eligible-below", SUPER (2, 3, ELIGIBLE), NONE, { 9, 5, 0, 0, 0 }, REJECTED },
  { "all-but-one-missing", SUPER (1, 1, ELIGIBLE), NONE, { 4, 3, 0, 0, 0 }, REJECTED },
  { "all", SUPER (1, 1, ELIGIBLE), NONE, { 4, 4, 0, 0, 0 }, ADOPTED },
  { "largest", SUPER (999999, 1000000, VOTES), NONE, { G_MAXINT32, G_MAXINT32, 0, 0, 0 }, ADOPTED },

  /* consent and lazy */
  { "consent", CONSENT, NONE, { 10, 6, 1, 0, 0 }, ADOPTED },
  { "consent-objection", CONSENT, NONE, { 10, 6, 1, 0, 0, 1 }, BLOCKED },
  { "consent-block", CONSENT, NONE, { 10, 6, 1, 0, 1 }, BLOCKED },
  { "consent-disagree-lives-with-it", CONSENT, NONE, { 10, 6, 0, 2, 0 }, ADOPTED },
  { "lazy-silence", LAZY, NONE, { 5 }, ADOPTED },
  { "lazy-objection", LAZY, NONE, { 5, 4, 0, 0, 0, 1 }, BLOCKED },
  { "lazy-disagree", LAZY, NONE, { 5, 4, 0, 1, 0 }, BLOCKED },
  { "lazy-block", LAZY, NONE, { 5, 4, 0, 0, 1 }, BLOCKED },

  /* consensus_override: 75/100, over a block 95/100 */
  { "override-worked-fails", OVERRIDE (95, 100), CAST (33), { 42, 9, 3, 4, 0 }, REJECTED },
  { "override-worked-blocked", OVERRIDE (95, 100), CAST (33), { 42, 30, 0, 2, 1 }, BLOCKED },
  { "override-worked-passes", OVERRIDE (95, 100), CAST (33), { 42, 40, 0, 1, 1 }, ADOPTED },
  { "override-equal", OVERRIDE (95, 100), NONE, { 42, 3, 0, 1, 0 }, ADOPTED },
  { "override-below", OVERRIDE (95, 100), NONE, { 42, 2, 0, 1, 0 }, REJECTED },
  { "override-block-equal", OVERRIDE (95, 100), NONE, { 42, 19, 0, 0, 1 }, ADOPTED },
  { "override-block-below", OVERRIDE (95, 100), NONE, { 42, 18, 0, 0, 1 }, BLOCKED },
  { "override-block-and-too-few", OVERRIDE (95, 100), NONE, { 42, 1, 0, 4, 1 }, REJECTED },
  { "override-abstentions-only", OVERRIDE (95, 100), NONE, { 42, 0, 5, 0, 0 }, REJECTED },
  { "override-reference", OVERRIDE (95, 100), CAST (20), { 42, 24, 2, 6, 1 }, BLOCKED },
  { "override-whole-never", OVERRIDE (1, 1), NONE, { 42, 40, 0, 0, 1 }, BLOCKED },

  /* quorum: ceil, by counts; 33 % of 42 is 14 people */
  { "quorum-at", SIMPLE, CAST (33), { 42, 8, 3, 3, 0 }, ADOPTED },
  { "quorum-below", SIMPLE, CAST (33), { 42, 8, 3, 2, 0 }, NOT_QUORATE },
  { "quorum-zero-percent", SIMPLE, CAST (0), { 42, 1, 0, 0, 0 }, ADOPTED },
  { "quorum-all", SIMPLE, CAST (100), { 3, 3, 0, 0, 0 }, ADOPTED },
  { "quorum-all-but-one", SIMPLE, CAST (100), { 3, 2, 0, 0, 0 }, NOT_QUORATE },
  { "quorum-one-of-one", SIMPLE, CAST (1), { 1, 1, 0, 0, 0 }, ADOPTED },
  { "quorum-yes-at", SIMPLE, YES (50), { 7, 4, 0, 3, 0 }, ADOPTED },
  { "quorum-yes-below", SIMPLE, YES (50), { 7, 3, 3, 1, 0 }, NOT_QUORATE },
  { "quorum-count-at", SIMPLE, COUNT (5), { 99, 3, 2, 0, 0 }, ADOPTED },
  { "quorum-count-below", SIMPLE, COUNT (5), { 99, 3, 1, 0, 0 }, NOT_QUORATE },
  { "any-two", SIMPLE, YES_COUNT (2), { 8, 2, 0, 1, 0 }, ADOPTED },
  { "any-two-one", SIMPLE, YES_COUNT (2), { 8, 1, 5, 0, 0 }, NOT_QUORATE },
  { "nobody-simple", SIMPLE, NONE, { 0 }, NOT_QUORATE },
  { "nobody-consent", CONSENT, NONE, { 0 }, NOT_QUORATE },
  { "nobody-lazy", LAZY, CAST (10), { 0 }, NOT_QUORATE },
};
/* clang-format on */

static void
test_verdict (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;
  MootDecisionClass decision;
  gboolean all_ok = TRUE;

  moot_decision_class_init (&decision, "ordinary");
  decision.rule = cases[i].rule;
  decision.threshold = cases[i].threshold;
  decision.override = cases[i].override;
  decision.base = cases[i].base;
  decision.quorum = cases[i].quorum;

  verdict = moot_verdict_new (&decision, &cases[i].totals, &error);
  g_assert_no_error (error);
  g_assert_cmpint (verdict->result, ==, cases[i].result);
  g_assert_cmpuint (verdict->n_checks, >, 0);

  for (guint n = 0; n < verdict->n_checks; n++)
    {
      g_autofree char *text = moot_check_dup_text (&verdict->checks[n], NULL);

      g_assert_null (strpbrk (text, "{}"));
      if (strcmp (verdict->checks[n].id, "threshold") != 0)
        all_ok = all_ok && verdict->checks[n].ok;
    }

  /* A result other than adopted has a failed check to show for it, and adopted has none but an
   * outvoted threshold, which no rule allows either. */
  for (guint n = 0; n < verdict->n_checks && cases[i].result == MOOT_VERDICT_ADOPTED; n++)
    g_assert_true (verdict->checks[n].ok);

  if (cases[i].result == MOOT_VERDICT_NOT_QUORATE || cases[i].result == MOOT_VERDICT_BLOCKED)
    g_assert_false (all_ok);
}

static const struct
{
  const char *name;
  MootVoteTotals totals;
  MootError code;
} bad_totals[] = {
  { "negative", { 5, -1, 0, 0, 0 }, MOOT_ERROR_TOO_LARGE },
  { "too-many", { G_MAXINT64, 1, 0, 0, 0 }, MOOT_ERROR_TOO_LARGE },
  { "more-than-int32", { 10, (gint64) G_MAXINT32 + 1, 0, 0, 0 }, MOOT_ERROR_TOO_LARGE },
  { "overflowing-sum",
    { G_MAXINT32, G_MAXINT32, G_MAXINT32, G_MAXINT32, G_MAXINT32 },
    MOOT_ERROR_INVALID },
  { "more-ballots-than-people", { 5, 3, 1, 1, 1 }, MOOT_ERROR_INVALID },
};

static void
test_bad_totals (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  MootDecisionClass decision;

  moot_decision_class_init (&decision, "ordinary");
  g_assert_null (moot_verdict_new (&decision, &bad_totals[i].totals, &error));
  g_assert_error (error, MOOT_ERROR, (int) bad_totals[i].code);
}

static void
test_other_rules (void)
{
  for (MootDecisionRule rule = 0; rule <= MOOT_DECISION_RULE_STV_MEEK; rule++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MootVerdict) verdict = NULL;
      MootVoteTotals totals = { .eligible = 3, .agree = 2 };
      MootDecisionClass decision;

      moot_decision_class_init (&decision, "ordinary");
      decision.rule = rule;
      decision.threshold = (MootRatio){ 2, 3 };
      decision.override = (MootRatio){ 2, 3 };
      verdict = moot_verdict_new (&decision, &totals, &error);
      g_assert_cmpint (verdict != NULL, ==, rule <= MOOT_DECISION_RULE_LAZY);
      g_assert_cmpint (error == NULL, ==, rule <= MOOT_DECISION_RULE_LAZY);
    }
}

static void
assert_text (const MootVerdict *verdict,
             guint              n,
             const char        *id,
             gboolean           ok,
             const char        *expected)
{
  g_autofree char *text = moot_check_dup_text (&verdict->checks[n], NULL);

  g_assert_cmpuint (n, <, verdict->n_checks);
  g_assert_cmpstr (verdict->checks[n].id, ==, id);
  g_assert_cmpint (verdict->checks[n].ok, ==, ok);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_words (void)
{
  g_autoptr (MootVerdict) verdict = NULL;
  MootVoteTotals totals = { 42, 24, 2, 6, 1 };
  MootDecisionClass decision;

  moot_decision_class_init (&decision, "ordinary");
  decision.rule = MOOT_DECISION_RULE_CONSENSUS_OVERRIDE;
  decision.threshold = (MootRatio){ 75, 100 };
  decision.override = (MootRatio){ 95, 100 };
  decision.quorum = (MootQuorum) CAST (20);
  verdict = moot_verdict_new (&decision, &totals, NULL);

  g_assert_cmpint (verdict->result, ==, MOOT_VERDICT_BLOCKED);
  g_assert_cmpint (verdict->quorum_required, ==, 9);
  g_assert_true (verdict->quorum_reached);
  g_assert_cmpuint (verdict->n_checks, ==, 3);
  assert_text (verdict, 0, "quorum", TRUE, "33 of 42 voted; 9 needed");
  assert_text (verdict, 1, "threshold", TRUE,
               "24 of 31 votes for or against agree; 24 needed (24·100 ≥ 31·75)");
  assert_text (verdict, 2, "no_block", FALSE,
               "1 block; 24 of 31 agree and 30 would override it (24·100 < 31·95)");
}

static void
test_extension (void)
{
  MootVoteTotals totals = { 8, 5, 0, 0, 0 };
  MootDecisionClass decision;

  moot_decision_class_init (&decision, "ordinary");
  decision.quorum = (MootQuorum) CAST (100);
  for (int waives = 0; waives < 2; waives++)
    for (totals.extensions = 0; totals.extensions < 3; totals.extensions++)
      {
        g_autoptr (MootVerdict) verdict = NULL;
        gboolean waived = waives && totals.extensions >= 1;

        decision.decides_after_extension = waives;
        verdict = moot_verdict_new (&decision, &totals, NULL);
        g_assert_cmpint (verdict->may_extend, ==, totals.extensions == 0);
        g_assert_cmpint (verdict->result, ==,
                         waived ? MOOT_VERDICT_ADOPTED : MOOT_VERDICT_NOT_QUORATE);
        assert_text (verdict, 0, "quorum", waived,
                     waived ? "5 of 8 voted; 8 were asked for, waived after asking again"
                            : "5 of 8 voted; 8 needed");
      }
}

static const char *
translate (const char *english)
{
  return g_str_has_prefix (english, "{cast} of") ? "Von {eligible}: {cast}, {slip}, {" : english;
}

static void
test_translation (void)
{
  MootCheck check = { "quorum", TRUE, MOOT_SENTENCE_QUORUM, { 33, 42, 9 } };
  g_autofree char *text = moot_check_dup_text (&check, translate);

  g_assert_cmpstr (text, ==, "Von 42: 33, {slip}, {");
}

static void
test_sentences (void)
{
  for (guint i = 0; i < MOOT_N_SENTENCES; i++)
    {
      MootSentence found = MOOT_N_SENTENCES;

      g_assert_nonnull (moot_sentence_get_template (i));
      g_assert_true (moot_sentence_from_key (moot_sentence_get_key (i), &found));
      g_assert_cmpuint (found, ==, i);
      g_assert_cmpuint (moot_sentence_get_n_numbers (i), <=, MOOT_CHECK_NUMBERS_MAX);
    }
  g_assert_false (moot_sentence_from_key ("nothing", &(MootSentence){ 0 }));
}

/* Every sentence survives the way to an app that says it in its own language. */
static void
test_check_json (void)
{
  static const char *const bad[] = {
    "{}",
    "{\"key\":\"quorum\"}",
    "{\"key\":\"quorum\",\"numbers\":[1,2]}",
    "{\"key\":\"quorum\",\"numbers\":[1,2,3,4]}",
    "{\"key\":\"quorum\",\"numbers\":[1,2,\"3\"]}",
    "{\"key\":\"unheard_of\",\"numbers\":[]}",
    "{\"key\":\"tie\",\"numbers\":[1,1],\"ok\":\"yes\"}",
  };

  for (guint i = 0; i < MOOT_N_SENTENCES; i++)
    {
      MootCheck check = { moot_sentence_get_check_id (i), i % 2, i, { -1, 2, 3, 4, G_MAXINT64 } };
      g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autofree char *said = NULL;
      g_autofree char *said_again = NULL;
      MootCheck again;

      moot_check_write (&check, &writer);
      text = moot_json_writer_steal (&writer);
      node = moot_json_parse (text, -1, &error);
      g_assert_no_error (error);
      g_assert_true (moot_check_from_json (json_node_get_object (node), &again, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (again.id, ==, check.id);
      g_assert_cmpint (again.ok, ==, check.ok);
      said = moot_check_dup_text (&check, NULL);
      said_again = moot_check_dup_text (&again, NULL);
      g_assert_cmpstr (said_again, ==, said);
    }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (JsonNode) node = moot_json_parse (bad[i], -1, NULL);
      g_autoptr (GError) error = NULL;
      MootCheck check;

      g_assert_false (moot_check_from_json (json_node_get_object (node), &check, &error));
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
    }
}

static const struct
{
  gint64 n;
  gint64 of;
  const char *text;
} percents[] = {
  { 24, 31, "77.42" },
  { 24, 33, "72.73" },
  { 6, 31, "19.35" },
  { 1, 31, "3.23" },
  { 1, 33, "3.03" },
  { 2, 3, "66.67" },
  { 1, 3, "33.33" },
  { 1, 8, "12.50" },
  { 1, 20000, "0.01" },
  { 1, 20001, "0.00" },
  { 1, 6, "16.67" },
  { 3, 3, "100.00" },
  { 0, 7, "0.00" },
  { 0, 0, "0.00" },
  { 1, 800, "0.13" },
  { 3, 800, "0.38" },
  { G_MAXINT32, G_MAXINT32, "100.00" },
};

static void
test_percents (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    {
      g_autofree char *text = moot_percent_format (percents[i].n, percents[i].of);

      g_assert_cmpstr (text, ==, percents[i].text);
    }
}

/* ceil (percent * E / 100), against the definition, for every percentage and small roll. */
static void
test_quorum_is_the_least_enough (void)
{
  for (int percent = 0; percent <= 100; percent++)
    for (gint64 eligible = 0; eligible <= 250; eligible++)
      {
        gint64 needed = moot_percent_get_needed (percent, eligible);

        g_assert_cmpint (needed * 100, >=, percent * eligible);
        g_assert_cmpint ((needed - 1) * 100, <, MAX (percent * eligible, 1));
      }
}

static void
test_needed_is_the_least_enough (void)
{
  static const MootRatio ratios[] = {
    { 2, 3 }, { 3, 4 }, { 75, 100 }, { 95, 100 }, { 1, 1 }, { 1, 2 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (ratios); i++)
    for (gint64 base = 1; base <= 250; base++)
      {
        gint64 needed = moot_ratio_get_needed (ratios[i], base);

        g_assert_true (moot_ratio_is_reached (ratios[i], needed, base));
        g_assert_false (moot_ratio_is_reached (ratios[i], needed - 1, base));
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/verdict/%s", cases[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_verdict);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_totals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/verdict/refused/%s", bad_totals[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad_totals);
    }
  g_test_add_func ("/rules/verdict/other-rules", test_other_rules);
  g_test_add_func ("/rules/verdict/words", test_words);
  g_test_add_func ("/rules/verdict/extension", test_extension);
  g_test_add_func ("/rules/check/translation", test_translation);
  g_test_add_func ("/rules/check/json", test_check_json);
  g_test_add_func ("/rules/check/sentences", test_sentences);
  g_test_add_func ("/rules/ratio/percents", test_percents);
  g_test_add_func ("/rules/ratio/quorum-is-the-least-enough", test_quorum_is_the_least_enough);
  g_test_add_func ("/rules/ratio/needed-is-the-least-enough", test_needed_is_the_least_enough);
  return g_test_run ();
}
