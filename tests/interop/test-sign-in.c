/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Our own client signs in to our own node as a person would: through the node's pages, in a browser
 * that fills in their forms and follows the redirect to the port the client listens at. */
#include "moot-client-error.h"
#include "moot-client-oauth.h"
#include "oauth-browser.h"

#include <string.h>

/* One node for all tests: making keys is what takes time. */
static MootTestNode *node;

typedef struct
{
  MootSignIn *attempt;
  const char *decision;
  TestBrowser *browser;
  char *landing; /* where the browser was sent in the end */
  char *told;    /* what it was told there */
} Person;

static void
person_clear (Person *person)
{
  g_clear_pointer (&person->browser, test_browser_free);
  g_clear_pointer (&person->attempt, moot_sign_in_free);
  g_clear_pointer (&person->landing, g_free);
  g_clear_pointer (&person->told, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Person, person_clear)

static void
person_init (Person     *person,
             const char *decision)
{
  g_autoptr (GError) error = NULL;

  person->attempt = moot_sign_in_prepare (node->base_url, NULL, &error);
  g_assert_no_error (error);
  person->decision = decision;
  person->browser = test_browser_new (node);
}

static char *
visit (const char *address)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  g_autoptr (GBytes) answer = soup_session_send_and_read (session, message, NULL, NULL);

  return answer != NULL ? g_strdup_printf ("%u %.*s", soup_message_get_status (message),
                                           (int) g_bytes_get_size (answer),
                                           (const char *) g_bytes_get_data (answer, NULL))
                        : NULL;
}

/* Opens the page, signs in and decides: all that happens before the browser leaves the server. */
static void
decide (Person   *person,
        gboolean  paste)
{
  g_autofree char *address = moot_sign_in_dup_browser_url (person->attempt, paste);
  g_autofree char *form = g_strconcat ("decision=", person->decision, NULL);

  g_assert_true (g_str_has_prefix (address, node->base_url));
  test_browser_get (person->browser, address + strlen (node->base_url));
  g_assert_cmpuint (person->browser->status, ==, 200);
  g_assert_nonnull (strstr (person->browser->html, "Folkmoot"));
  test_browser_sign_in (person->browser, "ada", "password of ada");
  g_assert_nonnull (person->browser->location);
  test_browser_get (person->browser, person->browser->location);
  test_browser_submit (person->browser, "/oauth/authorize", form);
}

static gpointer
browse (gpointer data)
{
  Person *person = data;

  decide (person, FALSE);
  person->landing = g_strdup (person->browser->location);
  g_assert_true (g_str_has_prefix (person->landing, "http://127.0.0.1:"));
  person->told = visit (person->landing);
  return NULL;
}

static void
assert_signed_in (MootCredentials *credentials,
                  GError          *error)
{
  g_autoptr (MootTestReply) reply = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (credentials->server, ==, node->base_url);
  g_assert_cmpstr (credentials->account->username, ==, "ada");
  reply = moot_test_get (node, "/api/v1/timelines/home", credentials->token);
  moot_test_assert_status (reply, 200);
}

static MootCredentials *
sign_in (Person  *person,
         GError **error)
{
  GThread *thread = g_thread_new ("person", browse, person);
  MootCredentials *credentials =
    moot_sign_in_wait (person->attempt, "<p>Back to Folkmoot", NULL, error);

  g_thread_join (thread);
  return credentials;
}

static void
test_comes_back (void)
{
  g_auto (Person) person = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCredentials) credentials = NULL;
  g_autoptr (MootTestReply) votes = NULL;

  person_init (&person, "authorize");
  credentials = sign_in (&person, &error);
  assert_signed_in (credentials, error);
  g_assert_cmpstr (person.told, ==, "200 <p>Back to Folkmoot");
  /* the co-op's powers were asked for and given, since this server has them */
  votes = moot_test_get (node, "/api/coop/v1/proposals", credentials->token);
  g_assert_cmpuint (votes->status, !=, 401);
  g_assert_null (strstr (votes->text, "outside the authorized scopes"));
}

static void
test_declined (void)
{
  g_auto (Person) person = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCredentials) credentials = NULL;

  person_init (&person, "deny");
  credentials = sign_in (&person, &error);
  g_assert_null (credentials);
  g_assert_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_DENIED);
  g_assert_nonnull (strstr (person.landing, "error=access_denied"));
}

/* The page with the answer is opened again: by then the code is worth nothing to anybody. */
static void
test_answer_comes_twice (void)
{
  g_auto (Person) person = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCredentials) credentials = NULL;
  g_autoptr (MootCredentials) second = NULL;
  g_autofree char *again = NULL;
  GThread *thread;

  person_init (&person, "authorize");
  credentials = sign_in (&person, &error);
  assert_signed_in (credentials, error);
  thread = g_thread_new ("again", (GThreadFunc) visit, person.landing);
  second = moot_sign_in_wait (person.attempt, "<p>Again", NULL, &error);
  again = g_thread_join (thread);
  g_assert_null (second);
  g_assert_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_REFUSED);
  g_assert_cmpstr (again, ==, "200 <p>Again");
  g_clear_error (&error);

  /* with the attempt over, nobody listens any more */
  g_clear_pointer (&person.attempt, moot_sign_in_free);
  g_free (again);
  again = visit (person.landing);
  g_assert_null (again);
}

