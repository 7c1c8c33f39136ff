/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"

G_BEGIN_DECLS

#define MOOT_TYPE_DISCUSSION_PAGE (moot_discussion_page_get_type ())

G_DECLARE_FINAL_TYPE (MootDiscussionPage, moot_discussion_page, MOOT, DISCUSSION_PAGE, MootCasePage)

/**
 * MootDiscussionPage:
 *
 * One discussion: what it is about, what members said, and a box to answer.
 *
 * Signals: `open-proposal` (id), `new-proposal` (id of the discussion).
 */

GtkWidget *moot_discussion_page_new (MootClient *client,
                                     const char *discussion_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
