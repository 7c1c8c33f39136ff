/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-actor-uri.h"
#include "moot-db.h"
#include "moot-remote-actor.h"
#include "moot-site.h"

G_BEGIN_DECLS

/**
 * MootOwnActor:
 * @account_id: whose
 * @hides_collections: whether followers and followed are nobody's business
 * @suspended: by this node
 * @deleted: for good
 * @document: what other servers see
 *
 * An actor of ours.
 */
typedef struct
{
  gint64 account_id;
  gboolean hides_collections;
  gboolean suspended;
  gboolean deleted;
  MootRemoteActor *document;
} MootOwnActor;

char *moot_own_key_id (const char    *actor,
                       MootActorPart  key,
                       gint64         number) G_GNUC_WARN_UNUSED_RESULT;

MootOwnActor *moot_own_actor_load     (MootDb          *db,
                                       const MootSite  *site,
                                       gint64           account_id,
                                       GError         **error) G_GNUC_WARN_UNUSED_RESULT;
MootOwnActor *moot_own_actor_find     (MootDb          *db,
                                       const MootSite  *site,
                                       const char      *username,
                                       GError         **error) G_GNUC_WARN_UNUSED_RESULT;
MootOwnActor *moot_own_actor_of_node  (const MootSite  *site,
                                       const char      *public_pem,
                                       GError         **error) G_GNUC_WARN_UNUSED_RESULT;
GStrv         moot_own_actor_read_ids (const char      *text) G_GNUC_WARN_UNUSED_RESULT;
void          moot_own_actor_free     (MootOwnActor    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootOwnActor, moot_own_actor_free)

G_END_DECLS
