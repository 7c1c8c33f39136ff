/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What happened to a member.
 * Spec: Mastodon client API, notifications v1.
 * Thread: a request worker. */
#include "moot-notification-routes.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-notification-view.h"
#include "moot-page.h"
#include "moot-severance-store.h"
#include "moot-sql.h"
#include "moot-status-reply.h"

#define DEFAULT_LIMIT 40
#define MAX_LIMIT 80
#define MAX_COUNTED 1000

/* `types[]=a&types[]=b` -> ",a,b," and nothing -> "" */
static char *
read_types (const MootExchange *exchange,
            const char         *name)
{
  g_auto (GStrv) types = moot_params_dup_list (exchange->params, name);
  g_autofree char *joined = g_strjoinv (",", types);

  return types[0] != NULL ? g_strdup_printf (",%s,", joined) : g_strdup ("");
}

static GArray *
load_page (MootExchange    *exchange,
           const MootPage  *page,
           GError         **error)
{
  const MootSql *sql =
    moot_page_is_ascending (page) ? &moot_sql_notification_page_up : &moot_sql_notification_page;
  g_autofree char *types = read_types (exchange, "types");
  g_autofree char *exclude_types = read_types (exchange, "exclude_types");
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (MootNotice));
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    exchange->db, sql,
    MOOT_BINDS (
      MOOT_INT ("viewer", exchange->viewer_id), MOOT_INT ("max_id", page->max_id),
      MOOT_INT ("floor", moot_page_get_floor (page)), MOOT_INT ("limit", page->limit),
      MOOT_TEXT ("types", types), MOOT_TEXT ("exclude_types", exclude_types),
      MOOT_INT ("from_account_id", MAX (0, moot_params_get_id (exchange->params, "account_id"))),
      MOOT_INT ("now", moot_clock_now ())),
    error);

  g_array_set_clear_func (lines, (GDestroyNotify) moot_notice_clear);
  while (rows != NULL && moot_rows_next (rows, &local))
    {
      MootNotice line = moot_notice_read (rows);

      if (moot_page_is_ascending (page))
        g_array_prepend_val (lines, line);
      else
        g_array_append_val (lines, line);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return rows != NULL && (error == NULL || *error == NULL) ? g_steal_pointer (&lines) : NULL;
}

