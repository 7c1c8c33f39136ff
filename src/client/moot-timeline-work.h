/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-cache.h"
#include "moot-connection.h"

G_BEGIN_DECLS

#define MOOT_TIMELINE_PAGE 40 /* statuses: the most Mastodon gives at once */

/**
 * MootTimelineStep:
 * @MOOT_TIMELINE_OPEN: read the cache, down to the place where the reader was
 * @MOOT_TIMELINE_REFRESH: the newest page of the server
 * @MOOT_TIMELINE_OLDER: below the lowest entry, from the cache or from the server
 * @MOOT_TIMELINE_FILL_UPWARD: the lower part of a gap
 * @MOOT_TIMELINE_FILL_DOWNWARD: the upper part of a gap
 * @MOOT_TIMELINE_LIVE: what the stream brought and took away
 */
typedef enum
{
  MOOT_TIMELINE_OPEN,
  MOOT_TIMELINE_REFRESH,
  MOOT_TIMELINE_OLDER,
  MOOT_TIMELINE_FILL_UPWARD,
  MOOT_TIMELINE_FILL_DOWNWARD,
  MOOT_TIMELINE_LIVE,
} MootTimelineStep;

/**
 * MootTimelineJob:
 * @step: what to do
 * @account: key of the account in the cache
 * @timeline: name of the timeline in the cache
 * @call: how the server is asked
 * @id: (nullable): what the call is about
 * @since: version of what the reader has
 * @floor: (nullable): lowest key the reader has
 * @gap: (nullable): which gap
 * @added: (nullable) (element-type MootStatus): live, newest first
 * @removed: (nullable) (element-type utf8): ids that are gone
 */
typedef struct
{
  MootTimelineStep step;
  MootCache *cache;
  char *account;
  char *timeline;
  MootCall call;
  char *id;
  gint64 since;
  char *floor;
  char *gap;
  GPtrArray *added;
  GPtrArray *removed;
} MootTimelineJob;

/**
 * MootTimelineResult:
 * @slice: from the top down to the floor, or what lies below it after %MOOT_TIMELINE_OLDER
 * @place: (nullable): where the reader was
 * @place_offset: pixels from the top of the window to it
 * @reached_end: the server has nothing older
 */
typedef struct
{
  MootCacheSlice *slice;
  char *place;
  int place_offset;
  gboolean reached_end;
} MootTimelineResult;

gpointer moot_timeline_work (MootConnection  *connection,
                             gpointer         data,
                             GCancellable    *cancellable,
                             GError         **error);

void moot_timeline_job_free    (MootTimelineJob    *job);
void moot_timeline_result_free (MootTimelineResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootTimelineResult, moot_timeline_result_free)

G_END_DECLS
