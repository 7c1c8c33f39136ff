/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One row of the notifications.
 * Thread: main. */
#include "moot-notification-row.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-avatar-button.h"
#include "moot-clock.h"
#include "moot-lead-box.h"
#include "moot-notification-text.h"
#include "moot-paragraph.h"
#include "moot-status-row.h"
#include "moot-status-text.h"
#include "moot-time-text.h"

#define MAX_AVATARS 6    /* of a group: they fit beside each other at 360 pixels */
#define AVATAR_SIZE 32   /* pixels */
#define CLOCK_SECONDS 60 /* how often the age is written anew */

struct _MootNotificationRow
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkBox *avatars;
  MootParagraph *sentence;
  GtkLabel *time;
  GtkLabel *excerpt;
  GtkWidget *answers;
  GtkWidget *accept_button;
  GtkWidget *reject_button;
  GtkBox *box;
  GtkWidget *post; /* (nullable): MootStatusRow of a whole row */

  MootStatusDisplay *display;
  MootNotificationItem *item;
  guint clock_id;
};

G_DEFINE_FINAL_TYPE (MootNotificationRow, moot_notification_row, GTK_TYPE_WIDGET)

static gboolean
tick_cb (gpointer data)
{
  MootNotificationRow *self = data;
  g_autofree char *age = NULL;
  g_autofree char *moment = NULL;

  if (self->item == NULL)
    return G_SOURCE_CONTINUE;
  age = moot_time_text_relative (self->item->at, moot_clock_now ());
  moment = moot_time_text_absolute (self->item->at);
  gtk_label_set_text (self->time, age);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->time), moment);
  return G_SOURCE_CONTINUE;
}

/* A press on nothing in particular opens what it is about. */
static void
pressed_cb (MootNotificationRow *self,
            int                  n_press,
            double               x,
            double               y,
            GtkGestureClick     *gesture)
{
  MootNotification *newest = self->item != NULL ? self->item->newest : NULL;

  if (newest == NULL || !gtk_widget_contains (GTK_WIDGET (self), x, y))
    return;
  if (moot_notification_text_is_request (self->item))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-permissions", NULL);
  else if (newest->status != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "status.open", "s", newest->status->id);
  else if (newest->account != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "status.account", "s", newest->account->id);
}

/* What keys do with a row is done with the post in it; without one, with what it is about. */
static const char *const row_actions[] = {
  "row.open",
  "row.account",
  "row.reply",
  "row.boost",
  "row.favourite",
  "row.bookmark",
  "row.reveal",
  "row.menu",
  "row.copy-link",
  "row.copy-text",
  "row.browse",
};

static void
row_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  MootNotificationRow *self = MOOT_NOTIFICATION_ROW (widget);
  MootNotification *newest = self->item != NULL ? self->item->newest : NULL;

  if (self->post != NULL)
    gtk_widget_activate_action (self->post, name, NULL);
  else if (g_str_equal (name, "row.account") && newest != NULL && newest->account != NULL)
    gtk_widget_activate_action (widget, "status.account", "s", newest->account->id);
}

static void
moot_notification_row_map (GtkWidget *widget)
{
  MootNotificationRow *self = MOOT_NOTIFICATION_ROW (widget);

  GTK_WIDGET_CLASS (moot_notification_row_parent_class)->map (widget);
  tick_cb (self);
  self->clock_id = g_timeout_add_seconds (CLOCK_SECONDS, tick_cb, self);
}

static void
moot_notification_row_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&MOOT_NOTIFICATION_ROW (widget)->clock_id, g_source_remove);
  GTK_WIDGET_CLASS (moot_notification_row_parent_class)->unmap (widget);
}

static void
moot_notification_row_dispose (GObject *object)
{
  MootNotificationRow *self = MOOT_NOTIFICATION_ROW (object);

  g_clear_handle_id (&self->clock_id, g_source_remove);
  g_clear_object (&self->item);
  g_clear_object (&self->display);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_NOTIFICATION_ROW);

  G_OBJECT_CLASS (moot_notification_row_parent_class)->dispose (object);
}

