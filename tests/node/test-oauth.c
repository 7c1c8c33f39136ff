/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* OAuth over real HTTP: registration, sign-in, consent, and every way they must fail. */
#include "oauth-fixture.h"

#include <string.h>

/* One node for all tests: making keys is what takes time. */
static MootTestNode *node;

/* Registration ------------------------------------------------------------------------------ */

#define MULTIPART                                                                                   \
  "--B\r\nContent-Disposition: form-data; name=\"client_name\"\r\n\r\nT\xc3\xbc\x62\x61 & <co>\r\n" \
  "--B\r\nContent-Disposition: form-data; name=\"redirect_uris\"\r\n\r\ntuba://auth_code\r\n--B--\r\n"

static const struct
{
  const char *name;
  const char *path;
  const char *content_type;
  const char *body;
  const char *redirect_uri; /* NULL: refused */
  const char *client_name;
} registrations[] = {
  { "json", "", "application/json",
    "{\"client_name\":\"t\",\"redirect_uris\":\"urn:ietf:wg:oauth:2.0:oob\"}",
    "urn:ietf:wg:oauth:2.0:oob", "t" },
  { "json-array", "", "application/json",
    "{\"client_name\":\"t\",\"redirect_uris\":[\"a://b\",\"http://127.0.0.1/c\"]}",
    "a://b\nhttp://127.0.0.1/c", "t" },
  { "form", "", "application/x-www-form-urlencoded",
    "client_name=t&redirect_uris=" OOB "&website=", "urn:ietf:wg:oauth:2.0:oob", "t" },
  { "form-lines", "", "application/x-www-form-urlencoded",
    "client_name=t&redirect_uris=a%3A%2F%2Fb%0Ac%3A%2F%2Fd", "a://b\nc://d", "t" },
  { "form-list", "", "application/x-www-form-urlencoded",
    "client_name=t&redirect_uris[]=a%3A%2F%2Fb&redirect_uris[]=c%3A%2F%2Fd", "a://b\nc://d", "t" },
  { "multipart", "", "multipart/form-data; boundary=B", MULTIPART, "tuba://auth_code",
    "T\xc3\xbc\x62\x61 & <co>" },
  { "query", "?client_name=t&redirect_uris=a%3A%2F%2Fb&scopes=read%20write", NULL, NULL, "a://b",
    "t" },
  { "escapes-kept", "", "application/x-www-form-urlencoded",
    "client_name=t&redirect_uris="
    "https%3A%2F%2Felk.zone%2Fapi%2Fx%2Foauth%2Fhttps%253A%252F%252Felk.zone",
    "https://elk.zone/api/x/oauth/https%3A%2F%2Felk.zone", "t" },
  { "no-name", "", "application/x-www-form-urlencoded", "redirect_uris=a%3A%2F%2Fb", NULL, NULL },
  { "blank-name", "", "application/x-www-form-urlencoded",
    "client_name=+&redirect_uris=a%3A%2F%2Fb", NULL, NULL },
  { "no-uri", "", "application/x-www-form-urlencoded", "client_name=t", NULL, NULL },
  { "relative", "", "application/x-www-form-urlencoded", "client_name=t&redirect_uris=%2Fcallback",
    NULL, NULL },
  { "javascript", "", "application/x-www-form-urlencoded",
    "client_name=t&redirect_uris=javascript%3Aalert(1)", NULL, NULL },
  { "fragment", "", "application/x-www-form-urlencoded",
    "client_name=t&redirect_uris=a%3A%2F%2Fb%23c", NULL, NULL },
  { "one-bad-of-two", "", "application/x-www-form-urlencoded",
    "client_name=t&redirect_uris=a%3A%2F%2Fb+nonsense", NULL, NULL },
  { "coop-scope-without-coop", "", "application/x-www-form-urlencoded",
    "client_name=t&redirect_uris=a%3A%2F%2Fb&scopes=read+write%3Avotes", NULL, NULL },
  { "coop-scope-with-coop", "", "application/x-www-form-urlencoded",
    "client_name=t&redirect_uris=a%3A%2F%2Fb&scopes=read+write%3Avotes&coop=true", "a://b", "t" },
};

