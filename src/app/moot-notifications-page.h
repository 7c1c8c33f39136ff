/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"
#include "moot-status-display.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_NOTIFICATIONS_PAGE (moot_notifications_page_get_type ())

G_DECLARE_FINAL_TYPE (
  MootNotificationsPage, moot_notifications_page, MOOT, NOTIFICATIONS_PAGE, GtkWidget)

/**
 * MootNotificationsPage:
 *
 * What happened to the account.  While somebody looks at it, it counts as read.
 *
 * Action: `page.refresh`.
 */

GtkWidget *moot_notifications_page_new (MootSession       *session,
                                        MootStatusDisplay *display) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
