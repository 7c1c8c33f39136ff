/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-discussion.h"

G_BEGIN_DECLS

#define MOOT_TYPE_DISCUSSION_ROW (moot_discussion_row_get_type ())

G_DECLARE_FINAL_TYPE (MootDiscussionRow, moot_discussion_row, MOOT, DISCUSSION_ROW, GtkListBoxRow)

/**
 * MootDiscussionRow:
 *
 * One discussion in a list, with what is new in it.
 */

GtkWidget *moot_discussion_row_new (MootDiscussion *discussion,
                                    const char     *author) G_GNUC_WARN_UNUSED_RESULT;

const char *moot_discussion_row_get_id (MootDiscussionRow *self);

G_END_DECLS
