/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The sealed elections that this node is host of, in memory as their lines say and in the database
 * before anybody is told: what a receipt promises is on the disk.
 * Thread: any; one election after the other. */
#include "moot-sealed-boxes.h"

#include <string.h>

#include "moot-clock.h"
#include "moot-message.h"
#include "moot-sealed-store.h"

struct _MootSealedBoxes
{
  GMutex lock;
  MootDbPool *pool;
  GHashTable *boxes; /* id: Box */
};

typedef struct
{
  gint64 id;
  MootSealedHost *host;
  gint64 n_kept; /* lines that are in the database */
  gint64 last_batch;
  MootSealedPhase phase;
} Box;

static void
box_free (gpointer data)
{
  Box *self = data;

  moot_sealed_host_free (self->host);
  g_free (self);
}

/** moot_sealed_boxes_new: (transfer full): none is looked at before somebody asks */
MootSealedBoxes *
moot_sealed_boxes_new (MootDbPool *pool)
{
  MootSealedBoxes *self = g_new0 (MootSealedBoxes, 1);

  g_mutex_init (&self->lock);
  self->pool = pool;
  self->boxes = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, box_free);
  return self;
}

/** moot_sealed_boxes_free: frees @self, which may be %NULL */
void
moot_sealed_boxes_free (MootSealedBoxes *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->boxes);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Reading ------------------------------------------------------------------------------------ */

static void
note_state (Box *box)
{
  const MootSealedRecord *record = moot_sealed_host_get_record (box->host);

  box->n_kept = moot_sealed_log_get_size (moot_sealed_record_get_log (record));
  box->last_batch = moot_sealed_record_get_last_batch (record);
  box->phase = moot_sealed_record_get_phase (record);
}

