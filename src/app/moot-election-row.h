/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-contest.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *moot_election_row_new (MootContest *contest) G_GNUC_WARN_UNUSED_RESULT;

const char *moot_election_row_get_id (GtkWidget *row);

G_END_DECLS
