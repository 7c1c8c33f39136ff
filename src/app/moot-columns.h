/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_COLUMNS (moot_columns_get_type ())

G_DECLARE_FINAL_TYPE (MootColumns, moot_columns, MOOT, COLUMNS, GtkWidget)

/**
 * MootColumns:
 *
 * Three parts of a page.  Where there is room, `side` stands beside `main` and `below`; else all
 * three stand one below the other: `main`, `side`, `below`.
 */

GtkWidget *moot_columns_new (void) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_columns_get_wide (MootColumns *self);

G_END_DECLS
