/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The sample moot on a real node: everything it promises is there when it is filled. */
#include "moot-client-scopes.h"
#include "moot-connection.h"
#include "moot-dues-status.h"
#include "moot-proposal.h"
#include "moot-sample.h"
#include "moot-status.h"

#include <string.h>

static GPtrArray *
list (MootConnection *connection,
      MootCall        what)
{
  g_autoptr (MootRequest) request = moot_request_new (what);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_connection_call (connection, request, NULL, &error);

  g_assert_no_error (error);
  return moot_reply_take_items (reply);
}

static void
check_timeline (MootConnection *connection)
{
  g_autoptr (GPtrArray) home = list (connection, MOOT_CALL_HOME);
  guint n_pictures = 0;
  guint n_boosts = 0;
  guint n_warnings = 0;

  g_assert_cmpuint (home->len, >=, 12);
  for (guint i = 0; i < home->len; i++)
    {
      MootStatus *status = g_ptr_array_index (home, i);

      n_pictures += status->media_attachments->len;
      n_boosts += status->reblog != NULL;
      n_warnings += *status->spoiler_text != '\0';
      for (guint m = 0; m < status->media_attachments->len; m++)
        {
          MootAttachment *attachment = g_ptr_array_index (status->media_attachments, m);

          g_assert_nonnull (attachment->description);
          g_assert_nonnull (attachment->blurhash);
        }
    }
  g_assert_cmpuint (n_pictures, >=, 3);
  g_assert_cmpuint (n_boosts, >=, 1);
  g_assert_cmpuint (n_warnings, >=, 1);
}

static void
check_moot (MootConnection *connection)
{
  g_autoptr (GPtrArray) proposals = list (connection, MOOT_CALL_PROPOSALS);
  gboolean open = FALSE;
  gboolean decided = FALSE;

  for (guint i = 0; i < proposals->len; i++)
    {
      MootProposal *proposal = g_ptr_array_index (proposals, i);

      open = open || g_str_equal (proposal->state, "open");
      decided = decided || g_str_equal (proposal->state, "decided") ||
                g_str_equal (proposal->state, "closed");
    }
  g_assert_true (open);
  g_assert_true (decided);
}

static void
count_step (const char *step,
            guint       done,
            guint       n_steps,
            gpointer    data)
{
  g_assert_cmpuint (done, ==, *(guint *) data + 1);
  g_assert_cmpuint (done, <=, n_steps);
  *(guint *) data = done;
}

static void
test_sample (void)
{
  g_autofree char *folder = g_dir_make_tmp ("moot-sample-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "node", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", folder);
  g_autoptr (MootNodeLauncher) launcher = moot_node_launcher_new (path);
  g_autoptr (MootConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  guint done = 0;

  g_assert_true (moot_node_launcher_found (launcher, MOOT_SAMPLE_NAME, "GBP", "tiny",
                                           MOOT_SAMPLE_FOUNDER, "a good password", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (moot_node_launcher_start (launcher, NULL, &error));
  g_assert_no_error (error);
  moot_sample_fill (launcher, count_step, &done, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done, >, 60);
  token = moot_node_launcher_dup_token (launcher, MOOT_SAMPLE_FOUNDER,
                                        MOOT_SCOPES " " MOOT_COOP_SCOPES, NULL, &error);
  connection = moot_connection_new (moot_node_launcher_get_base_url (launcher), NULL, token);
  check_timeline (connection);
  check_moot (connection);
  moot_node_launcher_stop (launcher);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/sample", test_sample);
  return g_test_run ();
}
