/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A small chart of horizontal bars.  Every bar has its word and its number in text beside it, so
 * the chart can be read without seeing colours or patterns; a button shows the same as a table.
 * Thread: main. */
#include "moot-bar-chart.h"

#include "config.h"

#include "moot-bar.h"
#include "moot-empty.h"

struct _MootBarChart
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *title;
  GtkToggleButton *table_button;
  GtkStack *stack;
  GtkBox *bars;
  GtkBox *table;

  char *name_column;
  char *value_column;
  GtkSizeGroup *name_group;
  GArray *values; /* gint64 */
};

G_DEFINE_FINAL_TYPE (MootBarChart, moot_bar_chart, GTK_TYPE_WIDGET)

static const char *const pattern_classes[MOOT_N_BAR_PATTERNS] = {
  [MOOT_BAR_SOLID] = "solid",
  [MOOT_BAR_DOTS] = "dots",
  [MOOT_BAR_STRIPES] = "stripes",
  [MOOT_BAR_GRID] = "grid",
};

static void
table_toggled_cb (MootBarChart *self)
{
  gtk_stack_set_visible_child_name (
    self->stack, gtk_toggle_button_get_active (self->table_button) ? "table" : "bars");
}

static GtkWidget *
make_label (const char        *text,
            GtkAccessibleRole  role,
            float              xalign)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", xalign, "accessible-role", role,
                       "ellipsize", PANGO_ELLIPSIZE_END, NULL);
}

static void
add_table_row (MootBarChart      *self,
               const char        *name,
               const char        *value,
               GtkAccessibleRole  name_role,
               GtkAccessibleRole  value_role)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "spacing", 12, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_ROW, NULL);
  GtkWidget *name_label = make_label (name, name_role, 0);
  GtkWidget *value_label = make_label (value, value_role, 1);

  gtk_widget_set_hexpand (value_label, TRUE);
  gtk_widget_add_css_class (value_label, "numeric");
  gtk_size_group_add_widget (self->name_group, name_label);
  if (name_role == GTK_ACCESSIBLE_ROLE_COLUMN_HEADER)
    gtk_widget_add_css_class (row, "heading");
  gtk_box_append (GTK_BOX (row), name_label);
  gtk_box_append (GTK_BOX (row), value_label);
  gtk_box_append (self->table, row);
}

static void
add_bar (MootBarChart   *self,
         const char     *name,
         const char     *value_text,
         MootBarPattern  pattern)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing",
                                 4, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name_label = make_label (name, GTK_ACCESSIBLE_ROLE_LABEL, 0);
  GtkWidget *value_label = make_label (value_text, GTK_ACCESSIBLE_ROLE_LABEL, 1);
  GtkWidget *bar = moot_bar_new ();

  gtk_widget_set_hexpand (name_label, TRUE);
  gtk_widget_add_css_class (value_label, "numeric");
  gtk_box_append (GTK_BOX (words), name_label);
  gtk_box_append (GTK_BOX (words), value_label);
  moot_bar_set_style (MOOT_BAR (bar), pattern_classes[pattern]);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), bar);
  gtk_box_append (self->bars, row);
}

/* All bars share one scale: the largest fills its groove. */
static void
update_shares (MootBarChart *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->bars));
  gint64 largest = 0;

  for (guint i = 0; i < self->values->len; i++)
    largest = MAX (largest, g_array_index (self->values, gint64, i));
  for (guint i = 0; i < self->values->len && row != NULL; i++)
    {
      const gint64 value = g_array_index (self->values, gint64, i);

      moot_bar_set_share (MOOT_BAR (gtk_widget_get_last_child (row)),
                          largest > 0 ? (double) value / (double) largest : 0);
      row = gtk_widget_get_next_sibling (row);
    }
}

static void
moot_bar_chart_dispose (GObject *object)
{
  MootBarChart *self = MOOT_BAR_CHART (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_BAR_CHART);

  G_OBJECT_CLASS (moot_bar_chart_parent_class)->dispose (object);
}

