/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Something happened to you.
 * Spec: Mastodon client API, Notification. */
#include "moot-notification.h"

/* clang-format off */
static const MootField notification_fields[] = {
  MOOT_STRING (MootNotification, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootNotification, type, MOOT_FIELD_REQUIRED),
  MOOT_TIME (MootNotification, created_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootNotification, group_key, MOOT_FIELD_OPTIONAL),
  MOOT_ENTITY (MootNotification, account, MootAccount, MOOT_FIELD_PLAIN, moot_account_get_type),
  MOOT_ENTITY (MootNotification, status, MootStatus, MOOT_FIELD_OPTIONAL, moot_status_get_type),
  MOOT_ENTITY (MootNotification, event, MootSeverance, MOOT_FIELD_OPTIONAL, moot_severance_get_type),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootNotification, moot_notification, notification_fields)