static void
test_registration (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *path = g_strconcat ("/api/v1/apps", registrations[row].path, NULL);
  g_autoptr (MootTestReply) reply = moot_test_request (
    node, "POST", path, NULL, registrations[row].content_type, registrations[row].body);
  JsonObject *object;

  if (registrations[row].redirect_uri == NULL)
    {
      moot_test_assert_status (reply, 422);
      g_assert_true (
        g_str_has_prefix (moot_test_reply_string (reply, "error"), "Validation failed: "));
      return;
    }
  moot_test_assert_status (reply, 200);
  object = moot_test_reply_object (reply);
  g_assert_cmpstr (moot_test_reply_string (reply, "name"), ==, registrations[row].client_name);
  g_assert_cmpstr (moot_test_reply_string (reply, "redirect_uri"), ==,
                   registrations[row].redirect_uri);
  g_assert_nonnull (moot_test_reply_string (reply, "id"));
  g_assert_cmpuint (strlen (moot_test_reply_string (reply, "client_id")), ==, 43);
  g_assert_cmpuint (strlen (moot_test_reply_string (reply, "client_secret")), ==, 43);
  g_assert_cmpint (json_object_get_int_member (object, "client_secret_expires_at"), ==, 0);
  g_assert_true (json_object_has_member (object, "vapid_key"));
  g_assert_true (json_object_get_null_member (object, "website"));
}

/* Sign-in and consent ----------------------------------------------------------------------- */

static void
test_flow (void)
{
  g_auto (Client) client = oauth_register (node, LOOPBACK, "read+write+follow+push");
  g_autofree char *code = oauth_get_code (
    node, &client, LOOPBACK,
    "&scope=read+write&state=x%20%26y&code_challenge=" CHALLENGE "&code_challenge_method=S256");
  g_autoptr (MootTestReply) reply = oauth_redeem (
    node, &client, LOOPBACK, code, "&code_verifier=" VERIFIER "&scope=nonsense&unknown=1");
  g_autoptr (MootTestReply) self = NULL;
  g_autoptr (MootTestReply) application = NULL;
  g_autoptr (MootTestReply) user = NULL;
  const char *token;

  moot_test_assert_status (reply, 200);
  g_assert_cmpstr (moot_test_reply_string (reply, "token_type"), ==, "Bearer");
  g_assert_cmpstr (moot_test_reply_string (reply, "scope"), ==, "read write");
  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (reply), "created_at"), >,
                   1600000000);
  g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "Cache-Control"), ==, "no-store");
  g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "Pragma"), ==, "no-cache");
  g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "Access-Control-Allow-Origin"), ==,
                   "*");
  token = moot_test_reply_string (reply, "access_token");

  self = moot_test_get (node, "/api/v1/accounts/verify_credentials", token);
  moot_test_assert_status (self, 200);
  g_assert_cmpstr (moot_test_reply_string (self, "username"), ==, "ada");
  application = moot_test_get (node, "/api/v1/apps/verify_credentials", token);
  moot_test_assert_status (application, 200);
  g_assert_cmpstr (moot_test_reply_string (application, "name"), ==, "Test");
  g_assert_false (json_object_has_member (moot_test_reply_object (application), "client_secret"));
  user = moot_test_get (node, "/oauth/userinfo", token);
  moot_test_assert_status (user, 200);
  g_assert_cmpstr (moot_test_reply_string (user, "preferred_username"), ==, "ada");
}

