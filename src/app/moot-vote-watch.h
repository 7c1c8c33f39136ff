/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"

G_BEGIN_DECLS

#define MOOT_TYPE_VOTE_WATCH (moot_vote_watch_get_type ())

G_DECLARE_FINAL_TYPE (MootVoteWatch, moot_vote_watch, MOOT, VOTE_WATCH, GObject)

/**
 * MootVoteWatch:
 *
 * Which votes wait for a member, and what of the news they were not told yet.
 *
 * Signals: `changed` when it looked again; `news` with what is new, the oldest first.
 */

MootVoteWatch *moot_vote_watch_for (MootSession *session);

void       moot_vote_watch_refresh     (MootVoteWatch *self);
GPtrArray *moot_vote_watch_get_waiting (MootVoteWatch *self);
GPtrArray *moot_vote_watch_get_over    (MootVoteWatch *self);

GPtrArray *moot_vote_watch_ask (MootConnection  *connection,
                                GCancellable    *cancellable,
                                GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
