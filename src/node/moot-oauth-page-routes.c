/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The pages on which people sign in and decide what an application may do.
 *
 * Every form carries the parameters of the authorization along, so a browser without any cookie
 * comes back to the same question; none carries an address to go to.
 * Thread: a request worker.
 * Spec: RFC 6749 section 4.1; Mastodon client API, /oauth/authorize. */
#include "moot-oauth-page-routes.h"

#include "moot-browser.h"
#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-oauth-request.h"
#include "moot-scopes.h"
#include "moot-sign-in.h"
#include "moot-uri.h"
#include "moot-web-page.h"

#include <string.h>

#define CODE_LENGTH 43 /* of moot_random_token() */

/* Signing in -------------------------------------------------------------------------------- */

static void
reply_sign_in (MootExchange *exchange,
               guint         status,
               const char   *client,
               const char   *notice,
               const char   *error)
{
  g_autoptr (MootWebPage) page = moot_web_page_new ("sign-in", "Sign in");
  g_autofree char *csrf = moot_browser_dup_form_token (exchange);

  moot_web_page_set (page, "client", client);
  moot_web_page_set (page, "notice", notice);
  moot_web_page_set (page, "error", error);
  moot_web_page_set (page, "username", moot_params_get (exchange->params, "username"));
  moot_web_page_set (page, "csrf", csrf);
  moot_oauth_add_hidden (page, exchange);
  moot_web_page_reply (page, exchange, status);
}

static void
go_on (MootExchange *exchange)
{
  g_autofree char *query = moot_oauth_dup_query (exchange);
  g_autofree char *path =
    query != NULL ? g_strconcat ("/oauth/authorize?", query, NULL) : g_strdup ("/auth/sign_in");

  moot_exchange_add_header (exchange, "Cache-Control", "no-store");
  moot_exchange_redirect (exchange, path);
}

static void
show_sign_in (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSession) session = moot_browser_find_session (exchange, &error);
  g_autoptr (MootWebPage) page = NULL;
  g_autofree char *account = NULL;

  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  if (session == NULL)
    {
      reply_sign_in (exchange, 200, NULL, NULL, NULL);
      return;
    }
  account = g_strdup_printf ("@%s@%s", session->username, exchange->services->site->domain);
  page = moot_web_page_new ("signed-in", "Signed in");
  moot_web_page_set (page, "account", account);
  moot_web_page_set (page, "csrf", session->csrf_token);
  moot_web_page_reply (page, exchange, 200);
}

static const struct
{
  MootError code;
  guint status;
} sign_in_statuses[] = {
  { MOOT_ERROR_UNAUTHORIZED, 422 },
  { MOOT_ERROR_FORBIDDEN, 403 },
  { MOOT_ERROR_LIMITED, 429 },
};

static void
reply_sign_in_failed (MootExchange *exchange,
                      const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (sign_in_statuses); i++)
    if (g_error_matches (error, MOOT_ERROR, (int) sign_in_statuses[i].code))
      {
        reply_sign_in (exchange, sign_in_statuses[i].status, NULL, NULL, error->message);
        return;
      }
  moot_exchange_fail (exchange, error);
}

static void
sign_in (MootExchange *exchange)
{
  const char *username = moot_params_get (exchange->params, "username");
  const char *password = moot_params_get (exchange->params, "password");
  g_autoptr (GError) error = NULL;
  gint64 account_id;

  if (!moot_browser_check_form_token (exchange))
    {
      reply_sign_in (
        exchange, 403, NULL,
        "This form was open for too long, or your browser keeps no cookies. Please try again.",
        NULL);
      return;
    }
  if (username == NULL || *username == '\0' || password == NULL || *password == '\0')
    {
      reply_sign_in (exchange, 422, NULL, NULL, "Give your user name and your password.");
      return;
    }
  account_id = moot_sign_in (exchange, username, password, &error);
  if (account_id == 0 || !moot_browser_open_session (exchange, account_id, &error))
    reply_sign_in_failed (exchange, error);
  else
    go_on (exchange);
}

/* Whether a form of somebody who is signed in was filled in on our page; answers when not. */
static MootSession *
require_session (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSession) session = moot_browser_find_session (exchange, &error);

  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else if (session == NULL)
    reply_sign_in (exchange, 403, NULL, "You are not signed in any more. Please sign in again.",
                   NULL);
  else if (!moot_secret_equal (session->csrf_token, moot_params_get (exchange->params, "csrf")))
    moot_web_page_reply_message (
      exchange, 403, "Not from here",
      "This form did not come from a page of this server, so nothing was done.");
  else
    return g_steal_pointer (&session);
  return NULL;
}

static void
sign_out (MootExchange *exchange)
{
  g_autoptr (MootSession) session = require_session (exchange);
  g_autoptr (GError) error = NULL;

  if (session == NULL)
    return;
  if (moot_browser_close_session (exchange, &error))
    go_on (exchange);
  else
    moot_exchange_fail (exchange, error);
}

