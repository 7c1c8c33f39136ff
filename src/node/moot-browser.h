/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"
#include "moot-token-store.h"

G_BEGIN_DECLS

/* who sits there */
MootSession *moot_browser_find_session  (MootExchange  *exchange,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     moot_browser_open_session  (MootExchange  *exchange,
                                         gint64         account_id,
                                         GError       **error);
gboolean     moot_browser_close_session (MootExchange  *exchange,
                                         GError       **error);

/* whether a form is one of ours */
char     *moot_browser_dup_form_token   (MootExchange *exchange) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_browser_check_form_token (MootExchange *exchange);

G_END_DECLS
