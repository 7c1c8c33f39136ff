/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What banks put into field 86 of MT940: German banks numbered parts, Dutch ones names between
 * slashes, others plain words.
 * Thread: any.
 * Spec: SWIFT MT940, field 86; DFÜ agreement, annex 3; IBP of Dutch banks. */
#include "moot-statement-private.h"

#include <string.h>

/* What stands in a SEPA purpose before its parts. */
static const char *const purpose_tags[] = {
  "EREF+",
  "KREF+",
  "MREF+",
  "CRED+",
  "DEBT+",
  "COAM+",
  "OAMT+",
  "SVWZ+",
  "ABWA+",
  "ABWE+",
  "IBAN+",
  "BIC+",
};

static const char *const slash_tags[] = {
  "/TRTP/",
  "/IBAN/",
  "/BIC/",
  "/NAME/",
  "/REMI/",
  "/EREF/",
  "/ORDP/",
  "/BENM/",
  "/CNTP/",
  "/PREF/",
  "/CSID/",
  "/MARF/",
  "/SVCL/",
  "/ISDT/",
  "/RTRN/",
  "/PURP/",
  "/ULTC/",
  "/ULTD/",
  "/ADDR/",
  "/ULTB/",
};

/** moot_mt940_words_clear: frees what it holds */
void
moot_mt940_words_clear (MootMt940Words *self)
{
  g_clear_pointer (&self->payer, g_free);
  g_clear_pointer (&self->payer_account, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->structured, g_free);
}

/* Rows are broken anywhere: put together again with @glue. */
static char *
join_rows (const char *field,
           const char *glue)
{
  g_auto (GStrv) rows = g_strsplit (field, "\n", -1);

  return g_strjoinv (glue, rows);
}

static const char *
find_first (const char        *text,
            const char *const *tags,
            gsize              n_tags)
{
  const char *first = NULL;

  for (gsize i = 0; i < n_tags; i++)
    {
      const char *found = strstr (text, tags[i]);

      if (found != NULL && (first == NULL || found < first))
        first = found;
    }
  return first;
}

/* The part of a purpose behind a tag, up to the next one; NULL when there is none. */
static char *
dup_tagged (const char        *text,
            const char        *tag,
            const char *const *tags,
            gsize              n_tags)
{
  const char *start = strstr (text, tag);
  const char *end;

  if (start == NULL)
    return NULL;
  start += strlen (tag);
  end = find_first (start, tags, n_tags);
  return end != NULL ? g_strndup (start, (gsize) (end - start)) : g_strdup (start);
}

static gboolean
is_part_code (const char *at)
{
  int code;

  return moot_statement_parse_digits (at, 2, &code) &&
         (code == 0 || code == 10 || (code >= 20 && code <= 34) || (code >= 60 && code <= 63));
}

static gsize
find_part_end (const char *at,
               char        separator)
{
  gsize length = 0;

  while (at[length] != '\0' && !(at[length] == separator && is_part_code (at + length + 1)))
    length++;
  return length;
}

static void
take_parts (MootMt940Words *self,
            const char     *text)
{
  const char separator = text[3];
  g_autoptr (GString) purpose = g_string_new (NULL);
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *at = text + 3; *at == separator && is_part_code (at + 1);)
    {
      int code = (at[1] - '0') * 10 + at[2] - '0';
      gsize length = find_part_end (at + 3, separator);

      if ((code >= 20 && code <= 29) || code >= 60)
        g_string_append_len (purpose, at + 3, (gssize) length);
      else if (code == 32 || code == 33)
        g_string_append_len (name, at + 3, (gssize) length);
      else if (code == 31 && self->payer_account == NULL)
        self->payer_account = g_strndup (at + 3, length);
      at += 3 + length;
    }
  self->payer = g_strdup (name->str);
  self->text = dup_tagged (purpose->str, "SVWZ+", purpose_tags, G_N_ELEMENTS (purpose_tags));
  if (self->text == NULL)
    self->text = g_strdup (purpose->str);
}

/* `/CNTP/account/BIC/name/city///` is a name and an account at once. */
static void
take_counterparty (MootMt940Words *self,
                   const char     *text)
{
  const char *start = strstr (text, "/CNTP/");
  g_auto (GStrv) parts = start != NULL ? g_strsplit (start + strlen ("/CNTP/"), "/", 4) : NULL;

  if (parts == NULL || g_strv_length (parts) < 3)
    return;
  if (self->payer_account == NULL)
    self->payer_account = g_strdup (parts[0]);
  if (self->payer == NULL)
    self->payer = g_strdup (parts[2]);
}

static void
take_remittance (MootMt940Words *self,
                 char           *remittance)
{
  gsize length = strlen (remittance);

  while (length > 0 && remittance[length - 1] == '/')
    remittance[--length] = '\0';
  if (g_str_has_prefix (remittance, "USTD//"))
    self->text = g_strdup (remittance + strlen ("USTD//"));
  else if (g_str_has_prefix (remittance, "STRD/"))
    {
      self->text = g_strdup (strrchr (remittance, '/') + 1);
      self->structured = g_strdup (self->text);
    }
  else
    self->text = g_strdup (remittance);
}

static void
take_slashes (MootMt940Words *self,
              const char     *text)
{
  g_autofree char *remittance =
    dup_tagged (text, "/REMI/", slash_tags, G_N_ELEMENTS (slash_tags));

  self->payer = dup_tagged (text, "/NAME/", slash_tags, G_N_ELEMENTS (slash_tags));
  self->payer_account = dup_tagged (text, "/IBAN/", slash_tags, G_N_ELEMENTS (slash_tags));
  take_counterparty (self, text);
  if (remittance != NULL)
    take_remittance (self, remittance);
}

/**
 * moot_mt940_words_init:
 * @self: gets what is found; clear it
 * @field: the rows of field 86
 *
 * Reads whichever of the three ways the bank writes.
 */
void
moot_mt940_words_init (MootMt940Words *self,
                       const char     *field)
{
  g_autofree char *joined = join_rows (field, "");
  int code;

  memset (self, 0, sizeof *self);
  if (moot_statement_parse_digits (joined, 3, &code) && joined[3] != '\0' &&
      !g_ascii_isalnum (joined[3]) && is_part_code (joined + 4))
    take_parts (self, joined);
  else if (*joined == '/' &&
           find_first (joined, slash_tags, G_N_ELEMENTS (slash_tags)) != NULL)
    take_slashes (self, joined);
  else
    self->text = join_rows (field, " ");
}
