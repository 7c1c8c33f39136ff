/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ui_keys_focus (GtkWidget  *window);
void ui_keys_press (const char *keys);
void ui_keys_type  (const char *text);

G_END_DECLS
