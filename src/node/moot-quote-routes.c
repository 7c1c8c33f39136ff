/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who quotes what, taking leave to quote back, and the stamps that other servers ask for.
 * Spec: Mastodon client API, statuses/:id/quotes and interaction_policy; FEP-044f.
 * Thread: a request worker. */
#include "moot-quote-routes.h"

#include "moot-activity-reply.h"
#include "moot-activity-writer.h"
#include "moot-actor-uri.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-policy-store.h"
#include "moot-publish.h"
#include "moot-quotes.h"
#include "moot-sql.h"
#include "moot-stamps.h"
#include "moot-status-reply.h"
#include "moot-status-terms.h"

#define STAMP_MAX_AGE 60

/* The status of the route if the one who asks wrote it; answers by itself when not. */
static gboolean
find_own (MootExchange    *exchange,
          MootStatusFacts *out_facts)
{
  g_autoptr (GError) error = NULL;

  if (moot_status_get_facts (exchange->db, moot_exchange_get_id (exchange), out_facts, &error) &&
      out_facts->account_id == exchange->viewer_id && out_facts->reblog_of_id == 0)
    return TRUE;
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
  return FALSE;
}

static void
list_quotes (MootExchange *exchange)
{
  MootPage page = moot_page_read (exchange, 20, 40);
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = NULL;
  g_autoptr (GArray) lines = NULL;
  MootStatusLine line;

  if (!moot_status_view_find (&view, moot_exchange_get_id (exchange), &line, &error))
    {
      if (error != NULL)
        moot_exchange_fail (exchange, error);
      else
        moot_exchange_not_found (exchange);
      return;
    }
  rows = moot_db_query (
    exchange->db, &moot_sql_quote_page,
    MOOT_BINDS (MOOT_VIEW_BINDS (&view), MOOT_INT ("id", line.id),
                MOOT_INT ("max_id", page.max_id), MOOT_INT ("floor", moot_page_get_floor (&page)),
                MOOT_INT ("limit", page.limit)),
    &error);
  if (rows != NULL)
    lines = moot_status_lines_read (rows, &error);
  g_clear_pointer (&rows, moot_rows_free);
  moot_reply_page (exchange, &page, lines, error);
}

/* Changes ------------------------------------------------------------------------------------- */

typedef struct
{
  const MootSite *site;
  gint64 status_id;
  gint64 quoting_id;
  const char *words;
} Change;

static gboolean
do_revoke (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const Change *change = data;

  return moot_quotes_revoke (db, change->site, change->status_id, change->quoting_id,
                             moot_clock_now (), error);
}

static void
revoke_quote (MootExchange *exchange)
{
  Change change = { .site = exchange->services->site };
  g_autoptr (GError) error = NULL;
  MootStatusFacts facts;

  if (!find_own (exchange, &facts))
    return;
  change.status_id = facts.id;
  moot_id_parse (moot_exchange_get_param (exchange, "quoting_id"), &change.quoting_id);
  if (moot_exchange_write (exchange, do_revoke, &change, &error))
    moot_reply_status (exchange, change.quoting_id);
  else
    moot_exchange_fail (exchange, error);
}

static gboolean
do_change_policy (MootDb    *db,
                  gpointer   data,
                  GError   **error)
{
  const Change *change = data;

  return moot_policy_put (db, change->status_id, MOOT_POLICY_QUOTE, change->words, "", error) &&
         moot_db_run (db, &moot_sql_status_touch, MOOT_BINDS (MOOT_INT ("id", change->status_id)),
                      error) &&
         moot_publish_edit (db, change->site, change->status_id, moot_clock_now (), error);
}

static void
change_policy (MootExchange *exchange)
{
  Change change = { .site = exchange->services->site,
                    .words = moot_quote_policy_get_words (
                      moot_params_get (exchange->params, "quote_approval_policy")) };
  g_autoptr (GError) error = NULL;
  MootStatusFacts facts;

  if (!find_own (exchange, &facts))
    return;
  change.status_id = facts.id;
  if (facts.visibility > MOOT_VISIBILITY_UNLISTED)
    change.words = "author";
  if (change.words == NULL)
    moot_exchange_refuse (exchange, 422,
                          "Validation failed: Quote approval policy is not included in the list");
  else if (moot_exchange_write (exchange, do_change_policy, &change, &error))
    moot_reply_status (exchange, facts.id);
  else
    moot_exchange_fail (exchange, error);
}

/* Stamps -------------------------------------------------------------------------------------- */

/* Whoever may see what is quoted may see that it may be quoted. */
static void
show_stamp (MootExchange *exchange)
{
  const MootServices *services = exchange->services;
  g_autofree char *actor = moot_actor_uri_build (services->site->base_url, MOOT_ROOT_PERSON,
                                                 moot_exchange_get_param (exchange, "name"));
  g_auto (MootPeer) peer = { 0 };
  g_auto (MootStamp) stamp = { 0 };
  g_autoptr (MootOwnStatus) quoted = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *json = NULL;

  if (!moot_peer_identify (exchange, moot_peer_must_sign (exchange), &peer))
    return;
  if (moot_stamp_load (exchange->db, moot_exchange_get_id (exchange), &stamp, &error) &&
      stamp.id != 0 && !stamp.revoked && g_str_equal (stamp.author, actor))
    quoted = moot_own_status_load (exchange->db, services->site, stamp.quoted_id,
                                   moot_clock_now (), &error);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else if (quoted == NULL || !moot_peer_may_see (exchange, &peer, quoted))
    moot_exchange_not_found (exchange);
  else
    {
      id = moot_actor_uri_part (stamp.author, MOOT_PART_QUOTE_AUTHORIZATION, stamp.id);
      json = moot_stamp_write (id, moot_stamp_get_type (MOOT_POLICY_QUOTE), stamp.author,
                               stamp.quoting_uri, stamp.quoted_uri);
      moot_activity_reply (exchange, json,
                           quoted->visibility <= MOOT_VISIBILITY_UNLISTED ? STAMP_MAX_AGE : 0);
    }
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",  "/api/v1/statuses/:id/quotes",                    "read:statuses",   list_quotes },
  { "POST", "/api/v1/statuses/:id/quotes/:quoting_id/revoke", "write:statuses",  revoke_quote },
  { "PUT",  "/api/v1/statuses/:id/interaction_policy",        "write:statuses",  change_policy },
  { "GET",  "/users/:name/quote_authorizations/:id",          MOOT_SCOPE_NOBODY, show_stamp },
};
/* clang-format on */

const MootRouteTable moot_quote_routes = { routes, G_N_ELEMENTS (routes) };
