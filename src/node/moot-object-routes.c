/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Our statuses as objects, their activities, and what hangs on them: replies, likes, shares, the
 * thread.
 * Spec: ActivityPub section 5; FEP-7888; conformance 12, 55. Thread: a request worker. */
#include "moot-object-routes.h"

#include "moot-activity-reply.h"
#include "moot-actor-uri.h"
#include "moot-clock.h"
#include "moot-id.h"
#include "moot-sql.h"

#include <string.h>

#define PAGE_SIZE 60
#define MAX_AGE 60
#define STATUS_MAX_AGE 180

/* The status of the route if it is for whoever asks; answers by itself when not. */
static MootOwnStatus *
find_status (MootExchange *exchange)
{
  const MootServices *services = exchange->services;
  g_auto (MootPeer) peer = { 0 };
  g_autoptr (MootOwnStatus) status = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *actor = NULL;

  if (!moot_peer_identify (exchange, moot_peer_must_sign (exchange), &peer))
    return NULL;
  actor = moot_actor_uri_build (services->site->base_url, moot_activity_root (exchange),
                                moot_exchange_get_param (exchange, "name"));
  status = moot_own_status_load (exchange->db, services->site, moot_exchange_get_id (exchange),
                                 moot_clock_now (), &error);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else if (status == NULL || strcmp (status->actor, actor) != 0 ||
           !moot_peer_may_see (exchange, &peer, status))
    moot_exchange_not_found (exchange);
  else
    return g_steal_pointer (&status);
  return NULL;
}

static void
show_status (MootExchange *exchange)
{
  gint64 id = moot_exchange_get_id (exchange);

  if (moot_wants_activity (exchange))
    moot_activity_reply_note (exchange, id);
  else
    {
      g_autofree char *page =
        moot_site_url (exchange->services->site, "/@%s/%" G_GINT64_FORMAT,
                       moot_exchange_get_param (exchange, "name"), id);

      moot_exchange_add_header (exchange, "Location", page);
      moot_exchange_add_header (exchange, "Vary", "Accept");
      moot_exchange_reply_text (exchange, 302, "text/plain; charset=utf-8", "");
    }
}

static void
show_activity (MootExchange *exchange)
{
  g_autoptr (MootOwnStatus) status = find_status (exchange);
  g_autofree char *json = status != NULL ? moot_own_status_dup_activity (status) : NULL;

  if (json != NULL)
    moot_activity_reply (exchange, json,
                         status->visibility <= MOOT_VISIBILITY_UNLISTED ? STATUS_MAX_AGE : 0);
}

/* How many, and nobody's names. */
static void
show_count (MootExchange  *exchange,
            MootActorPart  part)
{
  g_autoptr (MootOwnStatus) status = find_status (exchange);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *id = NULL;

  if (status == NULL)
    return;
  if (status->object == NULL)
    {
      moot_exchange_not_found (exchange);
      return;
    }
  id = moot_actor_uri_part (status->actor, part, status->id);
  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "@context", moot_wire_context_get (MOOT_CONTEXT_PLAIN));
  moot_json_put_string (&json, "id", id);
  moot_json_put_string (&json, "type", "Collection");
  moot_json_put_int (&json, "totalItems",
                     part == MOOT_PART_STATUS_LIKES ? status->object->likes_count
                                                    : status->object->shares_count);
  moot_json_end_object (&json);
  moot_activity_reply (exchange, json.text->str, MAX_AGE);
}

static void
show_likes (MootExchange *exchange)
{
  show_count (exchange, MOOT_PART_STATUS_LIKES);
}

static void
show_shares (MootExchange *exchange)
{
  show_count (exchange, MOOT_PART_STATUS_SHARES);
}

