/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"

G_BEGIN_DECLS

#define MOOT_TYPE_INVITES_PAGE (moot_invites_page_get_type ())

G_DECLARE_FINAL_TYPE (MootInvitesPage, moot_invites_page, MOOT, INVITES_PAGE, MootCasePage)

/**
 * MootInvitesPage:
 *
 * The invitations that were given out; for who is no member, the place to use one.
 */

GtkWidget *moot_invites_page_new (MootClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
