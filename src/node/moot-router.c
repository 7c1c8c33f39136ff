/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Finds the route of a request, checks that it may be asked and runs its handler.
 * Thread: a request worker. */
#include "moot-router.h"

#include "moot-auth.h"
#include "moot-clock.h"
#include "moot-rate-limits.h"

#include <string.h>

static gboolean
method_matches (const char *want,
                const char *method)
{
  if (g_str_equal (want, method))
    return TRUE;
  if (g_str_equal (method, "HEAD"))
    return g_str_equal (want, "GET");
  return (g_str_equal (want, "PUT") && g_str_equal (method, "PATCH")) ||
         (g_str_equal (want, "PATCH") && g_str_equal (method, "PUT"));
}

static gboolean
match_path (const char *want,
            const char *path,
            GHashTable *path_params)
{
  while (*want == '/' && *path == '/')
    {
      gsize want_length = strcspn (want + 1, "/");
      gsize path_length = strcspn (path + 1, "/");

      if (path_length == 0 && want_length > 0)
        return FALSE;
      if (want[1] == ':')
        {
          char *value = g_uri_unescape_segment (path + 1, path + 1 + path_length, "/");

          if (value == NULL || !g_utf8_validate (value, -1, NULL))
            {
              g_free (value);
              return FALSE;
            }
          g_hash_table_replace (path_params, g_strndup (want + 2, want_length - 1), value);
        }
      else if (want_length != path_length || strncmp (want + 1, path + 1, want_length) != 0)
        return FALSE;
      want += want_length + 1;
      path += path_length + 1;
    }
  /* a trailing slash is forgiven: some clients open `/oauth/authorize/?…` */
  return *want == '\0' && (*path == '\0' || g_str_equal (path, "/"));
}

/**
 * moot_route_match:
 * @route: a row of a table
 * @method: the request's
 * @path: the request's path, still escaped
 * @path_params: filled with the `:names`, unescaped once
 *
 * Returns: whether the route answers the request
 */
gboolean
moot_route_match (const MootRoute *route,
                  const char      *method,
                  const char      *path,
                  GHashTable      *path_params)
{
  return method_matches (route->method, method) && match_path (route->path, path, path_params);
}

static const MootRoute *
find_route (const MootRouteTable *const *tables,
            gsize                        n_tables,
            MootExchange                *exchange)
{
  for (gsize t = 0; t < n_tables; t++)
    for (gsize r = 0; r < tables[t]->n_routes; r++)
      {
        if (moot_route_match (&tables[t]->routes[r], exchange->method, exchange->path,
                              exchange->path_params))
          return &tables[t]->routes[r];
        if (g_hash_table_size (exchange->path_params) > 0)
          g_hash_table_remove_all (exchange->path_params);
      }
  return NULL;
}

static gboolean
path_exists (const MootRouteTable *const *tables,
             gsize                        n_tables,
             MootExchange                *exchange)
{
  for (gsize t = 0; t < n_tables; t++)
    for (gsize r = 0; r < tables[t]->n_routes; r++)
      if (match_path (tables[t]->routes[r].path, exchange->path, exchange->path_params))
        return TRUE;
  return FALSE;
}

/* Whether the one who asks has not asked too much; answers when they have. */
static gboolean
is_in_limits (MootExchange *exchange)
{
  MootRateLimits *limits = exchange->services->rate_limits;

  if (limits == NULL ||
      moot_rate_limits_take (limits, exchange->method, exchange->route->path, exchange->viewer_id,
                             exchange->remote_address, moot_clock_now (), &exchange->pace))
    return TRUE;
  moot_exchange_refuse (exchange, 429, "Too many requests");
  return FALSE;
}

/**
 * moot_router_dispatch:
 * @tables: the node's routes
 * @n_tables: how many tables
 * @exchange: a request; answered when this returns
 *
 * Runs the first route that matches.  Routes with a scope need a token that covers it.
 */
void
moot_router_dispatch (const MootRouteTable *const *tables,
                      gsize                        n_tables,
                      MootExchange                *exchange)
{
  const MootRoute *route = find_route (tables, n_tables, exchange);

  exchange->route = route;
  if (route == NULL && path_exists (tables, n_tables, exchange))
    moot_exchange_refuse (exchange, 405, "Method not allowed");
  else if (route == NULL)
    moot_exchange_not_found (exchange);
  else if (moot_auth_check (exchange, route->scope) && is_in_limits (exchange))
    route->handler (exchange);

  if (exchange->status == 0)
    moot_exchange_fail (exchange, NULL);
}
