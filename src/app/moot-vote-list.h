/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-proposal.h"
#include "moot-vote-watch.h"

G_BEGIN_DECLS

#define MOOT_TYPE_VOTE_LIST (moot_vote_list_get_type ())

G_DECLARE_FINAL_TYPE (MootVoteList, moot_vote_list, MOOT, VOTE_LIST, GtkWidget)

/**
 * MootVoteList:
 *
 * The votes that wait for a member, each with a way to its ballot.  It hides while none waits.
 */

GtkWidget *moot_vote_list_new (MootVoteWatch *watch) G_GNUC_WARN_UNUSED_RESULT;

GtkWidget *moot_vote_list_make_button (const char *proposal_id,
                                       const char *title) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
