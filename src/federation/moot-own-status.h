/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-activity-writer.h"
#include "moot-db.h"
#include "moot-object-writer.h"
#include "moot-site.h"

G_BEGIN_DECLS

/**
 * MootOwnStatus:
 * @uri: of the status; of a boost: of the Announce
 * @actor: the author's id
 * @boosted: (nullable): the id of what is boosted
 * @boost_authorization: (nullable): what allows the boost, where it needed leave
 * @audience: whom it is addressed to
 * @object: (nullable): what other servers see; %NULL of a boost
 *
 * A status or boost of ours.
 */
typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 created_at;
  gint64 edited_at;
  MootVisibility visibility;
  gboolean suspended; /* its author is */
  char *uri;
  char *actor;
  char *boosted;
  char *boost_authorization;
  MootAudience *audience;
  MootRemoteObject *object;
} MootOwnStatus;

MootOwnStatus *moot_own_status_load (MootDb          *db,
                                     const MootSite  *site,
                                     gint64           id,
                                     gint64           now,
                                     GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void           moot_own_status_free (MootOwnStatus   *self);

char *moot_own_status_dup_activity_id (const MootOwnStatus *self) G_GNUC_WARN_UNUSED_RESULT;
char *moot_own_status_dup_activity    (const MootOwnStatus *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootOwnStatus, moot_own_status_free)

G_END_DECLS
