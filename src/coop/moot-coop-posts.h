/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-poll-store.h"

G_BEGIN_DECLS

/**
 * MootCoopPost:
 * @source: Markdown, or what @html says in plain words
 * @html: (nullable): clean HTML; %NULL to have @source rendered
 * @in_reply_to_id: a post of the co-op, 0 for none
 * @poll: (nullable): what everybody may say about it
 * @coop: (nullable): the member `coop` of the status, as JSON
 * @in_homes: whether it stands in the home timeline of every member
 *
 * What the co-op says.
 */
typedef struct
{
  const char *source;
  const char *html;
  gint64 in_reply_to_id;
  const MootPollDraft *poll;
  const char *coop;
  gboolean in_homes;
} MootCoopPost;

gboolean moot_coop_post_create (const MootCoopContext  *context,
                                const MootCoopPost     *post,
                                gint64                 *out_status_id,
                                GError                **error);
gboolean moot_coop_post        (const MootCoopContext  *context,
                                const char             *source,
                                gint64                 *out_status_id,
                                GError                **error);

G_END_DECLS
