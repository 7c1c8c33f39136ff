/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "proposal-steps.h"

#include "moot-election.h"

G_BEGIN_DECLS

#define PAPER_VOTES_FIRST 4 /* members of the fixture; the others are enrolled */

/**
 * PaperVotes:
 * @life: the vote
 * @election: a published election
 * @options: its candidates as JSON
 *
 * As many members as an election had voters; each casts one paper.
 */
typedef struct
{
  ProposalLife life;
  MootElection *election;
  char *options;
} PaperVotes;

void paper_votes_clear (PaperVotes *self);
void paper_votes_read  (PaperVotes *self,
                        const char *text);

/* Steps, with PaperVotes as the begin of their data. */
gboolean paper_votes_enrol (const MootCoopContext  *context,
                            const MootActor        *actor,
                            gpointer                data,
                            GError                **error);
gboolean paper_votes_cast  (const MootCoopContext  *context,
                            const MootActor        *actor,
                            gpointer                data,
                            GError                **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PaperVotes, paper_votes_clear)

G_END_DECLS
