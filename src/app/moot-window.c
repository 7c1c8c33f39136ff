/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The window: one stage at a time, from the first greeting to the places of a signed-in account.
 * Thread: main. */
#include "config.h"

#include "moot-window-private.h"

#include "moot-account-actions.h"
#include "moot-error-text.h"
#include "moot-shortcuts.h"
#include "moot-status-actions.h"
#include "moot-welcome-page.h"

#include <glib/gi18n.h>

#define TOAST_SECONDS 5

G_DEFINE_FINAL_TYPE (MootWindow, moot_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  FOUND,
  SIGNED_IN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* by #MootStage: the names of the pages in the template */
static const char *const stage_names[] = {
  "opening",
  "welcome",
  "setup",
  "login",
  "working",
  "main",
};

static void
setup_start_cb (MootWindow       *self,
                MootFoundingWish *wish)
{
  moot_setup_page_set_busy (self->setup, TRUE);
  g_signal_emit (self, signals[FOUND], 0, wish);
}

static void
login_signed_in_cb (MootWindow      *self,
                    MootCredentials *credentials)
{
  g_signal_emit (self, signals[SIGNED_IN], 0, credentials);
}

static void
composer_gone (MootWindow *self)
{
  if (self->composer != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->composer), (gpointer *) &self->composer);
  self->composer = NULL;
}

static void
moot_window_dispose (GObject *object)
{
  MootWindow *self = MOOT_WINDOW (object);

  composer_gone (self);
  g_clear_weak_pointer (&self->passing);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "status", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "account", NULL);
  g_clear_object (&self->session);
  g_clear_object (&self->node);
  g_clear_object (&self->loomio);
  g_clear_object (&self->display);
  g_clear_object (&self->loader);
  self->split = NULL;
  self->places = NULL;
  self->sidebar = NULL;

  G_OBJECT_CLASS (moot_window_parent_class)->dispose (object);
}

static void
moot_window_class_init (MootWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_window_dispose;

  /** MootWindow::found: a MootFoundingWish, the receiver's to keep */
  signals[FOUND] = g_signal_new ("found", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_POINTER);
  /** MootWindow::signed-in: MootCredentials, valid during the signal */
  signals[SIGNED_IN] = g_signal_new ("signed-in", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (MOOT_TYPE_WELCOME_PAGE);
  g_type_ensure (MOOT_TYPE_SETUP_PAGE);
  g_type_ensure (MOOT_TYPE_LOGIN_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MootWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, MootWindow, stages);
  gtk_widget_class_bind_template_child (widget_class, MootWindow, setup);
  gtk_widget_class_bind_template_child (widget_class, MootWindow, login);
  gtk_widget_class_bind_template_child (widget_class, MootWindow, working_label);
  gtk_widget_class_bind_template_child (widget_class, MootWindow, working_bar);
  gtk_widget_class_bind_template_child (widget_class, MootWindow, main_bin);
  gtk_widget_class_bind_template_callback (widget_class, setup_start_cb);
  gtk_widget_class_bind_template_callback (widget_class, login_signed_in_cb);
  moot_window_install_actions (widget_class);
  moot_window_install_moot (widget_class);
  moot_window_install_people (widget_class);
  moot_window_install_rooms (widget_class);
}

static void
moot_window_init (MootWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_shortcuts_add_single (GTK_WIDGET (self));
}

/**
 * moot_window_new:
 * @application: whose window
 *
 * Returns: (transfer none): a window; the application holds it
 */
MootWindow *
moot_window_new (GtkApplication *application)
{
  return g_object_new (MOOT_TYPE_WINDOW, "application", application, NULL);
}

/**
 * moot_window_get_stage:
 * @self: a window
 *
 * Returns: what it shows
 */
MootStage
moot_window_get_stage (MootWindow *self)
{
  return self->stage;
}

/**
 * moot_window_show_stage:
 * @self: a window
 * @stage: what it shall show
 */
void
moot_window_show_stage (MootWindow *self,
                        MootStage   stage)
{
  self->stage = stage;
  gtk_stack_set_visible_child_name (self->stages, stage_names[stage]);
  if (stage == MOOT_STAGE_LOGIN)
    moot_login_page_reset (self->login);
  if (stage != MOOT_STAGE_MAIN)
    gtk_window_set_title (GTK_WINDOW (self), _("Folkmoot"));
}

/**
 * moot_window_show_working:
 * @self: a window
 * @text: what is being done
 * @fraction: how much of it is done, 0 to 1
 */
void
moot_window_show_working (MootWindow *self,
                          const char *text,
                          double      fraction)
{
  gtk_label_set_text (self->working_label, text);
  gtk_progress_bar_set_fraction (self->working_bar, fraction);
  if (self->stage != MOOT_STAGE_WORKING)
    moot_window_show_stage (self, MOOT_STAGE_WORKING);
}

/**
 * moot_window_show_session:
 * @self: a window
 * @session: who is signed in
 * @node: (nullable): the node of this computer that serves it
 */
void
moot_window_show_session (MootWindow       *self,
                          MootSession      *session,
                          MootNodeLauncher *node)
{
  MootClient *client = moot_session_get_client (session);
  g_autoptr (GSimpleActionGroup) actions =
    moot_status_actions_new (session, GTK_WIDGET (self));
  g_autoptr (GSimpleActionGroup) account_actions =
    moot_account_actions_new (session, GTK_WIDGET (self));

  g_set_object (&self->session, session);
  g_set_object (&self->node, node);
  g_clear_object (&self->display);
  g_clear_object (&self->loader);
  self->loader = moot_client_images_new (client);
  self->display = moot_status_display_new (self->loader);
  moot_status_display_set_viewer (self->display, moot_session_get_account (session)->account_id);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "status", G_ACTION_GROUP (actions));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "account", G_ACTION_GROUP (account_actions));
  moot_window_watch_people (self);
  moot_window_watch_loomio (self);
  moot_window_build_main (self);
  moot_window_show_stage (self, MOOT_STAGE_MAIN);
  moot_window_go (self, "home");
}

