/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whoever can sign in on this node: an account with a password and the keys it signs with.
 *
 * Hashing and making keys are slow, so a new user is drafted first, outside any transaction, and
 * then written in one.
 * Thread: any; a connection belongs to its caller. */
#include "moot-user-store.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-keys.h"
#include "moot-password.h"
#include "moot-sql.h"

#include <string.h>

struct _MootUserDraft
{
  char *username;
  char *password_hash;
  MootKeyPair *rsa;
  MootKeyPair *ed25519;
  gboolean is_admin;
};

/**
 * moot_username_check:
 * @username: a name somebody wants
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether it may be the name of an account here
 */
gboolean
moot_username_check (const char  *username,
                     GError     **error)
{
  gsize length = strspn (username, "abcdefghijklmnopqrstuvwxyz0123456789_");

  if (length >= 1 && length <= MOOT_USERNAME_MAX && username[length] == '\0')
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
               "'%s' cannot be a name here: use 1 to %d of the letters a to z, digits and _",
               username, MOOT_USERNAME_MAX);
  return FALSE;
}

/**
 * moot_user_draft_new:
 * @username: the name
 * @password: the password in clear
 * @is_admin: whether to keep house
 * @error: return location
 *
 * Makes everything a new user needs.  Takes a good part of a second.
 *
 * Errors: %MOOT_ERROR_INVALID for a name or password that will not do.
 *
 * Returns: (transfer full): the draft
 */
MootUserDraft *
moot_user_draft_new (const char  *username,
                     const char  *password,
                     gboolean     is_admin,
                     GError     **error)
{
  g_autoptr (MootUserDraft) self = g_new0 (MootUserDraft, 1);

  if (!moot_username_check (username, error))
    return NULL;

  self->username = g_strdup (username);
  self->is_admin = is_admin;
  self->password_hash = moot_password_hash (password, error);
  if (self->password_hash != NULL)
    self->rsa = moot_key_pair_new_rsa (error);
  if (self->rsa != NULL)
    self->ed25519 = moot_key_pair_new_ed25519 (error);
  return self->ed25519 != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * moot_user_draft_free:
 * @self: (nullable): a draft
 */
void
moot_user_draft_free (MootUserDraft *self)
{
  if (self == NULL)
    return;

  g_free (self->username);
  g_free (self->password_hash);
  g_clear_pointer (&self->rsa, moot_key_pair_free);
  g_clear_pointer (&self->ed25519, moot_key_pair_free);
  g_free (self);
}

static gboolean
add_account (MootDb               *db,
             const MootSite       *site,
             const MootUserDraft  *draft,
             gint64                id,
             GError              **error)
{
  g_autofree char *uri = moot_site_url (site, "/users/%s", draft->username);
  g_autofree char *url = moot_site_url (site, "/@%s", draft->username);
  g_autofree char *shared_inbox_uri = moot_site_url (site, "/inbox");
  g_autoptr (GError) local = NULL;

  if (moot_db_run (db, &moot_sql_user_add_account,
                   MOOT_BINDS (MOOT_INT ("id", id),
                               MOOT_TEXT ("username", draft->username),
                               MOOT_TEXT ("display_name", draft->username),
                               MOOT_TEXT ("uri", uri),
                               MOOT_TEXT ("url", url),
                               MOOT_INT ("created_at", moot_clock_now ()),
                               MOOT_TEXT ("shared_inbox_uri", shared_inbox_uri),
                               MOOT_TEXT ("public_key_pem", draft->rsa->public_key),
                               MOOT_TEXT ("ed25519_public", draft->ed25519->public_key)),
                   &local))
    return TRUE;

  if (g_error_matches (local, MOOT_DB_ERROR, MOOT_DB_ERROR_CONSTRAINT))
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_CONFLICT, "the name '%s' is taken", draft->username);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_user_store_add:
 * @db: the writer, inside a transaction
 * @site: the public name of the node
 * @draft: the new user
 * @out_account_id: (out) (optional): the new account
 * @error: return location
 *
 * Writes a drafted user and the account that goes with it.
 *
 * Errors: %MOOT_ERROR_CONFLICT when the name is taken.
 *
 * Returns: whether it was written
 */
gboolean
moot_user_store_add (MootDb               *db,
                     const MootSite       *site,
                     const MootUserDraft  *draft,
                     gint64               *out_account_id,
                     GError              **error)
{
  gint64 id = moot_id_next ();

  if (!add_account (db, site, draft, id, error) ||
      !moot_db_run (db, &moot_sql_user_add,
                    MOOT_BINDS (MOOT_INT ("account_id", id),
                                MOOT_TEXT ("password_hash", draft->password_hash),
                                MOOT_TEXT ("rsa_private_pem", draft->rsa->private_key),
                                MOOT_TEXT ("ed25519_private", draft->ed25519->private_key),
                                MOOT_INT ("is_admin", draft->is_admin),
                                MOOT_INT ("created_at", moot_clock_now ())),
                    error))
    return FALSE;

  if (out_account_id != NULL)
    *out_account_id = id;
  return TRUE;
}

/**
 * moot_user_store_set_password:
 * @db: the writer
 * @account_id: whose
 * @password_hash: what moot_password_hash() gave
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_user_store_set_password (MootDb      *db,
                              gint64       account_id,
                              const char  *password_hash,
                              GError     **error)
{
  return moot_db_run (
    db, &moot_sql_user_set_password,
    MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_TEXT ("password_hash", password_hash)),
    error);
}

static MootUser *
read_user (MootRows *rows)
{
  MootUser *self = g_new0 (MootUser, 1);

  self->account_id = moot_rows_get_int (rows, "account_id");
  self->username = g_strdup (moot_rows_get_text (rows, "username"));
  self->password_hash = g_strdup (moot_rows_get_text (rows, "password_hash"));
  self->is_admin = moot_rows_get_int (rows, "is_admin") != 0;
  self->disabled =
    moot_rows_get_int (rows, "disabled") != 0 || moot_rows_get_int (rows, "suspended") != 0;
  self->created_at = moot_rows_get_int (rows, "created_at");
  return self;
}

/**
 * moot_user_store_find:
 * @db: a connection
 * @account_id: whom
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the user; %NULL without @error when there is none
 */
MootUser *
moot_user_store_find (MootDb  *db,
                      gint64   account_id,
                      GError **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_user_get, MOOT_BINDS (MOOT_INT ("account_id", account_id)), error);

  return rows != NULL && moot_rows_next (rows, error) ? read_user (rows) : NULL;
}

