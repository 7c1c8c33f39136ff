/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* References and codes: published vectors, every single slip of a finger, and running text. */
#include <string.h>

#include "moot-epc-code.h"
#include "moot-error.h"
#include "moot-payment-reference.h"

static const struct
{
  const char *body;
  const char *reference;
} vectors[] = {
  { "FM0042", "RF49FM0042" },
  { "FM000042", "RF79FM000042" },
  { "FM00421A", "RF33FM00421A" },
  { "539007547034", "RF18539007547034" },
  { "", NULL },
  { "fm0042", NULL },
  { "FM-0042", NULL },
  { "FM 0042", NULL },
  { "1234567890123456789012", NULL },
};

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *reference = moot_payment_reference_new (vectors[i].body);

      g_assert_cmpstr (reference, ==, vectors[i].reference);
      if (reference != NULL)
        g_assert_true (moot_payment_reference_is_valid (reference));
    }
}

static void
test_member (void)
{
  g_autofree char *first = moot_payment_reference_new_member (42);
  g_autofree char *large = moot_payment_reference_new_member (999999999999);

  g_assert_cmpstr (first, ==, "RF49FM0042");
  g_assert_cmpuint (strlen (large), ==, 18);
  g_assert_null (moot_payment_reference_new_member (0));
  g_assert_null (moot_payment_reference_new_member (-1));
  g_assert_null (moot_payment_reference_new_member (1000000000000));
}

/* One digit for another, one letter for another, or two such neighbours swapped, never passes. */
static void
test_slips (void)
{
  static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  for (gint64 member = 1; member < 200; member++)
    {
      g_autofree char *reference = moot_payment_reference_new_member (member);

      g_assert_true (moot_payment_reference_is_valid (reference));
      for (gsize i = 2; reference[i] != '\0'; i++)
        {
          char original = reference[i];

          for (const char *c = letters; *c != '\0'; c++)
            {
              if (g_ascii_isdigit (*c) != g_ascii_isdigit (original))
                continue;
              reference[i] = *c;
              g_assert_cmpint (moot_payment_reference_is_valid (reference), ==, *c == original);
            }
          reference[i] = original;
        }
      for (gsize i = 4; reference[i + 1] != '\0'; i++)
        {
          char first = reference[i];

          if (first == reference[i + 1] ||
              g_ascii_isdigit (first) != g_ascii_isdigit (reference[i + 1]))
            continue;
          reference[i] = reference[i + 1];
          reference[i + 1] = first;
          g_assert_false (moot_payment_reference_is_valid (reference));
          reference[i + 1] = reference[i];
          reference[i] = first;
        }
    }
}

static void
test_invalid (void)
{
  static const char *const texts[] = {
    "",
    "RF",
    "RF01FM0033",
    "RF99FM0015",
    "RF00FM0051",
    "RF49",
    "RF4",
    "RF49FM004",
    "RF49FM00420",
    "rf49FM0042",
    "RF49 FM00 42",
    "RFAAFM0042",
    "XX49FM0042",
    "RF18539007547034539007547034",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (moot_payment_reference_is_valid (texts[i]));
  g_assert_false (moot_payment_reference_is_valid (NULL));
}

static void
test_format (void)
{
  g_autofree char *grouped = moot_payment_reference_format ("RF49FM0042");
  g_autofree char *even = moot_payment_reference_format ("RF79FM000042");

  g_assert_cmpstr (grouped, ==, "RF49 FM00 42");
  g_assert_cmpstr (even, ==, "RF79 FM00 0042");
}

static const struct
{
  const char *text;
  const char *reference;
} texts[] = {
  { "RF49FM0042", "RF49FM0042" },
  { "rf49 fm00 42", "RF49FM0042" },
  { "Dues RF49FM0042 for November", "RF49FM0042" },
  { "SVWZ+RF49FM\n0042", "RF49FM0042" },
  { "RFRF49FM0042", "RF49FM0042" },
  { "RF48FM0042 sorry, RF49FM0042", "RF49FM0042" },
  { "RF79FM000042", "RF79FM000042" },
  { "RF48FM0042", NULL },
  { "RF18539007547034", NULL }, /* valid, but not ours */
  { "SURF CLUB", NULL },
  { "RF49FM", NULL },
  { "", NULL },
};

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *reference = moot_payment_reference_find (texts[i].text);

      g_assert_cmpstr (reference, ==, texts[i].reference);
    }
}

