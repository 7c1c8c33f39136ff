/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Codes and secrets become tokens here, and tokens end here.
 *
 * Errors have two members on these routes, and every answer is one that nobody may keep.
 * Thread: a request worker.
 * Spec: RFC 6749 sections 3.2, 4.1.3 and 4.4; RFC 7009; RFC 7636; RFC 8414. */
#include "moot-oauth-token-routes.h"

#include "moot-account-store.h"
#include "moot-application-store.h"
#include "moot-clock.h"
#include "moot-crypto.h"
#include "moot-enums.h"
#include "moot-oauth-request.h"
#include "moot-scopes.h"
#include "moot-stream-hub.h"
#include "moot-token-store.h"

#include <string.h>

/* Errors ------------------------------------------------------------------------------------ */

typedef enum
{
  OAUTH_INVALID_REQUEST,
  OAUTH_INVALID_GRANT,
  OAUTH_INVALID_SCOPE,
  OAUTH_UNSUPPORTED_GRANT_TYPE,
  OAUTH_INVALID_CLIENT,
  OAUTH_UNAUTHORIZED_CLIENT,
} OauthError;

/* clang-format off */
static const struct
{
  OauthError code;
  guint status;
  const char *error;
  const char *description;
} oauth_errors[] = {
  { OAUTH_INVALID_REQUEST, 400, "invalid_request",
    "The request is missing a required parameter, includes an unsupported parameter value, or is otherwise malformed." },
  { OAUTH_INVALID_GRANT, 400, "invalid_grant",
    "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the "
    "authorization request, or was issued to another client." },
  { OAUTH_INVALID_SCOPE, 400, "invalid_scope", "The requested scope is invalid, unknown, or malformed." },
  { OAUTH_UNSUPPORTED_GRANT_TYPE, 400, "unsupported_grant_type",
    "The authorization grant type is not supported by the authorization server." },
  { OAUTH_INVALID_CLIENT, 401, "invalid_client",
    "Client authentication failed due to unknown client, no client authentication included, or unsupported "
    "authentication method." },
  { OAUTH_UNAUTHORIZED_CLIENT, 403, "unauthorized_client", "You are not authorized to revoke this token" },
};
/* clang-format on */

static void
forbid_keeping (MootExchange *exchange)
{
  moot_exchange_add_header (exchange, "Cache-Control", "no-store");
  moot_exchange_add_header (exchange, "Pragma", "no-cache");
}

static void
refuse (MootExchange *exchange,
        OauthError    code)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "error", oauth_errors[code].error);
  moot_json_put_string (&json, "error_description", oauth_errors[code].description);
  moot_json_end_object (&json);
  forbid_keeping (exchange);
  if (code == OAUTH_INVALID_CLIENT)
    moot_exchange_add_header (exchange, "WWW-Authenticate", "Basic realm=\"OAuth\"");
  moot_exchange_reply (exchange, &json);
  exchange->status = oauth_errors[code].status;
}

/* Which client asks ------------------------------------------------------------------------- */

/* `Authorization: Basic`: both halves are urlencoded, says RFC 6749; ours need no escapes. */
static gboolean
read_basic (const char  *header,
            char       **out_client_id,
            char       **out_client_secret)
{
  gsize size = 0;
  g_autofree guchar *decoded = NULL;
  g_autofree char *text = NULL;
  char *colon;

  if (header == NULL || g_ascii_strncasecmp (header, "Basic ", 6) != 0)
    return FALSE;
  decoded = g_base64_decode (header + 6, &size);
  text = g_strndup ((const char *) decoded, size);
  colon = strchr (text, ':');
  if (colon == NULL)
    return FALSE;
  *out_client_id = g_strndup (text, (gsize) (colon - text));
  *out_client_secret = g_strdup (colon + 1);
  return TRUE;
}

/* The client whose id and secret came in, NULL when they are wrong. */
static MootApplication *
find_client (MootExchange  *exchange,
             GError       **error)
{
  g_autofree char *client_id = NULL;
  g_autofree char *client_secret = NULL;
  g_autoptr (MootApplication) application = NULL;

  if (!read_basic (moot_exchange_get_header (exchange, "authorization"), &client_id,
                   &client_secret))
    {
      client_id = g_strdup (moot_params_get (exchange->params, "client_id"));
      client_secret = g_strdup (moot_params_get (exchange->params, "client_secret"));
    }
  if (client_id != NULL)
    application = moot_application_store_find_client (exchange->db, client_id, error);
  return moot_application_verify (application, client_secret) ? g_steal_pointer (&application)
                                                              : NULL;
}

