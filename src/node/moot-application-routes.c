/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Clients register themselves, and ask what they are registered as.
 * Thread: a request worker.
 * Spec: Mastodon client API, apps; co-op API, conventions. */
#include "moot-application-routes.h"

#include "moot-application-store.h"
#include "moot-error.h"
#include "moot-scopes.h"
#include "moot-sign-in.h"
#include "moot-token.h"
#include "moot-uri.h"

#include <string.h>

#define CLIENT_NAME_MAX 300  /* bytes; it is shown in one line */
#define REDIRECT_URIS_MAX 20 /* the largest client has one for each of its platforms */

static gboolean
invalid (GError     **error,
         const char  *why)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "Validation failed: %s", why);
  return FALSE;
}

/* One string, several in one, or a list. */
static gboolean
read_redirect_uris (const MootParams  *params,
                    GStrv             *out_uris,
                    GError           **error)
{
  g_auto (GStrv) given = moot_params_dup_list (params, "redirect_uris");
  g_autofree char *joined = g_strjoinv ("\n", given);
  g_auto (GStrv) words = g_strsplit_set (joined, " \t\r\n", -1);
  g_autoptr (GPtrArray) uris = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0' || g_ptr_array_find_with_equal_func (uris, words[i], g_str_equal, NULL))
        continue;
      if (!moot_redirect_uri_is_valid (words[i]))
        return invalid (error, "Redirect URI must be an absolute URI.");
      g_ptr_array_add (uris, words[i]);
    }
  if (uris->len == 0)
    return invalid (error, "Redirect URI can't be blank");
  if (uris->len > REDIRECT_URIS_MAX)
    return invalid (error, "Redirect URI has too many entries");
  g_ptr_array_add (uris, NULL);
  *out_uris = g_strdupv ((char **) uris->pdata);
  return TRUE;
}

static gboolean
read_scopes (MootApplication   *application,
             const MootParams  *params,
             GError           **error)
{
  application->scopes =
    moot_scopes_normalise (moot_params_get (params, "scopes"), MOOT_SCOPES_LENIENT, NULL);
  application->coop = moot_params_get_boolean (params, "coop", FALSE);
  if (application->scopes == NULL)
    return invalid (error, "Scopes doesn't match configured on the server.");
  if (!application->coop && moot_scopes_have_coop (application->scopes))
    return invalid (error,
                    "Scopes of the co-op are given only to applications registered with coop=true");
  return TRUE;
}

static MootApplication *
read_application (const MootParams  *params,
                  GError           **error)
{
  g_autoptr (MootApplication) self = g_new0 (MootApplication, 1);
  const char *name = moot_params_get (params, "client_name");
  const char *website = moot_params_get (params, "website");

  if (name == NULL || name[strspn (name, " \t\r\n")] == '\0')
    invalid (error, "Application name can't be blank");
  else if (strlen (name) > CLIENT_NAME_MAX)
    invalid (error, "Application name is too long");
  else if (read_redirect_uris (params, &self->redirect_uris, error) &&
           read_scopes (self, params, error))
    {
      self->name = g_strdup (name);
      self->website = website != NULL && moot_uri_is_http (website) ? g_strdup (website) : NULL;
      return g_steal_pointer (&self);
    }
  return NULL;
}

typedef struct
{
  MootApplication *application;
  char *client_secret;
} AddWork;

static gboolean
add (MootDb    *db,
     gpointer   data,
     GError   **error)
{
  AddWork *work = data;

  return moot_application_store_add (db, work->application, &work->client_secret, error);
}

static void
put_strings (MootJsonWriter    *json,
             const char        *name,
             const char *const *strings)
{
  moot_json_name (json, name);
  moot_json_begin_array (json);
  for (guint i = 0; strings[i] != NULL; i++)
    moot_json_add_string (json, strings[i]);
  moot_json_end_array (json);
}

/* The secret is there once, in the answer to the registration. */
static void
reply_application (MootExchange          *exchange,
                   const MootApplication *application,
                   const char            *client_secret)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_auto (GStrv) scopes = g_strsplit (application->scopes, " ", -1);
  g_autofree char *redirect_uri = g_strjoinv ("\n", application->redirect_uris);

  moot_json_begin_object (&json);
  moot_json_put_id (&json, "id", application->id);
  moot_json_put_string (&json, "name", application->name);
  moot_json_put_string (&json, "website", application->website);
  put_strings (&json, "scopes", (const char *const *) scopes);
  put_strings (&json, "redirect_uris", (const char *const *) application->redirect_uris);
  moot_json_put_string (&json, "redirect_uri", redirect_uri);
  if (client_secret != NULL)
    {
      moot_json_put_string (&json, "client_id", application->client_id);
      moot_json_put_string (&json, "client_secret", client_secret);
      moot_json_put_int (&json, "client_secret_expires_at", 0);
      moot_exchange_add_header (exchange, "Cache-Control", "no-store");
    }
  moot_json_put_string (&json, "vapid_key", "");
  moot_json_put_boolean (&json, "coop", application->coop);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

static void
register_application (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootApplication) application = read_application (exchange->params, &error);
  AddWork work = { application, NULL };
  g_autofree char *client_secret = NULL;

  if (application == NULL || !moot_stranger_may (exchange, &error) ||
      !moot_exchange_write (exchange, add, &work, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  client_secret = work.client_secret;
  reply_application (exchange, application, client_secret);
}

static void
show_own_application (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootApplication) application =
    moot_application_store_find (exchange->db, exchange->application_id, &error);

  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else if (application == NULL) /* a token of the command line */
    moot_exchange_not_found (exchange);
  else
    reply_application (exchange, application, NULL);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "POST", "/api/v1/apps",                    MOOT_SCOPE_NOBODY, register_application },
  { "GET",  "/api/v1/apps/verify_credentials", MOOT_SCOPE_ANY,    show_own_application },
};
/* clang-format on */

const MootRouteTable moot_application_routes = { routes, G_N_ELEMENTS (routes) };
