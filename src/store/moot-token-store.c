/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Authorization codes, bearer tokens and browser sessions.  Each is a random text of 256 bits that
 * leaves here once; only its digest is kept, so that a stolen database signs nobody in.
 * Thread: any; a connection belongs to its caller.
 * Spec: RFC 6749 sections 4.1 and 5; RFC 7636. */
#include "moot-token-store.h"

#include "moot-clock.h"
#include "moot-crypto.h"
#include "moot-sql.h"

/**
 * moot_token_store_add_code:
 * @db: the writer
 * @grant: what was allowed
 * @out_code: (out) (transfer full): the code for the client
 * @error: return location
 *
 * Writes a grant that a client may fetch once within %MOOT_CODE_LIFETIME_MS.
 *
 * Returns: whether it was written
 */
gboolean
moot_token_store_add_code (MootDb           *db,
                           const MootGrant  *grant,
                           char            **out_code,
                           GError          **error)
{
  g_autofree char *code = moot_random_token ();
  g_autofree char *digest = moot_sha256_base64url (code);

  if (!moot_db_run (db, &moot_sql_token_add_code,
                    MOOT_BINDS (MOOT_TEXT ("digest", digest),
                                MOOT_INT ("application_id", grant->application_id),
                                MOOT_INT ("account_id", grant->account_id),
                                MOOT_TEXT ("redirect_uri", grant->redirect_uri),
                                MOOT_TEXT ("scopes", grant->scopes),
                                MOOT_TEXT ("code_challenge", grant->code_challenge),
                                MOOT_INT ("created_at", moot_clock_now ())),
                    error))
    return FALSE;

  *out_code = g_steal_pointer (&code);
  return TRUE;
}

/**
 * moot_token_store_find_code:
 * @db: a connection
 * @code: what a client sent
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the grant, used and expired ones too; %NULL without @error
 *   when there is none
 */
MootGrant *
moot_token_store_find_code (MootDb      *db,
                            const char  *code,
                            GError     **error)
{
  g_autofree char *digest = moot_sha256_base64url (code);
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_token_get_code, MOOT_BINDS (MOOT_TEXT ("digest", digest)), error);
  MootGrant *self;

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;

  self = g_new0 (MootGrant, 1);
  self->application_id = moot_rows_get_int (rows, "application_id");
  self->account_id = moot_rows_get_int (rows, "account_id");
  self->redirect_uri = g_strdup (moot_rows_get_text (rows, "redirect_uri"));
  self->scopes = g_strdup (moot_rows_get_text (rows, "scopes"));
  self->code_challenge = g_strdup (moot_rows_get_text (rows, "code_challenge"));
  self->created_at = moot_rows_get_int (rows, "created_at");
  self->used = moot_rows_get_int (rows, "used") != 0;
  return self;
}

/**
 * moot_token_store_use_code:
 * @db: the writer
 * @code: what a client sent
 * @out_first: (out): whether it was there and unused until now
 * @error: return location
 *
 * Marks a code as used.
 *
 * Returns: whether SQLite had no complaint
 */
gboolean
moot_token_store_use_code (MootDb      *db,
                           const char  *code,
                           gboolean    *out_first,
                           GError     **error)
{
  g_autofree char *digest = moot_sha256_base64url (code);
  gint64 n_changed = 0;

  if (!moot_db_run_counted (db, &moot_sql_token_use_code, MOOT_BINDS (MOOT_TEXT ("digest", digest)),
                            &n_changed, error))
    return FALSE;
  *out_first = n_changed == 1;
  return TRUE;
}

/**
 * moot_token_store_revoke_by_code:
 * @db: the writer
 * @code: a code that somebody used twice
 * @out_token_id: (out): the token that ended, 0 when none had to
 * @error: return location
 *
 * Ends the token that the first use gave: one of the two was a thief.
 *
 * Spec: RFC 6749 section 4.1.2.
 *
 * Returns: whether SQLite had no complaint
 */
gboolean
moot_token_store_revoke_by_code (MootDb      *db,
                                 const char  *code,
                                 gint64      *out_token_id,
                                 GError     **error)
{
  g_autofree char *digest = moot_sha256_base64url (code);
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_token_get_by_code,
                   MOOT_BINDS (MOOT_TEXT ("code_digest", digest)), error);
  gint64 token_id = 0;

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    token_id = moot_rows_get_int (rows, "id");
  g_clear_pointer (&rows, moot_rows_free);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (token_id != 0 && !moot_token_store_revoke (db, token_id, error))
    return FALSE;
  *out_token_id = token_id;
  return TRUE;
}

/**
 * moot_token_store_add:
 * @db: the writer
 * @application_id: for which client; 0 on the command line
 * @account_id: for whom it acts; 0: the client for itself
 * @scopes: what it may do, separated by spaces
 * @code: (nullable): the code it is given for
 * @out_token: (out) (transfer full): the token
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_token_store_add (MootDb      *db,
                      gint64       application_id,
                      gint64       account_id,
                      const char  *scopes,
                      const char  *code,
                      char       **out_token,
                      GError     **error)
{
  g_autofree char *token = moot_random_token ();
  g_autofree char *digest = moot_sha256_base64url (token);
  g_autofree char *code_digest = code != NULL ? moot_sha256_base64url (code) : NULL;

  if (!moot_db_run (db, &moot_sql_token_add,
                    MOOT_BINDS (MOOT_TEXT ("digest", digest),
                                MOOT_ID ("application_id", application_id),
                                MOOT_ID ("account_id", account_id),
                                MOOT_TEXT ("code_digest", code_digest),
                                MOOT_TEXT ("scopes", scopes),
                                MOOT_INT ("created_at", moot_clock_now ())),
                    error))
    return FALSE;

  *out_token = g_steal_pointer (&token);
  return TRUE;
}

/**
 * moot_token_store_find:
 * @db: a connection
 * @token: what a client sent
 * @error: return location
 *
 * Looks a bearer token up: one walk down an index, whatever its size.
 *
 * Returns: (transfer full) (nullable): what it stands for, also when revoked; %NULL without @error
 *   when there is no such token
 */
