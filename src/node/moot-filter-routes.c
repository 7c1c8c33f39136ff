/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a member does not want to read.
 * Spec: Mastodon client API, filters v2.
 * Thread: a request worker. */
#include "moot-filter-routes.h"

#include "moot-error.h"
#include "moot-filter-form.h"
#include "moot-id.h"
#include "moot-sql.h"
#include "moot-status-reply.h"

/* Filters ------------------------------------------------------------------------------------- */

static void
list_filters (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) filters =
    moot_word_filters_load (exchange->db, exchange->viewer_id, 0, &error);

  if (filters == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_begin_array (&json);
  for (guint i = 0; i < filters->len; i++)
    moot_word_filter_write (g_ptr_array_index (filters, i), TRUE, &json);
  moot_json_end_array (&json);
  moot_exchange_reply (exchange, &json);
}

/* The filter of that id if it is the member's; answers by itself when not. */
static GPtrArray *
load (MootExchange *exchange,
      gint64        id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) filters =
    id > 0 ? moot_word_filters_load (exchange->db, exchange->viewer_id, id, &error) : NULL;

  if (filters != NULL && filters->len > 0)
    return g_steal_pointer (&filters);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
  return NULL;
}

static void
reply_filter (MootExchange *exchange,
              gint64        id)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GPtrArray) filters = load (exchange, id);

  if (filters == NULL)
    return;
  moot_word_filter_write (g_ptr_array_index (filters, 0), TRUE, &json);
  moot_exchange_reply (exchange, &json);
}

static void
show_filter (MootExchange *exchange)
{
  reply_filter (exchange, moot_exchange_get_id (exchange));
}

static void
write_filter (MootExchange *exchange,
              gint64        id)
{
  MootFilterForm form = { .exchange = exchange, .filter_id = id };
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, moot_filter_form_write, &form, &error))
    reply_filter (exchange, form.filter_id);
  else
    moot_exchange_fail (exchange, error);
}

static void
add_filter (MootExchange *exchange)
{
  write_filter (exchange, 0);
}

static void
change_filter (MootExchange *exchange)
{
  g_autoptr (GPtrArray) filters = load (exchange, moot_exchange_get_id (exchange));

  if (filters != NULL)
    write_filter (exchange, moot_exchange_get_id (exchange));
}

/* Removing anything --------------------------------------------------------------------------- */

typedef struct
{
  const MootSql *sql;
  gint64 id;
} Removal;

static gboolean
do_remove (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const Removal *removal = data;

  return moot_db_run (db, removal->sql, MOOT_BINDS (MOOT_INT ("id", removal->id)), error);
}

static void
take_away (MootExchange  *exchange,
           const MootSql *sql)
{
  Removal removal = { sql, moot_exchange_get_id (exchange) };
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, do_remove, &removal, &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

static void
remove_filter (MootExchange *exchange)
{
  g_autoptr (GPtrArray) filters = load (exchange, moot_exchange_get_id (exchange));

  if (filters != NULL)
    take_away (exchange, &moot_sql_filter_remove);
}

/* Its parts ----------------------------------------------------------------------------------- */

/* The filter that the part of the route belongs to; answers by itself when there is none. */
static gint64
find_owner (MootExchange  *exchange,
            const MootSql *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  if (!moot_db_get_int (exchange->db, sql,
                        MOOT_BINDS (MOOT_INT ("id", moot_exchange_get_id (exchange)),
                                    MOOT_INT ("viewer", exchange->viewer_id)),
                        &id, &error))
    moot_exchange_fail (exchange, error);
  else if (id == 0)
    moot_exchange_not_found (exchange);
  return id;
}

static void
list_keywords (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GPtrArray) filters = load (exchange, moot_exchange_get_id (exchange));
  const MootWordFilter *filter;

  if (filters == NULL)
    return;
  filter = g_ptr_array_index (filters, 0);
  moot_json_begin_array (&json);
  for (guint i = 0; i < filter->keywords->len; i++)
    moot_filter_keyword_write (g_ptr_array_index (filter->keywords, i), &json);
  moot_json_end_array (&json);
  moot_exchange_reply (exchange, &json);
}

static void
reply_keyword (MootExchange *exchange,
               gint64        filter_id,
               gint64        id)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GPtrArray) filters = filter_id != 0 ? load (exchange, filter_id) : NULL;
  const MootWordFilter *filter = filters != NULL ? g_ptr_array_index (filters, 0) : NULL;

  for (guint i = 0; filter != NULL && i < filter->keywords->len; i++)
    {
      const MootFilterKeyword *keyword = g_ptr_array_index (filter->keywords, i);

      if (keyword->id != id)
        continue;
      moot_filter_keyword_write (keyword, &json);
      moot_exchange_reply (exchange, &json);
    }
}

typedef struct
{
  MootExchange *exchange;
  gint64 filter_id;
  gint64 id;
} Part;

static gboolean
do_put_keyword (MootDb    *db,
                gpointer   data,
                GError   **error)
{
  Part *part = data;
  const MootParams *params = part->exchange->params;

  return moot_filter_keyword_put (db, params, moot_params_get (params, "keyword"), part->filter_id,
                                  &part->id, error);
}

