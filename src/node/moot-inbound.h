/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

void moot_inbound_begin (SoupServer        *server,
                         SoupServerMessage *message,
                         const char        *path,
                         GHashTable        *query,
                         gpointer           user_data);

MootExchange *moot_inbound_read        (const MootServices *services,
                                        SoupServerMessage  *message) G_GNUC_WARN_UNUSED_RESULT;
char         *moot_inbound_dup_address (const MootServices *services,
                                        SoupServerMessage  *message) G_GNUC_WARN_UNUSED_RESULT;
gboolean      moot_inbound_is_slow     (SoupServerMessage  *message);

G_END_DECLS
