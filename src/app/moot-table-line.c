/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The cells of one row of a table.  Every line of a table is as wide as the others and shares out
 * its width in the same way, so columns stand below each other without asking all rows.
 * Thread: main. */
#include "moot-table-line.h"

#include "config.h"

#include <glib/gi18n.h>

#define GAP 12     /* pixels between two columns */
#define LINE_GAP 4 /* between two lines, where cells stand below each other */

struct _MootTableLine
{
  GtkWidget parent_instance;

  const MootTableShape *shape;
  guint n_cells;
  GtkWidget *names[MOOT_TABLE_COLUMNS_MAX]; /* (nullable): the heading again, for narrow lines */
  GtkWidget *cells[MOOT_TABLE_COLUMNS_MAX];
  GtkWidget *deeds; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MootTableLine, moot_table_line, GTK_TYPE_WIDGET)

static int
measure (GtkWidget      *child,
         GtkOrientation  orientation,
         int             for_size,
         int            *out_least)
{
  int least;
  int natural;

  gtk_widget_measure (child, orientation, for_size, &least, &natural, NULL, NULL);
  if (out_least != NULL)
    *out_least = least;
  return natural;
}

static void
put (GtkWidget *self,
     GtkWidget *child,
     int        x,
     int        y,
     int        width,
     int        height)
{
  const gboolean rtl = gtk_widget_get_direction (self) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (
    child,
    &(GtkAllocation){ rtl ? gtk_widget_get_width (self) - x - width : x, y, width, height }, -1);
}

static guint
count_chars (const MootTableLine *self)
{
  guint n = self->shape->n_deed_chars;

  for (guint i = 0; i < self->shape->n_columns; i++)
    n += self->shape->columns[i].n_chars;
  return n;
}

static int
count_gaps (const MootTableLine *self)
{
  return GAP * (int) (self->shape->n_columns - (self->shape->n_deed_chars > 0 ? 0 : 1));
}

/* Below this the cells stand below each other. */
static int
get_wide_width (MootTableLine *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int char_width = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS (char_width * (int) count_chars (self)) + count_gaps (self);
}

/* Beside each other --------------------------------------------------------------------------- */

static int
lay_wide (MootTableLine *self,
          int            width,
          int            height)
{
  const int room = MAX (width - count_gaps (self), 0);
  const int n_chars = (int) count_chars (self);
  int x = 0;
  int tallest = 0;

  for (guint i = 0; i < self->n_cells; i++)
    {
      const int share = room * (int) self->shape->columns[i].n_chars / n_chars;
      int least;
      int given;

      measure (self->cells[i], GTK_ORIENTATION_HORIZONTAL, -1, &least);
      given = MAX (share, least);
      tallest = MAX (tallest, measure (self->cells[i], GTK_ORIENTATION_VERTICAL, given, NULL));
      if (height >= 0)
        {
          if (self->names[i] != NULL)
            gtk_widget_set_child_visible (self->names[i], FALSE);
          gtk_widget_set_child_visible (self->cells[i], TRUE);
          put (GTK_WIDGET (self), self->cells[i], x, 0, given, height);
        }
      x += share + GAP;
    }
  if (self->deeds != NULL)
    {
      const int given =
        MAX (width - x, measure (self->deeds, GTK_ORIENTATION_HORIZONTAL, -1, NULL));
      const int taken = measure (self->deeds, GTK_ORIENTATION_VERTICAL, -1, NULL);

      tallest = MAX (tallest, taken);
      if (height >= 0)
        put (GTK_WIDGET (self), self->deeds, width - given, MAX ((height - taken) / 2, 0), given,
             taken);
    }
  return tallest;
}

/* Below each other ---------------------------------------------------------------------------- */

static gboolean
is_empty (GtkWidget *cell)
{
  return GTK_IS_LABEL (cell) && *gtk_label_get_text (GTK_LABEL (cell)) == '\0';
}

