/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The connections of one database file: a single writer that is leased for one short transaction
 * at a time, and as many readers as threads read at once.
 * Thread: any. */
#include "moot-db-pool.h"

#include "moot-db-disk.h"
#include "moot-db-private.h"

#define MAX_IDLE_READERS 8 /* no machine we run on has more request workers */

struct _MootDbPool
{
  char *path;

  GMutex write_lock;
  MootDb *writer;
  MootDbDisk *disk;                /* (nullable): of the writer */
  const volatile guint32 *version; /* (nullable): the writer's, as long as it lives */

  GMutex share_lock;
  GQueue shares; /* of Share: what waits for the writer and may be written with others */

  GMutex read_lock;
  GPtrArray *idle; /* of MootDb */
};

/* What one of those wants who write together; on the stack of its thread. */
typedef struct
{
  MootDbWork work;
  gpointer data;
  GError *error;
  gboolean settled; /* it is committed, or failed with @error */
  GPtrArray *hooks; /* (nullable): of all who were committed with it, if it was the last of them */
} Share;

/**
 * moot_db_pool_open:
 * @path: a file
 * @schema_folder: see moot_db_migrate()
 * @error: return location
 *
 * Opens the writer and brings the schema up to date.
 *
 * Returns: (transfer full): the pool
 */
MootDbPool *
moot_db_pool_open (const char  *path,
                   const char  *schema_folder,
                   GError     **error)
{
  g_autoptr (MootDbPool) self = g_new0 (MootDbPool, 1);

  g_mutex_init (&self->write_lock);
  g_mutex_init (&self->share_lock);
  g_mutex_init (&self->read_lock);
  self->path = g_strdup (path);
  self->idle = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_db_free);
  self->writer = moot_db_open (path, FALSE, error);
  if (self->writer == NULL || !moot_db_migrate (self->writer, schema_folder, error))
    return NULL;
  self->version = moot_db_map_version (self->writer);
  self->disk = moot_db_disk_new (self->writer);
  return g_steal_pointer (&self);
}

/**
 * moot_db_pool_free:
 * @self: (nullable): a pool whose connections are all back
 */
void
moot_db_pool_free (MootDbPool *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->idle, g_ptr_array_unref);
  g_clear_pointer (&self->disk, moot_db_disk_free);
  g_clear_pointer (&self->writer, moot_db_free);
  g_mutex_clear (&self->write_lock);
  g_mutex_clear (&self->share_lock);
  g_mutex_clear (&self->read_lock);
  g_free (self->path);
  g_free (self);
}

/**
 * moot_db_pool_borrow_reader:
 * @self: a pool
 * @error: return location
 *
 * Returns: (transfer none): a read-only connection, the caller's until moot_db_pool_return_reader()
 */
MootDb *
moot_db_pool_borrow_reader (MootDbPool  *self,
                            GError     **error)
{
  MootDb *reader = moot_db_pool_borrow_idle_reader (self);

  return reader != NULL ? reader : moot_db_open (self->path, TRUE, error);
}

/**
 * moot_db_pool_borrow_idle_reader:
 * @self: a pool
 *
 * Like moot_db_pool_borrow_reader(), for a thread that must not wait for a file to be opened.
 *
 * Returns: (transfer none) (nullable): a connection that somebody has used before, if one is free
 */
MootDb *
moot_db_pool_borrow_idle_reader (MootDbPool *self)
{
  MootDb *reader = NULL;

  g_mutex_lock (&self->read_lock);
  if (self->idle->len > 0)
    reader = g_ptr_array_steal_index_fast (self->idle, self->idle->len - 1);
  g_mutex_unlock (&self->read_lock);

  if (reader != NULL)
    moot_db_adopt (reader);
  return reader;
}

/**
 * moot_db_pool_return_reader:
 * @self: a pool
 * @reader: (nullable): what moot_db_pool_borrow_reader() gave
 */
void
moot_db_pool_return_reader (MootDbPool *self,
                            MootDb     *reader)
{
  if (reader == NULL)
    return;

  g_mutex_lock (&self->read_lock);
  if (self->idle->len < MAX_IDLE_READERS)
    g_ptr_array_add (self->idle, g_steal_pointer (&reader));
  g_mutex_unlock (&self->read_lock);

  g_clear_pointer (&reader, moot_db_free);
}

static gboolean
write_now (MootDbPool  *self,
           gboolean     durable,
           MootDbWork   work,
           gpointer     data,
           GError     **error)
{
  GPtrArray *hooks = NULL;

  g_mutex_lock (&self->write_lock);
  moot_db_adopt (self->writer);
  hooks = moot_db_transact_quietly (self->writer, work, data, error);
  g_mutex_unlock (&self->write_lock);

  if (hooks == NULL)
    return FALSE;
  if (durable && !moot_db_disk_sync (self->disk, error))
    {
      g_ptr_array_unref (hooks);
      return FALSE;
    }
  moot_db_run_hooks (hooks);
  return TRUE;
}