static void
put_keyword (MootExchange *exchange,
             gint64        filter_id,
             gint64        id)
{
  Part part = { exchange, filter_id, id };
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, do_put_keyword, &part, &error))
    reply_keyword (exchange, filter_id, part.id);
  else
    moot_exchange_fail (exchange, error);
}

static void
add_keyword (MootExchange *exchange)
{
  g_autoptr (GPtrArray) filters = load (exchange, moot_exchange_get_id (exchange));

  if (filters != NULL)
    put_keyword (exchange, moot_exchange_get_id (exchange), 0);
}

static void
show_keyword (MootExchange *exchange)
{
  reply_keyword (exchange, find_owner (exchange, &moot_sql_filter_of_keyword),
                 moot_exchange_get_id (exchange));
}

static void
change_keyword (MootExchange *exchange)
{
  gint64 filter_id = find_owner (exchange, &moot_sql_filter_of_keyword);

  if (filter_id != 0)
    put_keyword (exchange, filter_id, moot_exchange_get_id (exchange));
}

static void
remove_keyword (MootExchange *exchange)
{
  if (find_owner (exchange, &moot_sql_filter_of_keyword) != 0)
    take_away (exchange, &moot_sql_filter_keyword_remove);
}

static void
list_statuses (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GPtrArray) filters = load (exchange, moot_exchange_get_id (exchange));
  const MootWordFilter *filter;

  if (filters == NULL)
    return;
  filter = g_ptr_array_index (filters, 0);
  moot_json_begin_array (&json);
  for (guint i = 0; i < filter->statuses->len; i++)
    moot_filter_status_write (&g_array_index (filter->statuses, MootFilterStatus, i), &json);
  moot_json_end_array (&json);
  moot_exchange_reply (exchange, &json);
}

/* By its own id or by that of the status. */
static void
reply_status (MootExchange *exchange,
              gint64        filter_id,
              gint64        id)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GPtrArray) filters = filter_id != 0 ? load (exchange, filter_id) : NULL;
  const MootWordFilter *filter = filters != NULL ? g_ptr_array_index (filters, 0) : NULL;

  for (guint i = 0; filter != NULL && i < filter->statuses->len; i++)
    {
      const MootFilterStatus *status = &g_array_index (filter->statuses, MootFilterStatus, i);

      if (status->id != id && status->status_id != id)
        continue;
      moot_filter_status_write (status, &json);
      moot_exchange_reply (exchange, &json);
      return;
    }
}

static gboolean
do_add_status (MootDb    *db,
               gpointer   data,
               GError   **error)
{
  const Part *part = data;

  return moot_filter_has_room (db, part->filter_id, error) &&
         moot_db_run (db, &moot_sql_filter_status_add,
                      MOOT_BINDS (MOOT_INT ("id", moot_id_next ()),
                                  MOOT_INT ("filter", part->filter_id),
                                  MOOT_INT ("status", part->id)),
                      error);
}

static void
add_status (MootExchange *exchange)
{
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GPtrArray) filters = load (exchange, moot_exchange_get_id (exchange));
  Part part = { exchange, moot_exchange_get_id (exchange),
                moot_params_get_id (exchange->params, "status_id") };
  g_autoptr (GError) error = NULL;
  MootStatusLine line;

  if (filters == NULL)
    return;
  if (!moot_status_view_find (&view, part.id, &line, &error))
    {
      if (error != NULL)
        moot_exchange_fail (exchange, error);
      else
        moot_exchange_not_found (exchange);
    }
  else if (moot_exchange_write (exchange, do_add_status, &part, &error))
    reply_status (exchange, part.filter_id, part.id);
  else
    moot_exchange_fail (exchange, error);
}

static void
show_status (MootExchange *exchange)
{
  reply_status (exchange, find_owner (exchange, &moot_sql_filter_of_status),
                moot_exchange_get_id (exchange));
}

static void
remove_status (MootExchange *exchange)
{
  if (find_owner (exchange, &moot_sql_filter_of_status) != 0)
    take_away (exchange, &moot_sql_filter_status_remove);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",    "/api/v2/filters",              "read:filters",  list_filters },
  { "POST",   "/api/v2/filters",              "write:filters", add_filter },
  { "GET",    "/api/v2/filters/keywords/:id", "read:filters",  show_keyword },
  { "PUT",    "/api/v2/filters/keywords/:id", "write:filters", change_keyword },
  { "DELETE", "/api/v2/filters/keywords/:id", "write:filters", remove_keyword },
  { "GET",    "/api/v2/filters/statuses/:id", "read:filters",  show_status },
  { "DELETE", "/api/v2/filters/statuses/:id", "write:filters", remove_status },
  { "GET",    "/api/v2/filters/:id",          "read:filters",  show_filter },
  { "PUT",    "/api/v2/filters/:id",          "write:filters", change_filter },
  { "DELETE", "/api/v2/filters/:id",          "write:filters", remove_filter },
  { "GET",    "/api/v2/filters/:id/keywords", "read:filters",  list_keywords },
  { "POST",   "/api/v2/filters/:id/keywords", "write:filters", add_keyword },
  { "GET",    "/api/v2/filters/:id/statuses", "read:filters",  list_statuses },
  { "POST",   "/api/v2/filters/:id/statuses", "write:filters", add_status },
};
/* clang-format on */

const MootRouteTable moot_filter_routes = { routes, G_N_ELEMENTS (routes) };
