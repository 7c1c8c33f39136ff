/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How a choice shows names that somebody gave: of members, circles and the like.  They may be
 * longer than a narrow window is wide, so they end in dots there; the list below shows more of
 * them, and marks the one that is chosen. Thread: main. */
#include "moot-name-choice.h"

#define BUTTON_CHARS 12 /* that are always shown of the one that is chosen */
#define LIST_CHARS 36   /* of one in the list: it fits beside the edge of 360 px */

static GtkWidget *
make_label (int chars)
{
  return g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                       "hexpand", TRUE, "width-chars", MIN (chars, BUTTON_CHARS),
                       "max-width-chars", chars, NULL);
}

static const char *
get_name (GtkListItem *item)
{
  GObject *object = gtk_list_item_get_item (item);

  return GTK_IS_STRING_OBJECT (object) ? gtk_string_object_get_string (GTK_STRING_OBJECT (object))
                                       : "";
}

static void
set_up_button_cb (GtkListItemFactory *factory,
                  GtkListItem        *item)
{
  gtk_list_item_set_child (item, make_label (LIST_CHARS));
}

static void
bind_button_cb (GtkListItemFactory *factory,
                GtkListItem        *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_text (GTK_LABEL (label), get_name (item));
  gtk_widget_set_tooltip_text (label, get_name (item));
}

static void
set_up_row_cb (GtkListItemFactory *factory,
               GtkListItem        *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_box_append (GTK_BOX (box), make_label (LIST_CHARS));
  gtk_box_append (GTK_BOX (box), mark);
  gtk_list_item_set_child (item, box);
}

static void
show_mark (GtkDropDown *choice,
           GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);

  if (box != NULL)
    gtk_widget_set_opacity (gtk_widget_get_last_child (box),
                            gtk_drop_down_get_selected_item (choice) ==
                              gtk_list_item_get_item (item));
}

static void
selected_cb (GtkListItem *item,
             GParamSpec  *pspec,
             GtkDropDown *choice)
{
  show_mark (choice, item);
}

static void
bind_row_cb (GtkListItemFactory *factory,
             GtkListItem        *item,
             GtkDropDown        *choice)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (label), get_name (item));
  gtk_widget_set_tooltip_text (label, get_name (item));
  g_signal_connect_object (choice, "notify::selected-item", G_CALLBACK (selected_cb), item,
                           G_CONNECT_SWAPPED);
  show_mark (choice, item);
}

static void
unbind_row_cb (GtkListItemFactory *factory,
               GtkListItem        *item,
               GtkDropDown        *choice)
{
  g_signal_handlers_disconnect_by_func (choice, selected_cb, item);
}

/**
 * moot_name_choice_dress:
 * @choice: of strings
 *
 * Lets it be narrower than the names in it, wherever they come from.
 */
void
moot_name_choice_dress (GtkDropDown *choice)
{
  g_autoptr (GtkListItemFactory) button = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();

  g_signal_connect (button, "setup", G_CALLBACK (set_up_button_cb), NULL);
  g_signal_connect (button, "bind", G_CALLBACK (bind_button_cb), NULL);
  g_signal_connect (rows, "setup", G_CALLBACK (set_up_row_cb), NULL);
  g_signal_connect_object (rows, "bind", G_CALLBACK (bind_row_cb), choice, 0);
  g_signal_connect_object (rows, "unbind", G_CALLBACK (unbind_row_cb), choice, 0);
  gtk_drop_down_set_factory (choice, button);
  gtk_drop_down_set_list_factory (choice, rows);
}
