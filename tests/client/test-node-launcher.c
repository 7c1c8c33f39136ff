/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The node of this computer: founded, started, spoken to both ways, killed, started again. */
#include "moot-client-error.h"
#include "moot-client-scopes.h"
#include "moot-connection.h"
#include "moot-node-launcher.h"

#include <signal.h>
#include <stdlib.h>

typedef struct
{
  char *folder;
  MootNodeLauncher *launcher;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("moot-launcher-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "node", NULL);
  fixture->launcher = moot_node_launcher_new (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", fixture->folder);

  moot_node_launcher_stop (fixture->launcher);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&fixture->launcher);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (fixture->folder);
}

static void
found (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (moot_node_launcher_is_founded (fixture->launcher));
  g_assert_true (moot_node_launcher_found (fixture->launcher, "Riverside", "EUR", "tiny", "ada",
                                           "a good password", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (moot_node_launcher_is_founded (fixture->launcher));
}

static void
wait_for_state (Fixture       *fixture,
                MootNodeState  state)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (moot_node_launcher_get_state (fixture->launcher) != state)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static void
ask (Fixture    *fixture,
     const char *socket_path,
     const char *token)
{
  g_autoptr (MootConnection) connection =
    moot_connection_new (moot_node_launcher_get_base_url (fixture->launcher), socket_path, token);
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_VERIFY_CREDENTIALS);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_connection_call (connection, request, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply->entity);
}

static void
test_whole_life (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  found (fixture);
  g_assert_true (moot_node_launcher_start (fixture->launcher, NULL, &error));
  g_assert_no_error (error);
  wait_for_state (fixture, MOOT_NODE_RUNNING);
  token = moot_node_launcher_dup_token (fixture->launcher, "ada", MOOT_SCOPES " " MOOT_COOP_SCOPES,
                                        NULL, &error);
  g_assert_no_error (error);
  ask (fixture, NULL, token);
  ask (fixture, moot_node_launcher_get_socket_path (fixture->launcher), token);
  g_assert_true (
    moot_node_launcher_add_member (fixture->launcher, "bo", "another password", NULL, &error));
  g_assert_no_error (error);
  g_assert_false (
    moot_node_launcher_add_member (fixture->launcher, "bo", "another password", NULL, &error));
  g_assert_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_REFUSED);
  moot_node_launcher_stop (fixture->launcher);
  wait_for_state (fixture, MOOT_NODE_STOPPED);
}

static void
test_killed_node_comes_back (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autofree char *process_id = NULL;

  found (fixture);
  g_assert_true (moot_node_launcher_start (fixture->launcher, NULL, &error));
  wait_for_state (fixture, MOOT_NODE_RUNNING);
  token = moot_node_launcher_dup_token (fixture->launcher, "ada", "read", NULL, &error);
  process_id = moot_node_launcher_dup_process_id (fixture->launcher);
  g_assert_nonnull (process_id);
  g_assert_cmpint (kill ((pid_t) atoi (process_id), SIGKILL), ==, 0);
  wait_for_state (fixture, MOOT_NODE_STARTING);
  wait_for_state (fixture, MOOT_NODE_RUNNING);
  ask (fixture, moot_node_launcher_get_socket_path (fixture->launcher), token);
}

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (moot_node_launcher_start (fixture->launcher, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (moot_node_launcher_found (fixture->launcher, "Riverside", NULL, NULL,
                                            "not a name!", "a good password", NULL, &error));
  g_assert_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_REFUSED);
  g_assert_false (moot_node_launcher_is_founded (fixture->launcher));
}

#define ADD(name, test) \
  g_test_add ("/client/node-launcher/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("whole-life", test_whole_life);
  ADD ("killed-node-comes-back", test_killed_node_comes_back);
  ADD ("refusals", test_refusals);
  return g_test_run ();
}
