/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-loomio-list.h"

G_BEGIN_DECLS

#define MOOT_TYPE_LOOMIO_PAGE (moot_loomio_page_get_type ())

G_DECLARE_FINAL_TYPE (MootLoomioPage, moot_loomio_page, MOOT, LOOMIO_PAGE, GtkWidget)

/**
 * MootLoomioPage:
 *
 * The groups on Loomio for those whose server has no moot; here they are linked and left, too.
 *
 * Signals: `link`; `remove` with the key of a link.
 */

GtkWidget *moot_loomio_page_new (MootLoomioLinks *links,
                                 GtkWidget       *list);

G_END_DECLS
