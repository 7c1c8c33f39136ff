/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Lists of people whose posts a member reads apart.
 * Spec: Mastodon client API, lists and timelines/list.
 * Thread: a request worker. */
#include "moot-list-routes.h"

#include "moot-error.h"
#include "moot-id.h"
#include "moot-limits.h"
#include "moot-sql.h"
#include "moot-status-reply.h"

#define DEFAULT_ACCOUNTS 40
#define MAX_ACCOUNTS 80

typedef struct
{
  MootExchange *exchange;
  gint64 id;
  char *title;          /* (nullable) */
  char *replies_policy; /* (nullable) */
  gboolean exclusive;
  gboolean adding;
} List;

static void
list_clear (List *self)
{
  g_free (self->title);
  g_free (self->replies_policy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static gboolean
not_found (GError **error)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no such list");
  return FALSE;
}

static gboolean
invalid (const char  *words,
         const char  *value,
         GError     **error)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "Validation failed: %s%s", value, words);
  return FALSE;
}

/* Showing ------------------------------------------------------------------------------------- */

static void
write_list (MootJsonWriter *json,
            MootRows       *rows)
{
  moot_json_begin_object (json);
  moot_json_put_id (json, "id", moot_rows_get_int (rows, "id"));
  moot_json_put_string (json, "title", moot_rows_get_text (rows, "title"));
  moot_json_put_string (json, "replies_policy", moot_rows_get_text (rows, "replies_policy"));
  moot_json_put_boolean (json, "exclusive", moot_rows_get_int (rows, "exclusive") != 0);
  moot_json_end_object (json);
}

static void
reply_lists (MootExchange   *exchange,
             const MootSql  *sql,
             const MootBind *binds)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = moot_db_query (exchange->db, sql, binds, &error);

  moot_json_begin_array (&json);
  while (rows != NULL && moot_rows_next (rows, &error))
    write_list (&json, rows);
  moot_json_end_array (&json);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_reply (exchange, &json);
}

static void
list_lists (MootExchange *exchange)
{
  reply_lists (exchange, &moot_sql_list_all,
               MOOT_BINDS (MOOT_INT ("viewer", exchange->viewer_id)));
}

static void
list_lists_of_account (MootExchange *exchange)
{
  reply_lists (exchange, &moot_sql_lists_of_account,
               MOOT_BINDS (MOOT_INT ("viewer", exchange->viewer_id),
                           MOOT_INT ("id", moot_exchange_get_id (exchange))));
}

static void
reply_list (MootExchange *exchange,
            gint64        id)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    exchange->db, &moot_sql_list_by_id,
    MOOT_BINDS (MOOT_INT ("viewer", exchange->viewer_id), MOOT_INT ("id", id)), &error);

  if (rows != NULL && moot_rows_next (rows, &error))
    {
      write_list (&json, rows);
      moot_exchange_reply (exchange, &json);
    }
  else if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
}

static void
show_list (MootExchange *exchange)
{
  reply_list (exchange, moot_exchange_get_id (exchange));
}

/* Changing ------------------------------------------------------------------------------------ */

