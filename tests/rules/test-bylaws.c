/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Bylaws: each preset is valid and survives JSON; each kind of nonsense is refused by name. */
#include <string.h>

#include "moot-bylaws-diff.h"
#include "moot-bylaws-json.h"
#include "moot-bylaws-patch.h"
#include "moot-bylaws-presets.h"
#include "moot-error.h"
#include "moot-verdict.h"

static void
test_preset (gconstpointer data)
{
  g_autoptr (MootBylaws) bylaws = moot_bylaws_new_preset (data);
  g_autoptr (MootBylaws) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  g_assert_nonnull (bylaws);
  g_assert_cmpstr (bylaws->preset, ==, data);
  g_assert_true (moot_bylaws_validate (bylaws, &error));
  g_assert_no_error (error);

  text = moot_bylaws_to_text (bylaws);
  again = moot_bylaws_from_text (text, &error);
  g_assert_no_error (error);
  text_again = moot_bylaws_to_text (again);
  g_assert_cmpstr (text_again, ==, text);

  g_assert_cmpuint (again->n_classes, ==, bylaws->n_classes);
  for (guint i = 0; i < bylaws->n_classes; i++)
    g_assert_cmpint (memcmp (&again->classes[i].rule, &bylaws->classes[i].rule,
                             sizeof bylaws->classes[i].rule),
                     ==, 0);
}

#define RULE(name) MOOT_DECISION_RULE_##name
#define QUORUM(name) MOOT_QUORUM_##name
#define NAMED MOOT_BALLOT_LEVEL_NAMED
#define SEALED MOOT_BALLOT_LEVEL_SEALED

/* clang-format off */
static const struct
{
  const char *preset;
  const char *id;
  MootDecisionRule rule;
  MootRatio threshold;
  MootRatio override;
  MootQuorumKind quorum;
  int percent;
  int discussion_days;
  int voting_days;
  MootBallotLevel level;
} preset_classes[] = {
  { "social-coop", "ordinary", RULE (CONSENSUS_OVERRIDE), { 75, 100 }, { 95, 100 },
    QUORUM (CAST), 10, 4, 7, NAMED },
  { "social-coop", "bylaw", RULE (CONSENSUS_OVERRIDE), { 75, 100 }, { 95, 100 },
    QUORUM (CAST), 20, 10, 10, NAMED },
  { "social-coop", "expulsion", RULE (SUPERMAJORITY), { 2, 3 }, { 0, 0 },
    QUORUM (CAST), 33, 7, 7, SEALED },
  { "social-coop", "election", RULE (STV_SCOTTISH), { 0, 0 }, { 0, 0 },
    QUORUM (CAST), 33, 14, 7, SEALED },
  { "association", "ordinary", RULE (MAJORITY_SIMPLE), { 0, 0 }, { 0, 0 },
    QUORUM (NONE), 0, 0, 7, NAMED },
  { "association", "bylaw", RULE (SUPERMAJORITY), { 2, 3 }, { 0, 0 },
    QUORUM (NONE), 0, 14, 7, NAMED },
  { "sociocratic", "ordinary", RULE (CONSENT), { 0, 0 }, { 0, 0 },
    QUORUM (CAST), 50, 7, 7, NAMED },
  { "sociocratic", "bylaw", RULE (CONSENSUS_OVERRIDE), { 75, 100 }, { 1, 1 },
    QUORUM (CAST), 50, 14, 7, NAMED },
  { "tiny", "ordinary", RULE (LAZY), { 0, 0 }, { 0, 0 },
    QUORUM (NONE), 0, 0, 5, NAMED },
  { "tiny", "bylaw", RULE (SUPERMAJORITY), { 1, 1 }, { 0, 0 },
    QUORUM (CAST), 100, 0, 7, NAMED },
  { "tiny", "spending", RULE (MAJORITY_SIMPLE), { 0, 0 }, { 0, 0 },
    QUORUM (YES_COUNT), 0, 0, 2, NAMED },
};
/* clang-format on */

