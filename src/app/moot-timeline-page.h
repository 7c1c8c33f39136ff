/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"
#include "moot-status-display.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_TIMELINE_PAGE (moot_timeline_page_get_type ())

G_DECLARE_FINAL_TYPE (MootTimelinePage, moot_timeline_page, MOOT, TIMELINE_PAGE, GtkWidget)

/**
 * MootTimelinePage:
 *
 * A timeline to read.  Property: `n-new`, what waits above.
 */

GtkWidget *moot_timeline_page_new (MootSession       *session,
                                   MootTimelineModel *model,
                                   MootStatusDisplay *display);

MootTimelineModel *moot_timeline_page_get_model     (MootTimelinePage *self);
GtkWidget         *moot_timeline_page_get_feed      (MootTimelinePage *self);
void               moot_timeline_page_refresh       (MootTimelinePage *self);
void               moot_timeline_page_scroll_to_top (MootTimelinePage *self);
void               moot_timeline_page_save_place    (MootTimelinePage *self);

G_END_DECLS
