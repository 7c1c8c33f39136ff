/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Signing in to any Mastodon-compatible server: discovery, registration with the very port that
 * listens, the browser with PKCE and state, and a code to paste when the browser is elsewhere.
 * Spec: RFC 6749, RFC 7636, RFC 8252; Mastodon client API, OAuth 2.
 * Thread: workers. */
#include "moot-client-oauth.h"

#include "moot-client-error.h"
#include "moot-client-scopes.h"
#include "moot-crypto.h"
#include "moot-loopback.h"
#include "moot-server-name.h"
#include "moot-token.h"

#include <string.h>

#define CLIENT_NAME "Folkmoot"
#define CLIENT_WEBSITE "https://folkmoot.coop/"
#define OUT_OF_BAND "urn:ietf:wg:oauth:2.0:oob"

struct _MootSignIn
{
  char *server;
  MootConnection *connection;
  MootLoopback *loopback; /* (nullable): when no port could be had, there is still pasting */
  char *authorize_url;
  char *scopes;
  char *client_id;
  char *client_secret;
  char *state;
  char *verifier;
};

/**
 * moot_sign_in_free:
 * @self: (nullable): an attempt
 */
void
moot_sign_in_free (MootSignIn *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->connection, moot_connection_unref);
  g_clear_pointer (&self->loopback, moot_loopback_free);
  g_free (self->server);
  g_free (self->authorize_url);
  g_free (self->scopes);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->state);
  g_free (self->verifier);
  g_free (self);
}

/**
 * moot_credentials_free:
 * @self: (nullable): credentials
 */
void
moot_credentials_free (MootCredentials *self)
{
  if (self == NULL)
    return;

  g_free (self->server);
  g_free (self->token);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_clear_object (&self->account);
  g_free (self);
}

static gboolean
lists (JsonArray  *array,
       const char *word)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), word) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The co-op's scopes are asked for where they exist: elsewhere an unknown scope is an error, and
 * those of moderators, which every server has, would frighten people. */
static char *
choose_scopes (JsonObject *metadata)
{
  GString *scopes = g_string_new (MOOT_SCOPES);
  g_auto (GStrv) coop = g_strsplit (MOOT_COOP_SCOPES, " ", -1);
  JsonArray *supported = moot_json_get_array (metadata, "scopes_supported");

  if (!lists (supported, coop[0]))
    return g_string_free (scopes, FALSE);
  for (guint i = 0; coop[i] != NULL; i++)
    if (lists (supported, coop[i]))
      g_string_append_printf (scopes, " %s", coop[i]);
  return g_string_free (scopes, FALSE);
}

/* Servers before Mastodon 4.3 have no metadata: then the usual paths hold. */
static gboolean
discover (MootSignIn    *self,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_OAUTH_METADATA);
  g_autoptr (GError) local = NULL;
  g_autoptr (MootReply) reply = moot_connection_call (self->connection, request, cancellable,
                                                      &local);
  JsonObject *metadata = reply != NULL ? moot_reply_get_object (reply) : NULL;
  const char *authorize = moot_json_get_string (metadata, "authorization_endpoint");

  if (g_error_matches (local, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_OFFLINE) ||
      (local != NULL && local->domain == G_IO_ERROR))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->scopes = choose_scopes (metadata);
  /* A server sends the browser only to itself. */
  if (authorize != NULL && moot_server_owns (self->server, authorize))
    self->authorize_url = g_strdup (authorize);
  else
    self->authorize_url = g_strconcat (self->server, "/oauth/authorize", NULL);
  return TRUE;
}

static gboolean
register_app (MootSignIn    *self,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_REGISTER_APP);
  g_autofree char *redirects = NULL;
  g_autoptr (MootReply) reply = NULL;
  MootCredentialApplication *app;

  redirects = self->loopback != NULL
                ? g_strconcat (moot_loopback_get_uri (self->loopback), "\n" OUT_OF_BAND, NULL)
                : g_strdup (OUT_OF_BAND);
  moot_request_add (request, "client_name", CLIENT_NAME);
  moot_request_add (request, "website", CLIENT_WEBSITE);
  moot_request_add (request, "redirect_uris", redirects);
  moot_request_add (request, "scopes", self->scopes);
  moot_request_add (request, "coop", "true");
  reply = moot_connection_call (self->connection, request, cancellable, error);
  if (reply == NULL)
    return FALSE;

  app = reply->entity;
  if (app->client_id == NULL || app->client_secret == NULL)
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNREADABLE,
                   "registration without a client_id");
      return FALSE;
    }
  self->client_id = g_strdup (app->client_id);
  self->client_secret = g_strdup (app->client_secret);
  return TRUE;
}

/**
 * moot_sign_in_prepare:
 * @text: what the person typed: a domain, a handle or a link
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Finds the server, opens the port the browser will come back to and registers with it.
 *
 * Errors: #MootClientError, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): an attempt, ready for the browser
 */
