/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where one gets from the room of the co-op: a row for each page that has no place in the sidebar.
 * Who adds a page adds a line.
 * Thread: main. */
#include "moot-ways.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-list-rows.h"

/* clang-format off */
static const struct
{
  const char *title;
  const char *subtitle;
  const char *icon_name;
  const char *action;
} ways[] = {
  /* Translators: a page with the rules by which the co-op decides */
  { N_("Bylaws"),   N_("How we decide"),                            "accessories-dictionary-symbolic", "win.open-bylaws" },
  /* Translators: a page with the address that a calendar program reads */
  { N_("Calendar"), N_("Votes, elections and your tasks in your own calendar"), "x-office-calendar-symbolic", "win.open-calendar" },
  /* Translators: a page with the invitations that were given out to people who may join */
  { N_("Invitations"), N_("Ask somebody to join the co-op"),        "contact-new-symbolic",   "win.open-invites"  },
  /* Translators: a page with everything that binds the co-op, as it was written down */
  { N_("Log"),      N_("Everything that happened, and its proof"),  "view-list-symbolic",     "win.open-log"      },
  /* Translators: a page with what happened in the co-op since one looked */
  { N_("News"),     N_("What happened since you were last here"),   "moot-notifications-symbolic", "win.open-news" },
  /* Translators: a page with all decisions of the co-op */
  { N_("Rulebook"), N_("What we have decided"),                     "emblem-documents-symbolic", "win.open-rulebook" },
  /* Translators: a page on which one looks for words in the discussions and proposals */
  { N_("Search the Moot"), N_("Discussions, comments, proposals, decisions"), "moot-search-symbolic", "win.search-moot" },
  /* Translators: a page with what members do because it was decided */
  { N_("Tasks"),    N_("What follows from our decisions"),          "object-select-symbolic", "win.open-tasks" },
};
/* clang-format on */

/**
 * moot_ways_make_row:
 * @title: of a page
 * @subtitle: what it is for
 * @icon_name: shown beside it
 * @action: of the window, opens it
 *
 * Returns: (transfer floating): a row that leads there
 */
GtkWidget *
moot_ways_make_row (const char *title,
                    const char *subtitle,
                    const char *icon_name,
                    const char *action)
{
  GtkWidget *row = moot_list_rows_make_text (title, subtitle, NULL);
  g_autoptr (GtkWidget) texts = g_object_ref (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_margin_start (icon, 12);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  return row;
}

/**
 * moot_ways_fill:
 * @list: gets the rows
 */
void
moot_ways_fill (GtkListBox *list)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    gtk_list_box_append (list, moot_ways_make_row (_ (ways[i].title), _ (ways[i].subtitle),
                                                   ways[i].icon_name, ways[i].action));
}
