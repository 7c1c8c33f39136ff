/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Accounts of other servers.  They stand in the same table as ours, so that everything that shows
 * accounts shows them; the address is who they are, the name can change.
 * Thread: the connection's. */
#include "moot-remote-account-store.h"

#include "moot-id.h"
#include "moot-records.h"
#include "moot-sql.h"
#include "moot-status-store.h"

#include <string.h>

#define PURGE_PAGE 200 /* statuses that are looked for at once */

/** moot_remote_account_clear: frees what is in @self */
void
moot_remote_account_clear (MootRemoteAccount *self)
{
  g_clear_pointer (&self->followers_uri, g_free);
  g_clear_pointer (&self->featured_uri, g_free);
  g_clear_pointer (&self->featured_tags_uri, g_free);
  g_clear_pointer (&self->moderators_uri, g_free);
}

/**
 * moot_remote_account_find:
 * @db: a connection
 * @uri: who
 * @out_account: (out): what is known
 * @error: return location
 *
 * Returns: whether it is an account of another server that we know; %FALSE without @error otherwise
 */
gboolean
moot_remote_account_find (MootDb             *db,
                          const char         *uri,
                          MootRemoteAccount  *out_account,
                          GError            **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_remote_account_by_uri, MOOT_BINDS (MOOT_TEXT ("uri", uri)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  *out_account = (MootRemoteAccount){
    .id = moot_rows_get_int (rows, "id"),
    .followers_uri = g_strdup (moot_rows_get_text (rows, "followers_uri")),
    .featured_uri = g_strdup (moot_rows_get_text (rows, "featured_uri")),
    .featured_tags_uri = g_strdup (moot_rows_get_text (rows, "featured_tags_uri")),
    .moderators_uri = g_strdup (moot_rows_get_text (rows, "moderators_uri")),
    .moderators_at = moot_rows_get_int (rows, "moderators_at"),
    .fetched_at = moot_rows_get_int (rows, "fetched_at"),
    .moved_at = moot_rows_get_int (rows, "moved_at"),
    .confirmed = moot_rows_get_int (rows, "confirmed") != 0,
    .suspended = moot_rows_get_int (rows, "suspended") != 0,
    .followed = moot_rows_get_int (rows, "followed") != 0,
  };
  return TRUE;
}

/* No two accounts have one name.  Who is vouched for gets it; the other one is told apart. */
static char *
settle_name (MootDb                        *db,
             const MootRemoteAccountDraft  *draft,
             gint64                         id,
             GError                       **error)
{
  const MootBind *name =
    MOOT_BINDS (MOOT_TEXT ("username", draft->username), MOOT_TEXT ("domain", draft->domain),
                MOOT_TEXT ("uri", draft->uri));
  gint64 taken = 0;

  if (draft->confirmed)
    return moot_db_run (db, &moot_sql_account_release_name, name, error)
             ? g_strdup (draft->username)
             : NULL;
  if (!moot_db_get_int (db, &moot_sql_account_name_is_taken, name, &taken, error))
    return NULL;
  return taken != 0 ? g_strdup_printf ("%s.%" G_GINT64_FORMAT, draft->username, id)
                    : g_strdup (draft->username);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static const char *
or_list (const char *json)
{
  return json != NULL ? json : "[]";
}

#define PROFILE_BINDS                                                                            \
  MOOT_INT ("id", id), MOOT_TEXT ("username", username), MOOT_TEXT ("domain", draft->domain),    \
    MOOT_TEXT ("kind", draft->kind), MOOT_TEXT ("display_name", or_empty (draft->display_name)), \
    MOOT_TEXT ("note", or_empty (draft->note)), MOOT_TEXT ("fields", or_list (draft->fields)),   \
    MOOT_TEXT ("emojis", or_list (draft->emojis)),                                               \
    MOOT_TEXT ("url", draft->url != NULL ? draft->url : draft->uri),                             \
    MOOT_TEXT ("avatar", draft->avatar),                                                         \
    MOOT_TEXT ("avatar_description", or_empty (draft->avatar_description)),                      \
    MOOT_TEXT ("header", draft->header),                                                         \
    MOOT_TEXT ("header_description", or_empty (draft->header_description)),                      \
    MOOT_INT ("locked", draft->locked), MOOT_INT ("bot", draft->bot),                            \
    MOOT_INT ("discoverable", draft->discoverable), MOOT_INT ("indexable", draft->indexable),    \
    MOOT_TEXT ("inbox", draft->inbox), MOOT_TEXT ("shared_inbox", draft->shared_inbox),          \
    MOOT_TEXT ("outbox", draft->outbox), MOOT_TEXT ("followers", draft->followers),              \
    MOOT_TEXT ("featured", draft->featured),                                                     \
    MOOT_TEXT ("also_known_as", or_list (draft->also_known_as)), MOOT_INT ("now", now)

/**
 * moot_remote_account_put:
 * @db: the writer
 * @draft: the account
 * @now: UTC milliseconds
 * @out_id: (out): its id here
 * @error: return location
 *
 * Adds an account of another server, or brings it up to date.  Who does not say any more that they
 * moved is shown at home again; a move is believed in other ways.
 *
 * Returns: whether it was written
 */
gboolean
moot_remote_account_put (MootDb                        *db,
                         const MootRemoteAccountDraft  *draft,
                         gint64                         now,
                         gint64                        *out_id,
                         GError                       **error)
{
  g_autofree char *username = NULL;
  gint64 known = 0;
  gint64 id;

  if (!moot_account_find_id_by_uri (db, draft->uri, &known, error))
    return FALSE;
  id = known != 0 ? known : moot_id_next ();
  username = settle_name (db, draft, id, error);
  if (username == NULL)
    return FALSE;
  if (known != 0)
    {
      if (!moot_db_run (db, &moot_sql_remote_account_change, MOOT_BINDS (PROFILE_BINDS), error))
        return FALSE;
    }
  else if (!moot_db_run (
             db, &moot_sql_remote_account_add,
             MOOT_BINDS (PROFILE_BINDS, MOOT_TEXT ("uri", draft->uri),
                         MOOT_INT ("created_at", draft->created_at != 0 ? draft->created_at : now)),
             error))
    return FALSE;
  *out_id = id;
  return moot_db_run (db, &moot_sql_remote_account_more,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_TEXT ("following", draft->following),
                                  MOOT_INT ("confirmed", draft->confirmed),
                                  MOOT_INT ("memorial", draft->memorial),
                                  MOOT_TEXT ("featured_tags", draft->featured_tags),
                                  MOOT_TEXT ("moderators", draft->moderators),
                                  MOOT_INT ("takes_proofs", draft->takes_proofs)),
                      error) &&
         (draft->moved || moot_db_run (db, &moot_sql_remote_account_stays,
                                       MOOT_BINDS (MOOT_INT ("id", id)), error));
}

static gboolean
delete_statuses (MootDb  *db,
                 gint64   id,
                 GError **error)
{
  for (;;)
    {
      g_autoptr (GArray) ids = moot_records_list_ids (
        db, &moot_sql_statuses_of_account,
        MOOT_BINDS (MOOT_INT ("account", id), MOOT_INT ("limit", PURGE_PAGE)), error);

      if (ids == NULL || ids->len == 0)
        return ids != NULL;
      for (guint i = 0; i < ids->len; i++)
        if (!moot_status_delete (db, g_array_index (ids, gint64, i), error))
          return FALSE;
    }
}

/**
 * moot_remote_account_purge:
 * @db: the writer
 * @id: an account of another server
 * @error: return location
 *
 * Deletes everything of somebody who is no more, but the name.
 *
 * Returns: whether it was written
 */
gboolean
moot_remote_account_purge (MootDb  *db,
                           gint64   id,
                           GError **error)
{
  static const MootSql *const steps[] = {
    &moot_sql_account_forget_follows,
    &moot_sql_account_forget_blocks,
    &moot_sql_account_forget_notifications,
    &moot_sql_account_forget_favourites,
    &moot_sql_account_forget_wishes,
    &moot_sql_account_empty,
  };
  g_autoptr (GArray) partners = moot_records_list_ids (
    db, &moot_sql_account_follow_partners, MOOT_BINDS (MOOT_INT ("id", id)), error);

  if (partners == NULL || !delete_statuses (db, id, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!moot_db_run (db, steps[i], MOOT_BINDS (MOOT_INT ("id", id)), error))
      return FALSE;
  for (guint i = 0; i < partners->len; i++)
    if (!moot_db_run (db, &moot_sql_follow_recount,
                      MOOT_BINDS (MOOT_INT ("a", g_array_index (partners, gint64, i)),
                                  MOOT_INT ("b", id)),
                      error))
      return FALSE;
  return TRUE;
}

/** moot_account_find_id_by_uri: which account @uri is, in @out_id, 0 for none that we know */
gboolean
moot_account_find_id_by_uri (MootDb      *db,
                             const char  *uri,
                             gint64      *out_id,
                             GError     **error)
{
  *out_id = 0;
  return moot_db_get_int (db, &moot_sql_account_id_by_uri, MOOT_BINDS (MOOT_TEXT ("uri", uri)),
                          out_id, error);
}

/** moot_account_dup_uri: (transfer full) (nullable): who an account is; %NULL without error when
 * there is none */
char *
moot_account_dup_uri (MootDb  *db,
                      gint64   id,
                      GError **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_account_uri, MOOT_BINDS (MOOT_INT ("id", id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  return g_strdup (moot_rows_get_text (rows, "uri"));
}

/** moot_account_dup_inbox: (transfer full) (nullable): where to deliver to an account; %NULL
 * without error when it has no inbox */
char *
moot_account_dup_inbox (MootDb  *db,
                        gint64   id,
                        GError **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_account_inbox, MOOT_BINDS (MOOT_INT ("id", id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  return g_strdup (moot_rows_get_text (rows, "inbox_uri"));
}
