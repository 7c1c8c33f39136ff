/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-failure-memory.h"
#include "moot-media-cache.h"
#include "moot-media-flights.h"

G_BEGIN_DECLS

struct _MootMediaCache
{
  MootFederation *federation;
  MootMediaLimits limits;
  MootMediaFlights *flights;
  MootFailureMemory *failures; /* by address, and by host */
  GMutex decoding;             /* pixels of one picture at a time: they are what takes memory */

  GMutex film_lock;
  GHashTable *films;   /* char * -> MootFilm: being fetched, by address */
  GThreadPool *makers; /* that fetch them */
  int n_waiting;       /* atomic: for the beginning of one */
};

gboolean moot_media_keep     (MootMediaCache          *self,
                              const MootMediaAddress  *address,
                              const char              *file,
                              const char              *small_file,
                              gint64                   bytes,
                              GError                 **error);
gboolean moot_media_load     (MootMediaCache          *self,
                              const char              *name,
                              MootMediaFile           *out_file);
void     moot_media_remember (MootMediaCache          *self,
                              const char              *url,
                              const GError            *error,
                              gint64                   took_ms,
                              gint64                   now);
gboolean moot_media_may_ask  (MootMediaCache          *self,
                              const char              *url,
                              gint64                   now,
                              GError                 **error);

void     moot_media_films_start (MootMediaCache          *self);
void     moot_media_films_stop  (MootMediaCache          *self);
gboolean moot_media_film_get    (MootMediaCache          *self,
                                 const MootMediaAddress  *address,
                                 MootMediaFile           *out_file,
                                 MootFilm               **out_film,
                                 GError                 **error);

gboolean moot_media_is_refused (MootDb      *db,
                                const char  *domain,
                                gboolean    *out_refused,
                                GError     **error);
gboolean moot_media_make_room  (MootDb      *db,
                                gint64       max_bytes,
                                GPtrArray   *out_files,
                                GError     **error);
gboolean
moot_media_limit_emojis (MootDb *db, const char *domain, GPtrArray *out_files, GError **error);
gboolean moot_media_forget       (MootDb           *db,
                                  const char       *url,
                                  GPtrArray        *out_files,
                                  GError          **error);
void     moot_media_remove_files (MootMediaCache   *self,
                                  const GPtrArray  *files);

G_END_DECLS
