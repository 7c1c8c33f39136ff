/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tokens in a real Secret Service: GNOME's keyring on a private bus, unlocked, locked, started anew
 * and gone in the middle. */
#include "moot-secret-store.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <signal.h>
#include <stdlib.h>

#define DAEMON "gnome-keyring-daemon"
#define KEY "ada@coop.example"
#define PATIENCE_US (60 * G_USEC_PER_SEC)

static char *daemon_program;

typedef struct
{
  char *top;
  char *tokens; /* of the files, where the keyring fails */
  GSubprocess *daemon;
} Fixture;

/* Makes it the folder named by @variable, for the keyring only. */
static void
give_folder (Fixture             *self,
             GSubprocessLauncher *launcher,
             const char          *variable)
{
  g_autofree char *path = g_build_filename (self->top, variable, NULL);

  g_mkdir_with_parents (path, 0700);
  g_subprocess_launcher_setenv (launcher, variable, path, TRUE);
}

static SecretCollection *
find_keyring (void)
{
  g_autoptr (SecretService) service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, NULL);

  if (service == NULL)
    return NULL;
  return secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                           SECRET_COLLECTION_NONE, NULL, NULL);
}

static gboolean
is_open (void)
{
  g_autoptr (SecretCollection) keyring = find_keyring ();

  return keyring != NULL && !secret_collection_get_locked (keyring);
}

static void
start_keyring (Fixture *self)
{
  static const char *const folders[] = { "HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME",
                                         "XDG_CONFIG_HOME", "XDG_CACHE_HOME" };
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE |
                               G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GError) error = NULL;
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;
  GOutputStream *input;

  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG"); /* its own criticals are not ours */
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    give_folder (self, launcher, folders[i]);
  self->daemon = g_subprocess_launcher_spawn (launcher, &error, daemon_program, "--foreground",
                                              "--unlock", "--components=secrets", NULL);
  g_assert_no_error (error);
  input = g_subprocess_get_stdin_pipe (self->daemon);
  g_assert_true (g_output_stream_write_all (input, "a good password\n", 16, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (input, NULL, &error));
  while (!is_open ())
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      secret_service_disconnect ();
      g_usleep (10000);
    }
}

static void
stop_keyring (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  if (self->daemon == NULL)
    return;
  g_subprocess_force_exit (self->daemon);
  g_assert_true (g_subprocess_wait (self->daemon, NULL, &error));
  g_clear_object (&self->daemon);
  secret_service_disconnect ();
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->top = g_dir_make_tmp ("moot-keyring-XXXXXX", NULL);
  self->tokens = g_build_filename (self->top, "tokens", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", self->top);

  stop_keyring (self);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (self->tokens);
  g_free (self->top);
}

static gboolean
has_files (Fixture *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->tokens, 0, NULL);

  return folder != NULL && g_dir_read_name (folder) != NULL;
}

static void
assert_saved (Fixture         *self,
              const char      *key,
              const char      *token,
              MootSecretPlace  place)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (moot_secret_store_save (self->tokens, key, "Ada", token, NULL, &error), ==,
                   place);
  g_assert_no_error (error);
}

