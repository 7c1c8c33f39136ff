/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The order of a cached timeline: entries have sparse positions, so that new ones fit between; when
 * there is no room left, all are spread out again.
 * Thread: the writer's transaction. */
#include "moot-cache-order.h"

#define STEP ((gint64) 1 << 20) /* room between neighbours: twenty pages can be split into halves */

/** moot_cache_row_clear: for g_auto */
void
moot_cache_row_clear (MootCacheRow *row)
{
  g_clear_pointer (&row->key, g_free);
}

static gboolean
read_row (MootRows      *rows,
          MootCacheRow  *out_row,
          GError       **error)
{
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    {
      out_row->position = moot_rows_get_int (rows, "position");
      out_row->is_gap = g_str_equal (moot_rows_get_text (rows, "kind"), "gap");
      out_row->key = g_strdup (moot_rows_get_text (rows, "key"));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/** moot_cache_order_find: where an entry is, if it is there */
gboolean
moot_cache_order_find (MootCacheOrder  *self,
                       const char      *key,
                       gboolean        *out_found,
                       gint64          *out_position,
                       GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (self->db, &moot_cache_sql_entry_position,
                                             MOOT_BINDS (MOOT_TEXT ("account", self->account),
                                                         MOOT_TEXT ("timeline", self->timeline),
                                                         MOOT_TEXT ("key", key)),
                                             &local);

  *out_found = rows != NULL && moot_rows_next (rows, &local);
  if (*out_found)
    *out_position = moot_rows_int_at (rows, 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/** moot_cache_order_next: the neighbour of a position */
gboolean
moot_cache_order_next (MootCacheOrder  *self,
                       gint64           position,
                       gboolean         below,
                       MootCacheRow    *out_row,
                       GError         **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    self->db, below ? &moot_cache_sql_entry_next_below : &moot_cache_sql_entry_next_above,
    MOOT_BINDS (MOOT_TEXT ("account", self->account), MOOT_TEXT ("timeline", self->timeline),
                MOOT_INT ("position", position)),
    error);

  return read_row (rows, out_row, error);
}

/** moot_cache_order_delete: takes out one entry */
gboolean
moot_cache_order_delete (MootCacheOrder  *self,
                         gint64           position,
                         GError         **error)
{
  return moot_db_run (self->db, &moot_cache_sql_entry_delete,
                      MOOT_BINDS (MOOT_TEXT ("account", self->account),
                                  MOOT_TEXT ("timeline", self->timeline),
                                  MOOT_INT ("position", position)),
                      error);
}

static gboolean
put (MootCacheOrder  *self,
     gint64           position,
     gboolean         is_gap,
     const char      *key,
     GError         **error)
{
  return moot_db_run (
    self->db, &moot_cache_sql_entry_put,
    MOOT_BINDS (MOOT_TEXT ("account", self->account), MOOT_TEXT ("timeline", self->timeline),
                MOOT_INT ("position", position), MOOT_TEXT ("kind", is_gap ? "gap" : "status"),
                MOOT_TEXT ("key", key), MOOT_INT ("version", self->version)),
    error);
}

/* Spreads the whole timeline out; the versions say that nothing of it changed but places. */
static gboolean
spread (MootCacheOrder  *self,
        GError         **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (MootCacheRow));
  gboolean done = TRUE;

  g_array_set_clear_func (all, (GDestroyNotify) moot_cache_row_clear);
  {
    g_autoptr (MootRows) rows = moot_db_query (
      self->db, &moot_cache_sql_entry_list,
      MOOT_BINDS (MOOT_TEXT ("account", self->account), MOOT_TEXT ("timeline", self->timeline)),
      error);

    if (rows == NULL)
      return FALSE;
    for (;;)
      {
        MootCacheRow row = { 0 };

        if (!read_row (rows, &row, error))
          return FALSE;
        if (row.key == NULL)
          break;
        g_array_append_val (all, row);
      }
  }
  done = moot_db_run (
    self->db, &moot_cache_sql_entry_delete_all,
    MOOT_BINDS (MOOT_TEXT ("account", self->account), MOOT_TEXT ("timeline", self->timeline)),
    error);
  for (guint i = 0; done && i < all->len; i++)
    {
      MootCacheRow *row = &g_array_index (all, MootCacheRow, i);

      done = put (self, (gint64) (all->len - i) * STEP, row->is_gap, row->key, error);
    }
  return done;
}

/* The open interval that @count new entries go into.  A missing neighbour is the end of the
 * timeline. */
static gboolean
find_room (MootCacheOrder  *self,
           const char      *above,
           const char      *below,
           guint            count,
           gint64          *out_high,
           gint64          *out_low,
           GError         **error)
{
  gint64 high = 0;
  gint64 low = 0;
  gboolean has_high = FALSE;
  gboolean has_low = FALSE;

  if ((above != NULL && !moot_cache_order_find (self, above, &has_high, &high, error)) ||
      (below != NULL && !moot_cache_order_find (self, below, &has_low, &low, error)))
    return FALSE;

  if (has_high && has_low && (high - low) / ((gint64) count + 1) == 0)
    return spread (self, error) && find_room (self, above, below, count, out_high, out_low, error);
  *out_low = has_low ? low : high - STEP * ((gint64) count + 1);
  *out_high = has_high ? high : *out_low + STEP * ((gint64) count + 1);
  return TRUE;
}

/**
 * moot_cache_order_insert:
 * @self: a timeline
 * @statuses: newest first
 * @first: index of the first to insert
 * @count: how many
 * @above: (nullable): key of the entry above them
 * @below: (nullable): key of the entry below them
 * @error: return location
 *
 * Puts statuses, none of which is there yet, between two neighbours.
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_order_insert (MootCacheOrder  *self,
                         GPtrArray       *statuses,
                         guint            first,
                         guint            count,
                         const char      *above,
                         const char      *below,
                         GError         **error)
{
  gint64 high;
  gint64 low;

  if (count == 0)
    return TRUE;
  if (!find_room (self, above, below, count, &high, &low, error))
    return FALSE;

  for (guint i = 0; i < count; i++)
    {
      MootStatus *status = g_ptr_array_index (statuses, first + i);
      gint64 position = high - (high - low) / ((gint64) count + 1) * ((gint64) i + 1);

      if (!put (self, position, FALSE, status->id, error) ||
          !moot_cache_write_status (self->db, self->account, status, self->version, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * moot_cache_order_put_gap:
 * @self: a timeline
 * @above: the status above it
 * @below: the entry below it
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_order_put_gap (MootCacheOrder  *self,
                          const char      *above,
                          const char      *below,
                          GError         **error)
{
  g_autofree char *key = g_strconcat (MOOT_GAP_PREFIX, above, NULL);
  gint64 high;
  gint64 low;

  return find_room (self, above, below, 1, &high, &low, error) &&
         put (self, low + (high - low) / 2, TRUE, key, error);
}
