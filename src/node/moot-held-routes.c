/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Posts of strangers that wait for those whose office it is to look after such things.
 * Spec: README of this layer. Thread: a request worker. */
#include "moot-held-routes.h"

#include "moot-clock.h"
#include "moot-coop-context.h"
#include "moot-coop-request.h"
#include "moot-error.h"
#include "moot-held-posts.h"
#include "moot-moderation.h"

/* The actor of the request, who may look after such things; NULL when they may not. */
static MootActor *
load_moderator (const MootExchange     *exchange,
                const MootCoopContext  *context,
                GError                **error)
{
  g_autoptr (MootActor) actor = moot_actor_load (context, exchange->viewer_id, error);

  if (actor == NULL || actor->is_moderator)
    return g_steal_pointer (&actor);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "not a moderator");
  return NULL;
}

static void
list_held (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) actor = NULL;
  MootCoopContext context;

  if (moot_coop_context_init (&context, exchange->db, exchange->services->site, moot_clock_now (),
                              &error))
    actor = load_moderator (exchange, &context, &error);
  if (actor != NULL && moot_held_posts_write (exchange->db, &json, &error))
    moot_exchange_reply (exchange, &json);
  else
    moot_coop_request_fail (exchange, error);
}

typedef struct
{
  const MootExchange *exchange;
  gboolean let_in;
} Decision;

static gboolean
decide (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  const Decision *decision = data;
  const MootExchange *exchange = decision->exchange;
  g_autoptr (MootActor) actor = NULL;
  MootCoopContext context;

  if (!moot_coop_context_init (&context, db, exchange->services->site, moot_clock_now (), error))
    return FALSE;
  actor = load_moderator (exchange, &context, error);
  return actor != NULL &&
         moot_moderation_settle_post (&context, actor, moot_exchange_get_id (exchange),
                                      decision->let_in, error);
}

static void
settle (MootExchange *exchange,
        gboolean      let_in)
{
  Decision decision = { exchange, let_in };
  g_autoptr (GError) error = NULL;

  if (!moot_exchange_write (exchange, decide, &decision, &error))
    {
      moot_coop_request_fail (exchange, error);
      return;
    }
  if (let_in)
    moot_held_posts_go_on (exchange->services->federation);
  moot_exchange_reply_empty (exchange);
}

static void
let_in (MootExchange *exchange)
{
  settle (exchange, TRUE);
}

static void
discard (MootExchange *exchange)
{
  settle (exchange, FALSE);
}

static const MootRoute routes[] = {
  { "GET", "/api/folkmoot/v1/held_posts", "admin:read:reports", list_held },
  { "POST", "/api/folkmoot/v1/held_posts/:id/let_in", "admin:write:reports", let_in },
  { "DELETE", "/api/folkmoot/v1/held_posts/:id", "admin:write:reports", discard },
};

const MootRouteTable moot_held_routes = { routes, G_N_ELEMENTS (routes) };
