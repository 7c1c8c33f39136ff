/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reports and accounts for those whose office it is to look after them.  A scope is not an office.
 * Spec: Mastodon client API, admin/reports and admin/accounts.
 * Thread: a request worker. */
#include "moot-moderation-routes.h"

#include "moot-clock.h"
#include "moot-coop-context.h"
#include "moot-error.h"
#include "moot-media-files.h"
#include "moot-moderation.h"
#include "moot-page.h"
#include "moot-report-view.h"

#include <string.h>

#define PAGE_DEFAULT 100
#define PAGE_MAX 200

typedef struct _Deed Deed;

typedef gboolean (*Perform) (const MootCoopContext  *context,
                             Deed                   *deed,
                             GError                **error);

struct _Deed
{
  MootExchange *exchange;
  Perform perform;
  MootActor *moderator; /* inside the transaction */
  gint64 id;
  MootReportStep step;
  MootMeasure measure;
  gboolean on;
  GPtrArray *files; /* what goes with a status */
};

static MootActor *
find_moderator (MootExchange          *exchange,
                const MootCoopContext *context)
{
  g_autoptr (MootActor) actor = moot_actor_load (context, exchange->viewer_id, NULL);

  return actor != NULL && actor->is_moderator ? g_steal_pointer (&actor) : NULL;
}

static gboolean
check_moderator (MootExchange *exchange)
{
  MootCoopContext context;
  g_autoptr (MootActor) actor = NULL;

  if (moot_coop_context_init (&context, exchange->db, exchange->services->site, moot_clock_now (),
                              NULL))
    actor = find_moderator (exchange, &context);
  if (actor == NULL)
    moot_exchange_refuse (exchange, 403, "This action is not allowed");
  return actor != NULL;
}

static gboolean
do_deed (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  Deed *deed = data;
  MootCoopContext context;
  g_autoptr (MootActor) moderator = NULL;

  if (!moot_coop_context_init (&context, db, deed->exchange->services->site, moot_clock_now (),
                               error))
    return FALSE;
  moderator = find_moderator (deed->exchange, &context);
  if (moderator == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "This action is not allowed");
      return FALSE;
    }
  deed->moderator = moderator;
  return deed->perform (&context, deed, error);
}

static MootStatusView
get_view (const MootExchange *exchange)
{
  return (MootStatusView){ .db = exchange->db,
                           .site = exchange->services->site,
                           .cache = exchange->services->status_cache,
                           .viewer_id = exchange->viewer_id,
                           .now = moot_clock_now () };
}

/* Reports ------------------------------------------------------------------------------------- */

static void
reply_report (MootExchange *exchange)
{
  const MootStatusView view = get_view (exchange);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReportRecord) record =
    moot_report_store_load (exchange->db, moot_exchange_get_id (exchange), &error);

  if (record != NULL && moot_admin_report_write (&view, record, &json, &error))
    moot_exchange_reply (exchange, &json);
  else if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
}

static void
show_report (MootExchange *exchange)
{
  if (check_moderator (exchange))
    reply_report (exchange);
}

static void
list_reports (MootExchange *exchange)
{
  MootPage page = moot_page_read (exchange, PAGE_DEFAULT, PAGE_MAX);
  const MootRange range = { .above = moot_page_get_floor (&page),
                            .below = page.max_id,
                            .ascending = moot_page_is_ascending (&page),
                            .limit = page.limit };
  const MootReportFilter filter = {
    .resolved = moot_params_get_boolean (exchange->params, "resolved", FALSE),
    .account_id = MAX (0, moot_params_get_id (exchange->params, "account_id")),
    .target_id = MAX (0, moot_params_get_id (exchange->params, "target_account_id")),
  };
  const MootStatusView view = get_view (exchange);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (!check_moderator (exchange))
    return;
  records = moot_report_store_list (exchange->db, &filter, &range, &error);
  moot_json_begin_array (&json);
  for (guint i = 0; error == NULL && i < records->len; i++)
    moot_admin_report_write (&view, g_ptr_array_index (records, i), &json, &error);
  moot_json_end_array (&json);
  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  if (records->len > 0)
    moot_page_add_links (
      exchange, &page, ((MootReportRecord *) g_ptr_array_index (records, 0))->id,
      ((MootReportRecord *) g_ptr_array_index (records, records->len - 1))->id);
  moot_exchange_reply (exchange, &json);
}

static void
deal_with_report (MootExchange   *exchange,
                  Perform         perform,
                  MootReportStep  step)
{
  Deed deed = { .exchange = exchange,
                .perform = perform,
                .id = moot_exchange_get_id (exchange),
                .step = step };
  g_autoptr (GError) error = NULL;

  if (!check_moderator (exchange))
    return;
  if (moot_exchange_write (exchange, do_deed, &deed, &error))
    reply_report (exchange);
  else
    moot_exchange_fail (exchange, error);
}

