/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "coop-node.h"
#include "moot-application.h"
#include "moot-session.h"
#include "ui-support.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define WINDOW_PATIENCE_S 60

typedef struct _WindowFixture WindowFixture;

typedef void (*WindowBody) (WindowFixture *self);

/**
 * WindowFixture:
 * @application: runs while the body of a test does
 * @window: its window
 * @coop: (nullable): a node with a co-op of four, see window_fixture_sign_in()
 * @session: (nullable): of its founder, shown in @window
 *
 * The whole app, and a real node for it.
 */
struct _WindowFixture
{
  MootApplication *application;
  MootWindow *window;
  CoopNode *coop;
  MootSession *session;
  MootCache *cache;
  char *folder;
  char *status_id; /* of a post with answers */
  char *media_id;  /* of a post with a picture */
  char *moved_id;  /* of an account that has moved */
  char *report_id; /* that is open */
  char *rule_id;   /* about another server */
  WindowBody body;
};

void window_init      (int          *argc,
                       char       ***argv);
void window_run       (WindowBody    body,
                       const char   *argument);
void window_run_again (WindowBody    body,
                       const char   *argument);

void window_keep_member           (CoopNode      *coop,
                                   guint          member);
void window_fixture_wait_for_coop (WindowFixture *self);

void window_fixture_sign_in  (WindowFixture *self);
void window_fixture_fill     (WindowFixture *self);
void window_fixture_settle   (WindowFixture *self);
void window_fixture_act      (WindowFixture *self,
                              const char    *action,
                              const char    *parameter);
void window_fixture_shoot    (WindowFixture *self,
                              const char    *name);
void window_fixture_resize   (WindowFixture *self,
                              int            width,
                              int            height);
void window_fixture_remember (WindowFixture *self);

char *window_post (WindowFixture *self,
                   guint          who,
                   const char    *text,
                   const char    *in_reply_to) G_GNUC_WARN_UNUSED_RESULT;

GtkWidget *window_find_text  (GtkWidget     *root,
                              const char    *text);
GtkWidget *window_find_id    (GtkWidget     *root,
                              const char    *id);
GtkWidget *window_find_type  (GtkWidget     *root,
                              GType          type);
GtkWidget *window_find_other (WindowFixture *self);

/* The pages of the app, each opened in a window that is signed in and filled. */
typedef struct
{
  const char *name;
  const char *action; /* (nullable): of the window */
  const char
    *parameter;    /* (nullable): as text of a GVariant; AUTHOR and such are ids */
  WindowBody body; /* (nullable): what is done on it */
} WindowPage;

extern const WindowPage window_pages[];
extern const guint window_n_pages;

void window_fixture_open (WindowFixture    *self,
                          const WindowPage *page);

/* Runs the main loop until something is true; a failure names it. */
#define WINDOW_WAIT(condition)                                                        \
  G_STMT_START                                                                        \
  {                                                                                   \
    gint64 window_end = g_get_monotonic_time () + WINDOW_PATIENCE_S * G_USEC_PER_SEC; \
                                                                                      \
    while (!(condition) && g_get_monotonic_time () < window_end)                      \
      if (!g_main_context_iteration (NULL, FALSE))                                    \
        g_usleep (1000);                                                              \
    g_assert_true (condition);                                                        \
  }                                                                                   \
  G_STMT_END

G_END_DECLS
