/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * MootInboundPool:
 * @MOOT_INBOUND_OF_MEMBERS: whoever asks for what is here
 * @MOOT_INBOUND_OF_PEERS: other servers, and those who ask for what is there
 * @MOOT_INBOUND_OF_PICTURES: pictures that may have to be fetched
 *
 * Who works on a request.
 */
typedef enum
{
  MOOT_INBOUND_OF_MEMBERS,
  MOOT_INBOUND_OF_PEERS,
  MOOT_INBOUND_OF_PICTURES,
  MOOT_INBOUND_N_POOLS,
} MootInboundPool;

void moot_inbound_begin (SoupServer        *server,
                         SoupServerMessage *message,
                         const char        *path,
                         GHashTable        *query,
                         gpointer           user_data);

MootExchange    *moot_inbound_read        (const MootServices *services,
                                           SoupServerMessage  *message) G_GNUC_WARN_UNUSED_RESULT;
char            *moot_inbound_dup_address (const MootServices *services,
                                           SoupServerMessage  *message) G_GNUC_WARN_UNUSED_RESULT;
MootInboundPool  moot_inbound_get_pool    (SoupServerMessage  *message);

G_END_DECLS
