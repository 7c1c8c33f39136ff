/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Finding what was said, hearing of what is new.
 * Spec: co-op API, notifications and search.
 * Thread: a request worker. */
#include "moot-talk-routes.h"

#include "moot-coop-request.h"
#include "moot-talk-views.h"

static GPtrArray *
search (const MootCoopContext  *context,
        const MootActor        *viewer,
        MootExchange           *exchange,
        const MootRange        *range,
        GError                **error)
{
  return moot_talk_search (context, viewer, moot_params_get (exchange->params, "q"),
                           moot_params_get (exchange->params, "type"), range->limit,
                           (int) moot_params_get_int (exchange->params, "offset", 0), error);
}

static void
show_hits (MootExchange *exchange)
{
  moot_coop_request_list_all (exchange, search);
}

static GPtrArray *
list_news (const MootCoopContext  *context,
           const MootActor        *viewer,
           MootExchange           *exchange,
           const MootRange        *range,
           GError                **error)
{
  return moot_talk_list_news (context, viewer, range, error);
}

static void
index_news (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_news);
}

static gboolean
clear (const MootCoopContext  *context,
       const MootActor        *actor,
       MootExchange           *exchange,
       gint64                 *out_id,
       GError                **error)
{
  *out_id = actor->id;
  return moot_talk_clear_news (context, actor, moot_params_get_id (exchange->params, "up_to"),
                               error);
}

static void
clear_news (MootExchange *exchange)
{
  moot_coop_request_act (exchange, clear, NULL);
}

static gpointer
load_digest (const MootCoopContext  *context,
             const MootActor        *viewer,
             gint64                  since,
             GError                **error)
{
  return moot_digest_load (context, viewer, since, error);
}

static void
show_digest (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  gint64 since = 0;

  if (moot_coop_request_read_time (exchange, "since", &since, &error))
    moot_coop_request_show (exchange, since, load_digest);
  else
    moot_coop_request_fail (exchange, error);
}

/* Whoever has looked starts again from there. */
static gpointer
load_next_digest (const MootCoopContext  *context,
                  const MootActor        *viewer,
                  gint64                  member_id,
                  GError                **error)
{
  return moot_digest_load (context, viewer, 0, error);
}

static gboolean
change (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  gint64 seen_until = 0;

  *out_id = actor->id;
  return moot_coop_request_read_time (exchange, "seen_until", &seen_until, error) &&
         moot_digest_change (context, actor, moot_params_get (exchange->params, "frequency"),
                             seen_until, error);
}

static void
change_digest (MootExchange *exchange)
{
  moot_coop_request_act (exchange, change, load_next_digest);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1/digest", "read:governance", show_digest },
  { "PUT", "/api/coop/v1/digest", "write:governance", change_digest },
  { "GET", "/api/coop/v1/notifications", "read:governance", index_news },
  { "POST", "/api/coop/v1/notifications/clear", "write:governance", clear_news },
  { "GET", "/api/coop/v1/search", "read:governance", show_hits },
};

const MootRouteTable moot_talk_routes = { routes, G_N_ELEMENTS (routes) };
