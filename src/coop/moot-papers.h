/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-paper-entry.h"
#include "moot-voting.h"

G_BEGIN_DECLS

/**
 * MootPaperDraft:
 * @ballot: what is chosen; nothing in it says who
 * @stamp: 64 hexadecimal digits, made of the voter's secret
 * @secret: (nullable): of the paper that this one replaces
 */
typedef struct
{
  MootBallotDraft ballot;
  const char *stamp;
  const char *secret;
} MootPaperDraft;

gint64 moot_papers_cast (const MootCoopContext  *context,
                         const MootActor        *actor,
                         gint64                  proposal_id,
                         const MootPaperDraft   *draft,
                         GError                **error);

MootPaperReceipt *moot_papers_load_receipt (const MootCoopContext *context,
                                            const MootActor *viewer,
                                            gint64 log_seq,
                                            GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_papers_list (const MootCoopContext *context,
                             const MootActor *viewer,
                             gint64 proposal_id,
                             const MootRange *range,
                             GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MootVoters *moot_papers_load_voters (const MootCoopContext *context,
                                     const MootActor *viewer,
                                     gint64 proposal_id,
                                     GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* for the files of this layer */
gboolean moot_papers_are_used    (const MootProposalRecord  *proposal);
gboolean moot_papers_check_level (const MootDecisionClass   *decision,
                                  const char                *field,
                                  GError                   **error);
gboolean moot_papers_check_roll  (const MootProposalRecord  *proposal,
                                  GError                   **error);

GPtrArray *moot_papers_list_choices (const MootCoopContext *context,
                                     const MootProposalRecord *proposal,
                                     GPtrArray *options,
                                     GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_papers_list_texts        (MootDb  *db,
                                          gint64   proposal_id,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
char      *moot_papers_dup_digest_of     (MootDb  *db,
                                          gint64   proposal_id,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
char      *moot_papers_dup_voters_digest (MootDb  *db,
                                          gint64   proposal_id,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
