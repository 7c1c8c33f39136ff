/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-discussion.h"
#include "moot-image-loader.h"
#include "moot-status.h"

G_BEGIN_DECLS

#define MOOT_TYPE_COMMENT_ROW (moot_comment_row_get_type ())

G_DECLARE_FINAL_TYPE (MootCommentRow, moot_comment_row, MOOT, COMMENT_ROW, GtkWidget)

/**
 * MootCommentRow:
 *
 * One comment with its author, its age, what hangs on it, and what one can do with it.
 *
 * Signals: `reply`, `quote`, `edit`, `remove`, `react` and `open-media`.
 */

GtkWidget *moot_comment_row_new (MootComment *comment,
                                 const char  *author,
                                 const char  *answers,
                                 guint        depth) G_GNUC_WARN_UNUSED_RESULT;

MootComment *moot_comment_row_get_comment   (MootCommentRow  *self);
const char  *moot_comment_row_get_author    (MootCommentRow  *self);
void         moot_comment_row_set_rights    (MootCommentRow  *self,
                                             gboolean         answerable,
                                             gboolean         own);
void         moot_comment_row_set_reactable (MootCommentRow  *self,
                                             gboolean         reactable);
gboolean     moot_comment_row_get_news      (MootCommentRow  *self);
void         moot_comment_row_set_news      (MootCommentRow  *self,
                                             gboolean         news);
void         moot_comment_row_show_media    (MootCommentRow  *self,
                                             MootStatus      *media,
                                             MootImageLoader *loader);

G_END_DECLS
