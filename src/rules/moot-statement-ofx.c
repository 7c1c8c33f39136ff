/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Bank statements in Open Financial Exchange, as SGML without closing tags and as XML: both are
 * read by the same eyes, which know no document type and expand nothing but the signs of markup.
 * Thread: any.
 * Spec: OFX 1.0.2 and 2.2, sections 2 and 11. */
#include "moot-statement-private.h"

#include <string.h>

#include "moot-xml.h"

#define NAME_MAX_BYTES 32 /* of a tag; longer ones are nobody's */

typedef struct
{
  char *amount;
  char *posted_on;
  char *bank_ref;
  char *name;
  char *memo;
  char *account;
  char *currency;
} Words;

typedef struct
{
  MootStatement *statement;
  const char *at;
  guint line;

  GPtrArray *open; /* names of aggregates */
  gboolean ended;
  gboolean known;
  char currency[MOOT_CURRENCY_SIZE];
  gboolean in_entry;
  guint entry_line;
  Words words;
} Reader;

/* A value, told by its name and perhaps by the aggregate it stands in. */
static const struct
{
  const char *name;
  const char *inside; /* (nullable) */
  gsize offset;
} values[] = {
  { "TRNAMT", NULL, G_STRUCT_OFFSET (Words, amount) },
  { "DTPOSTED", NULL, G_STRUCT_OFFSET (Words, posted_on) },
  { "FITID", NULL, G_STRUCT_OFFSET (Words, bank_ref) },
  { "NAME", NULL, G_STRUCT_OFFSET (Words, name) },
  { "MEMO", NULL, G_STRUCT_OFFSET (Words, memo) },
  { "ACCTID", NULL, G_STRUCT_OFFSET (Words, account) },
  { "CURSYM", "CURRENCY", G_STRUCT_OFFSET (Words, currency) },
};

static const struct
{
  const char *name;
  const char *text;
} signs[] = {
  { "amp;", "&" },
  { "lt;", "<" },
  { "gt;", ">" },
  { "quot;", "\"" },
  { "apos;", "'" },
  { "nbsp;", " " },
};

static void
clear_words (Words *self)
{
  g_clear_pointer (&self->amount, g_free);
  g_clear_pointer (&self->posted_on, g_free);
  g_clear_pointer (&self->bank_ref, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->memo, g_free);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->currency, g_free);
}

static void
step (Reader *self,
      gsize   n)
{
  for (gsize i = 0; i < n && *self->at != '\0'; i++)
    self->line += *self->at++ == '\n' ? 1 : 0;
}

/* `&#233;` */
static gsize
append_number (GString    *text,
               const char *at)
{
  gboolean hex = *at == 'x' || *at == 'X';
  char *end;
  guint64 number = g_ascii_strtoull (at + (hex ? 1 : 0), &end, hex ? 16 : 10);

  if (*end != ';' || end - at > 8 || number == 0 || number > 0x10ffff ||
      !g_unichar_validate ((gunichar) number))
    return 0;
  g_string_append_unichar (text, (gunichar) number);
  return (gsize) (end + 1 - at);
}

/* What stands behind an ampersand; 0 when it is nothing but that. */
static gsize
append_sign (GString    *text,
             const char *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (at, signs[i].name))
      {
        g_string_append (text, signs[i].text);
        return strlen (signs[i].name);
      }
  if (*at == '#')
    {
      gsize n = append_number (text, at + 1);

      return n > 0 ? n + 1 : 0;
    }
  return 0;
}

static char *
dup_plain (const char *text,
           gsize       length)
{
  GString *plain = g_string_sized_new (length);
  const char *end = text + length;

  while (text < end)
    {
      gsize n = *text == '&' ? append_sign (plain, text + 1) : 0;

      if (n == 0)
        g_string_append_c (plain, *text);
      text += 1 + n;
    }
  return g_strstrip (g_string_free (plain, FALSE));
}

/* The text up to the next tag, with what a character section holds. */
static gboolean
take_text (Reader  *self,
           char   **out_text,
           GError **error)
{
  static const char section[] = "<![CDATA[";
  gsize length;

  if (g_str_has_prefix (self->at, section))
    {
      const char *end = strstr (self->at, "]]>");

      if (end == NULL)
        return moot_statement_complain (error, self->line, "a text never ends");
      length = (gsize) (end - self->at) - strlen (section);
      *out_text = g_strndup (self->at + strlen (section), MIN (length, MOOT_STATEMENT_FIELD_MAX));
      step (self, (gsize) (end - self->at) + 3);
    }
  else
    {
      length = strcspn (self->at, "<");
      *out_text = dup_plain (self->at, MIN (length, MOOT_STATEMENT_FIELD_MAX));
      step (self, length);
    }
  if (length <= MOOT_STATEMENT_FIELD_MAX)
    return TRUE;
  g_clear_pointer (out_text, g_free);
  return moot_statement_complain (error, self->line, "a text is too long");
}

static gboolean
end_entry (Reader  *self,
           GError **error)
{
  const Words *words = &self->words;
  const char *currency = words->currency != NULL ? words->currency : self->currency;
  char decimal = words->amount != NULL && strchr (words->amount, '.') == NULL ? ',' : '.';
  MootStatementDraft draft = { .currency = currency,
                               .payer = words->name,
                               .payer_account = words->account,
                               .text = words->memo,
                               .bank_ref = words->bank_ref,
                               .line = self->entry_line };

  if (words->amount == NULL || words->posted_on == NULL)
    return moot_statement_complain (error, self->entry_line, "an entry has no %s",
                                    words->amount == NULL ? "amount" : "day");
  if (!moot_currency_is_valid (currency))
    return moot_statement_complain (error, self->entry_line, "'%.10s' is no currency", currency);
  return moot_statement_parse_amount (words->amount, decimal, currency, self->entry_line,
                                      &draft.amount_minor, error) &&
         moot_statement_parse_iso (words->posted_on, self->entry_line, &draft.date, error) &&
         moot_statement_add (self->statement, &draft, error);
}

