/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The application: which account the window shows, how it came to be signed in, and the node of
 * this computer.  What takes time is a job of moot-app-jobs.c; its result is put into the window.
 * Thread: main. */
#include "config.h"

#include "moot-application.h"

#include "moot-adaptive.h"
#include "moot-alerts.h"
#include "moot-app-jobs.h"
#include "moot-app-progress.h"
#include "moot-app-wish.h"
#include "moot-app-work.h"
#include "moot-error-text.h"
#include "moot-shortcuts.h"
#include "moot-window-memory.h"

#include <glib/gi18n.h>

struct _MootApplication
{
  AdwApplication parent_instance;

  char *folder;
  MootWindow *window; /* (nullable), weak: the application holds it */
  GCancellable *cancellable;

  MootAppState *state; /* (nullable): of the account that is shown */
  MootSession *session;
  MootNodeLauncher *node;  /* (nullable): runs as our child */
  MootNodeLauncher *aside; /* (nullable): runs on while another account is shown */
  char *sample_folder;     /* (nullable): while the sample is shown; deleted in the end */
  gboolean wants_sample;
  gboolean opened;  /* what was kept was looked for: the place of last time is gone to once */
  MootAppWish wish; /* see moot_application_open_in() */
};

G_DEFINE_FINAL_TYPE (MootApplication, moot_application, ADW_TYPE_APPLICATION)

static void
leave_session (MootApplication *self)
{
  if (self->session != NULL)
    moot_session_stop (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->state, moot_app_state_free);
}

static void
leave_sample (MootApplication *self)
{
  if (self->sample_folder == NULL)
    return;

  if (self->node != NULL)
    moot_node_launcher_stop (self->node);
  g_clear_object (&self->node);
  moot_app_folder_delete (self->sample_folder);
  g_clear_pointer (&self->sample_folder, g_free);
}

static gboolean
runs (MootNodeLauncher *node)
{
  return node != NULL && moot_node_launcher_get_state (node) == MOOT_NODE_RUNNING;
}

/* The moot of this computer is the members': it goes on while one of them looks elsewhere. */
static void
keep_node (MootApplication *self,
           MootAppState    *state)
{
  if (state->node == NULL && runs (self->node))
    g_set_object (&self->aside, self->node);
  else if (state->node != NULL && !runs (state->node) && runs (self->aside))
    g_set_object (&state->node, self->aside);
  if (state->node != NULL)
    g_clear_object (&self->aside);
  g_set_object (&self->node, state->node);
}

/* Takes the state and shows its account; a node that is not running yet is waited for. */
static void
enter (MootApplication *self,
       MootAppState    *state)
{
  const char *socket_path =
    state->node != NULL ? moot_node_launcher_get_socket_path (state->node) : NULL;
  g_autofree char *secrets = moot_app_folder_dup_tokens (self->folder);

  leave_session (self);
  self->state = state;
  keep_node (self, state);
  self->session = moot_session_new (state->account, socket_path, state->token, state->cache);
  moot_client_set_secrets (moot_session_get_client (self->session), secrets);
  moot_session_open (self->session);
  if (self->sample_folder == NULL)
    moot_alerts_watch (self, self->session);
  moot_window_show_session (self->window, self->session, state->node);
  moot_window_set_accounts (self->window, state->accounts);
  g_action_group_change_action_state (G_ACTION_GROUP (self), "switch-account",
                                      g_variant_new_string (state->account->key));
  if (state->node == NULL || moot_node_launcher_get_state (state->node) == MOOT_NODE_RUNNING)
    moot_session_start (self->session);
}

static void
say_where_token_is (MootApplication *self,
                    MootSecretPlace  place)
{
  if (place == MOOT_SECRET_PLACE_FILE)
    moot_window_toast (self->window,
                       _("No keyring can be used here. Your sign-in is kept in a file that "
                          "only you can read."));
}

/* A moot has been founded, or somebody has signed in. */
static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  MootApplication *self = MOOT_APPLICATION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAppState) state = moot_app_work_finish (result, &error);
  MootSecretPlace place;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->window == NULL)
    return;
  if (state == NULL)
    {
      moot_window_show_problem (self->window, error);
      return;
    }
  place = state->place;
  enter (self, g_steal_pointer (&state));
  moot_session_start (self->session);
  say_where_token_is (self, place);
}

