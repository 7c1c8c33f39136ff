/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"

G_BEGIN_DECLS

#define MOOT_TYPE_CIRCLES_PAGE (moot_circles_page_get_type ())

G_DECLARE_FINAL_TYPE (MootCirclesPage, moot_circles_page, MOOT, CIRCLES_PAGE, MootCasePage)

/**
 * MootCirclesPage:
 *
 * The circles of the co-op, its offices and who holds them.
 *
 * Signals: `open-circle` (id), `new-circle`, `call-election`.
 */

GtkWidget *moot_circles_page_new (MootClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
