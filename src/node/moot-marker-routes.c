/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How far a member has read, so that every device of theirs knows.
 * Spec: Mastodon client API, markers.
 * Thread: a request worker. */
#include "moot-marker-routes.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-sql.h"

static const char *const timelines[] = { "home", "notifications" };

static void
write_marker (MootJsonWriter *json,
              MootRows       *rows)
{
  moot_json_name (json, moot_rows_get_text (rows, "timeline"));
  moot_json_begin_object (json);
  moot_json_put_string (json, "last_read_id", moot_rows_get_text (rows, "last_read_id"));
  moot_json_put_int (json, "version", moot_rows_get_int (rows, "version"));
  moot_json_put_time (json, "updated_at", moot_rows_get_int (rows, "updated_at"));
  moot_json_end_object (json);
}

static void
reply_markers (MootExchange      *exchange,
               MootDb            *db,
               const char *const *wanted)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_marker_list, MOOT_BINDS (MOOT_INT ("account_id", exchange->viewer_id)), &error);

  if (rows == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_begin_object (&json);
  while (moot_rows_next (rows, &error))
    if (g_strv_contains (wanted, moot_rows_get_text (rows, "timeline")))
      write_marker (&json, rows);
  moot_json_end_object (&json);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_reply (exchange, &json);
}

static void
show_markers (MootExchange *exchange)
{
  g_auto (GStrv) wanted = moot_params_dup_list (exchange->params, "timeline");

  reply_markers (exchange, exchange->db, (const char *const *) wanted);
}

static gboolean
put_markers (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  MootExchange *exchange = data;

  for (guint i = 0; i < G_N_ELEMENTS (timelines); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s[last_read_id]", timelines[i]);
      const char *value = moot_params_get (exchange->params, name);
      gint64 id;

      if (value == NULL)
        continue;
      if (!moot_id_parse (value, &id))
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                       "Validation failed: Last read is not an id");
          return FALSE;
        }
      if (!moot_db_run (db, &moot_sql_marker_put,
                        MOOT_BINDS (MOOT_INT ("account_id", exchange->viewer_id),
                                    MOOT_TEXT ("timeline", timelines[i]),
                                    MOOT_TEXT ("last_read_id", value),
                                    MOOT_INT ("now", moot_clock_now ())),
                        error))
        return FALSE;
    }
  return TRUE;
}

static void
update_markers (MootExchange *exchange)
{
  const char *touched[G_N_ELEMENTS (timelines) + 1] = { NULL };
  g_autoptr (GError) error = NULL;
  guint n_touched = 0;

  for (guint i = 0; i < G_N_ELEMENTS (timelines); i++)
    if (moot_params_has (exchange->params, timelines[i]))
      touched[n_touched++] = timelines[i];
  if (!moot_exchange_write (exchange, put_markers, exchange, &error))
    moot_exchange_fail (exchange, error);
  else
    reply_markers (exchange, exchange->db, touched);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",  "/api/v1/markers", "read:statuses",  show_markers },
  { "POST", "/api/v1/markers", "write:statuses", update_markers },
};
/* clang-format on */

const MootRouteTable moot_marker_routes = { routes, G_N_ELEMENTS (routes) };
