/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The order in which comments are read: an answer follows what it answers; and which of them were
 * read, in the numbers the server counts by.
 * Thread: any. */
#include "moot-comment-order.h"

#include "moot-json.h"

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  const MootComment *left = *(MootComment *const *) a;
  const MootComment *right = *(MootComment *const *) b;

  return left->position < right->position ? -1 : left->position > right->position;
}

/* One whose parent is not here, or came later, stands alone. */
static MootComment *
find_parent (GHashTable        *by_id,
             const MootComment *comment)
{
  MootComment *parent =
    comment->parent_id != NULL ? g_hash_table_lookup (by_id, comment->parent_id) : NULL;

  return parent != NULL && parent->position < comment->position ? parent : NULL;
}

static GPtrArray *
sort_comments (GPtrArray *comments,
               guint      n)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (sorted, g_object_ref (g_ptr_array_index (comments, i)));
  g_ptr_array_sort (sorted, compare_positions);
  return sorted;
}

static GHashTable *
group_answers (GPtrArray  *sorted,
               GHashTable *by_id)
{
  GHashTable *answers =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < sorted->len; i++)
    {
      MootComment *comment = g_ptr_array_index (sorted, i);
      MootComment *parent = find_parent (by_id, comment);
      GPtrArray *list = g_hash_table_lookup (answers, parent);

      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (answers, parent, list);
        }
      g_ptr_array_add (list, comment);
    }
  return answers;
}

static void
push_backwards (GPtrArray *stack,
                GPtrArray *list)
{
  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    g_ptr_array_add (stack, g_ptr_array_index (list, i - 1));
}

/**
 * moot_comment_order_arrange:
 * @comments: (element-type MootComment): of one discussion, in any order
 * @depths: (element-type utf8 guint): filled with how deep each is, by ids owned by the comments
 *
 * Depth first without recursion: a stranger's chain of answers may be long.
 *
 * Returns: (transfer full) (element-type MootComment): the same comments in the order of reading
 */
GPtrArray *
moot_comment_order_arrange (GPtrArray  *comments,
                            GHashTable *depths)
{
  g_autoptr (GPtrArray) sorted = sort_comments (comments, comments->len);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) answers = NULL;
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();
  GPtrArray *arranged = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sorted->len; i++)
    {
      MootComment *comment = g_ptr_array_index (sorted, i);

      g_hash_table_replace (by_id, comment->id, comment);
    }
  answers = group_answers (sorted, by_id);
  push_backwards (stack, g_hash_table_lookup (answers, NULL));
  while (stack->len > 0)
    {
      MootComment *comment = g_ptr_array_steal_index (stack, stack->len - 1);
      MootComment *parent = find_parent (by_id, comment);
      const guint depth =
        parent != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (depths, parent->id)) + 1 : 0;

      g_ptr_array_add (arranged, g_object_ref (comment));
      g_hash_table_replace (depths, comment->id, GUINT_TO_POINTER (depth));
      push_backwards (stack, g_hash_table_lookup (answers, comment));
    }
  return arranged;
}

/**
 * moot_comment_order_merge:
 * @kept: (element-type MootComment): what is known
 * @fresh: (element-type MootComment): what came now
 *
 * Returns: (transfer full) (element-type MootComment): both in the order of their positions; of
 *   one that is in both, what came last
 */
GPtrArray *
moot_comment_order_merge (GPtrArray *kept,
                          GPtrArray *fresh)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GPtrArray *const parts[] = { kept, fresh };
  GHashTableIter iter;
  gpointer comment;

  for (guint n = 0; n < G_N_ELEMENTS (parts); n++)
    for (guint i = 0; i < parts[n]->len; i++)
      {
        comment = g_ptr_array_index (parts[n], i);
        g_hash_table_replace (by_id, MOOT_COMMENT (comment)->id, comment);
      }
  g_hash_table_iter_init (&iter, by_id);
  while (g_hash_table_iter_next (&iter, NULL, &comment))
    g_ptr_array_add (all, comment);
  return sort_comments (all, all->len);
}

/**
 * moot_comment_order_write_ranges:
 * @comments: (element-type MootComment): in the order of reading
 * @n: how many of them were read
 *
 * Writes which positions were read, as few ranges as will do.
 *
 * Shape: `[[1,4],[6,6]]`.
 *
 * Returns: (transfer full): JSON
 */
char *
moot_comment_order_write_ranges (GPtrArray *comments,
                                 guint      n)
{
  g_autoptr (GPtrArray) sorted = sort_comments (comments, MIN (n, comments->len));
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  for (guint i = 0; i < sorted->len; i++)
    {
      const gint64 first = MOOT_COMMENT (g_ptr_array_index (sorted, i))->position;
      gint64 last = first;

      while (i + 1 < sorted->len &&
             MOOT_COMMENT (g_ptr_array_index (sorted, i + 1))->position <= last + 1)
        last = MOOT_COMMENT (g_ptr_array_index (sorted, ++i))->position;
      moot_json_begin_array (&json);
      moot_json_add_int (&json, first);
      moot_json_add_int (&json, last);
      moot_json_end_array (&json);
    }
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}
