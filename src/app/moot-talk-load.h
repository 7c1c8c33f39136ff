/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-discussion.h"
#include "moot-page-source.h"
#include "moot-unsent.h"

G_BEGIN_DECLS

#define MOOT_TALK_PAGE 80 /* comments asked for at once */

/**
 * MootTalk:
 * @comments: (element-type MootComment): around the first one that is new, or the last ones
 * @waiting: (element-type MootUnsentItem): what this account said and the server has not
 * @has_later: whether comments may follow those in @comments
 *
 * The part of a discussion that is looked at first: however much was said, it is as long as this.
 */
typedef struct
{
  GPtrArray *comments;
  GPtrArray *waiting;
  gboolean has_later;
} MootTalk;

MootTalk  *moot_talk_load         (MootPageSource        *source,
                                   const MootDiscussion  *discussion,
                                   GCancellable          *cancellable,
                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void       moot_talk_send_waiting (MootPageSource        *source,
                                   GCancellable          *cancellable);
GPtrArray *moot_talk_list_waiting (MootPageSource        *source,
                                   const char            *place) G_GNUC_WARN_UNUSED_RESULT;
void       moot_talk_free         (MootTalk              *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootTalk, moot_talk_free)

G_END_DECLS
