/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ROOM_SERVER_NOW "2026-10-30T12:00:00.000Z"

/* A server with the co-op of tests/fixtures/room.  What is written changes what is read next, by
 * the same rules as a node's. */
typedef struct _RoomServer RoomServer;

RoomServer *room_server_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void        room_server_free (RoomServer *self);

const char *room_server_get_address (RoomServer *self);
guint       room_server_count       (RoomServer *self,
                                     const char *prefix);
gboolean    room_server_was_told    (RoomServer *self,
                                     const char *prefix);
char       *room_server_dup_written (RoomServer *self) G_GNUC_WARN_UNUSED_RESULT;

void room_server_set_down (RoomServer *self,
                           gboolean    down);
void room_server_set      (RoomServer *self,
                           const char *name,
                           const char *json);
void room_server_edit     (RoomServer *self,
                           const char *name,
                           const char *id,
                           const char *member,
                           const char *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RoomServer, room_server_free)

G_END_DECLS
