/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "paper-votes.h"

#include "moot-candidacies.h"
#include "moot-elections.h"
#include "moot-offices.h"
#include "moot-recalls.h"

G_BEGIN_DECLS

/**
 * ElectionStage:
 *
 * An election on its way: what is handed in, and what was read of it last.
 */
typedef struct
{
  PaperVotes votes; /* the begin: its steps are used here too */
  MootElectionDraft call;
  gint64 election;
  MootCandidacyDraft candidate;
  gint64 candidacy;
  gint64 office;
  const char *words;
  gboolean upheld;
  gboolean with_election; /* a petition asks for a successor too */
  MootContest *shown;
  GPtrArray *offices; /* of MootOffice, the latest first */
  gboolean is_facilitator;
} ElectionStage;

void election_stage_clear (ElectionStage *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ElectionStage, election_stage_clear)

/* Steps, with an ElectionStage as their data. */
gboolean election_call        (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gpointer                data,
                               GError                **error);
gboolean election_nominate    (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gpointer                data,
                               GError                **error);
gboolean election_answer      (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gpointer                data,
                               GError                **error);
gboolean election_look        (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gpointer                data,
                               GError                **error);
gboolean election_ask_for_stv (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gpointer                data,
                               GError                **error);

void                 election_go_to         (CoopFixture   *fixture,
                                             ElectionStage *stage,
                                             gint64         time,
                                             const char    *state);
void                 election_run_to        (CoopFixture   *fixture,
                                             ElectionStage *stage,
                                             gint64         time);
void                 election_begin         (CoopFixture   *fixture,
                                             ElectionStage *stage,
                                             gint64         seats);
void                 election_stand         (CoopFixture   *fixture,
                                             ElectionStage *stage,
                                             guint          member);
const MootCandidacy *election_get_candidacy (ElectionStage *stage,
                                             guint          i);
const MootOffice    *election_get_office    (ElectionStage *stage,
                                             guint          i);
gboolean             election_has_power     (CoopFixture   *fixture,
                                             ElectionStage *stage,
                                             guint          member);
void                 election_run_news      (CoopFixture   *fixture);

G_END_DECLS
