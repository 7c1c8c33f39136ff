/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a co-op states beside a post of its group.
 * Thread: main. */
#include "moot-record-card.h"

#include "config.h"

#include <glib/gi18n.h>

struct _MootRecordCard
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *heading;
  GtkLabel *facts;
  GtkWidget *doubts_box;
  GtkLabel *doubts;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (MootRecordCard, moot_record_card, GTK_TYPE_WIDGET)

static void
moot_record_card_dispose (GObject *object)
{
  MootRecordCard *self = MOOT_RECORD_CARD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (moot_record_card_parent_class)->dispose (object);
}

static void
moot_record_card_class_init (MootRecordCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_record_card_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "recordcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-record-card.ui");
  gtk_widget_class_bind_template_child (widget_class, MootRecordCard, box);
  gtk_widget_class_bind_template_child (widget_class, MootRecordCard, heading);
  gtk_widget_class_bind_template_child (widget_class, MootRecordCard, facts);
  gtk_widget_class_bind_template_child (widget_class, MootRecordCard, doubts_box);
  gtk_widget_class_bind_template_child (widget_class, MootRecordCard, doubts);
  gtk_widget_class_bind_template_child (widget_class, MootRecordCard, button);
}

static void
moot_record_card_init (MootRecordCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** moot_record_card_new: (transfer floating): an empty one */
GtkWidget *
moot_record_card_new (void)
{
  return g_object_new (MOOT_TYPE_RECORD_CARD, NULL);
}

/**
 * moot_record_card_set_text:
 * @self: a card
 * @text: what to show, copied
 */
void
moot_record_card_set_text (MootRecordCard       *self,
                           const MootRecordText *text)
{
  g_return_if_fail (MOOT_IS_RECORD_CARD (self));

  gtk_label_set_text (self->heading, text->heading);
  gtk_label_set_text (self->facts, text->facts != NULL ? text->facts : "");
  gtk_widget_set_visible (GTK_WIDGET (self->facts), text->facts != NULL);
  gtk_label_set_text (self->doubts, text->doubts != NULL ? text->doubts : "");
  gtk_widget_set_visible (self->doubts_box, text->doubts != NULL);
  gtk_widget_set_visible (self->button, text->button != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text->heading, -1);
  if (text->button == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (self->button), text->button);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", text->target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), text->action);
}