static void
test_preset_classes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (preset_classes); i++)
    {
      g_autoptr (MootBylaws) bylaws = moot_bylaws_new_preset (preset_classes[i].preset);
      const MootDecisionClass *class = moot_bylaws_find_class (bylaws, preset_classes[i].id);

      g_test_message ("%s %s", preset_classes[i].preset, preset_classes[i].id);
      g_assert_nonnull (class);
      g_assert_cmpint (class->rule, ==, preset_classes[i].rule);
      g_assert_cmpint (class->threshold.part, ==, preset_classes[i].threshold.part);
      g_assert_cmpint (class->threshold.whole, ==, preset_classes[i].threshold.whole);
      g_assert_cmpint (class->override.part, ==, preset_classes[i].override.part);
      g_assert_cmpint (class->override.whole, ==, preset_classes[i].override.whole);
      g_assert_cmpint (class->quorum.kind, ==, preset_classes[i].quorum);
      g_assert_cmpint (class->quorum.percent, ==, preset_classes[i].percent);
      g_assert_cmpint (class->min_discussion_days, ==, preset_classes[i].discussion_days);
      g_assert_cmpint (class->min_voting_days, ==, preset_classes[i].voting_days);
      g_assert_cmpint (class->ballot_level, ==, preset_classes[i].level);
      /* what is to be sealed can be held today, and is never held with names */
      g_assert_cmpint (moot_decision_class_get_held_level (class), ==,
                       preset_classes[i].level == SEALED ? MOOT_BALLOT_LEVEL_ANONYMOUS : NAMED);
    }
}

#define ORDINARY "{\"id\":\"ordinary\",\"rule\":\"majority_simple\"}"
#define BYLAW "{\"id\":\"bylaw\",\"rule\":\"supermajority\",\"threshold\":[2,3]}"
#define WITH(class) "{\"classes\":[" ORDINARY "," BYLAW "," class "]}"

