/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PlainServer PlainServer;

/**
 * PlainRequest:
 * @line: `METHOD TARGET`
 * @path: the target without its query
 * @head: all of the head
 * @body: what came after it
 *
 * One request; each has a connection of its own.
 */
typedef struct
{
  char *line;
  char *path;
  char *head;
  char *body;
  GSocketConnection *connection;
  GCancellable *cancellable;
} PlainRequest;

/* Answers one request, byte by byte if it likes.  Thread: one for each connection.  */
typedef void (*PlainHandler) (PlainRequest *request,
                              gpointer      data);

PlainServer *plain_server_new  (PlainHandler  handler,
                                gpointer      data);
void         plain_server_free (PlainServer  *self);

const char *plain_server_get_address (PlainServer *self);
guint       plain_server_count       (PlainServer *self,
                                      const char  *prefix);
gint64      plain_server_get_time    (PlainServer *self,
                                      const char  *prefix,
                                      guint        index);

void plain_write  (PlainRequest *request,
                   const char   *text);
void plain_answer (PlainRequest *request,
                   const char   *status,
                   const char   *content_type,
                   const char   *body);
void plain_hold   (PlainRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlainServer, plain_server_free)

G_END_DECLS
