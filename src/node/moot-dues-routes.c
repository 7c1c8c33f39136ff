/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Dues: the plan, one's own status and choice; everybody's for the treasurer.
 * Spec: co-op API, DuesPlan, DuesStatus and Payment.
 * Thread: a request worker. */
#include "moot-dues-routes.h"

#include "moot-clock.h"
#include "moot-coop-request.h"
#include "moot-dues-paying.h"
#include "moot-dues-ways.h"
#include "moot-dues.h"
#include "moot-payments.h"
#include "moot-square-code.h"

#define WAIVER_MONTHS 3 /* when a member does not say for how long */

static gpointer
load_plan (const MootCoopContext  *context,
           const MootActor        *viewer,
           gint64                  id,
           GError                **error)
{
  return moot_dues_load_plan (context, error);
}

static gpointer
load_status (const MootCoopContext  *context,
             const MootActor        *viewer,
             gint64                  id,
             GError                **error)
{
  MootPlanInForce plan;

  return moot_dues_load_terms (context, &plan, error)
           ? moot_dues_load_status (context, &plan, viewer->record, error)
           : NULL;
}

static gpointer
load_payment (const MootCoopContext  *context,
              const MootActor        *viewer,
              gint64                  id,
              GError                **error)
{
  return moot_payments_load (context, id, error);
}

static void
show_plan (MootExchange *exchange)
{
  moot_coop_request_show (exchange, 0, load_plan);
}

static void
show_status (MootExchange *exchange)
{
  moot_coop_request_show (exchange, 0, load_status);
}

static gboolean
choose (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  gint64 amount_minor = 0;

  *out_id = actor->id;
  return moot_coop_request_read_int (exchange, "amount_minor", TRUE, &amount_minor, error) &&
         moot_dues_choose (context, actor, amount_minor,
                           moot_params_get (exchange->params, "interval"), error);
}

static void
choose_amount (MootExchange *exchange)
{
  moot_coop_request_act (exchange, choose, load_status);
}

static gboolean
waive (const MootCoopContext  *context,
       const MootActor        *actor,
       MootExchange           *exchange,
       gint64                 *out_id,
       GError                **error)
{
  gint64 n_months = WAIVER_MONTHS;

  *out_id = actor->id;
  return moot_coop_request_read_int (exchange, "months", FALSE, &n_months, error) &&
         moot_dues_waive (context, actor, (int) CLAMP (n_months, 0, G_MAXINT16), error);
}

static void
waive_dues (MootExchange *exchange)
{
  moot_coop_request_act (exchange, waive, load_status);
}

/* Paying -------------------------------------------------------------------------------------- */

static void
show_ways (MootExchange *exchange)
{
  moot_coop_request_write (exchange, moot_dues_write_ways);
}

static void
reply_code (MootExchange *exchange,
            const char   *payload)
{
  const char *format = moot_params_get (exchange->params, "format");
  g_autoptr (GError) error = NULL;
  g_autofree char *svg = NULL;

  moot_exchange_add_header (exchange, "Cache-Control", "no-store");
  if (g_strcmp0 (format, "epc") == 0)
    moot_exchange_reply_text (exchange, 200, "text/plain; charset=utf-8", payload);
  else if (format != NULL && !g_str_equal (format, "svg"))
    {
      moot_coop_refuse (&error, MOOT_COOP_ERROR_INVALID, "format", "svg or epc");
      moot_coop_request_fail (exchange, error);
    }
  else if ((svg = moot_square_code_write_svg (payload, &error)) != NULL)
    moot_exchange_reply_text (exchange, 200, "image/svg+xml", svg);
  else
    moot_coop_request_fail (exchange, error);
}

static void
show_code (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  g_autofree char *payload = NULL;
  MootCoopContext context;

  if (moot_coop_request_begin (exchange, &context, &viewer, &error))
    payload = moot_dues_dup_epc (&context, viewer, &error);
  if (payload != NULL)
    reply_code (exchange, payload);
  else
    moot_coop_request_fail (exchange, error);
}

static gboolean
say_paid (const MootCoopContext  *context,
          const MootActor        *actor,
          MootExchange           *exchange,
          gint64                 *out_id,
          GError                **error)
{
  gint64 amount_minor = 0;
  gint64 paid_on = 0;

  *out_id = actor->id;
  return moot_coop_request_read_int (exchange, "amount_minor", TRUE, &amount_minor, error) &&
         moot_coop_request_read_date (exchange, "paid_on", &paid_on, error) &&
         moot_dues_say_paid (context, actor, amount_minor,
                             moot_params_get (exchange->params, "method"), paid_on, error);
}

static void
create_notice (MootExchange *exchange)
{
  moot_coop_request_act (exchange, say_paid, load_status);
}

/* Only what a way may have is taken over. */
static JsonArray *
read_ways (const MootParams *params)
{
  g_autoptr (GPtrArray) objects = moot_params_dup_objects (params, "ways");
  JsonArray *ways = json_array_new ();

  for (guint i = 0; i < objects->len; i++)
    {
      const MootParams *given = g_ptr_array_index (objects, i);
      JsonObject *way = json_object_new ();
      const char *name;

      for (guint j = 0; (name = moot_dues_way_name (j)) != NULL; j++)
        if (moot_params_has (given, name))
          json_object_set_string_member (way, name, moot_params_get (given, name));
      json_array_add_object_element (ways, way);
    }
  return ways;
}

