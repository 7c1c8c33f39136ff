/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* OAuth objects as a client meets them.
 * Spec: RFC 6749 section 5.1; Mastodon client API, CredentialApplication and Token. */
#include "moot-token.h"

/* clang-format off */
static const MootField credential_application_fields[] = {
  MOOT_STRING (MootCredentialApplication, id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCredentialApplication, name, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCredentialApplication, website, MOOT_FIELD_PLAIN),
  MOOT_STRINGS (MootCredentialApplication, scopes, MOOT_FIELD_PLAIN),
  MOOT_STRINGS (MootCredentialApplication, redirect_uris, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCredentialApplication, redirect_uri, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCredentialApplication, client_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCredentialApplication, client_secret, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCredentialApplication, client_secret_expires_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCredentialApplication, vapid_key, MOOT_FIELD_NOT_NULL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootCredentialApplication,
                    moot_credential_application,
                    credential_application_fields)

/* clang-format off */
static const MootField token_fields[] = {
  MOOT_STRING (MootToken, access_token, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootToken, token_type, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootToken, scope, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootToken, created_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootToken, moot_token, token_fields)
