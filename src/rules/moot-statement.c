/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Files of a bank: what they are, and what each line becomes whatever they are.  A bank's customers
 * are strangers who write what they like into a transfer, so nothing here is trusted: each reader
 * has limits, and names and texts lose what no bank writes. Thread: any. Spec: governance rules,
 * bank statement import. */
#include "moot-statement-private.h"

#include <string.h>

#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-payment-reference.h"

#define SNIFF_MAX 4096 /* bytes in front that say what a file is */

static const char *const format_names[] = { "camt", "mt940", "ofx", "csv" };
static const char *const order_names[] = { "found", "dmy", "mdy", "ymd" };
static const char *const column_names[] = {
  "date",
  "amount",
  "credit",
  "debit",
  "sign",
  "currency",
  "payer",
  "payer_account",
  "reference",
  "bank_ref",
  "state",
};

MOOT_DEFINE_WORDS (moot_statement_format, MootStatementFormat, format_names)
MOOT_DEFINE_WORDS (moot_date_order, MootDateOrder, order_names)
MOOT_DEFINE_WORDS (moot_column, MootColumn, column_names)

/**
 * moot_statement_complain:
 * @error: return location
 * @line: of the file
 * @format: what is wrong there
 * @...: arguments
 *
 * Sets %MOOT_ERROR_INVALID with a message that begins with the line.
 *
 * Returns: %FALSE, for the caller to return
 */
gboolean
moot_statement_complain (GError **error,
                         guint line,
                         const char *format,
                         ...)
{
  g_autofree char *reason = NULL;
  g_autofree char *valid = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  valid = g_utf8_make_valid (reason, -1); /* a word may be cut within a letter */
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "line %u: %s", line, valid);
  return FALSE;
}

static void
free_line (gpointer data)
{
  MootStatementLine *line = data;

  g_free (line->payer);
  g_free (line->payer_account);
  g_free (line->reference);
  g_free (line->text);
  g_free (line->bank_ref);
  g_free (line);
}

/** moot_statement_new: (transfer full): a statement without lines */
MootStatement *
moot_statement_new (MootStatementFormat format)
{
  MootStatement *self = g_new0 (MootStatement, 1);

  self->format = format;
  self->lines = g_ptr_array_new_with_free_func (free_line);
  return self;
}

/** moot_statement_free: frees a statement and its lines */
void
moot_statement_free (MootStatement *self)
{
  if (self == NULL)
    return;
  g_free (self->account);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

/* Whether a character may stand in a name: none that moves the others about. */
static gboolean
is_written (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_SURROGATE &&
         type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR;
}

/* The words of a text with one blank between them, at most @max bytes; NULL when none is left. */
static char *
dup_clean (const char *text,
           gsize       max)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  gboolean blank = FALSE;

  for (const char *at = text; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || !is_written (c))
        {
          blank = clean->len > 0;
          continue;
        }
      if (clean->len + 7 > max)
        break;
      if (blank)
        g_string_append_c (clean, ' ');
      g_string_append_unichar (clean, c);
      blank = FALSE;
    }
  return clean->len > 0 ? g_string_free (g_steal_pointer (&clean), FALSE) : NULL;
}

