/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-account.h"
#include "moot-image-loader.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_AVATAR_BUTTON (moot_avatar_button_get_type ())

G_DECLARE_FINAL_TYPE (MootAvatarButton, moot_avatar_button, MOOT, AVATAR_BUTTON, GtkWidget)

/**
 * MootAvatarButton:
 *
 * The picture of somebody; pressed, it is the action `status.account` with their id.
 */

GtkWidget *moot_avatar_button_new (int size) G_GNUC_WARN_UNUSED_RESULT;

void moot_avatar_button_set_size    (MootAvatarButton *self,
                                     int               size);
void moot_avatar_button_set_account (MootAvatarButton *self,
                                     MootAccount      *account,
                                     MootImageLoader  *loader);

G_END_DECLS
