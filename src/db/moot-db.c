/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One SQLite connection: pragmas, statements with named binds from the catalogue, transactions and
 * the hooks that run after a commit.
 *
 * A connection belongs to one thread at a time; every function asserts it.  moot_db_adopt() hands a
 * connection that nobody uses to the calling thread, which is how the pool lends its writer. */
#include "moot-db-private.h"

G_DEFINE_QUARK (moot_db_error, moot_db_error)

#define CACHE_KIB 4096 /* page cache of each connection */
#define CHECKPOINT_PAGES \
  4000 /* about 16 MB of log before it is folded in, which waits for the disk */

typedef struct
{
  MootDbHook hook;
  gpointer data;
  GDestroyNotify free_data;
} Hook;

static void
statement_free (gpointer data)
{
  sqlite3_finalize (data);
}

static void
hook_free (gpointer data)
{
  Hook *hook = data;

  if (hook->free_data != NULL)
    hook->free_data (hook->data);
  g_free (hook);
}

/** moot_db_set_error: fills @error with what SQLite says of the last call; always returns FALSE */
gboolean
moot_db_set_error (MootDb      *self,
                   const char  *doing,
                   GError     **error)
{
  int code = sqlite3_errcode (self->handle);
  gboolean busy = code == SQLITE_BUSY || code == SQLITE_LOCKED || code == SQLITE_INTERRUPT;
  MootDbError kind = busy                                              ? MOOT_DB_ERROR_BUSY
                     : code == SQLITE_CONSTRAINT                       ? MOOT_DB_ERROR_CONSTRAINT
                     : code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? MOOT_DB_ERROR_CORRUPT
                     : code == SQLITE_FULL || code == SQLITE_IOERR     ? MOOT_DB_ERROR_FULL
                                                                       : MOOT_DB_ERROR_FAILED;

  if (busy && self->deadline != 0)
    self->gave_up = TRUE;
  g_set_error (error, MOOT_DB_ERROR, kind, "%s: %s", doing, sqlite3_errmsg (self->handle));
  return FALSE;
}

static gboolean
set_pragmas (MootDb    *self,
             gboolean   read_only,
             GError   **error)
{
  g_autofree char *common = g_strdup_printf (
    "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -%d; PRAGMA mmap_size = 0; PRAGMA secure_delete = ON;",
    CACHE_KIB);
  g_autofree char *writer = g_strdup_printf (
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = %d;",
    CHECKPOINT_PAGES);

  return (read_only || moot_db_execute (self, writer, error)) &&
         moot_db_execute (self, common, error);
}

/**
 * moot_db_open:
 * @path: a file, or `:memory:`
 * @read_only: for a reader, which sees the last commit at the start of each statement
 * @error: return location
 *
 * Opens a connection for the calling thread.  The writer waits for the disk at each commit: what
 * was acknowledged survives a power cut.
 *
 * Errors: #MootDbError.
 *
 * Returns: (transfer full): the connection
 */
