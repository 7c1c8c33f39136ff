/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LOOMIO_SERVER_KEY "4dc1d1d6a2f34ab7"
#define LOOMIO_SERVER_ME 2

/* A Loomio server with the group of tests/fixtures/loomio, as its documentation of API b2 has it:
 * keys in a header only, answers with side-loads, times of the server, refusals in its words. */
typedef struct _LoomioServer LoomioServer;

LoomioServer *loomio_server_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void          loomio_server_free (LoomioServer *self);

const char *loomio_server_get_address (LoomioServer *self);

/* The key changes, as it does with a password; the old one is not known any more. */
void loomio_server_rotate (LoomioServer *self,
                           const char   *key);
/* The next @n requests are one too many; @wait_s is what it asks for, 0 for no word about it. */
void loomio_server_limit    (LoomioServer *self,
                             guint         n,
                             guint         wait_s);
void loomio_server_set_down (LoomioServer *self,
                             gboolean      down);
/* So many more discussions and polls like the first ones. */
void loomio_server_fill (LoomioServer *self,
                         guint         n);
/* Answers the next request with this. */
void loomio_server_say (LoomioServer *self,
                        guint         status,
                        const char   *body);

guint  loomio_server_count       (LoomioServer *self,
                                  const char   *prefix);
char  *loomio_server_dup_written (LoomioServer *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoomioServer, loomio_server_free)

G_END_DECLS
