/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Encodings, amounts and days of bank files.
 * Thread: any.
 * Spec: governance rules, bank statement import; ISO 4217. */
#include "moot-statement-private.h"

#include <string.h>

#include "moot-error.h"

#define AMOUNT_MAX 40 /* bytes, blanks left out */

/* What Windows has where ISO 8859-1 has control characters; 0 for nothing. */
static const gunichar2 windows_signs[32] = {
  0x20ac,
  0,
  0x201a,
  0x0192,
  0x201e,
  0x2026,
  0x2020,
  0x2021,
  0x02c6,
  0x2030,
  0x0160,
  0x2039,
  0x0152,
  0,
  0x017d,
  0,
  0,
  0x2018,
  0x2019,
  0x201c,
  0x201d,
  0x2022,
  0x2013,
  0x2014,
  0x02dc,
  0x2122,
  0x0161,
  0x203a,
  0x0153,
  0,
  0x017e,
  0x0178,
};

static guint
count_lines (const char *text,
             gsize       length)
{
  guint line = 1;

  for (gsize i = 0; i < length; i++)
    line += text[i] == '\n' ? 1 : 0;
  return line;
}

static char *
decode_latin (const guint8 *bytes,
              gsize         length)
{
  GString *text = g_string_sized_new (length + length / 8);

  for (gsize i = 0; i < length; i++)
    if (bytes[i] < 0x80)
      g_string_append_c (text, (char) bytes[i]);
    else if (bytes[i] >= 0xa0)
      g_string_append_unichar (text, bytes[i]);
    else
      g_string_append_unichar (text, windows_signs[bytes[i] - 0x80] != 0
                                       ? windows_signs[bytes[i] - 0x80]
                                       : 0xfffd);
  return g_string_free (text, FALSE);
}

static char *
decode_utf16 (const guint8  *bytes,
              gsize          length,
              gboolean       big_endian,
              GError       **error)
{
  g_autofree gunichar2 *units = NULL;
  char *text;

  if (length % 2 != 0)
    {
      moot_statement_complain (error, 1, "the file is UTF-16 with half a character at its end");
      return NULL;
    }
  units = g_new (gunichar2, length / 2 + 1);
  for (gsize i = 0; i < length / 2; i++)
    {
      guint high = bytes[2 * i + (big_endian ? 0 : 1)];
      guint low = bytes[2 * i + (big_endian ? 1 : 0)];

      units[i] = (gunichar2) (high << 8 | low);
      if (units[i] == 0)
        {
          moot_statement_complain (error, 1, "a zero is in the text");
          return NULL;
        }
    }
  text = g_utf16_to_utf8 (units, (glong) (length / 2), NULL, NULL, NULL);
  if (text == NULL)
    moot_statement_complain (error, 1, "the file is UTF-16 with half a character in it");
  return text;
}

/* Which way round UTF-16 is: by its mark, or because a Latin text has a zero in each unit. */
static gboolean
is_utf16 (const guint8 *bytes,
          gsize         length,
          gboolean     *out_big_endian,
          gsize        *out_mark)
{
  *out_mark = 0;
  if (length < 4)
    return FALSE;
  *out_big_endian = bytes[0] == 0xfe || bytes[0] == 0;
  if ((bytes[0] == 0xfe && bytes[1] == 0xff) || (bytes[0] == 0xff && bytes[1] == 0xfe))
    {
      *out_mark = 2;
      return TRUE;
    }
  return (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0) ||
         (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0);
}

static char *
decode_bytes (const guint8  *bytes,
              gsize          length,
              MootTextKind  *out_kind,
              GError       **error)
{
  const char *zero;

  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      bytes += 3;
      length -= 3;
    }
  zero = length > 0 ? memchr (bytes, 0, length) : NULL;
  if (zero != NULL)
    {
      moot_statement_complain (
        error, count_lines ((const char *) bytes, (gsize) (zero - (const char *) bytes)),
        "a zero is in the text");
      return NULL;
    }
  *out_kind = g_utf8_validate_len ((const char *) bytes, length, NULL) ? MOOT_TEXT_UTF8
                                                                       : MOOT_TEXT_LATIN;
  return *out_kind == MOOT_TEXT_UTF8 ? g_strndup ((const char *) bytes, length)
                                     : decode_latin (bytes, length);
}

/**
 * moot_statement_decode:
 * @bytes: a file
 * @length: bytes
 * @out_kind: (out): what it was written in
 * @error: return location
 *
 * Makes UTF-8 of a text in UTF-8, UTF-16 with or without a mark, or Windows' kind of ISO 8859-1.
 *
 * Errors: %MOOT_ERROR_INVALID; %MOOT_ERROR_TOO_LARGE beyond %MOOT_STATEMENT_SIZE_MAX.
 *
 * Returns: (transfer full): the text
 */
char *
moot_statement_decode (const void    *bytes,
                       gsize          length,
                       MootTextKind  *out_kind,
                       GError       **error)
{
  gboolean big_endian = FALSE;
  gsize mark;

  if (length > MOOT_STATEMENT_SIZE_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "the file is larger than %d MiB",
                   MOOT_STATEMENT_SIZE_MAX >> 20);
      return NULL;
    }
  if (length == 0)
    {
      moot_statement_complain (error, 1, "the file is empty");
      return NULL;
    }
  if (!is_utf16 (bytes, length, &big_endian, &mark))
    return decode_bytes (bytes, length, out_kind, error);
  *out_kind = MOOT_TEXT_UTF16;
  return decode_utf16 ((const guint8 *) bytes + mark, length - mark, big_endian, error);
}

