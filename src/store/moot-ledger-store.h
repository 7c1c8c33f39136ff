/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-dues-records.h"
#include "moot-records.h"

G_BEGIN_DECLS

/**
 * MootMoveVisit:
 *
 * Called for each posting of a time, in order of days.
 */
typedef gboolean (*MootMoveVisit) (const MootEntryRecord    *entry,
                                   const MootPostingRecord  *posting,
                                   gpointer                  data,
                                   GError                  **error);

gboolean moot_ledger_store_has_account (MootDb           *db,
                                        const char       *name,
                                        gboolean         *out_exists,
                                        GError          **error);
gboolean moot_ledger_store_add         (MootDb           *db,
                                        MootEntryRecord  *entry,
                                        GPtrArray        *postings,
                                        GError          **error);

MootEntryRecord *
moot_ledger_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_ledger_store_is_reversed (MootDb    *db,
                                        gint64     id,
                                        gboolean  *out_reversed,
                                        GError   **error);

GPtrArray *moot_ledger_store_list (MootDb           *db,
                                   gint64            from,
                                   gint64            to,
                                   const char       *account,
                                   const MootRange  *range,
                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_ledger_store_list_postings (MootDb  *db,
                                            gint64   entry_id,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_ledger_store_visit            (MootDb         *db,
                                             gint64          from,
                                             gint64          to,
                                             MootMoveVisit   visit,
                                             gpointer        data,
                                             GError        **error);
gboolean moot_ledger_store_visit_sums       (MootDb         *db,
                                             gint64          before,
                                             MootMoveVisit   visit,
                                             gpointer        data,
                                             GError        **error);
gboolean moot_ledger_store_count_payers     (MootDb         *db,
                                             gint64          year,
                                             gint64          until,
                                             const char     *currency,
                                             gint64         *out_n,
                                             GError        **error);
gboolean moot_ledger_store_sum_few_payers   (MootDb         *db,
                                             gint64          before,
                                             const char     *currency,
                                             gint64          n_payers,
                                             gint64         *out_minor,
                                             GError        **error);
gboolean moot_ledger_store_count_few_payers (MootDb         *db,
                                             gint64          from,
                                             gint64          to,
                                             const char     *currency,
                                             gint64          n_payers,
                                             gint64         *out_n,
                                             GError        **error);

GArray *moot_ledger_store_list_unbalanced (MootDb  *db,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *
moot_ledger_store_list_plan (MootDb *db, int year, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