/* The list as it is, if it is one of the member's. */
static gboolean
load (MootDb  *db,
      List    *list,
      GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_list_by_id,
    MOOT_BINDS (MOOT_INT ("viewer", list->exchange->viewer_id), MOOT_INT ("id", list->id)), error);

  if (rows == NULL)
    return FALSE;
  if (!moot_rows_next (rows, &local))
    {
      if (local == NULL)
        return not_found (error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  list->title = g_strdup (moot_rows_get_text (rows, "title"));
  list->replies_policy = g_strdup (moot_rows_get_text (rows, "replies_policy"));
  list->exclusive = moot_rows_get_int (rows, "exclusive") != 0;
  return TRUE;
}

/* What the client does not name stays. */
static gboolean
read_words (List    *list,
            GError **error)
{
  static const char *const policies[] = { "followed", "list", "none", NULL };
  const MootParams *params = list->exchange->params;
  const char *title = moot_params_get (params, "title");
  const char *policy = moot_params_get (params, "replies_policy");

  if (title != NULL)
    {
      g_free (list->title);
      list->title = g_strstrip (g_strdup (title));
    }
  if (policy != NULL)
    {
      g_free (list->replies_policy);
      list->replies_policy = g_strdup (policy);
    }
  list->exclusive = moot_params_get_boolean (params, "exclusive", list->exclusive);
  if (list->title == NULL || *list->title == '\0')
    return invalid ("Title can't be blank", "", error);
  if (g_utf8_strlen (list->title, -1) > MOOT_MAX_LIST_TITLE_CHARACTERS)
    return invalid ("Title is too long", "", error);
  if (!g_strv_contains (policies, list->replies_policy))
    return invalid ("' is not a valid replies_policy", "'", error);
  return TRUE;
}

static gboolean
do_add (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  List *list = data;
  gint64 viewer = list->exchange->viewer_id;
  gint64 n_lists = 0;

  if (!moot_db_get_int (db, &moot_sql_list_count, MOOT_BINDS (MOOT_INT ("viewer", viewer)),
                        &n_lists, error))
    return FALSE;
  if (n_lists >= MOOT_MAX_LISTS)
    return invalid ("You have reached the maximum number of lists", "", error);
  list->id = moot_id_next ();
  list->replies_policy = g_strdup ("list");
  return read_words (list, error) &&
         moot_db_run (db, &moot_sql_list_add,
                      MOOT_BINDS (MOOT_INT ("id", list->id), MOOT_INT ("viewer", viewer),
                                  MOOT_TEXT ("title", list->title),
                                  MOOT_TEXT ("replies_policy", list->replies_policy),
                                  MOOT_INT ("exclusive", list->exclusive)),
                      error);
}

static gboolean
do_change (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  List *list = data;

  return load (db, list, error) && read_words (list, error) &&
         moot_db_run (db, &moot_sql_list_change,
                      MOOT_BINDS (MOOT_INT ("id", list->id),
                                  MOOT_INT ("viewer", list->exchange->viewer_id),
                                  MOOT_TEXT ("title", list->title),
                                  MOOT_TEXT ("replies_policy", list->replies_policy),
                                  MOOT_INT ("exclusive", list->exclusive)),
                      error);
}

static gboolean
do_remove (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  List *list = data;

  return load (db, list, error) &&
         moot_db_run (db, &moot_sql_list_remove,
                      MOOT_BINDS (MOOT_INT ("id", list->id),
                                  MOOT_INT ("viewer", list->exchange->viewer_id)),
                      error);
}

static void
add_list (MootExchange *exchange)
{
  g_auto (List) list = { .exchange = exchange };
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, do_add, &list, &error))
    reply_list (exchange, list.id);
  else
    moot_exchange_fail (exchange, error);
}

static void
change_list (MootExchange *exchange)
{
  g_auto (List) list = { .exchange = exchange, .id = moot_exchange_get_id (exchange) };
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, do_change, &list, &error))
    reply_list (exchange, list.id);
  else
    moot_exchange_fail (exchange, error);
}