static const struct
{
  const char *name;
  const char *text;
  const char *message; /* part of it, or NULL when the text is fine */
} texts[] = {
  { "minimal", "{\"classes\":[" ORDINARY "," BYLAW "]}", NULL },
  { "unknown-member", WITH ("{\"id\":\"x\",\"colour\":[1]}"), NULL },
  { "null-is-absent", WITH ("{\"id\":\"x\",\"quorum\":null,\"threshold\":null}"), NULL },
  { "default-rule",
    "{\"default\":\"consent\",\"classes\":[{\"id\":\"ordinary\"},{\"id\":\"bylaw\"}]}", NULL },
  { "above", WITH ("{\"id\":\"x\",\"limit_minor\":100,\"above\":\"ordinary\"}"), NULL },
  { "no-json", "nonsense", "must be a JSON object" },
  { "array", "[]", "must be a JSON object" },
  { "empty", "{}", "'classes' must be a list" },
  { "no-classes", "{\"classes\":[]}", "class 'ordinary'" },
  { "no-bylaw", "{\"classes\":[" ORDINARY "]}", "class 'bylaw'" },
  { "ordinary-elects", "{\"classes\":[{\"id\":\"ordinary\",\"rule\":\"stv-scottish\"}," BYLAW "]}",
    "class 'ordinary'" },
  { "class-text", "{\"classes\":[\"x\"]}", "a list of objects" },
  { "twice", WITH (ORDINARY), "'ordinary' is there twice" },
  { "bad-id", WITH ("{\"id\":\"X y\"}"), "a name is small letters" },
  { "no-id", WITH ("{}"), "a name is small letters" },
  { "long-id", WITH ("{\"id\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}"), "'id' must be shorter" },
  { "id-number", WITH ("{\"id\":7}"), "'id' must be a text" },
  { "rule", WITH ("{\"id\":\"x\",\"rule\":\"loudest\"}"), "no rule 'loudest'" },
  { "no-threshold", WITH ("{\"id\":\"x\",\"rule\":\"supermajority\"}"), "class 'x': threshold" },
  { "threshold-low", WITH ("{\"id\":\"x\",\"rule\":\"supermajority\",\"threshold\":[1,3]}"),
    "one half" },
  { "threshold-half", WITH ("{\"id\":\"x\",\"rule\":\"supermajority\",\"threshold\":[1,2]}"),
    NULL },
  { "threshold-high", WITH ("{\"id\":\"x\",\"rule\":\"supermajority\",\"threshold\":[4,3]}"),
    "the whole" },
  { "threshold-zero", WITH ("{\"id\":\"x\",\"threshold\":[0,3]}"), "between 1 and 1000000" },
  { "threshold-huge", WITH ("{\"id\":\"x\",\"threshold\":[1,1000001]}"), "between 1 and 1000000" },
  { "threshold-float", WITH ("{\"id\":\"x\",\"threshold\":[0.5,1]}"), "a whole number" },
  { "threshold-three", WITH ("{\"id\":\"x\",\"threshold\":[1,2,3]}"), "two whole numbers" },
  { "override-lower",
    WITH ("{\"id\":\"x\",\"rule\":\"consensus_override\",\"threshold\":[3,4],"
          "\"override\":[2,3]}"),
    "override must not be lower" },
  { "override-equal",
    WITH ("{\"id\":\"x\",\"rule\":\"consensus_override\",\"threshold\":[3,4],"
          "\"override\":[6,8]}"),
    NULL },
  { "override-missing", WITH ("{\"id\":\"x\",\"rule\":\"consensus_override\",\"threshold\":[3,4]}"),
    "override must be" },
  { "base", WITH ("{\"id\":\"x\",\"base\":\"all\"}"), "votes, cast or eligible" },
  { "quorum-array", WITH ("{\"id\":\"x\",\"quorum\":[20]}"), "'quorum' must be an object" },
  { "quorum-kind", WITH ("{\"id\":\"x\",\"quorum\":{\"kind\":\"most\"}}"), "quorum.kind" },
  { "quorum-101", WITH ("{\"id\":\"x\",\"quorum\":{\"kind\":\"cast\",\"percent\":101}}"),
    "between 0 and 100" },
  { "quorum-100", WITH ("{\"id\":\"x\",\"quorum\":{\"kind\":\"cast\",\"percent\":100}}"), NULL },
  { "quorum-negative", WITH ("{\"id\":\"x\",\"quorum\":{\"kind\":\"abs\",\"count\":-1}}"),
    "between 0" },
  { "waive-needs-cast", WITH ("{\"id\":\"x\",\"decides_after_extension\":true}"), "can be waived" },
  { "days-366", WITH ("{\"id\":\"x\",\"min_voting_days\":366}"), "between 0 and 365" },
  { "days-text", WITH ("{\"id\":\"x\",\"min_voting_days\":\"7\"}"), "a whole number" },
  { "extensions", WITH ("{\"id\":\"x\",\"max_extensions\":6}"), "between 0 and 5" },
  { "electorate", WITH ("{\"id\":\"x\",\"electorate\":\"everybody\"}"), "active_due" },
  { "ballot", WITH ("{\"id\":\"x\",\"ballot\":\"L3\"}"), "L0, L1 or L2" },
  { "fallback", WITH ("{\"id\":\"x\",\"ballot\":\"L2\",\"ballot_fallback\":\"L1\"}"), NULL },
  { "fallback-named", WITH ("{\"id\":\"x\",\"ballot\":\"L2\",\"ballot_fallback\":\"L0\"}"),
    "for ballots of L2 only" },
  { "fallback-of-named", WITH ("{\"id\":\"x\",\"ballot\":\"L0\",\"ballot_fallback\":\"L1\"}"),
    "for ballots of L2 only" },
  { "boolean", WITH ("{\"id\":\"x\",\"excludes_subject\":1}"), "true or false" },
  { "challenge", WITH ("{\"id\":\"x\",\"challenge_days\":400}"), "between 0 and 365" },
  { "reminders", WITH ("{\"id\":\"x\",\"reminders\":[\"-48h\",\"-2h\"]}"), NULL },
  { "reminders-none", WITH ("{\"id\":\"x\",\"reminders\":[]}"), NULL },
  { "reminders-after", WITH ("{\"id\":\"x\",\"reminders\":[\"24h\"]}"), "-24h" },
  { "reminders-days", WITH ("{\"id\":\"x\",\"reminders\":[\"-1d\"]}"), "-24h" },
  { "reminders-long", WITH ("{\"id\":\"x\",\"reminders\":[\"-721h\"]}"), "-24h" },
  { "reminders-number", WITH ("{\"id\":\"x\",\"reminders\":[24]}"), "-24h" },
  { "reminders-many",
    WITH ("{\"id\":\"x\",\"reminders\":[\"-1h\",\"-2h\",\"-3h\",\"-4h\",\"-5h\"]}"),
    "at most four" },
  { "above-nothing", WITH ("{\"id\":\"x\",\"above\":\"y\"}"), "'y'" },
  { "above-itself", WITH ("{\"id\":\"x\",\"above\":\"x\"}"), "'x'" },
};

