/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The books as a journal for another program: whole for the treasurer; for others dues are sums of
 * months, and where fewer than three paid, of more months, so that no line says who paid what.
 * Spec: governance rules, ledger export and privacy.
 * Thread: the connection's. */
#include "moot-books-journal.h"

#include "moot-books.h"
#include "moot-budget-sums.h"
#include "moot-error.h"
#include "moot-journal-store.h"

#define HIDDEN_WORDS "Entry"

/* Dues of one kind in one currency that are not written yet. */
typedef struct
{
  char *description;
  char *currency;
  MootDay month;
  GHashTable *members; /* of gint64 */
  GHashTable *sums;    /* account -> gint64 */
} Bucket;

typedef struct
{
  MootJournalFormat format;
  MootBooksAudience audience;
  GString *text;

  /* the entry that is being put together */
  MootJournalEntry entry;
  gboolean is_dues;
  GArray *postings; /* of MootJournalPosting */
  GPtrArray *words; /* what its pointers point to */
  GArray *member_ids;

  GPtrArray *buckets;
} Writer;

static void
free_bucket (gpointer data)
{
  Bucket *bucket = data;

  g_free (bucket->description);
  g_free (bucket->currency);
  g_hash_table_unref (bucket->members);
  g_hash_table_unref (bucket->sums);
  g_free (bucket);
}

static const char *
keep (Writer     *self,
      const char *word)
{
  char *copy = g_strdup (word);

  if (copy != NULL)
    g_ptr_array_add (self->words, copy);
  return copy;
}

static void
write_bucket (Writer *self,
              Bucket *bucket)
{
  g_autoptr (GArray) postings = g_array_new (FALSE, TRUE, sizeof (MootJournalPosting));
  g_autoptr (GList) accounts = g_list_sort (g_hash_table_get_keys (bucket->sums),
                                            (GCompareFunc) (GCallback) g_strcmp0);
  MootJournalEntry entry = { .date = bucket->month,
                             .description = bucket->description,
                             .source = "sum" };

  for (const GList *at = accounts; at != NULL; at = at->next)
    {
      const gint64 *sum = g_hash_table_lookup (bucket->sums, at->data);
      MootJournalPosting posting = { .account = at->data,
                                     .amount_minor = *sum,
                                     .currency = bucket->currency };

      g_array_append_val (postings, posting);
    }
  entry.postings = (const MootJournalPosting *) (gconstpointer) postings->data;
  entry.n_postings = postings->len;
  moot_journal_append_entry (self->text, self->format, &entry);
  g_hash_table_remove_all (bucket->sums);
  g_hash_table_remove_all (bucket->members);
}

static Bucket *
find_bucket (Writer     *self,
             const char *description,
             const char *currency)
{
  Bucket *bucket;

  for (guint i = 0; i < self->buckets->len; i++)
    {
      bucket = g_ptr_array_index (self->buckets, i);
      if (g_str_equal (bucket->description, description) &&
          g_str_equal (bucket->currency, currency))
        return bucket;
    }
  bucket = g_new0 (Bucket, 1);
  bucket->description = g_strdup (description);
  bucket->currency = g_strdup (currency);
  bucket->members = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  bucket->sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_add (self->buckets, bucket);
  return bucket;
}

static void
add_to_bucket (Writer *self)
{
  const MootJournalEntry *entry = &self->entry;
  gboolean is_payment = g_str_equal (entry->source, "payment");
  Bucket *bucket = find_bucket (self, is_payment ? "Dues received" : "Dues charged",
                                g_array_index (self->postings, MootJournalPosting, 0).currency);
  MootDay month = moot_day_get_month_start (entry->date);

  if (month != bucket->month && g_hash_table_size (bucket->members) >= MOOT_BUDGET_PAYERS_MIN)
    write_bucket (self, bucket);
  bucket->month = month;
  for (guint i = 0; i < self->member_ids->len; i++)
    g_hash_table_add (bucket->members,
                      g_memdup2 (&g_array_index (self->member_ids, gint64, i), sizeof (gint64)));
  for (guint i = 0; i < self->postings->len; i++)
    {
      const MootJournalPosting *posting = &g_array_index (self->postings, MootJournalPosting, i);
      const gint64 *before = g_hash_table_lookup (bucket->sums, posting->account);
      gint64 sum = (before != NULL ? *before : 0) + posting->amount_minor;

      g_hash_table_insert (bucket->sums, g_strdup (posting->account),
                           g_memdup2 (&sum, sizeof sum));
    }
}

static gboolean
check_balance (const Writer  *self,
               GError       **error)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->postings->len; i++)
    if (!moot_money_add (sum, g_array_index (self->postings, MootJournalPosting, i).amount_minor,
                         &sum))
      sum = 1;
  if (sum == 0)
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_FAILED,
               "entry %" G_GINT64_FORMAT " of the books does not sum to zero", self->entry.id);
  return FALSE;
}

