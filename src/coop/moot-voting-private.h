/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-ballot-signature.h"
#include "moot-voting.h"

G_BEGIN_DECLS

/* What named and anonymous ballots have in common. */
GPtrArray *moot_voting_accept        (const MootCoopContext     *context,
                                      const MootActor           *actor,
                                      const MootProposalRecord  *proposal,
                                      const MootBallotDraft     *draft,
                                      GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
void       moot_voting_state_choices (GPtrArray                 *choices,
                                      MootBallotStatement       *statement);

G_END_DECLS
