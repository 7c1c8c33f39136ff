/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The books from end to end, row by row, for whoever writes them down elsewhere.
 * Thread: the connection's. */
#include "moot-journal-store.h"

#include "moot-sql.h"

static gboolean
visit_row (MootRows          *rows,
           MootJournalVisit   visit,
           gpointer           data,
           GError           **error)
{
  const MootJournalRow row = {
    .entry_id = moot_rows_get_int (rows, "id"),
    .date = moot_rows_get_int (rows, "date"),
    .state = moot_rows_get_text (rows, "state"),
    .description = moot_rows_get_text (rows, "description"),
    .payee = moot_rows_get_text (rows, "payee"),
    .code = moot_rows_get_text (rows, "code"),
    .visibility = moot_rows_get_text (rows, "visibility"),
    .source_kind = moot_rows_get_text (rows, "source_kind"),
    .source_ref = moot_rows_get_int (rows, "source_ref"),
    .account = moot_rows_get_text (rows, "account"),
    .amount_minor = moot_rows_get_int (rows, "amount_minor"),
    .currency = moot_rows_get_text (rows, "currency"),
    .member_id = moot_rows_get_int (rows, "member_id"),
    .member_no = moot_rows_get_int (rows, "member_no"),
  };

  return visit (&row, data, error);
}

/**
 * moot_journal_store_visit:
 * @db: a connection
 * @from: first day
 * @to: last day
 * @visit: called for each posting
 * @data: for @visit
 * @error: return location
 *
 * Returns: whether all were visited
 */
gboolean
moot_journal_store_visit (MootDb            *db,
                          gint64             from,
                          gint64             to,
                          MootJournalVisit   visit,
                          gpointer           data,
                          GError           **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_ledger_journal_list,
                   MOOT_BINDS (MOOT_INT ("from", from), MOOT_INT ("to", to)), error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    if (!visit_row (rows, visit, data, error))
      return FALSE;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static GStrv
dup_words (MootDb         *db,
           const MootSql  *sql,
           GError        **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, sql, NULL, error);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    g_strv_builder_add (words, moot_rows_text_at (rows, 0));
  if (local == NULL)
    return g_strv_builder_end (words);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/** moot_journal_store_dup_accounts: (transfer full): the chart of accounts, in order of names */
GStrv
moot_journal_store_dup_accounts (MootDb  *db,
                                 GError **error)
{
  return dup_words (db, &moot_sql_ledger_account_list, error);
}

/** moot_journal_store_dup_currencies: (transfer full): what anything was booked in */
GStrv
moot_journal_store_dup_currencies (MootDb  *db,
                                   GError **error)
{
  return dup_words (db, &moot_sql_ledger_currency_list, error);
}
