/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A report and what can be done about it.  Measures say what they do before they are taken; each
 * can be ended again.
 * Spec: Mastodon client API, admin/reports and admin/accounts.
 * Thread: main. */
#include "moot-desk-report.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "moot-account-row.h"
#include "moot-adaptive.h"
#include "moot-desk-text.h"
#include "moot-empty.h"
#include "moot-error-text.h"
#include "moot-flow.h"
#include "moot-marked-label.h"
#include "moot-page-loader.h"
#include "moot-report.h"
#include "moot-sentence.h"
#include "moot-session-powers.h"
#include "moot-status-row.h"

#define MAX_POSTS 40 /* of a report; there is the profile for more */

struct _MootDeskReport
{
  GtkWidget parent_instance;

  MootStatePage *state;
  GtkLabel *about;
  GtkBox *target;
  GtkLabel *comment;
  GtkLabel *standing;
  GtkWidget *posts_heading;
  GtkBox *posts;
  GtkListBox *measures;
  MootMarkedLabel *problem;
  GtkButton *take_button;
  GtkButton *settle_button;

  MootSession *session;
  MootStatusDisplay *display;
  MootAdminReport *report; /* (nullable) */
  gboolean settling;       /* it is being settled or opened again */
  char *deleted_id;        /* (nullable): of a post that is being deleted */
  MootPageLoader *loader;
};

G_DEFINE_FINAL_TYPE (MootDeskReport, moot_desk_report, GTK_TYPE_WIDGET)

/**
 * Measure:
 * @flag: gboolean of MootAdminAccount
 * @type: the API's word for it
 * @end: how it is ended
 * @local: whether it makes sense only for accounts of this server
 * @label: the row that takes it
 * @end_label: the row that ends it
 * @words: what it does
 */
typedef struct
{
  gsize flag;
  const char *type;
  MootCall end;
  gboolean local;
  const char *label;
  const char *end_label;
  const char *words;
} Measure;

/* clang-format off */
static const Measure measures[] = {
  { G_STRUCT_OFFSET (MootAdminAccount, sensitized), "sensitive", MOOT_CALL_UNSENSITIZE_ACCOUNT, FALSE,
    N_("Cover Media…"), N_("Uncover Media"), N_("All their pictures and other media are covered until somebody wants to see them.") },
  { G_STRUCT_OFFSET (MootAdminAccount, silenced),   "silence",   MOOT_CALL_UNSILENCE_ACCOUNT,   FALSE,
    N_("Limit…"), N_("End Limit"), N_("They are out of public sight. Who follows them still reads them.") },
  { G_STRUCT_OFFSET (MootAdminAccount, disabled),   "disable",   MOOT_CALL_ENABLE_ACCOUNT,      TRUE,
    N_("Lock Out…"), N_("Let In Again"), N_("They cannot sign in. What they wrote stays.") },
  { G_STRUCT_OFFSET (MootAdminAccount, suspended),  "suspend",   MOOT_CALL_UNSUSPEND_ACCOUNT,   FALSE,
    N_("Suspend…"), N_("End Suspension"), N_("Nothing of theirs is shown or taken in, and nothing goes to them.") },
};
/* clang-format on */

static void
show_problem (MootDeskReport *self,
              const char     *sentence)
{
  moot_marked_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

/* Doing --------------------------------------------------------------------------------------- */

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MootDeskReport) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (self->state == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->state), TRUE);
  sentence = error != NULL ? moot_error_text_dup_sentence (error) : NULL;
  show_problem (self, sentence);
  if (reply != NULL && self->settling)
    moot_session_lose_entry (self->session, self->report->id);
  if (reply != NULL && self->deleted_id != NULL)
    moot_session_lose_status (self->session, self->deleted_id);
  self->settling = FALSE;
  g_clear_pointer (&self->deleted_id, g_free);
  if (reply != NULL)
    moot_page_loader_refresh (self->loader);
}

static void
ask (MootDeskReport *self,
     MootRequest    *request)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->state), FALSE);
  moot_client_call_async (moot_session_get_client (self->session), request,
                          moot_page_loader_get_cancellable (self->loader), done_cb,
                          g_object_ref (self));
}

static void
take_clicked_cb (MootDeskReport *self)
{
  ask (self, moot_request_new_for (self->report->assigned_account != NULL ? MOOT_CALL_LEAVE_REPORT
                                                                          : MOOT_CALL_TAKE_REPORT,
                                   self->report->id));
}

/* A settled report is no longer in the list of open ones, nor the other way round. */
static void
settle_clicked_cb (MootDeskReport *self)
{
  self->settling = TRUE;
  ask (self, moot_request_new_for (self->report->action_taken ? MOOT_CALL_REOPEN_REPORT
                                                              : MOOT_CALL_RESOLVE_REPORT,
                                   self->report->id));
}