/**
 * moot_db_pool_write:
 * @self: a pool
 * @work: the transaction: no network, no sleep
 * @data: for @work
 * @error: return location
 *
 * Leases the writer and runs @work in one transaction, then waits for the disk while others write.
 * Its hooks run on this thread after that.
 *
 * Returns: whether it was committed
 */
gboolean
moot_db_pool_write (MootDbPool  *self,
                    MootDbWork   work,
                    gpointer     data,
                    GError     **error)
{
  return write_now (self, TRUE, work, data, error);
}

/**
 * moot_db_pool_write_repeatable:
 * @self: a pool
 * @work: the transaction: no network, no sleep
 * @data: for @work
 * @error: return location
 *
 * moot_db_pool_write() without waiting for the disk, for what is done again when the power fails
 * before the next other transaction: since @work takes it off a list in the database.  A process
 * that ends, in whatever way, loses nothing.
 *
 * Returns: whether it was committed
 */
gboolean
moot_db_pool_write_repeatable (MootDbPool  *self,
                               MootDbWork   work,
                               gpointer     data,
                               GError     **error)
{
  return write_now (self, FALSE, work, data, error);
}

/* Sharing a transaction ---------------------------------------------------------------------- */

static gboolean
do_all (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  for (const GList *l = data; l != NULL; l = l->next)
    {
      const Share *share = l->data;

      if (!share->work (db, share->data, error))
        return FALSE;
    }
  return TRUE;
}

/* Everything in one transaction; if that fails, each in one of its own, so that nobody suffers for
 * somebody else. */
static void
settle_shares (MootDbPool *self)
{
  GPtrArray *hooks;
  g_autoptr (GError) local = NULL;
  g_autoptr (GList) shares = NULL;

  g_mutex_lock (&self->share_lock);
  shares = g_steal_pointer (&self->shares.head);
  g_queue_init (&self->shares);
  g_mutex_unlock (&self->share_lock);

  moot_db_adopt (self->writer);
  hooks = moot_db_transact_quietly (self->writer, do_all, shares, &local);
  for (const GList *l = shares; l != NULL; l = l->next)
    {
      Share *share = l->data;

      if (hooks == NULL)
        share->hooks =
          moot_db_transact_quietly (self->writer, share->work, share->data, &share->error);
      else if (l->next == NULL)
        share->hooks = hooks;
      share->settled = TRUE;
    }
}

/**
 * moot_db_pool_write_together:
 * @self: a pool
 * @work: a few quick statements, which may be run twice
 * @data: for @work; used by another thread while this one waits
 * @error: return location
 *
 * moot_db_pool_write() for what comes in crowds: all who wait for the writer at the same time are
 * committed by one of them, in one transaction.  A @work that fails fails alone.  Hooks run on the
 * thread of one of them, perhaps after the others have returned.
 *
 * Returns: whether it was committed
 */
gboolean
moot_db_pool_write_together (MootDbPool  *self,
                             MootDbWork   work,
                             gpointer     data,
                             GError     **error)
{
  Share share = { work, data, NULL, FALSE, NULL };

  g_mutex_lock (&self->share_lock);
  g_queue_push_tail (&self->shares, &share);
  g_mutex_unlock (&self->share_lock);

  g_mutex_lock (&self->write_lock);
  if (!share.settled)
    settle_shares (self);
  g_mutex_unlock (&self->write_lock);

  if (share.error != NULL)
    {
      g_propagate_error (error, share.error);
      return FALSE;
    }
  if (!moot_db_disk_sync (self->disk, error))
    {
      g_clear_pointer (&share.hooks, g_ptr_array_unref);
      return FALSE;
    }
  if (share.hooks != NULL)
    moot_db_run_hooks (share.hooks);
  return TRUE;
}

/**
 * moot_db_pool_get_version:
 * @self: a pool
 * @out_version: (out): the moment; untouched when it returns %FALSE
 *
 * Asks for the moment of the database, without a statement: whoever keeps what was read from it
 * compares with the moment before the reading.  A commit of any process that was acknowledged
 * before this call has raised it.
 *
 * Thread: any; never blocks.
 *
 * Returns: whether it can be told
 */
gboolean
moot_db_pool_get_version (MootDbPool    *self,
                          MootDbVersion *out_version)
{
  return moot_db_read_version (self->version, out_version);
}

/**
 * moot_db_pool_listen:
 * @self: a pool that no other thread uses yet
 * @listener: told of what moot_db_announce() says
 * @data: for @listener
 */
void
moot_db_pool_listen (MootDbPool     *self,
                     MootDbListener  listener,
                     gpointer        data)
{
  moot_db_set_listener (self->writer, listener, data);
}

/**
 * moot_db_pool_checkpoint:
 * @self: a pool
 * @error: return location
 *
 * Folds the write-ahead log into the file, as far as readers allow.
 *
 * Returns: whether SQLite had no complaint
 */
gboolean
moot_db_pool_checkpoint (MootDbPool  *self,
                         GError     **error)
{
  gboolean done;

  g_mutex_lock (&self->write_lock);
  moot_db_adopt (self->writer);
  done = moot_db_execute (self->writer, "PRAGMA wal_checkpoint (TRUNCATE)", error);
  g_mutex_unlock (&self->write_lock);

  return done;
}
