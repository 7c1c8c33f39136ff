/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The file that lets the app be read without its server: statuses, documents and drafts of every
 * signed-in account.  Timelines are in moot-cache-timeline.c.
 * Thread: workers only; SQLite waits for the disk. */
#include "moot-cache-private.h"

#include "moot-cache-schema.h"
#include "moot-clock.h"

/**
 * moot_cache_open:
 * @path: the file; it is made when missing
 * @error: return location
 *
 * Errors: #MootDbError.
 *
 * Returns: (transfer full): the cache
 */
MootCache *
moot_cache_open (const char  *path,
                 GError     **error)
{
  g_autoptr (MootDbPool) pool = NULL;
  MootCache *self;

  g_resources_register (moot_cache_schema_get_resource ());
  pool = moot_db_pool_open (path, "/coop/folkmoot/cache/schema", error);
  if (pool == NULL)
    return NULL;

  self = g_new0 (MootCache, 1);
  g_atomic_ref_count_init (&self->references);
  self->pool = g_steal_pointer (&pool);
  return self;
}

/**
 * moot_cache_ref:
 * @self: a cache
 *
 * Returns: (transfer full): @self
 */
MootCache *
moot_cache_ref (MootCache *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * moot_cache_unref:
 * @self: (nullable): a cache
 */
void
moot_cache_unref (MootCache *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->pool, moot_db_pool_free);
  g_free (self);
}

/** moot_cache_begin_version: counts up; what the transaction writes carries the new number */
gboolean
moot_cache_begin_version (MootDb  *db,
                          gint64  *out_version,
                          GError **error)
{
  return moot_db_run (db, &moot_cache_sql_next_version, NULL, error) &&
         moot_db_get_int (db, &moot_cache_sql_version, NULL, out_version, error);
}

/** moot_cache_read_text: the first column of the first row, and the second as a number */
char *
moot_cache_read_text (MootCache       *self,
                      const MootSql   *sql,
                      const MootBind  *binds,
                      gint64          *out_number,
                      GError         **error)
{
  MootDb *db = moot_db_pool_borrow_reader (self->pool, error);
  char *text = NULL;

  if (db == NULL)
    return NULL;
  {
    g_autoptr (MootRows) rows = moot_db_query (db, sql, binds, error);

    if (rows != NULL && moot_rows_next (rows, error))
      {
        text = g_strdup (moot_rows_text_at (rows, 0));
        if (out_number != NULL)
          *out_number = moot_rows_int_at (rows, 1);
      }
  }
  moot_db_pool_return_reader (self->pool, db);
  return text;
}

static gboolean
write_boost (MootDb      *db,
             const char  *account,
             const char  *json,
             MootStatus  *boosted,
             gint64       version,
             GError     **error)
{
  g_autoptr (MootStatus) boost = moot_entity_from_text (MOOT_TYPE_STATUS, json, NULL);
  g_autofree char *text = NULL;

  if (boost == NULL)
    return TRUE;
  g_set_object (&boost->reblog, boosted);
  text = moot_entity_to_text (boost);
  return moot_db_run (db, &moot_cache_sql_status_put,
                      MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("id", boost->id),
                                  MOOT_TEXT ("boosted_id", boosted->id), MOOT_TEXT ("json", text),
                                  MOOT_INT ("version", version)),
                      error);
}

/* A boost holds a copy of what was boosted: the copies follow. */
static gboolean
write_boosts (MootDb      *db,
              const char  *account,
              MootStatus  *status,
              gint64       version,
              GError     **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;

  {
    g_autoptr (MootRows) rows = moot_db_query (
      db, &moot_cache_sql_status_boosts,
      MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("id", status->id)), &local);

    while (rows != NULL && moot_rows_next (rows, &local))
      g_ptr_array_add (found, g_strdup (moot_rows_get_text (rows, "json")));
  }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < found->len; i++)
    if (!write_boost (db, account, g_ptr_array_index (found, i), status, version, error))
      return FALSE;
  return TRUE;
}

/** moot_cache_write_status: inside a transaction; unchanged rows keep their version */
gboolean
moot_cache_write_status (MootDb      *db,
                         const char  *account,
                         MootStatus  *status,
                         gint64       version,
                         GError     **error)
{
  g_autofree char *json = moot_entity_to_text (status);
  const char *boosted_id = status->reblog != NULL ? status->reblog->id : NULL;

  return moot_db_run (db, &moot_cache_sql_status_put,
                      MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("id", status->id),
                                  MOOT_TEXT ("boosted_id", boosted_id), MOOT_TEXT ("json", json),
                                  MOOT_INT ("version", version)),
                      error);
}

typedef struct
{
  const char *account;
  const char *id;
  MootStatus *status;
} StatusWork;

