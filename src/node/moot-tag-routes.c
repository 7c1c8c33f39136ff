/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Hashtags that members follow, and those that stand on a profile.
 * Spec: Mastodon client API, tags, followed_tags, featured_tags. Thread: a request worker. */
#include "moot-tag-routes.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-page.h"
#include "moot-publish.h"
#include "moot-sql.h"
#include "moot-tag-store.h"

#define PAGE_DEFAULT 100
#define PAGE_MAX 200
#define MAX_SUGGESTIONS 10

/* What is done to a tag for a member. */
typedef struct
{
  MootExchange *exchange;
  const char *name;
  gboolean wanted;
} Change;

static void
put_name (MootJsonWriter *json,
          const MootSite *site,
          gint64          id,
          const char     *name)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *url = moot_site_url (site, "/tags/%s", escaped);

  if (id != 0)
    moot_json_put_id (json, "id", id);
  else
    moot_json_put_string (json, "id", "0");
  moot_json_put_string (json, "name", name);
  moot_json_put_string (json, "url", url);
}

/* @rows: (nullable): how it stands to the viewer; %NULL for a tag that nobody used yet */
static void
write_tag (MootJsonWriter     *json,
           const MootExchange *exchange,
           const char         *name,
           MootRows           *rows)
{
  moot_json_begin_object (json);
  put_name (json, exchange->services->site, rows != NULL ? moot_rows_get_int (rows, "id") : 0,
            name);
  moot_json_put_raw (json, "history", "[]");
  if (exchange->viewer_id != 0)
    {
      moot_json_put_boolean (json, "following",
                             rows != NULL && moot_rows_get_int (rows, "following") != 0);
      moot_json_put_boolean (json, "featuring",
                             rows != NULL && moot_rows_get_int (rows, "featuring") != 0);
    }
  moot_json_end_object (json);
}

/* A tag in its normal form; otherwise the request is answered. */
static char *
read_name (MootExchange *exchange,
           const char   *text)
{
  char *name = text != NULL ? moot_tag_dup_name (text) : NULL;
  g_autoptr (GError) error = NULL;

  if (name == NULL)
    {
      g_set_error (&error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: Tag is not a hashtag");
      moot_exchange_fail (exchange, error);
    }
  return name;
}

static void
reply_tag (MootExchange *exchange,
           const char   *name)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    exchange->db, &moot_sql_tag_for_viewer,
    MOOT_BINDS (MOOT_INT ("viewer", exchange->viewer_id), MOOT_TEXT ("name", name)), &error);
  gboolean known = rows != NULL && moot_rows_next (rows, &error);

  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  write_tag (&json, exchange, name, known ? rows : NULL);
  moot_exchange_reply (exchange, &json);
}

static void
show_tag (MootExchange *exchange)
{
  g_autofree char *name = read_name (exchange, moot_exchange_get_param (exchange, "name"));

  if (name != NULL)
    reply_tag (exchange, name);
}

/* Following ----------------------------------------------------------------------------------- */

static gboolean
do_follow (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const Change *self = data;

  return moot_tag_follow (db, self->exchange->viewer_id, self->name, self->wanted, error);
}

static gboolean
do_feature (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  const Change *self = data;
  gint64 viewer_id = self->exchange->viewer_id;
  gint64 now = moot_clock_now ();
  gboolean changed;
  gint64 id = 0;

  if (!moot_tag_feature (db, viewer_id, self->name, self->wanted, now, &changed, error))
    return FALSE;
  if (changed)
    return moot_publish_featured_tag (db, self->exchange->services->site, viewer_id, self->name,
                                      self->wanted, now, error);
  if (!self->wanted)
    return TRUE;
  if (!moot_db_get_int (
        db, &moot_sql_featured_tag_id,
        MOOT_BINDS (MOOT_INT ("account", viewer_id), MOOT_TEXT ("name", self->name)), &id, error))
    return FALSE;
  if (id == 0)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                 "Validation failed: You have featured too many hashtags already");
  return id != 0;
}

static void
change (MootExchange *exchange,
        MootDbWork    work,
        gboolean      wanted)
{
  g_autofree char *name = read_name (exchange, moot_exchange_get_param (exchange, "name"));
  Change self = { exchange, name, wanted };
  g_autoptr (GError) error = NULL;

  if (name == NULL)
    return;
  if (moot_exchange_write (exchange, work, &self, &error))
    reply_tag (exchange, name);
  else
    moot_exchange_fail (exchange, error);
}

static void
follow (MootExchange *exchange)
{
  change (exchange, do_follow, TRUE);
}

static void
unfollow (MootExchange *exchange)
{
  change (exchange, do_follow, FALSE);
}

static void
feature (MootExchange *exchange)
{
  change (exchange, do_feature, TRUE);
}

static void
unfeature (MootExchange *exchange)
{
  change (exchange, do_feature, FALSE);
}