/* Words that banks write where they have no reference. */
static gboolean
is_no_reference (const char *text)
{
  static const char *const words[] = { "NONREF", "NOTPROVIDED", "NONE", "NOREF" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static char *
dup_reference (const char *text,
               gsize       max)
{
  g_autofree char *clean = dup_clean (text, max);

  return clean != NULL && !is_no_reference (clean) ? g_steal_pointer (&clean) : NULL;
}

/* A bank's own reference, told by its digest when it is too long to be kept. */
static char *
dup_bank_ref (const char *text)
{
  g_autofree char *clean = dup_reference (text, MOOT_STATEMENT_FIELD_MAX);
  g_autofree char *digest = NULL;

  if (clean == NULL || strlen (clean) <= MOOT_STATEMENT_NAME_MAX)
    return g_steal_pointer (&clean);
  digest = moot_sha256_hex (clean, strlen (clean));
  return g_strconcat ("sha256:", digest, NULL);
}

/** moot_statement_set_account: the first account of a file is the one it is about */
void
moot_statement_set_account (MootStatement *self,
                            const char    *text)
{
  if (self->account == NULL)
    self->account = dup_clean (text, MOOT_STATEMENT_NAME_MAX);
}

static void
take_reference (MootStatementLine        *line,
                const MootStatementDraft *draft)
{
  line->reference = dup_reference (draft->structured, MOOT_STATEMENT_NAME_MAX);
  if (line->reference == NULL && line->text != NULL)
    line->reference = moot_payment_reference_find (line->text);
  if (line->reference == NULL)
    line->reference = g_strdup (line->text);
}

/**
 * moot_statement_add:
 * @self: a statement
 * @draft: a line as its file has it
 * @error: return location
 *
 * Errors: %MOOT_ERROR_TOO_LARGE beyond %MOOT_STATEMENT_LINES_MAX.
 *
 * Returns: whether there was room for it
 */
gboolean
moot_statement_add (MootStatement             *self,
                    const MootStatementDraft  *draft,
                    GError                   **error)
{
  MootStatementLine *line;

  if (self->lines->len >= MOOT_STATEMENT_LINES_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "line %u: more than %d are booked here",
                   draft->line, MOOT_STATEMENT_LINES_MAX);
      return FALSE;
    }
  line = g_new0 (MootStatementLine, 1);
  line->date = draft->date;
  line->amount_minor = draft->amount_minor;
  if (draft->currency != NULL)
    g_strlcpy (line->currency, draft->currency, sizeof line->currency);
  line->payer = dup_reference (draft->payer, MOOT_STATEMENT_NAME_MAX);
  line->payer_account = dup_clean (draft->payer_account, MOOT_STATEMENT_NAME_MAX);
  line->text = dup_reference (draft->text, MOOT_STATEMENT_TEXT_MAX);
  line->bank_ref = dup_bank_ref (draft->bank_ref);
  line->line = draft->line;
  take_reference (line, draft);
  g_ptr_array_add (self->lines, line);
  return TRUE;
}

/* What tells a line from others of its account. */
static char *
write_content (const MootStatement     *self,
               const MootStatementLine *line)
{
  return g_strdup_printf ("%s|%d|%" G_GINT64_FORMAT "|%s|%s|%s",
                          self->account != NULL ? self->account : "", line->date,
                          line->amount_minor, line->currency,
                          line->payer != NULL ? line->payer : "",
                          line->text != NULL ? line->text : "");
}

/* A line without a reference is told by what it says, and by its number among those that say the
 * same. */
static void
make_bank_ref (MootStatementLine *line,
               GHashTable        *seen,
               const char        *content)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (seen, content)) + 1;
  g_autofree char *numbered = g_strdup_printf ("%s|%u", content, n);
  g_autofree char *digest = moot_sha256_hex (numbered, strlen (numbered));

  g_hash_table_insert (seen, g_strdup (content), GUINT_TO_POINTER (n));
  line->bank_ref = g_strconcat ("sha256:", digest, NULL);
  line->is_made = TRUE;
}

/* Some banks give one reference to all parts of a batch: then it and the content tell them. */
static void
part_bank_ref (MootStatementLine *line,
               GHashTable        *contents,
               const char        *content)
{
  const char *first = g_hash_table_lookup (contents, line->bank_ref);
  g_autofree char *whole = NULL;
  g_autofree char *digest = NULL;

  if (first == NULL)
    g_hash_table_insert (contents, g_strdup (line->bank_ref), g_strdup (content));
  if (first == NULL || strcmp (first, content) == 0)
    return;
  whole = g_strdup_printf ("%s|%s", line->bank_ref, content);
  digest = moot_sha256_hex (whole, strlen (whole));
  g_free (line->bank_ref);
  line->bank_ref = g_strconcat ("sha256:", digest, NULL);
}

