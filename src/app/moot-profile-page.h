/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"
#include "moot-status-display.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_PROFILE_PAGE (moot_profile_page_get_type ())

G_DECLARE_FINAL_TYPE (MootProfilePage, moot_profile_page, MOOT, PROFILE_PAGE, GtkWidget)

/**
 * MootProfilePage:
 *
 * Somebody, and what they post.
 *
 * Actions: `page.refresh`, `page.posts`.
 */

GtkWidget *moot_profile_page_new (MootSession       *session,
                                  MootStatusDisplay *display,
                                  const char        *account_id) G_GNUC_WARN_UNUSED_RESULT;

const char *moot_profile_page_get_id  (MootProfilePage *self);
void        moot_profile_page_refresh (MootProfilePage *self);

G_END_DECLS