static void
remove_list (MootExchange *exchange)
{
  g_auto (List) list = { .exchange = exchange, .id = moot_exchange_get_id (exchange) };
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, do_remove, &list, &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

/* Who is on it -------------------------------------------------------------------------------- */

static void
list_accounts (MootExchange *exchange)
{
  MootPage page = moot_page_read (exchange, DEFAULT_ACCOUNTS, MAX_ACCOUNTS);
  g_auto (List) list = { .exchange = exchange, .id = moot_exchange_get_id (exchange) };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = NULL;

  if (g_strcmp0 (moot_params_get (exchange->params, "limit"), "0") == 0)
    page.limit = MOOT_MAX_LIST_ACCOUNTS; /* all of them */
  if (!load (exchange->db, &list, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  rows = moot_db_query (exchange->db, &moot_sql_list_accounts_page,
                        MOOT_BINDS (MOOT_INT ("viewer", exchange->viewer_id),
                                    MOOT_INT ("id", list.id), MOOT_INT ("max_id", page.max_id),
                                    MOOT_INT ("floor", moot_page_get_floor (&page)),
                                    MOOT_INT ("limit", page.limit + 1)),
                        &error);
  moot_reply_accounts (exchange, &page, rows, error);
}

static gboolean
put_account (MootDb      *db,
             const List  *list,
             gint64       account_id,
             GError     **error)
{
  gint64 followed = 0;

  if (!list->adding)
    return moot_db_run (db, &moot_sql_list_account_remove,
                        MOOT_BINDS (MOOT_INT ("id", list->id), MOOT_INT ("account", account_id)),
                        error);
  if (!moot_db_get_int (db, &moot_sql_list_may_have,
                        MOOT_BINDS (MOOT_INT ("viewer", list->exchange->viewer_id),
                                    MOOT_INT ("account", account_id)),
                        &followed, error))
    return FALSE;
  if (followed == 0)
    return not_found (error);
  return moot_db_run (db, &moot_sql_list_account_add,
                      MOOT_BINDS (MOOT_INT ("id", list->id), MOOT_INT ("account", account_id)),
                      error);
}

static gboolean
do_put_accounts (MootDb    *db,
                 gpointer   data,
                 GError   **error)
{
  List *list = data;
  g_auto (GStrv) ids = moot_params_dup_list (list->exchange->params, "account_ids");
  gint64 n_accounts = 0;

  if (!load (db, list, error) ||
      !moot_db_get_int (db, &moot_sql_list_accounts_count,
                        MOOT_BINDS (MOOT_INT ("id", list->id)), &n_accounts, error))
    return FALSE;
  if (list->adding && n_accounts + g_strv_length (ids) > MOOT_MAX_LIST_ACCOUNTS)
    return invalid ("The list is full", "", error);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      gint64 account_id;

      if (!moot_id_parse (ids[i], &account_id))
        return not_found (error);
      if (!put_account (db, list, account_id, error))
        return FALSE;
    }
  return TRUE;
}

static void
put_accounts (MootExchange *exchange,
              gboolean      adding)
{
  g_auto (List) list = { .exchange = exchange,
                         .id = moot_exchange_get_id (exchange),
                         .adding = adding };
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, do_put_accounts, &list, &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

static void
add_accounts (MootExchange *exchange)
{
  put_accounts (exchange, TRUE);
}

static void
remove_accounts (MootExchange *exchange)
{
  put_accounts (exchange, FALSE);
}

/* What they wrote ----------------------------------------------------------------------------- */

static void
show_timeline (MootExchange *exchange)
{
  MootPage page = moot_page_read (exchange, 20, 40);
  MootPostRange range = moot_page_get_range (&page);
  MootStatusView view = moot_status_view_of (exchange);
  g_auto (List) list = { .exchange = exchange, .id = moot_exchange_get_id (exchange) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lines = NULL;

  if (load (exchange->db, &list, &error))
    lines = moot_timeline_list (&view, list.id, list.replies_policy, &range, &error);
  moot_reply_page (exchange, &page, lines, error);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",    "/api/v1/lists",              "read:lists",  list_lists },
  { "POST",   "/api/v1/lists",              "write:lists", add_list },
  { "GET",    "/api/v1/lists/:id",          "read:lists",  show_list },
  { "PUT",    "/api/v1/lists/:id",          "write:lists", change_list },
  { "DELETE", "/api/v1/lists/:id",          "write:lists", remove_list },
  { "GET",    "/api/v1/lists/:id/accounts", "read:lists",  list_accounts },
  { "POST",   "/api/v1/lists/:id/accounts", "write:lists", add_accounts },
  { "DELETE", "/api/v1/lists/:id/accounts", "write:lists", remove_accounts },
  { "GET",    "/api/v1/accounts/:id/lists", "read:lists",  list_lists_of_account },
  { "GET",    "/api/v1/timelines/list/:id", "read:lists",  show_timeline },
};
/* clang-format on */

const MootRouteTable moot_list_routes = { routes, G_N_ELEMENTS (routes) };
