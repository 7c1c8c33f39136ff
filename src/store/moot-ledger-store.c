/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The books: entries and their postings, only ever added.
 * Thread: the connection's. */
#include "moot-ledger-store.h"

#include "moot-sql.h"

/** moot_ledger_store_has_account: whether the chart of accounts has it */
gboolean
moot_ledger_store_has_account (MootDb      *db,
                               const char  *name,
                               gboolean    *out_exists,
                               GError     **error)
{
  gint64 n = 0;

  if (!moot_db_get_int (db, &moot_sql_ledger_account_get, MOOT_BINDS (MOOT_TEXT ("name", name)), &n,
                        error))
    return FALSE;
  *out_exists = n > 0;
  return TRUE;
}

/**
 * moot_ledger_store_add:
 * @db: the writer
 * @entry: a new entry; gets its id
 * @postings: (element-type MootPostingRecord): its lines; what they sum to is the caller's care
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_ledger_store_add (MootDb           *db,
                       MootEntryRecord  *entry,
                       GPtrArray        *postings,
                       GError          **error)
{
  if (!moot_records_add (
        db, &moot_sql_ledger_entry_add,
        MOOT_BINDS (
          MOOT_INT ("date", entry->date), MOOT_TEXT ("state", entry->state),
          MOOT_TEXT ("description", entry->description), MOOT_TEXT ("payee", entry->payee),
          MOOT_TEXT ("code", entry->code), MOOT_TEXT ("visibility", entry->visibility),
          MOOT_TEXT ("source_kind", entry->source_kind), MOOT_ID ("source_ref", entry->source_ref),
          MOOT_ID ("created_by", entry->created_by), MOOT_ID ("approved_by", entry->approved_by),
          MOOT_ID ("reverses", entry->reverses), MOOT_TEXT ("sha256", entry->sha256),
          MOOT_TEXT ("salt", entry->salt), MOOT_INT ("log_seq", entry->log_seq),
          MOOT_INT ("created_at", entry->created_at)),
        &entry->id, error))
    return FALSE;
  for (guint i = 0; i < postings->len; i++)
    {
      const MootPostingRecord *posting = g_ptr_array_index (postings, i);

      if (!moot_db_run (db, &moot_sql_ledger_posting_add,
                        MOOT_BINDS (MOOT_INT ("entry_id", entry->id), MOOT_INT ("position", i),
                                    MOOT_TEXT ("account", posting->account),
                                    MOOT_INT ("amount_minor", posting->amount_minor),
                                    MOOT_TEXT ("currency", posting->currency),
                                    MOOT_ID ("member_id", posting->member_id)),
                        error))
        return FALSE;
    }
  return TRUE;
}

/** moot_ledger_store_find: (transfer full) (nullable): the entry with this id */
MootEntryRecord *
moot_ledger_store_find (MootDb  *db,
                        gint64   id,
                        GError **error)
{
  return moot_records_find (db, &moot_sql_ledger_entry_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_ENTRY_RECORD, error);
}

/** moot_ledger_store_is_reversed: whether another entry undoes this one */
gboolean
moot_ledger_store_is_reversed (MootDb    *db,
                               gint64     id,
                               gboolean  *out_reversed,
                               GError   **error)
{
  gint64 n = 0;

  if (!moot_db_get_int (db, &moot_sql_ledger_entry_get_reversal, MOOT_BINDS (MOOT_INT ("id", id)),
                        &n, error))
    return FALSE;
  *out_reversed = n > 0;
  return TRUE;
}

/**
 * moot_ledger_store_list:
 * @db: a connection
 * @from: first day
 * @to: last day
 * @account: only entries that touch it; empty for all
 * @range: the page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootEntryRecord): the page
 */
