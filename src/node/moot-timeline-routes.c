/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Timelines, and the lists of one's favourites and bookmarks.
 * Spec: Mastodon client API, timelines.
 * Thread: a request worker. */
#include "moot-timeline-routes.h"

#include "moot-errands.h"
#include "moot-lookup.h"
#include "moot-status-reply.h"
#include "moot-text.h"

#define DEFAULT_LIMIT 20
#define MAX_LIMIT 40

typedef GArray *(*Timeline) (const MootStatusView  *view,
                             const MootPostRange   *range,
                             GError               **error);

static void
show (MootExchange *exchange,
      Timeline      timeline)
{
  MootPage page = moot_page_read (exchange, DEFAULT_LIMIT, MAX_LIMIT);
  MootPostRange range = moot_page_get_range (&page);
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lines = timeline (&view, &range, &error);

  moot_reply_page (exchange, &page, lines, error);
}

static void
show_home (MootExchange *exchange)
{
  show (exchange, moot_timeline_home);
}

static void
show_favourites (MootExchange *exchange)
{
  show (exchange, moot_timeline_favourites);
}

static void
show_bookmarks (MootExchange *exchange)
{
  show (exchange, moot_timeline_bookmarks);
}

static MootPlace
read_place (const MootExchange *exchange)
{
  if (moot_params_get_boolean (exchange->params, "local", FALSE))
    return MOOT_PLACE_LOCAL;
  return moot_params_get_boolean (exchange->params, "remote", FALSE) ? MOOT_PLACE_REMOTE
                                                                     : MOOT_PLACE_ANY;
}

static void
show_public (MootExchange *exchange)
{
  MootPage page = moot_page_read (exchange, DEFAULT_LIMIT, MAX_LIMIT);
  MootPostRange range = moot_page_get_range (&page);
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lines = moot_timeline_public (
    &view, read_place (exchange), moot_params_get_boolean (exchange->params, "only_media", FALSE),
    &range, &error);

  moot_reply_page (exchange, &page, lines, error);
}

/* The tags of a parameter in their normal form; what is no tag finds nothing. */
static GStrv
dup_tags (const MootExchange *exchange,
          const char         *name)
{
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  g_auto (GStrv) list = moot_params_dup_list (exchange->params, name);

  for (guint i = 0; list[i] != NULL && i < MOOT_TIMELINE_MAX_TAGS; i++)
    {
      g_autofree char *tag = moot_text_normalise_tag (list[i]);

      g_strv_builder_add (tags, tag != NULL ? tag : "");
    }
  return g_strv_builder_end (tags);
}

static void
show_tag (MootExchange *exchange)
{
  MootPage page = moot_page_read (exchange, DEFAULT_LIMIT, MAX_LIMIT);
  MootPostRange range = moot_page_get_range (&page);
  MootStatusView view = moot_status_view_of (exchange);
  g_autofree char *name = moot_text_normalise_tag (moot_exchange_get_param (exchange, "hashtag"));
  g_auto (GStrv) any = dup_tags (exchange, "any");
  g_auto (GStrv) all = dup_tags (exchange, "all");
  g_auto (GStrv) none = dup_tags (exchange, "none");
  const MootTagFilter filter = {
    .name = name != NULL ? name : "",
    .any = any,
    .all = all,
    .none = none,
    .place = read_place (exchange),
    .only_media = moot_params_get_boolean (exchange->params, "only_media", FALSE),
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lines = moot_timeline_tag (&view, &filter, &range, &error);

  moot_reply_page (exchange, &page, lines, error);
}

static void
show_account (MootExchange *exchange)
{
  MootPage page = moot_page_read (exchange, DEFAULT_LIMIT, MAX_LIMIT);
  MootPostRange range = moot_page_get_range (&page);
  MootStatusView view = moot_status_view_of (exchange);
  const char *tagged = moot_params_get (exchange->params, "tagged");
  g_autofree char *tag = tagged != NULL ? moot_text_normalise_tag (tagged) : NULL;
  const MootAccountFilter filter = {
    .account_id = moot_exchange_get_id (exchange),
    .tagged = tag,
    .only_media = moot_params_get_boolean (exchange->params, "only_media", FALSE),
    .exclude_replies = moot_params_get_boolean (exchange->params, "exclude_replies", FALSE),
    .exclude_reblogs = moot_params_get_boolean (exchange->params, "exclude_reblogs", FALSE),
    .pinned = moot_params_get_boolean (exchange->params, "pinned", FALSE),
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAccount) account =
    moot_account_find (exchange->db, exchange->services->site, filter.account_id, &error);
  g_autoptr (GArray) lines = NULL;

  if (account == NULL && error == NULL)
    {
      moot_exchange_not_found (exchange);
      return;
    }
  if (exchange->viewer_id != 0 && page.max_id == G_MAXINT64)
    moot_errands_run (exchange->services->federation->errands, moot_lookup_posts,
                      filter.account_id);
  if (account != NULL)
    lines = moot_timeline_account (&view, &filter, &range, &error);
  moot_reply_page (exchange, &page, lines, error);
}

static void
show_nothing (MootExchange *exchange)
{
  moot_exchange_reply_text (exchange, 200, "application/json; charset=utf-8", "[]");
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET", "/api/v1/timelines/home",         "read:statuses",   show_home },
  { "GET", "/api/v1/timelines/public",       NULL,              show_public },
  { "GET", "/api/v1/timelines/tag/:hashtag", NULL,              show_tag },
  { "GET", "/api/v1/timelines/direct",       "read:statuses",   show_nothing },
  { "GET", "/api/v1/accounts/:id/statuses",  NULL,              show_account },
  { "GET", "/api/v1/favourites",             "read:favourites", show_favourites },
  { "GET", "/api/v1/bookmarks",              "read:bookmarks",  show_bookmarks },
};
/* clang-format on */

const MootRouteTable moot_timeline_routes = { routes, G_N_ELEMENTS (routes) };
