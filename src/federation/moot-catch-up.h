/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"

G_BEGIN_DECLS

#define MOOT_CATCH_UP_AFTER_MS (10 * MOOT_MINUTE) /* asleep; shorter, nobody gave us up */
#define MOOT_CATCH_UP_SETTLE_MS (3 * MOOT_SECOND) /* for the network, after waking */
#define MOOT_CATCH_UP_GAP_MS 300                  /* between two requests to one host */
#define MOOT_CATCH_UP_MAX_PER_HOST 100            /* requests, for each time we wake */
#define MOOT_CATCH_UP_MAX_FOLLOWED 2000           /* actors, for each time we wake */
#define MOOT_CATCH_UP_HOSTS 4                     /* asked at once */
#define MOOT_CATCH_UP_OVERLAP_MS MOOT_HOUR        /* before the sleep: clocks differ */
#define MOOT_CATCH_UP_MAX_POLLS 50
#define MOOT_CATCH_UP_MAX_THREADS 20

/**
 * MootCatchUpOptions:
 * @after_ms: how long a sleep has to be
 * @settle_ms: how long to wait after waking
 * @gap_ms: between two requests to one host
 *
 * How patient it is; 0 is the default of each.
 */
typedef struct
{
  gint64 after_ms;
  gint64 settle_ms;
  gint64 gap_ms;
} MootCatchUpOptions;

typedef struct _MootCatchUp MootCatchUp;

MootCatchUp *moot_catch_up_new  (MootFederation           *federation,
                                 const MootCatchUpOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void         moot_catch_up_free (MootCatchUp              *self);

void moot_catch_up_begin (MootCatchUp *self,
                          gint64       asleep_ms);
void moot_catch_up_wait  (MootCatchUp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootCatchUp, moot_catch_up_free)

G_END_DECLS
