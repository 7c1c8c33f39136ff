/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A session that reaches one host, and only where it may lead: no proxy, no stored password, no
 * other address than those that were checked.
 * Thread: that of the call; the session stays there. */
#include "moot-guarded-session.h"

#include "moot-guarded-address.h"

/**
 * moot_guarded_session_new:
 * @uri: an address on the host
 * @options: how
 * @error: return location
 *
 * Errors: %MOOT_ERROR_FORBIDDEN for an address that is out of bounds.
 *
 * Returns: (transfer full): a session for @uri and others of its origin
 */
SoupSession *
moot_guarded_session_new (const char                *uri,
                          const MootGuardedOptions  *options,
                          GError                   **error)
{
  g_autoptr (MootGuardedAddress) address =
    moot_guarded_address_new (uri, options->policy, options->own, error);
  SoupSession *session;

  if (address == NULL)
    return NULL;
  session = soup_session_new_with_options ("remote-connectable", address,
                                           "proxy-resolver", NULL,
                                           "timeout", options->io_seconds,
                                           "user-agent", options->user_agent,
                                           NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (options->tls_database != NULL)
    soup_session_set_tls_database (session, options->tls_database);
  return session;
}
