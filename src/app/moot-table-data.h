/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-table-line.h"

G_BEGIN_DECLS

/**
 * MootTableCell:
 * @text: as people read it
 * @raw: (nullable): as programs read it, if that is something else
 * @number: what it is sorted by, of a column of numbers or days
 * @key: (nullable): what it is sorted by otherwise
 *
 * What stands in one place of a table.
 */
typedef struct
{
  char *text;
  char *raw;
  gint64 number;
  char *key;
} MootTableCell;

/**
 * MootTableRow:
 * @id: of what it is about
 * @item: (nullable): that itself
 * @cells: as many as the table has columns
 *
 * One row of a table.
 */
typedef struct
{
  char *id;
  GObject *item;
  guint n_cells;
  MootTableCell cells[MOOT_TABLE_COLUMNS_MAX];
} MootTableRow;

MootTableRow *moot_table_row_new  (const char   *id,
                                   gpointer      item) G_GNUC_WARN_UNUSED_RESULT;
void          moot_table_row_free (MootTableRow *self);

void moot_table_row_put_text   (MootTableRow *self,
                                const char   *text);
void moot_table_row_put_number (MootTableRow *self,
                                gint64        number,
                                const char   *text);
void moot_table_row_put_rank   (MootTableRow *self,
                                gint64        rank,
                                const char   *text);
void moot_table_row_put_money  (MootTableRow *self,
                                gint64        minor,
                                const char   *currency);
void moot_table_row_put_day    (MootTableRow *self,
                                gint64        day_ms);

GPtrArray *moot_table_find    (GPtrArray            *rows,
                               const char           *words) G_GNUC_WARN_UNUSED_RESULT;
void       moot_table_sort    (GPtrArray            *rows,
                               guint                 column,
                               gboolean              descending);
char      *moot_table_dup_csv (const MootTableShape *shape,
                               GPtrArray            *rows) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootTableRow, moot_table_row_free)

G_END_DECLS
