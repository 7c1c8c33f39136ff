/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The whole app with its window on a private display, a real node, and content in it that is not
 * written in Latin letters: so whatever is, comes from the app.
 * Thread: main; the node has its own. */
#include "window-fixture.h"

#include "moot-app-jobs.h"
#include "moot-clock.h"
#include "moot-window-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* What GTK and libadwaita say of themselves and no caller can help; everything else that
 * is a warning ends the test. */
static const char *const excused[] = {
  /* a leaflet that folds in the frame in which the window gets narrow paints its shadow first */
  "Trying to snapshot AdwGizmo ",
};

/* Newer GTK complains of how libadwaita's dialog that asks measures its heading. */
static gboolean
is_of_dialog (const char *message)
{
  GListModel *windows;

  if (strstr (message, "Trying to measure GtkLabel ") == NULL)
    return FALSE;
  windows = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_excused (const char *message)
{
  for (guint i = 0; i < G_N_ELEMENTS (excused); i++)
    if (strstr (message, excused[i]) != NULL)
      return TRUE;
  return is_of_dialog (message);
}

static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && is_excused (fields[i].value))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, data);
}

/** window_init: instead of gtk_test_init(), once */
void
window_init (int    *argc,
             char ***argv)
{
  g_log_set_writer_func (write_log, NULL, NULL);
  gtk_test_init (argc, argv, NULL);
}

static gboolean
run_body (gpointer data)
{
  WindowFixture *self = data;

  WINDOW_WAIT ((self->window = moot_application_get_window (self->application)) != NULL);
  self->body (self);
  if (self->session != NULL) /* which the app does not know of */
    gtk_window_destroy (GTK_WINDOW (self->window));
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
  return G_SOURCE_REMOVE;
}

static void
remove_folder (const char *path)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", path);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

/**
 * window_run:
 * @body: of the test
 * @argument: (nullable): of the command line
 *
 * Starts the app with an empty folder, runs @body in it and quits.
 */
void
window_run (WindowBody  body,
            const char *argument)
{
  g_autofree char *kept = g_build_filename (g_get_user_data_dir (), "folkmoot", NULL);

  remove_folder (kept);
  window_run_again (body, argument);
}

/**
 * window_run_again:
 * @body: of the test
 * @argument: (nullable): of the command line
 *
 * Starts the app with what the last run has left, runs @body in it and quits.
 */
void
window_run_again (WindowBody  body,
                  const char *argument)
{
  WindowFixture self = { .body = body };
  g_autofree char *name = g_strdup ("folkmoot");
  g_autofree char *option = g_strdup (argument);
  char *argv[] = { name, option, NULL };

  self.application = moot_application_new ();
  g_application_set_flags (G_APPLICATION (self.application), G_APPLICATION_NON_UNIQUE);
  g_idle_add (run_body, &self);
  g_application_run (G_APPLICATION (self.application), argument != NULL ? 2 : 1, argv);
  g_clear_object (&self.application);
  if (self.session != NULL)
    {
      moot_session_stop (self.session);
      WINDOW_WAIT (G_OBJECT (self.session)->ref_count == 1);
      g_clear_object (&self.session);
    }
  g_clear_pointer (&self.cache, moot_cache_unref);
  g_clear_pointer (&self.coop, coop_node_free);
  if (self.folder != NULL)
    remove_folder (self.folder);
  g_free (self.folder);
  g_free (self.status_id);
  g_free (self.media_id);
  g_free (self.moved_id);
  g_free (self.report_id);
  g_free (self.rule_id);
}

/**
 * window_keep_member:
 * @coop: a node
 * @member: of it
 *
 * The app finds the account of a member when it starts, as after signing in; run it with
 * window_run_again().
 */
void
window_keep_member (CoopNode *coop,
                    guint     member)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "folkmoot", NULL);
  MootAppJob *job = moot_app_job_new (folder);
  g_autoptr (MootAppState) state = NULL;
  g_autoptr (GError) error = NULL;

  remove_folder (folder);
  job->account = g_object_new (MOOT_TYPE_SAVED_ACCOUNT, NULL);
  job->account->key = g_strdup ("member@test");
  job->account->server = g_strdup (coop->node->base_url);
  job->account->acct = g_strdup ("cy");
  job->account->display_name = g_strdup ("Cy");
  job->account->account_id = g_strdup_printf ("%" G_GINT64_FORMAT, coop->accounts[member]);
  job->token = g_strdup (coop->tokens[member]);
  state = moot_app_job_add (job, NULL, &error);
  g_assert_no_error (error);
  moot_app_job_free (job);
}

/**
 * window_fixture_wait_for_coop:
 * @self: a fixture whose app has an account
 *
 * Waits until the app has opened it and hears of what happens.
 */
void
window_fixture_wait_for_coop (WindowFixture *self)
{
  WINDOW_WAIT (moot_window_get_stage (self->window) == MOOT_STAGE_MAIN);
  WINDOW_WAIT (moot_session_get_coop (moot_window_get_session (self->window)) != NULL);
  WINDOW_WAIT (moot_client_stream_get_connected (
    moot_session_get_stream (moot_window_get_session (self->window))));
}

/**
 * window_fixture_sign_in:
 * @self: a fixture
 *
 * Starts a node with a co-op and shows its founder's session.
 */
