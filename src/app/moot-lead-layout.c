/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A picture, icon or control before a column of text, without the many measurements of a GtkBox.
 * Thread: main. */
#include "moot-lead-layout.h"

struct _MootLeadLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (MootLeadLayout, moot_lead_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
measure (GtkWidget      *child,
         GtkOrientation  orientation)
{
  int natural;

  gtk_widget_measure (child, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* How high the first line of @body is: the topmost of what it stacks, before it wraps. */
static int
measure_first_line (GtkWidget *body)
{
  GtkWidget *child = GTK_IS_BOX (body) ? gtk_widget_get_first_child (body) : NULL;

  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return measure (child != NULL ? child : body, GTK_ORIENTATION_VERTICAL);
}

static int
find_lead_y (GtkWidget *lead,
             GtkWidget *body)
{
  return MAX ((measure_first_line (body) - measure (lead, GTK_ORIENTATION_VERTICAL)) / 2, 0);
}

static void
moot_lead_layout_measure (GtkLayoutManager *layout,
                          GtkWidget        *widget,
                          GtkOrientation    orientation,
                          int               for_size,
                          int              *minimum,
                          int              *natural,
                          int              *minimum_baseline,
                          int              *natural_baseline)
{
  GtkWidget *lead = gtk_widget_get_first_child (widget);
  GtkWidget *body = gtk_widget_get_last_child (widget);
  const int taken = measure (lead, GTK_ORIENTATION_HORIZONTAL) + MOOT_LEAD_GAP;
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
  height = find_lead_y (lead, body) + measure (lead, GTK_ORIENTATION_VERTICAL);
  *minimum = MAX (*minimum, height);
  *natural = MAX (*natural, height);
}

static void
moot_lead_layout_allocate (GtkLayoutManager *layout,
                           GtkWidget        *widget,
                           int               width,
                           int               height,
                           int               baseline)
{
  GtkWidget *lead = gtk_widget_get_first_child (widget);
  GtkWidget *body = gtk_widget_get_last_child (widget);
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const int lead_width = measure (lead, GTK_ORIENTATION_HORIZONTAL);
  const int lead_height = measure (lead, GTK_ORIENTATION_VERTICAL);
  const int taken = lead_width + MOOT_LEAD_GAP;

  gtk_widget_size_allocate (lead,
                            &(GtkAllocation){ rtl ? width - lead_width : 0,
                                              find_lead_y (lead, body), lead_width, lead_height },
                            -1);
  gtk_widget_size_allocate (
    body, &(GtkAllocation){ rtl ? 0 : taken, 0, MAX (width - taken, 0), height }, -1);
}

static GtkSizeRequestMode
moot_lead_layout_get_request_mode (GtkLayoutManager *layout,
                                   GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
moot_lead_layout_class_init (MootLeadLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = moot_lead_layout_measure;
  layout_class->allocate = moot_lead_layout_allocate;
  layout_class->get_request_mode = moot_lead_layout_get_request_mode;
}

static void
moot_lead_layout_init (MootLeadLayout *self)
{
}
