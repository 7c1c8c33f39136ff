/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Changing servers: other accounts of oneself, and where one went.  Mastodon has no client API for
 * it.  What cannot be taken back by oneself needs the password.
 * Spec: src/node/README.md, "Migration".
 * Thread: a request worker; finding somebody elsewhere blocks it. */
#include "moot-migration-routes.h"

#include "moot-account-store.h"
#include "moot-clock.h"
#include "moot-migration.h"
#include "moot-sign-in.h"
#include "moot-sql.h"

typedef struct
{
  MootExchange *exchange;
  gint64 other_id;
  const char *uri;
} Change;

/* Writing ------------------------------------------------------------------------------------- */

static gboolean
write_aliases (MootExchange         *exchange,
               const MootMigration  *migration,
               MootJsonWriter       *json,
               GError              **error)
{
  const MootSite *site = exchange->services->site;

  moot_json_name (json, "aliases");
  moot_json_begin_array (json);
  for (guint i = 0; migration->aliases[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (MootRows) rows = moot_db_query (
        exchange->db, &moot_sql_migration_alias_name,
        MOOT_BINDS (MOOT_TEXT ("uri", migration->aliases[i]), MOOT_TEXT ("domain", site->domain)),
        &local);
      gboolean known = rows != NULL && moot_rows_next (rows, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      moot_json_begin_object (json);
      moot_json_put_string (json, "uri", migration->aliases[i]);
      if (known)
        moot_json_put_string (json, "acct", moot_rows_get_text (rows, "acct"));
      else
        moot_json_put_null (json, "acct");
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
  return TRUE;
}

static gboolean
write_home (MootExchange    *exchange,
            gint64           home_id,
            MootJsonWriter  *json,
            GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootAccount) home =
    home_id != 0
      ? moot_account_find (exchange->db, exchange->services->site, home_id, &local)
      : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  moot_json_name (json, "moved_to");
  if (home != NULL)
    moot_entity_to_json (home, json);
  else
    moot_json_add_null (json);
  return TRUE;
}

static void
put_time (MootJsonWriter *json,
          const char     *name,
          gint64          time)
{
  if (time != 0)
    moot_json_put_time (json, name, time);
  else
    moot_json_put_null (json, name);
}

static void
show (MootExchange *exchange)
{
  g_auto (MootMigration) migration = { 0 };
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  gint64 next;

  if (!moot_migration_load (exchange->db, exchange->viewer_id, &migration, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  next = migration.moved_at != 0 ? migration.moved_at + MOOT_MIGRATION_PERIOD_MS : 0;
  moot_json_begin_object (&json);
  if (!write_aliases (exchange, &migration, &json, &error) ||
      !write_home (exchange, migration.moved_to_id, &json, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  put_time (&json, "moved_at", migration.moved_at);
  put_time (&json, "may_move_at", next > moot_clock_now () ? next : 0);
  moot_json_put_int (&json, "followers_count", migration.followers_count);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

/* Changing ------------------------------------------------------------------------------------ */

static void
change (MootExchange *exchange,
        MootDbWork    work,
        Change       *data)
{
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, work, data, &error))
    show (exchange);
  else
    moot_exchange_fail (exchange, error);
}

/* Finds whom `acct` means; answers when it is nobody. */
static gboolean
find_other (MootExchange *exchange,
            gint64       *out_id)
{
  const char *acct = moot_params_get (exchange->params, "acct");
  g_autoptr (GError) error = NULL;

  if (acct == NULL || *acct == '\0')
    moot_exchange_refuse (exchange, 422, "Validation failed: Acct can't be blank");
  else if (!moot_migration_find (exchange->services->federation, acct, out_id, &error))
    moot_exchange_fail (exchange, error);
  else
    return TRUE;
  return FALSE;
}

static gboolean
do_add (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  const Change *self = data;

  return moot_migration_add_alias (db, self->exchange->services->site, self->exchange->viewer_id,
                                   self->other_id, moot_clock_now (), error);
}

static void
add_alias (MootExchange *exchange)
{
  Change data = { .exchange = exchange };

  if (find_other (exchange, &data.other_id))
    change (exchange, do_add, &data);
}

static gboolean
do_remove (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const Change *self = data;

  return moot_migration_remove_alias (db, self->exchange->services->site,
                                      self->exchange->viewer_id, self->uri, moot_clock_now (),
                                      error);
}

static void
remove_alias (MootExchange *exchange)
{
  Change data = { exchange, 0, moot_params_get (exchange->params, "uri") };

  if (data.uri == NULL)
    moot_exchange_refuse (exchange, 422, "Validation failed: Uri can't be blank");
  else
    change (exchange, do_remove, &data);
}

static gboolean
do_move (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  const Change *self = data;

  return moot_migration_go (db, self->exchange->services->site, self->exchange->viewer_id,
                            self->other_id, moot_clock_now (), error);
}

static void
move (MootExchange *exchange)
{
  Change data = { .exchange = exchange };

  if (moot_sign_in_confirm (exchange) && find_other (exchange, &data.other_id))
    change (exchange, do_move, &data);
}

static gboolean
do_come_back (MootDb    *db,
              gpointer   data,
              GError   **error)
{
  const Change *self = data;

  return moot_migration_come_back (db, self->exchange->services->site, self->exchange->viewer_id,
                                   moot_clock_now (), error);
}

static void
come_back (MootExchange *exchange)
{
  Change data = { .exchange = exchange };

  change (exchange, do_come_back, &data);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",    "/api/folkmoot/v1/migration",         "read:accounts",  show },
  { "POST",   "/api/folkmoot/v1/migration/aliases", "write:accounts", add_alias },
  { "DELETE", "/api/folkmoot/v1/migration/aliases", "write:accounts", remove_alias },
  { "POST",   "/api/folkmoot/v1/migration/move",    "write:accounts", move },
  { "DELETE", "/api/folkmoot/v1/migration/move",    "write:accounts", come_back },
};
/* clang-format on */

const MootRouteTable moot_migration_routes = { routes, G_N_ELEMENTS (routes) };
