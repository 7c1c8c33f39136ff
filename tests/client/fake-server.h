/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _FakeServer FakeServer;

/* Answers one request.  Thread: the server's.  */
typedef void (*FakeHandler) (FakeServer        *self,
                             SoupServerMessage *message,
                             const char        *path,
                             GHashTable        *query,
                             gpointer           data);

FakeServer *fake_server_new           (FakeHandler  handler,
                                       gpointer     data);
FakeServer *fake_server_new_on_socket (const char  *socket_path,
                                       FakeHandler  handler,
                                       gpointer     data);
void        fake_server_free          (FakeServer  *self);

const char *fake_server_get_address   (FakeServer                  *self);
void        fake_server_add_websocket (FakeServer                  *self,
                                       const char                  *path,
                                       SoupServerWebsocketCallback  callback,
                                       gpointer                     data);
void        fake_server_invoke        (FakeServer                  *self,
                                       GSourceFunc                  func,
                                       gpointer                     data);
void        fake_server_reply         (SoupServerMessage           *message,
                                       guint                        status,
                                       const char                  *json);

/* Iterates the main context until @done or ten seconds are over; asserts that it happened. */
void fake_wait (gboolean (*done) (gpointer data),
                gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeServer, fake_server_free)

G_END_DECLS
