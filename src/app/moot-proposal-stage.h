/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-moment-text.h"
#include "moot-proposal.h"

G_BEGIN_DECLS

gboolean moot_proposal_stage_is_open (MootProposal *proposal);
gboolean moot_proposal_stage_is_over (MootProposal *proposal);
gboolean moot_proposal_stage_is_talk (MootProposal *proposal);

gint64   moot_proposal_stage_get_talk_end  (MootProposal     *proposal,
                                            const MootBylaws *bylaws);
gboolean moot_proposal_stage_find_deadline (MootProposal     *proposal,
                                            const MootBylaws *bylaws,
                                            MootDeadline     *out_deadline,
                                            gint64           *out_time_ms);

G_END_DECLS