typedef struct
{
  MootDeskReport *page;
  const Measure *measure; /* (nullable) */
  char *status_id;        /* (nullable) */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->page);
  g_free (choice->status_id);
  g_free (choice);
}

static void
measure_answered_cb (gboolean accepted,
                     gpointer data)
{
  const Choice *choice = data;
  MootDeskReport *self = choice->page;
  MootRequest *request;

  if (!accepted || self->state == NULL || self->report == NULL)
    return;
  self->settling = !self->report->action_taken; /* a measure settles what it is taken for */
  request = moot_request_new_for (MOOT_CALL_ACT_ON_ACCOUNT, self->report->target_account->id);
  moot_request_add (request, "type", choice->measure->type);
  moot_request_add (request, "report_id", self->report->id);
  ask (self, request);
}

static void
measure_activated_cb (MootDeskReport *self,
                      GtkListBoxRow  *row)
{
  const Measure *measure = g_object_get_data (G_OBJECT (row), "measure");
  MootAdminAccount *account = self->report->target_account;
  Choice *choice;
  g_autofree char *name = NULL;
  g_autofree char *heading = NULL;

  if (G_STRUCT_MEMBER (gboolean, account, measure->flag))
    {
      ask (self, moot_request_new_for (measure->end, account->id));
      return;
    }
  choice = g_new0 (Choice, 1);
  choice->page = g_object_ref (self);
  choice->measure = measure;
  name = moot_desk_text_dup_name (account);
  /* Translators: asked before a measure against somebody; %s is a handle */
  heading = moot_sentence_dup (_("Act Against %s?"), name);
  moot_ask (GTK_WIDGET (self), heading, _ (measure->words), _("Do It"), TRUE, measure_answered_cb,
            choice, choice_free);
}

/* Showing ------------------------------------------------------------------------------------- */

