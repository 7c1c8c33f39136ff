/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Children one after the other, as many in a line as fit, like words.
 * Thread: main. */
#include "moot-flow.h"

#define GAP 6 /* pixels between two children, and between two lines */

struct _MootFlow
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (MootFlow, moot_flow, GTK_TYPE_WIDGET)

/* Lays out as many children from @first on as fit in a line of @width.  Returns the first child of
 * the next line. */
static GtkWidget *
take_line (GtkWidget *first,
           int        width,
           int       *out_height)
{
  int x = 0;
  int height = 0;
  GtkWidget *child = first;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition size;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_get_preferred_size (child, NULL, &size);
      if (x > 0 && x + size.width > width)
        break;
      x += size.width + GAP;
      height = MAX (height, size.height);
    }
  *out_height = height;
  return child;
}

static void
put_line (GtkWidget *self,
          GtkWidget *first,
          GtkWidget *end,
          int        width,
          int        y,
          int        height)
{
  const gboolean rtl = gtk_widget_get_direction (self) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (GtkWidget *child = first; child != end; child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition least;
      GtkRequisition size;
      int given;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_get_preferred_size (child, &least, &size);
      given = MAX (MIN (size.width, width), least.width);
      gtk_widget_size_allocate (
        child, &(GtkAllocation){ rtl ? width - x - given : x, y, given, height }, -1);
      x += given + GAP;
    }
}

static int
measure_lines (GtkWidget *self,
               int        width)
{
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (self); child != NULL;)
    {
      int height;

      child = take_line (child, width, &height);
      y += height > 0 ? height + GAP : 0;
    }
  return MAX (y - GAP, 0);
}

static void
moot_flow_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = measure_lines (widget, for_size < 0 ? G_MAXINT : for_size);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition least;
      GtkRequisition size;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_get_preferred_size (child, &least, &size);
      *minimum = MAX (*minimum, least.width);
      *natural += size.width + (*natural > 0 ? GAP : 0);
    }
}

static void
moot_flow_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;)
    {
      GtkWidget *first = child;
      int line_height;

      child = take_line (first, width, &line_height);
      put_line (widget, first, child, width, y, line_height);
      y += line_height + GAP;
    }
}

static GtkSizeRequestMode
moot_flow_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
moot_flow_dispose (GObject *object)
{
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL;)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (moot_flow_parent_class)->dispose (object);
}

static void
moot_flow_class_init (MootFlowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_flow_dispose;
  widget_class->measure = moot_flow_measure;
  widget_class->size_allocate = moot_flow_size_allocate;
  widget_class->get_request_mode = moot_flow_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
moot_flow_init (MootFlow *self)
{
}
