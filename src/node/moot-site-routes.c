/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The node's own pages for people with a browser: the front page, a profile, a post; and the
 * pictures that stand for missing ones.  No scripts, no tracking, nothing that needs signing in.
 * Thread: a request worker. */
#include "moot-site-routes.h"

#include "moot-account-store.h"
#include "moot-activity-reply.h"
#include "moot-clock.h"
#include "moot-html.h"
#include "moot-id.h"
#include "moot-node-web.h"
#include "moot-sql.h"
#include "moot-web-page.h"

#define MAX_MEMBERS 50  /* on the front page */
#define MAX_STATUSES 20 /* on a profile */
#define PICTURES "/coop/folkmoot/node/web/pictures/"

static void
reply_picture (MootExchange *exchange,
               const char   *name)
{
  g_autofree char *path = g_strconcat (PICTURES, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (moot_node_web_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  moot_exchange_add_header (exchange, "Cache-Control", "public, max-age=86400");
  moot_exchange_reply_bytes (exchange, 200, "image/png", bytes);
}

static void
show_missing_avatar (MootExchange *exchange)
{
  reply_picture (exchange, "avatar.png");
}

static void
show_missing_header (MootExchange *exchange)
{
  reply_picture (exchange, "header.png");
}

static void
show_thumbnail (MootExchange *exchange)
{
  reply_picture (exchange, "thumbnail.png");
}

static void
reply_no_page (MootExchange *exchange)
{
  moot_web_page_reply_message (exchange, 404, "Not found",
                               "There is no such page here, or it is not public.");
}

static void
show_home (MootExchange *exchange)
{
  const MootSite *site = exchange->services->site;
  g_autoptr (MootWebPage) page = moot_web_page_new ("home", site->name);
  g_autoptr (GError) error = NULL;
  g_autofree char *description = moot_setting_dup (exchange->db, "description", &error);
  g_autoptr (MootRows) rows =
    error == NULL ? moot_db_query (exchange->db, &moot_sql_site_members,
                                   MOOT_BINDS (MOOT_INT ("limit", MAX_MEMBERS)), &error)
                  : NULL;

  while (rows != NULL && moot_rows_next (rows, &error))
    {
      const char *name = moot_rows_get_text (rows, "display_name");

      moot_web_page_add (page, "member",
                         *name != '\0' ? name : moot_rows_get_text (rows, "username"),
                         moot_rows_get_text (rows, "url"));
    }
  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  if (description != NULL && *description != '\0')
    moot_web_page_set (page, "description", description);
  moot_web_page_set (page, "name", site->name);
  moot_web_page_set (page, "domain", site->domain);
  moot_web_page_reply (page, exchange, 200);
}

/* What a page shows of a status in one line. */
static char *
dup_summary (MootRows *rows)
{
  const char *warning = moot_rows_get_text (rows, "spoiler_text");

  return *warning != '\0' ? g_strdup (warning)
                          : moot_html_to_text (moot_rows_get_text (rows, "content"));
}

static gboolean
add_statuses (MootExchange  *exchange,
              MootWebPage   *page,
              gint64         account_id,
              GError       **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    exchange->db, &moot_sql_site_statuses,
    MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_INT ("limit", MAX_STATUSES)), error);

  while (rows != NULL && moot_rows_next (rows, &local))
    {
      g_autofree char *summary = dup_summary (rows);

      moot_web_page_add (page, "post", summary, moot_rows_get_text (rows, "url"));
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return rows != NULL && *error == NULL;
}

static void
reply_profile (MootExchange *exchange,
               const char   *username)
{
  const MootSite *site = exchange->services->site;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAccount) account =
    moot_account_find_by_acct (exchange->db, site, username, &error);
  g_autofree char *handle = g_strdup_printf ("@%s@%s", username, site->domain);
  g_autofree char *note = NULL;
  g_autoptr (MootWebPage) page = NULL;
  gint64 id;

  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  if (account == NULL || account->suspended || !moot_id_parse (account->id, &id))
    {
      reply_no_page (exchange);
      return;
    }
  page =
    moot_web_page_new ("profile", account->display_name != NULL && *account->display_name != '\0'
                                    ? account->display_name
                                    : account->username);
  note = moot_html_to_text (account->note != NULL ? account->note : "");
  moot_web_page_set (page, "handle", handle);
  if (*note != '\0')
    moot_web_page_set (page, "note", note);
  moot_activity_point_to (exchange, account->uri);
  if (add_statuses (exchange, page, id, &error))
    moot_web_page_reply (page, exchange, 200);
  else
    moot_exchange_fail (exchange, error);
}

