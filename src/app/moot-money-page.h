/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"

G_BEGIN_DECLS

#define MOOT_TYPE_MONEY_PAGE (moot_money_page_get_type ())

G_DECLARE_FINAL_TYPE (MootMoneyPage, moot_money_page, MOOT, MONEY_PAGE, MootCasePage)

/**
 * MootMoneyPage:
 *
 * The money of the co-op, for all its members: what comes in, what it costs, how long it lasts, and
 * what was decided.  Never who paid what.
 */

GtkWidget *moot_money_page_new (MootClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
