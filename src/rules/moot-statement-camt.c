/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Bank statements in the XML of ISO 20022, old versions and new ones: elements are told by their
 * place and the rest is passed over.  An entry with many parts is read part by part when the parts
 * say what each is worth, and together they are the whole.
 * Thread: any.
 * Spec: ISO 20022, camt.052, camt.053 and camt.054. */
#include "moot-statement-private.h"

#include <string.h>

#include "moot-xml.h"

#define PARTS_MAX 20000 /* of one entry */

/* What an entry says, or a part of one: words, all of them perhaps %NULL. */
typedef struct
{
  char *amount;
  char *currency;
  char *direction;
  char *bank_ref;
  char *debtor;
  char *debtor_account;
  char *creditor;
  char *creditor_account;
  char *text;
  char *structured;
  char *additional;
} Words;

typedef struct
{
  char *state;
  char *booked_on;
  char *valued_on;
  Words words;
} Entry;

typedef struct
{
  char *code;
  char *amount;
  char *direction;
} Balance;

typedef struct
{
  MootStatement *statement;
  GPtrArray *path; /* names of the open elements */
  guint base;      /* how many of them the account, the balance or the entry lies in */
  char *pending_currency;

  gboolean in_entry;
  gboolean in_part;
  Entry entry;
  guint entry_line;
  GPtrArray *parts; /* of Words */

  Balance balance;
  char currency[MOOT_CURRENCY_SIZE];
  gint64 opening;
  gint64 closing;
  gint64 sum;
  gboolean has_opening;
  gboolean has_closing;
  gboolean known; /* whether this is a statement at all */
} Reader;

typedef struct
{
  const char *path;
  gsize offset;
  gboolean repeats; /* its texts are put together */
} Place;

#define ENTRY(path, member)                      \
  {                                              \
    path, G_STRUCT_OFFSET (Entry, member), FALSE \
  }
#define PART(path, member)                       \
  {                                              \
    path, G_STRUCT_OFFSET (Words, member), FALSE \
  }

/* Places in `Ntry`. */
static const Place entry_places[] = {
  ENTRY ("Amt", words.amount),
  ENTRY ("CdtDbtInd", words.direction),
  ENTRY ("Sts", state),
  ENTRY ("Sts/Cd", state),
  ENTRY ("BookgDt/Dt", booked_on),
  ENTRY ("BookgDt/DtTm", booked_on),
  ENTRY ("ValDt/Dt", valued_on),
  ENTRY ("ValDt/DtTm", valued_on),
  ENTRY ("AcctSvcrRef", words.bank_ref),
  ENTRY ("AddtlNtryInf", words.additional),
};

/* Places in `NtryDtls/TxDtls`. */
static const Place part_places[] = {
  PART ("Amt", amount),
  PART ("AmtDtls/TxAmt/Amt", amount),
  PART ("CdtDbtInd", direction),
  PART ("Refs/AcctSvcrRef", bank_ref),
  PART ("RltdPties/Dbtr/Nm", debtor),
  PART ("RltdPties/Dbtr/Pty/Nm", debtor),
  PART ("RltdPties/DbtrAcct/Id/IBAN", debtor_account),
  PART ("RltdPties/DbtrAcct/Id/Othr/Id", debtor_account),
  PART ("RltdPties/Cdtr/Nm", creditor),
  PART ("RltdPties/Cdtr/Pty/Nm", creditor),
  PART ("RltdPties/CdtrAcct/Id/IBAN", creditor_account),
  PART ("RltdPties/CdtrAcct/Id/Othr/Id", creditor_account),
  { "RmtInf/Ustrd", G_STRUCT_OFFSET (Words, text), TRUE },
  PART ("RmtInf/Strd/CdtrRefInf/Ref", structured),
  PART ("AddtlTxInf", additional),
};

/* Places in `Bal`. */
static const Place balance_places[] = {
  { "Tp/CdOrPrtry/Cd", G_STRUCT_OFFSET (Balance, code), FALSE },
  { "Amt", G_STRUCT_OFFSET (Balance, amount), FALSE },
  { "CdtDbtInd", G_STRUCT_OFFSET (Balance, direction), FALSE },
};

