/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-status-display.h"
#include "moot-status.h"

G_BEGIN_DECLS

/**
 * MootStatusRow:
 *
 * One post.  What the reader wants to do goes up as an action; whoever holds rows gives them an
 * action group `status` (gtk_widget_insert_action_group()) with the ones it can do:
 *
 * | action               | parameter | meaning                                       |
 * |----------------------|-----------|-----------------------------------------------|
 * | `status.open`        | s         | show the thread of this post                  |
 * | `status.account`     | s         | show this account, by id                      |
 * | `status.tag`         | s         | show this hashtag, without #                  |
 * | `status.link`        | s         | open this address                             |
 * | `status.media`       | (su)      | show this attachment of this post             |
 * | `status.reply`       | s         | write an answer to this post                  |
 * | `status.boost`       | s         | boost it, or take that back                   |
 * | `status.favourite`   | s         | favourite it, or take that back               |
 * | `status.bookmark`    | s         | bookmark it, or take that back                |
 * | `status.edit`        | s         | edit it (own posts)                           |
 * | `status.delete`      | s         | delete it (own posts)                         |
 * | `status.pin`         | s         | pin it, or take that back (own posts)         |
 * | `status.mute`        | s         | mute this account                             |
 * | `status.block`       | s         | block this account                            |
 * | `status.report`      | s         | report this post                              |
 *
 * The post is always the one that is shown: for a boost, the boosted one.  Actions that are missing
 * from the group are missing from the menu.  The row itself has actions without parameters for the
 * keyboard: `row.open`, `row.account`, `row.reply`, `row.boost`, `row.favourite`, `row.bookmark`,
 * `row.reveal`, `row.menu`, `row.copy-link`, `row.copy-text`, `row.browse`.
 */
#define MOOT_TYPE_STATUS_ROW (moot_status_row_get_type ())
G_DECLARE_FINAL_TYPE (MootStatusRow, moot_status_row, MOOT, STATUS_ROW, GtkWidget)

GtkWidget *moot_status_row_new (MootStatusDisplay *display);

MootStatus *moot_status_row_get_status   (MootStatusRow *self);
void        moot_status_row_set_status   (MootStatusRow *self,
                                          MootStatus    *status);
void        moot_status_row_set_detailed (MootStatusRow *self,
                                          gboolean       detailed);

char *moot_status_dup_description (MootStatus        *status,
                                   MootStatusDisplay *display) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
