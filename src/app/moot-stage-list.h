/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-proposal.h"
#include "moot-tally.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_STAGE_LIST (moot_stage_list_get_type ())

G_DECLARE_FINAL_TYPE (MootStageList, moot_stage_list, MOOT, STAGE_LIST, GtkWidget)

/**
 * MootStageList:
 *
 * The stages of a count of ranked ballots, one chart each, behind an expander.
 */

GtkWidget *moot_stage_list_new (void) G_GNUC_WARN_UNUSED_RESULT;

void moot_stage_list_set_tally (MootStageList *self,
                                MootProposal  *proposal,
                                MootTally     *tally);

G_END_DECLS