/* Somebody else's code, on a page that somebody else made the browser open. */
static gpointer
attack_then_browse (gpointer data)
{
  Person *person = data;
  char *state;
  g_autofree char *told = NULL;

  decide (person, FALSE);
  person->landing = g_strdup (person->browser->location);
  state = strstr (person->landing, "state=");
  g_assert_nonnull (state);
  {
    g_autofree char *forged = g_strndup (person->landing, (gsize) (state - person->landing));
    g_autofree char *address = g_strconcat (forged, "state=guessed", NULL);

    told = visit (address);
    g_assert_cmpstr (told, ==, "404 ");
  }
  person->told = visit (person->landing);
  return NULL;
}

static void
test_wrong_state (void)
{
  g_auto (Person) person = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCredentials) credentials = NULL;
  GThread *thread;

  person_init (&person, "authorize");
  thread = g_thread_new ("attacker", attack_then_browse, &person);
  credentials = moot_sign_in_wait (person.attempt, "<p>Back", NULL, &error);
  g_thread_join (thread);
  assert_signed_in (credentials, error);
}

static char *
read_code (TestBrowser *browser)
{
  g_autoptr (GRegex) field = g_regex_new ("id=\"code\" name=\"code\" value=\"([^\"]+)\"", 0, 0,
                                          NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (browser->location != NULL)
    {
      g_autofree char *location = g_strdup (browser->location);

      g_assert_null (strstr (location, "127.0.0.1:0"));
      test_browser_get (browser, location);
    }
  g_assert_true (g_regex_match (field, browser->html, 0, &match));
  return g_match_info_fetch (match, 1);
}

/* The browser is on another computer: the page shows a code, which is pasted with its spaces. */
static void
test_pasted_code (void)
{
  g_auto (Person) person = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCredentials) credentials = NULL;
  g_autoptr (MootCredentials) mistyped = NULL;
  g_autofree char *code = NULL;
  g_autofree char *pasted = NULL;

  person_init (&person, "authorize");
  decide (&person, TRUE);
  code = read_code (person.browser);
  mistyped = moot_sign_in_take_code (person.attempt, "not the code", NULL, &error);
  g_assert_null (mistyped);
  g_assert_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_REFUSED);
  g_clear_error (&error);
  pasted = g_strconcat ("\n ", code, " \n", NULL);
  credentials = moot_sign_in_take_code (person.attempt, pasted, NULL, &error);
  assert_signed_in (credentials, error);
}

/* A code that was made for another attempt: PKCE makes it worthless here. */
static void
test_stolen_code (void)
{
  g_auto (Person) victim = { 0 };
  g_auto (Person) thief = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCredentials) credentials = NULL;
  g_autofree char *code = NULL;

  person_init (&victim, "authorize");
  person_init (&thief, "authorize");
  decide (&victim, TRUE);
  code = read_code (victim.browser);
  credentials = moot_sign_in_take_code (thief.attempt, code, NULL, &error);
  g_assert_null (credentials);
  g_assert_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_REFUSED);
}

/* Signing out: the token is worth nothing, and whoever still has it is told. */
static void
test_revoked (void)
{
  g_auto (Person) person = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCredentials) credentials = NULL;
  g_autoptr (MootConnection) connection = NULL;
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_HOME);
  g_autoptr (MootReply) before = NULL;
  g_autoptr (MootReply) after = NULL;

  person_init (&person, "authorize");
  credentials = sign_in (&person, &error);
  assert_signed_in (credentials, error);
  connection = moot_connection_new (credentials->server, NULL, credentials->token);
  before = moot_connection_call (connection, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (before);
  g_assert_true (moot_credentials_revoke (connection, credentials->client_id,
                                          credentials->client_secret, NULL, &error));
  g_assert_no_error (error);
  after = moot_connection_call (connection, request, NULL, &error);
  g_assert_null (after);
  g_assert_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNAUTHORIZED);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sign-in/comes-back", test_comes_back);
  g_test_add_func ("/sign-in/declined", test_declined);
  g_test_add_func ("/sign-in/answer-comes-twice", test_answer_comes_twice);
  g_test_add_func ("/sign-in/wrong-state", test_wrong_state);
  g_test_add_func ("/sign-in/pasted-code", test_pasted_code);
  g_test_add_func ("/sign-in/stolen-code", test_stolen_code);
  g_test_add_func ("/sign-in/revoked", test_revoked);

  node = moot_test_node_new ();
  moot_test_node_add_user (node, "ada");
  status = g_test_run ();
  moot_test_node_free (node);
  return status;
}