static void
served_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  MootApplication *self = MOOT_APPLICATION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAppState) state = moot_app_work_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->window == NULL)
    return;
  if (state == NULL)
    moot_window_show_problem (self->window, error);
  if (self->session != NULL)
    moot_session_start (self->session);
}

static void
serve (MootApplication *self)
{
  MootAppJob *job = moot_app_job_new (self->folder);

  job->node = g_object_ref (self->node);
  moot_app_work_async (self, moot_app_job_serve, job, (GDestroyNotify) moot_app_job_free,
                       (GDestroyNotify) moot_app_state_free, self->cancellable, served_cb, NULL);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  MootApplication *self = MOOT_APPLICATION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAppState) state = moot_app_work_finish (result, &error);
  const gboolean first = !self->opened;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->window == NULL)
    return;
  self->opened = TRUE;
  if (state == NULL)
    {
      moot_window_show_problem (self->window, error);
      return;
    }
  if (state->account == NULL)
    {
      leave_session (self);
      moot_window_show_stage (self->window, MOOT_STAGE_WELCOME);
      return;
    }
  if (state->token_problem != NULL)
    moot_window_toast (self->window,
                       _("The keyring did not answer. Sign in again, or unlock it and "
                          "start Folkmoot anew."));
  enter (self, g_steal_pointer (&state));
  if (first)
    moot_window_memory_go (self->window);
  moot_app_wish_fulfil (&self->wish, self->state->account->key, self->window);
  if (self->node != NULL && !runs (self->node))
    serve (self);
}

static void
open_kept (MootApplication *self)
{
  moot_app_work_async (self, moot_app_job_open, moot_app_job_new (self->folder),
                       (GDestroyNotify) moot_app_job_free, (GDestroyNotify) moot_app_state_free,
                       self->cancellable, opened_cb, NULL);
}

/* Ways in -------------------------------------------------------------------------------------- */

static void
found_cb (MootApplication  *self,
          MootFoundingWish *wish)
{
  MootAppJob *job = moot_app_job_new (self->folder);
  g_autofree char *node_folder = moot_app_folder_dup_node (self->folder);

  job->wish = wish;
  job->node = moot_node_launcher_new (node_folder);
  moot_app_work_async (self, moot_app_job_found, job, (GDestroyNotify) moot_app_job_free,
                       (GDestroyNotify) moot_app_state_free, self->cancellable, added_cb, NULL);
}

static void
signed_in_cb (MootApplication *self,
              MootCredentials *credentials)
{
  MootAppJob *job = moot_app_job_new (self->folder);

  leave_sample (self);
  job->account = moot_saved_account_new_for (credentials->server, credentials->account);
  job->account->client_id = g_strdup (credentials->client_id);
  job->account->client_secret = g_strdup (credentials->client_secret);
  job->token = g_strdup (credentials->token);
  moot_app_work_async (self, moot_app_job_add, job, (GDestroyNotify) moot_app_job_free,
                       (GDestroyNotify) moot_app_state_free, self->cancellable, added_cb, NULL);
}

static void
try_sample (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  MootApplication *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *node_folder = NULL;
  MootAppJob *job;

  leave_sample (self);
  self->sample_folder = g_dir_make_tmp ("folkmoot-sample-XXXXXX", &error);
  if (self->sample_folder == NULL)
    {
      moot_window_show_problem (self->window, error);
      return;
    }
  moot_window_show_working (self->window, _("Preparing a small invented co-op…"), 0);
  node_folder = moot_app_folder_dup_node (self->sample_folder);
  job = moot_app_job_new (self->sample_folder);
  job->node = moot_node_launcher_new (node_folder);
  job->progress = moot_app_progress_tell;
  job->progress_data = self;
  moot_app_work_async (self, moot_app_job_sample, job, (GDestroyNotify) moot_app_job_free,
                       (GDestroyNotify) moot_app_state_free, self->cancellable, added_cb, NULL);
}

