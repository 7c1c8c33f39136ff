/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"

G_BEGIN_DECLS

#define MOOT_TYPE_DEVICES_PAGE (moot_devices_page_get_type ())

G_DECLARE_FINAL_TYPE (MootDevicesPage, moot_devices_page, MOOT, DEVICES_PAGE, MootCasePage)

/**
 * MootDevicesPage:
 *
 * The devices that sign a member’s votes.
 */

GtkWidget *moot_devices_page_new (MootClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
