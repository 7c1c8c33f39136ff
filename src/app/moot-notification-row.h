/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-notification-item.h"
#include "moot-status-display.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_NOTIFICATION_ROW (moot_notification_row_get_type ())

G_DECLARE_FINAL_TYPE (MootNotificationRow, moot_notification_row, MOOT, NOTIFICATION_ROW, GtkWidget)

/**
 * MootNotificationRow:
 *
 * Something that happened: who did what, and about which status.  A whole row shows that status as
 * a #MootStatusRow, to be answered at once.
 */

GtkWidget *moot_notification_row_new (MootStatusDisplay *display,
                                      gboolean           whole) G_GNUC_WARN_UNUSED_RESULT;

void moot_notification_row_set_item (MootNotificationRow  *self,
                                     MootNotificationItem *item);

G_END_DECLS
