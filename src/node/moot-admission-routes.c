/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The way into the co-op, and suspensions and appeals on the way out.
 * Spec: src/node/README.md, "Members"; governance rules, admission.
 * Thread: a request worker. */
#include "moot-admission-routes.h"

#include "moot-applications.h"
#include "moot-clock.h"
#include "moot-coop-request.h"
#include "moot-member-sight.h"
#include "moot-suspensions.h"

/* Applying ------------------------------------------------------------------------------------ */

static gboolean
put_application (MootDb    *db,
                 gpointer   data,
                 GError   **error)
{
  const MootExchange *exchange = data;
  g_auto (GStrv) known_by = moot_params_dup_list (exchange->params, "known_by");
  const MootApplicationDraft draft = { .reason = moot_params_get (exchange->params, "reason"),
                                       .known_by = (const char *const *) known_by };
  MootCoopContext context;

  if (!moot_coop_context_init (&context, db, exchange->services->site, moot_clock_now (), error))
    return FALSE;
  context.listener = moot_coop_publish;
  context.listener_data = exchange->services->hub;
  if (!moot_params_get_boolean (exchange->params, "accepts_bylaws", FALSE))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_BLANK, "accepts_bylaws",
                             "whoever applies accepts the bylaws");
  return moot_applications_add (&context, exchange->viewer_id, &draft, error) != 0;
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
apply (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, put_application, exchange, &error))
    moot_coop_request_show (exchange, 0, load_own);
  else
    moot_coop_request_fail (exchange, error);
}

static gboolean
answer (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  *out_id = actor->id;
  return moot_applications_answer (context, actor, moot_params_get (exchange->params, "text"),
                                   error);
}

static void
answer_question (MootExchange *exchange)
{
  moot_coop_request_act (exchange, answer, load_own);
}

static gboolean
withdraw (const MootCoopContext  *context,
          const MootActor        *actor,
          MootExchange           *exchange,
          gint64                 *out_id,
          GError                **error)
{
  *out_id = actor->id;
  return moot_applications_withdraw (context, actor, error);
}

static void
withdraw_own (MootExchange *exchange)
{
  moot_coop_request_act (exchange, withdraw, load_own);
}

/* Deciding ------------------------------------------------------------------------------------ */

static GPtrArray *
list_applications (const MootCoopContext  *context,
                   const MootActor        *viewer,
                   MootExchange           *exchange,
                   const MootRange        *range,
                   GError                **error)
{
  const char *states = moot_params_get (exchange->params, "state");
  MootSight sight;

  return moot_member_sight_find (context, viewer, exchange, &sight, error)
           ? moot_membership_list (context, viewer, states != NULL ? states : "applied", sight,
                                   range, error)
           : NULL;
}

static void
index_applications (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_applications);
}

static void
show_application (MootExchange *exchange)
{
  moot_member_sight_show (exchange, moot_exchange_get_id (exchange));
}

static gpointer
load_plain (const MootCoopContext  *context,
            const MootActor        *viewer,
            gint64                  id,
            GError                **error)
{
  return moot_membership_load (context, viewer, id, MOOT_SIGHT_PLAIN, error);
}

static gpointer
load_decided (const MootCoopContext  *context,
              const MootActor        *viewer,
              gint64                  id,
              GError                **error)
{
  return moot_membership_load (context, viewer, id, MOOT_SIGHT_APPLICATION, error);
}

static gboolean
vouch (const MootCoopContext  *context,
       const MootActor        *actor,
       MootExchange           *exchange,
       gint64                 *out_id,
       GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_applications_vouch (context, actor, *out_id, error);
}

static void
vouch_for (MootExchange *exchange)
{
  moot_coop_request_act (exchange, vouch, load_plain);
}

static gboolean
decide (const MootCoopContext  *context,
        const MootActor        *actor,
        const MootExchange     *exchange,
        gboolean                admit,
        GError                **error)
{
  const MootApplicationAnswer answer = {
    .template = moot_params_get (exchange->params, "template"),
    .reason = moot_params_get (exchange->params, "reason"),
  };

  return moot_applications_decide (context, actor, moot_exchange_get_id (exchange), admit, &answer,
                                   error);
}

static gboolean
approve (const MootCoopContext  *context,
         const MootActor        *actor,
         MootExchange           *exchange,
         gint64                 *out_id,
         GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return decide (context, actor, exchange, TRUE, error);
}

static void
approve_application (MootExchange *exchange)
{
  moot_coop_request_act (exchange, approve, load_decided);
}

static gboolean
reject (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return decide (context, actor, exchange, FALSE, error);
}

static void
reject_application (MootExchange *exchange)
{
  moot_coop_request_act (exchange, reject, load_decided);
}

static gboolean
ask (const MootCoopContext  *context,
     const MootActor        *actor,
     MootExchange           *exchange,
     gint64                 *out_id,
     GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_applications_ask (context, actor, *out_id, moot_params_get (exchange->params, "text"),
                                error);
}

static void
ask_applicant (MootExchange *exchange)
{
  moot_coop_request_act (exchange, ask, load_decided);
}

/* Suspensions --------------------------------------------------------------------------------- */

static gboolean
suspend (const MootCoopContext  *context,
         const MootActor        *actor,
         MootExchange           *exchange,
         gint64                 *out_id,
         GError                **error)
{
  gint64 n_days = 0;

  *out_id = moot_exchange_get_id (exchange);
  return moot_coop_request_read_int (exchange, "days", FALSE, &n_days, error) &&
         moot_suspensions_begin (context, actor, *out_id, n_days,
                                 moot_params_get (exchange->params, "reason"), error);
}

static void
suspend_member (MootExchange *exchange)
{
  moot_coop_request_act (exchange, suspend, load_plain);
}

static gboolean
lift (const MootCoopContext  *context,
      const MootActor        *actor,
      MootExchange           *exchange,
      gint64                 *out_id,
      GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_suspensions_lift (context, actor, *out_id, error);
}

static void
lift_suspension (MootExchange *exchange)
{
  moot_coop_request_act (exchange, lift, load_plain);
}

static gboolean
appeal (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  *out_id = actor->id;
  return moot_suspensions_appeal (context, actor, moot_params_get (exchange->params, "text"),
                                  error);
}

static void
appeal_expulsion (MootExchange *exchange)
{
  moot_coop_request_act (exchange, appeal, load_own);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",  "/api/coop/v1/applications",             "read:membership",  index_applications },
  { "POST", "/api/coop/v1/applications",             "write:membership", apply },
  { "POST", "/api/coop/v1/applications/me/answer",   "write:membership", answer_question },
  { "POST", "/api/coop/v1/applications/me/withdraw", "write:membership", withdraw_own },
  { "GET",  "/api/coop/v1/applications/:id",         "read:membership",  show_application },
  { "POST", "/api/coop/v1/applications/:id/vouch",   "write:membership", vouch_for },
  { "POST", "/api/coop/v1/applications/:id/approve", "admin:membership", approve_application },
  { "POST", "/api/coop/v1/applications/:id/reject",  "admin:membership", reject_application },
  { "POST", "/api/coop/v1/applications/:id/ask",     "admin:membership", ask_applicant },
  { "POST", "/api/coop/v1/memberships/me/appeal",    "write:membership", appeal_expulsion },
  { "POST", "/api/coop/v1/memberships/:id/suspend",  "admin:membership", suspend_member },
  { "POST", "/api/coop/v1/memberships/:id/lift",     "admin:membership", lift_suspension },
};
/* clang-format on */

const MootRouteTable moot_admission_routes = { routes, G_N_ELEMENTS (routes) };
