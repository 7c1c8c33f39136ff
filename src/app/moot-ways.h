/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void       moot_ways_fill     (GtkListBox *list);
GtkWidget *moot_ways_make_row (const char *title,
                               const char *subtitle,
                               const char *icon_name,
                               const char *action) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
