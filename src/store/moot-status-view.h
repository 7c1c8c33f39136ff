/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-account-store.h"
#include "moot-status-cache.h"

G_BEGIN_DECLS

/**
 * MootStatusView:
 * @db: a connection
 * @site: the node
 * @cache: (nullable): what was rendered before
 * @viewer_id: who looks, 0 for a stranger
 * @now: UTC milliseconds: mutes and polls end
 * @in_quote: whether it is what another one quotes, and so brings no further one
 * @filters: (nullable) (element-type MootWordFilter): what they do not want to read
 * @filter_contexts: bits of #MootFilterContext: where they look
 * @changes_at: (nullable): lowered to the moment when the clock changes what was written
 *
 * How somebody looks at statuses.  Lives on the stack of one request.
 */
typedef struct
{
  MootDb *db;
  const MootSite *site;
  MootStatusCache *cache;
  gint64 viewer_id;
  gint64 now;
  gboolean in_quote;
  GPtrArray *filters;
  guint filter_contexts;
  gint64 *changes_at;
} MootStatusView;

/**
 * MootStatusLine:
 * @cursor: what pages are counted by: the id, or the row of a favourite or bookmark
 *
 * A status of a page before its text is there.
 */
typedef struct
{
  gint64 id;
  gint64 revision;
  gint64 account_id;
  gint64 account_revision;
  gint64 reblog_id; /* 0 for none */
  gint64 reblog_revision;
  gint64 reblog_account_id;
  gint64 reblog_account_revision;
  gint64 cursor;
  gboolean favourited;
  gboolean reblogged;
  gboolean muted;
  gboolean bookmarked;
  gboolean pinned;
} MootStatusLine;

/* The parameters that every statement with @status_line@ and its viewer's rules has. */
#define MOOT_VIEW_BINDS(view) MOOT_INT ("viewer", (view)->viewer_id), MOOT_INT ("now", (view)->now)

MootStatusLine moot_status_line_read (MootRows *rows);

GArray   *moot_status_lines_read          (MootRows              *rows,
                                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_status_view_find           (const MootStatusView  *self,
                                           gint64                 id,
                                           MootStatusLine        *out_line,
                                           GError               **error);
gboolean  moot_status_view_find_unchecked (const MootStatusView  *self,
                                           gint64                 id,
                                           MootStatusLine        *out_line,
                                           GError               **error);
GArray   *moot_status_view_find_these     (const MootStatusView  *self,
                                           const char            *ids,
                                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean  moot_status_view_write         (const MootStatusView  *self,
                                          const MootStatusLine  *line,
                                          MootJsonWriter        *json,
                                          GError               **error);
gboolean  moot_status_view_write_all     (const MootStatusView  *self,
                                          GArray                *lines,
                                          MootJsonWriter        *json,
                                          GError               **error);
gboolean  moot_status_view_write_account (const MootStatusView  *self,
                                          gint64                 account_id,
                                          MootJsonWriter        *json,
                                          GError               **error);
gboolean  moot_status_view_write_author  (const MootStatusView  *self,
                                          gint64                 account_id,
                                          gint64                 revision,
                                          MootJsonWriter        *json,
                                          GError               **error);
char     *moot_status_view_dup_json      (const MootStatusView  *self,
                                          gint64                 id,
                                          GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
