/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-client.h"

G_BEGIN_DECLS

#define MOOT_TYPE_DISCUSSION_PAGE (moot_discussion_page_get_type ())

G_DECLARE_FINAL_TYPE (MootDiscussionPage, moot_discussion_page, MOOT, DISCUSSION_PAGE, GtkWidget)

/**
 * MootDiscussionPage:
 *
 * One discussion: what it is about, what members said, and a box to answer.
 *
 * Signals: `open-proposal` (id), `new-proposal` (id of the discussion), `changed` when a comment
 * was sent.  Property: `title`, empty until it is known.
 */

GtkWidget  *moot_discussion_page_new       (MootClient         *client,
                                            const char         *discussion_id);
const char *moot_discussion_page_get_id    (MootDiscussionPage *self);
const char *moot_discussion_page_get_title (MootDiscussionPage *self);
void        moot_discussion_page_refresh   (MootDiscussionPage *self);

G_END_DECLS
