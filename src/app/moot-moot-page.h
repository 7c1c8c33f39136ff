/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-client.h"

G_BEGIN_DECLS

#define MOOT_TYPE_MOOT_PAGE (moot_moot_page_get_type ())

G_DECLARE_FINAL_TYPE (MootMootPage, moot_moot_page, MOOT, MOOT_PAGE, GtkWidget)

/**
 * MootMootPage:
 *
 * The room where the co-op decides: proposals to vote on first, then discussions, then what was
 * decided.
 *
 * Signals: `open-proposal` (id), `open-discussion` (id), `new-proposal`, `new-discussion`.
 */

GtkWidget *moot_moot_page_new        (MootClient   *client) G_GNUC_WARN_UNUSED_RESULT;
void       moot_moot_page_refresh    (MootMootPage *self);
void       moot_moot_page_set_others (MootMootPage *self,
                                      GtkWidget    *others);

G_END_DECLS
