/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A search in all groups on Loomio that are linked, beside the search of the person's own server.
 * A group that does not answer is left out.
 * Thread: main; the asking on workers. */
#include "config.h"

#include "moot-loomio-finds.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "moot-empty.h"

#define ROWS_MAX 20
#define HEIGHT 240 /* px at most: the results of the person's own server are below */

struct _MootLoomioFinds
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkListBox *rows;
  MootLoomioLinks *links;
  GCancellable *cancellable; /* (nullable): of the search that runs */
  guint n_rows;
};

G_DEFINE_FINAL_TYPE (MootLoomioFinds, moot_loomio_finds, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPEN_PROPOSAL,
  SIGNAL_OPEN_DISCUSSION,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gpointer
ask (MootConnection  *connection,
     gpointer         data,
     GCancellable    *cancellable,
     GError         **error)
{
  return moot_loomio_search (connection, data, cancellable, error);
}

static void
unref_finds (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
add_row (MootLoomioFinds      *self,
         MootClient           *client,
         const MootLoomioFind *find)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (find->title, -1);
  g_autofree char *place = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *subtitle = NULL;

  /* Translators: %1$s is a person, %2$s a group and its server. */
  place = find->author != NULL
            ? g_strdup_printf (_("%1$s · %2$s"), find->author, moot_client_get_origin (client))
            : g_strdup (moot_client_get_origin (client));
  /* Translators: %s is where something was found, in a copy on this computer. */
  whole = find->is_copy ? g_strdup_printf (_("%s · as it was saved here"), place)
                        : g_steal_pointer (&place);
  subtitle = g_markup_escape_text (whole, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "client", g_object_ref (client), g_object_unref);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (find->id), g_free);
  g_object_set_data (G_OBJECT (row), "kind", (gpointer) find->kind);
  gtk_list_box_append (self->rows, row);
  self->n_rows++;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MootLoomioFinds) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) finds = moot_client_run_finish (MOOT_CLIENT (source), result, &error);

  if (finds == NULL || self->box == NULL)
    return;
  for (guint i = 0; i < finds->len && self->n_rows < ROWS_MAX; i++)
    add_row (self, MOOT_CLIENT (source), g_ptr_array_index (finds, i));
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_rows > 0);
}

static void
row_activated_cb (MootLoomioFinds *self,
                  GtkListBoxRow   *row)
{
  const char *kind = g_object_get_data (G_OBJECT (row), "kind");

  g_signal_emit (self,
                 signals[g_str_equal (kind, "proposal") ? SIGNAL_OPEN_PROPOSAL
                                                        : SIGNAL_OPEN_DISCUSSION],
                 0, g_object_get_data (G_OBJECT (row), "client"),
                 g_object_get_data (G_OBJECT (row), "id"));
}

static void
moot_loomio_finds_dispose (GObject *object)
{
  MootLoomioFinds *self = MOOT_LOOMIO_FINDS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->links);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_loomio_finds_parent_class)->dispose (object);
}

static void
moot_loomio_finds_class_init (MootLoomioFindsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_loomio_finds_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /** MootLoomioFinds::open-proposal: one was chosen, with its client and its id */
  signals[SIGNAL_OPEN_PROPOSAL] =
    g_signal_new ("open-proposal", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                  MOOT_TYPE_CLIENT, G_TYPE_STRING);
  /** MootLoomioFinds::open-discussion: one was chosen, with its client and its id */
  signals[SIGNAL_OPEN_DISCUSSION] =
    g_signal_new ("open-discussion", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                  MOOT_TYPE_CLIENT, G_TYPE_STRING);
}

static void
moot_loomio_finds_init (MootLoomioFinds *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (_("In the Moot, on Loomio"));
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *rows = gtk_list_box_new ();

  self->box = clamp;
  self->rows = GTK_LIST_BOX (rows);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "title-4");
  gtk_widget_add_css_class (column, "moot-row");
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (rows, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("In the Moot, on Loomio"), -1);
  g_signal_connect_object (rows, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), rows);
  gtk_box_append (GTK_BOX (column), heading);
  gtk_box_append (GTK_BOX (column), scroller);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 680);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);
  gtk_widget_set_parent (clamp, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * moot_loomio_finds_new:
 * @links: where to search
 *
 * Returns: (transfer floating): nothing found yet
 */
GtkWidget *
moot_loomio_finds_new (MootLoomioLinks *links)
{
  MootLoomioFinds *self = g_object_new (MOOT_TYPE_LOOMIO_FINDS, NULL);

  self->links = g_object_ref (links);
  return GTK_WIDGET (self);
}

/**
 * moot_loomio_finds_search:
 * @self: finds
 * @query: (nullable): words; none finds nothing
 */
void
moot_loomio_finds_search (MootLoomioFinds *self,
                          const char      *query)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  moot_empty_list (self->rows);
  self->n_rows = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (query == NULL || *query == '\0')
    return;
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < moot_loomio_links_get_n (self->links); i++)
    moot_client_run_async (moot_loomio_links_get_client (self->links, i), ask, g_strdup (query),
                           g_free, unref_finds, self->cancellable, answered_cb,
                           g_object_ref (self));
}
