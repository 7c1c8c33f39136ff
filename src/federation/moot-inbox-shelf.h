/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-activity.h"

G_BEGIN_DECLS

#define MOOT_INBOX_SHELF_MAX 128               /* activities */
#define MOOT_INBOX_SHELF_MAX_BYTES (16 * 1024) /* of one; longer ones are read again */

typedef struct _MootInboxShelf MootInboxShelf;

MootInboxShelf *moot_inbox_shelf_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void            moot_inbox_shelf_free (MootInboxShelf *self);

void          moot_inbox_shelf_put  (MootInboxShelf *self,
                                     const char     *id,
                                     GBytes         *body,
                                     MootActivity   *activity);
MootActivity *moot_inbox_shelf_take (MootInboxShelf *self,
                                     const char     *id,
                                     GBytes         *body) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootInboxShelf, moot_inbox_shelf_free)

G_END_DECLS
