/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-db-pool.h"
#include "moot-membership.h"
#include "moot-records.h"
#include "moot-talk.h"

G_BEGIN_DECLS

#define MOOT_SEARCH_WORDS_MAX 12
#define MOOT_SEARCH_QUERY_MAX 200 /* characters */
#define MOOT_SEARCH_OFFSET_MAX 200
#define MOOT_COOP_NEWS_DAYS 90  /* kept for whoever does not look */
#define MOOT_DIGEST_AT_ONCE 200 /* members told in one run */

GPtrArray *moot_talk_list_context_versions (const MootCoopContext *context,
                                            const MootActor *viewer,
                                            gint64 discussion_id,
                                            GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_talk_list_comment_versions (const MootCoopContext *context,
                                            const MootActor *viewer,
                                            gint64 comment_id,
                                            GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean moot_talk_follow (const MootCoopContext  *context,
                           const MootActor        *actor,
                           gint64                  discussion_id,
                           const char             *level,
                           GError                **error);

GPtrArray *moot_talk_search (const MootCoopContext  *context,
                             const MootActor        *viewer,
                             const char             *query,
                             const char             *type,
                             int                     limit,
                             int                     offset,
                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_talk_list_news  (const MootCoopContext  *context,
                                 const MootActor        *viewer,
                                 const MootRange        *range,
                                 GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_talk_clear_news (const MootCoopContext  *context,
                                 const MootActor        *actor,
                                 gint64                  up_to,
                                 GError                **error);

MootTalkDigest *moot_digest_load   (const MootCoopContext  *context,
                                    const MootActor        *viewer,
                                    gint64                  since,
                                    GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        moot_digest_change (const MootCoopContext  *context,
                                    const MootActor        *actor,
                                    const char             *frequency,
                                    gint64                  seen_until,
                                    GError                **error);

gboolean moot_talk_run_due (MootDbPool        *pool,
                            const MootSite    *site,
                            gint64             now,
                            MootCoopListener   listener,
                            gpointer           listener_data,
                            GError           **error);

G_END_DECLS
