/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Circles: who works on what.
 * Spec: co-op API, Coop.circles.
 * Thread: a request worker. */
#include "moot-circle-routes.h"

#include "moot-circles.h"
#include "moot-coop-request.h"
#include "moot-id.h"

static gpointer
load_circle (const MootCoopContext  *context,
             const MootActor        *viewer,
             gint64                  id,
             GError                **error)
{
  return moot_circles_load (context, viewer, id, error);
}

static GPtrArray *
list_circles (const MootCoopContext  *context,
              const MootActor        *viewer,
              MootExchange           *exchange,
              const MootRange        *range,
              GError                **error)
{
  return moot_circles_list (context, viewer, range, error);
}

static void
index_circles (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_circles);
}

static void
show_circle (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_circle);
}

static int
read_choice (const MootExchange *exchange,
             const char         *name)
{
  return moot_params_has (exchange->params, name)
           ? moot_params_get_boolean (exchange->params, name, FALSE)
           : -1;
}

static MootCircleDraft
read_draft (const MootExchange *exchange)
{
  const char *mandate = moot_params_get (exchange->params, "mandate");

  return (MootCircleDraft){
    .name = moot_params_get (exchange->params, "name"),
    .slug = moot_params_get (exchange->params, "slug"),
    .mandate =
      mandate != NULL ? mandate : moot_params_get (exchange->params, "mandate_source"),
    .open = read_choice (exchange, "open"),
    .closed = read_choice (exchange, "closed"),
  };
}

static gboolean
create (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  const MootCircleDraft draft = read_draft (exchange);

  *out_id = moot_circles_create (context, actor, &draft, error);
  return *out_id != 0;
}

static void
create_circle (MootExchange *exchange)
{
  moot_coop_request_act (exchange, create, load_circle);
}

static gboolean
change (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  const MootCircleDraft draft = read_draft (exchange);

  *out_id = moot_exchange_get_id (exchange);
  return moot_circles_change (context, actor, *out_id, &draft, error);
}

static void
change_circle (MootExchange *exchange)
{
  moot_coop_request_act (exchange, change, load_circle);
}

static gboolean
join (const MootCoopContext  *context,
      const MootActor        *actor,
      MootExchange           *exchange,
      gint64                 *out_id,
      GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_circles_join (context, actor, *out_id, error);
}

static void
join_circle (MootExchange *exchange)
{
  moot_coop_request_act (exchange, join, load_circle);
}

static gboolean
leave (const MootCoopContext  *context,
       const MootActor        *actor,
       MootExchange           *exchange,
       gint64                 *out_id,
       GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_circles_leave (context, actor, *out_id, error);
}

static void
leave_circle (MootExchange *exchange)
{
  moot_coop_request_act (exchange, leave, load_circle);
}

static gboolean
appoint (const MootCoopContext  *context,
         const MootActor        *actor,
         MootExchange           *exchange,
         gint64                 *out_id,
         GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_circles_appoint (context, actor, *out_id,
                               moot_params_get_id (exchange->params, "member_id"),
                               moot_params_get (exchange->params, "role"), error);
}

static void
appoint_member (MootExchange *exchange)
{
  moot_coop_request_act (exchange, appoint, load_circle);
}

static gboolean
take_out (const MootCoopContext  *context,
          const MootActor        *actor,
          MootExchange           *exchange,
          gint64                 *out_id,
          GError                **error)
{
  gint64 member_id = 0;

  *out_id = moot_exchange_get_id (exchange);
  moot_id_parse (moot_exchange_get_param (exchange, "member_id"), &member_id);
  return moot_circles_remove (context, actor, *out_id, member_id, error);
}

static void
remove_member (MootExchange *exchange)
{
  moot_coop_request_act (exchange, take_out, load_circle);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1/circles", "read:governance", index_circles },
  { "POST", "/api/coop/v1/circles", "write:governance", create_circle },
  { "GET", "/api/coop/v1/circles/:id", "read:governance", show_circle },
  { "PATCH", "/api/coop/v1/circles/:id", "write:governance", change_circle },
  { "POST", "/api/coop/v1/circles/:id/join", "write:governance", join_circle },
  { "POST", "/api/coop/v1/circles/:id/leave", "write:governance", leave_circle },
  { "POST", "/api/coop/v1/circles/:id/members", "write:governance", appoint_member },
  { "DELETE", "/api/coop/v1/circles/:id/members/:member_id", "write:governance", remove_member },
};

const MootRouteTable moot_circle_routes = { routes, G_N_ELEMENTS (routes) };
