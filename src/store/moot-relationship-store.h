/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-relationship.h"
#include "moot-site.h"

G_BEGIN_DECLS

#define MOOT_NEWS_HIDDEN "hidden" /* id: an account, account: for whom it is hidden, or no more */

/**
 * MootFollowPair:
 * @account_id: who follows, or asked to
 * @target_id: whom
 */
typedef struct
{
  gint64 account_id;
  gint64 target_id;
} MootFollowPair;

MootRelationship *moot_relationship_load (MootDb  *db,
                                          gint64   viewer,
                                          gint64   target,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_follow_put       (MootDb      *db,
                                gint64       account_id,
                                gint64       target_id,
                                gboolean     show_reblogs,
                                gboolean     notify,
                                gboolean    *out_new,
                                gboolean    *out_accepted,
                                GError     **error);
gboolean moot_follow_remove    (MootDb      *db,
                                gint64       account_id,
                                gint64       target_id,
                                GError     **error);
gboolean moot_follow_answer    (MootDb      *db,
                                gint64       account_id,
                                gint64       target_id,
                                gboolean     accept,
                                GError     **error);
gboolean moot_block_put        (MootDb      *db,
                                gint64       account_id,
                                gint64       target_id,
                                GError     **error);
gboolean moot_block_remove     (MootDb      *db,
                                gint64       account_id,
                                gint64       target_id,
                                GError     **error);
gboolean moot_mute_put         (MootDb      *db,
                                gint64       account_id,
                                gint64       target_id,
                                gboolean     hide_notifications,
                                gint64       expires_at,
                                GError     **error);
gboolean moot_mute_remove      (MootDb      *db,
                                gint64       account_id,
                                gint64       target_id,
                                GError     **error);
gboolean moot_mute_next_end    (MootDb      *db,
                                gint64       account_id,
                                gint64       now,
                                gint64      *out_end,
                                GError     **error);
gboolean moot_account_note_put (MootDb      *db,
                                gint64       account_id,
                                gint64       target_id,
                                const char  *comment,
                                GError     **error);

G_END_DECLS