MootDb *
moot_db_open (const char  *path,
              gboolean     read_only,
              GError     **error)
{
  g_autoptr (MootDb) self = g_new0 (MootDb, 1);
  int flags = (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
              SQLITE_OPEN_NOMUTEX;

  self->owner = g_thread_self ();
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, statement_free);
  self->hooks = g_ptr_array_new_with_free_func (hook_free);
  if (sqlite3_open_v2 (path, &self->handle, flags, NULL) != SQLITE_OK)
    {
      moot_db_set_error (self, "open database", error);
      return NULL;
    }
  sqlite3_extended_result_codes (self->handle, 0);
  sqlite3_busy_timeout (self->handle, MOOT_DB_BUSY_TIMEOUT_MS);
  if (!set_pragmas (self, read_only, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * moot_db_free:
 * @self: (nullable): a connection without open rows
 */
void
moot_db_free (MootDb *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->hooks, g_ptr_array_unref);
  g_clear_pointer (&self->handle, sqlite3_close);
  g_free (self);
}

/**
 * moot_db_adopt:
 * @self: a connection that no other thread uses now
 *
 * Makes the calling thread its owner.
 */
void
moot_db_adopt (MootDb *self)
{
  self->owner = g_thread_self ();
}

/**
 * moot_db_execute:
 * @self: a connection
 * @sql: any number of statements, without parameters
 * @error: return location
 *
 * For pragmas, schema files and transactions; everything else comes from the catalogue.
 *
 * Returns: whether all went well
 */
gboolean
moot_db_execute (MootDb      *self,
                 const char  *sql,
                 GError     **error)
{
  g_assert (self->owner == g_thread_self ());

  return sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
         moot_db_set_error (self, "execute", error);
}

/**
 * moot_db_get_last_id:
 * @self: a connection
 *
 * Returns: the row id of the last INSERT
 */
gint64
moot_db_get_last_id (MootDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * moot_db_run:
 * @self: a connection
 * @sql: a statement
 * @binds: (nullable): its parameters
 * @error: return location
 *
 * Runs a statement to its end and forgets its rows.
 *
 * Returns: whether all went well
 */
gboolean
moot_db_run (MootDb          *self,
             const MootSql   *sql,
             const MootBind  *binds,
             GError         **error)
{
  return moot_db_run_counted (self, sql, binds, NULL, error);
}

/**
 * moot_db_run_counted:
 * @self: a connection
 * @sql: an INSERT, UPDATE or DELETE
 * @binds: (nullable): its parameters
 * @out_n_changed: (out) (nullable): rows it changed
 * @error: return location
 *
 * Returns: whether all went well
 */
gboolean
moot_db_run_counted (MootDb          *self,
                     const MootSql   *sql,
                     const MootBind  *binds,
                     gint64          *out_n_changed,
                     GError         **error)
{
  g_autoptr (MootRows) rows = moot_db_query (self, sql, binds, error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    continue;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (out_n_changed != NULL)
    *out_n_changed = sqlite3_changes64 (self->handle);
  return TRUE;
}

/**
 * moot_db_get_int:
 * @self: a connection
 * @sql: a SELECT of one number
 * @binds: (nullable): its parameters
 * @out_value: (out): the first column of the first row; untouched when there is none
 * @error: return location
 *
 * Returns: whether the statement ran; no row is no error
 */
gboolean
moot_db_get_int (MootDb          *self,
                 const MootSql   *sql,
                 const MootBind  *binds,
                 gint64          *out_value,
                 GError         **error)
{
  g_autoptr (MootRows) rows = moot_db_query (self, sql, binds, error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    *out_value = moot_rows_int_at (rows, 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/** moot_db_run_hooks: does what moot_db_transact_quietly() left to be done, and frees the list */
void
moot_db_run_hooks (GPtrArray *hooks)
{
  for (guint i = 0; i < hooks->len; i++)
    {
      Hook *hook = g_ptr_array_index (hooks, i);

      hook->hook (hook->data);
    }
  g_ptr_array_unref (hooks);
}

static const MootSql begin = { "begin", "BEGIN IMMEDIATE" };
static const MootSql commit = { "commit", "COMMIT" };

/** moot_db_transact_quietly: a transaction whose hooks the caller runs; %NULL with @error set */
GPtrArray *
moot_db_transact_quietly (MootDb      *self,
                          MootDbWork   work,
                          gpointer     data,
                          GError     **error)
{
  GPtrArray *hooks;

  g_assert (!self->in_transaction);

  if (!moot_db_run (self, &begin, NULL, error))
    return NULL;
  self->in_transaction = TRUE;
  if (!work (self, data, error) || !moot_db_run (self, &commit, NULL, error))
    {
      self->in_transaction = FALSE;
      g_ptr_array_set_size (self->hooks, 0);
      moot_db_execute (self, "ROLLBACK", NULL);
      return NULL;
    }
  self->in_transaction = FALSE;
  hooks = g_steal_pointer (&self->hooks);
  self->hooks = g_ptr_array_new_with_free_func (hook_free);
  return hooks;
}

/**
 * moot_db_transact:
 * @self: the writer
 * @work: what to do; its failure undoes everything
 * @data: for @work
 * @error: return location
 *
 * Runs @work in one transaction.  Hooks that it left with moot_db_after_commit() run once the
 * commit is on disk, and never when it failed.
 *
 * Returns: whether it was committed
 */
gboolean
moot_db_transact (MootDb      *self,
                  MootDbWork   work,
                  gpointer     data,
                  GError     **error)
{
  GPtrArray *hooks = moot_db_transact_quietly (self, work, data, error);

  if (hooks == NULL)
    return FALSE;
  moot_db_run_hooks (hooks);
  return TRUE;
}

/**
 * moot_db_after_commit:
 * @self: the writer, inside a transaction
 * @hook: what to do when the transaction is on disk
 * @data: (transfer full): for @hook
 * @free_data: (nullable): frees @data, also when nothing was committed
 */
void
moot_db_after_commit (MootDb         *self,
                      MootDbHook      hook,
                      gpointer        data,
                      GDestroyNotify  free_data)
{
  Hook *item = g_new (Hook, 1);

  g_assert (self->in_transaction);

  *item = (Hook){ hook, data, free_data };
  g_ptr_array_add (self->hooks, item);
}

typedef struct
{
  MootDbListener listener;
  gpointer data;
  MootDbNews news;
} Announcement;

static void
announce (gpointer data)
{
  const Announcement *announcement = data;

  announcement->listener (&announcement->news, announcement->data);
}

/**
 * moot_db_set_listener:
 * @self: the writer
 * @listener: (nullable): told of what moot_db_announce() says, after each commit
 * @data: for @listener
 */
void
moot_db_set_listener (MootDb         *self,
                      MootDbListener  listener,
                      gpointer        data)
{
  self->listener = listener;
  self->listener_data = data;
}

/**
 * moot_db_announce:
 * @self: the writer, inside a transaction
 * @topic: what happens, a static string
 * @id: to what
 * @other_id: whom or what else it concerns, 0 for nothing
 *
 * Lets the listener know once the transaction is on disk; how layers below the node say what its
 * streams and deliveries have to carry.
 */
void
moot_db_announce (MootDb     *self,
                  const char *topic,
                  gint64      id,
                  gint64      other_id)
{
  Announcement *announcement;

  if (self->listener == NULL)
    return;

  announcement = g_new (Announcement, 1);
  *announcement = (Announcement){ self->listener, self->listener_data, { topic, id, other_id } };
  moot_db_after_commit (self, announce, announcement, g_free);
}
