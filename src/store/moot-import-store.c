/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Files from the bank and their lines.  What a line says is never changed, only what became of it.
 * Thread: the connection's. */
#include "moot-import-store.h"

#include "moot-id.h"
#include "moot-sql.h"

static gint64
read_id (const char *text)
{
  gint64 id = 0;

  if (text != NULL)
    moot_id_parse (text, &id);
  return id;
}

/** moot_import_store_find_file: the import of a file; 0 when it never was imported */
gboolean
moot_import_store_find_file (MootDb      *db,
                             const char  *file_sha256,
                             gint64      *out_id,
                             GError     **error)
{
  *out_id = 0;
  return moot_db_get_int (db, &moot_sql_bank_import_get_by_file,
                          MOOT_BINDS (MOOT_TEXT ("file_sha256", file_sha256)), out_id, error);
}

/** moot_import_store_add: writes an import without lines */
gboolean
moot_import_store_add (MootDb                   *db,
                       const MootBankFileDraft  *file,
                       gint64                   *out_id,
                       GError                  **error)
{
  return moot_records_add (
    db, &moot_sql_bank_import_add,
    MOOT_BINDS (MOOT_TEXT ("file_sha256", file->file_sha256), MOOT_TEXT ("format", file->format),
                MOOT_TEXT ("account", file->account), MOOT_INT ("unbalanced", file->n_unbalanced),
                MOOT_INT ("dates_guessed", file->dates_guessed),
                MOOT_INT ("imported_by", file->imported_by),
                MOOT_INT ("created_at", file->created_at), MOOT_INT ("log_seq", file->log_seq)),
    out_id, error);
}

/** moot_import_store_set_known: how many lines of the file were here before */
gboolean
moot_import_store_set_known (MootDb  *db,
                             gint64   id,
                             gint64   n_known,
                             GError **error)
{
  return moot_db_run (db, &moot_sql_bank_import_set_known,
                      MOOT_BINDS (MOOT_INT ("known_count", n_known), MOOT_INT ("id", id)), error);
}

/** moot_import_store_find: (transfer full) (nullable): the import with this id */
MootBankImport *
moot_import_store_find (MootDb  *db,
                        gint64   id,
                        GError **error)
{
  return moot_records_find (db, &moot_sql_bank_import_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_BANK_IMPORT, error);
}

/** moot_import_store_list: (transfer full) (element-type MootBankImport): a page, newest first */
GPtrArray *
moot_import_store_list (MootDb           *db,
                        const MootRange  *range,
                        GError          **error)
{
  return moot_records_list (db, &moot_sql_bank_import_list,
                            MOOT_BINDS (MOOT_INT ("max_id", range->below),
                                        MOOT_INT ("min_id", range->above),
                                        MOOT_INT ("ascending", range->ascending),
                                        MOOT_INT ("limit", range->limit)),
                            MOOT_TYPE_BANK_IMPORT, error);
}

/** moot_import_store_is_known: whether a line with this reference came before, or is a payment */
gboolean
moot_import_store_is_known (MootDb      *db,
                            const char  *bank_ref,
                            gboolean    *out_known,
                            GError     **error)
{
  gint64 n = 0;

  if (!moot_db_get_int (db, &moot_sql_bank_line_count_known,
                        MOOT_BINDS (MOOT_TEXT ("bank_ref", bank_ref)), &n, error))
    return FALSE;
  *out_known = n > 0;
  return TRUE;
}

/** moot_import_store_find_payer: the one member an account paid for before; 0 for none or many */
gboolean
moot_import_store_find_payer (MootDb      *db,
                              const char  *payer_account_sha256,
                              gint64      *out_member_id,
                              GError     **error)
{
  *out_member_id = 0;
  return moot_db_get_int (db, &moot_sql_bank_line_find_payer,
                          MOOT_BINDS (MOOT_TEXT ("payer_account_sha256", payer_account_sha256)),
                          out_member_id, error);
}

