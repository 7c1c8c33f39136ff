/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"

G_BEGIN_DECLS

#define MOOT_PENDING_HOSTS_MAX 200                 /* that are remembered */
#define MOOT_PENDING_HOST_EVERY (10 * MOOT_MINUTE) /* a host that knocks on and on is noted once */
#define MOOT_PENDING_HOSTS_MINUTE 60               /* of all together: anybody can make up names */
#define MOOT_PENDING_HOST_KEEP_MS (30 * MOOT_DAY)

MootPendingHosts *moot_pending_hosts_new  (MootDbPool       *pool) G_GNUC_WARN_UNUSED_RESULT;
void              moot_pending_hosts_free (MootPendingHosts *self);

void moot_pending_hosts_note (MootPendingHosts      *self,
                              const MootHttpMessage *message,
                              gint64                 now);

gboolean moot_pending_hosts_settle (MootDb          *db,
                                    const char      *domain,
                                    GError         **error);
gboolean moot_pending_hosts_write  (MootDb          *db,
                                    MootJsonWriter  *json,
                                    GError         **error);
gboolean moot_pending_hosts_prune  (MootDb          *db,
                                    gint64           now,
                                    GError         **error);

G_END_DECLS
