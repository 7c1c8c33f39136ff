/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"
#include "moot-severance.h"
#include "moot-status.h"

G_BEGIN_DECLS

#define MOOT_TYPE_NOTIFICATION (moot_notification_get_type ())

G_DECLARE_FINAL_TYPE (MootNotification, moot_notification, MOOT, NOTIFICATION, GObject)

/**
 * MootNotification:
 *
 * `type` is mention, status, reblog, follow, follow_request, favourite, poll or update; others may
 * come from newer servers.
 */
struct _MootNotification
{
  GObject parent_instance;

  char *id;
  char *type;
  gint64 created_at;
  char *group_key;
  MootAccount *account;
  MootStatus *status;
  MootSeverance *event;
};

G_END_DECLS
