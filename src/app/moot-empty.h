/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Boxes and lists before they are filled again. */

void moot_empty_box  (GtkBox     *box);
void moot_empty_list (GtkListBox *list);

G_END_DECLS
