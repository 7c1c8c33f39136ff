/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-clock.h"
#include "moot-db.h"

G_BEGIN_DECLS

#define MOOT_NEWS_NOTIFICATION "notification" /* id: notification, account: whose */
/* An hour, by people elsewhere whom one does not follow: by one of them, and by all together. */
#define MOOT_NOTIFICATION_STRANGER 30
#define MOOT_NOTIFICATION_STRANGERS 200
/* Named in one post: if more are, a stranger tells nobody. */
#define MOOT_NOTIFICATION_CROWD 10
#define MOOT_NOTIFICATION_QUIET_MS (6 * MOOT_HOUR) /* older: disturbs nobody */

gboolean moot_notification_raise    (MootDb      *db,
                                     gint64       account_id,
                                     const char  *type,
                                     gint64       from_account_id,
                                     gint64       status_id,
                                     GError     **error);
gboolean moot_notification_raise_at (MootDb      *db,
                                     gint64       account_id,
                                     const char  *type,
                                     gint64       from_account_id,
                                     gint64       status_id,
                                     gint64       happened_at,
                                     GError     **error);
gboolean moot_notification_withdraw (MootDb      *db,
                                     const char  *type,
                                     gint64       from_account_id,
                                     gint64       status_id,
                                     GError     **error);

G_END_DECLS
