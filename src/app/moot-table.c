/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A table of the co-op: sorted, searched, exported.
 * Thread: main. */
#include "moot-table.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-empty.h"
#include "moot-flow.h"
#include "moot-list-rows.h"
#include "moot-text-save.h"

#define ROW_KEY "moot-table-row"
#define SEARCHED_FROM 4 /* rows; fewer are seen at a glance */

struct _MootTable
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *title;
  GtkWidget *tools;
  GtkEditable *search;
  GtkWidget *head;
  GtkListBox *list;
  GtkLabel *none;
  GtkWidget *more_button;

  const MootTableKind *kind;
  MootTableShape shape;
  GtkWidget *headings[MOOT_TABLE_COLUMNS_MAX];
  GtkWidget *arrows[MOOT_TABLE_COLUMNS_MAX]; /* of the headings */
  MootTableDeeds make_deeds;
  gpointer deeds_data;

  GPtrArray *rows;  /* MootTableRow */
  GPtrArray *found; /* (element-type MootTableRow): of @rows, sorted */
  char *kept_focus; /* (nullable): id of the row that has it again once rows are shown anew */
  guint n_shown;
  guint sorted_by;
  gboolean descending;
};

G_DEFINE_FINAL_TYPE (MootTable, moot_table, GTK_TYPE_WIDGET)

/* Rows ----------------------------------------------------------------------------------------- */

/* A row is spoken as it is read where there is no room for columns. */
static char *
dup_spoken (const MootTable    *self,
            const MootTableRow *row)
{
  GString *spoken = g_string_new (row->n_cells > 0 ? row->cells[0].text : "");

  for (guint i = 1; i < row->n_cells; i++)
    if (*row->cells[i].text != '\0')
      g_string_append_printf (spoken, "\n%s: %s", _ (self->shape.columns[i].title),
                              row->cells[i].text);
  return g_string_free (spoken, FALSE);
}

static GtkWidget *
make_row (MootTable          *self,
          const MootTableRow *row)
{
  GtkWidget *line = moot_table_line_new (&self->shape);
  GtkWidget *widget = g_object_new (GTK_TYPE_LIST_BOX_ROW, "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_ROW, "child", line, NULL);
  GtkWidget *deeds = self->make_deeds != NULL && row->item != NULL
                       ? self->make_deeds (self->deeds_data, row->item)
                       : NULL;
  g_autofree char *spoken = dup_spoken (self, row);

  for (guint i = 0; i < row->n_cells; i++)
    moot_table_line_add_cell (MOOT_TABLE_LINE (line), row->cells[i].text);
  if (deeds != NULL)
    moot_table_line_set_deeds (MOOT_TABLE_LINE (line), deeds);
  gtk_widget_add_css_class (line, "moot-row");
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  moot_list_rows_set_target (widget, self->kind->action, row->id);
  g_object_set_data_full (G_OBJECT (widget), ROW_KEY, g_strdup (row->id), g_free);
  return widget;
}

/* What had the focus is found again by its id, or is where it was. */
static char *
take_rows_away (MootTable *self,
                int       *out_index)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  char *id = g_steal_pointer (&self->kept_focus);
  GtkListBoxRow *row;

  *out_index = self->kept_focus != NULL ? 0 : -1;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (focus != NULL &&
        (focus == GTK_WIDGET (row) || gtk_widget_is_ancestor (focus, GTK_WIDGET (row))))
      {
        *out_index = i;
        g_free (id);
        id = g_strdup (g_object_get_data (G_OBJECT (row), ROW_KEY));
      }
  moot_empty_list (self->list);
  return id;
}

static void
give_focus_back (MootTable  *self,
                 const char *id,
                 int         index)
{
  GtkListBoxRow *row;
  GtkListBoxRow *best = NULL;

  if (index < 0)
    return;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (g_strcmp0 (g_object_get_data (G_OBJECT (row), ROW_KEY), id) == 0)
        {
          best = row;
          break;
        }
      if (i <= index)
        best = row;
    }
  if (best != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (best));
}

static void
show_rows (MootTable *self)
{
  int index;
  g_autofree char *id = take_rows_away (self, &index);
  const guint n = MIN (self->found->len, self->n_shown);

  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (self->found, i)));
  give_focus_back (self, id, index);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->head, self->found->len > 0);
  gtk_widget_set_visible (self->tools, self->rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->search), self->rows->len >= SEARCHED_FROM);
  gtk_widget_set_visible (self->more_button, self->found->len > n);
  gtk_label_set_text (self->none, self->rows->len > 0 ? _("Nothing here has all these words.")
                                                      : _ (self->kind->none));
  gtk_widget_set_visible (GTK_WIDGET (self->none), n == 0);
}

static void
find_rows (MootTable *self)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = moot_table_find (self->rows, gtk_editable_get_text (self->search));
  moot_table_sort (self->found, self->sorted_by, self->descending);
  show_rows (self);
}

static void
search_cb (MootTable *self)
{
  self->n_shown = MOOT_TABLE_SHOWN;
  if (self->kind != NULL)
    find_rows (self);
}

static void
more_clicked_cb (MootTable *self)
{
  self->n_shown += MOOT_TABLE_SHOWN;
  show_rows (self);
}

/* Headings ------------------------------------------------------------------------------------- */

static void
update_headings (MootTable *self)
{
  for (guint i = 0; i < self->shape.n_columns; i++)
    {
      const gboolean is = i == self->sorted_by;
      GtkWidget *arrow = self->arrows[i];

      gtk_image_set_from_icon_name (GTK_IMAGE (arrow), self->descending ? "pan-down-symbolic"
                                                                        : "pan-up-symbolic");
      gtk_widget_set_opacity (arrow, is ? 1 : 0);
      gtk_accessible_update_property (
        GTK_ACCESSIBLE (self->headings[i]), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
        !is                ? _("Sort by this")
        : self->descending ? _("Sorted, the largest first")
                           : _("Sorted, the smallest first"),
        -1);
    }
}

