/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Rows of the lists of the moot: filled anew without losing the focus, and made of a few lines.
 * Thread: main. */
#include "moot-list-rows.h"

#include "moot-entity.h"

#define ITEM_KEY "moot-item"

/**
 * moot_list_rows_fill:
 * @list: gets the rows
 * @items: (element-type GObject): entities
 * @kind: how they become rows
 * @data: (nullable): for @kind
 *
 * Rows that are shown already stay, and with them the focus; one that changed is made anew.
 */
void
moot_list_rows_fill (GtkListBox        *list,
                     GPtrArray         *items,
                     const MootRowKind *kind,
                     gpointer           data)
{
  GtkListBoxRow *row;
  guint i;

  for (i = 0; i < items->len; i++)
    {
      GObject *item = g_ptr_array_index (items, i);
      const char *extra = kind->find_extra != NULL ? kind->find_extra (data, item) : NULL;
      g_autofree char *json = moot_entity_to_text (item);
      g_autofree char *text = g_strconcat (json, extra, NULL);
      gboolean focused = FALSE;
      GtkWidget *fresh;

      row = gtk_list_box_get_row_at_index (list, (int) i);
      if (row != NULL)
        {
          if (g_strcmp0 (g_object_get_data (G_OBJECT (row), ITEM_KEY), text) == 0)
            continue;
          focused = gtk_widget_has_focus (GTK_WIDGET (row));
          gtk_list_box_remove (list, GTK_WIDGET (row));
        }
      fresh = kind->make (data, item, extra);
      g_object_set_data_full (G_OBJECT (fresh), ITEM_KEY, g_steal_pointer (&text), g_free);
      gtk_list_box_insert (list, fresh, (int) i);
      if (focused)
        gtk_widget_grab_focus (fresh);
    }
  while ((row = gtk_list_box_get_row_at_index (list, (int) i)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (list), items->len > 0);
}

static void
add_line (GtkWidget  *box,
          const char *text,
          const char *style)
{
  GtkWidget *label;

  if (text == NULL || *text == '\0')
    return;
  label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                        PANGO_WRAP_WORD_CHAR, NULL);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
}

/**
 * moot_list_rows_make_text:
 * @title: what the row is about
 * @quiet: (nullable): a line of less weight
 * @body: (nullable): what it says
 *
 * Returns: (transfer floating): a row that is spoken as it is read
 */
GtkWidget *
moot_list_rows_make_text (const char *title,
                          const char *quiet,
                          const char *body)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autoptr (GString) spoken = g_string_new (title);

  gtk_widget_add_css_class (box, "moot-row");
  add_line (box, title, "heading");
  add_line (box, quiet, "moot-quiet");
  add_line (box, body, NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  if (quiet != NULL)
    g_string_append_printf (spoken, "\n%s", quiet);
  if (body != NULL)
    g_string_append_printf (spoken, "\n%s", body);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str,
                                  -1);
  return row;
}

/**
 * moot_list_rows_set_target:
 * @row: a row
 * @action: (nullable): of the window, with an id as its parameter
 * @id: (nullable): what is opened; %NULL for a row that leads nowhere
 */
void
moot_list_rows_set_target (GtkWidget  *row,
                           const char *action,
                           const char *id)
{
  const gboolean leads = action != NULL && id != NULL;

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), leads);
  if (!leads)
    return;
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
}
