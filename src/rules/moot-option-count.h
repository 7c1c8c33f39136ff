/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-decision-kind.h"
#include "moot-verdict.h"

G_BEGIN_DECLS

/**
 * MootOptionVote:
 * @ballot_id: the ballot it stands on; only ballots that count are given
 * @option: which one, counted from 0
 * @value: what the ballot says to it
 */
typedef struct
{
  gint64 ballot_id;
  gint64 option;
  gint64 value;
} MootOptionVote;

/**
 * MootOptionLine:
 * @votes: ballots that chose it; for a time, those that say yes
 * @total: its points; where ballots are ranked and counted in stages, the first preferences
 * @refusals: for a time, ballots that say no
 *
 * What the ballots say to one option.
 */
typedef struct
{
  gint64 votes;
  gint64 total;
  gint64 refusals;
} MootOptionLine;

/**
 * MootOptionCount:
 * @eligible: people on the roll
 * @cast: ballots
 * @n_options: how many lines there are
 * @lines: by option
 * @order: options from the first to the last
 * @n_winners: how many of @order have won; 0 when nothing was chosen or a tie stands in the way
 * @tied: whether the last seat is claimed by options that are equal
 * @by_lot: whether the lot told options apart
 */
typedef struct
{
  gint64 eligible;
  gint64 cast;
  guint n_options;
  MootOptionLine lines[MOOT_OPTIONS_MAX];
  guint order[MOOT_OPTIONS_MAX];
  guint n_winners;
  gboolean tied;
  gboolean by_lot;
} MootOptionCount;

gboolean  moot_option_count_run       (const MootKindLimits   *limits,
                                       const MootOptionVote   *votes,
                                       gsize                   n_votes,
                                       gint64                  n_cast,
                                       gint64                  n_eligible,
                                       MootOptionCount        *out_count,
                                       GError                **error);
gboolean  moot_option_count_asks_lot  (const MootOptionCount  *self,
                                       MootDecisionKind        kind,
                                       gboolean                is_election);
void      moot_option_count_draw      (MootOptionCount        *self,
                                       const MootKindLimits   *limits,
                                       const guint            *lot_order);
gint64    moot_option_count_get_score (const MootOptionCount  *self,
                                       MootDecisionKind        kind,
                                       guint                   option);
char     *moot_option_count_dup_mean  (const MootOptionCount  *self,
                                       guint                   option) G_GNUC_WARN_UNUSED_RESULT;

MootVerdict *moot_option_count_judge (const MootOptionCount    *self,
                                      const MootKindLimits     *limits,
                                      const MootDecisionClass  *decision,
                                      int                       extensions,
                                      GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
