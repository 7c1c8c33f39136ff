/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-records.h"
#include "moot-discussion.h"
#include "moot-records.h"

G_BEGIN_DECLS

MootDiscussionRecord *
moot_discussion_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_discussion_store_list           (MootDb           *db,
                                                 gint64            viewer_id,
                                                 const char       *state,
                                                 const char       *tag,
                                                 gint64            circle_id,
                                                 const MootRange  *range,
                                                 GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GArray    *moot_discussion_store_list_proposals (MootDb           *db,
                                                 gint64            id,
                                                 gint64            viewer_id,
                                                 GError          **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_discussion_store_add         (MootDb                      *db,
                                            MootDiscussionRecord        *discussion,
                                            GError                     **error);
gboolean moot_discussion_store_save        (MootDb                      *db,
                                            const MootDiscussionRecord  *discussion,
                                            GError                     **error);
gboolean moot_discussion_store_add_version (MootDb                      *db,
                                            const MootDiscussionRecord  *discussion,
                                            gint64                       author_id,
                                            gint64                       now,
                                            GError                     **error);
gboolean moot_discussion_store_set_tags    (MootDb                      *db,
                                            gint64                       id,
                                            const char *const           *tags,
                                            GError                     **error);
gboolean moot_discussion_store_touch       (MootDb                      *db,
                                            gint64                       id,
                                            gint64                       now,
                                            GError                     **error);
gboolean moot_discussion_store_delete      (MootDb                      *db,
                                            gint64                       id,
                                            gint64                       now,
                                            GError                     **error);

MootReadRecord *moot_discussion_store_find_read     (MootDb      *db,
                                                     gint64       id,
                                                     gint64       member_id,
                                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        moot_discussion_store_save_read     (MootDb      *db,
                                                     gint64       id,
                                                     gint64       member_id,
                                                     const char  *ranges,
                                                     gint64       now,
                                                     GError     **error);
gboolean        moot_discussion_store_count_between (MootDb      *db,
                                                     gint64       id,
                                                     gint64       first,
                                                     gint64       last,
                                                     gint64      *out_n,
                                                     GError     **error);
gboolean        moot_discussion_store_find_between  (MootDb      *db,
                                                     gint64       id,
                                                     gint64       after,
                                                     gint64       before,
                                                     gint64      *out_comment_id,
                                                     GError     **error);

MootCommentRecord *
moot_comment_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_comment_store_list   (MootDb                   *db,
                                      gint64                    discussion_id,
                                      const MootRange          *range,
                                      GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_comment_store_add    (MootDb                   *db,
                                      MootCommentRecord        *comment,
                                      GError                  **error);
gboolean   moot_comment_store_change (MootDb                   *db,
                                      const MootCommentRecord  *comment,
                                      gint64                    now,
                                      GError                  **error);
gboolean   moot_comment_store_delete (MootDb                   *db,
                                      const MootCommentRecord  *comment,
                                      gint64                    now,
                                      GError                  **error);

GPtrArray *moot_reaction_store_list        (MootDb      *db,
                                            gint64       discussion_id,
                                            gint64       comment_id,
                                            gint64       viewer_id,
                                            GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_reaction_store_count_names (MootDb      *db,
                                            gint64       discussion_id,
                                            gint64       comment_id,
                                            gint64      *out_n_names,
                                            GError     **error);
gboolean   moot_reaction_store_set         (MootDb      *db,
                                            gint64       discussion_id,
                                            gint64       comment_id,
                                            gint64       member_id,
                                            const char  *name,
                                            gboolean     present,
                                            gint64       now,
                                            GError     **error);

G_END_DECLS