/* Only what a timeline shows is kept; an answer about another status is not stored. */
static gboolean
update_status (MootDb    *db,
               gpointer   data,
               GError   **error)
{
  StatusWork *work = data;
  gboolean known = FALSE;
  gint64 version;

  {
    g_autoptr (MootRows) rows = moot_db_query (
      db, &moot_cache_sql_status_get,
      MOOT_BINDS (MOOT_TEXT ("account", work->account), MOOT_TEXT ("id", work->status->id)), error);

    if (rows == NULL)
      return FALSE;
    known = moot_rows_next (rows, NULL);
  }
  return moot_cache_begin_version (db, &version, error) &&
         (!known || moot_cache_write_status (db, work->account, work->status, version, error)) &&
         write_boosts (db, work->account, work->status, version, error);
}

/**
 * moot_cache_put_status:
 * @self: a cache
 * @account: whose view of it
 * @status: as the server gave it last
 * @error: return location
 *
 * Brings the copies of @status up to date; one that no timeline holds is not added.
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_put_status (MootCache   *self,
                       const char  *account,
                       MootStatus  *status,
                       GError     **error)
{
  StatusWork work = { .account = account, .status = status };

  return moot_db_pool_write (self->pool, update_status, &work, error);
}

static gboolean
remove_status (MootDb    *db,
               gpointer   data,
               GError   **error)
{
  StatusWork *work = data;
  const MootBind *binds = MOOT_BINDS (MOOT_TEXT ("account", work->account),
                                      MOOT_TEXT ("id", work->id));

  return moot_db_run (db, &moot_cache_sql_entry_delete_status, binds, error) &&
         moot_db_run (db, &moot_cache_sql_status_delete, binds, error);
}

/**
 * moot_cache_remove_status:
 * @self: a cache
 * @account: whose view
 * @id: a status that is gone
 * @error: return location
 *
 * Takes it and its boosts out of all timelines.
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_remove_status (MootCache   *self,
                          const char  *account,
                          const char  *id,
                          GError     **error)
{
  StatusWork work = { .account = account, .id = id };

  return moot_db_pool_write (self->pool, remove_status, &work, error);
}

static gboolean
forget (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  static const MootSql *const steps[] = {
    &moot_cache_sql_forget_statuses,
    &moot_cache_sql_forget_entries,
    &moot_cache_sql_forget_places,
    &moot_cache_sql_forget_drafts,
    &moot_cache_sql_forget_documents,
    &moot_cache_sql_forget_log_heads,
    &moot_cache_sql_forget_outbox,
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!moot_db_run (db, steps[i], MOOT_BINDS (MOOT_TEXT ("account", data)), error))
      return FALSE;
  return TRUE;
}

/**
 * moot_cache_forget:
 * @self: a cache
 * @account: who signed out
 * @error: return location
 *
 * Deletes everything of an account, drafts too.
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_forget (MootCache   *self,
                   const char  *account,
                   GError     **error)
{
  return moot_db_pool_write (self->pool, forget, (gpointer) account, error);
}

static gboolean
tidy (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  const MootBind *binds = MOOT_BINDS (MOOT_TEXT ("account", data), MOOT_TEXT ("timeline", "home"),
                                      MOOT_INT ("keep", MOOT_CACHE_KEEP));

  const MootBind *account = MOOT_BINDS (MOOT_TEXT ("account", data));

  return moot_db_run (db, &moot_cache_sql_entry_trim, binds, error) &&
         moot_db_run (db, &moot_cache_sql_entry_delete_passing, account, error) &&
         moot_db_run (db, &moot_cache_sql_status_delete_orphans, account, error);
}

/**
 * moot_cache_tidy:
 * @self: a cache
 * @account: whose
 * @error: return location
 *
 * Drops what lies beyond %MOOT_CACHE_KEEP, timelines looked at in passing and statuses no timeline
 * holds.
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_tidy (MootCache   *self,
                 const char  *account,
                 GError     **error)
{
  return moot_db_pool_write (self->pool, tidy, (gpointer) account, error);
}

typedef struct
{
  const MootSql *sql;
  const MootBind *binds;
} Statement;

static gboolean
run_statement (MootDb    *db,
               gpointer   data,
               GError   **error)
{
  Statement *statement = data;

  return moot_db_run (db, statement->sql, statement->binds, error);
}

/** moot_cache_write_one: one statement in a transaction of its own */
gboolean
moot_cache_write_one (MootCache       *self,
                      const MootSql   *sql,
                      const MootBind  *binds,
                      GError         **error)
{
  Statement statement = { sql, binds };

  return moot_db_pool_write (self->pool, run_statement, &statement, error);
}