static void
clear_words (Words *self)
{
  g_clear_pointer (&self->amount, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->direction, g_free);
  g_clear_pointer (&self->bank_ref, g_free);
  g_clear_pointer (&self->debtor, g_free);
  g_clear_pointer (&self->debtor_account, g_free);
  g_clear_pointer (&self->creditor, g_free);
  g_clear_pointer (&self->creditor_account, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->structured, g_free);
  g_clear_pointer (&self->additional, g_free);
}

static void
free_words (gpointer data)
{
  clear_words (data);
  g_free (data);
}

static void
clear_entry (Entry *self)
{
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->booked_on, g_free);
  g_clear_pointer (&self->valued_on, g_free);
  clear_words (&self->words);
}

static void
clear_balance (Balance *self)
{
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->amount, g_free);
  g_clear_pointer (&self->direction, g_free);
}

/* Whether the open elements from @from on are those of @path. */
static gboolean
is_at (const Reader *self,
       guint         from,
       const char   *path)
{
  guint i = from;

  while (*path != '\0')
    {
      const char *name = i < self->path->len ? g_ptr_array_index (self->path, i) : "";
      gsize length = strcspn (path, "/");

      if (strlen (name) != length || strncmp (name, path, length) != 0)
        return FALSE;
      path += length + (path[length] == '/' ? 1 : 0);
      i++;
    }
  return i == self->path->len;
}

static const Place *
put (const Reader *self,
     const Place  *places,
     gsize         n_places,
     gpointer      target,
     const char   *text)
{
  for (gsize i = 0; i < n_places; i++)
    {
      char **word = G_STRUCT_MEMBER_P (target, places[i].offset);
      char *before = *word;

      if (!is_at (self, self->base, places[i].path))
        continue;
      if (before != NULL && !places[i].repeats)
        return &places[i];
      *word = before != NULL ? g_strconcat (before, " ", text, NULL) : g_strdup (text);
      g_free (before);
      return &places[i];
    }
  return NULL;
}

/* camt calls the three kinds of files differently, and what is in them the same. */
static gboolean
is_statement (const char *name)
{
  return strcmp (name, "Stmt") == 0 || strcmp (name, "Rpt") == 0 || strcmp (name, "Ntfctn") == 0;
}

static const char *
get_parent (const Reader *self,
            guint         above)
{
  return self->path->len > above ? g_ptr_array_index (self->path, self->path->len - 1 - above) : "";
}

static gboolean
start_cb (gpointer            data,
          const char         *name,
          const char *const  *attributes,
          guint               line,
          GError            **error)
{
  Reader *self = data;
  const char *parent = get_parent (self, 0);

  if (self->path->len == 0 && strcmp (name, "Document") != 0)
    return moot_statement_complain (error, line, "this is no bank statement");
  g_ptr_array_add (self->path, g_strdup (name));
  if (strcmp (name, "Amt") == 0)
    {
      g_clear_pointer (&self->pending_currency, g_free);
      for (guint i = 0; attributes[i] != NULL; i += 2)
        if (strcmp (attributes[i], "Ccy") == 0)
          self->pending_currency = g_strdup (attributes[i + 1]);
    }
  if (is_statement (name) && self->path->len == 3)
    {
      self->known = TRUE;
      self->has_opening = self->has_closing = FALSE;
      self->sum = 0;
      self->currency[0] = '\0';
    }
  if (is_statement (parent) && !self->in_entry)
    {
      self->base = self->path->len;
      self->in_entry = strcmp (name, "Ntry") == 0;
      self->entry_line = line;
    }
  if (self->in_entry && is_at (self, self->base, "NtryDtls/TxDtls"))
    {
      if (self->parts->len >= PARTS_MAX)
        return moot_statement_complain (error, line, "an entry has too many parts");
      g_ptr_array_add (self->parts, g_new0 (Words, 1));
      self->base = self->path->len;
      self->in_part = TRUE;
    }
  return TRUE;
}

