/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-coop-records.h"
#include "moot-site.h"

G_BEGIN_DECLS

#define MOOT_MENTIONS_MAX 50 /* members told of one text; more are named and not told */

gboolean moot_coop_news_hears    (const char *level,
                                  const char *type);
gboolean moot_coop_news_is_level (const char *level);

char *moot_coop_news_render (const MootCoopContext *context,
                             const char            *source,
                             GArray                *out_members) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_coop_news_comment    (const MootCoopContext     *context,
                                    const MootCommentRecord   *comment,
                                    gint64                     answered_id,
                                    const GArray              *mentioned,
                                    GError                   **error);
gboolean moot_coop_news_mentions   (const MootCoopContext     *context,
                                    gint64                     actor_id,
                                    gint64                     discussion_id,
                                    gint64                     comment_id,
                                    const GArray              *mentioned,
                                    GError                   **error);
gboolean moot_coop_news_discussion (const MootCoopContext     *context,
                                    gint64                     actor_id,
                                    gint64                     discussion_id,
                                    GError                   **error);
gboolean moot_coop_news_proposal   (const MootCoopContext     *context,
                                    const MootProposalRecord  *proposal,
                                    gint64                     actor_id,
                                    const char                *type,
                                    GError                   **error);
gboolean moot_coop_news_votes      (const MootCoopContext     *context,
                                    gint64                     proposal_id,
                                    const char                *type,
                                    GError                   **error);

G_END_DECLS