/* A forgotten list must not take all accounts away: that takes `"none":true`. */
static gboolean
set_ways (const MootCoopContext  *context,
          const MootActor        *actor,
          MootExchange           *exchange,
          gint64                 *out_id,
          GError                **error)
{
  g_autoptr (JsonArray) ways = read_ways (exchange->params);

  *out_id = 0;
  if (json_array_get_length (ways) == 0 &&
      !moot_params_get_boolean (exchange->params, "none", FALSE))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_BLANK, "ways",
                             "'ways' must not be empty; to take all away say \"none\":true");
  return moot_dues_set_ways (context, actor, ways, error);
}

static void
replace_ways (MootExchange *exchange)
{
  moot_coop_request_act (exchange, set_ways, load_plan);
}

static void
index_open_items (MootExchange *exchange)
{
  moot_coop_request_write (exchange, moot_dues_write_open_items);
}

/* Answers with a member's whole list: a few lines a year. */
static void
reply_own_list (MootExchange *exchange,
                GPtrArray *(*list) (const MootCoopContext *context,
                                    const MootActor *viewer,
                                    GError **error))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  g_autoptr (GPtrArray) entities = NULL;
  MootCoopContext context;

  if (moot_coop_context_init (&context, exchange->db, exchange->services->site, moot_clock_now (),
                              &error))
    viewer = moot_actor_load (&context, exchange->viewer_id, &error);
  if (viewer != NULL)
    entities = list (&context, viewer, &error);
  if (entities != NULL)
    moot_exchange_reply_list (exchange, entities);
  else
    moot_coop_request_fail (exchange, error);
}

static GPtrArray *
list_charges (const MootCoopContext  *context,
              const MootActor        *viewer,
              GError                **error)
{
  return moot_dues_list_charges (context, viewer->record, error);
}

static void
index_charges (MootExchange *exchange)
{
  reply_own_list (exchange, list_charges);
}

static GPtrArray *
list_payments (const MootCoopContext  *context,
               const MootActor        *viewer,
               GError                **error)
{
  return moot_payments_list (context, viewer->id, error);
}

static void
index_payments (MootExchange *exchange)
{
  reply_own_list (exchange, list_payments);
}

static GPtrArray *
list_statuses (const MootCoopContext  *context,
               const MootActor        *viewer,
               MootExchange           *exchange,
               const MootRange        *range,
               GError                **error)
{
  return moot_dues_list_statuses (context, viewer, range, error);
}

static void
index_statuses (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_statuses);
}

static gboolean
record (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  MootPaymentDraft draft = { .member_id = moot_params_get_id (exchange->params, "member_id"),
                             .reference = moot_params_get (exchange->params, "reference"),
                             .currency = moot_params_get (exchange->params, "currency"),
                             .method = moot_params_get (exchange->params, "method"),
                             .bank_ref = moot_params_get (exchange->params, "bank_ref"),
                             .payer_name = moot_params_get (exchange->params, "payer_name") };

  if (!moot_coop_request_read_int (exchange, "amount_minor", TRUE, &draft.amount_minor, error) ||
      !moot_coop_request_read_date (exchange, "received_on", &draft.received_on, error))
    return FALSE;
  *out_id = moot_payments_record (context, actor, &draft, error);
  return *out_id != 0;
}

static void
record_payment (MootExchange *exchange)
{
  moot_coop_request_act (exchange, record, load_payment);
}

static gboolean
reverse (const MootCoopContext  *context,
         const MootActor        *actor,
         MootExchange           *exchange,
         gint64                 *out_id,
         GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_payments_reverse (context, actor, *out_id, error);
}

static void
reverse_payment (MootExchange *exchange)
{
  moot_coop_request_act (exchange, reverse, load_payment);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1/dues/plan", "read:dues", show_plan },
  { "GET", "/api/coop/v1/dues/status", "read:dues", show_status },
  { "PUT", "/api/coop/v1/dues/choice", "write:dues", choose_amount },
  { "POST", "/api/coop/v1/dues/waivers", "write:dues", waive_dues },
  { "GET", "/api/coop/v1/dues/charges", "read:dues", index_charges },
  { "GET", "/api/coop/v1/dues/payments", "read:dues", index_payments },
  { "GET", "/api/coop/v1/dues/ways", "read:dues", show_ways },
  { "GET", "/api/coop/v1/dues/qr", "read:dues", show_code },
  { "POST", "/api/coop/v1/dues/notices", "write:dues", create_notice },
  { "GET", "/api/coop/v1/admin/dues/open", "admin:dues", index_open_items },
  { "PUT", "/api/coop/v1/admin/dues/ways", "admin:dues", replace_ways },
  { "GET", "/api/coop/v1/admin/dues/statuses", "admin:dues", index_statuses },
  { "POST", "/api/coop/v1/admin/payments", "admin:dues", record_payment },
  { "POST", "/api/coop/v1/admin/payments/:id/reverse", "admin:dues", reverse_payment },
};

const MootRouteTable moot_dues_routes = { routes, G_N_ELEMENTS (routes) };
