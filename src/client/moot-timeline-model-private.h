/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-timeline-model.h"
#include "moot-timeline-rows.h"
#include "moot-timeline-work.h"

G_BEGIN_DECLS

struct _MootTimelineModel
{
  GObject parent_instance;

  MootClient *client;
  MootCache *cache;
  char *account;
  char *timeline;
  MootCall call;
  char *id;

  MootTimelineRows *entries;
  gint64 version;
  char *place;
  int place_offset;
  gboolean opened;
  gboolean fresh; /* the server has answered since it was opened */
  gboolean complete;
  guint n_new;
  GError *error;

  GQueue steps; /* of MootTimelineJob *, the first one running */
  GCancellable *cancellable;
  GPtrArray *live;
  GPtrArray *removed;
  guint live_id;
  GQueue objects; /* of MootTimelineItem *, those with a status object, oldest first */
};

typedef enum
{
  PROP_LOADING = 1,
  PROP_OPENED,
  PROP_COMPLETE,
  PROP_ERROR,
  PROP_N_NEW,
} MootTimelineModelProperty;

/* moot-timeline-model.c */
void moot_timeline_model_notify (MootTimelineModel         *self,
                                 MootTimelineModelProperty  property);

/* moot-timeline-steps.c: queue makes a step and start runs it when none is under way */
MootTimelineJob *moot_timeline_steps_queue          (MootTimelineModel *self,
                                                     MootTimelineStep   step);
void             moot_timeline_steps_start          (MootTimelineModel *self);
gboolean         moot_timeline_steps_has            (MootTimelineModel *self,
                                                     MootTimelineStep   step);
void             moot_timeline_steps_take_live_soon (MootTimelineModel *self);
void             moot_timeline_steps_set_n_new      (MootTimelineModel *self,
                                                     guint              n_new);

G_END_DECLS