static void
switch_account (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  MootApplication *self = data;
  const char *key = g_variant_get_string (parameter, NULL);
  MootAppJob *job;

  if (self->state == NULL || g_strcmp0 (self->state->account->key, key) == 0)
    return;
  job = moot_app_job_new (self->folder);
  job->key = g_strdup (key);
  moot_app_work_async (self, moot_app_job_open, job, (GDestroyNotify) moot_app_job_free,
                       (GDestroyNotify) moot_app_state_free, self->cancellable, opened_cb, NULL);
}

/* The way out ---------------------------------------------------------------------------------- */

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  MootApplication *self = MOOT_APPLICATION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAppState) state = moot_app_work_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->window == NULL)
    return;
  if (state == NULL)
    moot_window_show_problem (self->window, error);
  else
    open_kept (self);
}

static void
sign_out_answered_cb (gboolean accepted,
                      gpointer data)
{
  MootApplication *self = data;
  MootAppJob *job;

  if (!accepted || self->state == NULL)
    return;
  if (self->sample_folder != NULL)
    {
      leave_session (self);
      leave_sample (self);
      open_kept (self);
      return;
    }
  job = moot_app_job_new (self->folder);
  job->key = g_strdup (self->state->account->key);
  job->account = g_object_ref (self->state->account);
  job->token = g_strdup (self->state->token);
  leave_session (self);
  if (self->node != NULL)
    moot_node_launcher_stop (self->node);
  g_clear_object (&self->node);
  moot_app_work_async (self, moot_app_job_forget, job, (GDestroyNotify) moot_app_job_free,
                       (GDestroyNotify) moot_app_state_free, self->cancellable, forgotten_cb, NULL);
}

static void
sign_out (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  MootApplication *self = data;

  if (self->state == NULL)
    return;
  moot_ask (
    GTK_WIDGET (self->window), _("Sign Out?"),
    self->sample_folder != NULL
      ? _("The sample disappears.")
      : _("Saved posts and drafts of this account are removed from this computer. What is on "
           "the server stays."),
    _("Sign Out"), TRUE, sign_out_answered_cb, g_object_ref (self), g_object_unref);
}

static void
about (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       data)
{
  moot_show_about (GTK_WINDOW (MOOT_APPLICATION (data)->window));
}

/* The sample leaves no traces. */
static void
remember (MootApplication *self)
{
  if (self->window != NULL && self->sample_folder == NULL)
    moot_window_memory_save (self->window);
}

static void
quit (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       data)
{
  remember (data);
  g_application_quit (data);
}

static const GActionEntry actions[] = {
  { .name = "try-sample", .activate = try_sample },
  { .name = "switch-account", .activate = switch_account, .parameter_type = "s", .state = "''" },
  { .name = "sign-out", .activate = sign_out },
  { .name = "about", .activate = about },
  { .name = "quit", .activate = quit },
};

/* The window ----------------------------------------------------------------------------------- */

/* Closing the window never stops the group: the moot of this computer goes on, and says so. */
static gboolean
close_request_cb (MootApplication *self)
{
  g_autoptr (GNotification) notification = NULL;

  remember (self);
  if (self->sample_folder != NULL || (!runs (self->node) && !runs (self->aside)))
    return GDK_EVENT_PROPAGATE;

  notification = g_notification_new (_("Your moot keeps running"));
  g_notification_set_body (notification, _("Open Folkmoot again to come back, or stop it here."));
  g_notification_add_button (notification, _("Stop"), "app.quit");
  g_application_send_notification (G_APPLICATION (self), "running", notification);
  gtk_widget_set_visible (GTK_WIDGET (self->window), FALSE);
  return GDK_EVENT_STOP;
}

