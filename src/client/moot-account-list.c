/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who is signed in, in a file of its own, so that an account is never forgotten because a keyring
 * did not answer.
 * Thread: load and save on workers, the rest on one thread. */
#include "moot-account-list.h"

#include "moot-entity-file.h"
#include "moot-server-name.h"

/* clang-format off */
static const MootField fields[] = {
  MOOT_STRING (MootSavedAccount, key, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootSavedAccount, server, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootSavedAccount, acct, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootSavedAccount, account_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootSavedAccount, display_name, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootSavedAccount, avatar, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootSavedAccount, client_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootSavedAccount, client_secret, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootSavedAccount, node_folder, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootSavedAccount, used_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootSavedAccount, moot_saved_account, fields)

/**
 * moot_saved_account_new_for:
 * @server: where
 * @account: who, as the server says
 *
 * Returns: (transfer full): an account to keep
 */
MootSavedAccount *
moot_saved_account_new_for (const char  *server,
                            MootAccount *account)
{
  MootSavedAccount *self = g_object_new (MOOT_TYPE_SAVED_ACCOUNT, NULL);
  g_autofree char *host = moot_server_dup_host (server);

  self->key = g_strdup_printf ("%s@%s", account->username, host);
  self->server = g_strdup (server);
  self->acct = g_strdup (account->acct != NULL ? account->acct : account->username);
  self->account_id = g_strdup (account->id);
  self->display_name = g_strdup (account->display_name);
  self->avatar =
    g_strdup (account->avatar_static != NULL ? account->avatar_static : account->avatar);
  return self;
}

/**
 * moot_account_list_load:
 * @path: the file; none is an empty list
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootSavedAccount): who is signed in
 */
GPtrArray *
moot_account_list_load (const char  *path,
                        GError     **error)
{
  return moot_entity_file_load (MOOT_TYPE_SAVED_ACCOUNT, path, error);
}

/**
 * moot_account_list_save:
 * @path: the file
 * @accounts: (element-type MootSavedAccount): who is signed in
 * @error: return location
 *
 * Writes the whole list or, when that fails, nothing.
 *
 * Returns: whether it was written
 */
gboolean
moot_account_list_save (const char  *path,
                        GPtrArray   *accounts,
                        GError     **error)
{
  return moot_entity_file_save (path, accounts, error);
}

/**
 * moot_account_list_find:
 * @accounts: (element-type MootSavedAccount): a list
 * @key: (nullable): of an account
 *
 * Returns: (transfer none) (nullable): the account
 */
MootSavedAccount *
moot_account_list_find (GPtrArray  *accounts,
                        const char *key)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      MootSavedAccount *account = g_ptr_array_index (accounts, i);

      if (g_strcmp0 (account->key, key) == 0)
        return account;
    }
  return NULL;
}

/**
 * moot_account_list_find_last_used:
 * @accounts: (element-type MootSavedAccount): a list
 *
 * Returns: (transfer none) (nullable): the account to start with
 */
MootSavedAccount *
moot_account_list_find_last_used (GPtrArray *accounts)
{
  MootSavedAccount *last = NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      MootSavedAccount *account = g_ptr_array_index (accounts, i);

      if (last == NULL || account->used_at > last->used_at)
        last = account;
    }
  return last;
}

/**
 * moot_account_list_put:
 * @accounts: (element-type MootSavedAccount): a list
 * @account: (transfer none): replaces one with the same key
 */
void
moot_account_list_put (GPtrArray        *accounts,
                       MootSavedAccount *account)
{
  g_object_ref (account);
  moot_account_list_remove (accounts, account->key);
  g_ptr_array_add (accounts, account);
}

/**
 * moot_account_list_remove:
 * @accounts: (element-type MootSavedAccount): a list
 * @key: of an account
 */
void
moot_account_list_remove (GPtrArray  *accounts,
                          const char *key)
{
  MootSavedAccount *account = moot_account_list_find (accounts, key);

  if (account != NULL)
    g_ptr_array_remove (accounts, account);
}
