/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What follows from decisions: tasks, effects that are tried again, and the versions of what was
 * proposed.
 * Spec: co-op API, Outcome: effects.
 * Thread: a request worker. */
#include "moot-task-routes.h"

#include "moot-calendar.h"
#include "moot-clock.h"
#include "moot-coop-request.h"
#include "moot-effects.h"
#include "moot-json.h"
#include "moot-outcomes.h"
#include "moot-proposals.h"
#include "moot-scopes.h"
#include "moot-tasks.h"

static gpointer
load_task (const MootCoopContext  *context,
           const MootActor        *viewer,
           gint64                  id,
           GError                **error)
{
  return moot_tasks_load (context, viewer, id, error);
}

static void
show_task (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_task);
}

static GPtrArray *
list_tasks (const MootCoopContext  *context,
            const MootActor        *viewer,
            MootExchange           *exchange,
            const MootRange        *range,
            GError                **error)
{
  const char *state = moot_params_get (exchange->params, "state");
  const gboolean mine = moot_params_get_boolean (exchange->params, "mine", FALSE);
  const MootTaskFilter filter = {
    .owner_id = mine ? viewer->id : moot_params_get_id (exchange->params, "owner_id"),
    .outcome_id = moot_params_get_id (exchange->params, "outcome_id"),
    .done = g_strcmp0 (state, "open") == 0   ? 0
            : g_strcmp0 (state, "done") == 0 ? 1
                                             : -1,
  };

  return moot_tasks_list (context, viewer, &filter, range, error);
}

static void
index_tasks (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_tasks);
}

static gboolean
change_done (const MootCoopContext  *context,
             const MootActor        *actor,
             MootExchange           *exchange,
             gboolean                done,
             gint64                 *out_id,
             GError                **error)
{
  const MootTaskChange change = { .due_on = -1, .done = done };

  *out_id = moot_exchange_get_id (exchange);
  return moot_tasks_change (context, actor, *out_id, &change, error);
}

static gboolean
finish (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  return change_done (context, actor, exchange, TRUE, out_id, error);
}

static gboolean
reopen (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  return change_done (context, actor, exchange, FALSE, out_id, error);
}

static gboolean
change (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  MootTaskChange change = { .owner_id = moot_params_get_id (exchange->params, "owner_id"),
                            .due_on = -1,
                            .done = -1 };

  *out_id = moot_exchange_get_id (exchange);
  return moot_coop_request_read_date (exchange, "due_on", &change.due_on, error) &&
         moot_tasks_change (context, actor, *out_id, &change, error);
}

static void
finish_task (MootExchange *exchange)
{
  moot_coop_request_act (exchange, finish, load_task);
}

static void
reopen_task (MootExchange *exchange)
{
  moot_coop_request_act (exchange, reopen, load_task);
}

static void
change_task (MootExchange *exchange)
{
  moot_coop_request_act (exchange, change, load_task);
}

static gpointer
load_outcome_of_effect (const MootCoopContext  *context,
                        const MootActor        *viewer,
                        gint64                  id,
                        GError                **error)
{
  g_autoptr (MootEffectRecord) effect = moot_effect_store_find (context->db, id, error);

  return effect != NULL ? moot_outcomes_load (context, viewer, effect->outcome_id, error) : NULL;
}

static gboolean
retry (const MootCoopContext  *context,
       const MootActor        *actor,
       MootExchange           *exchange,
       gint64                 *out_id,
       GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_effects_retry (context, actor, *out_id, error);
}

static void
retry_effect (MootExchange *exchange)
{
  moot_coop_request_act (exchange, retry, load_outcome_of_effect);
}

/* A calendar program shows the token of its address, everybody else their own. */
static gboolean
find_reader (MootExchange  *exchange,
             gint64        *out_account_id,
             GError       **error)
{
  const char *token = moot_params_get (exchange->params, "token");

  *out_account_id = exchange->viewer_id;
  if (token != NULL)
    return moot_calendar_find_account (exchange->db, token, out_account_id, error);
  if (!moot_scopes_cover (exchange->scopes, "read:governance"))
    *out_account_id = 0;
  return TRUE;
}

