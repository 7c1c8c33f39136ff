/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Rows as objects: what every store does with a statement that selects whole rows.
 * Thread: the connection's. */
#include "moot-records.h"

/**
 * moot_records_find:
 * @db: a connection
 * @sql: a SELECT of at most one row
 * @binds: (nullable): its parameters
 * @type: an entity type with a field for each column
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the row; %NULL without @error when there is none
 */
gpointer
moot_records_find (MootDb          *db,
                   const MootSql   *sql,
                   const MootBind  *binds,
                   GType            type,
                   GError         **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, sql, binds, error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  return moot_rows_read_entity (rows, type);
}

/**
 * moot_records_read_first:
 * @db: a connection
 * @sql: a SELECT
 * @binds: (nullable): its parameters
 * @reader: reads a row
 * @out: where to; stays as it is when there is no row
 * @error: return location
 *
 * Returns: whether the database answered
 */
gboolean
moot_records_read_first (MootDb            *db,
                         const MootSql     *sql,
                         const MootBind    *binds,
                         MootRecordReader   reader,
                         gpointer           out,
                         GError           **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (db, sql, binds, error);

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    reader (rows, out);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_records_list:
 * @db: a connection
 * @sql: a SELECT
 * @binds: (nullable): its parameters
 * @type: an entity type with a field for each column
 * @error: return location
 *
 * Returns: (transfer full) (element-type GObject): the rows in the order of the statement
 */
GPtrArray *
moot_records_list (MootDb          *db,
                   const MootSql   *sql,
                   const MootBind  *binds,
                   GType            type,
                   GError         **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, sql, binds, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    g_ptr_array_add (list, moot_rows_read_entity (rows, type));
  if (local == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_records_list_ids:
 * @db: a connection
 * @sql: a SELECT whose first column is a number
 * @binds: (nullable): its parameters
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): the numbers in the order of the statement
 */
GArray *
moot_records_list_ids (MootDb          *db,
                       const MootSql   *sql,
                       const MootBind  *binds,
                       GError         **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, sql, binds, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    {
      gint64 id = moot_rows_int_at (rows, 0);

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_records_write:
 * @db: a connection
 * @sql: a SELECT
 * @binds: (nullable): its parameters
 * @write: writes the members of one object
 * @json: gets an array of objects, one for each row
 * @error: return location
 *
 * Returns: whether the database answered
 */
gboolean
moot_records_write (MootDb            *db,
                    const MootSql     *sql,
                    const MootBind    *binds,
                    MootRecordWriter   write,
                    MootJsonWriter    *json,
                    GError           **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, sql, binds, error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  moot_json_begin_array (json);
  while (moot_rows_next (rows, &local))
    {
      moot_json_begin_object (json);
      write (rows, json);
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_records_add:
 * @db: the writer
 * @sql: an INSERT of one row
 * @binds: (nullable): its parameters
 * @out_id: (out): the row's id
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_records_add (MootDb          *db,
                  const MootSql   *sql,
                  const MootBind  *binds,
                  gint64          *out_id,
                  GError         **error)
{
  if (!moot_db_run (db, sql, binds, error))
    return FALSE;
  *out_id = moot_db_get_last_id (db);
  return TRUE;
}

/**
 * moot_records_reverse:
 * @records: rows in ascending order
 *
 * Turns a page round, newest first, as the API shows it.
 */
void
moot_records_reverse (GPtrArray *records)
{
  for (guint i = 0; i < records->len / 2; i++)
    {
      gpointer swapped = records->pdata[i];

      records->pdata[i] = records->pdata[records->len - 1 - i];
      records->pdata[records->len - 1 - i] = swapped;
    }
}
