/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void moot_text_save (GtkWidget  *page,
                     const char *heading,
                     const char *name,
                     char       *text,
                     const char *done);

G_END_DECLS
