/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-dues-plan.h"
#include "moot-dues-status.h"
#include "moot-ledger.h"
#include "moot-member.h"

G_BEGIN_DECLS

const char *moot_dues_text_get_state   (const MootDuesStatus *status);
const char *moot_dues_text_get_icon    (const MootDuesStatus *status);
char       *moot_dues_text_dup_status  (const MootDuesStatus *status) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_dues_text_dup_amount  (const MootDuesStatus *status) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_dues_text_dup_meaning (gint64                minor,
                                        const MootDuesStatus *status,
                                        const MootBudget     *budget) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_dues_text_dup_since   (const MootMember     *me) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_dues_text_dup_limits  (const MootDuesPlan   *plan) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_dues_text_dup_account (const char           *account) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
