/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Accounts out of the database.  A statement that takes in @account_columns@ gives rows which
 * moot_account_read() turns into entities with addresses a client can use.
 * Spec: Mastodon client API, Account.
 * Thread: the connection's. */
#include "moot-account-store.h"

#include "moot-media-address.h"
#include "moot-sql.h"

#include <string.h>

/* The last part of both names is what clients take for "no picture". */
#define NO_AVATAR "/avatars/original/missing.png"
#define NO_HEADER "/headers/original/missing.png"

/* A file name of the row becomes an address; that of another server becomes ours, which fetches it.
 */
static void
complete_picture (const MootSite  *site,
                  const char      *domain,
                  const char      *placeholder,
                  char           **picture,
                  char           **still)
{
  g_autofree char *file = g_steal_pointer (picture);

  if (domain != NULL)
    {
      *picture = moot_media_address_write (site, MOOT_MEDIA_PICTURE, FALSE, domain, file);
      *still = moot_media_address_write (site, MOOT_MEDIA_PICTURE, TRUE, domain, file);
    }
  else
    {
      *picture = moot_site_media_url (site, file);
      *still = g_strdup (*picture);
    }
  if (*picture == NULL)
    {
      *picture = moot_site_url (site, "%s", placeholder);
      *still = g_strdup (*picture);
    }
}

/* What is left of somebody who was suspended: a name, so that old threads stay readable. */
static void
blank (MootAccount *account)
{
  g_clear_pointer (&account->display_name, g_free);
  g_clear_pointer (&account->note, g_free);
  g_clear_pointer (&account->avatar, g_free);
  g_clear_pointer (&account->avatar_description, g_free);
  g_clear_pointer (&account->header, g_free);
  g_clear_pointer (&account->header_description, g_free);
  g_ptr_array_set_size (account->fields, 0);
  g_ptr_array_set_size (account->emojis, 0);
}

/**
 * moot_account_read:
 * @rows: on a row whose columns begin with @account_columns@ and which has no others
 * @site: the node
 *
 * Returns: (transfer full): the account of the row
 */
MootAccount *
moot_account_read (MootRows       *rows,
                   const MootSite *site)
{
  MootAccount *account = moot_rows_read_entity (rows, MOOT_TYPE_ACCOUNT);
  const char *at = strchr (account->acct, '@');
  const char *domain = at != NULL ? at + 1 : NULL;

  if (account->suspended)
    blank (account);
  complete_picture (site, domain, NO_AVATAR, &account->avatar, &account->avatar_static);
  moot_media_address_of_emojis (site, domain, account->emojis);
  complete_picture (site, domain, NO_HEADER, &account->header, &account->header_static);
  return account;
}

/**
 * moot_accounts_read_all:
 * @rows: see moot_account_read()
 * @site: the node
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootAccount): the accounts of all rows, in their order
 */
GPtrArray *
moot_accounts_read_all (MootRows        *rows,
                        const MootSite  *site,
                        GError         **error)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;

  while (moot_rows_next (rows, &local))
    g_ptr_array_add (accounts, moot_account_read (rows, site));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&accounts);
}

static MootAccount *
find (MootDb          *db,
      const MootSite  *site,
      const MootSql   *sql,
      const MootBind  *binds,
      GError         **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, sql, binds, error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  return moot_account_read (rows, site);
}

/* The new home of somebody who moved, without the home that may have after it. */
static gboolean
add_new_home (MootDb          *db,
              const MootSite  *site,
              gint64           id,
              MootAccount     *account,
              GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootAccount) home = find (db, site, &moot_sql_account_new_home,
                                       MOOT_BINDS (MOOT_INT ("id", id)), &local);

  if (home != NULL && !home->suspended)
    account->moved = moot_entity_to_text (home);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_account_find:
 * @db: a connection
 * @site: the node
 * @id: an account
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the account; %NULL without @error when there is none
 */
MootAccount *
moot_account_find (MootDb          *db,
                   const MootSite  *site,
                   gint64           id,
                   GError         **error)
{
  g_autoptr (MootAccount) account =
    find (db, site, &moot_sql_account_by_id, MOOT_BINDS (MOOT_INT ("id", id)), error);

  if (account == NULL || !add_new_home (db, site, id, account, error))
    return NULL;
  return g_steal_pointer (&account);
}

/* `ada`, `@ada`, `ada@our.domain` -> ada and ""; `bo@far.example` -> bo and far.example. */
static gboolean
split_acct (const MootSite  *site,
            const char      *acct,
            char           **out_username,
            char           **out_domain)
{
  const char *name = *acct == '@' ? acct + 1 : acct;
  const char *at = strchr (name, '@');

  if (*name == '\0' || at == name)
    return FALSE;
  if (at != NULL && (at[1] == '\0' || strchr (at + 1, '@') != NULL))
    return FALSE;
  *out_username = at != NULL ? g_strndup (name, (gsize) (at - name)) : g_strdup (name);
  if (at == NULL || moot_site_is_called (site, at + 1))
    *out_domain = g_strdup ("");
  else
    *out_domain = g_ascii_strdown (at + 1, -1);
  return TRUE;
}

/**
 * moot_account_find_by_acct:
 * @db: a connection
 * @site: the node
 * @acct: `user` or `user@domain`, with or without an @ before it, in any case
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the account; %NULL without @error when it is not known here
 */
MootAccount *
moot_account_find_by_acct (MootDb          *db,
                           const MootSite  *site,
                           const char      *acct,
                           GError         **error)
{
  g_autofree char *username = NULL;
  g_autofree char *domain = NULL;

  if (!split_acct (site, acct, &username, &domain))
    return NULL;
  return find (db, site, &moot_sql_account_by_name,
               MOOT_BINDS (MOOT_TEXT ("username", username), MOOT_TEXT ("domain", domain)), error);
}

/**
 * moot_account_find_id:
 * @db: a connection
 * @site: the node
 * @acct: see moot_account_find_by_acct()
 * @out_id: (out): its id, 0 when it is not known here
 * @error: return location
 *
 * Returns: whether the database answered
 */
gboolean
moot_account_find_id (MootDb          *db,
                      const MootSite  *site,
                      const char      *acct,
                      gint64          *out_id,
                      GError         **error)
{
  g_autofree char *username = NULL;
  g_autofree char *domain = NULL;

  *out_id = 0;
  if (!split_acct (site, acct, &username, &domain))
    return TRUE;
  return moot_db_get_int (db, &moot_sql_account_id_by_name,
                          MOOT_BINDS (MOOT_TEXT ("username", username),
                                      MOOT_TEXT ("domain", domain)),
                          out_id, error);
}
