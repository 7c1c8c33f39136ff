/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reads and judges what stands behind `/oauth/authorize?…`.
 *
 * A client we do not know, or an address it never registered, is told to the person in front of
 * the browser; every other mistake is told to the client, at its own address.
 * Thread: a request worker.
 * Spec: RFC 6749 section 4.1; RFC 7636; RFC 8252. */
#include "moot-oauth-request.h"

#include "moot-enums.h"
#include "moot-scopes.h"
#include "moot-uri.h"

#include <string.h>

#define CHALLENGE_LENGTH 43 /* SHA-256 as base64url */

/* What the pages carry along until the person has decided. */
static const char *const parameters[] = {
  "response_type",
  "client_id",
  "redirect_uri",
  "scope",
  "state",
  "code_challenge",
  "code_challenge_method",
};

/**
 * moot_oauth_add_hidden:
 * @page: a page with a form
 * @exchange: a request with the parameters of an authorization
 *
 * Makes the form carry them along.
 */
void
moot_oauth_add_hidden (MootWebPage        *page,
                       const MootExchange *exchange)
{
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      const char *value = moot_params_get (exchange->params, parameters[i]);

      if (value != NULL)
        moot_web_page_add (page, "hidden", parameters[i], value);
    }
}

/**
 * moot_oauth_dup_query:
 * @exchange: a request that may have the parameters of an authorization
 *
 * Returns: (transfer full) (nullable): the same as a query; %NULL when it is about no client
 */
char *
moot_oauth_dup_query (const MootExchange *exchange)
{
  g_autoptr (GString) query = g_string_new (NULL);

  if (moot_params_get (exchange->params, "client_id") == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      const char *value = moot_params_get (exchange->params, parameters[i]);

      if (value == NULL)
        continue;
      g_string_append_printf (query, "%s%s=", query->len > 0 ? "&" : "", parameters[i]);
      g_string_append_uri_escaped (query, value, NULL, FALSE);
    }
  return g_string_free (g_steal_pointer (&query), FALSE);
}

/* Of the co-op's scopes, those that an application made for co-ops gets with a great one. */
static const struct
{
  const char *great;
  const char *part;
} coop_parts[] = {
  { "read", "read:governance" },
  { "read", "read:membership" },
  { "read", "read:dues" },
  { "write", "write:governance" },
  { "write", "write:votes" },
  { "write", "write:membership" },
  { "write", "write:dues" },
};

/**
 * moot_oauth_grant_scopes:
 * @application: a client
 * @scopes: what it asks for, separated by single spaces
 *
 * In an application that was registered with `coop`, `read` and `write` mean the co-op's too; it
 * gets them by name, so that whoever is asked sees them.
 *
 * Returns: (transfer full): the scopes a token will hold
 */
char *
moot_oauth_grant_scopes (const MootApplication *application,
                         const char            *scopes)
{
  g_autoptr (GString) granted = g_string_new (scopes);
  g_auto (GStrv) words = g_strsplit (scopes, " ", -1);

  for (guint i = 0; application->coop && i < G_N_ELEMENTS (coop_parts); i++)
    if (g_strv_contains ((const char *const *) words, coop_parts[i].great) &&
        !g_strv_contains ((const char *const *) words, coop_parts[i].part))
      g_string_append_printf (granted, " %s", coop_parts[i].part);
  return g_string_free (g_steal_pointer (&granted), FALSE);
}

static gboolean
is_registered (const MootApplication *application,
               const char            *redirect_uri)
{
  for (guint i = 0; application->redirect_uris[i] != NULL; i++)
    if (moot_redirect_uri_matches (application->redirect_uris[i], redirect_uri))
      return TRUE;
  return FALSE;
}

/** moot_oauth_request_is_out_of_band: whether the person carries the code over by hand */
gboolean
moot_oauth_request_is_out_of_band (const MootOauthRequest *self)
{
  return g_str_has_prefix (self->redirect_uri, MOOT_OUT_OF_BAND);
}

/* `name=value` pairs behind the client's address, whatever stands there already. */
static char *
dup_answer (const MootOauthRequest *self,
            const char             *name,
            const char             *value,
            const char             *description)
{
  g_autoptr (GString) uri = g_string_new (self->redirect_uri);

  g_string_append_printf (uri, "%c%s=", strchr (self->redirect_uri, '?') != NULL ? '&' : '?', name);
  g_string_append_uri_escaped (uri, value, NULL, FALSE);
  if (description != NULL)
    {
      g_string_append (uri, "&error_description=");
      g_string_append_uri_escaped (uri, description, NULL, FALSE);
    }
  if (self->state != NULL)
    {
      g_string_append (uri, "&state=");
      g_string_append_uri_escaped (uri, self->state, NULL, FALSE);
    }
  return g_string_free (g_steal_pointer (&uri), FALSE);
}

