/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Finding accounts, tags and statuses that this node knows.  An address of a status or a profile
 * finds exactly that; words find the viewer's own statuses only, since nobody agreed to be
 * searched. Spec: Mastodon client API, search v2. Thread: a request worker. */
#include "moot-search-routes.h"

#include "moot-account-store.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-like.h"
#include "moot-lookup.h"
#include "moot-profile.h"
#include "moot-sql.h"
#include "moot-status-reply.h"

#include <string.h>

#define DEFAULT_LIMIT 20
#define MAX_LIMIT 40
#define MAX_OFFSET 10000
#define MAX_QUERY_CHARACTERS 500

typedef struct
{
  MootExchange *exchange;
  char *query;
  const char *type;  /* (nullable): everything */
  gint64 account_id; /* that another server was asked for */
  gint64 status_id;
  int limit;
  int offset;
  MootJsonWriter *json;
} Search;

static gboolean
wants (const Search *self,
       const char   *type)
{
  return self->type == NULL || g_str_equal (self->type, type);
}

static gboolean
is_address (const char *query)
{
  return g_str_has_prefix (query, "https://") || g_str_has_prefix (query, "http://");
}

/* `BASE/@ada`, `BASE/users/ada` and `BASE/groups/coop` are profiles; anything behind them is a
 * status. */
static char *
profile_name (const MootSite *site,
              const char     *address)
{
  gsize length = strlen (site->base_url);
  const char *path;

  if (g_ascii_strncasecmp (address, site->base_url, length) != 0)
    return NULL;
  path = address + length;
  if (g_str_has_prefix (path, "/@"))
    path += 2;
  else if (g_str_has_prefix (path, "/users/"))
    path += 7;
  else if (g_str_has_prefix (path, "/groups/"))
    path += 8;
  else
    return NULL;
  return strchr (path, '/') == NULL ? g_strdup (path) : NULL;
}

/* Asks another server for what this one may not know.  That it does not answer is no error. */
static void
resolve (Search *self)
{
  MootExchange *exchange = self->exchange;
  MootFederation *federation = exchange->services->federation;
  g_autoptr (GError) error = NULL;

  if (exchange->viewer_id == 0 || self->offset > 0 ||
      !moot_params_get_boolean (exchange->params, "resolve", FALSE))
    return;
  if (is_address (self->query))
    moot_lookup_uri (federation, self->query, &self->account_id, &self->status_id, &error);
  else if (wants (self, "accounts"))
    moot_lookup_handle (federation, self->query, &self->account_id, &error);
  if (error != NULL)
    g_debug ("search: '%s': %s", self->query, error->message);
}

static gboolean
write_resolved_account (const Search  *self,
                        GError       **error)
{
  MootExchange *exchange = self->exchange;
  g_autoptr (MootAccount) account =
    moot_account_find (exchange->db, exchange->services->site, self->account_id, error);

  if (account != NULL)
    moot_entity_to_json (account, self->json);
  return account != NULL || *error == NULL;
}

static gboolean
write_accounts (const Search  *self,
                GError       **error)
{
  MootExchange *exchange = self->exchange;
  const MootSite *site = exchange->services->site;
  g_autofree char *name =
    is_address (self->query) ? profile_name (site, self->query) : g_strdup (self->query);
  g_autoptr (GPtrArray) accounts = NULL;

  moot_json_name (self->json, "accounts");
  moot_json_begin_array (self->json);
  if (wants (self, "accounts") && self->account_id != 0)
    {
      if (!write_resolved_account (self, error))
        return FALSE;
    }
  else if (wants (self, "accounts") && name != NULL && *name != '#')
    {
      accounts =
        moot_profile_search (exchange->db, site, exchange->viewer_id, name,
                             moot_params_get_boolean (exchange->params, "following", FALSE),
                             self->limit, self->offset, error);
      if (accounts == NULL)
        return FALSE;
      for (guint i = 0; i < accounts->len; i++)
        moot_entity_to_json (g_ptr_array_index (accounts, i), self->json);
    }
  moot_json_end_array (self->json);
  return TRUE;
}

/* An ActivityPub id, or the page of a local status: `BASE/@ada/123`. */
static gboolean
find_by_address (const Search  *self,
                 gint64        *out_id,
                 GError       **error)
{
  MootExchange *exchange = self->exchange;
  const MootSite *site = exchange->services->site;
  gsize length = strlen (site->base_url);
  g_auto (GStrv) parts = NULL;
  gint64 id;

  *out_id = 0;
  if (!moot_db_get_int (exchange->db, &moot_sql_status_id_by_address,
                        MOOT_BINDS (MOOT_TEXT ("address", self->query)), out_id, error))
    return FALSE;
  if (*out_id != 0 || g_ascii_strncasecmp (self->query, site->base_url, length) != 0 ||
      !g_str_has_prefix (self->query + length, "/@"))
    return TRUE;
  parts = g_strsplit (self->query + length + 2, "/", 3);
  if (parts[0] == NULL || parts[1] == NULL || !moot_id_parse (parts[1], &id))
    return TRUE;
  return moot_db_get_int (exchange->db, &moot_sql_status_id_by_page,
                          MOOT_BINDS (MOOT_INT ("id", id), MOOT_TEXT ("username", parts[0])),
                          out_id, error);
}

