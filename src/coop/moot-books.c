/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The co-op's books.  Entries are only ever added, each sums to zero, and the log holds a
 * commitment to every one.
 * Spec: governance rules, ledger.
 * Thread: the connection's. */
#include "moot-books.h"

#include <string.h>

#include "moot-audit.h"
#include "moot-ballot-signature.h"
#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-json.h"
#include "moot-ledger-store.h"
#include "moot-ledger-sums.h"

static gboolean
check_entry (const MootCoopContext  *context,
             const MootBookEntry    *entry,
             GError                **error)
{
  MootLedgerMove moves[MOOT_BOOK_POSTINGS_MAX];
  g_autoptr (GError) local = NULL;

  for (gsize i = 0; i < entry->n_postings; i++)
    {
      gboolean exists = FALSE;

      moves[i] = (MootLedgerMove){ entry->postings[i].account, entry->currency,
                                   entry->postings[i].amount_minor };
      if (!moot_ledger_store_has_account (context->db, entry->postings[i].account, &exists, error))
        return FALSE;
      if (!exists)
        return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "postings",
                                 "there is no account '%s'", entry->postings[i].account);
    }
  if (moot_ledger_check_entry (moves, entry->n_postings, &local))
    return TRUE;
  return moot_coop_refuse (error, MOOT_COOP_ERROR_UNBALANCED, "postings", "%s", local->message);
}

/* What the log commits to: the entry in one fixed order of members. */
static char *
write_canonical (const MootBookEntry *entry)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "currency", entry->currency);
  moot_json_put_int (&json, "date", entry->date);
  moot_json_put_string (&json, "description", entry->description);
  moot_json_put_string (&json, "payee", entry->payee);
  moot_json_name (&json, "postings");
  moot_json_begin_array (&json);
  for (gsize i = 0; i < entry->n_postings; i++)
    {
      moot_json_begin_array (&json);
      moot_json_add_string (&json, entry->postings[i].account);
      moot_json_add_int (&json, entry->postings[i].amount_minor);
      moot_json_add_int (&json, entry->postings[i].member_id);
      moot_json_end_array (&json);
    }
  moot_json_end_array (&json);
  moot_json_put_int (&json, "reverses", entry->reverses);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

static MootEntryRecord *
make_record (const MootCoopContext *context,
             const MootBookEntry   *entry)
{
  MootEntryRecord *record = g_object_new (MOOT_TYPE_ENTRY_RECORD, NULL);
  g_autofree char *canonical = write_canonical (entry);

  record->date = entry->date;
  record->state = g_strdup (entry->state);
  record->description = g_strdup (entry->description);
  record->payee = g_strdup (entry->payee);
  record->code = g_strdup (entry->code);
  record->visibility = g_strdup (entry->visibility);
  record->source_kind = g_strdup (entry->source_kind);
  record->source_ref = entry->source_ref;
  record->created_by = entry->created_by;
  record->reverses = entry->reverses;
  record->salt = moot_random_token ();
  record->sha256 = moot_salted_commitment (record->salt, canonical);
  record->created_at = context->now;
  return record;
}

static gboolean
write_record (const MootCoopContext  *context,
              MootEntryRecord        *record,
              MootBookEntry          *entry,
              GError                **error)
{
  g_autoptr (GPtrArray) postings = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < entry->n_postings; i++)
    {
      MootPostingRecord *posting = g_object_new (MOOT_TYPE_POSTING_RECORD, NULL);

      posting->account = g_strdup (entry->postings[i].account);
      posting->amount_minor = entry->postings[i].amount_minor;
      posting->currency = g_strdup (entry->currency);
      posting->member_id = entry->postings[i].member_id;
      g_ptr_array_add (postings, posting);
    }
  if (!moot_ledger_store_add (context->db, record, postings, error))
    return FALSE;
  entry->id = record->id;
  return TRUE;
}

/**
 * moot_books_add:
 * @context: a context inside a transaction
 * @entries: (array length=n_entries): new entries; each gets its id
 * @n_entries: at most %MOOT_BOOK_BATCH_MAX
 * @actor_id: who writes them; 0 for the scheduler
 * @error: return location
 *
 * Writes entries that belong together, with one entry of the log for all of them.
 *
 * Errors: %MOOT_COOP_ERROR_INVALID for an unknown account, %MOOT_COOP_ERROR_UNBALANCED.
 *
 * Returns: whether all were written
 */
