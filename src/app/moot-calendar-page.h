/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"

G_BEGIN_DECLS

#define MOOT_TYPE_CALENDAR_PAGE (moot_calendar_page_get_type ())

G_DECLARE_FINAL_TYPE (MootCalendarPage, moot_calendar_page, MOOT, CALENDAR_PAGE, MootCasePage)

/**
 * MootCalendarPage:
 *
 * The address under which a calendar program reads the days of the co-op.
 */

GtkWidget *moot_calendar_page_new (MootClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
