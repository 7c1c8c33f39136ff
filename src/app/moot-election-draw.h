/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-contest.h"
#include "moot-recount.h"

G_BEGIN_DECLS

gboolean          moot_election_draw_is_drawn (MootContest   *contest);
gboolean          moot_election_draw_spares   (MootContest   *contest,
                                               MootCandidacy *candidacy);
MootRecountResult moot_election_draw_again    (MootContest   *contest,
                                               GPtrArray     *offices);

G_END_DECLS