/* A page of ids, oldest first; the last one is where the next page begins. */
static gboolean
write_page (MootExchange    *exchange,
            MootJsonWriter  *json,
            const char      *collection,
            MootRows        *rows,
            gint64           min_id,
            GError         **error)
{
  g_autofree char *id = NULL;
  g_autoptr (GError) local = NULL;
  gint64 last = 0;
  guint n = 0;

  id = min_id > 0
         ? g_strdup_printf ("%s?min_id=%" G_GINT64_FORMAT "&page=true", collection, min_id)
         : g_strconcat (collection, "?page=true", NULL);
  moot_json_put_string (json, "id", id);
  moot_json_put_string (json, "type", "CollectionPage");
  moot_json_put_string (json, "partOf", collection);
  moot_json_name (json, "items");
  moot_json_begin_array (json);
  while (n < PAGE_SIZE && moot_rows_next (rows, &local))
    {
      last = moot_rows_get_int (rows, "id");
      moot_json_add_string (json, moot_rows_get_text (rows, "uri"));
      n++;
    }
  moot_json_end_array (json);
  if (local == NULL && n == PAGE_SIZE && moot_rows_next (rows, &local))
    {
      g_autofree char *next =
        g_strdup_printf ("%s?min_id=%" G_GINT64_FORMAT "&page=true", collection, last);

      moot_json_put_string (json, "next", next);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The collection with its first page inside, or one page. */
static void
reply_ids (MootExchange  *exchange,
           const char    *collection,
           const char    *attributed_to,
           gint64         total,
           const MootSql *sql,
           const char    *key,
           gint64         id)
{
  gboolean is_page = moot_params_has (exchange->params, "page");
  gint64 min_id = is_page ? moot_params_get_id (exchange->params, "min_id") : 0;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  const MootBind binds[] = {
    { .name = key, .kind = MOOT_BIND_INT, .integer = id },
    MOOT_INT ("min_id", min_id),
    MOOT_INT ("limit", PAGE_SIZE + 1),
    { .kind = MOOT_BIND_END },
  };
  g_autoptr (MootRows) rows = moot_db_query (exchange->db, sql, binds, &error);

  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "@context", moot_wire_context_get (MOOT_CONTEXT_PLAIN));
  if (!is_page)
    {
      moot_json_put_string (&json, "id", collection);
      moot_json_put_string (&json, "type", "Collection");
      if (attributed_to != NULL)
        moot_json_put_string (&json, "attributedTo", attributed_to);
      if (total >= 0)
        moot_json_put_int (&json, "totalItems", total);
      moot_json_name (&json, "first");
      moot_json_begin_object (&json);
    }
  if (rows != NULL)
    write_page (exchange, &json, collection, rows, min_id, &error);
  if (!is_page)
    moot_json_end_object (&json);
  moot_json_end_object (&json);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_activity_reply (exchange, json.text->str, MAX_AGE);
}

static void
show_replies (MootExchange *exchange)
{
  g_autoptr (MootOwnStatus) status = find_status (exchange);

  if (status == NULL)
    return;
  if (status->object == NULL)
    moot_exchange_not_found (exchange);
  else
    reply_ids (exchange, status->object->replies, NULL, -1, &moot_sql_own_replies_page, ":id",
               status->id);
}

/* A thread that began here. */
static void
show_context (MootExchange *exchange)
{
  const MootServices *services = exchange->services;
  gint64 thread_id = moot_exchange_get_id (exchange);
  g_auto (MootPeer) peer = { 0 };
  g_autoptr (MootOwnStatus) root = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  gint64 total = 0;

  if (!moot_peer_identify (exchange, moot_peer_must_sign (exchange), &peer))
    return;
  root = moot_own_status_load (exchange->db, services->site, thread_id, moot_clock_now (), &error);
  if (error == NULL && (root == NULL || root->object == NULL ||
                        !moot_peer_may_see (exchange, &peer, root)))
    {
      moot_exchange_not_found (exchange);
      return;
    }
  id = moot_context_uri (services->site->base_url, thread_id);
  if (error == NULL &&
      moot_db_get_int (exchange->db, &moot_sql_thread_count,
                       MOOT_BINDS (MOOT_INT ("thread", thread_id)), &total, &error))
    reply_ids (exchange, id, root->actor, total, &moot_sql_thread_page, ":thread", thread_id);
  else
    moot_exchange_fail (exchange, error);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET", "/contexts/:id",                         MOOT_SCOPE_NOBODY, show_context },
  { "GET", "/users/:name/statuses/:id",             MOOT_SCOPE_NOBODY, show_status },
  { "GET", "/users/:name/statuses/:id/activity",    MOOT_SCOPE_NOBODY, show_activity },
  { "GET", "/users/:name/statuses/:id/likes",       MOOT_SCOPE_NOBODY, show_likes },
  { "GET", "/users/:name/statuses/:id/replies",     MOOT_SCOPE_NOBODY, show_replies },
  { "GET", "/users/:name/statuses/:id/shares",      MOOT_SCOPE_NOBODY, show_shares },
  { "GET", "/groups/:name/statuses/:id",            MOOT_SCOPE_NOBODY, show_status },
  { "GET", "/groups/:name/statuses/:id/activity",   MOOT_SCOPE_NOBODY, show_activity },
};
/* clang-format on */

const MootRouteTable moot_object_routes = { routes, G_N_ELEMENTS (routes) };
