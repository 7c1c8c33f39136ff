/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Filters as clients knew them before there were several words to one: each keyword is a filter.
 * Spec: Mastodon client API, filters v1.
 * Thread: a request worker. */
#include "moot-filter-form.h"
#include "moot-filter-routes.h"
#include "moot-sql.h"

static void
write_keyword (const MootWordFilter    *filter,
               const MootFilterKeyword *keyword,
               MootJsonWriter          *json)
{
  moot_json_begin_object (json);
  moot_json_put_id (json, "id", keyword->id);
  moot_json_put_string (json, "phrase", keyword->keyword);
  moot_filter_contexts_write (filter->contexts, json);
  moot_json_put_boolean (json, "whole_word", keyword->whole_word);
  moot_json_put_time (json, "expires_at", filter->expires_at);
  moot_json_put_boolean (json, "irreversible", g_str_equal (filter->action, "hide"));
  moot_json_end_object (json);
}

/* Writes the keyword with @id, or each of them for 0; returns how many. */
static guint
write_keywords (GPtrArray      *filters,
                gint64          id,
                MootJsonWriter *json)
{
  guint n = 0;

  for (guint i = 0; i < filters->len; i++)
    {
      const MootWordFilter *filter = g_ptr_array_index (filters, i);

      for (guint k = 0; k < filter->keywords->len; k++)
        {
          const MootFilterKeyword *keyword = g_ptr_array_index (filter->keywords, k);

          if (id != 0 && keyword->id != id)
            continue;
          write_keyword (filter, keyword, json);
          n++;
        }
    }
  return n;
}

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
  write_keywords (filters, 0, &json);
  moot_json_end_array (&json);
  moot_exchange_reply (exchange, &json);
}

static void
reply_filter (MootExchange *exchange,
              gint64        id)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) filters =
    moot_word_filters_load (exchange->db, exchange->viewer_id, 0, &error);

  if (filters == NULL)
    moot_exchange_fail (exchange, error);
  else if (id > 0 && write_keywords (filters, id, &json) > 0)
    moot_exchange_reply (exchange, &json);
  else
    moot_exchange_not_found (exchange);
}

static void
show_filter (MootExchange *exchange)
{
  reply_filter (exchange, moot_exchange_get_id (exchange));
}

/* The filter of the keyword of the route; answers by itself when there is none. */
static gint64
find_owner (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  if (!moot_db_get_int (exchange->db, &moot_sql_filter_of_keyword,
                        MOOT_BINDS (MOOT_INT ("id", moot_exchange_get_id (exchange)),
                                    MOOT_INT ("viewer", exchange->viewer_id)),
                        &id, &error))
    moot_exchange_fail (exchange, error);
  else if (id == 0)
    moot_exchange_not_found (exchange);
  return id;
}

static void
write_filter (MootExchange *exchange,
              gint64        filter_id,
              gint64        keyword_id)
{
  const char *phrase = moot_params_get (exchange->params, "phrase");
  MootFilterForm form = { .exchange = exchange,
                          .filter_id = filter_id,
                          .phrase = phrase != NULL ? phrase : "",
                          .keyword_id = keyword_id };
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, moot_filter_form_write, &form, &error))
    reply_filter (exchange, form.keyword_id);
  else
    moot_exchange_fail (exchange, error);
}

static void
add_filter (MootExchange *exchange)
{
  write_filter (exchange, 0, 0);
}

static void
change_filter (MootExchange *exchange)
{
  gint64 filter_id = find_owner (exchange);

  if (filter_id != 0)
    write_filter (exchange, filter_id, moot_exchange_get_id (exchange));
}

typedef struct
{
  gint64 filter_id;
  gint64 keyword_id;
} Removal;

/* A filter without anything to look for is gone with its last word. */
static gboolean
do_remove (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const Removal *removal = data;
  gint64 n_left = 0;

  if (!moot_db_run (db, &moot_sql_filter_keyword_remove,
                    MOOT_BINDS (MOOT_INT ("id", removal->keyword_id)), error) ||
      !moot_db_get_int (db, &moot_sql_filter_parts_count,
                        MOOT_BINDS (MOOT_INT ("id", removal->filter_id)), &n_left, error))
    return FALSE;
  return n_left > 0 || moot_db_run (db, &moot_sql_filter_remove,
                                    MOOT_BINDS (MOOT_INT ("id", removal->filter_id)), error);
}

static void
remove_filter (MootExchange *exchange)
{
  Removal removal = { find_owner (exchange), moot_exchange_get_id (exchange) };
  g_autoptr (GError) error = NULL;

  if (removal.filter_id == 0)
    return;
  if (moot_exchange_write (exchange, do_remove, &removal, &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",    "/api/v1/filters",     "read:filters",  list_filters },
  { "POST",   "/api/v1/filters",     "write:filters", add_filter },
  { "GET",    "/api/v1/filters/:id", "read:filters",  show_filter },
  { "PUT",    "/api/v1/filters/:id", "write:filters", change_filter },
  { "DELETE", "/api/v1/filters/:id", "write:filters", remove_filter },
};
/* clang-format on */

const MootRouteTable moot_old_filter_routes = { routes, G_N_ELEMENTS (routes) };