static int
measure_names (MootTableLine *self,
               int            width)
{
  int widest = 0;

  for (guint i = 1; i < self->n_cells; i++)
    if (self->names[i] != NULL)
      widest = MAX (widest, measure (self->names[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL));
  return MIN (widest, width * 45 / 100);
}

/* Buttons follow each other like words. */
static int
lay_buttons (MootTableLine *self,
             int            width,
             int            height)
{
  int x = 0;
  int y = 0;
  int tallest = 0;

  for (guint i = 0; i < self->n_cells; i++)
    {
      const int wanted = MIN (measure (self->cells[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL),
                              width);
      const int taken = measure (self->cells[i], GTK_ORIENTATION_VERTICAL, -1, NULL);

      if (x > 0 && x + wanted > width)
        {
          y += tallest + LINE_GAP;
          x = 0;
          tallest = 0;
        }
      if (height >= 0)
        put (GTK_WIDGET (self), self->cells[i], x, y, wanted, taken);
      x += wanted + LINE_GAP;
      tallest = MAX (tallest, taken);
    }
  return y + tallest;
}

static int
lay_cell (MootTableLine *self,
          guint          i,
          int            names_width,
          int            width,
          int            y,
          gboolean       put_them)
{
  const int x = i > 0 ? names_width + GAP : 0;
  const int room = MAX (width - x, 1);
  const int given = MIN (measure (self->cells[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL), room);
  const int name_height =
    i > 0 ? measure (self->names[i], GTK_ORIENTATION_VERTICAL, names_width, NULL) : 0;
  const int height = measure (self->cells[i], GTK_ORIENTATION_VERTICAL, given, NULL);
  const gboolean empty = is_empty (self->cells[i]);

  if (put_them)
    {
      gtk_widget_set_child_visible (self->names[i], i > 0 && !empty);
      gtk_widget_set_child_visible (self->cells[i], !empty);
      if (i > 0 && !empty)
        put (GTK_WIDGET (self), self->names[i], 0, y, names_width, name_height);
      if (!empty)
        put (GTK_WIDGET (self), self->cells[i], x, y, given, height);
    }
  return empty ? 0 : MAX (name_height, height) + LINE_GAP;
}

static int
lay_narrow (MootTableLine *self,
            int            width,
            int            height)
{
  const int names_width = measure_names (self, width);
  int y = 0;

  if (self->n_cells > 0 && self->names[0] == NULL)
    return lay_buttons (self, width, height);
  for (guint i = 0; i < self->n_cells; i++)
    y += lay_cell (self, i, names_width, width, y, height >= 0);
  if (self->deeds != NULL)
    {
      const int given =
        MIN (measure (self->deeds, GTK_ORIENTATION_HORIZONTAL, -1, NULL), width);
      const int taken = measure (self->deeds, GTK_ORIENTATION_VERTICAL, given, NULL);

      if (height >= 0)
        put (GTK_WIDGET (self), self->deeds, 0, y + LINE_GAP, given, taken);
      y += taken + LINE_GAP;
    }
  return y;
}

static int
lay (MootTableLine *self,
     int            width,
     int            height)
{
  return width >= get_wide_width (self) ? lay_wide (self, width, height)
                                        : lay_narrow (self, width, height);
}

/* The widget ---------------------------------------------------------------------------------- */

static void
moot_table_line_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  MootTableLine *self = MOOT_TABLE_LINE (widget);
  int narrow = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay (self, for_size >= 0 ? for_size : get_wide_width (self), -1);
      return;
    }
  for (guint i = 0; i < self->n_cells; i++)
    {
      int name = 0;
      int cell;

      if (self->names[i] != NULL)
        measure (self->names[i], orientation, -1, &name);
      measure (self->cells[i], orientation, -1, &cell);
      narrow = MAX (narrow, cell + (i > 0 && name > 0 ? name + GAP : 0));
    }
  if (self->deeds != NULL)
    {
      int least;

      measure (self->deeds, orientation, -1, &least);
      narrow = MAX (narrow, least);
    }
  *minimum = narrow;
  *natural = MAX (narrow, get_wide_width (self));
}

static void
moot_table_line_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  lay (MOOT_TABLE_LINE (widget), width, height);
}

static GtkSizeRequestMode
moot_table_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
moot_table_line_dispose (GObject *object)
{
  MootTableLine *self = MOOT_TABLE_LINE (object);

  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL;)
    gtk_widget_unparent (child);
  self->n_cells = 0;
  self->deeds = NULL;

  G_OBJECT_CLASS (moot_table_line_parent_class)->dispose (object);
}

static void
moot_table_line_class_init (MootTableLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_table_line_dispose;
  widget_class->measure = moot_table_line_measure;
  widget_class->size_allocate = moot_table_line_size_allocate;
  widget_class->get_request_mode = moot_table_line_get_request_mode;
}

static void
moot_table_line_init (MootTableLine *self)
{
}

/**
 * moot_table_line_new:
 * @shape: of its table, which lives longer
 *
 * Returns: (transfer floating): a line without cells
 */
GtkWidget *
moot_table_line_new (const MootTableShape *shape)
{
  MootTableLine *self = g_object_new (MOOT_TYPE_TABLE_LINE, NULL);

  self->shape = shape;
  return GTK_WIDGET (self);
}

static GtkWidget *
make_label (const char        *text,
            float              xalign,
            GtkAccessibleRole  role)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", xalign, "yalign", 0.5, "wrap",
                       TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "accessible-role", role, NULL);
}

/**
 * moot_table_line_add_cell:
 * @self: a line with room for one more
 * @text: what stands in it
 */
void
moot_table_line_add_cell (MootTableLine *self,
                          const char    *text)
{
  const guint i = self->n_cells++;
  const MootTableColumn *column = &self->shape->columns[i];
  GtkWidget *name = make_label (_ (column->title), 0, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  GtkWidget *cell = make_label (text, column->number ? 1 : 0,
                                i == 0 ? GTK_ACCESSIBLE_ROLE_ROW_HEADER
                                       : GTK_ACCESSIBLE_ROLE_CELL);

  gtk_label_set_yalign (GTK_LABEL (name), 0);
  gtk_widget_add_css_class (name, "moot-quiet");
  if (column->number)
    gtk_widget_add_css_class (cell, "numeric");
  self->names[i] = name;
  self->cells[i] = cell;
  gtk_widget_set_parent (name, GTK_WIDGET (self));
  gtk_widget_set_parent (cell, GTK_WIDGET (self));
}

/**
 * moot_table_line_add_button:
 * @self: the line of headings
 * @button: (transfer floating): a heading that can be pressed
 */
void
moot_table_line_add_button (MootTableLine *self,
                            GtkWidget     *button)
{
  self->cells[self->n_cells++] = button;
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

/**
 * moot_table_line_set_deeds:
 * @self: a line
 * @deeds: (transfer floating): what can be done with it
 */
void
moot_table_line_set_deeds (MootTableLine *self,
                           GtkWidget     *deeds)
{
  self->deeds = deeds;
  gtk_widget_set_halign (deeds, GTK_ALIGN_END);
  gtk_widget_set_parent (deeds, GTK_WIDGET (self));
}
