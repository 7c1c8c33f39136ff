/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The notifications as a page.
 * Thread: main. */
#include "config.h"

#include "moot-notifications-page.h"

#include "moot-entity-feed.h"
#include "moot-vote-list.h"

#include <glib/gi18n.h>

struct _MootNotificationsPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *feed;
  MootSession *session;
};

G_DEFINE_FINAL_TYPE (MootNotificationsPage, moot_notifications_page, GTK_TYPE_WIDGET)

static const MootEntityFeedEmpty empty = {
  "preferences-system-notifications-symbolic",
  N_ ("Nothing Has Happened Yet"),
  N_ ("Mentions, boosts, favourites and new followers appear here."),
};

/* Only somebody who looks has read it. */
static void
update_read (MootNotificationsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && GTK_IS_WINDOW (root) &&
      gtk_window_is_active (GTK_WINDOW (root)))
    moot_notification_model_mark_read (moot_session_get_notifications (self->session));
}

static void
moot_notifications_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (moot_notifications_page_parent_class)->map (widget);
  update_read (MOOT_NOTIFICATIONS_PAGE (widget));
}

static void
moot_notifications_page_unmap (GtkWidget *widget)
{
  MootNotificationsPage *self = MOOT_NOTIFICATIONS_PAGE (widget);

  GTK_WIDGET_CLASS (moot_notifications_page_parent_class)->unmap (widget);
  moot_notification_model_settle (moot_session_get_notifications (self->session));
}

static void
moot_notifications_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (moot_notifications_page_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active",
                           G_CALLBACK (update_read), widget, G_CONNECT_SWAPPED);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  MootNotificationsPage *self = MOOT_NOTIFICATIONS_PAGE (widget);

  moot_notification_model_refresh (moot_session_get_notifications (self->session));
}

static void
moot_notifications_page_dispose (GObject *object)
{
  MootNotificationsPage *self = MOOT_NOTIFICATIONS_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (moot_notifications_page_parent_class)->dispose (object);
}

static void
moot_notifications_page_class_init (MootNotificationsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_notifications_page_dispose;
  widget_class->map = moot_notifications_page_map;
  widget_class->unmap = moot_notifications_page_unmap;
  widget_class->root = moot_notifications_page_root;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);
}

static void
moot_notifications_page_init (MootNotificationsPage *self)
{
}

/**
 * moot_notifications_page_new:
 * @session: whose
 * @display: how rows show posts
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_notifications_page_new (MootSession       *session,
                             MootStatusDisplay *display)
{
  MootNotificationsPage *self = g_object_new (MOOT_TYPE_NOTIFICATIONS_PAGE, NULL);
  MootNotificationModel *model = moot_session_get_notifications (session);

  self->session = g_object_ref (session);
  self->feed = moot_entity_feed_new (session, display, _("Notifications"));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_vexpand (self->feed, TRUE);
  gtk_box_append (GTK_BOX (self->box), moot_vote_list_new (moot_vote_watch_for (session)));
  gtk_box_append (GTK_BOX (self->box), self->feed);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  moot_entity_feed_set_empty (MOOT_ENTITY_FEED (self->feed), &empty);
  moot_entity_feed_set_list (MOOT_ENTITY_FEED (self->feed), G_LIST_MODEL (model),
                             moot_notification_model_get_list (model));
  g_signal_connect_object (model, "notify::n-unread", G_CALLBACK (update_read), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
