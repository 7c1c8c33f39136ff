/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-audit-entry.h"
#include "moot-log-watch.h"

#include <gio/gio.h>

G_BEGIN_DECLS

const char *moot_log_text_get_type    (const char           *type);
char       *moot_log_text_dup_entry   (MootAuditEntry       *entry,
                                       GHashTable           *names) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_log_text_dup_head    (const MootLogHead    *head) G_GNUC_WARN_UNUSED_RESULT;
const char *moot_log_text_get_alarm   (MootLogState          state);
char       *moot_log_text_dup_finding (const MootLogFinding *finding) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