static void
moot_bar_chart_finalize (GObject *object)
{
  MootBarChart *self = MOOT_BAR_CHART (object);

  g_free (self->name_column);
  g_free (self->value_column);
  g_clear_object (&self->name_group);
  g_array_unref (self->values);

  G_OBJECT_CLASS (moot_bar_chart_parent_class)->finalize (object);
}

static void
moot_bar_chart_class_init (MootBarChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_bar_chart_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_bar_chart_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-bar-chart.ui");
  gtk_widget_class_bind_template_child (widget_class, MootBarChart, content);
  gtk_widget_class_bind_template_child (widget_class, MootBarChart, title);
  gtk_widget_class_bind_template_child (widget_class, MootBarChart, table_button);
  gtk_widget_class_bind_template_child (widget_class, MootBarChart, stack);
  gtk_widget_class_bind_template_child (widget_class, MootBarChart, bars);
  gtk_widget_class_bind_template_child (widget_class, MootBarChart, table);
  gtk_widget_class_bind_template_callback (widget_class, table_toggled_cb);
}

static void
moot_bar_chart_init (MootBarChart *self)
{
  self->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->name_group = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_bar_chart_new:
 *
 * Returns: (transfer floating): a chart without bars
 */
GtkWidget *
moot_bar_chart_new (void)
{
  return g_object_new (MOOT_TYPE_BAR_CHART, NULL);
}

/**
 * moot_bar_chart_set_title:
 * @self: a chart
 * @title: what it shows
 * @name_column: heading of the words in the table
 * @value_column: heading of the numbers in the table
 */
void
moot_bar_chart_set_title (MootBarChart *self,
                          const char   *title,
                          const char   *name_column,
                          const char   *value_column)
{
  g_return_if_fail (MOOT_IS_BAR_CHART (self));

  g_free (self->name_column);
  g_free (self->value_column);
  self->name_column = g_strdup (name_column);
  self->value_column = g_strdup (value_column);
  gtk_label_set_text (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
}

/**
 * moot_bar_chart_get_n_bars:
 * @self: a chart
 *
 * Returns: how many bars it has
 */
guint
moot_bar_chart_get_n_bars (MootBarChart *self)
{
  g_return_val_if_fail (MOOT_IS_BAR_CHART (self), 0);

  return self->values->len;
}

/**
 * moot_bar_chart_set_table:
 * @self: a chart
 * @table: whether to show the table instead of the bars
 */
void
moot_bar_chart_set_table (MootBarChart *self,
                          gboolean      table)
{
  g_return_if_fail (MOOT_IS_BAR_CHART (self));

  gtk_toggle_button_set_active (self->table_button, table);
}

/**
 * moot_bar_chart_clear:
 * @self: a chart
 *
 * Takes all bars away.
 */
void
moot_bar_chart_clear (MootBarChart *self)
{
  GtkWidget *child;

  g_return_if_fail (MOOT_IS_BAR_CHART (self));

  g_array_set_size (self->values, 0);
  moot_empty_box (self->bars);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->table))) != NULL)
    gtk_box_remove (self->table, child);
}

/**
 * moot_bar_chart_add:
 * @self: a chart
 * @name: what the bar stands for
 * @value: how long it is; negative ones have no bar
 * @value_text: the value as people read it
 * @pattern: how it is filled
 */
void
moot_bar_chart_add (MootBarChart   *self,
                    const char     *name,
                    gint64          value,
                    const char     *value_text,
                    MootBarPattern  pattern)
{
  g_return_if_fail (MOOT_IS_BAR_CHART (self));
  g_return_if_fail ((guint) pattern < MOOT_N_BAR_PATTERNS);

  if (self->values->len == 0)
    add_table_row (self, self->name_column, self->value_column,
                   GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
  value = MAX (value, 0);
  g_array_append_val (self->values, value);
  add_bar (self, name, value_text, pattern);
  add_table_row (self, name, value_text, GTK_ACCESSIBLE_ROLE_ROW_HEADER,
                 GTK_ACCESSIBLE_ROLE_CELL);
  update_shares (self);
}
