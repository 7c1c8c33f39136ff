/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* OAuth over real HTTP: codes and secrets become tokens, tokens end, and every way that must fail.
 */
#include "oauth-fixture.h"

#include <string.h>

/* One node for all tests: making keys is what takes time. */
static MootTestNode *node;
static gint64 ada_id;

static void
assert_oauth_error (MootTestReply *reply,
                    guint          status,
                    const char    *error)
{
  moot_test_assert_status (reply, status);
  g_assert_cmpstr (moot_test_reply_string (reply, "error"), ==, error);
  g_assert_nonnull (moot_test_reply_string (reply, "error_description"));
}

static void
test_code_is_used_once (void)
{
  g_auto (Client) client = oauth_register (node, OOB, "read");
  g_autofree char *code = oauth_get_code (node, &client, OOB, "");
  g_autoptr (MootTestReply) first = oauth_redeem (node, &client, OOB, code, "");
  g_autoptr (MootTestReply) second = oauth_redeem (node, &client, OOB, code, "");
  g_autoptr (MootTestReply) ended = NULL;

  moot_test_assert_status (first, 200);
  assert_oauth_error (second, 400, "invalid_grant");
  ended = moot_test_get (node, "/api/v1/accounts/verify_credentials",
                         moot_test_reply_string (first, "access_token"));
  moot_test_assert_status (ended, 401); /* one of the two was a thief */
}

/* Whoever stole the code listens no longer, either. */
static void
test_replay_ends_streams (void)
{
  g_auto (Client) client = oauth_register (node, OOB, "read");
  g_autofree char *code = oauth_get_code (node, &client, OOB, "");
  g_autoptr (MootTestReply) first = oauth_redeem (node, &client, OOB, code, "");
  g_autofree char *uri =
    g_strdup_printf ("%s/api/v1/streaming/user?access_token=%s", node->base_url,
                     moot_test_reply_string (first, "access_token"));
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send (node->session, message, NULL, &error);
  g_autoptr (MootTestReply) second = NULL;
  char text[64];
  gssize n;

  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  second = oauth_redeem (node, &client, OOB, code, "");
  assert_oauth_error (second, 400, "invalid_grant");
  do
    n = g_input_stream_read (stream, text, sizeof text, NULL, &error);
  while (n > 0);
  g_assert_no_error (error); /* the end of the stream, and no other */
}

/* What stands in an address is in every log; only a stream, which often cannot do otherwise, may.
 */
static void
test_token_in_address (void)
{
  static const struct
  {
    const char *path;
    guint status;
  } paths[] = {
    { "/api/v1/accounts/verify_credentials", 401 },
    { "/api/v1/timelines/home", 401 },
    { "/api/v1/streamingx", 404 },
    { "/api/v1/streaming/nothing", 400 },
  };
  g_autofree char *token = moot_test_node_add_token (node, ada_id, "read");

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *path = g_strconcat (paths[i].path, "?access_token=", token, NULL);
      g_autoptr (MootTestReply) reply = moot_test_get (node, path, NULL);

      g_test_message ("%s", paths[i].path);
      moot_test_assert_status (reply, paths[i].status);
    }
}

