/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-cache.h"
#include "moot-client-error.h"
#include "moot-connection.h"

G_BEGIN_DECLS

#define MOOT_TYPE_CLIENT (moot_client_get_type ())

G_DECLARE_FINAL_TYPE (MootClient, moot_client, MOOT, CLIENT, GObject)

/**
 * MootClientWork:
 * @connection: the account's way to its server
 * @data: a copy of all the work needs
 * @cancellable: check it between steps
 * @error: return location
 *
 * Several calls in a row, as ordinary blocking C.  Thread: a worker.
 *
 * Returns: (transfer full) (nullable): the result
 */
typedef gpointer (*MootClientWork) (MootConnection  *connection,
                                    gpointer         data,
                                    GCancellable    *cancellable,
                                    GError         **error);

MootClient *moot_client_new (const char *server,
                             const char *socket_path,
                             const char *token) G_GNUC_WARN_UNUSED_RESULT;

MootClient *moot_client_new_for (MootConnection *connection) G_GNUC_WARN_UNUSED_RESULT;

void       moot_client_set_keep (MootClient  *self,
                                 MootCache   *cache,
                                 const char  *account);
MootCache *moot_client_get_keep (MootClient  *self,
                                 const char **out_account);

void        moot_client_set_secrets (MootClient *self,
                                     const char *folder);
const char *moot_client_get_secrets (MootClient *self);

void        moot_client_set_origin (MootClient *self,
                                    const char *origin);
const char *moot_client_get_origin (MootClient *self);

const char     *moot_client_get_server     (MootClient *self);
MootConnection *moot_client_get_connection (MootClient *self);
gboolean        moot_client_get_online     (MootClient *self);
void            moot_client_set_online     (MootClient *self,
                                            gboolean    online);
gboolean        moot_client_get_signed_in  (MootClient *self);
void            moot_client_set_signed_in  (MootClient *self,
                                            gboolean    signed_in);

void       moot_client_call_async  (MootClient           *self,
                                    MootRequest          *request,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
MootReply *moot_client_call_finish (MootClient           *self,
                                    GAsyncResult         *result,
                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;

void     moot_client_run_async  (MootClient           *self,
                                 MootClientWork        work,
                                 gpointer              data,
                                 GDestroyNotify        free_data,
                                 GDestroyNotify        free_result,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gpointer moot_client_run_finish (MootClient           *self,
                                 GAsyncResult         *result,
                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
