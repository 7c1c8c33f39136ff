/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-election-case.h"

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_ELECTION_STAGES 5

/**
 * MootElectionStage:
 * @words: (transfer full): what happens until when
 * @is_now: whether it happens now
 * @is_over: whether it has happened
 *
 * A line of an election's calendar.
 */
typedef struct
{
  char *words;
  gboolean is_now;
  gboolean is_over;
} MootElectionStage;

const char *moot_election_text_get_state (MootContest *contest);
const char *moot_election_text_get_role  (const char  *role);

char *moot_election_text_dup_summary    (MootContest          *contest) G_GNUC_WARN_UNUSED_RESULT;
char *moot_election_text_dup_candidacy  (MootContest          *contest,
                                         MootCandidacy        *candidacy) G_GNUC_WARN_UNUSED_RESULT;
char *moot_election_text_dup_scrutineer (const MootScrutineer *scrutineer,
                                         const char           *name) G_GNUC_WARN_UNUSED_RESULT;
char *moot_election_text_dup_term       (MootOffice           *office) G_GNUC_WARN_UNUSED_RESULT;
void  moot_election_text_fill_calendar  (MootContest          *contest,
                                         MootElectionStage     out_stages[MOOT_ELECTION_STAGES]);

G_END_DECLS
