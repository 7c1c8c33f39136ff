/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_WAITING_LIST (moot_waiting_list_get_type ())

G_DECLARE_FINAL_TYPE (MootWaitingList, moot_waiting_list, MOOT, WAITING_LIST, GtkWidget)

/**
 * MootWaitingList:
 *
 * What was said here and the server does not have: it waits, or was refused for a reason.
 *
 * Signals: `again` and `discard`, with the number of the item.
 */

GtkWidget *moot_waiting_list_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void       moot_waiting_list_set_items (MootWaitingList *self,
                                        GPtrArray       *items);

G_END_DECLS