static void
test_pages (void)
{
  g_auto (Client) client = oauth_register (node, LOOPBACK, "read");
  g_autoptr (TestBrowser) browser = test_browser_new (node);
  g_autofree char *path =
    oauth_dup_path (&client, LOOPBACK, "&state=%22%3E%3Cscript%3E&force_login=False&lang=None");
  g_autofree char *forced = g_strconcat (path, "&force_login=true", NULL);
  g_autofree char *state = NULL;
  const char *cookie;

  test_browser_get (browser, path);
  g_assert_cmpstr (soup_message_headers_get_one (browser->headers, "X-Frame-Options"), ==, "DENY");
  g_assert_cmpstr (soup_message_headers_get_one (browser->headers, "Cache-Control"), ==,
                   "no-store");
  g_assert_nonnull (
    strstr (soup_message_headers_get_one (browser->headers, "Content-Security-Policy"),
            "default-src 'none'"));
  g_assert_null (soup_message_headers_get_one (browser->headers, "Access-Control-Allow-Origin"));
  g_assert_null (strstr (browser->html, "<script"));

  test_browser_sign_in (browser, "ada", "wrong password");
  g_assert_cmpuint (browser->status, ==, 422);
  g_assert_nonnull (strstr (browser->html, "is wrong"));
  g_assert_nonnull (strstr (browser->html, "value=\"ada\""));
  g_assert_null (strstr (browser->html, "wrong password\""));
  test_browser_sign_in (browser, "@ada", PASSWORD);
  g_assert_cmpuint (browser->status, ==, 303);
  cookie = soup_message_headers_get_list (browser->headers, "Set-Cookie");
  g_assert_nonnull (strstr (cookie, "HttpOnly"));
  g_assert_nonnull (strstr (cookie, "SameSite=Lax"));
  g_assert_null (strstr (cookie, "Secure")); /* plain http, on loopback */

  test_browser_get (browser, path);
  g_assert_nonnull (strstr (browser->html, "read everything you can read"));
  g_assert_nonnull (strstr (browser->html, "127.0.0.1"));
  test_browser_submit (browser, "/oauth/authorize", "decision=deny");
  g_assert_cmpuint (browser->status, ==, 303);
  g_assert_true (g_str_has_prefix (browser->location, "http://127.0.0.1:5000/callback?a=b&error=access_denied&"));
  state = oauth_dup_value (browser->location, "state");
  g_assert_cmpstr (state, ==, "\"><script>");

  test_browser_get (browser, forced);
  g_assert_nonnull (strstr (browser->html, "type=\"password\""));
  test_browser_get (browser, path);
  test_browser_submit (browser, "/auth/sign_out", "");
  g_assert_cmpuint (browser->status, ==, 303);
  test_browser_get (browser, path);
  g_assert_nonnull (strstr (browser->html, "type=\"password\""));
}

static void
test_out_of_band (void)
{
  g_auto (Client) client = oauth_register (node, OOB, "read");
  g_autofree char *code = oauth_get_code (node, &client, OOB, "&state=None");
  g_autofree char *page = g_strconcat ("/oauth/authorize/native?code=", code, NULL);
  g_autoptr (MootTestReply) shown = moot_test_get (node, page, NULL);
  g_autoptr (MootTestReply) evil =
    moot_test_get (node, "/oauth/authorize/native?code=call+me+at+555", NULL);
  g_autoptr (MootTestReply) reply = oauth_redeem (node, &client, OOB, code, "");

  moot_test_assert_status (shown, 200);
  g_assert_nonnull (strstr (shown->text, code));
  moot_test_assert_status (evil, 400);
  g_assert_null (strstr (evil->text, "555"));
  moot_test_assert_status (reply, 200);
  g_assert_cmpstr (moot_test_reply_string (reply, "scope"), ==, "read");
}

static void
test_forged_forms (void)
{
  g_auto (Client) client = oauth_register (node, LOOPBACK, "read");
  g_autofree char *path = oauth_dup_path (&client, LOOPBACK, "");
  g_autofree char *form = g_strdup_printf ("response_type=code&client_id=%s&redirect_uri=%s"
                                           "&decision=authorize&csrf=guessed",
                                           client.id, LOOPBACK);
  g_autoptr (TestBrowser) browser = test_browser_new (node);
  g_autoptr (MootTestReply) cookieless =
    moot_test_post (node, "/auth/sign_in", NULL, "username=ada&password=" PASSWORD "&csrf=");
  g_autoptr (MootTestReply) nobody = moot_test_post (node, "/oauth/authorize", NULL, form);

  moot_test_assert_status (cookieless, 403);
  moot_test_assert_status (nobody, 403);

  test_browser_get (browser, path);
  test_browser_sign_in (browser, "ada", PASSWORD);
  test_browser_get (browser, path);
  g_free (browser->html);
  browser->html = g_strdup ("<form method=\"post\" action=\"/oauth/authorize\"></form>");
  test_browser_submit (browser, "/oauth/authorize", form);
  g_assert_cmpuint (browser->status, ==, 403);
  g_assert_null (browser->location);
}

