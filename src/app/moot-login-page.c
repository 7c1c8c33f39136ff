/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Signing in to a server.  Two jobs run one after the other: preparing, then waiting for the
 * browser; pasting a code is a third that replaces the waiting.
 * Thread: main. */
#include "config.h"

#include "moot-login-page.h"

#include "moot-app-work.h"
#include "moot-error-text.h"
#include "moot-server-name.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _MootLoginPage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkEditable *server_entry;
  GtkWidget *next_button;
  GtkWidget *next_spinner;
  GtkLabel *server_problem;
  GtkLabel *waiting_title;
  GtkEditable *code_entry;
  GtkWidget *code_button;
  GtkLabel *code_problem;

  GCancellable *cancellable;
  MootSignIn *sign_in; /* (nullable): ready for the browser; a running job may use it */
  gboolean waiting;    /* a job has borrowed @sign_in */
  char *code;          /* (nullable): to be taken as soon as nobody has borrowed @sign_in */
};

G_DEFINE_FINAL_TYPE (MootLoginPage, moot_login_page, GTK_TYPE_WIDGET)

enum
{
  SIGNED_IN,
  OPEN_URI,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void start_waiting (MootLoginPage *self);

/* The job and the page share the attempt: whoever is last frees it. */
typedef struct
{
  MootSignIn *sign_in;
  char *text; /* what was typed, the code, or the page the browser shows in the end */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->text);
  g_free (job);
}

static Job *
job_new (MootSignIn *sign_in,
         const char *text)
{
  Job *job = g_new0 (Job, 1);

  job->sign_in = sign_in;
  job->text = g_strdup (text);
  return job;
}

static gpointer
prepare (gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  return moot_sign_in_prepare (((Job *) data)->text, cancellable, error);
}

static gpointer
wait_for_browser (gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  Job *job = data;

  return moot_sign_in_wait (job->sign_in, job->text, cancellable, error);
}

static gpointer
take_code (gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Job *job = data;

  return moot_sign_in_take_code (job->sign_in, job->text, cancellable, error);
}

static void
show_problem (GtkLabel     *label,
              const GError *error)
{
  g_autofree char *advice = moot_error_text_dup_sentence (error);

  gtk_label_set_text (label, advice);
  gtk_widget_set_visible (GTK_WIDGET (label), TRUE);
}

static void
set_busy (MootLoginPage *self,
          gboolean       busy)
{
  gtk_widget_set_sensitive (self->next_button, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->server_entry), !busy);
  gtk_widget_set_visible (self->next_spinner, busy);
}

static void
open_in_browser (MootLoginPage *self,
                 gboolean       paste)
{
  g_autofree char *address = moot_sign_in_dup_browser_url (self->sign_in, paste);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean handled = FALSE;

  g_signal_emit (self, signals[OPEN_URI], 0, address, &handled);
  if (!handled)
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, address, GDK_CURRENT_TIME);
}

static void
finish (MootLoginPage   *self,
        MootCredentials *credentials)
{
  g_signal_emit (self, signals[SIGNED_IN], 0, credentials);
  moot_login_page_reset (self);
}

static void
code_taken_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MootLoginPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCredentials) credentials = moot_app_work_finish (result, &error);

  self->waiting = FALSE;
  gtk_widget_set_sensitive (self->code_button, TRUE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (self->code == NULL)
        g_clear_pointer (&self->sign_in, moot_sign_in_free);
      return;
    }
  if (credentials != NULL)
    finish (self, credentials);
  else
    {
      show_problem (self->code_problem, error);
      start_waiting (self);
    }
}

static void
start_taking (MootLoginPage *self)
{
  g_autofree char *code = g_steal_pointer (&self->code);

  self->waiting = TRUE;
  gtk_widget_set_sensitive (self->code_button, FALSE);
  moot_app_work_async (self, take_code, job_new (self->sign_in, code), job_free,
                       (GDestroyNotify) moot_credentials_free, self->cancellable, code_taken_cb,
                       g_object_ref (self));
}

/* The page went away, or a code was pasted meanwhile: that one counts. */
static void
waiting_cancelled (MootLoginPage *self)
{
  if (self->code == NULL || self->sign_in == NULL)
    {
      g_clear_pointer (&self->sign_in, moot_sign_in_free);
      return;
    }
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  start_taking (self);
}

static void
browser_came_back_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (MootLoginPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCredentials) credentials = moot_app_work_finish (result, &error);

  self->waiting = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      waiting_cancelled (self);
      return;
    }
  if (credentials != NULL)
    {
      finish (self, credentials);
      return;
    }
  g_clear_pointer (&self->sign_in, moot_sign_in_free);
  show_problem (self->server_problem, error);
  gtk_stack_set_visible_child_name (self->stack, "server");
}

