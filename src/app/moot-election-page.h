/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"

G_BEGIN_DECLS

#define MOOT_TYPE_ELECTION_PAGE (moot_election_page_get_type ())

G_DECLARE_FINAL_TYPE (MootElectionPage, moot_election_page, MOOT, ELECTION_PAGE, MootCasePage)

/**
 * MootElectionPage:
 *
 * An election: its calendar, who stands, and who holds the office.
 *
 * Signals: `open-proposal` with the id of its vote.
 */

GtkWidget *moot_election_page_new (MootClient *client,
                                   const char *election_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
