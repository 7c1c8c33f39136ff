/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_CREDENTIAL_APPLICATION (moot_credential_application_get_type ())

G_DECLARE_FINAL_TYPE (
  MootCredentialApplication, moot_credential_application, MOOT, CREDENTIAL_APPLICATION, GObject)

/**
 * MootCredentialApplication:
 *
 * A registered client with its secret.
 */
struct _MootCredentialApplication
{
  GObject parent_instance;

  char *id;
  char *name;
  char *website;
  GStrv scopes;
  GStrv redirect_uris;
  char *redirect_uri;
  char *client_id;
  char *client_secret;
  gint64 client_secret_expires_at;
  char *vapid_key;
};

#define MOOT_TYPE_TOKEN (moot_token_get_type ())

G_DECLARE_FINAL_TYPE (MootToken, moot_token, MOOT, TOKEN, GObject)

/**
 * MootToken:
 *
 * A bearer token; `created_at` is in Unix seconds.
 */
struct _MootToken
{
  GObject parent_instance;

  char *access_token;
  char *token_type;
  char *scope;
  gint64 created_at;
};

G_END_DECLS