static void
moot_notification_row_class_init (MootNotificationRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_notification_row_dispose;
  widget_class->map = moot_notification_row_map;
  widget_class->unmap = moot_notification_row_unmap;

  for (guint i = 0; i < G_N_ELEMENTS (row_actions); i++)
    gtk_widget_class_install_action (widget_class, row_actions[i], NULL, row_action);
  g_type_ensure (MOOT_TYPE_LEAD_BOX);
  g_type_ensure (MOOT_TYPE_PARAGRAPH);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "notificationrow");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-notification-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MootNotificationRow, icon);
  gtk_widget_class_bind_template_child (widget_class, MootNotificationRow, avatars);
  gtk_widget_class_bind_template_child (widget_class, MootNotificationRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, MootNotificationRow, time);
  gtk_widget_class_bind_template_child (widget_class, MootNotificationRow, excerpt);
  gtk_widget_class_bind_template_child (widget_class, MootNotificationRow, answers);
  gtk_widget_class_bind_template_child (widget_class, MootNotificationRow, accept_button);
  gtk_widget_class_bind_template_child (widget_class, MootNotificationRow, reject_button);
  gtk_widget_class_bind_template_child (widget_class, MootNotificationRow, box);
}

static void
moot_notification_row_init (MootNotificationRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkLabel *sentence;

  gtk_widget_init_template (GTK_WIDGET (self));
  sentence = moot_paragraph_get_label (self->sentence);
  gtk_label_set_wrap (sentence, TRUE);
  gtk_label_set_wrap_mode (sentence, PANGO_WRAP_WORD_CHAR);
  for (guint i = 0; i < MAX_AVATARS; i++)
    gtk_box_append (self->avatars, moot_avatar_button_new (AVATAR_SIZE));
  g_signal_connect_swapped (click, "released", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * moot_notification_row_new:
 * @display: how posts are shown
 * @whole: whether it shows a post whole
 *
 * Returns: (transfer floating): a row without anything yet
 */
GtkWidget *
moot_notification_row_new (MootStatusDisplay *display,
                           gboolean           whole)
{
  MootNotificationRow *self = g_object_new (MOOT_TYPE_NOTIFICATION_ROW, NULL);

  self->display = g_object_ref (display);
  if (whole)
    {
      self->post = moot_status_row_new (display);
      gtk_box_append (self->box, self->post);
      gtk_widget_set_visible (GTK_WIDGET (self->time), FALSE); /* the post tells */
      gtk_widget_add_css_class (GTK_WIDGET (self), "whole");
    }
  return GTK_WIDGET (self);
}

static void
fill_avatars (MootNotificationRow *self)
{
  GPtrArray *accounts = self->item->accounts;
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->avatars));

  for (guint i = 0; button != NULL; i++, button = gtk_widget_get_next_sibling (button))
    {
      MootAccount *account = i < accounts->len ? g_ptr_array_index (accounts, i) : NULL;

      gtk_widget_set_visible (button, account != NULL);
      moot_avatar_button_set_account (MOOT_AVATAR_BUTTON (button), account,
                                      moot_status_display_get_loader (self->display));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->avatars), self->post == NULL);
}

static void
fill_answers (MootNotificationRow *self)
{
  MootNotification *newest = self->item->newest;
  gboolean asked = g_str_equal (newest->type, "follow_request") && newest->account != NULL;

  gtk_widget_set_visible (self->answers, asked);
  if (!asked)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->accept_button), "s",
                                    newest->account->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->accept_button), "account.accept");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->reject_button), "s",
                                    newest->account->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->reject_button), "account.reject");
}

/**
 * moot_notification_row_set_item:
 * @self: a row
 * @item: something that happened, no day
 */
void
moot_notification_row_set_item (MootNotificationRow  *self,
                                MootNotificationItem *item)
{
  g_autofree char *sentence = moot_notification_text_dup_sentence (item);
  g_autofree char *excerpt =
    self->post == NULL ? moot_notification_text_dup_excerpt (item) : NULL;

  g_set_object (&self->item, item);
  gtk_image_set_from_icon_name (self->icon, moot_notification_text_get_icon (item));
  moot_paragraph_set_plain (self->sentence, sentence);
  gtk_label_set_text (self->excerpt, excerpt != NULL ? excerpt : "");
  gtk_widget_set_visible (GTK_WIDGET (self->excerpt), excerpt != NULL);
  fill_avatars (self);
  fill_answers (self);
  tick_cb (self);
  if (item->unread)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unread");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unread");
  if (self->post != NULL)
    moot_status_row_set_status (MOOT_STATUS_ROW (self->post), item->newest->status);
}
