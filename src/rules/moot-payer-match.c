/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whose payment a line of the bank is.  What is surest is asked first and the first answer holds:
 * the reference with its check digits, an account that paid for one member before, the number
 * without check digits, the name with the very amount.  Two members of one name are nobody. Thread:
 * any. Spec: governance rules, matching. */
#include "moot-payer-match.h"

#include <string.h>

#include "moot-payment-reference.h"

#define NUMBER_DIGITS_MIN 4 /* of FM0042 */

typedef struct
{
  gint64 id;
  gint64 amount_minor; /* what they chose to pay each time */
} Payer;

struct _MootPayerMatch
{
  GPtrArray *payers;        /* of Payer, which it owns */
  GHashTable *by_reference; /* RF49FM0042 */
  GHashTable *by_number;    /* FM0042 */
  GHashTable *by_name;      /* words in order of letters; NULL where two share it */
  GHashTable *by_id;
};

/** moot_payer_match_new: (transfer full): knows nobody */
MootPayerMatch *
moot_payer_match_new (void)
{
  MootPayerMatch *self = g_new0 (MootPayerMatch, 1);

  self->payers = g_ptr_array_new_with_free_func (g_free);
  self->by_reference = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_number = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  return self;
}

/** moot_payer_match_free: frees what is known of members */
void
moot_payer_match_free (MootPayerMatch *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_reference);
  g_hash_table_unref (self->by_number);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->payers);
  g_free (self);
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The words of a name, small and without accents, in order of letters: banks turn names around. */
static char *
dup_name_key (const char *name)
{
  g_autofree char *apart = g_utf8_normalize (name, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;

  for (const char *at = apart; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (plain, c);
      else if (!g_unichar_ismark (c) && c != '\'')
        g_string_append_c (plain, ' ');
    }
  folded = g_utf8_casefold (plain->str, -1);
  words = g_strsplit (folded, " ", -1);
  qsort (words, g_strv_length (words), sizeof *words, compare_words);
  g_string_truncate (plain, 0);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (plain, "%s ", words[i]);
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/**
 * moot_payer_match_add:
 * @self: a match
 * @member_id: a member
 * @reference: (nullable): their payment reference
 * @name: (nullable): what they are called
 * @amount_minor: what they chose to pay each time
 */
void
moot_payer_match_add (MootPayerMatch *self,
                      gint64          member_id,
                      const char     *reference,
                      const char     *name,
                      gint64          amount_minor)
{
  Payer *payer = g_new0 (Payer, 1);
  g_autofree char *key = name != NULL ? dup_name_key (name) : NULL;

  payer->id = member_id;
  payer->amount_minor = amount_minor;
  g_ptr_array_add (self->payers, payer);
  g_hash_table_insert (self->by_id, &payer->id, payer);
  if (reference != NULL)
    g_hash_table_insert (self->by_reference, g_strdup (reference), payer);
  if (reference != NULL && strlen (reference) > 4)
    g_hash_table_insert (self->by_number, g_strdup (reference + 4), payer);
  if (key != NULL && strchr (key, ' ') != strrchr (key, ' ')) /* two words at least */
    g_hash_table_insert (self->by_name, g_strdup (key),
                         g_hash_table_contains (self->by_name, key) ? NULL : payer);
}

/* `FM0042` among what the payer wrote, whatever stands between its letters. */
static const Payer *
find_number (const MootPayerMatch *self,
             const char           *text)
{
  g_autoptr (GString) stripped = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text))
      g_string_append_c (stripped, g_ascii_toupper (*text));
  for (const char *at = strstr (stripped->str, "FM"); at != NULL; at = strstr (at + 1, "FM"))
    {
      gsize n_digits = strspn (at + 2, "0123456789");
      g_autofree char *number = g_strndup (at, n_digits + 2);
      const Payer *payer =
        n_digits >= NUMBER_DIGITS_MIN ? g_hash_table_lookup (self->by_number, number) : NULL;

      if (payer != NULL)
        return payer;
    }
  return NULL;
}

static const Payer *
find_reference (const MootPayerMatch *self,
                const char           *text)
{
  g_autofree char *reference = text != NULL ? moot_payment_reference_find (text) : NULL;

  return reference != NULL ? g_hash_table_lookup (self->by_reference, reference) : NULL;
}

/* Whether an amount is one or several times what a member pays. */
static gboolean
is_multiple (const Payer *payer,
             gint64       amount_minor)
{
  return payer->amount_minor > 0 && amount_minor % payer->amount_minor == 0;
}

/**
 * moot_payer_match_find:
 * @self: knows the members
 * @line: of the bank
 * @known_payer_id: whom the account of the payer paid for before; 0 when that is not known
 *
 * Spec: governance rules, matching.
 *
 * Returns: whose payment it is
 */
MootMatch
moot_payer_match_find (const MootPayerMatch    *self,
                       const MootStatementLine *line,
                       gint64                   known_payer_id)
{
  const Payer *payer = find_reference (self, line->reference);
  g_autofree char *key = line->payer != NULL ? dup_name_key (line->payer) : NULL;

  if (line->amount_minor <= 0)
    return (MootMatch){ 0 };
  if (payer == NULL)
    payer = find_reference (self, line->text);
  if (payer != NULL)
    return (MootMatch){ payer->id, "reference", 100 };
  payer = g_hash_table_lookup (self->by_id, &known_payer_id);
  if (payer != NULL)
    return (MootMatch){ payer->id, "account", 90 };
  payer = line->text != NULL ? find_number (self, line->text) : NULL;
  if (payer != NULL && is_multiple (payer, line->amount_minor))
    return (MootMatch){ payer->id, "number", 80 };
  payer = key != NULL ? g_hash_table_lookup (self->by_name, key) : NULL;
  if (payer != NULL && payer->amount_minor == line->amount_minor)
    return (MootMatch){ payer->id, "name", 60 };
  return (MootMatch){ 0 };
}
