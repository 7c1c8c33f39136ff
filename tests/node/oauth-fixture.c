/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#include "oauth-fixture.h"

#include <string.h>

void
client_clear (Client *self)
{
  g_free (self->id);
  g_free (self->secret);
}

Client
oauth_register (MootTestNode *node,
                const char   *redirect_uris,
                const char   *scopes)
{
  g_autofree char *form =
    g_strdup_printf ("client_name=Test&redirect_uris=%s&scopes=%s", redirect_uris, scopes);
  g_autoptr (MootTestReply) reply = moot_test_post (node, "/api/v1/apps", NULL, form);

  moot_test_assert_status (reply, 200);
  return (Client){ g_strdup (moot_test_reply_string (reply, "client_id")),
                   g_strdup (moot_test_reply_string (reply, "client_secret")) };
}

char *
oauth_dup_path (const Client *client,
                const char   *redirect_uri,
                const char   *rest)
{
  return g_strdup_printf ("/oauth/authorize?response_type=code&client_id=%s&redirect_uri=%s%s",
                          client->id, redirect_uri, rest);
}

/* What stands behind `name=` in an address, unescaped. */
char *
oauth_dup_value (const char *uri,
                 const char *name)
{
  g_autoptr (GUri) parsed =
    g_uri_parse (uri, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  g_autoptr (GHashTable) values = NULL;

  g_assert_nonnull (parsed);
  values = g_uri_parse_params (g_uri_get_query (parsed), -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  return g_strdup (g_hash_table_lookup (values, name));
}

/* Signs in, allows what is asked; returns the code. */
char *
oauth_get_code (MootTestNode *node,
                const Client *client,
                const char   *redirect_uri,
                const char   *rest)
{
  g_autoptr (TestBrowser) browser = test_browser_new (node);
  g_autofree char *path = oauth_dup_path (client, redirect_uri, rest);

  test_browser_get (browser, path);
  g_assert_cmpuint (browser->status, ==, 200);
  test_browser_sign_in (browser, "ada", PASSWORD);
  g_assert_cmpuint (browser->status, ==, 303);
  g_assert_true (g_str_has_prefix (browser->location, "/oauth/authorize?"));
  {
    g_autofree char *next = g_strdup (browser->location);

    test_browser_get (browser, next);
  }
  g_assert_cmpuint (browser->status, ==, 200);
  test_browser_submit (browser, "/oauth/authorize", "decision=authorize");
  g_assert_cmpuint (browser->status, ==, 303);
  if (g_str_has_prefix (browser->location, "/"))
    {
      g_autofree char *absolute = g_strconcat (node->base_url, browser->location, NULL);

      return oauth_dup_value (absolute, "code");
    }
  return oauth_dup_value (browser->location, "code");
}

MootTestReply *
oauth_redeem (MootTestNode *node,
              const Client *client,
              const char   *redirect_uri,
              const char   *code,
              const char   *rest)
{
  g_autofree char *form = g_strdup_printf (
    "grant_type=authorization_code&client_id=%s&client_secret=%s&redirect_uri=%s&code=%s%s",
    client->id, client->secret, redirect_uri, code, rest);

  return moot_test_post (node, "/oauth/token", NULL, form);
}

void
oauth_add_rows (const char    *group,
                gsize          n_rows,
                const char    *names,
                gsize          stride,
                GTestDataFunc  test)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      const char *name = *(const char *const *) (names + i * stride);
      g_autofree char *path = g_strdup_printf ("/oauth/%s/%s", group, name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test);
    }
}
