/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Accounts: oneself, others, and lists of them.
 * Spec: Mastodon client API, accounts.
 * Thread: a request worker. */
#include "moot-account-routes.h"

#include "moot-account-store.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-page.h"
#include "moot-profile.h"
#include "moot-sql.h"

#include <string.h>

static void
show_self (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAccount) account =
    moot_profile_load (exchange->db, exchange->services->site, exchange->viewer_id, &error);

  if (account != NULL)
    moot_exchange_reply_entity (exchange, account);
  else
    moot_exchange_fail (exchange, error);
}

static gboolean
edit (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  MootExchange *exchange = data;

  return moot_profile_edit (db, exchange->services->site, exchange->viewer_id, exchange->params,
                            error);
}

static void
update_self (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, edit, exchange, &error))
    show_self (exchange);
  else
    moot_exchange_fail (exchange, error);
}

static gboolean
drop_picture (MootDb    *db,
              gpointer   data,
              GError   **error)
{
  MootExchange *exchange = data;

  return moot_profile_drop_picture (db, exchange->services->site, exchange->viewer_id,
                                    g_str_has_suffix (exchange->path, "/avatar"), error);
}

static void
delete_picture (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, drop_picture, exchange, &error))
    show_self (exchange);
  else
    moot_exchange_fail (exchange, error);
}

static void
reply_account (MootExchange *exchange,
               MootAccount  *account,
               const GError *error)
{
  if (account != NULL)
    moot_exchange_reply_entity (exchange, account);
  else if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
}

static void
show_account (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAccount) account = moot_account_find (exchange->db, exchange->services->site,
                                                       moot_exchange_get_id (exchange), &error);

  reply_account (exchange, account, error);
}

static void
look_up (MootExchange *exchange)
{
  const char *acct = moot_params_get (exchange->params, "acct");
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAccount) account = NULL;

  if (acct != NULL)
    account = moot_account_find_by_acct (exchange->db, exchange->services->site, acct, &error);
  reply_account (exchange, account, error);
}

/* `GET /accounts?id[]=1&id[]=2`: unknown ones are left out */
static void
list_by_ids (MootExchange *exchange)
{
  g_auto (GStrv) ids = moot_params_dup_list (exchange->params, "id");
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; ids[i] != NULL && i < 40; i++)
    {
      gint64 id = 0;
      MootAccount *account;

      moot_id_parse (ids[i], &id);
      account = moot_account_find (exchange->db, exchange->services->site, id, &error);
      if (error != NULL)
        {
          moot_exchange_fail (exchange, error);
          return;
        }
      if (account != NULL)
        g_ptr_array_add (list, account);
    }
  moot_exchange_reply_list (exchange, list);
}

/* A page of a list whose cursor is the row between two accounts. */
static void
reply_page (MootExchange  *exchange,
            const MootSql *sql,
            gint64         account_id)
{
  MootPage page = moot_page_read (exchange, 40, 80);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    exchange->db, sql,
    MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_INT ("max_id", page.max_id),
                MOOT_INT ("floor", moot_page_get_floor (&page)),
                MOOT_INT ("limit", page.limit + 1)),
    &error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 newest = 0;
  gint64 oldest = 0;

  while (rows != NULL && moot_rows_next (rows, &error))
    {
      gint64 cursor = moot_rows_get_int (rows, "_cursor");

      if ((int) list->len == page.limit)
        {
          moot_page_add_links (exchange, &page, newest, oldest);
          newest = 0;
          break;
        }
      if (list->len == 0)
        newest = cursor;
      oldest = cursor;
      g_ptr_array_add (list, moot_account_read (rows, exchange->services->site));
    }
  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_page_add_links (exchange, &page, newest, 0);
  moot_exchange_reply_list (exchange, list);
}

/* Who hides their lists shows them to nobody else. */
static void
reply_collection (MootExchange  *exchange,
                  const MootSql *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAccount) account = moot_account_find (exchange->db, exchange->services->site,
                                                       moot_exchange_get_id (exchange), &error);

  if (account == NULL)
    reply_account (exchange, NULL, error);
  else if (account->hide_collections && moot_exchange_get_id (exchange) != exchange->viewer_id)
    moot_exchange_reply_text (exchange, 200, "application/json; charset=utf-8", "[]");
  else
    reply_page (exchange, sql, moot_exchange_get_id (exchange));
}

