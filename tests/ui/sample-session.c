/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* sample-session FOLDER: what './dev run' does without a display.  The real application opens on
 * the sample moot, and a short session happens in its window: read, open a conversation, post, look
 * at the moot, vote, look at the dues.  Each step is checked; pictures go to FOLDER. */
#include "moot-application.h"
#include "moot-shell-page.h"
#include "moot-sidebar.h"
#include "moot-thread-page.h"
#include "moot-timeline-page.h"
#include "ui-support.h"

#include <adwaita.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE_MS 30000
#define POST "Hello from a session that nobody typed."

typedef struct
{
  MootApplication *application;
  MootWindow *window;
  const char *folder;
  const char *wanted; /* for the conditions */
  guint step;
  gboolean failed;
} Session;

static void
check (Session    *self,
       gboolean    ok,
       const char *what)
{
  g_print ("%s %u - %s\n", ok ? "ok" : "FAILED", ++self->step, what);
  self->failed = self->failed || !ok;
}

static void
shoot (Session    *self,
       const char *name)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (self->folder, file, NULL);
  g_autoptr (GError) error = NULL;

  ui_wait_frames (GTK_WIDGET (self->window), 5);
  if (!ui_shoot (GTK_WIDGET (self->window), path, 1, &error))
    check (self, FALSE, error->message);
  else
    g_print ("   picture: %s\n", path);
}

static gboolean
has_text (GtkWidget *widget,
          gpointer   data)
{
  const char *text = NULL;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget))
    text = gtk_label_get_text (GTK_LABEL (widget));
  return text != NULL && strstr (text, data) != NULL;
}

static gboolean
shows_text (gpointer data)
{
  Session *self = data;

  return ui_find (GTK_WIDGET (self->window), has_text, (gpointer) self->wanted) != NULL;
}

static gboolean
wait_for_text (Session    *self,
               const char *text)
{
  self->wanted = text;
  return ui_wait (shows_text, self, PATIENCE_MS);
}

static gboolean
is_main (gpointer data)
{
  Session *self = data;

  self->window = moot_application_get_window (self->application);
  return self->window != NULL && moot_window_get_stage (self->window) == MOOT_STAGE_MAIN;
}

static gboolean
has_posts (gpointer data)
{
  Session *self = data;
  MootTimelineModel *home = moot_session_get_home (moot_window_get_session (self->window));

  return g_list_model_get_n_items (G_LIST_MODEL (home)) > 5;
}

static gboolean
has_button_text (GtkWidget *widget,
                 gpointer   data)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
         ui_find (widget, has_text, data) != NULL;
}

static gboolean
click (Session    *self,
       GtkWidget  *root,
       const char *text)
{
  GtkWidget *button = ui_find (root, has_button_text, (gpointer) text);

  if (button == NULL)
    return FALSE;
  g_signal_emit_by_name (button, "clicked");
  return TRUE;
}

static gboolean
is_body_thread (gpointer data)
{
  GtkWidget *page = moot_window_get_page (((Session *) data)->window);

  return MOOT_IS_THREAD_PAGE (moot_shell_page_get_body (MOOT_SHELL_PAGE (page)));
}

static MootStatus *
find_first_status (Session *self)
{
  GListModel *home = G_LIST_MODEL (moot_session_get_home (moot_window_get_session (self->window)));
  g_autoptr (MootTimelineItem) item = g_list_model_get_item (home, 0);
  MootStatus *status = moot_timeline_item_get_status (item);

  return status != NULL && status->reblog != NULL ? status->reblog : status;
}

static void
read_posts (Session *self)
{
  MootStatus *status;

  check (self, ui_wait (has_posts, self, PATIENCE_MS), "the timeline shows posts");
  check (self, wait_for_text (self, "Cy Marchetti"), "they have authors");
  shoot (self, "home-wide");
  status = find_first_status (self);
  check (self, status != NULL, "a post can be chosen");
  if (status == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open-thread", "s", status->id);
  check (self, ui_wait (is_body_thread, self, PATIENCE_MS), "its conversation opens");
  shoot (self, "conversation");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.back", NULL);
}

static GtkWindow *
find_composer (Session *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (self->window))
        return window;
    }
  return NULL;
}

static gboolean
is_text_view (GtkWidget *widget,
              gpointer   data)
{
  return GTK_IS_TEXT_VIEW (widget);
}

static gboolean
has_own_post (gpointer data)
{
  MootStatus *status = find_first_status (data);

  return status != NULL && strstr (status->content, POST) != NULL;
}

