/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

/**
 * MootMediaCopy:
 * @url: where it came from
 * @domain: whose account shows it, as in handles
 * @file: below the media folder
 * @small_file: a preview that stands still; the same as @file where it is small enough
 * @bytes: of both files
 * @fetched_at: UTC milliseconds
 * @used_at: UTC milliseconds, to the hour or so
 * @is_emoji: only told when it is stored
 *
 * What is kept of a file of another server.
 */
typedef struct
{
  char *url;
  char *domain;
  char *file;
  char *small_file;
  gint64 bytes;
  gint64 fetched_at;
  gint64 used_at;
  gboolean is_emoji;
} MootMediaCopy;

MootMediaCopy *moot_media_copy_find   (MootDb               *db,
                                       const char           *url,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       moot_media_copy_put    (MootDb               *db,
                                       const MootMediaCopy  *copy,
                                       GError              **error);
gboolean       moot_media_copy_touch  (MootDb               *db,
                                       const char           *url,
                                       gint64                now,
                                       GError              **error);
gboolean       moot_media_copy_remove (MootDb               *db,
                                       const char           *url,
                                       GError              **error);
void           moot_media_copy_free   (MootMediaCopy        *self);

GPtrArray *moot_media_copies_by_use        (MootDb      *db,
                                            guint        limit,
                                            GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_media_copies_older         (MootDb      *db,
                                            gint64       before,
                                            guint        limit,
                                            GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_media_copies_emojis_beyond (MootDb      *db,
                                            const char  *domain,
                                            guint        limit,
                                            GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_media_copies_of_domain     (MootDb      *db,
                                            const char  *domain,
                                            guint        limit,
                                            GError     **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_media_copy_domains (MootDb  *db,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_media_copy_bytes   (MootDb  *db,
                                    gint64  *out_bytes,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootMediaCopy, moot_media_copy_free)

G_END_DECLS
