/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TABLE_COLUMNS_MAX 8

/**
 * MootTableColumn:
 * @title: its heading, translated when it is shown
 * @n_chars: how wide it is, beside the others
 * @number: stands at the end of its column, and is sorted as a number
 *
 * A column of a table.
 */
typedef struct
{
  const char *title;
  guint n_chars;
  gboolean number;
} MootTableColumn;

/**
 * MootTableShape:
 * @columns: what the lines are made of
 * @n_columns: how many
 * @n_deed_chars: room for what can be done with a row, 0 for nothing
 *
 * What all lines of a table have in common, so that their columns stand below each other.
 */
typedef struct
{
  MootTableColumn columns[MOOT_TABLE_COLUMNS_MAX];
  guint n_columns;
  guint n_deed_chars;
} MootTableShape;

#define MOOT_TYPE_TABLE_LINE (moot_table_line_get_type ())

G_DECLARE_FINAL_TYPE (MootTableLine, moot_table_line, MOOT, TABLE_LINE, GtkWidget)

/**
 * MootTableLine:
 *
 * The cells of one row beside each other; below each other with their headings where there is no
 * room.
 */

GtkWidget *moot_table_line_new        (const MootTableShape *shape) G_GNUC_WARN_UNUSED_RESULT;
void       moot_table_line_add_cell   (MootTableLine        *self,
                                       const char           *text);
void       moot_table_line_add_button (MootTableLine        *self,
                                       GtkWidget            *button);
void       moot_table_line_set_deeds  (MootTableLine        *self,
                                       GtkWidget            *deeds);

G_END_DECLS