GPtrArray *
moot_ledger_store_list (MootDb           *db,
                        gint64            from,
                        gint64            to,
                        const char       *account,
                        const MootRange  *range,
                        GError          **error)
{
  return moot_records_list (
    db, range->ascending ? &moot_sql_ledger_entry_list_ascending : &moot_sql_ledger_entry_list,
    MOOT_BINDS (MOOT_INT ("max_id", range->below), MOOT_INT ("min_id", range->above),
                MOOT_INT ("from", from), MOOT_INT ("to", to), MOOT_TEXT ("account", account),
                MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_ENTRY_RECORD, error);
}

/** moot_ledger_store_list_postings: (transfer full) (element-type MootPostingRecord): of an entry
 */
GPtrArray *
moot_ledger_store_list_postings (MootDb  *db,
                                 gint64   entry_id,
                                 GError **error)
{
  return moot_records_list (db, &moot_sql_ledger_posting_list,
                            MOOT_BINDS (MOOT_INT ("entry_id", entry_id)), MOOT_TYPE_POSTING_RECORD,
                            error);
}

static gboolean
visit_row (MootRows       *rows,
           MootMoveVisit   visit,
           gpointer        data,
           GError        **error)
{
  g_autoptr (MootEntryRecord) entry = g_object_new (MOOT_TYPE_ENTRY_RECORD, NULL);
  g_autoptr (MootPostingRecord) posting = g_object_new (MOOT_TYPE_POSTING_RECORD, NULL);

  entry->id = posting->entry_id = moot_rows_get_int (rows, "entry_id");
  entry->date = moot_rows_get_int (rows, "date");
  entry->source_kind = g_strdup (moot_rows_get_text (rows, "source_kind"));
  entry->visibility = g_strdup (moot_rows_get_text (rows, "visibility"));
  entry->description = g_strdup (moot_rows_get_text (rows, "description"));
  posting->account = g_strdup (moot_rows_get_text (rows, "account"));
  posting->amount_minor = moot_rows_get_int (rows, "amount_minor");
  posting->currency = g_strdup (moot_rows_get_text (rows, "currency"));
  posting->member_id = moot_rows_get_int (rows, "member_id");
  return visit (entry, posting, data, error);
}

static gboolean
visit_rows (MootRows       *rows,
            MootMoveVisit   visit,
            gpointer        data,
            GError        **error)
{
  g_autoptr (MootRows) owned = rows;
  g_autoptr (GError) local = NULL;

  if (owned == NULL)
    return FALSE;
  while (moot_rows_next (owned, &local))
    if (!visit_row (owned, visit, data, error))
      return FALSE;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_ledger_store_visit:
 * @db: a connection
 * @from: first day
 * @to: last day
 * @visit: called for each posting; its records hold only what sums need
 * @data: for @visit
 * @error: return location
 *
 * Returns: whether all were visited
 */
gboolean
moot_ledger_store_visit (MootDb         *db,
                         gint64          from,
                         gint64          to,
                         MootMoveVisit   visit,
                         gpointer        data,
                         GError        **error)
{
  return visit_rows (moot_db_query (db, &moot_sql_ledger_move_list,
                                    MOOT_BINDS (MOOT_INT ("from", from), MOOT_INT ("to", to)),
                                    error),
                     visit, data, error);
}

/**
 * moot_ledger_store_visit_sums:
 * @db: a connection
 * @before: the first day of a month
 * @visit: called for what was posted to an account in a month before, dated on its first day; all
 *   that is neither a charge nor a payment is of the kind `other`
 * @data: for @visit
 * @error: return location
 *
 * Returns: whether all were visited
 */
gboolean
moot_ledger_store_visit_sums (MootDb         *db,
                              gint64          before,
                              MootMoveVisit   visit,
                              gpointer        data,
                              GError        **error)
{
  return visit_rows (moot_db_query (db, &moot_sql_ledger_sum_list,
                                    MOOT_BINDS (MOOT_INT ("before", before)), error),
                     visit, data, error);
}

/** moot_ledger_store_count_payers: who paid dues from the first day of @year to @until */
gboolean
moot_ledger_store_count_payers (MootDb      *db,
                                gint64       year,
                                gint64       until,
                                const char  *currency,
                                gint64      *out_n,
                                GError     **error)
{
  *out_n = 0;
  return moot_db_get_int (db, &moot_sql_ledger_payer_count,
                          MOOT_BINDS (MOOT_INT ("year", year), MOOT_INT ("until", until),
                                      MOOT_TEXT ("currency", currency)),
                          out_n, error);
}

/**
 * moot_ledger_store_sum_few_payers:
 * @db: a connection
 * @before: the first day of a year
 * @currency: of the dues
 * @n_payers: how many are enough
 * @out_minor: (out): the dues of all years before in which fewer paid
 * @error: return location
 *
 * Returns: whether it is known
 */
gboolean
moot_ledger_store_sum_few_payers (MootDb      *db,
                                  gint64       before,
                                  const char  *currency,
                                  gint64       n_payers,
                                  gint64      *out_minor,
                                  GError     **error)
{
  *out_minor = 0;
  return moot_db_get_int (db, &moot_sql_ledger_few_payers_dues,
                          MOOT_BINDS (MOOT_INT ("before", before),
                                      MOOT_TEXT ("currency", currency),
                                      MOOT_INT ("payers", n_payers)),
                          out_minor, error);
}

/** moot_ledger_store_count_few_payers: (out) @out_n: in how many months of these days dues came in,
 * and from fewer than @n_payers */
gboolean
moot_ledger_store_count_few_payers (MootDb      *db,
                                    gint64       from,
                                    gint64       to,
                                    const char  *currency,
                                    gint64       n_payers,
                                    gint64      *out_n,
                                    GError     **error)
{
  *out_n = 0;
  return moot_db_get_int (db, &moot_sql_ledger_few_payers_months,
                          MOOT_BINDS (MOOT_INT ("from", from), MOOT_INT ("to", to),
                                      MOOT_TEXT ("currency", currency),
                                      MOOT_INT ("payers", n_payers)),
                          out_n, error);
}

/** moot_ledger_store_list_unbalanced: (transfer full) (element-type gint64): entries that do not
 * sum to zero */
GArray *
moot_ledger_store_list_unbalanced (MootDb  *db,
                                   GError **error)
{
  return moot_records_list_ids (db, &moot_sql_check_ledger_unbalanced, NULL, error);
}

/** moot_ledger_store_list_plan: (transfer full) (element-type MootAccountSumRecord): the budget
 * members voted */
GPtrArray *
moot_ledger_store_list_plan (MootDb  *db,
                             int      year,
                             GError **error)
{
  return moot_records_list (db, &moot_sql_budget_plan_list, MOOT_BINDS (MOOT_INT ("year", year)),
                            MOOT_TYPE_ACCOUNT_SUM_RECORD, error);
}
