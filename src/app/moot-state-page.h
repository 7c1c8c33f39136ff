/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MOOT_TYPE_STATE_PAGE (moot_state_page_get_type ())

G_DECLARE_FINAL_TYPE (MootStatePage, moot_state_page, MOOT, STATE_PAGE, GtkWidget)

/**
 * MootStatePage:
 *
 * What is around every page's content: loading, nothing there, not reachable, went wrong.  Once
 * there is content, a problem is a banner above it and the content stays.
 *
 * Signals: `retry`, `action` (the button of an empty page).
 */

GtkWidget *moot_state_page_new (void) G_GNUC_WARN_UNUSED_RESULT;

GtkWidget  *moot_state_page_get_child   (MootStatePage *self);
void        moot_state_page_set_child   (MootStatePage *self,
                                         GtkWidget     *child);
gboolean    moot_state_page_has_content (MootStatePage *self);
const char *moot_state_page_get_state   (MootStatePage *self);

void moot_state_page_show_loading (MootStatePage *self);
void moot_state_page_show_content (MootStatePage *self);
void moot_state_page_show_empty   (MootStatePage *self,
                                   const char    *icon_name,
                                   const char    *title,
                                   const char    *description,
                                   const char    *button);
void moot_state_page_show_problem (MootStatePage *self,
                                   const char    *icon_name,
                                   const char    *title,
                                   const char    *sentence);

G_END_DECLS
