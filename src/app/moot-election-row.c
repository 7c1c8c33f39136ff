/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* An election in the list of the room: its title, and where it stands.
 * Thread: main. */
#include "moot-election-row.h"

#include "moot-election-text.h"

#define ID_KEY "moot-election-id"

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
 * moot_election_row_new:
 * @contest: an election
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
moot_election_row_new (MootContest *contest)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing",
                                 4, "margin-top", 12, "margin-bottom", 12, "margin-start", 12,
                                 "margin-end", 12, NULL);
  g_autofree char *summary = moot_election_text_dup_summary (contest);
  g_autofree char *spoken = g_strconcat (contest->title, "\n", summary, NULL);

  gtk_box_append (GTK_BOX (box), make_line (contest->title, "heading"));
  gtk_box_append (GTK_BOX (box), make_line (summary, "moot-quiet"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), ID_KEY, g_strdup (contest->id), g_free);
  return row;
}

/** moot_election_row_get_id: (transfer none): of the election */
const char *
moot_election_row_get_id (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), ID_KEY);
}
