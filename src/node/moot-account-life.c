/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* New keys for one's account, and its end.  Both need the password.
 * Spec: src/node/README.md, "Keys and the end".
 * Thread: a request worker; making keys takes a good part of a second of it. */
#include "moot-account-life.h"

#include "moot-clock.h"
#include "moot-coop-context.h"
#include "moot-departure.h"
#include "moot-membership.h"
#include "moot-sign-in.h"
#include "moot-signers.h"

/**
 * moot_account_life_end:
 * @db: the writer, inside a transaction
 * @site: the node
 * @account_id: one of ours
 * @error: return location
 *
 * Ends the membership, if there is one, and deletes the account.
 *
 * Errors: as moot_departure_put().
 *
 * Returns: whether it was written
 */
gboolean
moot_account_life_end (MootDb          *db,
                       const MootSite  *site,
                       gint64           account_id,
                       GError         **error)
{
  gint64 now = moot_clock_now ();
  g_autoptr (GError) local = NULL;
  g_autoptr (MootActor) member = NULL;
  MootCoopContext context;

  if (!moot_coop_context_init (&context, db, site, now, error))
    return FALSE;
  member = moot_actor_load (&context, account_id, &local);
  if (member != NULL && (member->rights & MOOT_RIGHT_READ) != 0 &&
      !moot_membership_leave (&context, member, error))
    return FALSE;
  return moot_departure_put (db, site, account_id, now, error);
}

static gboolean
do_end (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  MootExchange *exchange = data;

  return moot_account_life_end (db, exchange->services->site, exchange->viewer_id, error);
}

static void
end_account (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  if (!moot_sign_in_confirm (exchange))
    return;
  if (moot_exchange_write (exchange, do_end, exchange, &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

static void
rotate_keys (MootExchange *exchange)
{
  const MootServices *services = exchange->services;
  g_autoptr (GError) error = NULL;

  if (!moot_sign_in_confirm (exchange))
    return;
  if (moot_signers_rotate (services->federation->signers, services->site, exchange->viewer_id,
                           &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "DELETE", "/api/folkmoot/v1/account",     "write:accounts", end_account },
  { "POST",   "/api/folkmoot/v1/keys/rotate", "write:accounts", rotate_keys },
};
/* clang-format on */

const MootRouteTable moot_account_life_routes = { routes, G_N_ELEMENTS (routes) };
