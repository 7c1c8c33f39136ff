/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MootRowKind:
 * @find_extra: (nullable): what a row shows beside its item
 * @make: (transfer floating): a row for an item and what find_extra() found
 *
 * How a kind of entity becomes a row.
 */
typedef struct
{
  const char *(*find_extra) (gpointer data,
                             gpointer item);
  GtkWidget *(*make) (gpointer data,
                      gpointer item,
                      const char *extra);
} MootRowKind;

void moot_list_rows_fill (GtkListBox        *list,
                          GPtrArray         *items,
                          const MootRowKind *kind,
                          gpointer           data);

GtkWidget *moot_list_rows_make_text  (const char *title,
                                      const char *quiet,
                                      const char *body) G_GNUC_WARN_UNUSED_RESULT;
void       moot_list_rows_set_target (GtkWidget  *row,
                                      const char *action,
                                      const char *id);

G_END_DECLS
