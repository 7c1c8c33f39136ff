/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-draft.h"
#include "moot-session.h"

G_BEGIN_DECLS

void       moot_draft_keep        (MootSession          *session,
                                   const char           *target,
                                   const MootDraft      *draft);
void       moot_draft_find_async  (MootSession          *session,
                                   const char           *target,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
MootDraft *moot_draft_find_finish (GAsyncResult         *result,
                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