static gboolean
finish_entry (Writer  *self,
              GError **error)
{
  if (self->entry.id == 0)
    return TRUE;
  if (!check_balance (self, error))
    return FALSE;
  self->entry.postings = (const MootJournalPosting *) (gconstpointer) self->postings->data;
  self->entry.n_postings = self->postings->len;
  if (self->is_dues && self->audience != MOOT_BOOKS_FOR_TREASURER)
    add_to_bucket (self);
  else
    moot_journal_append_entry (self->text, self->format, &self->entry);
  self->entry.id = 0;
  return TRUE;
}

static gboolean
may_read (const Writer         *self,
          const MootJournalRow *row)
{
  if (self->audience == MOOT_BOOKS_FOR_TREASURER || g_str_equal (row->visibility, "public"))
    return TRUE;
  return self->audience == MOOT_BOOKS_FOR_MEMBERS && g_str_equal (row->visibility, "members");
}

static void
start_entry (Writer               *self,
             const MootJournalRow *row)
{
  gboolean readable = may_read (self, row);

  g_array_set_size (self->postings, 0);
  g_array_set_size (self->member_ids, 0);
  g_ptr_array_set_size (self->words, 0);
  self->is_dues =
    g_str_equal (row->source_kind, "payment") || g_str_equal (row->source_kind, "charge");
  self->entry = (MootJournalEntry){
    .id = row->entry_id,
    .date = moot_coop_time_to_day (row->date),
    .is_pending = g_str_equal (row->state, "pending"),
    .code = readable ? keep (self, row->code) : NULL,
    .payee = readable ? keep (self, row->payee) : NULL,
    .description = readable ? keep (self, row->description) : HIDDEN_WORDS,
    .source = keep (self, row->source_kind),
    .payment_id = g_str_equal (row->source_kind, "payment") ? row->source_ref : 0,
  };
}

static gboolean
visit (const MootJournalRow  *row,
       gpointer               data,
       GError               **error)
{
  Writer *self = data;
  gboolean whole = self->audience == MOOT_BOOKS_FOR_TREASURER;

  if (row->entry_id != self->entry.id)
    {
      if (!finish_entry (self, error))
        return FALSE;
      start_entry (self, row);
    }
  g_array_append_val (self->postings, ((MootJournalPosting){
                                        .account = keep (self, row->account),
                                        .currency = keep (self, row->currency),
                                        .amount_minor = row->amount_minor,
                                        .member_no = whole ? row->member_no : 0,
                                      }));
  if (row->member_id != 0)
    g_array_append_val (self->member_ids, row->member_id);
  return TRUE;
}

static void
finish_buckets (Writer *self)
{
  for (guint i = 0; i < self->buckets->len; i++)
    {
      Bucket *bucket = g_ptr_array_index (self->buckets, i);

      if (g_hash_table_size (bucket->members) >= MOOT_BUDGET_PAYERS_MIN)
        write_bucket (self, bucket);
      else if (g_hash_table_size (bucket->sums) > 0)
        moot_journal_append_comment (self->text, self->format,
                                     "Dues of fewer than three members are left out.");
    }
}

/**
 * moot_books_dup_journal:
 * @db: a connection
 * @format: what is to read it
 * @audience: who is to see it
 * @from: first day
 * @to: last day
 * @error: return location
 *
 * Writes the books down; entries in order of days.
 *
 * Errors: %MOOT_ERROR_FAILED when an entry does not sum to zero.
 *
 * Returns: (transfer full): the journal
 */
char *
moot_books_dup_journal (MootDb             *db,
                        MootJournalFormat   format,
                        MootBooksAudience   audience,
                        gint64              from,
                        gint64              to,
                        GError            **error)
{
  g_auto (GStrv) accounts = moot_journal_store_dup_accounts (db, error);
  g_auto (GStrv) currencies =
    accounts != NULL ? moot_journal_store_dup_currencies (db, error) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  Writer writer = { .format = format, .audience = audience, .text = text };
  gboolean fine;

  if (currencies == NULL)
    return NULL;
  moot_journal_append_head (text, format, (const char *const *) accounts,
                            (const char *const *) currencies);
  writer.postings = g_array_new (FALSE, TRUE, sizeof (MootJournalPosting));
  writer.member_ids = g_array_new (FALSE, TRUE, sizeof (gint64));
  writer.words = g_ptr_array_new_with_free_func (g_free);
  writer.buckets = g_ptr_array_new_with_free_func (free_bucket);
  fine = moot_journal_store_visit (db, from, to, visit, &writer, error) &&
         finish_entry (&writer, error);
  if (fine)
    finish_buckets (&writer);
  g_array_unref (writer.postings);
  g_array_unref (writer.member_ids);
  g_ptr_array_unref (writer.words);
  g_ptr_array_unref (writer.buckets);
  return fine ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
