/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

MootExchange *moot_request_read        (const MootServices *services,
                                        SoupServerMessage  *message) G_GNUC_WARN_UNUSED_RESULT;
char         *moot_request_dup_address (const MootServices *services,
                                        SoupServerMessage  *message) G_GNUC_WARN_UNUSED_RESULT;
gboolean      moot_request_is_slow     (SoupServerMessage  *message);

G_END_DECLS
