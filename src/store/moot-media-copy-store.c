/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which files of other servers are kept here, and since when.  A row goes before its files go, and
 * comes after they are there: a file without a row is rubbish, a row without a file a fault.
 * Thread: the connection's. */
#include "moot-media-copy-store.h"

#include "moot-sql.h"

static MootMediaCopy *
read_copy (MootRows *rows)
{
  MootMediaCopy *self = g_new0 (MootMediaCopy, 1);

  self->url = g_strdup (moot_rows_get_text (rows, "url"));
  self->domain = g_strdup (moot_rows_get_text (rows, "domain"));
  self->file = g_strdup (moot_rows_get_text (rows, "file"));
  self->small_file = g_strdup (moot_rows_get_text (rows, "small_file"));
  self->bytes = moot_rows_get_int (rows, "bytes");
  self->fetched_at = moot_rows_get_int (rows, "fetched_at");
  self->used_at = moot_rows_get_int (rows, "used_at");
  return self;
}

/** moot_media_copy_free: frees @self, which may be %NULL */
void
moot_media_copy_free (MootMediaCopy *self)
{
  if (self == NULL)
    return;

  g_free (self->url);
  g_free (self->domain);
  g_free (self->file);
  g_free (self->small_file);
  g_free (self);
}

static GPtrArray *
list (MootDb          *db,
      const MootSql   *sql,
      const MootBind  *binds,
      GError         **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, sql, binds, error);
  g_autoptr (GPtrArray) copies =
    g_ptr_array_new_with_free_func ((GDestroyNotify) moot_media_copy_free);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    g_ptr_array_add (copies, read_copy (rows));
  if (local == NULL)
    return g_steal_pointer (&copies);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_media_copy_find:
 * @db: a connection
 * @url: where it came from
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the copy; %NULL without @error when there is none
 */
MootMediaCopy *
moot_media_copy_find (MootDb      *db,
                      const char  *url,
                      GError     **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_media_copy_find, MOOT_BINDS (MOOT_TEXT ("url", url)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  return read_copy (rows);
}

/**
 * moot_media_copy_put:
 * @db: the writer
 * @copy: whose files are there; @fetched_at is when it was used, too
 * @error: return location
 *
 * Returns: whether it was stored; an older copy has to be removed before
 */
gboolean
moot_media_copy_put (MootDb               *db,
                     const MootMediaCopy  *copy,
                     GError              **error)
{
  return moot_db_run (db, &moot_sql_media_copy_put,
                      MOOT_BINDS (MOOT_TEXT ("url", copy->url), MOOT_TEXT ("domain", copy->domain),
                                  MOOT_TEXT ("file", copy->file),
                                  MOOT_TEXT ("small_file", copy->small_file),
                                  MOOT_INT ("bytes", copy->bytes),
                                  MOOT_INT ("now", copy->fetched_at),
                                  MOOT_INT ("emoji", copy->is_emoji)),
                      error);
}

/** moot_media_copy_touch: it was used at @now; returns whether that was written */
gboolean
moot_media_copy_touch (MootDb      *db,
                       const char  *url,
                       gint64       now,
                       GError     **error)
{
  return moot_db_run (db, &moot_sql_media_copy_touch,
                      MOOT_BINDS (MOOT_TEXT ("url", url), MOOT_INT ("now", now)), error);
}

/** moot_media_copy_remove: forgets it; its files are the caller's; returns whether it is forgotten
 */
gboolean
moot_media_copy_remove (MootDb      *db,
                        const char  *url,
                        GError     **error)
{
  return moot_db_run (db, &moot_sql_media_copy_remove, MOOT_BINDS (MOOT_TEXT ("url", url)), error);
}

/** moot_media_copies_by_use: (transfer full) (element-type MootMediaCopy): used longest ago first
 */
GPtrArray *
moot_media_copies_by_use (MootDb  *db,
                          guint    limit,
                          GError **error)
{
  return list (db, &moot_sql_media_copies_by_use, MOOT_BINDS (MOOT_INT ("limit", limit)), error);
}

/** moot_media_copies_older: (transfer full) (element-type MootMediaCopy): fetched before @before */
GPtrArray *
moot_media_copies_older (MootDb  *db,
                         gint64   before,
                         guint    limit,
                         GError **error)
{
  return list (db, &moot_sql_media_copies_older,
               MOOT_BINDS (MOOT_INT ("before", before), MOOT_INT ("limit", limit)), error);
}

/** moot_media_copies_emojis_beyond: (transfer full) (element-type MootMediaCopy): the emojis of
 * @domain that were not used for longest, but for the @limit last used */
GPtrArray *
moot_media_copies_emojis_beyond (MootDb      *db,
                                 const char  *domain,
                                 guint        limit,
                                 GError     **error)
{
  return list (db, &moot_sql_media_copies_emojis_beyond,
               MOOT_BINDS (MOOT_TEXT ("domain", domain), MOOT_INT ("limit", limit)), error);
}

/** moot_media_copies_of_domain: (transfer full) (element-type MootMediaCopy): what @domain shows */
GPtrArray *
moot_media_copies_of_domain (MootDb      *db,
                             const char  *domain,
                             guint        limit,
                             GError     **error)
{
  return list (db, &moot_sql_media_copies_of_domain,
               MOOT_BINDS (MOOT_TEXT ("domain", domain), MOOT_INT ("limit", limit)), error);
}

/** moot_media_copy_domains: (transfer full) (element-type utf8): of whose accounts there is any */
GPtrArray *
moot_media_copy_domains (MootDb  *db,
                         GError **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_media_copy_domains, NULL, error);
  g_autoptr (GPtrArray) domains = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    g_ptr_array_add (domains, g_strdup (moot_rows_text_at (rows, 0)));
  if (local == NULL)
    return g_steal_pointer (&domains);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/** moot_media_copy_bytes: how much is kept; returns whether that is known */
gboolean
moot_media_copy_bytes (MootDb  *db,
                       gint64  *out_bytes,
                       GError **error)
{
  return moot_db_get_int (db, &moot_sql_media_copy_bytes, NULL, out_bytes, error);
}
