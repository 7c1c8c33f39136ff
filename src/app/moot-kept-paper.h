/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

#include "moot-ballot.h"
#include "moot-proposal.h"

G_BEGIN_DECLS

/**
 * MootKeptPaper:
 * @secret: drawn here, 64 hexadecimal digits
 * @earlier: (nullable): of the paper that this one was to replace, until the server has said yes
 * @choices: canonical JSON
 * @reason: (nullable): why
 * @version: of the text that was voted on
 * @log_seq: where the log commits to it; 0 as long as no answer came
 * @tree_size: of the log then
 * @root: (nullable): of the log then
 *
 * What this computer keeps of an anonymous vote: the receipt, that nobody else has.
 */
typedef struct
{
  char *secret;
  char *earlier;
  char *choices;
  char *reason;
  gint64 version;
  gint64 log_seq;
  gint64 tree_size;
  char *root;
} MootKeptPaper;

MootKeptPaper *moot_kept_paper_load   (const char           *folder,
                                       const char           *account,
                                       const char           *proposal_id,
                                       GCancellable         *cancellable,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       moot_kept_paper_save   (const MootKeptPaper  *self,
                                       const char           *folder,
                                       const char           *account,
                                       const char           *proposal_id,
                                       GCancellable         *cancellable,
                                       GError              **error);
void           moot_kept_paper_forget (const char           *folder,
                                       const char           *account,
                                       const char           *proposal_id,
                                       GCancellable         *cancellable);
void           moot_kept_paper_free   (MootKeptPaper        *self);

MootBallot *moot_kept_paper_to_ballot (const MootKeptPaper *self,
                                       const char          *proposal_id) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootKeptPaper, moot_kept_paper_free)

G_END_DECLS
