/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Elections, who stands in them, and terms of office.
 * Spec: co-op API, Election and Candidacy.
 * Thread: a request worker. */
#include "moot-election-routes.h"

#include "moot-candidacies.h"
#include "moot-coop-request.h"
#include "moot-election-lot.h"
#include "moot-json.h"
#include "moot-offices.h"
#include "moot-recalls.h"

static gpointer
load_election (const MootCoopContext  *context,
               const MootActor        *viewer,
               gint64                  id,
               GError                **error)
{
  return moot_elections_load (context, viewer, id, error);
}

static gpointer
load_candidacy (const MootCoopContext  *context,
                const MootActor        *viewer,
                gint64                  id,
                GError                **error)
{
  return moot_candidacies_load (context, viewer, id, error);
}

static gpointer
load_office (const MootCoopContext  *context,
             const MootActor        *viewer,
             gint64                  id,
             GError                **error)
{
  return moot_offices_load (context, viewer, id, error);
}

static GPtrArray *
list_elections (const MootCoopContext  *context,
                const MootActor        *viewer,
                MootExchange           *exchange,
                const MootRange        *range,
                GError                **error)
{
  return moot_elections_list (context, viewer, range, error);
}

static void
index_elections (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_elections);
}

static void
show_election (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_election);
}

/* The calendar: every time of it may be left out. */
static gboolean
read_calendar (const MootExchange  *exchange,
               MootElectionDraft   *draft,
               GError             **error)
{
  const struct
  {
    const char *name;
    gint64 *time;
  } times[] = {
    { "nominations_open_at", &draft->nominations_open_at },
    { "nominations_close_at", &draft->nominations_close_at },
    { "statements_close_at", &draft->statements_close_at },
    { "roll_at", &draft->roll_at },
    { "opens_at", &draft->opens_at },
    { "closes_at", &draft->closes_at },
    { "challenge_until", &draft->challenge_until },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    if (!moot_coop_request_read_time (exchange, times[i].name, times[i].time, error))
      return FALSE;
  return moot_coop_request_read_date (exchange, "term_from", &draft->term_from, error);
}

static gboolean
call (const MootCoopContext  *context,
      const MootActor        *actor,
      MootExchange           *exchange,
      gint64                 *out_id,
      GError                **error)
{
  const MootParams *params = exchange->params;
  g_auto (GStrv) names = moot_params_dup_list (params, "scrutineers");
  gint64 scrutineers[MOOT_SCRUTINEERS_MAX + 1] = { 0 };
  MootElectionDraft draft = {
    .title = moot_params_get (params, "title"),
    .body = moot_params_get (params, "body"),
    .role = moot_params_get (params, "role"),
    .rule = moot_params_get (params, "rule"),
    .seats = moot_params_get_int (params, "seats", 0),
    .nominators = moot_params_get_int (params, "nominators", 0),
    .reopens = moot_params_get_boolean (params, "reopens", FALSE),
    .term_months = moot_params_get_int (params, "term_months", 0),
    .scrutineers = scrutineers,
  };

  for (; names != NULL && names[draft.n_scrutineers] != NULL &&
         draft.n_scrutineers < G_N_ELEMENTS (scrutineers);
       draft.n_scrutineers++)
    scrutineers[draft.n_scrutineers] = g_ascii_strtoll (names[draft.n_scrutineers], NULL, 10);
  if (!read_calendar (exchange, &draft, error))
    return FALSE;
  *out_id = moot_elections_call (context, actor, &draft, error);
  return *out_id != 0;
}

static void
call_election (MootExchange *exchange)
{
  moot_coop_request_act (exchange, call, load_election);
}

static gboolean
scrutinise (const MootCoopContext  *context,
            const MootActor        *actor,
            MootExchange           *exchange,
            gint64                 *out_id,
            GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_elections_scrutinise (context, actor, *out_id,
                                    moot_params_get (exchange->params, "lot_commit"), error);
}

static void
accept_scrutiny (MootExchange *exchange)
{
  moot_coop_request_act (exchange, scrutinise, load_election);
}

static gboolean
show_lot (const MootCoopContext  *context,
          const MootActor        *actor,
          MootExchange           *exchange,
          gint64                 *out_id,
          GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_election_lot_reveal (context, actor, *out_id,
                                   moot_params_get (exchange->params, "lot_nonce"), error);
}

static void
show_lot_part (MootExchange *exchange)
{
  moot_coop_request_act (exchange, show_lot, load_election);
}

static gboolean
challenge (const MootCoopContext  *context,
           const MootActor        *actor,
           MootExchange           *exchange,
           gint64                 *out_id,
           GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_elections_challenge (context, actor, *out_id,
                                   moot_params_get (exchange->params, "body"), error);
}

static void
challenge_election (MootExchange *exchange)
{
  moot_coop_request_act (exchange, challenge, load_election);
}

static gboolean
decide (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_elections_decide (context, actor, *out_id,
                                moot_params_get_boolean (exchange->params, "upheld", FALSE),
                                moot_params_get (exchange->params, "body"), error);
}

static void
decide_challenge (MootExchange *exchange)
{
  moot_coop_request_act (exchange, decide, load_election);
}

static MootCandidacyDraft
read_candidacy (const MootExchange *exchange)
{
  return (MootCandidacyDraft){
    .member_id = moot_params_get_id (exchange->params, "member_id"),
    .statement = moot_params_get (exchange->params, "statement"),
    .interests = moot_params_get (exchange->params, "interests"),
    .state = moot_params_get (exchange->params, "state"),
  };
}

static gboolean
nominate (const MootCoopContext  *context,
          const MootActor        *actor,
          MootExchange           *exchange,
          gint64                 *out_id,
          GError                **error)
{
  const MootCandidacyDraft draft = read_candidacy (exchange);

  *out_id =
    moot_candidacies_nominate (context, actor, moot_exchange_get_id (exchange), &draft, error);
  return *out_id != 0;
}

static void
nominate_candidate (MootExchange *exchange)
{
  moot_coop_request_act (exchange, nominate, load_candidacy);
}

static void
show_candidacy (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_candidacy);
}

