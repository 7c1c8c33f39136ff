/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-count.h"
#include "moot-lot.h"
#include "moot-option-count.h"

G_BEGIN_DECLS

/**
 * MootRankedCount:
 * @election: the papers
 * @stages: (nullable): the count, %NULL without a single paper
 * @lot: what ties were broken with
 * @order: options as the lot has them
 */
typedef struct
{
  MootElection *election;
  MootCount *stages;
  MootLot lot;
  guint order[MOOT_OPTIONS_MAX];
} MootRankedCount;

gboolean moot_ranked_count_find_rule (MootDecisionRule  rule,
                                      MootCountRule    *out_rule);

MootElection *moot_ranked_count_new_election (const MootKindLimits *limits,
                                              const MootOptionVote *votes,
                                              gsize n_votes,
                                              GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

MootRankedCount *moot_ranked_count_run  (const MootKindLimits  *limits,
                                         MootDecisionRule       rule,
                                         const MootOptionVote  *votes,
                                         gsize                  n_votes,
                                         const char *const     *ids,
                                         const MootLot         *lot,
                                         MootOptionCount       *count,
                                         GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void             moot_ranked_count_free (MootRankedCount       *self);

char     *moot_ranked_count_write    (const MootRankedCount *self,
                                      const char *const     *ids) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_ranked_count_read_lot (const char            *json,
                                      const char            *uri,
                                      MootLot               *out_lot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootRankedCount, moot_ranked_count_free)

G_END_DECLS
