/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-adaptive.h"
#include "moot-client-images.h"
#include "moot-login-page.h"
#include "moot-loomio-links.h"
#include "moot-pages.h"
#include "moot-setup-page.h"
#include "moot-sidebar.h"
#include "moot-status-display.h"
#include "moot-window.h"

G_BEGIN_DECLS

struct _MootWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stages;
  MootSetupPage *setup;
  MootLoginPage *login;
  GtkLabel *working_label;
  GtkProgressBar *working_bar;
  AdwBin *main_bin;

  MootStage stage;
  MootSession *session;
  MootNodeLauncher *node;  /* (nullable) */
  MootLoomioLinks *loomio; /* (nullable): groups elsewhere */
  MootImageLoader *loader;
  MootStatusDisplay *display;

  /* of the main stage, rebuilt for each session */
  MootSplit *split;
  MootSidebar *sidebar;
  GtkStack *places;    /* of MootPages, by the name of the place; made when first gone to */
  GtkWindow *composer; /* (nullable), weak */
  AdwToast *passing;   /* (nullable), weak: goes with the page it is about */
};

/**
 * MootWindowAction:
 * @name: with `win.` before it
 * @parameter: (nullable): its type
 * @handler: does it
 *
 * A row of a table of actions.
 */
typedef struct
{
  const char *name;
  const char *parameter;
  void (*handler) (MootWindow *self,
                   GVariant *parameter);
} MootWindowAction;

/* moot-window.c */
void moot_window_toast_here   (MootWindow *self,
                               const char *text);
void moot_window_leave_toasts (MootWindow *self);

/* moot-window-actions.c */
void moot_window_install_actions (GtkWidgetClass *widget_class);

/* moot-window-install.c */
void moot_window_install (GtkWidgetClass         *widget_class,
                          const MootWindowAction *actions,
                          guint                   n_actions,
                          gboolean                needs_session);

/* moot-window-loomio.c */
void       moot_window_watch_loomio     (MootWindow *self);
GtkWidget *moot_window_new_loomio_list  (MootWindow *self);
GtkWidget *moot_window_new_loomio_finds (MootWindow *self);
void       moot_window_open_loomio      (MootWindow *self,
                                         GVariant   *parameter);
void       moot_window_link_loomio      (MootWindow *self,
                                         GVariant   *parameter);
void       moot_window_renew_loomio     (MootWindow *self,
                                         GVariant   *parameter);

/* moot-window-moot.c */
void moot_window_install_moot (GtkWidgetClass *widget_class);

/* moot-window-people.c */
void moot_window_install_people (GtkWidgetClass *widget_class);
void moot_window_watch_people   (MootWindow     *self);

/* moot-window-rooms.c */
void moot_window_install_rooms (GtkWidgetClass *widget_class);
void moot_window_push_media    (MootWindow     *self,
                                MootStatus     *status,
                                guint           index);

/* moot-window-places.c */
void       moot_window_build_main (MootWindow *self);
void       moot_window_go         (MootWindow *self,
                                   const char *place);
MootPages *moot_window_get_pages  (MootWindow *self);
void       moot_window_push       (MootWindow *self,
                                   const char *title,
                                   GtkWidget  *body);
void       moot_window_push_moot  (MootWindow *self,
                                   const char *kind,
                                   const char *id);

G_END_DECLS
