/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-timeline-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_GAP_ROW (moot_gap_row_get_type ())

G_DECLARE_FINAL_TYPE (MootGapRow, moot_gap_row, MOOT, GAP_ROW, GtkWidget)

/**
 * MootGapRow:
 *
 * Says that posts may be missing here and loads them from either side.
 *
 * Signals: `fill` (upward: from the older side, in reading order).
 */

GtkWidget *moot_gap_row_new  (void);
void       moot_gap_row_bind (MootGapRow       *self,
                              MootTimelineItem *item,
                              gint64            missing_ms);

MootTimelineItem *moot_gap_row_get_item (MootGapRow *self);

G_END_DECLS
