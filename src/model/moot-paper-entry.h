/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_PAPER_ENTRY (moot_paper_entry_get_type ())

G_DECLARE_FINAL_TYPE (MootPaperEntry, moot_paper_entry, MOOT, PAPER_ENTRY, GObject)

/**
 * MootPaperEntry:
 *
 * An anonymous ballot as it is published after the vote; `id` is only its place in the list, which
 * goes by `number`.
 */
struct _MootPaperEntry
{
  GObject parent_instance;

  char *id;
  char *proposal_id;
  char *number;
  GPtrArray *choices; /* of MootBallotChoice */
  char *reason;
  char *reason_source;
  gint64 proposal_version;
};

#define MOOT_TYPE_PAPER_RECEIPT (moot_paper_receipt_get_type ())

G_DECLARE_FINAL_TYPE (MootPaperReceipt, moot_paper_receipt, MOOT, PAPER_RECEIPT, GObject)

/**
 * MootPaperReceipt:
 *
 * Where the log commits to a paper, and the head of the log with it.
 */
struct _MootPaperReceipt
{
  GObject parent_instance;

  char *proposal_id;
  gint64 log_seq;
  gint64 tree_size;
  char *root;
};

#define MOOT_TYPE_VOTERS (moot_voters_get_type ())

G_DECLARE_FINAL_TYPE (MootVoters, moot_voters, MOOT, VOTERS, GObject)

/**
 * MootVoters:
 *
 * Who took part in an anonymous vote, known when it is over; not how.
 */
struct _MootVoters
{
  GObject parent_instance;

  char *proposal_id;
  gint64 count;
  GStrv member_ids;
  char *sha256;
};

G_END_DECLS
