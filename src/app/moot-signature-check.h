/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-ballot-signature.h"
#include "moot-ballot.h"
#include "moot-member.h"

G_BEGIN_DECLS

/**
 * MootSignatureCheck:
 * @n_ballots: how many there are
 * @n_signed: signed by a device of their voter
 * @false_voters: (element-type utf8): names of those whose signature does not hold
 *
 * What the signatures under a vote's ballots are worth.
 */
typedef struct
{
  guint n_ballots;
  guint n_signed;
  GPtrArray *false_voters;
} MootSignatureCheck;

MootBallotSignature moot_signature_check_one   (MootBallot          *ballot,
                                                MootMember          *member);
gboolean            moot_ballot_read_statement (MootBallot          *ballot,
                                                MootBallotStatement *out_statement);

MootSignatureCheck *moot_signature_check_new (GPtrArray *ballots,
                                              GHashTable *members)
  G_GNUC_WARN_UNUSED_RESULT;
void moot_signature_check_free (MootSignatureCheck *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSignatureCheck, moot_signature_check_free)

G_END_DECLS
