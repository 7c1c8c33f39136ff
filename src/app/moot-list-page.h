/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"
#include "moot-status-display.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_LIST_PAGE (moot_list_page_get_type ())

G_DECLARE_FINAL_TYPE (MootListPage, moot_list_page, MOOT, LIST_PAGE, GtkWidget)

/**
 * MootListPage:
 *
 * One list of the API as a page: `requests`, `permissions`, `mutes`, `blocks`, `blocked-servers`,
 * `favourites`, `bookmarks`, `followers` and `following` of an account, and `quotes` of a post.
 *
 * Action: `page.refresh`.
 */

GtkWidget *moot_list_page_new (MootSession       *session,
                               MootStatusDisplay *display,
                               const char        *name,
                               const char        *id) G_GNUC_WARN_UNUSED_RESULT;

const char *moot_list_page_find_title (const char *name);

G_END_DECLS
