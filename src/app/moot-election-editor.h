/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"

G_BEGIN_DECLS

#define MOOT_TYPE_ELECTION_EDITOR (moot_election_editor_get_type ())

G_DECLARE_FINAL_TYPE (MootElectionEditor, moot_election_editor, MOOT, ELECTION_EDITOR, MootCasePage)

/**
 * MootElectionEditor:
 *
 * Calls an election: which office, how many seats, by vote or by lot, how long, who watches.
 *
 * Signals: `created` (id), once the server has it.
 */

GtkWidget *moot_election_editor_new (MootClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