/**
 * moot_window_show_problem:
 * @self: a window
 * @error: why what was begun did not work
 *
 * Goes back to where it can be tried again and says why.
 */
void
moot_window_show_problem (MootWindow   *self,
                          const GError *error)
{
  g_autofree char *sentence = moot_error_text_dup_sentence (error);

  if (self->stage == MOOT_STAGE_SETUP)
    {
      moot_setup_page_show_problem (self->setup, error);
      return;
    }
  if (self->stage == MOOT_STAGE_WORKING || self->stage == MOOT_STAGE_OPENING)
    moot_window_show_stage (self, self->session != NULL ? MOOT_STAGE_MAIN : MOOT_STAGE_WELCOME);
  moot_window_toast (self, sentence);
}

static AdwToast *
make_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, TOAST_SECONDS);
  return toast;
}

/**
 * moot_window_toast:
 * @self: a window
 * @text: a sentence
 */
void
moot_window_toast (MootWindow *self,
                   const char *text)
{
  adw_toast_overlay_add_toast (self->toasts, make_toast (text));
}

/** moot_window_toast_here: a toast about the page that is shown, gone when that is left */
void
moot_window_toast_here (MootWindow *self,
                        const char *text)
{
  AdwToast *toast = make_toast (text);

  moot_window_leave_toasts (self);
  g_set_weak_pointer (&self->passing, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/** moot_window_leave_toasts: the page they were about is no longer shown */
void
moot_window_leave_toasts (MootWindow *self)
{
  AdwToast *toast = self->passing;

  g_clear_weak_pointer (&self->passing);
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

/**
 * moot_window_get_session:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): who is signed in
 */
MootSession *
moot_window_get_session (MootWindow *self)
{
  return self->session;
}

/**
 * moot_window_get_place:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the name of the place that is shown
 */
const char *
moot_window_get_place (MootWindow *self)
{
  return self->places != NULL ? gtk_stack_get_visible_child_name (self->places) : NULL;
}

/**
 * moot_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the page on top, a #MootShellPage
 */
GtkWidget *
moot_window_get_page (MootWindow *self)
{
  MootPages *pages = moot_window_get_pages (self);

  return pages != NULL ? moot_pages_get_visible (pages) : NULL;
}
