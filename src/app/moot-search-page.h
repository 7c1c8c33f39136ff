/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-loomio-finds.h"
#include "moot-session.h"
#include "moot-status-display.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_SEARCH_PAGE (moot_search_page_get_type ())

G_DECLARE_FINAL_TYPE (MootSearchPage, moot_search_page, MOOT, SEARCH_PAGE, GtkWidget)

/**
 * MootSearchPage:
 *
 * People, hashtags and posts, here and, by handle or address, anywhere.
 *
 * Action: `page.refresh`.
 */

GtkWidget *moot_search_page_new (MootSession       *session,
                                 MootStatusDisplay *display) G_GNUC_WARN_UNUSED_RESULT;

void moot_search_page_search     (MootSearchPage  *self,
                                  const char      *query);
void moot_search_page_set_others (MootSearchPage  *self,
                                  MootLoomioFinds *others);

G_END_DECLS
