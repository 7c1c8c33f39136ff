/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Signing in to servers that others wrote: old ones without metadata or PKCE, ones that lie, ones
 * that are broken at any of the steps; and who may knock at the port the browser comes back to. */
#include "moot-client-error.h"
#include "moot-client-oauth.h"
#include "moot-loopback.h"
#include "plain-server.h"

#include <string.h>

#define JSON "application/json"
#define APP "{\"client_id\":\"an id\",\"client_secret\":\"a secret\"}"
#define TOKEN "{\"access_token\":\"a token\",\"token_type\":\"Bearer\"}"
#define ADA "{\"id\":\"1\",\"username\":\"ada\",\"acct\":\"ada\"}"
#define HTML "<!doctype html><title>Something else</title>"
#define NO_ERROR -1

/* clang-format off */
static const struct
{
  const char *name;
  const char *metadata, *metadata_status;
  const char *app, *app_status;
  const char *token, *token_status;
  const char *account, *account_status;
  int code;          /* of preparing or of taking the token */
  const char *words; /* (nullable): in the message or, without an error, in the page's address */
} servers[] = {
  { "new", "{\"scopes_supported\":[\"read\",\"read:governance\",\"write:votes\"]}", "200 OK", APP, "200 OK", TOKEN, "200 OK", ADA, "200 OK",
    NO_ERROR, "scope=read%20write%20follow%20read%3Agovernance%20write%3Avotes&" },
  { "no-moderators", "{\"scopes_supported\":[\"read\",\"admin:read\",\"admin:write\"]}", "200 OK", APP, "200 OK", TOKEN, "200 OK", ADA, "200 OK",
    NO_ERROR, "scope=read%20write%20follow&" },
  { "before-metadata", "{\"error\":\"Record not found\"}", "404 Not Found", APP, "200 OK", TOKEN, "200 OK", ADA, "200 OK",
    NO_ERROR, "/oauth/authorize?response_type=code&client_id=an%20id&" },
  { "no-co-op", "{\"scopes_supported\":[\"read\",\"write\"]}", "200 OK", APP, "200 OK", TOKEN, "200 OK", ADA, "200 OK",
    NO_ERROR, "scope=read%20write%20follow&" },
  { "page-for-metadata", HTML, "200 OK", APP, "200 OK", TOKEN, "200 OK", ADA, "200 OK",
    NO_ERROR, "/oauth/authorize?" },
  { "metadata-fault", "oops", "500 Oops", APP, "200 OK", TOKEN, "200 OK", ADA, "200 OK",
    NO_ERROR, "/oauth/authorize?" },
  { "sends-elsewhere", "{\"authorization_endpoint\":\"https://evil.example/oauth/authorize\"}", "200 OK", APP, "200 OK", TOKEN, "200 OK", ADA, "200 OK",
    NO_ERROR, "http://127.0.0.1" },
  { "challenge-is-sent", "{}", "200 OK", APP, "200 OK", TOKEN, "200 OK", ADA, "200 OK",
    NO_ERROR, "&code_challenge_method=S256" },
  { "metadata-is-a-list", "[]", "200 OK", APP, "200 OK", TOKEN, "200 OK", ADA, "200 OK",
    NO_ERROR, "/oauth/authorize?" },
  { "nobody", "", "503 Away", APP, "200 OK", TOKEN, "200 OK", ADA, "200 OK", MOOT_CLIENT_ERROR_OFFLINE, NULL },
  { "no-instance", "x", "404 No", HTML, "200 OK", TOKEN, "200 OK", ADA, "200 OK", MOOT_CLIENT_ERROR_UNREADABLE, NULL },
  { "no-such-path", "x", "404 No", HTML, "404 Not Found", TOKEN, "200 OK", ADA, "200 OK",
    MOOT_CLIENT_ERROR_NOT_FOUND, NULL },
  { "app-fault", "{}", "200 OK", "oops", "500 Oops", TOKEN, "200 OK", ADA, "200 OK", MOOT_CLIENT_ERROR_SERVER, NULL },
  { "app-refused", "{}", "200 OK", "{\"error\":\"Redirect URI is odd\"}", "422 No", TOKEN, "200 OK", ADA, "200 OK",
    MOOT_CLIENT_ERROR_REFUSED, "Redirect URI is odd" },
  { "app-too-often", "{}", "200 OK", "{}", "429 Slow", TOKEN, "200 OK", ADA, "200 OK",
    MOOT_CLIENT_ERROR_LIMITED, NULL },
  { "app-without-secret", "{}", "200 OK", "{\"client_id\":\"x\"}", "200 OK", TOKEN, "200 OK", ADA, "200 OK",
    MOOT_CLIENT_ERROR_UNREADABLE, NULL },
  { "app-is-a-list", "{}", "200 OK", "[]", "200 OK", TOKEN, "200 OK", ADA, "200 OK",
    MOOT_CLIENT_ERROR_UNREADABLE, NULL },
  { "code-refused", "{}", "200 OK", APP, "200 OK",
    "{\"error\":\"invalid_grant\",\"error_description\":\"The code is stale\"}", "400 No", ADA, "200 OK",
    MOOT_CLIENT_ERROR_REFUSED, "The code is stale" },
  { "token-fault", "{}", "200 OK", APP, "200 OK", HTML, "500 Oops", ADA, "200 OK", MOOT_CLIENT_ERROR_SERVER, NULL },
  { "token-is-a-page", "{}", "200 OK", APP, "200 OK", HTML, "200 OK", ADA, "200 OK",
    MOOT_CLIENT_ERROR_UNREADABLE, NULL },
  { "token-is-not-there", "{}", "200 OK", APP, "200 OK", "{\"scope\":\"read\"}", "200 OK", ADA, "200 OK",
    MOOT_CLIENT_ERROR_UNREADABLE, NULL },
  { "account-is-a-page", "{}", "200 OK", APP, "200 OK", TOKEN, "200 OK", HTML, "200 OK",
    MOOT_CLIENT_ERROR_UNREADABLE, NULL },
  { "account-without-name", "{}", "200 OK", APP, "200 OK", TOKEN, "200 OK", "{}", "200 OK",
    MOOT_CLIENT_ERROR_UNREADABLE, NULL },
  { "account-not-confirmed", "{}", "200 OK", APP, "200 OK", TOKEN, "200 OK",
    "{\"error\":\"Your login is missing a confirmed e-mail address\"}", "403 No",
    MOOT_CLIENT_ERROR_FORBIDDEN, "confirmed e-mail" },
};
/* clang-format on */

