/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the co-op decides, for everybody: the text of a public proposal as an Article, where its
 * post is, and the decisions in their order. Spec: ActivityPub section 8.3 and 8.5.  Thread: a
 * request worker. */
#include "moot-public-routes.h"

#include "moot-activity-reply.h"
#include "moot-json.h"
#include "moot-sql.h"
#include "moot-wire-context.h"

#define PAGE_SIZE 60
#define MAX_AGE 60

/* A decision or text never changes. */
#define TEXT_MAX_AGE 86400

/* The post of a public proposal, for programs and for people. */
static void
show_proposal (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootOwnStatus) status = NULL;
  g_auto (MootPeer) peer = { 0 };
  gint64 id = 0;

  if (!moot_peer_identify (exchange, moot_peer_must_sign (exchange), &peer))
    return;
  if (moot_db_get_int (exchange->db, &moot_sql_coop_post_find,
                       MOOT_BINDS (MOOT_INT ("proposal_id", moot_exchange_get_id (exchange)),
                                   MOOT_TEXT ("part", "proposal")),
                       &id, &error) &&
      id != 0)
    status = moot_own_status_load (exchange->db, exchange->services->site, id, 0, &error);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else if (status == NULL || status->object == NULL ||
           !moot_peer_may_see (exchange, &peer, status))
    moot_exchange_not_found (exchange);
  else
    {
      moot_exchange_add_header (exchange, "Location", status->uri);
      moot_exchange_add_header (exchange, "Vary", "Accept");
      moot_exchange_reply_text (exchange, 302, "text/plain; charset=utf-8", "");
    }
}

static void
show_text (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = NULL;
  g_auto (MootPeer) peer = { 0 };
  gint64 version = 0;

  if (!moot_peer_identify (exchange, moot_peer_must_sign (exchange), &peer))
    return;
  g_ascii_string_to_signed (moot_exchange_get_param (exchange, "version"), 10, 1, G_MAXINT32,
                            &version, NULL);
  rows = moot_db_query (exchange->db, &moot_sql_coop_text_get,
                        MOOT_BINDS (MOOT_INT ("proposal_id", moot_exchange_get_id (exchange)),
                                    MOOT_INT ("version", version)),
                        &error);
  if (rows != NULL && moot_rows_next (rows, &error))
    moot_activity_reply (exchange, moot_rows_get_text (rows, "document"), TEXT_MAX_AGE);
  else if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
}

static gboolean
write_items (MootExchange    *exchange,
             gint64           min_id,
             MootJsonWriter  *json,
             gint64          *out_last,
             GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (exchange->db, &moot_sql_coop_post_decisions,
                   MOOT_BINDS (MOOT_INT ("min_id", min_id), MOOT_INT ("limit", PAGE_SIZE)), error);
  guint n = 0;

  *out_last = 0;
  if (rows == NULL)
    return FALSE;
  moot_json_name (json, "orderedItems");
  moot_json_begin_array (json);
  while (moot_rows_next (rows, &local))
    {
      moot_json_add_string (json, moot_rows_get_text (rows, "uri"));
      *out_last = ++n == PAGE_SIZE ? moot_rows_get_int (rows, "id") : 0;
    }
  moot_json_end_array (json);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* All decisions of the co-op, the oldest first, as they hang on each other. */
static void
list_decisions (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_auto (MootPeer) peer = { 0 };
  g_autofree char *id = moot_site_url (exchange->services->site, "/coop/decisions");
  const gboolean is_page = moot_params_has (exchange->params, "page");
  gint64 min_id = moot_params_get_id (exchange->params, "min_id");
  gint64 total = 0;
  gint64 last;

  if (!moot_peer_identify (exchange, moot_peer_must_sign (exchange), &peer))
    return;
  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "@context", moot_wire_context_get (MOOT_CONTEXT_PLAIN));
  moot_json_put_string (&json, "type", is_page ? "OrderedCollectionPage" : "OrderedCollection");
  if (is_page)
    {
      g_autofree char *page = g_strdup_printf ("%s?min_id=%" G_GINT64_FORMAT "&page=true", id,
                                               min_id);

      moot_json_put_string (&json, "id", page);
      moot_json_put_string (&json, "partOf", id);
      if (!write_items (exchange, min_id, &json, &last, &error))
        {
          moot_exchange_fail (exchange, error);
          return;
        }
      if (last != 0)
        {
          g_autofree char *next = g_strdup_printf ("%s?min_id=%" G_GINT64_FORMAT "&page=true", id,
                                                   last);

          moot_json_put_string (&json, "next", next);
        }
    }
  else
    {
      g_autofree char *first = g_strconcat (id, "?min_id=0&page=true", NULL);

      if (!moot_db_get_int (exchange->db, &moot_sql_coop_post_count_decisions, NULL, &total,
                            &error))
        {
          moot_exchange_fail (exchange, error);
          return;
        }
      moot_json_put_string (&json, "id", id);
      moot_json_put_int (&json, "totalItems", total);
      moot_json_put_string (&json, "first", first);
    }
  moot_json_end_object (&json);
  moot_activity_reply (exchange, json.text->str, MAX_AGE);
}

static const MootRoute routes[] = {
  { "GET", "/coop/decisions", NULL, list_decisions },
  { "GET", "/coop/p/:id", NULL, show_proposal },
  { "GET", "/coop/p/:id/texts/:version", NULL, show_text },
};

const MootRouteTable moot_public_routes = { routes, G_N_ELEMENTS (routes) };
