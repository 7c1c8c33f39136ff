/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tokens where there is no Secret Service: in a file that only its owner can read, in a folder that
 * only its owner can open, whatever they were before; and a service that is not there costs no
 * account. */
#include "moot-secret-store.h"

#include <glib/gstdio.h>
#include <string.h>

static int
get_mode (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

static char *
find_only_file (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = g_dir_read_name (dir);
  char *path;

  g_assert_nonnull (name);
  path = g_build_filename (folder, name, NULL);
  g_assert_null (g_dir_read_name (dir));
  return path;
}

static void
test_file (void)
{
  g_autofree char *top = g_dir_make_tmp ("moot-secrets-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (top, "tokens", NULL);
  g_autofree char *path = NULL;
  g_autofree char *token = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0); /* from a careless copy */
  g_assert_cmpint (
    moot_secret_store_save (folder, "ada@coop.example", "Ada", "one", NULL, &error), ==,
    MOOT_SECRET_PLACE_FILE);
  g_assert_no_error (error);
  path = find_only_file (folder);
  g_assert_cmpint (get_mode (folder), ==, 0700);
  g_assert_cmpint (get_mode (path), ==, 0600);
  g_assert_null (strstr (path, "ada")); /* the name tells nobody whose it is */

  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  g_assert_cmpint (
    moot_secret_store_save (folder, "ada@coop.example", "Ada", "two", NULL, &error), ==,
    MOOT_SECRET_PLACE_FILE);
  g_assert_cmpint (get_mode (path), ==, 0600);
  token = moot_secret_store_load (folder, "ada@coop.example", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "two");

  moot_secret_store_forget (folder, "ada@coop.example", NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  other = moot_secret_store_load (folder, "ada@coop.example", NULL, &error);
  g_assert_null (other);
  g_assert_nonnull (error); /* nobody knows what a keyring would have had */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpint (g_rmdir (top), ==, 0);
}

/* Nowhere to write: said, not lost in silence. */
static void
test_nowhere (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (
    moot_secret_store_save ("/dev/null/tokens", "ada@coop.example", "Ada", "one", NULL, &error), ==,
    MOOT_SECRET_PLACE_NONE);
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE); /* no service anywhere */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/secret-store/file", test_file);
  g_test_add_func ("/ui/secret-store/nowhere", test_nowhere);
  return g_test_run ();
}