static void
test_text (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootBylaws) bylaws = moot_bylaws_from_text (texts[i].text, &error);

  if (texts[i].message == NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (bylaws);
      return;
    }

  g_assert_null (bylaws);
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, texts[i].message));
}

/* Offices and emergency powers, added to a text that is valid without them. */
static const struct
{
  const char *members;
  const char *message; /* NULL: valid */
} powers[] = {
  { "\"roles\":[{\"id\":\"treasurer\",\"seats\":1,\"term_months\":12,\"class\":\"bylaw\"}]", NULL },
  { "\"roles\":[]", NULL },
  { "\"roles\":{}", "a list" },
  { "\"roles\":[1]", "a list" },
  { "\"roles\":[{\"seats\":1}]", "a name" },
  { "\"roles\":[{\"id\":\"a\"},{\"id\":\"a\"}]", "twice" },
  { "\"roles\":[{\"id\":\"a\",\"seats\":0}]", "between 1 and 100" },
  { "\"roles\":[{\"id\":\"a\",\"term_months\":121}]", "between 0 and 120" },
  { "\"roles\":[{\"id\":\"a\",\"class\":\"whim\"}]", "no class" },
  { "\"emergency\":null", NULL },
  { "\"emergency\":7", "an object" },
  { "\"emergency\":{\"role\":\"moderator\",\"class\":\"ordinary\"}", NULL },
  { "\"emergency\":{\"role\":\"moderator\",\"class\":\"whim\"}", "emergency" },
  { "\"emergency\":{\"class\":\"ordinary\"}", "emergency" },
  { "\"emergency\":{\"role\":\"moderator\",\"class\":\"ordinary\",\"lapse_days\":0}",
    "between 1 and 365" },
};

static void
test_powers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (powers); i++)
    {
      g_autofree char *text =
        g_strconcat ("{\"classes\":[" ORDINARY "," BYLAW "],", powers[i].members, "}", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (MootBylaws) bylaws = moot_bylaws_from_text (text, &error);

      g_test_message ("%s: %s", powers[i].members, error != NULL ? error->message : "valid");
      g_assert_cmpint (bylaws != NULL, ==, powers[i].message == NULL);
      if (powers[i].message != NULL)
        g_assert_nonnull (strstr (error->message, powers[i].message));
    }
}

/* What a patch of the text for social co-ops changes, as PART:ID.FIELD; a text without a colon is
 * what the refusal says. */
