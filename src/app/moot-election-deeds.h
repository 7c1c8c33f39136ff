/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"
#include "moot-election-case.h"

G_BEGIN_DECLS

#define MOOT_TYPE_ELECTION_DEEDS (moot_election_deeds_get_type ())

G_DECLARE_FINAL_TYPE (MootElectionDeeds, moot_election_deeds, MOOT, ELECTION_DEEDS, GtkWidget)

/**
 * MootElectionDeeds:
 *
 * What a candidate, a scrutineer and a member can do in an election beside standing and voting.
 */

GtkWidget *moot_election_deeds_new (void) G_GNUC_WARN_UNUSED_RESULT;

void moot_election_deeds_show (MootElectionDeeds      *self,
                               MootCasePage           *page,
                               const MootElectionCase *data);

G_END_DECLS
