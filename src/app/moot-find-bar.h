/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_FIND_BAR (moot_find_bar_get_type ())

G_DECLARE_FINAL_TYPE (MootFindBar, moot_find_bar, MOOT, FIND_BAR, GtkWidget)

/**
 * MootFindBar:
 *
 * Finds words in what a page shows: marks them, counts them and moves from one to the next.
 */

GtkWidget *moot_find_bar_new (void) G_GNUC_WARN_UNUSED_RESULT;

void        moot_find_bar_set_place   (MootFindBar *self,
                                       GtkWidget   *place);
void        moot_find_bar_set_partial (MootFindBar *self,
                                       gboolean     partial);
void        moot_find_bar_open        (MootFindBar *self);
const char *moot_find_bar_get_count   (MootFindBar *self);

G_END_DECLS
