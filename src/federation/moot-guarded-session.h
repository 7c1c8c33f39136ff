/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-own-addresses.h"
#include "moot-uri.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * MootGuardedOptions:
 * @policy: where it may lead
 * @own: (nullable): where it never leads, whoever's name it is
 * @user_agent: how the node introduces itself
 * @tls_database: (nullable): whom to believe instead of the system's authorities
 * @io_seconds: for connecting, the first byte, the next
 *
 * How a session is made.  Nothing is owned.
 */
typedef struct
{
  MootUriPolicy policy;
  MootOwnAddresses *own;
  const char *user_agent;
  GTlsDatabase *tls_database;
  guint io_seconds;
} MootGuardedOptions;

SoupSession *moot_guarded_session_new (const char                *uri,
                                       const MootGuardedOptions  *options,
                                       GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
