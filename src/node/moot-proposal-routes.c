/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Proposals and what became of them.
 * Spec: co-op API, Proposal and Outcome.
 * Thread: a request worker. */
#include "moot-proposal-routes.h"

#include "moot-closing.h"
#include "moot-coop-request.h"
#include "moot-outcomes.h"
#include "moot-proposals.h"

static gpointer
load_proposal (const MootCoopContext  *context,
               const MootActor        *viewer,
               gint64                  id,
               GError                **error)
{
  return moot_proposals_load (context, viewer, id, error);
}

static gpointer
load_outcome (const MootCoopContext  *context,
              const MootActor        *viewer,
              gint64                  id,
              GError                **error)
{
  return moot_outcomes_load (context, viewer, id, error);
}

static gpointer
load_outcome_of_proposal (const MootCoopContext  *context,
                          const MootActor        *viewer,
                          gint64                  id,
                          GError                **error)
{
  return moot_outcomes_load_of_proposal (context, viewer, id, error);
}

/* Who asks for what is closed means every way a vote can have ended. */
static char *
expand_states (const char *states)
{
  g_auto (GStrv) words = g_strsplit (states != NULL ? states : "", ",", -1);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? "," : "",
                            g_str_equal (words[i], "closed") ? "closed,decided,not_quorate"
                                                             : words[i]);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static GPtrArray *
list_proposals (const MootCoopContext  *context,
                const MootActor        *viewer,
                MootExchange           *exchange,
                const MootRange        *range,
                GError                **error)
{
  g_autofree char *states = expand_states (moot_params_get (exchange->params, "state"));
  const char *mine = moot_params_get (exchange->params, "mine");
  const MootProposalFilter filter = { .states = states,
                                      .mine = mine != NULL ? mine : "",
                                      .discussion_id =
                                        moot_params_get_id (exchange->params, "discussion_id"),
                                      .viewer_id = viewer->id };

  return moot_proposals_list (context, viewer, &filter, range, error);
}

static void
index_proposals (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_proposals);
}

static void
show_proposal (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_proposal);
}

static MootKindSettings
read_settings (const MootExchange *exchange)
{
#define SETTING(member) \
  .member = moot_params_get_int (exchange->params, #member, MOOT_SETTING_USUAL)
  const gboolean meek =
    g_strcmp0 (moot_params_get (exchange->params, "rule"), "stv-meek") == 0;
  const gboolean shuffle = moot_params_get_boolean (exchange->params, "shuffle", FALSE);

  return (MootKindSettings){
    .meek = meek ? 1 : MOOT_SETTING_USUAL,
    .shuffle = shuffle ? 1 : MOOT_SETTING_USUAL,
    SETTING (min_choices),
    SETTING (max_choices),
    SETTING (min_score),
    SETTING (max_score),
    SETTING (dots),
    SETTING (seats),
    SETTING (target),
    SETTING (duration_minutes),
  };
#undef SETTING
}

static gboolean
read_draft (MootExchange       *exchange,
            const char         *effect,
            const char         *options,
            MootProposalDraft  *out_draft,
            GError            **error)
{
  *out_draft = (MootProposalDraft){
    .discussion_id = moot_params_get_id (exchange->params, "discussion_id"),
    .class = moot_params_get (exchange->params, "class"),
    .kind = moot_params_get (exchange->params, "kind"),
    .title = moot_params_get (exchange->params, "title"),
    .body = moot_params_get (exchange->params, "body"),
    .summary = moot_params_get (exchange->params, "summary_by_proposer"),
    .results_visible = moot_params_get (exchange->params, "results_visible"),
    .effect = effect,
    .options = options,
    .settings = read_settings (exchange),
    .subject_id = moot_params_get_id (exchange->params, "subject_id"),
    .is_draft = g_strcmp0 (moot_params_get (exchange->params, "state"), "draft") == 0,
  };
  if (out_draft->body == NULL)
    out_draft->body = moot_params_get (exchange->params, "body_source");
  return moot_coop_request_read_version (exchange, &out_draft->expected_version, error);
}

static gboolean
create (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  g_autofree char *effect = moot_coop_request_dup_json (exchange, "effect");
  g_autofree char *options = moot_coop_request_dup_json (exchange, "options");
  MootProposalDraft draft;

  if (!read_draft (exchange, effect, options, &draft, error))
    return FALSE;
  *out_id = moot_proposals_create (context, actor, &draft, error);
  return *out_id != 0;
}

static void
create_proposal (MootExchange *exchange)
{
  moot_coop_request_act (exchange, create, load_proposal);
}

static gboolean
amend (const MootCoopContext  *context,
       const MootActor        *actor,
       MootExchange           *exchange,
       gint64                 *out_id,
       GError                **error)
{
  g_autofree char *effect = moot_coop_request_dup_json (exchange, "effect");
  g_autofree char *options = moot_coop_request_dup_json (exchange, "options");
  MootProposalDraft draft;

  *out_id = moot_exchange_get_id (exchange);
  return read_draft (exchange, effect, options, &draft, error) &&
         moot_proposals_amend (context, actor, *out_id, &draft, error);
}

static void
amend_proposal (MootExchange *exchange)
{
  moot_coop_request_act (exchange, amend, load_proposal);
}

static gboolean
publish (const MootCoopContext  *context,
         const MootActor        *actor,
         MootExchange           *exchange,
         gint64                 *out_id,
         GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_proposals_publish (context, actor, *out_id, error);
}

static void
publish_proposal (MootExchange *exchange)
{
  moot_coop_request_act (exchange, publish, load_proposal);
}

static gboolean
open_voting (const MootCoopContext  *context,
             const MootActor        *actor,
             MootExchange           *exchange,
             gint64                 *out_id,
             GError                **error)
{
  gint64 opens_at = 0;
  gint64 closes_at = 0;

  *out_id = moot_exchange_get_id (exchange);
  return moot_coop_request_read_time (exchange, "opens_at", &opens_at, error) &&
         moot_coop_request_read_time (exchange, "closes_at", &closes_at, error) &&
         moot_proposals_open (context, actor, *out_id, opens_at, closes_at, error);
}

static void
open_proposal (MootExchange *exchange)
{
  moot_coop_request_act (exchange, open_voting, load_proposal);
}

static gboolean
withdraw (const MootCoopContext  *context,
          const MootActor        *actor,
          MootExchange           *exchange,
          gint64                 *out_id,
          GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_proposals_withdraw (context, actor, *out_id, error);
}

static void
withdraw_proposal (MootExchange *exchange)
{
  moot_coop_request_act (exchange, withdraw, load_proposal);
}

static gboolean
extend (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_proposals_extend (context, actor, *out_id, error);
}

static void
extend_proposal (MootExchange *exchange)
{
  moot_coop_request_act (exchange, extend, load_proposal);
}

static gboolean
close_voting (const MootCoopContext  *context,
              const MootActor        *actor,
              MootExchange           *exchange,
              gint64                 *out_id,
              GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_closing_close (context, actor, *out_id, error);
}

static void
close_proposal (MootExchange *exchange)
{
  moot_coop_request_act (exchange, close_voting, load_proposal);
}

static gboolean
word (const MootCoopContext  *context,
      const MootActor        *actor,
      MootExchange           *exchange,
      gint64                 *out_id,
      GError                **error)
{
  MootOutcomeDraft draft = { .statement = moot_params_get (exchange->params, "statement"),
                             .topic = moot_params_get (exchange->params, "topic"),
                             .rule_text = moot_params_get (exchange->params, "rule_text"),
                             .review_on = -1,
                             .expires_on = -1 };

  if (!moot_coop_request_read_date (exchange, "review_on", &draft.review_on, error) ||
      !moot_coop_request_read_date (exchange, "expires_on", &draft.expires_on, error))
    return FALSE;
  *out_id = moot_outcomes_word (context, actor, moot_exchange_get_id (exchange), &draft, error);
  return *out_id != 0;
}

static void
word_outcome (MootExchange *exchange)
{
  moot_coop_request_act (exchange, word, load_outcome);
}

static void
show_outcome_of_proposal (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_outcome_of_proposal);
}