static void
test_find_is_bounded (void)
{
  g_autofree char *blanks = g_strnfill (MOOT_PAYMENT_TEXT_MAX, ' ');
  g_autofree char *far = g_strconcat (blanks, "RF49FM0042", NULL);

  g_assert_null (moot_payment_reference_find (far));
}

static void
test_iban (void)
{
  static const char *const good[] = { "DE89370400440532013000", "GB29NWBK60161331926819",
                                      "BE68539007547034", "NO9386011117947" };
  static const char *const bad[] = { "DE88370400440532013000", "DE89 3704 0044 0532 0130 00",
                                     "de89370400440532013000", "DE893704", "",
                                     "89DE370400440532013000" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (moot_iban_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (moot_iban_is_valid (bad[i]));
  g_assert_false (moot_iban_is_valid (NULL));
}

#define NAME "Folkmoot Housing Co-op"
#define IBAN "DE89370400440532013000"
#define HEAD "BCD\n002\n1\nSCT\n"

static const struct
{
  const char *name;
  MootEpcTransfer transfer;
  const char *code; /* NULL: refused */
} codes[] = {
  { "reference",
    { NAME, IBAN, NULL, 500, "RF49FM0042" },
    HEAD "\n" NAME "\n" IBAN "\nEUR5.00\n\nRF49FM0042" },
  { "text",
    { NAME, IBAN, NULL, 6000, NULL, "Dues FM0042 2026", "Thank you" },
    HEAD "\n" NAME "\n" IBAN "\nEUR60.00\n\n\nDues FM0042 2026\nThank you" },
  { "open-amount",
    { NAME, IBAN, NULL, 0, "RF49FM0042" },
    HEAD "\n" NAME "\n" IBAN "\n\n\nRF49FM0042" },
  { "bank", { NAME, IBAN, "COBADEFFXXX", 1 }, HEAD "COBADEFFXXX\n" NAME "\n" IBAN "\nEUR0.01" },
  { "bare", { NAME, IBAN }, HEAD "\n" NAME "\n" IBAN },
  { "most", { NAME, IBAN, NULL, 99999999999 }, HEAD "\n" NAME "\n" IBAN "\nEUR999999999.99" },
  { "too-much", { NAME, IBAN, NULL, 100000000000 }, NULL },
  { "negative", { NAME, IBAN, NULL, -1 }, NULL },
  { "both", { NAME, IBAN, NULL, 1, "RF49FM0042", "Dues" }, NULL },
  { "wrong-reference", { NAME, IBAN, NULL, 1, "RF48FM0042" }, NULL },
  { "wrong-iban", { NAME, "DE88370400440532013000" }, NULL },
  { "no-name", { "", IBAN }, NULL },
  { "line-break", { NAME "\nEUR9", IBAN }, NULL },
  { "long-name",
    { "12345678901234567890123456789012345678901234567890123456789012345678901", IBAN },
    NULL },
};

static void
test_code (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *code = moot_epc_code_new (&codes[i].transfer, &error);

  g_assert_cmpstr (code, ==, codes[i].code);
  if (codes[i].code != NULL)
    g_assert_no_error (error);
  else
    g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

/* The lengths that were checked against a real encoder. */
static void
test_code_sizes (void)
{
  g_autofree char *first = moot_epc_code_new (&codes[0].transfer, NULL);
  g_autofree char *second = moot_epc_code_new (&codes[1].transfer, NULL);
  g_autoptr (GString) umlauts = g_string_new (NULL);
  MootEpcTransfer large = { .name = NAME, .iban = IBAN };
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (strlen (first), ==, 80);
  g_assert_cmpuint (strlen (second), ==, 98);

  for (guint i = 0; i < 140; i++)
    g_string_append (umlauts, "\303\274");
  large.text = umlauts->str;
  g_assert_null (moot_epc_code_new (&large, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/payment-reference/vectors", test_vectors);
  g_test_add_func ("/rules/payment-reference/member", test_member);
  g_test_add_func ("/rules/payment-reference/slips", test_slips);
  g_test_add_func ("/rules/payment-reference/invalid", test_invalid);
  g_test_add_func ("/rules/payment-reference/format", test_format);
  g_test_add_func ("/rules/payment-reference/find", test_find);
  g_test_add_func ("/rules/payment-reference/find-is-bounded", test_find_is_bounded);
  g_test_add_func ("/rules/iban", test_iban);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/epc-code/%s", codes[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_code);
    }
  g_test_add_func ("/rules/epc-code/sizes", test_code_sizes);
  return g_test_run ();
}
