/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-http-message.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

gboolean         moot_peer_request_is           (SoupServerMessage *message);
gboolean         moot_peer_request_is_ambiguous (SoupServerMessage *message);
MootHttpMessage *moot_peer_request_read         (SoupServerMessage *message,
                                                 const char        *base_url) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
