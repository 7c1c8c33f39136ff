/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"
#include "moot-status-display.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_DESK_REPORT (moot_desk_report_get_type ())

G_DECLARE_FINAL_TYPE (MootDeskReport, moot_desk_report, MOOT, DESK_REPORT, GtkWidget)

/**
 * MootDeskReport:
 *
 * A report, for those whose office it is: what was said about whom, the posts, and what can be
 * done.
 *
 * Action: `page.refresh`.
 */

GtkWidget *moot_desk_report_new (MootSession       *session,
                                 MootStatusDisplay *display,
                                 const char        *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