/** moot_import_store_add_line: writes a new line */
gboolean
moot_import_store_add_line (MootDb                   *db,
                            const MootBankLineDraft  *line,
                            GError                  **error)
{
  return moot_db_run (
    db, &moot_sql_bank_line_add,
    MOOT_BINDS (MOOT_INT ("import_id", line->import_id), MOOT_INT ("date", line->date),
                MOOT_INT ("amount_minor", line->amount_minor),
                MOOT_TEXT ("currency", line->currency), MOOT_TEXT ("payer", line->payer),
                MOOT_TEXT ("payer_account_sha256", line->payer_account_sha256),
                MOOT_TEXT ("reference", line->reference), MOOT_TEXT ("text", line->text),
                MOOT_TEXT ("bank_ref", line->bank_ref), MOOT_TEXT ("state", line->state),
                MOOT_ID ("member_id", line->member_id),
                MOOT_TEXT ("match_method", line->match_method),
                MOOT_INT ("match_score", line->match_score)),
    error);
}

/** moot_import_store_save_line: writes what became of a line */
gboolean
moot_import_store_save_line (MootDb              *db,
                             const MootBankLine  *line,
                             GError             **error)
{
  return moot_db_run (db, &moot_sql_bank_line_save,
                      MOOT_BINDS (MOOT_TEXT ("state", line->state),
                                  MOOT_ID ("member_id", read_id (line->member_id)),
                                  MOOT_TEXT ("match_method", line->match_method),
                                  MOOT_INT ("match_score", line->match_score),
                                  MOOT_ID ("payment_id", read_id (line->payment_id)),
                                  MOOT_INT ("id", read_id (line->id))),
                      error);
}

/** moot_import_store_reopen: the line of a payment that was reversed waits again */
gboolean
moot_import_store_reopen (MootDb  *db,
                          gint64   payment_id,
                          GError **error)
{
  return moot_db_run (db, &moot_sql_bank_line_reopen,
                      MOOT_BINDS (MOOT_INT ("payment_id", payment_id)), error);
}

/** moot_import_store_find_line: (transfer full) (nullable): the line with this id */
MootBankLine *
moot_import_store_find_line (MootDb  *db,
                             gint64   id,
                             GError **error)
{
  return moot_records_find (db, &moot_sql_bank_line_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_BANK_LINE, error);
}

/**
 * moot_import_store_list_lines:
 * @db: a connection
 * @import_id: of which import
 * @state: only those; empty for all
 * @range: the page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootBankLine): the page, newest first
 */
GPtrArray *
moot_import_store_list_lines (MootDb           *db,
                              gint64            import_id,
                              const char       *state,
                              const MootRange  *range,
                              GError          **error)
{
  return moot_records_list (
    db, &moot_sql_bank_line_list,
    MOOT_BINDS (MOOT_INT ("import_id", import_id), MOOT_TEXT ("state", state),
                MOOT_INT ("max_id", range->below), MOOT_INT ("min_id", range->above),
                MOOT_INT ("ascending", range->ascending), MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_BANK_LINE, error);
}

/** moot_import_store_list_matched: (transfer full) (element-type MootBankLine): from a score on */
GPtrArray *
moot_import_store_list_matched (MootDb  *db,
                                gint64   import_id,
                                gint64   min_score,
                                gint64   limit,
                                GError **error)
{
  return moot_records_list (
    db, &moot_sql_bank_line_list_matched,
    MOOT_BINDS (MOOT_INT ("import_id", import_id), MOOT_INT ("min_score", min_score),
                MOOT_INT ("limit", limit)),
    MOOT_TYPE_BANK_LINE, error);
}

/** moot_import_store_list_payments: (transfer full) (element-type gint64): those that count */
GArray *
moot_import_store_list_payments (MootDb  *db,
                                 gint64   import_id,
                                 GError **error)
{
  return moot_records_list_ids (db, &moot_sql_payment_list_of_import,
                                MOOT_BINDS (MOOT_INT ("import_id", import_id)), error);
}