static void
answer (PlainRequest *request,
        gpointer      data)
{
  guint row = GPOINTER_TO_UINT (data);

  if (g_str_equal (request->line, "GET /.well-known/oauth-authorization-server"))
    plain_answer (request, servers[row].metadata_status, JSON, servers[row].metadata);
  else if (g_str_equal (request->line, "POST /api/v1/apps"))
    plain_answer (request, servers[row].app_status, JSON, servers[row].app);
  else if (g_str_equal (request->line, "POST /oauth/token"))
    plain_answer (request, servers[row].token_status, JSON, servers[row].token);
  else if (g_str_equal (request->line, "GET /api/v1/accounts/verify_credentials"))
    plain_answer (request, servers[row].account_status, JSON, servers[row].account);
  else
    plain_answer (request, "404 Not Found", "text/plain", "");
}

static void
test_server (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (PlainServer) server = plain_server_new (answer, (gpointer) data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSignIn) attempt =
    moot_sign_in_prepare (plain_server_get_address (server), NULL, &error);
  g_autoptr (MootCredentials) credentials = NULL;
  g_autofree char *address = NULL;

  if (attempt != NULL)
    {
      address = moot_sign_in_dup_browser_url (attempt, FALSE);
      credentials = moot_sign_in_take_code (attempt, " a code\n", NULL, &error);
    }
  if (servers[row].code != NO_ERROR)
    {
      g_assert_null (credentials);
      g_assert_error (error, MOOT_CLIENT_ERROR, servers[row].code);
      if (servers[row].words != NULL)
        g_assert_nonnull (strstr (error->message, servers[row].words));
      return;
    }
  g_assert_no_error (error);
  g_test_message ("page: %s", address);
  g_assert_nonnull (strstr (address, servers[row].words));
  g_assert_true (g_str_has_prefix (address, plain_server_get_address (server)));
  g_assert_cmpstr (credentials->token, ==, "a token");
  g_assert_cmpstr (credentials->client_id, ==, "an id");
  g_assert_cmpstr (credentials->account->username, ==, "ada");
}

/* The port --------------------------------------------------------------------------------- */

#define STATE "the-state-we-sent"

