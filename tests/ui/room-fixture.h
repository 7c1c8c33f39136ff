/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"
#include "room-server.h"
#include "ui-support.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A window with one page of the moot in it, and the server the page speaks to. */
typedef struct
{
  RoomServer *server;
  MootClient *client;
  GtkWidget *window;
  GtkWidget *page;
  char *opened; /* (nullable): what was last opened in the window, “action id” */
} RoomFixture;

typedef GtkWidget *(*RoomMakePage) (MootClient *client);

void room_init (int    *argc,
                char ***argv);

void room_fixture_set_up    (RoomFixture *self);
void room_fixture_show      (RoomFixture *self,
                             GtkWidget   *page,
                             int          width,
                             int          height);
void room_fixture_tear_down (RoomFixture *self);

GtkWidget *room_find_text   (GtkWidget  *root,
                             const char *text);
GtkWidget *room_find_type   (GtkWidget  *root,
                             GType       type,
                             guint       n);
GtkWidget *room_find_button (GtkWidget  *root,
                             const char *label);
gboolean   room_is_visible  (GtkWidget  *widget);

void room_wait_text    (RoomFixture *self,
                        const char  *text);
void room_wait_no_text (RoomFixture *self,
                        const char  *text);
void room_wait_opened  (RoomFixture *self,
                        const char  *what);
void room_wait_written (RoomFixture *self,
                        const char  *prefix);
void room_press        (RoomFixture *self,
                        const char  *label);

G_END_DECLS
