/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"

G_BEGIN_DECLS

/**
 * MootPage:
 * @max_id: strictly older than this, %G_MAXINT64 when not given
 * @since_id: strictly newer than this, newest page first; 0 when not given
 * @min_id: strictly newer than this, the page next to it; 0 when not given
 * @limit: how many at most
 *
 * What a client asked of a list.  Bind `max_id` and `moot_page_get_floor()`; run the ascending
 * statement when @min_id is given and turn its rows round.
 *
 * Spec: Mastodon client API, pagination.
 */
typedef struct
{
  gint64 max_id;
  gint64 since_id;
  gint64 min_id;
  int limit;
} MootPage;

MootPage moot_page_read         (const MootExchange *exchange,
                                 int                 default_limit,
                                 int                 max_limit);
gint64   moot_page_get_floor    (const MootPage     *self);
gboolean moot_page_is_ascending (const MootPage     *self);
void     moot_page_add_links    (MootExchange       *exchange,
                                 const MootPage     *page,
                                 gint64              newest_id,
                                 gint64              oldest_id);

G_END_DECLS
