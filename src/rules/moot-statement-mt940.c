/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Bank statements as SWIFT writes them: fields that begin with `:NN:` at the start of a row and go
 * on until the next one. Thread: any. Spec: SWIFT MT940, fields 20, 25, 28C, 60, 61, 62 and 86. */
#include "moot-statement-private.h"

#include <string.h>

typedef struct
{
  char tag[4]; /* `61`, `60F` */
  GString *value;
  guint line;
} Field;

/* What field 61 says. */
typedef struct
{
  MootDay date;
  gint64 amount_minor;
  char *customer_ref;
  char *bank_ref;
  char *supplement;
} Booking;

typedef struct
{
  MootStatement *statement;
  const char *at;
  guint line; /* of what is at @at */

  gboolean open; /* between an opening and a closing balance */
  guint open_line;
  char currency[MOOT_CURRENCY_SIZE];
  gint64 sum; /* what there is by now */
  gboolean booked;
  gboolean known; /* whether a balance was found */
  guint booked_line;
  Booking booking;
} Reader;

static void
clear_booking (Booking *self)
{
  g_clear_pointer (&self->customer_ref, g_free);
  g_clear_pointer (&self->bank_ref, g_free);
  g_clear_pointer (&self->supplement, g_free);
}

/* The row at the reader, without its end; moves to the next. */
static char *
take_row (Reader *self)
{
  gsize length = strcspn (self->at, "\n");
  char *row = g_strndup (self->at, length);

  self->at += length + (self->at[length] == '\n' ? 1 : 0);
  self->line++;
  g_strchomp (row);
  return row;
}

static gsize
get_tag_length (const char *row)
{
  gsize n;

  if (row[0] != ':' || !g_ascii_isdigit (row[1]) || !g_ascii_isdigit (row[2]))
    return 0;
  n = g_ascii_isupper (row[3]) ? 4 : 3;
  return row[n] == ':' ? n - 1 : 0;
}

/* What wraps the fields: blocks of the network, `-` at the end, names of banks in front. */
static gboolean
is_wrapping (const char *row)
{
  return *row == '\0' || strcmp (row, "-") == 0 || g_str_has_prefix (row, "-}") || *row == '{';
}

static gboolean
next_field (Reader  *self,
            Field   *field,
            GError **error)
{
  gboolean found = FALSE;

  g_string_truncate (field->value, 0);
  while (*self->at != '\0')
    {
      const char *before = self->at;
      guint line = self->line;
      g_autofree char *row = take_row (self);
      gsize n = get_tag_length (row);

      if (n > 0 && found)
        {
          self->at = before;
          self->line = line;
          return TRUE;
        }
      if (n > 0)
        {
          found = TRUE;
          field->line = line;
          g_strlcpy (field->tag, row + 1, n + 1);
          g_string_append (field->value, row + n + 2);
        }
      else if (is_wrapping (row))
        {
          if (found)
            return TRUE;
        }
      else if (found)
        g_string_append_printf (field->value, "\n%s", row);
      if (field->value->len > MOOT_STATEMENT_FIELD_MAX)
        return moot_statement_complain (error, line, "a field is too long");
    }
  if (!found)
    *field->tag = '\0';
  return TRUE;
}

static gboolean
parse_short_day (const char *text,
                 MootDay    *out_day)
{
  int year;
  int month;
  int day;

  return moot_statement_parse_digits (text, 2, &year) &&
         moot_statement_parse_digits (text + 2, 2, &month) &&
         moot_statement_parse_digits (text + 4, 2, &day) &&
         moot_day_from_civil (year + (year >= 80 ? 1900 : 2000), month, day, out_day);
}

/* The day it was booked: month and day without a year, the one nearest to the day it counts from.
 */
static gboolean
parse_entry_day (const char *text,
                 MootDay     near,
                 MootDay    *out_day)
{
  MootDay best = MOOT_DAY_NONE;
  int year;
  int month;
  int day;
  int unused;

  if (!moot_statement_parse_digits (text, 2, &month) ||
      !moot_statement_parse_digits (text + 2, 2, &day))
    return FALSE;
  moot_day_to_civil (near, &year, &unused, &unused);
  for (int i = year - 1; i <= year + 1; i++)
    {
      MootDay candidate;

      if (moot_day_from_civil (i, month, day, &candidate) &&
          (best == MOOT_DAY_NONE || ABS (candidate - near) < ABS (best - near)))
        best = candidate;
    }
  *out_day = best;
  return best != MOOT_DAY_NONE;
}

static gboolean
parse_amount (const Reader  *self,
              const char    *text,
              guint          line,
              gint64        *out_minor,
              const char   **out_end,
              GError       **error)
{
  gsize length = strspn (text, "0123456789,");
  g_autofree char *amount = g_strndup (text, length);

  *out_end = text + length;
  if (length == 0 || *amount == ',' || strchr (amount, ',') == NULL)
    return moot_statement_complain (error, line, "'%.20s' is no amount", text);
  return moot_statement_parse_amount (amount, ',', self->currency, line, out_minor, error);
}

/* Which way money went: a reversal of what came in went out. */
static const char *
parse_direction (const char *at,
                 gboolean   *out_debit)
{
  gboolean reversal = *at == 'R' || *at == 'E';

  at += reversal && (at[1] == 'C' || at[1] == 'D') ? 1 : 0;
  if (*at != 'C' && *at != 'D')
    return NULL;
  *out_debit = (*at == 'D') != (reversal && at[-1] == 'R');
  return at + 1;
}

