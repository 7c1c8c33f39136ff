/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-domain-block.h"
#include "moot-report.h"

G_BEGIN_DECLS

char *moot_desk_text_dup_name            (MootAdminAccount *account) G_GNUC_WARN_UNUSED_RESULT;
char *moot_desk_text_dup_report_title    (MootAdminReport  *report) G_GNUC_WARN_UNUSED_RESULT;
char *moot_desk_text_dup_report_detail   (MootAdminReport  *report) G_GNUC_WARN_UNUSED_RESULT;
char *moot_desk_text_dup_report_standing (MootAdminReport  *report) G_GNUC_WARN_UNUSED_RESULT;
char *moot_desk_text_dup_held_detail     (MootHeldPost     *post) G_GNUC_WARN_UNUSED_RESULT;
char *moot_desk_text_dup_rule            (MootDomainBlock  *block) G_GNUC_WARN_UNUSED_RESULT;

const char *moot_desk_text_get_severity (const char *severity);

G_END_DECLS
