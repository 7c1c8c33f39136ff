/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"

G_BEGIN_DECLS

gboolean moot_auth_check     (MootExchange *exchange,
                              const char   *scope);
gboolean moot_auth_is_stream (const char   *path);

G_END_DECLS
