/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-table-data.h"

G_BEGIN_DECLS

#define MOOT_TABLE_SHOWN 100 /* rows at first, and that many more each time they are asked for */

/**
 * MootTableDeeds:
 * @data: as given
 * @item: what the row is about
 *
 * Returns: (transfer floating) (nullable): what can be done with a row
 */
typedef GtkWidget *(*MootTableDeeds) (gpointer data,
                                      gpointer item);

/**
 * MootTableKind:
 * @title: what it lists
 * @file_name: of its export, without ending
 * @none: said when there is nothing
 * @action: (nullable): of the window, opens a row by its id
 * @n_deed_chars: room for deeds, 0 for none
 * @sorted_by: a column
 * @descending: the largest first
 * @columns: up to the first without a title
 *
 * What a table is like.  Words are translated when they are shown.
 */
typedef struct
{
  const char *title;
  const char *file_name;
  const char *none;
  const char *action;
  guint n_deed_chars;
  guint sorted_by;
  gboolean descending;
  MootTableColumn columns[MOOT_TABLE_COLUMNS_MAX + 1];
} MootTableKind;

#define MOOT_TYPE_TABLE (moot_table_get_type ())

G_DECLARE_FINAL_TYPE (MootTable, moot_table, MOOT, TABLE, GtkWidget)

/**
 * MootTable:
 *
 * Rows that can be sorted by each column, searched and exported.  Where there is no room for
 * columns the cells of a row stand below each other.
 */

void moot_table_set_kind   (MootTable           *self,
                            const MootTableKind *kind);
void moot_table_set_deeds  (MootTable           *self,
                            MootTableDeeds       make,
                            gpointer             data);
void moot_table_set_rows   (MootTable           *self,
                            GPtrArray           *rows);
void moot_table_keep_focus (MootTable           *self,
                            const char          *id);

guint  moot_table_get_n_rows (MootTable *self);
char  *moot_table_dup_export (MootTable *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
