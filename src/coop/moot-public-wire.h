/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-coop-context.h"
#include "moot-coop-records.h"
#include "moot-own-status.h"
#include "moot-signers.h"
#include "moot-tally.h"

G_BEGIN_DECLS

/**
 * MootPublicFacts:
 * @account_id: the account the co-op speaks with
 * @actor: its id
 * @proposer: the id of whoever proposed it
 * @page: their page
 * @name: what they are called
 * @options: (element-type MootOptionRecord): what can be chosen
 *
 * What is said with every statement about a proposal.
 */
typedef struct
{
  const MootCoopContext *context;
  const MootProposalRecord *proposal;
  gint64 account_id;
  char *actor;
  char *proposer;
  char *page;
  char *name;
  char *locale;
  GPtrArray *options;
  MootSigner *signer;
} MootPublicFacts;

/**
 * MootPublicText:
 * @uri: where it is
 * @document: the Article
 * @sha256: its digest without the proof
 *
 * The text that is voted on.
 */
typedef struct
{
  char *uri;
  char *document;
  char *sha256;
} MootPublicText;

/**
 * MootPublicDecision:
 * @status: the post that it is
 * @tally: the count
 * @outcome: what became of it
 * @ballots_root: a digest of the ballots
 * @previous: (nullable): the decision before
 * @previous_sha256: (nullable): its digest
 * @corrects: (nullable): a decision about the same that was not right
 *
 * What was decided.
 */
typedef struct
{
  const MootOwnStatus *status;
  const MootTally *tally;
  const MootOutcomeRecord *outcome;
  const MootPublicText *text;
  const char *ballots_root;
  const char *previous;
  const char *previous_sha256;
  const char *corrects;
} MootPublicDecision;

void moot_public_facts_clear (MootPublicFacts *self);
void moot_public_text_clear  (MootPublicText  *self);

char *moot_public_wire_hash (const char  *document,
                             GError     **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean  moot_public_wire_text     (const MootPublicFacts     *facts,
                                     MootPublicText            *out_text,
                                     GError                   **error);
char     *moot_public_wire_proposal (const MootPublicFacts     *facts,
                                     const MootDecisionClass   *decision,
                                     const MootPublicText      *text) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_public_wire_decision (const MootPublicFacts     *facts,
                                     const MootPublicDecision  *decision,
                                     GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootPublicFacts, moot_public_facts_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootPublicText, moot_public_text_clear)

G_END_DECLS
