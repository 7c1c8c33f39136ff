/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-interaction-store.h"
#include "moot-status-store.h"
#include "moot-timeline-store.h"
#include "store-fixture.h"

G_BEGIN_DECLS

#define NOW 1767323045678
#define DB(stage) ((stage)->fixture->db)
#define SITE(stage) ((stage)->fixture->site)

/**
 * Stage:
 * @status: by Ada, mentions Bo, with a picture, a tag and a poll
 * @boost: of it, by Bo, who follows Ada
 * @reply: to it, by Bo
 */
typedef struct
{
  StoreFixture *fixture;
  gint64 ada;
  gint64 bo;
  gint64 status;
  gint64 boost;
  gint64 reply;
  gint64 picture;
} Stage;

/**
 * StageChange:
 * @visible: whether Bo's home timeline looks different afterwards
 *
 * Something that can happen on a stage.
 */
typedef struct
{
  const char *name;
  void (*change) (Stage *stage);
  gboolean visible;
} StageChange;

extern const StageChange stage_changes[];
extern const guint stage_n_changes;

Stage stage_new    (void);
void  stage_clear  (Stage      *stage);
void  stage_change (Stage      *stage,
                    const char *name);

gint64          stage_count     (Stage                 *stage,
                                 const char            *what);
gint64          stage_post      (Stage                 *stage,
                                 const MootStatusDraft *draft);
MootStatusView  stage_look      (const Stage           *stage,
                                 MootStatusCache       *cache,
                                 gint64                 viewer_id,
                                 gint64                 now);
char           *stage_read_home (const Stage           *stage,
                                 MootStatusCache       *cache,
                                 gint64                 viewer_id,
                                 gint64                 now);
void            stage_interact  (Stage                 *stage,
                                 MootInteraction        what,
                                 gint64                 who,
                                 gboolean               wanted);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stage, stage_clear)

G_END_DECLS
