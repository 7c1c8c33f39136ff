/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How others find the node and its members: WebFinger, host-meta, NodeInfo.
 * Spec: RFC 7033; RFC 6415; NodeInfo 2.0 and 2.1.
 * Thread: a request worker. */
#include "moot-discovery-routes.h"

#include "config.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-sql.h"

#include <string.h>

#define SCHEMA "http://nodeinfo.diaspora.software/ns/schema/"

/* What stands before a name in an address of ours. */
static const char *const places[] = { "/@", "/users/", "/groups/" };

/* `acct:name@domain`, `name@domain`, `https://host/@name`, `https://host/users/name` or
 * `https://host/groups/name`: the name, when the rest is ours. */
static char *
local_name (const MootSite *site,
            const char     *resource)
{
  gsize base_length = strlen (site->base_url);
  const char *at;

  if (g_ascii_strncasecmp (resource, site->base_url, base_length) == 0)
    {
      for (guint i = 0; i < G_N_ELEMENTS (places); i++)
        if (g_str_has_prefix (resource + base_length, places[i]))
          return g_strdup (resource + base_length + strlen (places[i]));
      return NULL;
    }
  if (g_ascii_strncasecmp (resource, "acct:", 5) == 0)
    resource += 5;
  if (*resource == '@')
    resource++;
  at = strchr (resource, '@');
  if (at == NULL || !moot_site_is_called (site, at + 1))
    return NULL;
  return g_strndup (resource, (gsize) (at - resource));
}

static void
write_link (MootJsonWriter *json,
            const char     *rel,
            const char     *type,
            const char     *href)
{
  moot_json_begin_object (json);
  moot_json_put_string (json, "rel", rel);
  if (type != NULL)
    moot_json_put_string (json, "type", type);
  moot_json_put_string (json, "href", href);
  moot_json_end_object (json);
}

static void
reply_account (MootExchange *exchange,
               MootRows     *rows)
{
  const char *page = moot_rows_get_text (rows, "url");
  const char *actor = moot_rows_get_text (rows, "uri");
  g_autofree char *subject = g_strdup_printf ("acct:%s@%s", moot_rows_get_text (rows, "username"),
                                              exchange->services->site->domain);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "subject", subject);
  moot_json_name (&json, "aliases");
  moot_json_begin_array (&json);
  moot_json_add_string (&json, page);
  moot_json_add_string (&json, actor);
  moot_json_end_array (&json);
  moot_json_name (&json, "links");
  moot_json_begin_array (&json);
  write_link (&json, "http://webfinger.net/rel/profile-page", "text/html", page);
  write_link (&json, "self", "application/activity+json", actor);
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
  exchange->content_type = "application/jrd+json; charset=utf-8";
  moot_exchange_add_header (exchange, "Cache-Control", "max-age=3600, public");
}

/* `acct:domain@domain`, the address of the site or of the actor: the node itself.  Where handles
 * have a domain of their own, whoever knows only the host asks for it there. */
static gboolean
is_node (const MootSite *site,
         const char     *resource)
{
  g_autofree char *home = moot_site_url (site, "/");
  g_autofree char *actor = moot_site_url (site, "/actor");
  const char *const addresses[] = { home, actor, site->base_url };
  const char *at;

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    if (g_ascii_strcasecmp (resource, addresses[i]) == 0)
      return TRUE;
  if (g_ascii_strncasecmp (resource, "acct:", 5) == 0)
    resource += 5;
  at = strchr (resource, '@');
  if (at == NULL || !moot_site_is_called (site, at + 1))
    return FALSE;
  return g_ascii_strncasecmp (resource, site->domain, (gsize) (at - resource)) == 0 &&
         site->domain[at - resource] == '\0';
}

/* Spec: FEP-d556. */
static void
reply_node (MootExchange *exchange)
{
  const MootSite *site = exchange->services->site;
  g_autofree char *subject = g_strdup_printf ("acct:%s@%s", site->domain, site->domain);
  g_autofree char *actor = moot_site_url (site, "/actor");
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "subject", subject);
  moot_json_name (&json, "aliases");
  moot_json_begin_array (&json);
  moot_json_add_string (&json, actor);
  moot_json_end_array (&json);
  moot_json_name (&json, "links");
  moot_json_begin_array (&json);
  write_link (&json, "self", "application/activity+json", actor);
  write_link (&json, "https://www.w3.org/ns/activitystreams#Service", "application/activity+json",
              actor);
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
  exchange->content_type = "application/jrd+json; charset=utf-8";
  moot_exchange_add_header (exchange, "Cache-Control", "max-age=3600, public");
}

static void
count_resource (const char *name,
                const char *value,
                gpointer    n)
{
  if (g_str_equal (name, "resource"))
    ++*(guint *) n;
}

