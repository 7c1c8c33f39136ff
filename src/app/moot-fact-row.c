/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A row of a list: a line, a quieter one below it, and what can be done with the thing.
 * Thread: main. */
#include "moot-fact-row.h"

#include "moot-flow.h"

#define ID_KEY "moot-fact-id"
#define DEEDS_KEY "moot-fact-deeds"

static GtkWidget *
make_line (const char *text,
           const char *style)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_add_css_class (label, style);
  return label;
}

/**
 * moot_fact_row_new:
 * @id: (nullable): of the thing; %NULL for a row that leads nowhere
 * @title: what it is called
 * @below: (nullable): what is said of it
 *
 * Returns: (transfer floating): a #GtkListBoxRow
 */
GtkWidget *
moot_fact_row_new (const char *id,
                   const char *title,
                   const char *below)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing",
                                 4, "margin-top", 12, "margin-bottom", 12, "margin-start", 12,
                                 "margin-end", 12, NULL);
  g_autofree char *spoken = below != NULL ? g_strconcat (title, "\n", below, NULL) : NULL;

  gtk_box_append (GTK_BOX (box), make_line (title, "heading"));
  if (below != NULL && *below != '\0')
    gtk_box_append (GTK_BOX (box), make_line (below, "moot-quiet"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), id != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken != NULL ? spoken : title, -1);
  g_object_set_data_full (G_OBJECT (row), ID_KEY, g_strdup (id), g_free);
  return row;
}

/** moot_fact_row_get_id: (transfer none) (nullable): of the thing */
const char *
moot_fact_row_get_id (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), ID_KEY);
}

/**
 * moot_fact_row_add_deed:
 * @row: a row
 * @label: what can be done
 * @spoken: the same with the name of the thing, for those who hear it alone
 * @callback: called with @object and the button, which has the data of g_object_get_data() "row"
 * @object: (transfer none): a #GObject; nothing is called any more when it is gone
 *
 * Returns: (transfer none): the button
 */
GtkWidget *
moot_fact_row_add_deed (GtkWidget  *row,
                        const char *label,
                        const char *spoken,
                        GCallback   callback,
                        gpointer    object)
{
  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  GtkWidget *deeds = g_object_get_data (G_OBJECT (row), DEEDS_KEY);
  GtkWidget *button = gtk_button_new_with_label (label);

  if (deeds == NULL)
    {
      deeds = g_object_new (MOOT_TYPE_FLOW, NULL);
      gtk_box_append (GTK_BOX (box), deeds);
      g_object_set_data (G_OBJECT (row), DEEDS_KEY, deeds);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data (G_OBJECT (button), "row", row);
  g_signal_connect_object (button, "clicked", callback, object, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, deeds);
  return button;
}