static void
split_references (Booking    *booking,
                  const char *at)
{
  gsize length = strcspn (at, "\n");
  g_autofree char *row = g_strndup (at, length);
  char *own = strstr (row, "//");

  if (own != NULL)
    {
      *own = '\0';
      booking->bank_ref = g_strdup (own + 2);
    }
  booking->customer_ref = g_strdup (row);
  if (at[length] == '\n')
    booking->supplement = g_strdup (at + length + 1);
}

static gboolean
read_booking (Reader       *self,
              const Field  *field,
              GError      **error)
{
  const char *at = field->value->str;
  gboolean debit = FALSE;
  MootDay valued_on;

  if (!self->open)
    return moot_statement_complain (error, field->line, "something is booked outside a statement");
  if (!parse_short_day (at, &valued_on))
    return moot_statement_complain (error, field->line, "'%.6s' is no day", at);
  at += 6;
  self->booking.date = valued_on;
  if (g_ascii_isdigit (*at))
    {
      if (!parse_entry_day (at, valued_on, &self->booking.date))
        return moot_statement_complain (error, field->line, "'%.4s' is no day", at);
      at += 4;
    }
  at = parse_direction (at, &debit);
  if (at == NULL)
    return moot_statement_complain (error, field->line,
                                    "an entry does not say whether money came or went");
  at += g_ascii_isupper (*at) ? 1 : 0; /* the third letter of the currency */
  if (!parse_amount (self, at, field->line, &self->booking.amount_minor, &at, error))
    return FALSE;
  if (debit)
    self->booking.amount_minor = -self->booking.amount_minor;
  if (strcspn (at, "\n") >= 4 && strchr ("NFS", *at) != NULL)
    at += 4; /* what kind of transaction */
  split_references (&self->booking, at);
  self->booked = TRUE;
  self->booked_line = field->line;
  return moot_money_add (self->sum, self->booking.amount_minor, &self->sum) ||
         moot_statement_complain (error, field->line, "the amounts are too large together");
}

/* What was booked goes to the statement when the field behind it is known. */
static gboolean
finish_booking (Reader      *self,
                const char  *information,
                GError     **error)
{
  g_auto (MootMt940Words) words = { NULL };
  MootStatementDraft draft = { .date = self->booking.date,
                               .amount_minor = self->booking.amount_minor,
                               .currency = self->currency,
                               .bank_ref = self->booking.bank_ref,
                               .line = self->booked_line };
  gboolean fine;

  if (!self->booked)
    return TRUE;
  if (information != NULL)
    moot_mt940_words_init (&words, information);
  draft.payer = words.payer;
  draft.payer_account = words.payer_account;
  draft.structured = words.structured;
  draft.text = words.text != NULL ? words.text : self->booking.supplement;
  if (draft.text == NULL)
    draft.text = self->booking.customer_ref;
  fine = moot_statement_add (self->statement, &draft, error);
  clear_booking (&self->booking);
  self->booked = FALSE;
  return fine;
}

static gboolean
read_balance (Reader       *self,
              const Field  *field,
              GError      **error)
{
  const char *value = field->value->str;
  gboolean opening = field->tag[1] == '0';
  MootDay day;
  gint64 minor;

  if ((*value != 'C' && *value != 'D') || strlen (value) < 11 || !parse_short_day (value + 1, &day))
    return moot_statement_complain (error, field->line, "'%.20s' is no balance", value);
  g_strlcpy (self->currency, value + 7, sizeof self->currency);
  if (!moot_currency_is_valid (self->currency))
    return moot_statement_complain (error, field->line, "'%s' is no currency", self->currency);
  if (!parse_amount (self, value + 10, field->line, &minor, &value, error))
    return FALSE;
  if (field->value->str[0] == 'D')
    minor = -minor;
  self->known = TRUE;
  if (!opening && !self->open)
    return moot_statement_complain (error, field->line, "a statement ends that did not begin");
  if (!opening && minor != self->sum)
    self->statement->n_unbalanced++;
  if (opening)
    self->sum = minor;
  self->open = opening;
  self->open_line = field->line;
  return TRUE;
}

static gboolean
read_field (Reader       *self,
            const Field  *field,
            GError      **error)
{
  gboolean information = strcmp (field->tag, "86") == 0;

  if (!finish_booking (self, information ? field->value->str : NULL, error))
    return FALSE;
  if (strcmp (field->tag, "25") == 0)
    moot_statement_set_account (self->statement, field->value->str);
  else if (strcmp (field->tag, "61") == 0)
    return read_booking (self, field, error);
  else if (g_str_has_prefix (field->tag, "60") || g_str_has_prefix (field->tag, "62"))
    return read_balance (self, field, error);
  return TRUE;
}

static gboolean
read_fields (Reader  *self,
             Field   *field,
             GError **error)
{
  for (;;)
    {
      if (!next_field (self, field, error))
        return FALSE;
      if (*field->tag == '\0')
        break;
      if (!read_field (self, field, error))
        return FALSE;
    }
  if (!self->known)
    return moot_statement_complain (error, self->line, "the file has no statement");
  if (self->open)
    return moot_statement_complain (error, self->line, "the file ends within a statement");
  return TRUE;
}

/**
 * moot_statement_read_mt940:
 * @self: gets the lines
 * @text: fields
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with the line in front; %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: whether all of it was read
 */
gboolean
moot_statement_read_mt940 (MootStatement  *self,
                           const char     *text,
                           GError        **error)
{
  Reader reader = { .statement = self, .at = text, .line = 1 };
  Field field = { .value = g_string_new (NULL) };
  gboolean fine = read_fields (&reader, &field, error);

  clear_booking (&reader.booking);
  g_string_free (field.value, TRUE);
  return fine;
}
