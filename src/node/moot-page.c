/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Pagination of lists: what the client asked, and the Link header that leads on.
 * Spec: Mastodon client API, pagination; RFC 8288.
 * Thread: the exchange's. */
#include "moot-page.h"

#include "moot-id.h"

static gint64
read_id (const MootExchange *exchange,
         const char         *name)
{
  gint64 id = 0;

  moot_id_parse (moot_params_get (exchange->params, name), &id);
  return id;
}

/**
 * moot_page_read:
 * @exchange: a request with the usual parameters
 * @default_limit: when the client names none
 * @max_limit: the most it can get
 *
 * A cursor that is no id is taken as not given, a limit out of range is clamped.
 *
 * Returns: the page it wants
 */
MootPage
moot_page_read (const MootExchange *exchange,
                int                 default_limit,
                int                 max_limit)
{
  gint64 limit = moot_params_get_int (exchange->params, "limit", 0);
  MootPage page = {
    .max_id = read_id (exchange, "max_id"),
    .since_id = read_id (exchange, "since_id"),
    .min_id = read_id (exchange, "min_id"),
  };

  if (page.max_id == 0)
    page.max_id = G_MAXINT64;
  page.limit = limit <= 0 ? default_limit : (int) MIN (limit, max_limit);
  return page;
}

/** moot_page_get_floor: the id that all of the page is newer than; `min_id` beats `since_id` */
gint64
moot_page_get_floor (const MootPage *self)
{
  return self->min_id != 0 ? self->min_id : self->since_id;
}

/** moot_page_is_ascending: whether the page is the one next to its floor */
gboolean
moot_page_is_ascending (const MootPage *self)
{
  return self->min_id != 0;
}

typedef struct
{
  GString *query;
} Kept;

static void
keep_filter (const char *name,
             const char *value,
             gpointer    data)
{
  static const char *const cursors[] = { "max_id", "since_id", "min_id", "limit", "access_token" };
  Kept *kept = data;

  for (guint i = 0; i < G_N_ELEMENTS (cursors); i++)
    if (g_str_equal (name, cursors[i]))
      return;
  g_string_append_c (kept->query, '&');
  g_string_append_uri_escaped (kept->query, name, "[]", FALSE);
  g_string_append_c (kept->query, '=');
  g_string_append_uri_escaped (kept->query, value, NULL, FALSE);
}

/**
 * moot_page_add_links:
 * @exchange: a request that is being answered with a page
 * @page: what it asked
 * @newest_id: cursor of the first item, 0 for an empty page
 * @oldest_id: cursor of the last item; 0 when there is no older page
 *
 * Adds `Link: <…>; rel="next", <…>; rel="prev"` with the node's public address; nothing for an
 * empty page.
 */
void
moot_page_add_links (MootExchange   *exchange,
                     const MootPage *page,
                     gint64          newest_id,
                     gint64          oldest_id)
{
  g_autoptr (GString) filters = g_string_new (NULL);
  g_autoptr (GString) link = g_string_new (NULL);
  Kept kept = { filters };
  const char *base = exchange->services->site->base_url;

  if (newest_id == 0)
    return;

  moot_params_foreach (exchange->params, keep_filter, &kept);
  if (oldest_id != 0)
    g_string_append_printf (link, "<%s%s?limit=%d%s&max_id=%" G_GINT64_FORMAT ">; rel=\"next\", ",
                            base, exchange->path, page->limit, filters->str, oldest_id);
  g_string_append_printf (link, "<%s%s?limit=%d%s&min_id=%" G_GINT64_FORMAT ">; rel=\"prev\"",
                          base, exchange->path, page->limit, filters->str, newest_id);
  moot_exchange_add_header (exchange, "Link", link->str);
}