MootAccess *
moot_token_store_find (MootDb      *db,
                       const char  *token,
                       GError     **error)
{
  g_autofree char *digest = moot_sha256_base64url (token);
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_token_get, MOOT_BINDS (MOOT_TEXT ("digest", digest)), error);
  MootAccess *self;

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;

  self = g_new0 (MootAccess, 1);
  self->token_id = moot_rows_get_int (rows, "id");
  self->account_id = moot_rows_get_int (rows, "account_id");
  self->application_id = moot_rows_get_int (rows, "application_id");
  self->scopes = g_strdup (moot_rows_get_text (rows, "scopes"));
  self->created_at = moot_rows_get_int (rows, "created_at");
  self->revoked = moot_rows_get_int (rows, "revoked_at") != 0;
  self->is_admin = moot_rows_get_int (rows, "is_admin") != 0;
  self->moved = !moot_rows_is_null (rows, "moved_to_id");
  self->disabled =
    moot_rows_get_int (rows, "disabled") != 0 || moot_rows_get_int (rows, "suspended") != 0;
  return self;
}

/**
 * moot_token_store_revoke:
 * @db: the writer
 * @token_id: which
 * @error: return location
 *
 * Returns: whether SQLite had no complaint; a token that is revoked already stays so
 */
gboolean
moot_token_store_revoke (MootDb  *db,
                         gint64   token_id,
                         GError **error)
{
  return moot_db_run (db, &moot_sql_token_revoke,
                      MOOT_BINDS (MOOT_INT ("id", token_id), MOOT_INT ("now", moot_clock_now ())),
                      error);
}

/**
 * moot_token_store_add_session:
 * @db: the writer
 * @account_id: who signed in
 * @out_session: (out) (transfer full): the value of the cookie
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_token_store_add_session (MootDb  *db,
                              gint64   account_id,
                              char   **out_session,
                              GError **error)
{
  g_autofree char *session = moot_random_token ();
  g_autofree char *csrf_token = moot_random_token ();
  g_autofree char *digest = moot_sha256_base64url (session);
  gint64 now = moot_clock_now ();

  if (!moot_db_run (db, &moot_sql_token_add_session,
                    MOOT_BINDS (MOOT_TEXT ("digest", digest),
                                MOOT_INT ("account_id", account_id),
                                MOOT_TEXT ("csrf_token", csrf_token),
                                MOOT_INT ("created_at", now),
                                MOOT_INT ("expires_at", now + MOOT_SESSION_LIFETIME_MS)),
                    error))
    return FALSE;

  *out_session = g_steal_pointer (&session);
  return TRUE;
}

/**
 * moot_token_store_find_session:
 * @db: a connection
 * @session: the value of the cookie
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the session; %NULL without @error when there is none, it has
 *   expired, or its account may not sign in at present
 */
MootSession *
moot_token_store_find_session (MootDb      *db,
                               const char  *session,
                               GError     **error)
{
  g_autofree char *digest = moot_sha256_base64url (session);
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_token_get_session,
    MOOT_BINDS (MOOT_TEXT ("digest", digest), MOOT_INT ("now", moot_clock_now ())), error);
  MootSession *self;

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;

  self = g_new0 (MootSession, 1);
  self->account_id = moot_rows_get_int (rows, "account_id");
  self->username = g_strdup (moot_rows_get_text (rows, "username"));
  self->csrf_token = g_strdup (moot_rows_get_text (rows, "csrf_token"));
  return self;
}

/**
 * moot_token_store_remove_session:
 * @db: the writer
 * @session: the value of the cookie
 * @error: return location
 *
 * Returns: whether SQLite had no complaint
 */
gboolean
moot_token_store_remove_session (MootDb      *db,
                                 const char  *session,
                                 GError     **error)
{
  g_autofree char *digest = moot_sha256_base64url (session);

  return moot_db_run (db, &moot_sql_token_remove_session, MOOT_BINDS (MOOT_TEXT ("digest", digest)),
                      error);
}

/**
 * moot_grant_free:
 * @self: (nullable): a grant
 */
void
moot_grant_free (MootGrant *self)
{
  if (self == NULL)
    return;

  g_free (self->redirect_uri);
  g_free (self->scopes);
  g_free (self->code_challenge);
  g_free (self);
}

/**
 * moot_access_free:
 * @self: (nullable): what a token stands for
 */
void
moot_access_free (MootAccess *self)
{
  if (self == NULL)
    return;

  g_free (self->scopes);
  g_free (self);
}

/**
 * moot_session_free:
 * @self: (nullable): a session
 */
void
moot_session_free (MootSession *self)
{
  if (self == NULL)
    return;

  g_free (self->username);
  g_free (self->csrf_token);
  g_free (self);
}
