/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A picture or icon before a column of text, without the many measurements of a GtkBox.
 * Thread: main. */
#include "moot-lead-box.h"

struct _MootLeadBox
{
  GtkWidget parent_instance;
};

static void moot_lead_box_buildable_init (GtkBuildableIface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MootLeadBox,
                               moot_lead_box,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      moot_lead_box_buildable_init))

static GtkBuildableIface *parent_buildable;

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
moot_lead_box_buildable_init (GtkBuildableIface *interface)
{
  parent_buildable = g_type_interface_peek_parent (interface);
  interface->add_child = add_child;
}

static int
measure_lead (GtkWidget *lead)
{
  int natural;

  gtk_widget_measure (lead, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
moot_lead_box_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  GtkWidget *lead = gtk_widget_get_first_child (widget);
  GtkWidget *body = gtk_widget_get_last_child (widget);
  int taken = measure_lead (lead) + MOOT_LEAD_BOX_GAP;
  int height;

  gtk_widget_measure (body, orientation,
                      orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0
                        ? MAX (for_size - taken, 0)
                        : -1,
                      minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum += taken;
      *natural += taken;
      return;
    }
  gtk_widget_measure (lead, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  *minimum = MAX (*minimum, height);
  *natural = MAX (*natural, height);
}

static void
moot_lead_box_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  GtkWidget *lead = gtk_widget_get_first_child (widget);
  GtkWidget *body = gtk_widget_get_last_child (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int lead_width = measure_lead (lead);
  int lead_height;
  int body_width = MAX (width - lead_width - MOOT_LEAD_BOX_GAP, 0);

  gtk_widget_measure (lead, GTK_ORIENTATION_VERTICAL, -1, NULL, &lead_height, NULL, NULL);
  gtk_widget_size_allocate (
    lead,
    &(GtkAllocation){ rtl ? width - lead_width : 0, 0, lead_width, MIN (lead_height, height) }, -1);
  gtk_widget_size_allocate (
    body,
    &(GtkAllocation){ rtl ? 0 : lead_width + MOOT_LEAD_BOX_GAP, 0, body_width, height }, -1);
}

static GtkSizeRequestMode
moot_lead_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

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
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_lead_box_dispose;
  widget_class->measure = moot_lead_box_measure;
  widget_class->size_allocate = moot_lead_box_size_allocate;
  widget_class->get_request_mode = moot_lead_box_get_request_mode;
}

static void
moot_lead_box_init (MootLeadBox *self)
{
}

/**
 * moot_lead_box_new:
 * @lead: stands first
 * @body: takes the rest
 *
 * Returns: (transfer floating): both, side by side
 */
GtkWidget *
moot_lead_box_new (GtkWidget *lead,
                   GtkWidget *body)
{
  GtkWidget *self = g_object_new (MOOT_TYPE_LEAD_BOX, NULL);

  gtk_widget_set_parent (lead, self);
  gtk_widget_set_parent (body, self);
  return self;
}
