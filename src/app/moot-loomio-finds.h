/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-loomio-links.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_LOOMIO_FINDS (moot_loomio_finds_get_type ())

G_DECLARE_FINAL_TYPE (MootLoomioFinds, moot_loomio_finds, MOOT, LOOMIO_FINDS, GtkWidget)

/**
 * MootLoomioFinds:
 *
 * What a search found in the groups on Loomio; hidden while that is nothing.
 *
 * Signals: `open-proposal` and `open-discussion` with the client and the id.
 */

GtkWidget *moot_loomio_finds_new    (MootLoomioLinks *links);
void       moot_loomio_finds_search (MootLoomioFinds *self,
                                     const char      *query);

G_END_DECLS
