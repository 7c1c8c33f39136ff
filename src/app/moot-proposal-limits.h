/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-decision-kind.h"
#include "moot-proposal.h"

G_BEGIN_DECLS

gboolean moot_proposal_limits_read (MootProposal   *proposal,
                                    MootKindLimits *out_limits);
int      moot_proposal_limits_find (MootProposal   *proposal,
                                    const char     *option_id);

G_END_DECLS
