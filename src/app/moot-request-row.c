/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Somebody who asks for leave.
 * Thread: main. */
#include "moot-request-row.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-avatar-button.h"
#include "moot-clock.h"
#include "moot-flow.h"
#include "moot-html.h"
#include "moot-lead-box.h"
#include "moot-notification-text.h"
#include "moot-status-text.h"
#include "moot-time-text.h"

#define MAX_EXCERPT 600 /* letters of a post; a row shows a few lines */

struct _MootRequestRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  MootAvatarButton *avatar;
  GtkLabel *sentence;
  GtkLabel *words;
  GtkLabel *post;
  GtkLabel *time;
  GtkWidget *accept_button;
  GtkWidget *reject_button;

  MootStatusDisplay *display;
  MootInteractionRequest *request; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MootRequestRow, moot_request_row, GTK_TYPE_WIDGET)

static void
pressed_cb (MootRequestRow *self,
            int             n_press,
            double          x,
            double          y)
{
  if (self->request != NULL && self->request->status != NULL &&
      gtk_widget_contains (GTK_WIDGET (self), x, y))
    gtk_widget_activate_action (GTK_WIDGET (self), "status.open", "s", self->request->status->id);
}

static void
moot_request_row_dispose (GObject *object)
{
  MootRequestRow *self = MOOT_REQUEST_ROW (object);

  g_clear_object (&self->request);
  g_clear_object (&self->display);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_REQUEST_ROW);

  G_OBJECT_CLASS (moot_request_row_parent_class)->dispose (object);
}

static void
moot_request_row_class_init (MootRequestRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_request_row_dispose;

  g_type_ensure (MOOT_TYPE_LEAD_BOX);
  g_type_ensure (MOOT_TYPE_AVATAR_BUTTON);
  g_type_ensure (MOOT_TYPE_FLOW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "requestrow");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-request-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MootRequestRow, box);
  gtk_widget_class_bind_template_child (widget_class, MootRequestRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, MootRequestRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, MootRequestRow, words);
  gtk_widget_class_bind_template_child (widget_class, MootRequestRow, post);
  gtk_widget_class_bind_template_child (widget_class, MootRequestRow, time);
  gtk_widget_class_bind_template_child (widget_class, MootRequestRow, accept_button);
  gtk_widget_class_bind_template_child (widget_class, MootRequestRow, reject_button);
}

static void
moot_request_row_init (MootRequestRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (click, "released", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * moot_request_row_new:
 * @display: where pictures come from
 *
 * Returns: (transfer floating): a row for nothing yet
 */
GtkWidget *
moot_request_row_new (MootStatusDisplay *display)
{
  MootRequestRow *self = g_object_new (MOOT_TYPE_REQUEST_ROW, NULL);

  self->display = g_object_ref (display);
  return GTK_WIDGET (self);
}

static char *
dup_sentence (MootInteractionRequest *request)
{
  return moot_notification_text_dup_request (request->type, request->account);
}

/* What a post says, or what it is covered with. */
static char *
dup_excerpt (MootStatus *status)
{
  g_autofree char *text = NULL;

  if (status == NULL)
    return g_strdup ("");
  if (status->spoiler_text != NULL && *status->spoiler_text != '\0')
    text = g_strdup (status->spoiler_text);
  else
    text = moot_html_to_text (status->content != NULL ? status->content : "");
  g_strstrip (text);
  return g_utf8_strlen (text, -1) > MAX_EXCERPT ? g_utf8_substring (text, 0, MAX_EXCERPT)
                                                : g_steal_pointer (&text);
}

static char *
dup_post (MootInteractionRequest *request)
{
  g_autofree char *excerpt = dup_excerpt (request->status);

  g_strdelimit (excerpt, "\n\r\t", ' ');
  /* Translators: %s is the beginning of a post */
  return *excerpt != '\0' ? g_strdup_printf (_("Your post: %s"), excerpt) : g_strdup ("");
}

static void
show_line (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
aim_button (GtkWidget              *button,
            const char             *action,
            const char             *words,
            MootInteractionRequest *request)
{
  g_autofree char *sentence = dup_sentence (request);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", words, sentence);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", request->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

/**
 * moot_request_row_set_request:
 * @self: a row
 * @request: what is asked
 */
void
moot_request_row_set_request (MootRequestRow         *self,
                              MootInteractionRequest *request)
{
  g_autofree char *sentence = dup_sentence (request);
  g_autofree char *words = dup_excerpt (request->reply);
  g_autofree char *post = dup_post (request);
  g_autofree char *age = moot_time_text_spoken (request->created_at, moot_clock_now ());

  g_set_object (&self->request, request);
  moot_avatar_button_set_account (self->avatar, request->account,
                                  moot_status_display_get_loader (self->display));
  gtk_label_set_text (self->sentence, sentence);
  show_line (self->words, words);
  show_line (self->post, post);
  gtk_label_set_text (self->time, age);
  aim_button (self->accept_button, "account.allow-interaction", _("Accept"), request);
  aim_button (self->reject_button, "account.refuse-interaction", _("Reject"), request);
}

/**
 * moot_request_row_dup_description:
 * @request: what is asked
 *
 * Returns: (transfer full): what a screen reader says for the row
 */
char *
moot_request_row_dup_description (MootInteractionRequest *request)
{
  g_autofree char *sentence = dup_sentence (request);
  g_autofree char *words = dup_excerpt (request->reply);
  g_autofree char *post = dup_post (request);
  g_autofree char *age = moot_time_text_spoken (request->created_at, moot_clock_now ());

  return g_strdup_printf ("%s. %s. %s. %s", sentence, words, post, age);
}
