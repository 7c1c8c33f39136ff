/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"
#include "moot-film.h"
#include "moot-media-address.h"

G_BEGIN_DECLS

#define MOOT_MEDIA_CACHE_FOLDER "remote" /* below the media folder */
#define MOOT_MEDIA_CACHE_BYTES ((gint64) 1024 * 1024 * 1024)
#define MOOT_MEDIA_CACHE_AGE_MS (30 * MOOT_DAY)       /* then it is fetched anew */
#define MOOT_MEDIA_CACHE_TOUCH_MS MOOT_HOUR           /* how exactly its last use is known */
#define MOOT_MEDIA_MAX_EMOJIS 500                     /* kept of one server */
#define MOOT_MEDIA_MAX_FILMS 4                        /* fetched, and waited for, at once */
#define MOOT_MEDIA_LINGER_MS (10 * MOOT_SECOND)       /* a film nobody looks at is fetched on */
#define MOOT_MEDIA_SLOW_MS ((gint64) 5 * MOOT_SECOND) /* who fails so slowly is left alone */

/**
 * MootMediaLimits:
 * @max_bytes: of all files together; 0 for %MOOT_MEDIA_CACHE_BYTES
 * @max_age_ms: since they were fetched; 0 for %MOOT_MEDIA_CACHE_AGE_MS
 * @linger_ms: a film is fetched on when its last viewer has gone; 0 for %MOOT_MEDIA_LINGER_MS
 *
 * How much is kept.  How large one file may be is the fetcher's to say, and moot_image_read()'s.
 */
typedef struct
{
  gint64 max_bytes;
  gint64 max_age_ms;
  gint64 linger_ms;
} MootMediaLimits;

/**
 * MootMediaFile:
 * @bytes: all of it
 * @mime: its type, a static string
 * @tag: (nullable): another one when @bytes are others; %NULL when it is not kept
 *
 * What the cache gives.
 */
typedef struct
{
  GBytes *bytes;
  const char *mime;
  char *tag;
} MootMediaFile;

typedef struct _MootMediaCache MootMediaCache;

MootMediaCache *moot_media_cache_new  (MootFederation        *federation,
                                       const MootMediaLimits *limits) G_GNUC_WARN_UNUSED_RESULT;
void            moot_media_cache_free (MootMediaCache        *self);

gboolean moot_media_cache_get  (MootMediaCache          *self,
                                const MootMediaAddress  *address,
                                MootMediaFile           *out_file,
                                MootFilm               **out_film,
                                GError                 **error);
gboolean moot_media_cache_tidy (MootMediaCache          *self,
                                gint64                   now,
                                GError                 **error);
void     moot_media_file_clear (MootMediaFile           *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootMediaFile, moot_media_file_clear)

G_END_DECLS