/* clang-format off */
static const struct
{
  const char *name;
  const char *knocks[4]; /* each a whole request or a part of one */
  const char *code;      /* NULL: an error */
  int error;
  const char *last_answer; /* the beginning of what the last visitor is told */
} visits[] = {
  { "code", { "GET /callback?code=abc&state=" STATE " HTTP/1.1\r\n\r\n" }, "abc", 0, "HTTP/1.1 200 " },
  { "escaped", { "GET /callback?code=a%2Bb+c&state=" STATE " HTTP/1.1\r\nHost: x\r\n\r\n" }, "a+b c", 0, "HTTP/1.1 200 " },
  { "state-first", { "GET /callback?state=" STATE "&code=abc HTTP/1.1\r\n\r\n" }, "abc", 0, "HTTP/1.1 200 " },
  { "denied", { "GET /callback?error=access_denied&state=" STATE " HTTP/1.1\r\n\r\n" }, NULL,
    MOOT_CLIENT_ERROR_DENIED, "HTTP/1.1 200 " },
  { "refused", { "GET /callback?error=invalid_scope&state=" STATE " HTTP/1.1\r\n\r\n" }, NULL,
    MOOT_CLIENT_ERROR_REFUSED, "HTTP/1.1 200 " },
  { "neither", { "GET /callback?state=" STATE " HTTP/1.1\r\n\r\n" }, NULL, MOOT_CLIENT_ERROR_REFUSED, "HTTP/1.1 200 " },
  { "strangers-first", { "GET /callback?code=evil&state=guessed HTTP/1.1\r\n\r\n", "GET /callback?code=evil HTTP/1.1\r\n\r\n",
      "GET /favicon.ico HTTP/1.1\r\n\r\n", "GET /callback?code=abc&state=" STATE " HTTP/1.1\r\n\r\n" }, "abc", 0, "HTTP/1.1 200 " },
  { "denial-of-a-stranger", { "GET /callback?error=access_denied&state=guessed HTTP/1.1\r\n\r\n",
      "GET /callback?code=abc&state=" STATE " HTTP/1.1\r\n\r\n" }, "abc", 0, "HTTP/1.1 200 " },
  { "posts-and-noise", { "POST /callback?code=evil&state=" STATE " HTTP/1.1\r\n\r\n", "\x16\x03\x01", "GET /callback?code=%zz&state=" STATE " HTTP/1.1\r\n\r\n",
      "GET /callback?code=abc&state=" STATE " HTTP/1.1\r\n\r\n" }, "abc", 0, "HTTP/1.1 200 " },
};
/* clang-format on */

typedef struct
{
  guint row;
  guint16 port;
  char *told; /* to the last visitor */
} Visitors;

static gpointer
knock (gpointer data)
{
  Visitors *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (visits[0].knocks) && visits[self->row].knocks[i] != NULL; i++)
    {
      const char *text = visits[self->row].knocks[i];
      g_autoptr (GSocketClient) client = g_socket_client_new ();
      g_autoptr (GSocketConnection) connection =
        g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);
      char answer[256] = "";

      g_assert_nonnull (connection);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                                 strlen (text), NULL, NULL, NULL);
      g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
      g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer,
                               sizeof answer - 1, NULL, NULL, NULL);
      g_free (self->told);
      self->told = g_strdup (answer);
    }
  return NULL;
}

static void
test_visit (gconstpointer data)
{
  Visitors visitors = { .row = GPOINTER_TO_UINT (data) };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootLoopback) loopback = moot_loopback_new (&error);
  g_autofree char *code = NULL;
  GThread *thread;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (moot_loopback_get_uri (loopback), "http://127.0.0.1:"));
  visitors.port = (guint16) g_ascii_strtoull (
    strrchr (moot_loopback_get_uri (loopback), ':') + 1, NULL, 10);
  thread = g_thread_new ("visitors", knock, &visitors);
  code = moot_loopback_wait (loopback, STATE, "<p>Back to Folkmoot", NULL, &error);
  g_thread_join (thread);
  g_assert_cmpstr (code, ==, visits[visitors.row].code);
  if (visits[visitors.row].code == NULL)
    g_assert_error (error, MOOT_CLIENT_ERROR, visits[visitors.row].error);
  g_assert_true (g_str_has_prefix (visitors.told, visits[visitors.row].last_answer));
  g_free (visitors.told);
}

static gpointer
cancel (gpointer data)
{
  g_usleep (20000);
  g_cancellable_cancel (data);
  return NULL;
}

/* The page was left: nobody waits for a browser any more, and the port is closed. */
static void
test_waiting_can_be_left (void)
{
  g_autoptr (MootLoopback) loopback = moot_loopback_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel, cancellable);
  g_autofree char *code = moot_loopback_wait (loopback, STATE, "", cancellable, &error);
  guint16 port = (guint16) g_ascii_strtoull (strrchr (moot_loopback_get_uri (loopback), ':') + 1,
                                             NULL, 10);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  g_thread_join (thread);
  g_assert_null (code);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_pointer (&loopback, moot_loopback_free);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
  g_assert_null (connection);
}

#define ADD_ROWS(prefix, rows, func)                                    \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)                       \
    {                                                                   \
      g_autofree char *path = g_strconcat (prefix, rows[i].name, NULL); \
                                                                        \
      g_test_add_data_func (path, GUINT_TO_POINTER (i), func);          \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/client/sign-in/server/", servers, test_server)
  ADD_ROWS ("/client/sign-in/visit/", visits, test_visit)
  g_test_add_func ("/client/sign-in/waiting-can-be-left", test_waiting_can_be_left);
  return g_test_run ();
}
