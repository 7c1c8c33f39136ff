/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The rows of a timeline and the smallest changes that bring them to what the cache says: rows that
 * stay are not touched.  Both lists have the same order, so one walk along them is enough.  The
 * last row is always the end. Thread: main. */
#include "moot-timeline-rows.h"

struct _MootTimelineRows
{
  GPtrArray *items; /* of MootTimelineItem */
  MootRowsChanged changed;
  gpointer data;
};

/**
 * moot_timeline_rows_new:
 * @changed: told of each change
 * @data: for @changed
 *
 * Returns: (transfer full): no rows
 */
MootTimelineRows *
moot_timeline_rows_new (MootRowsChanged changed,
                        gpointer        data)
{
  MootTimelineRows *self = g_new0 (MootTimelineRows, 1);

  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->changed = changed;
  self->data = data;
  return self;
}

/**
 * moot_timeline_rows_free:
 * @self: (nullable): rows
 */
void
moot_timeline_rows_free (MootTimelineRows *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

/**
 * moot_timeline_rows_get_n:
 * @self: rows
 *
 * Returns: how many there are, the end too
 */
guint
moot_timeline_rows_get_n (MootTimelineRows *self)
{
  return self->items->len;
}

/**
 * moot_timeline_rows_get:
 * @self: rows
 * @position: which
 *
 * Returns: (transfer none) (nullable): the row, %NULL beyond the last
 */
MootTimelineItem *
moot_timeline_rows_get (MootTimelineRows *self,
                        guint             position)
{
  return position < self->items->len ? g_ptr_array_index (self->items, position) : NULL;
}

/**
 * moot_timeline_rows_find:
 * @self: rows
 * @key: of one
 * @out_position: (out): set on success only
 *
 * Returns: whether it is there
 */
gboolean
moot_timeline_rows_find (MootTimelineRows *self,
                         const char       *key,
                         guint            *out_position)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_strcmp0 (moot_timeline_item_get_key (g_ptr_array_index (self->items, i)), key) == 0)
      {
        *out_position = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_end (MootTimelineItem *item)
{
  return moot_timeline_item_get_kind (item) == MOOT_TIMELINE_END;
}

/**
 * moot_timeline_rows_get_top_key:
 * @self: rows
 *
 * Returns: (transfer none) (nullable): key of the newest
 */
const char *
moot_timeline_rows_get_top_key (MootTimelineRows *self)
{
  MootTimelineItem *top = moot_timeline_rows_get (self, 0);

  return top != NULL && !is_end (top) ? moot_timeline_item_get_key (top) : NULL;
}

/**
 * moot_timeline_rows_get_floor:
 * @self: rows
 *
 * Returns: (transfer none) (nullable): id of the oldest status
 */
const char *
moot_timeline_rows_get_floor (MootTimelineRows *self)
{
  for (guint i = self->items->len; i > 0; i--)
    {
      MootTimelineItem *item = g_ptr_array_index (self->items, i - 1);

      if (moot_timeline_item_get_kind (item) == MOOT_TIMELINE_STATUS)
        return moot_timeline_item_get_key (item);
    }
  return NULL;
}

static MootTimelineItem *
make_item (MootCacheEntry *entry)
{
  return moot_timeline_item_new (entry->is_gap ? MOOT_TIMELINE_GAP : MOOT_TIMELINE_STATUS,
                                 entry->key, entry->json);
}

static void
splice (MootTimelineRows *self,
        guint             position,
        guint             n_removed,
        GPtrArray        *added)
{
  guint n_added = added->len;

  if (n_removed == 0 && n_added == 0)
    return;

  if (n_removed > 0)
    g_ptr_array_remove_range (self->items, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->items, (int) (position + i),
                        g_object_ref (g_ptr_array_index (added, i)));
  g_ptr_array_set_size (added, 0);
  self->changed (position, n_removed, n_added, self->data);
}

static const char *
key_at (MootTimelineRows *self,
        guint             position)
{
  return moot_timeline_item_get_key (g_ptr_array_index (self->items, position));
}

/**
 * moot_timeline_rows_follow:
 * @self: rows
 * @wanted: (element-type MootCacheEntry): all that there should be, newest first
 *
 * Removes, inserts and replaces until the rows are @wanted.  A row whose JSON has come again is
 * replaced by one with the same key.
 */
void
moot_timeline_rows_follow (MootTimelineRows *self,
                           GPtrArray        *wanted)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  guint at = 0;

  for (guint i = 0; i < wanted->len; i++)
    g_hash_table_add (keys, ((MootCacheEntry *) g_ptr_array_index (wanted, i))->key);

  for (guint i = 0; i < wanted->len;)
    {
      MootCacheEntry *entry = g_ptr_array_index (wanted, i);
      guint n_gone = 0;

      while (at + n_gone < self->items->len &&
             !is_end (g_ptr_array_index (self->items, at + n_gone)) &&
             !g_hash_table_contains (keys, key_at (self, at + n_gone)))
        n_gone++;
      while (i < wanted->len && (at + n_gone >= self->items->len ||
                                 g_strcmp0 (key_at (self, at + n_gone), entry->key) != 0))
        {
          g_ptr_array_add (added, make_item (entry));
          if (++i < wanted->len)
            entry = g_ptr_array_index (wanted, i);
        }
      if (n_gone > 0 || added->len > 0)
        {
          guint n_added = added->len;

          splice (self, at, n_gone, added);
          at += n_added;
        }
      if (i < wanted->len)
        {
          if (entry->json != NULL)
            {
              g_ptr_array_add (added, make_item (entry));
              splice (self, at, 1, added);
            }
          at++;
          i++;
        }
    }
  while (self->items->len > at && !is_end (g_ptr_array_index (self->items, at)))
    splice (self, at, 1, added);
  if (self->items->len == at)
    {
      g_ptr_array_add (added,
                       moot_timeline_item_new (MOOT_TIMELINE_END, MOOT_TIMELINE_END_KEY, NULL));
      splice (self, at, 0, added);
    }
}

