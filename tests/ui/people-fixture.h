/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-test-node.h"
#include "moot-window.h"
#include "ui-support.h"

G_BEGIN_DECLS

/* The window of Ada, signed in to a real node; Bo and Cy act over HTTP. */
typedef struct
{
  MootTestNode *node;
  char *folder;
  MootCache *cache;
  MootSession *session;
  MootWindow *window;
  gint64 ada;
  gint64 bo;
  gint64 cy;
  char *ada_token;
  char *bo_token;
  char *cy_token;
} PeopleFixture;

void people_init (int    *argc,
                  char ***argv);

void people_set_up    (PeopleFixture *self);
void people_open      (PeopleFixture *self,
                       int            width,
                       int            height);
void people_tear_down (PeopleFixture *self);

char *people_do (PeopleFixture *self,
                 const char *token,
                 const char *form,
                 const char *path_format,
                 ...) G_GNUC_PRINTF (4, 5);
char *people_post (PeopleFixture *self,
                   const char    *token,
                   const char    *text) G_GNUC_WARN_UNUSED_RESULT;

GtkWidget *people_find_text    (GtkWidget     *root,
                                const char    *text);
GtkWidget *people_find_button  (GtkWidget     *root,
                                const char    *label);
GtkWidget *people_find_id      (GtkWidget     *root,
                                const char    *id);
void       people_wait_text    (PeopleFixture *self,
                                const char    *text);
void       people_wait_no_text (PeopleFixture *self,
                                const char    *text);
void       people_press        (PeopleFixture *self,
                                const char    *label);
void       people_answer       (const char    *label);
void       people_go           (PeopleFixture *self,
                                const char    *place);
void       people_wait         (UiCondition    condition,
                                gpointer       data,
                                const char    *what);
void       people_shoot        (PeopleFixture *self,
                                const char    *name);

G_END_DECLS
