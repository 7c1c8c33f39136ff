/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-elections.h"
#include "moot-lot.h"

G_BEGIN_DECLS

#define MOOT_LOT_WAIT_DAYS 2 /* for numbers of scrutineers; then they are left out */

gboolean moot_election_lot_commit (const MootCoopContext     *context,
                                   const MootActor           *actor,
                                   const MootElectionRecord  *election,
                                   const char                *lot_commit,
                                   GError                   **error);
gboolean moot_election_lot_reveal (const MootCoopContext     *context,
                                   const MootActor           *actor,
                                   gint64                     id,
                                   const char                *lot_nonce,
                                   GError                   **error);

gboolean moot_election_lot_hold      (const MootCoopContext  *context,
                                      MootElectionRecord     *election,
                                      gboolean               *out_waits,
                                      GError                **error);
gboolean moot_election_lot_hold_vote (const MootCoopContext  *context,
                                      gint64                  proposal_id,
                                      gboolean               *out_waits,
                                      GError                **error);
gboolean moot_election_lot_fill      (MootDb                 *db,
                                      gint64                  election_id,
                                      MootLot                *lot,
                                      GError                **error);

G_END_DECLS
