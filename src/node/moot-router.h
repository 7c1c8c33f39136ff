/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"

G_BEGIN_DECLS

/* What a route may ask for instead of the name of a scope; see #MootRoute. */
#define MOOT_SCOPE_NOBODY "nobody"
#define MOOT_SCOPE_ANY "app"

/**
 * MootHandler:
 * @exchange: the request, to be answered before it returns
 *
 * Blocking style: it may read the database, write through moot_exchange_write() and touch files.
 * Thread: a request worker.
 */
typedef void (*MootHandler) (MootExchange *exchange);

/**
 * MootRoute:
 * @method: `GET`, `POST`, …; `PUT` also answers `PATCH` and the other way round
 * @path: literal segments and `:name`, which matches one non-empty segment
 * @scope: what the token must cover; %NULL: nobody needs to sign in, but a token that is sent must
 *   be good; "": any token of a user; %MOOT_SCOPE_ANY: any token; %MOOT_SCOPE_NOBODY: tokens are
 *   not looked at
 * @handler: who answers
 *
 * A row of a route table.  A table is sorted so that literal segments come before `:names`.
 */
struct _MootRoute
{
  const char *method;
  const char *path;
  const char *scope;
  MootHandler handler;
};

/**
 * MootRouteTable:
 *
 * The routes of one file.
 */
typedef struct
{
  const MootRoute *routes;
  gsize n_routes;
} MootRouteTable;

gboolean moot_route_match     (const MootRoute             *route,
                               const char                  *method,
                               const char                  *path,
                               GHashTable                  *path_params);
void     moot_router_dispatch (const MootRouteTable *const *tables,
                               gsize                        n_tables,
                               MootExchange                *exchange);

G_END_DECLS
