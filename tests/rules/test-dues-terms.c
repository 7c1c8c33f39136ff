/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Dues plans: presets are valid and survive JSON, contradictions are refused by name. */
#include <string.h>

#include "moot-bylaws-presets.h"
#include "moot-dues-terms-json.h"
#include "moot-error.h"

static char *
write_terms (const MootDuesTerms *terms)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&writer);
  moot_dues_terms_put (terms, &writer);
  moot_json_end_object (&writer);
  return moot_json_writer_steal (&writer);
}

static gboolean
read_terms (const char     *text,
            MootDuesTerms  *out_terms,
            GError        **error)
{
  g_autoptr (JsonNode) node = moot_json_parse (text, -1, NULL);

  g_assert_nonnull (node);
  return moot_dues_terms_from_json (json_node_get_object (node), out_terms, error);
}

static void
test_presets (void)
{
  const char *const *presets = moot_bylaws_get_presets ();
  MootDuesTerms terms = { .grace_days = 77 };

  for (guint i = 0; presets[i] != NULL; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *again = NULL;
      g_autoptr (GError) error = NULL;
      MootDuesTerms read;

      g_assert_true (moot_dues_terms_init_preset (&terms, presets[i], "GBP"));
      g_assert_true (moot_dues_terms_validate (&terms, &error));
      g_assert_no_error (error);
      g_assert_true (moot_dues_terms_check_amount (&terms, terms.suggested_minor, &error));

      text = write_terms (&terms);
      g_assert_true (read_terms (text, &read, &error));
      g_assert_no_error (error);
      again = write_terms (&read);
      g_assert_cmpstr (again, ==, text);
    }

  g_assert_false (moot_dues_terms_init_preset (&terms, "rich", "GBP"));
  g_assert_false (moot_dues_terms_init_preset (&terms, NULL, "GBP"));
}

static void
test_social_coop (void)
{
  g_autofree char *text = NULL;
  MootDuesTerms terms;

  g_assert_true (moot_dues_terms_init_preset (&terms, "social-coop", "GBP"));
  text = write_terms (&terms);
  g_assert_cmpstr (text, ==,
                   "{\"currency\":\"GBP\",\"minor_digits\":2,\"interval\":\"month\","
                   "\"min_minor\":100,\"suggested_minor\":300,\"max_minor\":1000,"
                   "\"free_choice\":true,\"tiers\":[],\"anchor\":\"join_date\","
                   "\"prorates_days\":false,\"due_soon_days\":7,\"grace_days\":14,"
                   "\"lapse_after_days\":90,"
                   "\"solidarity\":{\"self_declared\":true,\"max_months\":12},"
                   "\"vote_freeze\":\"after_grace\",\"reminder_days\":[-7,0,7,14,30,60]}");

  g_assert_true (moot_dues_terms_init_preset (&terms, "social-coop", "KWD"));
  g_assert_cmpint (terms.suggested_minor, ==, 3000);
  g_assert_true (moot_dues_terms_init_preset (&terms, "social-coop", "JPY"));
  g_assert_cmpint (terms.suggested_minor, ==, 300);
}

