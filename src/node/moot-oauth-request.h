/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-application-store.h"
#include "moot-exchange.h"
#include "moot-web-page.h"

G_BEGIN_DECLS

#define MOOT_OUT_OF_BAND "urn:ietf:wg:oauth:2.0:oob"

/**
 * MootOauthRequest:
 * @scopes: what the token will hold
 * @state: (nullable): the client's, given back unchanged
 * @code_challenge: (nullable): PKCE S256
 *
 * What a client asks a person to allow; checked.
 */
typedef struct
{
  MootApplication *application;
  char *redirect_uri;
  char *scopes;
  char *state;
  char *code_challenge;
} MootOauthRequest;

MootOauthRequest *moot_oauth_request_read (MootExchange     *exchange) G_GNUC_WARN_UNUSED_RESULT;
void              moot_oauth_request_free (MootOauthRequest *self);

gboolean moot_oauth_request_is_out_of_band (const MootOauthRequest *self);
void     moot_oauth_request_reply_code     (const MootOauthRequest *self,
                                            MootExchange           *exchange,
                                            const char             *code);
void     moot_oauth_request_reply_error    (const MootOauthRequest *self,
                                            MootExchange           *exchange,
                                            const char             *error,
                                            const char             *description);

void  moot_oauth_add_hidden (MootWebPage        *page,
                             const MootExchange *exchange);
char *moot_oauth_dup_query  (const MootExchange *exchange) G_GNUC_WARN_UNUSED_RESULT;

char *moot_oauth_grant_scopes (const MootApplication *application,
                               const char            *scopes) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootOauthRequest, moot_oauth_request_free)

G_END_DECLS