static const char *
get_open (const Reader *self)
{
  return self->open->len > 0 ? g_ptr_array_index (self->open, self->open->len - 1) : "";
}

static gboolean
has_open (const Reader *self,
          const char   *name)
{
  for (guint i = 0; i < self->open->len; i++)
    if (strcmp (g_ptr_array_index (self->open, i), name) == 0)
      return TRUE;
  return FALSE;
}

static void
take_value (Reader     *self,
            const char *name,
            const char *text)
{
  if (strcmp (name, "CURDEF") == 0)
    g_strlcpy (self->currency, text, sizeof self->currency);
  if (strcmp (name, "ACCTID") == 0 && !self->in_entry)
    moot_statement_set_account (self->statement, text);
  for (guint i = 0; self->in_entry && i < G_N_ELEMENTS (values); i++)
    {
      char **word = G_STRUCT_MEMBER_P (&self->words, values[i].offset);

      if (strcmp (values[i].name, name) == 0 && *word == NULL &&
          (values[i].inside == NULL || strcmp (values[i].inside, get_open (self)) == 0))
        *word = g_strdup (text);
    }
}

static gboolean
start_tag (Reader      *self,
           const char  *name,
           guint        line,
           GError     **error)
{
  g_autofree char *text = NULL;

  if (!take_text (self, &text, error))
    return FALSE;
  if (*text == '\0' && g_str_has_prefix (self->at, "<![CDATA["))
    {
      g_clear_pointer (&text, g_free);
      if (!take_text (self, &text, error))
        return FALSE;
    }
  if (*text != '\0')
    {
      take_value (self, name, text);
      return TRUE;
    }
  if (self->open->len >= MOOT_XML_MAX_DEPTH * 2)
    return moot_statement_complain (error, line, "elements are nested too deep");
  g_ptr_array_add (self->open, g_strdup (name));
  self->known |= strcmp (name, "OFX") == 0;
  if (strcmp (name, "STMTTRN") == 0)
    {
      if (self->in_entry)
        return moot_statement_complain (error, line, "an entry begins within another");
      self->in_entry = TRUE;
      self->entry_line = line;
    }
  return TRUE;
}

/* Closes an aggregate and all in it that was left open; the end of a value closes nothing. */
static gboolean
end_tag (Reader      *self,
         const char  *name,
         GError     **error)
{
  gboolean fine = TRUE;

  if (!has_open (self, name))
    return TRUE;
  while (strcmp (get_open (self), name) != 0)
    g_ptr_array_set_size (self->open, (int) self->open->len - 1);
  g_ptr_array_set_size (self->open, (int) self->open->len - 1);
  if (strcmp (name, "STMTTRN") == 0)
    {
      fine = end_entry (self, error);
      clear_words (&self->words);
      self->in_entry = FALSE;
    }
  self->ended = strcmp (name, "OFX") == 0;
  return fine;
}

/* `<?…?>` and `<!--…-->` are passed over; a document type is not. */
static gboolean
skip_other (Reader  *self,
            GError **error)
{
  gboolean comment = g_str_has_prefix (self->at, "<!--");
  const char *end = strstr (self->at, comment ? "-->" : "?>");

  if (self->at[1] == '!' && !comment)
    return moot_statement_complain (error, self->line, "a document type is not taken");
  if (end == NULL)
    return moot_statement_complain (error, self->line, "what begins here never ends");
  step (self, (gsize) (end - self->at) + (comment ? 3 : 2));
  return TRUE;
}

static gboolean
take_tag (Reader  *self,
          GError **error)
{
  gboolean closes = self->at[1] == '/';
  gsize length = strcspn (self->at, ">");
  const char *start = self->at + (closes ? 2 : 1);
  guint line = self->line;
  g_autofree char *name = NULL;
  gsize name_length;

  if (self->at[length] == '\0')
    return moot_statement_complain (error, line, "the file ends within a tag");
  name_length = strcspn (start, "> \t\r\n/");
  if (name_length == 0 || name_length > NAME_MAX_BYTES)
    return moot_statement_complain (error, line, "'%.40s' is no tag", self->at);
  name = g_ascii_strup (start, (gssize) name_length);
  closes |= self->at[length - 1] == '/';
  step (self, length + 1);
  if (closes)
    return end_tag (self, name, error);
  return start_tag (self, name, line, error);
}

static gboolean
read_tags (Reader  *self,
           GError **error)
{
  step (self, strcspn (self->at, "<")); /* the header */
  while (*self->at != '\0')
    {
      if (*self->at != '<')
        step (self, strcspn (self->at, "<"));
      else if (self->at[1] == '?' || self->at[1] == '!')
        {
          if (!skip_other (self, error))
            return FALSE;
        }
      else if (!take_tag (self, error))
        return FALSE;
    }
  if (!self->known)
    return moot_statement_complain (error, self->line, "this is no bank statement");
  return self->ended || moot_statement_complain (error, self->line, "the file ends too early");
}

/**
 * moot_statement_read_ofx:
 * @self: gets the lines
 * @text: a header, then tags
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with the line in front; %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: whether all of it was read
 */
gboolean
moot_statement_read_ofx (MootStatement  *self,
                         const char     *text,
                         GError        **error)
{
  Reader reader = { .statement = self, .at = text, .line = 1 };
  gboolean fine;

  reader.open = g_ptr_array_new_with_free_func (g_free);
  fine = read_tags (&reader, error);
  clear_words (&reader.words);
  g_ptr_array_unref (reader.open);
  return fine;
}
