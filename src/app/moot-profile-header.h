/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-account.h"
#include "moot-relationship.h"
#include "moot-status-display.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MootProfileTab:
 *
 * What a profile lists.
 */
typedef enum
{
  MOOT_PROFILE_POSTS,
  MOOT_PROFILE_REPLIES,
  MOOT_PROFILE_MEDIA,
  MOOT_PROFILE_PINNED,
  MOOT_PROFILE_N_TABS,
} MootProfileTab;

#define MOOT_TYPE_PROFILE_HEADER (moot_profile_header_get_type ())

G_DECLARE_FINAL_TYPE (MootProfileHeader, moot_profile_header, MOOT, PROFILE_HEADER, GtkWidget)

/**
 * MootProfileHeader:
 *
 * Who somebody is, how we stand to them, and the choice of what is listed below.
 *
 * Signal: `tab` (a #MootProfileTab).
 */

GtkWidget *moot_profile_header_new (MootStatusDisplay *display) G_GNUC_WARN_UNUSED_RESULT;

void moot_profile_header_set_account      (MootProfileHeader *self,
                                           MootAccount       *account);
void moot_profile_header_set_relationship (MootProfileHeader *self,
                                           MootRelationship  *relationship);

G_END_DECLS