static gboolean
get_amount (const char  *amount,
            const char  *currency,
            const char  *direction,
            guint        line,
            gint64      *out_minor,
            GError     **error)
{
  gboolean debit = g_strcmp0 (direction, "DBIT") == 0;

  if (amount == NULL || !moot_currency_is_valid (currency))
    return moot_statement_complain (error, line, "an entry has no amount or no currency");
  if (!debit && g_strcmp0 (direction, "CRDT") != 0)
    return moot_statement_complain (error, line,
                                    "an entry does not say whether money came or went");
  if (!moot_statement_parse_amount (amount, '.', currency, line, out_minor, error))
    return FALSE;
  if (*out_minor < 0)
    return moot_statement_complain (error, line, "'%.40s' is less than nothing", amount);
  if (debit)
    *out_minor = -*out_minor;
  return TRUE;
}

/* What a part is worth; 0 when it does not say. */
static gint64
get_part_amount (const Reader *self,
                 const Words  *part)
{
  const Words *whole = &self->entry.words;
  gint64 minor = 0;

  if (part->amount == NULL || g_strcmp0 (part->currency, whole->currency) != 0 ||
      !get_amount (part->amount, part->currency,
                   part->direction != NULL ? part->direction : whole->direction, 1, &minor, NULL))
    return 0;
  return minor;
}

/* Whether the parts are worth what the entry is, each of them something. */
static gboolean
parts_make_whole (const Reader *self,
                  gint64        whole)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      gint64 minor = get_part_amount (self, g_ptr_array_index (self->parts, i));

      if (minor == 0 || !moot_money_add (sum, minor, &sum))
        return FALSE;
    }
  return self->parts->len > 1 && sum == whole;
}

static gboolean
add_line (Reader       *self,
          MootDay       date,
          gint64        minor,
          const Words  *part,
          const char   *bank_ref,
          GError      **error)
{
  const Words *whole = &self->entry.words;
  gboolean in = minor >= 0;
  const char *additional =
    part != NULL && part->additional != NULL ? part->additional : whole->additional;
  MootStatementDraft draft = { .date = date,
                               .amount_minor = minor,
                               .currency = whole->currency,
                               .bank_ref = bank_ref,
                               .text = additional,
                               .line = self->entry_line };

  if (part != NULL)
    {
      draft.payer = in ? part->debtor : part->creditor;
      draft.payer_account = in ? part->debtor_account : part->creditor_account;
      draft.structured = part->structured;
      if (part->text != NULL || part->structured != NULL)
        draft.text = part->text != NULL ? part->text : part->structured;
    }
  return moot_statement_add (self->statement, &draft, error);
}

