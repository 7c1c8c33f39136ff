/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"

G_BEGIN_DECLS

#define MOOT_TYPE_IMPORT_PAGE (moot_import_page_get_type ())

G_DECLARE_FINAL_TYPE (MootImportPage, moot_import_page, MOOT, IMPORT_PAGE, MootCasePage)

/**
 * MootImportPage:
 *
 * A file of the bank: what was found, whose payments these seem to be, and their booking.
 */

GtkWidget *moot_import_page_new (MootClient *client,
                                 const char *import_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