static gboolean
read_lines (MootDb          *db,
            gint64           id,
            MootSealedHost  *host,
            GError         **error)
{
  g_autoptr (MootRows) rows = moot_sealed_store_query_lines (db, id, error);
  GError *local = NULL;

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    {
      g_autoptr (MootSealedLine) line = moot_sealed_line_new (
        moot_rows_get_text (rows, "entry"), moot_rows_get_text (rows, "document"));
      MootSealedCheck check;

      if (!moot_sealed_record_add (moot_sealed_host_get_record (host), line, &check, error))
        return FALSE;
    }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static gboolean
read_ballots (MootDb          *db,
              gint64           id,
              MootSealedHost  *host,
              GError         **error)
{
  g_autoptr (MootRows) rows = moot_sealed_store_query_ballots (db, id, error);
  GError *local = NULL;

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    if (!moot_sealed_host_restore (host, moot_rows_get_text (rows, "ballot"), error))
      return FALSE;
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static Box *
read_box (MootDb  *db,
          gint64   id,
          GError **error)
{
  g_auto (MootSealedRow) row = { 0 };
  g_autoptr (MootSealedRoll) roll = NULL;
  g_autoptr (MootSealedHost) host = NULL;
  MootDigest seed;
  Box *box;

  if (!moot_sealed_store_load (db, id, &row, error))
    return NULL;
  roll = moot_sealed_roll_parse (row.roll, error);
  if (roll == NULL || !moot_digest_from_hex (row.seed, &seed))
    return NULL;
  host = moot_sealed_host_new (seed.bytes, roll);
  explicit_bzero (&seed, sizeof seed);
  if (!read_lines (db, id, host, error) || !read_ballots (db, id, host, error))
    return NULL;
  box = g_new0 (Box, 1);
  box->id = id;
  box->host = g_steal_pointer (&host);
  note_state (box);
  return box;
}

static Box *
get_box (MootSealedBoxes  *self,
         gint64            id,
         GError          **error)
{
  Box *box = g_hash_table_lookup (self->boxes, &id);
  MootDb *reader;

  if (box != NULL)
    return box;
  reader = moot_db_pool_borrow_reader (self->pool, error);
  if (reader == NULL)
    return NULL;
  box = read_box (reader, id, error);
  moot_db_pool_return_reader (self->pool, reader);
  if (box != NULL)
    g_hash_table_insert (self->boxes, &box->id, box);
  return box;
}

/* Writing ------------------------------------------------------------------------------------ */

typedef struct
{
  Box *box;
  const char *ballot; /* that was promised a place, or NULL */
} Keeping;

static gboolean
keep_ballot (MootDb         *db,
             const Keeping  *keeping,
             GError        **error)
{
  const MootSealedRecord *record = moot_sealed_host_get_record (keeping->box->host);
  g_autofree char *hex = NULL;
  MootDigest digest;

  if (keeping->ballot == NULL)
    return TRUE;
  moot_message_digest (keeping->ballot, &digest);
  if (moot_sealed_record_find_ballot (record, &digest) >= 0) /* sent once more */
    return TRUE;
  hex = moot_digest_to_hex (&digest);
  return moot_sealed_store_add_ballot (db, keeping->box->id, hex, keeping->ballot, error);
}

static gboolean
keep_state (MootDb     *db,
            const Box  *box,
            GError    **error)
{
  const MootSealedPhase phase =
    moot_sealed_record_get_phase (moot_sealed_host_get_record (box->host));

  if (phase == box->phase)
    return TRUE;
  return moot_sealed_store_set_state (
    db, box->id, phase == MOOT_SEALED_PHASE_DONE ? MOOT_SEALED_DONE : MOOT_SEALED_RUNNING, error);
}

static gboolean
keep (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  const Keeping *keeping = data;
  const Box *box = keeping->box;
  const MootSealedRecord *record = moot_sealed_host_get_record (box->host);
  const MootSealedLog *log = moot_sealed_record_get_log (record);

  for (gint64 i = box->n_kept; i < moot_sealed_log_get_size (log); i++)
    {
      const MootSealedLine *line = moot_sealed_log_get_line (log, i);

      if (!moot_sealed_store_add_line (db, box->id, i, line->entry, line->document, error))
        return FALSE;
    }
  if (moot_sealed_record_get_last_batch (record) != box->last_batch &&
      !moot_sealed_store_clear_ballots (db, box->id, error))
    return FALSE;
  return keep_ballot (db, keeping, error) && keep_state (db, box, error);
}

/* What is due comes before what is asked now: a ballot after the hour is for the next batch. */
static void
work (Box *box)
{
  g_autoptr (GError) error = NULL;

  if (!moot_sealed_host_work (box->host, moot_clock_now (), &error))
    g_message ("sealed election %" G_GINT64_FORMAT ": %s", box->id, error->message);
}

/**
 * moot_sealed_boxes_do:
 * @self: all elections
 * @id: one of them
 * @deed: what is done with it
 * @ballot: (nullable): that waits for its batch if @deed takes it
 * @data: for @deed
 * @error: return location
 *
 * What @deed changes is in the database when this returns; if it could not be written there the
 * election is read again from it the next time.
 *
 * Errors: %MOOT_ERROR_NOT_FOUND, those of @deed and of the database.
 *
 * Returns: whether it was done
 */
gboolean
moot_sealed_boxes_do (MootSealedBoxes  *self,
                      gint64            id,
                      MootSealedDeed    deed,
                      const char       *ballot,
                      gpointer          data,
                      GError          **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Box *box = get_box (self, id, error);
  const MootSealedLog *log;
  Keeping keeping = { box, NULL };
  GError *local = NULL;
  gboolean done;

  if (box == NULL)
    return FALSE;
  work (box);
  done = deed (box->host, moot_clock_now (), data, error);
  log = moot_sealed_record_get_log (moot_sealed_host_get_record (box->host));
  keeping.ballot = done ? ballot : NULL;
  if (moot_sealed_log_get_size (log) == box->n_kept && keeping.ballot == NULL)
    return done;
  if (!moot_db_pool_write (self->pool, keep, &keeping, &local))
    {
      g_hash_table_remove (self->boxes, &id);
      if (done)
        g_propagate_error (error, local);
      else
        g_error_free (local);
      return FALSE;
    }
  note_state (box);
  return done;
}

/* Time --------------------------------------------------------------------------------------- */

static gboolean
look (MootSealedHost  *host,
      gint64           now,
      gpointer         unused,
      GError         **error)
{
  return TRUE;
}

/** moot_sealed_boxes_run: writes the batches that are due, closes and counts, wherever it is time
 */
gboolean
moot_sealed_boxes_run (const MootServices  *services,
                       gint64               now,
                       GError             **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (services->pool, error);
  g_autoptr (GArray) ids = NULL;
  gboolean done = TRUE;

  if (reader == NULL)
    return FALSE;
  ids = moot_sealed_store_list (reader, MOOT_SEALED_RUNNING, error);
  moot_db_pool_return_reader (services->pool, reader);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    done = moot_sealed_boxes_do (services->sealed_boxes, g_array_index (ids, gint64, i), look, NULL,
                                 NULL, done ? error : NULL) &&
           done;
  return ids != NULL && done;
}