/* Making tokens ----------------------------------------------------------------------------- */

typedef struct
{
  const char *code; /* (nullable) */
  gint64 application_id;
  gint64 account_id;
  const char *scopes;
  gboolean used_before;
  gint64 revoked_id; /* what the first use of the code gave */
  char *token;
} TokenWork;

static gboolean
make_token (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  TokenWork *work = data;
  gboolean first = TRUE;

  if (work->code != NULL && !moot_token_store_use_code (db, work->code, &first, error))
    return FALSE;
  work->used_before = !first;
  if (work->used_before)
    return moot_token_store_revoke_by_code (db, work->code, &work->revoked_id, error);
  return moot_token_store_add (db, work->application_id, work->account_id, work->scopes, work->code,
                               &work->token, error);
}

static void
reply_token (MootExchange *exchange,
             TokenWork    *work)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  if (!moot_exchange_write (exchange, make_token, work, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  token = work->token;
  if (work->used_before)
    {
      moot_stream_hub_close_token (exchange->services->hub, work->revoked_id);
      refuse (exchange, OAUTH_INVALID_GRANT);
      return;
    }
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "access_token", token);
  moot_json_put_string (&json, "token_type", "Bearer");
  moot_json_put_string (&json, "scope", work->scopes);
  moot_json_put_int (&json, "created_at", moot_clock_now () / MOOT_SECOND);
  moot_json_end_object (&json);
  forbid_keeping (exchange);
  moot_exchange_reply (exchange, &json);
}

static gboolean
proves_challenge (const MootGrant *grant,
                  const char      *verifier)
{
  g_autofree char *digest = NULL;

  if (grant->code_challenge == NULL || verifier == NULL)
    return grant->code_challenge == NULL && verifier == NULL;
  digest = moot_sha256_base64url (verifier);
  return moot_secret_equal (digest, grant->code_challenge);
}

static void
exchange_code (MootExchange          *exchange,
               const MootApplication *application)
{
  const char *code = moot_params_get (exchange->params, "code");
  const char *redirect_uri = moot_params_get (exchange->params, "redirect_uri");
  g_autoptr (GError) error = NULL;
  g_autoptr (MootGrant) grant = NULL;

  if (code == NULL || *code == '\0' || redirect_uri == NULL)
    {
      refuse (exchange, OAUTH_INVALID_REQUEST);
      return;
    }
  grant = moot_token_store_find_code (exchange->db, code, &error);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else if (grant == NULL || grant->application_id != application->id ||
           !g_str_equal (grant->redirect_uri, redirect_uri) ||
           moot_clock_now () - grant->created_at > MOOT_CODE_LIFETIME_MS ||
           !proves_challenge (grant, moot_params_get (exchange->params, "code_verifier")))
    refuse (exchange, OAUTH_INVALID_GRANT);
  else
    {
      TokenWork work = { code, application->id, grant->account_id, grant->scopes, FALSE, 0, NULL };

      reply_token (exchange, &work);
    }
}

static void
exchange_credentials (MootExchange          *exchange,
                      const MootApplication *application)
{
  g_autofree char *scopes =
    moot_scopes_normalise (moot_params_get (exchange->params, "scope"), MOOT_SCOPES_LENIENT, NULL);
  TokenWork work = { NULL, application->id, 0, scopes, FALSE, 0, NULL };

  if (scopes == NULL || !moot_scopes_contain_all (application->scopes, scopes))
    refuse (exchange, OAUTH_INVALID_SCOPE);
  else
    reply_token (exchange, &work);
}

static const struct
{
  const char *grant_type;
  void (*run) (MootExchange *exchange,
               const MootApplication *application);
} grant_types[] = {
  { "authorization_code", exchange_code },
  { "client_credentials", exchange_credentials },
};