/**
 * moot_cache_put_place:
 * @self: a cache
 * @account: whose
 * @timeline: which timeline
 * @key: the entry that was read
 * @offset: pixels from the top of the window to its top
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_put_place (MootCache   *self,
                      const char  *account,
                      const char  *timeline,
                      const char  *key,
                      int          offset,
                      GError     **error)
{
  return moot_cache_write_one (self, &moot_cache_sql_place_put,
                               MOOT_BINDS (MOOT_TEXT ("account", account),
                                           MOOT_TEXT ("timeline", timeline), MOOT_TEXT ("key", key),
                                           MOOT_INT ("offset", offset)),
                               error);
}

/**
 * moot_cache_dup_place:
 * @self: a cache
 * @account: whose
 * @timeline: which timeline
 * @out_offset: (out): pixels from the top of the window to its top
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the entry that was read last; %NULL without @error for none
 */
char *
moot_cache_dup_place (MootCache   *self,
                      const char  *account,
                      const char  *timeline,
                      int         *out_offset,
                      GError     **error)
{
  gint64 offset = 0;
  char *key = moot_cache_read_text (
    self, &moot_cache_sql_place_get,
    MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("timeline", timeline)), &offset, error);

  *out_offset = (int) CLAMP (offset, G_MININT, G_MAXINT);
  return key;
}

/**
 * moot_cache_put_draft:
 * @self: a cache
 * @account: whose
 * @target: what it answers, or ""
 * @json: the draft
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_put_draft (MootCache   *self,
                      const char  *account,
                      const char  *target,
                      const char  *json,
                      GError     **error)
{
  return moot_cache_write_one (self, &moot_cache_sql_draft_put,
                               MOOT_BINDS (MOOT_TEXT ("account", account),
                                           MOOT_TEXT ("target", target), MOOT_TEXT ("json", json),
                                           MOOT_INT ("now", moot_clock_now ())),
                               error);
}

/**
 * moot_cache_dup_draft:
 * @self: a cache
 * @account: whose
 * @target: what it answers, or ""
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the draft; %NULL without @error for none
 */
char *
moot_cache_dup_draft (MootCache   *self,
                      const char  *account,
                      const char  *target,
                      GError     **error)
{
  return moot_cache_read_text (
    self, &moot_cache_sql_draft_get,
    MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("target", target)), NULL, error);
}

/**
 * moot_cache_remove_draft:
 * @self: a cache
 * @account: whose
 * @target: what it answers, or ""
 * @error: return location
 *
 * Returns: whether it is gone
 */
gboolean
moot_cache_remove_draft (MootCache   *self,
                         const char  *account,
                         const char  *target,
                         GError     **error)
{
  return moot_cache_write_one (
    self, &moot_cache_sql_draft_delete,
    MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("target", target)), error);
}

/**
 * moot_cache_put_document:
 * @self: a cache
 * @account: whose view
 * @name: what it is
 * @json: as it came
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_put_document (MootCache   *self,
                         const char  *account,
                         const char  *name,
                         const char  *json,
                         GError     **error)
{
  return moot_cache_write_one (self, &moot_cache_sql_document_put,
                               MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("name", name),
                                           MOOT_TEXT ("json", json),
                                           MOOT_INT ("now", moot_clock_now ())),
                               error);
}

/**
 * moot_cache_dup_document:
 * @self: a cache
 * @account: whose view
 * @name: what it is
 * @out_fetched_at: (out) (optional): when it came
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came; %NULL without @error for nothing
 */
char *
moot_cache_dup_document (MootCache   *self,
                         const char  *account,
                         const char  *name,
                         gint64      *out_fetched_at,
                         GError     **error)
{
  return moot_cache_read_text (
    self, &moot_cache_sql_document_get,
    MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("name", name)), out_fetched_at, error);
}

static void
document_free (gpointer data)
{
  MootCacheDocument *document = data;

  g_free (document->name);
  g_free (document->json);
  g_free (document);
}

/**
 * moot_cache_list_documents:
 * @self: a cache
 * @account: whose view
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootCacheDocument): what came, the newest first
 */
GPtrArray *
moot_cache_list_documents (MootCache   *self,
                           const char  *account,
                           guint        limit,
                           GError     **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (document_free);
  g_autoptr (GError) local = NULL;
  MootDb *db = moot_db_pool_borrow_reader (self->pool, error);

  if (db == NULL)
    return NULL;
  {
    g_autoptr (MootRows) rows = moot_db_query (
      db, &moot_cache_sql_document_list,
      MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_INT ("limit", limit)), &local);

    while (rows != NULL && moot_rows_next (rows, &local))
      {
        MootCacheDocument *document = g_new0 (MootCacheDocument, 1);

        document->name = g_strdup (moot_rows_text_at (rows, 0));
        document->json = g_strdup (moot_rows_text_at (rows, 1));
        g_ptr_array_add (documents, document);
      }
  }
  moot_db_pool_return_reader (self->pool, db);
  if (local == NULL)
    return g_steal_pointer (&documents);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
