/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-report-store.h"
#include "moot-status-view.h"

G_BEGIN_DECLS

char *moot_role_dup_json (MootDb  *db,
                          gint64   account_id,
                          gint64   now,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_report_write        (const MootStatusView    *view,
                                   const MootReportRecord  *record,
                                   MootJsonWriter          *json,
                                   GError                 **error);
gboolean moot_admin_report_write  (const MootStatusView    *view,
                                   const MootReportRecord  *record,
                                   MootJsonWriter          *json,
                                   GError                 **error);
gboolean moot_admin_account_write (const MootStatusView    *view,
                                   gint64                   account_id,
                                   MootJsonWriter          *json,
                                   GError                 **error);

G_END_DECLS
