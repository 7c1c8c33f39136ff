/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The votes that wait, above the notifications.
 * Thread: main. */
#include "moot-vote-list.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "moot-list-rows.h"
#include "moot-proposal-row.h"

#define HEIGHT 240 /* px at most: what else happened is below */

struct _MootVoteList
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkListBox *rows;
  MootVoteWatch *watch;
};

G_DEFINE_FINAL_TYPE (MootVoteList, moot_vote_list, GTK_TYPE_WIDGET)

static GtkWidget *
make_row (gpointer    data,
          gpointer    item,
          const char *extra)
{
  MootProposal *proposal = item;
  GtkWidget *row = moot_proposal_row_new (proposal, NULL, NULL);
  GtkWidget *lines = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));

  gtk_box_append (GTK_BOX (lines), moot_vote_list_make_button (proposal->id, proposal->title));
  moot_list_rows_set_target (row, "win.open-proposal", proposal->id);
  return row;
}

static const MootRowKind rows = { NULL, make_row };

static void
show (MootVoteList *self)
{
  GPtrArray *waiting = moot_vote_watch_get_waiting (self->watch);

  moot_list_rows_fill (self->rows, waiting, &rows, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), waiting->len > 0);
}

static void
moot_vote_list_dispose (GObject *object)
{
  MootVoteList *self = MOOT_VOTE_LIST (object);

  g_clear_object (&self->watch);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_vote_list_parent_class)->dispose (object);
}

static void
moot_vote_list_class_init (MootVoteListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = moot_vote_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
moot_vote_list_init (MootVoteList *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                     "label", _("Waiting for Your Vote"), "xalign", 0.0, "wrap",
                                     TRUE, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->box = clamp;
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (heading, "title-4");
  gtk_widget_add_css_class (column, "moot-row");
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Waiting for Your Vote"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->rows));
  gtk_box_append (GTK_BOX (column), heading);
  gtk_box_append (GTK_BOX (column), scroller);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 680);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);
  gtk_widget_set_parent (clamp, GTK_WIDGET (self));
}

/**
 * moot_vote_list_new:
 * @watch: whose votes
 *
 * Returns: (transfer floating): the list
 */
GtkWidget *
moot_vote_list_new (MootVoteWatch *watch)
{
  MootVoteList *self = g_object_new (MOOT_TYPE_VOTE_LIST, NULL);

  self->watch = g_object_ref (watch);
  g_signal_connect_object (watch, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}

/**
 * moot_vote_list_make_button:
 * @proposal_id: of a proposal
 * @title: of it
 *
 * Returns: (transfer floating): a button that leads to its ballot
 */
GtkWidget *
moot_vote_list_make_button (const char *proposal_id,
                            const char *title)
{
  /* Translators: a button that leads to a ballot. */
  GtkWidget *button = gtk_button_new_with_label (_("Vote Now"));
  /* Translators: what a button does; %s is the title of a proposal. */
  g_autofree char *spoken = g_strdup_printf (_("Vote Now: %s"), title);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.vote");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", proposal_id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  return button;
}