/**
 * moot_timeline_rows_append:
 * @self: rows
 * @wanted: (element-type MootCacheEntry): what lies below the lowest, newest first
 */
void
moot_timeline_rows_append (MootTimelineRows *self,
                           GPtrArray        *wanted)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  guint position;

  for (guint i = 0; i < wanted->len; i++)
    {
      MootCacheEntry *entry = g_ptr_array_index (wanted, i);

      if (!moot_timeline_rows_find (self, entry->key, &position))
        g_ptr_array_add (added, make_item (entry));
    }
  position = self->items->len > 0 ? self->items->len - 1 : 0;
  splice (self, position, 0, added);
}

static gboolean
shows (MootTimelineItem *item,
       const char       *id)
{
  MootStatus *status = moot_timeline_item_has_status (item) ? moot_timeline_item_get_status (item)
                                                            : NULL;

  return g_strcmp0 (moot_timeline_item_get_key (item), id) == 0 ||
         (status != NULL && status->reblog != NULL && g_strcmp0 (status->reblog->id, id) == 0);
}

/**
 * moot_timeline_rows_update:
 * @self: rows
 * @status: a newer copy
 *
 * Replaces the rows that show it.  A boost that is not on the screen follows when it is read from
 * the cache again.
 */
void
moot_timeline_rows_update (MootTimelineRows *self,
                           MootStatus       *status)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->items->len; i++)
    {
      MootTimelineItem *item = g_ptr_array_index (self->items, i);
      g_autofree char *json = NULL;

      if (moot_timeline_item_get_kind (item) != MOOT_TIMELINE_STATUS || !shows (item, status->id))
        continue;
      if (g_strcmp0 (moot_timeline_item_get_key (item), status->id) == 0)
        json = moot_entity_to_text (status);
      else
        {
          MootStatus *boost = moot_timeline_item_get_status (item);

          g_set_object (&boost->reblog, status);
          json = moot_entity_to_text (boost);
        }
      g_ptr_array_add (added, moot_timeline_item_new (MOOT_TIMELINE_STATUS,
                                                      moot_timeline_item_get_key (item), json));
      splice (self, i, 1, added);
    }
}

/**
 * moot_timeline_rows_renew_end:
 * @self: rows
 *
 * The last row says something else now.
 */
void
moot_timeline_rows_renew_end (MootTimelineRows *self)
{
  if (self->items->len > 0)
    self->changed (self->items->len - 1, 1, 1, self->data);
}