/* `/@ada`; a name that does not begin with @ is no page */
static void
show_profile (MootExchange *exchange)
{
  const char *handle = moot_exchange_get_param (exchange, "handle");

  if (*handle == '@' && handle[1] != '\0' && moot_wants_activity (exchange))
    moot_activity_reply_actor (exchange, handle + 1);
  else if (*handle == '@' && handle[1] != '\0')
    reply_profile (exchange, handle + 1);
  else
    moot_exchange_not_found (exchange);
}

static void
show_actor_page (MootExchange *exchange)
{
  const char *name = moot_exchange_get_param (exchange, "name");

  if (moot_wants_activity (exchange))
    moot_activity_reply_actor (exchange, name);
  else
    reply_profile (exchange, name);
}

static void
show_status (MootExchange *exchange)
{
  const char *handle = moot_exchange_get_param (exchange, "handle");
  g_autoptr (MootRows) rows = NULL;
  g_autoptr (MootWebPage) page = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *time = NULL;
  g_auto (GStrv) paragraphs = NULL;

  if (*handle != '@')
    {
      moot_exchange_not_found (exchange);
      return;
    }
  if (moot_wants_activity (exchange))
    {
      g_hash_table_replace (exchange->path_params, g_strdup ("name"), g_strdup (handle + 1));
      moot_activity_reply_note (exchange, moot_exchange_get_id (exchange));
      return;
    }
  rows = moot_db_query (exchange->db, &moot_sql_site_status,
                        MOOT_BINDS (MOOT_INT ("id", moot_exchange_get_id (exchange)),
                                    MOOT_TEXT ("username", handle + 1)),
                        &error);
  if (rows == NULL || !moot_rows_next (rows, &error))
    {
      if (error != NULL)
        moot_exchange_fail (exchange, error);
      else
        reply_no_page (exchange);
      return;
    }
  page = moot_web_page_new ("status", moot_rows_get_text (rows, "display_name"));
  text = moot_html_to_text (moot_rows_get_text (rows, "content"));
  time = moot_time_format_iso (moot_rows_get_int (rows, "created_at"));
  paragraphs = g_strsplit (text, "\n", -1);
  moot_activity_point_to (exchange, moot_rows_get_text (rows, "uri"));
  moot_web_page_set (page, "author", handle);
  moot_web_page_set (page, "author_url", moot_rows_get_text (rows, "author_url"));
  moot_web_page_set (page, "time", time);
  if (*moot_rows_get_text (rows, "spoiler_text") != '\0')
    moot_web_page_set (page, "warning", moot_rows_get_text (rows, "spoiler_text"));
  for (guint i = 0; paragraphs[i] != NULL; i++)
    if (*paragraphs[i] != '\0')
      moot_web_page_add (page, "paragraph", paragraphs[i], NULL);
  moot_web_page_reply (page, exchange, 200);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET", "/",                             MOOT_SCOPE_NOBODY, show_home },
  { "GET", "/users/:name",                  MOOT_SCOPE_NOBODY, show_actor_page },
  { "GET", "/groups/:name",                 MOOT_SCOPE_NOBODY, show_actor_page },
  { "GET", "/avatars/original/missing.png", MOOT_SCOPE_NOBODY, show_missing_avatar },
  { "GET", "/headers/original/missing.png", MOOT_SCOPE_NOBODY, show_missing_header },
  { "GET", "/static/thumbnail.png",         MOOT_SCOPE_NOBODY, show_thumbnail },
};

/* Behind all others: `:handle` matches anything of that length. */
static const MootRoute handle_routes[] = {
  { "GET", "/:handle",                      MOOT_SCOPE_NOBODY, show_profile },
  { "GET", "/:handle/:id",                  MOOT_SCOPE_NOBODY, show_status },
};
/* clang-format on */

const MootRouteTable moot_site_routes = { routes, G_N_ELEMENTS (routes) };
const MootRouteTable moot_site_handle_routes = { handle_routes, G_N_ELEMENTS (handle_routes) };
