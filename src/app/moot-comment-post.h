/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"
#include "moot-unsent.h"

G_BEGIN_DECLS

void     moot_comment_post_async  (MootClient           *client,
                                   MootUnsentItem       *item,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean moot_comment_post_finish (MootClient           *client,
                                   GAsyncResult         *result,
                                   MootUnsentItem      **out_waiting,
                                   MootReply           **out_reply,
                                   GError              **error);
void     moot_comment_post_forget (MootClient           *client,
                                   gint64                id);

G_END_DECLS
