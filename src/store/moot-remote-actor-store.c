/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Actors of other servers as they gave them, and the keys in them.  Most never become accounts:
 * those are forgotten when nobody has signed with their keys for a while.
 * Thread: the connection's. */
#include "moot-remote-actor-store.h"

#include "moot-sql.h"

#include <string.h>

#define PRUNE_AT_ONCE 500 /* rows of one transaction */

/** moot_key_record_clear: frees what is in @self */
void
moot_key_record_clear (MootKeyRecord *self)
{
  g_clear_pointer (&self->actor_uri, g_free);
  g_clear_pointer (&self->material, g_free);
}

/**
 * moot_remote_actor_store_find_key:
 * @db: a connection
 * @key_id: as a signature names it
 * @out_record: (out): the key
 * @error: return location
 *
 * Returns: whether it is known; %FALSE without @error otherwise
 */
gboolean
moot_remote_actor_store_find_key (MootDb         *db,
                                  const char     *key_id,
                                  MootKeyRecord  *out_record,
                                  GError        **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_remote_key_find, MOOT_BINDS (MOOT_TEXT ("id", key_id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  *out_record = (MootKeyRecord){
    .actor_uri = g_strdup (moot_rows_get_text (rows, "actor_uri")),
    .material = g_strdup (moot_rows_get_text (rows, "material")),
    .is_ed25519 = g_strcmp0 (moot_rows_get_text (rows, "kind"), "ed25519") == 0,
    .refreshed_at = moot_rows_get_int (rows, "refreshed_at"),
    .used_at = moot_rows_get_int (rows, "used_at"),
  };
  return TRUE;
}

/**
 * moot_remote_actor_store_dup_only_key:
 * @db: a connection
 * @uri: an actor
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the id of its RSA key; %NULL without @error when it has none
 *   or several
 */
char *
moot_remote_actor_store_dup_only_key (MootDb      *db,
                                      const char  *uri,
                                      GError     **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_remote_keys_of_actor,
                                             MOOT_BINDS (MOOT_TEXT ("actor", uri)), error);
  g_autofree char *found = NULL;

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  found = g_strdup (moot_rows_get_text (rows, "id"));
  return moot_rows_next (rows, error) ? NULL : g_steal_pointer (&found);
}

/**
 * moot_remote_actor_store_dup_document:
 * @db: a connection
 * @uri: an actor
 * @out_fetched_at: (out): when it was fetched, UTC milliseconds
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the actor as its server gave it; %NULL without @error when
 *   it is not known, or was too large to be kept
 */
char *
moot_remote_actor_store_dup_document (MootDb      *db,
                                      const char  *uri,
                                      gint64      *out_fetched_at,
                                      GError     **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_remote_actor_find, MOOT_BINDS (MOOT_TEXT ("uri", uri)), error);
  const char *document;

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  *out_fetched_at = moot_rows_get_int (rows, "fetched_at");
  document = moot_rows_get_text (rows, "document");
  return *document != '\0' ? g_strdup (document) : NULL;
}

/** moot_remote_actor_store_is_known: whether anything is known of the actor @uri, in @out_known */
gboolean
moot_remote_actor_store_is_known (MootDb      *db,
                                  const char  *uri,
                                  gboolean    *out_known,
                                  GError     **error)
{
  gint64 known = 0;

  if (!moot_db_get_int (db, &moot_sql_remote_actor_is_known, MOOT_BINDS (MOOT_TEXT ("uri", uri)),
                        &known, error))
    return FALSE;
  *out_known = known != 0;
  return TRUE;
}

/** moot_remote_actor_store_is_suspended: whether moderators suspended the actor @uri, or it is
 * gone, in @out_suspended */
gboolean
moot_remote_actor_store_is_suspended (MootDb      *db,
                                      const char  *uri,
                                      gboolean    *out_suspended,
                                      GError     **error)
{
  gint64 suspended = 0;

  if (!moot_db_get_int (db, &moot_sql_remote_actor_is_suspended,
                        MOOT_BINDS (MOOT_TEXT ("uri", uri)), &suspended, error))
    return FALSE;
  *out_suspended = suspended != 0;
  return TRUE;
}

/**
 * moot_remote_actor_store_put:
 * @db: the writer
 * @uri: an actor
 * @host: of its server
 * @document: as its server gives it
 * @now: UTC milliseconds
 * @error: return location
 *
 * Keeps an actor, without any keys.
 *
 * Limits: %MOOT_REMOTE_ACTOR_MAX_BYTES; of a larger one only the keys are kept.
 *
 * Returns: whether it was written
 */
gboolean
moot_remote_actor_store_put (MootDb      *db,
                             const char  *uri,
                             const char  *host,
                             const char  *document,
                             gint64       now,
                             GError     **error)
{
  const char *kept = strlen (document) <= MOOT_REMOTE_ACTOR_MAX_BYTES ? document : "";

  return moot_db_run (db, &moot_sql_remote_actor_put,
                      MOOT_BINDS (MOOT_TEXT ("uri", uri), MOOT_TEXT ("host", host),
                                  MOOT_TEXT ("document", kept), MOOT_INT ("now", now)),
                      error) &&
         moot_db_run (db, &moot_sql_remote_keys_clear, MOOT_BINDS (MOOT_TEXT ("actor", uri)),
                      error);
}

/** moot_remote_actor_store_add_key: keeps a key of an actor that is kept */
gboolean
moot_remote_actor_store_add_key (MootDb      *db,
                                 const char  *uri,
                                 const char  *key_id,
                                 const char  *kind,
                                 const char  *material,
                                 GError     **error)
{
  return moot_db_run (db, &moot_sql_remote_key_add,
                      MOOT_BINDS (MOOT_TEXT ("id", key_id), MOOT_TEXT ("actor", uri),
                                  MOOT_TEXT ("kind", kind), MOOT_TEXT ("material", material)),
                      error);
}

/** moot_remote_actor_store_set_refreshed: a signature failed, so the actor is asked for at @now */
gboolean
moot_remote_actor_store_set_refreshed (MootDb      *db,
                                       const char  *uri,
                                       gint64       now,
                                       GError     **error)
{
  return moot_db_run (db, &moot_sql_remote_actor_refreshed,
                      MOOT_BINDS (MOOT_TEXT ("uri", uri), MOOT_INT ("now", now)), error);
}

/** moot_remote_actor_store_forget: forgets an actor and its keys */
gboolean
moot_remote_actor_store_forget (MootDb      *db,
                                const char  *uri,
                                GError     **error)
{
  return moot_db_run (db, &moot_sql_remote_actor_forget, MOOT_BINDS (MOOT_TEXT ("uri", uri)),
                      error);
}

/** moot_remote_actor_store_prune: forgets actors that are no accounts, fetched before @before */
gboolean
moot_remote_actor_store_prune (MootDb  *db,
                               gint64   before,
                               GError **error)
{
  return moot_db_run (db, &moot_sql_remote_actors_prune,
                      MOOT_BINDS (MOOT_INT ("before", before), MOOT_INT ("limit", PRUNE_AT_ONCE)),
                      error);
}