static gboolean
do_step (const MootCoopContext  *context,
         Deed                   *deed,
         GError                **error)
{
  return moot_moderation_step (context, deed->moderator, deed->id, deed->step, error);
}

static gboolean
do_file (const MootCoopContext  *context,
         Deed                   *deed,
         GError                **error)
{
  const MootParams *params = deed->exchange->params;
  g_auto (GStrv) ids = moot_params_dup_list (params, "rule_ids");
  g_auto (MootJsonWriter) rules = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&rules);
  for (guint i = 0; ids[i] != NULL && i < MOOT_REPORT_STATUSES_MAX; i++)
    moot_json_add_string (&rules, ids[i]);
  moot_json_end_array (&rules);
  return moot_moderation_file (context, deed->id, moot_params_get (params, "category"),
                               ids[0] != NULL ? rules.text->str : NULL, error);
}

static void
take_report (MootExchange *exchange)
{
  deal_with_report (exchange, do_step, MOOT_REPORT_TAKE);
}

static void
leave_report (MootExchange *exchange)
{
  deal_with_report (exchange, do_step, MOOT_REPORT_LEAVE);
}

static void
resolve_report (MootExchange *exchange)
{
  deal_with_report (exchange, do_step, MOOT_REPORT_RESOLVE);
}

static void
reopen_report (MootExchange *exchange)
{
  deal_with_report (exchange, do_step, MOOT_REPORT_REOPEN);
}

static void
change_report (MootExchange *exchange)
{
  deal_with_report (exchange, do_file, MOOT_REPORT_TAKE);
}

/* Accounts ------------------------------------------------------------------------------------ */

static const char *
get_text (const MootExchange *exchange,
          const char         *name)
{
  const char *text = moot_params_get (exchange->params, name);

  return text != NULL ? text : "";
}

/* v1 has a switch for each place and state, v2 a word. */
static MootAccountFilter
read_filter (const MootExchange *exchange)
{
  static const char *const states[] = { "active", "disabled", "silenced",
                                        "suspended", "sensitized", "pending" };
  gint64 now = moot_clock_now ();
  MootAccountFilter filter = { .state = get_text (exchange, "status"),
                               .username = get_text (exchange, "username"),
                               .display_name = get_text (exchange, "display_name"),
                               .domain = get_text (exchange, "by_domain"),
                               .today = now - now % MOOT_DAY };
  const char *origin = get_text (exchange, "origin");

  if (moot_params_get_boolean (exchange->params, "local", FALSE) || g_str_equal (origin, "local"))
    filter.place = 1;
  else if (moot_params_get_boolean (exchange->params, "remote", FALSE) ||
           g_str_equal (origin, "remote"))
    filter.place = 2;
  for (guint i = 0; *filter.state == '\0' && i < G_N_ELEMENTS (states); i++)
    if (moot_params_get_boolean (exchange->params, states[i], FALSE))
      filter.state = states[i];
  filter.staff = moot_params_get_boolean (exchange->params, "staff", FALSE) ||
                 g_str_equal (get_text (exchange, "permissions"), "staff");
  return filter;
}

static void
list_accounts (MootExchange *exchange)
{
  MootPage page = moot_page_read (exchange, PAGE_DEFAULT, PAGE_MAX);
  const MootRange range = { .above = moot_page_get_floor (&page),
                            .below = page.max_id,
                            .limit = page.limit };
  const MootAccountFilter filter = read_filter (exchange);
  const MootStatusView view = get_view (exchange);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = NULL;

  if (!check_moderator (exchange))
    return;
  accounts = moot_admin_account_list (exchange->db, &filter, &range, &error);
  moot_json_begin_array (&json);
  for (guint i = 0; error == NULL && i < accounts->len; i++)
    {
      const MootAdminAccount *account = g_ptr_array_index (accounts, i);
      gint64 id = g_ascii_strtoll (account->id, NULL, 10);

      g_array_append_val (ids, id);
      moot_admin_account_write (&view, id, &json, &error);
    }
  moot_json_end_array (&json);
  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  if (ids->len > 0)
    moot_page_add_links (exchange, &page, g_array_index (ids, gint64, 0),
                         g_array_index (ids, gint64, ids->len - 1));
  moot_exchange_reply (exchange, &json);
}

static void
reply_account (MootExchange *exchange)
{
  const MootStatusView view = get_view (exchange);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;

  if (moot_admin_account_write (&view, moot_exchange_get_id (exchange), &json, &error))
    moot_exchange_reply (exchange, &json);
  else
    moot_exchange_fail (exchange, error);
}

static void
show_account (MootExchange *exchange)
{
  if (check_moderator (exchange))
    reply_account (exchange);
}

