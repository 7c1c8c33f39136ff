/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Changing accounts over real HTTP: aliases, moving, what a moved account may still do.  Between
 * servers: see the interop tests. */
#include "moot-test-node.h"

#include <string.h>

typedef struct
{
  MootTestNode *node;
  gint64 ada;
  char *ada_token;
  char *bo_token;
} Fixture;

#define MOVE "/api/folkmoot/v1/migration/move"
#define ALIASES "/api/folkmoot/v1/migration/aliases"
#define PASSWORD "password=password+of+ada"

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  gint64 bo;

  fixture->node = moot_test_node_new ();
  fixture->ada = moot_test_node_add_user (fixture->node, "ada");
  bo = moot_test_node_add_user (fixture->node, "bo");
  fixture->ada_token = moot_test_node_add_token (fixture->node, fixture->ada, "read write follow");
  fixture->bo_token = moot_test_node_add_token (fixture->node, bo, "read write follow");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  moot_test_node_free (fixture->node);
  g_free (fixture->ada_token);
  g_free (fixture->bo_token);
}

static void
expect (Fixture    *fixture,
        const char *method,
        const char *path,
        const char *token,
        const char *form,
        guint       status,
        const char *words)
{
  g_autoptr (MootTestReply) reply =
    moot_test_request (fixture->node, method, path, token,
                       form != NULL ? "application/x-www-form-urlencoded" : NULL, form);

  moot_test_assert_status (reply, status);
  if (words != NULL && strstr (reply->text, words) == NULL)
    g_test_message ("'%s' is not in: %s", words, reply->text);
  g_assert_true (words == NULL || strstr (reply->text, words) != NULL);
}

static void
test_aliases (Fixture       *fixture,
              gconstpointer  data)
{
  const char *const token = fixture->bo_token;
  g_autofree char *uri = g_strdup_printf ("uri=%s/users/ada", fixture->node->base_url);

  expect (fixture, "GET", "/api/folkmoot/v1/migration", token, NULL, 200, "\"aliases\":[]");
  expect (fixture, "POST", ALIASES, token, "acct=nobody", 422, "could not be found");
  expect (fixture, "POST", ALIASES, token, "", 422, "can't be blank");
  expect (fixture, "POST", ALIASES, token, "acct=bo", 422, "your own account");
  expect (fixture, "POST", ALIASES, token, "acct=@ada", 200, "/users/ada\",\"acct\":\"ada@");
  expect (fixture, "POST", ALIASES, token, "acct=ada", 200, "/users/ada\",\"acct\":\"ada@");
  expect (fixture, "DELETE", ALIASES, token, uri, 200, "\"aliases\":[]");
  expect (fixture, "GET", "/api/folkmoot/v1/migration", NULL, NULL, 401, NULL);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  const char *const token = fixture->ada_token;

  expect (fixture, "POST", MOVE, token, "acct=bo&" PASSWORD, 422, "as an alias yet");
  expect (fixture, "POST", MOVE, token, "acct=bo&password=wrong", 403, "password");
  expect (fixture, "POST", MOVE, token, "acct=bo", 403, "password");
  expect (fixture, "GET", "/api/folkmoot/v1/migration", token, NULL, 200, "\"moved_to\":null");
}

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  const char *const token = fixture->ada_token;
  g_autofree char *ada = g_strdup_printf ("/api/v1/accounts/%" G_GINT64_FORMAT, fixture->ada);

  expect (fixture, "POST", ALIASES, fixture->bo_token, "acct=ada", 200, NULL);
  expect (fixture, "POST", MOVE, token, "acct=bo&" PASSWORD, 200, "\"moved_to\":{");
  expect (fixture, "GET", ada, NULL, NULL, 200, "\"moved\":{");
  expect (fixture, "GET", "/api/v1/accounts/verify_credentials", token, NULL, 200, "\"moved\":{");

  expect (fixture, "POST", "/api/v1/statuses", token, "status=hello", 403, "has moved");
  expect (fixture, "GET", "/api/v1/timelines/home", token, NULL, 200, NULL);
  expect (fixture, "DELETE", MOVE, token, NULL, 200, "\"moved_to\":null");
  expect (fixture, "POST", "/api/v1/statuses", token, "status=hello", 200, NULL);
  expect (fixture, "POST", MOVE, token, "acct=bo&" PASSWORD, 422, "recently moved");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/migration/aliases", Fixture, NULL, set_up, test_aliases, tear_down);
  g_test_add ("/migration/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/migration/move", Fixture, NULL, set_up, test_move, tear_down);

  return g_test_run ();
}