static void
show_outcome (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_outcome);
}

static GPtrArray *
list_outcomes (const MootCoopContext  *context,
               const MootActor        *viewer,
               MootExchange           *exchange,
               const MootRange        *range,
               GError                **error)
{
  const char *words = moot_params_get (exchange->params, "q");
  const char *state = moot_params_get (exchange->params, "state");
  const char *topic = moot_params_get (exchange->params, "topic");
  const MootRulebookQuery query = {
    .in_force = moot_params_has (exchange->params, "in_force")
                  ? moot_params_get_boolean (exchange->params, "in_force", TRUE)
                  : -1,
    .state = state != NULL ? state : "",
    .topic = topic != NULL ? topic : "",
    .words = words != NULL ? words : "",
  };

  return moot_outcomes_list (context, viewer, &query, range, error);
}

static void
index_outcomes (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_outcomes);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1/proposals", "read:governance", index_proposals },
  { "POST", "/api/coop/v1/proposals", "write:governance", create_proposal },
  { "GET", "/api/coop/v1/proposals/:id", "read:governance", show_proposal },
  { "PATCH", "/api/coop/v1/proposals/:id", "write:governance", amend_proposal },
  { "POST", "/api/coop/v1/proposals/:id/publish", "write:governance", publish_proposal },
  { "POST", "/api/coop/v1/proposals/:id/open", "write:governance", open_proposal },
  { "POST", "/api/coop/v1/proposals/:id/withdraw", "write:governance", withdraw_proposal },
  { "POST", "/api/coop/v1/proposals/:id/extend", "write:governance", extend_proposal },
  { "POST", "/api/coop/v1/proposals/:id/close", "write:governance", close_proposal },
  { "GET", "/api/coop/v1/proposals/:id/outcome", "read:governance", show_outcome_of_proposal },
  { "POST", "/api/coop/v1/proposals/:id/outcome", "write:governance", word_outcome },
  { "PATCH", "/api/coop/v1/proposals/:id/outcome", "write:governance", word_outcome },
  { "GET", "/api/coop/v1/outcomes", "read:governance", index_outcomes },
  { "GET", "/api/coop/v1/outcomes/:id", "read:governance", show_outcome },
};

const MootRouteTable moot_proposal_routes = { routes, G_N_ELEMENTS (routes) };
