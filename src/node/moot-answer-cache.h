/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db-pool.h"

G_BEGIN_DECLS

#define MOOT_ANSWER_CACHE_BYTES (4 * 1024 * 1024) /* about forty home timelines */

typedef struct _MootAnswerCache MootAnswerCache;

/**
 * MootAnswer:
 * @content_type: in static storage
 * @headers: (element-type utf8): name, value, name, value; nobody changes it any more
 * @viewer_id: the member it is for, 0 for everybody
 * @changes_at: UTC milliseconds: when the clock alone makes it wrong
 *
 * What was answered with status 200.
 */
typedef struct
{
  const char *content_type;
  GBytes *body;
  GPtrArray *headers;
  gint64 viewer_id;
  gint64 changes_at;
} MootAnswer;

MootAnswerCache *moot_answer_cache_new  (MootDbPool      *pool,
                                         gsize            max_bytes) G_GNUC_WARN_UNUSED_RESULT;
void             moot_answer_cache_free (MootAnswerCache *self);

const MootAnswer *moot_answer_cache_find (MootAnswerCache     *self,
                                          const char          *key,
                                          gint64               now);
void              moot_answer_cache_keep (MootAnswerCache     *self,
                                          const char          *key,
                                          const MootDbVersion *asked,
                                          const MootAnswer    *answer,
                                          gint64               now);

gsize moot_answer_cache_get_bytes (const MootAnswerCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootAnswerCache, moot_answer_cache_free)

G_END_DECLS
