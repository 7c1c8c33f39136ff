/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-proposal.h"

G_BEGIN_DECLS

#define MOOT_TYPE_BALLOT_SHEET (moot_ballot_sheet_get_type ())

G_DECLARE_FINAL_TYPE (MootBallotSheet, moot_ballot_sheet, MOOT, BALLOT_SHEET, GtkWidget)

/**
 * MootBallotSheet:
 *
 * The options of a proposal and what is said to each: one, several, points, dots, ranks or times.
 *
 * Signals: `changed`.
 */

GtkWidget *moot_ballot_sheet_new (void) G_GNUC_WARN_UNUSED_RESULT;

void moot_ballot_sheet_set_proposal (MootBallotSheet *self,
                                     MootProposal    *proposal);

gboolean    moot_ballot_sheet_is_known      (MootBallotSheet *self);
gboolean    moot_ballot_sheet_is_begun      (MootBallotSheet *self);
gboolean    moot_ballot_sheet_needs_reason  (MootBallotSheet *self);
const char *moot_ballot_sheet_get_problem   (MootBallotSheet *self);
char       *moot_ballot_sheet_dup_summary   (MootBallotSheet *self) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_ballot_sheet_write_choices (MootBallotSheet *self) G_GNUC_WARN_UNUSED_RESULT;

char *moot_ballot_sheet_dup_option (MootProposal *proposal,
                                    guint         i) G_GNUC_WARN_UNUSED_RESULT;
char *moot_ballot_sheet_describe   (MootProposal *proposal,
                                    const gint64 *values) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