static void
write_post (Session *self)
{
  GtkWindow *composer;
  GtkWidget *text;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.compose", NULL);
  composer = find_composer (self);
  check (self, composer != NULL, "the composer opens");
  if (composer == NULL)
    return;
  text = ui_find (GTK_WIDGET (composer), is_text_view, NULL);
  ui_wait_frames (GTK_WIDGET (composer), 3);
  g_signal_emit_by_name (text, "insert-at-cursor", POST);
  ui_wait_frames (GTK_WIDGET (composer), 3);
  check (self, click (self, GTK_WIDGET (composer), "Post"), "the post is sent");
  check (self, ui_wait (has_own_post, self, PATIENCE_MS), "it is on top of the timeline");
  ui_wait_frames (GTK_WIDGET (self->window), 60);
  shoot (self, "posted");
}

static gboolean
is_row_with (GtkWidget *widget,
             gpointer   data)
{
  return GTK_IS_LIST_BOX_ROW (widget) && ui_find (widget, has_text, data) != NULL;
}

static void
vote (Session *self)
{
  GtkWidget *row;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.go", "s", "moot");
  check (self, wait_for_text (self, "Buy a second-hand server"),
         "the moot shows the open proposal");
  check (self, wait_for_text (self, "Plant a herb garden"), "and the one that was decided");
  shoot (self, "moot-wide");
  row = ui_find (GTK_WIDGET (self->window), is_row_with, (gpointer) "Buy a second-hand server");
  if (row != NULL)
    gtk_widget_activate (row);
  check (self, row != NULL && wait_for_text (self, "Your Vote"), "the proposal opens");
  shoot (self, "proposal-wide");
  row = ui_find (GTK_WIDGET (self->window), has_button_text, (gpointer) "Agree");
  if (row == NULL)
    row = ui_find (gtk_widget_get_parent (GTK_WIDGET (moot_window_get_page (self->window))),
                   has_text, (gpointer) "Agree");
  while (row != NULL && !GTK_IS_CHECK_BUTTON (row))
    row = gtk_widget_get_parent (row);
  check (self, row != NULL, "agreeing can be chosen");
  if (row == NULL)
    return;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (row), TRUE);
  ui_wait_frames (GTK_WIDGET (self->window), 3);
  check (self, click (self, GTK_WIDGET (self->window), "Cast Vote…"),
         "the vote is looked at again");
  ui_wait_frames (GTK_WIDGET (self->window), 3);
  check (self, click (self, GTK_WIDGET (self->window), "Cast Vote"), "and cast");
  check (self, wait_for_text (self, "Change Vote…"), "the vote has been counted");
  shoot (self, "voted-wide");
}

static void
look_at_dues (Session *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.go", "s", "dues");
  check (self, wait_for_text (self, "My Membership"), "the dues open");
  check (self, wait_for_text (self, "£"), "with an amount");
  shoot (self, "dues-wide");
}

static gboolean
is_sidebar (GtkWidget *widget,
            gpointer   data)
{
  return MOOT_IS_SIDEBAR (widget);
}

static GtkWidget *
find_sidebar (Session *self)
{
  return ui_find (GTK_WIDGET (self->window), is_sidebar, NULL);
}

static void
look_narrow_and_dark (Session *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self->window), 360, 640);
  ui_wait_frames (GTK_WIDGET (self->window), 10);
  check (self, gtk_widget_get_width (GTK_WIDGET (self->window)) <= 420, "the window fits a phone");
  shoot (self, "dues-narrow");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.go", "s", "home");
  shoot (self, "home-narrow");
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1000, 720);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  ui_wait_frames (GTK_WIDGET (self->window), 60);
  check (self, gtk_widget_get_width (find_sidebar (self)) < 300,
         "wide again, the sidebar is narrow");
  shoot (self, "home-dark");
}

static gboolean
run_session (gpointer data)
{
  Session *self = data;

  check (self, ui_wait (is_main, self, 2 * PATIENCE_MS), "the sample moot is ready");
  if (!self->failed)
    {
      read_posts (self);
      write_post (self);
      vote (self);
      look_at_dues (self);
      look_narrow_and_dark (self);
    }
  g_application_quit (G_APPLICATION (self->application));
  return G_SOURCE_REMOVE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (MootApplication) application = NULL;
  Session session = { 0 };

  if (argc != 2)
    {
      g_printerr ("sample-session: which folder do the pictures go to?\n");
      return EXIT_FAILURE;
    }
  g_mkdir_with_parents (argv[1], 0755);
  application = moot_application_new ();
  moot_application_start_sample (application);
  session.application = application;
  session.folder = argv[1];
  g_idle_add (run_session, &session);
  g_application_run (G_APPLICATION (application), 1, argv);
  g_print (session.failed ? "The session failed.\n" : "The session went well.\n");
  return session.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
