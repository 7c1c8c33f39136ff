/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db-pool.h"
#include "moot-status.h"

G_BEGIN_DECLS

#define MOOT_CACHE_KEEP 5000 /* entries of a timeline: some weeks of a busy home */
#define MOOT_GAP_PREFIX "gap:"

typedef struct _MootCache MootCache;

/**
 * MootCacheEntry:
 * @is_gap: whether statuses may be missing here
 * @key: id of the status, or the key of the gap
 * @json: (nullable): the status, when the reader does not have it as it is now
 *
 * One row of a timeline.
 */
typedef struct
{
  gboolean is_gap;
  char *key;
  char *json;
} MootCacheEntry;

/**
 * MootCacheSlice:
 * @entries: of MootCacheEntry, newest first
 * @version: give it as `since` next time
 *
 * Part of a timeline.
 */
typedef struct
{
  GPtrArray *entries;
  gint64 version;
} MootCacheSlice;

MootCache *moot_cache_open   (const char  *path,
                              GError     **error) G_GNUC_WARN_UNUSED_RESULT;
MootCache *moot_cache_ref    (MootCache   *self);
void       moot_cache_unref  (MootCache   *self);
gboolean   moot_cache_forget (MootCache   *self,
                              const char  *account,
                              GError     **error);
gboolean   moot_cache_tidy   (MootCache   *self,
                              const char  *account,
                              GError     **error);

/* statuses */
gboolean moot_cache_put_status    (MootCache   *self,
                                   const char  *account,
                                   MootStatus  *status,
                                   GError     **error);
gboolean moot_cache_remove_status (MootCache   *self,
                                   const char  *account,
                                   const char  *id,
                                   GError     **error);

/* timelines */
MootCacheSlice *moot_cache_read_first   (MootCache       *self,
                                         const char      *account,
                                         const char      *timeline,
                                         gint64           since,
                                         guint            limit,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;
MootCacheSlice *moot_cache_read_down_to (MootCache       *self,
                                         const char      *account,
                                         const char      *timeline,
                                         gint64           since,
                                         const char      *floor,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;
MootCacheSlice *moot_cache_read_below   (MootCache       *self,
                                         const char      *account,
                                         const char      *timeline,
                                         const char      *ceiling,
                                         guint            limit,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void            moot_cache_slice_free   (MootCacheSlice  *slice);

gboolean moot_cache_merge_newest (MootCache   *self,
                                  const char  *account,
                                  const char  *timeline,
                                  GPtrArray   *statuses,
                                  gboolean     has_older,
                                  GError     **error);
gboolean moot_cache_add_live     (MootCache   *self,
                                  const char  *account,
                                  const char  *timeline,
                                  GPtrArray   *statuses,
                                  GError     **error);
gboolean moot_cache_append_older (MootCache   *self,
                                  const char  *account,
                                  const char  *timeline,
                                  GPtrArray   *statuses,
                                  GError     **error);
gboolean moot_cache_find_gap     (MootCache   *self,
                                  const char  *account,
                                  const char  *timeline,
                                  const char  *gap,
                                  char       **out_newer,
                                  char       **out_older,
                                  GError     **error);
gboolean moot_cache_fill_gap     (MootCache   *self,
                                  const char  *account,
                                  const char  *timeline,
                                  const char  *gap,
                                  GPtrArray   *statuses,
                                  gboolean     upward,
                                  gboolean     ended,
                                  guint       *out_n_new,
                                  GError     **error);

/* where the reader was */
gboolean  moot_cache_put_place (MootCache   *self,
                                const char  *account,
                                const char  *timeline,
                                const char  *key,
                                int          offset,
                                GError     **error);
char     *moot_cache_dup_place (MootCache   *self,
                                const char  *account,
                                const char  *timeline,
                                int         *out_offset,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/* what was being written */
gboolean  moot_cache_put_draft    (MootCache   *self,
                                   const char  *account,
                                   const char  *target,
                                   const char  *json,
                                   GError     **error);
char     *moot_cache_dup_draft    (MootCache   *self,
                                   const char  *account,
                                   const char  *target,
                                   GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_cache_remove_draft (MootCache   *self,
                                   const char  *account,
                                   const char  *target,
                                   GError     **error);

/* answers kept for reading */

/**
 * MootCacheDocument:
 * @name: what it is
 * @json: as it came
 *
 * An answer that was kept.
 */
typedef struct
{
  char *name;
  char *json;
} MootCacheDocument;

GPtrArray *moot_cache_list_documents (MootCache   *self,
                                      const char  *account,
                                      guint        limit,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean  moot_cache_put_document (MootCache   *self,
                                   const char  *account,
                                   const char  *name,
                                   const char  *json,
                                   GError     **error);
char     *moot_cache_dup_document (MootCache   *self,
                                   const char  *account,
                                   const char  *name,
                                   gint64      *out_fetched_at,
                                   GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootCache, moot_cache_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootCacheSlice, moot_cache_slice_free)

G_END_DECLS
