/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Members who change servers, and those of others whom members follow.
 *
 * A move is believed when the new account says that it was the old one, in `alsoKnownAs`; once in
 * seven days.  What members decided about the old account then holds for the new one.
 * Spec: ActivityPub, Move; FEP-7628; Mastodon, "Moving accounts"; conformance 46.
 * Thread: the writer's, in a transaction; moot_migration_find() any, and it blocks. */
#include "moot-migration.h"

#include "moot-account-store.h"
#include "moot-error.h"
#include "moot-lookup.h"
#include "moot-notification-store.h"
#include "moot-own-actor.h"
#include "moot-people.h"
#include "moot-publish.h"
#include "moot-relationship-store.h"
#include "moot-sql.h"

#include <string.h>

/** moot_migration_clear: empties @self */
void
moot_migration_clear (MootMigration *self)
{
  g_clear_pointer (&self->aliases, g_strfreev);
}

static gboolean
refuse (GError     **error,
        const char  *why)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "Validation failed: %s", why);
  return FALSE;
}

/**
 * moot_migration_load:
 * @db: a connection
 * @account_id: one of ours
 * @out_migration: (out): to be cleared by the caller
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: whether there is such an account
 */
gboolean
moot_migration_load (MootDb         *db,
                     gint64          account_id,
                     MootMigration  *out_migration,
                     GError        **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_migration_of,
                                             MOOT_BINDS (MOOT_INT ("id", account_id)), &local);

  if (rows != NULL && moot_rows_next (rows, &local))
    {
      *out_migration = (MootMigration){
        .aliases = moot_own_actor_read_ids (moot_rows_get_text (rows, "also_known_as")),
        .moved_to_id = moot_rows_get_int (rows, "moved_to_id"),
        .moved_at = moot_rows_get_int (rows, "moved_at"),
        .followers_count = moot_rows_get_int (rows, "followers_count"),
      };
      return TRUE;
    }
  if (local == NULL)
    g_set_error (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no account %" G_GINT64_FORMAT,
                 account_id);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Finding ------------------------------------------------------------------------------------- */

static gboolean
find_own (MootFederation  *federation,
          const char      *who,
          gint64          *out_id,
          GError         **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, error);
  gboolean done =
    reader != NULL &&
    (strstr (who, "://") != NULL
       ? moot_account_find_id_by_uri (reader, who, out_id, error)
       : moot_account_find_id (reader, federation->site, who, out_id, error));

  moot_db_pool_return_reader (federation->pool, reader);
  return done;
}

/* What it says of itself now: whoever moves has changed the other account a moment ago. */
static gboolean
find_elsewhere (MootFederation  *federation,
                const char      *who,
                gint64          *out_id,
                GError         **error)
{
  g_auto (MootRemoteAccount) account = { 0 };

  if (strstr (who, "://") == NULL)
    return moot_lookup_handle (federation, who, out_id, error);
  if (!moot_people_ensure (federation, who, -1, &account, error))
    return FALSE;
  *out_id = account.id;
  return TRUE;
}

/**
 * moot_migration_find:
 * @federation: federation
 * @who: a handle, or the id of an actor
 * @out_id: (out): the account
 * @error: return location
 *
 * Finds the other account of somebody; one of another server is asked for anew.
 *
 * Errors: %MOOT_ERROR_INVALID when there is nobody.
 *
 * Returns: whether there is such an account
 */
gboolean
moot_migration_find (MootFederation  *federation,
                     const char      *who,
                     gint64          *out_id,
                     GError         **error)
{
  g_autoptr (GError) local = NULL;
  gboolean is_uri = strstr (who, "://") != NULL;
  g_autoptr (MootHandle) handle = is_uri ? NULL : moot_handle_parse (who);
  gboolean elsewhere =
    is_uri ? !moot_uri_same_origin (who, federation->site->base_url)
           : handle != NULL && !moot_site_is_called (federation->site, handle->domain);

  *out_id = 0;
  if (!(elsewhere ? find_elsewhere (federation, who, out_id, &local)
                  : find_own (federation, who, out_id, &local)))
    g_debug ("'%.200s' is not to be found: %s", who, local != NULL ? local->message : "");
  return *out_id != 0 || refuse (error, "Acct could not be found");
}

/* Aliases ------------------------------------------------------------------------------------- */

static gboolean
put_aliases (MootDb          *db,
             const MootSite  *site,
             gint64           account_id,
             GPtrArray       *aliases,
             gint64           now,
             GError         **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  for (guint i = 0; i < aliases->len; i++)
    moot_json_add_string (&json, g_ptr_array_index (aliases, i));
  moot_json_end_array (&json);
  return moot_db_run (db, &moot_sql_migration_set_aliases,
                      MOOT_BINDS (MOOT_INT ("id", account_id),
                                  MOOT_TEXT ("aliases", json.text->str)),
                      error) &&
         moot_publish_profile (db, site, account_id, now, error);
}