/* Rows in the order of the page, newest first whichever way they were found. */
static void
list_followed (MootExchange *exchange)
{
  MootPage page = moot_page_read (exchange, PAGE_DEFAULT, PAGE_MAX);
  gboolean up = moot_page_is_ascending (&page);
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    exchange->db, up ? &moot_sql_tag_follows_newer : &moot_sql_tag_follows_older,
    MOOT_BINDS (MOOT_INT ("viewer", exchange->viewer_id), MOOT_INT ("max_id", page.max_id),
                MOOT_INT ("floor", moot_page_get_floor (&page)), MOOT_INT ("limit", page.limit)),
    &error);
  gint64 newest = 0;
  gint64 oldest = 0;

  while (rows != NULL && moot_rows_next (rows, &error))
    {
      g_auto (MootJsonWriter) one = MOOT_JSON_WRITER_INIT;
      gint64 cursor = moot_rows_get_int (rows, "cursor");

      write_tag (&one, exchange, moot_rows_get_text (rows, "name"), rows);
      g_ptr_array_insert (tags, up ? 0 : -1, moot_json_writer_steal (&one));
      newest = MAX (newest, cursor);
      oldest = oldest == 0 ? cursor : MIN (oldest, cursor);
    }
  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_begin_array (&json);
  for (guint i = 0; i < tags->len; i++)
    moot_json_add_raw (&json, g_ptr_array_index (tags, i));
  moot_json_end_array (&json);
  moot_page_add_links (exchange, &page, newest, oldest);
  moot_exchange_reply (exchange, &json);
}

/* On a profile -------------------------------------------------------------------------------- */

static void
write_featured (MootJsonWriter     *json,
                const MootExchange *exchange,
                MootRows           *rows)
{
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, moot_rows_get_int (rows, "n"));
  gint64 last_at = moot_rows_get_int (rows, "last_at");
  g_autofree char *day = last_at > 0 ? moot_time_format_date (last_at) : NULL;

  moot_json_begin_object (json);
  put_name (json, exchange->services->site, moot_rows_get_int (rows, "id"),
            moot_rows_get_text (rows, "name"));
  moot_json_put_string (json, "statuses_count", count);
  moot_json_put_string (json, "last_status_at", day);
  moot_json_end_object (json);
}

/* @name: (nullable): the only one that is meant, as an object; %NULL for the list */
static void
reply_featured (MootExchange *exchange,
                gint64        account_id,
                const char   *name)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (exchange->db, &moot_sql_featured_tags,
                   MOOT_BINDS (MOOT_INT ("account", account_id),
                               MOOT_INT ("limit", MOOT_MAX_FEATURED_TAGS)),
                   &error);

  if (name == NULL)
    moot_json_begin_array (&json);
  while (rows != NULL && moot_rows_next (rows, &error))
    if (name == NULL || g_str_equal (moot_rows_get_text (rows, "name"), name))
      write_featured (&json, exchange, rows);
  if (name == NULL)
    moot_json_end_array (&json);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_reply (exchange, &json);
}

static void
list_own_featured (MootExchange *exchange)
{
  reply_featured (exchange, exchange->viewer_id, NULL);
}

static void
list_featured (MootExchange *exchange)
{
  reply_featured (exchange, moot_exchange_get_id (exchange), NULL);
}

static void
add_featured (MootExchange *exchange)
{
  g_autofree char *name = read_name (exchange, moot_params_get (exchange->params, "name"));
  Change self = { exchange, name, TRUE };
  g_autoptr (GError) error = NULL;

  if (name == NULL)
    return;
  if (moot_exchange_write (exchange, do_feature, &self, &error))
    reply_featured (exchange, exchange->viewer_id, name);
  else
    moot_exchange_fail (exchange, error);
}

static void
remove_featured (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (exchange->db, &moot_sql_featured_tag_name,
                   MOOT_BINDS (MOOT_INT ("account", exchange->viewer_id),
                               MOOT_INT ("id", moot_exchange_get_id (exchange))),
                   &error);
  g_autofree char *name = rows != NULL && moot_rows_next (rows, &error)
                            ? g_strdup (moot_rows_get_text (rows, "name"))
                            : NULL;
  Change self = { exchange, name, FALSE };

  g_clear_pointer (&rows, moot_rows_free);
  if (name == NULL && error == NULL)
    moot_exchange_not_found (exchange);
  else if (name != NULL && moot_exchange_write (exchange, do_feature, &self, &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

static void
suggest (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    exchange->db, &moot_sql_featured_tag_suggestions,
    MOOT_BINDS (MOOT_INT ("viewer", exchange->viewer_id), MOOT_INT ("limit", MAX_SUGGESTIONS)),
    &error);

  moot_json_begin_array (&json);
  while (rows != NULL && moot_rows_next (rows, &error))
    write_tag (&json, exchange, moot_rows_get_text (rows, "name"), rows);
  moot_json_end_array (&json);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_reply (exchange, &json);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",    "/api/v1/followed_tags",              "read:follows",   list_followed },
  { "GET",    "/api/v1/tags/:name",                 NULL,             show_tag },
  { "POST",   "/api/v1/tags/:name/follow",          "write:follows",  follow },
  { "POST",   "/api/v1/tags/:name/unfollow",        "write:follows",  unfollow },
  { "POST",   "/api/v1/tags/:name/feature",         "write:accounts", feature },
  { "POST",   "/api/v1/tags/:name/unfeature",       "write:accounts", unfeature },
  { "GET",    "/api/v1/featured_tags",              "read:accounts",  list_own_featured },
  { "POST",   "/api/v1/featured_tags",              "write:accounts", add_featured },
  { "GET",    "/api/v1/featured_tags/suggestions",  "read:accounts",  suggest },
  { "DELETE", "/api/v1/featured_tags/:id",          "write:accounts", remove_featured },
  { "GET",    "/api/v1/accounts/:id/featured_tags", NULL,             list_featured },
};
/* clang-format on */

const MootRouteTable moot_tag_routes = { routes, G_N_ELEMENTS (routes) };