MootSignIn *
moot_sign_in_prepare (const char    *text,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (MootSignIn) self = g_new0 (MootSignIn, 1);

  self->server = moot_server_from_text (text, error);
  if (self->server == NULL)
    return NULL;
  self->connection = moot_connection_new (self->server, NULL, NULL);
  self->loopback = moot_loopback_new (NULL);
  self->state = moot_random_token ();
  self->verifier = moot_random_token ();
  if (!discover (self, cancellable, error) || !register_app (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * moot_sign_in_get_server:
 * @self: an attempt
 *
 * Returns: (transfer none): the server
 */
const char *
moot_sign_in_get_server (const MootSignIn *self)
{
  return self->server;
}

/**
 * moot_sign_in_dup_browser_url:
 * @self: an attempt
 * @paste: whether the page shall show a code instead of coming back by itself
 *
 * Returns: (transfer full): the page to open
 */
char *
moot_sign_in_dup_browser_url (const MootSignIn *self,
                              gboolean          paste)
{
  g_autofree char *challenge = moot_sha256_base64url (self->verifier);
  const char *redirect = paste || self->loopback == NULL ? OUT_OF_BAND
                                                         : moot_loopback_get_uri (self->loopback);
  g_autofree char *escaped_redirect = g_uri_escape_string (redirect, NULL, FALSE);
  g_autofree char *escaped_scopes = g_uri_escape_string (self->scopes, NULL, FALSE);
  g_autofree char *escaped_client = g_uri_escape_string (self->client_id, NULL, FALSE);

  return g_strdup_printf ("%s%sresponse_type=code&client_id=%s&redirect_uri=%s&scope=%s&state=%s"
                          "&code_challenge=%s&code_challenge_method=S256",
                          self->authorize_url,
                          strchr (self->authorize_url, '?') != NULL ? "&" : "?", escaped_client,
                          escaped_redirect, escaped_scopes, self->state, challenge);
}

static MootCredentials *
exchange (MootSignIn    *self,
          const char    *code,
          const char    *redirect,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_TAKE_TOKEN);
  g_autoptr (MootRequest) who = moot_request_new (MOOT_CALL_VERIFY_CREDENTIALS);
  g_autoptr (MootReply) reply = NULL;
  g_autoptr (MootReply) account = NULL;
  g_autoptr (MootConnection) signed_in = NULL;
  MootCredentials *credentials;
  MootToken *token;

  moot_request_add (request, "grant_type", "authorization_code");
  moot_request_add (request, "client_id", self->client_id);
  moot_request_add (request, "client_secret", self->client_secret);
  moot_request_add (request, "redirect_uri", redirect);
  moot_request_add (request, "code", code);
  moot_request_add (request, "code_verifier", self->verifier);
  moot_request_add (request, "scope", self->scopes);
  reply = moot_connection_call (self->connection, request, cancellable, error);
  if (reply == NULL)
    return NULL;
  token = reply->entity;
  if (token->access_token == NULL || *token->access_token == '\0')
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNREADABLE,
                   "no access_token in the answer");
      return NULL;
    }
  signed_in = moot_connection_new (self->server, NULL, token->access_token);
  account = moot_connection_call (signed_in, who, cancellable, error);
  if (account == NULL)
    return NULL;

  credentials = g_new0 (MootCredentials, 1);
  credentials->server = g_strdup (self->server);
  credentials->token = g_strdup (token->access_token);
  credentials->client_id = g_strdup (self->client_id);
  credentials->client_secret = g_strdup (self->client_secret);
  credentials->account = moot_reply_take_entity (account);
  return credentials;
}

/**
 * moot_sign_in_wait:
 * @self: an attempt whose page is open in a browser
 * @page: HTML the browser shows in the end
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * Waits for the browser to come back, then takes the token.
 *
 * Errors: #MootClientError, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the credentials
 */
MootCredentials *
moot_sign_in_wait (MootSignIn    *self,
                   const char    *page,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autofree char *code = NULL;

  if (self->loopback == NULL)
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_REFUSED,
                   "no port for the browser to come back to");
      return NULL;
    }
  code = moot_loopback_wait (self->loopback, self->state, page, cancellable, error);
  if (code == NULL)
    return NULL;
  return exchange (self, code, moot_loopback_get_uri (self->loopback), cancellable, error);
}

/**
 * moot_sign_in_take_code:
 * @self: an attempt whose pasting page was open in a browser
 * @code: what the person copied
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Errors: #MootClientError, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the credentials
 */
MootCredentials *
moot_sign_in_take_code (MootSignIn    *self,
                        const char    *code,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autofree char *bare = g_strstrip (g_strdup (code));

  return exchange (self, bare, OUT_OF_BAND, cancellable, error);
}

/**
 * moot_credentials_revoke:
 * @connection: with the token to revoke
 * @client_id: of the registration it was given to
 * @client_secret: of that registration
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Makes the token worthless.
 *
 * Returns: whether the server did it
 */
gboolean
moot_credentials_revoke (MootConnection  *connection,
                         const char      *client_id,
                         const char      *client_secret,
                         GCancellable    *cancellable,
                         GError         **error)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_REVOKE_TOKEN);
  g_autoptr (MootReply) reply = NULL;

  moot_request_add (request, "client_id", client_id);
  moot_request_add (request, "client_secret", client_secret);
  moot_request_add (request, "token", moot_connection_get_token (connection));
  reply = moot_connection_call (connection, request, cancellable, error);
  return reply != NULL;
}
