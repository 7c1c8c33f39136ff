/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-attach-box.h"
#include "moot-comment-list.h"
#include "moot-comment-row.h"
#include "moot-marked-label.h"
#include "moot-text-field.h"
#include "moot-waiting-list.h"

G_BEGIN_DECLS

struct _MootCommentList
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkBox *rows;
  GtkWidget *none;
  GtkWidget *earlier_button;
  GtkWidget *more_button;
  MootWaitingList *waiting_list;
  GtkWidget *writing;
  GtkWidget *answering;
  MootMarkedLabel *answering_label;
  MootTextField *field;
  MootAttachBox *attach;
  GtkButton *send_button;

  GPtrArray *comments; /* MootComment, in the order they are shown */
  GPtrArray *waiting;  /* MootUnsentItem, what the server does not have */
  GHashTable *depths;  /* id -> depth; borrows from comments */
  GHashTable *names;   /* id -> MootMember */
  char *my_id;         /* (nullable): of the member who looks */
  char *news_id;       /* (nullable): the first one that was new when the page was opened */
  gboolean has_later;
  gboolean may_comment;
  gboolean news_known;
  char *parent_id;
  char *editing_id;       /* (nullable): of the comment that is being changed */
  gint64 editing_version; /* of it, as its author read it */
  char *key;              /* (nullable): of the comment that was sent and not confirmed */

  MootClient *client;
  MootImageLoader *images; /* (nullable): until something is to be seen */
  char *discussion_id;
  char *read; /* (nullable): ranges the server knows of */
  GCancellable *cancellable;
};

/* moot-comment-list.c */
void         moot_comment_list_take           (MootCommentList *self,
                                               GPtrArray       *comments);
void         moot_comment_list_show_answering (MootCommentList *self,
                                               const char      *author);
void         moot_comment_list_edit           (MootCommentList *self,
                                               MootComment     *comment,
                                               const char      *text);
MootComment *moot_comment_list_find           (MootCommentList *self,
                                               const char      *id);
MootComment *moot_comment_list_find_end       (MootCommentList *self,
                                               gboolean         last);

/* moot-comment-list-talk.c */
void moot_comment_list_mark_read   (MootCommentList *self);
void moot_comment_list_react       (MootCommentRow  *row,
                                    const char      *name,
                                    gboolean         present,
                                    MootCommentList *self);
void moot_comment_list_remove      (MootCommentRow  *row,
                                    MootCommentList *self);
void moot_comment_list_ask_later   (MootCommentList *self);
void moot_comment_list_ask_earlier (MootCommentList *self);
void moot_comment_list_discard     (MootCommentList *self,
                                    gint64           id);
void moot_comment_list_write_again (MootCommentList *self,
                                    gint64           id);
void moot_comment_list_send        (MootCommentList *self);

G_END_DECLS