static const struct
{
  const char *name;
  const char *redirect_uri;
  const char *rest;
  const char *error; /* in the redirect; NULL: a page and no redirect */
} refusals[] = {
  { "other-uri", "http%3A%2F%2F127.0.0.1%3A5000%2Fother", "", NULL },
  { "other-scheme", "evil%3A%2F%2F127.0.0.1", "", NULL },
  { "longer-uri", LOOPBACK "c", "", NULL },
  { "no-uri", "", "", NULL },
  { "scope-too-wide", LOOPBACK, "&scope=read+write", "invalid_scope" },
  { "scope-of-coop", LOOPBACK, "&scope=read+write%3Avotes", "invalid_scope" },
  { "plain-challenge", LOOPBACK, "&code_challenge=" CHALLENGE "&code_challenge_method=plain",
    "invalid_request" },
  { "challenge-alone", LOOPBACK, "&code_challenge=" CHALLENGE, "invalid_request" },
  { "method-alone", LOOPBACK, "&code_challenge_method=S256", "invalid_request" },
  { "short-challenge", LOOPBACK, "&code_challenge=abc&code_challenge_method=S256",
    "invalid_request" },
  { "token-response", LOOPBACK, "&response_type=token", "unsupported_response_type" },
};

static void
test_refusal (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_auto (Client) client = oauth_register (node, LOOPBACK, "read");
  g_autofree char *path = oauth_dup_path (&client, refusals[row].redirect_uri, refusals[row].rest);
  g_autoptr (TestBrowser) browser = test_browser_new (node);
  g_autofree char *error = NULL;

  test_browser_get (browser, path);
  if (refusals[row].error == NULL)
    {
      g_assert_cmpuint (browser->status, ==, 400);
      g_assert_null (browser->location);
      g_assert_nonnull (strstr (browser->html, "<h1>"));
      return;
    }
  g_assert_cmpuint (browser->status, ==, 303);
  g_assert_true (g_str_has_prefix (browser->location, "http://127.0.0.1:5000/callback?a=b&error="));
  error = oauth_dup_value (browser->location, "error");
  g_assert_cmpstr (error, ==, refusals[row].error);
}

static void
test_unknown_client (void)
{
  g_autoptr (MootTestReply) reply = moot_test_get (
    node, "/oauth/authorize/?response_type=code&client_id=nobody&redirect_uri=" OOB, NULL);

  moot_test_assert_status (reply, 400);
  g_assert_null (soup_message_headers_get_one (reply->headers, "Location"));
  g_assert_cmpstr (reply->content_type, ==, "text/html");
}

static const struct
{
  const char *name;
  const char *registered;
  const char *asked;
  gboolean allowed;
} ports[] = {
  { "ipv4", "http%3A%2F%2F127.0.0.1%2Fc", "http%3A%2F%2F127.0.0.1%3A53682%2Fc", TRUE },
  { "ipv6", "http%3A%2F%2F%5B%3A%3A1%5D%3A1%2Fc", "http%3A%2F%2F%5B%3A%3A1%5D%3A2%2Fc", TRUE },
  { "name", "http%3A%2F%2Flocalhost%3A1%2Fc", "http%3A%2F%2Flocalhost%3A2%2Fc", FALSE },
  { "elsewhere", "http%3A%2F%2F192.0.2.1%3A1%2Fc", "http%3A%2F%2F192.0.2.1%3A2%2Fc", FALSE },
  { "other-path", "http%3A%2F%2F127.0.0.1%3A1%2Fc", "http%3A%2F%2F127.0.0.1%3A2%2Fd", FALSE },
};

static void
test_ports (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_auto (Client) client = oauth_register (node, ports[row].registered, "read");
  g_autofree char *path = oauth_dup_path (&client, ports[row].asked, "");
  g_autoptr (MootTestReply) reply = moot_test_get (node, path, NULL);

  moot_test_assert_status (reply, ports[row].allowed ? 200 : 400);
}

