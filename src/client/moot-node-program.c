/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The program folkmoot-node: where it is, its short commands, and serving.
 * Thread: any; running one blocks. */
#include "moot-node-program.h"

#include "moot-client-error.h"

#include <signal.h>
#include <string.h>

#define READY_PREFIX "ready: "

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

static gboolean
set_not_installed (GError **error)
{
  g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_NOT_FOUND,
               "the program folkmoot-node is not installed");
  return FALSE;
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
    return set_not_installed (error);
  g_ptr_array_insert (arguments, 0, program);
  g_ptr_array_add (arguments, NULL);
  text = run_command ((const char *const *) arguments->pdata, input, cancellable, error);
  if (out_text != NULL)
    *out_text = text;
  else
    g_free (text);
  return text != NULL;
}

/* The last line that a node wrote before it ended says why. */
static void
take_complaint (const char  *log,
                GError     **error)
{
  g_autofree char *text = NULL;
  const char *last;

  if (!g_file_get_contents (log, &text, NULL, NULL))
    text = g_strdup ("");
  g_strchomp (text);
  last = strrchr (text, '\n');
  last = last != NULL ? last + 1 : text;
  g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_SERVER, "%s",
               *last != '\0' ? last : "the node ended before it was ready");
}

static gboolean
wait_until_ready (GSubprocess   *process,
                  const char    *log,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr (GError) local = NULL;
  g_autofree char *line = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line_utf8 (lines, NULL, cancellable, &local);
  if (line != NULL && g_str_has_prefix (line, READY_PREFIX))
    return TRUE;
  if (local == NULL)
    {
      g_subprocess_wait (process, cancellable, NULL);
      take_complaint (log, &local);
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_node_program_serve:
 * @data_folder: of a node that was founded
 * @socket_path: of the Unix socket on which it answers
 * @address: (nullable): where else, such as `127.0.0.1:8080`
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * Starts the node and waits until it answers.  What it writes of itself lies beside its folder.
 * Thread: a worker.
 *
 * Errors: %MOOT_CLIENT_ERROR_SERVER with the node's words, %MOOT_CLIENT_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full): the process, which runs
 */
GSubprocess *
moot_node_program_serve (const char    *data_folder,
                         const char    *socket_path,
                         const char    *address,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autofree char *program = moot_node_program_find ();
  g_autofree char *listen_on = g_strconcat ("unix:", socket_path, NULL);
  g_autofree char *log = g_strconcat (data_folder, ".log", NULL);
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;

  if (program == NULL)
    {
      set_not_installed (error);
      return NULL;
    }
  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  process = g_subprocess_launcher_spawn (launcher, error, program, "serve", "--data", data_folder,
                                         "--listen", listen_on,
                                         address != NULL ? "--listen" : NULL, address, NULL);
  if (process == NULL || wait_until_ready (process, log, cancellable, error))
    return g_steal_pointer (&process);
  g_subprocess_send_signal (process, SIGTERM);
  return NULL;
}
