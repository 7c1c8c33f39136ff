/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-reply.h"
#include "moot-request.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define MOOT_CONNECTION_JSON_MAX \
  ((gsize) 16 * 1024 * 1024)       /* bytes: a thread of some 8,000 statuses */
#define MOOT_CONNECTION_TIMEOUT 30 /* seconds without a byte */

typedef struct _MootConnection MootConnection;

/**
 * MootConnectionOther:
 * @answer: answers a call of ours in the words of the other server; blocking, on a worker
 * @free_data: releases the data
 *
 * A server of another kind: what pages ask is translated for it, and its answers for them.
 */
typedef struct
{
  MootReply *(*answer) (MootConnection *connection,
                        gpointer data,
                        MootRequest *request,
                        GCancellable *cancellable,
                        GError **error);
  GDestroyNotify free_data;
} MootConnectionOther;

/**
 * MootConnectionAnswer:
 * @status: HTTP status
 * @body: what came with it
 * @wait_s: how long the server asks to be left alone, 0 when it does not say
 *
 * An answer as it came.
 */
typedef struct
{
  guint status;
  GBytes *body;
  gint64 wait_s;
} MootConnectionAnswer;

MootConnection *moot_connection_new   (const char     *server,
                                       const char     *socket_path,
                                       const char     *token) G_GNUC_WARN_UNUSED_RESULT;
MootConnection *moot_connection_ref   (MootConnection *self);
void            moot_connection_unref (MootConnection *self);

MootConnection *moot_connection_new_other (const char                 *server,
                                           const MootConnectionOther  *other,
                                           gpointer                    data) G_GNUC_WARN_UNUSED_RESULT;
gpointer        moot_connection_get_other (MootConnection             *self,
                                           const MootConnectionOther  *other);
gboolean        moot_connection_ask       (MootConnection             *self,
                                           const char                 *token,
                                           const char                 *method,
                                           const char                 *target,
                                           const char                 *json,
                                           MootConnectionAnswer       *out_answer,
                                           GCancellable               *cancellable,
                                           GError                    **error);

const char *moot_connection_get_server    (const MootConnection *self);
const char *moot_connection_get_token     (const MootConnection *self);
guint       moot_connection_get_n_answers (MootConnection       *self);

MootReply   *moot_connection_call        (MootConnection        *self,
                                          MootRequest           *request,
                                          GCancellable          *cancellable,
                                          GError               **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes      *moot_connection_fetch       (MootConnection        *self,
                                          const char            *url,
                                          gsize                  max_bytes,
                                          char                 **out_content_type,
                                          GCancellable          *cancellable,
                                          GError               **error) G_GNUC_WARN_UNUSED_RESULT;
SoupSession *moot_connection_new_session (const MootConnection  *self) G_GNUC_WARN_UNUSED_RESULT;
char        *moot_connection_dup_url     (const MootConnection  *self,
                                          const char            *target) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootConnection, moot_connection_unref)

G_END_DECLS