void
window_fixture_sign_in (WindowFixture *self)
{
  g_autoptr (MootSavedAccount) account = g_object_new (MOOT_TYPE_SAVED_ACCOUNT, NULL);
  g_autofree char *path = NULL;
  g_autofree char *secrets = NULL;
  g_autoptr (GError) error = NULL;

  WINDOW_WAIT (moot_window_get_stage (self->window) == MOOT_STAGE_WELCOME);
  moot_clock_set_fake (g_get_real_time () / 1000 - 9 * MOOT_DAY); /* it has a past */
  self->coop = coop_node_new ("tiny");
  moot_clock_set_fake (0);
  self->folder = g_dir_make_tmp ("moot-window-XXXXXX", NULL);
  path = g_build_filename (self->folder, "saved.sqlite3", NULL);
  self->cache = moot_cache_open (path, &error);
  g_assert_no_error (error);
  account->key = g_strdup ("1@test");
  account->server = g_strdup (self->coop->node->base_url);
  account->acct = g_strdup ("ada");
  account->display_name = g_strdup ("Ада");
  account->account_id = g_strdup_printf ("%" G_GINT64_FORMAT, self->coop->accounts[0]);
  self->session = moot_session_new (account, NULL, self->coop->tokens[0], self->cache);
  secrets = g_build_filename (self->folder, "secrets", NULL);
  moot_client_set_secrets (moot_session_get_client (self->session), secrets);
}

/**
 * window_fixture_remember:
 * @self: a fixture that has signed in
 *
 * Shows the session in the window and starts it.
 */
void
window_fixture_remember (WindowFixture *self)
{
  moot_window_show_session (self->window, self->session, NULL);
  moot_session_start (self->session);
  WINDOW_WAIT (moot_session_get_coop (self->session) != NULL);
  WINDOW_WAIT (moot_client_stream_get_connected (moot_session_get_stream (self->session)));
  window_fixture_settle (self);
}

static gboolean
is_busy (GtkWidget *widget,
         gpointer   data)
{
  return GTK_IS_SPINNER (widget) && gtk_widget_get_mapped (widget) &&
         gtk_spinner_get_spinning (GTK_SPINNER (widget));
}

/**
 * window_fixture_settle:
 * @self: a fixture
 *
 * Waits until nothing turns in the window and it is painted.
 */
void
window_fixture_settle (WindowFixture *self)
{
  ui_wait_frames (GTK_WIDGET (self->window), 2);
  WINDOW_WAIT (ui_find (GTK_WIDGET (self->window), is_busy, NULL) == NULL);
  ui_wait_frames (GTK_WIDGET (self->window), 3);
}

/**
 * window_fixture_act:
 * @self: a fixture
 * @action: of the window
 * @parameter: (nullable): for it
 */
void
window_fixture_act (WindowFixture *self,
                    const char    *action,
                    const char    *parameter)
{
  g_autoptr (GVariant) variant = NULL;

  if (parameter != NULL)
    variant = g_variant_ref_sink (g_variant_new_string (parameter));
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (self->window), action, variant));
}

/**
 * window_fixture_resize:
 * @self: a fixture
 * @width: pixels
 * @height: pixels
 */
void
window_fixture_resize (WindowFixture *self,
                       int            width,
                       int            height)
{
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  window_fixture_settle (self);
}

/**
 * window_fixture_shoot:
 * @self: a fixture
 * @name: of the picture
 *
 * Takes a picture for eyes, where MOOT_SHOTS names a folder.
 */
void
window_fixture_shoot (WindowFixture *self,
                      const char    *name)
{
  const char *folder = g_getenv ("MOOT_SHOTS");
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *png = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;
  GtkWidget *other = window_find_other (self);
  GLogLevelFlags fatal;

  if (png == NULL)
    return;
  ui_wait_frames (other != NULL ? other : GTK_WIDGET (self->window), 20);
  /* a picture may be taken while something waits for its place */
  fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_assert_true (ui_shoot (other != NULL ? other : GTK_WIDGET (self->window), png, 1, NULL));
  g_log_set_always_fatal (fatal);
}

/* Finding ---------------------------------------------------------------------------------- */

static gboolean
has_text (GtkWidget *widget,
          gpointer   data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), data) != NULL;
}

/** window_find_text: (nullable): a label that is shown and has @text in it */
GtkWidget *
window_find_text (GtkWidget  *root,
                  const char *text)
{
  return ui_find (root, has_text, (gpointer) text);
}

static gboolean
has_id (GtkWidget *widget,
        gpointer   data)
{
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), data) == 0;
}

/** window_find_id: (nullable): what its template calls @id */
GtkWidget *
window_find_id (GtkWidget  *root,
                const char *id)
{
  return ui_find (root, has_id, (gpointer) id);
}

static gboolean
has_type (GtkWidget *widget,
          gpointer   data)
{
  return gtk_widget_get_mapped (widget) && g_type_is_a (G_OBJECT_TYPE (widget), *(GType *) data);
}

/** window_find_type: (nullable): the first of its kind that is shown */
GtkWidget *
window_find_type (GtkWidget *root,
                  GType      type)
{
  return ui_find (root, has_type, &type);
}

/** window_find_other: (nullable): a window on top of ours, such as the composer */
GtkWidget *
window_find_other (WindowFixture *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (self->window) &&
          gtk_widget_get_visible (GTK_WIDGET (window)))
        return GTK_WIDGET (window);
    }
  return NULL;
}