static void
show_webfinger (MootExchange *exchange)
{
  const char *resource = moot_params_get (exchange->params, "resource");
  guint n_resources = 0;
  g_autofree char *name = NULL;
  g_autoptr (MootRows) rows = NULL;
  g_autoptr (GError) error = NULL;

  moot_params_foreach (exchange->params, count_resource, &n_resources);
  if (resource == NULL || *resource == '\0' || n_resources > 1)
    {
      moot_exchange_refuse (exchange, 400, "One resource is wanted");
      return;
    }
  if (is_node (exchange->services->site, resource))
    {
      reply_node (exchange);
      return;
    }
  name = local_name (exchange->services->site, resource);
  if (name == NULL)
    {
      moot_exchange_not_found (exchange);
      return;
    }
  rows = moot_db_query (exchange->db, &moot_sql_account_is_local,
                        MOOT_BINDS (MOOT_TEXT ("username", name)), &error);
  if (rows == NULL)
    moot_exchange_fail (exchange, error);
  else if (!moot_rows_next (rows, &error))
    moot_exchange_not_found (exchange);
  else if (moot_rows_get_int (rows, "deleted_at") != 0)
    moot_exchange_refuse (exchange, 410, "Gone");
  else if (moot_rows_get_int (rows, "suspended") != 0)
    moot_exchange_not_found (exchange); /* it may come back: nobody shall delete what they have */
  else
    reply_account (exchange, rows);
}

static void
show_host_meta (MootExchange *exchange)
{
  g_autofree char *xml = g_markup_printf_escaped (
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n"
    "  <Link rel=\"lrdd\" template=\"%s/.well-known/webfinger?resource={uri}\"/>\n"
    "</XRD>\n",
    exchange->services->site->base_url);

  moot_exchange_reply_text (exchange, 200, "application/xrd+xml; charset=utf-8", xml);
}

static void
show_nodeinfo_links (MootExchange *exchange)
{
  g_autofree char *older = moot_site_url (exchange->services->site, "/nodeinfo/2.0");
  g_autofree char *newer = moot_site_url (exchange->services->site, "/nodeinfo/2.1");
  g_autofree char *actor = moot_site_url (exchange->services->site, "/actor");
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_name (&json, "links");
  moot_json_begin_array (&json);
  write_link (&json, SCHEMA "2.0", NULL, older);
  write_link (&json, SCHEMA "2.1", NULL, newer);
  write_link (&json, "https://www.w3.org/ns/activitystreams#Application", NULL, actor);
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

static void
write_nodeinfo (MootJsonWriter *json,
                MootExchange   *exchange,
                MootRows       *counts,
                const char     *version)
{
  moot_json_begin_object (json);
  moot_json_put_string (json, "version", version);
  moot_json_name (json, "software");
  moot_json_begin_object (json);
  moot_json_put_string (json, "name", "folkmoot");
  moot_json_put_string (json, "version", MOOT_VERSION);
  if (g_str_equal (version, "2.1"))
    moot_json_put_string (json, "repository", MOOT_SOURCE_URL);
  moot_json_end_object (json);
  moot_json_put_raw (json, "protocols", "[\"activitypub\"]");
  moot_json_put_raw (json, "services", "{\"inbound\":[],\"outbound\":[]}");
  moot_json_put_boolean (json, "openRegistrations", FALSE);
  moot_json_name (json, "usage");
  moot_json_begin_object (json);
  moot_json_name (json, "users");
  moot_json_begin_object (json);
  moot_json_put_int (json, "total", moot_rows_get_int (counts, "users"));
  moot_json_put_int (json, "activeMonth", moot_rows_get_int (counts, "active_month"));
  moot_json_put_int (json, "activeHalfyear", moot_rows_get_int (counts, "active_half_year"));
  moot_json_end_object (json);
  moot_json_put_int (json, "localPosts", moot_rows_get_int (counts, "statuses"));
  moot_json_end_object (json);
  moot_json_name (json, "metadata");
  moot_json_begin_object (json);
  moot_json_put_string (json, "nodeName", exchange->services->site->name);
  moot_json_end_object (json);
  moot_json_end_object (json);
}

static void
reply_nodeinfo (MootExchange *exchange,
                const char   *version,
                const char   *content_type)
{
  gint64 now = moot_clock_now ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) counts =
    moot_db_query (exchange->db, &moot_sql_instance_counts,
                   MOOT_BINDS (MOOT_INT ("month", now - 30 * MOOT_DAY),
                               MOOT_INT ("half_year", now - 180 * MOOT_DAY)),
                   &error);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (counts == NULL || !moot_rows_next (counts, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  write_nodeinfo (&json, exchange, counts, version);
  moot_exchange_reply (exchange, &json);
  exchange->content_type = content_type;
}

static void
show_nodeinfo_2_0 (MootExchange *exchange)
{
  reply_nodeinfo (exchange, "2.0", "application/json; profile=\"" SCHEMA "2.0#\"");
}

static void
show_nodeinfo_2_1 (MootExchange *exchange)
{
  reply_nodeinfo (exchange, "2.1", "application/json; profile=\"" SCHEMA "2.1#\"");
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET", "/.well-known/webfinger", NULL, show_webfinger },
  { "GET", "/.well-known/host-meta", NULL, show_host_meta },
  { "GET", "/.well-known/nodeinfo",  NULL, show_nodeinfo_links },
  { "GET", "/nodeinfo/2.0",          NULL, show_nodeinfo_2_0 },
  { "GET", "/nodeinfo/2.1",          NULL, show_nodeinfo_2_1 },
};
/* clang-format on */

const MootRouteTable moot_discovery_routes = { routes, G_N_ELEMENTS (routes) };
