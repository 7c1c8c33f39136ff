/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-request.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

void moot_request_put_headers (const MootRequest  *request,
                               SoupMessageHeaders *headers);

G_END_DECLS
