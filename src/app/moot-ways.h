/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void moot_ways_fill (GtkListBox *list);

G_END_DECLS
