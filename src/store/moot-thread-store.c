/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is above and below a status.  The thread comes in one statement and becomes a tree here.
 * What the viewer may not see is passed over, what stands below it is still given.
 * Spec: Mastodon client API, Context.
 * Thread: the connection's. */
#include "moot-thread-store.h"

#include "moot-sql.h"
#include "moot-status-store.h"

typedef struct
{
  MootStatusLine line;
  gint64 parent_id;
  gboolean visible;
  GArray *children; /* (nullable) of indices, oldest first */
} Node;

typedef struct
{
  GArray *nodes;
  GHashTable *places; /* id -> index + 1 */
} Tree;

static void
node_clear (gpointer data)
{
  Node *node = data;

  g_clear_pointer (&node->children, g_array_unref);
}

static void
tree_clear (Tree *self)
{
  g_clear_pointer (&self->nodes, g_array_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tree, tree_clear)

static Node *
find_node (const Tree *tree,
           gint64      id)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (tree->places, &id));

  return place != 0 ? &g_array_index (tree->nodes, Node, place - 1) : NULL;
}

static void
join_nodes (Tree *tree)
{
  for (guint i = 0; i < tree->nodes->len; i++)
    g_hash_table_insert (tree->places, &g_array_index (tree->nodes, Node, i).line.id,
                         GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < tree->nodes->len; i++)
    {
      Node *parent = find_node (tree, g_array_index (tree->nodes, Node, i).parent_id);

      if (parent == NULL)
        continue;
      if (parent->children == NULL)
        parent->children = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (parent->children, i);
    }
}

static gboolean
load_tree (const MootStatusView  *view,
           gint64                 thread_id,
           Tree                  *tree,
           GError               **error)
{
  g_autoptr (MootRows) rows = moot_db_query (view->db, &moot_sql_thread_lines,
                                             MOOT_BINDS (MOOT_VIEW_BINDS (view),
                                                         MOOT_INT ("thread", thread_id),
                                                         MOOT_INT ("limit", MOOT_THREAD_MAX)),
                                             error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  tree->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_array_set_clear_func (tree->nodes, node_clear);
  tree->places = g_hash_table_new (g_int64_hash, g_int64_equal);
  while (moot_rows_next (rows, &local))
    {
      Node node = { .line = moot_status_line_read (rows),
                    .parent_id = moot_rows_get_int (rows, "in_reply_to_id"),
                    .visible = moot_rows_get_int (rows, "visible") != 0 };

      g_array_append_val (tree->nodes, node);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  join_nodes (tree);
  return TRUE;
}

/* Towards the root; a circle that a hostile server made ends with the number of nodes. */
static GArray *
collect_ancestors (const Tree *tree,
                   const Node *from,
                   guint       limit)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (MootStatusLine));
  const Node *node = find_node (tree, from->parent_id);

  for (guint steps = 0; node != NULL && node != from && lines->len < limit; steps++)
    {
      if (steps == tree->nodes->len)
        break;
      if (node->visible)
        g_array_prepend_val (lines, node->line);
      node = find_node (tree, node->parent_id);
    }
  return lines;
}

typedef struct
{
  guint place;
  guint depth;
} Visit;

/* Depth first, each parent before its children, with a stack of our own. */
static GArray *
collect_descendants (const Tree *tree,
                     const Node *from,
                     guint       limit,
                     guint       max_depth)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (MootStatusLine));
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Visit));
  const Node *node = from;
  guint depth = 0;

  for (guint steps = 0; steps <= tree->nodes->len && lines->len < limit; steps++)
    {
      Visit next;

      guint n_children = node->children != NULL && depth < max_depth ? node->children->len : 0;

      for (guint i = n_children; i > 0; i--)
        {
          Visit child = { g_array_index (node->children, guint, i - 1), depth + 1 };

          g_array_append_val (stack, child);
        }
      if (stack->len == 0)
        break;
      next = g_array_index (stack, Visit, stack->len - 1);
      g_array_set_size (stack, stack->len - 1);
      node = &g_array_index (tree->nodes, Node, next.place);
      depth = next.depth;
      if (node == from)
        break;
      if (node->visible)
        g_array_append_val (lines, node->line);
    }
  return lines;
}

/**
 * moot_thread_read:
 * @view: a view
 * @status_id: a status the viewer may see
 * @out_ancestors: (out) (element-type MootStatusLine): root first
 * @out_descendants: (out) (element-type MootStatusLine): depth first
 * @error: return location
 *
 * Returns: whether the database answered
 */
gboolean
moot_thread_read (const MootStatusView  *view,
                  gint64                 status_id,
                  GArray               **out_ancestors,
                  GArray               **out_descendants,
                  GError               **error)
{
  gboolean member = view->viewer_id != 0;
  guint max_above = member ? MOOT_THREAD_MAX : MOOT_THREAD_MAX_ANCESTORS;
  guint max_below = member ? MOOT_THREAD_MAX : MOOT_THREAD_MAX_DESCENDANTS;
  guint max_depth = member ? MOOT_THREAD_MAX : MOOT_THREAD_MAX_DEPTH;
  g_auto (Tree) tree = { 0 };
  MootStatusFacts facts;
  const Node *node;

  if (!moot_status_get_facts (view->db, status_id, &facts, error) ||
      !load_tree (view, facts.thread_id, &tree, error))
    return FALSE;
  node = find_node (&tree, status_id);
  if (node == NULL) /* a boost, or beyond the limit of a very long thread */
    {
      *out_ancestors = g_array_new (FALSE, FALSE, sizeof (MootStatusLine));
      *out_descendants = g_array_new (FALSE, FALSE, sizeof (MootStatusLine));
      return TRUE;
    }
  *out_ancestors = collect_ancestors (&tree, node, max_above);
  *out_descendants = collect_descendants (&tree, node, max_below, max_depth);
  return TRUE;
}
