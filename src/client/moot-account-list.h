/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-account.h"

G_BEGIN_DECLS

#define MOOT_TYPE_SAVED_ACCOUNT (moot_saved_account_get_type ())

G_DECLARE_FINAL_TYPE (MootSavedAccount, moot_saved_account, MOOT, SAVED_ACCOUNT, GObject)

/**
 * MootSavedAccount:
 *
 * Somebody who is signed in here.  The token lies in the secret store under `key`; the secret of
 * our registration opens nothing without it. `node_folder` is set when the server is a node of this
 * computer.
 */
struct _MootSavedAccount
{
  GObject parent_instance;

  char *key;
  char *server;
  char *acct;
  char *account_id;
  char *display_name;
  char *avatar;
  char *client_id;
  char *client_secret;
  char *node_folder;
  gint64 used_at;
};

MootSavedAccount *moot_saved_account_new_for (const char  *server,
                                              MootAccount *account) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_account_list_load (const char  *path,
                                   GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_account_list_save (const char  *path,
                                   GPtrArray   *accounts,
                                   GError     **error);

MootSavedAccount *moot_account_list_find           (GPtrArray        *accounts,
                                                    const char       *key);
MootSavedAccount *moot_account_list_find_last_used (GPtrArray        *accounts);
void              moot_account_list_put            (GPtrArray        *accounts,
                                                    MootSavedAccount *account);
void              moot_account_list_remove         (GPtrArray        *accounts,
                                                    const char       *key);

G_END_DECLS