static void
create_token (MootExchange *exchange)
{
  const char *grant_type = moot_params_get (exchange->params, "grant_type");
  g_autoptr (GError) error = NULL;
  g_autoptr (MootApplication) application = NULL;

  if (grant_type == NULL || *grant_type == '\0')
    {
      refuse (exchange, OAUTH_INVALID_REQUEST);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (grant_types); i++)
    if (g_str_equal (grant_type, grant_types[i].grant_type))
      {
        application = find_client (exchange, &error);
        if (error != NULL)
          moot_exchange_fail (exchange, error);
        else if (application == NULL)
          refuse (exchange, OAUTH_INVALID_CLIENT);
        else
          grant_types[i].run (exchange, application);
        return;
      }
  refuse (exchange, OAUTH_UNSUPPORTED_GRANT_TYPE);
}

/* Ending tokens ----------------------------------------------------------------------------- */

static gboolean
end_token (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  return moot_token_store_revoke (db, *(const gint64 *) data, error);
}

/* A token we do not know is as good as revoked. */
static void
revoke_token (MootExchange *exchange)
{
  const char *token = moot_params_get (exchange->params, "token");
  g_autoptr (GError) error = NULL;
  g_autoptr (MootApplication) application = find_client (exchange, &error);
  g_autoptr (MootAccess) access = NULL;

  if (error == NULL && token != NULL)
    access = moot_token_store_find (exchange->db, token, &error);
  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  if (application == NULL || token == NULL ||
      (access != NULL && access->application_id != application->id))
    {
      refuse (exchange, OAUTH_UNAUTHORIZED_CLIENT);
      return;
    }
  if (access != NULL && !moot_exchange_write (exchange, end_token, &access->token_id, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  if (access != NULL)
    moot_stream_hub_close_token (exchange->services->hub, access->token_id);
  forbid_keeping (exchange);
  moot_exchange_reply_empty (exchange);
}

/* Who and what we are ----------------------------------------------------------------------- */

static void
show_user (MootExchange *exchange)
{
  const MootSite *site = exchange->services->site;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAccount) account =
    moot_account_find (exchange->db, site, exchange->viewer_id, &error);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *issuer = moot_site_url (site, "/");

  if (account == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "iss", issuer);
  moot_json_put_string (&json, "sub", account->uri);
  moot_json_put_string (&json, "name", account->display_name);
  moot_json_put_string (&json, "preferred_username", account->username);
  moot_json_put_string (&json, "profile", account->url);
  moot_json_put_string (&json, "picture", account->avatar);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

/* clang-format off */
static const struct
{
  const char *name;
  const char *path;
} endpoints[] = {
  { "authorization_endpoint",    "/oauth/authorize" },
  { "token_endpoint",            "/oauth/token" },
  { "revocation_endpoint",       "/oauth/revoke" },
  { "userinfo_endpoint",         "/oauth/userinfo" },
  { "app_registration_endpoint", "/api/v1/apps" },
};
/* clang-format on */

static void
show_metadata (MootExchange *exchange)
{
  const MootSite *site = exchange->services->site;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *issuer = moot_site_url (site, "/");
  guint n_scopes;
  const MootScope *scopes = moot_scopes_get_all (&n_scopes);

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "issuer", issuer);
  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      g_autofree char *url = moot_site_url (site, "%s", endpoints[i].path);

      moot_json_put_string (&json, endpoints[i].name, url);
    }
  moot_json_name (&json, "scopes_supported");
  moot_json_begin_array (&json);
  for (guint i = 0; i < n_scopes; i++)
    moot_json_add_string (&json, scopes[i].name);
  moot_json_end_array (&json);
  moot_json_put_raw (&json, "response_types_supported", "[\"code\"]");
  moot_json_put_raw (&json, "response_modes_supported", "[\"query\"]");
  moot_json_put_raw (&json, "grant_types_supported",
                     "[\"authorization_code\",\"client_credentials\"]");
  moot_json_put_raw (&json, "token_endpoint_auth_methods_supported",
                     "[\"client_secret_basic\",\"client_secret_post\"]");
  moot_json_put_raw (&json, "code_challenge_methods_supported", "[\"S256\"]");
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",  "/.well-known/oauth-authorization-server", MOOT_SCOPE_NOBODY, show_metadata },
  { "POST", "/oauth/revoke",                           MOOT_SCOPE_NOBODY, revoke_token },
  { "POST", "/oauth/token",                            MOOT_SCOPE_NOBODY, create_token },
  { "GET",  "/oauth/userinfo",                         "profile",         show_user },
  { "POST", "/oauth/userinfo",                         "profile",         show_user },
};
/* clang-format on */

const MootRouteTable moot_oauth_token_routes = { routes, G_N_ELEMENTS (routes) };
