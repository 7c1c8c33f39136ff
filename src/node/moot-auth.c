/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who is asking, and whether the route's scope lets them.
 * Spec: RFC 6750; Mastodon client API, error bodies.
 * Thread: a request worker. */
#include "moot-auth.h"

#include "moot-enums.h"
#include "moot-router.h"
#include "moot-token-store.h"

#include <string.h>

#define STREAMS "/api/v1/streaming"

/** moot_auth_is_stream: whether @path leads to a stream, for which tokens come by other ways too */
gboolean
moot_auth_is_stream (const char *path)
{
  const char *rest = g_str_has_prefix (path, STREAMS) ? path + strlen (STREAMS) : NULL;

  return rest != NULL && (*rest == '\0' || *rest == '/');
}

/* The header wins.  The parameter is for streams alone, whose clients often cannot set a header:
 * what stands in an address ends up in logs and histories. */
static const char *
find_token (const MootExchange *exchange)
{
  const char *header = moot_exchange_get_header (exchange, "authorization");

  if (header != NULL && g_ascii_strncasecmp (header, "Bearer ", 7) == 0)
    return header + 7 + strspn (header + 7, " ");
  if (moot_auth_is_stream (exchange->path))
    return moot_params_get (exchange->params, "access_token");
  return NULL;
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

static gboolean
refuse_token (MootExchange *exchange,
              gboolean      missing)
{
  const char *words = "The access token is invalid";

  moot_exchange_add_header (exchange, "WWW-Authenticate",
                            "Bearer realm=\"Folkmoot\", error=\"invalid_token\", "
                            "error_description=\"The access token is invalid\"");
  if (moot_auth_is_stream (exchange->path))
    words = missing ? "Missing access token" : "Invalid access token";
  moot_exchange_refuse (exchange, 401, "%s", words);
  return FALSE;
}

/* What others would hear of: whoever moved speaks from their new home.  The moot itself is not
 * meant: a member is one wherever they post. */
static const char *const closed_to_moved[] = {
  "/api/v1/accounts/:id/follow",
  "/api/v1/media",
  "/api/v1/polls/:id/votes",
  "/api/v1/statuses",
  "/api/v1/statuses/:id/favourite",
  "/api/v1/statuses/:id/pin",
  "/api/v1/statuses/:id/reblog",
  "/api/v2/media",
  NULL,
};

static gboolean
has_left (const MootExchange *exchange,
          const MootAccess   *access)
{
  return access->moved && g_str_equal (exchange->method, "POST") && exchange->route != NULL &&
         g_strv_contains (closed_to_moved, exchange->route->path);
}

/* Whether what a good token stands for is enough; answers when it is not. */
static gboolean
is_enough (MootExchange     *exchange,
           const MootAccess *access,
           const char       *scope)
{
  gboolean any = scope == NULL || g_str_equal (scope, MOOT_SCOPE_ANY);

  if (access->disabled)
    moot_exchange_refuse (exchange, 403, "Your login is currently disabled");
  else if (access->account_id == 0 && !any)
    moot_exchange_refuse (exchange, 422, "This method requires an authenticated user");
  else if (!any && *scope != '\0' && !moot_scopes_cover (access->scopes, scope))
    moot_exchange_refuse (exchange, 403, "This action is outside the authorized scopes");
  else if (has_left (exchange, access))
    moot_exchange_refuse (exchange, 403, "Your account has moved to another server");
  else
    return TRUE;
  return FALSE;
}

/* What the token of the request stands for, NULL without one; answers when it is wrong. */
static gboolean
identify (MootExchange  *exchange,
          MootAccess   **out_access)
{
  const char *token = find_token (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAccess) access = NULL;

  if (token == NULL || *token == '\0')
    return TRUE;
  access = moot_token_store_find (exchange->db, token, &error);
  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return FALSE;
    }
  if (access == NULL || access->revoked)
    return refuse_token (exchange, FALSE);
  *out_access = g_steal_pointer (&access);
  return TRUE;
}

/**
 * moot_auth_check:
 * @exchange: a request that found its route
 * @scope: (nullable): what the route needs, see #MootRoute
 *
 * Finds out who asks, fills the viewer, and holds the token against @scope.  A token that is wrong
 * or revoked is refused even where none is needed, so that a client learns of it.
 *
 * Returns: whether the handler may run; if not, the request has been answered
 */
gboolean
moot_auth_check (MootExchange *exchange,
                 const char   *scope)
{
  g_autoptr (MootAccess) access = NULL;

  if (g_strcmp0 (scope, MOOT_SCOPE_NOBODY) == 0)
    return TRUE;
  if (!identify (exchange, &access))
    return FALSE;
  if (access == NULL)
    return scope == NULL || refuse_token (exchange, TRUE);
  if (!is_enough (exchange, access, scope))
    return FALSE;
  fill_viewer (exchange, access);
  return TRUE;
}
