/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who belongs; what is private only to oneself and to officers whose token says so.
 * Spec: co-op API, Membership.
 * Thread: a request worker. */
#include "moot-membership-routes.h"

#include "moot-coop-request.h"
#include "moot-devices.h"
#include "moot-member-sight.h"

static GPtrArray *
list_members (const MootCoopContext  *context,
              const MootActor        *viewer,
              MootExchange           *exchange,
              const MootRange        *range,
              GError                **error)
{
  const char *states = moot_params_get (exchange->params, "state");

  MootSight sight;

  return moot_member_sight_find (context, viewer, exchange, &sight, error)
           ? moot_membership_list (context, viewer, states != NULL ? states : "", sight, range,
                                   error)
           : NULL;
}

static void
index_members (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_members);
}

static gpointer
load_own (const MootCoopContext  *context,
          const MootActor        *viewer,
          gint64                  id,
          GError                **error)
{
  return moot_membership_load (context, viewer, viewer->id, MOOT_SIGHT_ALL, error);
}

static void
show_own (MootExchange *exchange)
{
  moot_coop_request_show (exchange, 0, load_own);
}

static void
show_member (MootExchange *exchange)
{
  moot_member_sight_show (exchange, moot_exchange_get_id (exchange));
}

static gboolean
leave (const MootCoopContext  *context,
       const MootActor        *actor,
       MootExchange           *exchange,
       gint64                 *out_id,
       GError                **error)
{
  *out_id = actor->id;
  return moot_membership_leave (context, actor, error);
}

static void
leave_coop (MootExchange *exchange)
{
  moot_coop_request_act (exchange, leave, load_own);
}

static gboolean
add_device (const MootCoopContext  *context,
            const MootActor        *actor,
            MootExchange           *exchange,
            gint64                 *out_id,
            GError                **error)
{
  const MootDeviceDraft draft = { .ed25519 = moot_params_get (exchange->params, "ed25519"),
                                  .name = moot_params_get (exchange->params, "name"),
                                  .signature = moot_params_get (exchange->params, "signature") };

  *out_id = actor->id;
  return moot_devices_add (context, actor, &draft, error);
}

static void
create_device (MootExchange *exchange)
{
  moot_coop_request_act (exchange, add_device, load_own);
}

static gboolean
revoke_device (const MootCoopContext  *context,
               const MootActor        *actor,
               MootExchange           *exchange,
               gint64                 *out_id,
               GError                **error)
{
  *out_id = actor->id;
  return moot_devices_revoke (context, actor, moot_exchange_get_id (exchange), error);
}

static void
delete_device (MootExchange *exchange)
{
  moot_coop_request_act (exchange, revoke_device, load_own);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1/memberships", "read:membership", index_members },
  { "GET", "/api/coop/v1/memberships/me", "read:membership", show_own },
  { "POST", "/api/coop/v1/memberships/me/leave", "write:membership", leave_coop },
  { "POST", "/api/coop/v1/memberships/me/device_keys", "write:votes", create_device },
  { "DELETE", "/api/coop/v1/memberships/me/device_keys/:id", "write:votes", delete_device },
  { "GET", "/api/coop/v1/memberships/:id", "read:membership", show_member },
};

const MootRouteTable moot_membership_routes = { routes, G_N_ELEMENTS (routes) };
