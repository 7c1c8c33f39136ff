/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"

G_BEGIN_DECLS

#define MOOT_SIGN_IN_TRIES 10                            /* wrong passwords for one account */
#define MOOT_SIGN_IN_PERIOD_MS ((gint64) 10 * 60 * 1000) /* in this time */
#define MOOT_STRANGER_TRIES 120                          /* of one address, for any account */

gint64   moot_sign_in         (MootExchange  *exchange,
                               const char    *username,
                               const char    *password,
                               GError       **error);
gboolean moot_stranger_may    (MootExchange  *exchange,
                               GError       **error);
gboolean moot_sign_in_confirm (MootExchange  *exchange);

G_END_DECLS
