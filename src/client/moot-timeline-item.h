/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-status.h"

G_BEGIN_DECLS

/**
 * MootTimelineKind:
 * @MOOT_TIMELINE_STATUS: a post or a boost
 * @MOOT_TIMELINE_GAP: posts may be missing here
 * @MOOT_TIMELINE_MARKER: the reader was here last time
 * @MOOT_TIMELINE_END: below it is nothing, or nothing yet
 */
typedef enum
{
  MOOT_TIMELINE_STATUS,
  MOOT_TIMELINE_GAP,
  MOOT_TIMELINE_MARKER,
  MOOT_TIMELINE_END,
} MootTimelineKind;

#define MOOT_TYPE_TIMELINE_ITEM (moot_timeline_item_get_type ())

G_DECLARE_FINAL_TYPE (MootTimelineItem, moot_timeline_item, MOOT, TIMELINE_ITEM, GObject)

MootTimelineItem *moot_timeline_item_new (MootTimelineKind  kind,
                                          const char       *key,
                                          const char       *json) G_GNUC_WARN_UNUSED_RESULT;

MootTimelineKind  moot_timeline_item_get_kind      (MootTimelineItem *self);
const char       *moot_timeline_item_get_key       (MootTimelineItem *self);
MootStatus       *moot_timeline_item_get_status    (MootTimelineItem *self);
void              moot_timeline_item_forget_status (MootTimelineItem *self);
gboolean          moot_timeline_item_has_status    (MootTimelineItem *self);

gboolean moot_timeline_item_get_busy (MootTimelineItem *self);
void     moot_timeline_item_set_busy (MootTimelineItem *self,
                                      gboolean          busy);

G_END_DECLS
