/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-cache.h"
#include "moot-timeline-item.h"

G_BEGIN_DECLS

#define MOOT_TIMELINE_END_KEY "end"

typedef struct _MootTimelineRows MootTimelineRows;

/**
 * MootRowsChanged:
 *
 * Called after each change, like the signal of a list model.
 */
typedef void (*MootRowsChanged) (guint    position,
                                 guint    n_removed,
                                 guint    n_added,
                                 gpointer data);

MootTimelineRows *moot_timeline_rows_new  (MootRowsChanged   changed,
                                           gpointer          data) G_GNUC_WARN_UNUSED_RESULT;
void              moot_timeline_rows_free (MootTimelineRows *self);

guint             moot_timeline_rows_get_n       (MootTimelineRows *self);
MootTimelineItem *moot_timeline_rows_get         (MootTimelineRows *self,
                                                  guint             position);
gboolean          moot_timeline_rows_find        (MootTimelineRows *self,
                                                  const char       *key,
                                                  guint            *out_position);
const char       *moot_timeline_rows_get_top_key (MootTimelineRows *self);
const char       *moot_timeline_rows_get_floor   (MootTimelineRows *self);

void moot_timeline_rows_follow (MootTimelineRows *self,
                                GPtrArray        *wanted);
void moot_timeline_rows_append (MootTimelineRows *self,
                                GPtrArray        *wanted);
void moot_timeline_rows_update (MootTimelineRows *self,
                                MootStatus       *status);

void moot_timeline_rows_renew_end (MootTimelineRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootTimelineRows, moot_timeline_rows_free)

G_END_DECLS
