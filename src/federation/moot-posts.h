/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-collection-walk.h"
#include "moot-federation.h"
#include "moot-remote-account-store.h"
#include "moot-remote-object.h"
#include "moot-remote-status-store.h"

G_BEGIN_DECLS

/**
 * MootPost:
 * @object: what was accepted
 * @author_id: its author's account
 * @followers_uri: (nullable): of that author
 * @recipient_id: whose own inbox it came to, 0 for none
 * @received_at: UTC milliseconds
 *
 * A status of another server on its way into the store.  Nothing is owned.
 */
typedef struct
{
  const MootRemoteObject *object;
  gint64 author_id;
  const char *followers_uri;
  gint64 recipient_id;
  gint64 received_at;
} MootPost;

gboolean moot_posts_add    (MootDb                 *db,
                            const MootFederation   *federation,
                            const MootPost         *post,
                            gint64                 *out_id,
                            GError                **error);
gboolean moot_posts_update (MootDb                 *db,
                            const MootFederation   *federation,
                            const MootPost         *post,
                            const MootStatusByUri  *known,
                            GError                **error);

MootRemoteObject *moot_posts_fetch_object (MootFederation *federation,
                                           const char *uri,
                                           GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MootRemoteObject *moot_posts_fetch_object_as (const MootAsker *asker,
                                              const char *uri,
                                              GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean moot_posts_find      (MootFederation          *federation,
                               const char              *uri,
                               gint64                  *out_id,
                               GError                 **error);
gboolean moot_posts_ensure    (MootFederation          *federation,
                               const char              *uri,
                               gint64                  *out_id,
                               GError                 **error);
gboolean moot_posts_ensure_as (const MootAsker         *asker,
                               const char              *uri,
                               gint64                  *out_id,
                               GError                 **error);
gboolean moot_posts_keep      (const MootAsker         *asker,
                               const MootRemoteObject  *object,
                               gint64                  *out_id,
                               GError                 **error);
gboolean moot_posts_refresh   (const MootAsker         *asker,
                               const MootRemoteObject  *object,
                               const MootStatusByUri   *known,
                               GError                 **error);

gboolean moot_posts_is_status (const MootRemoteObject *object);

G_END_DECLS
