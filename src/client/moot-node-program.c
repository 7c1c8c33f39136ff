/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The program folkmoot-node: where it is, and its short commands.
 * Thread: any; running one blocks. */
#include "moot-node-program.h"

#include "moot-client-error.h"

/** moot_node_program_find: (transfer full) (nullable): beside this program, in the build tree, or
 * installed */
char *
moot_node_program_find (void)
{
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = own != NULL ? g_path_get_dirname (own) : g_strdup (".");
  const char *const places[] = { "", "../node", "../src/node", "../../src/node" };

  if (g_getenv ("FOLKMOOT_NODE") != NULL)
    return g_strdup (g_getenv ("FOLKMOOT_NODE"));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], "folkmoot-node", NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) &&
          g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  return g_find_program_in_path ("folkmoot-node");
}

/* Runs one short command to its end; its standard error becomes the message. */
static char *
run_command (const char *const  *arguments,
             const char         *input,
             GCancellable       *cancellable,
             GError            **error)
{
  g_autoptr (GSubprocess) process = g_subprocess_newv (
    arguments,
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
    error);
  g_autofree char *out = NULL;
  g_autofree char *complaint = NULL;

  if (process == NULL ||
      !g_subprocess_communicate_utf8 (process, input, cancellable, &out, &complaint, error))
    return NULL;
  if (g_subprocess_get_successful (process))
    return g_strchomp (g_steal_pointer (&out));
  g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_REFUSED, "%s",
               complaint != NULL && *complaint != '\0' ? g_strchomp (complaint)
                                                       : "the node gave no reason");
  return NULL;
}

/**
 * moot_node_program_run:
 * @arguments: (element-type utf8): the command and its options, without the program; used up
 * @input: (nullable): what it reads
 * @out_text: (out) (nullable): what it printed
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * Runs one short command of folkmoot-node to its end.  Thread: a worker.
 *
 * Errors: %MOOT_CLIENT_ERROR_REFUSED with the node's words, %MOOT_CLIENT_ERROR_NOT_FOUND.
 *
 * Returns: whether it succeeded
 */
gboolean
moot_node_program_run (GPtrArray     *arguments,
                       const char    *input,
                       char         **out_text,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autofree char *program = moot_node_program_find ();
  char *text;

  if (program == NULL)
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_NOT_FOUND,
                   "the program folkmoot-node is not installed");
      return FALSE;
    }
  g_ptr_array_insert (arguments, 0, program);
  g_ptr_array_add (arguments, NULL);
  text = run_command ((const char *const *) arguments->pdata, input, cancellable, error);
  if (out_text != NULL)
    *out_text = text;
  else
    g_free (text);
  return text != NULL;
}