static gboolean
change (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  const MootCandidacyDraft draft = read_candidacy (exchange);

  *out_id = moot_exchange_get_id (exchange);
  return moot_candidacies_change (context, actor, *out_id, &draft, error);
}

static void
change_candidacy (MootExchange *exchange)
{
  moot_coop_request_act (exchange, change, load_candidacy);
}

static GPtrArray *
list_offices (const MootCoopContext  *context,
              const MootActor        *viewer,
              MootExchange           *exchange,
              const MootRange        *range,
              GError                **error)
{
  return moot_offices_list (context, viewer, range, error);
}

static void
index_offices (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_offices);
}

static gboolean
resign (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_offices_resign (context, actor, *out_id, error);
}

static void
resign_office (MootExchange *exchange)
{
  moot_coop_request_act (exchange, resign, load_office);
}

static gboolean
recall (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_recalls_petition (context, actor, *out_id, moot_params_get (exchange->params, "body"),
                                moot_params_get_boolean (exchange->params, "election", FALSE),
                                error);
}

static void
recall_office (MootExchange *exchange)
{
  moot_coop_request_act (exchange, recall, load_office);
}

static gboolean
countback (const MootCoopContext  *context,
           const MootActor        *actor,
           MootExchange           *exchange,
           gint64                 *out_id,
           GError                **error)
{
  *out_id = moot_offices_countback (context, actor, moot_exchange_get_id (exchange), error);
  return *out_id != 0;
}

static void
fill_office (MootExchange *exchange)
{
  moot_coop_request_act (exchange, countback, load_office);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1/elections", "read:governance", index_elections },
  { "POST", "/api/coop/v1/elections", "write:governance", call_election },
  { "GET", "/api/coop/v1/elections/:id", "read:governance", show_election },
  { "POST", "/api/coop/v1/elections/:id/scrutinise", "write:governance", accept_scrutiny },
  { "POST", "/api/coop/v1/elections/:id/lot", "write:governance", show_lot_part },
  { "POST", "/api/coop/v1/elections/:id/challenge", "write:governance", challenge_election },
  { "POST", "/api/coop/v1/elections/:id/decide", "write:governance", decide_challenge },
  { "POST", "/api/coop/v1/elections/:id/candidacies", "write:governance", nominate_candidate },
  { "GET", "/api/coop/v1/candidacies/:id", "read:governance", show_candidacy },
  { "PATCH", "/api/coop/v1/candidacies/:id", "write:governance", change_candidacy },
  { "GET", "/api/coop/v1/offices", "read:governance", index_offices },
  { "POST", "/api/coop/v1/offices/:id/resign", "write:governance", resign_office },
  { "POST", "/api/coop/v1/offices/:id/recall", "write:governance", recall_office },
  { "POST", "/api/coop/v1/offices/:id/countback", "write:governance", fill_office },
};

const MootRouteTable moot_election_routes = { routes, G_N_ELEMENTS (routes) };
