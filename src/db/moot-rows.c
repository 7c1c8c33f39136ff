/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The rows of one statement.  A statement that is done goes back to its connection's cache, so a
 * query is prepared once.  Text and blobs are valid until the next row.
 * Thread: the connection's. */
#include "moot-db-private.h"

#include <string.h>

struct _MootRows
{
  MootDb *db;
  const MootSql *sql;
  sqlite3_stmt *statement;
};

static gboolean
bind_all (MootRows        *self,
          const MootBind  *binds,
          GError         **error)
{
  for (const MootBind *bind = binds; bind != NULL && bind->kind != MOOT_BIND_END; bind++)
    {
      int index = sqlite3_bind_parameter_index (self->statement, bind->name);
      int code = SQLITE_OK;
      gsize size;
      const void *data;

      if (index == 0)
        {
          g_set_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_FAILED,
                       "statement '%s' has no parameter '%s'", self->sql->name, bind->name);
          return FALSE;
        }
      switch (bind->kind)
        {
        case MOOT_BIND_TEXT:
          code = sqlite3_bind_text (self->statement, index, bind->text, -1, SQLITE_TRANSIENT);
          break;
        case MOOT_BIND_INT:
          code = sqlite3_bind_int64 (self->statement, index, bind->integer);
          break;
        case MOOT_BIND_BLOB:
          data = bind->blob != NULL ? g_bytes_get_data (bind->blob, &size) : NULL;
          code = data != NULL
                   ? sqlite3_bind_blob64 (self->statement, index, data, size, SQLITE_TRANSIENT)
                   : sqlite3_bind_null (self->statement, index);
          break;
        case MOOT_BIND_NULL:
        case MOOT_BIND_END:
          code = sqlite3_bind_null (self->statement, index);
          break;
        }
      if (code != SQLITE_OK)
        return moot_db_set_error (self->db, self->sql->name, error);
    }
  return TRUE;
}

/**
 * moot_db_query:
 * @self: a connection
 * @sql: a statement of the catalogue
 * @binds: (nullable): its parameters by name; one that is not named is NULL
 * @error: return location
 *
 * Starts a statement; moot_rows_next() steps through its rows.
 *
 * Returns: (transfer full): the rows, before the first one
 */
MootRows *
moot_db_query (MootDb          *self,
               const MootSql   *sql,
               const MootBind  *binds,
               GError         **error)
{
  g_autoptr (MootRows) rows = g_new0 (MootRows, 1);
  gpointer cached;

  g_assert (self->owner == g_thread_self ());

  if (self->deadline != 0 && moot_db_is_too_late (self))
    {
      g_set_error (error, MOOT_DB_ERROR, MOOT_DB_ERROR_BUSY, "no time left for '%s'", sql->name);
      return NULL;
    }
  rows->db = self;
  rows->sql = sql;
  if (g_hash_table_steal_extended (self->statements, sql, NULL, &cached))
    rows->statement = cached;
  else if (sqlite3_prepare_v3 (self->handle, sql->text, -1, SQLITE_PREPARE_PERSISTENT,
                               &rows->statement, NULL) != SQLITE_OK)
    {
      moot_db_set_error (self, sql->name, error);
      return NULL;
    }
  if (!bind_all (rows, binds, error))
    return NULL;
  return g_steal_pointer (&rows);
}

/**
 * moot_rows_next:
 * @self: rows
 * @error: return location
 *
 * Returns: %TRUE on a row; %FALSE at the end, or with @error set
 */
gboolean
moot_rows_next (MootRows  *self,
                GError   **error)
{
  g_assert (self->db->owner == g_thread_self ());

  switch (sqlite3_step (self->statement))
    {
    case SQLITE_ROW:
      return TRUE;
    case SQLITE_DONE:
      return FALSE;
    default:
      return moot_db_set_error (self->db, self->sql->name, error);
    }
}

/**
 * moot_rows_column:
 * @self: rows
 * @name: a column
 *
 * Returns: its number, for the functions that end in `_at`; a misspelt name aborts
 */
int
moot_rows_column (MootRows   *self,
                  const char *name)
{
  int n_columns = sqlite3_column_count (self->statement);

  for (int i = 0; i < n_columns; i++)
    if (strcmp (sqlite3_column_name (self->statement, i), name) == 0)
      return i;
  g_error ("statement '%s' has no column '%s'", self->sql->name, name);
}

/** moot_rows_get_text: (nullable): the text of a column, valid until the next row */
const char *
moot_rows_get_text (MootRows   *self,
                    const char *name)
{
  return moot_rows_text_at (self, moot_rows_column (self, name));
}

/** moot_rows_get_int: the number in a column, 0 for NULL */
gint64
moot_rows_get_int (MootRows   *self,
                   const char *name)
{
  return moot_rows_int_at (self, moot_rows_column (self, name));
}

/** moot_rows_dup_blob: (transfer full) (nullable): the bytes of a column */
GBytes *
moot_rows_dup_blob (MootRows   *self,
                    const char *name)
{
  int column = moot_rows_column (self, name);
  const void *data = sqlite3_column_blob (self->statement, column);

  return sqlite3_column_type (self->statement, column) != SQLITE_NULL
           ? g_bytes_new (data, (gsize) sqlite3_column_bytes (self->statement, column))
           : NULL;
}

/** moot_rows_is_null: whether a column is NULL */
gboolean
moot_rows_is_null (MootRows   *self,
                   const char *name)
{
  return sqlite3_column_type (self->statement, moot_rows_column (self, name)) == SQLITE_NULL;
}

/** moot_rows_text_at: (nullable): the text of a column by its number */
const char *
moot_rows_text_at (MootRows *self,
                   int       column)
{
  return (const char *) sqlite3_column_text (self->statement, column);
}

/** moot_rows_int_at: the number in a column by its number */
gint64
moot_rows_int_at (MootRows *self,
                  int       column)
{
  return sqlite3_column_int64 (self->statement, column);
}

/**
 * moot_rows_read_entity:
 * @self: rows, on one
 * @type: an entity's type
 *
 * Builds an entity of the row: each column fills the field of its name.  A column that the entity
 * does not have is a mistake of the statement and warns; one whose name begins with `_` is for the
 * caller and left alone.
 *
 * Returns: (transfer full): the entity
 */
gpointer
moot_rows_read_entity (MootRows *self,
                       GType     type)
{
  GObject *entity = g_object_new (type, NULL);
  int n_columns = sqlite3_column_count (self->statement);

  for (int i = 0; i < n_columns; i++)
    {
      const char *name = sqlite3_column_name (self->statement, i);
      gboolean known = TRUE;

      if (*name == '_')
        continue;
      switch (sqlite3_column_type (self->statement, i))
        {
        case SQLITE_INTEGER:
          known = moot_entity_set_int (entity, name, sqlite3_column_int64 (self->statement, i));
          break;
        case SQLITE_TEXT:
          known = moot_entity_set_text (entity, name,
                                        (const char *) sqlite3_column_text (self->statement, i));
          break;
        default:
          break;
        }
      if (!known)
        g_critical ("statement '%s': '%s' has no field '%s'", self->sql->name,
                    G_OBJECT_TYPE_NAME (entity), name);
    }
  return entity;
}

/**
 * moot_rows_free:
 * @self: (nullable): rows
 */
void
moot_rows_free (MootRows *self)
{
  if (self == NULL)
    return;

  if (self->statement != NULL)
    {
      sqlite3_reset (self->statement);
      sqlite3_clear_bindings (self->statement);
      g_hash_table_replace (self->db->statements, (gpointer) self->sql, self->statement);
    }
  g_free (self);
}
