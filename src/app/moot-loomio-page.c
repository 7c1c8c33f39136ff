/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The groups on Loomio as a page of their own.
 * Thread: main. */
#include "config.h"

#include "moot-loomio-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "moot-empty.h"

struct _MootLoomioPage
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *buttons;
  GtkWidget *none;
  MootLoomioLinks *links;
};

G_DEFINE_FINAL_TYPE (MootLoomioPage, moot_loomio_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_LINK,
  SIGNAL_REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
link_clicked_cb (MootLoomioPage *self)
{
  g_signal_emit (self, signals[SIGNAL_LINK], 0);
}

static void
remove_clicked_cb (GtkWidget      *button,
                   MootLoomioPage *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0, gtk_widget_get_name (button));
}

static GtkWidget *
make_button (const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

static void
links_changed_cb (MootLoomioPage *self)
{
  GtkWidget *child;
  GtkWidget *link = make_button (_("Link a Group…"));

  moot_empty_box (GTK_BOX (self->buttons));
  g_signal_connect_object (link, "clicked", G_CALLBACK (link_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->buttons), link);
  for (guint i = 0; i < moot_loomio_links_get_n (self->links); i++)
    {
      MootLoomioLink *known = moot_loomio_links_get_link (self->links, i);
      g_autofree char *label = NULL;

      /* Translators: on a button; %s is the name of a group. */
      label = g_strdup_printf (_("Unlink %s…"), known->name);
      child = make_button (label);
      gtk_widget_set_name (child, known->key);
      g_signal_connect_object (child, "clicked", G_CALLBACK (remove_clicked_cb), self, 0);
      gtk_box_append (GTK_BOX (self->buttons), child);
    }
  gtk_widget_set_visible (self->none, moot_loomio_links_get_n (self->links) == 0);
}

static void
moot_loomio_page_dispose (GObject *object)
{
  MootLoomioPage *self = MOOT_LOOMIO_PAGE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->links);

  G_OBJECT_CLASS (moot_loomio_page_parent_class)->dispose (object);
}

static void
moot_loomio_page_class_init (MootLoomioPageClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_loomio_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /** MootLoomioPage::link: somebody wants to link a group */
  signals[SIGNAL_LINK] = g_signal_new ("link", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  /** MootLoomioPage::remove: a group is not to be linked any more, by the key of its link */
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
moot_loomio_page_init (MootLoomioPage *self)
{
  self->scroller = gtk_scrolled_window_new ();
  self->buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->none = gtk_label_new (_("Link a group, and its discussions and polls appear here."));
  gtk_label_set_wrap (GTK_LABEL (self->none), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->none), 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * moot_loomio_page_new:
 * @links: what is linked
 * @list: (transfer floating): what is open in them
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_loomio_page_new (MootLoomioLinks *links,
                      GtkWidget       *list)
{
  MootLoomioPage *self = g_object_new (MOOT_TYPE_LOOMIO_PAGE, NULL);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->links = g_object_ref (links);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 30);
  gtk_box_append (GTK_BOX (box), self->none);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), self->buttons);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  g_signal_connect_object (links, "changed", G_CALLBACK (links_changed_cb), self,
                           G_CONNECT_SWAPPED);
  links_changed_cb (self);
  return GTK_WIDGET (self);
}
