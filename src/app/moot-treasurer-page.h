/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"

G_BEGIN_DECLS

#define MOOT_TYPE_TREASURER_PAGE (moot_treasurer_page_get_type ())

G_DECLARE_FINAL_TYPE (MootTreasurerPage, moot_treasurer_page, MOOT, TREASURER_PAGE, MootCasePage)

/**
 * MootTreasurerPage:
 *
 * The desk of those who keep the books: files of the bank, open dues, payments written by hand.
 */

GtkWidget *moot_treasurer_page_new   (MootClient        *client) G_GNUC_WARN_UNUSED_RESULT;
void       moot_treasurer_page_bring (MootTreasurerPage *self,
                                      GFile             *file);

G_END_DECLS