/**
 * moot_user_store_find_by_name:
 * @db: a connection
 * @username: the name, in any case of letters
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the user; %NULL without @error when there is none
 */
MootUser *
moot_user_store_find_by_name (MootDb      *db,
                              const char  *username,
                              GError     **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_user_get_by_name,
                                             MOOT_BINDS (MOOT_TEXT ("username", username)), error);

  return rows != NULL && moot_rows_next (rows, error) ? read_user (rows) : NULL;
}

/**
 * moot_user_store_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootUser): everybody, in the order they came
 */
GPtrArray *
moot_user_store_list (MootDb  *db,
                      GError **error)
{
  g_autoptr (GPtrArray) users = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_user_free);
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_user_list, NULL, error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    g_ptr_array_add (users, read_user (rows));
  if (local == NULL)
    return g_steal_pointer (&users);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_user_verify:
 * @self: (nullable): a user, %NULL for a name nobody has
 * @password: what was typed
 *
 * Takes as long for %NULL as for a user, and says no.
 *
 * Returns: whether it is the password of @self
 */
gboolean
moot_user_verify (const MootUser *self,
                  const char     *password)
{
  return moot_password_verify (self != NULL ? self->password_hash : NULL, password);
}

/**
 * moot_user_free:
 * @self: (nullable): a user
 */
void
moot_user_free (MootUser *self)
{
  if (self == NULL)
    return;

  g_free (self->username);
  g_free (self->password_hash);
  g_free (self);
}