static void
list_followers (MootExchange *exchange)
{
  reply_collection (exchange, &moot_sql_followers_page);
}

static void
list_following (MootExchange *exchange)
{
  reply_collection (exchange, &moot_sql_following_page);
}

static void
list_follow_requests (MootExchange *exchange)
{
  reply_page (exchange, &moot_sql_follow_requests_page, exchange->viewer_id);
}

static void
list_blocks (MootExchange *exchange)
{
  reply_page (exchange, &moot_sql_blocks_page, exchange->viewer_id);
}

static void
list_mutes (MootExchange *exchange)
{
  reply_page (exchange, &moot_sql_mutes_page, exchange->viewer_id);
}

static void
list_directory (MootExchange *exchange)
{
  const char *order = moot_params_get (exchange->params, "order");
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    exchange->db, &moot_sql_directory_page,
    MOOT_BINDS (
      MOOT_INT ("viewer", exchange->viewer_id), MOOT_INT ("now", moot_clock_now ()),
      MOOT_INT ("local", moot_params_get_boolean (exchange->params, "local", FALSE)),
      MOOT_INT ("newest", g_strcmp0 (order, "new") == 0),
      MOOT_INT ("limit", CLAMP (moot_params_get_int (exchange->params, "limit", 40), 1, 80)),
      MOOT_INT ("offset", CLAMP (moot_params_get_int (exchange->params, "offset", 0), 0, 10000))),
    &error);
  g_autoptr (GPtrArray) list =
    rows != NULL ? moot_accounts_read_all (rows, exchange->services->site, &error) : NULL;

  if (list != NULL)
    moot_exchange_reply_list (exchange, list);
  else
    moot_exchange_fail (exchange, error);
}

static void
search (MootExchange *exchange)
{
  const char *query = moot_params_get (exchange->params, "q");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  int limit = (int) CLAMP (moot_params_get_int (exchange->params, "limit", 40), 1, 80);
  int offset = (int) CLAMP (moot_params_get_int (exchange->params, "offset", 0), 0, 10000);

  list = moot_profile_search (
    exchange->db, exchange->services->site, exchange->viewer_id, query != NULL ? query : "",
    moot_params_get_boolean (exchange->params, "following", FALSE), limit, offset, &error);
  if (list != NULL)
    moot_exchange_reply_list (exchange, list);
  else
    moot_exchange_fail (exchange, error);
}

static void
show_empty_list (MootExchange *exchange)
{
  moot_exchange_reply_text (exchange, 200, "application/json; charset=utf-8", "[]");
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",    "/api/v1/accounts/verify_credentials",    "profile",        show_self },
  { "PATCH",  "/api/v1/accounts/update_credentials",    "write:accounts", update_self },
  { "GET",    "/api/v1/accounts/lookup",                NULL,             look_up },
  { "GET",    "/api/v1/accounts/search",                "read:accounts",  search },
  { "GET",    "/api/v1/accounts",                       NULL,             list_by_ids },
  { "GET",    "/api/v1/directory",                      NULL,             list_directory },
  { "DELETE", "/api/v1/profile/avatar",                 "write:accounts", delete_picture },
  { "DELETE", "/api/v1/profile/header",                 "write:accounts", delete_picture },
  { "GET",    "/api/v1/follow_requests",                "read:follows",   list_follow_requests },
  { "GET",    "/api/v1/blocks",                         "read:blocks",    list_blocks },
  { "GET",    "/api/v1/mutes",                          "read:mutes",     list_mutes },
  { "GET",    "/api/v1/accounts/:id/followers",         NULL,             list_followers },
  { "GET",    "/api/v1/accounts/:id/following",         NULL,             list_following },
  { "GET",    "/api/v1/accounts/:id/identity_proofs",   "",               show_empty_list },
  { "GET",    "/api/v1/accounts/:id/endorsements",      NULL,             show_empty_list },
};
/* clang-format on */

const MootRouteTable moot_account_routes = { routes, G_N_ELEMENTS (routes) };

/* Behind the tables whose literal segments would match `:id`. */
/* clang-format off */
static const MootRoute by_id_routes[] = {
  { "GET",    "/api/v1/accounts/:id",                   NULL,             show_account },
};
/* clang-format on */

const MootRouteTable moot_account_by_id_routes = { by_id_routes, G_N_ELEMENTS (by_id_routes) };
