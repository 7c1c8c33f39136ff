/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Invitations: `POST /invites {"max_uses":3,"expires_at":"…","note":"…"}` answers with the
 * code, again only to the same Idempotency-Key; `POST /invites/accept {"code":"…","reason":"…"}` by
 * an account that is no member yet applies. Spec: co-op API, Invite; governance rules, admission.
 * Thread: a request worker. */
#include "moot-invite-routes.h"

#include "moot-clock.h"
#include "moot-coop-request.h"
#include "moot-crypto.h"
#include "moot-invites.h"

static gboolean
issue (const MootCoopContext  *context,
       const MootActor        *actor,
       MootExchange           *exchange,
       gint64                 *out_id,
       GError                **error)
{
  g_autoptr (MootInvite) invite = NULL;
  gint64 expires_at = 0;
  gint64 max_uses = 0;

  if (!moot_coop_request_read_time (exchange, "expires_at", &expires_at, error) ||
      !moot_coop_request_read_int (exchange, "max_uses", FALSE, &max_uses, error))
    return FALSE;
  invite = moot_invites_issue (context, actor, moot_params_get (exchange->params, "note"),
                               max_uses, expires_at, moot_coop_request_get_key (exchange), error);
  if (invite == NULL)
    return FALSE;
  *out_id = g_ascii_strtoll (invite->id, NULL, 10);
  return TRUE;
}

/* The code is made from the key of the request, so that a repeated one is told it again; without a
 * key the request gets one that nobody else knows. */
static void
issue_invite (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  g_autoptr (MootInvite) invite = NULL;
  MootCoopContext context;
  gint64 id = 0;

  if (moot_coop_request_get_key (exchange) == NULL)
    g_hash_table_replace (exchange->headers, g_strdup ("idempotency-key"), moot_random_token ());
  if (!moot_coop_request_do (exchange, issue, &id))
    return;
  if (moot_coop_request_begin (exchange, &context, &viewer, &error))
    invite = moot_invites_load_issued (&context, viewer, id, moot_coop_request_get_key (exchange),
                                       &error);
  if (invite == NULL)
    {
      moot_coop_request_fail (exchange, error);
      return;
    }
  moot_exchange_add_header (exchange, "Cache-Control", "no-store");
  moot_exchange_reply_entity (exchange, invite);
}

static gpointer
load_invite (const MootCoopContext  *context,
             const MootActor        *viewer,
             gint64                  id,
             GError                **error)
{
  return moot_invites_load (context, viewer, id, error);
}

static gboolean
take_back (const MootCoopContext  *context,
           const MootActor        *actor,
           MootExchange           *exchange,
           gint64                 *out_id,
           GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_invites_revoke (context, actor, *out_id, error);
}

static void
revoke_invite (MootExchange *exchange)
{
  moot_coop_request_act (exchange, take_back, load_invite);
}

static GPtrArray *
list_invites (const MootCoopContext  *context,
              const MootActor        *viewer,
              MootExchange           *exchange,
              const MootRange        *range,
              GError                **error)
{
  return moot_invites_list (context, viewer, range, error);
}

static void
index_invites (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_invites);
}

static gboolean
accept_code (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  const MootExchange *exchange = data;
  MootCoopContext context;

  return moot_coop_context_init (&context, db, exchange->services->site, moot_clock_now (),
                                 error) &&
         moot_invites_accept (&context, exchange->viewer_id,
                              moot_params_get (exchange->params, "code"),
                              moot_params_get (exchange->params, "reason"), error) != 0;
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
accept_invite (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, accept_code, exchange, &error))
    moot_coop_request_show (exchange, 0, load_own);
  else
    moot_coop_request_fail (exchange, error);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",    "/api/coop/v1/invites",        "read:membership",  index_invites },
  { "POST",   "/api/coop/v1/invites",        "write:membership", issue_invite },
  { "POST",   "/api/coop/v1/invites/accept", "write:membership", accept_invite },
  { "DELETE", "/api/coop/v1/invites/:id",    "write:membership", revoke_invite },
};
/* clang-format on */

const MootRouteTable moot_invite_routes = { routes, G_N_ELEMENTS (routes) };
