/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-status.h"

G_BEGIN_DECLS

#define MOOT_SEEN_STATUSES_MAX 400 /* some dozens are on the screen */

/**
 * MootSeenStatuses:
 *
 * The statuses that were shown last, by their ids, so that actions can name them.
 */
typedef struct _MootSeenStatuses MootSeenStatuses;

MootSeenStatuses *moot_seen_statuses_new  (void);
void              moot_seen_statuses_free (MootSeenStatuses       *self);
void              moot_seen_statuses_add  (MootSeenStatuses       *self,
                                           MootStatus             *status);
MootStatus       *moot_seen_statuses_find (const MootSeenStatuses *self,
                                           const char             *id);
GPtrArray *moot_seen_statuses_list_by (const MootSeenStatuses *self,
                                       const char *account_id)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSeenStatuses, moot_seen_statuses_free)

G_END_DECLS
