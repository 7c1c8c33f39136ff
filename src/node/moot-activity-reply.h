/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"
#include "moot-own-actor.h"
#include "moot-own-status.h"

G_BEGIN_DECLS

#define MOOT_ACTIVITY_TYPE "application/activity+json; charset=utf-8"

/**
 * MootPeer:
 * @actor: (nullable): who signed, %NULL for nobody
 * @account_id: of that actor here, 0 if it was never seen
 *
 * Who of another server asks.
 */
typedef struct
{
  char *actor;
  gint64 account_id;
} MootPeer;

gboolean moot_accept_wants_activity (const char          *accept);
gboolean moot_wants_activity        (const MootExchange  *exchange);
gboolean moot_peer_must_sign        (MootExchange        *exchange);
gboolean moot_peer_identify         (MootExchange        *exchange,
                                     gboolean             must_sign,
                                     MootPeer            *out_peer);
gboolean moot_peer_may_see          (MootExchange        *exchange,
                                     const MootPeer      *peer,
                                     const MootOwnStatus *status);
void     moot_peer_clear            (MootPeer            *self);

MootActorRoot  moot_activity_root       (const MootExchange  *exchange);
MootOwnActor  *moot_activity_load_actor (MootExchange        *exchange,
                                         const char          *username,
                                         GError             **error) G_GNUC_WARN_UNUSED_RESULT;

void moot_activity_reply       (MootExchange *exchange,
                                const char   *json,
                                guint         max_age);
void moot_activity_reply_actor (MootExchange *exchange,
                                const char   *username);
void moot_activity_reply_note  (MootExchange *exchange,
                                gint64        id);
void moot_activity_point_to    (MootExchange *exchange,
                                const char   *id);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootPeer, moot_peer_clear)

G_END_DECLS
