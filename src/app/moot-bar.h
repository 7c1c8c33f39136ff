/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_BAR (moot_bar_get_type ())

G_DECLARE_FINAL_TYPE (MootBar, moot_bar, MOOT, BAR, GtkWidget)

/**
 * MootBar:
 *
 * One bar and the groove it lies in; what it stands for is said in words beside it.
 */

GtkWidget *moot_bar_new (void) G_GNUC_WARN_UNUSED_RESULT;

double moot_bar_get_share (MootBar    *self);
void   moot_bar_set_share (MootBar    *self,
                           double      share);
void   moot_bar_set_style (MootBar    *self,
                           const char *css_class);

G_END_DECLS