static void
assert_loaded (Fixture    *self,
               const char *key,
               const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = moot_secret_store_load (self->tokens, key, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
}

/* There is a token and it cannot be had: never mistaken for an account that has none. */
static void
assert_refused (Fixture    *self,
                const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = moot_secret_store_load (self->tokens, key, NULL, &error);

  g_assert_null (token);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
}

static gboolean
is_skipped (void)
{
  if (daemon_program == NULL)
    g_test_skip (DAEMON " is not installed");
  return daemon_program == NULL;
}

static void
test_keep (Fixture       *self,
           gconstpointer  data)
{
  if (is_skipped ())
    return;
  start_keyring (self);
  assert_loaded (self, KEY, NULL);
  assert_saved (self, KEY, "one", MOOT_SECRET_PLACE_KEYRING);
  assert_saved (self, "bo@coop.example", "of bo", MOOT_SECRET_PLACE_KEYRING);
  assert_loaded (self, KEY, "one");
  assert_saved (self, KEY, "two", MOOT_SECRET_PLACE_KEYRING);
  assert_loaded (self, KEY, "two");
  g_assert_false (has_files (self));

  stop_keyring (self);
  start_keyring (self);
  assert_loaded (self, KEY, "two");
  moot_secret_store_forget (self->tokens, KEY, NULL);
  assert_loaded (self, KEY, NULL);
  assert_loaded (self, "bo@coop.example", "of bo");
}

/* A token from the time without a keyring moves into it. */
static void
test_move (Fixture       *self,
           gconstpointer  data)
{
  if (is_skipped ())
    return;
  assert_saved (self, KEY, "one", MOOT_SECRET_PLACE_FILE);
  g_assert_true (has_files (self));
  start_keyring (self);
  assert_loaded (self, KEY, "one");
  assert_saved (self, KEY, "two", MOOT_SECRET_PLACE_KEYRING);
  g_assert_false (has_files (self));
  assert_loaded (self, KEY, "two");
}

static void
lock_keyring (void)
{
  g_autoptr (SecretCollection) keyring = find_keyring ();
  g_autoptr (GError) error = NULL;
  GList *keyrings = g_list_prepend (NULL, keyring);

  g_assert_cmpint (secret_service_lock_sync (NULL, keyrings, NULL, NULL, &error), ==, 1);
  g_assert_no_error (error);
  g_list_free (keyrings);
  secret_service_disconnect (); /* what it knew of the keyring is old */
}

/* Nobody is there who could be asked for the password. */
static void
test_locked (Fixture       *self,
             gconstpointer  data)
{
  if (is_skipped ())
    return;
  start_keyring (self);
  assert_saved (self, KEY, "one", MOOT_SECRET_PLACE_KEYRING);
  lock_keyring ();
  assert_refused (self, KEY);
  assert_loaded (self, "bo@coop.example", NULL);
  assert_saved (self, "bo@coop.example", "of bo", MOOT_SECRET_PLACE_FILE);
  assert_loaded (self, "bo@coop.example", "of bo");

  stop_keyring (self);
  start_keyring (self); /* with the password */
  assert_loaded (self, KEY, "one");
}

static void
test_gone (Fixture       *self,
           gconstpointer  data)
{
  if (is_skipped ())
    return;
  start_keyring (self);
  assert_saved (self, KEY, "one", MOOT_SECRET_PLACE_KEYRING);
  g_subprocess_force_exit (self->daemon);
  g_assert_true (g_subprocess_wait (self->daemon, NULL, NULL));
  assert_refused (self, KEY);
  assert_saved (self, KEY, "two", MOOT_SECRET_PLACE_FILE);
  assert_loaded (self, KEY, "two");
  moot_secret_store_forget (self->tokens, KEY, NULL);
  g_assert_false (has_files (self));
}

/* A bus on which nobody keeps secrets needs no package. */
static void
test_absent (Fixture       *self,
             gconstpointer  data)
{
  assert_refused (self, KEY);
  assert_saved (self, KEY, "one", MOOT_SECRET_PLACE_FILE);
  assert_loaded (self, KEY, "one");
  moot_secret_store_forget (self->tokens, KEY, NULL);
  assert_refused (self, KEY);
}

#define ADD(name, test) g_test_add ("/ui/keyring/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  static GTestDBus *bus; /* never taken down: libsecret keeps the connection, so it would wait */
  g_autoptr (GDBusConnection) connection = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  daemon_program = g_find_program_in_path (DAEMON);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (connection);
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  ADD ("keep", test_keep);
  ADD ("move", test_move);
  ADD ("locked", test_locked);
  ADD ("gone", test_gone);
  ADD ("absent", test_absent);
  status = g_test_run ();
  secret_service_disconnect ();
  g_test_dbus_stop (bus);
  g_free (daemon_program);
  return status;
}
