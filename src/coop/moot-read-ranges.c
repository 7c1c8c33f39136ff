/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which comments somebody has read, as sorted pieces that neither touch nor overlap.
 * Spec: co-op API, Discussion.read.
 * Thread: any. */
#include "moot-read-ranges.h"

#include "moot-coop-error.h"
#include "moot-json.h"

static gboolean
read_pair (JsonNode      *node,
           MootReadRange *out_range)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (pair == NULL || json_array_get_length (pair) != 2)
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      JsonNode *item = json_array_get_element (pair, i);

      if (!JSON_NODE_HOLDS_VALUE (item) || json_node_get_value_type (item) != G_TYPE_INT64)
        return FALSE;
    }
  out_range->first = json_array_get_int_element (pair, 0);
  out_range->last = json_array_get_int_element (pair, 1);
  return out_range->first > 0 && out_range->first <= out_range->last;
}

/**
 * moot_read_ranges_parse:
 * @json: a JSON array of pairs, `[[1,9],[12,12]]`
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_INVALID.
 *
 * Returns: (transfer full) (element-type MootReadRange): the pairs as they are given
 */
GArray *
moot_read_ranges_parse (const char  *json,
                        GError     **error)
{
  g_autoptr (JsonNode) node = moot_json_parse (json, -1, NULL);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (MootReadRange));
  JsonArray *pairs =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  gboolean valid = pairs != NULL && json_array_get_length (pairs) <= MOOT_READ_RANGES_MAX;

  for (guint i = 0; valid && i < json_array_get_length (pairs); i++)
    {
      MootReadRange range;

      valid = read_pair (json_array_get_element (pairs, i), &range);
      if (valid)
        g_array_append_val (ranges, range);
    }
  if (valid)
    return g_steal_pointer (&ranges);
  moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "ranges",
                    "ranges are pairs of positions, at most %d", MOOT_READ_RANGES_MAX);
  return NULL;
}

/** moot_read_ranges_write: (transfer full): as a JSON array of pairs */
char *
moot_read_ranges_write (const GArray *ranges)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  for (guint i = 0; i < ranges->len; i++)
    {
      moot_json_begin_array (&json);
      moot_json_add_int (&json, g_array_index (ranges, MootReadRange, i).first);
      moot_json_add_int (&json, g_array_index (ranges, MootReadRange, i).last);
      moot_json_end_array (&json);
    }
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

static int
compare_ranges (gconstpointer a,
                gconstpointer b)
{
  gint64 left = ((const MootReadRange *) a)->first;
  gint64 right = ((const MootReadRange *) b)->first;

  return left < right ? -1 : left > right;
}

/**
 * moot_read_ranges_join:
 * @a: pieces
 * @b: more pieces
 * @last_position: nothing beyond it can have been read
 *
 * Returns: (transfer full) (element-type MootReadRange): all of it, sorted, in as few pieces as
 * possible
 */
GArray *
moot_read_ranges_join (const GArray *a,
                       const GArray *b,
                       gint64        last_position)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (MootReadRange));
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (MootReadRange));

  g_array_append_vals (all, a->data, a->len);
  g_array_append_vals (all, b->data, b->len);
  g_array_sort (all, compare_ranges);
  for (guint i = 0; i < all->len; i++)
    {
      MootReadRange range = g_array_index (all, MootReadRange, i);
      MootReadRange *last =
        joined->len > 0 ? &g_array_index (joined, MootReadRange, joined->len - 1) : NULL;

      range.last = MIN (range.last, last_position);
      if (range.first > range.last)
        continue;
      if (last != NULL && range.first <= last->last + 1)
        last->last = MAX (last->last, range.last);
      else if (joined->len < MOOT_READ_RANGES_MAX)
        g_array_append_val (joined, range);
    }
  return joined;
}

/** moot_read_ranges_contain: whether a position is read; @ranges are sorted as join leaves them */
gboolean
moot_read_ranges_contain (const GArray *ranges,
                          gint64        position)
{
  guint low = 0;
  guint high = ranges->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const MootReadRange *range = &g_array_index (ranges, MootReadRange, middle);

      if (position < range->first)
        high = middle;
      else if (position > range->last)
        low = middle + 1;
      else
        return TRUE;
    }
  return FALSE;
}
