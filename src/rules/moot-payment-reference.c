/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* References that members write on their transfers and that find their way back: ISO 11649 creditor
 * references with two check digits, and the same check for account numbers.
 * Thread: any.
 * Spec: ISO 11649, ISO 13616, ISO 7064 MOD 97-10. */
#include "moot-payment-reference.h"

#include <string.h>

#define CHECKED_MIN 5 /* four characters in front and one behind */
#define CHECKED_MAX 34

static gboolean
is_alnum_upper (char c)
{
  return g_ascii_isupper (c) || g_ascii_isdigit (c);
}

/* The remainder of some characters as one number, letters being 10 to 35; @remainder carries on. */
static int
remainder_97 (int         remainder,
              const char *text,
              gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      int value = g_ascii_isdigit (text[i]) ? text[i] - '0' : text[i] - 'A' + 10;

      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }

  return remainder;
}

/* Whether the four characters in front, moved behind the rest, make a number that leaves 1.  Check
 * digits are made as 02 to 98, so that 01 for 98, which leaves the same, is a slip. */
static gboolean
has_check_digits (const char *text,
                  gsize       length)
{
  int check;

  if (length < CHECKED_MIN || length > CHECKED_MAX || !g_ascii_isdigit (text[2]) ||
      !g_ascii_isdigit (text[3]))
    return FALSE;

  check = (text[2] - '0') * 10 + text[3] - '0';
  if (check < 2 || check > 98)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!is_alnum_upper (text[i]))
      return FALSE;

  return remainder_97 (remainder_97 (0, text + 4, length - 4), text, 4) == 1;
}

static gboolean
is_reference (const char *text,
              gsize       length)
{
  return length <= MOOT_PAYMENT_BODY_MAX + 4 && text[0] == 'R' && text[1] == 'F' &&
         has_check_digits (text, length);
}

/* Capital letters and digits only: people add blanks, banks break lines. */
static char *
strip (const char *text,
       gsize       max)
{
  GString *stripped = g_string_new (NULL);

  for (gsize i = 0; text[i] != '\0' && i < max; i++)
    if (g_ascii_isalnum (text[i]))
      g_string_append_c (stripped, g_ascii_toupper (text[i]));

  return g_string_free (stripped, FALSE);
}

/**
 * moot_payment_reference_new:
 * @body: 1 to %MOOT_PAYMENT_BODY_MAX capital letters and digits
 *
 * Puts `RF` and check digits before a body.
 *
 * Spec: ISO 11649.
 *
 * Returns: (transfer full) (nullable): `RF49FM0042`, or %NULL for a body that cannot be one
 */
char *
moot_payment_reference_new (const char *body)
{
  gsize length;
  int check;

  g_return_val_if_fail (body != NULL, NULL);

  length = strlen (body);
  if (length < 1 || length > MOOT_PAYMENT_BODY_MAX)
    return NULL;

  for (gsize i = 0; i < length; i++)
    if (!is_alnum_upper (body[i]))
      return NULL;

  check = 98 - remainder_97 (remainder_97 (0, body, length), "RF00", 4);
  return g_strdup_printf ("RF%02d%s", check, body);
}

/**
 * moot_payment_reference_new_member:
 * @member_no: the member's number, from 1
 *
 * The reference of a member: no name in it, at least four digits.
 *
 * Returns: (transfer full) (nullable): `RF49FM0042`, or %NULL for no number or one too long
 */
char *
moot_payment_reference_new_member (gint64 member_no)
{
  g_autofree char *body = g_strdup_printf ("FM%04" G_GINT64_FORMAT, member_no);

  if (member_no < 1 || strlen (body) > MOOT_PAYMENT_MEMBER_BODY_MAX)
    return NULL;

  return moot_payment_reference_new (body);
}

/**
 * moot_payment_reference_is_valid:
 * @reference: (nullable): a reference, without blanks
 *
 * Checks form and check digits.
 *
 * Returns: whether it is an ISO 11649 reference
 */
gboolean
moot_payment_reference_is_valid (const char *reference)
{
  return reference != NULL && is_reference (reference, strlen (reference));
}

/**
 * moot_payment_reference_format:
 * @reference: a reference, without blanks
 *
 * Writes a reference for reading aloud and copying by hand, in groups of four.
 *
 * Returns: (transfer full): `RF49 FM00 42`
 */
char *
moot_payment_reference_format (const char *reference)
{
  GString *grouped = g_string_new (NULL);

  g_return_val_if_fail (reference != NULL, g_string_free (grouped, FALSE));

  for (gsize i = 0; reference[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (grouped, ' ');
      g_string_append_c (grouped, reference[i]);
    }

  return g_string_free (grouped, FALSE);
}

/**
 * moot_payment_reference_find:
 * @text: what a payer wrote, as the bank hands it on
 *
 * Finds one of our references in running text, whatever blanks and line breaks got into it.  Each
 * `RF` is tried, and of the lengths that check the longest wins.
 *
 * Returns: (transfer full) (nullable): the reference, or %NULL when there is none
 */
char *
moot_payment_reference_find (const char *text)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  stripped = strip (text, MOOT_PAYMENT_TEXT_MAX);
  for (const char *start = strstr (stripped, "RF"); start != NULL; start = strstr (start + 1, "RF"))
    {
      gsize length = MIN (strlen (start), MOOT_PAYMENT_MEMBER_BODY_MAX + 4);

      if (length < 8 || start[4] != 'F' || start[5] != 'M')
        continue;

      /* Never shorter than FM and two characters, or chance would find one in anything. */
      for (; length >= 8; length--)
        if (is_reference (start, length))
          return g_strndup (start, length);
    }

  return NULL;
}

/**
 * moot_iban_is_valid:
 * @iban: (nullable): an account number, without blanks
 *
 * Checks form and check digits, not whether the account exists.
 *
 * Spec: ISO 13616.
 *
 * Returns: whether it is an IBAN
 */
gboolean
moot_iban_is_valid (const char *iban)
{
  gsize length = iban != NULL ? strlen (iban) : 0;

  return length >= 15 && g_ascii_isupper (iban[0]) && g_ascii_isupper (iban[1]) &&
         has_check_digits (iban, length);
}
