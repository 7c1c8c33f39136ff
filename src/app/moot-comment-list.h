/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-request.h"

G_BEGIN_DECLS

#define MOOT_TYPE_COMMENT_LIST (moot_comment_list_get_type ())

G_DECLARE_FINAL_TYPE (MootCommentList, moot_comment_list, MOOT, COMMENT_LIST, GtkWidget)

/**
 * MootCommentList:
 *
 * What was said, answers below what they answer, and a box to say more.
 *
 * Signal: `send` (text, id of the comment that is answered or %NULL).
 */

GtkWidget *moot_comment_list_new (void) G_GNUC_WARN_UNUSED_RESULT;

void moot_comment_list_set_comments (MootCommentList *self,
                                     GPtrArray       *comments,
                                     GHashTable      *names,
                                     gboolean         may_comment);

gboolean moot_comment_list_is_dirty     (MootCommentList *self);
void     moot_comment_list_show_sending (MootCommentList *self);
void     moot_comment_list_show_sent    (MootCommentList *self);
void     moot_comment_list_show_problem (MootCommentList *self,
                                         const char      *problem);

MootRequest *moot_comment_list_new_request (MootCommentList *self,
                                            const char      *discussion_id,
                                            const char      *text,
                                            const char      *parent_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
