/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "coop-node.h"
#include "room-fixture.h"

G_BEGIN_DECLS

/**
 * CoopRoom:
 * @coop: a real node with a co-op of four
 * @room: a window with one page of it
 * @folder: of caches and of secrets
 *
 * Pages of the moot on a real node.
 */
typedef struct
{
  CoopNode *coop;
  RoomFixture room;
  char *folder;
} CoopRoom;

void coop_room_set_up    (CoopRoom      *self,
                          gconstpointer  bylaws);
void coop_room_tear_down (CoopRoom      *self,
                          gconstpointer  bylaws);

MootClient *coop_room_make_client (CoopRoom   *self,
                                   guint       member,
                                   const char *name) G_GNUC_WARN_UNUSED_RESULT;
void        coop_room_be          (CoopRoom   *self,
                                   guint       member);
void        coop_room_show        (CoopRoom   *self,
                                   GtkWidget  *page);
void        coop_room_shoot       (CoopRoom   *self,
                                   const char *name);

void coop_room_press_and_confirm (CoopRoom   *self,
                                  const char *label);

G_END_DECLS
