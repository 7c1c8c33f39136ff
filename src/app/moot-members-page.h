/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"

G_BEGIN_DECLS

#define MOOT_TYPE_MEMBERS_PAGE (moot_members_page_get_type ())

G_DECLARE_FINAL_TYPE (MootMembersPage, moot_members_page, MOOT, MEMBERS_PAGE, MootCasePage)

/**
 * MootMembersPage:
 *
 * Who belongs to the co-op, with their offices and circles.
 */

GtkWidget *moot_members_page_new (MootClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