static gboolean
do_measure (const MootCoopContext  *context,
            Deed                   *deed,
            GError                **error)
{
  gint64 report_id = MAX (0, moot_params_get_id (deed->exchange->params, "report_id"));

  return moot_moderation_act (context, deed->moderator, deed->id, deed->measure, deed->on,
                              report_id, error);
}

static gboolean
take_measure (MootExchange *exchange,
              MootMeasure   measure,
              gboolean      on)
{
  Deed deed = { .exchange = exchange,
                .perform = do_measure,
                .id = moot_exchange_get_id (exchange),
                .measure = measure,
                .on = on };
  g_autoptr (GError) error = NULL;

  if (!check_moderator (exchange))
    return FALSE;
  if (moot_exchange_write (exchange, do_deed, &deed, &error))
    return TRUE;
  moot_exchange_fail (exchange, error);
  return FALSE;
}

static void
act_on_account (MootExchange *exchange)
{
  MootMeasure measure;

  if (!moot_measure_from_text (get_text (exchange, "type"), &measure))
    moot_exchange_refuse (exchange, 422, "Validation failed: Type is not included in the list");
  else if (take_measure (exchange, measure, TRUE))
    moot_exchange_reply_empty (exchange);
}

static void
end_measure (MootExchange *exchange,
             MootMeasure   measure)
{
  if (take_measure (exchange, measure, FALSE))
    reply_account (exchange);
}

static void
enable_account (MootExchange *exchange)
{
  end_measure (exchange, MOOT_MEASURE_DISABLE);
}

static void
unsilence_account (MootExchange *exchange)
{
  end_measure (exchange, MOOT_MEASURE_SILENCE);
}

static void
unsuspend_account (MootExchange *exchange)
{
  end_measure (exchange, MOOT_MEASURE_SUSPEND);
}

static void
unsensitize_account (MootExchange *exchange)
{
  end_measure (exchange, MOOT_MEASURE_SENSITIVE);
}

/* Statuses ------------------------------------------------------------------------------------ */

static gboolean
do_delete_status (const MootCoopContext  *context,
                  Deed                   *deed,
                  GError                **error)
{
  gint64 report_id = MAX (0, moot_params_get_id (deed->exchange->params, "report_id"));

  return moot_moderation_delete_status (context, deed->moderator, deed->id, report_id, deed->files,
                                        error);
}

static void
delete_status (MootExchange *exchange)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  Deed deed = { .exchange = exchange,
                .perform = do_delete_status,
                .id = moot_exchange_get_id (exchange),
                .files = files };
  g_autoptr (GError) error = NULL;

  if (!check_moderator (exchange))
    return;
  if (!moot_exchange_write (exchange, do_deed, &deed, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  for (guint i = 0; i < files->len; i++)
    moot_media_file_remove (exchange->services->site, g_ptr_array_index (files, i));
  moot_exchange_reply_empty (exchange);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",  "/api/v1/admin/reports",                    "admin:read:reports",   list_reports },
  { "GET",  "/api/v1/admin/reports/:id",                "admin:read:reports",   show_report },
  { "PUT",  "/api/v1/admin/reports/:id",                "admin:write:reports",  change_report },
  { "POST", "/api/v1/admin/reports/:id/assign_to_self", "admin:write:reports",  take_report },
  { "POST", "/api/v1/admin/reports/:id/unassign",       "admin:write:reports",  leave_report },
  { "POST", "/api/v1/admin/reports/:id/resolve",        "admin:write:reports",  resolve_report },
  { "POST", "/api/v1/admin/reports/:id/reopen",         "admin:write:reports",  reopen_report },
  { "GET",  "/api/v1/admin/accounts",                   "admin:read:accounts",  list_accounts },
  { "GET",  "/api/v2/admin/accounts",                   "admin:read:accounts",  list_accounts },
  { "GET",  "/api/v1/admin/accounts/:id",               "admin:read:accounts",  show_account },
  { "POST", "/api/v1/admin/accounts/:id/action",        "admin:write:accounts", act_on_account },
  { "POST", "/api/v1/admin/accounts/:id/enable",        "admin:write:accounts", enable_account },
  { "POST", "/api/v1/admin/accounts/:id/unsilence",     "admin:write:accounts", unsilence_account },
  { "POST", "/api/v1/admin/accounts/:id/unsuspend",     "admin:write:accounts", unsuspend_account },
  { "POST", "/api/v1/admin/accounts/:id/unsensitive",   "admin:write:accounts", unsensitize_account },
  { "DELETE", "/api/folkmoot/v1/admin/statuses/:id",    "admin:write:reports",  delete_status },
};
/* clang-format on */

const MootRouteTable moot_moderation_routes = { routes, G_N_ELEMENTS (routes) };
