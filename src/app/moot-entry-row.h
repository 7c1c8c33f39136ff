/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_ENTRY_ROW (moot_entry_row_get_type ())

G_DECLARE_FINAL_TYPE (MootEntryRow, moot_entry_row, MOOT, ENTRY_ROW, GtkWidget)

/**
 * MootEntryRow:
 *
 * What a list tells in a few words: a title, a line below it, what is less important, and a button
 * for the one thing that can be done with it.
 */

GtkWidget *moot_entry_row_new (void) G_GNUC_WARN_UNUSED_RESULT;

void moot_entry_row_set_item (MootEntryRow *self,
                              gpointer      item);

gboolean  moot_entry_is_one          (gpointer   item);
char     *moot_entry_dup_key         (gpointer   item) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_entry_dup_description (gpointer   item) G_GNUC_WARN_UNUSED_RESULT;
void      moot_entry_open            (gpointer   item,
                                      GtkWidget *widget);

G_END_DECLS