static void
start_waiting (MootLoginPage *self)
{
  g_autofree char *text =
    g_markup_escape_text (_("Folkmoot goes on from here. You can close this page."), -1);
  g_autofree char *page =
    g_strdup_printf ("<!doctype html><html><head><meta name=\"viewport\" "
                     "content=\"width=device-width\"><title>Folkmoot</title></head>"
                     "<body style=\"font: 1.2em sans-serif; margin: 3em; text-align: center\">"
                     "<p>%s</p></body></html>",
                     text);

  self->waiting = TRUE;
  moot_app_work_async (self, wait_for_browser, job_new (self->sign_in, page), job_free,
                       (GDestroyNotify) moot_credentials_free, self->cancellable,
                       browser_came_back_cb, g_object_ref (self));
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MootLoginPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSignIn) sign_in = moot_app_work_finish (result, &error);
  g_autofree char *host = NULL;
  g_autofree char *title = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_busy (self, FALSE);
  if (sign_in == NULL)
    {
      show_problem (self->server_problem, error);
      gtk_widget_grab_focus (GTK_WIDGET (self->server_entry));
      return;
    }
  host = moot_server_dup_host (moot_sign_in_get_server (sign_in));
  /* Translators: %s is the name of a server, such as coop.example */
  title = g_strdup_printf (_("Sign in to %s in Your Browser"), host);
  gtk_label_set_text (self->waiting_title, title);
  self->sign_in = g_steal_pointer (&sign_in);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  start_waiting (self);
  open_in_browser (self, FALSE);
}

static void
next_cb (MootLoginPage *self)
{
  const char *text = gtk_editable_get_text (self->server_entry);

  if (!gtk_widget_get_sensitive (self->next_button))
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->server_problem), FALSE);
  set_busy (self, TRUE);
  moot_app_work_async (self, prepare, job_new (NULL, text), job_free,
                       (GDestroyNotify) moot_sign_in_free, self->cancellable, prepared_cb,
                       g_object_ref (self));
}

static void
open_again_cb (MootLoginPage *self)
{
  if (self->sign_in != NULL)
    open_in_browser (self, FALSE);
}

static void
show_code_cb (MootLoginPage *self)
{
  if (self->sign_in != NULL)
    open_in_browser (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->code_entry));
}

/* The job that waits has the attempt; it is stopped first, and its callback goes on. */
static void
use_code_cb (MootLoginPage *self)
{
  const char *code = gtk_editable_get_text (self->code_entry);

  if (*code == '\0' || self->sign_in == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->code_problem), FALSE);
  g_free (self->code);
  self->code = g_strdup (code);
  if (self->waiting)
    g_cancellable_cancel (self->cancellable);
  else
    start_taking (self);
}

static void
moot_login_page_dispose (GObject *object)
{
  MootLoginPage *self = MOOT_LOGIN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->code, g_free);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (moot_login_page_parent_class)->dispose (object);
}

static void
moot_login_page_finalize (GObject *object)
{
  MootLoginPage *self = MOOT_LOGIN_PAGE (object);

  g_clear_pointer (&self->sign_in, moot_sign_in_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (moot_login_page_parent_class)->finalize (object);
}

static void
moot_login_page_class_init (MootLoginPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = moot_login_page_dispose;
  object_class->finalize = moot_login_page_finalize;

  /** MootLoginPage::signed-in: with the credentials, which the page frees afterwards */
  signals[SIGNED_IN] = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  /** MootLoginPage::open-uri: %TRUE when somebody else than the browser shows it */
  signals[OPEN_URI] = g_signal_new ("open-uri", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN,
                                    1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-login-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootLoginPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MootLoginPage, server_entry);
  gtk_widget_class_bind_template_child (widget_class, MootLoginPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, MootLoginPage, next_spinner);
  gtk_widget_class_bind_template_child (widget_class, MootLoginPage, server_problem);
  gtk_widget_class_bind_template_child (widget_class, MootLoginPage, waiting_title);
  gtk_widget_class_bind_template_child (widget_class, MootLoginPage, code_entry);
  gtk_widget_class_bind_template_child (widget_class, MootLoginPage, code_button);
  gtk_widget_class_bind_template_child (widget_class, MootLoginPage, code_problem);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_code_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_code_cb);
}

static void
moot_login_page_init (MootLoginPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_login_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_login_page_new (void)
{
  return g_object_new (MOOT_TYPE_LOGIN_PAGE, NULL);
}

/**
 * moot_login_page_set_server:
 * @self: the page
 * @server: is typed already
 */
void
moot_login_page_set_server (MootLoginPage *self,
                            const char    *server)
{
  gtk_editable_set_text (self->server_entry, server);
}

/**
 * moot_login_page_reset:
 * @self: the page
 *
 * Forgets an attempt that is under way and begins anew.
 */
void
moot_login_page_reset (MootLoginPage *self)
{
  g_clear_pointer (&self->code, g_free);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (!self->waiting)
    g_clear_pointer (&self->sign_in, moot_sign_in_free);
  set_busy (self, FALSE);
  gtk_editable_set_text (self->code_entry, "");
  gtk_widget_set_visible (GTK_WIDGET (self->server_problem), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->code_problem), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "server");
}
