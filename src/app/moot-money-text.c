/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Amounts as people of the reader's country write them: their decimal sign, groups of thousands and
 * the side the currency stands on.  Never a float.
 * Thread: main, since localeconv() is not for others. */
#include "config.h"

#include "moot-money-text.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "moot-money.h"

#define NO_BREAK_SPACE "\302\240"
#define MINUS "\342\210\222"

/* Signs that mean one currency wherever they are read. */
static const struct
{
  const char *currency;
  const char *sign;
} signs[] = {
  { "EUR", "€" },
  { "GBP", "£" },
  { "INR", "₹" },
  { "JPY", "¥" },
  { "PLN", "zł" },
  { "UAH", "₴" },
  { "USD", "$" },
};

static const char *
find_sign (const char *currency)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strcmp (signs[i].currency, currency) == 0)
      return signs[i].sign;
  return NULL;
}

/* Puts the locale's signs into `1234567.89`. */
static char *
localise (const char *number)
{
  const struct lconv *here = localeconv ();
  const char *dot = strchr (number, '.');
  gsize n_whole = dot != NULL ? (gsize) (dot - number) : strlen (number);
  const char *group = *here->thousands_sep != '\0' ? here->thousands_sep : NULL;
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_whole; i++)
    {
      if (i > 0 && (n_whole - i) % 3 == 0 && group != NULL)
        g_string_append (text, group);
      g_string_append_c (text, number[i]);
    }
  if (dot != NULL)
    {
      g_string_append (text, *here->decimal_point != '\0' ? here->decimal_point : ".");
      g_string_append (text, dot + 1);
    }
  return g_string_free (text, FALSE);
}

/**
 * moot_money_text_dup:
 * @minor: minor units
 * @currency: (nullable): its code
 *
 * Returns: (transfer full): the amount, which never breaks between two lines
 */
char *
moot_money_text_dup (gint64      minor,
                     const char *currency)
{
  const gboolean valid = currency != NULL && moot_currency_is_valid (currency);
  g_autofree char *number = moot_money_format (ABS (minor), valid ? currency : "EUR");
  g_autofree char *local = localise (number);
  const char *sign = valid ? find_sign (currency) : NULL;
  const char *minus = minor < 0 ? MINUS : "";
  const gboolean precedes = localeconv ()->p_cs_precedes != 0;

  if (!valid)
    return g_strconcat (minus, local, NULL);
  if (sign == NULL)
    return g_strconcat (minus, local, NO_BREAK_SPACE, currency, NULL);
  return precedes ? g_strconcat (minus, sign, local, NULL)
                  : g_strconcat (minus, local, NO_BREAK_SPACE, sign, NULL);
}

/**
 * moot_money_text_parse:
 * @text: what somebody typed
 * @currency: its code
 * @out_minor: (out): minor units, untouched on failure
 *
 * Understands the amount with or without sign or code, with the decimal sign of this country or a
 * dot.
 *
 * Returns: whether @text is an amount
 */
gboolean
moot_money_text_parse (const char *text,
                       const char *currency,
                       gint64     *out_minor)
{
  const struct lconv *here = localeconv ();
  const char *sign = find_sign (currency);
  g_autoptr (GString) plain = g_string_new (text);

  g_string_replace (plain, NO_BREAK_SPACE, "", 0);
  g_string_replace (plain, currency, "", 0);
  if (sign != NULL)
    g_string_replace (plain, sign, "", 0);
  if (*here->decimal_point != '\0' && strcmp (here->decimal_point, ".") != 0)
    {
      if (strchr (plain->str, '.') != NULL && strstr (plain->str, here->decimal_point) != NULL)
        return FALSE;
      g_string_replace (plain, here->decimal_point, ".", 0);
    }
  return moot_money_parse (g_strstrip (plain->str), currency, out_minor, NULL);
}

/**
 * moot_money_text_dup_refusal:
 * @text: what somebody typed
 * @currency: its code
 * @least_minor: the least that makes sense
 *
 * Returns: (transfer full) (nullable): why nothing can be done with @text yet, as a sentence
 */
char *
moot_money_text_dup_refusal (const char *text,
                             const char *currency,
                             gint64      least_minor)
{
  g_autofree char *typed = g_strstrip (g_strdup (text));
  g_autofree char *least = NULL;
  gint64 minor = 0;

  if (*typed == '\0')
    return g_strdup (_("Write an amount first."));
  if (!moot_money_text_parse (typed, currency, &minor))
    return g_strdup (_("That is not an amount of money."));
  if (minor >= least_minor)
    return NULL;
  least = moot_money_text_dup (least_minor, currency);
  /* Translators: %s is an amount, as in “£1.00”. */
  return g_strdup_printf (_("The least to choose is %s."), least);
}
