/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* New keys for one's account, and its end.  Both need the password.
 * Spec: src/node/README.md, "Keys and the end".
 * Thread: a request worker; making keys takes a good part of a second of it. */
#include "moot-account-life.h"

#include "moot-clock.h"
#include "moot-coop-context.h"
#include "moot-coop-request.h"
#include "moot-departure.h"
#include "moot-erasure.h"
#include "moot-error.h"
#include "moot-export.h"
#include "moot-membership.h"
#include "moot-sign-in.h"
#include "moot-signers.h"
#include "moot-sql.h"

/* Nobody could admit, moderate or mend anything any more. */
static gboolean
check_not_last (MootDb  *db,
                gint64   account_id,
                GError **error)
{
  gint64 is_last = 0;

  if (!moot_db_get_int (db, &moot_sql_departure_is_last_admin,
                        MOOT_BINDS (MOOT_INT ("id", account_id)), &is_last, error))
    return FALSE;
  if (is_last != 0)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                 "Validation failed: This is the only admin: make another member one first "
                 "(folkmoot-node member promote)");
  return is_last == 0;
}

/**
 * moot_account_life_end:
 * @db: the writer, inside a transaction
 * @site: the node
 * @account_id: one of ours
 * @error: return location
 *
 * Ends the membership, if there is one, erases what is kept of it, and deletes the account.
 *
 * Errors: as moot_departure_put(); %MOOT_ERROR_INVALID for the only admin.
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

  if (!check_not_last (db, account_id, error) ||
      !moot_coop_context_init (&context, db, site, now, error))
    return FALSE;
  member = moot_actor_load (&context, account_id, &local);
  if (member != NULL && (member->rights & MOOT_RIGHT_READ) != 0 &&
      !moot_membership_leave (&context, member, error))
    return FALSE;
  if (!moot_erasure_run (&context, account_id, error))
    return FALSE;
  return moot_departure_put (db, site, account_id, now, error);
}

/**
 * moot_account_life_promote:
 * @db: the writer, inside a transaction
 * @site: the node
 * @account_id: one of ours
 * @error: return location
 *
 * Lets a member keep house, from the command line of the node; they get the office as well.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_MEMBER, %MOOT_COOP_ERROR_FORBIDDEN for who may not serve.
 *
 * Returns: whether it was written
 */
gboolean
moot_account_life_promote (MootDb          *db,
                           const MootSite  *site,
                           gint64           account_id,
                           GError         **error)
{
  MootCoopContext context;

  return moot_coop_context_init (&context, db, site, moot_clock_now (), error) &&
         moot_membership_make_admin (&context, account_id, error) &&
         moot_db_run (db, &moot_sql_user_promote, MOOT_BINDS (MOOT_INT ("account_id", account_id)),
                      error);
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

/* All that is kept of whoever asks, as one file. */
static void
export_member (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (MootArchive) archive = moot_archive_new (stream);
  g_autoptr (GBytes) bytes = NULL;
  MootCoopContext context;

  if (!moot_coop_request_begin (exchange, &context, &viewer, &error) ||
      !moot_export_write (&context, viewer->record, archive, &error) ||
      !g_output_stream_close (stream, NULL, &error))
    {
      moot_coop_request_fail (exchange, error);
      return;
    }
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  moot_exchange_add_header (exchange, "Cache-Control", "no-store");
  moot_exchange_add_header (exchange, "Content-Disposition",
                            "attachment; filename=\"folkmoot-export.zip\"");
  moot_exchange_reply_bytes (exchange, 200, "application/zip", bytes);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "DELETE", "/api/folkmoot/v1/account",     "write:accounts", end_account },
  { "POST",   "/api/coop/v1/memberships/me/export", "read:membership", export_member },
  { "POST",   "/api/coop/v1/memberships/me/erase", "write:membership", end_account },
  { "POST",   "/api/folkmoot/v1/keys/rotate", "write:accounts", rotate_keys },
};
/* clang-format on */

const MootRouteTable moot_account_life_routes = { routes, G_N_ELEMENTS (routes) };