gboolean
moot_books_add (const MootCoopContext  *context,
                MootBookEntry          *entries,
                gsize                   n_entries,
                gint64                  actor_id,
                GError                **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) digests = g_string_new (NULL);
  g_autofree char *digest = NULL;
  gint64 log_seq = 0;

  g_return_val_if_fail (n_entries > 0 && n_entries <= MOOT_BOOK_BATCH_MAX, FALSE);

  for (gsize i = 0; i < n_entries; i++)
    {
      MootEntryRecord *record;

      if (!check_entry (context, &entries[i], error))
        return FALSE;
      record = make_record (context, &entries[i]);
      g_ptr_array_add (records, record);
      g_string_append (digests, record->sha256);
    }
  digest = moot_sha256_hex (digests->str, digests->len);
  if (!moot_audit_append (context,
                          &(MootAuditEvent){ .type = "ledger.batch",
                                             .actor_id = actor_id,
                                             .subject_type = "ledger",
                                             .facts = { { "count", NULL, (gint64) n_entries },
                                                        { "entries_sha256", digest, 0 } } },
                          &log_seq, error))
    return FALSE;
  for (gsize i = 0; i < n_entries; i++)
    {
      MootEntryRecord *record = g_ptr_array_index (records, i);

      record->log_seq = log_seq;
      if (!write_record (context, record, &entries[i], error))
        return FALSE;
    }
  return TRUE;
}

/**
 * moot_books_reverse:
 * @context: a context inside a transaction
 * @id: an entry that was not reversed yet
 * @description: why
 * @actor_id: who does it
 * @out_id: (out): the reversing entry
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, %MOOT_COOP_ERROR_STATE when it was reversed before.
 *
 * Returns: whether it was written
 */
gboolean
moot_books_reverse (const MootCoopContext  *context,
                    gint64                  id,
                    const char             *description,
                    gint64                  actor_id,
                    gint64                 *out_id,
                    GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootEntryRecord) record = moot_ledger_store_find (context->db, id, &local);
  g_autoptr (GPtrArray) postings = NULL;
  gboolean reversed = FALSE;
  MootBookEntry entry;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (record == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such entry");
  if (!moot_ledger_store_is_reversed (context->db, id, &reversed, error))
    return FALSE;
  if (reversed)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "the entry was reversed before");
  postings = moot_ledger_store_list_postings (context->db, id, error);
  if (postings == NULL)
    return FALSE;
  entry = (MootBookEntry){ .date = moot_coop_get_today (context),
                           .state = record->state,
                           .description = description,
                           .payee = record->payee,
                           .code = record->code,
                           .visibility = record->visibility,
                           .source_kind = record->source_kind,
                           .source_ref = record->source_ref,
                           .created_by = actor_id,
                           .reverses = id };
  for (guint i = 0; i < postings->len && i < MOOT_BOOK_POSTINGS_MAX; i++)
    {
      const MootPostingRecord *posting = g_ptr_array_index (postings, i);

      entry.currency = posting->currency;
      entry.postings[entry.n_postings++] =
        (MootBookPosting){ posting->account, -posting->amount_minor, posting->member_id };
    }
  if (!moot_books_add (context, &entry, 1, actor_id, error))
    return FALSE;
  *out_id = entry.id;
  return TRUE;
}

/**
 * moot_books_check:
 * @db: a connection
 * @out_problems: (element-type utf8): gets what is wrong
 * @error: return location
 *
 * Returns: whether the books could be read
 */
gboolean
moot_books_check (MootDb     *db,
                  GPtrArray  *out_problems,
                  GError    **error)
{
  g_autoptr (GArray) ids = moot_ledger_store_list_unbalanced (db, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_ptr_array_add (out_problems,
                     g_strdup_printf ("books: entry %" G_GINT64_FORMAT " does not sum to zero",
                                      g_array_index (ids, gint64, i)));
  return ids != NULL;
}