/**
 * moot_oauth_request_reply_code:
 * @self: what was allowed
 * @exchange: the request to answer
 * @code: the code for the client
 *
 * Sends the browser back to the client, or to the page that shows the code.
 */
void
moot_oauth_request_reply_code (const MootOauthRequest *self,
                               MootExchange           *exchange,
                               const char             *code)
{
  g_autofree char *uri = moot_oauth_request_is_out_of_band (self)
                           ? g_strconcat ("/oauth/authorize/native?code=", code, NULL)
                           : dup_answer (self, "code", code, NULL);

  moot_exchange_add_header (exchange, "Cache-Control", "no-store");
  moot_exchange_redirect (exchange, uri);
}

/**
 * moot_oauth_request_reply_error:
 * @self: what was asked
 * @exchange: the request to answer
 * @error: the word of RFC 6749
 * @description: a sentence
 *
 * Tells the client, or whoever sits there when it cannot be reached.
 */
void
moot_oauth_request_reply_error (const MootOauthRequest *self,
                                MootExchange           *exchange,
                                const char             *error,
                                const char             *description)
{
  g_autofree char *uri = NULL;

  if (moot_oauth_request_is_out_of_band (self))
    {
      moot_web_page_reply_message (exchange, 400, "Not authorized", description);
      return;
    }
  uri = dup_answer (self, "error", error, description);
  moot_exchange_add_header (exchange, "Cache-Control", "no-store");
  moot_exchange_redirect (exchange, uri);
}

static gboolean
is_challenge (const char *text)
{
  return strlen (text) == CHALLENGE_LENGTH &&
         strspn (text, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_") == CHALLENGE_LENGTH;
}

/* The parts whose mistakes go to the client; answers itself when there is one. */
static gboolean
read_details (MootOauthRequest *self,
              MootExchange     *exchange)
{
  const char *response_type = moot_params_get (exchange->params, "response_type");
  const char *challenge = moot_params_get (exchange->params, "code_challenge");
  const char *method = moot_params_get (exchange->params, "code_challenge_method");
  g_autofree char *scopes =
    moot_scopes_normalise (moot_params_get (exchange->params, "scope"), MOOT_SCOPES_LENIENT, NULL);

  if (g_strcmp0 (response_type, "code") != 0)
    moot_oauth_request_reply_error (
      self, exchange, response_type == NULL ? "invalid_request" : "unsupported_response_type",
      "The authorization server does not support this response type.");
  else if (scopes == NULL || !moot_scopes_contain_all (self->application->scopes, scopes))
    moot_oauth_request_reply_error (self, exchange, "invalid_scope",
                                    "The requested scope is invalid, unknown, or malformed.");
  else if ((challenge == NULL) != (method == NULL) ||
           (challenge != NULL && (!g_str_equal (method, "S256") || !is_challenge (challenge))))
    moot_oauth_request_reply_error (
      self, exchange, "invalid_request",
      "The code challenge must be given together with the method S256.");
  else
    {
      self->scopes = moot_oauth_grant_scopes (self->application, scopes);
      self->code_challenge = g_strdup (challenge);
      return TRUE;
    }
  return FALSE;
}

/**
 * moot_oauth_request_read:
 * @exchange: a request
 *
 * Returns: (transfer full) (nullable): what a client asks for; %NULL when it has been answered
 */
MootOauthRequest *
moot_oauth_request_read (MootExchange *exchange)
{
  g_autoptr (MootOauthRequest) self = g_new0 (MootOauthRequest, 1);
  const char *client_id = moot_params_get (exchange->params, "client_id");
  const char *redirect_uri = moot_params_get (exchange->params, "redirect_uri");
  g_autoptr (GError) error = NULL;

  if (client_id != NULL)
    self->application = moot_application_store_find_client (exchange->db, client_id, &error);
  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return NULL;
    }
  if (self->application == NULL)
    {
      moot_web_page_reply_message (
        exchange, 400, "Unknown application",
        "The application that sent you here is not known on this server. "
        "Go back to it and sign in from the start.");
      return NULL;
    }
  if (redirect_uri == NULL || !is_registered (self->application, redirect_uri))
    {
      moot_web_page_reply_message (
        exchange, 400, "Wrong address",
        "The application asks to send you to an address that it did not register. "
        "For your safety it stops here.");
      return NULL;
    }
  self->redirect_uri = g_strdup (redirect_uri);
  self->state = g_strdup (moot_params_get (exchange->params, "state"));
  return read_details (self, exchange) ? g_steal_pointer (&self) : NULL;
}

/**
 * moot_oauth_request_free:
 * @self: (nullable): a request
 */
void
moot_oauth_request_free (MootOauthRequest *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->application, moot_application_free);
  g_free (self->redirect_uri);
  g_free (self->scopes);
  g_free (self->state);
  g_free (self->code_challenge);
  g_free (self);
}
