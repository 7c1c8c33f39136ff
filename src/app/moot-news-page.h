/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_NEWS_PAGE (moot_news_page_get_type ())

G_DECLARE_FINAL_TYPE (MootNewsPage, moot_news_page, MOOT, NEWS_PAGE, GtkWidget)

/**
 * MootNewsPage:
 *
 * What the co-op has to tell this member, and what happened since they were last here.
 */

GtkWidget *moot_news_page_new     (MootClient   *client) G_GNUC_WARN_UNUSED_RESULT;
void       moot_news_page_refresh (MootNewsPage *self);

G_END_DECLS
