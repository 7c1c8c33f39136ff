/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One row of the notifications.
 * Thread: main. */
#include "moot-notification-item.h"

#define MAX_ACCOUNTS 20 /* named or pictured; the number says how many there are */

G_DEFINE_FINAL_TYPE (MootNotificationItem, moot_notification_item, G_TYPE_OBJECT)

static void
moot_notification_item_finalize (GObject *object)
{
  MootNotificationItem *self = MOOT_NOTIFICATION_ITEM (object);

  g_free (self->key);
  g_clear_object (&self->newest);
  g_ptr_array_unref (self->accounts);

  G_OBJECT_CLASS (moot_notification_item_parent_class)->finalize (object);
}

static void
moot_notification_item_class_init (MootNotificationItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = moot_notification_item_finalize;
}

static void
moot_notification_item_init (MootNotificationItem *self)
{
  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * moot_notification_item_new_day:
 * @key: its name among all items
 * @at: a moment of that day
 *
 * Returns: (transfer full): the name of a day
 */
MootNotificationItem *
moot_notification_item_new_day (const char *key,
                                gint64      at)
{
  MootNotificationItem *self = g_object_new (MOOT_TYPE_NOTIFICATION_ITEM, NULL);

  self->key = g_strdup (key);
  self->at = at;
  return self;
}

/**
 * moot_notification_item_new:
 * @key: its name among all items
 * @notification: what happened
 *
 * Returns: (transfer full): a row for it
 */
MootNotificationItem *
moot_notification_item_new (const char       *key,
                            MootNotification *notification)
{
  MootNotificationItem *self = moot_notification_item_new_day (key, notification->created_at);

  self->newest = g_object_ref (notification);
  moot_notification_item_add (self, notification);
  return self;
}

static gboolean
has_account (MootNotificationItem *self,
             MootAccount          *account)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      MootAccount *other = g_ptr_array_index (self->accounts, i);

      if (g_strcmp0 (other->id, account->id) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * moot_notification_item_add:
 * @self: a row
 * @notification: an older one of the same kind
 *
 * Lets the row stand for one more.
 */
void
moot_notification_item_add (MootNotificationItem *self,
                            MootNotification     *notification)
{
  self->n++;
  if (notification->account != NULL && self->accounts->len < MAX_ACCOUNTS &&
      !has_account (self, notification->account))
    g_ptr_array_add (self->accounts, g_object_ref (notification->account));
}

/**
 * moot_notification_item_equal:
 * @self: a row
 * @other: another
 *
 * Returns: whether they look the same
 */
gboolean
moot_notification_item_equal (MootNotificationItem *self,
                              MootNotificationItem *other)
{
  return g_strcmp0 (self->key, other->key) == 0 && self->newest == other->newest &&
         self->n == other->n && self->unread == other->unread;
}
