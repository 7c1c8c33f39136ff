/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-ballot-signature.h"

G_BEGIN_DECLS

#define MOOT_PAPER_VOTERS_MIN 5  /* with fewer, who voted how could be guessed from the count */
#define MOOT_PAPER_VOTERS_FEW 10 /* with fewer, an unusual paper may be recognized */
#define MOOT_PAPER_DIGITS 64     /* of a secret, a stamp and a number, in hex */

gboolean  moot_paper_is_hex     (const char *text);
char     *moot_paper_dup_stamp  (const char *secret) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_paper_dup_number (const char *stamp) G_GNUC_WARN_UNUSED_RESULT;

char     *moot_paper_dup_choices  (const MootBallotStatement  *self,
                                   GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_paper_read_choices (const char                 *text,
                                   MootBallotStatement        *self);

char *moot_paper_dup_text       (const MootBallotStatement  *self,
                                 const char                 *number,
                                 GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
char *moot_paper_dup_commitment (const MootBallotStatement  *self,
                                 const char                 *stamp,
                                 GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
char *moot_papers_dup_digest    (GPtrArray                  *texts) G_GNUC_WARN_UNUSED_RESULT;
char *moot_papers_digest_voters (const char *const          *member_ids) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
