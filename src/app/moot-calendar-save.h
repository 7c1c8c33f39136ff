/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-contest.h"
#include "moot-proposal.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *moot_calendar_save_dup_proposal (MootProposal *proposal) G_GNUC_WARN_UNUSED_RESULT;
char *moot_calendar_save_dup_contest  (MootContest  *contest,
                                       const char   *server) G_GNUC_WARN_UNUSED_RESULT;
void  moot_calendar_save              (GtkWidget    *page,
                                       const char   *name,
                                       char         *text);

G_END_DECLS
