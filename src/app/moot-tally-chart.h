/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bar-chart.h"
#include "moot-proposal.h"
#include "moot-tally.h"

G_BEGIN_DECLS

void moot_tally_chart_fill (MootBarChart *chart,
                            MootProposal *proposal,
                            MootTally    *tally);

G_END_DECLS
