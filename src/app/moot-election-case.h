/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-contest.h"
#include "moot-member.h"
#include "moot-page-source.h"

G_BEGIN_DECLS

/**
 * MootElectionCase:
 * @contest: the election with its candidates
 * @me: (nullable): what this account is in the co-op
 * @members: (nullable) (element-type MootMember): who can be proposed
 * @offices: (nullable) (element-type MootOffice): terms, the latest first
 *
 * An election with everything its page shows.
 */
typedef struct
{
  MootContest *contest;
  MootMember *me;
  GPtrArray *members;
  GPtrArray *offices;
} MootElectionCase;

gpointer moot_election_case_load (MootPageSource    *source,
                                  const char        *id,
                                  GCancellable      *cancellable,
                                  GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void     moot_election_case_free (MootElectionCase  *self);

/**
 * MootScrutineer:
 * @member_id: a scrutineer
 * @agreed: whether they said that they watch
 * @committed: whether they committed to a part of the lot
 * @shown: whether they have shown it
 */
typedef struct
{
  char *member_id;
  gboolean agreed;
  gboolean committed;
  gboolean shown;
} MootScrutineer;

GArray *moot_election_case_read_scrutineers (MootContest *contest) G_GNUC_WARN_UNUSED_RESULT;

MootCandidacy *moot_election_case_find_mine (const MootElectionCase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootElectionCase, moot_election_case_free)

G_END_DECLS
