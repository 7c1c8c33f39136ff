/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget  *moot_fact_row_new      (const char *id,
                                    const char *title,
                                    const char *below) G_GNUC_WARN_UNUSED_RESULT;
const char *moot_fact_row_get_id   (GtkWidget  *row);
GtkWidget  *moot_fact_row_add_deed (GtkWidget  *row,
                                    const char *label,
                                    const char *spoken,
                                    GCallback   callback,
                                    gpointer    object);

G_END_DECLS
