/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A picture or icon before a column of text.
 * Thread: main. */
#include "moot-lead-box.h"

#include "moot-lead-layout.h"

struct _MootLeadBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (MootLeadBox, moot_lead_box, GTK_TYPE_WIDGET)

static void
moot_lead_box_dispose (GObject *object)
{
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL;)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (moot_lead_box_parent_class)->dispose (object);
}

static void
moot_lead_box_class_init (MootLeadBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = moot_lead_box_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), MOOT_TYPE_LEAD_LAYOUT);
}

static void
moot_lead_box_init (MootLeadBox *self)
{
}