static const struct
{
  const char *name;
  const char *text;
  const char *message; /* part of it, or NULL when the text is fine */
} texts[] = {
  { "least", "{\"currency\":\"EUR\"}", NULL },
  { "no-maximum", "{\"currency\":\"EUR\",\"suggested_minor\":5,\"max_minor\":null}", NULL },
  { "equal", "{\"currency\":\"EUR\",\"min_minor\":5,\"suggested_minor\":5,\"max_minor\":5}", NULL },
  { "no-currency", "{}", "'currency'" },
  { "currency", "{\"currency\":\"euro\"}", "'currency'" },
  { "interval", "{\"currency\":\"EUR\",\"interval\":\"week\"}", "'interval'" },
  { "anchor", "{\"currency\":\"EUR\",\"anchor\":\"moon\"}", "'anchor'" },
  { "calendar-without-day", "{\"currency\":\"EUR\",\"anchor\":\"calendar\"}", "'anchor_on'" },
  { "calendar-day",
    "{\"currency\":\"EUR\",\"anchor\":\"calendar\",\"anchor_on\":\"2026-02-30\"}",
    "'anchor_on'" },
  { "freeze", "{\"currency\":\"EUR\",\"vote_freeze\":\"always\"}", "'vote_freeze'" },
  { "negative", "{\"currency\":\"EUR\",\"min_minor\":-1}", "'min_minor'" },
  { "below-minimum", "{\"currency\":\"EUR\",\"min_minor\":5}", "'suggested_minor'" },
  { "above-maximum",
    "{\"currency\":\"EUR\",\"suggested_minor\":6,\"max_minor\":5}",
    "'suggested_minor'" },
  { "float", "{\"currency\":\"EUR\",\"suggested_minor\":5.5}", "a whole number" },
  { "lapse-before-grace",
    "{\"currency\":\"EUR\",\"grace_days\":30,\"lapse_after_days\":29}",
    "'lapse_after_days'" },
  { "no-tiers", "{\"currency\":\"EUR\",\"free_choice\":false}", "'tiers'" },
  { "tier-unnamed", "{\"currency\":\"EUR\",\"tiers\":[{\"amount_minor\":5}]}", "'tiers'" },
  { "tiers-nine", "{\"currency\":\"EUR\",\"tiers\":[{},{},{},{},{},{},{},{},{}]}", "'tiers'" },
  { "tier-text", "{\"currency\":\"EUR\",\"tiers\":[\"x\"]}", "'tiers'" },
  { "tiers-object", "{\"currency\":\"EUR\",\"tiers\":{}}", "a list" },
  { "reminders", "{\"currency\":\"EUR\",\"reminder_days\":[\"x\"]}", "'reminder_days'" },
  { "solidarity", "{\"currency\":\"EUR\",\"solidarity\":true}", "'solidarity'" },
  { "solidarity-long",
    "{\"currency\":\"EUR\",\"solidarity\":{\"max_months\":61}}",
    "'max_months'" },
};

static void
test_text (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  MootDuesTerms terms = { .grace_days = 77 };

  g_assert_cmpint (read_terms (texts[i].text, &terms, &error), ==, texts[i].message == NULL);
  if (texts[i].message == NULL)
    {
      g_assert_no_error (error);
      return;
    }

  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, texts[i].message));
  g_assert_cmpint (terms.grace_days, ==, 77);
}

static void
test_amounts (void)
{
  MootDuesTerms sliding;
  MootDuesTerms tiers;

  g_assert_true (moot_dues_terms_init_preset (&sliding, "social-coop", "GBP"));
  g_assert_false (moot_dues_terms_check_amount (&sliding, 99, NULL));
  g_assert_true (moot_dues_terms_check_amount (&sliding, 100, NULL));
  g_assert_true (moot_dues_terms_check_amount (&sliding, 1001, NULL));
  g_assert_true (moot_dues_terms_check_amount (&sliding, MOOT_MONEY_MAX, NULL));
  g_assert_false (moot_dues_terms_check_amount (&sliding, MOOT_MONEY_MAX + 1, NULL));

  g_assert_true (moot_dues_terms_init_preset (&tiers, "association", "GBP"));
  g_assert_true (moot_dues_terms_check_amount (&tiers, 6000, NULL));
  g_assert_true (moot_dues_terms_check_amount (&tiers, 1000, NULL));
  g_assert_false (moot_dues_terms_check_amount (&tiers, 5999, NULL));
}

static void
test_waivers (void)
{
  MootDuesTerms terms;

  moot_dues_terms_init (&terms, "GBP");
  g_assert_false (moot_dues_terms_check_waiver (&terms, 0, NULL));
  g_assert_true (moot_dues_terms_check_waiver (&terms, 1, NULL));
  g_assert_true (moot_dues_terms_check_waiver (&terms, 12, NULL));
  g_assert_false (moot_dues_terms_check_waiver (&terms, 13, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/dues-terms/text/%s", texts[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_text);
    }
  g_test_add_func ("/rules/dues-terms/presets", test_presets);
  g_test_add_func ("/rules/dues-terms/social-coop", test_social_coop);
  g_test_add_func ("/rules/dues-terms/amounts", test_amounts);
  g_test_add_func ("/rules/dues-terms/waivers", test_waivers);
  return g_test_run ();
}
