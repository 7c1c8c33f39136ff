/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */
#include "moot-empty.h"

#include "config.h"

/**
 * moot_empty_box:
 * @box: a box
 *
 * Takes out all that stands in a box.
 */
void
moot_empty_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/**
 * moot_empty_list:
 * @list: a list
 *
 * Takes out all rows of a list; what it shows when it has none stays.
 */
void
moot_empty_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}
