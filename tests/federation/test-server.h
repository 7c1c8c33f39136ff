/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TestServer TestServer;

/**
 * TestReply:
 * @out: where the answer goes, byte by byte if that is what is tested
 * @request: the head of the request
 * @n: how many requests came before it
 * @data: of the test
 * @cancellable: when the server is stopped
 *
 * Answers one request.  Thread: one of the server's.
 */
typedef void (*TestReply) (GOutputStream *out,
                           const char    *request,
                           guint          n,
                           gpointer       data,
                           GCancellable  *cancellable);

TestServer *test_server_new            (TestReply        reply,
                                        gpointer         data,
                                        GTlsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
void        test_server_free           (TestServer      *self);
guint16     test_server_get_port       (TestServer      *self);
char       *test_server_dup_uri        (TestServer      *self,
                                        const char      *target) G_GNUC_WARN_UNUSED_RESULT;
guint       test_server_get_n_requests (TestServer      *self);
char       *test_server_dup_request    (TestServer      *self,
                                        guint            i) G_GNUC_WARN_UNUSED_RESULT;

void test_reply_text (GOutputStream *out,
                      const char    *text,
                      GCancellable  *cancellable);
void test_reply_ok   (GOutputStream *out,
                      const char    *type,
                      const char    *body,
                      GCancellable  *cancellable);

void  test_resolver_install       (void);
void  test_resolver_set           (const char *host,
                                   const char *addresses);
guint test_resolver_get_n_lookups (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestServer, test_server_free)

G_END_DECLS
