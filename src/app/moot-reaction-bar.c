/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Answers without words, below a comment or an opening text.  What is pressed is asked for; it is
 * shown once the server has it.
 * Thread: main. */
#include "moot-reaction-bar.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-discussion.h"
#include "moot-flow.h"

struct _MootReactionBar
{
  GtkWidget parent_instance;

  GtkWidget *buttons;
  GtkWidget *last; /* the button for one more */
  GtkPopover *emojis;

  gboolean open;
};

G_DEFINE_FINAL_TYPE (MootReactionBar, moot_reaction_bar, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_REACT,
  N_SIGNALS,
} MootReactionBarSignal;

static guint signals[N_SIGNALS];

static void
emoji_clicked_cb (GtkButton       *button,
                  MootReactionBar *self)
{
  gtk_popover_popdown (self->emojis);
  g_signal_emit (self, signals[SIGNAL_REACT], 0, gtk_button_get_label (button), TRUE);
}

/* Until the server has answered the button shows what there was. */
static void
reaction_clicked_cb (GtkButton       *button,
                     MootReactionBar *self)
{
  const MootReaction *reaction = g_object_get_data (G_OBJECT (button), "reaction");

  g_signal_emit (self, signals[SIGNAL_REACT], 0, reaction->name, !reaction->me);
}

static void
moot_reaction_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_REACTION_BAR);

  G_OBJECT_CLASS (moot_reaction_bar_parent_class)->dispose (object);
}

static void
moot_reaction_bar_class_init (MootReactionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_reaction_bar_dispose;

  /** MootReactionBar::react: with an emoji, which is to be there afterwards or not */
  signals[SIGNAL_REACT] =
    g_signal_new ("react", MOOT_TYPE_REACTION_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  g_type_ensure (MOOT_TYPE_FLOW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-reaction-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MootReactionBar, buttons);
  gtk_widget_class_bind_template_child (widget_class, MootReactionBar, last);
  gtk_widget_class_bind_template_child (widget_class, MootReactionBar, emojis);
  gtk_widget_class_bind_template_callback (widget_class, emoji_clicked_cb);
}

static void
moot_reaction_bar_init (MootReactionBar *self)
{
  self->open = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_reaction (MootReactionBar *self,
              MootReaction    *reaction)
{
  const int n = (int) reaction->count;
  g_autofree char *text = g_strdup_printf ("%s %d", reaction->name, n);
  /* Translators: %1$s is an emoji, %2$d how many members answered with it. */
  g_autofree char *spoken = g_strdup_printf (ngettext ("%1$s from %2$d member",
                                                       "%1$s from %2$d members", (gulong) n),
                                             reaction->name, n);
  GtkWidget *button = gtk_button_new_with_label (text);

  if (reaction->me)
    gtk_widget_add_css_class (button, "moot-chosen");
  gtk_widget_add_css_class (button, "moot-reaction");
  gtk_widget_set_tooltip_text (button, reaction->me ? _("Take your reaction back")
                                                    : _("React in the same way"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_widget_set_sensitive (button, self->open);
  g_object_set_data_full (G_OBJECT (button), "reaction", g_object_ref (reaction), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (reaction_clicked_cb), self, 0);
  gtk_widget_insert_before (button, self->buttons, self->last);
}

/**
 * moot_reaction_bar_new:
 *
 * Returns: (transfer floating): a bar without reactions
 */
GtkWidget *
moot_reaction_bar_new (void)
{
  return g_object_new (MOOT_TYPE_REACTION_BAR, NULL);
}

/**
 * moot_reaction_bar_set_reactions:
 * @self: a bar
 * @reactions: (element-type MootReaction): what there is
 */
void
moot_reaction_bar_set_reactions (MootReactionBar *self,
                                 GPtrArray       *reactions)
{
  GtkWidget *child;

  g_return_if_fail (MOOT_IS_REACTION_BAR (self));

  while ((child = gtk_widget_get_first_child (self->buttons)) != self->last)
    gtk_widget_unparent (child);
  for (guint i = 0; i < reactions->len; i++)
    add_reaction (self, g_ptr_array_index (reactions, i));
}

/**
 * moot_reaction_bar_set_open:
 * @self: a bar
 * @open: whether this account may react
 */
void
moot_reaction_bar_set_open (MootReactionBar *self,
                            gboolean         open)
{
  GtkWidget *child;

  g_return_if_fail (MOOT_IS_REACTION_BAR (self));

  self->open = open;
  for (child = gtk_widget_get_first_child (self->buttons); child != self->last;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_sensitive (child, open);
  gtk_widget_set_visible (self->last, open);
}
