/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-notification-item.h"

G_BEGIN_DECLS

char *moot_notification_text_dup_sentence (MootNotificationItem *item)
  G_GNUC_WARN_UNUSED_RESULT;
char *moot_notification_text_dup_excerpt (MootNotificationItem *item)
  G_GNUC_WARN_UNUSED_RESULT;
char *moot_notification_text_dup_spoken (MootNotificationItem *item)
  G_GNUC_WARN_UNUSED_RESULT;
char *moot_notification_text_dup_day (gint64 at)
  G_GNUC_WARN_UNUSED_RESULT;
const char *moot_notification_text_get_icon    (MootNotificationItem *item);
gboolean    moot_notification_text_is_whole    (MootNotificationItem *item);
gboolean    moot_notification_text_is_request  (MootNotificationItem *item);
char       *moot_notification_text_dup_request (const char           *type,
                                                MootAccount          *account) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