static gboolean
add_parts (Reader   *self,
           MootDay   date,
           GError  **error)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Words *part = g_ptr_array_index (self->parts, i);
      const char *own = self->entry.words.bank_ref;
      g_autofree char *numbered = own != NULL ? g_strdup_printf ("%s/%u", own, i + 1) : NULL;

      if (!add_line (self, date, get_part_amount (self, part), part,
                     part->bank_ref != NULL ? part->bank_ref : numbered, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
end_entry (Reader  *self,
           GError **error)
{
  const Entry *entry = &self->entry;
  const char *day = entry->booked_on != NULL ? entry->booked_on : entry->valued_on;
  const Words *only = self->parts->len == 1 ? g_ptr_array_index (self->parts, 0) : NULL;
  const char *bank_ref = entry->words.bank_ref;
  gint64 minor;
  MootDay date;

  /* what is only expected is not here yet */
  if (entry->state != NULL && strcmp (entry->state, "BOOK") != 0)
    return TRUE;
  if (!get_amount (entry->words.amount, entry->words.currency, entry->words.direction,
                   self->entry_line, &minor, error))
    return FALSE;
  if (day == NULL)
    return moot_statement_complain (error, self->entry_line, "an entry has no day");
  if (!moot_statement_parse_iso (day, self->entry_line, &date, error))
    return FALSE;
  if (!moot_money_add (self->sum, minor, &self->sum))
    return moot_statement_complain (error, self->entry_line, "the amounts are too large together");
  if (parts_make_whole (self, minor))
    return add_parts (self, date, error);
  if (bank_ref == NULL && only != NULL)
    bank_ref = only->bank_ref;
  return add_line (self, date, minor, only, bank_ref, error);
}

static gboolean
end_balance (Reader  *self,
             guint    line,
             GError **error)
{
  const char *code = self->balance.code;
  gboolean opening = g_strcmp0 (code, "OPBD") == 0 || g_strcmp0 (code, "PRCD") == 0;
  gboolean closing = g_strcmp0 (code, "CLBD") == 0;
  gint64 minor = 0;

  if ((opening || closing) && !get_amount (self->balance.amount, self->currency,
                                           self->balance.direction, line, &minor, error))
    return FALSE;
  if (opening)
    self->opening = minor;
  if (closing)
    self->closing = minor;
  self->has_opening |= opening;
  self->has_closing |= closing;
  return TRUE;
}

static void
end_statement (Reader *self)
{
  gint64 sum;

  if (self->has_opening && self->has_closing &&
      (!moot_money_add (self->opening, self->sum, &sum) || sum != self->closing))
    self->statement->n_unbalanced++;
}

static void
end_leaf (Reader     *self,
          const char *text)
{
  Words *words = self->in_part ? g_ptr_array_index (self->parts, self->parts->len - 1)
                               : &self->entry.words;
  const Place *place = NULL;

  if (self->in_part)
    place = put (self, part_places, G_N_ELEMENTS (part_places), words, text);
  else if (self->in_entry)
    place = put (self, entry_places, G_N_ELEMENTS (entry_places), &self->entry, text);
  if (place != NULL && g_str_has_suffix (place->path, "Amt") && words->currency == NULL)
    words->currency = g_steal_pointer (&self->pending_currency);
}

static void
end_outside (Reader     *self,
             const char *text)
{
  const char *head = self->base > 0 && self->base <= self->path->len
                       ? g_ptr_array_index (self->path, self->base - 1)
                       : "";

  if (strcmp (head, "Bal") == 0)
    {
      put (self, balance_places, G_N_ELEMENTS (balance_places), &self->balance, text);
      if (is_at (self, self->base, "Amt") && self->pending_currency != NULL)
        g_strlcpy (self->currency, self->pending_currency, sizeof self->currency);
    }
  else if (strcmp (head, "Acct") == 0 &&
           (is_at (self, self->base, "Id/IBAN") || is_at (self, self->base, "Id/Othr/Id")))
    moot_statement_set_account (self->statement, text);
}

/* `Sts` of old files holds a text, of new ones another element: blanks are no word. */
static gboolean
end_cb (gpointer     data,
        const char  *name,
        const char  *text,
        guint        line,
        GError     **error)
{
  Reader *self = data;
  g_autofree char *word = g_strstrip (g_strdup (text));
  gboolean fine = TRUE;

  if (*word != '\0' && self->in_entry)
    end_leaf (self, word);
  else if (*word != '\0')
    end_outside (self, word);

  if (self->in_part && self->path->len == self->base)
    {
      self->in_part = FALSE;
      self->base -= 2;
    }
  else if (self->in_entry && self->path->len == self->base)
    {
      fine = end_entry (self, error);
      clear_entry (&self->entry);
      g_ptr_array_set_size (self->parts, 0);
      self->in_entry = FALSE;
    }
  else if (strcmp (name, "Bal") == 0 && is_statement (get_parent (self, 1)))
    {
      fine = end_balance (self, line, error);
      clear_balance (&self->balance);
    }
  else if (is_statement (name) && self->path->len == 3)
    end_statement (self);
  g_ptr_array_set_size (self->path, (int) self->path->len - 1);
  return fine;
}

/**
 * moot_statement_read_camt:
 * @self: gets the lines
 * @text: XML
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with the line in front; %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: whether it is a bank statement
 */
gboolean
moot_statement_read_camt (MootStatement  *self,
                          const char     *text,
                          GError        **error)
{
  static const MootXmlHandler handler = { start_cb, end_cb };
  Reader reader = { .statement = self };
  gboolean fine;

  reader.path = g_ptr_array_new_with_free_func (g_free);
  reader.parts = g_ptr_array_new_with_free_func (free_words);
  fine = moot_xml_parse (text, strlen (text), &handler, &reader, error);
  if (fine && !reader.known)
    fine = moot_statement_complain (error, 1, "this is no bank statement");
  clear_entry (&reader.entry);
  clear_balance (&reader.balance);
  g_free (reader.pending_currency);
  g_ptr_array_unref (reader.parts);
  g_ptr_array_unref (reader.path);
  return fine;
}