static const struct
{
  const char *patch;
  const char *changes;
} patches[] = {
  { "{}", "" },
  { "{\"classes\":[{\"id\":\"ordinary\",\"min_voting_days\":10}]}", "1:ordinary.min_voting_days " },
  { "{\"classes\":[{\"id\":\"ordinary\",\"min_voting_days\":7}]}", "" },
  { "{\"default\":\"lazy\"}", "0:.default " },
  { "{\"classes\":[{\"id\":\"ordinary\",\"rule\":\"lazy\"}]}", "1:ordinary.rule " },
  { "{\"classes\":[{\"id\":\"spending\",\"remove\":true}]}", "1:spending. " },
  { "{\"classes\":[{\"id\":\"spending\",\"limit_minor\":null}]}", "1:spending.limit_minor " },
  { "{\"classes\":[{\"id\":\"picnic\",\"rule\":\"lazy\"}]}", "1:picnic. " },
  { "{\"roles\":[{\"id\":\"treasurer\",\"term_months\":24}]}", "2:treasurer.term_months " },
  { "{\"roles\":[{\"id\":\"scribe\"}]}", "2:scribe. " },
  { "{\"emergency\":{\"lapse_days\":3}}", "3:.lapse_days " },
  { "{\"emergency\":null}", "3:. " },
  { "{\"admission\":{\"vouches\":2}}", "4:.vouches " },
  { "{\"admission\":{\"vouches\":1,\"days\":7}}", "" },
  { "{\"admission\":{\"vouches\":21}}", "vouches" },
  { "{\"admission\":7}", "an object" },
  { "{\"classes\":[{\"id\":\"ordinary\",\"quorum\":{\"kind\":\"cast\",\"percent\":25}}]}",
    "1:ordinary.quorum " },
  { "{\"classes\":[{\"id\":\"bylaw\",\"remove\":true}]}", "is missing" },
  { "{\"classes\":[{\"id\":\"whim\",\"remove\":true}]}", "to remove" },
  { "{\"classes\":[{\"min_voting_days\":1}]}", "as 'id'" },
  { "{\"classes\":[7]}", "as 'id'" },
  { "{\"classes\":[{\"id\":\"ordinary\",\"min_voting_days\":\"x\"}]}", "a whole number" },
};

static char *
write_changes (const MootBylaws *before,
               const MootBylaws *after)
{
  g_autoptr (GArray) changes = moot_bylaws_compare (before, after);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const MootBylawChange *change = &g_array_index (changes, MootBylawChange, i);

      g_string_append_printf (text, "%d:%s.%s ", (int) change->part, change->id,
                              change->field != NULL ? change->field : "");
    }
  return g_string_free (text, FALSE);
}