static GArray *
find_statuses (const Search  *self,
               GError       **error)
{
  MootExchange *exchange = self->exchange;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *pattern = moot_like_pattern ("%", self->query, "%");
  g_autoptr (MootRows) rows = NULL;
  g_autoptr (GError) local = NULL;
  gint64 id;

  if (is_address (self->query))
    {
      if (self->status_id != 0)
        id = self->status_id;
      else if (!find_by_address (self, &id, error))
        return NULL;
      if (id != 0)
        g_array_append_val (ids, id);
      return g_steal_pointer (&ids);
    }
  if (exchange->viewer_id == 0 || strchr ("#@", *self->query) != NULL)
    return g_steal_pointer (&ids);
  rows = moot_db_query (exchange->db, &moot_sql_status_search,
                        MOOT_BINDS (MOOT_INT ("viewer", exchange->viewer_id),
                                    MOOT_TEXT ("pattern", pattern), MOOT_INT ("limit", self->limit),
                                    MOOT_INT ("offset", self->offset)),
                        error);
  while (rows != NULL && moot_rows_next (rows, &local))
    {
      id = moot_rows_int_at (rows, 0);
      g_array_append_val (ids, id);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return rows != NULL && *error == NULL ? g_steal_pointer (&ids) : NULL;
}

static gboolean
write_statuses (const Search  *self,
                GError       **error)
{
  MootExchange *exchange = self->exchange;
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GArray) ids = NULL;

  moot_json_name (self->json, "statuses");
  moot_json_begin_array (self->json);
  if (wants (self, "statuses"))
    {
      ids = find_statuses (self, error);
      for (guint i = 0; ids != NULL && i < ids->len; i++)
        {
          MootStatusLine line;

          if (moot_status_view_find (&view, g_array_index (ids, gint64, i), &line, error) &&
              !moot_status_view_write (&view, &line, self->json, error))
            return FALSE;
        }
    }
  moot_json_end_array (self->json);
  return *error == NULL;
}

static gboolean
write_tags (const Search  *self,
            GError       **error)
{
  MootExchange *exchange = self->exchange;
  g_autofree char *folded =
    g_utf8_strdown (*self->query == '#' ? self->query + 1 : self->query, -1);
  g_autofree char *prefix = moot_like_pattern ("", folded, "%");
  g_autoptr (MootRows) rows = NULL;
  g_autoptr (GError) local = NULL;

  moot_json_name (self->json, "hashtags");
  moot_json_begin_array (self->json);
  if (wants (self, "hashtags") && *folded != '\0' && *folded != '@' && !is_address (self->query))
    {
      rows =
        moot_db_query (exchange->db, &moot_sql_tag_search,
                       MOOT_BINDS (MOOT_TEXT ("prefix", prefix), MOOT_INT ("limit", self->limit),
                                   MOOT_INT ("offset", self->offset)),
                       error);
      if (rows == NULL)
        return FALSE;
      while (moot_rows_next (rows, &local))
        {
          g_autofree char *escaped =
            g_uri_escape_string (moot_rows_get_text (rows, "folded"), NULL, FALSE);
          g_autofree char *url = moot_site_url (exchange->services->site, "/tags/%s", escaped);

          moot_json_begin_object (self->json);
          moot_json_put_id (self->json, "id", moot_rows_get_int (rows, "id"));
          moot_json_put_string (self->json, "name", moot_rows_get_text (rows, "name"));
          moot_json_put_string (self->json, "url", url);
          moot_json_put_raw (self->json, "history", "[]");
          moot_json_end_object (self->json);
        }
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
    }
  moot_json_end_array (self->json);
  return *error == NULL;
}

static void
search (MootExchange *exchange)
{
  const char *query = moot_params_get (exchange->params, "q");
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *stripped = g_strstrip (g_strdup (query != NULL ? query : ""));
  g_autoptr (GError) error = NULL;
  Search self = {
    .exchange = exchange,
    .query = stripped,
    .type = moot_params_get (exchange->params, "type"),
    .limit =
      (int) CLAMP (moot_params_get_int (exchange->params, "limit", DEFAULT_LIMIT), 1, MAX_LIMIT),
    .offset = (int) CLAMP (moot_params_get_int (exchange->params, "offset", 0), 0, MAX_OFFSET),
    .json = &json,
  };

  if (*stripped == '\0' || g_utf8_strlen (stripped, -1) > MAX_QUERY_CHARACTERS)
    {
      moot_exchange_reply_text (exchange, 200, "application/json; charset=utf-8",
                                "{\"accounts\":[],\"statuses\":[],\"hashtags\":[]}");
      return;
    }
  resolve (&self);
  moot_json_begin_object (&json);
  if (!write_accounts (&self, &error) || !write_statuses (&self, &error) ||
      !write_tags (&self, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET", "/api/v2/search", "read:search", search },
  { "GET", "/api/v1/search", "read:search", search },
};
/* clang-format on */

const MootRouteTable moot_search_routes = { routes, G_N_ELEMENTS (routes) };
