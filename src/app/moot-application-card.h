/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"
#include "moot-directory.h"

G_BEGIN_DECLS

#define MOOT_TYPE_APPLICATION_CARD (moot_application_card_get_type ())

G_DECLARE_FINAL_TYPE (MootApplicationCard, moot_application_card, MOOT, APPLICATION_CARD, GtkWidget)

/**
 * MootApplicationCard:
 *
 * Somebody who wants to become a member, with what the reader can do about it.
 */

GtkWidget *moot_application_card_new (MootMember          *applicant,
                                      const MootDirectory *directory,
                                      MootCasePage        *page,
                                      MootMarkedLabel     *problem) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