static void
test_patches (void)
{
  g_autoptr (MootBylaws) before = moot_bylaws_new_preset ("social-coop");

  for (guint i = 0; i < G_N_ELEMENTS (patches); i++)
    {
      g_autoptr (JsonNode) patch = moot_json_parse (patches[i].patch, -1, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (MootBylaws) after =
        moot_bylaws_patch (before, json_node_get_object (patch), &error);
      g_autofree char *changes = after != NULL ? write_changes (before, after) : NULL;

      g_test_message ("%s: %s", patches[i].patch, changes != NULL ? changes : error->message);
      if (changes != NULL)
        g_assert_cmpstr (changes, ==, patches[i].changes);
      else
        g_assert_nonnull (strstr (error->message, patches[i].changes));
    }
}

static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) many = g_string_new ("{\"classes\":[" ORDINARY "," BYLAW);
  g_autofree char *long_text = g_strnfill (MOOT_BYLAWS_TEXT_MAX + 1, ' ');

  for (guint i = 2; i < MOOT_DECISION_CLASSES_MAX; i++)
    g_string_append_printf (many, ",{\"id\":\"c%u\"}", i);

  {
    g_autofree char *full = g_strconcat (many->str, "]}", NULL);
    g_autoptr (MootBylaws) bylaws = moot_bylaws_from_text (full, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (bylaws->n_classes, ==, MOOT_DECISION_CLASSES_MAX);
  }

  g_string_append (many, ",{\"id\":\"over\"}]}");
  g_assert_null (moot_bylaws_from_text (many->str, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE);
  g_clear_error (&error);

  g_assert_null (moot_bylaws_from_text (long_text, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE);
}

/* What a proposal shows is enough to decide it again. */
static void
test_proposal_round_trip (void)
{
  g_autoptr (MootBylaws) bylaws = moot_bylaws_new_preset ("social-coop");
  const MootDecisionClass *class = moot_bylaws_find_class (bylaws, "ordinary");
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *rule;
  JsonObject *quorum;
  MootDecisionClass again;

  moot_json_begin_object (&writer);
  moot_json_name (&writer, "rule");
  moot_decision_rule_write (class, &writer);
  moot_json_name (&writer, "quorum");
  moot_quorum_write (&class->quorum, 42, &writer);
  moot_json_end_object (&writer);
  text = moot_json_writer_steal (&writer);
  g_assert_cmpstr (text, ==,
                   "{\"rule\":{\"id\":\"consensus_override\",\"threshold\":[75,100],"
                   "\"override\":[95,100],\"base\":\"votes\"},"
                   "\"quorum\":{\"kind\":\"cast\",\"percent\":10,\"required\":5}}");

  node = moot_json_parse (text, -1, &error);
  g_assert_no_error (error);
  rule = moot_json_get_object (json_node_get_object (node), "rule");
  quorum = moot_json_get_object (json_node_get_object (node), "quorum");
  g_assert_true (moot_decision_class_from_proposal (rule, quorum, &again, &error));
  g_assert_no_error (error);
  g_assert_cmpint (again.rule, ==, class->rule);
  g_assert_cmpint (again.threshold.part, ==, 75);
  g_assert_cmpint (again.override.part, ==, 95);
  g_assert_cmpint (again.base, ==, class->base);
  g_assert_cmpint (again.quorum.kind, ==, MOOT_QUORUM_CAST);
  g_assert_cmpint (again.quorum.percent, ==, 10);

  json_object_remove_member (rule, "id");
  g_assert_false (moot_decision_class_from_proposal (rule, quorum, &again, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

static void
test_lookup (void)
{
  g_autoptr (MootBylaws) bylaws = moot_bylaws_new_preset ("tiny");
  g_autoptr (MootBylaws) copy = moot_bylaws_copy (bylaws);

  g_assert_null (moot_bylaws_new_preset ("huge"));
  g_assert_null (moot_bylaws_new_preset (NULL));
  g_assert_null (moot_bylaws_find_class (bylaws, "coronation"));
  g_assert_null (moot_bylaws_find_class (bylaws, NULL));
  copy->classes[0].min_voting_days = 1;
  g_assert_cmpint (moot_bylaws_find_class (bylaws, "ordinary")->min_voting_days, ==, 5);
}

int
main (int    argc,
      char **argv)
{
  const char *const *presets = moot_bylaws_get_presets ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; presets[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/bylaws/preset/%s", presets[i]);
      g_test_add_data_func (path, presets[i], test_preset);
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/bylaws/text/%s", texts[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_text);
    }
  g_test_add_func ("/rules/bylaws/preset-classes", test_preset_classes);
  g_test_add_func ("/rules/bylaws/powers", test_powers);
  g_test_add_func ("/rules/bylaws/patches", test_patches);
  g_test_add_func ("/rules/bylaws/limits", test_limits);
  g_test_add_func ("/rules/bylaws/proposal-round-trip", test_proposal_round_trip);
  g_test_add_func ("/rules/bylaws/lookup", test_lookup);
  return g_test_run ();
}