static void
list_notifications (MootExchange *exchange)
{
  MootPage page = moot_page_read (exchange, DEFAULT_LIMIT, MAX_LIMIT);
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lines = load_page (exchange, &page, &error);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (lines == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_begin_array (&json);
  for (guint i = 0; i < lines->len; i++)
    if (!moot_notice_write (&view, &g_array_index (lines, MootNotice, i), &json, &error))
      {
        moot_exchange_fail (exchange, error);
        return;
      }
  moot_json_end_array (&json);
  if (lines->len > 0)
    moot_page_add_links (exchange, &page, g_array_index (lines, MootNotice, 0).id,
                         g_array_index (lines, MootNotice, lines->len - 1).id);
  moot_exchange_reply (exchange, &json);
}

/**
 * moot_notification_write:
 * @exchange: any exchange with a connection, for its services
 * @viewer_id: whose notification
 * @id: which
 * @json: where to
 * @error: return location
 *
 * Writes one notification as its owner sees it, for a stream.
 *
 * Errors: %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: whether it was written
 */
gboolean
moot_notification_write (const MootExchange  *exchange,
                         gint64               viewer_id,
                         gint64               id,
                         MootJsonWriter      *json,
                         GError             **error)
{
  MootStatusView view = {
    .db = exchange->db,
    .site = exchange->services->site,
    .cache = exchange->services->status_cache,
    .viewer_id = viewer_id,
    .now = moot_clock_now (),
  };
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (exchange->db, &moot_sql_notification_get,
                   MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("viewer", viewer_id)), &local);
  g_auto (MootNotice) line = { 0 };

  if (rows != NULL && moot_rows_next (rows, &local))
    line = moot_notice_read (rows);
  else if (local == NULL)
    g_set_error (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no notification %" G_GINT64_FORMAT, id);
  g_clear_pointer (&rows, moot_rows_free);
  if (local == NULL)
    moot_notice_write (&view, &line, json, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
show_notification (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;

  if (moot_notification_write (exchange, exchange->viewer_id, moot_exchange_get_id (exchange),
                               &json, &error))
    moot_exchange_reply (exchange, &json);
  else
    moot_exchange_fail (exchange, error);
}

static gboolean
do_clear (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  const MootExchange *exchange = data;

  return moot_db_run (db, &moot_sql_notification_clear,
                      MOOT_BINDS (MOOT_INT ("viewer", exchange->viewer_id)), error);
}

static void
clear_notifications (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, do_clear, exchange, &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

typedef struct
{
  gint64 viewer_id;
  gint64 id;
} Dismissal;

static gboolean
do_dismiss (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  const Dismissal *dismissal = data;
  gint64 n_changed;

  if (!moot_db_run_counted (
        db, &moot_sql_notification_dismiss,
        MOOT_BINDS (MOOT_INT ("viewer", dismissal->viewer_id), MOOT_INT ("id", dismissal->id)),
        &n_changed, error))
    return FALSE;
  if (n_changed > 0)
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no notification %" G_GINT64_FORMAT,
               dismissal->id);
  return FALSE;
}

static void
dismiss (MootExchange *exchange)
{
  Dismissal dismissal = { exchange->viewer_id, moot_exchange_get_id (exchange) };
  g_autoptr (GError) error = NULL;

  if (moot_exchange_get_param (exchange, "id") == NULL)
    dismissal.id = moot_params_get_id (exchange->params, "id");
  if (moot_exchange_write (exchange, do_dismiss, &dismissal, &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

static gint64
get_last_read (MootExchange  *exchange,
               GError       **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (exchange->db, &moot_sql_marker_list,
                   MOOT_BINDS (MOOT_INT ("account_id", exchange->viewer_id)), error);

  while (rows != NULL && moot_rows_next (rows, error))
    if (g_strcmp0 (moot_rows_get_text (rows, "timeline"), "notifications") == 0)
      return g_ascii_strtoll (moot_rows_get_text (rows, "last_read_id"), NULL, 10);
  return 0;
}

static void
count_unread (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  gint64 last_read = get_last_read (exchange, &error);
  gint64 n = 0;

  if (error == NULL)
    moot_db_get_int (
      exchange->db, &moot_sql_notification_unread_count,
      MOOT_BINDS (MOOT_INT ("viewer", exchange->viewer_id), MOOT_INT ("last_read", last_read),
                  MOOT_INT ("limit", CLAMP (moot_params_get_int (exchange->params, "limit", 100), 1,
                                            MAX_COUNTED)),
                  MOOT_INT ("now", moot_clock_now ())),
      &n, &error);
  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_begin_object (&json);
  moot_json_put_int (&json, "count", n);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

/* What the `event` of a notification is about: {"event", "following", "followers"}, the latter two
 * as they stand in handles, empty when `purged`. */
static void
show_severed (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  if (!moot_severance_write_list (exchange->db, moot_exchange_get_id (exchange),
                                  exchange->viewer_id, &json, &found, &error))
    moot_exchange_fail (exchange, error);
  else if (found)
    moot_exchange_reply (exchange, &json);
  else
    moot_exchange_not_found (exchange);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",    "/api/v1/notifications",              "read:notifications",  list_notifications },
  { "GET",    "/api/v1/notifications/unread_count", "read:notifications",  count_unread },
  { "POST",   "/api/v1/notifications/clear",        "write:notifications", clear_notifications },
  { "POST",   "/api/v1/notifications/dismiss",      "write:notifications", dismiss },
  { "POST",   "/api/v1/notifications/:id/dismiss",  "write:notifications", dismiss },
  { "GET",    "/api/v1/notifications/:id",          "read:notifications",  show_notification },
  { "DELETE", "/api/v1/notifications/:id",          "write:notifications", dismiss },
  { "GET",    "/api/folkmoot/v1/severed_relationships/:id", "read:follows",  show_severed },
};
/* clang-format on */

const MootRouteTable moot_notification_routes = { routes, G_N_ELEMENTS (routes) };
