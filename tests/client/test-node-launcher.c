/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The node of this computer: founded, started, spoken to both ways, killed, started again. */
#include "moot-client-error.h"
#include "moot-client-scopes.h"
#include "moot-connection.h"
#include "moot-node-launcher.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

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
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

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

static GSocket *
occupy (const char *base_url,
        gboolean    listening)
{
  g_autoptr (GUri) uri = g_uri_parse (base_url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketAddress) address =
    g_inet_socket_address_new_from_string (g_uri_get_host (uri), (guint) g_uri_get_port (uri));
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, NULL);
  gboolean occupied = g_socket_bind (socket, address, FALSE, NULL) &&
                      (!listening || g_socket_listen (socket, NULL));

  if (!occupied)
    g_clear_object (&socket);
  return socket;
}

/* Between founding and starting nobody else gets the port. */
static void
test_port_is_kept (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) other = NULL;

  found (fixture);
  other = occupy (moot_node_launcher_get_base_url (fixture->launcher), TRUE);
  g_assert_null (other);
  g_assert_true (moot_node_launcher_start (fixture->launcher, NULL, &error));
  g_assert_no_error (error);
  wait_for_state (fixture, MOOT_NODE_RUNNING);
  g_assert_false (moot_node_launcher_is_alone (fixture->launcher));
}

/* Later somebody may have it: the moot goes on in the app, and is found out about. */
static void
test_port_is_taken (Fixture       *fixture,
                    gconstpointer  data)
{
  const gboolean listening = GPOINTER_TO_INT (data);
  g_autofree char *path = g_build_filename (fixture->folder, "node", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) other = NULL;
  g_autofree char *token = NULL;

  found (fixture);
  g_clear_object (&fixture->launcher); /* the app ends */
  fixture->launcher = moot_node_launcher_new (path);
  other = occupy (moot_node_launcher_get_base_url (fixture->launcher), listening);
  g_assert_nonnull (other);
  g_assert_true (moot_node_launcher_start (fixture->launcher, NULL, &error));
  g_assert_no_error (error);
  wait_for_state (fixture, MOOT_NODE_RUNNING);
  g_assert_true (moot_node_launcher_is_alone (fixture->launcher));
  token = moot_node_launcher_dup_token (fixture->launcher, "ada", "read", NULL, &error);
  ask (fixture, moot_node_launcher_get_socket_path (fixture->launcher), token);

  /* the other program ends, and the app is started anew */
  moot_node_launcher_stop (fixture->launcher);
  wait_for_state (fixture, MOOT_NODE_STOPPED);
  g_assert_true (g_socket_close (other, &error));
  g_assert_true (moot_node_launcher_start (fixture->launcher, NULL, &error));
  g_assert_no_error (error);
  wait_for_state (fixture, MOOT_NODE_RUNNING);
  g_assert_false (moot_node_launcher_is_alone (fixture->launcher));
  ask (fixture, NULL, token);
}

/* What fails for another reason is not mended by leaving the port out. */
static void
test_second_launcher (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "node", NULL);
  g_autoptr (MootNodeLauncher) second = NULL;
  g_autoptr (GError) error = NULL;

  found (fixture);
  g_assert_true (moot_node_launcher_start (fixture->launcher, NULL, &error));
  wait_for_state (fixture, MOOT_NODE_RUNNING);
  second = moot_node_launcher_new (path);
  g_assert_false (moot_node_launcher_start (second, NULL, &error));
  g_assert_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_SERVER);
  g_assert_nonnull (strstr (error->message, "another node"));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpint (moot_node_launcher_get_state (second), ==, MOOT_NODE_FAILED);
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
  ADD ("port-is-kept", test_port_is_kept);
  g_test_add ("/client/node-launcher/port-is-taken", Fixture, GINT_TO_POINTER (TRUE), set_up,
              test_port_is_taken, tear_down);
  g_test_add ("/client/node-launcher/port-is-bound", Fixture, GINT_TO_POINTER (FALSE), set_up,
              test_port_is_taken, tear_down);
  ADD ("second-launcher", test_second_launcher);
  return g_test_run ();
}
