/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"
#include "moot-circle.h"

G_BEGIN_DECLS

#define MOOT_TYPE_CIRCLE_PAGE (moot_circle_page_get_type ())

G_DECLARE_FINAL_TYPE (MootCirclePage, moot_circle_page, MOOT, CIRCLE_PAGE, MootCasePage)

/**
 * MootCirclePage:
 *
 * A circle: its mandate, who belongs to it, and what members and coordinators can do.
 *
 * Signals: `open-discussions` (id, name), `edit` (#MootCircle), `ask` (title, text) where somebody
 * has to be let in.
 */

GtkWidget *moot_circle_page_new (MootClient *client,
                                 const char *circle_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