static void
test_wrong_redemptions (void)
{
  g_auto (Client) client = oauth_register (node, LOOPBACK, "read");
  g_auto (Client) other = oauth_register (node, LOOPBACK, "read");
  g_auto (Client) liar = { g_strdup (client.id), g_strdup ("guessed") };
  g_autofree char *code = oauth_get_code (
    node, &client, LOOPBACK, "&code_challenge=" CHALLENGE "&code_challenge_method=S256");
  g_autoptr (MootTestReply) no_verifier = oauth_redeem (node, &client, LOOPBACK, code, "");
  g_autoptr (MootTestReply) bad_verifier =
    oauth_redeem (node, &client, LOOPBACK, code, "&code_verifier=x" VERIFIER);
  g_autoptr (MootTestReply) bad_uri =
    oauth_redeem (node, &client, "http%3A%2F%2F127.0.0.1%3A5001%2Fcallback%3Fa%3Db", code,
                  "&code_verifier=" VERIFIER);
  g_autoptr (MootTestReply) bad_client =
    oauth_redeem (node, &other, LOOPBACK, code, "&code_verifier=" VERIFIER);
  g_autoptr (MootTestReply) bad_secret =
    oauth_redeem (node, &liar, LOOPBACK, code, "&code_verifier=" VERIFIER);
  g_autoptr (MootTestReply) bad_code =
    oauth_redeem (node, &client, LOOPBACK, "nonsense", "&code_verifier=" VERIFIER);
  g_autoptr (MootTestReply) good =
    oauth_redeem (node, &client, LOOPBACK, code, "&code_verifier=" VERIFIER);

  assert_oauth_error (no_verifier, 400, "invalid_grant");
  assert_oauth_error (bad_verifier, 400, "invalid_grant");
  assert_oauth_error (bad_uri, 400, "invalid_grant");
  assert_oauth_error (bad_client, 400, "invalid_grant");
  assert_oauth_error (bad_secret, 401, "invalid_client");
  assert_oauth_error (bad_code, 400, "invalid_grant");
  moot_test_assert_status (good, 200);
}

static const struct
{
  const char *name;
  const char *form;
  guint status;
  const char *error;
} token_errors[] = {
  { "empty", "", 400, "invalid_request" },
  { "password", "grant_type=password&username=ada&password=x", 400, "unsupported_grant_type" },
  { "no-client", "grant_type=client_credentials", 401, "invalid_client" },
  { "unknown-client", "grant_type=client_credentials&client_id=x&client_secret=y", 401,
    "invalid_client" },
};

static void
test_token_error (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autoptr (MootTestReply) reply =
    moot_test_post (node, "/oauth/token", NULL, token_errors[row].form);

  assert_oauth_error (reply, token_errors[row].status, token_errors[row].error);
}

