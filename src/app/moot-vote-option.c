/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A choice of a ballot.
 * Thread: main. */
#include "moot-vote-option.h"

#include "config.h"

#include "moot-decision-text.h"
#include "moot-lead-layout.h"
#include "moot-marked-label.h"

struct _MootVoteOption
{
  GtkCheckButton parent_instance;

  char *id;
};

G_DEFINE_FINAL_TYPE (MootVoteOption, moot_vote_option, GTK_TYPE_CHECK_BUTTON)

static void
moot_vote_option_finalize (GObject *object)
{
  g_free (MOOT_VOTE_OPTION (object)->id);

  G_OBJECT_CLASS (moot_vote_option_parent_class)->finalize (object);
}

static void
moot_vote_option_class_init (MootVoteOptionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = moot_vote_option_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), MOOT_TYPE_LEAD_LAYOUT);
}

static void
moot_vote_option_init (MootVoteOption *self)
{
}

/**
 * moot_vote_option_new:
 * @proposal: what is voted on
 * @option: of @proposal
 *
 * Returns: (transfer floating): a choice
 */
GtkWidget *
moot_vote_option_new (MootProposal       *proposal,
                      MootProposalOption *option)
{
  MootVoteOption *self = g_object_new (MOOT_TYPE_VOTE_OPTION, NULL);
  const char *word = moot_decision_text_get_option (option);
  const char *meaning = moot_decision_text_get_option_meaning (proposal, option);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = moot_marked_label_new (moot_decision_text_get_option_icon (option), word);
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "label", meaning, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

  self->id = g_strdup (option->id);
  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (words, "moot-quiet");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), words);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "moot-vote-option");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, word,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, meaning, -1);
  return GTK_WIDGET (self);
}

/**
 * moot_vote_option_get_id:
 * @self: a choice
 *
 * Returns: (transfer none): of the option
 */
const char *
moot_vote_option_get_id (MootVoteOption *self)
{
  g_return_val_if_fail (MOOT_IS_VOTE_OPTION (self), NULL);

  return self->id;
}
