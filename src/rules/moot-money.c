/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Money in whole minor units of a currency; what a minor unit is says ISO 4217.  How a member reads
 * an amount is the app's affair, this is the form of files and APIs.
 * Thread: any. */
#include "moot-money.h"

#include <string.h>

#include "moot-error.h"

/* Sorted; every other circulating currency has two digits. */
static const struct
{
  char currency[MOOT_CURRENCY_SIZE];
  int digits;
} odd_currencies[] = {
  { "BHD", 3 },
  { "BIF", 0 },
  { "CLF", 4 },
  { "CLP", 0 },
  { "DJF", 0 },
  { "GNF", 0 },
  { "IQD", 3 },
  { "ISK", 0 },
  { "JOD", 3 },
  { "JPY", 0 },
  { "KMF", 0 },
  { "KRW", 0 },
  { "KWD", 3 },
  { "LYD", 3 },
  { "OMR", 3 },
  { "PYG", 0 },
  { "RWF", 0 },
  { "TND", 3 },
  { "UGX", 0 },
  { "UYI", 0 },
  { "UYW", 4 },
  { "VND", 0 },
  { "VUV", 0 },
  { "XAF", 0 },
  { "XOF", 0 },
  { "XPF", 0 },
};

/**
 * moot_currency_is_valid:
 * @currency: (nullable): `GBP`
 *
 * Checks the form of a currency code.
 *
 * Returns: whether it is three capital letters
 */
gboolean
moot_currency_is_valid (const char *currency)
{
  return currency != NULL && strlen (currency) == 3 && g_ascii_isupper (currency[0]) &&
         g_ascii_isupper (currency[1]) && g_ascii_isupper (currency[2]);
}

/**
 * moot_currency_get_digits:
 * @currency: a valid code
 *
 * How many decimals the currency has: 2 for GBP, 0 for JPY, 3 for KWD.
 *
 * Spec: ISO 4217, minor units.
 *
 * Returns: 0 to 4
 */
int
moot_currency_get_digits (const char *currency)
{
  g_return_val_if_fail (moot_currency_is_valid (currency), 2);

  for (guint i = 0; i < G_N_ELEMENTS (odd_currencies); i++)
    if (strcmp (odd_currencies[i].currency, currency) == 0)
      return odd_currencies[i].digits;

  return 2;
}

static gboolean
refuse (GError     **error,
        const char  *text,
        const char  *why)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "amount '%.40s' %s", text, why);
  return FALSE;
}

/**
 * moot_money_parse:
 * @text: `12`, `12.34`, `-0.05`
 * @currency: a valid code
 * @out_minor: (out): minor units, untouched on failure
 * @error: return location
 *
 * Reads an amount with a dot, and nothing looser: no blank, no plus, no grouping, no exponent, not
 * more decimals than the currency has.
 *
 * Errors: %MOOT_ERROR_INVALID; %MOOT_ERROR_TOO_LARGE beyond %MOOT_MONEY_MAX.
 *
 * Returns: whether @text is an amount
 */
gboolean
moot_money_parse (const char  *text,
                  const char  *currency,
                  gint64      *out_minor,
                  GError     **error)
{
  const char *c = text;
  gint64 minor = 0;
  int n_decimals = -1; /* no dot yet */
  int digits;

  g_return_val_if_fail (text != NULL && moot_currency_is_valid (currency), FALSE);

  digits = moot_currency_get_digits (currency);
  if (*c == '-')
    c++;

  if (!g_ascii_isdigit (*c))
    return refuse (error, text, "does not begin with a digit");

  for (; *c != '\0'; c++)
    {
      if (*c == '.' && n_decimals < 0 && digits > 0)
        n_decimals = 0;
      else if (!g_ascii_isdigit (*c))
        return refuse (error, text, "has something else than digits and one dot");
      else if (n_decimals >= 0 && ++n_decimals > digits)
        return refuse (error, text, "has more decimals than its currency");
      else if ((minor = minor * 10 + (*c - '0')) > MOOT_MONEY_MAX)
        break;
    }

  if (n_decimals == 0)
    return refuse (error, text, "ends with the dot");

  for (int i = MAX (n_decimals, 0); i < digits && minor <= MOOT_MONEY_MAX; i++)
    minor *= 10;

  if (minor > MOOT_MONEY_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE,
                   "amount '%.40s' is too large", text);
      return FALSE;
    }

  *out_minor = *text == '-' ? -minor : minor;
  return TRUE;
}

/**
 * moot_money_format:
 * @minor: minor units
 * @currency: a valid code
 *
 * Writes an amount with a dot and all its decimals, as moot_money_parse() reads it.
 *
 * Returns: (transfer full): `12.34`
 */
char *
moot_money_format (gint64      minor,
                   const char *currency)
{
  guint64 magnitude = minor < 0 ? -(guint64) minor : (guint64) minor;
  const char *sign = minor < 0 ? "-" : "";
  guint64 scale = 1;
  int digits;

  g_return_val_if_fail (moot_currency_is_valid (currency), NULL);

  digits = moot_currency_get_digits (currency);
  for (int i = 0; i < digits; i++)
    scale *= 10;

  if (digits == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, sign, magnitude);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*d", sign, magnitude / scale, digits,
                          (int) (magnitude % scale));
}

/**
 * moot_money_add:
 * @a: minor units
 * @b: minor units of the same currency
 * @out_sum: (out): their sum, untouched on failure
 *
 * Adds without ever wrapping round.
 *
 * Returns: whether the sum fits
 */
gboolean
moot_money_add (gint64  a,
                gint64  b,
                gint64 *out_sum)
{
  if ((b > 0 && a > G_MAXINT64 - b) || (b < 0 && a < G_MININT64 - b))
    return FALSE;

  *out_sum = a + b;
  return TRUE;
}