/* The part of an amount that is figures and marks: signs are taken out of it. */
typedef struct
{
  char figures[AMOUNT_MAX];
  gsize length;
  guint n_letters; /* around it */
  gboolean negative;
} Amount;

/* What stands before or behind an amount and is no part of it: blanks, the sign or the code of a
 * currency. */
static gboolean
is_around (Amount   *self,
           gunichar  c)
{
  if (g_unichar_isalpha (c))
    self->n_letters++;
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL ||
         g_unichar_isalpha (c);
}

static gboolean
take_character (Amount   *self,
                gunichar  c)
{
  gboolean minus = c == '-' || c == 0x2212 || c == '(';

  if (minus || c == '+')
    {
      if (self->negative)
        return FALSE;
      self->negative = minus;
      return TRUE;
    }
  if (c == ')' && self->negative)
    return TRUE;
  if (c == '\'' || c == 0x2019)
    c = '_'; /* Swiss thousands */
  if (g_unichar_isspace (c))
    c = '_';
  if ((c > 0x7f || (!g_ascii_isdigit ((char) c) && strchr ("._,", (char) c) == NULL)) ||
      self->length + 1 >= AMOUNT_MAX)
    return FALSE;
  self->figures[self->length++] = (char) c;
  return TRUE;
}

static gboolean
split_amount (const char *text,
              Amount     *self)
{
  g_autofree char *word = g_strdup (text);
  char *start = word;
  char *end = word + strlen (word);

  memset (self, 0, sizeof *self);
  while (*start != '\0' && is_around (self, g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && is_around (self, g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  *end = '\0';
  for (const char *at = start; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      /* between the sign of the amount and that of the currency */
      if (self->length == 0 && is_around (self, c))
        continue;
      if (!take_character (self, c))
        return FALSE;
    }
  while (self->length > 0 && self->figures[self->length - 1] == '_')
    self->length--;
  self->figures[self->length] = '\0';
  return self->length > 0 && (self->n_letters == 0 || self->n_letters == 3);
}

/* Thousands: one mark, and three figures behind each. */
static gboolean
drop_groups (char *whole)
{
  char *to = whole;
  char mark = '\0';
  int n = -1; /* figures since the last mark */

  for (const char *at = whole; *at != '\0'; at++)
    {
      if (g_ascii_isdigit (*at))
        {
          *to++ = *at;
          n = n >= 0 ? n + 1 : n;
          continue;
        }
      if (at == whole || (mark != '\0' && (*at != mark || n != 3)))
        return FALSE;
      mark = *at;
      n = 0;
    }
  *to = '\0';
  return mark == '\0' || n == 3;
}

/**
 * moot_statement_parse_amount:
 * @text: `1.234,50`, `(12.00)`, `£5`, `-7`
 * @decimal: what stands before the decimals
 * @currency: (nullable): says how many decimals there are; empty or %NULL for two
 * @line: of the file, for the error
 * @out_minor: (out): minor units
 * @error: return location
 *
 * Reads an amount as banks write it; zeros behind the last decimal of the currency are fine.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether it is one
 */
gboolean
moot_statement_parse_amount (const char  *text,
                             char         decimal,
                             const char  *currency,
                             guint        line,
                             gint64      *out_minor,
                             GError     **error)
{
  const char *code = moot_currency_is_valid (currency) ? currency : "GBP";
  gsize digits = (gsize) moot_currency_get_digits (code);
  g_autofree char *plain = NULL;
  g_autoptr (GError) local = NULL;
  Amount amount;
  char *mark;
  gsize n_decimals;

  if (!split_amount (text, &amount))
    return moot_statement_complain (error, line, "'%.40s' is no amount", text);
  mark = strrchr (amount.figures, decimal);
  if (mark != NULL)
    *mark++ = '\0';
  n_decimals = mark != NULL ? strlen (mark) : 0;
  while (n_decimals > digits && mark[n_decimals - 1] == '0')
    mark[--n_decimals] = '\0';
  if (!drop_groups (amount.figures))
    return moot_statement_complain (error, line, "'%.40s' is no amount", text);
  plain = g_strconcat (amount.negative ? "-" : "", *amount.figures != '\0' ? amount.figures : "0",
                       n_decimals > 0 ? "." : "", n_decimals > 0 ? mark : "", NULL);
  return moot_money_parse (plain, code, out_minor, &local) ||
         moot_statement_complain (error, line, "%s", local->message);
}

/** moot_statement_parse_digits: reads exactly so many figures */
gboolean
moot_statement_parse_digits (const char *text,
                             gsize       n_digits,
                             int        *out_number)
{
  int number = 0;

  for (gsize i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      number = number * 10 + (text[i] - '0');
    }
  *out_number = number;
  return TRUE;
}

/**
 * moot_statement_parse_iso:
 * @text: `2026-11-01`, `20261101`, perhaps with a time behind it
 * @line: of the file, for the error
 * @out_day: (out): the day
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether there is such a day
 */
gboolean
moot_statement_parse_iso (const char  *text,
                          guint        line,
                          MootDay     *out_day,
                          GError     **error)
{
  gsize gap = strlen (text) > 4 && text[4] == '-' ? 1 : 0;
  int year;
  int month;
  int day;

  if (moot_statement_parse_digits (text, 4, &year) &&
      moot_statement_parse_digits (text + 4 + gap, 2, &month) &&
      (gap == 0 || text[7] == '-') &&
      moot_statement_parse_digits (text + 6 + 2 * gap, 2, &day) &&
      moot_day_from_civil (year, month, day, out_day))
    return TRUE;
  return moot_statement_complain (error, line, "'%.40s' is no day", text);
}
