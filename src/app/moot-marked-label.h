/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_MARKED_LABEL (moot_marked_label_get_type ())

G_DECLARE_FINAL_TYPE (MootMarkedLabel, moot_marked_label, MOOT, MARKED_LABEL, GtkWidget)

/**
 * MootMarkedLabel:
 *
 * Text that wraps beside an icon or a short mark, as cheap in a long list as a label alone.
 */

GtkWidget *moot_marked_label_new (const char *icon_name,
                                  const char *text) G_GNUC_WARN_UNUSED_RESULT;

void        moot_marked_label_set_icon_name (MootMarkedLabel *self,
                                             const char      *icon_name);
void        moot_marked_label_set_mark      (MootMarkedLabel *self,
                                             const char      *mark);
const char *moot_marked_label_get_text      (MootMarkedLabel *self);
void        moot_marked_label_set_text      (MootMarkedLabel *self,
                                             const char      *text);
void        moot_marked_label_set_markup    (MootMarkedLabel *self,
                                             const char      *markup);
GtkLabel   *moot_marked_label_get_label     (MootMarkedLabel *self);

G_END_DECLS