static void
show_calendar (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  g_autofree char *calendar = NULL;
  MootCoopContext context;
  gint64 account_id = 0;

  if (find_reader (exchange, &account_id, &error) && account_id == 0)
    {
      moot_exchange_refuse (exchange, 401, "The access token is invalid");
      return;
    }
  if (error == NULL && moot_coop_context_init (&context, exchange->db, exchange->services->site,
                                               moot_clock_now (), &error))
    viewer = moot_actor_load (&context, account_id, &error);
  if (viewer != NULL)
    calendar = moot_calendar_write (&context, viewer, &error);
  if (calendar != NULL)
    moot_exchange_reply_text (exchange, 200, "text/calendar; charset=utf-8", calendar);
  else
    moot_coop_request_fail (exchange, error);
}

typedef struct
{
  MootExchange *exchange;
  gboolean wanted;
  char *token;
} TokenChange;

static gboolean
change_token (MootDb    *db,
              gpointer   data,
              GError   **error)
{
  TokenChange *change = data;
  MootCoopContext context;
  g_autoptr (MootActor) actor = NULL;

  if (!moot_coop_context_init (&context, db, change->exchange->services->site, moot_clock_now (),
                               error))
    return FALSE;
  actor = moot_actor_load (&context, change->exchange->viewer_id, error);
  if (actor == NULL)
    return FALSE;
  if (!change->wanted)
    return moot_calendar_drop_token (&context, actor, error);
  change->token = moot_calendar_make_token (&context, actor, error);
  return change->token != NULL;
}

/* Shape: `{"url":"https://…/api/coop/v1/calendar.ics?token=…"}`, shown once. */
static void
reply_token (MootExchange *exchange,
             gboolean      wanted)
{
  TokenChange change = { .exchange = exchange, .wanted = wanted };
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  if (!moot_exchange_write (exchange, change_token, &change, &error))
    {
      moot_coop_request_fail (exchange, error);
      return;
    }
  if (change.token != NULL)
    url = moot_site_url (exchange->services->site, "/api/coop/v1/calendar.ics?token=%s",
                         change.token);
  g_free (change.token);
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "url", url);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

static void
make_token (MootExchange *exchange)
{
  reply_token (exchange, TRUE);
}

static void
drop_token (MootExchange *exchange)
{
  reply_token (exchange, FALSE);
}

/* Shape: `{"made_at":"2026-11-04T18:00:00.000Z"}`, null for who has none; the address itself is not
 * known any more. */
static void
show_token (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  MootCoopContext context;
  gint64 made_at = 0;

  if (!moot_coop_request_begin (exchange, &context, &viewer, &error) ||
      !moot_calendar_find_token (&context, viewer, &made_at, &error))
    {
      moot_coop_request_fail (exchange, error);
      return;
    }
  moot_json_begin_object (&json);
  moot_json_put_time (&json, "made_at", made_at);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1/calendar.ics", NULL, show_calendar },
  { "GET", "/api/coop/v1/calendar/token", "read:governance", show_token },
  { "POST", "/api/coop/v1/calendar/token", "write:governance", make_token },
  { "DELETE", "/api/coop/v1/calendar/token", "write:governance", drop_token },
  { "GET", "/api/coop/v1/tasks", "read:governance", index_tasks },
  { "GET", "/api/coop/v1/tasks/:id", "read:governance", show_task },
  { "PATCH", "/api/coop/v1/tasks/:id", "write:governance", change_task },
  { "POST", "/api/coop/v1/tasks/:id/done", "write:governance", finish_task },
  { "POST", "/api/coop/v1/tasks/:id/undone", "write:governance", reopen_task },
  { "POST", "/api/coop/v1/effects/:id/retry", "write:governance", retry_effect },
};

const MootRouteTable moot_task_routes = { routes, G_N_ELEMENTS (routes) };