static void
give_bank_refs (MootStatement *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) contents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->lines->len; i++)
    {
      MootStatementLine *line = g_ptr_array_index (self->lines, i);
      g_autofree char *content = write_content (self, line);

      if (line->bank_ref == NULL)
        make_bank_ref (line, seen, content);
      else
        part_bank_ref (line, contents, content);
    }
}

static gboolean
has_field_20 (const char *head)
{
  return g_str_has_prefix (head, ":20:") || g_str_has_prefix (head, "{1:") ||
         strstr (head, "\n:20:") != NULL || strstr (head, "\n:25:") != NULL;
}

/* What a file is, told from its beginning and never from its name. */
static MootStatementFormat
find_format (const char *text)
{
  g_autofree char *head = g_strndup (text, SNIFF_MAX);
  g_autofree char *upper = g_ascii_strup (g_strchug (head), -1);

  if (g_str_has_prefix (upper, "OFXHEADER") || strstr (upper, "<OFX>") != NULL ||
      strstr (upper, "<?OFX") != NULL)
    return MOOT_STATEMENT_OFX;
  if (*upper == '<')
    return MOOT_STATEMENT_CAMT;
  return has_field_20 (upper) ? MOOT_STATEMENT_MT940 : MOOT_STATEMENT_CSV;
}

/* XML says its encoding: one that says UTF-8, or nothing, is held to it. */
static gboolean
check_encoding (MootStatementFormat   format,
                MootTextKind          kind,
                const char           *text,
                GError              **error)
{
  g_autofree char *head = g_strndup (text, 200);
  g_autofree char *upper = g_ascii_strup (head, -1);

  if (format != MOOT_STATEMENT_CAMT || kind != MOOT_TEXT_LATIN)
    return TRUE;
  return strstr (upper, "8859") != NULL || strstr (upper, "1252") != NULL ||
         moot_statement_complain (error, 1, "the file is not in UTF-8, and says nothing else");
}

static gboolean
read_text (MootStatement               *self,
           const char                  *text,
           const MootStatementMapping  *mapping,
           GError                     **error)
{
  switch (self->format)
    {
    case MOOT_STATEMENT_CAMT:
      return moot_statement_read_camt (self, text, error);
    case MOOT_STATEMENT_MT940:
      return moot_statement_read_mt940 (self, text, error);
    case MOOT_STATEMENT_OFX:
      return moot_statement_read_ofx (self, text, error);
    case MOOT_STATEMENT_CSV:
      return moot_statement_read_csv (self, text, mapping, error);
    }
  g_return_val_if_reached (FALSE);
}

/**
 * moot_statement_read:
 * @bytes: a file of a bank
 * @length: bytes
 * @mapping: (nullable): how to read it if it is a table
 * @error: return location
 *
 * Reads what was booked, whatever the file is: that is told from what stands in it.
 *
 * Errors: %MOOT_ERROR_INVALID with the line in front; %MOOT_ERROR_TOO_LARGE beyond
 * %MOOT_STATEMENT_SIZE_MAX bytes or %MOOT_STATEMENT_LINES_MAX lines.
 *
 * Returns: (transfer full): the statement
 */
MootStatement *
moot_statement_read (const void                  *bytes,
                     gsize                        length,
                     const MootStatementMapping  *mapping,
                     GError                     **error)
{
  static const MootStatementMapping find_out = { 0 };
  g_autoptr (MootStatement) self = NULL;
  g_autofree char *text = NULL;
  MootTextKind kind;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  text = moot_statement_decode (bytes, length, &kind, error);
  if (text == NULL)
    return NULL;
  self = moot_statement_new (find_format (text));
  if (!check_encoding (self->format, kind, text, error) ||
      !read_text (self, text, mapping != NULL ? mapping : &find_out, error))
    return NULL;
  give_bank_refs (self);
  return g_steal_pointer (&self);
}