static void
heading_clicked_cb (MootTable *self,
                    GtkWidget *heading)
{
  for (guint i = 0; i < self->shape.n_columns; i++)
    if (self->headings[i] == heading)
      {
        self->descending = i == self->sorted_by && !self->descending;
        self->sorted_by = i;
      }
  update_headings (self);
  find_rows (self);
}

static GtkWidget *
make_heading (MootTable *self,
              guint      i)
{
  const MootTableColumn *column = &self->shape.columns[i];
  GtkWidget *button = gtk_button_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-up-symbolic");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", _ (column->title), "xalign",
                                   column->number ? 1.0 : 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "hexpand", column->number, NULL);

  self->arrows[i] = arrow;
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_box_insert_child_after (GTK_BOX (box), label, column->number ? arrow : NULL);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "moot-table-heading");
  gtk_widget_set_tooltip_text (button, _ (column->title));
  g_signal_connect_object (button, "clicked", G_CALLBACK (heading_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

/* Export --------------------------------------------------------------------------------------- */

static void
export_clicked_cb (MootTable *self)
{
  g_autofree char *name = g_strconcat (self->kind->file_name, ".csv", NULL);

  moot_text_save (GTK_WIDGET (self), _("Export the Table"), name, moot_table_dup_export (self),
                  _("The table is saved."));
}

/* The widget ----------------------------------------------------------------------------------- */

static void
moot_table_dispose (GObject *object)
{
  MootTable *self = MOOT_TABLE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_TABLE);
  g_clear_pointer (&self->kept_focus, g_free);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (moot_table_parent_class)->dispose (object);
}

static void
moot_table_class_init (MootTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_table_dispose;
  g_type_ensure (MOOT_TYPE_FLOW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-table.ui");
  gtk_widget_class_bind_template_child (widget_class, MootTable, content);
  gtk_widget_class_bind_template_child (widget_class, MootTable, title);
  gtk_widget_class_bind_template_child (widget_class, MootTable, tools);
  gtk_widget_class_bind_template_child (widget_class, MootTable, search);
  gtk_widget_class_bind_template_child (widget_class, MootTable, head);
  gtk_widget_class_bind_template_child (widget_class, MootTable, list);
  gtk_widget_class_bind_template_child (widget_class, MootTable, none);
  gtk_widget_class_bind_template_child (widget_class, MootTable, more_button);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
}

static void
moot_table_init (MootTable *self)
{
  self->n_shown = MOOT_TABLE_SHOWN;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_table_row_free);
  self->found = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_table_set_kind:
 * @self: a new table
 * @kind: what it is like, kept by reference
 */
void
moot_table_set_kind (MootTable           *self,
                     const MootTableKind *kind)
{
  GtkWidget *line;

  g_return_if_fail (MOOT_IS_TABLE (self) && self->kind == NULL);

  self->kind = kind;
  self->sorted_by = kind->sorted_by;
  self->descending = kind->descending;
  self->shape.n_deed_chars = kind->n_deed_chars;
  for (guint i = 0; kind->columns[i].title != NULL; i++)
    self->shape.columns[self->shape.n_columns++] = kind->columns[i];
  line = moot_table_line_new (&self->shape);
  gtk_widget_set_hexpand (line, TRUE);
  for (guint i = 0; i < self->shape.n_columns; i++)
    {
      self->headings[i] = make_heading (self, i);
      moot_table_line_add_button (MOOT_TABLE_LINE (line), self->headings[i]);
    }
  gtk_box_append (GTK_BOX (self->head), line);
  gtk_label_set_text (self->title, _ (kind->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (kind->title), -1);
  update_headings (self);
}

/**
 * moot_table_set_deeds:
 * @self: a table
 * @make: what can be done with a row
 * @data: for @make, lives longer than @self
 */
void
moot_table_set_deeds (MootTable      *self,
                      MootTableDeeds  make,
                      gpointer        data)
{
  self->make_deeds = make;
  self->deeds_data = data;
}

/**
 * moot_table_set_rows:
 * @self: a table that has a kind
 * @rows: (transfer full) (element-type MootTableRow): all there is, freed with the array
 */
void
moot_table_set_rows (MootTable *self,
                     GPtrArray *rows)
{
  g_return_if_fail (MOOT_IS_TABLE (self) && self->kind != NULL);

  g_ptr_array_set_size (self->found, 0);
  g_ptr_array_unref (self->rows);
  self->rows = rows;
  find_rows (self);
}

/**
 * moot_table_keep_focus:
 * @self: a table
 * @id: of a row
 *
 * The row has the focus again when rows are shown the next time: something is being done with it.
 */
void
moot_table_keep_focus (MootTable  *self,
                       const char *id)
{
  g_return_if_fail (MOOT_IS_TABLE (self));

  g_free (self->kept_focus);
  self->kept_focus = g_strdup (id);
}

/** moot_table_get_n_rows: how many were found */
guint
moot_table_get_n_rows (MootTable *self)
{
  g_return_val_if_fail (MOOT_IS_TABLE (self), 0);

  return self->found->len;
}

/** moot_table_dup_export: (transfer full): what is found, as it is sorted, in a form for programs
 */
char *
moot_table_dup_export (MootTable *self)
{
  g_return_val_if_fail (MOOT_IS_TABLE (self), NULL);

  return moot_table_dup_csv (&self->shape, self->found);
}
