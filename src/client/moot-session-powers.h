/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-server-facts.h"
#include "moot-session.h"

G_BEGIN_DECLS

/**
 * MootPower:
 * @MOOT_POWER_QUOTE: the server knows quotes
 * @MOOT_POWER_MOVE: it lets accounts move from inside of an app
 * @MOOT_POWER_PERMIT: it knows requests to interact with a post
 * @MOOT_POWER_IMPORT: it takes whole lists of blocked servers
 * @MOOT_POWER_REPORTS: the account deals with reports
 * @MOOT_POWER_DELETE_POSTS: and may delete what they are about from inside of an app
 * @MOOT_POWER_SERVERS: the account decides about other servers
 *
 * What not every account may do on every server.
 */
typedef enum
{
  MOOT_POWER_QUOTE,
  MOOT_POWER_MOVE,
  MOOT_POWER_PERMIT,
  MOOT_POWER_IMPORT,
  MOOT_POWER_REPORTS,
  MOOT_POWER_DELETE_POSTS,
  MOOT_POWER_SERVERS,
} MootPower;

gboolean    moot_session_may              (MootSession *self,
                                           MootPower    power);
gboolean    moot_session_get_allowlist    (MootSession *self);
const char *moot_session_get_quote_policy (MootSession *self);

void moot_session_learn_server (MootSession           *self,
                                const MootServerFacts *facts);
void moot_session_learn_self   (MootSession           *self,
                                MootAccount           *account);

G_END_DECLS
