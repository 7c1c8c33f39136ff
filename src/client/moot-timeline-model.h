/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-cache.h"
#include "moot-client.h"
#include "moot-timeline-item.h"

G_BEGIN_DECLS

#define MOOT_TYPE_TIMELINE_MODEL (moot_timeline_model_get_type ())

G_DECLARE_FINAL_TYPE (MootTimelineModel, moot_timeline_model, MOOT, TIMELINE_MODEL, GObject)

MootTimelineModel *moot_timeline_model_new (MootClient *client,
                                            MootCache  *cache,
                                            const char *account,
                                            const char *timeline,
                                            MootCall    call,
                                            const char *id) G_GNUC_WARN_UNUSED_RESULT;

gboolean      moot_timeline_model_get_loading  (MootTimelineModel *self);
gboolean      moot_timeline_model_get_opened   (MootTimelineModel *self);
gboolean      moot_timeline_model_get_complete (MootTimelineModel *self);
const GError *moot_timeline_model_get_error    (MootTimelineModel *self);
const char   *moot_timeline_model_get_place    (MootTimelineModel *self,
                                                int               *out_offset);
guint         moot_timeline_model_get_n_new    (MootTimelineModel *self);
void          moot_timeline_model_see          (MootTimelineModel *self,
                                                guint              n_above);
void          moot_timeline_model_save_place   (MootTimelineModel *self,
                                                const char        *key,
                                                int                offset);

void moot_timeline_model_open       (MootTimelineModel *self);
void moot_timeline_model_refresh    (MootTimelineModel *self);
void moot_timeline_model_load_older (MootTimelineModel *self);
void moot_timeline_model_fill_gap   (MootTimelineModel *self,
                                     MootTimelineItem  *gap,
                                     gboolean           upward);
void moot_timeline_model_add_live   (MootTimelineModel *self,
                                     MootStatus        *status);
void moot_timeline_model_remove     (MootTimelineModel *self,
                                     const char        *id);
void moot_timeline_model_update     (MootTimelineModel *self,
                                     MootStatus        *status);

MootStatus *moot_timeline_model_load_status (MootTimelineModel *self,
                                             MootTimelineItem  *item);
gboolean    moot_timeline_model_find        (MootTimelineModel *self,
                                             const char        *key,
                                             guint             *out_position);

G_END_DECLS