static GPtrArray *
without (const MootMigration *migration,
         const char          *uri)
{
  GPtrArray *aliases = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; migration->aliases[i] != NULL; i++)
    if (strcmp (migration->aliases[i], uri) != 0)
      g_ptr_array_add (aliases, g_strdup (migration->aliases[i]));
  return aliases;
}

/**
 * moot_migration_add_alias:
 * @db: the writer
 * @site: the node
 * @account_id: one of ours
 * @alias_id: another account of the same person
 * @now: UTC milliseconds
 * @error: return location
 *
 * Says in the actor that it was @alias_id, which may move here then.
 *
 * Errors: %MOOT_ERROR_INVALID for oneself, or when there are too many.
 *
 * Returns: whether it was written
 */
gboolean
moot_migration_add_alias (MootDb          *db,
                          const MootSite  *site,
                          gint64           account_id,
                          gint64           alias_id,
                          gint64           now,
                          GError         **error)
{
  g_auto (MootMigration) migration = { 0 };
  g_autofree char *uri = NULL;
  g_autoptr (GPtrArray) aliases = NULL;

  if (alias_id == account_id)
    return refuse (error, "Acct is your own account");
  if (!moot_migration_load (db, account_id, &migration, error))
    return FALSE;
  uri = moot_account_dup_uri (db, alias_id, error);
  if (uri == NULL)
    return FALSE;
  aliases = without (&migration, uri);
  if (aliases->len >= MOOT_MIGRATION_MAX_ALIASES)
    return refuse (error, "There are too many aliases");
  g_ptr_array_add (aliases, g_strdup (uri));
  return put_aliases (db, site, account_id, aliases, now, error);
}

/** moot_migration_remove_alias: the opposite; one that is not there is no error */
gboolean
moot_migration_remove_alias (MootDb          *db,
                             const MootSite  *site,
                             gint64           account_id,
                             const char      *uri,
                             gint64           now,
                             GError         **error)
{
  g_auto (MootMigration) migration = { 0 };
  g_autoptr (GPtrArray) aliases = NULL;

  if (!moot_migration_load (db, account_id, &migration, error))
    return FALSE;
  aliases = without (&migration, uri);
  return put_aliases (db, site, account_id, aliases, now, error);
}

/* Going along --------------------------------------------------------------------------------- */

typedef struct
{
  gint64 id;
  gboolean show_reblogs;
  gboolean notify;
} Follower;

static GArray *
load_followers (MootDb  *db,
                gint64   old_id,
                GError **error)
{
  g_autoptr (GArray) followers = g_array_new (FALSE, FALSE, sizeof (Follower));
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_migration_followers,
    MOOT_BINDS (MOOT_INT ("old", old_id), MOOT_INT ("limit", MOOT_MIGRATION_MAX_FOLLOWERS)),
    &local);

  while (rows != NULL && moot_rows_next (rows, &local))
    {
      const Follower follower = { .id = moot_rows_get_int (rows, "id"),
                                  .show_reblogs = moot_rows_get_int (rows, "show_reblogs") != 0,
                                  .notify = moot_rows_get_int (rows, "notify") != 0 };

      g_array_append_val (followers, follower);
    }
  if (local == NULL)
    return g_steal_pointer (&followers);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
follow (MootDb          *db,
        const MootSite  *site,
        const Follower  *follower,
        gint64           new_id,
        gint64           now,
        GError         **error)
{
  g_autoptr (GError) local = NULL;
  gint64 may = 0;
  gboolean is_new = FALSE;
  gboolean accepted = FALSE;
  gboolean done;

  if (!moot_db_get_int (db, &moot_sql_migration_may_follow,
                        MOOT_BINDS (MOOT_INT ("id", follower->id), MOOT_INT ("new", new_id)), &may,
                        error))
    return FALSE;
  if (may == 0 || follower->id == new_id)
    return TRUE;
  done = moot_follow_put (db, follower->id, new_id, follower->show_reblogs, follower->notify,
                          &is_new, &accepted, &local) &&
         (!is_new || (moot_publish_follow (db, site, follower->id, new_id, now, &local) &&
                      moot_notification_raise (db, new_id, accepted ? "follow" : "follow_request",
                                               follower->id, 0, &local)));
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return done;
}

/**
 * moot_migration_carry:
 * @db: the writer
 * @site: the node
 * @old_id: an account that moved
 * @new_id: where to, which confirmed it
 * @now: UTC milliseconds
 * @error: return location
 *
 * Members who followed the one follow the other from now on; who blocked or muted it does so still,
 * and keeps their notes.
 *
 * Returns: whether it was written
 */
