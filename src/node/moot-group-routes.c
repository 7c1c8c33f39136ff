/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What others see of the co-op itself, which an admin says: its name, text and pictures.
 * Spec: README of this layer. Thread: a request worker. */
#include "moot-group-routes.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-membership.h"
#include "moot-profile.h"
#include "moot-sql.h"

static gboolean
check_admin (MootExchange *exchange)
{
  g_autoptr (MootActor) actor = NULL;
  MootCoopContext context;

  if (moot_coop_context_init (&context, exchange->db, exchange->services->site, moot_clock_now (),
                              NULL))
    actor = moot_actor_load (&context, exchange->viewer_id, NULL);
  if (actor != NULL && actor->is_admin)
    return TRUE;
  moot_exchange_refuse (exchange, 403, "This action is not allowed");
  return FALSE;
}

static gboolean
find_group (MootDb  *db,
            gint64  *out_id,
            GError **error)
{
  *out_id = 0;
  if (!moot_db_get_int (db, &moot_sql_group_account, NULL, out_id, error))
    return FALSE;
  if (*out_id == 0)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "Record not found");
  return *out_id != 0;
}

static void
show_group (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAccount) account = NULL;
  gint64 id;

  if (find_group (exchange->db, &id, &error))
    account = moot_account_find (exchange->db, exchange->services->site, id, &error);
  if (account != NULL)
    moot_exchange_reply_entity (exchange, account);
  else if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
}

/* Everybody may follow it and see who does, and it is no robot: that stays. */
static gboolean
check_params (const MootParams  *params,
              GError           **error)
{
  static const char *const fixed[] = { "bot", "hide_collections", "locked" };

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (moot_params_has (params, fixed[i]))
      {
        g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                     "Validation failed: '%s' of the co-op cannot be changed", fixed[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
do_edit (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  MootExchange *exchange = data;
  gint64 id;

  return check_params (exchange->params, error) && find_group (db, &id, error) &&
         moot_profile_edit (db, exchange->services->site, id, exchange->params, error);
}

static gboolean
do_drop_picture (MootDb    *db,
                 gpointer   data,
                 GError   **error)
{
  MootExchange *exchange = data;
  gint64 id;

  return find_group (db, &id, error) &&
         moot_profile_drop_picture (db, exchange->services->site, id,
                                    g_str_has_suffix (exchange->path, "/avatar"), error);
}

static void
change (MootExchange *exchange,
        MootDbWork    work)
{
  g_autoptr (GError) error = NULL;

  if (!check_admin (exchange))
    return;
  if (moot_exchange_write (exchange, work, exchange, &error))
    show_group (exchange);
  else
    moot_exchange_fail (exchange, error);
}

static void
edit_group (MootExchange *exchange)
{
  change (exchange, do_edit);
}

static void
drop_picture (MootExchange *exchange)
{
  change (exchange, do_drop_picture);
}

static const MootRoute routes[] = {
  { "GET", "/api/folkmoot/v1/group", NULL, show_group },
  { "PATCH", "/api/folkmoot/v1/group", "admin:write", edit_group },
  { "DELETE", "/api/folkmoot/v1/group/avatar", "admin:write", drop_picture },
  { "DELETE", "/api/folkmoot/v1/group/header", "admin:write", drop_picture },
};

const MootRouteTable moot_group_routes = { routes, G_N_ELEMENTS (routes) };