static MootTestReply *
ask_with_basic (const Client *client,
                const char   *form)
{
  g_autofree char *pair = g_strconcat (client->id, ":", client->secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *header = g_strconcat ("Basic ", encoded, NULL);
  g_autofree char *uri = g_strconcat (node->base_url, "/oauth/token", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autoptr (GBytes) body = g_bytes_new (form, strlen (form));
  g_autoptr (GBytes) answer = NULL;
  MootTestReply *reply = g_new0 (MootTestReply, 1);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                header);
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  answer = soup_session_send_and_read (node->session, message, NULL, NULL);
  reply->status = soup_message_get_status (message);
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  reply->text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  reply->json = json_from_string (reply->text, NULL);
  return reply;
}

static void
test_client_credentials (void)
{
  g_auto (Client) client = oauth_register (node, OOB, "read+write");
  g_autofree char *json = g_strdup_printf (
    "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\","
    "\"redirect_uri\":\"urn:ietf:wg:oauth:2.0:oob\"}",
    client.id, client.secret);
  g_autofree char *wide = g_strdup_printf (
    "grant_type=client_credentials&client_id=%s&client_secret=%s&scope=admin%%3Aread", client.id,
    client.secret);
  g_autoptr (MootTestReply) by_json =
    moot_test_send_json (node, "POST", "/oauth/token", NULL, json);
  g_autoptr (MootTestReply) by_basic =
    ask_with_basic (&client, "grant_type=client_credentials&scope=read+write");
  g_autoptr (MootTestReply) too_wide = moot_test_post (node, "/oauth/token", NULL, wide);
  g_autoptr (MootTestReply) application = NULL;
  g_autoptr (MootTestReply) nobody = NULL;
  const char *token;

  moot_test_assert_status (by_json, 200);
  g_assert_cmpstr (moot_test_reply_string (by_json, "scope"), ==, "read");
  moot_test_assert_status (by_basic, 200);
  g_assert_cmpstr (moot_test_reply_string (by_basic, "scope"), ==, "read write");
  assert_oauth_error (too_wide, 400, "invalid_scope");

  token = moot_test_reply_string (by_json, "access_token");
  application = moot_test_get (node, "/api/v1/apps/verify_credentials", token);
  moot_test_assert_status (application, 200);
  nobody = moot_test_get (node, "/api/v1/accounts/verify_credentials", token);
  moot_test_assert_status (nobody, 422);
  g_assert_cmpstr (moot_test_reply_string (nobody, "error"), ==,
                   "This method requires an authenticated user");
}

static MootTestReply *
end_token (const Client *client,
           const char   *token)
{
  g_autofree char *form =
    g_strdup_printf ("client_id=%s&client_secret=%s%s%s", client->id, client->secret,
                     token != NULL ? "&token=" : "", token != NULL ? token : "");

  return moot_test_post (node, "/oauth/revoke", NULL, form);
}

static void
test_revocation (void)
{
  g_auto (Client) client = oauth_register (node, OOB, "read");
  g_auto (Client) other = oauth_register (node, OOB, "read");
  g_autofree char *code = oauth_get_code (node, &client, OOB, "");
  g_autoptr (MootTestReply) reply = oauth_redeem (node, &client, OOB, code, "");
  const char *token = moot_test_reply_string (reply, "access_token");
  g_autoptr (MootTestReply) by_other = end_token (&other, token);
  g_autoptr (MootTestReply) no_token = end_token (&client, NULL);
  g_autoptr (MootTestReply) unknown = end_token (&client, "nonsense");
  g_autoptr (MootTestReply) before =
    moot_test_get (node, "/api/v1/accounts/verify_credentials", token);
  g_autoptr (MootTestReply) done = end_token (&client, token);
  g_autoptr (MootTestReply) again = end_token (&client, token);
  g_autoptr (MootTestReply) after =
    moot_test_get (node, "/api/v1/accounts/verify_credentials", token);

  assert_oauth_error (by_other, 403, "unauthorized_client");
  assert_oauth_error (no_token, 403, "unauthorized_client");
  moot_test_assert_status (unknown, 200);
  moot_test_assert_status (before, 200);
  moot_test_assert_status (done, 200);
  g_assert_cmpstr (done->text, ==, "{}");
  moot_test_assert_status (again, 200);
  moot_test_assert_status (after, 401);
  g_assert_cmpstr (moot_test_reply_string (after, "error"), ==, "The access token is invalid");
  g_assert_cmpstr (soup_message_headers_get_one (after->headers, "Access-Control-Allow-Origin"), ==,
                   "*");
  g_assert_nonnull (soup_message_headers_get_one (after->headers, "WWW-Authenticate"));
}

static void
test_missing_scope (void)
{
  g_autofree char *token = moot_test_node_add_token (node, ada_id, "write:media");
  g_autoptr (MootTestReply) reply =
    moot_test_get (node, "/api/v1/accounts/verify_credentials", token);

  moot_test_assert_status (reply, 403);
  g_assert_cmpstr (moot_test_reply_string (reply, "error"), ==,
                   "This action is outside the authorized scopes");
}

static void
test_metadata (void)
{
  g_autoptr (MootTestReply) reply =
    moot_test_get (node, "/.well-known/oauth-authorization-server", NULL);
  g_autofree char *token_endpoint = g_strconcat (node->base_url, "/oauth/token", NULL);

  moot_test_assert_status (reply, 200);
  g_assert_cmpstr (moot_test_reply_string (reply, "token_endpoint"), ==, token_endpoint);
  g_assert_nonnull (strstr (reply->text, "\"code_challenge_methods_supported\":[\"S256\"]"));
  g_assert_nonnull (strstr (reply->text, "\"write:votes\""));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oauth-token/code-is-used-once", test_code_is_used_once);
  g_test_add_func ("/oauth-token/replay-ends-streams", test_replay_ends_streams);
  g_test_add_func ("/oauth-token/token-in-address", test_token_in_address);
  g_test_add_func ("/oauth-token/wrong-redemptions", test_wrong_redemptions);
  ADD_ROWS ("token-error", token_errors, test_token_error);
  g_test_add_func ("/oauth-token/client-credentials", test_client_credentials);
  g_test_add_func ("/oauth-token/revocation", test_revocation);
  g_test_add_func ("/oauth-token/missing-scope", test_missing_scope);
  g_test_add_func ("/oauth-token/metadata", test_metadata);

  node = moot_test_node_new ();
  ada_id = moot_test_node_add_user (node, "ada");
  status = g_test_run ();
  moot_test_node_free (node);
  return status;
}
