/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Several accounts in one app: changing between them, what is remembered, and signing out. */
#include "moot-app-jobs.h"
#include "moot-application.h"
#include "people-fixture.h"

#include <glib/gstdio.h>

typedef struct
{
  MootTestNode *node;
  MootApplication *application;
  char *folder;
  char *ada_key;
  char *bo_key;
  guint step;
  gint64 deadline;
} Stage;

/* Signs somebody in, as the app does it once the server has said who it is. */
static char *
sign_in (Stage      *stage,
         const char *name)
{
  gint64 id = moot_test_node_add_user (stage->node, name);
  MootAppJob *job = moot_app_job_new (stage->folder);
  g_autoptr (MootAccount) account = g_object_new (MOOT_TYPE_ACCOUNT, NULL);
  g_autoptr (MootAppState) state = NULL;
  g_autoptr (GError) error = NULL;
  char *key;

  account->id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  account->username = g_strdup (name);
  account->acct = g_strdup (name);
  account->display_name = g_strdup (name);
  job->account = moot_saved_account_new_for (stage->node->base_url, account);
  job->token = moot_test_node_add_token (stage->node, id, "read write");
  key = g_strdup (job->account->key);
  state = moot_app_job_add (job, NULL, &error);
  g_assert_no_error (error);
  moot_app_job_free (job);
  return key;
}

/* Whom the app would begin with, and that their token is there. */
static char *
dup_first (Stage      *stage,
           const char *key)
{
  MootAppJob *job = moot_app_job_new (stage->folder);
  g_autoptr (MootAppState) state = NULL;
  g_autoptr (GError) error = NULL;

  job->key = g_strdup (key);
  state = moot_app_job_open (job, NULL, &error);
  g_assert_no_error (error);
  moot_app_job_free (job);
  g_assert_nonnull (state->account);
  g_assert_nonnull (state->token);
  g_assert_cmpuint (state->accounts->len, ==, 2);
  return g_strdup (state->account->key);
}

static void
set_up (Stage *stage)
{
  stage->node = moot_test_node_new ();
  stage->folder = g_build_filename (g_get_user_data_dir (), "folkmoot", NULL);
  stage->ada_key = sign_in (stage, "ada");
  stage->bo_key = sign_in (stage, "bo");
}

static void
tear_down (Stage *stage)
{
  moot_app_folder_delete (stage->folder);
  moot_test_node_free (stage->node);
  g_free (stage->folder);
  g_free (stage->ada_key);
  g_free (stage->bo_key);
}

static void
test_remembers (void)
{
  Stage stage = { 0 };
  g_autofree char *last = NULL;
  g_autofree char *chosen = NULL;
  g_autofree char *again = NULL;

  set_up (&stage);
  last = dup_first (&stage, NULL);
  g_assert_cmpstr (last, ==, stage.bo_key);
  chosen = dup_first (&stage, stage.ada_key);
  g_assert_cmpstr (chosen, ==, stage.ada_key);
  again = dup_first (&stage, NULL);
  g_assert_cmpstr (again, ==, stage.ada_key);
  tear_down (&stage);
}

static const char *
get_shown (Stage *stage)
{
  MootWindow *window = moot_application_get_window (stage->application);
  MootSession *session = window != NULL ? moot_window_get_session (window) : NULL;

  return session != NULL ? moot_session_get_account (session)->key : NULL;
}

/* One step after the other, each when the one before has shown its effect. */
static gboolean
step_cb (gpointer data)
{
  Stage *stage = data;
  const char *const expected[] = { stage->bo_key, stage->ada_key, stage->bo_key };
  g_autoptr (GVariant) state = NULL;

  if (g_get_monotonic_time () > stage->deadline)
    g_error ("step %u waits in vain; %s is shown", stage->step, get_shown (stage));
  if (g_strcmp0 (get_shown (stage), expected[stage->step]) != 0)
    return G_SOURCE_CONTINUE;
  state = g_action_group_get_action_state (G_ACTION_GROUP (stage->application), "switch-account");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, expected[stage->step]);
  stage->step++;
  if (stage->step == G_N_ELEMENTS (expected))
    {
      g_application_quit (G_APPLICATION (stage->application));
      return G_SOURCE_REMOVE;
    }
  g_action_group_activate_action (G_ACTION_GROUP (stage->application), "switch-account",
                                  g_variant_new_string (expected[stage->step]));
  return G_SOURCE_CONTINUE;
}

static void
test_switches (void)
{
  Stage stage = { 0 };

  set_up (&stage);
  stage.application = moot_application_new ();
  g_application_set_flags (G_APPLICATION (stage.application), G_APPLICATION_NON_UNIQUE);
  stage.deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  g_timeout_add (20, step_cb, &stage);
  g_assert_cmpint (g_application_run (G_APPLICATION (stage.application), 0, NULL), ==, 0);
  g_assert_cmpuint (stage.step, ==, 3);
  g_object_unref (stage.application);
  tear_down (&stage);
}

int
main (int    argc,
      char **argv)
{
  people_init (&argc, &argv);
  g_test_add_func ("/accounts/remembers", test_remembers);
  g_test_add_func ("/accounts/switches", test_switches);
  return g_test_run ();
}
