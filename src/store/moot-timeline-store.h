/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-status-store.h"

G_BEGIN_DECLS

#define MOOT_TIMELINE_MAX_TAGS 3 /* further tags that a tag timeline may ask for, of each kind */
#define MOOT_HOME_FILL 40        /* statuses that a new follower finds */

/**
 * MootPostRange:
 * @max_id: strictly older than this, %G_MAXINT64 for no bound
 * @floor: strictly newer than this, 0 for no bound
 * @ascending: the page next to @floor instead of the newest one
 * @limit: how many at most
 *
 * A page of a list.  Pages are newest first, ascending or not.
 */
typedef struct
{
  gint64 max_id;
  gint64 floor;
  gboolean ascending;
  int limit;
} MootPostRange;

/**
 * MootPlace:
 * @MOOT_PLACE_ANY: wherever it was written
 */
typedef enum
{
  MOOT_PLACE_ANY,
  MOOT_PLACE_LOCAL,
  MOOT_PLACE_REMOTE,
} MootPlace;

typedef struct
{
  const char *name;
  GStrv any;  /* (nullable) */
  GStrv all;  /* (nullable) */
  GStrv none; /* (nullable) */
  MootPlace place;
  gboolean only_media;
} MootTagFilter;

typedef struct
{
  gint64 account_id;
  const char *tagged; /* (nullable) */
  gboolean only_media;
  gboolean exclude_replies;
  gboolean exclude_reblogs;
  gboolean pinned;
} MootAccountFilter;

GArray *moot_timeline_home       (const MootStatusView     *view,
                                  const MootPostRange      *range,
                                  GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *moot_timeline_list       (const MootStatusView     *view,
                                  gint64                    list_id,
                                  const char               *replies_policy,
                                  const MootPostRange      *range,
                                  GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *moot_timeline_public     (const MootStatusView     *view,
                                  MootPlace                 place,
                                  gboolean                  only_media,
                                  const MootPostRange      *range,
                                  GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *moot_timeline_tag        (const MootStatusView     *view,
                                  const MootTagFilter      *filter,
                                  const MootPostRange      *range,
                                  GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *moot_timeline_account    (const MootStatusView     *view,
                                  const MootAccountFilter  *filter,
                                  const MootPostRange      *range,
                                  GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *moot_timeline_favourites (const MootStatusView     *view,
                                  const MootPostRange      *range,
                                  GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *moot_timeline_bookmarks  (const MootStatusView     *view,
                                  const MootPostRange      *range,
                                  GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_home_deliver (MootDb                 *db,
                            const MootStatusFacts  *facts,
                            gint64                  reply_to_account,
                            GError                **error);
gboolean moot_home_fill    (MootDb                 *db,
                            gint64                  account_id,
                            gint64                  target_id,
                            GError                **error);
gboolean moot_home_purge   (MootDb                 *db,
                            gint64                  account_id,
                            gint64                  target_id,
                            GError                **error);

G_END_DECLS
