/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_REPORT_PAGE (moot_report_page_get_type ())

G_DECLARE_FINAL_TYPE (MootReportPage, moot_report_page, MOOT, REPORT_PAGE, GtkWidget)

/**
 * MootReportPage:
 *
 * Tells those who run the server about somebody, perhaps with one of their posts.  Goes back by
 * itself when that is done.
 */

GtkWidget *moot_report_page_new (MootSession *session,
                                 const char  *account_id,
                                 const char  *acct,
                                 const char  *status_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
