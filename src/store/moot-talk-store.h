/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-records.h"
#include "moot-site.h"
#include "moot-talk.h"

G_BEGIN_DECLS

#define MOOT_TEXT_VERSIONS_MAX 200 /* shown of one text, the latest first */

/**
 * MootCoopNews:
 *
 * Something members are to hear of; 0 for what it is not about.
 */
typedef struct
{
  const char *type;
  gint64 actor_id;
  gint64 discussion_id;
  gint64 comment_id;
  gint64 proposal_id;
  gint64 circle_id;
} MootCoopNews;

GPtrArray *moot_talk_store_list_context_versions (MootDb      *db,
                                                  gint64       discussion_id,
                                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_talk_store_list_comment_versions (MootDb      *db,
                                                  gint64       comment_id,
                                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_talk_store_set_notify            (MootDb      *db,
                                                  gint64       discussion_id,
                                                  gint64       member_id,
                                                  const char  *notify,
                                                  gint64       now,
                                                  GError     **error);
gboolean   moot_talk_store_find_username         (MootDb      *db,
                                                  const char  *username,
                                                  gint64      *out_member_id,
                                                  GError     **error);

GPtrArray *moot_talk_store_list_attachments (MootDb          *db,
                                             const MootSite  *site,
                                             gint64           discussion_id,
                                             gint64           comment_id,
                                             GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_talk_store_attach           (MootDb          *db,
                                             gint64           discussion_id,
                                             gint64           comment_id,
                                             gint64           account_id,
                                             const gint64    *ids,
                                             gsize            n_ids,
                                             gboolean        *out_found,
                                             GError         **error);

gboolean   moot_talk_store_tell           (MootDb              *db,
                                           gint64               member_id,
                                           const MootCoopNews  *news,
                                           gint64               now,
                                           GError             **error);
gboolean   moot_talk_store_tell_everybody (MootDb              *db,
                                           const MootCoopNews  *news,
                                           gint64               now,
                                           GError             **error);
gboolean   moot_talk_store_tell_loud      (MootDb              *db,
                                           const MootCoopNews  *news,
                                           gint64               now,
                                           GError             **error);
gboolean   moot_talk_store_tell_followers (MootDb              *db,
                                           const MootCoopNews  *news,
                                           const char          *levels,
                                           gint64               now,
                                           GError             **error);
gboolean   moot_talk_store_tell_voters    (MootDb              *db,
                                           const MootCoopNews  *news,
                                           gint64               since,
                                           gint64               now,
                                           GError             **error);
GPtrArray *moot_talk_store_list_news      (MootDb              *db,
                                           gint64               viewer_id,
                                           const MootRange     *range,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_talk_store_clear_news     (MootDb              *db,
                                           gint64               member_id,
                                           gint64               up_to,
                                           GError             **error);
gboolean   moot_talk_store_forget_news    (MootDb              *db,
                                           gint64               before,
                                           GError             **error);

gboolean   moot_talk_store_index  (MootDb      *db,
                                   GError     **error);
GPtrArray *moot_talk_store_search (MootDb      *db,
                                   const char  *words,
                                   const char  *type,
                                   gint64       viewer_id,
                                   int          limit,
                                   int          offset,
                                   GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * MootDigestTerms:
 *
 * How often a member is told, and up to when they were told and have looked.
 */
typedef struct
{
  char frequency[8];
  gint64 told_until;
  gint64 seen_until;
} MootDigestTerms;

gboolean        moot_digest_store_load     (MootDb           *db,
                                            gint64            member_id,
                                            MootDigestTerms  *out_terms,
                                            GError          **error);
gboolean        moot_digest_store_save     (MootDb           *db,
                                            gint64            member_id,
                                            const char       *frequency,
                                            gint64            seen_until,
                                            gint64            now,
                                            GError          **error);
gboolean        moot_digest_store_told     (MootDb           *db,
                                            gint64            member_id,
                                            gint64            seen_until,
                                            gint64            now,
                                            GError          **error);
gboolean        moot_digest_store_find_due (MootDb           *db,
                                            gint64            after,
                                            gint64            now,
                                            gint64           *out_member_id,
                                            gint64           *out_told_until,
                                            GError          **error);
MootTalkDigest *moot_digest_store_build    (MootDb           *db,
                                            gint64            viewer_id,
                                            gint64            since,
                                            gint64            until,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
