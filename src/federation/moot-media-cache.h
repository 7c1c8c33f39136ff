/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"
#include "moot-media-address.h"

G_BEGIN_DECLS

#define MOOT_MEDIA_CACHE_FOLDER "remote" /* below the media folder */
#define MOOT_MEDIA_CACHE_BYTES ((gint64) 1024 * 1024 * 1024)
#define MOOT_MEDIA_CACHE_AGE_MS (30 * MOOT_DAY)       /* then it is fetched anew */
#define MOOT_MEDIA_CACHE_TOUCH_MS MOOT_HOUR           /* how exactly its last use is known */
#define MOOT_MEDIA_SLOW_MS ((gint64) 5 * MOOT_SECOND) /* who fails so slowly is left alone */

/**
 * MootMediaLimits:
 * @max_bytes: of all files together; 0 for %MOOT_MEDIA_CACHE_BYTES
 * @max_age_ms: since they were fetched; 0 for %MOOT_MEDIA_CACHE_AGE_MS
 *
 * How much is kept.  How large one file may be is the fetcher's to say, and moot_image_read()'s.
 */
typedef struct
{
  gint64 max_bytes;
  gint64 max_age_ms;
} MootMediaLimits;

typedef struct _MootMediaCache MootMediaCache;

MootMediaCache *moot_media_cache_new  (MootFederation        *federation,
                                       const MootMediaLimits *limits) G_GNUC_WARN_UNUSED_RESULT;
void            moot_media_cache_free (MootMediaCache        *self);

GBytes   *moot_media_cache_get  (MootMediaCache          *self,
                                 const MootMediaAddress  *address,
                                 const char             **out_mime,
                                 GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_media_cache_tidy (MootMediaCache          *self,
                                 gint64                   now,
                                 GError                 **error);

G_END_DECLS
