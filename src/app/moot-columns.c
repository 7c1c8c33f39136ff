/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One or two columns, decided by the width it is given and by nothing else, so that it measures the
 * same height for the same width every time.  Lines of text never get too long to read.
 * Thread: main. */
#include "moot-columns.h"

#include "config.h"

#define WIDE_FROM 820     /* px: two columns from here on */
#define SIDE_WIDTH 360    /* px: of the second column */
#define READING_WIDTH 680 /* px: the widest column of text */
#define MARGIN 12         /* px around it all */
#define COLUMN_SPACING 24 /* px between the columns */
#define ROW_SPACING 24    /* px between parts of a column */

typedef enum
{
  PART_MAIN,
  PART_SIDE,
  PART_BELOW,
  N_PARTS,
} Part;

struct _MootColumns
{
  GtkWidget parent_instance;

  GtkWidget *parts[N_PARTS]; /* (nullable) */
  gboolean wide;
};

G_DEFINE_FINAL_TYPE (MootColumns, moot_columns, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_MAIN = 1,
  PROP_SIDE,
  PROP_BELOW,
} MootColumnsProperty;

static GParamSpec *properties[PROP_BELOW + 1];

static gboolean
is_shown (MootColumns *self,
          Part         part)
{
  return self->parts[part] != NULL && gtk_widget_should_layout (self->parts[part]);
}

static int
get_minimum (MootColumns *self,
             Part         part)
{
  int minimum = 0;

  if (is_shown (self, part))
    gtk_widget_measure (self->parts[part], GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                        NULL);
  return minimum;
}

static int
get_height (MootColumns *self,
            Part         part,
            int          width)
{
  int height = 0;

  if (is_shown (self, part))
    gtk_widget_measure (self->parts[part], GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL,
                        NULL);
  return height;
}

static gboolean
is_wide (MootColumns *self,
         int          width)
{
  const int left = MAX (get_minimum (self, PART_MAIN), get_minimum (self, PART_BELOW));
  const int side = MAX (get_minimum (self, PART_SIDE), SIDE_WIDTH);

  return width >= MAX (WIDE_FROM, left + side + COLUMN_SPACING + 2 * MARGIN) &&
         is_shown (self, PART_SIDE);
}

/* Puts one part below @y and returns where the next one begins. */
static int
put (MootColumns   *self,
     Part           part,
     int            x,
     int            y,
     int            width,
     GtkAllocation *places)
{
  const int height = get_height (self, part, width);

  places[part] = (GtkAllocation){ x, y, width, height };
  return is_shown (self, part) ? y + height + ROW_SPACING : y;
}

/* Fills in where the parts go and returns how high it all is. */
static int
arrange (MootColumns   *self,
         int            width,
         GtkAllocation *places)
{
  const gboolean wide = is_wide (self, width);
  const int side_width = wide ? MAX (get_minimum (self, PART_SIDE), SIDE_WIDTH) : 0;
  const int room = MAX (width - 2 * MARGIN - (wide ? side_width + COLUMN_SPACING : 0), 0);
  const int column = MIN (room, READING_WIDTH);
  const int x = MARGIN + (room - column) / 2;
  const int side_x = x + column + COLUMN_SPACING;
  int y = put (self, PART_MAIN, x, MARGIN, column, places);
  int side_end = MARGIN;

  if (wide)
    side_end = put (self, PART_SIDE, side_x, MARGIN, side_width, places);
  else
    y = put (self, PART_SIDE, x, y, column, places);
  y = put (self, PART_BELOW, x, y, column, places);
  return MAX (y, side_end) - ROW_SPACING + MARGIN;
}

static GtkSizeRequestMode
moot_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
moot_columns_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  MootColumns *self = MOOT_COLUMNS (widget);
  GtkAllocation places[N_PARTS];

  *minimum = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      for (Part part = 0; part < N_PARTS; part++)
        *minimum = MAX (*minimum, get_minimum (self, part));
      *minimum += 2 * MARGIN;
      *natural = MAX (*minimum, READING_WIDTH + 2 * MARGIN);
      return;
    }
  *minimum = *natural =
    MAX (arrange (self, for_size < 0 ? READING_WIDTH + 2 * MARGIN : for_size, places), 0);
}

static void
moot_columns_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  MootColumns *self = MOOT_COLUMNS (widget);
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation places[N_PARTS];

  arrange (self, width, places);
  self->wide = is_wide (self, width);
  for (Part part = 0; part < N_PARTS; part++)
    if (is_shown (self, part))
      {
        if (rtl)
          places[part].x = width - places[part].x - places[part].width;
        gtk_widget_size_allocate (self->parts[part], &places[part], -1);
      }
}

static void
moot_columns_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  g_value_set_object (value, MOOT_COLUMNS (object)->parts[id - PROP_MAIN]);
}

/* Parts stand in the order in which the keyboard goes through them. */
static void
moot_columns_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  MootColumns *self = MOOT_COLUMNS (object);
  const Part part = id - PROP_MAIN;
  GtkWidget *after = NULL;

  g_clear_pointer (&self->parts[part], gtk_widget_unparent);
  self->parts[part] = g_value_get_object (value);
  if (self->parts[part] == NULL)
    return;

  for (Part i = 0; i < part; i++)
    after = self->parts[i] != NULL ? self->parts[i] : after;
  gtk_widget_insert_after (self->parts[part], GTK_WIDGET (self), after);
}

static void
moot_columns_dispose (GObject *object)
{
  MootColumns *self = MOOT_COLUMNS (object);

  for (Part part = 0; part < N_PARTS; part++)
    g_clear_pointer (&self->parts[part], gtk_widget_unparent);

  G_OBJECT_CLASS (moot_columns_parent_class)->dispose (object);
}

static void
moot_columns_class_init (MootColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = moot_columns_get_property;
  object_class->set_property = moot_columns_set_property;
  object_class->dispose = moot_columns_dispose;
  widget_class->get_request_mode = moot_columns_get_request_mode;
  widget_class->measure = moot_columns_measure;
  widget_class->size_allocate = moot_columns_size_allocate;

  /** MootColumns:main: what is read first */
  properties[PROP_MAIN] = g_param_spec_object ("main", NULL, NULL, GTK_TYPE_WIDGET, flags);
  /** MootColumns:side: what stands beside it, or below it */
  properties[PROP_SIDE] = g_param_spec_object ("side", NULL, NULL, GTK_TYPE_WIDGET, flags);
  /** MootColumns:below: what is read last */
  properties[PROP_BELOW] = g_param_spec_object ("below", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
moot_columns_init (MootColumns *self)
{
}

/**
 * moot_columns_new:
 *
 * Returns: (transfer floating): empty columns
 */
GtkWidget *
moot_columns_new (void)
{
  return g_object_new (MOOT_TYPE_COLUMNS, NULL);
}

/**
 * moot_columns_get_wide:
 * @self: columns
 *
 * Returns: whether there were two of them when it was last laid out
 */
gboolean
moot_columns_get_wide (MootColumns *self)
{
  g_return_val_if_fail (MOOT_IS_COLUMNS (self), FALSE);

  return self->wide;
}
