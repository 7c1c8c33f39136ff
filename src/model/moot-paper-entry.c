/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Anonymous ballots: what is published, what the voter gets, and who took part.
 * Spec: co-op API, ballot level L1. */
#include "moot-paper-entry.h"

#include "moot-ballot.h"

/* clang-format off */
static const MootField paper_entry_fields[] = {
  MOOT_STRING (MootPaperEntry, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootPaperEntry, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaperEntry, number, MOOT_FIELD_NOT_NULL),
  MOOT_LIST (MootPaperEntry, choices, MOOT_FIELD_PLAIN, moot_ballot_choice_get_type),
  MOOT_STRING (MootPaperEntry, reason, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaperEntry, reason_source, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaperEntry, proposal_version, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootPaperEntry, moot_paper_entry, paper_entry_fields)

/* clang-format off */
static const MootField paper_receipt_fields[] = {
  MOOT_STRING (MootPaperReceipt, proposal_id, MOOT_FIELD_REQUIRED),
  MOOT_NUMBER (MootPaperReceipt, log_seq, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPaperReceipt, tree_size, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootPaperReceipt, root, MOOT_FIELD_NOT_NULL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootPaperReceipt, moot_paper_receipt, paper_receipt_fields)

/* clang-format off */
static const MootField voters_fields[] = {
  MOOT_STRING (MootVoters, proposal_id, MOOT_FIELD_REQUIRED),
  MOOT_NUMBER (MootVoters, count, MOOT_FIELD_PLAIN),
  MOOT_STRINGS (MootVoters, member_ids, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootVoters, sha256, MOOT_FIELD_NOT_NULL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootVoters, moot_voters, voters_fields)
