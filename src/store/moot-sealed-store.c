/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Sealed elections as this node keeps them: the lines of a log, and ballots that were promised a
 * place in it.  Thread: the connection's. */
#include "moot-sealed-store.h"

#include "moot-error.h"
#include "moot-records.h"
#include "moot-sql.h"

/** moot_sealed_row_clear: frees what is in @self */
void
moot_sealed_row_clear (MootSealedRow *self)
{
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->seed, g_free);
  g_clear_pointer (&self->log_id, g_free);
  g_clear_pointer (&self->roll, g_free);
}

/** moot_sealed_store_add: writes a draft and says its id */
gboolean
moot_sealed_store_add (MootDb               *db,
                       const MootSealedRow  *row,
                       gint64                now,
                       gint64               *out_id,
                       GError              **error)
{
  return moot_records_add (
    db, &moot_sql_sealed_add,
    MOOT_BINDS (MOOT_TEXT ("seed", row->seed), MOOT_TEXT ("log_id", row->log_id),
                MOOT_TEXT ("roll", row->roll), MOOT_INT ("made_at", now)),
    out_id, error);
}

/** moot_sealed_store_load: reads one.  Errors: %MOOT_ERROR_NOT_FOUND */
gboolean
moot_sealed_store_load (MootDb         *db,
                        gint64          id,
                        MootSealedRow  *out_row,
                        GError        **error)
{
  GError *local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_sealed_get, MOOT_BINDS (MOOT_INT ("id", id)), error);

  if (rows == NULL)
    return FALSE;
  if (!moot_rows_next (rows, &local))
    {
      if (local == NULL)
        g_set_error_literal (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND,
                             "there is no such election");
      g_propagate_error (error, local);
      return FALSE;
    }
  out_row->state = g_strdup (moot_rows_get_text (rows, "state"));
  out_row->seed = g_strdup (moot_rows_get_text (rows, "seed"));
  out_row->log_id = g_strdup (moot_rows_get_text (rows, "log_id"));
  out_row->roll = g_strdup (moot_rows_get_text (rows, "roll"));
  return TRUE;
}

/** moot_sealed_store_list: (transfer full) (element-type gint64): those in a state */
GArray *
moot_sealed_store_list (MootDb      *db,
                        const char  *state,
                        GError     **error)
{
  return moot_records_list_ids (db, &moot_sql_sealed_list,
                                MOOT_BINDS (MOOT_TEXT ("state", state)), error);
}

/** moot_sealed_store_set_state: one of the words above */
gboolean
moot_sealed_store_set_state (MootDb      *db,
                             gint64       id,
                             const char  *state,
                             GError     **error)
{
  return moot_db_run (db, &moot_sql_sealed_set_state,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_TEXT ("state", state)), error);
}

/** moot_sealed_store_forget_drafts: that were made before and never opened */
gboolean
moot_sealed_store_forget_drafts (MootDb  *db,
                                 gint64   before,
                                 GError **error)
{
  return moot_db_run (db, &moot_sql_sealed_forget_drafts,
                      MOOT_BINDS (MOOT_INT ("before", before)), error);
}

/** moot_sealed_store_add_line: the next of a log */
gboolean
moot_sealed_store_add_line (MootDb      *db,
                            gint64       id,
                            gint64       position,
                            const char  *entry,
                            const char  *document,
                            GError     **error)
{
  return moot_db_run (
    db, &moot_sql_sealed_line_add,
    MOOT_BINDS (MOOT_INT ("election_id", id), MOOT_INT ("position", position),
                MOOT_TEXT ("entry", entry), MOOT_TEXT ("document", document)),
    error);
}

/** moot_sealed_store_query_lines: (transfer full): `entry` and `document`, in the log's order */
MootRows *
moot_sealed_store_query_lines (MootDb  *db,
                               gint64   id,
                               GError **error)
{
  return moot_db_query (db, &moot_sql_sealed_line_list,
                        MOOT_BINDS (MOOT_INT ("election_id", id)), error);
}

/** moot_sealed_store_add_ballot: one that was promised a place; the same once more is nothing */
gboolean
moot_sealed_store_add_ballot (MootDb      *db,
                              gint64       id,
                              const char  *sha256,
                              const char  *ballot,
                              GError     **error)
{
  return moot_db_run (db, &moot_sql_sealed_ballot_add,
                      MOOT_BINDS (MOOT_INT ("election_id", id), MOOT_TEXT ("sha256", sha256),
                                  MOOT_TEXT ("ballot", ballot)),
                      error);
}

/** moot_sealed_store_query_ballots: (transfer full): each `ballot` that waits */
MootRows *
moot_sealed_store_query_ballots (MootDb  *db,
                                 gint64   id,
                                 GError **error)
{
  return moot_db_query (db, &moot_sql_sealed_ballot_list,
                        MOOT_BINDS (MOOT_INT ("election_id", id)), error);
}

/** moot_sealed_store_clear_ballots: they are in the log now */
gboolean
moot_sealed_store_clear_ballots (MootDb  *db,
                                 gint64   id,
                                 GError **error)
{
  return moot_db_run (db, &moot_sql_sealed_ballot_clear,
                      MOOT_BINDS (MOOT_INT ("election_id", id)), error);
}

/** moot_sealed_store_query_roll: (transfer full): `id` and `ed25519` of every active member, null
 * for those without a device */
MootRows *
moot_sealed_store_query_roll (MootDb  *db,
                              GError **error)
{
  return moot_db_query (db, &moot_sql_sealed_roll, NULL, error);
}