/* What holds is marked, and says how it is ended. */
static void
add_measure (MootDeskReport *self,
             const Measure  *measure)
{
  MootAdminAccount *account = self->report->target_account;
  const gboolean on = G_STRUCT_MEMBER (gboolean, account, measure->flag);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark = gtk_image_new_from_icon_name (on ? "emblem-ok-symbolic" : "go-next-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 on ? _ (measure->end_label) : _ (measure->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (measure->words));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
    /* Translators: of a measure against somebody */
    on ? _("Holds now") : "", -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
  g_object_set_data (G_OBJECT (row), "measure", (gpointer) measure);
  gtk_list_box_append (self->measures, row);
}

static void
delete_answered_cb (gboolean accepted,
                    gpointer data)
{
  const Choice *choice = data;
  MootDeskReport *self = choice->page;
  MootRequest *request;

  if (!accepted || self->state == NULL || self->report == NULL)
    return;
  g_free (self->deleted_id);
  self->deleted_id = g_strdup (choice->status_id);
  request = moot_request_new_for (MOOT_CALL_DELETE_ANY_STATUS, choice->status_id);
  moot_request_add (request, "report_id", self->report->id);
  ask (self, request);
}

static void
delete_clicked_cb (MootDeskReport *self,
                   GtkWidget      *button)
{
  const gboolean local = self->report->target_account->domain == NULL;
  Choice *choice = g_new0 (Choice, 1);

  choice->page = g_object_ref (self);
  choice->status_id = g_strdup (g_object_get_data (G_OBJECT (button), "status"));
  moot_ask (GTK_WIDGET (self), _("Delete This Post?"),
            local
              ? _("It disappears here and from every server that has it. This cannot be undone.")
              : _("It disappears here for everybody and is not taken in again. Where it was "
                   "written it stays. This cannot be undone."),
            _("Delete"), TRUE, delete_answered_cb, choice, choice_free);
}

static void
add_delete_button (MootDeskReport *self,
                   MootStatus     *status)
{
  GtkWidget *button = gtk_button_new_with_label (_("Delete Post…"));

  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_margin_end (button, 12);
  gtk_widget_set_margin_bottom (button, 9);
  gtk_widget_add_css_class (button, "destructive-action");
  g_object_set_data_full (G_OBJECT (button), "status", g_strdup (status->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->posts, button);
}

static void
fill_posts (MootDeskReport *self)
{
  GPtrArray *statuses = self->report->statuses;

  moot_empty_box (self->posts);
  gtk_widget_set_visible (self->posts_heading, statuses->len > 0);
  for (guint i = 0; i < MIN (statuses->len, MAX_POSTS); i++)
    {
      MootStatus *status = g_ptr_array_index (statuses, i);
      GtkWidget *row = moot_status_row_new (self->display);

      moot_session_see_status (self->session, status);
      moot_status_row_set_status (MOOT_STATUS_ROW (row), status);
      gtk_box_append (self->posts, row);
      if (moot_session_may (self->session, MOOT_POWER_DELETE_POSTS))
        add_delete_button (self, status);
    }
}

static void
fill_target (MootDeskReport *self)
{
  MootAccount *account = self->report->target_account->account;
  GtkWidget *row;

  moot_empty_box (self->target);
  if (account == NULL)
    return;
  row = moot_account_row_new (self->display, MOOT_ACCOUNT_ROW_PLAIN);
  moot_account_row_set_account (MOOT_ACCOUNT_ROW (row), account);
  gtk_box_append (self->target, row);
}

static void
show_report (GtkWidget *page,
             gpointer   result)
{
  MootDeskReport *self = MOOT_DESK_REPORT (page);
  MootAdminReport *report = result;
  g_autofree char *about = moot_desk_text_dup_report_detail (report);
  g_autofree char *standing = moot_desk_text_dup_report_standing (report);

  g_set_object (&self->report, report);
  if (report->target_account == NULL)
    return;
  gtk_label_set_text (self->about, about);
  gtk_label_set_text (self->comment, report->comment != NULL && *report->comment != '\0'
                                       ? report->comment
                                       : _("Nothing was written about it."));
  gtk_label_set_text (self->standing, standing);
  gtk_button_set_label (self->take_button, report->assigned_account != NULL
                                             ? _("Leave It to Others")
                                             : _("I Look After It"));
  gtk_widget_set_visible (GTK_WIDGET (self->take_button), !report->action_taken);
  gtk_button_set_label (self->settle_button,
                        report->action_taken ? _("Open It Again") : _("Settle Report"));
  fill_target (self);
  fill_posts (self);
  moot_empty_list (self->measures);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (!measures[i].local || report->target_account->domain == NULL)
      add_measure (self, &measures[i]);
  moot_state_page_show_content (self->state);
}

static gpointer
load (MootPageSource  *source,
      const char      *id,
      GCancellable    *cancellable,
      GError         **error)
{
  return moot_page_source_ask_entity (source, "admin-report", MOOT_CALL_ADMIN_REPORT, id,
                                      cancellable, error);
}

static const MootPageKind page_kind = { load, show_report, g_object_unref };

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  moot_page_loader_refresh (MOOT_DESK_REPORT (widget)->loader);
}

static void
moot_desk_report_dispose (GObject *object)
{
  MootDeskReport *self = MOOT_DESK_REPORT (object);

  if (self->loader != NULL)
    moot_page_loader_stop (self->loader);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_DESK_REPORT);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->deleted_id, g_free);
  g_clear_object (&self->report);
  g_clear_object (&self->display);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (moot_desk_report_parent_class)->dispose (object);
}

static void
moot_desk_report_class_init (MootDeskReportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_desk_report_dispose;

  g_type_ensure (MOOT_TYPE_FLOW);
  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-desk-report.ui");
  gtk_widget_class_bind_template_child (widget_class, MootDeskReport, state);
  gtk_widget_class_bind_template_child (widget_class, MootDeskReport, about);
  gtk_widget_class_bind_template_child (widget_class, MootDeskReport, target);
  gtk_widget_class_bind_template_child (widget_class, MootDeskReport, comment);
  gtk_widget_class_bind_template_child (widget_class, MootDeskReport, standing);
  gtk_widget_class_bind_template_child (widget_class, MootDeskReport, posts_heading);
  gtk_widget_class_bind_template_child (widget_class, MootDeskReport, posts);
  gtk_widget_class_bind_template_child (widget_class, MootDeskReport, measures);
  gtk_widget_class_bind_template_child (widget_class, MootDeskReport, problem);
  gtk_widget_class_bind_template_child (widget_class, MootDeskReport, take_button);
  gtk_widget_class_bind_template_child (widget_class, MootDeskReport, settle_button);
  gtk_widget_class_bind_template_callback (widget_class, measure_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, settle_clicked_cb);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);
}

static void
moot_desk_report_init (MootDeskReport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_desk_report_new:
 * @session: of a moderator
 * @display: how rows show posts
 * @id: of the report
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_desk_report_new (MootSession       *session,
                      MootStatusDisplay *display,
                      const char        *id)
{
  MootDeskReport *self = g_object_new (MOOT_TYPE_DESK_REPORT, NULL);

  self->session = g_object_ref (session);
  self->display = g_object_ref (display);
  self->loader = moot_page_loader_new (GTK_WIDGET (self), self->state,
                                       moot_session_get_client (session), id, &page_kind);
  moot_page_loader_refresh (self->loader);
  return GTK_WIDGET (self);
}
