/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity-list.h"
#include "moot-notification-item.h"

G_BEGIN_DECLS

#define MOOT_TYPE_NOTIFICATION_MODEL (moot_notification_model_get_type ())

G_DECLARE_FINAL_TYPE (
  MootNotificationModel, moot_notification_model, MOOT, NOTIFICATION_MODEL, GObject)

/**
 * MootNotificationModel:
 *
 * What happened to somebody, by days.  Property: `n-unread`.
 */

MootNotificationModel *moot_notification_model_new (MootClient *client) G_GNUC_WARN_UNUSED_RESULT;

MootEntityList *moot_notification_model_get_list     (MootNotificationModel *self);
guint           moot_notification_model_get_n_unread (MootNotificationModel *self);

void moot_notification_model_refresh       (MootNotificationModel *self);
void moot_notification_model_add_live      (MootNotificationModel *self,
                                            MootNotification      *notification);
void moot_notification_model_update_status (MootNotificationModel *self,
                                            MootStatus            *status);
void moot_notification_model_lose_status   (MootNotificationModel *self,
                                            const char            *id);
void moot_notification_model_mark_read     (MootNotificationModel *self);
void moot_notification_model_settle        (MootNotificationModel *self);
void moot_notification_model_stop          (MootNotificationModel *self);

int moot_notification_compare_ids (const char *a,
                                   const char *b);

G_END_DECLS
