/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Telling those who run the server about somebody.
 * Spec: Mastodon client API, POST /api/v1/reports.
 * Thread: main. */
#include "config.h"

#include "moot-report-page.h"

#include "moot-error-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MAX_COMMENT 1000 /* letters, as the API allows */

struct _MootReportPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *whom;
  GtkTextView *comment;
  GtkWidget *forward_row;
  GtkSwitch *forward;
  GtkLabel *problem;
  GtkWidget *send_button;

  MootSession *session;
  char *account_id;
  char *status_id; /* (nullable) */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MootReportPage, moot_report_page, GTK_TYPE_WIDGET)

static void
show_problem (MootReportPage *self,
              const char     *sentence)
{
  gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *sentence != '\0');
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MootReportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (self->send_button == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->send_button, TRUE);
  if (reply == NULL)
    {
      sentence = moot_error_text_dup_sentence (error);
      show_problem (self, sentence);
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _("The report was sent."));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
send_clicked_cb (MootReportPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->comment);
  MootRequest *request;
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *comment = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  comment = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  if (g_utf8_strlen (comment, -1) > MAX_COMMENT)
    {
      show_problem (self, _("That is too long for a report."));
      return;
    }
  show_problem (self, "");
  gtk_widget_set_sensitive (self->send_button, FALSE);
  request = moot_request_new (MOOT_CALL_REPORT);
  moot_request_add (request, "account_id", self->account_id);
  if (self->status_id != NULL)
    moot_request_add (request, "status_ids[]", self->status_id);
  moot_request_add (request, "comment", comment);
  moot_request_add_boolean (request, "forward", gtk_switch_get_active (self->forward));
  moot_client_call_async (moot_session_get_client (self->session), request, self->cancellable,
                          sent_cb, g_object_ref (self));
}

static void
moot_report_page_dispose (GObject *object)
{
  MootReportPage *self = MOOT_REPORT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_REPORT_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->status_id, g_free);

  G_OBJECT_CLASS (moot_report_page_parent_class)->dispose (object);
}

static void
moot_report_page_class_init (MootReportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_report_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-report-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootReportPage, box);
  gtk_widget_class_bind_template_child (widget_class, MootReportPage, whom);
  gtk_widget_class_bind_template_child (widget_class, MootReportPage, comment);
  gtk_widget_class_bind_template_child (widget_class, MootReportPage, forward_row);
  gtk_widget_class_bind_template_child (widget_class, MootReportPage, forward);
  gtk_widget_class_bind_template_child (widget_class, MootReportPage, problem);
  gtk_widget_class_bind_template_child (widget_class, MootReportPage, send_button);
  gtk_widget_class_bind_template_callback (widget_class, send_clicked_cb);
}

static void
moot_report_page_init (MootReportPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_report_page_new:
 * @session: who reports
 * @account_id: whom
 * @acct: their handle, with a server when it is another one
 * @status_id: (nullable): for which post
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_report_page_new (MootSession *session,
                      const char  *account_id,
                      const char  *acct,
                      const char  *status_id)
{
  MootReportPage *self = g_object_new (MOOT_TYPE_REPORT_PAGE, NULL);
  g_autofree char *text = NULL;

  self->session = g_object_ref (session);
  self->account_id = g_strdup (account_id);
  self->status_id = g_strdup (status_id);
  /* Translators: %s is the handle of an account */
  text = g_strdup_printf (status_id != NULL ? _("You report a post by @%s to those who run this "
                                                 "server. They do not tell who reported it.")
                                            : _("You report @%s to those who run this server. "
                                                 "They do not tell who reported it."),
                          acct);
  gtk_label_set_text (self->whom, text);
  gtk_widget_set_visible (self->forward_row, strchr (acct, '@') != NULL);
  return GTK_WIDGET (self);
}
