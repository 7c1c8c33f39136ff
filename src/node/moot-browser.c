/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The browser of somebody who looks at our own pages: the cookie of their session, and the one that
 * proves that a form was filled in on our page.  The API knows nothing of cookies.
 * Thread: a request worker.
 * Spec: RFC 6265bis. */
#include "moot-browser.h"

#include "moot-crypto.h"

#include <string.h>

#define SESSION_COOKIE "moot_session"
#define FORM_COOKIE "moot_form"
#define TOKEN_LENGTH 43 /* of moot_random_token() */

static gboolean
is_https (const MootExchange *exchange)
{
  return g_str_has_prefix (exchange->services->site->base_url, "https://");
}

/* With that prefix a browser lets no neighbouring host set it. */
static char *
dup_cookie_name (const MootExchange *exchange,
                 const char         *name)
{
  return g_strconcat (is_https (exchange) ? "__Host-" : "", name, NULL);
}

static char *
dup_cookie (const MootExchange *exchange,
            const char         *name)
{
  const char *header = moot_exchange_get_header (exchange, "cookie");
  g_autofree char *full_name = dup_cookie_name (exchange, name);
  gsize length = strlen (full_name);
  g_auto (GStrv) cookies = g_strsplit (header != NULL ? header : "", ";", -1);

  for (guint i = 0; cookies[i] != NULL; i++)
    {
      const char *cookie = g_strstrip (cookies[i]);

      if (strncmp (cookie, full_name, length) == 0 && cookie[length] == '=' &&
          strlen (cookie + length + 1) == TOKEN_LENGTH)
        return g_strdup (cookie + length + 1);
    }
  return NULL;
}

static void
set_cookie (MootExchange *exchange,
            const char   *name,
            const char   *value,
            gint64        lifetime_s)
{
  g_autofree char *full_name = dup_cookie_name (exchange, name);
  g_autofree char *age =
    lifetime_s >= 0 ? g_strdup_printf ("; Max-Age=%" G_GINT64_FORMAT, lifetime_s) : g_strdup ("");
  g_autofree char *cookie = g_strdup_printf ("%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s", full_name,
                                             value, is_https (exchange) ? "; Secure" : "", age);

  moot_exchange_add_header (exchange, "Set-Cookie", cookie);
}

/**
 * moot_browser_find_session:
 * @exchange: a request
 * @error: return location
 *
 * Returns: (transfer full) (nullable): who is signed in; %NULL without @error for nobody
 */
MootSession *
moot_browser_find_session (MootExchange  *exchange,
                           GError       **error)
{
  g_autofree char *cookie = dup_cookie (exchange, SESSION_COOKIE);

  return cookie != NULL ? moot_token_store_find_session (exchange->db, cookie, error) : NULL;
}

typedef struct
{
  gint64 account_id;
  const char *old;
  char *session;
} SessionWork;

static gboolean
open_session (MootDb    *db,
              gpointer   data,
              GError   **error)
{
  SessionWork *work = data;

  return (work->old == NULL || moot_token_store_remove_session (db, work->old, error)) &&
         moot_token_store_add_session (db, work->account_id, &work->session, error);
}

static gboolean
close_session (MootDb    *db,
               gpointer   data,
               GError   **error)
{
  return moot_token_store_remove_session (db, data, error);
}

/**
 * moot_browser_open_session:
 * @exchange: a request
 * @account_id: who gave the right password
 * @error: return location
 *
 * Signs the browser in, with a cookie it never had before.
 *
 * Returns: whether it is signed in
 */
gboolean
moot_browser_open_session (MootExchange  *exchange,
                           gint64         account_id,
                           GError       **error)
{
  g_autofree char *old = dup_cookie (exchange, SESSION_COOKIE);
  SessionWork work = { account_id, old, NULL };
  g_autofree char *session = NULL;

  if (!moot_exchange_write (exchange, open_session, &work, error))
    return FALSE;
  session = work.session;
  set_cookie (exchange, SESSION_COOKIE, session, MOOT_SESSION_LIFETIME_MS / 1000);
  return TRUE;
}

/**
 * moot_browser_close_session:
 * @exchange: a request
 * @error: return location
 *
 * Signs the browser out.
 *
 * Returns: whether it is signed out
 */
gboolean
moot_browser_close_session (MootExchange  *exchange,
                            GError       **error)
{
  g_autofree char *cookie = dup_cookie (exchange, SESSION_COOKIE);

  if (cookie != NULL && !moot_exchange_write (exchange, close_session, cookie, error))
    return FALSE;
  set_cookie (exchange, SESSION_COOKIE, "", 0);
  return TRUE;
}

/**
 * moot_browser_dup_form_token:
 * @exchange: a request that is answered with a form
 *
 * For forms of people who are not signed in: the same random text goes into the form and into a
 * cookie, and only our page can do both.
 *
 * Returns: (transfer full): the text for the form
 */
char *
moot_browser_dup_form_token (MootExchange *exchange)
{
  g_autofree char *token = dup_cookie (exchange, FORM_COOKIE);

  if (token == NULL)
    {
      token = moot_random_token ();
      set_cookie (exchange, FORM_COOKIE, token, -1);
    }
  return g_steal_pointer (&token);
}

/**
 * moot_browser_check_form_token:
 * @exchange: a form that came in
 *
 * Returns: whether it was filled in on our page
 */
gboolean
moot_browser_check_form_token (MootExchange *exchange)
{
  g_autofree char *token = dup_cookie (exchange, FORM_COOKIE);

  return moot_secret_equal (token, moot_params_get (exchange->params, "csrf"));
}
