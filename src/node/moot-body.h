/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"

G_BEGIN_DECLS

gboolean moot_body_is_type (const char    *content_type,
                            const char    *want);
gboolean moot_body_read    (MootExchange  *exchange,
                            const char    *content_type,
                            GError       **error);

G_END_DECLS
