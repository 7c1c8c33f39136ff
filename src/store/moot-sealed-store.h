/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

#define MOOT_SEALED_DRAFT "draft"
#define MOOT_SEALED_RUNNING "running"
#define MOOT_SEALED_DONE "done"

/**
 * MootSealedRow:
 * @seed: of the key that signs the log, in hex; secret
 * @log_id: of the log, in hex
 * @roll: who may vote, in canonical JSON
 *
 * A sealed election that this node is host of, without its log.
 */
typedef struct
{
  char *state;
  char *seed;
  char *log_id;
  char *roll;
} MootSealedRow;

gboolean  moot_sealed_store_add  (MootDb               *db,
                                  const MootSealedRow  *row,
                                  gint64                now,
                                  gint64               *out_id,
                                  GError              **error);
gboolean  moot_sealed_store_load (MootDb               *db,
                                  gint64                id,
                                  MootSealedRow        *out_row,
                                  GError              **error);
GArray   *moot_sealed_store_list (MootDb               *db,
                                  const char           *state,
                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void      moot_sealed_row_clear  (MootSealedRow        *self);

gboolean moot_sealed_store_set_state     (MootDb      *db,
                                          gint64       id,
                                          const char  *state,
                                          GError     **error);
gboolean moot_sealed_store_forget_drafts (MootDb      *db,
                                          gint64       before,
                                          GError     **error);

gboolean  moot_sealed_store_add_line      (MootDb      *db,
                                           gint64       id,
                                           gint64       position,
                                           const char  *entry,
                                           const char  *document,
                                           GError     **error);
MootRows *moot_sealed_store_query_lines   (MootDb      *db,
                                           gint64       id,
                                           GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_sealed_store_add_ballot    (MootDb      *db,
                                           gint64       id,
                                           const char  *sha256,
                                           const char  *ballot,
                                           GError     **error);
MootRows *moot_sealed_store_query_ballots (MootDb      *db,
                                           gint64       id,
                                           GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_sealed_store_clear_ballots (MootDb      *db,
                                           gint64       id,
                                           GError     **error);
MootRows *moot_sealed_store_query_roll    (MootDb      *db,
                                           GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootSealedRow, moot_sealed_row_clear)

G_END_DECLS
