/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The co-operative, its bylaws, its members.
 * Spec: co-op API, Coop, Bylaws and Membership.
 * Thread: a request worker. */
#include "moot-coop-routes.h"

#include "moot-bylaws-change.h"
#include "moot-clock.h"
#include "moot-coop-request.h"
#include "moot-coop-view.h"
#include "moot-enums.h"
#include "moot-error.h"

/* Open to everybody; a member whose token may read about the co-op sees the inside too. */
static void
show_coop (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  g_autoptr (MootCoop) coop = NULL;
  MootCoopContext context;

  if (moot_coop_context_init (&context, exchange->db, exchange->services->site, moot_clock_now (),
                              &error))
    {
      if (exchange->viewer_id != 0 && moot_scopes_cover (exchange->scopes, "read:governance"))
        viewer = moot_actor_load (&context, exchange->viewer_id, NULL);
      coop = moot_coop_load (&context, viewer, &error);
    }
  if (coop != NULL)
    {
      coop->clock_error = moot_clock_get_error_ms () / MOOT_SECOND;
      moot_exchange_reply_entity (exchange, coop);
    }
  else
    moot_coop_request_fail (exchange, error);
}

static gpointer
load_bylaws (const MootCoopContext  *context,
             const MootActor        *viewer,
             gint64                  id,
             GError                **error)
{
  return moot_actor_require (viewer, MOOT_RIGHT_READ, error) ? moot_bylaws_load (context, id, error)
                                                             : NULL;
}

static void
show_bylaws (MootExchange *exchange)
{
  moot_coop_request_show (exchange, 0, load_bylaws);
}

static void
show_bylaws_version (MootExchange *exchange)
{
  gint64 version = moot_exchange_get_id (exchange);

  moot_coop_request_show (exchange, version != 0 ? version : -1, load_bylaws);
}

static char *
write_versions (const MootCoopContext  *context,
                const MootActor        *viewer,
                gint64                  id,
                GError                **error)
{
  return moot_bylaws_write_versions (context, viewer, error);
}

static void
index_bylaws (MootExchange *exchange)
{
  moot_coop_request_write (exchange, write_versions);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1", NULL, show_coop },
  { "GET", "/api/coop/v1/bylaws", "read:governance", show_bylaws },
  { "GET", "/api/coop/v1/bylaws/versions", "read:governance", index_bylaws },
  { "GET", "/api/coop/v1/bylaws/:id", "read:governance", show_bylaws_version },
};

const MootRouteTable moot_coop_routes = { routes, G_N_ELEMENTS (routes) };
