/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The back stack of one place: pages are pushed upon a root and popped; going back gives the
 * keyboard focus to what had it before.
 * Thread: main. */
#include "moot-pages.h"

#include "moot-shell-page.h"

#define MAX_DEPTH 50 /* somebody following links for an hour; the oldest is dropped */

struct _MootPages
{
  GtkWidget parent_instance;

  GtkWidget *stack;
  GPtrArray *pages; /* GtkWidget *, root first */
  GPtrArray *focus; /* GtkWidget * or NULL, weak: what had the focus below each page */
};

G_DEFINE_FINAL_TYPE (MootPages, moot_pages, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
moot_pages_dispose (GObject *object)
{
  MootPages *self = MOOT_PAGES (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->focus, g_ptr_array_unref);

  G_OBJECT_CLASS (moot_pages_parent_class)->dispose (object);
}

static void
moot_pages_class_init (MootPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = moot_pages_dispose;

  /** MootPages::changed: another page is visible */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
moot_pages_init (MootPages *self)
{
  self->stack = g_object_new (GTK_TYPE_STACK, "hhomogeneous", TRUE, "vhomogeneous", TRUE, NULL);
  self->pages = g_ptr_array_new ();
  self->focus = g_ptr_array_new_with_free_func (weak_free);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

/**
 * moot_pages_new:
 * @root: what can never be popped
 *
 * Returns: (transfer floating): a back stack
 */
GtkWidget *
moot_pages_new (GtkWidget *root)
{
  MootPages *self = g_object_new (MOOT_TYPE_PAGES, NULL);

  g_ptr_array_add (self->pages, root);
  gtk_stack_add_child (GTK_STACK (self->stack), root);
  return GTK_WIDGET (self);
}

/**
 * moot_pages_get_depth:
 * @self: a back stack
 *
 * Returns: how many pages lie upon the root
 */
guint
moot_pages_get_depth (MootPages *self)
{
  return self->pages->len - 1;
}

/**
 * moot_pages_get_visible:
 * @self: a back stack
 *
 * Returns: (transfer none): the top page
 */
GtkWidget *
moot_pages_get_visible (MootPages *self)
{
  return g_ptr_array_index (self->pages, self->pages->len - 1);
}

/**
 * moot_pages_get_root:
 * @self: a back stack
 *
 * Returns: (transfer none): the lowest page
 */
GtkWidget *
moot_pages_get_root (MootPages *self)
{
  return g_ptr_array_index (self->pages, 0);
}

/**
 * moot_pages_is_root:
 * @self: a back stack
 * @part: a widget in one of its pages
 *
 * Returns: whether it belongs to the lowest page
 */
gboolean
moot_pages_is_root (MootPages *self,
                    GtkWidget *part)
{
  GtkWidget *root = g_ptr_array_index (self->pages, 0);

  return part == root || gtk_widget_is_ancestor (part, root);
}

static void
remember_focus (MootPages *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  if (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    focus = NULL;
  g_weak_ref_init (weak, focus);
  g_ptr_array_add (self->focus, weak);
}

static void
enter_page (GtkWidget *page)
{
  if (MOOT_IS_SHELL_PAGE (page))
    moot_shell_page_enter (MOOT_SHELL_PAGE (page));
  else
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
restore_focus (MootPages *self)
{
  GWeakRef *weak = g_ptr_array_index (self->focus, self->focus->len - 1);
  g_autoptr (GtkWidget) focus = g_weak_ref_get (weak);

  if (focus != NULL && gtk_widget_get_root (focus) != NULL)
    gtk_widget_grab_focus (focus);
  else
    enter_page (moot_pages_get_visible (self));
  g_ptr_array_set_size (self->focus, (int) self->focus->len - 1);
}

static void
drop_second (MootPages *self)
{
  gtk_stack_remove (GTK_STACK (self->stack), g_ptr_array_index (self->pages, 1));
  g_ptr_array_remove_index (self->pages, 1);
  g_ptr_array_remove_index (self->focus, 1);
}

/**
 * moot_pages_push:
 * @self: a back stack
 * @page: comes on top
 */
void
moot_pages_push (MootPages *self,
                 GtkWidget *page)
{
  remember_focus (self);
  g_ptr_array_add (self->pages, page);
  gtk_stack_add_child (GTK_STACK (self->stack), page);
  gtk_stack_set_transition_type (GTK_STACK (self->stack), GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), page);
  enter_page (page);
  if (self->pages->len > MAX_DEPTH)
    drop_second (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
remove_page_cb (gpointer data)
{
  GtkWidget *page = data;
  GtkWidget *stack = gtk_widget_get_parent (page);

  if (GTK_IS_STACK (stack) && gtk_stack_get_transition_running (GTK_STACK (stack)))
    return G_SOURCE_CONTINUE;
  if (GTK_IS_STACK (stack))
    gtk_stack_remove (GTK_STACK (stack), page);
  return G_SOURCE_REMOVE;
}

/**
 * moot_pages_pop:
 * @self: a back stack
 *
 * Returns: whether there was a page to take away
 */
gboolean
moot_pages_pop (MootPages *self)
{
  GtkWidget *page;

  if (self->pages->len < 2)
    return FALSE;

  page = g_ptr_array_steal_index (self->pages, self->pages->len - 1);
  gtk_stack_set_transition_type (GTK_STACK (self->stack), GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), moot_pages_get_visible (self));
  restore_focus (self);
  /* Once it has slid away; until then it must be there to be seen. */
  g_timeout_add_full (G_PRIORITY_DEFAULT, 50, remove_page_cb, g_object_ref (page), g_object_unref);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/**
 * moot_pages_pop_to_root:
 * @self: a back stack
 */
void
moot_pages_pop_to_root (MootPages *self)
{
  while (moot_pages_pop (self))
    ;
}
