/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_FILM_LEAD_BYTES ((guint64) 256 * 1024) /* so much is there before anybody sees it */
#define MOOT_FILM_LEAD_US (2 * G_USEC_PER_SEC)      /* or so long was waited for that much */

/**
 * MootFilmState:
 * @MOOT_FILM_COMING: more is to come
 * @MOOT_FILM_WHOLE: all of it is there, and kept
 * @MOOT_FILM_BROKEN: it ended before its end
 * @MOOT_FILM_DESERTED: nobody wanted the rest
 *
 * How a film stands that is being fetched.
 */
typedef enum
{
  MOOT_FILM_COMING,
  MOOT_FILM_WHOLE,
  MOOT_FILM_BROKEN,
  MOOT_FILM_DESERTED,
} MootFilmState;

typedef struct _MootFilm MootFilm;

/* whoever fetches it */
MootFilm *moot_film_new         (gint64      linger_ms) G_GNUC_WARN_UNUSED_RESULT;
void      moot_film_begin       (MootFilm   *self,
                                 int         fd,
                                 const char *mime,
                                 char       *tag);
gboolean  moot_film_grow        (MootFilm   *self,
                                 guint64     n_bytes,
                                 guint64     total);
void      moot_film_end         (MootFilm   *self,
                                 char       *file,
                                 GError     *error);
gboolean  moot_film_is_deserted (MootFilm   *self);
MootFilm *moot_film_ref         (MootFilm   *self);
void      moot_film_unref       (MootFilm   *self);

/* whoever looks at it */
void           moot_film_enter     (MootFilm        *self);
void           moot_film_leave     (MootFilm        *self,
                                    GSource         *news);
gboolean       moot_film_is_shown  (MootFilm        *self);
MootFilmState  moot_film_wait      (MootFilm        *self,
                                    gboolean         whole,
                                    GError         **error);
void           moot_film_watch     (MootFilm        *self,
                                    GSource         *news);
gssize         moot_film_read      (MootFilm        *self,
                                    guint64          at,
                                    guint8          *buffer,
                                    gsize            length,
                                    MootFilmState   *out_state);
const char    *moot_film_get_mime  (const MootFilm  *self);
const char    *moot_film_get_tag   (const MootFilm  *self);
guint64        moot_film_get_total (MootFilm        *self);
const char    *moot_film_get_file  (const MootFilm  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootFilm, moot_film_unref)

G_END_DECLS
