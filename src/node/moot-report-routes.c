/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Telling the moderators.
 * Spec: Mastodon client API, reports.
 * Thread: a request worker. */
#include "moot-report-routes.h"

#include "moot-clock.h"
#include "moot-id.h"
#include "moot-report-view.h"
#include "moot-reports.h"

typedef struct
{
  MootExchange *exchange;
  MootComplaint complaint;
  gint64 id;
} Filing;

static gboolean
do_file (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  Filing *filing = data;

  return moot_reports_file (db, filing->exchange->services->site, &filing->complaint,
                            moot_clock_now (), &filing->id, error);
}

static void
reply_report (MootExchange *exchange,
              gint64        id)
{
  const MootStatusView view = { .db = exchange->db,
                                .site = exchange->services->site,
                                .cache = exchange->services->status_cache,
                                .viewer_id = exchange->viewer_id,
                                .now = moot_clock_now () };
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReportRecord) record = moot_report_store_load (exchange->db, id, &error);

  if (record != NULL && moot_report_write (&view, record, &json, &error))
    moot_exchange_reply (exchange, &json);
  else if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
}

static GArray *
read_ids (const MootExchange *exchange,
          const char         *name)
{
  g_auto (GStrv) texts = moot_params_dup_list (exchange->params, name);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; texts[i] != NULL; i++)
    {
      gint64 id = 0;

      if (!moot_id_parse (texts[i], &id))
        id = 0; /* no status has it: the report is refused */
      g_array_append_val (ids, id);
    }
  return ids;
}

static void
add_report (MootExchange *exchange)
{
  const char *comment = moot_params_get (exchange->params, "comment");
  const char *category = moot_params_get (exchange->params, "category");
  g_autoptr (GArray) status_ids = read_ids (exchange, "status_ids");
  g_auto (GStrv) rule_ids = moot_params_dup_list (exchange->params, "rule_ids");
  g_autoptr (GError) error = NULL;
  Filing filing = {
    .exchange = exchange,
    .complaint = { .account_id = exchange->viewer_id,
                   .target_id = MAX (0, moot_params_get_id (exchange->params, "account_id")),
                   .status_ids = status_ids,
                   .comment = comment != NULL ? comment : "",
                   .rule_ids = (const char *const *) rule_ids,
                   .forward = moot_params_get_boolean (exchange->params, "forward", FALSE) },
  };

  filing.complaint.category = category != NULL      ? category
                              : rule_ids[0] != NULL ? "violation"
                                                    : "other";
  if (moot_exchange_write (exchange, do_file, &filing, &error))
    reply_report (exchange, filing.id);
  else
    moot_exchange_fail (exchange, error);
}

static const MootRoute routes[] = {
  { "POST", "/api/v1/reports", "write:reports", add_report },
};

const MootRouteTable moot_report_routes = { routes, G_N_ELEMENTS (routes) };
