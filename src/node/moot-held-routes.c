/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Posts of strangers that wait for those whose office it is to look after such things.
 * Spec: README of this layer. Thread: a request worker. */
#include "moot-held-routes.h"

#include "moot-clock.h"
#include "moot-coop-context.h"
#include "moot-held-posts.h"
#include "moot-membership.h"

static gboolean
check_moderator (MootExchange *exchange)
{
  MootCoopContext context;
  g_autoptr (MootActor) actor = NULL;

  if (moot_coop_context_init (&context, exchange->db, exchange->services->site, moot_clock_now (),
                              NULL))
    actor = moot_actor_load (&context, exchange->viewer_id, NULL);
  if (actor != NULL && actor->is_moderator)
    return TRUE;
  moot_exchange_refuse (exchange, 403, "This action is not allowed");
  return FALSE;
}

static void
list_held (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;

  if (!check_moderator (exchange))
    return;
  if (moot_held_posts_write (exchange->db, &json, &error))
    moot_exchange_reply (exchange, &json);
  else
    moot_exchange_fail (exchange, error);
}

static void
let_in (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  if (!check_moderator (exchange))
    return;
  if (moot_held_posts_let_in (exchange->services->federation, moot_exchange_get_id (exchange),
                              moot_clock_now (), &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

static void
discard (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  if (!check_moderator (exchange))
    return;
  if (moot_held_posts_discard (exchange->services->federation, moot_exchange_get_id (exchange),
                               &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

static const MootRoute routes[] = {
  { "GET", "/api/folkmoot/v1/held_posts", "admin:read:reports", list_held },
  { "POST", "/api/folkmoot/v1/held_posts/:id/let_in", "admin:write:reports", let_in },
  { "DELETE", "/api/folkmoot/v1/held_posts/:id", "admin:write:reports", discard },
};

const MootRouteTable moot_held_routes = { routes, G_N_ELEMENTS (routes) };
