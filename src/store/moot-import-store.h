/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bank-import.h"
#include "moot-records.h"

G_BEGIN_DECLS

/**
 * MootBankLineDraft:
 *
 * A line that is new; all words are borrowed.
 */
typedef struct
{
  gint64 import_id;
  gint64 date;
  gint64 amount_minor;
  const char *currency;
  const char *payer;
  const char *payer_account_sha256;
  const char *reference;
  const char *text;
  const char *bank_ref;
  const char *state;
  gint64 member_id;
  const char *match_method;
  gint64 match_score;
} MootBankLineDraft;

/**
 * MootBankFileDraft:
 *
 * A file that is new; all words are borrowed.
 */
typedef struct
{
  const char *file_sha256;
  const char *format;
  const char *account;
  gint64 n_unbalanced;
  gboolean dates_guessed;
  gint64 imported_by;
  gint64 created_at;
  gint64 log_seq;
} MootBankFileDraft;

gboolean moot_import_store_find_file (MootDb                   *db,
                                      const char               *file_sha256,
                                      gint64                   *out_id,
                                      GError                  **error);
gboolean moot_import_store_add       (MootDb                   *db,
                                      const MootBankFileDraft  *file,
                                      gint64                   *out_id,
                                      GError                  **error);
gboolean moot_import_store_set_known (MootDb                   *db,
                                      gint64                    id,
                                      gint64                    n_known,
                                      GError                  **error);

MootBankImport *
moot_import_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_import_store_list (MootDb           *db,
                                   const MootRange  *range,
                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_import_store_is_known   (MootDb                   *db,
                                       const char               *bank_ref,
                                       gboolean                 *out_known,
                                       GError                  **error);
gboolean moot_import_store_find_payer (MootDb                   *db,
                                       const char               *payer_account_sha256,
                                       gint64                   *out_member_id,
                                       GError                  **error);
gboolean moot_import_store_add_line   (MootDb                   *db,
                                       const MootBankLineDraft  *line,
                                       GError                  **error);
gboolean moot_import_store_save_line  (MootDb                   *db,
                                       const MootBankLine       *line,
                                       GError                  **error);
gboolean moot_import_store_reopen     (MootDb                   *db,
                                       gint64                    payment_id,
                                       GError                  **error);

MootBankLine *
moot_import_store_find_line (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_import_store_list_lines    (MootDb           *db,
                                            gint64            import_id,
                                            const char       *state,
                                            const MootRange  *range,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_import_store_list_matched  (MootDb           *db,
                                            gint64            import_id,
                                            gint64            min_score,
                                            gint64            limit,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GArray    *moot_import_store_list_payments (MootDb           *db,
                                            gint64            import_id,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
