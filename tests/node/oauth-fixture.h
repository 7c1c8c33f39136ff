/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "oauth-browser.h"

G_BEGIN_DECLS

#define VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" /* RFC 7636 */
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
#define OOB "urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob"
#define LOOPBACK "http%3A%2F%2F127.0.0.1%3A5000%2Fcallback%3Fa%3Db"
#define PASSWORD "password of ada"

typedef struct
{
  char *id;
  char *secret;
} Client;

void client_clear (Client *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Client, client_clear)

Client         oauth_register  (MootTestNode *node,
                                const char   *redirect_uris,
                                const char   *scopes);
char          *oauth_dup_path  (const Client *client,
                                const char   *redirect_uri,
                                const char   *rest);
char          *oauth_dup_value (const char   *uri,
                                const char   *name);
char          *oauth_get_code  (MootTestNode *node,
                                const Client *client,
                                const char   *redirect_uri,
                                const char   *rest);
MootTestReply *oauth_redeem    (MootTestNode *node,
                                const Client *client,
                                const char   *redirect_uri,
                                const char   *code,
                                const char   *rest);

#define ADD_ROWS(group, table, test) \
  oauth_add_rows (group, G_N_ELEMENTS (table), (const char *) table, sizeof table[0], test)

void oauth_add_rows (const char    *group,
                     gsize          n_rows,
                     const char    *names,
                     gsize          stride,
                     GTestDataFunc  test);

G_END_DECLS
