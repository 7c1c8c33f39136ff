/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Registered clients.  Their secrets are kept only as digests.
 * Thread: any; a connection belongs to its caller.
 * Spec: RFC 6749 section 2. */
#include "moot-application-store.h"

#include "moot-clock.h"
#include "moot-crypto.h"
#include "moot-sql.h"

/**
 * moot_application_store_add:
 * @db: the writer
 * @application: what was registered; gets its id, client id and time
 * @out_client_secret: (out) (transfer full): the secret, which nobody can read again later
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_application_store_add (MootDb           *db,
                            MootApplication  *application,
                            char            **out_client_secret,
                            GError          **error)
{
  g_autofree char *secret = moot_random_token ();
  g_autofree char *redirect_uris = g_strjoinv ("\n", application->redirect_uris);

  g_free (application->client_id);
  g_free (application->secret_digest);
  application->client_id = moot_random_token ();
  application->secret_digest = moot_sha256_base64url (secret);
  application->created_at = moot_clock_now ();
  if (!moot_db_run (db, &moot_sql_application_add,
                    MOOT_BINDS (MOOT_TEXT ("name", application->name),
                                MOOT_TEXT ("website", application->website),
                                MOOT_TEXT ("redirect_uris", redirect_uris),
                                MOOT_TEXT ("scopes", application->scopes),
                                MOOT_INT ("coop", application->coop),
                                MOOT_TEXT ("client_id", application->client_id),
                                MOOT_TEXT ("client_secret", application->secret_digest),
                                MOOT_INT ("created_at", application->created_at)),
                    error))
    return FALSE;

  application->id = moot_db_get_last_id (db);
  *out_client_secret = g_steal_pointer (&secret);
  return TRUE;
}

static MootApplication *
read_application (MootRows *rows)
{
  MootApplication *self = g_new0 (MootApplication, 1);

  self->id = moot_rows_get_int (rows, "id");
  self->name = g_strdup (moot_rows_get_text (rows, "name"));
  self->website = g_strdup (moot_rows_get_text (rows, "website"));
  self->redirect_uris = g_strsplit (moot_rows_get_text (rows, "redirect_uris"), "\n", -1);
  self->scopes = g_strdup (moot_rows_get_text (rows, "scopes"));
  self->coop = moot_rows_get_int (rows, "coop") != 0;
  self->client_id = g_strdup (moot_rows_get_text (rows, "client_id"));
  self->secret_digest = g_strdup (moot_rows_get_text (rows, "client_secret"));
  self->created_at = moot_rows_get_int (rows, "created_at");
  return self;
}

/**
 * moot_application_store_find:
 * @db: a connection
 * @id: which
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the client; %NULL without @error when there is none
 */
MootApplication *
moot_application_store_find (MootDb  *db,
                             gint64   id,
                             GError **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_application_get, MOOT_BINDS (MOOT_INT ("id", id)), error);

  return rows != NULL && moot_rows_next (rows, error) ? read_application (rows) : NULL;
}

/**
 * moot_application_store_find_client:
 * @db: a connection
 * @client_id: how it names itself
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the client; %NULL without @error when there is none
 */
MootApplication *
moot_application_store_find_client (MootDb      *db,
                                    const char  *client_id,
                                    GError     **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_application_get_by_client,
                   MOOT_BINDS (MOOT_TEXT ("client_id", client_id)), error);

  return rows != NULL && moot_rows_next (rows, error) ? read_application (rows) : NULL;
}

/**
 * moot_application_verify:
 * @self: (nullable): a client
 * @client_secret: (nullable): what it sent as its secret
 *
 * Returns: whether it is who it says it is
 */
gboolean
moot_application_verify (const MootApplication *self,
                         const char            *client_secret)
{
  g_autofree char *digest = NULL;

  if (self == NULL || client_secret == NULL)
    return FALSE;

  digest = moot_sha256_base64url (client_secret);
  return moot_secret_equal (digest, self->secret_digest);
}

/**
 * moot_application_free:
 * @self: (nullable): a client
 */
void
moot_application_free (MootApplication *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->website);
  g_strfreev (self->redirect_uris);
  g_free (self->scopes);
  g_free (self->client_id);
  g_free (self->secret_digest);
  g_free (self);
}
