/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reading stretches of a cached timeline.
 * Thread: workers. */
#include "moot-cache-private.h"

static void
entry_free (gpointer data)
{
  MootCacheEntry *entry = data;

  g_free (entry->key);
  g_free (entry->json);
  g_free (entry);
}

/**
 * moot_cache_slice_free:
 * @slice: (nullable): a slice
 */
void
moot_cache_slice_free (MootCacheSlice *slice)
{
  if (slice == NULL)
    return;

  g_clear_pointer (&slice->entries, g_ptr_array_unref);
  g_free (slice);
}

static gboolean
read_rows (MootCacheSlice  *slice,
           MootDb          *db,
           const MootSql   *sql,
           const MootBind  *binds,
           GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (db, sql, binds, &local);

  while (rows != NULL && moot_rows_next (rows, &local))
    {
      MootCacheEntry *entry = g_new0 (MootCacheEntry, 1);

      entry->is_gap = g_str_equal (moot_rows_get_text (rows, "kind"), "gap");
      entry->key = g_strdup (moot_rows_get_text (rows, "key"));
      entry->json = g_strdup (moot_rows_get_text (rows, "json"));
      g_ptr_array_add (slice->entries, entry);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The version is read first: what is written in between comes again next time. */
static MootCacheSlice *
read_slice (MootCache       *self,
            const MootSql   *sql,
            const MootBind  *binds,
            GError         **error)
{
  MootDb *db = moot_db_pool_borrow_reader (self->pool, error);
  g_autoptr (MootCacheSlice) slice = g_new0 (MootCacheSlice, 1);
  gboolean done;

  if (db == NULL)
    return NULL;
  slice->entries = g_ptr_array_new_with_free_func (entry_free);
  done = moot_db_get_int (db, &moot_cache_sql_version, NULL, &slice->version, error) &&
         read_rows (slice, db, sql, binds, error);
  moot_db_pool_return_reader (self->pool, db);
  return done ? g_steal_pointer (&slice) : NULL;
}

/**
 * moot_cache_read_first:
 * @self: a cache
 * @account: whose view
 * @timeline: which timeline
 * @since: 0, or the version of an earlier slice
 * @limit: how many entries
 * @error: return location
 *
 * Returns: (transfer full): the top of the timeline
 */
MootCacheSlice *
moot_cache_read_first (MootCache   *self,
                       const char  *account,
                       const char  *timeline,
                       gint64       since,
                       guint        limit,
                       GError     **error)
{
  return read_slice (self, &moot_cache_sql_timeline_first,
                     MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("timeline", timeline),
                                 MOOT_INT ("since", since), MOOT_INT ("limit", limit)),
                     error);
}

static gint64
find_position (MootCache  *self,
               const char *account,
               const char *timeline,
               const char *key,
               gboolean   *out_found)
{
  gint64 position = 0;
  MootDb *db = moot_db_pool_borrow_reader (self->pool, NULL);

  *out_found = FALSE;
  if (db == NULL)
    return 0;
  {
    g_autoptr (MootRows) rows = moot_db_query (db, &moot_cache_sql_entry_position,
                                               MOOT_BINDS (MOOT_TEXT ("account", account),
                                                           MOOT_TEXT ("timeline", timeline),
                                                           MOOT_TEXT ("key", key)),
                                               NULL);

    *out_found = rows != NULL && moot_rows_next (rows, NULL);
    if (*out_found)
      position = moot_rows_int_at (rows, 0);
  }
  moot_db_pool_return_reader (self->pool, db);
  return position;
}

/**
 * moot_cache_read_down_to:
 * @self: a cache
 * @account: whose view
 * @timeline: which timeline
 * @since: 0, or the version of an earlier slice
 * @floor: key of the lowest entry that is wanted
 * @error: return location
 *
 * Returns: (transfer full): from the top to @floor, or nothing when @floor is gone
 */
MootCacheSlice *
moot_cache_read_down_to (MootCache   *self,
                         const char  *account,
                         const char  *timeline,
                         gint64       since,
                         const char  *floor,
                         GError     **error)
{
  gboolean found;
  gint64 position = find_position (self, account, timeline, floor, &found);

  return read_slice (self, &moot_cache_sql_timeline_down_to,
                     MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("timeline", timeline),
                                 MOOT_INT ("since", since),
                                 MOOT_INT ("floor", found ? position : G_MAXINT64)),
                     error);
}

/**
 * moot_cache_read_below:
 * @self: a cache
 * @account: whose view
 * @timeline: which timeline
 * @ceiling: key of the entry above
 * @limit: how many entries
 * @error: return location
 *
 * Returns: (transfer full): what lies below @ceiling, with the JSON of all
 */
MootCacheSlice *
moot_cache_read_below (MootCache   *self,
                       const char  *account,
                       const char  *timeline,
                       const char  *ceiling,
                       guint        limit,
                       GError     **error)
{
  gboolean found;
  gint64 position = find_position (self, account, timeline, ceiling, &found);

  return read_slice (self, &moot_cache_sql_timeline_below,
                     MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("timeline", timeline),
                                 MOOT_INT ("ceiling", found ? position : G_MININT64),
                                 MOOT_INT ("limit", limit)),
                     error);
}

/**
 * moot_cache_find_gap:
 * @self: a cache
 * @account: whose view
 * @timeline: which timeline
 * @gap: its key
 * @out_newer: (out) (nullable): id of the status above
 * @out_older: (out) (nullable): id of the status below
 * @error: return location
 *
 * Returns: whether it could be looked up; a gap that is closed has no neighbours
 */
gboolean
moot_cache_find_gap (MootCache   *self,
                     const char  *account,
                     const char  *timeline,
                     const char  *gap,
                     char       **out_newer,
                     char       **out_older,
                     GError     **error)
{
  gboolean found;
  gint64 position = find_position (self, account, timeline, gap, &found);
  g_autoptr (MootCacheSlice) slice = moot_cache_read_below (self, account, timeline, gap, 1, error);

  if (slice == NULL)
    return FALSE;
  *out_newer = NULL;
  *out_older = NULL;
  if (found && slice->entries->len == 1)
    {
      const MootBind *binds = MOOT_BINDS (MOOT_TEXT ("account", account),
                                          MOOT_TEXT ("timeline", timeline),
                                          MOOT_INT ("position", position));
      MootDb *db = moot_db_pool_borrow_reader (self->pool, error);

      if (db == NULL)
        return FALSE;
      {
        g_autoptr (MootRows) rows = moot_db_query (db, &moot_cache_sql_entry_next_above, binds,
                                                   NULL);

        if (rows != NULL && moot_rows_next (rows, NULL))
          *out_newer = g_strdup (moot_rows_get_text (rows, "key"));
      }
      moot_db_pool_return_reader (self->pool, db);
      *out_older = g_strdup (((MootCacheEntry *) g_ptr_array_index (slice->entries, 0))->key);
    }
  return TRUE;
}
