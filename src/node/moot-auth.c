/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who is asking, and whether the route's scope lets them.
 * Spec: RFC 6750; Mastodon client API, error bodies.
 * Thread: a request worker. */
#include "moot-auth.h"

#include "moot-enums.h"
#include "moot-error.h"
#include "moot-token-store.h"

#include <string.h>

/* The header wins; the parameter is for streams, whose clients often cannot set a header. */
static const char *
find_token (const MootExchange *exchange)
{
  const char *header = moot_exchange_get_header (exchange, "authorization");

  if (header != NULL && g_ascii_strncasecmp (header, "Bearer ", 7) == 0)
    return header + 7 + strspn (header + 7, " ");
  return moot_params_get (exchange->params, "access_token");
}

static void
fill_viewer (MootExchange     *exchange,
             const MootAccess *access)
{
  exchange->viewer_id = access->account_id;
  exchange->application_id = access->application_id;
  exchange->token_id = access->token_id;
  exchange->viewer_is_admin = access->is_admin;
  exchange->scopes = g_strdup (access->scopes);
}

/**
 * moot_auth_check:
 * @exchange: a request that found its route
 * @scope: (nullable): what the route needs: %NULL nothing, "" any user, "app" any token
 *
 * Finds out who asks and fills the viewer.  A token that is wrong or revoked is refused even where
 * none is needed, so that a client learns of it.
 *
 * Returns: whether the handler may run; if not, the request has been answered
 */
gboolean
moot_auth_check (MootExchange *exchange,
                 const char   *scope)
{
  const char *token = find_token (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAccess) access = NULL;

  if (token == NULL || *token == '\0')
    {
      if (scope == NULL)
        return TRUE;
      moot_exchange_refuse (exchange, 401, "The access token is invalid");
      return FALSE;
    }
  access = moot_token_store_find (exchange->db, token, &error);
  if (access == NULL && error != NULL)
    moot_exchange_fail (exchange, error);
  else if (access == NULL)
    moot_exchange_refuse (exchange, 401, "The access token is invalid");
  else if (access->revoked)
    moot_exchange_refuse (exchange, 401, "The access token was revoked");
  else if (access->disabled)
    moot_exchange_refuse (exchange, 403, "Your login is currently disabled");
  else if (access->account_id == 0 && scope != NULL && !g_str_equal (scope, "app"))
    moot_exchange_refuse (exchange, 422, "This method requires an authenticated user");
  else if (scope != NULL && *scope != '\0' && !g_str_equal (scope, "app") && !moot_scopes_cover (access->scopes, scope))
    moot_exchange_refuse (exchange, 403, "This action is outside the authorized scopes");
  else
    {
      fill_viewer (exchange, access);
      return TRUE;
    }
  return FALSE;
}