gboolean
moot_migration_carry (MootDb          *db,
                      const MootSite  *site,
                      gint64           old_id,
                      gint64           new_id,
                      gint64           now,
                      GError         **error)
{
  g_autoptr (GArray) followers = load_followers (db, old_id, error);
  const MootBind *pair = MOOT_BINDS (MOOT_INT ("old", old_id), MOOT_INT ("new", new_id));
  const MootBind *dated =
    MOOT_BINDS (MOOT_INT ("old", old_id), MOOT_INT ("new", new_id), MOOT_INT ("now", now));

  if (followers == NULL || !moot_db_run (db, &moot_sql_migration_carry_blocks, dated, error) ||
      !moot_db_run (db, &moot_sql_migration_carry_mutes, dated, error) ||
      !moot_db_run (db, &moot_sql_migration_carry_notes, pair, error))
    return FALSE;
  for (guint i = 0; i < followers->len; i++)
    {
      const Follower *follower = &g_array_index (followers, Follower, i);

      if (!follow (db, site, follower, new_id, now, error) ||
          !moot_publish_unfollow (db, site, follower->id, old_id, now, error) ||
          !moot_follow_remove (db, follower->id, old_id, error))
        return FALSE;
    }
  return TRUE;
}

/* Moving away --------------------------------------------------------------------------------- */

static gboolean
check_home (MootDb  *db,
            gint64   account_id,
            gint64   target_id,
            char   **out_uri,
            GError **error)
{
  g_autofree char *own = moot_account_dup_uri (db, account_id, error);
  g_autoptr (MootRows) rows =
    own != NULL ? moot_db_query (db, &moot_sql_migration_home,
                                 MOOT_BINDS (MOOT_INT ("id", target_id)), error)
                : NULL;
  g_auto (GStrv) aliases = NULL;

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  aliases = moot_own_actor_read_ids (moot_rows_get_text (rows, "also_known_as"));
  if (account_id == target_id)
    return refuse (error, "Acct is your own account");
  if (moot_rows_get_int (rows, "suspended") != 0)
    return refuse (error, "Acct could not be found");
  if (!g_strv_contains ((const char *const *) aliases, own))
    return refuse (error, "Acct does not name this account as an alias yet");
  if (moot_rows_get_int (rows, "moved_to_id") != 0)
    return refuse (error, "Acct has moved away itself");
  *out_uri = g_strdup (moot_rows_get_text (rows, "uri"));
  return TRUE;
}

/**
 * moot_migration_go:
 * @db: the writer
 * @site: the node
 * @account_id: one of ours
 * @target_id: its new home, as moot_migration_find() found it just now
 * @now: UTC milliseconds
 * @error: return location
 *
 * Moves an account away: its followers elsewhere are asked to follow the new one, those here do.
 *
 * Errors: %MOOT_ERROR_INVALID when @target_id does not say that it is the same person, or the last
 * move is not long ago.
 *
 * Returns: whether it was written
 */
gboolean
moot_migration_go (MootDb          *db,
                   const MootSite  *site,
                   gint64           account_id,
                   gint64           target_id,
                   gint64           now,
                   GError         **error)
{
  g_auto (MootMigration) migration = { 0 };
  g_autofree char *target = NULL;

  if (!moot_migration_load (db, account_id, &migration, error))
    return FALSE;
  if (migration.moved_at != 0 && now - migration.moved_at < MOOT_MIGRATION_PERIOD_MS)
    return refuse (error, "You have recently moved your account");
  return check_home (db, account_id, target_id, &target, error) &&
         moot_db_run (db, &moot_sql_migration_set_home,
                      MOOT_BINDS (MOOT_INT ("id", account_id), MOOT_INT ("target", target_id)),
                      error) &&
         moot_db_run (db, &moot_sql_migration_moved,
                      MOOT_BINDS (MOOT_INT ("id", account_id), MOOT_INT ("now", now)), error) &&
         moot_publish_move (db, site, account_id, target, now, error) &&
         moot_publish_profile (db, site, account_id, now, error) &&
         moot_migration_carry (db, site, account_id, target_id, now, error);
}

/**
 * moot_migration_come_back:
 * @db: the writer
 * @site: the node
 * @account_id: one of ours
 * @now: UTC milliseconds
 * @error: return location
 *
 * Ends the redirection.  Followers who went stay where they are.
 *
 * Returns: whether it was written
 */
gboolean
moot_migration_come_back (MootDb          *db,
                          const MootSite  *site,
                          gint64           account_id,
                          gint64           now,
                          GError         **error)
{
  return moot_db_run (db, &moot_sql_migration_set_home,
                      MOOT_BINDS (MOOT_INT ("id", account_id), MOOT_ID ("target", 0)), error) &&
         moot_publish_profile (db, site, account_id, now, error);
}
