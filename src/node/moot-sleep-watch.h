/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-delivery-loop.h"

G_BEGIN_DECLS

#define MOOT_NETWORK_SETTLE_MS (3 * MOOT_SECOND) /* after it came back or changed */

typedef struct _MootSleepWatch MootSleepWatch;

MootSleepWatch *moot_sleep_watch_new  (MootDeliveryLoop *delivery,
                                       gint64            settle_ms) G_GNUC_WARN_UNUSED_RESULT;
void            moot_sleep_watch_free (MootSleepWatch   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSleepWatch, moot_sleep_watch_free)

G_END_DECLS
