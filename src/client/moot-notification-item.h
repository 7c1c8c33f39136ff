/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-notification.h"

G_BEGIN_DECLS

#define MOOT_TYPE_NOTIFICATION_ITEM (moot_notification_item_get_type ())

G_DECLARE_FINAL_TYPE (
  MootNotificationItem, moot_notification_item, MOOT, NOTIFICATION_ITEM, GObject)

/**
 * MootNotificationItem:
 * @key: its name among all items
 * @at: when it happened; of a day, any moment in it
 * @newest: (nullable): the notification or the newest of a group; %NULL for the name of a day
 * @accounts: (element-type MootAccount): who, each once, newest first
 * @n: how many notifications it stands for
 * @unread: whether one of them is new to the reader
 *
 * One row of the notifications: a day, something that happened, or several of a kind that happened
 * to one status on one day.  Read only.
 */
struct _MootNotificationItem
{
  GObject parent_instance;

  char *key;
  gint64 at;
  MootNotification *newest;
  GPtrArray *accounts;
  guint n;
  gboolean unread;
};

MootNotificationItem *moot_notification_item_new_day (const char *key,
                                                      gint64      at) G_GNUC_WARN_UNUSED_RESULT;
MootNotificationItem *moot_notification_item_new (const char *key,
                                                  MootNotification *notification)
  G_GNUC_WARN_UNUSED_RESULT;

void     moot_notification_item_add   (MootNotificationItem *self,
                                       MootNotification     *notification);
gboolean moot_notification_item_equal (MootNotificationItem *self,
                                       MootNotificationItem *other);

G_END_DECLS
