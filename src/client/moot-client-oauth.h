/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-account.h"
#include "moot-connection.h"

G_BEGIN_DECLS

/**
 * MootSignIn:
 *
 * One attempt to sign in to a server.
 */
typedef struct _MootSignIn MootSignIn;

/**
 * MootCredentials:
 * @server: its address
 * @token: bearer token
 * @client_id: of our registration there
 * @client_secret: of our registration there
 * @account: who signed in
 *
 * What signing in gives.
 */
typedef struct
{
  char *server;
  char *token;
  char *client_id;
  char *client_secret;
  MootAccount *account;
} MootCredentials;

MootSignIn *moot_sign_in_prepare (const char    *text,
                                  GCancellable  *cancellable,
                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void        moot_sign_in_free    (MootSignIn    *self);

const char *moot_sign_in_get_server      (const MootSignIn *self);
char       *moot_sign_in_dup_browser_url (const MootSignIn *self,
                                          gboolean          paste) G_GNUC_WARN_UNUSED_RESULT;

MootCredentials *moot_sign_in_wait      (MootSignIn    *self,
                                         const char    *page,
                                         GCancellable  *cancellable,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;
MootCredentials *moot_sign_in_take_code (MootSignIn    *self,
                                         const char    *code,
                                         GCancellable  *cancellable,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;

void     moot_credentials_free   (MootCredentials  *self);
gboolean moot_credentials_revoke (MootConnection   *connection,
                                  const char       *client_id,
                                  const char       *client_secret,
                                  GCancellable     *cancellable,
                                  GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSignIn, moot_sign_in_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootCredentials, moot_credentials_free)

G_END_DECLS
