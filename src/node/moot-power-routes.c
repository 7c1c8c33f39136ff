/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What bounds those who decide and act: emergency powers that lapse, and challenges of what was
 * decided; and what a proposal is made from: templates, and the versions it had.
 *
 * `POST /emergencies {"type":"domain_block","params":{"domain":"bad.example","severity":"suspend"},
 * "reason_code":"abuse","reason":"…"}` acts at once; `type` is `account_action` (`params` as those
 * of the effect), `domain_block` or `discussion_lock` (`{"discussion_id":"7"}`). `POST
 * /proposals/:id/challenges {"reason":"…"}` within the days of the bylaws; `POST
 * /proposals/:id/challenges/answer {"upheld":true,"answer":"…"}`. Spec: governance rules, emergency
 * powers; co-op API. Thread: a request worker. */
#include "moot-power-routes.h"

#include "moot-challenges.h"
#include "moot-coop-request.h"
#include "moot-emergencies.h"
#include "moot-proposals.h"
#include "moot-templates.h"

static gpointer
load_emergency (const MootCoopContext  *context,
                const MootActor        *viewer,
                gint64                  id,
                GError                **error)
{
  return moot_emergencies_load (context, viewer, id, error);
}

static GPtrArray *
list_emergencies (const MootCoopContext  *context,
                  const MootActor        *viewer,
                  MootExchange           *exchange,
                  const MootRange        *range,
                  GError                **error)
{
  return moot_emergencies_list (context, viewer, moot_params_get (exchange->params, "state"), range,
                                error);
}

static gboolean
act (const MootCoopContext  *context,
     const MootActor        *actor,
     MootExchange           *exchange,
     gint64                 *out_id,
     GError                **error)
{
  g_autofree char *params = moot_coop_request_dup_json (exchange, "params");
  const MootEmergencyDraft draft = {
    .type = moot_params_get (exchange->params, "type"),
    .params = params,
    .reason_code = moot_params_get (exchange->params, "reason_code"),
    .reason = moot_params_get (exchange->params, "reason"),
  };

  *out_id = moot_emergencies_act (context, actor, &draft, error);
  return *out_id != 0;
}

static void
show_emergency (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_emergency);
}

static void
index_emergencies (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_emergencies);
}

static void
act_at_once (MootExchange *exchange)
{
  moot_coop_request_act (exchange, act, load_emergency);
}

static gpointer
load_proposal (const MootCoopContext  *context,
               const MootActor        *viewer,
               gint64                  id,
               GError                **error)
{
  return moot_proposals_load (context, viewer, id, error);
}

static GPtrArray *
list_challenges (const MootCoopContext  *context,
                 const MootActor        *viewer,
                 MootExchange           *exchange,
                 const MootRange        *range,
                 GError                **error)
{
  return moot_challenges_list (context, viewer, moot_exchange_get_id (exchange), error);
}

static gboolean
raise_challenge (const MootCoopContext  *context,
                 const MootActor        *actor,
                 MootExchange           *exchange,
                 gint64                 *out_id,
                 GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_challenges_raise (context, actor, *out_id,
                                moot_params_get (exchange->params, "reason"), error);
}

static gboolean
answer (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_challenges_answer (context, actor, *out_id,
                                 moot_params_get_boolean (exchange->params, "upheld", FALSE),
                                 moot_params_get (exchange->params, "answer"), error);
}

static void
index_challenges (MootExchange *exchange)
{
  moot_coop_request_list_all (exchange, list_challenges);
}

static void
challenge_outcome (MootExchange *exchange)
{
  moot_coop_request_act (exchange, raise_challenge, load_proposal);
}

static void
answer_challenges (MootExchange *exchange)
{
  moot_coop_request_act (exchange, answer, load_proposal);
}

static char *
write_templates (const MootCoopContext  *context,
                 const MootActor        *viewer,
                 gint64                  id,
                 GError                **error)
{
  return moot_templates_write (context, viewer, error);
}

static void
index_templates (MootExchange *exchange)
{
  moot_coop_request_write (exchange, write_templates);
}

static void
index_versions (MootExchange *exchange)
{
  moot_coop_request_write (exchange, moot_proposals_write_versions);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1/emergencies", "read:governance", index_emergencies },
  { "GET", "/api/coop/v1/emergencies/:id", "read:governance", show_emergency },
  { "POST", "/api/coop/v1/emergencies", "write:governance", act_at_once },
  { "GET", "/api/coop/v1/templates", "read:governance", index_templates },
  { "GET", "/api/coop/v1/proposals/:id/versions", "read:governance", index_versions },
  { "GET", "/api/coop/v1/proposals/:id/challenges", "read:governance", index_challenges },
  { "POST", "/api/coop/v1/proposals/:id/challenges", "write:governance", challenge_outcome },
  { "POST", "/api/coop/v1/proposals/:id/challenges/answer", "write:governance", answer_challenges },
};

const MootRouteTable moot_power_routes = { routes, G_N_ELEMENTS (routes) };
