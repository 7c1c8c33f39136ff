/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-connections.h"
#include "moot-services.h"

G_BEGIN_DECLS

/**
 * MootNodeOptions:
 * @data_folder: a folder made by `folkmoot-node init`
 * @listen: where to listen, see moot_listener_listen(); %NULL: where the base URL points if that
 *   is on loopback, else 127.0.0.1:8080
 * @trust_proxy: a TLS proxy in front says who is asking
 * @allow_private_addresses: federation may reach private networks; for labs and LANs
 * @authorized_fetch: show nothing to servers that do not sign
 * @tls_authorities: (nullable): a PEM file with those whom federation believes instead of the
 * system's
 * @delivery: how patient delivery to others is
 * @catch_up: how patient catching up after a sleep is
 * @inbox_limits: (nullable): how much other servers may deliver; %NULL: as much as is usual
 * @media: how much is kept of others' media
 * @watch_sleep: hear from the system of sleep and of the network
 * @patience: (nullable): how long connections may take; %NULL: as long as they usually may
 */
typedef struct
{
  const char *data_folder;
  const char *const *listen;
  gboolean trust_proxy;
  gboolean allow_private_addresses;
  gboolean authorized_fetch;
  const char *tls_authorities;
  MootDeliveryOptions delivery;
  const MootInboxLimits *inbox_limits;
  MootCatchUpOptions catch_up;
  MootMediaLimits media;
  gboolean watch_sleep;
  const MootPatience *patience;
} MootNodeOptions;

typedef struct _MootNode MootNode;

MootNode *moot_node_start (const MootNodeOptions  *options,
                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void      moot_node_stop  (MootNode               *self);

GStrv               moot_node_dup_addresses (MootNode *self) G_GNUC_WARN_UNUSED_RESULT;
const MootServices *moot_node_get_services  (MootNode *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootNode, moot_node_stop)

G_END_DECLS