static void
test_coop_application (void)
{
  g_autoptr (MootTestReply) registered =
    moot_test_post (node, "/api/v1/apps", NULL,
                    "client_name=Folkmoot&redirect_uris=" OOB
                    "&scopes=read+write&coop=true");
  g_auto (Client) client = { g_strdup (moot_test_reply_string (registered, "client_id")),
                             g_strdup (moot_test_reply_string (registered, "client_secret")) };
  g_autofree char *code = oauth_get_code (node, &client, OOB, "&scope=read+write");
  g_autoptr (MootTestReply) reply = oauth_redeem (node, &client, OOB, code, "");

  moot_test_assert_status (reply, 200);
  g_assert_cmpstr (
    moot_test_reply_string (reply, "scope"), ==,
    "read write read:governance read:membership read:dues write:governance write:votes "
    "write:membership write:dues");
}

/* Sessions and limits ----------------------------------------------------------------------- */

static gboolean
disable_grace (MootDb    *db,
               gpointer   data,
               GError   **error)
{
  return moot_db_execute (
    db,
    "UPDATE user SET disabled = 1 "
    "WHERE account_id = (SELECT id FROM account WHERE username = 'grace')",
    error);
}

static void
test_disabled (void)
{
  gint64 grace_id = moot_test_node_add_user (node, "grace");
  g_autofree char *token = moot_test_node_add_token (node, grace_id, "read");
  g_autoptr (TestBrowser) browser = test_browser_new (node);
  g_autoptr (MootTestReply) reply = NULL;

  moot_test_node_write (node, disable_grace, NULL);
  reply = moot_test_get (node, "/api/v1/accounts/verify_credentials", token);
  moot_test_assert_status (reply, 403);
  g_assert_cmpstr (moot_test_reply_string (reply, "error"), ==, "Your login is currently disabled");

  test_browser_get (browser, "/auth/sign_in");
  test_browser_sign_in (browser, "grace", "password of grace");
  g_assert_cmpuint (browser->status, ==, 403);
  g_assert_nonnull (strstr (browser->html, "currently disabled"));
}

static void
test_attempts_are_limited (void)
{
  g_autoptr (TestBrowser) browser = test_browser_new (node);

  moot_test_node_add_user (node, "alan");
  test_browser_get (browser, "/auth/sign_in");
  for (int i = 0; i < 10; i++)
    {
      test_browser_sign_in (browser, "alan", "wrong password");
      g_assert_cmpuint (browser->status, ==, 422);
    }
  test_browser_sign_in (browser, "alan", "password of alan");
  g_assert_cmpuint (browser->status, ==, 429);
  g_assert_nonnull (strstr (browser->html, "Too many attempts"));

  test_browser_sign_in (browser, "ada", PASSWORD); /* others are not in the way */
  g_assert_cmpuint (browser->status, ==, 303);
  test_browser_get (browser, "/auth/sign_in");
  g_assert_nonnull (strstr (browser->html, "@ada@"));
  test_browser_submit (browser, "/auth/sign_out", "");
  g_assert_cmpuint (browser->status, ==, 303);
  test_browser_get (browser, "/auth/sign_in");
  g_assert_null (strstr (browser->html, "@ada@"));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("registration", registrations, test_registration);
  g_test_add_func ("/oauth/flow", test_flow);
  g_test_add_func ("/oauth/pages", test_pages);
  g_test_add_func ("/oauth/out-of-band", test_out_of_band);
  g_test_add_func ("/oauth/forged-forms", test_forged_forms);
  ADD_ROWS ("refusal", refusals, test_refusal);
  ADD_ROWS ("ports", ports, test_ports);
  g_test_add_func ("/oauth/unknown-client", test_unknown_client);
  g_test_add_func ("/oauth/coop-application", test_coop_application);
  g_test_add_func ("/oauth/disabled", test_disabled);
  g_test_add_func ("/oauth/attempts-are-limited", test_attempts_are_limited);

  node = moot_test_node_new ();
  moot_test_node_add_user (node, "ada");
  status = g_test_run ();
  moot_test_node_free (node);
  return status;
}
