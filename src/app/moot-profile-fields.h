/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-account.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_PROFILE_FIELDS (moot_profile_fields_get_type ())

G_DECLARE_FINAL_TYPE (MootProfileFields, moot_profile_fields, MOOT, PROFILE_FIELDS, GtkWidget)

void moot_profile_fields_set_account (MootProfileFields *self,
                                      MootAccount       *account);

G_END_DECLS
