/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-loomio-links.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_LOOMIO_LIST (moot_loomio_list_get_type ())

G_DECLARE_FINAL_TYPE (MootLoomioList, moot_loomio_list, MOOT, LOOMIO_LIST, GtkWidget)

/**
 * MootLoomioList:
 *
 * What is open in the groups that are linked, group by group.
 *
 * Signals: `open-proposal` and `open-discussion` with the client and the id, `open-group` with the
 * client, `renew` with the key of the link.
 */

GtkWidget *moot_loomio_list_new     (MootLoomioLinks *links);
void       moot_loomio_list_refresh (MootLoomioList  *self);

G_END_DECLS
