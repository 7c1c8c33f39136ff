/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_PAGES (moot_pages_get_type ())

G_DECLARE_FINAL_TYPE (MootPages, moot_pages, MOOT, PAGES, GtkWidget)

GtkWidget *moot_pages_new (GtkWidget *root);

guint      moot_pages_get_depth   (MootPages *self);
GtkWidget *moot_pages_get_visible (MootPages *self);
GtkWidget *moot_pages_get_root    (MootPages *self);
gboolean   moot_pages_is_root     (MootPages *self,
                                   GtkWidget *part);

void     moot_pages_push        (MootPages *self,
                                 GtkWidget *page);
gboolean moot_pages_pop         (MootPages *self);
void     moot_pages_pop_to_root (MootPages *self);

G_END_DECLS
