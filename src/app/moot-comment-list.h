/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-client.h"
#include "moot-discussion.h"
#include "moot-member.h"
#include "moot-talk-load.h"

G_BEGIN_DECLS

#define MOOT_TYPE_COMMENT_LIST (moot_comment_list_get_type ())

G_DECLARE_FINAL_TYPE (MootCommentList, moot_comment_list, MOOT, COMMENT_LIST, GtkWidget)

/**
 * MootCommentList:
 *
 * What was said, answers below what they answer, and a box to say more.
 *
 * Signals: `said` and `read`, once the server has it; `shown` when other comments are.
 */

GtkWidget *moot_comment_list_new (void) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_comment_list_go_to_news (MootCommentList *self);
gboolean moot_comment_list_is_partial (MootCommentList *self);

void moot_comment_list_set_place    (MootCommentList          *self,
                                     MootClient               *client,
                                     const char               *discussion_id);
void moot_comment_list_set_comments (MootCommentList          *self,
                                     MootTalk                 *talk,
                                     GHashTable               *names,
                                     MootMember               *me,
                                     const MootDiscussionRead *read,
                                     gboolean                  open);

G_END_DECLS
