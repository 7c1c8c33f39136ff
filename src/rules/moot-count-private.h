/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the rules share while they count. */
#pragma once

#include "moot-count.h"

G_BEGIN_DECLS

#define MOOT_COUNT_UNIT \
  ((gint64) 100000) /* of a vote: five decimals, as the Scottish rule has it */

/* Where somebody stands. */
typedef enum
{
  MOOT_STANDING_HOPEFUL,
  MOOT_STANDING_ELECTED,
  MOOT_STANDING_OUT,
} MootStanding;

/* What a tie is about. */
typedef enum
{
  MOOT_TIE_MOST,  /* who of those with most is elected or transferred first */
  MOOT_TIE_FEWEST /* who of those with fewest is excluded */
} MootTiePurpose;

/* A count on its way.  `votes` is what the next stage will show; `order` has every candidate once,
 * the one whom the lot favours first. */
typedef struct
{
  const MootElection *election;
  MootCount *count;
  MootStanding *standings;
  gint64 *votes;
  guint *order;
  gboolean first_is_excluded; /* an order from a file names the first to be picked, whatever for */
  gboolean looks_back;        /* whether earlier stages break ties */
  guint n_hopeful;
  MootCountTie tie;
} MootCounter;

guint           moot_counter_pick          (MootCounter       *self,
                                            const guint       *tied,
                                            guint              n_tied,
                                            MootTiePurpose     purpose);
MootCountStage *moot_counter_stage         (MootCounter       *self,
                                            gint64             non_transferable);
void            moot_counter_elect         (MootCounter       *self,
                                            MootCountStage    *stage,
                                            guint              candidate);
void            moot_counter_out           (MootCounter       *self,
                                            guint              candidate);
guint           moot_counter_lowest        (MootCounter       *self,
                                            gint64             margin);
void            moot_counter_elect_from    (MootCounter       *self,
                                            MootCountStage    *stage,
                                            gint64             quota);
guint           moot_counter_get_vacancies (const MootCounter *self);
guint           moot_counter_get_strict    (const MootCounter *self,
                                            const MootPaper   *paper);

void moot_count_scottish (MootCounter *self);
void moot_count_meek     (MootCounter *self);
void moot_count_irv      (MootCounter *self);
void moot_count_schulze  (MootCounter *self);
void moot_count_borda    (MootCounter *self);
void moot_count_approval (MootCounter *self);

G_END_DECLS
