/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-client.h"

G_BEGIN_DECLS

#define MOOT_TYPE_DUES_PAGE (moot_dues_page_get_type ())

G_DECLARE_FINAL_TYPE (MootDuesPage, moot_dues_page, MOOT, DUES_PAGE, GtkWidget)

/**
 * MootDuesPage:
 *
 * Where I stand with my dues, what to pay and how, and where the co-op's money goes.
 */

GtkWidget *moot_dues_page_new     (MootClient   *client) G_GNUC_WARN_UNUSED_RESULT;
void       moot_dues_page_refresh (MootDuesPage *self);

G_END_DECLS
