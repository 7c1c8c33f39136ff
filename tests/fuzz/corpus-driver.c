/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Stands in for libFuzzer where there is none: replays every file of a corpus folder, as one TAP
 * test each, so that what a fuzzer once found stays fixed with any compiler.
 * Usage: fuzz-TARGET CORPUS_FOLDER. */
#include "fuzz.h"

#include <string.h>

static void
replay (gconstpointer user_data)
{
  const char *path = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autofree guint8 *exact = NULL;
  gsize size = 0;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  /* A copy of exactly this size: reading one byte too far is seen by ASan. */
  exact = g_malloc (MAX (size, 1));
  memcpy (exact, contents, size);
  g_assert_cmpint (LLVMFuzzerTestOneInput (exact, size), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint n_files = 0;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *test_path = g_strdup_printf ("/fuzz/%s", name);

      g_test_add_data_func_full (test_path, g_build_filename (argv[1], name, NULL), replay, g_free);
      n_files++;
    }
  g_assert_cmpuint (n_files, >, 0);
  return g_test_run ();
}
