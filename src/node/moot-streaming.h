/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"
#include "moot-stream-hub.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

void moot_streaming_start (MootStreamHub      *hub,
                           SoupServerMessage  *message,
                           const MootExchange *exchange);

G_END_DECLS