/* Consent ----------------------------------------------------------------------------------- */

static void
add_scopes (MootWebPage *page,
            const char  *scopes)
{
  g_auto (GStrv) words = g_strsplit (scopes, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const MootScope *scope = moot_scopes_find (words[i]);
      const char *meaning = scope != NULL && scope->meaning != NULL ? scope->meaning : words[i];

      moot_web_page_add (page, scope != NULL && scope->coop ? "coop_scope" : "scopes", meaning,
                         NULL);
    }
  if (moot_scopes_have_coop (scopes))
    moot_web_page_set (page, "coop_scopes", "yes");
}

static void
reply_consent (MootExchange           *exchange,
               const MootOauthRequest *request,
               const MootSession      *session)
{
  g_autoptr (MootWebPage) page = moot_web_page_new ("consent", "Authorize an application");
  g_autofree char *account =
    g_strdup_printf ("@%s@%s", session->username, exchange->services->site->domain);
  g_autofree char *host = moot_uri_dup_host (request->redirect_uri);
  const char *website = request->application->website;

  moot_web_page_set (page, "client", request->application->name);
  moot_web_page_set (page, "website",
                     website != NULL && moot_uri_is_http (website) ? website : NULL);
  moot_web_page_set (page, "account", account);
  moot_web_page_set (page, "target", moot_uri_is_http (request->redirect_uri) ? host : NULL);
  moot_web_page_set (page, "csrf", session->csrf_token);
  add_scopes (page, request->scopes);
  moot_oauth_add_hidden (page, exchange);
  moot_web_page_reply (page, exchange, 200);
}

static void
show_authorize (MootExchange *exchange)
{
  g_autoptr (MootOauthRequest) request = moot_oauth_request_read (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSession) session = NULL;

  if (request == NULL)
    return;
  if (!moot_params_get_boolean (exchange->params, "force_login", FALSE))
    session = moot_browser_find_session (exchange, &error);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else if (session == NULL)
    reply_sign_in (exchange, 200, request->application->name, NULL, NULL);
  else
    reply_consent (exchange, request, session);
}

typedef struct
{
  const MootGrant *grant;
  char *code;
} CodeWork;

static gboolean
add_code (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  CodeWork *work = data;

  return moot_token_store_add_code (db, work->grant, &work->code, error);
}

static void
decide (MootExchange *exchange)
{
  g_autoptr (MootOauthRequest) request = moot_oauth_request_read (exchange);
  g_autoptr (MootSession) session = request != NULL ? require_session (exchange) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  MootGrant grant = { 0 };
  CodeWork work = { &grant, NULL };

  if (session == NULL)
    return;
  if (g_strcmp0 (moot_params_get (exchange->params, "decision"), "authorize") != 0)
    {
      moot_oauth_request_reply_error (
        request, exchange, "access_denied",
        "The resource owner or authorization server denied the request.");
      return;
    }
  grant.application_id = request->application->id;
  grant.account_id = session->account_id;
  grant.redirect_uri = request->redirect_uri;
  grant.scopes = request->scopes;
  grant.code_challenge = request->code_challenge;
  if (!moot_exchange_write (exchange, add_code, &work, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  code = work.code;
  moot_oauth_request_reply_code (request, exchange, code);
}

static void
show_code (MootExchange *exchange)
{
  const char *code = moot_params_get (exchange->params, "code");
  g_autoptr (MootWebPage) page = NULL;

  /* nobody else's words on our page */
  if (code == NULL || strlen (code) != CODE_LENGTH ||
      strspn (code, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_") != CODE_LENGTH)
    {
      moot_web_page_reply_message (exchange, 400, "No code",
                                   "There is no authorization code to show.");
      return;
    }
  page = moot_web_page_new ("code", "Authorization code");
  moot_web_page_set (page, "code", code);
  moot_web_page_reply (page, exchange, 200);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",  "/assets/style.css",       MOOT_SCOPE_NOBODY, moot_web_page_reply_style },
  { "GET",  "/auth/sign_in",           MOOT_SCOPE_NOBODY, show_sign_in },
  { "POST", "/auth/sign_in",           MOOT_SCOPE_NOBODY, sign_in },
  { "POST", "/auth/sign_out",          MOOT_SCOPE_NOBODY, sign_out },
  { "GET",  "/oauth/authorize",        MOOT_SCOPE_NOBODY, show_authorize },
  { "POST", "/oauth/authorize",        MOOT_SCOPE_NOBODY, decide },
  { "GET",  "/oauth/authorize/native", MOOT_SCOPE_NOBODY, show_code },
};
/* clang-format on */

const MootRouteTable moot_oauth_page_routes = { routes, G_N_ELEMENTS (routes) };
