/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-poll.h"

G_BEGIN_DECLS

#define MOOT_POLL_VIEW_MAX_OPTIONS 20 /* of a stranger's poll that are shown */

#define MOOT_TYPE_POLL_VIEW (moot_poll_view_get_type ())
G_DECLARE_FINAL_TYPE (MootPollView, moot_poll_view, MOOT, POLL_VIEW, GtkWidget)

GtkWidget *moot_poll_view_new      (void);
void       moot_poll_view_set_poll (MootPollView *self,
                                    MootPoll     *poll);

char *moot_poll_view_dup_text (MootPoll *poll) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
