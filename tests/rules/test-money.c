/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Amounts: exactly what is written, or refused. */
#include "moot-error.h"
#include "moot-money.h"

static const struct
{
  const char *text;
  const char *currency;
  gint64 minor;
  const char *written;
} good[] = {
  { "12.34", "GBP", 1234, "12.34" },
  { "12", "GBP", 1200, "12.00" },
  { "12.3", "GBP", 1230, "12.30" },
  { "0", "GBP", 0, "0.00" },
  { "0.05", "GBP", 5, "0.05" },
  { "-0.05", "GBP", -5, "-0.05" },
  { "-12", "GBP", -1200, "-12.00" },
  { "007.00", "GBP", 700, "7.00" },
  { "500", "JPY", 500, "500" },
  { "-500", "JPY", -500, "-500" },
  { "1.234", "KWD", 1234, "1.234" },
  { "1.0004", "CLF", 10004, "1.0004" },
  { "10000000000000.00", "GBP", MOOT_MONEY_MAX, "10000000000000.00" },
  { "1000000000000000", "JPY", MOOT_MONEY_MAX, "1000000000000000" },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *written = NULL;
      g_autoptr (GError) error = NULL;
      gint64 minor = 77;

      g_assert_true (moot_money_parse (good[i].text, good[i].currency, &minor, &error));
      g_assert_no_error (error);
      g_assert_cmpint (minor, ==, good[i].minor);
      written = moot_money_format (minor, good[i].currency);
      g_assert_cmpstr (written, ==, good[i].written);
    }
}

static const struct
{
  const char *text;
  const char *currency;
  MootError code;
} bad[] = {
  { "", "GBP", MOOT_ERROR_INVALID },
  { "-", "GBP", MOOT_ERROR_INVALID },
  { ".", "GBP", MOOT_ERROR_INVALID },
  { ".5", "GBP", MOOT_ERROR_INVALID },
  { "5.", "GBP", MOOT_ERROR_INVALID },
  { "5.0.0", "GBP", MOOT_ERROR_INVALID },
  { "5.001", "GBP", MOOT_ERROR_INVALID },
  { "5.0", "JPY", MOOT_ERROR_INVALID },
  { "5.", "JPY", MOOT_ERROR_INVALID },
  { "+5", "GBP", MOOT_ERROR_INVALID },
  { "--5", "GBP", MOOT_ERROR_INVALID },
  { " 5", "GBP", MOOT_ERROR_INVALID },
  { "5 ", "GBP", MOOT_ERROR_INVALID },
  { "5,00", "GBP", MOOT_ERROR_INVALID },
  { "1e3", "GBP", MOOT_ERROR_INVALID },
  { "0x10", "GBP", MOOT_ERROR_INVALID },
  { "NaN", "GBP", MOOT_ERROR_INVALID },
  { "\342\202\2545", "EUR", MOOT_ERROR_INVALID },
  { "10000000000000.01", "GBP", MOOT_ERROR_TOO_LARGE },
  { "-10000000000000.01", "GBP", MOOT_ERROR_TOO_LARGE },
  { "99999999999999999999999999999999", "GBP", MOOT_ERROR_TOO_LARGE },
};

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 minor = 77;

      g_test_message ("%s", bad[i].text);
      g_assert_false (moot_money_parse (bad[i].text, bad[i].currency, &minor, &error));
      g_assert_error (error, MOOT_ERROR, (int) bad[i].code);
      g_assert_cmpint (minor, ==, 77);
    }
}

static void
test_extremes (void)
{
  g_autofree char *least = moot_money_format (G_MININT64, "GBP");
  g_autofree char *most = moot_money_format (G_MAXINT64, "GBP");

  g_assert_cmpstr (least, ==, "-92233720368547758.08");
  g_assert_cmpstr (most, ==, "92233720368547758.07");
}

static void
test_digits (void)
{
  static const char *const none[] = { "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
                                      "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF" };
  static const char *const two[] = { "GBP", "EUR", "USD", "HUF", "MGA", "MRU", "TWD" };
  static const char *const three[] = { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND" };
  static const char *const four[] = { "CLF", "UYW" };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_cmpint (moot_currency_get_digits (none[i]), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (two); i++)
    g_assert_cmpint (moot_currency_get_digits (two[i]), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (three); i++)
    g_assert_cmpint (moot_currency_get_digits (three[i]), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (four); i++)
    g_assert_cmpint (moot_currency_get_digits (four[i]), ==, 4);
}

static void
test_codes (void)
{
  g_assert_true (moot_currency_is_valid ("GBP"));
  g_assert_false (moot_currency_is_valid ("gbp"));
  g_assert_false (moot_currency_is_valid ("GB"));
  g_assert_false (moot_currency_is_valid ("GBPX"));
  g_assert_false (moot_currency_is_valid (""));
  g_assert_false (moot_currency_is_valid (NULL));
}

static void
test_add (void)
{
  gint64 sum = 77;

  g_assert_true (moot_money_add (2, -3, &sum));
  g_assert_cmpint (sum, ==, -1);
  g_assert_true (moot_money_add (G_MAXINT64, G_MININT64, &sum));
  g_assert_cmpint (sum, ==, -1);
  g_assert_true (moot_money_add (G_MAXINT64 - 1, 1, &sum));
  g_assert_false (moot_money_add (G_MAXINT64, 1, &sum));
  g_assert_false (moot_money_add (G_MININT64, -1, &sum));
  g_assert_false (moot_money_add (1, G_MAXINT64, &sum));
  g_assert_cmpint (sum, ==, G_MAXINT64);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/money/good", test_good);
  g_test_add_func ("/rules/money/bad", test_bad);
  g_test_add_func ("/rules/money/extremes", test_extremes);
  g_test_add_func ("/rules/money/digits", test_digits);
  g_test_add_func ("/rules/money/codes", test_codes);
  g_test_add_func ("/rules/money/add", test_add);
  return g_test_run ();
}