static void
moot_application_activate (GApplication *application)
{
  MootApplication *self = MOOT_APPLICATION (application);

  if (self->window == NULL)
    {
      self->window = moot_window_new (GTK_APPLICATION (self));
      if (!self->wants_sample)
        moot_window_memory_restore (self->window);
      g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
      g_signal_connect_object (self->window, "found", G_CALLBACK (found_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->window, "signed-in", G_CALLBACK (signed_in_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->window, "close-request", G_CALLBACK (close_request_cb), self,
                               G_CONNECT_SWAPPED);
      if (self->wants_sample)
        try_sample (NULL, NULL, self);
      else
        open_kept (self);
    }
  g_application_withdraw_notification (application, "running");
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
moot_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (moot_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (MOOT_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  moot_alerts_install (MOOT_APPLICATION (application));
  moot_shortcuts_install (GTK_APPLICATION (application));
}

static void
moot_application_shutdown (GApplication *application)
{
  MootApplication *self = MOOT_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  leave_session (self);
  leave_sample (self);
  if (self->node != NULL)
    moot_node_launcher_stop (self->node);
  if (self->aside != NULL)
    moot_node_launcher_stop (self->aside);

  G_APPLICATION_CLASS (moot_application_parent_class)->shutdown (application);
}

/* A sample is a program of its own, beside one that is running. */
static int
moot_application_handle_local_options (GApplication *application,
                                       GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("folkmoot %s\n", MOOT_VERSION);
      return 0;
    }
  if (g_variant_dict_contains (options, "sample"))
    moot_application_start_sample (MOOT_APPLICATION (application));
  return -1;
}

static void
moot_application_finalize (GObject *object)
{
  MootApplication *self = MOOT_APPLICATION (object);

  if (self->window != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  g_clear_pointer (&self->state, moot_app_state_free);
  g_clear_object (&self->session);
  g_clear_object (&self->node);
  g_clear_object (&self->aside);
  g_clear_object (&self->cancellable);
  moot_app_wish_drop (&self->wish);
  g_free (self->sample_folder);
  g_free (self->folder);

  G_OBJECT_CLASS (moot_application_parent_class)->finalize (object);
}

static void
moot_application_class_init (MootApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = moot_application_finalize;
  application_class->activate = moot_application_activate;
  application_class->startup = moot_application_startup;
  application_class->shutdown = moot_application_shutdown;
  application_class->handle_local_options = moot_application_handle_local_options;
}

static void
moot_application_init (MootApplication *self)
{
  self->folder = g_build_filename (g_get_user_data_dir (), "folkmoot", NULL);
  self->cancellable = g_cancellable_new ();
  g_application_add_main_option (G_APPLICATION (self), "sample", 0, 0, G_OPTION_ARG_NONE,
                                 N_ ("Look around a small invented co-op"), NULL);
  g_application_add_main_option (G_APPLICATION (self), "version", 0, 0, G_OPTION_ARG_NONE,
                                 N_ ("Print the version and exit"), NULL);
}

/**
 * moot_application_new:
 *
 * Returns: (transfer full): the application
 */
MootApplication *
moot_application_new (void)
{
  return g_object_new (MOOT_TYPE_APPLICATION,
                       "application-id", MOOT_APPLICATION_ID,
                       "resource-base-path", "/coop/folkmoot/Folkmoot",
                       NULL);
}

/**
 * moot_application_get_window:
 * @self: the application
 *
 * Returns: (transfer none) (nullable): its window
 */
MootWindow *
moot_application_get_window (MootApplication *self)
{
  return self->window;
}

/**
 * moot_application_start_sample:
 * @self: an application that has not started
 *
 * Makes it show the sample, beside any other that is running.
 */
void
moot_application_start_sample (MootApplication *self)
{
  self->wants_sample = TRUE;
  g_application_set_flags (G_APPLICATION (self),
                           g_application_get_flags (G_APPLICATION (self)) |
                             G_APPLICATION_NON_UNIQUE);
}

/**
 * moot_application_open_in:
 * @self: the application
 * @key: of an account that is signed in
 * @action: of the window, with an id as its parameter
 * @id: what is opened
 *
 * Presents the window and opens something in it, as @key sees it; also when the application was
 * only started for that.
 */
void
moot_application_open_in (MootApplication *self,
                          const char      *key,
                          const char      *action,
                          const char      *id)
{
  g_return_if_fail (MOOT_IS_APPLICATION (self) && key != NULL);

  moot_app_wish_make (&self->wish, key, action, id);
  g_application_activate (G_APPLICATION (self));
  if (self->state == NULL)
    return;
  moot_app_wish_fulfil (&self->wish, self->state->account->key, self->window);
  if (self->wish.key != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self), "switch-account",
                                    g_variant_new_string (key));
}
